//! What the simulations went through: without it, "no violation" would say nothing.

use std::collections::BTreeMap;

use frontdesk_domain::conversation::fact::{Fact, Outcome};

/// How often each thing happened.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// By group and name.
    pub counts: BTreeMap<(&'static str, String), u64>,
    /// Simulated microseconds.
    pub micros: i64,
    /// Steps.
    pub steps: u64,
    /// Transactions that wrote.
    pub writes: u64,
}

/// Every kind of fact, as it is stored.
pub const FACTS: &[&str] = &[
    "started",
    "bot_said",
    "asked",
    "answered",
    "misanswered",
    "asked_again",
    "branch_ended",
    "completed",
    "requested",
    "offered",
    "accepted",
    "declined",
    "expired",
    "left_offer",
    "withdrawn",
    "waiting",
    "wait_over",
    "fell_back",
    "said",
    "holder_away",
    "holder_back",
    "warned",
    "left_unanswered",
    "rerouting",
    "transferring",
    "transfer_failed",
    "ended",
];

/// Every outcome, as it is stored.
pub const OUTCOMES: &[Outcome] = &[
    Outcome::AgentEnded,
    Outcome::VisitorEnded,
    Outcome::Inactive,
    Outcome::FellBack,
    Outcome::AgentLost,
    Outcome::Unanswered,
    Outcome::VisitorLeft,
    Outcome::Cancelled,
];

/// Everything that the admin changes.
pub const ADMIN: &[&str] = &["order", "place", "limit", "rule", "owner"];

impl Coverage {
    /// Counts one thing.
    pub fn add(&mut self, group: &'static str, name: impl Into<String>) {
        *self.counts.entry((group, name.into())).or_default() += 1;
    }

    /// Counts a fact, and what it says.
    pub fn fact(&mut self, fact: &Fact) {
        self.add("fact", kind(fact));
        match fact {
            Fact::Ended { outcome } => self.add("outcome", word(outcome)),
            Fact::Withdrawn { why, .. } => self.add("withdrawn", word(why)),
            Fact::Rerouting { why } => self.add("rerouting", word(why)),
            Fact::Offered { why, .. } => self.add("offered", word(why)),
            Fact::LeftOffer { why, .. } => self.add("left", word(why)),
            _ => {}
        }
    }

    /// Takes in another's counts.
    pub fn merge(&mut self, other: &Self) {
        for (key, count) in &other.counts {
            *self.counts.entry(key.clone()).or_default() += count;
        }
        self.micros += other.micros;
        self.steps += other.steps;
        self.writes += other.writes;
    }

    /// Facts, outcomes and changes by the admin that never occurred.
    pub fn missing(&self) -> Vec<String> {
        let facts = FACTS.iter().map(|name| ("fact", (*name).to_owned()));
        let outcomes = OUTCOMES.iter().map(|outcome| ("outcome", word(outcome)));
        let admin = ADMIN.iter().map(|name| ("admin", (*name).to_owned()));
        facts
            .chain(outcomes)
            .chain(admin)
            .filter(|key| !self.counts.contains_key(key))
            .map(|(_, name)| name)
            .collect()
    }
}

/// The name of a fact, as it is stored.
pub fn kind(fact: &Fact) -> String {
    let value = serde_json::to_value(fact).unwrap_or_default();
    value.get("kind").and_then(|kind| kind.as_str()).unwrap_or("?").to_owned()
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
