//! `/api/console/me/schedule`, `/api/console/agents/{id}/schedule`: when agents work (`AVAIL-1`).

use axum::extract::{Path, State};
use axum::{Extension, Json};
use frontdesk_app::agent;
use frontdesk_app::session::SignedIn;
use frontdesk_domain::audit::Actor;
use frontdesk_domain::availability::{Availability, Zone};
use frontdesk_domain::ids::UserId;
use frontdesk_protocol::availability::{AgentSchedule, AgentStatus, Schedule, ScheduleLook, TimeZones};
use frontdesk_protocol::problem::{Code, Problem};

use super::user_id;
use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// When one works oneself.
#[utoipa::path(
    get, path = "/api/console/me/schedule", operation_id = "own_schedule", tag = "availability",
    responses((status = 200, body = AgentSchedule), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn own(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
) -> Result<Json<AgentSchedule>, Failure> {
    told(&edge, signed_in.account.id).await
}

/// Sets when one works oneself. What one has chosen against the schedule stays until it ends by the new one.
#[utoipa::path(
    put, path = "/api/console/me/schedule", operation_id = "set_own_schedule", tag = "availability",
    request_body = Schedule,
    responses((status = 200, body = AgentSchedule), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_own(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(schedule): Body<Schedule>,
) -> Result<Json<AgentSchedule>, Failure> {
    set(&edge, signed_in.actor(), signed_in.account.id, &schedule).await
}

/// When an agent works.
#[utoipa::path(
    get, path = "/api/console/agents/{id}/schedule", operation_id = "schedule_of", tag = "availability",
    params(("id" = String, Path, description = "The user.")),
    responses((status = 200, body = AgentSchedule), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn of(
    State(edge): State<Edge>,
    Path(id): Path<String>,
) -> Result<Json<AgentSchedule>, Failure> {
    told(&edge, user_id(&id)?).await
}

/// Sets when an agent works.
#[utoipa::path(
    put, path = "/api/console/agents/{id}/schedule", operation_id = "set_schedule_of", tag = "availability",
    params(("id" = String, Path, description = "The user.")), request_body = Schedule,
    responses((status = 200, body = AgentSchedule), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_of(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
    Body(schedule): Body<Schedule>,
) -> Result<Json<AgentSchedule>, Failure> {
    set(&edge, signed_in.actor(), user_id(&id)?, &schedule).await
}

/// Tells what a schedule would say now, and what is wrong with it. Nothing is stored.
#[utoipa::path(
    post, path = "/api/console/schedule/look", operation_id = "look_at_schedule", tag = "availability",
    request_body = Schedule,
    responses((status = 200, body = ScheduleLook), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn look(State(edge): State<Edge>, Body(schedule): Body<Schedule>) -> Json<ScheduleLook> {
    Json(match schedule.read() {
        Ok((zone, schedule)) => {
            let availability = Availability { zone, schedule, chosen: None };
            let status = AgentStatus::new(availability.status(edge.desk.now()), &availability.zone);
            ScheduleLook { faults: Vec::new(), status: Some(status) }
        }
        Err(faults) => ScheduleLook { faults, status: None },
    })
}

/// The time zones that the server knows.
#[utoipa::path(
    get, path = "/api/console/time-zones", operation_id = "list_time_zones", tag = "availability",
    responses((status = 200, body = TimeZones), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn zones() -> Json<TimeZones> {
    Json(TimeZones { names: Zone::all() })
}

async fn set(
    edge: &Edge,
    actor: Actor,
    who: UserId,
    schedule: &Schedule,
) -> Result<Json<AgentSchedule>, Failure> {
    let (zone, schedule) = schedule.read().map_err(|faults| {
        let kinds: Vec<String> = faults.iter().map(|fault| format!("{:?}", fault.fault)).collect();
        let what = format!("the schedule can't be used: {}", kinds.join(", "));
        problem(Code::Invalid, what)
    })?;
    edge.desk.store.write(move |tx| agent::set_schedule(tx, actor, who, &zone, &schedule)).await?;
    told(edge, who).await
}

async fn told(edge: &Edge, who: UserId) -> Result<Json<AgentSchedule>, Failure> {
    let (name, stored) = edge.desk.store.read(move |tx| agent::schedule_of(tx, who)).await?;
    let availability = stored.availability;
    let status = AgentStatus::new(availability.status(edge.desk.now()), &availability.zone);
    Ok(Json(AgentSchedule {
        agent: who.0,
        name,
        set: stored.set,
        schedule: Schedule::of(&availability.zone, &availability.schedule),
        status,
    }))
}
