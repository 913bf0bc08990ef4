//! What use cases need besides the transaction.

use std::sync::Arc;

use frontdesk_domain::conversation::machine::Context;
use frontdesk_domain::limits::Limits;
use jiff::{SignedDuration, Timestamp};

use crate::published;
use crate::routing::Known;
use crate::streams::Streams;

/// The fallback message of an installation that has not written its own (`ROUTE-9`).
pub const FALLBACK: &str = "We're sorry: nobody can take your chat right now. Please come back a little later, and we'll be glad to help.";

/// Presence that was renewed so long ago would have been renewed again, had the process not slept.
const RENEWED_WITHIN: SignedDuration = SignedDuration::from_secs(30);

/// What use cases need besides the transaction.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The admin's limits.
    pub limits: Limits,
    /// Since when servers have been ready without a break (`ROUTE-16`).
    pub ready: Timestamp,
    /// When this server last renewed the presence of its connections; `None` where nothing is renewed.
    pub renewed: Option<Timestamp>,
    /// What a visitor gets when nobody takes the chat (`ROUTE-9`).
    pub fallback: String,
    /// Whether mail is sent from here.
    pub mail: bool,
    /// What is remembered of the rules and settings of routing.
    pub routing: Arc<Known>,
    /// The streams that were read.
    pub streams: Arc<Streams>,
    /// The dialogues that were read.
    pub dialogues: Arc<published::Known>,
}

impl Rules {
    /// The default rules of a server that became ready at an instant.
    pub fn new(ready: Timestamp) -> Self {
        let (limits, fallback) = (Limits::default(), FALLBACK.to_owned());
        Self {
            limits,
            ready,
            renewed: None,
            fallback,
            mail: false,
            routing: Arc::default(),
            streams: Arc::default(),
            dialogues: Arc::default(),
        }
    }

    /// What a decision is made with at an instant.
    pub fn context(&self, now: Timestamp) -> Context<'_> {
        Context { now, limits: &self.limits, ready: self.ready }
    }

    /// Consoles heard from after this instant make their agent reachable (`AVAIL-4`).
    pub fn reachable_since(&self, now: Timestamp) -> Timestamp {
        before(self.watched(now), self.limits.reachable)
    }

    /// Up to when presence was watched over: until now, unless the process has slept and not yet renewed what it hears.
    /// What it missed meanwhile is nobody's absence (`ROUTE-16`).
    pub fn watched(&self, now: Timestamp) -> Timestamp {
        let awake = self.renewed.and_then(|renewed| renewed.saturating_add(RENEWED_WITHIN).ok());
        awake.map_or(now, |awake| now.min(awake))
    }
}

/// An instant before another, at the beginning of time at most.
pub fn before(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_sub(by).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn route_16_what_a_sleeping_process_missed_is_nobodys_absence() {
        let ready = Timestamp::UNIX_EPOCH;
        let at = |seconds| ready.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(ready);
        let rules = Rules { renewed: Some(at(100)), ..Rules::new(ready) };
        assert_eq!(rules.watched(at(115)), at(115), "awake");
        assert_eq!(rules.watched(at(580)), at(130), "asleep for eight minutes");
        assert_eq!(rules.reachable_since(at(580)), at(70));
        assert_eq!(Rules::new(ready).watched(at(580)), at(580), "nothing is renewed");
    }
}
