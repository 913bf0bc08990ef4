//! What the visitor's and the agent's socket have in common.

mod line;
mod party;
mod session;

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::{Bye, MAX_FRAME_BYTES};
use serde::Serialize;
use std::time::Duration;
use uuid::Uuid;

pub(crate) use line::{End, Incoming, Line};
pub(crate) use party::{Asked, Checked, Party};
pub(crate) use session::serve;

use crate::limits::Place;
use crate::refusal::problem;

/// How often a heartbeat is sent. A connection silent for twice this long is dead.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(15);
/// [`HEARTBEAT`] as told in `welcome`.
pub(crate) const HEARTBEAT_SECONDS: u32 = 15;
/// How long a socket may take to say who it is.
pub(crate) const HELLO: Duration = Duration::from_secs(10);

/// Upgrades to a socket with small buffers (most sockets are idle), runs it, and says why it ends. Refused when the
/// address has too many open.
pub(crate) fn upgrade<F, R, B>(
    place: Option<Place>,
    ws: WebSocketUpgrade,
    run: F,
    bye: fn(Bye) -> B,
) -> Response
where
    F: FnOnce(Line) -> R + Send + 'static,
    R: Future<Output = (Line, End)> + Send,
    B: Serialize + Send + 'static,
{
    let Some(place) = place else {
        return problem(Code::RateLimited, "too many connections from this address").into_response();
    };
    ws.read_buffer_size(2 * 1024)
        .write_buffer_size(4 * 1024)
        .max_write_buffer_size(1024 * 1024)
        .max_message_size(MAX_FRAME_BYTES)
        .max_frame_size(MAX_FRAME_BYTES)
        .on_upgrade(move |socket: WebSocket| async move {
            let (line, end) = run(Line::new(socket)).await;
            line.close(end, |said| serde_json::to_string(&bye(said)).ok()).await;
            drop(place);
        })
}

/// An id for a connection; where the system has no random bytes, connections of one party share one.
pub(crate) fn fresh_id() -> Uuid {
    let mut random = [0_u8; 16];
    match getrandom::fill(&mut random) {
        Ok(()) => Uuid::from_bytes(random),
        Err(_) => Uuid::nil(),
    }
}
