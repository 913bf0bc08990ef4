//! Where a conversation stands, in a word: what lists show and are filtered by.

use super::fact::Outcome;
use super::state::{Conversation, LiveChat, Phase};

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A card waits for the visitor, or they left it waiting.
    Automated,
    /// The branch ended without a live chat.
    Finished,
    /// An agent is being looked for.
    Connecting,
    /// The visitor waits for one who can take the chat (`ROUTE-10`).
    Waiting,
    /// An agent holds the chat.
    Live,
    /// The live chat, or the wish for one, is over.
    Ended(Outcome),
}

impl Standing {
    /// Every one, in the order of a conversation's life.
    pub const ALL: [Self; 13] = [
        Self::Automated,
        Self::Finished,
        Self::Connecting,
        Self::Waiting,
        Self::Live,
        Self::Ended(Outcome::AgentEnded),
        Self::Ended(Outcome::VisitorEnded),
        Self::Ended(Outcome::Inactive),
        Self::Ended(Outcome::FellBack),
        Self::Ended(Outcome::AgentLost),
        Self::Ended(Outcome::Unanswered),
        Self::Ended(Outcome::VisitorLeft),
        Self::Ended(Outcome::Cancelled),
    ];

    /// Where this one stands.
    pub fn of(state: &Conversation) -> Self {
        match &state.phase {
            Phase::New | Phase::Asking { .. } => Self::Automated,
            Phase::Finished { .. } => Self::Finished,
            Phase::Live(live) => match **live {
                LiveChat::Routing(_) | LiveChat::Offered(..) => Self::Connecting,
                LiveChat::Waiting(..) => Self::Waiting,
                LiveChat::Held(_) | LiveChat::HeldRouting(..) | LiveChat::HeldOffering(..) => Self::Live,
                LiveChat::Ended { outcome, .. } => Self::Ended(outcome),
            },
        }
    }

    /// Its stored name, never reused for another.
    pub fn name(self) -> &'static str {
        match self {
            Self::Automated => "automated",
            Self::Finished => "finished",
            Self::Connecting => "connecting",
            Self::Waiting => "waiting",
            Self::Live => "live",
            Self::Ended(Outcome::AgentEnded) => "agent_ended",
            Self::Ended(Outcome::VisitorEnded) => "visitor_ended",
            Self::Ended(Outcome::Inactive) => "inactive",
            Self::Ended(Outcome::FellBack) => "fell_back",
            Self::Ended(Outcome::AgentLost) => "agent_lost",
            Self::Ended(Outcome::Unanswered) => "unanswered",
            Self::Ended(Outcome::VisitorLeft) => "visitor_left",
            Self::Ended(Outcome::Cancelled) => "cancelled",
        }
    }

    /// The one with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_is_found_by_its_own_name() {
        for standing in Standing::ALL {
            assert_eq!(Standing::parse(standing.name()), Some(standing));
        }
        assert_eq!(Standing::parse("gone"), None);
    }
}
