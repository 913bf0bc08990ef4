//! A conversation's log as an agent may see it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rich_text::RichBlock;
use crate::{AskInput, Outcome};

/// A stretch of a conversation's log, as an agent may see it. Nothing is missing between `after` and `upto`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentEntries {
    /// The conversation.
    pub conversation: Uuid,
    /// The number before the stretch. A client whose last number is smaller has a gap and subscribes again.
    pub after: u64,
    /// The last number of the stretch.
    pub upto: u64,
    /// In order.
    pub entries: Vec<AgentEntry>,
}

/// One entry of the log as an agent may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentEntry {
    /// Its number.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The client id of the command that made it, when this agent sent it.
    pub client_id: Option<Uuid>,
    /// What happened.
    pub what: AgentWhat,
}

/// What happened, as an agent may see it. `agent` fields hold the agent's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AgentWhat {
    /// The visitor opened the window.
    Started,
    /// A card said something.
    Bot {
        /// Plain text.
        text: String,
    },
    /// A card asked something.
    Ask {
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
    /// The card said why.
    Problem {
        /// Plain text.
        text: String,
    },
    /// A goal was reached.
    Goal {
        /// Its name.
        name: String,
    },
    /// A card set an attribute.
    AttributeSet {
        /// Its full name.
        attribute: String,
        /// Its value.
        value: String,
    },
    /// The visitor wants to talk to an agent.
    Requested {
        /// Whether this is "Talk to us again".
        again: bool,
    },
    /// An agent was asked.
    Offered {
        /// Their name.
        agent: String,
    },
    /// Everybody on the route was asked at once.
    OfferedToAll {
        /// How many.
        agents: u32,
    },
    /// One of several who were asked is asked no more: they turned unavailable, or hold as many chats as they may.
    LeftOffer {
        /// Their name.
        agent: String,
        /// Whether they hold as many chats as they may.
        full: bool,
    },
    /// An agent took the chat.
    Joined {
        /// Their name.
        agent: String,
    },
    /// An agent declined.
    Declined {
        /// Their name.
        agent: String,
        /// Why; empty where they did not say.
        reason: String,
    },
    /// An offer was not answered in time.
    Expired,
    /// An offer was taken back.
    Withdrawn,
    /// The visitor said something.
    VisitorSaid {
        /// Plain text.
        text: String,
    },
    /// An agent said something.
    AgentSaid {
        /// Their name.
        agent: String,
        /// Whether it was this agent.
        mine: bool,
        /// Plain text.
        text: String,
    },
    /// The holder has lost the connection.
    HolderAway,
    /// The holder is back.
    HolderBack,
    /// The visitor was warned of the end.
    Warned {
        /// When it ends.
        #[schema(value_type = String, format = DateTime)]
        ends: Timestamp,
    },
    /// The visitor has waited too long for an answer.
    LeftUnanswered,
    /// The chat is being offered to a colleague.
    Rerouting,
    /// An agent hands the chat over.
    Transferring {
        /// Their name.
        agent: String,
        /// The name of the agent or team it is handed to.
        to: String,
        /// The note; empty where there is none.
        note: String,
    },
    /// Nobody took the chat that was handed over: it stays with its agent.
    TransferFailed,
    /// The visitor waits in the queue.
    Waiting {
        /// Until when, at most.
        #[schema(value_type = String, format = DateTime)]
        until: Timestamp,
    },
    /// The visitor has waited for as long as one may.
    WaitOver,
    /// The visitor got the fallback message.
    Fallback {
        /// Plain text.
        text: String,
        /// The same with its form, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rich: Option<Vec<RichBlock>>,
    },
    /// The live chat, or the search, is over.
    Ended {
        /// How.
        outcome: Outcome,
    },
    /// The automated conversation is over.
    Finished,
}
