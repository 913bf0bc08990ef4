//! What use cases need besides the transaction.

use frontdesk_domain::conversation::machine::Context;
use frontdesk_domain::limits::Limits;
use jiff::Timestamp;

/// The fallback message of an installation that has not written its own (`ROUTE-9`).
pub const FALLBACK: &str = "We're sorry: nobody can take your chat right now. Please come back a little later, and we'll be glad to help.";

/// What use cases need besides the transaction.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The admin's limits.
    pub limits: Limits,
    /// Since when servers have been ready without a break (`ROUTE-16`).
    pub ready: Timestamp,
    /// What a visitor gets when nobody takes the chat (`ROUTE-9`).
    pub fallback: String,
}

impl Rules {
    /// The default rules of a server that became ready at an instant.
    pub fn new(ready: Timestamp) -> Self {
        Self { limits: Limits::default(), ready, fallback: FALLBACK.to_owned() }
    }

    /// What a decision is made with at an instant.
    pub fn context(&self, now: Timestamp) -> Context<'_> {
        Context { now, limits: &self.limits, ready: self.ready }
    }

    /// Consoles heard from after this instant make their agent reachable (`AVAIL-4`).
    pub fn reachable_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.limits.reachable)
    }
}

/// An instant before another, at the beginning of time at most.
pub fn before(at: Timestamp, by: jiff::SignedDuration) -> Timestamp {
    at.saturating_sub(by).unwrap_or(Timestamp::MIN)
}
