//! The conversation list, as the console shows it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::console::VisitorCard;

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A card waits for the visitor, or they left it waiting.
    Automated,
    /// The branch ended without a live chat.
    Finished,
    /// An agent is being looked for.
    Connecting,
    /// The visitor waits for an agent who can take the chat.
    Waiting,
    /// An agent holds the chat.
    Live,
    /// The agent ended the chat.
    AgentEnded,
    /// The visitor ended the chat.
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

impl From<frontdesk_domain::conversation::standing::Standing> for Standing {
    fn from(standing: frontdesk_domain::conversation::standing::Standing) -> Self {
        use frontdesk_domain::conversation::fact::Outcome;
        use frontdesk_domain::conversation::standing::Standing as Domain;
        match standing {
            Domain::Automated => Self::Automated,
            Domain::Finished => Self::Finished,
            Domain::Connecting => Self::Connecting,
            Domain::Waiting => Self::Waiting,
            Domain::Live => Self::Live,
            Domain::Ended(Outcome::AgentEnded) => Self::AgentEnded,
            Domain::Ended(Outcome::VisitorEnded) => Self::VisitorEnded,
            Domain::Ended(Outcome::Inactive) => Self::Inactive,
            Domain::Ended(Outcome::FellBack) => Self::FellBack,
            Domain::Ended(Outcome::AgentLost) => Self::AgentLost,
            Domain::Ended(Outcome::Unanswered) => Self::Unanswered,
            Domain::Ended(Outcome::VisitorLeft) => Self::VisitorLeft,
            Domain::Ended(Outcome::Cancelled) => Self::Cancelled,
        }
    }
}

impl From<Standing> for frontdesk_domain::conversation::standing::Standing {
    fn from(standing: Standing) -> Self {
        use frontdesk_domain::conversation::fact::Outcome;
        match standing {
            Standing::Automated => Self::Automated,
            Standing::Finished => Self::Finished,
            Standing::Connecting => Self::Connecting,
            Standing::Waiting => Self::Waiting,
            Standing::Live => Self::Live,
            Standing::AgentEnded => Self::Ended(Outcome::AgentEnded),
            Standing::VisitorEnded => Self::Ended(Outcome::VisitorEnded),
            Standing::Inactive => Self::Ended(Outcome::Inactive),
            Standing::FellBack => Self::Ended(Outcome::FellBack),
            Standing::AgentLost => Self::Ended(Outcome::AgentLost),
            Standing::Unanswered => Self::Ended(Outcome::Unanswered),
            Standing::VisitorLeft => Self::Ended(Outcome::VisitorLeft),
            Standing::Cancelled => Self::Ended(Outcome::Cancelled),
        }
    }
}

/// A conversation in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConversationRow {
    /// The conversation.
    pub conversation: Uuid,
    /// Who.
    pub visitor: VisitorCard,
    /// The dialogue's name.
    pub dialogue: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub started: Timestamp,
    /// When something last happened.
    #[schema(value_type = String, format = DateTime)]
    pub last_at: Timestamp,
    /// Where it stands.
    pub standing: Standing,
    /// Names of the agents who hold or have held it.
    pub agents: Vec<String>,
}

/// A page of the list, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConversationPage {
    /// Conversations.
    pub rows: Vec<ConversationRow>,
    /// What to send as `after` for the next page; `null` when there are no more.
    pub next: Option<String>,
}

/// What is known of a visitor by one attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KnownValue {
    /// The attribute, for example `person.first_name`.
    pub attribute: String,
    /// Plain text.
    pub value: String,
}

/// One conversation with all that is known of its visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConversationDetail {
    /// The conversation.
    pub row: ConversationRow,
    /// What is known, in the order of attributes.
    pub attributes: Vec<KnownValue>,
    /// The visitor's other conversations of the last 90 days, the newest first, at most 50.
    pub history: Vec<ConversationRow>,
}

/// A dialogue to filter the list by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialogueName {
    /// The dialogue.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::conversation::standing::Standing as Domain;

    use super::*;

    #[test]
    fn a_standing_travels_under_its_stored_name() {
        for standing in Domain::ALL {
            let wire = Standing::from(standing);
            assert_eq!(serde_json::to_value(wire).ok(), Some(standing.name().into()));
            assert_eq!(Domain::from(wire), standing);
        }
    }
}
