//! `POST /api/visitor/command`: one command of the visitor socket, for browsers whose sockets are blocked.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::conversation::Sender;
use frontdesk_app::hub::{Aside, Side};
use frontdesk_app::visitor::{self, Opening};
use frontdesk_domain::ids::{ClientId, ConversationId, DialogueId, VisitorId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::visitor::{Answer as WireAnswer, VisitorFrame, VisitorServerFrame};
use futures_util::future::BoxFuture;
use uuid::Uuid;

use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// One command of the visitor socket, for browsers whose sockets are blocked.
#[utoipa::path(
    post, path = "/api/visitor/command", tag = "visitor", request_body = VisitorFrame,
    responses((status = 200, body = VisitorServerFrame), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn command(
    State(edge): State<Edge>,
    Extension(who): Extension<VisitorId>,
    Body(frame): Body<VisitorFrame>,
) -> Result<Json<VisitorServerFrame>, Failure> {
    match frame {
        VisitorFrame::Typing { conversation, on } => {
            let id = ConversationId(conversation);
            let may = edge.desk.store.read(move |tx| visitor::may_read(tx, who, id)).await?;
            if may {
                edge.desk.hub.aside(id, Aside::Typing { from: Side::Visitor, on });
            }
            Ok(Json(heartbeat(&edge)))
        }
        VisitorFrame::Seen { conversation, delivered, read } => {
            seen(&edge, who, ConversationId(conversation), delivered, read).await?;
            Ok(Json(heartbeat(&edge)))
        }
        frame => match start(&edge, who, frame) {
            Some(reply) => Ok(Json(reply.await)),
            None => Err(problem(Code::Malformed, "only commands can be sent this way")),
        },
    }
}

fn heartbeat(edge: &Edge) -> VisitorServerFrame {
    VisitorServerFrame::Heartbeat { server_time: edge.desk.now(), last: Vec::new() }
}

/// Stores how far the visitor has read, and tells the agent.
pub(super) async fn seen(
    edge: &Edge,
    who: VisitorId,
    id: ConversationId,
    delivered: u64,
    read: u64,
) -> Result<(), Failure> {
    let mark = edge.desk.store.write(move |tx| visitor::seen(tx, who, id, delivered, read)).await?;
    let (delivered, read) = (mark.delivered, mark.seen);
    edge.desk.hub.aside(id, Aside::Seen { from: Side::Visitor, delivered, read });
    Ok(())
}

/// Ships a command to the store; the answer is its acknowledgement or refusal. `None` when the frame is no command.
pub(super) fn start(
    edge: &Edge,
    who: VisitorId,
    frame: VisitorFrame,
) -> Option<BoxFuture<'static, VisitorServerFrame>> {
    let client_id = client_id(&frame)?;
    let id = ConversationId(conversation(&frame).unwrap_or_default());
    let rules = edge.desk.rules();
    let sender = Sender { party: who.0, client_id: ClientId(client_id) };
    let shipped = edge.desk.store.enqueue(move |tx| {
        let seq = match &frame {
            VisitorFrame::Open { dialogue, page, .. } => {
                let Opening { conversation, last } =
                    visitor::open(tx, &rules, who, sender, DialogueId(*dialogue), page)?;
                return Ok::<_, AppError>((conversation, last));
            }
            VisitorFrame::Answer { card, answer, .. } => {
                let card = CardId(card.clone());
                visitor::answer(tx, &rules, who, sender, id, &card, &read_answer(answer))
            }
            VisitorFrame::Say { text, .. } => visitor::say(tx, &rules, who, sender, id, text),
            VisitorFrame::Cancel { .. } => visitor::cancel(tx, &rules, who, sender, id),
            VisitorFrame::End { .. } => visitor::end(tx, &rules, who, sender, id),
            VisitorFrame::TalkAgain { .. } => visitor::talk_again(tx, &rules, who, sender, id),
            _ => Err(AppError::NotFound),
        }?;
        Ok((id, seq))
    });
    Some(Box::pin(async move { reply(client_id, shipped.await.map_err(Failure::from)) }))
}

fn reply(client_id: Uuid, done: Result<(ConversationId, u64), Failure>) -> VisitorServerFrame {
    match done {
        Ok((conversation, seq)) => VisitorServerFrame::Ack { client_id, conversation: conversation.0, seq },
        Err(failure) => VisitorServerFrame::Refused(failure.refused(Some(client_id))),
    }
}

pub(crate) fn read_answer(answer: &WireAnswer) -> Answer {
    match answer {
        WireAnswer::Choice { index } => Answer::Choice(*index),
        WireAnswer::Value { value } => Answer::Value(value.clone()),
        WireAnswer::Connect => Answer::Connect,
    }
}

/// The client id of a command.
pub(super) fn client_id(frame: &VisitorFrame) -> Option<Uuid> {
    match frame {
        VisitorFrame::Open { client_id, .. }
        | VisitorFrame::Answer { client_id, .. }
        | VisitorFrame::Say { client_id, .. }
        | VisitorFrame::Cancel { client_id, .. }
        | VisitorFrame::End { client_id, .. }
        | VisitorFrame::TalkAgain { client_id, .. } => Some(*client_id),
        _ => None,
    }
}

/// The conversation that a command is for; opening has none yet.
fn conversation(frame: &VisitorFrame) -> Option<Uuid> {
    match frame {
        VisitorFrame::Answer { conversation, .. }
        | VisitorFrame::Say { conversation, .. }
        | VisitorFrame::Cancel { conversation, .. }
        | VisitorFrame::End { conversation, .. }
        | VisitorFrame::TalkAgain { conversation, .. } => Some(*conversation),
        _ => None,
    }
}
