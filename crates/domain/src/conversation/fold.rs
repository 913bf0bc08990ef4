//! The fold of a conversation's facts: the state after one more.

use jiff::Timestamp;

use super::fact::{Fact, OfferWhy, Plan, Recipients, RerouteWhy, Speaker, WithdrawWhy};
use super::state::{Holding, LiveChat, Offer, Phase, Request};
use crate::ids::UserId;

/// The phase after a fact.
pub(super) fn next_phase(
    phase: Phase,
    last_agent: Option<UserId>,
    seq: u64,
    at: Timestamp,
    fact: &Fact,
) -> Phase {
    match fact {
        Fact::Asked { card } | Fact::AskedAgain { card, .. } => Phase::Asking { card: card.clone() },
        Fact::BranchEnded => Phase::Finished { at },
        Fact::Requested { plan, again } => {
            let first = last_agent.filter(|_| *again);
            Phase::Live(Box::new(LiveChat::Routing(Request::new(plan, first))))
        }
        _ => match phase {
            Phase::Live(live) => Phase::Live(Box::new(next_live(*live, seq, at, fact))),
            other => other,
        },
    }
}

fn next_live(live: LiveChat, seq: u64, at: Timestamp, fact: &Fact) -> LiveChat {
    use LiveChat::{Ended, Held, HeldOffering, HeldRouting, Offered, Routing, Waiting};
    match (live, fact) {
        (Ended { outcome, at, plan }, _) => Ended { outcome, at, plan },
        (live, Fact::Ended { outcome }) => Ended { outcome: *outcome, at, plan: plan_of(live) },
        (Routing(request), Fact::Waiting { until, .. }) => {
            let waiting_since = request.waiting_since.or(Some(at));
            Waiting(Request { waiting_since, ..request }, *until)
        }
        (Waiting(request, _), Fact::WaitOver) => Routing(Request { wait_over: true, ..request }),
        (Routing(mut request) | Waiting(mut request, _), Fact::Offered { to, until, why, .. }) => {
            let offer = offered(&mut request, to, *why, seq, at, *until);
            Offered(request, offer)
        }
        (HeldRouting(holding, mut request, reroute), Fact::Offered { to, until, why, .. }) => {
            let offer = offered(&mut request, to, *why, seq, at, *until);
            HeldOffering(holding, request, reroute, offer)
        }
        (Offered(request, offer), Fact::Declined { by: agent, .. } | Fact::LeftOffer { agent, .. }) => {
            match without(offer, *agent) {
                Ok(offer) => Offered(request, offer),
                Err(offer) => Routing(spend(request, &offer)),
            }
        }
        (Offered(request, offer), Fact::Expired { .. }) => Routing(spend(request, &offer)),
        (Offered(request, _), Fact::Withdrawn { .. }) => Routing(request),
        (
            HeldOffering(holding, request, why, offer),
            Fact::Declined { by: agent, .. } | Fact::LeftOffer { agent, .. },
        ) => match without(offer, *agent) {
            Ok(offer) => HeldOffering(holding, request, why, offer),
            Err(offer) => HeldRouting(holding, spend(request, &offer), why),
        },
        (HeldOffering(holding, request, why, offer), Fact::Expired { .. }) => {
            HeldRouting(holding, spend(request, &offer), why)
        }
        (
            HeldOffering(holding, ..),
            Fact::Withdrawn {
                why: WithdrawWhy::HolderBack | WithdrawWhy::SearchAnew | WithdrawWhy::TakenBack,
                ..
            },
        )
        | (HeldRouting(holding, ..), Fact::TransferFailed { .. }) => Held(holding),
        (HeldOffering(holding, request, why, _), Fact::Withdrawn { .. }) => {
            HeldRouting(holding, request, why)
        }
        (Offered(request, _), Fact::Accepted { by, .. }) => Held(Holding {
            by: *by,
            waiting_since: request.visitor_spoke.then_some(at),
            plan: request.plan,
            quiet_since: at,
            alerted: false,
            warned: None,
            ends: None,
            away: false,
            rerouted: false,
        }),
        (HeldOffering(holding, ..), Fact::Accepted { by, .. }) => Held(Holding {
            by: *by,
            plan: holding.plan,
            quiet_since: at,
            waiting_since: holding.waiting_since.map(|_| at),
            alerted: false,
            warned: None,
            ends: None,
            away: false,
            rerouted: holding.rerouted,
        }),
        (Held(holding), Fact::Rerouting { why }) => {
            let request = Request::new(&holding.plan, None);
            let rerouted = holding.rerouted || *why == RerouteWhy::Unanswered;
            HeldRouting(Holding { rerouted, ..holding }, request, *why)
        }
        (Held(holding), Fact::Transferring { to, .. }) => {
            let request = Request::transfer(holding.plan.card.clone(), *to);
            HeldRouting(holding, request, RerouteWhy::Transfer)
        }
        (Waiting(request, until), Fact::Said { by: Speaker::Visitor }) => {
            Waiting(Request { visitor_spoke: true, ..request }, until)
        }
        (Offered(request, offer), Fact::Said { by: Speaker::Visitor }) => {
            Offered(Request { visitor_spoke: true, ..request }, offer)
        }
        (Held(holding), fact) => Held(held(holding, at, fact)),
        (HeldOffering(holding, request, why, offer), fact) => {
            HeldOffering(held(holding, at, fact), request, why, offer)
        }
        (HeldRouting(holding, request, why), fact) => HeldRouting(held(holding, at, fact), request, why),
        (live, _) => live,
    }
}

fn plan_of(live: LiveChat) -> Plan {
    match live {
        LiveChat::Routing(request) | LiveChat::Waiting(request, _) | LiveChat::Offered(request, _) => {
            request.plan
        }
        LiveChat::Held(h) | LiveChat::HeldRouting(h, ..) | LiveChat::HeldOffering(h, ..) => h.plan,
        LiveChat::Ended { plan, .. } => plan,
    }
}

fn offered(
    request: &mut Request,
    to: &Recipients,
    why: OfferWhy,
    number: u64,
    since: Timestamp,
    until: Timestamp,
) -> Offer {
    request.offered.extend(to.all());
    request.first = None;
    request.stage = request.stage.after(why);
    Offer { number, to: to.clone(), since, until, costs_try: why == OfferWhy::Route }
}

/// The offer to those who are left without an agent; itself again, where nobody is (`ROUTE-20`).
fn without(mut offer: Offer, agent: UserId) -> Result<Offer, Offer> {
    if let Recipients::Everyone(agents) = &mut offer.to {
        agents.retain(|other| *other != agent);
        if !agents.is_empty() {
            return Ok(offer);
        }
    }
    Err(offer)
}

fn spend(mut request: Request, offer: &Offer) -> Request {
    if offer.costs_try {
        request.tries_left = request.tries_left.saturating_sub(1);
    }
    request
}

fn held(mut holding: Holding, at: Timestamp, fact: &Fact) -> Holding {
    match fact {
        Fact::Said { by } => {
            holding.quiet_since = at;
            holding.warned = None;
            holding.ends = None;
            match by {
                Speaker::Visitor => {
                    holding.waiting_since.get_or_insert(at);
                }
                Speaker::Agent(_) => {
                    holding.waiting_since = None;
                    holding.alerted = false;
                }
            }
        }
        Fact::HolderAway => holding.away = true,
        Fact::HolderBack => holding.away = false,
        Fact::Warned { ends } => {
            holding.warned = Some(at);
            holding.ends = Some(*ends);
        }
        Fact::LeftUnanswered => holding.alerted = true,
        _ => {}
    }
    holding
}
