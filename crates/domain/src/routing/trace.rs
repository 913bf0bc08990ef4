//! Why a visitor went where they went (`ROUTE-11`).

use serde::{Deserialize, Serialize};

use crate::ids::UserId;
use crate::stream::Route;

/// How many of the passed over are named; after that, they are summed up by reason.
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
}

/// One line of a trace, in the order of consideration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum TraceLine {
    /// The agent of the last chat is asked first (`ROUTE-17`).
    LastAgent,
    /// The general ring, from the one after the last who was offered a chat through it (`ROUTE-2`).
    Ring,
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
}

/// What the decision was made from, so that it can be made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceInputs {
    /// The card's route.
    pub route: Route,
    /// Tries that were left.
    pub tries_left: u8,
    /// Where the ring stood.
    pub ring_position: i64,
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
        if verdict == Verdict::Offered || self.lines.len() < NAMED {
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
}
