//! Agents and rings of a decision that is only tried: they are read from the record, or said by a draft, and how the decision
//! moves them is kept in memory (`ROUTE-12`).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use frontdesk_domain::availability::Availability;
use frontdesk_domain::conversation::fact::Recipients;
use frontdesk_domain::ids::{RingId, UserId};
use frontdesk_domain::routing::{Candidate, RingOrder};
use frontdesk_store::Tx;
use frontdesk_store::repo::{availability, ring, waiting};
use jiff::Timestamp;

use super::draft::Ring;
use super::ground::Ground;
use crate::AppError;

/// How many candidates are looked at once.
const PAGE: usize = 32;

/// Nothing is locked, nothing written.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    /// Consoles heard from after this instant make their agent reachable.
    since: Timestamp,
    /// Another time: who is on shift then is assumed to be reachable and free, and nobody to wait.
    at: Option<Timestamp>,
    /// The rings that a draft says, and those that were read.
    rings: BTreeMap<RingId, Ring>,
    /// Agents who were read; at another time with their schedule.
    agents: BTreeMap<UserId, Option<(Candidate, Option<Availability>)>>,
    /// Offers that were made.
    offered: BTreeMap<UserId, u32>,
    /// When each took their last chat, where past requests are decided once more: what came after those counts for nothing.
    took: Option<BTreeMap<UserId, Timestamp>>,
}

impl Trial {
    /// Agents as they are now, or would be at another time, and the rings of a draft.
    pub fn new(since: Timestamp, at: Option<Timestamp>, rings: BTreeMap<RingId, Ring>) -> Self {
        Self { since, at, rings, agents: BTreeMap::new(), offered: BTreeMap::new(), took: None }
    }

    /// Agents as they would be at a time in the past, one after the other.
    pub fn replay(at: Timestamp, rings: BTreeMap<RingId, Ring>) -> Self {
        Self { took: Some(BTreeMap::new()), ..Self::new(at, Some(at), rings) }
    }

    /// Goes to another time of a replay; rings stand as they do.
    pub fn move_to(&mut self, at: Timestamp) {
        self.at = Some(at);
    }

    /// Who was asked in a replay takes the chat.
    pub fn taken(&mut self, agent: UserId) {
        if let (Some(took), Some(at)) = (&mut self.took, self.at) {
            took.insert(agent, at);
        }
    }

    /// The same while an offer is open: it counts toward its agent's limit, where it asks one (`ROUTE-6`, `ROUTE-20`).
    pub fn while_offered(&self, to: &Recipients) -> Self {
        let mut trial = self.clone();
        if let Some(agent) = to.one() {
            *trial.offered.entry(agent).or_default() += 1;
        }
        trial
    }

    fn ring(&mut self, tx: &mut Tx<'_>, ring: RingId) -> Result<&mut Ring, AppError> {
        Ok(match self.rings.entry(ring) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(Ring::read(tx, ring)?),
        })
    }

    fn agent(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<Option<Candidate>, AppError> {
        if !self.agents.contains_key(&agent) {
            let found = ring::find_candidate(tx, agent, self.since)?;
            let stored = if self.at.is_some() { availability::find(tx, agent)? } else { None };
            let schedule = stored.map(|stored| stored.availability);
            self.agents.insert(agent, found.map(|candidate| (candidate, schedule)));
        }
        let Some(Some((candidate, schedule))) = self.agents.get(&agent) else { return Ok(None) };
        let mut candidate = candidate.clone();
        if let Some(at) = self.at {
            candidate.available = schedule.as_ref().is_some_and(|schedule| schedule.on_shift(at));
            candidate.reachable = true;
            candidate.held = 0;
        }
        if let Some(took) = &self.took {
            candidate.chatted = took.get(&agent).copied();
        }
        candidate.held += self.offered.get(&agent).copied().unwrap_or_default();
        Ok(Some(candidate))
    }
}

impl Ground for Trial {
    fn take(&mut self, _: &mut Tx<'_>, _: &[RingId]) -> Result<(), AppError> {
        Ok(())
    }

    fn standing(&mut self, tx: &mut Tx<'_>, ring: RingId) -> Result<(i64, RingOrder), AppError> {
        let Ring { position, order, .. } = self.ring(tx, ring)?;
        Ok((*position, *order))
    }

    fn page(
        &mut self,
        tx: &mut Tx<'_>,
        ring: RingId,
        after: i64,
        upto: i64,
    ) -> Result<Vec<(i64, Candidate)>, AppError> {
        let within = |(place, _): &&(i64, UserId)| *place > after && *place <= upto;
        let members: Vec<_> =
            self.ring(tx, ring)?.members.iter().filter(within).take(PAGE).copied().collect();
        let mut page = Vec::with_capacity(members.len());
        for (place, agent) in members {
            page.extend(self.agent(tx, agent)?.map(|candidate| (place, candidate)));
        }
        Ok(page)
    }

    fn hold(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<Option<Candidate>, AppError> {
        self.agent(tx, agent)
    }

    fn is_waited_for(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<bool, AppError> {
        Ok(self.at.is_none() && waiting::waits_before(tx, agent, None)?)
    }

    fn advance(&mut self, tx: &mut Tx<'_>, ring: RingId, place: i64) -> Result<(), AppError> {
        self.ring(tx, ring)?.position = place;
        Ok(())
    }
}
