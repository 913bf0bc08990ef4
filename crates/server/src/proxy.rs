//! Who asks, when proxies stand between: only those that were declared are believed.
//!
//! Each proxy writes behind the others' whom it was called by. Read from the right, the first hop that is no declared
//! proxy is the visitor; what stands left of it anybody may have written. Only the one header that the proxies are said
//! to write is read: the other one they would pass on as a visitor sent it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::rejection::ExtensionRejection;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use frontdesk_protocol::problem::Code;
use ipnet::IpNet;

use crate::refusal::{Failure, problem};
use crate::{Config, Edge};

/// An address, or a network of them: `10.0.0.0/8`, `::1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(IpNet);

impl std::str::FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let one = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
        let network = one.or_else(|_| text.parse::<IpNet>());
        network.map(|network| Self(network.trunc())).map_err(|_| "write 10.0.0.0/8 or 192.0.2.7".to_owned())
    }
}

/// The header in which proxies say whom they were called by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, with `X-Forwarded-Proto`.
    #[default]
    XForwardedFor,
    /// `Forwarded`, RFC 7239.
    Forwarded,
}

impl std::str::FromStr for ProxyHeader {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "x-forwarded-for" => Ok(Self::XForwardedFor),
            "forwarded" => Ok(Self::Forwarded),
            _ => Err("write x-forwarded-for or forwarded".to_owned()),
        }
    }
}

/// The declared proxies.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    /// Where they are.
    pub trusted: Vec<Network>,
    /// What they write.
    pub header: ProxyHeader,
}

impl Proxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.0.contains(&address))
    }

    /// The visitor's own address.
    fn true_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut known = peer.to_canonical();
        if !self.trusts(known) {
            return known;
        }
        for hop in self.elements(headers).iter().rev() {
            let Some(address) = self.node(hop) else { return known };
            known = address;
            if !self.trusts(known) {
                return known;
            }
        }
        known
    }

    /// What the proxies wrote, one element for each, in the order of the way.
    fn elements<'a>(&self, headers: &'a HeaderMap) -> Vec<&'a str> {
        let name = match self.header {
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => header::FORWARDED.as_str(),
        };
        // A line that is no text hides whatever stands left of it.
        let lines = headers.get_all(name).iter().map(|line| line.to_str().unwrap_or_default());
        lines.flat_map(|line| line.split(',')).map(str::trim).collect()
    }

    fn node(&self, element: &str) -> Option<IpAddr> {
        match self.header {
            ProxyHeader::XForwardedFor => address(element),
            ProxyHeader::Forwarded => address(pair(element, "for")?),
        }
    }

    /// Whether the proxy that called says that it was called by TLS; `None` when it does not say.
    fn says_tls(&self, headers: &HeaderMap) -> Option<bool> {
        let said = match self.header {
            ProxyHeader::XForwardedFor => {
                let line = headers.get_all("x-forwarded-proto").iter().next_back()?.to_str().ok()?;
                line.rsplit(',').next()?.trim()
            }
            ProxyHeader::Forwarded => pair(self.elements(headers).last()?, "proto")?,
        };
        Some(said.eq_ignore_ascii_case("https"))
    }
}

/// The value of a pair of one element of `Forwarded`.
fn pair<'a>(element: &'a str, wanted: &str) -> Option<&'a str> {
    let mut pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
    Some(value.trim_matches('"'))
}

/// An address with or without a port, as proxies write it.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let found = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    found.map(|address: IpAddr| address.to_canonical())
}

/// The address that limits count: of IPv6, the network that one household or server has to itself.
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// Who asks.
pub(crate) struct Client {
    /// The address itself.
    pub address: IpAddr,
    /// The address that limits count.
    pub counted: IpAddr,
    insecure: Option<&'static str>,
}

impl Client {
    fn new(config: &Config, peer: IpAddr, headers: &HeaderMap) -> Self {
        let address = config.proxies.true_address(peer, headers).to_canonical();
        Self { address, counted: counted(address), insecure: insecure(config, peer.to_canonical(), headers) }
    }

    /// Refuses where a password or a session would travel in the clear.
    pub(crate) fn private(&self) -> Result<(), Failure> {
        self.insecure.map_or(Ok(()), |why| Err(problem(Code::Insecure, why)))
    }
}

/// Why a password must not come this way.
fn insecure(config: &Config, peer: IpAddr, headers: &HeaderMap) -> Option<&'static str> {
    let declared = config.proxies.trusts(peer);
    if let Some(why) = config.refuses_sign_in() {
        return Some(why);
    }
    if !config.is_secure() {
        let near = declared || peer.is_loopback();
        return (!near).then_some("signing in by plain HTTP works on this machine only: use HTTPS");
    }
    if !declared {
        return Some(
            "this request came by plain HTTP, not through a declared proxy: use HTTPS, or declare the proxy with \
             --trusted-proxy",
        );
    }
    let plain = config.proxies.says_tls(headers) == Some(false);
    plain.then_some("the proxy says that the browser came by plain HTTP: use HTTPS")
}

impl FromRequestParts<Edge> for Client {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, ExtensionRejection> {
        let ConnectInfo(peer) = ConnectInfo::<SocketAddr>::from_request_parts(parts, edge).await?;
        Ok(Self::new(&edge.config, peer.ip(), &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let line = |(name, value): &(&str, &str)| {
            (name.parse::<HeaderName>().expect("a name"), HeaderValue::from_str(value).expect("a value"))
        };
        lines.iter().map(line).collect()
    }

    fn proxies(header: ProxyHeader) -> Proxies {
        let trusted = ["10.0.0.0/8", "::1", "2001:db8:1::/48"];
        Proxies { trusted: trusted.map(|text| text.parse().expect("a network")).to_vec(), header }
    }

    fn seen(header: ProxyHeader, peer: &str, lines: &[(&str, &str)]) -> String {
        let peer = peer.parse().expect("an address");
        proxies(header).true_address(peer, &headers(lines)).to_string()
    }

    #[test]
    fn the_rightmost_hop_that_is_no_declared_proxy_is_the_visitor() {
        let name = "x-forwarded-for";
        for (peer, said, expected) in [
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
            ("10.0.0.1", "10.1.1.1, 10.2.2.2", "10.1.1.1"),
            ("10.0.0.1", "198.51.100.1, nonsense, 10.2.2.2", "10.2.2.2"),
            ("10.0.0.1", "nonsense", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("10.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
            ("::1", "2001:db8:2::7", "2001:db8:2::7"),
            ("::1", "[2001:db8:2::7]:4711, 2001:db8:1::5", "2001:db8:2::7"),
            ("::1", "::ffff:198.51.100.1", "198.51.100.1"),
        ] {
            assert_eq!(seen(ProxyHeader::XForwardedFor, peer, &[(name, said)]), expected, "{peer} {said}");
        }
        let lines = [(name, "192.0.2.66"), (name, "198.51.100.1"), (name, "10.2.2.2")];
        assert_eq!(
            seen(ProxyHeader::XForwardedFor, "10.0.0.1", &lines),
            "198.51.100.1",
            "lines are one list"
        );
        assert_eq!(seen(ProxyHeader::XForwardedFor, "10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn the_header_that_proxies_do_not_write_is_not_read() {
        let forged = [("forwarded", "for=192.0.2.66"), ("x-forwarded-for", "198.51.100.1")];
        assert_eq!(seen(ProxyHeader::XForwardedFor, "10.0.0.1", &forged), "198.51.100.1");
        let forged = [("x-forwarded-for", "192.0.2.66"), ("forwarded", "for=198.51.100.1")];
        assert_eq!(seen(ProxyHeader::Forwarded, "10.0.0.1", &forged), "198.51.100.1");
    }

    #[test]
    fn forwarded_is_read_as_its_standard_has_it() {
        for (said, expected) in [
            ("for=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1"),
            ("For=\"[2001:db8:2::7]:4711\", for=10.3.3.3;proto=http", "2001:db8:2::7"),
            ("for=198.51.100.1, for=unknown", "10.0.0.1"),
            ("for=_hidden", "10.0.0.1"),
        ] {
            assert_eq!(seen(ProxyHeader::Forwarded, "10.0.0.1", &[("forwarded", said)]), expected, "{said}");
        }
    }

    #[test]
    fn limits_count_an_ipv6_network_as_one() {
        let counted = |text: &str| counted(text.parse().expect("an address")).to_string();
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), counted("2001:db8:1:2:ffff::1"));
        assert_ne!(counted("2001:db8:1:2::1"), counted("2001:db8:1:3::1"));
        assert_eq!(counted("198.51.100.1"), "198.51.100.1");
    }

    #[test]
    fn a_password_comes_by_tls_through_a_declared_proxy_or_from_this_machine() {
        let config = |url: &str| Config {
            public_url: url.parse().expect("a URL"),
            proxies: proxies(ProxyHeader::XForwardedFor),
            ..crate::config::tests::config()
        };
        for (url, peer, proto, private) in [
            ("http://127.0.0.1:8080", "127.0.0.1", None, true),
            ("http://localhost:8080", "::1", None, true),
            ("http://localhost:8080", "203.0.113.9", None, false),
            ("http://chat.example.com", "127.0.0.1", None, false),
            ("http://chat.example.com", "10.0.0.1", Some("https"), false),
            ("http://0.0.0.0:8080", "203.0.113.9", None, false),
            ("https://chat.example.com", "127.0.0.1", Some("https"), false),
            ("https://chat.example.com", "203.0.113.9", Some("https"), false),
            ("https://chat.example.com", "10.0.0.1", None, true),
            ("https://chat.example.com", "10.0.0.1", Some("https"), true),
            ("https://chat.example.com", "10.0.0.1", Some("https, http"), false),
        ] {
            let lines: Vec<(&str, &str)> =
                proto.map(|proto| ("x-forwarded-proto", proto)).into_iter().collect();
            let client = Client::new(&config(url), peer.parse().expect("an address"), &headers(&lines));
            assert_eq!(client.private().is_ok(), private, "{url} {peer} {proto:?}");
        }
    }

    #[test]
    fn a_network_is_an_address_or_a_range() {
        for good in ["10.0.0.0/8", "10.1.2.3/8", "127.0.0.1", "::1", "fd00::/8", " 192.0.2.7 "] {
            assert!(good.parse::<Network>().is_ok(), "{good}");
        }
        for bad in ["", "10.0.0.0/33", "example.com", "10.0.0", "*"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }
}
