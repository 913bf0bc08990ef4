//! What must hold after every commit of a race, by a reading of the rules that is written apart from the server's.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use frontdesk_domain::conversation::fact::{Fact, Recipients};
use frontdesk_domain::ids::{ClientId, ConversationId, UserId};
use frontdesk_domain::limits::Limits;
use frontdesk_store::{Logged, Wake};
use frontdesk_testkit::ledger::{Breach, LogWalk};
use uuid::Uuid;

/// What has been committed, in the order of the commits.
pub struct Oracle {
    limits: Limits,
    logs: BTreeMap<ConversationId, (LogWalk, Vec<Arc<Logged>>)>,
    commands: BTreeMap<(Uuid, ClientId), usize>,
    /// The ring's agents in order, where each can always take one more chat: then offers follow it without a gap (`ROUTE-2`).
    pub ring: Option<VecDeque<UserId>>,
    breach: Option<Breach>,
}

impl Oracle {
    /// Nothing has happened yet.
    pub fn new(limits: Limits) -> Self {
        Self { limits, logs: BTreeMap::new(), commands: BTreeMap::new(), ring: None, breach: None }
    }

    /// Takes a commit. The first breach stays.
    pub fn committed(&mut self, wakes: &[Wake]) {
        for wake in wakes {
            if let Wake::Conversation(id, entries) = wake
                && let Err(breach) = self.grew(*id, entries)
            {
                self.breach.get_or_insert(breach);
            }
        }
    }

    /// The first rule that was broken.
    pub fn breach(&mut self) -> Option<Breach> {
        self.breach.take()
    }

    /// How often the effect of a command was stored.
    pub fn effects(&self, party: Uuid, client_id: ClientId) -> usize {
        self.commands.get(&(party, client_id)).copied().unwrap_or_default()
    }

    /// The conversations, with what was committed of each.
    pub fn logs(&self) -> impl Iterator<Item = (ConversationId, &[Arc<Logged>])> {
        self.logs.iter().map(|(id, (_, log))| (*id, log.as_slice()))
    }

    fn grew(&mut self, id: ConversationId, entries: &[Arc<Logged>]) -> Result<(), Breach> {
        let (walk, log) = self.logs.entry(id).or_default();
        for logged in entries {
            walk.take(&logged.entry, &self.limits)?;
            log.push(Arc::clone(logged));
            if let Some(command) = logged.command {
                *self.commands.entry(command).or_default() += 1;
            }
            if let (Fact::Offered { to: Recipients::One(to), .. }, Some(ring)) =
                (&logged.entry.fact, &mut self.ring)
            {
                if ring.front() != Some(to) {
                    return Err(Breach::new("ROUTE-2", format!("{to} was offered a chat, and is not next")));
                }
                ring.rotate_left(1);
            }
        }
        walk.settled()?;
        let claimed = walk.holder().map(|hold| hold.by);
        let claimed = claimed.into_iter().chain(walk.offer().and_then(|offer| offer.to.one()));
        for agent in claimed.collect::<Vec<_>>() {
            self.within_limit(agent)?;
        }
        Ok(())
    }

    /// I5.
    fn within_limit(&self, agent: UserId) -> Result<(), Breach> {
        let walks = || self.logs.values().map(|(walk, _)| walk);
        let held = walks().filter(|walk| walk.holder().is_some_and(|hold| hold.by == agent)).count();
        let offered =
            walks().filter(|walk| walk.offer().is_some_and(|offer| offer.to.one() == Some(agent))).count();
        let limit = self.limits.chats_per_agent;
        if held + offered > usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(Breach::new(
                "I5",
                format!("{agent} has {held} chats and {offered} offers, limit {limit}"),
            ));
        }
        Ok(())
    }
}
