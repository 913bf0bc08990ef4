//! `/api/console/teams`: named sets of agents, each with a ring of its own.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::routing::{agents as rings, teams, uses};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::{TeamId, UserId};
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::routing::{AgentRing, Team, TeamRow, TeamSettings};
use frontdesk_store::{Tx, repo};

use super::{agents, id, refs};
use crate::Edge;
use crate::refusal::{Body, Failure};

/// All teams, by name. There are at most 500.
#[utoipa::path(
    get, path = "/api/console/teams", operation_id = "list_teams", tag = "routing",
    responses((status = 200, body = Vec<TeamRow>), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(State(edge): State<Edge>) -> Result<Json<Vec<TeamRow>>, Failure> {
    let all = edge.desk.store.read(teams::all).await?;
    let row = |team: repo::team::Team| TeamRow { id: team.id.0, name: team.name, members: team.members };
    Ok(Json(all.into_iter().map(row).collect()))
}

/// One team, with what sends visitors to it.
#[utoipa::path(
    get, path = "/api/console/teams/{id}", operation_id = "find_team", tag = "routing",
    params(("id" = String, Path, description = "The team.")),
    responses((status = 200, body = Team), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn find(State(edge): State<Edge>, Path(team): Path<String>) -> Result<Json<Team>, Failure> {
    let team = id(&team)?;
    Ok(Json(edge.desk.store.read(move |tx| read(tx, team)).await?))
}

/// How those in a team stand now, in the order of its ring; all on one page.
#[utoipa::path(
    get, path = "/api/console/teams/{id}/agents", operation_id = "list_team_agents", tag = "routing",
    params(("id" = String, Path, description = "The team.")),
    responses((status = 200, body = AgentRing), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn members(
    State(edge): State<Edge>,
    Path(team): Path<String>,
) -> Result<Json<AgentRing>, Failure> {
    let team = id(&team)?;
    let rules = edge.desk.rules();
    let limit = rules.limits.chats_per_agent;
    let found = edge.desk.store.read(move |tx| rings::of_team(tx, &rules, team)).await?;
    Ok(Json(agents::whole(found, limit)))
}

/// Makes a team.
#[utoipa::path(
    post, path = "/api/console/teams", operation_id = "create_team", tag = "routing", request_body = TeamSettings,
    responses((status = 201, body = Team), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn create(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<TeamSettings>,
) -> Result<(StatusCode, Json<Team>), Failure> {
    let actor = signed_in.actor();
    let agents = wanted_agents(&wanted);
    let make = move |tx: &mut Tx<'_>| {
        let team = teams::create(tx, Some(actor), &wanted.name, &agents)?;
        read(tx, team)
    };
    Ok((StatusCode::CREATED, Json(edge.desk.store.write(make).await?)))
}

/// Changes a team. Who stays in it keeps their turn.
#[utoipa::path(
    put, path = "/api/console/teams/{id}", operation_id = "update_team", tag = "routing", request_body = TeamSettings,
    params(("id" = String, Path, description = "The team.")),
    responses((status = 200, body = Team), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn update(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(team): Path<String>,
    Body(wanted): Body<TeamSettings>,
) -> Result<Json<Team>, Failure> {
    let (actor, team): (_, TeamId) = (signed_in.actor(), id(&team)?);
    let agents = wanted_agents(&wanted);
    let change = move |tx: &mut Tx<'_>| {
        teams::update(tx, Some(actor), team, &wanted.name, &agents)?;
        read(tx, team)
    };
    Ok(Json(edge.desk.store.write(change).await?))
}

/// Deletes a team. Rules lose it; published cards that route to it fall back.
#[utoipa::path(
    delete, path = "/api/console/teams/{id}", operation_id = "delete_team", tag = "routing",
    params(("id" = String, Path, description = "The team.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(team): Path<String>,
) -> Result<StatusCode, Failure> {
    let (actor, team) = (signed_in.actor(), id(&team)?);
    edge.desk.store.write(move |tx| teams::delete(tx, Some(actor), team)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn wanted_agents(wanted: &TeamSettings) -> Vec<UserId> {
    wanted.agents.iter().copied().map(UserId).collect()
}

fn read(tx: &mut Tx<'_>, team: TeamId) -> Result<Team, AppError> {
    let found = repo::team::find(tx, team)?.ok_or(AppError::NotFound)?;
    let members = teams::members(tx, team)?;
    let uses::Uses { rules, dialogues } = uses::of_team(tx, team)?;
    Ok(Team { id: found.id.0, name: found.name, agents: refs(tx, &members)?, rules, dialogues })
}
