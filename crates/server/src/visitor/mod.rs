//! The visitor API: page views, the socket, and the same commands by HTTP where sockets are blocked.

pub(crate) mod command;
pub(crate) mod entries;
pub(crate) mod page_view;
pub(crate) mod render;
pub(crate) mod socket;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use frontdesk_app::{AppError, token};
use frontdesk_domain::ids::VisitorId;
use frontdesk_protocol::problem::Code;
use frontdesk_store::repo;

use crate::Edge;
use crate::refusal::{Failure, problem};

/// The visitor of a session token.
async fn of_token(edge: &Edge, token: &str) -> Result<VisitorId, Failure> {
    let signed_out = || problem(Code::SignedOut, "this session is not known");
    let hash = token::hash(token).ok_or_else(signed_out)?;
    let found: Option<VisitorId> =
        edge.desk.store.read(move |tx| Ok::<_, AppError>(repo::visitor::find_by_token(tx, &hash)?)).await?;
    found.ok_or_else(signed_out)
}

/// The visitor of a request's `Authorization: Bearer` header.
pub(crate) async fn of_headers(edge: &Edge, headers: &HeaderMap) -> Result<VisitorId, Failure> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    of_token(edge, token).await
}
