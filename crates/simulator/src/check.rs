//! What is checked of the whole: cheaply after each step, thoroughly now and then, and once all is quiet again.

use std::collections::BTreeSet;

use frontdesk_domain::conversation::machine;
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_store::repo::{conversation as rows, log, ring};
use frontdesk_testkit::ledger::{Breach, Place, later};
use jiff::{SignedDuration, Timestamp};

use crate::world::{Event, SECOND, Violation, World};

/// What the workers may take, beyond what the record's slowness adds.
const SLACK: i64 = 5 * SECOND;

impl World {
    /// Whether everything that should have happened by itself has happened (I7, `ROUTE-15`, `ROUTE-16`, `ROUTE-18`).
    pub fn check_cheaply(&mut self) -> Result<(), Violation> {
        let Some(serving) = self.serving_since else { return Ok(()) };
        // With a record that takes seconds, two turns may have to pass.
        let slack = SLACK + 2 * self.slow;
        let before = |clock: i64| self.clock - clock > slack;
        if !before(serving) {
            return Ok(());
        }
        let now = self.now();
        // A node counts absence from its own start, and any node may be the one to notice.
        let nodes = self.nodes.iter().filter(|node| node.serves());
        let ready = nodes.map(|node| node.ready).max().unwrap_or(now);
        let allowed = SignedDuration::from_micros(slack);
        let serving_at = self.instant(serving);
        let overdue = |at: Timestamp| later(at.max(serving_at), allowed) < now;
        for (id, known) in &self.conversations {
            let late = |rule, what: String| {
                Err(Violation { breach: Breach::new(rule, what), conversation: Some(*id) })
            };
            let alone_since = known.walk.holder().map_or(Timestamp::MIN, |hold| hold.alone_since);
            if let Some(wanted) = known.walk.wanted(&self.limits, ready)
                && overdue(wanted.max(alone_since))
            {
                return late(
                    "ROUTE-16",
                    format!("wanted a look at {wanted}, now {now}: {:?}", known.walk.place),
                );
            }
            let absent = |subject, limit| {
                let heard = self.last_heard(subject).map_or(ready, |heard| heard.max(ready));
                // While a holder is deactivated, that is what is acted on; and who takes a chat may be absent already.
                let agent = self.agents.iter().find(|agent| agent.id.0 == subject);
                let changed = agent.map_or(heard, |agent| agent.unavailable_until);
                overdue(later(heard, limit).max(changed).max(known.walk.at))
            };
            match &known.walk.place {
                Place::Offered(..) | Place::Waiting(..)
                    if absent(known.visitor.0, self.limits.visitor_left) =>
                {
                    return late(
                        "ROUTE-18",
                        "the visitor has left, and an agent is still looked for".to_owned(),
                    );
                }
                Place::Held(hold) if absent(hold.by.0, self.limits.holder_lost) => {
                    return late("ROUTE-15", "the holder is lost, and nobody else is asked".to_owned());
                }
                Place::Held(hold) | Place::HeldOffered(hold, ..)
                    if !hold.away && absent(hold.by.0, self.limits.holder_away) =>
                {
                    let removed = self.agents.iter().any(|agent| agent.id == hold.by && !agent.active);
                    if !removed {
                        return late("ROUTE-15", "the holder is away, and it is not told".to_owned());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether the record says what was committed: rows, columns, logs, deadlines, desks.
    pub fn check_record(&mut self) -> Result<(), Violation> {
        for id in std::mem::take(&mut self.changed) {
            self.check_conversation(id).map_err(|v| Violation { conversation: Some(id), ..v })?;
        }
        for number in 0..self.agents.len() {
            let Some(agent) = self.agents.get(number).map(|agent| agent.id) else { continue };
            self.check_columns(number, agent)?;
        }
        for known in self.routing.rings.clone() {
            let stands = self.read(|tx| Ok(ring::position(tx, known.id)?))?;
            let expected = known.last.map_or(0, |place| i64::try_from(place).unwrap_or(0) + 1);
            if stands != expected {
                let what = format!("a ring stands at {stands}, not {expected}: {known:?}");
                return Err(Breach::new("ROUTE-2", what).into());
            }
        }
        Ok(())
    }

    fn check_conversation(&mut self, id: ConversationId) -> Result<(), Violation> {
        let stored = self.read(|tx| Ok(rows::find(tx, id)?))?;
        let stored = stored.ok_or_else(|| Breach::new("I1", "a conversation is gone"))?;
        let mut found = Vec::new();
        loop {
            let after = found.last().map_or(0, |logged: &frontdesk_store::Logged| logged.entry.seq);
            let page = self.read(|tx| Ok(log::after(tx, id, after)?))?;
            if page.is_empty() {
                break;
            }
            found.extend(page);
        }
        let Some(known) = self.conversations.get(&id) else { return Ok(()) };
        if !found.iter().eq(known.log.iter().map(AsRef::as_ref)) {
            return Err(Breach::new("I1", "the log is not what was committed").into());
        }
        let folded = Conversation::fold(found.iter().map(|l| (l.entry.seq, l.entry.at, &l.entry.fact)));
        if folded != stored.state || stored.last != known.walk.last || stored.last_at != known.walk.at {
            return Err(Breach::new("FOLD", "the row is not the fold of the log").into());
        }
        let ready = self.nodes.iter().map(|node| node.ready).max().unwrap_or(Timestamp::MAX);
        let wanted = known.walk.wanted(&self.limits, ready);
        let context = machine::Context { now: self.now(), limits: &self.limits, ready };
        let told = machine::due(&stored.state, &context);
        let fits = match (stored.due, wanted) {
            (Some(stored), Some(wanted)) => stored <= wanted,
            (None, None) => true,
            _ => false,
        };
        if !fits || told != wanted {
            let what = format!("due is stored as {:?}, wanted {wanted:?}, told {told:?}", stored.due);
            return Err(Breach::new("ROUTE-16", what).into());
        }
        let log = found.iter().map(|logged| (&logged.entry, logged.command));
        self.ledger.check(id, log)?;
        Ok(())
    }

    /// An agent's desk, as looked for by columns, is what the logs say.
    fn check_columns(&mut self, number: usize, agent: UserId) -> Result<(), Violation> {
        let offered: BTreeSet<ConversationId> =
            self.read(|tx| Ok(rows::offered_to(tx, agent)?))?.into_iter().map(|stored| stored.id).collect();
        let held: BTreeSet<ConversationId> =
            self.read(|tx| Ok(rows::held_by(tx, agent)?))?.into_iter().map(|desk| desk.stored.id).collect();
        for (id, known) in &self.conversations {
            let holds = known.walk.holder().is_some_and(|hold| hold.by == agent);
            let asked = known.walk.offer().is_some_and(|offer| offer.to.contains(agent));
            if holds != held.contains(id) || asked != offered.contains(id) {
                let what = format!("agent {number}: holder and offer as looked for are not those of the log");
                return Err(Violation { breach: Breach::new("I6", what), conversation: Some(*id) });
            }
        }
        Ok(())
    }

    /// Nothing breaks any more; everyone catches up; then all must be right.
    pub fn settle_down(&mut self) -> Result<(), Violation> {
        self.unkind = false;
        self.queue.retain(|_, event| {
            !matches!(event, Event::Visitor(_) | Event::Agent(_) | Event::Fault | Event::Admin)
        });
        for number in 0..self.nodes.len() {
            self.start(number)?;
            self.resume(number);
        }
        let end = self.clock + 60 * SECOND;
        while self.clock < end {
            self.step()?;
        }
        // Whoever is behind is told within a comparison's time, and whoever can be served within a worker's turn.
        let end = self.clock + 5 * SECOND;
        while self.clock < end
            && (self.readers.iter().any(|reader| self.is_behind(reader)) || self.check_queue().is_err())
        {
            self.step()?;
        }
        for reader in &self.readers {
            if self.is_behind(reader) {
                let what = format!("{:?} has read up to {} only", reader.party, reader.cursor);
                return Err(Violation {
                    breach: Breach::new("I4", what),
                    conversation: Some(reader.conversation),
                });
            }
        }
        self.check_queue()?;
        self.changed = self.conversations.keys().copied().collect();
        self.check_record()?;
        for sent in &self.sent {
            let Some(id) = self.id_of(sent.party) else { continue };
            let acked = self.ledger.is_acked((id, sent.client));
            if acked && !sent.answered {
                return Err(Breach::new("I1", "acknowledged, and not known to be").into());
            }
        }
        Ok(())
    }
}
