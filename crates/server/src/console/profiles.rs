//! `/api/console/profiles`: named sets of permissions.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::session::SignedIn;
use frontdesk_app::{AppError, profiles};
use frontdesk_domain::audit::Actor;
use frontdesk_domain::permission::{Permissions, ProfileId};
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::users::{Profile, ProfileSettings, Profiles};
use frontdesk_store::repo::profile;

use crate::Edge;
use crate::refusal::{Body, Failure};

/// All profiles, by name.
#[utoipa::path(
    get, path = "/api/console/profiles", operation_id = "list_profiles", tag = "users",
    responses((status = 200, body = Profiles), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(State(edge): State<Edge>) -> Result<Json<Profiles>, Failure> {
    let all: Vec<_> = edge.desk.store.read(|tx| Ok::<_, AppError>(profile::all(tx)?)).await?;
    Ok(Json(Profiles { profiles: all.into_iter().map(wire).collect() }))
}

/// Makes a custom profile.
#[utoipa::path(
    post, path = "/api/console/profiles", operation_id = "create_profile", tag = "users", request_body = ProfileSettings,
    responses((status = 201, body = Profile), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn create(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<ProfileSettings>,
) -> Result<(StatusCode, Json<Profile>), Failure> {
    let (actor, permissions) = acting(&signed_in, &wanted);
    let id = edge.desk.store.write(move |tx| profiles::create(tx, actor, &wanted.name, &permissions)).await?;
    Ok((StatusCode::CREATED, Json(read(&edge, id).await?)))
}

/// Changes a custom profile; what its users may do follows within 5 seconds.
#[utoipa::path(
    put, path = "/api/console/profiles/{id}", operation_id = "update_profile", tag = "users", request_body = ProfileSettings,
    params(("id" = String, Path, description = "The profile.")),
    responses((status = 200, body = Profile), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn update(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
    Body(wanted): Body<ProfileSettings>,
) -> Result<Json<Profile>, Failure> {
    let id = profile_id(&id)?;
    let (actor, permissions) = acting(&signed_in, &wanted);
    edge.desk.store.write(move |tx| profiles::update(tx, actor, id, &wanted.name, &permissions)).await?;
    Ok(Json(read(&edge, id).await?))
}

/// Deletes a custom profile that nobody has.
#[utoipa::path(
    delete, path = "/api/console/profiles/{id}", operation_id = "delete_profile", tag = "users",
    params(("id" = String, Path, description = "The profile.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let (actor, id) = (signed_in.actor(), profile_id(&id)?);
    edge.desk.store.write(move |tx| profiles::delete(tx, actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn acting(signed_in: &SignedIn, wanted: &ProfileSettings) -> (Actor, Permissions) {
    (signed_in.actor(), wanted.permissions.iter().map(|one| (*one).into()).collect())
}

async fn read(edge: &Edge, id: ProfileId) -> Result<Profile, Failure> {
    let found = edge.desk.store.read(move |tx| profile::find(tx, id)?.ok_or(AppError::NotFound)).await?;
    Ok(wire(found))
}

fn wire(profile: profile::Profile) -> Profile {
    Profile {
        id: profile.id.to_string(),
        name: profile.name,
        built_in: matches!(profile.id, ProfileId::BuiltIn(_)),
        permissions: profile.permissions.iter().map(Into::into).collect(),
        users: profile.users,
    }
}

/// A profile's id in a path; what is none does not exist.
fn profile_id(text: &str) -> Result<ProfileId, Failure> {
    text.parse().map_err(|_| AppError::NotFound.into())
}
