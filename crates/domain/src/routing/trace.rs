//! Why a visitor went where they went (`ROUTE-11`).

use serde::{Deserialize, Serialize};

use super::RingOrder;
use super::rule::{Weighed, Weighing};
use crate::ids::{NamedAccountId, RingId, RuleId, TeamId, UserId};
use crate::stream::Route;
use crate::targeting::criteria::Test;

/// How many of the passed over agents are named; after that, they are summed up.
const NAMED: usize = 50;

/// Why an agent was taken or passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They are offered the chat.
    Offered,
    /// They hold it already.
    Holder,
    /// They were offered this request before (`ROUTE-7`).
    OfferedBefore,
    /// Their account is deactivated.
    Deactivated,
    /// They lack the permission *take live chats*.
    NotPermitted,
    /// They are not available.
    NotAvailable,
    /// No console of theirs was heard from.
    NotReachable,
    /// They hold as many chats and offers as they may.
    AtCapacity,
    /// Somebody who could be theirs waits longer (`ROUTE-10`).
    WaitedFor,
    /// They could take it, and come after who is offered it by the ring's order.
    Later,
}

/// One line of a trace, in the order of consideration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum TraceLine {
    /// The agent of the last chat is asked first (`ROUTE-17`).
    LastAgent,
    /// The visitor's company is on the list of account routing: its owner is asked (`ROUTE-1`).
    Account {
        /// The company on the list.
        account: NamedAccountId,
        /// Its name.
        name: String,
        /// Who owns it.
        owner: UserId,
    },
    /// The visitor's company is not on the list (`ROUTE-1`).
    NoAccount {
        /// By what it was looked for: a domain, or a name.
        company: String,
    },
    /// Visitors of this e-mail domain never reach an agent.
    Blocked {
        /// The domain.
        domain: String,
    },
    /// A rule was looked at (`ROUTE-4`).
    Rule {
        /// The rule.
        rule: RuleId,
        /// Its name at that time.
        name: String,
        /// Tests that don't hold, the first few; none when the visitor qualifies.
        because: Vec<Test>,
    },
    /// Further rules that the visitor does not qualify for.
    Rules {
        /// How many.
        count: u32,
    },
    /// The visitor qualifies for no rule (`ROUTE-4`).
    NoRule,
    /// The general ring, from the one after the last who was offered a chat through it (`ROUTE-2`).
    Ring,
    /// The card's one agent (`ROUTE-3`).
    Chosen {
        /// Who.
        agent: UserId,
    },
    /// The ring of a rule that the visitor qualifies for (`ROUTE-4`).
    RuleRing {
        /// The rule.
        rule: RuleId,
        /// Its name at that time.
        name: String,
    },
    /// The ring of the card's team (`ROUTE-5`).
    Team {
        /// The team.
        team: TeamId,
        /// Its name at that time.
        name: String,
    },
    /// Those of the ring who can take the chat are asked by another order than in turn.
    Ordered {
        /// Which.
        by: RingOrder,
    },
    /// Everybody on the route who can take the chat is asked at once (`ROUTE-20`).
    Everyone,
    /// The route has ended: one further offer goes by the general ring (`ROUTE-8`).
    General,
    /// The card's team or agent is deleted.
    TargetGone,
    /// One agent.
    Agent {
        /// Who.
        agent: UserId,
        /// What became of them.
        verdict: Verdict,
    },
    /// Further agents passed over for one reason.
    Run {
        /// How many.
        count: u32,
        /// Why.
        verdict: Verdict,
    },
    /// All tries of the card are spent (`ROUTE-7`).
    NoTriesLeft,
    /// Nobody is left on the route.
    RouteEnded,
    /// The visitor has waited for as long as one may (`ROUTE-10`).
    WaitOver,
    /// Nobody who could be waited for is on shift (`ROUTE-10`).
    NobodyOnShift,
}

/// What the decision was made from, besides the visitor's attributes, which stand beside the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceInputs {
    /// The card's route.
    pub route: Route,
    /// Tries that were left.
    pub tries_left: u8,
    /// Where the rings that were locked stood, in the order of the legs.
    #[serde(default)]
    pub rings: Vec<(RingId, i64)>,
}

/// A routing decision, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// What it was made from.
    pub inputs: TraceInputs,
    /// What was considered, in order.
    pub lines: Vec<TraceLine>,
}

impl Trace {
    /// Begins a trace.
    pub fn new(inputs: TraceInputs) -> Self {
        Self { inputs, lines: Vec::new() }
    }

    /// Adds a line.
    pub fn push(&mut self, line: TraceLine) {
        self.lines.push(line);
    }

    /// Adds an agent; beyond the first 50, those passed over are counted by reason.
    pub fn considered(&mut self, agent: UserId, verdict: Verdict) {
        let named = |line: &&TraceLine| matches!(line, TraceLine::Agent { .. });
        if verdict == Verdict::Offered || self.lines.iter().filter(named).count() < NAMED {
            return self.lines.push(TraceLine::Agent { agent, verdict });
        }
        let counted = self.lines.iter_mut().find_map(|line| match line {
            TraceLine::Run { count, verdict: run } if *run == verdict => Some(count),
            _ => None,
        });
        match counted {
            Some(count) => *count += 1,
            None => self.lines.push(TraceLine::Run { count: 1, verdict }),
        }
    }

    /// Adds the rules that a visitor was held against.
    pub fn weighed(&mut self, weighing: &Weighing) {
        for Weighed { rule, name, because } in &weighing.named {
            self.push(TraceLine::Rule { rule: *rule, name: name.clone(), because: because.clone() });
        }
        if weighing.others > 0 {
            self.push(TraceLine::Rules { count: weighing.others });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn empty() -> Trace {
        Trace::new(TraceInputs { route: Route::Rules, tries_left: 1, rings: Vec::new() })
    }

    #[test]
    fn route_11_the_first_50_passed_over_are_named_and_the_rest_summed_up() {
        let mut trace = empty();
        for number in 0..462 {
            trace.considered(UserId(Uuid::from_u128(number)), Verdict::NotAvailable);
        }
        trace.considered(UserId(Uuid::from_u128(1_000)), Verdict::Offered);
        assert_eq!(trace.lines.len(), 52);
        assert_eq!(trace.lines[50], TraceLine::Run { count: 412, verdict: Verdict::NotAvailable });
        assert!(matches!(trace.lines[51], TraceLine::Agent { verdict: Verdict::Offered, .. }));
    }
}
