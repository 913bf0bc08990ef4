//! Routing: who is offered a chat next, and why (`ROUTE-2`, `ROUTE-6`, `ROUTE-7`, `ROUTE-11`).

mod trace;

pub use trace::{Trace, TraceInputs, TraceLine, Verdict};

use crate::conversation::state::Conversation;
use crate::ids::UserId;
use crate::limits::Limits;

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
}

/// Whether an agent can be offered this conversation's request (`ROUTE-6`, `ROUTE-7`).
pub fn consider(candidate: &Candidate, state: &Conversation, limits: &Limits) -> Verdict {
    let offered_before = state.routing().is_some_and(|r| r.offered.contains(&candidate.agent));
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
    } else if candidate.held >= limits.chats_per_agent {
        Verdict::AtCapacity
    } else {
        Verdict::Offered
    }
}
