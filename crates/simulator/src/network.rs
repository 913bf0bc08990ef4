//! What lies between clients and servers: commands that arrive late, twice, or without an answer; and readers that
//! follow logs from a real hub, by cursors, as the sockets do.

use std::sync::Arc;

use frontdesk_app::conversation::Sender;
use frontdesk_app::hub::{Hub, Signal, Subscriber};
use frontdesk_app::visitor as visitors;
use frontdesk_app::{AppError, agent as agents};
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::ids::{ClientId, ConversationId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::Logged;
use frontdesk_store::repo::log;
use frontdesk_testkit::ledger::Breach;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::world::{Event, PAGE, SECOND, Violation, World};

/// Who sends or reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// A visitor, by place.
    Visitor(usize),
    /// An agent, by place.
    Agent(usize),
}

/// What a command asks for.
#[derive(Clone, Debug)]
pub enum Act {
    /// A visitor opens the window.
    Open,
    /// A visitor answers a card.
    Answer(CardId, Answer),
    /// Someone says something.
    Say(String),
    /// A visitor waits no more.
    Cancel,
    /// Someone ends the chat.
    End,
    /// A visitor wants to talk again.
    TalkAgain,
    /// An agent takes an offer.
    Accept(u64),
    /// An agent declines an offer.
    Decline(u64),
}

/// A command on its way.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its sender.
    pub party: Party,
    /// Its client id.
    pub client: ClientId,
    /// Its conversation; nil for opening.
    pub conversation: ConversationId,
    /// What it asks for.
    pub act: Act,
    /// Whether the sender knows what became of it.
    pub answered: bool,
}

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
    /// The id by which a party is known.
    pub fn id_of(&self, party: Party) -> Option<Uuid> {
        match party {
            Party::Visitor(number) => self.visitors.get(number)?.id.map(|id| id.0),
            Party::Agent(number) => self.agents.get(number).map(|agent| agent.id.0),
        }
    }

    fn node_of(&self, party: Party) -> Option<usize> {
        match party {
            Party::Visitor(number) => self.visitors.get(number)?.connection.map(|(node, _)| node),
            Party::Agent(number) => self.agents.get(number)?.consoles.first().map(|(node, _)| *node),
        }
    }

    /// Sends a command after a while.
    pub fn send(&mut self, party: Party, conversation: ConversationId, act: Act, delay: i64) {
        let Some(id) = self.id_of(party) else { return };
        let number = self.sent.len();
        let client = ClientId(Uuid::from_u64_pair(self.chance.next(), u64::try_from(number).unwrap_or(0)));
        let act = match act {
            Act::Say(_) => Act::Say(format!("words {number}")),
            other => other,
        };
        let text = match &act {
            Act::Say(text) => Some(text.clone()),
            _ => None,
        };
        let after = self.last_acked(party, conversation);
        self.ledger.sent((id, client), text, after);
        self.sent.push(Sent { party, client, conversation, act, answered: false });
        let lag = if self.chance.per_mille(150) { 3 * SECOND } else { SECOND / 5 };
        let mut delay = delay + if delay == 0 { self.chance.between(0, lag) } else { 0 };
        if self.unkind && self.chance.per_mille(80) {
            self.coverage.add("fault", "lost command");
            delay += self.chance.between(SECOND, 20 * SECOND);
        }
        self.after(delay, Event::Deliver(number));
        if self.unkind && self.chance.per_mille(60) {
            self.coverage.add("fault", "command twice");
            let again = self.chance.between(0, 60 * SECOND);
            self.after(delay + again, Event::Deliver(number));
        }
    }

    fn last_acked(&self, party: Party, conversation: ConversationId) -> Option<u64> {
        match party {
            Party::Visitor(number) => self.visitors.get(number)?.acked.get(&conversation).copied(),
            Party::Agent(number) => self.agents.get(number)?.acked.get(&conversation).copied(),
        }
    }

    /// A command arrives.
    pub fn deliver(&mut self, number: usize) -> Result<(), Violation> {
        let Some(sent) = self.sent.get(number).cloned() else { return Ok(()) };
        let wanted = self.node_of(sent.party).unwrap_or(0);
        let Some(node) = self.serving(wanted) else {
            let later = self.chance.between(SECOND, 6 * SECOND);
            self.after(later, Event::Deliver(number));
            return Ok(());
        };
        if let Party::Agent(agent) = sent.party
            && self.agents.get(agent).is_none_or(|agent| agent.session.is_none())
        {
            return Ok(()); // the edge refuses who is not signed in
        }
        self.acting = Some(node);
        let Some(id) = self.id_of(sent.party) else { return Ok(()) };
        let by = (id, sent.client);
        let done_before = self.done(&sent, id);
        let result = self.carry_out_command(&sent, id)?;
        self.note(|| format!("{:?} {:?} on {}: {result:?}", sent.party, sent.act, sent.conversation));
        match &result {
            Ok(_) => self.coverage.add("act", name(&sent.act)),
            Err(_) => self.coverage.add("refused", name(&sent.act)),
        }
        let fault = |rule, what: String| Violation {
            breach: Breach::new(rule, what),
            conversation: Some(sent.conversation),
        };
        if let Some(before) = done_before {
            match &result {
                Ok((conversation, seq)) if (*conversation, *seq) == before => {}
                other => {
                    let what = format!("{:?} again: {other:?}, at first {before:?}", sent.act);
                    return Err(fault("I1", what));
                }
            }
        }
        if let Ok((conversation, seq)) = &result {
            self.check_answer(&sent, *conversation, *seq)
                .map_err(|breach| Violation { breach, conversation: Some(*conversation) })?;
        }
        if self.unkind && self.chance.per_mille(4) {
            self.crash(node);
        } else if !(self.unkind && self.chance.per_mille(80)) {
            if let Some(sent) = self.sent.get_mut(number) {
                sent.answered = true;
            }
            if let Ok((conversation, seq)) = result {
                if !matches!(sent.act, Act::Open) {
                    self.ledger.acked(by, conversation, seq)?;
                }
                return self.answered(&sent, conversation, seq);
            }
            return Ok(());
        } else {
            self.coverage.add("fault", "lost answer");
        }
        let again = self.chance.between(SECOND, 20 * SECOND);
        self.after(again, Event::Deliver(number));
        Ok(())
    }

    /// The sender learns that a command was carried out.
    fn answered(&mut self, sent: &Sent, conversation: ConversationId, seq: u64) -> Result<(), Violation> {
        let acked = match sent.party {
            Party::Visitor(number) => self.visitors.get_mut(number).map(|visitor| &mut visitor.acked),
            Party::Agent(number) => self.agents.get_mut(number).map(|agent| &mut agent.acked),
        };
        if let Some(acked) = acked {
            let last = acked.entry(conversation).or_insert(seq);
            *last = (*last).max(seq);
        }
        match (&sent.act, sent.party) {
            (Act::Open, Party::Visitor(number)) => {
                if let Some(visitor) = self.visitors.get_mut(number) {
                    visitor.conversation = visitor.conversation.max(Some(conversation));
                }
                self.follow_conversation(number)
            }
            _ => Ok(()),
        }
    }

    /// What a command was answered with when it was carried out before.
    fn done(&self, sent: &Sent, id: Uuid) -> Option<(ConversationId, u64)> {
        if matches!(sent.act, Act::Open) {
            // What only found a conversation has left no trace, and may be answered otherwise later.
            let began = self.conversations.iter().find(|(_, known)| {
                known.log.first().is_some_and(|first| first.command == Some((id, sent.client)))
            })?;
            return Some((*began.0, 0));
        }
        let known = self.conversations.get(&sent.conversation)?;
        let made = known.log.iter().find(|logged| logged.command == Some((id, sent.client)))?;
        Some((sent.conversation, made.entry.seq))
    }

    fn carry_out_command(
        &mut self,
        sent: &Sent,
        id: Uuid,
    ) -> Result<Result<(ConversationId, u64), AppError>, Violation> {
        let (rules, on) = (self.rules(), sent.conversation);
        let sender = Sender { party: id, client_id: sent.client };
        let visitor = frontdesk_domain::ids::VisitorId(id);
        let user = frontdesk_domain::ids::UserId(id);
        let from_agent = matches!(sent.party, Party::Agent(_));
        if matches!(sent.act, Act::Open) {
            let dialogue = self.dialogue;
            let done = self.write(|tx| visitors::open(tx, &rules, visitor, sender, dialogue, PAGE))?;
            return Ok(done.map(|opening| (opening.conversation, 0)));
        }
        let done = self.write(|tx| match &sent.act {
            Act::Open => Err(AppError::NotFound),
            Act::Answer(card, answer) => visitors::answer(tx, &rules, visitor, sender, on, card, answer),
            Act::Say(text) if from_agent => agents::say(tx, &rules, user, sender, on, text),
            Act::Say(text) => visitors::say(tx, &rules, visitor, sender, on, text),
            Act::Cancel => visitors::cancel(tx, &rules, visitor, sender, on),
            Act::End if from_agent => agents::end(tx, &rules, user, sender, on),
            Act::End => visitors::end(tx, &rules, visitor, sender, on),
            Act::TalkAgain => visitors::talk_again(tx, &rules, visitor, sender, on),
            Act::Accept(offer) => agents::accept(tx, &rules, user, sender, on, *offer),
            Act::Decline(offer) => agents::decline(tx, &rules, user, sender, on, *offer),
        })?;
        Ok(done.map(|seq| (on, seq)))
    }

    /// The entry that an acknowledgement names is the one that was asked for.
    fn check_answer(&self, sent: &Sent, id: ConversationId, seq: u64) -> Result<(), Breach> {
        let Some(known) = self.conversations.get(&id).filter(|_| seq > 0) else { return Ok(()) };
        let made = known.log.get(usize::try_from(seq).unwrap_or(0).saturating_sub(1));
        let fact = made.map(|made| &made.entry.fact);
        let fits = match (&sent.act, fact) {
            (Act::Say(_), Some(Fact::Said { .. }))
            | (Act::Answer(..), Some(Fact::Answered { .. } | Fact::Misanswered { .. }))
            | (Act::Cancel | Act::End, Some(Fact::Withdrawn { .. } | Fact::Ended { .. }))
            | (Act::TalkAgain, Some(Fact::Requested { .. })) => true,
            (Act::Accept(wanted), Some(Fact::Accepted { offer, .. }))
            | (Act::Decline(wanted), Some(Fact::Declined { offer, .. })) => wanted == offer,
            _ => false,
        };
        if fits {
            return Ok(());
        }
        Err(Breach::new("I1", format!("{:?} was acknowledged as entry {seq}, {fact:?}", sent.act)))
    }

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

fn name(act: &Act) -> &'static str {
    match act {
        Act::Open => "open",
        Act::Answer(..) => "answer",
        Act::Say(_) => "say",
        Act::Cancel => "cancel",
        Act::End => "end",
        Act::TalkAgain => "talk again",
        Act::Accept(_) => "accept",
        Act::Decline(_) => "decline",
    }
}
