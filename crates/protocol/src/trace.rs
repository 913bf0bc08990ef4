//! Routing decisions, explained (`ROUTE-11`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::listing::KnownValue;
use crate::routing::RingOrder;
use crate::stream_file::TestFile;

/// Something that a trace names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    /// Which.
    pub id: Uuid,
    /// Its name; empty where it is not known any more.
    pub name: String,
    /// Whether it is deleted by now.
    pub gone: bool,
}

/// Whom a live chat card asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum TraceRoute {
    /// The general ring.
    RoundRobin,
    /// One agent.
    Agent {
        /// Who.
        agent: Named,
    },
    /// The custom rules.
    Rules,
    /// A team.
    Team {
        /// Which.
        team: Named,
    },
}

/// Why an agent was taken or passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TraceVerdict {
    /// They are offered the chat.
    Offered,
    /// They hold it already.
    Holder,
    /// They were offered this request before.
    OfferedBefore,
    /// Their account is deactivated.
    Deactivated,
    /// They lack the permission *take live chats*.
    NotPermitted,
    /// They are not available.
    NotAvailable,
    /// No console of theirs was heard from for a minute.
    NotReachable,
    /// They hold as many chats and offers as they may.
    AtLimit,
    /// Somebody who could be theirs waits longer.
    WaitedFor,
    /// They could take it, and come after who is offered it by the ring's order.
    Later,
}

/// One line of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum TraceStep {
    /// The agent of the last chat is asked first.
    LastAgent,
    /// The visitor's company is on the list of accounts: its owner is asked.
    Account {
        /// The company on the list.
        account: Named,
        /// Who owns it.
        owner: Named,
    },
    /// The visitor's company is not on the list.
    NoAccount {
        /// By what it was looked for: a domain, or a name.
        company: String,
    },
    /// Visitors of this e-mail domain never reach an agent.
    Blocked {
        /// The domain.
        domain: String,
    },
    /// A rule was looked at.
    Rule {
        /// The rule, as it was called then.
        rule: Named,
        /// Tests that don't hold, the first few; none when the visitor qualifies.
        because: Vec<TestFile>,
    },
    /// Further rules that the visitor does not qualify for.
    Rules {
        /// How many.
        count: u32,
    },
    /// The visitor qualifies for no rule.
    NoRule,
    /// The general ring is gone around.
    Ring,
    /// The card's one agent is asked.
    Chosen {
        /// Who.
        agent: Named,
    },
    /// The ring of a rule that the visitor qualifies for is gone around.
    RuleRing {
        /// The rule, as it was called then.
        rule: Named,
    },
    /// The ring of the card's team is gone around.
    Team {
        /// The team, as it was called then.
        team: Named,
    },
    /// Those of the ring who can take the chat are asked by another order than in turn.
    Ordered {
        /// Which.
        by: RingOrder,
    },
    /// Everybody on the route who can take the chat is asked at once.
    Everyone,
    /// The route has ended: one further offer goes by the general ring.
    General,
    /// The card's team or agent is deleted.
    TargetGone,
    /// One agent was looked at.
    Agent {
        /// Who.
        agent: Named,
        /// What became of them.
        verdict: TraceVerdict,
    },
    /// Further agents passed over for one reason.
    Run {
        /// How many.
        count: u32,
        /// Why.
        verdict: TraceVerdict,
    },
    /// All tries of the card are spent.
    NoTriesLeft,
    /// Nobody is left on the route.
    RouteEnded,
    /// The visitor has waited for as long as one may.
    WaitOver,
    /// Nobody who could be waited for is on shift.
    NobodyOnShift,
}

/// Why an agent is offered a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferReason {
    /// They held this conversation's last chat.
    LastAgent,
    /// The visitor's company is theirs.
    Account,
    /// The card's route came to them.
    Route,
    /// The route has ended; the general ring came to them.
    General,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferAnswer {
    /// The agent took the chat.
    Accepted,
    /// They declined.
    Declined,
    /// They did not answer in time.
    Expired,
    /// It was taken back.
    Withdrawn,
}

/// What there is when nobody can be offered a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Without {
    /// The fallback.
    FellBack,
    /// The visitor waits in the queue.
    Waits,
    /// The chat stays with who hands it over.
    Stays,
}

/// What was decided, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionTold {
    /// Who is offered the chat; `null` for the fallback, and where everybody is asked at once.
    pub agent: Option<Named>,
    /// How many are asked at once, where everybody on the route is.
    pub everyone: Option<u32>,
    /// Why they are; `null` for the fallback.
    pub why: Option<OfferReason>,
    /// Tries of the card that were left.
    pub tries_left: u8,
    /// What was considered, in order.
    pub lines: Vec<TraceStep>,
}

/// A routing decision of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Decision {
    /// The number of its entry.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What became of the offer; `null` while it stands, and for the fallback.
    pub answer: Option<OfferAnswer>,
    /// What there is where nobody is offered the chat.
    pub without: Option<Without>,
    /// What was decided, and why.
    pub told: DecisionTold,
}

/// A request for an agent, with all that was decided for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoutedRequest {
    /// The number of its entry.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whether it is "Talk to us again".
    pub again: bool,
    /// What the card asks for.
    pub route: TraceRoute,
    /// What was known of the visitor then.
    pub known: Vec<KnownValue>,
    /// In order.
    pub decisions: Vec<Decision>,
}

/// The routing decisions of a conversation, the last request last; at most the last 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Decisions {
    /// By request.
    pub requests: Vec<RoutedRequest>,
}
