//! Which pages may carry the widget, which of them see one visitor, and what privacy asks for (`TARGET-11`).

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// How many domains can be listed.
pub const MOST_DOMAINS: usize = 200;
/// The longest privacy policy link, in bytes.
const LINK_BYTES: usize = 500;
/// The longest name of a domain, and of a label of it, in bytes.
const NAME_BYTES: usize = 253;
const LABEL_BYTES: usize = 63;

/// A domain whose pages may carry the widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// As browsers write it: small letters, other alphabets in `xn--`. Or an address of the network.
    pub name: String,
    /// Whether pages of its subdomains may, too. Their visitors are then one per registrable domain.
    pub subdomains: bool,
}

/// Why a domain can't be listed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDomain {
    /// More than a domain: a scheme, a path, a user.
    #[error("write the domain alone, such as example.com: no https:// before it, no path behind it")]
    NotAlone,
    /// A port; a domain is allowed on all of them.
    #[error("write the domain without a port: it is allowed on every port")]
    Port,
    /// A `*`.
    #[error("write the domain without *, and list it with its subdomains instead")]
    Wildcard,
    /// No domain at all.
    #[error("“{0}” is no domain; write it such as example.com")]
    Malformed(String),
    /// An address of the network has no subdomains.
    #[error("“{0}” is an address and has no subdomains")]
    Address(String),
    /// Whoever likes can have a site below it.
    #[error(
        "sites below “{0}” belong to others: list your own domain below it, or this one without its subdomains"
    )]
    PublicSuffix(String),
}

impl Domain {
    /// Reads a domain as people write it.
    pub fn parse(text: &str, subdomains: bool) -> Result<Self, BadDomain> {
        let text = text.trim();
        if text.contains("://") || text.contains(['/', '\\', '?', '#', '@']) {
            return Err(BadDomain::NotAlone);
        }
        if text.contains('*') {
            return Err(BadDomain::Wildcard);
        }
        let bracketed = text.starts_with('[') && text.ends_with(']');
        if text.contains(':') && !bracketed {
            return Err(BadDomain::Port);
        }
        let malformed = || BadDomain::Malformed(text.chars().take(NAME_BYTES).collect());
        let name = match Host::parse(text.strip_suffix('.').unwrap_or(text)).map_err(|_| malformed())? {
            Host::Domain(name) if is_name(&name) => name,
            Host::Domain(_) => return Err(malformed()),
            address => {
                let name = address.to_string();
                if subdomains {
                    return Err(BadDomain::Address(name));
                }
                name
            }
        };
        if subdomains && registrable(&name).is_none() {
            return Err(BadDomain::PublicSuffix(name));
        }
        Ok(Self { name, subdomains })
    }

    /// Reads a domain of the operator's list: with its subdomains, where it can have any.
    pub fn pinned(text: &str) -> Result<Self, BadDomain> {
        let exact = Self::parse(text, false)?;
        match Self::parse(text, true) {
            // Names of one label, such as localhost, are one's own network's.
            Err(BadDomain::Address(_)) => Ok(exact),
            Err(BadDomain::PublicSuffix(name)) if !name.contains('.') => Ok(exact),
            whole => whole,
        }
    }

    fn covers(&self, host: &str) -> bool {
        let below = || host.strip_suffix(self.name.as_str()).is_some_and(|before| before.ends_with('.'));
        host == self.name || (self.subdomains && below())
    }
}

fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LABEL_BYTES).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    name.len() <= NAME_BYTES && name.split('.').all(is_label)
}

/// The part of a host that somebody can register: `example.co.uk` of `www.example.co.uk`.
fn registrable(host: &str) -> Option<&str> {
    psl::domain_str(host)
}

/// The domains whose pages may carry the widget; with none, only pages on loopback.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Domains(pub Vec<Domain>);

/// What the admin says of the website. Its JSON is the stored form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Website {
    /// Where the widget may be.
    pub domains: Domains,
    /// Whether a visitor has to agree before anything is stored, asked or counted.
    pub consent_required: bool,
    /// Where the privacy policy is.
    pub privacy_link: Option<String>,
}

impl Domains {
    /// Whether pages of this origin may carry the widget.
    pub fn allows(&self, origin: &Url) -> bool {
        if !self.0.is_empty() {
            return origin.host_str().is_some_and(|host| self.0.iter().any(|one| one.covers(host)));
        }
        match origin.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// The domain whose pages see the visitors of this origin as their own; with none, the origin is alone.
    pub fn shared_domain<'a>(&self, origin: &'a Url) -> Option<&'a str> {
        let host = origin.host_str()?;
        let shared = self.0.iter().any(|one| one.subdomains && one.covers(host));
        shared.then(|| registrable(host)).flatten()
    }
}

/// Why a link to a privacy policy can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the whole address of the privacy policy, such as https://example.com/privacy")]
pub struct BadLink;

/// Reads a link to a privacy policy; a blank one is none.
pub fn privacy_link(text: &str) -> Result<Option<String>, BadLink> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let url = Url::parse(text).map_err(|_| BadLink)?;
    let plain =
        matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    if !plain || url.as_str().len() > LINK_BYTES {
        return Err(BadLink);
    }
    Ok(Some(url.into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listed(domains: &[(&str, bool)]) -> Domains {
        Domains(
            domains.iter().map(|(name, subdomains)| Domain::parse(name, *subdomains).expect(name)).collect(),
        )
    }

    fn url(text: &str) -> Url {
        Url::parse(text).expect(text)
    }

    #[test]
    fn target_11_a_domain_is_read_as_people_write_it() {
        for (text, name) in [
            ("example.com", "example.com"),
            (" Shop.Example.COM ", "shop.example.com"),
            ("example.com.", "example.com"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("localhost", "localhost"),
            ("192.0.2.7", "192.0.2.7"),
            ("[2001:DB8::1]", "[2001:db8::1]"),
            ("github.io", "github.io"),
        ] {
            assert_eq!(Domain::parse(text, false).expect(text).name, name);
        }
    }

    #[test]
    fn target_11_what_is_wrong_with_a_domain_is_said() {
        let malformed = |text: &str| BadDomain::Malformed(text.to_owned());
        let suffix = |text: &str| BadDomain::PublicSuffix(text.to_owned());
        for (text, subdomains, fault) in [
            ("", false, malformed("")),
            ("a..example", false, malformed("a..example")),
            ("exa mple.com", false, malformed("exa mple.com")),
            ("1.2.3.999", false, malformed("1.2.3.999")),
            ("https://example.com", false, BadDomain::NotAlone),
            ("example.com/shop", false, BadDomain::NotAlone),
            ("me@example.com", false, BadDomain::NotAlone),
            ("example.com:8443", false, BadDomain::Port),
            ("[::1]:80", false, BadDomain::Port),
            ("*.example.com", true, BadDomain::Wildcard),
            ("192.0.2.7", true, BadDomain::Address("192.0.2.7".to_owned())),
            ("com", true, suffix("com")),
            ("co.uk", true, suffix("co.uk")),
            ("github.io", true, suffix("github.io")),
            ("個人.hk", true, suffix("xn--gmqw5a.hk")),
            ("localhost", true, suffix("localhost")),
        ] {
            assert_eq!(Domain::parse(text, subdomains), Err(fault), "{text}");
        }
    }

    #[test]
    fn target_11_an_operators_domain_comes_with_its_subdomains_where_it_can() {
        for (text, subdomains) in [
            ("example.com", Some(true)),
            ("127.0.0.1", Some(false)),
            ("intranet", Some(false)),
            ("co.uk", None),
        ] {
            assert_eq!(Domain::pinned(text).ok().map(|one| one.subdomains), subdomains, "{text}");
        }
    }

    #[test]
    fn target_11_only_listed_domains_carry_the_widget_and_with_none_loopback() {
        let domains = listed(&[("example.com", true), ("shop.test", false), ("192.0.2.7", false)]);
        for (origin, expected) in [
            ("https://example.com", true),
            ("https://a.b.example.com:8443", true),
            ("https://badexample.com", false),
            ("https://example.com.evil.test", false),
            ("https://shop.test", true),
            ("https://www.shop.test", false),
            ("http://192.0.2.7:81", true),
            ("http://127.0.0.1", false),
        ] {
            assert_eq!(domains.allows(&url(origin)), expected, "{origin}");
        }
        for (origin, expected) in [
            ("http://127.0.0.1:8081", true),
            ("http://shop.localhost:3000", true),
            ("http://[::1]:3000", true),
            ("https://example.com", false),
            ("https://localhost.example.com", false),
        ] {
            assert_eq!(listed(&[]).allows(&url(origin)), expected, "{origin}");
        }
    }

    #[test]
    fn target_11_subdomains_see_one_visitor_where_the_domain_is_listed_with_them() {
        let domains = listed(&[("shop.example.co.uk", true), ("example.com", false), ("me.github.io", true)]);
        for (origin, expected) in [
            ("https://a.shop.example.co.uk", Some("example.co.uk")),
            ("https://shop.example.co.uk", Some("example.co.uk")),
            ("https://example.co.uk", None),
            ("https://example.com", None),
            ("https://blog.me.github.io", Some("me.github.io")),
            ("https://you.github.io", None),
        ] {
            assert_eq!(domains.shared_domain(&url(origin)), expected, "{origin}");
        }
    }

    #[test]
    fn a_privacy_link_is_a_whole_address_of_a_page() {
        assert_eq!(privacy_link("  "), Ok(None));
        assert_eq!(
            privacy_link("https://example.com/privacy"),
            Ok(Some("https://example.com/privacy".into()))
        );
        let long = format!("https://example.com/{}", "a".repeat(LINK_BYTES));
        for text in
            ["example.com/privacy", "javascript:alert(1)", "https://me@example.com", "/privacy", &long]
        {
            assert_eq!(privacy_link(text), Err(BadLink), "{text}");
        }
    }

    proptest! {
        #[test]
        fn target_11_reading_a_domain_never_panics_and_what_was_read_stays(text in ".{0,80}", subdomains: bool) {
            if let Ok(domain) = Domain::parse(&text, subdomains) {
                prop_assert_eq!(Domain::parse(&domain.name, subdomains), Ok(domain));
            }
        }

        #[test]
        fn target_11_what_shares_visitors_is_listed_and_registrable(
            labels in proptest::collection::vec("[a-z]{1,8}", 0..4),
            name in "ours-[a-z]{1,8}\\.(com|co\\.uk|github\\.io|test)",
            glued in "[a-z]{1,5}",
        ) {
            let domains = listed(&[(&name, true)]);
            let host = labels.iter().chain([&name]).map(String::as_str).collect::<Vec<_>>().join(".");
            let page = url(&format!("https://{host}"));
            prop_assert!(domains.allows(&page));
            prop_assert_eq!(domains.shared_domain(&page), Some(name.as_str()));
            let other = url(&format!("https://{glued}{name}"));
            prop_assert!(!domains.allows(&other) && domains.shared_domain(&other).is_none());
        }
    }
}
