//! `/api/console/rules`: custom rules, in the order in which they are gone through.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::routing::agents as rings;
use frontdesk_app::routing::custom_rules::{self, Listed, Wanted};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::{RuleId, TeamId, UserId};
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::routing::{AgentRing, Place, Rule, RuleRow, RuleSettings, TeamRef};
use frontdesk_store::{Tx, repo};

use super::super::criteria::read_criteria;
use super::{agents, id, refs};
use crate::Edge;
use crate::refusal::{Body, Failure};

/// All custom rules, in order. There are at most 1,000.
#[utoipa::path(
    get, path = "/api/console/rules", operation_id = "list_rules", tag = "routing",
    responses((status = 200, body = Vec<RuleRow>), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(State(edge): State<Edge>) -> Result<Json<Vec<RuleRow>>, Failure> {
    let all = edge.desk.store.read(custom_rules::all).await?;
    let rows = all.into_iter().map(|rule| RuleRow {
        id: rule.id.0,
        name: rule.name,
        description: rule.description,
        enabled: rule.enabled,
        criteria: rule.criteria.map_or(String::new(), |criteria| criteria.to_string()),
    });
    Ok(Json(rows.collect()))
}

/// One custom rule.
#[utoipa::path(
    get, path = "/api/console/rules/{id}", operation_id = "find_rule", tag = "routing",
    params(("id" = String, Path, description = "The rule.")),
    responses((status = 200, body = Rule), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn find(State(edge): State<Edge>, Path(rule): Path<String>) -> Result<Json<Rule>, Failure> {
    let rule = id(&rule)?;
    Ok(Json(edge.desk.store.read(move |tx| read(tx, rule)).await?))
}

/// How those whom a rule leads to stand now, in the order of its ring; the first 500, all on one page.
#[utoipa::path(
    get, path = "/api/console/rules/{id}/agents", operation_id = "list_rule_agents", tag = "routing",
    params(("id" = String, Path, description = "The rule.")),
    responses((status = 200, body = AgentRing), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn members(
    State(edge): State<Edge>,
    Path(rule): Path<String>,
) -> Result<Json<AgentRing>, Failure> {
    let rule = id(&rule)?;
    let rules = edge.desk.rules();
    let limit = rules.limits.chats_per_agent;
    let found = edge.desk.store.read(move |tx| rings::of_rule(tx, &rules, rule)).await?;
    Ok(Json(agents::whole(found, limit)))
}

/// Makes a custom rule; it comes after all others.
#[utoipa::path(
    post, path = "/api/console/rules", operation_id = "create_rule", tag = "routing", request_body = RuleSettings,
    responses((status = 201, body = Rule), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn create(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(settings): Body<RuleSettings>,
) -> Result<(StatusCode, Json<Rule>), Failure> {
    let actor = signed_in.actor();
    let wanted = wanted(settings)?;
    let make = move |tx: &mut Tx<'_>| {
        let rule = custom_rules::create(tx, Some(actor), &wanted)?;
        read(tx, rule)
    };
    Ok((StatusCode::CREATED, Json(edge.desk.store.write(make).await?)))
}

/// Changes a custom rule; its place among the others stays.
#[utoipa::path(
    put, path = "/api/console/rules/{id}", operation_id = "update_rule", tag = "routing", request_body = RuleSettings,
    params(("id" = String, Path, description = "The rule.")),
    responses((status = 200, body = Rule), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn update(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(rule): Path<String>,
    Body(settings): Body<RuleSettings>,
) -> Result<Json<Rule>, Failure> {
    let (actor, rule): (_, RuleId) = (signed_in.actor(), id(&rule)?);
    let wanted = wanted(settings)?;
    let change = move |tx: &mut Tx<'_>| {
        custom_rules::update(tx, Some(actor), rule, &wanted)?;
        read(tx, rule)
    };
    Ok(Json(edge.desk.store.write(change).await?))
}

/// Puts a custom rule before or after others.
#[utoipa::path(
    put, path = "/api/console/rules/{id}/place", operation_id = "place_rule", tag = "routing", request_body = Place,
    params(("id" = String, Path, description = "The rule.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn place(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(rule): Path<String>,
    Body(wanted): Body<Place>,
) -> Result<StatusCode, Failure> {
    let (actor, rule) = (signed_in.actor(), id(&rule)?);
    let after = wanted.after.map(RuleId);
    edge.desk.store.write(move |tx| custom_rules::put_after(tx, Some(actor), rule, after)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes a custom rule.
#[utoipa::path(
    delete, path = "/api/console/rules/{id}", operation_id = "delete_rule", tag = "routing",
    params(("id" = String, Path, description = "The rule.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(rule): Path<String>,
) -> Result<StatusCode, Failure> {
    let (actor, rule) = (signed_in.actor(), id(&rule)?);
    edge.desk.store.write(move |tx| custom_rules::delete(tx, Some(actor), rule)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the body asks for; a name that can be no attribute's is refused.
pub(super) fn wanted(settings: RuleSettings) -> Result<Wanted, Failure> {
    let RuleSettings { name, description, enabled, criteria, agents, teams } = settings;
    let criteria = criteria.map(read_criteria).transpose()?;
    let agents = agents.into_iter().map(UserId).collect();
    let teams = teams.into_iter().map(TeamId).collect();
    Ok(Wanted { name, description, enabled, criteria, agents, teams })
}

fn read(tx: &mut Tx<'_>, rule: RuleId) -> Result<Rule, AppError> {
    let Listed { rule, agents, teams } = custom_rules::one(tx, rule)?;
    let mut named = Vec::with_capacity(teams.len());
    for team in &teams {
        let found = repo::team::find(tx, *team)?;
        named.extend(found.map(|team| TeamRef { id: team.id.0, name: team.name }));
    }
    let settings = RuleSettings {
        name: rule.name,
        description: rule.description,
        enabled: rule.enabled,
        criteria: rule.criteria.as_ref().map(Into::into),
        agents: agents.iter().map(|agent| agent.0).collect(),
        teams: teams.iter().map(|team| team.0).collect(),
    };
    Ok(Rule { id: rule.id.0, settings, agents: refs(tx, &agents)?, teams: named })
}
