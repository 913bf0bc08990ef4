//! What follows from a commit: the ledger walks on, and each entry is held against what the world knows of agents,
//! the ring, and who was heard from when.

use std::sync::Arc;

use frontdesk_domain::conversation::fact::{
    Entry, Fact, LeaveWhy, OfferWhy, Outcome, Recipients, RerouteWhy, WithdrawWhy,
};
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_domain::stream::Route;
use frontdesk_store::repo::conversation as rows;
use frontdesk_store::{Logged, Wake};
use frontdesk_testkit::ledger::{Breach, LogWalk, Search, later};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::agent::Agent;
use crate::route::Asked;
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
            let moves = self.judge(id, logged)?;
            let limits = self.limits.clone();
            let Some(known) = self.conversations.get_mut(&id) else { continue };
            known.log.push(Arc::clone(logged));
            let before = known.walk.holder().map(|hold| hold.by);
            known.walk.take(&logged.entry, &limits)?;
            let after = known.walk.holder().map(|hold| hold.by);
            if before != after {
                for agent in self.agents.iter_mut().filter(|a| [before, after].contains(&Some(a.id))) {
                    agent.chatted = Some(logged.entry.at);
                }
            }
            self.follow(id, logged, moves);
        }
        match self.conversations.get(&id) {
            Some(known) => Ok(known.walk.settled()?),
            None => Ok(()),
        }
    }

    /// What the model learns from an entry.
    fn follow(&mut self, id: ConversationId, logged: &Logged, moves: Option<(usize, usize)>) {
        if let Some((ring, place)) = moves
            && let Some(ring) = self.routing.rings.get_mut(ring)
        {
            ring.last = Some(place);
        }
        let Some(visitor) = self.conversations.get(&id).map(|known| known.visitor) else { return };
        match &logged.entry.fact {
            Fact::Requested { .. } => self.heard((visitor.0, Uuid::nil()), logged.entry.at),
            Fact::Answered { card } if card.0 == "email" => {
                self.routing.known.insert(visitor);
            }
            Fact::Offered { to, why, trace, .. } => {
                let route = match trace.inputs.route {
                    Route::RoundRobin => "round robin",
                    Route::Agent(_) => "agent",
                    Route::Rules => "rules",
                    Route::Team(_) => "team",
                };
                self.coverage.add("offer", format!("{route}: {why:?}"));
                self.offers.extend(to.all().iter().map(|agent| (id, logged.entry.seq, *agent)));
            }
            _ => {}
        }
    }

    /// Holds an entry against what the world knows, before the walk takes it; which ring it moves, and to which place.
    fn judge(&self, id: ConversationId, logged: &Logged) -> Result<Option<(usize, usize)>, Breach> {
        let Some(known) = self.conversations.get(&id) else { return Ok(None) };
        if let Fact::Offered { to, why, .. } = &logged.entry.fact {
            let (now, seq) = (self.now(), logged.entry.seq);
            let expected = self.expected(id, &known.walk, now);
            let found = Some((to.clone(), *why));
            if found == expected.as_ref().map(|asked| (asked.to.clone(), asked.why)) {
                return Ok(expected.and_then(|asked| asked.moves));
            }
            return Err(self.misrouted(seq, known.walk.search(), found, expected, now));
        }
        self.judge_other(known, id, logged).map(|()| None)
    }

    /// Holds an entry that is no offer against what the world knows.
    fn judge_other(&self, known: &Known, id: ConversationId, logged: &Logged) -> Result<(), Breach> {
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
            Fact::FellBack { .. } | Fact::TransferFailed { .. } | Fact::Waiting { .. } => {
                match self.expected(id, &known.walk, now) {
                    None => self.judge_wait(entry, known, now),
                    expected => Err(self.misrouted(entry.seq, known.walk.search(), None, expected, now)),
                }
            }
            Fact::Ended { outcome: Outcome::VisitorLeft } if known.walk.waits().is_some() => {
                absent(known.visitor.0, self.limits.visitor_left, "ROUTE-18")
            }
            Fact::Withdrawn { why: WithdrawWhy::VisitorLeft, .. } => {
                absent(known.visitor.0, self.limits.visitor_left, "ROUTE-18")
            }
            Fact::LeftOffer { agent, why: LeaveWhy::Full, .. } => {
                let full =
                    self.agents.iter().any(|a| a.id == *agent && self.load(*agent) >= self.limit_of(a));
                if full {
                    return Ok(());
                }
                Err(Breach::new("ROUTE-20", format!("entry {}: {agent} was not full", entry.seq)))
            }
            Fact::LeftOffer { why: LeaveWhy::Unavailable, .. }
            | Fact::Withdrawn { why: WithdrawWhy::Unavailable, .. } => {
                let Some(offer) = known.walk.offer() else { return Ok(()) };
                let who = match &entry.fact {
                    Fact::LeftOffer { agent, .. } => Some(*agent),
                    _ => offer.to.one(),
                };
                let made = known.log.get(usize::try_from(offer.number).unwrap_or(0).saturating_sub(1));
                let since = made.map_or(Timestamp::MIN, |made| made.entry.at);
                let agent = self.agents.iter().find(|agent| Some(agent.id) == who);
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
                + usize::from(known.walk.offer().is_some_and(|offer| offer.to.one() == Some(agent)))
        };
        self.conversations.values().map(of).sum()
    }

    /// Whether an agent can be offered a search's request (`ROUTE-6`, `ROUTE-7`).
    pub fn is_able(&self, agent: UserId, walk: &LogWalk, search: &Search, now: Timestamp) -> bool {
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
            && self.load(agent) < self.limit_of(known)
    }

    /// How many chats and offers an agent may hold (`ROUTE-6`).
    fn limit_of(&self, agent: &Agent) -> usize {
        usize::try_from(agent.limit.unwrap_or(self.limits.chats_per_agent)).unwrap_or(usize::MAX)
    }

    /// Nobody can be offered the chat: whether the visitor rightly waits, or gets the fallback (`ROUTE-10`).
    fn judge_wait(&self, entry: &Entry, known: &Known, now: Timestamp) -> Result<(), Breach> {
        let walk = &known.walk;
        let Some(search) = walk.search().filter(|_| walk.holder().is_none()) else { return Ok(()) };
        let queue = self.queue_minutes.filter(|_| !search.wait_over);
        let wanted = queue.filter(|_| self.is_anyone_on_shift(known.visitor, search)).map(|minutes| {
            later(search.waiting_since.unwrap_or(entry.at), SignedDuration::from_mins(minutes.into()))
        });
        let wanted = wanted.filter(|until| entry.at < *until);
        let found = match &entry.fact {
            Fact::Waiting { until, .. } => Some(*until),
            _ => None,
        };
        if found == wanted {
            return Ok(());
        }
        let what =
            format!("entry {}: waits until {found:?}, not {wanted:?}, at {now}: {search:?}", entry.seq);
        Err(Breach::new("ROUTE-10", what))
    }

    /// Once all is quiet, nobody waits for somebody who could take the chat (`ROUTE-10`).
    pub fn check_queue(&self) -> Result<(), Violation> {
        let now = self.now();
        for (id, known) in self.conversations.iter().filter(|(_, known)| known.walk.waits().is_some()) {
            if let Some(asked) = self.expected(*id, &known.walk, now) {
                let what = format!("waits, though {:?} could take the chat", asked.to);
                return Err(Violation { breach: Breach::new("ROUTE-10", what), conversation: Some(*id) });
            }
        }
        Ok(())
    }

    fn misrouted(
        &self,
        seq: u64,
        search: Option<&Search>,
        found: Option<(Recipients, OfferWhy)>,
        expected: Option<Asked>,
        now: Timestamp,
    ) -> Breach {
        let place = |of: Option<(Recipients, OfferWhy)>| match of {
            Some((asked, why)) => {
                let told = asked.all().iter().map(|agent| {
                    let number = self.agents.iter().position(|known| known.id == *agent);
                    format!("agent {number:?} ({why:?}, holding {})", self.load(*agent))
                });
                told.collect::<Vec<_>>().join(", ")
            }
            None => "nobody".to_owned(),
        };
        Breach::new(
            "ROUTE-2",
            format!(
                "entry {seq}: {} was offered the chat instead of {}; {:?}, limit {}, {search:?}, {now}",
                place(found),
                place(expected.map(|asked| (asked.to, asked.why))),
                self.routing,
                self.limits.chats_per_agent,
            ),
        )
    }

    /// No agent holds more than they may (I5).
    fn check_limits(&self) -> Result<(), Violation> {
        for (number, agent) in self.agents.iter().enumerate() {
            let load = self.load(agent.id);
            if load > self.limit_of(agent) {
                return Err(Breach::new("I5", format!("agent {number} holds {load}")).into());
            }
        }
        Ok(())
    }
}
