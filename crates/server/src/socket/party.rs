//! What differs between the visitor's and the agent's socket.

use std::sync::Arc;

use frontdesk_app::hub::{Aside, Side};
use frontdesk_domain::ids::ConversationId;
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::{Last, Refused};
use frontdesk_store::Logged;
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Edge;
use crate::refusal::Failure;

/// What a frame asks for.
pub(crate) enum Asked<Out> {
    /// To begin, which was done.
    Hello,
    /// A heartbeat.
    Ping,
    /// A conversation's log after a number, and what comes.
    Subscribe(ConversationId, u64),
    /// A conversation no more.
    Unsubscribe(ConversationId),
    /// To tell the other side that someone types.
    Typing(ConversationId, bool),
    /// To store how far the log was received and read.
    Seen(ConversationId, u64, u64),
    /// What the party lacks a permission for: the refusal, the command, the conversation to be subscribed to.
    Refused(Failure, Option<Uuid>, Option<Uuid>),
    /// Something to be stored; the future is its acknowledgement or refusal.
    Command(BoxFuture<'static, Out>),
}

/// What looking at a party's session has found.
pub(crate) enum Checked<Out> {
    /// It is good; with what has changed about the party.
    Good(Option<Out>),
    /// It is no longer good, and why.
    Ended(Code, &'static str),
}

/// One of the two kinds of sockets: the visitor's, the agent's.
pub(crate) trait Party: Send + Sized {
    /// The frames that come in.
    type In: DeserializeOwned + Send;
    /// The frames that go out.
    type Out: Serialize + Send + Sync + 'static;
    /// How many conversations the socket may be told of.
    const SUBSCRIPTIONS: usize;

    /// The first frame that goes out.
    fn welcome(&self, edge: &Edge) -> Self::Out;
    /// A heartbeat.
    fn heartbeat(edge: &Edge, last: Vec<Last>) -> Self::Out;
    /// A refusal.
    fn refused(refused: Refused) -> Self::Out;
    /// The code of a frame that refuses.
    fn refusal(frame: &Self::Out) -> Option<Code>;
    /// The client id of a command.
    fn client_id(frame: &Self::In) -> Option<Uuid>;
    /// What a frame asks for. A command is on its way to the record when this returns.
    fn ask(&mut self, edge: &Edge, frame: Self::In) -> Asked<Self::Out>;
    /// Which side of the conversation this is.
    fn side(&self) -> Side;
    /// Whether the party may read a conversation.
    fn may_read(&self, edge: &Edge, id: ConversationId)
    -> impl Future<Output = Result<bool, Failure>> + Send;
    /// A stretch of a log as the party may see it.
    fn stretch(
        &self,
        edge: &Edge,
        id: ConversationId,
        after: u64,
        logged: &[Arc<Logged>],
    ) -> impl Future<Output = Result<Self::Out, Failure>> + Send;
    /// Called after a stretch was sent.
    fn told(
        &mut self,
        edge: &Edge,
        id: ConversationId,
        logged: &[Arc<Logged>],
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Something that is told but never stored, if it is for this party.
    fn aside(
        &self,
        edge: &Edge,
        id: ConversationId,
        aside: Aside,
    ) -> impl Future<Output = Result<Option<Self::Out>, Failure>> + Send;
    /// What follows the log when a conversation was subscribed to: the other side's marks, and who they are.
    fn introduce(
        &mut self,
        edge: &Edge,
        id: ConversationId,
    ) -> impl Future<Output = Result<Vec<Self::Out>, Failure>> + Send;
    /// Stores the party's own marks.
    fn store_seen(
        &self,
        edge: &Edge,
        id: ConversationId,
        delivered: u64,
        read: u64,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// The agent's desk, where the party has one: what has changed since the last time.
    fn desk(&mut self, edge: &Edge) -> impl Future<Output = Result<Option<Self::Out>, Failure>> + Send;
    /// Whether the session is still good, and what the party may do now.
    fn check(&mut self, edge: &Edge) -> impl Future<Output = Result<Checked<Self::Out>, Failure>> + Send;
    /// Called when something has come in.
    fn heard(&self, edge: &Edge);
    /// Called when the socket ends.
    fn left(&mut self, edge: &Edge) -> impl Future<Output = ()> + Send;
}
