//! Readers that follow logs from a real hub, by cursors, as the sockets do.

use std::sync::Arc;

use frontdesk_app::hub::{Hub, Signal, Subscriber};
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::ids::ConversationId;
use frontdesk_store::Logged;
use frontdesk_store::repo::log;
use frontdesk_testkit::ledger::Breach;
use tokio::sync::mpsc;

use crate::network::Party;
use crate::world::{Violation, World};

/// A reader of one log, as a socket is.
pub struct Reader {
    /// Whose.
    pub party: Party,
    /// At which node.
    pub node: usize,
    epoch: u32,
    /// The log.
    pub conversation: ConversationId,
    /// The last number read.
    pub cursor: u64,
    subscriber: Arc<Subscriber>,
    signals: mpsc::Receiver<Signal>,
}

impl World {
    /// Lets a party follow a log from a cursor on.
    pub fn subscribe(
        &mut self,
        party: Party,
        node: usize,
        conversation: ConversationId,
        cursor: u64,
    ) -> Result<(), Violation> {
        let Some(at) = self.nodes.get(node).filter(|at| at.up) else { return Ok(()) };
        let (subscriber, signals) = Hub::subscriber();
        at.hub.subscribe(conversation, &subscriber);
        let mut reader = Reader { party, node, epoch: at.epoch, conversation, cursor, subscriber, signals };
        self.catch_up(&mut reader)?;
        self.readers.push(reader);
        Ok(())
    }

    /// A party's readers end; where they stood is remembered by visitors.
    pub fn unsubscribe(&mut self, party: Party) {
        let (ended, kept): (Vec<Reader>, Vec<Reader>) =
            std::mem::take(&mut self.readers).into_iter().partition(|reader| reader.party == party);
        self.readers = kept;
        for reader in ended {
            if let Some(node) = self.nodes.get(reader.node).filter(|node| node.epoch == reader.epoch) {
                node.hub.unsubscribe(reader.conversation, &reader.subscriber);
            }
            if let Party::Visitor(number) = party
                && let Some(visitor) = self.visitors.get_mut(number)
            {
                visitor.cursors.insert(reader.conversation, reader.cursor);
            }
        }
    }

    /// Whether a reader has not been told everything.
    pub fn is_behind(&self, reader: &Reader) -> bool {
        let last = self.conversations.get(&reader.conversation).map_or(0, |known| known.walk.last);
        self.nodes.get(reader.node).is_some_and(|node| node.epoch == reader.epoch) && reader.cursor < last
    }

    /// Some of a node's readers read what they were told.
    pub fn drain_some(&mut self, node: usize, per_mille: i64) -> Result<(), Violation> {
        let mut readers = std::mem::take(&mut self.readers);
        for reader in readers.iter_mut().filter(|reader| reader.node == node) {
            if self.nodes.get(node).is_some_and(|node| node.epoch == reader.epoch && node.serves())
                && self.chance.per_mille(per_mille)
            {
                self.drain(reader)?;
            }
        }
        readers.append(&mut self.readers);
        self.readers = readers;
        Ok(())
    }

    fn drain(&mut self, reader: &mut Reader) -> Result<(), Violation> {
        while let Ok(signal) = reader.signals.try_recv() {
            match signal {
                Signal::Entries(_, entries) => {
                    let new: Vec<Arc<Logged>> =
                        entries.iter().filter(|logged| logged.entry.seq > reader.cursor).cloned().collect();
                    match new.first() {
                        Some(first) if first.entry.seq == reader.cursor + 1 => self.tell(reader, &new)?,
                        Some(_) => {
                            self.coverage.add("reader", "gap");
                            self.catch_up(reader)?;
                        }
                        None => {}
                    }
                }
                Signal::Behind(_, last) if reader.cursor < last => {
                    self.coverage.add("reader", "behind");
                    self.catch_up(reader)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn catch_up(&mut self, reader: &mut Reader) -> Result<(), Violation> {
        loop {
            let (id, cursor) = (reader.conversation, reader.cursor);
            let page = self.read(|tx| Ok(log::after(tx, id, cursor)?))?;
            if page.is_empty() {
                return Ok(());
            }
            let page: Vec<Arc<Logged>> = page.into_iter().map(Arc::new).collect();
            self.tell(reader, &page)?;
        }
    }

    /// A reader receives entries: the next ones, and those that were committed (I3, I4).
    fn tell(&mut self, reader: &mut Reader, entries: &[Arc<Logged>]) -> Result<(), Violation> {
        for logged in entries {
            let seq = logged.entry.seq;
            let fault = |rule, what: String| Violation {
                breach: Breach::new(rule, what),
                conversation: Some(reader.conversation),
            };
            if seq != reader.cursor + 1 {
                return Err(fault("I4", format!("{:?} read {seq} after {}", reader.party, reader.cursor)));
            }
            let committed = self
                .conversations
                .get(&reader.conversation)
                .and_then(|known| known.log.get(usize::try_from(seq).unwrap_or(0).saturating_sub(1)));
            if committed != Some(logged) {
                return Err(fault("I3", format!("{:?} read another entry {seq}", reader.party)));
            }
            reader.cursor = seq;
            if let Party::Visitor(number) = reader.party {
                match logged.entry.fact {
                    Fact::Requested { .. } => self.visitor_counts(number, true)?,
                    Fact::Ended { .. } => self.visitor_counts(number, false)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }
}
