//! What the admin says of the website: where the widget may be, and what privacy asks for (`TARGET-11`).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A domain whose pages may carry the widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebsiteDomain {
    /// Such as `example.com`: no scheme, no port, no path. It is told as browsers write it: small letters, other
    /// alphabets in `xn--`.
    pub domain: String,
    /// Whether pages of its subdomains may, too. A visitor is then one on all pages of the registrable domain, by a
    /// first-party cookie.
    pub subdomains: bool,
}

/// What privacy asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebsitePrivacy {
    /// Whether a visitor has to agree before anything is stored, asked or counted.
    pub consent_required: bool,
    /// The whole address of the privacy policy, at most 500 characters.
    pub privacy_link: Option<String>,
}

/// The settings of the website.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Website {
    /// Where browsers reach this server, scheme and host: the installation snippet names it.
    pub server: String,
    /// By name; with none, only pages on the visitor's own machine may carry the widget. At most 200.
    pub domains: Vec<WebsiteDomain>,
    /// Whether the operator has set the domains (`--allowed-domains`): then they can't be changed here.
    pub pinned: bool,
    /// What privacy asks for.
    pub privacy: WebsitePrivacy,
}
