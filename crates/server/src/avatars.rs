//! `/avatars/KEY`: pictures of users, for pages of any origin.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use frontdesk_app::AppError;
use frontdesk_protocol::problem::Code;
use frontdesk_store::repo;

use crate::Edge;
use crate::picture::media_type;
use crate::refusal::{Failure, problem};

/// Where the picture of a key is.
pub(crate) fn address(key: &str) -> String {
    format!("/avatars/{key}")
}

/// A picture. Each has an address of its own, which nobody can guess; it may be kept for good.
pub(crate) async fn serve(State(edge): State<Edge>, Path(key): Path<String>) -> Result<Response, Failure> {
    let gone = || problem(Code::NotFound, "there is no such picture");
    if key.len() != 32 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(gone());
    }
    let found = edge.desk.store.read(move |tx| Ok::<_, AppError>(repo::avatar::find(tx, &key)?)).await?;
    let picture = found.ok_or_else(gone)?;
    let headers = [
        (CONTENT_TYPE, media_type(&picture)),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    let mut response = (headers, picture).into_response();
    response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    Ok(response)
}
