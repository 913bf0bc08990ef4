//! How the edge is set up.

use frontdesk_domain::website::Domains;
use frontdesk_protocol::visitor::WidgetSettings;
use url::Host;

use crate::proxy::Proxies;

/// How the edge is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where browsers reach this server, such as `https://chat.example.com`.
    pub public_url: url::Url,
    /// Domains whose pages may carry the widget, pinned by the operator; with none, those of the console's list count
    /// (`TARGET-11`).
    pub pinned_domains: Domains,
    /// Whether accounts made by `--demo` may sign in.
    pub demo: bool,
    /// Proxies that are believed when they say whom they were called by.
    pub proxies: Proxies,
    /// Whether requests are limited in rate. Off only for measuring.
    pub rate_limits: bool,
    /// How many sockets one address may have open; an IPv6 network of 64 bits counts as one.
    pub sockets_per_address: u32,
    /// How the widget looks.
    pub widget: WidgetSettings,
}

impl Config {
    /// Whether browsers reach this server by TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// Whether browsers reach this server on their own machine only.
    pub fn is_local(&self) -> bool {
        match self.public_url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// Why nobody can sign in the way this is set up: a password would travel in the clear.
    pub fn refuses_sign_in(&self) -> Option<&'static str> {
        if self.is_secure() {
            return self.proxies.trusted.is_empty().then_some(
                "no proxy with TLS is declared: name its address with --trusted-proxy, or the network it is in",
            );
        }
        (!self.is_local()).then_some(
            "signing in by plain HTTP works on this machine only: put a proxy with TLS before this server, and \
             declare it with --trusted-proxy and --public-url https://...",
        )
    }

    /// Where a one-time link leads.
    pub fn link(&self, token: &str) -> String {
        one_time_link(&self.public_url, token)
    }

    /// The session cookie's name: browsers accept the prefix only over TLS, from the very host, for all paths.
    pub fn cookie_name(&self) -> &'static str {
        if self.is_secure() { "__Host-frontdesk" } else { "frontdesk_session" }
    }
}

/// Where a one-time link leads. The token is in the fragment, which browsers send nowhere.
pub fn one_time_link(public_url: &url::Url, token: &str) -> String {
    format!("{}/link#{token}", public_url.as_str().trim_end_matches('/'))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A server behind TLS.
    pub(crate) fn config() -> Config {
        Config {
            public_url: "https://chat.example.com".parse().expect("url"),
            pinned_domains: Domains::default(),
            demo: false,
            proxies: Proxies::default(),
            rate_limits: true,
            sockets_per_address: 100,
            widget: WidgetSettings { name: String::new(), color: String::new() },
        }
    }
}
