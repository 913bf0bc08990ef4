//! The embedded web assets: the widget for customers' pages, and the console.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use frontdesk_domain::color::text_on;
use frontdesk_domain::website::Website;
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::visitor::WidgetSettings;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde_json::json;
use sha2::{Digest as _, Sha256};

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
/// A file whose name stays: browsers ask again, and are told when nothing has changed. Not stale for long: what it says
/// of consent must be so.
const ASK_AGAIN: &str = "public, max-age=60";
/// What the widget's build leaves open in the loader.
const SETTINGS: &str = "FRONTDESK_SETTINGS";
/// `frontdesk.js?consent` asks for the visitor's consent whatever the admin has set, for some pages of a site.
const CONSENT: &str = "consent";

type Texts = BTreeMap<String, String>;

/// What the launcher says in each language but English, by language and name, as the widget's build wrote it.
static LAUNCHER: LazyLock<BTreeMap<String, Texts>> = LazyLock::new(|| {
    let file = Widget::get("launcher.json");
    file.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// What the launcher says in a language that it speaks besides English.
pub(crate) fn launcher_texts(language: &str) -> Option<Texts> {
    LAUNCHER.get(language).cloned()
}

/// A file of the widget, for pages of any origin: it holds no secrets, and its calls are checked.
pub(crate) async fn widget(
    State(edge): State<Edge>,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let mut response = if path == "frontdesk.js" {
        match edge.loader.now(&edge, query.as_deref() == Some(CONSENT)) {
            Some(loader) => answer(&loader, ASK_AGAIN, &headers),
            None => {
                return problem(Code::NotFound, "this program was built without the widget").into_response();
            }
        }
    } else {
        match Widget::get(&path) {
            Some(file) => send(&path, file, Widget::get(&format!("{path}.br")), &headers),
            None => return problem(Code::NotFound, "there is no such file").into_response(),
        }
    };
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
            Some(file) => send(path, file, Console::get(&format!("{path}.br")), &headers),
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

/// A file as it is served.
struct Served {
    mime: String,
    tag: String,
    plain: Bytes,
    small: Option<Bytes>,
}

impl Served {
    fn new(name: &str, hash: [u8; 32], plain: Bytes, small: Option<Bytes>) -> Self {
        let tag = frontdesk_app::token::encode(hash);
        let tag = format!("\"{}\"", tag.get(..32).unwrap_or_default());
        let mime = mime_guess::from_path(name).first_or_octet_stream().as_ref().to_owned();
        Self { mime, tag, plain, small }
    }
}

/// A file whose name changes with its content; `small` is what the web's build has made of it.
fn send(name: &str, file: EmbeddedFile, small: Option<EmbeddedFile>, headers: &HeaderMap) -> Response {
    let small = small.map(|file| shared(file.data));
    answer(&Served::new(name, file.metadata.sha256_hash(), shared(file.data), small), FOREVER, headers)
}

/// Bytes that answers share: those of the program itself are not copied.
fn shared(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}

fn answer(file: &Served, caching: &'static str, headers: &HeaderMap) -> Response {
    let unchanged = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == file.tag.as_bytes());
    let common = [
        (CONTENT_TYPE.as_str(), file.mime.clone()),
        (CACHE_CONTROL.as_str(), caching.to_owned()),
        (ETAG.as_str(), file.tag.clone()),
        (VARY.as_str(), "accept-encoding".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    if unchanged {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    match &file.small {
        Some(small) if takes_brotli(headers) => {
            (common, [(CONTENT_ENCODING, "br")], Body::from(small.clone())).into_response()
        }
        _ => (common, Body::from(file.plain.clone())).into_response(),
    }
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT_ENCODING)
        .and_then(|accepted| accepted.to_str().ok())
        .is_some_and(|accepted| accepted.split(',').any(|e| e.trim().split(';').next() == Some("br")))
}

/// The loader as it is served, made anew when the settings of the website change: it says itself what a page must know
/// before it may ask (`TARGET-11`).
#[derive(Default)]
pub(crate) struct Loader {
    plain: Kept,
    asking: Kept,
}

type Kept = Mutex<Option<(u64, Arc<Served>)>>;

impl Loader {
    /// `asks`: the page wants its visitors asked for consent.
    fn now(&self, edge: &Edge, asks: bool) -> Option<Arc<Served>> {
        let known = edge.desk.website();
        let kept = if asks { &self.asking } else { &self.plain };
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, loader)) = kept.as_ref()
            && *version == known.version
        {
            return Some(Arc::clone(loader));
        }
        let file = Widget::get("frontdesk.js")?;
        let asks = asks || known.website.consent_required;
        let loader = Arc::new(with_settings(&file.data, &edge.config.widget, &known.website, asks));
        *kept = Some((known.version, Arc::clone(&loader)));
        Some(loader)
    }
}

fn with_settings(loader: &[u8], look: &WidgetSettings, website: &Website, asks: bool) -> Served {
    let settings = json!({
        "consent": asks, "privacy": website.privacy_link,
        "color": look.color, "on": text_on(&look.color),
    });
    let mut settings = settings.to_string();
    // Before the visitor has agreed nothing may be asked for: only then it has the question in every language with it.
    // Other pages get their language's texts with the first page view, and a smaller loader.
    if asks && let Some(file) = Widget::get("launcher.js") {
        settings.pop();
        let _ = write!(settings, ",\"texts\":{}}}", String::from_utf8_lossy(&file.data));
    }
    let text = String::from_utf8_lossy(loader).replacen(SETTINGS, &settings, 1);
    let small = compress(text.as_bytes());
    Served::new("frontdesk.js", Sha256::digest(&text).into(), Bytes::from(text), small)
}

fn compress(data: &[u8]) -> Option<Bytes> {
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*data, &mut small, &parameters).ok()?;
    Some(Bytes::from(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn target_11_the_loader_says_itself_whether_consent_is_required() {
        let look = WidgetSettings { name: String::new(), color: "#123456".into() };
        let website = Website::default();
        let loader = |asks| with_settings(b"start(FRONTDESK_SETTINGS);", &look, &website, asks);
        let (open, asks) = (loader(false), loader(true));
        assert_ne!(open.tag, asks.tag, "browsers that ask again get the other one");
        assert_eq!(
            String::from_utf8_lossy(&open.plain),
            r##"start({"color":"#123456","consent":false,"on":"#fff","privacy":null});"##
        );
        let asks = String::from_utf8_lossy(&asks.plain);
        assert!(asks.starts_with(r##"start({"color":"#123456","consent":true,"on":"#fff","privacy":null"##));
        assert!(asks.ends_with("});"));
    }
}
