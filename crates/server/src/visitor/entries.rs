//! `GET /api/visitor/entries`: the log after a number, for browsers whose sockets are blocked.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Json;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::HeaderMap;
use frontdesk_app::frontdesk::Connection;
use frontdesk_app::hub::Hub;
use frontdesk_app::visitor;
use frontdesk_domain::ids::ConversationId;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::visitor::VisitorServerFrame;
use serde::Deserialize;
use uuid::Uuid;

use super::{of_headers, render};
use crate::Edge;
use crate::refusal::{Failure, problem};

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
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Json<VisitorServerFrame>, Failure> {
    if !edge.limits.allow_call(from.ip()) {
        return Err(problem(Code::RateLimited, "too many requests; please slow down"));
    }
    let who = of_headers(&edge, &headers).await?;
    let id = ConversationId(wanted.conversation);
    if !edge.desk.store.read(move |tx| visitor::may_read(tx, who, id)).await? {
        return Err(problem(Code::NotFound, "not found"));
    }
    let (subscriber, mut signals) = Hub::subscriber();
    edge.desk.hub.subscribe(id, &subscriber);
    let connection = Connection { subject: who.0, source: Uuid::nil() };
    edge.desk.connected(connection).await?;
    let mut found = render::after(&edge, id, wanted.after).await;
    if found.as_ref().is_ok_and(|stretch| stretch.entries.is_empty()) && wanted.wait > 0 {
        let wait = Duration::from_secs(wanted.wait.min(LONGEST_WAIT));
        let mut stopping = edge.stopping.clone();
        tokio::select! {
            _ = signals.recv() => {}
            () = tokio::time::sleep(wait) => {}
            _ = stopping.changed() => {}
        }
        found = render::after(&edge, id, wanted.after).await;
    }
    edge.desk.hub.unsubscribe(id, &subscriber);
    edge.desk.disconnected(connection).await?;
    Ok(Json(VisitorServerFrame::Entries(found?)))
}
