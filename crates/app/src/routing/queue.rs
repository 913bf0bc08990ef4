//! The queue of visitors who wait for an agent: who is to be served now, and what the others are told (`ROUTE-10`).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::{ConversationId, RingId, UserId};
use frontdesk_domain::routing::{Candidate, Verdict, consider};
use frontdesk_store::Tx;
use frontdesk_store::repo::ring;
use frontdesk_store::repo::waiting::{self, Waiting};
use jiff::SignedDuration;
use uuid::Uuid;

use super::route;
use crate::conversation::{Begun, begin};
use crate::rules::before;
use crate::{AppError, Rules};

/// By how long a stretch the wait is estimated.
const LOOKED_BACK: SignedDuration = SignedDuration::from_mins(60);
/// By how many at least.
const SERVED_AT_LEAST: usize = 3;

/// What a visitor in the queue is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Their place, from 1, among those who wait for some of the same agents.
    pub place: u32,
    /// In how many minutes they will probably be served, rounded up; `None` while too few were served lately to tell.
    pub minutes: Option<u32>,
}

/// The queue at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// For whom somebody can take the chat now, or for whom nobody is on shift any more; the longest-waiting first.
    pub ready: Vec<ConversationId>,
    /// What everybody in it is told.
    pub told: HashMap<ConversationId, Told>,
}

/// Looks at the queue.
pub fn read(tx: &mut Tx<'_>, rules: &Rules) -> Result<Queue, AppError> {
    let all = waiting::all(tx)?;
    if all.is_empty() {
        return Ok(Queue::default());
    }
    let since = rules.reachable_since(tx.now());
    let candidates: HashMap<UserId, Candidate> =
        ring::on_hand(tx, since)?.into_iter().map(|candidate| (candidate.agent, candidate)).collect();
    let mut pools = Pools::default();
    let (mut queue, mut places) = (Queue::default(), BTreeMap::<Vec<Uuid>, u32>::new());
    for Waiting { conversation, targets, asked, .. } in all {
        let pool = pools.of(tx, &targets)?;
        let verdict = |agent: &UserId| match candidates.get(agent) {
            _ if asked.contains(agent) => Verdict::OfferedBefore,
            Some(candidate) => consider(candidate, &Conversation::default(), &rules.limits),
            None => Verdict::Deactivated,
        };
        let verdicts: Vec<Verdict> = pool.iter().map(verdict).collect();
        if verdicts.contains(&Verdict::Offered) || !verdicts.iter().any(|verdict| verdict.is_on_shift()) {
            queue.ready.push(conversation);
        }
        let mut ahead = 0;
        for (other, count) in &places {
            if *other == targets || !pools.of(tx, other)?.is_disjoint(&pool) {
                ahead += count;
            }
        }
        let told = Told { place: ahead + 1, minutes: estimate(tx, &targets, ahead + 1)? };
        queue.told.insert(conversation, told);
        *places.entry(targets).or_default() += 1;
    }
    Ok(queue)
}

/// The agents behind the targets of those who wait.
#[derive(Default)]
struct Pools(HashMap<Uuid, BTreeSet<UserId>>);

impl Pools {
    fn of(&mut self, tx: &mut Tx<'_>, targets: &[Uuid]) -> Result<BTreeSet<UserId>, AppError> {
        let mut pool = BTreeSet::new();
        for target in targets {
            if !self.0.contains_key(target) {
                let members = ring::members(tx, RingId(*target), i64::MIN, u32::MAX)?;
                let agents = members.into_iter().map(|(_, agent)| agent);
                // What is no ring with somebody in it is an agent, or nobody.
                let mut agents: BTreeSet<UserId> = agents.collect();
                if agents.is_empty() {
                    agents.insert(UserId(*target));
                }
                self.0.insert(*target, agents);
            }
            pool.extend(self.0.get(target).into_iter().flatten().copied());
        }
        Ok(pool)
    }
}

/// In how many minutes the visitor at a place will probably be served: as fast as those before them were within the last
/// hour.
fn estimate(tx: &mut Tx<'_>, targets: &[Uuid], place: u32) -> Result<Option<u32>, AppError> {
    let since = before(tx.now(), LOOKED_BACK);
    let mut served = HashSet::new();
    for target in targets {
        served.extend(waiting::served(tx, *target, since)?);
    }
    if served.len() < SERVED_AT_LEAST {
        return Ok(None);
    }
    let minutes = u64::from(place) * LOOKED_BACK.as_secs().unsigned_abs() / 60;
    let served = u64::try_from(served.len()).unwrap_or(u64::MAX);
    Ok(u32::try_from(minutes.div_ceil(served)).ok())
}

/// Looks again for an agent for a visitor in the queue.
pub fn serve(tx: &mut Tx<'_>, rules: &Rules, id: ConversationId) -> Result<(), AppError> {
    if let Begun::New(mut change) = begin(tx, id, None)? {
        route::serve(tx, rules, &mut change)?;
        change.finish(tx, rules)?;
    }
    Ok(())
}
