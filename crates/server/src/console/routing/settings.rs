//! `/api/console/routing`: the fallback message, and blocked e-mail domains.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_app::routing::settings;
use frontdesk_app::session::SignedIn;
use frontdesk_domain::rich_text::Block;
use frontdesk_domain::routing;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::rich_text;
use frontdesk_protocol::routing::{BlockedDomains, Fallback, FallbackShown, Queue};

use crate::Edge;
use crate::refusal::{Body, Failure};

/// What a visitor gets when nobody takes the chat.
#[utoipa::path(
    get, path = "/api/console/routing/fallback", operation_id = "find_fallback", tag = "routing",
    responses((status = 200, body = FallbackShown), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn fallback(State(edge): State<Edge>) -> Result<Json<FallbackShown>, Failure> {
    let set = edge.desk.store.read(settings::read).await?.fallback;
    Ok(Json(shown(&edge, set)))
}

/// Sets what a visitor gets when nobody takes the chat.
#[utoipa::path(
    put, path = "/api/console/routing/fallback", operation_id = "set_fallback", tag = "routing", request_body = Fallback,
    responses((status = 200, body = FallbackShown), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_fallback(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(Fallback { message, include_meeting_booking }): Body<Fallback>,
) -> Result<Json<FallbackShown>, Failure> {
    let actor = signed_in.actor();
    let message: Option<Vec<Block>> = message.map(|blocks| blocks.into_iter().map(Into::into).collect());
    let set = edge
        .desk
        .store
        .write(move |tx| settings::set_fallback(tx, Some(actor), message.clone(), include_meeting_booking))
        .await?;
    Ok(Json(shown(&edge, set)))
}

/// Whether visitors wait where nobody can take the chat now, and for how long.
#[utoipa::path(
    get, path = "/api/console/routing/queue", operation_id = "find_queue", tag = "routing",
    responses((status = 200, body = Queue), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn queue(State(edge): State<Edge>) -> Result<Json<Queue>, Failure> {
    let routing::Queue { enabled, minutes } = edge.desk.store.read(settings::read).await?.queue;
    Ok(Json(Queue { enabled, minutes }))
}

/// Sets whether visitors wait where nobody can take the chat now, and for how long. Those who wait already wait on.
#[utoipa::path(
    put, path = "/api/console/routing/queue", operation_id = "set_queue", tag = "routing", request_body = Queue,
    responses((status = 200, body = Queue), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_queue(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(Queue { enabled, minutes }): Body<Queue>,
) -> Result<Json<Queue>, Failure> {
    let (actor, wanted) = (signed_in.actor(), routing::Queue { enabled, minutes });
    let set = edge.desk.store.write(move |tx| settings::set_queue(tx, Some(actor), &wanted)).await?;
    Ok(Json(Queue { enabled: set.enabled, minutes: set.minutes }))
}

/// E-mail domains whose visitors never reach an agent.
#[utoipa::path(
    get, path = "/api/console/routing/blocked-domains", operation_id = "list_blocked_domains", tag = "routing",
    responses((status = 200, body = BlockedDomains), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn blocked(State(edge): State<Edge>) -> Result<Json<BlockedDomains>, Failure> {
    let domains = edge.desk.store.read(settings::read).await?.blocked;
    Ok(Json(BlockedDomains { domains }))
}

/// Sets the e-mail domains whose visitors never reach an agent.
#[utoipa::path(
    put, path = "/api/console/routing/blocked-domains", operation_id = "set_blocked_domains", tag = "routing",
    request_body = BlockedDomains,
    responses((status = 200, body = BlockedDomains), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_blocked(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(BlockedDomains { domains }): Body<BlockedDomains>,
) -> Result<Json<BlockedDomains>, Failure> {
    let actor = signed_in.actor();
    let set = edge.desk.store.write(move |tx| settings::set_blocked(tx, Some(actor), &domains)).await?;
    Ok(Json(BlockedDomains { domains: set }))
}

fn shown(edge: &Edge, fallback: routing::Fallback) -> FallbackShown {
    let routing::Fallback { message, include_meeting_booking } = fallback;
    let message = message.as_ref().map(rich_text::blocks);
    FallbackShown { message, include_meeting_booking, standard: edge.desk.rules().fallback.clone() }
}
