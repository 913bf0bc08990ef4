//! What agents do.

use std::collections::BTreeMap;

use frontdesk_app::conversation::server_command;
use frontdesk_app::{AppError, agent, desk, session};
use frontdesk_domain::conversation::fact::TransferTo;
use frontdesk_domain::conversation::machine::Command;
use frontdesk_domain::ids::{ConversationId, SessionId, UserId};
use frontdesk_store::repo;
use jiff::Timestamp;
use uuid::Uuid;

use crate::network::{Act, Party};
use crate::world::{Event, SECOND, Violation, World, refused};
use frontdesk_testkit::chance::Chance;

/// An agent with their consoles.
pub struct Agent {
    /// Who.
    pub id: UserId,
    /// Their session, while signed in.
    pub session: Option<SessionId>,
    /// Node and source of each console.
    pub consoles: Vec<(usize, Uuid)>,
    /// The inbox toggle.
    pub available: bool,
    /// Not deactivated.
    pub active: bool,
    /// How many chats they may hold, where that is not everybody's limit.
    pub limit: Option<u32>,
    /// When they last took a chat or had one ended.
    pub chatted: Option<Timestamp>,
    /// When they last turned available again.
    pub unavailable_until: Timestamp,
    /// The last own entry that was acknowledged, by conversation.
    pub acked: BTreeMap<ConversationId, u64>,
    pace: i64,
    accepts: i64,
    declines: i64,
    talks: i64,
    hands: i64,
    restless: i64,
}

impl Agent {
    /// An agent of some temper.
    pub fn new(id: UserId, chance: &mut Chance) -> Self {
        Self {
            id,
            session: None,
            consoles: Vec::new(),
            available: true,
            active: true,
            limit: None,
            chatted: None,
            unavailable_until: Timestamp::UNIX_EPOCH,
            acked: BTreeMap::new(),
            pace: *chance.one_of(&[10, 30, 80]).unwrap_or(&30),
            accepts: *chance.one_of(&[0, 300, 700, 900]).unwrap_or(&700),
            declines: *chance.one_of(&[0, 100, 300]).unwrap_or(&100),
            talks: *chance.one_of(&[0, 100, 500]).unwrap_or(&100),
            hands: *chance.one_of(&[0, 30, 150]).unwrap_or(&30),
            restless: *chance.one_of(&[0, 20, 60, 150]).unwrap_or(&20),
        }
    }
}

impl Agent {
    /// They take chats, and never say a word.
    pub fn fall_silent(&mut self) {
        (self.pace, self.accepts, self.declines) = (80, 900, 0);
        (self.talks, self.hands, self.restless) = (0, 0, 0);
    }
}

impl World {
    /// An agent does something, and will again.
    pub fn agent_acts(&mut self, number: usize) -> Result<(), Violation> {
        let Some(agent) = self.agents.get(number) else { return Ok(()) };
        let (id, pace, restless) = (agent.id, agent.pace, agent.restless);
        let next = self.chance.between(SECOND, pace * SECOND);
        self.after(next, Event::Agent(number));
        let Some(node) = self.serving(0) else { return Ok(()) };
        self.acting = Some(node);
        let Some(agent) = self.agents.get(number) else { return Ok(()) };
        if !agent.active {
            return if self.chance.per_mille(150) { self.set_active(number, true) } else { Ok(()) };
        }
        if agent.session.is_none() {
            return if self.chance.per_mille(200) { self.sign_in(number) } else { Ok(()) };
        }
        if agent.consoles.is_empty() {
            return Ok(());
        }
        if self.chance.per_mille(restless) {
            return self.agent_moves(number);
        }
        let (accepts, declines, talks, hands) = (agent.accepts, agent.declines, agent.talks, agent.hands);
        let warning = self.limits.inactivity_warning;
        let desk = self.read(|tx| desk::read(tx, id, false, warning))?;
        let party = Party::Agent(number);
        for (conversation, offer) in &desk.offers {
            let roll = self.chance.between(0, 999);
            let left = self.clock_at(offer.until) - self.clock;
            let late = self.chance.between(-1, 1);
            let delay = if self.chance.per_mille(150) { (left + late).max(0) } else { 0 };
            if roll < accepts {
                self.send(party, *conversation, Act::Accept(offer.offer), delay);
                if self.chance.per_mille(100) {
                    let other = if self.chance.per_mille(500) { Act::Accept } else { Act::Decline };
                    self.send(party, *conversation, other(offer.offer), delay);
                }
            } else if roll < accepts + declines {
                self.send(party, *conversation, Act::Decline(offer.offer), delay);
            }
        }
        if self.chance.per_mille(60) {
            self.odd_answer(number);
        }
        for (conversation, chat) in &desk.chats {
            let cursor = self.agents.get(number).and_then(|a| a.consoles.first()).map(|(node, _)| *node);
            let followed = self.readers.iter().any(|r| r.party == party && r.conversation == *conversation);
            if let (Some(node), false) = (cursor, followed) {
                self.subscribe(party, node, *conversation, 0)?;
            }
            let eager = if chat.waiting_since.is_some() { talks * 2 } else { talks / 3 };
            if self.chance.per_mille(eager) {
                self.send(party, *conversation, Act::Say(String::new()), 0);
            } else if self.chance.per_mille(if chat.handing_over { 150 } else { hands }) {
                let act = if chat.handing_over { Act::TakeBack } else { Act::Transfer(self.another()) };
                self.send(party, *conversation, act, 0);
            } else if self.chance.per_mille(20) {
                self.send(party, *conversation, Act::End, 0);
            }
        }
        Ok(())
    }

    /// Some agent, oneself among them.
    fn anyone(&mut self) -> UserId {
        let agents: Vec<UserId> = self.agents.iter().map(|agent| agent.id).collect();
        self.chance.one_of(&agents).copied().unwrap_or(UserId(Uuid::nil()))
    }

    /// Whom a chat is handed to.
    fn another(&mut self) -> TransferTo {
        match self.routing.team {
            Some(team) if self.chance.per_mille(300) => TransferTo::Team(team),
            _ => TransferTo::Agent(self.anyone()),
        }
    }

    /// An answer to an offer that is stale, or another's.
    fn odd_answer(&mut self, number: usize) {
        let recent = self.offers.len().saturating_sub(12);
        let Some((id, offer, _)) = self.chance.one_of(self.offers.get(recent..).unwrap_or_default()).copied()
        else {
            return;
        };
        self.coverage.add("act", "odd answer");
        let act = if self.chance.per_mille(700) { Act::Accept(offer) } else { Act::Decline(offer) };
        self.send(Party::Agent(number), id, act, 0);
    }

    fn agent_moves(&mut self, number: usize) -> Result<(), Violation> {
        match self.chance.between(0, 9) {
            0..=3 => self.toggle(number),
            4 | 5 => {
                self.lose_consoles(number, false);
                Ok(())
            }
            6 => self.open_console(number),
            7 => self.sign_out(number),
            8 => {
                self.set_active(number, false)?;
                self.end_consoles(number);
                if let Some(agent) = self.agents.get_mut(number) {
                    agent.session = None;
                }
                Ok(())
            }
            _ => {
                self.lose_consoles(number, true);
                Ok(())
            }
        }
    }

    /// An agent turns available or not; then, perhaps, their offers are withdrawn as the edge does it.
    fn toggle(&mut self, number: usize) -> Result<(), Violation> {
        let Some(agent) = self.agents.get(number) else { return Ok(()) };
        let (id, available) = (agent.id, !agent.available);
        self.note(|| format!("agent {number} turns {}available", if available { "" } else { "un" }));
        self.coverage.add("act", "toggle");
        self.write(|tx| agent::set_available(tx, id, available))?.map_err(refused)?;
        let now = self.now();
        if let Some(agent) = self.agents.get_mut(number) {
            agent.available = available;
            agent.unavailable_until = agent.unavailable_until.max(now);
        }
        self.stir();
        if available || self.chance.per_mille(200) {
            return Ok(());
        }
        let offered = self.read(|tx| Ok(repo::conversation::offered_to(tx, id)?))?;
        for stored in offered {
            let rules = self.rules();
            match self.write(|tx| server_command(tx, &rules, stored.id, &Command::Unavailable(id)))? {
                Ok(_) | Err(AppError::Refused(_) | AppError::NotFound) => {}
                Err(error) => return Err(refused(error)),
            }
        }
        self.reckon_due()
    }

    /// An agent signs in, with one console.
    pub fn sign_in(&mut self, number: usize) -> Result<(), Violation> {
        let Some(id) = self.agents.get(number).map(|agent| agent.id) else { return Ok(()) };
        let token = self.write(|tx| session::begin(tx, id, &session::Place::default()))?.map_err(refused)?;
        let found = self.read(|tx| session::find(tx, &token))?;
        if let Some(agent) = self.agents.get_mut(number) {
            agent.session = found.and_then(|signed_in| signed_in.session().map(|session| session.id));
        }
        self.open_console(number)
    }

    fn open_console(&mut self, number: usize) -> Result<(), Violation> {
        let any = self.chance.below(self.nodes.len());
        let Some(node) = self.serving(any) else { return Ok(()) };
        let source = Uuid::from_u64_pair(self.chance.draw(), 2);
        let Some(agent) = self.agents.get_mut(number).filter(|agent| agent.consoles.len() < 3) else {
            return Ok(());
        };
        agent.consoles.push((node, source));
        let id = agent.id;
        self.note(|| format!("agent {number} has a console at node {node}"));
        self.connect(node, id.0, source)
    }

    /// An agent signs out: the consoles' sockets are closed in a while.
    fn sign_out(&mut self, number: usize) -> Result<(), Violation> {
        let Some(agent) = self.agents.get_mut(number) else { return Ok(()) };
        let (id, Some(session)) = (agent.id, agent.session.take()) else { return Ok(()) };
        self.note(|| format!("agent {number} signs out"));
        self.coverage.add("act", "sign out");
        self.write(|tx| session::end(tx, session, id))?.map_err(refused)?;
        self.left_on_purpose(id.0);
        self.stir();
        self.end_consoles(number);
        Ok(())
    }

    /// The server closes all consoles of a session that has ended, within some seconds.
    fn end_consoles(&mut self, number: usize) {
        self.unsubscribe(Party::Agent(number));
        let Some(agent) = self.agents.get_mut(number) else { return };
        for (node, source) in std::mem::take(&mut agent.consoles) {
            let epoch = self.nodes.get(node).map_or(0, |node| node.epoch);
            let delay = self.chance.between(0, 4 * SECOND);
            self.after(delay, Event::Close(node, epoch, source));
        }
    }

    /// Consoles are closed, or cut off; they come back after a while.
    fn lose_consoles(&mut self, number: usize, long: bool) {
        self.note(|| format!("agent {number} loses their consoles"));
        self.coverage.add("act", "lose consoles");
        self.unsubscribe(Party::Agent(number));
        let Some(agent) = self.agents.get_mut(number) else { return };
        for (node, source) in std::mem::take(&mut agent.consoles) {
            let epoch = self.nodes.get(node).map_or(0, |node| node.epoch);
            let noticed = if self.chance.per_mille(500) { 0 } else { self.chance.between(0, 30 * SECOND) };
            self.after(noticed, Event::Close(node, epoch, source));
        }
        let longest = *self.chance.one_of(if long { &[350, 420, 900] } else { &[5, 80, 200] }).unwrap_or(&80);
        let back = self.chance.between(if long { 250 } else { 1 } * SECOND, longest * SECOND);
        self.after(back, Event::AgentBack(number));
    }

    /// An agent opens a console again.
    pub fn agent_back(&mut self, number: usize) -> Result<(), Violation> {
        let Some(agent) = self.agents.get(number) else { return Ok(()) };
        if agent.session.is_none() || !agent.active || !agent.consoles.is_empty() {
            return Ok(());
        }
        if !self.nodes.iter().any(crate::server::Node::serves) {
            let later = self.chance.between(SECOND, 5 * SECOND);
            self.after(later, Event::AgentBack(number));
            return Ok(());
        }
        self.open_console(number)
    }

    /// An agent's account changes.
    pub fn set_active(&mut self, number: usize, active: bool) -> Result<(), Violation> {
        let Some(id) = self.agents.get(number).map(|agent| agent.id) else { return Ok(()) };
        self.note(|| format!("agent {number} is {}", if active { "taken back" } else { "deactivated" }));
        self.coverage.add("act", if active { "reactivate" } else { "deactivate" });
        self.write(|tx| if active { agent::reactivate(tx, id) } else { agent::deactivate(tx, id) })?
            .map_err(refused)?;
        let now = self.now();
        if let Some(agent) = self.agents.get_mut(number) {
            agent.active = active;
            agent.unavailable_until = agent.unavailable_until.max(now);
        }
        if !active {
            self.left_on_purpose(id.0);
        }
        self.stir();
        Ok(())
    }
}
