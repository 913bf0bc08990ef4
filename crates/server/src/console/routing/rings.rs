//! `/api/console/rings/{ring}/order`: in which order the agents of a ring are asked.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use frontdesk_app::routing::ring_order;
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::RingId;
use frontdesk_domain::routing::{GENERAL_RING, RingOrder};
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::routing::{RingAskedBy, RingOrder as Told};

use super::{id, told};
use crate::Edge;
use crate::refusal::{Body, Failure};

/// In which order the agents of a ring are asked.
#[utoipa::path(
    get, path = "/api/console/rings/{ring}/order", operation_id = "find_ring_order", tag = "routing",
    params(("ring" = String, Path, description = "`general`, or the id of a team or a custom rule.")),
    responses((status = 200, body = RingAskedBy), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn order(
    State(edge): State<Edge>,
    Path(ring): Path<String>,
) -> Result<Json<RingAskedBy>, Failure> {
    let ring = named(&ring)?;
    let order = edge.desk.store.read(move |tx| ring_order::find(tx, ring)).await?;
    Ok(Json(RingAskedBy { order: told::order(order) }))
}

/// Sets in which order the agents of a ring are asked; the next offer goes by it.
#[utoipa::path(
    put, path = "/api/console/rings/{ring}/order", operation_id = "set_ring_order", tag = "routing",
    request_body = RingAskedBy,
    params(("ring" = String, Path, description = "`general`, or the id of a team or a custom rule.")),
    responses((status = 200, body = RingAskedBy), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_order(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(ring): Path<String>,
    Body(wanted): Body<RingAskedBy>,
) -> Result<Json<RingAskedBy>, Failure> {
    let (actor, ring) = (signed_in.actor(), named(&ring)?);
    let order = match wanted.order {
        Told::Turn => RingOrder::Turn,
        Told::LeastBusy => RingOrder::LeastBusy,
        Told::LongestIdle => RingOrder::LongestIdle,
    };
    edge.desk.store.write(move |tx| ring_order::set(tx, Some(actor), ring, order)).await?;
    Ok(Json(wanted))
}

fn named(ring: &str) -> Result<RingId, Failure> {
    if ring == "general" { Ok(GENERAL_RING) } else { id(ring) }
}
