//! The console's side: who is signed in, and the frames of the agent socket.

mod log;

pub use log::{AgentEntries, AgentEntry, AgentWhat};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::availability::AgentStatus;
use crate::permission::Permission;
use crate::users::ProfileRef;
use crate::{Bye, Last, Marks, Refused};

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The user's id.
    pub id: Uuid,
    /// The name shown to visitors.
    pub name: String,
    /// Where their picture is, a path on this server; `null` where they have none.
    pub avatar: Option<String>,
    /// The e-mail used to sign in.
    pub email: String,
    /// Whether the user may take live chats.
    pub takes_chats: bool,
    /// The user's profiles, by name.
    pub profiles: Vec<ProfileRef>,
    /// What the user may do.
    pub permissions: Vec<Permission>,
}

/// What an agent's socket sends. The session comes from the cookie; the first frame is `hello`. Every command
/// carries a client id chosen by the sender: sent again, it has its first effect and no second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "type", deny_unknown_fields)]
pub enum AgentFrame {
    /// Begin. Answered by `welcome` and a full `desk`.
    Hello {
        /// [`crate::PROTOCOL`].
        protocol: u32,
    },
    /// Send what this conversation's log has after a number, and what comes.
    Subscribe {
        /// The conversation.
        conversation: Uuid,
        /// The last number known; 0 for all.
        after: u64,
    },
    /// Send no more of this conversation.
    Unsubscribe {
        /// The conversation.
        conversation: Uuid,
    },
    /// Take the chat.
    Accept {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
        /// The offer's number.
        offer: u64,
    },
    /// Do not take the chat.
    Decline {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
        /// The offer's number.
        offer: u64,
        /// Why, for colleagues' eyes: at most 200 characters.
        #[serde(default)]
        reason: String,
    },
    /// Hand the chat over: it is offered to others, and stays with this agent until one of them accepts.
    Transfer {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
        /// To whom.
        to: TransferTo,
        /// For their eyes: at most 1,000 characters.
        #[serde(default)]
        note: String,
    },
    /// No longer hand the chat over.
    TakeBack {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
    },
    /// Say something to the visitor.
    Say {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
        /// 1 to 4,000 characters.
        text: String,
    },
    /// End the session.
    End {
        /// The command.
        client_id: Uuid,
        /// The conversation.
        conversation: Uuid,
    },
    /// Turn available or unavailable, until the next block begins or midnight. Acknowledged without a number.
    SetAvailable {
        /// The command.
        client_id: Uuid,
        /// Whether the agent takes new chats.
        available: bool,
    },
    /// Take back what was chosen against the schedule. Acknowledged without a number.
    FollowSchedule {
        /// The command.
        client_id: Uuid,
    },
    /// The agent is typing, or has stopped. Never stored.
    Typing {
        /// The conversation.
        conversation: Uuid,
        /// Whether they type.
        on: bool,
    },
    /// How far the agent has received and read. At most once a second.
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

/// Whom a chat is handed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TransferTo {
    /// One agent.
    Agent(Uuid),
    /// The next of a team's ring.
    Team(Uuid),
}

impl From<TransferTo> for frontdesk_domain::conversation::fact::TransferTo {
    fn from(to: TransferTo) -> Self {
        match to {
            TransferTo::Agent(id) => Self::Agent(frontdesk_domain::ids::UserId(id)),
            TransferTo::Team(id) => Self::Team(frontdesk_domain::ids::TeamId(id)),
        }
    }
}

/// What an agent's socket receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum AgentServerFrame {
    /// The session is good.
    Welcome {
        /// Now.
        #[schema(value_type = String, format = DateTime)]
        server_time: Timestamp,
        /// A connection on which nothing was heard for twice this long is dead.
        heartbeat_seconds: u32,
        /// Who is signed in.
        me: Me,
    },
    /// The user's name, profiles or permissions have changed.
    Me {
        /// Who is signed in, as it is now.
        me: Me,
    },
    /// What has changed on the desk.
    Desk(Desk),
    /// Who a conversation is with; follows each `subscribe`.
    Opened {
        /// The conversation.
        conversation: Uuid,
        /// Who.
        visitor: VisitorCard,
    },
    /// A stretch of a conversation's log.
    Entries(AgentEntries),
    /// The command is stored.
    Ack {
        /// The command.
        client_id: Uuid,
        /// The conversation, where the command had one.
        conversation: Option<Uuid>,
        /// The number of the entry that it made.
        seq: Option<u64>,
    },
    /// The command was not done.
    Refused(Refused),
    /// The visitor is typing, or has stopped. Forget it after 6 seconds.
    Typing {
        /// The conversation.
        conversation: Uuid,
        /// Whether they type.
        on: bool,
    },
    /// How far the visitor has received and read.
    Seen {
        /// The conversation.
        conversation: Uuid,
        /// The visitor's marks.
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

/// What has changed on an agent's desk. The first one after `hello` is full: what it does not name is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Desk {
    /// Whether this replaces all that was known.
    pub full: bool,
    /// Whether the agent takes new chats, why, and until when.
    pub status: AgentStatus,
    /// Offers that are new or changed.
    pub offers: Vec<OfferRow>,
    /// Conversations whose offer to this agent is gone.
    pub offers_gone: Vec<Uuid>,
    /// Active chats of this agent that are new or changed.
    pub chats: Vec<ChatRow>,
    /// Chats that are no longer active for this agent.
    pub chats_gone: Vec<Uuid>,
    /// For those who supervise: chats of others in which the visitor waits too long, new or changed (`ROUTE-14`).
    pub alerts: Vec<AlertRow>,
    /// Those that are answered, or over.
    pub alerts_gone: Vec<Uuid>,
}

/// A chat of somebody else in which the visitor waits too long for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertRow {
    /// The conversation.
    pub conversation: Uuid,
    /// Who waits.
    pub visitor: VisitorCard,
    /// The name of the agent whose answer they wait for.
    pub agent: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub waiting_since: Timestamp,
}

/// Who a conversation is with, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitorCard {
    /// First and last name; `null` while unknown.
    pub name: Option<String>,
    /// E-mail; `null` while unknown.
    pub email: Option<String>,
    /// The page on which the conversation began.
    pub page: Option<String>,
}

/// An offer to this agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfferRow {
    /// The conversation.
    pub conversation: Uuid,
    /// The offer's number, to accept or decline it with.
    pub offer: u64,
    /// When it was made, by the server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// By the server's clock, from then on it can't be accepted.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// Who.
    pub visitor: VisitorCard,
    /// What they said so far: the last few answers and messages, oldest first.
    pub said: Vec<String>,
    /// Whether colleagues are asked too: the first to accept gets the chat.
    pub everyone: bool,
    /// Whether the chat is held by a colleague.
    pub takeover: bool,
    /// Where that colleague hands it over; else they are away or do not answer.
    pub handed: Option<Handed>,
}

/// A chat that a colleague hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Handed {
    /// The colleague's name.
    pub by: String,
    /// Their note; empty where there is none.
    pub note: String,
}

/// An active chat of this agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatRow {
    /// The conversation.
    pub conversation: Uuid,
    /// Who.
    pub visitor: VisitorCard,
    /// The number of the log's last entry.
    pub last: u64,
    /// The last thing that was said or answered.
    pub snippet: Option<String>,
    /// When that was.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snippet_at: Option<Timestamp>,
    /// Messages of the visitor that this agent has not read.
    pub unread: u64,
    /// Since when the visitor waits for an answer.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub waiting_since: Option<Timestamp>,
    /// Whether the visitor has waited too long (`ROUTE-14`).
    pub alerted: bool,
    /// When the chat ends if nobody says anything; set once the visitor was warned.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ends: Option<Timestamp>,
    /// Whether it is being offered to a colleague.
    pub rerouting: bool,
    /// Whether that is because this agent hands it over.
    pub handing_over: bool,
}
