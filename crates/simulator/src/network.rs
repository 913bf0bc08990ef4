//! What lies between clients and servers: commands that arrive late, twice, or without an answer.

use frontdesk_app::conversation::Sender;
use frontdesk_app::visitor as visitors;
use frontdesk_app::{AppError, agent as agents};
use frontdesk_domain::conversation::fact::{Fact, TransferTo};
use frontdesk_domain::ids::{ClientId, ConversationId, UserId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_testkit::ledger::Breach;
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
    /// An agent hands their chat to another.
    Transfer(TransferTo),
    /// An agent no longer hands it over.
    TakeBack,
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
        let client = ClientId(Uuid::from_u64_pair(self.chance.draw(), u64::try_from(number).unwrap_or(0)));
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
        let user = UserId(id);
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
            Act::Decline(offer) => agents::decline(tx, &rules, user, sender, on, *offer, ""),
            Act::Transfer(to) => agents::transfer(tx, &rules, user, sender, on, *to, "please"),
            Act::TakeBack => agents::take_back(tx, &rules, user, sender, on),
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
            | (Act::TalkAgain, Some(Fact::Requested { .. }))
            // The holder who hands over what others are asked to take for want of them is back first.
            | (Act::Transfer(_), Some(Fact::Transferring { .. } | Fact::Withdrawn { .. }))
            | (Act::TakeBack, Some(Fact::Withdrawn { .. })) => true,
            (Act::Accept(wanted), Some(Fact::Accepted { offer, .. }))
            | (Act::Decline(wanted), Some(Fact::Declined { offer, .. })) => wanted == offer,
            _ => false,
        };
        if fits {
            return Ok(());
        }
        Err(Breach::new("I1", format!("{:?} was acknowledged as entry {seq}, {fact:?}", sent.act)))
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
        Act::Transfer(_) => "transfer",
        Act::TakeBack => "take back",
    }
}
