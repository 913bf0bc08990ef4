//! What travels between Frontdesk, its widget and its console, and the stream file.
//!
//! Wire types are not domain types: renaming something in the domain must not break a widget that is already
//! running in someone's tab. A frame that does not parse as one of the closed sets here is refused.

pub mod account_file;
pub mod availability;
pub mod bad_answer;
pub mod console;
pub mod designer;
pub mod dialogues;
pub mod listing;
pub mod lists;
pub mod live_chat;
pub mod missed;
pub mod permission;
pub mod problem;
pub mod report;
pub mod rich_text;
pub mod routing;
pub mod stream_file;
pub mod tokens;
pub mod trace;
pub mod users;
pub mod visitor;
pub mod website;
pub mod what_if;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The version of the frames. A client that says another one is told to reload.
pub const PROTOCOL: u32 = 1;
/// The largest frame or body accepted, in bytes.
pub const MAX_FRAME_BYTES: usize = 64 * 1024;

/// What a question takes for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AskInput {
    /// One of these responses; the answer is the index of one.
    Choices {
        /// Their labels, in order.
        labels: Vec<String>,
    },
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// One of these values; the answer is the value.
    PickList {
        /// In order.
        values: Vec<String>,
    },
    /// A phone number.
    Phone,
    /// A number, in digits with a point.
    Number {
        /// The smallest that passes.
        min: Option<String>,
        /// The greatest that passes.
        max: Option<String>,
    },
    /// A date, as `2026-03-31`.
    Date {
        /// The earliest that passes.
        min: Option<String>,
        /// The latest that passes.
        max: Option<String>,
    },
    /// A button that connects to an agent. The widget says so in the visitor's language.
    Connect {
        /// What the button says, in English.
        label: String,
    },
}

/// An agent as everybody may see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentCard {
    /// The agent's id.
    pub id: Uuid,
    /// The name shown to visitors.
    pub name: String,
    /// Where their picture is, a path on this server; `null` where they have none.
    pub avatar: Option<String>,
}

/// How a live chat, or the wish for one, ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The agent ended it.
    AgentEnded,
    /// The visitor ended it.
    VisitorEnded,
    /// Neither said anything for too long.
    Inactive,
    /// Nobody took the chat.
    FellBack,
    /// The agent was lost and nobody took over.
    AgentLost,
    /// The agent did not answer and nobody took over.
    Unanswered,
    /// The visitor left before an agent came.
    VisitorLeft,
    /// The visitor cancelled before an agent came.
    Cancelled,
}

impl From<frontdesk_domain::conversation::fact::Outcome> for Outcome {
    fn from(outcome: frontdesk_domain::conversation::fact::Outcome) -> Self {
        use frontdesk_domain::conversation::fact::Outcome as Domain;
        match outcome {
            Domain::AgentEnded => Self::AgentEnded,
            Domain::VisitorEnded => Self::VisitorEnded,
            Domain::Inactive => Self::Inactive,
            Domain::FellBack => Self::FellBack,
            Domain::AgentLost => Self::AgentLost,
            Domain::Unanswered => Self::Unanswered,
            Domain::VisitorLeft => Self::VisitorLeft,
            Domain::Cancelled => Self::Cancelled,
        }
    }
}

impl From<frontdesk_domain::conversation::fact::AskInput> for AskInput {
    fn from(input: frontdesk_domain::conversation::fact::AskInput) -> Self {
        use frontdesk_domain::conversation::fact::AskInput as Domain;
        match input {
            Domain::Choices { labels } => Self::Choices { labels },
            Domain::Text => Self::Text,
            Domain::Email => Self::Email,
            Domain::PickList { values } => Self::PickList { values },
            Domain::Phone => Self::Phone,
            Domain::Number { min, max } => {
                Self::Number { min: min.map(|n| n.to_string()), max: max.map(|n| n.to_string()) }
            }
            Domain::Date { min, max } => {
                Self::Date { min: min.map(|d| d.to_string()), max: max.map(|d| d.to_string()) }
            }
            Domain::Connect { label } => Self::Connect { label },
        }
    }
}

/// How far a conversation's log has grown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Last {
    /// The conversation.
    pub conversation: Uuid,
    /// The number of its last entry.
    pub seq: u64,
}

/// Numbers up to which one side has received and read the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Marks {
    /// Received up to this number.
    pub delivered: u64,
    /// Shown in a visible window up to this number.
    pub read: u64,
}

/// Something was not done. Nothing has changed, and a refused client id is not remembered: the same command may be
/// sent again with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Refused {
    /// The command, where it could be read.
    pub client_id: Option<Uuid>,
    /// The conversation that could not be subscribed to.
    pub conversation: Option<Uuid>,
    /// A stable code.
    pub code: problem::Code,
    /// For people.
    pub message: String,
}

/// The connection is about to be closed by the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bye {
    /// A stable code: whether to come back is told by [`problem::Code::is_final`].
    pub code: problem::Code,
    /// For people.
    pub message: String,
}

/// The server's time: countdowns are computed from it, not from the browser's clock.
pub type ServerTime = Timestamp;
