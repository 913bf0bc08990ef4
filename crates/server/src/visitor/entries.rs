//! `GET /api/visitor/entries`: the log after a number, for browsers whose sockets are blocked.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_app::frontdesk::Connection;
use frontdesk_app::hub::{Hub, Subscriber};
use frontdesk_app::visitor;
use frontdesk_domain::ids::{ConversationId, VisitorId};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::visitor::VisitorServerFrame;
use serde::Deserialize;
use uuid::Uuid;

use super::render;
use crate::Edge;
use crate::refusal::{Failure, Params, problem};
use crate::socket::fresh_id;

/// The longest that a request is kept waiting, in seconds.
const LONGEST_WAIT: u64 = 25;

/// Which entries.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The conversation.
    conversation: Uuid,
    /// The last number known.
    after: u64,
    /// Seconds to wait for something new, at most 25.
    #[serde(default)]
    wait: u64,
}

/// The log after a number; waits for something new when there is nothing yet.
#[utoipa::path(
    get, path = "/api/visitor/entries", tag = "visitor", params(Wanted),
    responses((status = 200, body = VisitorServerFrame), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn entries(
    State(edge): State<Edge>,
    Extension(who): Extension<VisitorId>,
    Params(wanted): Params<Wanted>,
) -> Result<Json<VisitorServerFrame>, Failure> {
    let id = ConversationId(wanted.conversation);
    // Beyond what the record can count is beyond every log.
    let after = wanted.after.min(i64::MAX.unsigned_abs());
    if !edge.desk.store.read(move |tx| visitor::may_read(tx, who, id)).await? {
        return Err(problem(Code::NotFound, "not found"));
    }
    let (subscriber, mut signals) = Hub::subscriber();
    edge.desk.hub.subscribe(id, &subscriber);
    let mut poll = Poll { edge: edge.clone(), id, subscriber, connection: None };
    poll.connection = presence(&edge, who, id).await?;
    let found = render::after(&edge, id, after).await?;
    if !found.entries.is_empty() || wanted.wait == 0 {
        return Ok(Json(VisitorServerFrame::Entries(found)));
    }
    let wait = Duration::from_secs(wanted.wait.min(LONGEST_WAIT));
    let mut stopping = edge.stopping.clone();
    tokio::select! {
        _ = signals.recv() => {}
        () = tokio::time::sleep(wait) => {}
        _ = stopping.changed() => {}
    }
    Ok(Json(VisitorServerFrame::Entries(render::after(&edge, id, after).await?)))
}

/// A request that waits. Whether it is answered or given up, nothing of it stays.
struct Poll {
    edge: Edge,
    id: ConversationId,
    subscriber: Arc<Subscriber>,
    connection: Option<Connection>,
}

impl Drop for Poll {
    fn drop(&mut self) {
        self.edge.desk.hub.unsubscribe(self.id, &self.subscriber);
        if let Some(connection) = self.connection {
            // What was heard is in the record already; no more is heard until the next request.
            self.edge.desk.forget(connection);
        }
    }
}

/// Notes the presence of a visitor who waits or talks (`ROUTE-18`); idle ones have none.
async fn presence(edge: &Edge, who: VisitorId, id: ConversationId) -> Result<Option<Connection>, Failure> {
    let live = edge.desk.store.read(move |tx| visitor::is_live(tx, id)).await?;
    if !live {
        return Ok(None);
    }
    let connection = Connection { subject: who.0, source: fresh_id(), session: None };
    edge.desk.connected(connection).await?;
    Ok(Some(connection))
}
