//! Which pages may speak to this server.

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, HOST, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_domain::website::Domains;
use frontdesk_protocol::problem::Code;
use url::Url;

use crate::Edge;
use crate::refusal::problem;

/// What a page is told that may not carry the widget.
pub(crate) const WRONG_ORIGIN: &str = "this page may not carry the widget";

/// Whether a page of this origin may carry the widget (`TARGET-11`): this server's own pages, and those of the domains
/// that the operator has pinned, else of the console's list.
pub(crate) fn is_allowed(edge: &Edge, origin: &str) -> bool {
    read(origin).is_some_and(|url| {
        url.origin() == edge.config.public_url.origin() || with_domains(edge, |domains| domains.allows(&url))
    })
}

/// The domain whose pages see one visitor together with this origin's, where there is one (`TARGET-11`).
pub(crate) fn shared_domain(edge: &Edge, headers: &HeaderMap) -> Option<String> {
    let url = of(headers).and_then(read)?;
    with_domains(edge, |domains| domains.shared_domain(&url).map(str::to_owned))
}

fn with_domains<T>(edge: &Edge, look: impl FnOnce(&Domains) -> T) -> T {
    let pinned = &edge.config.pinned_domains;
    if pinned.0.is_empty() { look(&edge.desk.website().website.domains) } else { look(pinned) }
}

fn read(origin: &str) -> Option<Url> {
    Url::parse(origin).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.path() == "/")
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
    let Some(origin) = of(request.headers()).filter(|origin| is_allowed(&edge, origin)) else {
        return problem(Code::WrongOrigin, WRONG_ORIGIN).into_response();
    };
    let Ok(origin) = HeaderValue::from_str(origin) else {
        return problem(Code::WrongOrigin, WRONG_ORIGIN).into_response();
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
