//! How the edge is set up.

use frontdesk_protocol::visitor::WidgetSettings;

/// How the edge is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where browsers reach this server, such as `https://chat.example.com`.
    pub public_url: url::Url,
    /// Domains whose pages may carry the widget; with none listed, only pages on loopback (`TARGET-11`).
    pub allowed_domains: Vec<String>,
    /// Whether accounts made by `--demo` may sign in.
    pub demo: bool,
    /// Whether requests are limited in rate. Off only for measuring.
    pub rate_limits: bool,
    /// How the widget looks.
    pub widget: WidgetSettings,
}

impl Config {
    /// Whether browsers reach this server by TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The session cookie's name: browsers accept the prefix only over TLS, from the very host, for all paths.
    pub fn cookie_name(&self) -> &'static str {
        if self.is_secure() { "__Host-frontdesk" } else { "frontdesk_session" }
    }
}
