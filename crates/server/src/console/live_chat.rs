//! `/api/console/live-chat`: the numbers of the rules of live chat.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_app::live_chat;
use frontdesk_app::session::SignedIn;
use frontdesk_domain::limits::Limits;
use frontdesk_protocol::live_chat::{LiveChat, LiveChatNumbers};
use frontdesk_protocol::problem::Problem;

use crate::Edge;
use crate::refusal::{Body, Failure};

/// The numbers of the rules of live chat, with their defaults and bounds.
#[utoipa::path(
    get, path = "/api/console/live-chat", operation_id = "find_live_chat", tag = "routing",
    responses((status = 200, body = LiveChat), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn find(State(edge): State<Edge>) -> Result<Json<LiveChat>, Failure> {
    let read = edge.desk.store.read(live_chat::read).await?;
    Ok(Json(LiveChat::from(&read.limits)))
}

/// Sets the numbers of the rules of live chat; chats that go on follow within seconds, open offers keep their time.
#[utoipa::path(
    put, path = "/api/console/live-chat", operation_id = "set_live_chat", tag = "routing",
    request_body = LiveChatNumbers,
    responses((status = 200, body = LiveChat), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<LiveChatNumbers>,
) -> Result<Json<LiveChat>, Failure> {
    let (actor, wanted) = (signed_in.actor(), Limits::from(wanted));
    let set = edge.desk.store.write(move |tx| live_chat::set(tx, Some(actor), &wanted)).await?;
    let told = LiveChat::from(&set.limits);
    // This node knows them from now on, others look every 2 s.
    edge.desk.know_live_chat(set);
    Ok(Json(told))
}
