//! The embedded web assets: the widget for customers' pages, and the console.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::problem::Code;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::Edge;
use crate::refusal::problem;

#[derive(RustEmbed)]
#[folder = "../../web/widget/dist"]
#[allow_missing = true]
struct Widget;

#[derive(RustEmbed)]
#[folder = "../../web/console/dist"]
#[allow_missing = true]
struct Console;

const FOREVER: &str = "public, max-age=31536000, immutable";
/// Files whose name stays: browsers ask again, and are told when nothing has changed.
const ASK_AGAIN: &str = "public, max-age=300, stale-while-revalidate=86400";

/// A file of the widget, for pages of any origin: it holds no secrets, and its calls are checked.
pub(crate) async fn widget(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Widget::get(&path) else {
        return problem(Code::NotFound, "there is no such file").into_response();
    };
    let caching = if path == "frontdesk.js" { ASK_AGAIN } else { FOREVER };
    let mut response = send(&format!("widget/{path}"), file, caching, &headers);
    let open = axum::http::HeaderValue::from_static("*");
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, open.clone());
    response
        .headers_mut()
        .insert("cross-origin-resource-policy", axum::http::HeaderValue::from_static("cross-origin"));
    response.headers_mut().insert("timing-allow-origin", open);
    response
}

/// A file of the console, or, for any of its routes, its page.
pub(crate) async fn console(State(edge): State<Edge>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("assets/") || (path.contains('.') && path != "index.html") {
        return match Console::get(path) {
            Some(file) => send(&format!("console/{path}"), file, FOREVER, &headers),
            None => problem(Code::NotFound, "there is no such file").into_response(),
        };
    }
    match Console::get("index.html") {
        Some(page) => page_with_nonce(&edge, &page.data),
        None => problem(Code::NotFound, "this program was built without the console").into_response(),
    }
}

fn page_with_nonce(edge: &Edge, page: &[u8]) -> Response {
    let mut random = [0_u8; 32];
    if getrandom::fill(&mut random).is_err() {
        return problem(Code::Internal, "no random bytes").into_response();
    }
    let nonce = frontdesk_app::token::encode(random);
    let page = String::from_utf8_lossy(page).replace("__NONCE__", &nonce);
    let scheme = if edge.config.is_secure() { "wss" } else { "ws" };
    let authority = &edge.config.public_url[url::Position::BeforeHost..url::Position::AfterPort];
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; \
         font-src 'self'; media-src 'self' data:; connect-src 'self' {scheme}://{authority}; manifest-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_TYPE.as_str(), "text/html; charset=utf-8"),
        (CACHE_CONTROL.as_str(), "no-store"),
        ("content-security-policy", policy.as_str()),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ];
    (headers, page).into_response()
}

fn send(name: &str, file: EmbeddedFile, caching: &'static str, headers: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let tag = format!("\"{}\"", frontdesk_app::token::encode(hash).get(..32).unwrap_or_default());
    let unchanged = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    let common = [
        (CONTENT_TYPE.as_str(), mime.as_ref().to_owned()),
        (CACHE_CONTROL.as_str(), caching.to_owned()),
        (ETAG.as_str(), tag),
        (VARY.as_str(), "accept-encoding".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    if unchanged {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let takes_brotli = headers
        .get(ACCEPT_ENCODING)
        .and_then(|accepted| accepted.to_str().ok())
        .is_some_and(|accepted| accepted.split(',').any(|e| e.trim().split(';').next() == Some("br")));
    if takes_brotli
        && (mime.type_() == "text" || mime.subtype() == "javascript" || mime.subtype() == "json")
        && let Some(small) = compressed(name, &file.data)
    {
        return (common, [(CONTENT_ENCODING, "br")], Body::from(small)).into_response();
    }
    match file.data {
        Cow::Borrowed(data) => (common, Body::from(data)).into_response(),
        Cow::Owned(data) => (common, Body::from(data)).into_response(),
    }
}

/// A file compressed once and kept; the files are few and fixed.
fn compressed(name: &str, data: &[u8]) -> Option<Vec<u8>> {
    static KEPT: LazyLock<Mutex<HashMap<String, Vec<u8>>>> = LazyLock::new(Mutex::default);
    if let Some(kept) = KEPT.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
        return Some(kept.clone());
    }
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*data, &mut small, &parameters).ok()?;
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), small.clone());
    Some(small)
}
