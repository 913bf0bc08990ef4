//! Routing: who is offered a chat next, and why (`ROUTE-1` to `ROUTE-8`, `ROUTE-11`).

pub mod account_file;
mod legs;
mod missed;
mod order;
pub mod places;
mod rule;
mod settings;
mod trace;

pub use legs::{Leg, Matched, OwnedAccount, Pool, Stage, legs};
pub use missed::{Missed, MissedWhy, missed};
pub use order::RingOrder;
pub use rule::{BadRule, NAME_CHARS, RoutingRule, Weighed, Weighing, weigh};
pub use settings::{Fallback, MOST_BLOCKED, Queue, Settings, email_domain, parents};
pub use trace::{Trace, TraceInputs, TraceLine, Verdict};

use jiff::Timestamp;
use uuid::Uuid;

use crate::conversation::state::Conversation;
use crate::ids::{RingId, UserId};
use crate::limits::Limits;

/// The general ring (`ROUTE-2`).
pub const GENERAL_RING: RingId = RingId(Uuid::from_u128(1));

/// An agent as routing sees them, read under lock.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one of the conditions that ROUTE-6 names")]
pub struct Candidate {
    /// The agent.
    pub agent: UserId,
    /// Not deactivated.
    pub active: bool,
    /// Holds the permission *take live chats*.
    pub may_take: bool,
    /// By toggle and schedule (`AVAIL-2`).
    pub available: bool,
    /// A console was heard from lately (`AVAIL-4`).
    pub reachable: bool,
    /// Live chats and open offers they hold now.
    pub held: u32,
    /// How many they may hold; `None` for as many as everybody.
    pub limit: Option<u32>,
    /// When they last took a chat or had one ended; `None` where they never had one.
    pub chatted: Option<Timestamp>,
}

impl Candidate {
    /// Whether they hold as many chats and offers as they may (`ROUTE-6`).
    pub fn is_full(&self, limits: &Limits) -> bool {
        self.held >= self.limit.unwrap_or(limits.chats_per_agent)
    }
}

impl Verdict {
    /// Whether an agent with this verdict is worth waiting for: on shift, but busy or out of reach (`ROUTE-10`).
    pub fn is_on_shift(self) -> bool {
        matches!(self, Self::Offered | Self::NotReachable | Self::AtCapacity | Self::WaitedFor)
    }
}

/// Whether an agent can be offered this conversation's request (`ROUTE-6`, `ROUTE-7`).
pub fn consider(candidate: &Candidate, state: &Conversation, limits: &Limits) -> Verdict {
    let offered_before = state.request().is_some_and(|r| r.offered.contains(&candidate.agent));
    if state.holder() == Some(candidate.agent) {
        Verdict::Holder
    } else if offered_before {
        Verdict::OfferedBefore
    } else if !candidate.active {
        Verdict::Deactivated
    } else if !candidate.may_take {
        Verdict::NotPermitted
    } else if !candidate.available {
        Verdict::NotAvailable
    } else if !candidate.reachable {
        Verdict::NotReachable
    } else if candidate.is_full(limits) {
        Verdict::AtCapacity
    } else {
        Verdict::Offered
    }
}
