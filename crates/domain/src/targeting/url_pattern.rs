//! URL patterns with wildcards, matched in time linear in pattern and page (`TARGET-1`).

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

/// The longest pattern accepted, in bytes.
const PATTERN_BYTES: usize = 1_000;
/// The longest page address considered, in bytes; longer ones match nothing.
const PAGE_BYTES: usize = 8_000;

/// Why a pattern was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Longer than the limit.
    #[error("the address is longer than {PATTERN_BYTES} characters")]
    TooLong,
    /// Not `http://` or `https://`.
    #[error("the address must begin with http:// or https://")]
    Scheme,
    /// No host, or one that can't be read.
    #[error("the address has no valid host")]
    Host,
    /// A port that is not a number of 1 to 65535, and not `*`.
    #[error("the address has no valid port")]
    Port,
}

/// A page address, taken apart: scheme, host, port, path; query and fragment are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageUrl {
    secure: bool,
    host: String,
    port: u16,
    path: String,
}

impl PageUrl {
    /// Reads a page's address. Only `http` and `https` pages of reasonable length can be targets.
    pub fn parse(address: &str) -> Option<Self> {
        if address.len() > PAGE_BYTES {
            return None;
        }
        let url = Url::parse(address).ok()?;
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Self {
            secure,
            host: url.host_str()?.to_ascii_lowercase(),
            port: url.port_or_known_default()?,
            path: url.path().to_owned(),
        })
    }

    /// Scheme, host and path, as kept with a conversation.
    pub fn address(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        let default = if self.secure { 443 } else { 80 };
        if self.port == default {
            format!("{scheme}://{}{}", self.host, self.path)
        } else {
            format!("{scheme}://{}:{}{}", self.host, self.port, self.path)
        }
    }
}

/// A target URL: `*.` before the host stands for any number of labels, also none; `*` in the path crosses `/`;
/// no path means every page; a port of `*` any port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UrlPattern {
    text: String,
    secure: bool,
    subdomains: bool,
    host: String,
    port: Option<u16>,
    path: Option<Vec<String>>,
}

impl UrlPattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let text = text.trim();
        if text.len() > PATTERN_BYTES {
            return Err(PatternError::TooLong);
        }
        let (scheme, rest) = text.split_once("://").ok_or(PatternError::Scheme)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(PatternError::Scheme),
        };
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let (subdomains, authority) = match authority.strip_prefix("*.") {
            Some(base) => (true, base),
            None => (false, authority),
        };
        let (host, port) = split_port(authority)?;
        let default = if secure { 443 } else { 80 };
        let port = match port {
            None => Some(default),
            Some("*") => None,
            Some(digits) => Some(digits.parse().ok().filter(|p| *p > 0).ok_or(PatternError::Port)?),
        };
        // The URL parser makes the host canonical, as it does with the page's.
        let host = Url::parse(&format!("http://{host}/"))
            .ok()
            .and_then(|u| u.host_str().map(str::to_ascii_lowercase))
            .filter(|h| !h.is_empty() && !h.contains('*'))
            .ok_or(PatternError::Host)?;
        let path = if path.is_empty() { None } else { Some(path.split('*').map(encode).collect()) };
        Ok(Self { text: text.to_owned(), secure, subdomains, host, port, path })
    }

    /// Whether a page matches.
    pub fn matches(&self, page: &PageUrl) -> bool {
        self.secure == page.secure
            && self.port.is_none_or(|port| port == page.port)
            && self.match_host(&page.host)
            && self.path.as_ref().is_none_or(|parts| match_path(parts, &page.path))
    }

    fn match_host(&self, host: &str) -> bool {
        host == self.host
            || (self.subdomains
                && host
                    .strip_suffix(&self.host)
                    .is_some_and(|labels| labels.ends_with('.') && labels.len() > 1))
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<&str>), PatternError> {
    if authority.is_empty() || authority.contains('@') {
        return Err(PatternError::Host);
    }
    match authority.rfind(':') {
        Some(at) if !authority.ends_with(']') => {
            let (host, port) = authority.split_at(at);
            Ok((host, Some(port.trim_start_matches(':'))))
        }
        _ => Ok((authority, None)),
    }
}

/// Percent-encodes a piece of a path the way the URL parser does with a page's path.
fn encode(piece: &str) -> String {
    match Url::parse("http://h/") {
        Ok(mut url) => {
            // The leading marker keeps dot segments and a leading slash as they are.
            url.set_path(&format!("/-{piece}"));
            url.path().strip_prefix("/-").unwrap_or(piece).to_owned()
        }
        Err(_) => piece.to_owned(),
    }
}

/// Pieces between wildcards, in order: the first anchored at the start, the last at the end. Linear.
fn match_path(parts: &[String], path: &str) -> bool {
    let Some((first, rest)) = parts.split_first() else { return true };
    let Some(mut left) = path.strip_prefix(first.as_str()) else { return false };
    let Some((last, middle)) = rest.split_last() else { return left.is_empty() };
    for piece in middle {
        match left.split_once(piece.as_str()) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(last.as_str())
}

impl TryFrom<String> for UrlPattern {
    type Error = PatternError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<UrlPattern> for String {
    fn from(pattern: UrlPattern) -> Self {
        pattern.text
    }
}

impl fmt::Display for UrlPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(pattern: &str, page: &str, expected: bool) {
        let pattern = UrlPattern::parse(pattern).expect(pattern);
        let page = PageUrl::parse(page).expect(page);
        assert_eq!(pattern.matches(&page), expected, "{pattern} on {}", page.address());
    }

    #[test]
    fn target_1_wildcards_case_ports_query_and_fragment() {
        for (pattern, page, expected) in [
            ("https://example.com/docs/*", "https://example.com/docs/a?x=1", true),
            ("https://example.com/docs/*", "https://example.com/docs/a/b#top", true),
            ("https://example.com/docs/*", "https://example.com/docs", false),
            ("https://example.com/docs/*", "https://example.com/docs/", true),
            ("HTTPS://Example.COM/docs", "https://eXample.com/docs", true),
            ("https://example.com/Docs", "https://example.com/docs", false),
            ("https://example.com:443/a", "https://example.com/a", true),
            ("http://example.com/a", "https://example.com/a", false),
            ("https://example.com", "https://example.com/any/page", true),
            ("https://example.com/", "https://example.com/any", false),
            ("https://*.example.com", "https://example.com/", true),
            ("https://*.example.com", "https://a.b.example.com/x", true),
            ("https://*.example.com", "https://badexample.com/", false),
            ("https://example.com", "https://www.example.com/", false),
            ("https://example.com/*/b/*.html", "https://example.com/a/x/b/c/d.html", true),
            ("https://example.com/*/b/*.html", "https://example.com/a/x/c/d.html", false),
            ("https://example.com/a*a", "https://example.com/a", false),
            ("https://example.com/ä", "https://example.com/%C3%A4", true),
            ("http://127.0.0.1:*/x", "http://127.0.0.1:4571/x", true),
            ("http://[::1]:80/x", "http://[::1]/x", true),
        ] {
            check(pattern, page, expected);
        }
    }

    #[test]
    fn target_1_exclusions_win() {
        let parse = |text: &str| UrlPattern::parse(text).expect(text);
        let targets = super::super::Targets {
            include: vec![parse("https://site.example/docs/*")],
            exclude: vec![parse("https://site.example/docs/private/*")],
        };
        let page = |text: &str| PageUrl::parse(text).expect(text);
        assert!(targets.match_page(&page("https://site.example/docs/a?x=1")));
        assert!(!targets.match_page(&page("https://site.example/docs/private/b")));
        assert!(!targets.match_page(&page("https://site.example/docs")));
    }

    #[test]
    fn target_1_bad_patterns_are_refused() {
        for (text, error) in [
            ("example.com", PatternError::Scheme),
            ("ftp://example.com", PatternError::Scheme),
            ("https://", PatternError::Host),
            ("https://a*b.com", PatternError::Host),
            ("https://example.com:0/", PatternError::Port),
            ("https://example.com:x/", PatternError::Port),
            ("https://user@example.com", PatternError::Host),
        ] {
            assert_eq!(UrlPattern::parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn target_1_no_input_panics(pattern in ".{0,80}", page in ".{0,80}") {
            if let (Ok(pattern), Some(page)) =
                (UrlPattern::parse(&format!("https://{pattern}")), PageUrl::parse(&format!("https://{page}")))
            {
                pattern.matches(&page);
            }
        }

        #[test]
        fn target_1_a_star_matches_whatever_stands_for_it(a in "[a-z/]{0,9}", b in "[a-z/]{0,9}", c in "[a-z/]{0,9}") {
            check(&format!("https://e.x/{a}*{c}"), &format!("https://e.x/{a}{b}{c}"), true);
        }
    }
}
