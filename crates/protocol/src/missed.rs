//! Missed demand, as the console shows it (`ROUTE-9`).

use frontdesk_domain::routing::MissedWhy as Domain;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::console::VisitorCard;
use crate::trace::{Named, TraceRoute};

/// Why a request ended without an agent: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissedReason {
    /// The visitor cancelled.
    Cancelled,
    /// The visitor left.
    VisitorLeft,
    /// The visitor's e-mail lies in a blocked domain.
    Blocked,
    /// Somebody was asked, and nobody accepted.
    NobodyAccepted,
    /// The visitor qualifies for no rule.
    NoRule,
    /// All who were available and reachable held as many chats as they may, or others waited for them.
    AllAtLimit,
    /// All who were available had no console.
    NobodyReachable,
    /// Nobody who takes chats was available.
    NobodyOnShift,
    /// The route led to nobody who takes chats.
    NobodyOnRoute,
}

impl From<Domain> for MissedReason {
    fn from(why: Domain) -> Self {
        match why {
            Domain::Cancelled => Self::Cancelled,
            Domain::VisitorLeft => Self::VisitorLeft,
            Domain::Blocked => Self::Blocked,
            Domain::NobodyAccepted => Self::NobodyAccepted,
            Domain::NoRule => Self::NoRule,
            Domain::AllAtLimit => Self::AllAtLimit,
            Domain::NobodyReachable => Self::NobodyReachable,
            Domain::NobodyOnShift => Self::NobodyOnShift,
            Domain::NobodyOnRoute => Self::NobodyOnRoute,
        }
    }
}

impl From<MissedReason> for Domain {
    fn from(why: MissedReason) -> Self {
        match why {
            MissedReason::Cancelled => Self::Cancelled,
            MissedReason::VisitorLeft => Self::VisitorLeft,
            MissedReason::Blocked => Self::Blocked,
            MissedReason::NobodyAccepted => Self::NobodyAccepted,
            MissedReason::NoRule => Self::NoRule,
            MissedReason::AllAtLimit => Self::AllAtLimit,
            MissedReason::NobodyReachable => Self::NobodyReachable,
            MissedReason::NobodyOnShift => Self::NobodyOnShift,
            MissedReason::NobodyOnRoute => Self::NobodyOnRoute,
        }
    }
}

/// A request that ended without an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MissedRow {
    /// Its conversation.
    pub conversation: Uuid,
    /// The number of its end in the conversation's log.
    pub seq: u64,
    /// When it ended.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    pub reason: MissedReason,
    /// Who asked.
    pub visitor: VisitorCard,
    /// The dialogue's name.
    pub dialogue: String,
    /// Whom the live chat card asks.
    pub route: TraceRoute,
    /// Who should have got it: those who were asked, the first 5; where nobody was, the first agent of the route.
    pub agents: Vec<Named>,
}

/// How many requests ended for a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MissedCount {
    /// The reason.
    pub reason: MissedReason,
    /// How many.
    pub count: u64,
}

/// A page of missed demand, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MissedPage {
    /// Requests.
    pub rows: Vec<MissedRow>,
    /// What the next page is asked with; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many there are within the dates for each reason, whichever is wanted; reasons without any are left out.
    pub counts: Vec<MissedCount>,
}
