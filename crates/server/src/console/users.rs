//! `/api/console/users`: who can sign in, and what they may do.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::routing::uses;
use frontdesk_app::session::SignedIn;
use frontdesk_app::users::{self, Settings};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::ProfileId;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::routing::UserUses;
use frontdesk_protocol::users::{User, UserSettings, UserState, Users};
use serde::Deserialize;

use super::{profile_refs, user_id};
use crate::refusal::{Body, Failure, Params};
use crate::{Edge, avatars};

/// Which users.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The last page's `next`.
    #[serde(default)]
    after: String,
    /// Words in the e-mail or name.
    #[serde(default)]
    search: String,
    /// The id of a profile that they have.
    #[serde(default)]
    profile: String,
}

/// Users, by e-mail; 50 on a page.
#[utoipa::path(
    get, path = "/api/console/users", operation_id = "list_users", tag = "users", params(Wanted),
    responses((status = 200, body = Users), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Params(Wanted { after, search, profile }): Params<Wanted>,
) -> Result<Json<Users>, Failure> {
    let wanted = users::Wanted { after, words: search, profile };
    let found = edge.desk.store.read(move |tx| users::page(tx, &wanted)).await?;
    let full = u32::try_from(found.len()).is_ok_and(|found| found >= users::PAGE);
    let next = found.last().filter(|_| full).map(|(account, _)| account.email.clone());
    Ok(Json(Users { users: found.into_iter().map(wire).collect(), next }))
}

/// One user.
#[utoipa::path(
    get, path = "/api/console/users/{id}", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = User), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn find(State(edge): State<Edge>, Path(id): Path<String>) -> Result<Json<User>, Failure> {
    Ok(Json(read(&edge, user_id(&id)?).await?))
}

/// What sends visitors to a user, and what they hold: what is touched when they are deactivated.
#[utoipa::path(
    get, path = "/api/console/users/{id}/uses", operation_id = "find_user_uses", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = UserUses), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn uses(
    State(edge): State<Edge>,
    Path(id): Path<String>,
) -> Result<Json<UserUses>, Failure> {
    let user = user_id(&id)?;
    let uses::UserUses { teams, rules, dialogues, accounts, chats } =
        edge.desk.store.read(move |tx| uses::of_user(tx, user)).await?;
    Ok(Json(UserUses { teams, rules, dialogues, accounts, chats }))
}

/// Changes a user's name and what they may do. Chats of one who may not take them any more go to others at once.
#[utoipa::path(
    put, path = "/api/console/users/{id}", operation_id = "update_user", tag = "users", request_body = UserSettings,
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = User), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn update(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
    Body(wanted): Body<UserSettings>,
) -> Result<Json<User>, Failure> {
    let (actor, id) = (signed_in.actor(), user_id(&id)?);
    let settings = settings(wanted)?;
    edge.desk.store.write(move |tx| users::update(tx, actor, id, &settings)).await?;
    edge.desk.forget_face(id);
    Ok(Json(read(&edge, id).await?))
}

/// Deactivates a user: sessions end within 5 seconds, and chats go to others at once.
#[utoipa::path(
    post, path = "/api/console/users/{id}/deactivate", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = User), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn deactivate(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<Json<User>, Failure> {
    let (actor, id) = (signed_in.actor(), user_id(&id)?);
    edge.desk.store.write(move |tx| users::deactivate(tx, Some(actor), id)).await?;
    Ok(Json(read(&edge, id).await?))
}

/// Takes a deactivated user back.
#[utoipa::path(
    post, path = "/api/console/users/{id}/reactivate", tag = "users",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = User), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn reactivate(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<Json<User>, Failure> {
    let (actor, id) = (signed_in.actor(), user_id(&id)?);
    edge.desk.store.write(move |tx| users::reactivate(tx, Some(actor), id)).await?;
    Ok(Json(read(&edge, id).await?))
}

/// A user as told.
pub(super) async fn read(edge: &Edge, id: UserId) -> Result<User, Failure> {
    Ok(wire(edge.desk.store.read(move |tx| users::find(tx, id)).await?))
}

fn wire((account, access): users::User) -> User {
    let state = match (account.active, account.is_invited()) {
        (false, _) => UserState::Deactivated,
        (true, true) => UserState::Invited,
        (true, false) => UserState::Active,
    };
    User {
        id: account.id.0,
        name: account.name,
        avatar: account.avatar.as_deref().map(avatars::address),
        email: account.email,
        state,
        profiles: profile_refs(&access.profiles),
        takes_chats: account.takes_chats,
        takes_chats_given: account.takes_chats_given,
    }
}

fn settings(wanted: UserSettings) -> Result<Settings, Failure> {
    let UserSettings { name, profiles, takes_chats } = wanted;
    Ok(Settings { name, profiles: profile_ids(&profiles)?, takes_chats })
}

/// Profiles by their ids.
pub(super) fn profile_ids(ids: &[String]) -> Result<Vec<ProfileId>, Failure> {
    let read = |id: &String| id.parse().map_err(|_| AppError::Invalid(format!("there is no profile {id}")));
    Ok(ids.iter().map(read).collect::<Result<_, AppError>>()?)
}
