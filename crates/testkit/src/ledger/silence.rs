//! The oracle of held chats: who speaks, silence and absence, and when it may end (`ROUTE-14`, `ROUTE-15`, I6).

use frontdesk_domain::conversation::fact::{Fact, Outcome, RerouteWhy, Speaker, TransferTo};
use frontdesk_domain::limits::Limits;
use jiff::Timestamp;

use super::{Breach, Hold, LogWalk, Place, Search, hold_to, later};

impl LogWalk {
    pub(super) fn held(
        &self,
        place: Place,
        seq: u64,
        at: Timestamp,
        fact: &Fact,
        limits: &Limits,
    ) -> Result<Option<Place>, Breach> {
        let (mut hold, beside) = match place {
            Place::Held(hold) => (hold, None),
            Place::HeldOffered(hold, search, why, offer) => (hold, Some((search, why, offer))),
            _ => return Ok(None),
        };
        match fact {
            Fact::HolderAway => {
                hold_to("ROUTE-15", !hold.away, || format!("entry {seq}: away already"))?;
                hold.away = true;
            }
            Fact::HolderBack => {
                hold_to("ROUTE-15", hold.away, || format!("entry {seq}: was not away"))?;
                hold.away = false;
            }
            _ if beside.is_some() => return Ok(None),
            Fact::Warned { ends } => {
                let soonest = later(hold.quiet_since, limits.inactivity - limits.inactivity_warning);
                hold_to("ROUTE-14", at >= soonest, || format!("entry {seq}: warned before {soonest}"))?;
                hold_to("ROUTE-14", *ends == later(at, limits.inactivity_warning), || {
                    format!("entry {seq}: warned of {ends}")
                })?;
                hold_to("ROUTE-14", hold.warned.is_none(), || format!("entry {seq}: warned twice"))?;
                hold.warned = Some((at, *ends));
            }
            Fact::LeftUnanswered => {
                let fits = hold.waiting_since.is_some_and(|since| at >= later(since, limits.unanswered));
                hold_to("ROUTE-14", fits && !hold.alerted, || format!("entry {seq}: nobody waits so long"))?;
                hold.alerted = true;
            }
            Fact::Transferring { by, to } => {
                hold_to("ROUTE-13", *by == hold.by, || format!("entry {seq}: handed over by another"))?;
                let tries_left = match to {
                    TransferTo::Agent(_) => 1,
                    TransferTo::Team(_) => 2,
                };
                let search = Search { tries_left, transfer: Some(*to), ..Search::default() };
                return Ok(Some(Place::HeldRouting(hold, search, RerouteWhy::Transfer)));
            }
            Fact::Rerouting { why } => {
                if *why == RerouteWhy::Unanswered {
                    let fits =
                        hold.waiting_since.is_some() && at >= later(hold.quiet_since, limits.inactivity);
                    hold_to("ROUTE-14", fits, || format!("entry {seq}: re-routed too soon"))?;
                    hold_to("ROUTE-14", !hold.rerouted, || format!("entry {seq}: re-routed again"))?;
                    hold.rerouted = true;
                }
                return Ok(Some(Place::HeldRouting(hold, self.search_anew(None), *why)));
            }
            _ => return Ok(None),
        }
        Ok(Some(match beside {
            Some((search, why, offer)) => Place::HeldOffered(hold, search, why, offer),
            None => Place::Held(hold),
        }))
    }
}

pub(super) fn said(place: Place, seq: u64, at: Timestamp, by: Speaker) -> Result<Option<Place>, Breach> {
    let speak = |mut hold: Hold| {
        hold.quiet_since = at;
        hold.warned = None;
        match by {
            Speaker::Visitor => {
                hold.waiting_since.get_or_insert(at);
            }
            Speaker::Agent(agent) => {
                hold_to("I6", agent == hold.by, || format!("entry {seq}: said by who does not hold it"))?;
                hold.waiting_since = None;
                hold.alerted = false;
            }
        }
        Ok(hold)
    };
    Ok(match place {
        Place::Offered(mut search, offer) if by == Speaker::Visitor => {
            search.spoke = true;
            Some(Place::Offered(search, offer))
        }
        Place::Waiting(mut search, until) if by == Speaker::Visitor => {
            search.spoke = true;
            Some(Place::Waiting(search, until))
        }
        Place::Held(hold) => Some(Place::Held(speak(hold)?)),
        Place::HeldOffered(hold, search, why, offer) => {
            Some(Place::HeldOffered(speak(hold)?, search, why, offer))
        }
        _ => None,
    })
}

pub(super) fn ended(
    place: Place,
    seq: u64,
    at: Timestamp,
    outcome: Outcome,
    limits: &Limits,
) -> Result<Option<Place>, Breach> {
    if matches!(place, Place::Waiting(..)) && matches!(outcome, Outcome::VisitorLeft | Outcome::Cancelled) {
        return Ok(Some(Place::Over(at)));
    }
    let Place::Held(hold) = place else {
        return Err(Breach::new("ROUTE-14", format!("entry {seq}: ended as {outcome:?} in {place:?}")));
    };
    match outcome {
        Outcome::AgentEnded | Outcome::VisitorEnded => {}
        Outcome::Inactive => {
            let warned = hold.warned.is_some_and(|(_, ends)| at >= ends);
            hold_to("ROUTE-14", warned, || format!("entry {seq}: ended without a warning in time"))?;
            let quiet = at >= later(hold.quiet_since, limits.inactivity);
            hold_to("ROUTE-14", quiet, || format!("entry {seq}: ended before the silence was long enough"))?;
            let owed = hold.waiting_since.is_some() && !hold.rerouted;
            hold_to("ROUTE-14", !owed, || format!("entry {seq}: ended instead of re-routed"))?;
        }
        _ => return Ok(None),
    }
    Ok(Some(Place::Over(at)))
}
