//! What a search for an agent stands on: the record itself, in the transaction that makes the offer, or a trial, which
//! changes nothing. The search is the same over both (`ROUTE-12`).

use frontdesk_domain::ids::{ConversationId, RingId, UserId};
use frontdesk_domain::routing::{Candidate, RingOrder};
use frontdesk_store::repo::{ring, waiting};
use frontdesk_store::{Lock, Tx};
use jiff::Timestamp;

use super::Config;
use crate::AppError;
use crate::conversation::Change;

/// Agents and rings as a search sees them.
pub(super) trait Ground {
    /// Takes these rings, once and before anybody is looked at: nobody else takes a turn of them before the search is over.
    fn take(&mut self, tx: &mut Tx<'_>, rings: &[RingId]) -> Result<(), AppError>;

    /// Where a ring stands, the place of the last agent who was offered a chat through it, and in which order those of it
    /// are asked.
    fn standing(&mut self, tx: &mut Tx<'_>, ring: RingId) -> Result<(i64, RingOrder), AppError>;

    /// The next agents of a ring with places above `after` and at most `upto`, in order, one page.
    fn page(
        &mut self,
        tx: &mut Tx<'_>,
        ring: RingId,
        after: i64,
        upto: i64,
    ) -> Result<Vec<(i64, Candidate)>, AppError>;

    /// One agent, who stays as they are seen until the search is over.
    fn hold(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<Option<Candidate>, AppError>;

    /// Whether somebody waits longer for an agent (`ROUTE-10`).
    fn is_waited_for(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<bool, AppError>;

    /// Moves a ring (`ROUTE-2`).
    fn advance(&mut self, tx: &mut Tx<'_>, ring: RingId, place: i64) -> Result<(), AppError>;
}

/// The record: rings and agents are locked, rings are moved.
pub(super) struct Record {
    /// Consoles heard from after this instant make their agent reachable.
    pub since: Timestamp,
    /// Who waits before the request.
    pub queue: Queue,
}

/// Those who wait before a request (`ROUTE-10`).
#[derive(Clone, Copy)]
pub(super) enum Queue {
    /// Nobody does.
    Empty,
    /// Who came before this one, which waits itself; everybody, where it is new.
    Before(Option<(Timestamp, ConversationId)>),
}

impl Queue {
    /// Takes turns with the others who come upon the queue, where there may be one. A chat that somebody holds has been
    /// waited for already.
    pub fn take_turn(tx: &mut Tx<'_>, config: &Config, change: &Change) -> Result<Self, AppError> {
        let held = change.stored.state.holder().is_some();
        if held || !(config.settings.queue.enabled || waiting::is_any(tx)?) {
            return Ok(Self::Empty);
        }
        tx.lock(Lock::Queue)?;
        let since = change.stored.state.request().and_then(|request| request.waiting_since);
        Ok(Self::Before(since.map(|since| (since, change.stored.id))))
    }
}

impl Ground for Record {
    fn take(&mut self, tx: &mut Tx<'_>, rings: &[RingId]) -> Result<(), AppError> {
        // In one order, so that two requests never take the same turn.
        let mut rings = rings.to_vec();
        rings.sort_unstable();
        for ring in rings {
            tx.lock(Lock::Ring(ring))?;
        }
        Ok(())
    }

    fn standing(&mut self, tx: &mut Tx<'_>, ring: RingId) -> Result<(i64, RingOrder), AppError> {
        Ok(ring::standing(tx, ring)?)
    }

    fn page(
        &mut self,
        tx: &mut Tx<'_>,
        ring: RingId,
        after: i64,
        upto: i64,
    ) -> Result<Vec<(i64, Candidate)>, AppError> {
        Ok(ring::candidates(tx, ring, after, upto, self.since)?)
    }

    fn hold(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<Option<Candidate>, AppError> {
        tx.lock(Lock::User(agent))?;
        Ok(ring::find_candidate(tx, agent, self.since)?)
    }

    fn is_waited_for(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<bool, AppError> {
        match self.queue {
            Queue::Empty => Ok(false),
            Queue::Before(than) => Ok(waiting::waits_before(tx, agent, than)?),
        }
    }

    fn advance(&mut self, tx: &mut Tx<'_>, ring: RingId, place: i64) -> Result<(), AppError> {
        Ok(ring::advance(tx, ring, place)?)
    }
}
