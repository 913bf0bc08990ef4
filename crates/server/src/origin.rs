//! Which pages may speak to this server.

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, HOST, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::problem::Code;
use url::{Host, Url};

use crate::refusal::problem;
use crate::{Config, Edge};

/// Whether a page of this origin may carry the widget (`TARGET-11`): its host is an allowed domain or below one; with
/// none listed, it is loopback.
pub(crate) fn is_allowed(config: &Config, origin: &str) -> bool {
    let Ok(url) = Url::parse(origin) else { return false };
    if !matches!(url.scheme(), "http" | "https") || url.path() != "/" {
        return false;
    }
    if url.origin() == config.public_url.origin() {
        return true;
    }
    match url.host() {
        Some(Host::Domain(host)) => {
            let host = host.to_ascii_lowercase();
            if config.allowed_domains.is_empty() {
                host == "localhost" || host.ends_with(".localhost")
            } else {
                config.allowed_domains.iter().any(|domain| {
                    host == *domain || host.strip_suffix(domain.as_str()).is_some_and(|h| h.ends_with('.'))
                })
            }
        }
        Some(Host::Ipv4(address)) if config.allowed_domains.is_empty() => address.is_loopback(),
        Some(Host::Ipv6(address)) if config.allowed_domains.is_empty() => address.is_loopback(),
        Some(host) => config.allowed_domains.contains(&host.to_string()),
        None => false,
    }
}

/// The origin that a browser says the page has.
pub(crate) fn of(headers: &HeaderMap) -> Option<&str> {
    headers.get(ORIGIN)?.to_str().ok()
}

/// Whether a request comes from this server's own pages.
pub(crate) fn is_own(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|h| h.to_str().ok());
    let origin = of(headers).and_then(|o| o.split_once("://")).map(|(_, authority)| authority);
    host.is_some() && host == origin
}

/// Lets pages of allowed domains call, and no others.
pub(crate) async fn cross_origin(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let Some(origin) = of(request.headers()).filter(|origin| is_allowed(&edge.config, origin)) else {
        return problem(Code::WrongOrigin, "this page may not carry the widget").into_response();
    };
    let Ok(origin) = HeaderValue::from_str(origin) else {
        return problem(Code::WrongOrigin, "this page may not carry the widget").into_response();
    };
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type, authorization"));
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    headers.insert(VARY, HeaderValue::from_static("origin"));
    response
}

/// The header that this server's own pages add to what changes something; foreign pages can't without being asked.
const OWN: &str = "x-frontdesk";

/// Whether a call is no forged cross-site request.
pub(crate) fn is_from_own_page(method: &Method, headers: &HeaderMap) -> bool {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let foreign = of(headers).is_some() && !is_own(headers);
    !foreign && (reads || headers.contains_key(OWN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::config;

    #[test]
    fn target_11_with_no_domain_listed_only_loopback_carries_the_widget() {
        for (origin, expected) in [
            ("http://127.0.0.1:8081", true),
            ("http://localhost:3000", true),
            ("http://[::1]:3000", true),
            ("https://chat.example.com", true),
            ("https://example.com", false),
            ("https://localhost.example.com", false),
            ("null", false),
            ("file:///", false),
        ] {
            assert_eq!(is_allowed(&config(&[]), origin), expected, "{origin}");
        }
    }

    #[test]
    fn target_11_only_listed_domains_and_what_is_below_them_carry_the_widget() {
        for (origin, expected) in [
            ("https://example.com", true),
            ("https://www.example.com:8443", true),
            ("https://badexample.com", false),
            ("https://example.com.evil.test", false),
            ("http://127.0.0.1", false),
        ] {
            assert_eq!(is_allowed(&config(&["example.com"]), origin), expected, "{origin}");
        }
    }
}
