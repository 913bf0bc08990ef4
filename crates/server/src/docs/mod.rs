//! `/api/docs`: the OpenAPI document and the table of permissions as one page for people, without scripts.
//!
//! It is rendered from what the program itself says of its calls and frames, so that it can't go stale.

mod call;
mod frame;
mod page;
mod schema;

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::problem::Code;
use serde_json::Value;

use crate::openapi;
use crate::refusal::problem;

/// The document as it is read here.
struct Document(Value);

static PAGE: LazyLock<Option<String>> = LazyLock::new(|| {
    let document = openapi::described().ok()?;
    Some(page::page(&Document(document)))
});

/// The page.
pub(crate) async fn serve() -> Response {
    let Some(page) = PAGE.as_deref() else {
        return problem(Code::Internal, "the API can't be described").into_response();
    };
    let headers = [
        (CONTENT_TYPE.as_str(), "text/html; charset=utf-8"),
        (CACHE_CONTROL.as_str(), "no-cache"),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
    ];
    (headers, page).into_response()
}

/// What is at a place in JSON; null where there is nothing.
fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// How the page looks.
pub(crate) async fn style() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE.as_str(), "text/css; charset=utf-8"),
        (CACHE_CONTROL.as_str(), "no-cache"),
        ("x-content-type-options", "nosniff"),
    ];
    (headers, include_str!("style.css"))
}

/// Text as HTML: nothing in it is markup but code between backticks; the brackets of links in Rust's docs go.
fn text(words: &str) -> String {
    let mut html = String::with_capacity(words.len() + 16);
    for (at, part) in words.replace("[`", "`").replace("`]", "`").split('`').enumerate() {
        if at % 2 == 0 {
            html += &escape(part);
        } else {
            html += "<code>";
            html += &escape(part.trim_start_matches("crate::"));
            html += "</code>";
        }
    }
    html
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup_but_code() {
        assert_eq!(
            text("a `b<c` [`crate::D`] \"<e>\" & f"),
            "a <code>b&lt;c</code> <code>D</code> &quot;&lt;e&gt;&quot; &amp; f"
        );
    }
}
