//! Traces as they are told: everything they name by its name, or as deleted.

use frontdesk_app::routing::decisions::Names;
use frontdesk_domain::conversation::fact::{OfferWhy, Recipients};
use frontdesk_domain::ids::{RuleId, TeamId, UserId};
use frontdesk_domain::routing::{RingOrder, Trace, TraceLine, Verdict};
use frontdesk_domain::stream::Route;
use frontdesk_domain::targeting::criteria::Test;
use frontdesk_protocol::routing as wire;
use frontdesk_protocol::stream_file::TestFile;
use frontdesk_protocol::trace::{DecisionTold, Named, OfferReason, TraceRoute, TraceStep, TraceVerdict};

/// What was decided, and why.
pub(super) fn told(words: &Words<'_>, found: Option<&(Recipients, OfferWhy)>, trace: &Trace) -> DecisionTold {
    let asked = found.map(|(asked, _)| asked);
    DecisionTold {
        agent: asked.and_then(Recipients::one).map(|agent| words.agent(agent)),
        everyone: asked.filter(|asked| asked.one().is_none()).map(|asked| count(asked.all().len())),
        why: found.map(|(_, why)| reason(*why)),
        tries_left: trace.inputs.tries_left,
        lines: trace.lines.iter().map(|line| words.line(line)).collect(),
    }
}

/// A number of things.
pub(super) fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

/// What is named, in words.
pub(super) struct Words<'a>(pub &'a Names);

impl Words<'_> {
    /// An agent by their name of today.
    pub fn agent(&self, agent: UserId) -> Named {
        let name = self.0.agents.get(&agent);
        Named { id: agent.0, name: name.cloned().unwrap_or_default(), gone: name.is_none() }
    }

    /// What a card asks for.
    pub fn route(&self, route: Route) -> TraceRoute {
        match route {
            Route::RoundRobin => TraceRoute::RoundRobin,
            Route::Agent(agent) => TraceRoute::Agent { agent: self.agent(agent) },
            Route::Rules => TraceRoute::Rules,
            Route::Team(team) => {
                let name = self.0.teams.get(&team).map_or("", String::as_str);
                TraceRoute::Team { team: self.team(team, name) }
            }
        }
    }

    fn rule(&self, rule: RuleId, name: &str) -> Named {
        Named { id: rule.0, name: name.to_owned(), gone: !self.0.rules.contains(&rule) }
    }

    fn team(&self, team: TeamId, name: &str) -> Named {
        Named { id: team.0, name: name.to_owned(), gone: !self.0.teams.contains_key(&team) }
    }

    fn line(&self, line: &TraceLine) -> TraceStep {
        match line {
            TraceLine::LastAgent => TraceStep::LastAgent,
            TraceLine::Account { account, name, owner } => TraceStep::Account {
                account: Named {
                    id: account.0,
                    name: name.clone(),
                    gone: !self.0.accounts.contains(account),
                },
                owner: self.agent(*owner),
            },
            TraceLine::NoAccount { company } => TraceStep::NoAccount { company: company.clone() },
            TraceLine::Blocked { domain } => TraceStep::Blocked { domain: domain.clone() },
            TraceLine::Rule { rule, name, because } => {
                TraceStep::Rule { rule: self.rule(*rule, name), because: because.iter().map(test).collect() }
            }
            TraceLine::Rules { count } => TraceStep::Rules { count: *count },
            TraceLine::NoRule => TraceStep::NoRule,
            TraceLine::Ring => TraceStep::Ring,
            TraceLine::Chosen { agent } => TraceStep::Chosen { agent: self.agent(*agent) },
            TraceLine::RuleRing { rule, name } => TraceStep::RuleRing { rule: self.rule(*rule, name) },
            TraceLine::Team { team, name } => TraceStep::Team { team: self.team(*team, name) },
            TraceLine::Ordered { by } => TraceStep::Ordered { by: order(*by) },
            TraceLine::Everyone => TraceStep::Everyone,
            TraceLine::General => TraceStep::General,
            TraceLine::TargetGone => TraceStep::TargetGone,
            TraceLine::Agent { agent, verdict } => {
                TraceStep::Agent { agent: self.agent(*agent), verdict: reading(*verdict) }
            }
            TraceLine::Run { count, verdict } => TraceStep::Run { count: *count, verdict: reading(*verdict) },
            TraceLine::NoTriesLeft => TraceStep::NoTriesLeft,
            TraceLine::RouteEnded => TraceStep::RouteEnded,
            TraceLine::WaitOver => TraceStep::WaitOver,
            TraceLine::NobodyOnShift => TraceStep::NobodyOnShift,
        }
    }
}

fn test(test: &Test) -> TestFile {
    TestFile { attribute: test.attribute.to_string(), operator: test.operator.clone().into() }
}

/// In which order those of a ring are asked.
pub(super) fn order(order: RingOrder) -> wire::RingOrder {
    match order {
        RingOrder::Turn => wire::RingOrder::Turn,
        RingOrder::LeastBusy => wire::RingOrder::LeastBusy,
        RingOrder::LongestIdle => wire::RingOrder::LongestIdle,
    }
}

fn reason(why: OfferWhy) -> OfferReason {
    match why {
        OfferWhy::LastAgent => OfferReason::LastAgent,
        OfferWhy::Account => OfferReason::Account,
        OfferWhy::Route => OfferReason::Route,
        OfferWhy::General => OfferReason::General,
    }
}

fn reading(verdict: Verdict) -> TraceVerdict {
    match verdict {
        Verdict::Offered => TraceVerdict::Offered,
        Verdict::Holder => TraceVerdict::Holder,
        Verdict::OfferedBefore => TraceVerdict::OfferedBefore,
        Verdict::Deactivated => TraceVerdict::Deactivated,
        Verdict::NotPermitted => TraceVerdict::NotPermitted,
        Verdict::NotAvailable => TraceVerdict::NotAvailable,
        Verdict::NotReachable => TraceVerdict::NotReachable,
        Verdict::AtCapacity => TraceVerdict::AtLimit,
        Verdict::WaitedFor => TraceVerdict::WaitedFor,
        Verdict::Later => TraceVerdict::Later,
    }
}
