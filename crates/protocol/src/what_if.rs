//! What routing would decide, now or for the requests of the past (`ROUTE-12`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::console::VisitorCard;
use crate::listing::KnownValue;
use crate::routing::RuleSettings;
use crate::trace::{DecisionTold, Named, Without};

/// Whom a live chat card would ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AskedRoute {
    /// The general ring.
    RoundRobin,
    /// That one agent.
    Agent(Uuid),
    /// The custom rules.
    Rules,
    /// A team.
    Team(Uuid),
}

/// A custom rule in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftedRule {
    /// Which; absent for one that there is not yet.
    #[serde(default)]
    pub rule: Option<Uuid>,
    /// Whether it would be gone through.
    pub enabled: bool,
    /// What it would be otherwise; absent where it is as it is. Whether it is enabled there counts for nothing.
    #[serde(default)]
    pub settings: Option<RuleSettings>,
}

/// Who is asked about: a visitor, when, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// What is known of the visitor.
    #[serde(default)]
    pub known: Vec<KnownValue>,
    /// What the card asks for.
    pub route: AskedRoute,
    /// The card's tries, 1 to 10.
    pub tries: u8,
    /// Whether everybody on the route is asked at once.
    #[serde(default)]
    pub ring_everyone: bool,
    /// When; absent for now. At another time everybody who is on shift then is assumed to be reachable and free.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// The custom rules in the order in which they would be gone through; those left out would be deleted. Absent for those
    /// that are followed.
    #[serde(default)]
    pub draft: Option<Vec<DraftedRule>>,
}

/// One of the decisions that would be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WhatIfStep {
    /// What there would be where nobody is offered the chat.
    pub without: Option<Without>,
    /// What would be decided, and why.
    pub told: DecisionTold,
}

/// What would be decided. Nothing was changed by asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WhatIfTold {
    /// The decision, and what would be decided each time that the offer before is not accepted, to the end.
    pub decisions: Vec<WhatIfStep>,
    /// Who would be offered the chat of another such visitor while the first offer is open; `null` where nobody, or
    /// everybody, would.
    pub next: Option<Named>,
    /// Whether it is about another time: then everybody who is on shift is assumed to be reachable and free, and nobody to
    /// wait.
    pub assumed_free: bool,
}

/// What past requests are decided once more by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskReplay {
    /// How many days back, 1 to 30.
    pub days: u32,
    /// The custom rules in the order in which they would be gone through; those left out would be deleted.
    pub draft: Vec<DraftedRule>,
}

/// Who is asked first for a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AskedFirst {
    /// Nobody.
    Nobody,
    /// Several at once.
    Everyone,
    /// An agent.
    Agent {
        /// Who.
        agent: Named,
    },
}

/// How many requests go to somebody first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReplayCount {
    /// To whom.
    pub first: AskedFirst,
    /// As the rules are.
    pub live: u32,
    /// By the draft.
    pub draft: u32,
}

/// A request for which somebody else would be asked first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReplayChange {
    /// Its conversation.
    pub conversation: Uuid,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who asked.
    pub visitor: VisitorCard,
    /// Who is asked as the rules are.
    pub live: AskedFirst,
    /// Who would be asked by the draft.
    pub draft: AskedFirst,
}

/// Past requests, decided once more by the rules as they are and by a draft. Nothing was changed by asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Replayed {
    /// How many were decided once more.
    pub requests: u32,
    /// Whether there were more than that: then they are the newest.
    pub cut: bool,
    /// Who is asked first how often.
    pub firsts: Vec<ReplayCount>,
    /// For how many somebody else would be asked first.
    pub changed: u32,
    /// The newest 200 of these that the reader may see.
    pub named: Vec<ReplayChange>,
}
