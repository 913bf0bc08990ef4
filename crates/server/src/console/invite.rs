//! `/api/console/users`: inviting, and links for users who can't sign in.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::link::Link;
use frontdesk_app::session::SignedIn;
use frontdesk_app::users::{self, Settings};
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::users::{Invitation, Invited, OneTimeLink};

use super::user_id;
use super::users::{profile_ids, read};
use crate::Edge;
use crate::refusal::{Body, Failure};

/// Invites somebody. The link is passed on by whoever invites; it works for 7 days.
#[utoipa::path(
    post, path = "/api/console/users", tag = "users", request_body = Invitation,
    responses((status = 201, body = Invited), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn invite(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<Invitation>,
) -> Result<(StatusCode, Json<Invited>), Failure> {
    let actor = signed_in.actor();
    let Invitation { email, name, profiles, takes_chats } = wanted;
    let settings = Settings { name, profiles: profile_ids(&profiles)?, takes_chats };
    let (id, link) = edge.desk.store.write(move |tx| users::invite(tx, actor, &email, &settings)).await?;
    let user = read(&edge, id).await?;
    Ok((StatusCode::CREATED, Json(Invited { user, link: wire(&edge, &link) })))
}

/// A new link for an invited user; the old one is void.
#[utoipa::path(
    post, path = "/api/console/users/{id}/invite", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = OneTimeLink), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn renew(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<Json<OneTimeLink>, Failure> {
    let (actor, id) = (signed_in.actor(), user_id(&id)?);
    let link = edge.desk.store.write(move |tx| users::renew_invite(tx, actor, id)).await?;
    Ok(Json(wire(&edge, &link)))
}

/// A link by which a user can set a new password, for 24 hours. All their sessions end when it is followed.
#[utoipa::path(
    post, path = "/api/console/users/{id}/reset", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = OneTimeLink), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn reset(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<Json<OneTimeLink>, Failure> {
    let (actor, id) = (signed_in.actor(), user_id(&id)?);
    let link = edge.desk.store.write(move |tx| users::reset_link(tx, Some(actor), id)).await?;
    Ok(Json(wire(&edge, &link)))
}

fn wire(edge: &Edge, link: &Link) -> OneTimeLink {
    OneTimeLink { url: edge.config.link(&link.token), expires: link.expires }
}
