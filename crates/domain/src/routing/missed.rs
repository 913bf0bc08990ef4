//! Missed demand: a request that ended without an agent, why, and who should have got it (`ROUTE-9`).

use super::trace::{Trace, TraceLine, Verdict};
use crate::conversation::fact::{Fact, Outcome};
use crate::ids::UserId;
use crate::stream::Route;

/// How many of those who should have got a request are told.
const MOST: usize = 5;

/// Why a request ended without an agent: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissedWhy {
    /// The visitor cancelled (`ROUTE-18`).
    Cancelled,
    /// The visitor left (`ROUTE-18`).
    VisitorLeft,
    /// The visitor's e-mail lies in a blocked domain.
    Blocked,
    /// Somebody was asked, and nobody accepted.
    NobodyAccepted,
    /// The visitor qualifies for no rule (`ROUTE-4`).
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

impl MissedWhy {
    /// Every one, in the order in which the first that holds counts.
    pub const ALL: [Self; 9] = [
        Self::Cancelled,
        Self::VisitorLeft,
        Self::Blocked,
        Self::NobodyAccepted,
        Self::NoRule,
        Self::AllAtLimit,
        Self::NobodyReachable,
        Self::NobodyOnShift,
        Self::NobodyOnRoute,
    ];

    /// Its stored name, never reused for another.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::VisitorLeft => "visitor_left",
            Self::Blocked => "blocked",
            Self::NobodyAccepted => "nobody_accepted",
            Self::NoRule => "no_rule",
            Self::AllAtLimit => "all_at_limit",
            Self::NobodyReachable => "nobody_reachable",
            Self::NobodyOnShift => "nobody_on_shift",
            Self::NobodyOnRoute => "nobody_on_route",
        }
    }

    /// The one with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// A request that ended without an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Why.
    pub why: MissedWhy,
    /// What the live chat card asked for.
    pub route: Route,
    /// Who should have got it: those who were asked, in order, the first 5; where nobody was, the first who was looked at
    /// and takes chats.
    pub agents: Vec<UserId>,
}

/// A request as far as its facts tell it.
struct Request<'a> {
    route: Route,
    asked: Vec<UserId>,
    traces: Vec<&'a Trace>,
    taken: bool,
    ended: Option<Outcome>,
}

/// What the facts of a log say of its last request; `None` where an agent took it, or it goes on.
pub fn missed<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Option<Missed> {
    let mut last: Option<Request<'a>> = None;
    for fact in facts {
        match (fact, &mut last) {
            (Fact::Requested { plan, .. }, _) => {
                let (asked, traces) = (Vec::new(), Vec::new());
                last = Some(Request { route: plan.route, asked, traces, taken: false, ended: None });
            }
            (Fact::Offered { to, trace, .. }, Some(request)) => {
                request.asked.extend(to.all());
                request.traces.push(trace);
            }
            (Fact::Waiting { trace, .. } | Fact::FellBack { trace }, Some(request)) => {
                request.traces.push(trace);
            }
            (Fact::Accepted { .. }, Some(request)) => request.taken = true,
            (Fact::Ended { outcome }, Some(request)) => request.ended = Some(*outcome),
            _ => {}
        }
    }
    let request = last.filter(|request| !request.taken)?;
    let why = match request.ended? {
        Outcome::Cancelled => MissedWhy::Cancelled,
        Outcome::VisitorLeft => MissedWhy::VisitorLeft,
        Outcome::FellBack => request.fell_back(),
        Outcome::AgentEnded
        | Outcome::VisitorEnded
        | Outcome::Inactive
        | Outcome::AgentLost
        | Outcome::Unanswered => return None,
    };
    Some(Missed { why, route: request.route, agents: request.should() })
}

impl Request<'_> {
    /// Why nobody was found: by the last decision that looked for somebody, as the end of a wait alone does not.
    fn fell_back(&self) -> MissedWhy {
        let looked = |line: &TraceLine| {
            !matches!(line, TraceLine::WaitOver | TraceLine::NobodyOnShift | TraceLine::RouteEnded)
        };
        let last = self.traces.iter().rev().find(|trace| trace.lines.iter().any(looked));
        let lines = last.map_or(&[][..], |trace| &trace.lines);
        let passed = |passed: &[Verdict]| {
            lines.iter().any(|line| match line {
                TraceLine::Agent { verdict, .. } | TraceLine::Run { verdict, .. } => passed.contains(verdict),
                _ => false,
            })
        };
        if lines.iter().any(|line| matches!(line, TraceLine::Blocked { .. })) {
            MissedWhy::Blocked
        } else if !self.asked.is_empty() {
            MissedWhy::NobodyAccepted
        } else if lines.contains(&TraceLine::NoRule) {
            MissedWhy::NoRule
        } else if passed(&[Verdict::AtCapacity, Verdict::WaitedFor, Verdict::Later]) {
            MissedWhy::AllAtLimit
        } else if passed(&[Verdict::NotReachable]) {
            MissedWhy::NobodyReachable
        } else if passed(&[Verdict::NotAvailable]) {
            MissedWhy::NobodyOnShift
        } else {
            MissedWhy::NobodyOnRoute
        }
    }

    fn should(&self) -> Vec<UserId> {
        if !self.asked.is_empty() {
            return self.asked.iter().copied().take(MOST).collect();
        }
        let takes_chats = |line: &TraceLine| match line {
            TraceLine::Agent { verdict: Verdict::Deactivated | Verdict::NotPermitted, .. } => None,
            TraceLine::Agent { agent, .. } => Some(*agent),
            _ => None,
        };
        self.traces.iter().flat_map(|trace| &trace.lines).find_map(takes_chats).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::fact::{OfferWhy, Plan, Recipients, WithdrawWhy};
    use crate::routing::TraceInputs;
    use crate::stream::CardId;
    use jiff::Timestamp;
    use uuid::Uuid;

    const ANNA: UserId = UserId(Uuid::from_u128(1));
    const BEN: UserId = UserId(Uuid::from_u128(2));

    fn trace(lines: &[TraceLine]) -> Trace {
        let mut trace =
            Trace::new(TraceInputs { route: Route::RoundRobin, tries_left: 1, rings: Vec::new() });
        trace.lines = lines.to_vec();
        trace
    }

    fn requested() -> Fact {
        let (card, route) = (CardId("live".into()), Route::RoundRobin);
        Fact::Requested { plan: Plan { card, route, tries: 1, everyone: false }, again: false }
    }

    fn offered(agent: UserId) -> Fact {
        let trace = trace(&[TraceLine::Ring, looked_at(agent, Verdict::Offered)]);
        let to = Recipients::One(agent);
        Fact::Offered { to, until: Timestamp::UNIX_EPOCH, why: OfferWhy::Route, trace }
    }

    fn looked_at(agent: UserId, verdict: Verdict) -> TraceLine {
        TraceLine::Agent { agent, verdict }
    }

    fn ended(outcome: Outcome) -> Fact {
        Fact::Ended { outcome }
    }

    fn fell_back(lines: &[TraceLine]) -> Vec<Fact> {
        vec![requested(), Fact::FellBack { trace: trace(lines) }, ended(Outcome::FellBack)]
    }

    fn told(facts: &[Fact]) -> Option<(MissedWhy, Vec<UserId>)> {
        missed(facts).map(|missed| (missed.why, missed.agents))
    }

    #[test]
    fn route_9_the_first_reason_that_holds_is_the_reason() {
        use Verdict::{AtCapacity, Deactivated, NotAvailable, NotPermitted, NotReachable, WaitedFor};
        let anna = |verdict| looked_at(ANNA, verdict);
        let ben = |verdict| looked_at(BEN, verdict);
        let run = |verdict| TraceLine::Run { count: 9, verdict };
        let blocked = TraceLine::Blocked { domain: "spam.example".into() };
        for (lines, why, agents) in [
            (vec![blocked], MissedWhy::Blocked, vec![]),
            (vec![TraceLine::NoRule], MissedWhy::NoRule, vec![]),
            (vec![anna(AtCapacity), TraceLine::NoRule], MissedWhy::NoRule, vec![ANNA]),
            (vec![anna(NotAvailable), ben(AtCapacity)], MissedWhy::AllAtLimit, vec![ANNA]),
            (vec![anna(NotReachable), ben(WaitedFor)], MissedWhy::AllAtLimit, vec![ANNA]),
            (vec![anna(NotAvailable), run(AtCapacity)], MissedWhy::AllAtLimit, vec![ANNA]),
            (vec![anna(NotAvailable), ben(NotReachable)], MissedWhy::NobodyReachable, vec![ANNA]),
            (vec![anna(Deactivated), ben(NotAvailable)], MissedWhy::NobodyOnShift, vec![BEN]),
            (vec![anna(NotPermitted), ben(Deactivated)], MissedWhy::NobodyOnRoute, vec![]),
            (vec![TraceLine::TargetGone, TraceLine::RouteEnded], MissedWhy::NobodyOnRoute, vec![]),
            (vec![], MissedWhy::NobodyOnRoute, vec![]),
        ] {
            assert_eq!(told(&fell_back(&lines)), Some((why, agents)), "{lines:?}");
        }
    }

    #[test]
    fn route_9_who_was_asked_should_have_got_it() {
        let mut facts = vec![requested(), offered(BEN), Fact::Expired { offer: 2 }, offered(ANNA)];
        facts.push(Fact::Withdrawn { offer: 4, why: WithdrawWhy::Unavailable });
        let lines = [looked_at(ANNA, Verdict::NotAvailable), TraceLine::NoTriesLeft];
        facts.extend(fell_back(&lines).split_off(1));
        assert_eq!(told(&facts), Some((MissedWhy::NobodyAccepted, vec![BEN, ANNA])));
        let left = [requested(), offered(BEN), ended(Outcome::VisitorLeft)];
        assert_eq!(told(&left), Some((MissedWhy::VisitorLeft, vec![BEN])));
        let cancelled = [requested(), offered(BEN), ended(Outcome::Cancelled)];
        assert_eq!(told(&cancelled), Some((MissedWhy::Cancelled, vec![BEN])));
    }

    #[test]
    fn route_10_after_a_wait_the_reason_is_why_nobody_was_found() {
        let waiting = Fact::Waiting {
            until: Timestamp::UNIX_EPOCH,
            trace: trace(&[looked_at(ANNA, Verdict::NotReachable), TraceLine::RouteEnded]),
        };
        let mut facts = vec![requested(), waiting, Fact::WaitOver];
        facts.extend(fell_back(&[TraceLine::WaitOver, TraceLine::RouteEnded]).split_off(1));
        assert_eq!(told(&facts), Some((MissedWhy::NobodyReachable, vec![ANNA])));
    }

    #[test]
    fn route_9_what_an_agent_took_was_not_missed_and_each_request_stands_for_itself() {
        let accepted = Fact::Accepted { offer: 2, by: ANNA };
        let mut facts = vec![requested(), offered(ANNA), accepted];
        assert_eq!(told(&facts), None);
        facts.extend(fell_back(&[looked_at(BEN, Verdict::NotAvailable)]).split_off(1));
        assert_eq!(told(&facts), None, "it had an agent, who was lost");
        facts.extend(fell_back(&[looked_at(BEN, Verdict::NotAvailable)]));
        assert_eq!(told(&facts), Some((MissedWhy::NobodyOnShift, vec![BEN])));
        assert_eq!(told(&[]), None);
    }

    #[test]
    fn every_reason_is_found_by_its_own_name() {
        for why in MissedWhy::ALL {
            assert_eq!(MissedWhy::parse(why.name()), Some(why));
        }
        assert_eq!(MissedWhy::parse("gone"), None);
    }
}
