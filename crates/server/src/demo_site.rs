//! The demo company's website, on its own port: another origin, under the policy that customers are told to set.

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/demo-site"]
struct Site;

/// The site, with the widget of this Frontdesk (`http://host:port`) installed as a customer would.
pub fn router(frontdesk: &str) -> Router {
    Router::new().fallback(page).with_state(frontdesk.to_owned())
}

async fn page(State(frontdesk): State<String>, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let found = Site::get(&path)
        .map(|file| (path.clone(), file))
        .or_else(|| Site::get(&format!("{path}.html")).map(|file| (format!("{path}.html"), file)));
    let Some((name, file)) = found else { return (StatusCode::NOT_FOUND, "not found").into_response() };
    let mime = mime_guess::from_path(&name).first_or_octet_stream();
    let sockets = frontdesk.replacen("http", "ws", 1);
    // The lines that the README tells customers to add, and nothing else beyond the site's own.
    let policy = format!(
        "default-src 'self'; script-src 'self' {frontdesk}; connect-src 'self' {frontdesk} {sockets}; \
         img-src 'self' data: {frontdesk}; media-src 'self' {frontdesk}; style-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_TYPE, mime.as_ref().to_owned()),
        (CACHE_CONTROL, "no-cache".to_owned()),
        (CONTENT_SECURITY_POLICY, policy),
    ];
    if mime.type_() == "text" {
        let text = String::from_utf8_lossy(&file.data).replace("{{frontdesk_origin}}", &frontdesk);
        return (headers, text).into_response();
    }
    (headers, file.data.into_owned()).into_response()
}
