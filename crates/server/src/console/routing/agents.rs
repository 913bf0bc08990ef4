//! `/api/console/agents`: the general ring, and who can take a chat now.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::routing::agents::{self, Listed};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::routing::Verdict;
use frontdesk_protocol::availability::AgentStatus;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::routing::{
    AgentLimit, AgentReadiness, AgentRing, AgentRow, ColleagueRow, Colleagues, Place, TeamChoice, TeamRef,
};
use serde::Deserialize;

use super::super::user_id;
use crate::refusal::{Body, Failure, Params};
use crate::{Edge, avatars};

/// Which agents.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The last page's `next`.
    #[serde(default)]
    after: String,
    /// Words in the name or e-mail.
    #[serde(default)]
    search: String,
}

/// The general ring in its order, with who can be offered a chat now; 50 on a page.
#[utoipa::path(
    get, path = "/api/console/agents", operation_id = "list_agents", tag = "routing", params(Wanted),
    responses((status = 200, body = AgentRing), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Params(Wanted { after, search }): Params<Wanted>,
) -> Result<Json<AgentRing>, Failure> {
    let after = after.parse().unwrap_or(i64::MIN);
    let rules = edge.desk.rules();
    let limit = rules.limits.chats_per_agent;
    let found = edge.desk.store.read(move |tx| agents::list(tx, &rules, &search, after)).await?;
    let full = u32::try_from(found.len()).is_ok_and(|found| found >= agents::PAGE);
    let next = found.last().filter(|_| full).map(|last| last.place.to_string());
    Ok(Json(AgentRing { agents: found.into_iter().map(|listed| row(listed, limit)).collect(), next }))
}

/// Moves an agent within the general ring. Whose turn it is stays.
#[utoipa::path(
    put, path = "/api/console/agents/{id}/place", operation_id = "place_agent", tag = "routing", request_body = Place,
    params(("id" = String, Path, description = "The agent.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn place(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
    Body(wanted): Body<Place>,
) -> Result<StatusCode, Failure> {
    let (actor, agent) = (signed_in.actor(), user_id(&id)?);
    let after = wanted.after.map(UserId);
    edge.desk.store.write(move |tx| agents::put_after(tx, Some(actor), agent, after)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets how many live chats and open offers an agent may hold. Those they hold already are theirs.
#[utoipa::path(
    put, path = "/api/console/agents/{id}/limit", operation_id = "limit_agent", tag = "routing",
    request_body = AgentLimit, params(("id" = String, Path, description = "The agent.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn limit(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
    Body(AgentLimit { limit }): Body<AgentLimit>,
) -> Result<StatusCode, Failure> {
    let (actor, agent) = (signed_in.actor(), user_id(&id)?);
    edge.desk.store.write(move |tx| agents::set_limit(tx, Some(actor), agent, limit)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which colleagues.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Words {
    /// Words in the name or e-mail.
    #[serde(default)]
    search: String,
}

/// Agents and teams to whom a chat can be handed, with whether they can take it now.
#[utoipa::path(
    get, path = "/api/console/colleagues", operation_id = "list_colleagues", tag = "routing", params(Words),
    responses((status = 200, body = Colleagues), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn colleagues(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Params(Words { search }): Params<Words>,
) -> Result<Json<Colleagues>, Failure> {
    let (rules, who) = (edge.desk.rules(), signed_in.account.id);
    let agents::Colleagues { agents, teams } =
        edge.desk.store.read(move |tx| agents::colleagues(tx, &rules, who, &search)).await?;
    let agents = agents.into_iter().map(|(account, verdict)| ColleagueRow {
        id: account.id.0,
        name: account.name,
        avatar: account.avatar.as_deref().map(avatars::address),
        status: readiness(verdict),
    });
    let teams = teams.into_iter().map(|(team, able)| TeamChoice { id: team.id.0, name: team.name, able });
    Ok(Json(Colleagues { agents: agents.collect(), teams: teams.collect() }))
}

/// A ring that is told on one page.
pub(super) fn whole(found: Vec<Listed>, limit: u32) -> AgentRing {
    AgentRing { agents: found.into_iter().map(|listed| row(listed, limit)).collect(), next: None }
}

fn row(listed: Listed, limit: u32) -> AgentRow {
    let Listed { account, verdict, status, zone, held, limit: own, next, last_seen, teams, .. } = listed;
    AgentRow {
        id: account.id.0,
        name: account.name,
        email: account.email,
        status: readiness(verdict),
        availability: AgentStatus::new(status, &zone),
        held,
        limit: own.unwrap_or(limit),
        own_limit: own.is_some(),
        next,
        last_seen,
        teams: teams.into_iter().map(|team| TeamRef { id: team.id.0, name: team.name }).collect(),
    }
}

fn readiness(verdict: Verdict) -> AgentReadiness {
    match verdict {
        // The last four are about one conversation, and here there is none.
        Verdict::Offered | Verdict::Holder | Verdict::OfferedBefore | Verdict::WaitedFor | Verdict::Later => {
            AgentReadiness::Able
        }
        Verdict::Deactivated => AgentReadiness::Deactivated,
        Verdict::NotPermitted => AgentReadiness::NotPermitted,
        Verdict::NotAvailable => AgentReadiness::NotAvailable,
        Verdict::NotReachable => AgentReadiness::NotReachable,
        Verdict::AtCapacity => AgentReadiness::AtLimit,
    }
}
