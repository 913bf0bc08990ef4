//! The walk along a request's legs, until somebody can be offered the chat (`ROUTE-2` to `ROUTE-8`, `ROUTE-20`).

use std::collections::BTreeMap;

use frontdesk_domain::conversation::fact::{OfferWhy, Recipients};
use frontdesk_domain::ids::{RingId, UserId};
use frontdesk_domain::routing::{Candidate, Leg, Pool, RingOrder, Trace, TraceLine, Verdict, consider};
use frontdesk_store::Tx;

use super::ground::Ground;
use super::route::Case;
use crate::AppError;

/// How many are asked at once where everybody is (`ROUTE-20`).
const MOST_RUNG: usize = 250;

fn ring_of(pool: Pool) -> Option<RingId> {
    match pool {
        Pool::Ring(ring) => Some(ring),
        Pool::One(_) => None,
    }
}

/// A walk.
pub(super) struct Walk<'a> {
    /// What the decision is made from.
    pub case: &'a Case<'a>,
    /// Agents and rings.
    pub ground: &'a mut dyn Ground,
    /// What was considered.
    pub trace: &'a mut Trace,
    /// Whether somebody who was looked at is on shift.
    pub on_shift: bool,
}

impl Walk<'_> {
    /// Goes along the legs until an agent can be offered the chat.
    pub fn along(
        &mut self,
        tx: &mut Tx<'_>,
        legs: Vec<Leg>,
        missing: Vec<TraceLine>,
    ) -> Result<Option<(Recipients, OfferWhy)>, AppError> {
        // Rings are taken before agents.
        let rings: Vec<RingId> = legs.iter().filter_map(|leg| ring_of(leg.pool)).collect();
        self.ground.take(tx, &rings)?;
        let mut standing = BTreeMap::new();
        for ring in rings {
            let (position, order) = self.ground.standing(tx, ring)?;
            self.trace.inputs.rings.push((ring, position));
            standing.insert(ring, (position, order));
        }
        let everyone = self.case.request.plan.everyone;
        let (mut missing, mut all) = (Some(missing), Vec::new());
        for Leg { why, pool, line } in legs {
            if why != OfferWhy::Route && !all.is_empty() {
                break;
            }
            if why == OfferWhy::General {
                self.trace.lines.extend(missing.take().into_iter().flatten());
            }
            self.trace.push(line);
            if let Pool::Ring(ring) = pool
                && why == OfferWhy::Route
                && everyone
            {
                self.trace.push(TraceLine::Everyone);
                self.everyone(tx, ring, &mut all)?;
                continue;
            }
            let found = match pool {
                Pool::One(agent) => self.hold(tx, agent)?.then_some(agent),
                Pool::Ring(ring) => {
                    let (position, order) = standing.get(&ring).copied().unwrap_or_default();
                    self.ring(tx, ring, position, order)?
                }
            };
            if let Some(agent) = found {
                return Ok(Some((Recipients::One(agent), why)));
            }
        }
        if !all.is_empty() {
            return Ok(Some((Recipients::Everyone(all), OfferWhy::Route)));
        }
        self.trace.lines.extend(missing.into_iter().flatten());
        self.trace.push(TraceLine::RouteEnded);
        Ok(None)
    }

    /// Notes what becomes of an agent.
    fn considered(&mut self, agent: UserId, verdict: Verdict) {
        self.on_shift |= verdict.is_on_shift();
        self.trace.considered(agent, verdict);
    }

    /// Whether an agent can be offered the chat; if so, they stay able until the offer is made.
    fn hold(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<bool, AppError> {
        let verdict = match self.ground.hold(tx, agent)? {
            Some(candidate) => consider(&candidate, self.case.state, self.case.limits),
            None => Verdict::Deactivated,
        };
        let verdict = if verdict == Verdict::Offered && self.ground.is_waited_for(tx, agent)? {
            Verdict::WaitedFor
        } else {
            verdict
        };
        self.considered(agent, verdict);
        Ok(verdict == Verdict::Offered)
    }

    /// Looks at all of a ring, and asks those who can take the chat in an order other than in turn.
    fn ordered(
        &mut self,
        tx: &mut Tx<'_>,
        ring: RingId,
        position: i64,
        order: RingOrder,
    ) -> Result<Option<UserId>, AppError> {
        self.trace.push(TraceLine::Ordered { by: order });
        let mut able = Vec::new();
        for (mut after, upto) in [(position, i64::MAX), (0, position)] {
            loop {
                let page = self.ground.page(tx, ring, after, upto)?;
                let Some((last, _)) = page.last() else { break };
                after = *last;
                for (place, candidate) in page {
                    match consider(&candidate, self.case.state, self.case.limits) {
                        Verdict::Offered => able.push((place, candidate)),
                        verdict => self.considered(candidate.agent, verdict),
                    }
                }
            }
        }
        order.sort(&mut able);
        let mut found = None;
        for (place, Candidate { agent, .. }) in able {
            if found.is_some() {
                self.considered(agent, Verdict::Later);
            } else if self.hold(tx, agent)? {
                self.ground.advance(tx, ring, place)?;
                found = Some(agent);
            }
        }
        Ok(found)
    }

    /// Adds everybody of a ring who can take the chat, in its order; so many at most. It counts toward no limit and moves no
    /// ring, so nobody is held: who has become full or unavailable meanwhile leaves the offer (`ROUTE-20`).
    fn everyone(&mut self, tx: &mut Tx<'_>, ring: RingId, all: &mut Vec<UserId>) -> Result<(), AppError> {
        let mut after = i64::MIN;
        loop {
            let page = self.ground.page(tx, ring, after, i64::MAX)?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            for (_, candidate) in &page {
                if all.len() >= MOST_RUNG {
                    return Ok(());
                }
                if all.contains(&candidate.agent) {
                    continue;
                }
                let verdict = match consider(candidate, self.case.state, self.case.limits) {
                    Verdict::Offered if self.ground.is_waited_for(tx, candidate.agent)? => Verdict::WaitedFor,
                    verdict => verdict,
                };
                self.considered(candidate.agent, verdict);
                if verdict == Verdict::Offered {
                    all.push(candidate.agent);
                }
            }
        }
    }

    /// Goes once around a ring, from the one after the last who was offered a chat through it, or by another order.
    fn ring(
        &mut self,
        tx: &mut Tx<'_>,
        ring: RingId,
        position: i64,
        order: RingOrder,
    ) -> Result<Option<UserId>, AppError> {
        if order != RingOrder::Turn {
            return self.ordered(tx, ring, position, order);
        }
        match self.stretch(tx, ring, position, i64::MAX)? {
            Some(agent) => Ok(Some(agent)),
            None => self.stretch(tx, ring, 0, position),
        }
    }

    /// Goes along a stretch of a ring, page by page, until one can take the chat, and moves the ring there.
    fn stretch(
        &mut self,
        tx: &mut Tx<'_>,
        ring: RingId,
        mut after: i64,
        upto: i64,
    ) -> Result<Option<UserId>, AppError> {
        loop {
            let page = self.ground.page(tx, ring, after, upto)?;
            let Some((last, _)) = page.last() else { return Ok(None) };
            after = *last;
            for (place, candidate) in &page {
                let verdict = consider(candidate, self.case.state, self.case.limits);
                // Who looks able is held and looked at again; who does not is passed over without that.
                if verdict != Verdict::Offered {
                    self.considered(candidate.agent, verdict);
                } else if self.hold(tx, candidate.agent)? {
                    self.ground.advance(tx, ring, *place)?;
                    return Ok(Some(candidate.agent));
                }
            }
        }
    }
}
