//! `/api/console/socket`: an agent's live connection.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use frontdesk_app::conversation::{Sender, server_command};
use frontdesk_app::desk::{self, Desk};
use frontdesk_app::frontdesk::Connection;
use frontdesk_app::hub::{Aside, Side};
use frontdesk_app::session::SignedIn;
use frontdesk_app::{AppError, agent, listing};
use frontdesk_domain::conversation::machine::Command;
use frontdesk_domain::ids::{ClientId, ConversationId, UserId};
use frontdesk_domain::permission::Permission;
use frontdesk_protocol::console::{AgentFrame, AgentServerFrame};
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::{Last, Marks, PROTOCOL, Refused};
use frontdesk_store::repo::mark::Mark;
use frontdesk_store::{Logged, repo};
use futures_util::future::BoxFuture;
use tokio::time::timeout;
use uuid::Uuid;

use super::{conversations, desk as wire, me, of_token, render, session_of, token};
use crate::Edge;
use crate::permit::{self, Who};
use crate::proxy::Client;
use crate::refusal::{Failure, problem};
use crate::socket::{
    Asked, Checked, End, HEARTBEAT_SECONDS, HELLO, Incoming, Line, Party, fresh_id, serve, upgrade,
};

/// Opens an agent's socket, for the console's own pages.
pub(crate) async fn socket(
    State(edge): State<Edge>,
    client: Client,
    Extension(signed_in): Extension<SignedIn>,
    headers: HeaderMap,
    ws: WebSocketUpgrade,
) -> Response {
    let Some(token) = token(&edge, &headers).map(str::to_owned) else {
        return problem(Code::SignedOut, "please sign in").into_response();
    };
    let session = match session_of(&signed_in) {
        Ok(session) => session.id,
        Err(failure) => return failure.into_response(),
    };
    let place = edge.limits.socket(client.counted);
    let run = move |mut line: Line| async move {
        if let Err(end) = hello(&mut line).await {
            return (line, end);
        }
        let subject = signed_in.account.id.0;
        let connection = Connection { subject, source: fresh_id(), session: Some(session) };
        if let Err(error) = edge.desk.connected(connection).await {
            tracing::warn!(%error, "a console's presence was not noted");
            edge.desk.forget(connection);
            return (line, End::Said(Code::Busy, "the record is out of reach"));
        }
        let party = Agent { who: signed_in.account.id, signed_in, token, connection, known: None };
        let end = serve(&edge, &mut line, party).await;
        (line, end)
    };
    upgrade(place, ws, run, AgentServerFrame::Bye)
}

async fn hello(line: &mut Line) -> Result<(), End> {
    let first = timeout(HELLO, line.next::<AgentFrame>())
        .await
        .map_err(|_| End::Said(Code::OutOfOrder, "no hello came"))??;
    match first {
        Incoming::Frame(AgentFrame::Hello { protocol: PROTOCOL }) => Ok(()),
        Incoming::Frame(AgentFrame::Hello { .. }) => {
            Err(End::Said(Code::WrongProtocol, "please reload the page"))
        }
        _ => Err(End::Said(Code::OutOfOrder, "the first frame must be hello")),
    }
}

struct Agent {
    who: UserId,
    /// As last read.
    signed_in: SignedIn,
    token: String,
    connection: Connection,
    /// The desk as last told.
    known: Option<Desk>,
}

impl Party for Agent {
    type In = AgentFrame;
    type Out = AgentServerFrame;
    const SUBSCRIPTIONS: usize = 64;

    fn welcome(&self, edge: &Edge) -> Self::Out {
        AgentServerFrame::Welcome {
            server_time: edge.desk.now(),
            heartbeat_seconds: HEARTBEAT_SECONDS,
            me: me(&self.signed_in),
        }
    }

    fn heartbeat(edge: &Edge, last: Vec<Last>) -> Self::Out {
        AgentServerFrame::Heartbeat { server_time: edge.desk.now(), last }
    }

    fn refused(refused: Refused) -> Self::Out {
        AgentServerFrame::Refused(refused)
    }

    fn refusal(frame: &Self::Out) -> Option<Code> {
        match frame {
            AgentServerFrame::Refused(refused) => Some(refused.code),
            _ => None,
        }
    }

    fn client_id(frame: &Self::In) -> Option<Uuid> {
        match frame {
            AgentFrame::Accept { client_id, .. }
            | AgentFrame::Decline { client_id, .. }
            | AgentFrame::Transfer { client_id, .. }
            | AgentFrame::TakeBack { client_id, .. }
            | AgentFrame::Say { client_id, .. }
            | AgentFrame::End { client_id, .. }
            | AgentFrame::SetAvailable { client_id, .. }
            | AgentFrame::FollowSchedule { client_id } => Some(*client_id),
            _ => None,
        }
    }

    fn ask(&mut self, edge: &Edge, frame: Self::In) -> Asked<Self::Out> {
        if let Who::Holder(needed) = permit::agent_frame(&frame)
            && !self.signed_in.access.permissions.has(needed)
        {
            let subject = match frame {
                AgentFrame::Subscribe { conversation, .. } => Some(conversation),
                _ => None,
            };
            return Asked::Refused(Failure::lacking(needed), Self::client_id(&frame), subject);
        }
        match frame {
            AgentFrame::Hello { .. } => Asked::Hello,
            AgentFrame::Ping => Asked::Ping,
            AgentFrame::Subscribe { conversation, after } => {
                Asked::Subscribe(ConversationId(conversation), after)
            }
            AgentFrame::Unsubscribe { conversation } => Asked::Unsubscribe(ConversationId(conversation)),
            AgentFrame::Typing { conversation, on } => Asked::Typing(ConversationId(conversation), on),
            AgentFrame::Seen { conversation, delivered, read } => {
                Asked::Seen(ConversationId(conversation), delivered, read)
            }
            AgentFrame::SetAvailable { client_id, available } => {
                Asked::Command(set_available(edge, self.who, client_id, Some(available)))
            }
            AgentFrame::FollowSchedule { client_id } => {
                Asked::Command(set_available(edge, self.who, client_id, None))
            }
            AgentFrame::Accept { client_id, conversation, .. }
            | AgentFrame::Decline { client_id, conversation, .. }
            | AgentFrame::Transfer { client_id, conversation, .. }
            | AgentFrame::TakeBack { client_id, conversation }
            | AgentFrame::Say { client_id, conversation, .. }
            | AgentFrame::End { client_id, conversation } => {
                Asked::Command(command(edge, self.who, client_id, conversation, frame))
            }
        }
    }

    fn side(&self) -> Side {
        Side::Agent(self.who)
    }

    async fn may_read(&self, edge: &Edge, id: ConversationId) -> Result<bool, Failure> {
        let reader = conversations::reader(&self.signed_in);
        Ok(edge.desk.store.read(move |tx| listing::may_read(tx, reader, id)).await?)
    }

    async fn stretch(
        &self,
        edge: &Edge,
        id: ConversationId,
        after: u64,
        logged: &[Arc<Logged>],
    ) -> Result<Self::Out, Failure> {
        Ok(AgentServerFrame::Entries(render::stretch(edge, self.who, id, after, logged).await?))
    }

    async fn told(&mut self, _: &Edge, _: ConversationId, _: &[Arc<Logged>]) -> Result<(), Failure> {
        Ok(())
    }

    async fn aside(&self, _: &Edge, id: ConversationId, aside: Aside) -> Result<Option<Self::Out>, Failure> {
        Ok(match aside {
            Aside::Typing { from: Side::Visitor, on } => {
                Some(AgentServerFrame::Typing { conversation: id.0, on })
            }
            Aside::Seen { from: Side::Visitor, delivered, read } => Some(seen(id, delivered, read)),
            Aside::Typing { from: Side::Agent(_), .. }
            | Aside::Seen { from: Side::Agent(_), .. }
            | Aside::Queue(_) => None,
        })
    }

    async fn store_seen(
        &self,
        edge: &Edge,
        id: ConversationId,
        delivered: u64,
        read: u64,
    ) -> Result<(), Failure> {
        let who = self.who;
        let stored = edge.desk.store.write(move |tx| agent::seen(tx, who, id, delivered, read)).await?;
        if let Some(Mark { delivered, seen: read }) = stored {
            edge.desk.hub.aside(id, Aside::Seen { from: self.side(), delivered, read });
        }
        Ok(())
    }

    async fn desk(&mut self, edge: &Edge) -> Result<Option<Self::Out>, Failure> {
        let (who, warning) = (self.who, edge.desk.rules().limits.inactivity_warning);
        let supervises = self.signed_in.access.permissions.has(Permission::Supervise);
        let now = edge.desk.store.read(move |tx| desk::read(tx, who, supervises, warning)).await?;
        let change = wire::difference(self.known.as_ref(), &now);
        self.known = Some(now);
        Ok(change.map(AgentServerFrame::Desk))
    }

    async fn check(&mut self, edge: &Edge) -> Result<Checked<Self::Out>, Failure> {
        let Some(now) = of_token(edge, &self.token).await? else {
            return Ok(Checked::Ended(Code::SignedOut, "the session has ended"));
        };
        let before = me(&self.signed_in);
        self.signed_in = now;
        let me = me(&self.signed_in);
        Ok(Checked::Good((me != before).then_some(AgentServerFrame::Me { me })))
    }

    async fn introduce(&mut self, edge: &Edge, id: ConversationId) -> Result<Vec<Self::Out>, Failure> {
        let (who, mark) = edge
            .desk
            .store
            .read(move |tx| {
                let stored = repo::conversation::find(tx, id)?.ok_or(AppError::NotFound)?;
                let mark = repo::mark::find(tx, id, stored.visitor.0)?;
                Ok::<_, AppError>((desk::who(tx, stored.visitor, &stored.page)?, mark))
            })
            .await?;
        let opened = AgentServerFrame::Opened { conversation: id.0, visitor: wire::visitor_card(&who) };
        Ok(vec![opened, seen(id, mark.delivered, mark.seen)])
    }

    fn heard(&self, edge: &Edge) {
        edge.desk.heard(self.connection);
    }

    async fn left(&mut self, edge: &Edge) {
        if let Err(error) = edge.desk.disconnected(self.connection).await {
            tracing::warn!(%error, "a console's leaving was not noted; the lease lapses by itself");
        }
    }
}

/// Ships a command on a conversation to the store.
fn command(
    edge: &Edge,
    who: UserId,
    client_id: Uuid,
    conversation: Uuid,
    frame: AgentFrame,
) -> BoxFuture<'static, AgentServerFrame> {
    let rules = edge.desk.rules();
    let sender = Sender { party: who.0, client_id: ClientId(client_id) };
    let id = ConversationId(conversation);
    let shipped = edge.desk.store.enqueue(move |tx| match &frame {
        AgentFrame::Accept { offer, .. } => agent::accept(tx, &rules, who, sender, id, *offer),
        AgentFrame::Decline { offer, reason, .. } => {
            agent::decline(tx, &rules, who, sender, id, *offer, reason)
        }
        AgentFrame::Transfer { to, note, .. } => {
            agent::transfer(tx, &rules, who, sender, id, (*to).into(), note)
        }
        AgentFrame::TakeBack { .. } => agent::take_back(tx, &rules, who, sender, id),
        AgentFrame::Say { text, .. } => agent::say(tx, &rules, who, sender, id, text),
        AgentFrame::End { .. } => agent::end(tx, &rules, who, sender, id),
        _ => Err(AppError::NotFound),
    });
    Box::pin(async move {
        match shipped.await {
            Ok(seq) => AgentServerFrame::Ack { client_id, conversation: Some(conversation), seq: Some(seq) },
            Err(error) => AgentServerFrame::Refused(Failure::from(error).refused(Some(client_id))),
        }
    })
}

/// Turns the agent available or not, or lets the schedule say. Offers to one who is no longer available are withdrawn
/// at once (`ROUTE-19`); what is left undone here, the sweep does.
fn set_available(
    edge: &Edge,
    who: UserId,
    client_id: Uuid,
    available: Option<bool>,
) -> BoxFuture<'static, AgentServerFrame> {
    let (store, rules) = (edge.desk.store.clone(), edge.desk.rules());
    let shipped = store.enqueue(move |tx| match available {
        Some(available) => agent::set_available(tx, who, available),
        None => agent::follow_schedule(tx, who),
    });
    Box::pin(async move {
        if let Err(error) = shipped.await {
            return AgentServerFrame::Refused(Failure::from(error).refused(Some(client_id)));
        }
        if available != Some(true) {
            let offered: Result<Vec<_>, AppError> =
                store.read(move |tx| Ok(repo::conversation::offered_to(tx, who)?)).await;
            for stored in offered.unwrap_or_default() {
                let rules = rules.clone();
                let withdraw = Command::Unavailable(who);
                let done = store.write(move |tx| server_command(tx, &rules, stored.id, &withdraw)).await;
                if let Err(error) = done {
                    tracing::info!(%error, "an offer was left for the sweep to withdraw");
                }
            }
        }
        AgentServerFrame::Ack { client_id, conversation: None, seq: None }
    })
}

fn seen(id: ConversationId, delivered: u64, read: u64) -> AgentServerFrame {
    AgentServerFrame::Seen { conversation: id.0, marks: Marks { delivered, read } }
}
