//! What visitors do.

use std::collections::BTreeMap;

use frontdesk_app::{token, visitor};
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::ids::{ConversationId, VisitorId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::repo;
use frontdesk_testkit::ledger::Place;
use uuid::Uuid;

use crate::network::{Act, Party};
use crate::route::EMAIL;
use crate::world::{Event, PAGE, SECOND, Violation, World};
use frontdesk_testkit::chance::Chance;

/// A visitor's browser.
pub struct Visitor {
    /// Once known.
    pub id: Option<VisitorId>,
    token: Option<String>,
    /// Node and source, while connected.
    pub connection: Option<(usize, Uuid)>,
    /// Whether presence is kept: only while the visitor waits or talks.
    counted: bool,
    /// The conversation the window shows.
    pub conversation: Option<ConversationId>,
    /// What was read, by conversation.
    pub cursors: BTreeMap<ConversationId, u64>,
    /// The last own entry that was acknowledged, by conversation.
    pub acked: BTreeMap<ConversationId, u64>,
    /// The longest between two acts.
    pace: i64,
    /// How likely words are, of a thousand.
    talks: i64,
    /// How likely vanishing is.
    vanishes: i64,
}

impl Visitor {
    /// A visitor of some temper.
    pub fn new(chance: &mut Chance) -> Self {
        Self {
            id: None,
            token: None,
            connection: None,
            counted: false,
            conversation: None,
            cursors: BTreeMap::new(),
            acked: BTreeMap::new(),
            pace: *chance.one_of(&[10, 30, 60, 400]).unwrap_or(&30),
            talks: chance.between(0, 600),
            vanishes: chance.between(0, 120),
        }
    }
}

impl Visitor {
    /// They stay, and ask on.
    pub fn stay(&mut self) {
        (self.pace, self.talks, self.vanishes) = (60, 600, 0);
    }
}

impl World {
    /// A visitor does something, and will again.
    pub fn visitor_acts(&mut self, number: usize) -> Result<(), Violation> {
        let Some(visitor) = self.visitors.get(number) else { return Ok(()) };
        let (longest, talks, vanishes) = (visitor.pace, visitor.talks, visitor.vanishes);
        let next = self.chance.between(SECOND, longest * SECOND);
        self.after(next, Event::Visitor(number));
        let Some(node) = self.serving(0) else { return Ok(()) };
        self.acting = Some(node);
        self.view_page(number)?;
        let Some(visitor) = self.visitors.get(number) else { return Ok(()) };
        if visitor.connection.is_none() {
            if visitor.id.is_some() && visitor.conversation.is_none() {
                self.visitor_back(number)?;
            }
            if self.visitors.get(number).is_none_or(|visitor| visitor.connection.is_none()) {
                return Ok(());
            }
        }
        let party = Party::Visitor(number);
        let Some(id) = self.visitors.get(number).and_then(|visitor| visitor.conversation) else {
            self.send(party, ConversationId(Uuid::nil()), Act::Open, 0);
            return Ok(());
        };
        if self.chance.per_mille(vanishes) {
            self.visitor_vanishes(number);
            return Ok(());
        }
        let Some(known) = self.conversations.get(&id) else { return Ok(()) };
        let place = known.walk.place.clone();
        let card = known.log.iter().rev().find_map(|logged| match &logged.entry.fact {
            Fact::Asked { card } | Fact::AskedAgain { card, .. } => Some(card.clone()),
            _ => None,
        });
        let was_live = known.log.iter().any(|logged| matches!(logged.entry.fact, Fact::Requested { .. }));
        let words = || Act::Say(String::new());
        let roll = self.chance.between(0, 999);
        let act = match place {
            _ if roll < 10 => self.odd_act(),
            Place::Bot => card.map(|card| self.answer_to(card)),
            Place::Offered(..) if roll < 60 => Some(Act::Cancel),
            Place::Offered(..) if roll < 60 + talks / 2 => Some(words()),
            Place::Held(..) | Place::HeldOffered(..) if roll < 40 => Some(Act::End),
            Place::Held(..) | Place::HeldOffered(..) if roll < 40 + talks => Some(words()),
            Place::Over(_) if was_live && roll < 250 => Some(Act::TalkAgain),
            Place::Over(_) if !was_live && roll < 300 => {
                self.send(party, ConversationId(Uuid::nil()), Act::Open, 0);
                None
            }
            _ => None,
        };
        if let Some(act) = act {
            self.send(party, id, act, 0);
        }
        Ok(())
    }

    fn odd_act(&mut self) -> Option<Act> {
        let odd = [
            Act::Cancel,
            Act::TalkAgain,
            Act::End,
            Act::Say(String::new()),
            Act::Answer(CardId("ask".into()), Answer::Choice(9)),
        ];
        self.chance.one_of(&odd).cloned()
    }

    fn answer_to(&mut self, card: CardId) -> Act {
        let answer = match card.0.as_str() {
            "email" if self.chance.per_mille(300) => Answer::Value("none".into()),
            "email" => Answer::Value(EMAIL.into()),
            _ => Answer::Choice(match self.chance.between(0, 9) {
                0 => 2,
                1..=4 => 1,
                _ => 0,
            }),
        };
        Act::Answer(card, answer)
    }

    /// A browser that is shown something becomes a visitor.
    fn view_page(&mut self, number: usize) -> Result<(), Violation> {
        let Some(visitor) = self.visitors.get(number) else { return Ok(()) };
        if visitor.id.is_some() {
            return Ok(());
        }
        let token = self.write(visitor::make_visitor)?.map_err(crate::world::refused)?;
        let hash = token::hash(&token).unwrap_or_default();
        let id = self.read(|tx| Ok(repo::visitor::find_by_token(tx, &hash)?))?;
        if let Some(visitor) = self.visitors.get_mut(number) {
            visitor.id = id;
            visitor.token = Some(token);
        }
        Ok(())
    }

    /// A visitor's page connects (again): it asks what it shows, and follows that from where it stood.
    pub fn visitor_back(&mut self, number: usize) -> Result<(), Violation> {
        let Some(visitor) = self.visitors.get(number) else { return Ok(()) };
        if visitor.connection.is_some() {
            return Ok(());
        }
        let (Some(_), token) = (visitor.id, visitor.token.clone()) else { return Ok(()) };
        let any = self.chance.below(self.nodes.len());
        let Some(node) = self.serving(any) else {
            let later = self.chance.between(SECOND, 5 * SECOND);
            self.after(later, Event::VisitorBack(number));
            return Ok(());
        };
        self.acting = Some(node);
        let rules = self.rules();
        let viewing = visitor::Viewing { token, page: PAGE.to_owned(), ..visitor::Viewing::default() };
        let show = self.read(|tx| visitor::page_view(tx, &rules, &viewing))?.show;
        let source = Uuid::from_u64_pair(self.chance.draw(), 1);
        self.note(|| format!("visitor {number} is connected to node {node}"));
        let Some(visitor) = self.visitors.get_mut(number) else { return Ok(()) };
        visitor.connection = Some((node, source));
        visitor.counted = false;
        if let visitor::Show::Conversation { conversation, .. } = show {
            visitor.conversation = Some(conversation);
        }
        self.follow_conversation(number)
    }

    /// The window follows its conversation's log.
    pub fn follow_conversation(&mut self, number: usize) -> Result<(), Violation> {
        let Some(visitor) = self.visitors.get(number) else { return Ok(()) };
        let (Some((node, _)), Some(id)) = (visitor.connection, visitor.conversation) else { return Ok(()) };
        let party = Party::Visitor(number);
        if self.readers.iter().any(|reader| reader.party == party && reader.conversation == id) {
            return Ok(());
        }
        // A page that was loaded anew reads from the beginning, a socket that came back from its cursor.
        let anew = self.chance.per_mille(300);
        let cursor = if anew { 0 } else { visitor.cursors.get(&id).copied().unwrap_or(0) };
        self.subscribe(party, node, id, cursor)?;
        let waits = self
            .conversations
            .get(&id)
            .is_some_and(|known| known.walk.offer().is_some() || known.walk.holder().is_some());
        // What a cursor skips was told before: a page that only reconnects knows that it waits.
        if waits { self.visitor_counts(number, true) } else { Ok(()) }
    }

    /// A visitor's connection is gone, which its node notices in a while.
    fn visitor_vanishes(&mut self, number: usize) {
        let Some(visitor) = self.visitors.get_mut(number) else { return };
        let Some((node, source)) = visitor.connection.take() else { return };
        let counted = std::mem::take(&mut visitor.counted);
        self.note(|| format!("visitor {number} vanishes"));
        self.coverage.add("act", "vanish");
        self.unsubscribe(Party::Visitor(number));
        if counted {
            let noticed = if self.chance.per_mille(500) { 0 } else { self.chance.between(0, 30 * SECOND) };
            let epoch = self.nodes.get(node).map_or(0, |node| node.epoch);
            self.after(noticed, Event::Close(node, epoch, source));
        }
        let longest = *self.chance.one_of(&[5, 60, 70, 400]).unwrap_or(&60);
        let back = self.chance.between(SECOND, longest * SECOND);
        self.after(back, Event::VisitorBack(number));
    }

    /// A visitor's connection is counted from a request to its end.
    pub fn visitor_counts(&mut self, number: usize, wanted: bool) -> Result<(), Violation> {
        let Some(visitor) = self.visitors.get_mut(number) else { return Ok(()) };
        let (Some((node, source)), Some(id)) = (visitor.connection, visitor.id) else { return Ok(()) };
        if std::mem::replace(&mut visitor.counted, wanted) == wanted {
            return Ok(());
        }
        if wanted {
            return self.connect(node, id.0, source);
        }
        let epoch = self.nodes.get(node).map_or(0, |node| node.epoch);
        self.close(node, epoch, source)
    }

    /// A node has died: whoever was connected there is not any more.
    pub fn lose_connections(&mut self, dead: usize) {
        for number in 0..self.visitors.len() {
            let Some(visitor) = self.visitors.get_mut(number) else { continue };
            if visitor.connection.is_some_and(|(node, _)| node == dead) {
                visitor.connection = None;
                visitor.counted = false;
                self.unsubscribe(Party::Visitor(number));
                let longest = *self.chance.one_of(&[5, 20, 60]).unwrap_or(&20);
                let back = self.chance.between(0, longest * SECOND);
                self.after(back, Event::VisitorBack(number));
            }
        }
        for number in 0..self.agents.len() {
            let Some(agent) = self.agents.get_mut(number) else { continue };
            let before = agent.consoles.len();
            agent.consoles.retain(|(node, _)| *node != dead);
            if agent.consoles.len() < before {
                self.unsubscribe(Party::Agent(number));
                let longest = *self.chance.one_of(&[5, 20, 60]).unwrap_or(&20);
                let back = self.chance.between(0, longest * SECOND);
                self.after(back, Event::AgentBack(number));
            }
        }
    }
}
