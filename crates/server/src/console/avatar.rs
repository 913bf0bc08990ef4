//! `/api/console/me/avatar`, `/api/console/users/{id}/avatar`: pictures of users.

use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::session::SignedIn;
use frontdesk_app::users;
use frontdesk_domain::audit::Actor;
use frontdesk_domain::ids::UserId;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::users::User;
use tokio::sync::Semaphore;

use super::user_id;
use super::users::read;
use crate::Edge;
use crate::picture::{self, MAX_FILE};
use crate::refusal::{Failure, problem};

/// One picture is decoded at a time: each may take much memory for a moment.
static DECODING: Semaphore = Semaphore::const_new(1);

/// Gives oneself a picture: a PNG, JPEG or WebP file of at most 5 MB and 40 megapixels, of which the middle is kept.
#[utoipa::path(
    put, path = "/api/console/me/avatar", operation_id = "set_own_avatar", tag = "console",
    request_body(content = String, content_type = "application/octet-stream", description = "The file."),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_own(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    request: Request,
) -> Result<StatusCode, Failure> {
    let user = signed_in.account.id;
    set(&edge, user.into(), user, Some(squared(request).await?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes one's own picture away.
#[utoipa::path(
    delete, path = "/api/console/me/avatar", operation_id = "remove_own_avatar", tag = "console",
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn remove_own(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
) -> Result<StatusCode, Failure> {
    let user = signed_in.account.id;
    set(&edge, user.into(), user, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a user a picture, as `PUT /api/console/me/avatar` does.
#[utoipa::path(
    put, path = "/api/console/users/{id}/avatar", operation_id = "set_avatar", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    request_body(content = String, content_type = "application/octet-stream", description = "The file."),
    responses((status = 200, body = User), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_of(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<User>, Failure> {
    let (actor, id) = (signed_in.actor(), user_id(&id)?);
    set(&edge, actor, id, Some(squared(request).await?)).await?;
    Ok(Json(read(&edge, id).await?))
}

/// Takes a user's picture away.
#[utoipa::path(
    delete, path = "/api/console/users/{id}/avatar", operation_id = "remove_avatar", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = User), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn remove_of(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<Json<User>, Failure> {
    let (actor, id) = (signed_in.actor(), user_id(&id)?);
    set(&edge, actor, id, None).await?;
    Ok(Json(read(&edge, id).await?))
}

async fn set(edge: &Edge, actor: Actor, id: UserId, picture: Option<Vec<u8>>) -> Result<(), Failure> {
    edge.desk.store.write(move |tx| users::set_avatar(tx, actor, id, picture.as_deref())).await?;
    edge.desk.forget_face(id);
    Ok(())
}

/// The picture in a request's body, encoded anew.
async fn squared(request: Request) -> Result<Vec<u8>, Failure> {
    let too_large = |_| problem(Code::TooLarge, "a picture has at most 5 MB");
    let file = to_bytes(request.into_body(), MAX_FILE).await.map_err(too_large)?;
    let busy = |_| problem(Code::Busy, "another picture is being looked at; please try again");
    let _turn = DECODING.acquire().await.map_err(busy)?;
    let squared = tokio::task::spawn_blocking(move || picture::square(&file)).await;
    let broken = |_| problem(Code::Invalid, "this picture can't be read");
    squared.map_err(broken)?.map_err(|bad| problem(Code::Invalid, bad.to_string()))
}
