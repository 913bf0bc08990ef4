//! The widget's side: page views, and the frames of the visitor socket.

mod page_view;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::bad_answer::BadAnswer;
use crate::rich_text::RichBlock;
use crate::{AgentCard, AskInput, Bye, Last, Marks, Outcome, Refused};

pub use page_view::{PageView, PageViewRequest, Show, Spent, Wait, WidgetSettings};

/// What a visitor's socket sends. The first frame is `hello`. Every command carries a client id chosen by the
/// sender: sent again, it has its first effect and no second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "type", deny_unknown_fields)]
pub enum VisitorFrame {
    /// Who is speaking.
    Hello {
        /// [`crate::PROTOCOL`].
        protocol: u32,
        /// The visitor's session token.
        token: String,
    },
    /// Send what this conversation's log has after a number, and what comes.
    Subscribe {
        /// The conversation.
        conversation: Uuid,
        /// The last number known; 0 for all.
        after: u64,
    },
    /// The window was opened: begin the dialogue. Acknowledged with the conversation, which may be a running one.
    Open {
        /// The command.
        client_id: Uuid,
        /// The dialogue.
        dialogue: Uuid,
        /// The page's full address.
        page: String,
    },
    /// Answer the card that waits.
    Answer {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
        /// The card, as it was asked.
        card: String,
        /// The answer.
        answer: Answer,
    },
    /// Say something in a live chat, or while waiting for an agent.
    Say {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
        /// 1 to 4,000 characters.
        text: String,
    },
    /// No longer wait for an agent.
    Cancel {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
    },
    /// End the live chat.
    End {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
    },
    /// Talk to us again (`ROUTE-17`).
    TalkAgain {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
    },
    /// The visitor is typing, or has stopped. Never stored.
    Typing {
        /// The conversation.
        conversation: Uuid,
        /// Whether they type.
        on: bool,
    },
    /// How far the visitor has received and read. At most once a second.
    Seen {
        /// The conversation.
        conversation: Uuid,
        /// Received up to this number.
        delivered: u64,
        /// Read up to this number.
        read: u64,
    },
    /// Answered by a heartbeat.
    Ping,
}

/// An answer to a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Answer {
    /// The response at this place, counted from 0.
    Choice {
        /// The place.
        index: usize,
    },
    /// A typed or picked value.
    Value {
        /// At most 500 characters.
        value: String,
    },
    /// The "Connect me" button.
    Connect,
}

/// What a visitor's socket receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum VisitorServerFrame {
    /// The session is good.
    Welcome {
        /// Now.
        #[schema(value_type = String, format = DateTime)]
        server_time: Timestamp,
        /// A connection on which nothing was heard for twice this long is dead.
        heartbeat_seconds: u32,
    },
    /// A stretch of a conversation's log.
    Entries(VisitorEntries),
    /// The command is stored.
    Ack {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
        /// The number of the entry that it made.
        seq: u64,
    },
    /// The command was not done.
    Refused(Refused),
    /// The agent is typing, or has stopped. Forget it after 6 seconds.
    Typing {
        /// The conversation.
        conversation: Uuid,
        /// Who.
        agent: AgentCard,
        /// Whether they type.
        on: bool,
    },
    /// Where the visitor stands in the queue; it holds until the next one, or until they no longer wait.
    Queue {
        /// The conversation.
        conversation: Uuid,
        /// Their place, from 1, among those who wait for some of the same agents.
        place: u32,
        /// In how many minutes they will probably be served; `null` while too few were served lately to tell.
        minutes: Option<u32>,
    },
    /// How far the agent has received and read.
    Seen {
        /// The conversation.
        conversation: Uuid,
        /// The agent's marks.
        marks: Marks,
    },
    /// Nothing is wrong; how far the subscribed conversations have grown.
    Heartbeat {
        /// Now.
        #[schema(value_type = String, format = DateTime)]
        server_time: Timestamp,
        /// Each subscribed conversation.
        last: Vec<Last>,
    },
    /// The server closes the connection.
    Bye(Bye),
}

/// A stretch of a conversation's log, as its visitor may see it. Numbers may be missing in it (what is not for
/// the visitor), but nothing is missing between `after` and `upto`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitorEntries {
    /// The conversation.
    pub conversation: Uuid,
    /// The number before the stretch. A client whose last number is smaller has a gap and subscribes again.
    pub after: u64,
    /// The last number of the stretch.
    pub upto: u64,
    /// In order.
    pub entries: Vec<VisitorEntry>,
}

/// One entry of the log as its visitor may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitorEntry {
    /// Its number.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The client id of the command that made it, when this visitor sent it.
    pub client_id: Option<Uuid>,
    /// What happened.
    pub what: VisitorWhat,
}

/// What happened, as its visitor may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum VisitorWhat {
    /// A card said something.
    Bot {
        /// Plain text.
        text: String,
    },
    /// A card asks something and waits, until an `answer` or another `ask` follows.
    Ask {
        /// The card.
        card: String,
        /// Plain text.
        text: String,
        /// What it takes for an answer.
        input: AskInput,
    },
    /// The visitor answered.
    Answer {
        /// Plain text.
        text: String,
    },
    /// The visitor's answer did not pass.
    Misanswer {
        /// What was typed.
        text: String,
    },
    /// Why it did not pass; the card waits again.
    Problem {
        /// The card.
        card: String,
        /// Plain text, in English.
        text: String,
        /// The same as a code, to be said in the visitor's language; entries from before it was kept have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<BadAnswer>,
    },
    /// An agent is being looked for; the visitor may cancel.
    Connecting,
    /// Nobody can take the chat now: the visitor waits in the queue, may leave a message, and may cancel.
    Waiting {
        /// Until when, at most.
        #[schema(value_type = String, format = DateTime)]
        until: Timestamp,
    },
    /// An agent took the chat.
    Joined {
        /// Who.
        agent: AgentCard,
    },
    /// Somebody said something.
    Said {
        /// The agent; `null` for the visitor.
        agent: Option<AgentCard>,
        /// Plain text.
        text: String,
    },
    /// The agent has lost the connection.
    AgentAway,
    /// The agent is back.
    AgentBack,
    /// A colleague is being looked for.
    LookingForColleague,
    /// The chat will end for inactivity.
    Warned {
        /// When.
        #[schema(value_type = String, format = DateTime)]
        ends: Timestamp,
    },
    /// Nobody takes the chat: the fallback message.
    Fallback {
        /// Plain text.
        text: String,
        /// The same with its form, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rich: Option<Vec<RichBlock>>,
        /// Whether it is the built-in message, which is to be said in the visitor's language.
        #[serde(default)]
        standard: bool,
    },
    /// The live chat, or the search, is over. The visitor may talk again.
    Ended {
        /// How.
        outcome: Outcome,
        /// Until when "Talk to us again" is offered.
        #[schema(value_type = String, format = DateTime)]
        again_until: Timestamp,
    },
    /// The conversation is over without a live chat.
    Finished,
}
