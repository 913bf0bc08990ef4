//! `/api/console/me`: one's own name, password and sessions.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::{Extension, Json};
use frontdesk_app::session::{self, SignedIn};
use frontdesk_app::{AdminRefusal, AppError, users};
use frontdesk_domain::ids::SessionId;
use frontdesk_domain::password;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::users::{OwnName, OwnSession, OwnSessions, PasswordChange};
use frontdesk_store::repo;

use super::session::{hash, signed_out, verify};
use super::session_of;
use crate::Edge;
use crate::proxy::Client;
use crate::refusal::{Body, Failure, problem};

/// Changes one's own name.
#[utoipa::path(
    put, path = "/api/console/me/name", tag = "console", request_body = OwnName,
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn rename(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<OwnName>,
) -> Result<StatusCode, Failure> {
    let user = signed_in.account.id;
    edge.desk.store.write(move |tx| users::rename_self(tx, user, &wanted.name)).await?;
    edge.desk.forget_face(user);
    Ok(StatusCode::NO_CONTENT)
}

/// Changes one's own password; the old one is asked for, and other sessions end.
#[utoipa::path(
    put, path = "/api/console/me/password", tag = "console", request_body = PasswordChange,
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn change_password(
    State(edge): State<Edge>,
    client: Client,
    Extension(signed_in): Extension<SignedIn>,
    Body(PasswordChange { old, new }): Body<PasswordChange>,
) -> Result<StatusCode, Failure> {
    client.private()?;
    let keep = session_of(&signed_in)?.id;
    let account = signed_in.account;
    // Who has taken over a session must not find the password by trying.
    if !edge.limits.allow_password(account.id) {
        return Err(problem(Code::RateLimited, "too many tries; please wait a minute"));
    }
    password::check(&new, &account.email).map_err(|weak| AppError::from(AdminRefusal::from(weak)))?;
    let old_hash = account.password_hash;
    if !verify(&edge, old, Some(old_hash.clone())).await {
        return Err(AppError::from(AdminRefusal::WrongPassword).into());
    }
    let new_hash = hash(&edge, new).await?;
    let user = account.id;
    edge.desk.store.write(move |tx| session::change_password(tx, user, keep, &old_hash, &new_hash)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own sessions.
#[utoipa::path(
    get, path = "/api/console/me/sessions", tag = "console",
    responses((status = 200, body = OwnSessions), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn sessions(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
) -> Result<Json<OwnSessions>, Failure> {
    let user = signed_in.account.id;
    let found: Vec<_> =
        edge.desk.store.read(move |tx| Ok::<_, AppError>(repo::session::of_account(tx, user)?)).await?;
    let current = session_of(&signed_in)?.id;
    let row = |session: repo::session::Session| OwnSession {
        id: session.id.0,
        device: session.device,
        address: session.address,
        created: session.created,
        used: session.used,
        current: session.id == current,
    };
    Ok(Json(OwnSessions { sessions: found.into_iter().map(row).collect() }))
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete, path = "/api/console/me/sessions/{id}", tag = "console",
    params(("id" = String, Path, description = "The session.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn end_session(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let id: SessionId = id.parse().map_err(|_| AppError::NotFound)?;
    let user = signed_in.account.id;
    edge.desk.store.write(move |tx| session::end_own(tx, id, user)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out everywhere: all of one's sessions end, this one too.
#[utoipa::path(
    delete, path = "/api/console/me/sessions", tag = "console",
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn sign_out_everywhere(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
) -> Result<Response, Failure> {
    let user = signed_in.account.id;
    edge.desk.store.write(move |tx| session::end_all(tx, user)).await?;
    Ok(signed_out(&edge))
}
