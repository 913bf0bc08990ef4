//! What follows from a commit: the ledger walks on, and each entry is held against what the world knows of agents,
//! the ring, and who was heard from when.

use std::sync::Arc;

use frontdesk_domain::conversation::fact::{Fact, OfferWhy, Outcome, RerouteWhy, WithdrawWhy};
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_store::repo::conversation as rows;
use frontdesk_store::{Logged, Wake};
use frontdesk_testkit::ledger::{Breach, LogWalk, Search};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::world::{Known, Violation, World};

impl World {
    /// A transaction was committed.
    pub fn committed(&mut self, wakes: &[Wake]) -> Result<(), Violation> {
        let mut grown = false;
        for wake in wakes {
            let Wake::Conversation(id, entries) = wake else { continue };
            grown = true;
            self.grown(*id, entries)
                .map_err(|violation| Violation { conversation: Some(*id), ..violation })?;
        }
        if grown {
            self.stir();
            self.check_limits()?;
            self.reckon_due()?;
        }
        self.carry(wakes);
        Ok(())
    }

    fn grown(&mut self, id: ConversationId, entries: &[Arc<Logged>]) -> Result<(), Violation> {
        if !self.conversations.contains_key(&id) {
            let stored = self.read(|tx| Ok(rows::find(tx, id)?))?;
            let visitor = stored.ok_or_else(|| Breach::new("I1", "woken for what is not stored"))?.visitor;
            self.conversations.insert(id, Known { visitor, log: Vec::new(), walk: LogWalk::default() });
        }
        self.changed.insert(id);
        for logged in entries {
            self.note(|| format!("  {id} {:>3} {:?}", logged.entry.seq, logged.entry.fact));
            self.coverage.fact(&logged.entry.fact);
            self.judge(id, logged)?;
            let limits = self.limits.clone();
            let Some(known) = self.conversations.get_mut(&id) else { continue };
            known.log.push(Arc::clone(logged));
            known.walk.take(&logged.entry, &limits)?;
            self.follow(id, logged);
        }
        match self.conversations.get(&id) {
            Some(known) => Ok(known.walk.settled()?),
            None => Ok(()),
        }
    }

    /// What the model learns from an entry.
    fn follow(&mut self, id: ConversationId, logged: &Logged) {
        let Some(visitor) = self.conversations.get(&id).map(|known| known.visitor) else { return };
        match &logged.entry.fact {
            Fact::Requested { .. } => self.heard((visitor.0, Uuid::nil()), logged.entry.at),
            Fact::Offered { to, why, .. } => {
                self.offers.push((id, logged.entry.seq, *to));
                if *why == OfferWhy::Route {
                    self.ring = self.agents.iter().position(|agent| agent.id == *to);
                }
            }
            _ => {}
        }
    }

    /// Holds an entry against what the world knows, before the walk takes it.
    fn judge(&self, id: ConversationId, logged: &Logged) -> Result<(), Breach> {
        let Some(known) = self.conversations.get(&id) else { return Ok(()) };
        let (entry, now) = (&logged.entry, self.now());
        let ready = self.acting.and_then(|node| self.nodes.get(node)).map_or(now, |node| node.ready);
        let absent = |subject: Uuid, limit: SignedDuration, rule: &'static str| {
            let since = self.last_heard(subject).map_or(ready, |heard| heard.max(ready));
            let gone = now.duration_since(since);
            if gone >= limit {
                return Ok(());
            }
            Err(Breach::new(rule, format!("entry {}: absent for {gone:?} only, since {since}", entry.seq)))
        };
        match &entry.fact {
            Fact::Offered { to, why, .. } => {
                let expected = self.expected(&known.walk, now);
                let found = Some((*to, *why));
                if found == expected {
                    return Ok(());
                }
                Err(self.misrouted(entry.seq, known.walk.search(), found, expected, now))
            }
            Fact::FellBack { .. } => match self.expected(&known.walk, now) {
                None => Ok(()),
                expected => Err(self.misrouted(entry.seq, known.walk.search(), None, expected, now)),
            },
            Fact::Withdrawn { why: WithdrawWhy::VisitorLeft, .. } => {
                absent(known.visitor.0, self.limits.visitor_left, "ROUTE-18")
            }
            Fact::Withdrawn { why: WithdrawWhy::Unavailable, .. } => {
                let Some(offer) = known.walk.offer() else { return Ok(()) };
                let made = known.log.get(usize::try_from(offer.number).unwrap_or(0).saturating_sub(1));
                let since = made.map_or(Timestamp::MIN, |made| made.entry.at);
                let agent = self.agents.iter().find(|agent| agent.id == offer.to);
                let turned = agent.is_some_and(|a| !a.available || !a.active || a.unavailable_until >= since);
                if turned {
                    return Ok(());
                }
                Err(Breach::new(
                    "ROUTE-19",
                    format!("entry {}: the agent was available all along", entry.seq),
                ))
            }
            Fact::HolderAway => match known.walk.holder() {
                Some(hold) => absent(hold.by.0, self.limits.holder_away, "ROUTE-15"),
                None => Ok(()),
            },
            Fact::Rerouting { why } => {
                let Some(hold) = known.walk.holder() else { return Ok(()) };
                let active = self.agents.iter().any(|agent| agent.id == hold.by && agent.active);
                match why {
                    RerouteWhy::AgentLost => absent(hold.by.0, self.limits.holder_lost, "ROUTE-15"),
                    RerouteWhy::AgentRemoved if active => {
                        Err(Breach::new("ROUTE-19", format!("entry {}: the holder is active", entry.seq)))
                    }
                    _ => Ok(()),
                }
            }
            Fact::Ended { outcome: Outcome::Inactive } => {
                let since = now.duration_since(ready);
                if since >= self.limits.inactivity_warning {
                    return Ok(());
                }
                Err(Breach::new("ROUTE-16", format!("entry {}: ended {since:?} after ready", entry.seq)))
            }
            _ => Ok(()),
        }
    }

    /// Live chats and open offers of an agent.
    pub fn load(&self, agent: UserId) -> usize {
        let of = |known: &Known| {
            usize::from(known.walk.holder().is_some_and(|hold| hold.by == agent))
                + usize::from(known.walk.offer().is_some_and(|offer| offer.to == agent))
        };
        self.conversations.values().map(of).sum()
    }

    /// Whether an agent can be offered a search's request (`ROUTE-6`, `ROUTE-7`).
    fn is_able(&self, agent: UserId, walk: &LogWalk, search: &Search, now: Timestamp) -> bool {
        let Some(known) = self.agents.iter().find(|known| known.id == agent) else { return false };
        let reachable = self
            .leases
            .range((agent.0, Uuid::nil())..=(agent.0, Uuid::max()))
            .any(|(_, (heard, left))| now.duration_since(*heard) < self.limits.reachable && !left);
        known.active
            && known.available
            && reachable
            && !search.offered.contains(&agent)
            && walk.holder().is_none_or(|hold| hold.by != agent)
            && self.load(agent) < usize::try_from(self.limits.chats_per_agent).unwrap_or(usize::MAX)
    }

    /// Who must be offered the chat now (`ROUTE-2`, `ROUTE-7`, `ROUTE-17`).
    fn expected(&self, walk: &LogWalk, now: Timestamp) -> Option<(UserId, OfferWhy)> {
        let search = walk.search()?;
        if let Some(first) = search.first
            && self.is_able(first, walk, search, now)
        {
            return Some((first, OfferWhy::LastAgent));
        }
        if search.tries_left == 0 {
            return None;
        }
        let next = self.ring.map_or(0, |place| place + 1);
        let order = self.agents.iter().skip(next).chain(self.agents.iter().take(next));
        order
            .map(|agent| agent.id)
            .find(|agent| self.is_able(*agent, walk, search, now))
            .map(|agent| (agent, OfferWhy::Route))
    }

    fn misrouted(
        &self,
        seq: u64,
        search: Option<&Search>,
        found: Option<(UserId, OfferWhy)>,
        expected: Option<(UserId, OfferWhy)>,
        now: Timestamp,
    ) -> Breach {
        let place = |of: Option<(UserId, OfferWhy)>| match of {
            Some((agent, why)) => {
                let number = self.agents.iter().position(|known| known.id == agent);
                format!("agent {number:?} ({why:?}, holding {})", self.load(agent))
            }
            None => "nobody".to_owned(),
        };
        Breach::new(
            "ROUTE-2",
            format!(
                "entry {seq}: {} was offered the chat instead of {}; the ring stands at {:?}, limit {}, {search:?}, {now}",
                place(found),
                place(expected),
                self.ring,
                self.limits.chats_per_agent,
            ),
        )
    }

    /// No agent holds more than they may (I5).
    fn check_limits(&self) -> Result<(), Violation> {
        for (number, agent) in self.agents.iter().enumerate() {
            let load = self.load(agent.id);
            if load > usize::try_from(self.limits.chats_per_agent).unwrap_or(usize::MAX) {
                return Err(Breach::new("I5", format!("agent {number} holds {load}")).into());
            }
        }
        Ok(())
    }
}
