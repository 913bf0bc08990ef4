//! An id per kind of thing, so that a visitor can never be passed where a user is meant.
//!
//! Ids are UUIDs of version 7: time-ordered, minted from a clock and random bits that the caller supplies.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Mints a time-ordered UUID from an instant (clamped to the epoch) and random bits.
pub fn mint(now: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Mints a new id from an instant and random bits.
            pub fn mint(now: Timestamp, random: [u8; 10]) -> Self {
                Self(mint(now, random))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A browser on the customer's website.
    VisitorId
);
id!(
    /// A record with an e-mail address.
    PersonId
);
id!(
    /// Someone who can sign in to the console; an agent is a user who may take live chats.
    UserId
);
id!(
    /// One visitor's run through one stream, including the live chat it leads to.
    ConversationId
);
id!(
    /// A conversation targeted at visitors of some pages.
    DialogueId
);
id!(
    /// One published, frozen version of a stream.
    StreamVersionId
);
id!(
    /// An ordered ring of agents.
    RingId
);
id!(
    /// A named set of agents.
    TeamId
);
id!(
    /// A custom rule of routing.
    RuleId
);
id!(
    /// A company on the list of account routing.
    NamedAccountId
);
id!(
    /// Chosen by the sender of a command, so that a repeated command is recognised.
    ClientId
);
id!(
    /// One signed-in console session.
    SessionId
);
id!(
    /// A token by which a program calls the API for the user who made it.
    ApiTokenId
);
id!(
    /// One entry of the audit log.
    AuditId
);
id!(
    /// One running server process.
    NodeId
);

// A team and a rule each have a ring of their own, known by their id (`ROUTE-2`).
impl From<TeamId> for RingId {
    fn from(team: TeamId) -> Self {
        Self(team.0)
    }
}

impl From<RuleId> for RingId {
    fn from(rule: RuleId) -> Self {
        Self(rule.0)
    }
}
