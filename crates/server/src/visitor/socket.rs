//! `/api/visitor/socket`: a visitor's live connection.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use frontdesk_app::frontdesk::Connection;
use frontdesk_app::hub::{Aside, Side};
use frontdesk_app::routing::queue::Told;
use frontdesk_app::{AppError, visitor};
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::ids::{ConversationId, VisitorId};
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::visitor::{VisitorFrame, VisitorServerFrame};
use frontdesk_protocol::{Last, Marks, PROTOCOL, Refused};
use frontdesk_store::repo::mark::Mark;
use frontdesk_store::{Logged, repo};
use tokio::time::timeout;
use uuid::Uuid;

use super::{command, of_token, render};
use crate::Edge;
use crate::origin::{self, WRONG_ORIGIN};
use crate::proxy::Client;
use crate::refusal::{Failure, problem};
use crate::socket::{
    Asked, Checked, End, HEARTBEAT_SECONDS, HELLO, Incoming, Line, Party, fresh_id, serve, upgrade,
};

/// Opens a visitor's socket, for pages that may carry the widget.
pub(crate) async fn socket(
    State(edge): State<Edge>,
    client: Client,
    headers: HeaderMap,
    ws: WebSocketUpgrade,
) -> Response {
    let Some(from) = origin::of(&headers).filter(|from| origin::is_allowed(&edge, from)) else {
        return problem(Code::WrongOrigin, WRONG_ORIGIN).into_response();
    };
    let from = from.to_owned();
    let place = edge.limits.socket(client.counted);
    let run = move |mut line: Line| async move {
        let end = match hello(&edge, &mut line).await {
            Ok(who) => {
                // Where a visitor is must never keep them from talking.
                if let Err(error) = visitor::locate(&edge.desk, who, client.address).await {
                    tracing::warn!(%error, "where a visitor is could not be kept");
                }
                let connection = Connection { subject: who.0, source: fresh_id(), session: None };
                let party = Visitor { who, from, connection, live: HashMap::new(), counted: false };
                serve(&edge, &mut line, party).await
            }
            Err(end) => end,
        };
        (line, end)
    };
    upgrade(place, ws, run, VisitorServerFrame::Bye)
}

/// The first frame says who is speaking.
async fn hello(edge: &Edge, line: &mut Line) -> Result<VisitorId, End> {
    let first = timeout(HELLO, line.next::<VisitorFrame>())
        .await
        .map_err(|_| End::Said(Code::OutOfOrder, "no hello came"))??;
    let Incoming::Frame(VisitorFrame::Hello { protocol, token }) = first else {
        return Err(End::Said(Code::OutOfOrder, "the first frame must be hello"));
    };
    if protocol != PROTOCOL {
        return Err(End::Said(Code::WrongProtocol, "please reload the page"));
    }
    of_token(edge, &token).await.map_err(|failure| match failure.code() {
        Code::SignedOut => End::Said(Code::SignedOut, "this session is not known"),
        code => End::Said(code, "please try again"),
    })
}

struct Visitor {
    who: VisitorId,
    /// The origin of the page.
    from: String,
    connection: Connection,
    /// Conversations in which this visitor waits or talks.
    live: HashMap<ConversationId, bool>,
    /// Whether this connection's presence is kept: only while the visitor waits or talks (`ROUTE-18`).
    counted: bool,
}

impl Party for Visitor {
    type In = VisitorFrame;
    type Out = VisitorServerFrame;
    const SUBSCRIPTIONS: usize = 8;

    fn welcome(&self, edge: &Edge) -> Self::Out {
        VisitorServerFrame::Welcome { server_time: edge.desk.now(), heartbeat_seconds: HEARTBEAT_SECONDS }
    }

    fn heartbeat(edge: &Edge, last: Vec<Last>) -> Self::Out {
        VisitorServerFrame::Heartbeat { server_time: edge.desk.now(), last }
    }

    fn refused(refused: Refused) -> Self::Out {
        VisitorServerFrame::Refused(refused)
    }

    fn refusal(frame: &Self::Out) -> Option<Code> {
        match frame {
            VisitorServerFrame::Refused(refused) => Some(refused.code),
            _ => None,
        }
    }

    fn client_id(frame: &Self::In) -> Option<Uuid> {
        command::client_id(frame)
    }

    fn ask(&mut self, edge: &Edge, frame: Self::In) -> Asked<Self::Out> {
        match frame {
            VisitorFrame::Hello { .. } => Asked::Hello,
            VisitorFrame::Ping => Asked::Ping,
            VisitorFrame::Subscribe { conversation, after } => {
                Asked::Subscribe(ConversationId(conversation), after)
            }
            VisitorFrame::Typing { conversation, on } => Asked::Typing(ConversationId(conversation), on),
            VisitorFrame::Seen { conversation, delivered, read } => {
                Asked::Seen(ConversationId(conversation), delivered, read)
            }
            frame => command::start(edge, self.who, frame).map_or(Asked::Ping, Asked::Command),
        }
    }

    fn side(&self) -> Side {
        Side::Visitor
    }

    async fn may_read(&self, edge: &Edge, id: ConversationId) -> Result<bool, Failure> {
        let who = self.who;
        Ok(edge.desk.store.read(move |tx| visitor::may_read(tx, who, id)).await?)
    }

    async fn stretch(
        &self,
        edge: &Edge,
        id: ConversationId,
        after: u64,
        logged: &[Arc<Logged>],
    ) -> Result<Self::Out, Failure> {
        Ok(VisitorServerFrame::Entries(render::stretch(edge, id, after, logged).await?))
    }

    async fn told(&mut self, edge: &Edge, id: ConversationId, logged: &[Arc<Logged>]) -> Result<(), Failure> {
        for logged in logged {
            match logged.entry.fact {
                Fact::Requested { .. } => self.live.insert(id, true),
                Fact::Ended { .. } => self.live.insert(id, false),
                _ => None,
            };
        }
        self.count(edge).await;
        Ok(())
    }

    async fn aside(
        &self,
        edge: &Edge,
        id: ConversationId,
        aside: Aside,
    ) -> Result<Option<Self::Out>, Failure> {
        let conversation = id.0;
        Ok(match aside {
            Aside::Typing { from: Side::Agent(user), on } => {
                let agent = render::card(edge, user).await?;
                Some(VisitorServerFrame::Typing { conversation, agent, on })
            }
            Aside::Seen { from: Side::Agent(_), delivered, read } => Some(seen(id, delivered, read)),
            Aside::Queue(told) => Some(queue(id, told)),
            Aside::Typing { from: Side::Visitor, .. } | Aside::Seen { from: Side::Visitor, .. } => None,
        })
    }

    async fn store_seen(
        &self,
        edge: &Edge,
        id: ConversationId,
        delivered: u64,
        read: u64,
    ) -> Result<(), Failure> {
        command::seen(edge, self.who, id, delivered, read).await
    }

    async fn desk(&mut self, _: &Edge) -> Result<Option<Self::Out>, Failure> {
        Ok(None)
    }

    async fn check(&mut self, edge: &Edge) -> Result<Checked<Self::Out>, Failure> {
        Ok(if origin::is_allowed(edge, &self.from) {
            Checked::Good(None)
        } else {
            Checked::Ended(Code::WrongOrigin, WRONG_ORIGIN)
        })
    }

    async fn introduce(&mut self, edge: &Edge, id: ConversationId) -> Result<Vec<Self::Out>, Failure> {
        let (live, mark) = edge
            .desk
            .store
            .read(move |tx| {
                let stored = repo::conversation::find(tx, id)?.ok_or(AppError::NotFound)?;
                let mark = match stored.state.holder() {
                    Some(holder) => repo::mark::find(tx, id, holder.0)?,
                    None => Mark::default(),
                };
                Ok::<_, AppError>((stored.state.is_live(), mark))
            })
            .await?;
        // Who comes back knows the log already: what it says of waiting and talking is not told again.
        self.live.insert(id, live);
        self.count(edge).await;
        let told = edge.desk.told(id).map(|told| queue(id, told));
        Ok(std::iter::once(seen(id, mark.delivered, mark.seen)).chain(told).collect())
    }

    fn heard(&self, edge: &Edge) {
        if self.counted {
            edge.desk.heard(self.connection);
        }
    }

    async fn left(&mut self, edge: &Edge) {
        if self.counted
            && let Err(error) = edge.desk.disconnected(self.connection).await
        {
            tracing::warn!(%error, "a visitor's leaving was not noted; the lease lapses by itself");
        }
    }
}

impl Visitor {
    /// Keeps this connection's presence while the visitor waits or talks, and no longer (`ROUTE-18`).
    async fn count(&mut self, edge: &Edge) {
        let wanted = self.live.values().any(|live| *live);
        if wanted == self.counted {
            return;
        }
        self.counted = wanted;
        let noted = if wanted {
            edge.desk.connected(self.connection).await
        } else {
            edge.desk.disconnected(self.connection).await
        };
        // The request itself was a sign of life, and the next renewal comes before that lapses: a server that is busy
        // for a moment need not close the connection for this.
        if let Err(error) = noted {
            tracing::info!(%error, "a visitor's presence was not noted; the next renewal does it");
        }
    }
}

fn queue(id: ConversationId, Told { place, minutes }: Told) -> VisitorServerFrame {
    VisitorServerFrame::Queue { conversation: id.0, place, minutes }
}

fn seen(id: ConversationId, delivered: u64, read: u64) -> VisitorServerFrame {
    VisitorServerFrame::Seen { conversation: id.0, marks: Marks { delivered, read } }
}
