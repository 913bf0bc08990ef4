//! The oracle of offers: who may be asked, until when, and what becomes of it (`ROUTE-7`, `ROUTE-13`, `ROUTE-17`, I6).

use frontdesk_domain::conversation::fact::{
    Fact, OfferWhy, Outcome, Recipients, RerouteWhy, TransferTo, WithdrawWhy,
};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::limits::Limits;
use jiff::Timestamp;

use super::{Breach, Hold, LogWalk, Place, Search, Standing, hold_to, later};

/// One of those who were asked is asked no more: whether nobody is left (`ROUTE-20`).
fn leaves(offer: &mut Standing, agent: UserId) -> bool {
    match &mut offer.to {
        Recipients::One(_) => true,
        Recipients::Everyone(agents) => {
            agents.retain(|other| *other != agent);
            agents.is_empty()
        }
    }
}

impl LogWalk {
    pub(super) fn search_anew(&self, first: Option<UserId>) -> Search {
        Search { tries_left: self.tries, further: self.further, first, ..Search::default() }
    }

    pub(super) fn routed(
        &self,
        place: Place,
        seq: u64,
        at: Timestamp,
        fact: &Fact,
        limits: &Limits,
    ) -> Result<Option<Place>, Breach> {
        let (hold, mut search, why) = match place {
            Place::Routing(search) | Place::Waiting(search, _) => (None, search, None),
            Place::HeldRouting(hold, search, why) => (Some(hold), search, Some(why)),
            _ => return Ok(None),
        };
        let Fact::Offered { to, until, why: offer_why, .. } = fact else {
            let outcome = match (fact, why, hold) {
                (Fact::TransferFailed { .. }, Some(RerouteWhy::Transfer), Some(hold)) => {
                    return Ok(Some(Place::Held(Hold { alone_since: at, ..hold })));
                }
                (Fact::FellBack { .. }, None, _) => Outcome::FellBack,
                (Fact::FellBack { .. }, Some(RerouteWhy::Unanswered), _) => Outcome::Unanswered,
                (Fact::FellBack { .. }, Some(RerouteWhy::AgentLost | RerouteWhy::AgentRemoved), _) => {
                    Outcome::AgentLost
                }
                _ => return Ok(None),
            };
            return Ok(Some(Place::Ending(vec![outcome])));
        };
        hold_to("ROUTE-10", !search.wait_over, || format!("entry {seq}: offered after the wait is over"))?;
        let meant = match search.transfer {
            Some(TransferTo::Agent(agent)) => *offer_why == OfferWhy::Route && to.one() == Some(agent),
            Some(TransferTo::Team(_)) => *offer_why == OfferWhy::Route,
            None => true,
        };
        hold_to("ROUTE-13", meant, || format!("entry {seq}: handed to {to:?}, who was not meant"))?;
        for agent in to.all() {
            hold_to("ROUTE-7", !search.offered.contains(agent), || {
                format!("entry {seq}: offered twice to {agent}")
            })?;
            hold_to("ROUTE-13", hold.as_ref().is_none_or(|h| h.by != *agent), || {
                format!("entry {seq}: offered to its holder")
            })?;
            search.offered.push(*agent);
        }
        let everyone = self.rings_everyone(&search) && *offer_why == OfferWhy::Route;
        hold_to("ROUTE-20", everyone == to.one().is_none() && !to.all().is_empty(), || {
            format!("entry {seq}: {} were asked", to.all().len())
        })?;
        hold_to("ROUTE-7", *until == later(at, limits.offer), || {
            format!("entry {seq}: stands until {until}")
        })?;
        match offer_why {
            OfferWhy::LastAgent => {
                hold_to("ROUTE-17", search.first == to.one(), || {
                    format!("entry {seq}: {to:?} was not first")
                })?;
            }
            OfferWhy::Route => hold_to("ROUTE-7", search.tries_left > 0, || {
                format!("entry {seq}: offered though no try is left")
            })?,
            OfferWhy::Account => hold_to("ROUTE-1", search.made.is_empty(), || {
                format!("entry {seq}: an account's owner is asked after others")
            })?,
            OfferWhy::General => hold_to("ROUTE-8", search.further, || {
                format!("entry {seq}: a further offer that the route does not make")
            })?,
        }
        hold_to("ROUTE-8", !search.made.contains(&OfferWhy::General), || {
            format!("entry {seq}: offered after the one further offer")
        })?;
        if *offer_why != OfferWhy::LastAgent {
            search.made.push(*offer_why);
        }
        search.first = None;
        let offer =
            Standing { number: seq, to: to.clone(), until: *until, costs: *offer_why == OfferWhy::Route };
        Ok(Some(match (hold, why) {
            (Some(hold), Some(why)) => Place::HeldOffered(hold, search, why, offer),
            _ => Place::Offered(search, offer),
        }))
    }

    pub(super) fn settle_offer(
        &mut self,
        place: Place,
        seq: u64,
        at: Timestamp,
        fact: &Fact,
    ) -> Result<Option<Place>, Breach> {
        let (hold, mut search, why, mut offer) = match place {
            Place::Offered(search, offer) => (None, search, None, offer),
            Place::HeldOffered(hold, search, why, offer) => (Some(hold), search, Some(why), offer),
            _ => return Err(Breach::new("I6", format!("entry {seq}: {fact:?}, but no offer stands"))),
        };
        let (Fact::Accepted { offer: number, .. }
        | Fact::Declined { offer: number, .. }
        | Fact::LeftOffer { offer: number, .. }
        | Fact::Expired { offer: number }
        | Fact::Withdrawn { offer: number, .. }) = fact
        else {
            return Ok(None);
        };
        hold_to("I6", *number == offer.number, || format!("entry {seq}: offer {number} does not stand"))?;
        let mut spent = false;
        match fact {
            Fact::Accepted { by, .. } | Fact::Declined { by, .. } => {
                hold_to("ROUTE-7", offer.to.contains(*by), || {
                    format!("entry {seq}: answered by another agent")
                })?;
                hold_to("ROUTE-7", at < offer.until, || {
                    format!("entry {seq}: answered at {at}, not before {}", offer.until)
                })?;
                if matches!(fact, Fact::Accepted { .. }) {
                    self.last_agent = Some(*by);
                    let (waits, rerouted) = match &hold {
                        None => (search.spoke, false),
                        Some(hold) => (hold.waiting_since.is_some(), hold.rerouted),
                    };
                    return Ok(Some(Place::Held(Hold::begin(*by, at, waits, rerouted))));
                }
                spent = leaves(&mut offer, *by);
            }
            Fact::LeftOffer { agent, .. } => {
                let asked = offer.to.one().is_none() && offer.to.contains(*agent);
                hold_to("ROUTE-20", asked, || format!("entry {seq}: {agent} was not among several asked"))?;
                spent = leaves(&mut offer, *agent);
            }
            Fact::Expired { .. } => {
                hold_to("ROUTE-7", at >= offer.until, || format!("entry {seq}: expired early"))?;
                spent = true;
            }
            _ => {}
        }
        if matches!(fact, Fact::Declined { .. } | Fact::LeftOffer { .. }) && !spent {
            return Ok(Some(match (hold, why) {
                (Some(hold), Some(why)) => Place::HeldOffered(hold, search, why, offer),
                _ => Place::Offered(search, offer),
            }));
        }
        if spent && offer.costs {
            search.tries_left = search.tries_left.saturating_sub(1);
        }
        let withdrawn = match fact {
            Fact::Withdrawn { why, .. } => Some(*why),
            _ => None,
        };
        Ok(match (hold, why, withdrawn) {
            (None, _, None | Some(WithdrawWhy::Unavailable)) => Some(Place::Routing(search)),
            (None, _, Some(WithdrawWhy::VisitorLeft)) => Some(Place::Ending(vec![Outcome::VisitorLeft])),
            (None, _, Some(WithdrawWhy::Cancelled)) => Some(Place::Ending(vec![Outcome::Cancelled])),
            (Some(hold), Some(why), None | Some(WithdrawWhy::Unavailable)) => {
                Some(Place::HeldRouting(hold, search, why))
            }
            (Some(_), _, Some(WithdrawWhy::ChatEnded)) => {
                Some(Place::Ending(vec![Outcome::AgentEnded, Outcome::VisitorEnded]))
            }
            // Who hands a chat over takes it back by saying so; for want of whom it is offered, by being there again.
            (
                Some(hold),
                Some(RerouteWhy::Transfer),
                Some(WithdrawWhy::SearchAnew | WithdrawWhy::TakenBack),
            )
            | (
                Some(hold),
                Some(RerouteWhy::AgentLost | RerouteWhy::Unanswered),
                Some(WithdrawWhy::SearchAnew | WithdrawWhy::HolderBack),
            ) => Some(Place::Held(Hold { alone_since: at, ..hold })),
            _ => None,
        })
    }
}
