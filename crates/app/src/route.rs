//! Finding an agent, in the transaction that needs one: the next on the route who can take the chat is offered it,
//! else the visitor gets the fallback (`ROUTE-2`, `ROUTE-7`, `ROUTE-9`, `ROUTE-17`).

use frontdesk_domain::conversation::fact::{Fact, OfferWhy};
use frontdesk_domain::conversation::machine;
use frontdesk_domain::conversation::state::Request;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::routing::{Trace, TraceInputs, TraceLine, Verdict, consider};
use frontdesk_store::repo::ring;
use frontdesk_store::{Lock, Tx};
use jiff::Timestamp;

use crate::conversation::Change;
use crate::{AppError, Rules};

/// Makes the next offer, or falls back.
pub fn run(tx: &mut Tx<'_>, rules: &Rules, change: &mut Change) -> Result<(), AppError> {
    let Some(request) = change.stored.state.routing().cloned() else { return Ok(()) };
    // The ring is locked first, so that two requests never take the same turn.
    tx.lock(Lock::Ring(ring::GENERAL))?;
    let position = ring::position(tx, ring::GENERAL)?;
    let Request { plan, tries_left, first, .. } = request;
    let mut trace = Trace::new(TraceInputs { route: plan.route, tries_left, ring_position: position });
    let mut search = Search { rules, change, trace: &mut trace };
    let found = match first {
        Some(agent) => {
            search.trace.push(TraceLine::LastAgent);
            search.take(tx, agent)?.then_some((agent, OfferWhy::LastAgent))
        }
        None => None,
    };
    let found = match found {
        Some(found) => Some(found),
        None if tries_left == 0 => {
            search.trace.push(TraceLine::NoTriesLeft);
            None
        }
        None => search.ring(tx, position)?.map(|agent| (agent, OfferWhy::Route)),
    };
    let entries = match found {
        Some((to, why)) => {
            let until = change.now(tx).saturating_add(rules.limits.offer).unwrap_or(Timestamp::MAX);
            vec![Fact::Offered { to, until, why, trace }.into()]
        }
        None => machine::fall_back(&change.stored.state, trace, rules.fallback.clone()),
    };
    change.append(tx, entries)
}

struct Search<'a> {
    rules: &'a Rules,
    change: &'a Change,
    trace: &'a mut Trace,
}

impl Search<'_> {
    /// Whether an agent can be offered the chat; if so, they are locked, and stay able until the commit.
    fn take(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<bool, AppError> {
        let since = self.rules.reachable_since(tx.now());
        tx.lock(Lock::User(agent))?;
        let verdict = match ring::find_candidate(tx, agent, since)? {
            Some(candidate) => consider(&candidate, &self.change.stored.state, &self.rules.limits),
            None => Verdict::Deactivated,
        };
        self.trace.considered(agent, verdict);
        Ok(verdict == Verdict::Offered)
    }

    /// Goes once around the general ring, from the one after the last who was offered a chat through it.
    fn ring(&mut self, tx: &mut Tx<'_>, position: i64) -> Result<Option<UserId>, AppError> {
        self.trace.push(TraceLine::Ring);
        if let Some(agent) = self.stretch(tx, position, i64::MAX)? {
            return Ok(Some(agent));
        }
        let found = self.stretch(tx, 0, position)?;
        if found.is_none() {
            self.trace.push(TraceLine::RouteEnded);
        }
        Ok(found)
    }

    /// Goes along a stretch of the ring, page by page, until one can take the chat, and moves the ring there.
    fn stretch(&mut self, tx: &mut Tx<'_>, mut after: i64, upto: i64) -> Result<Option<UserId>, AppError> {
        let since = self.rules.reachable_since(tx.now());
        loop {
            let page = ring::candidates(tx, ring::GENERAL, after, upto, since)?;
            let Some((last, _)) = page.last() else { return Ok(None) };
            after = *last;
            for (place, candidate) in &page {
                let verdict = consider(candidate, &self.change.stored.state, &self.rules.limits);
                // Who looks able is locked and looked at again; who does not is passed over without a lock.
                if verdict != Verdict::Offered {
                    self.trace.considered(candidate.agent, verdict);
                } else if self.take(tx, candidate.agent)? {
                    ring::advance(tx, ring::GENERAL, *place)?;
                    return Ok(Some(candidate.agent));
                }
            }
        }
    }
}
