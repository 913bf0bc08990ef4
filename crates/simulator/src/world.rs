//! One simulated world: agents, visitors and servers over the real use cases and the real store, under one queue of
//! events. Everything follows from the seed; nothing sleeps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use frontdesk_app::account::{NewAccount, create};
use frontdesk_app::{AppError, Rules};
use frontdesk_domain::ids::{ConversationId, DialogueId, UserId, VisitorId};
use frontdesk_domain::limits::Limits;
use frontdesk_domain::permission::ProfileId;
use frontdesk_domain::stream::Route;
use frontdesk_store::{Inline, Logged, StoreError, Tx, Wake};
use frontdesk_testkit::ledger::{Breach, Ledger, LogWalk};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::agent::Agent;
use crate::coverage::Coverage;
use crate::network::Sent;
use crate::reader::Reader;
use crate::route::Routing;
use crate::server::Node;
use crate::visitor::Visitor;
use frontdesk_testkit::chance::Chance;

/// The page on which everything happens.
pub const PAGE: &str = "https://shop.example/";
/// One second.
pub const SECOND: i64 = 1_000_000;

/// A rule was broken.
#[derive(Clone, Debug)]
pub struct Violation {
    /// What.
    pub breach: Breach,
    /// In which conversation.
    pub conversation: Option<ConversationId>,
}

impl From<Breach> for Violation {
    fn from(breach: Breach) -> Self {
        Self { breach, conversation: None }
    }
}

/// A conversation as the world knows it, from what was committed.
pub struct Known {
    /// Whose it is.
    pub visitor: VisitorId,
    /// Every committed entry, in order.
    pub log: Vec<Arc<Logged>>,
    /// Where it stands by the ledger's reading.
    pub walk: LogWalk,
}

/// Something that will happen.
pub enum Event {
    /// A visitor does something.
    Visitor(usize),
    /// An agent does something.
    Agent(usize),
    /// A command arrives, perhaps not for the first time.
    Deliver(usize),
    /// Wakes arrive at a node's hub.
    Publish(usize, u32, Vec<Wake>),
    /// A node carries out what it found before.
    CarryOut(usize, u32, Vec<frontdesk_app::sweep::Todo>),
    /// A node notices that a connection is gone.
    Close(usize, u32, Uuid),
    /// A visitor's page connects again.
    VisitorBack(usize),
    /// An agent opens a console again.
    AgentBack(usize),
    /// Something breaks.
    Fault,
    /// The admin changes something.
    Admin,
    /// A node starts.
    Start(usize),
    /// A node goes on after a pause.
    Resume(usize),
}

/// A simulated world.
pub struct World {
    /// Chance.
    pub chance: Chance,
    /// The record.
    pub store: Inline,
    /// The admin's limits.
    pub limits: Limits,
    /// For how many minutes visitors wait where nobody can take their chat; `None` where they don't.
    pub queue_minutes: Option<u32>,
    /// What the admin has said of routing.
    pub routing: Routing,
    /// Whom the card asks for.
    pub route: Route,
    /// True microseconds since the beginning.
    pub clock: i64,
    /// How far the servers' clock is off.
    pub offset: i64,
    /// What will happen, in order.
    pub queue: BTreeMap<(i64, u64), Event>,
    order: u64,
    /// The servers.
    pub nodes: Vec<Node>,
    /// The agents, in ring order.
    pub agents: Vec<Agent>,
    /// The visitors.
    pub visitors: Vec<Visitor>,
    /// Commands, sent or to be.
    pub sent: Vec<Sent>,
    /// Readers of logs.
    pub readers: Vec<Reader>,
    /// The dialogue of the page.
    pub dialogue: DialogueId,
    /// All conversations.
    pub conversations: BTreeMap<ConversationId, Known>,
    /// What was promised.
    pub ledger: Ledger,
    /// By subject and source: when heard, and whether left on purpose.
    pub leases: BTreeMap<(Uuid, Uuid), (Timestamp, bool)>,
    /// Since when some node has served without a break, in true time.
    pub serving_since: Option<i64>,
    /// The earliest deadline in the record.
    pub next_due: Option<Timestamp>,
    /// The node that acts.
    pub acting: Option<usize>,
    /// Whether things break.
    pub unkind: bool,
    /// Whether agents take chats and then never say a word (`ROUTE-14`).
    pub silent: bool,
    /// How slow the record is at worst, in microseconds.
    pub slow: i64,
    /// What it went through.
    pub coverage: Coverage,
    /// The trace, when it is wanted.
    pub trace: Option<Vec<String>>,
    /// Offers that were seen by anyone.
    pub offers: Vec<(ConversationId, u64, UserId)>,
    /// Conversations that changed since they were last compared with the record.
    pub changed: BTreeSet<ConversationId>,
}

impl World {
    /// The world of a seed.
    pub fn new(seed: u64, traced: bool) -> Result<Self, Violation> {
        let mut chance = Chance::new(seed);
        let limits = Limits {
            chats_per_agent: u32::try_from(chance.between(1, 10))
                .unwrap_or(1)
                .min(if chance.per_mille(700) { 3 } else { 10 }),
            ..Limits::default()
        };
        let store = Inline::memory().map_err(|error| broken(&error))?;
        let (many, silent) = (chance.per_mille(100), chance.per_mille(60));
        let (many, kind) = (many && !silent, silent || chance.per_mille(150));
        let agents = chance.between(
            2,
            if many {
                12
            } else if silent {
                3
            } else {
                5
            },
        );
        let visitors = chance.between(
            1,
            if many {
                30
            } else if silent {
                2
            } else {
                7
            },
        );
        let nodes = if chance.per_mille(400) { 2 } else { 1 };
        let mut world = Self {
            store,
            limits,
            queue_minutes: None,
            routing: Routing::default(),
            route: Route::RoundRobin,
            clock: 0,
            offset: 0,
            queue: BTreeMap::new(),
            order: 0,
            nodes: Vec::new(),
            agents: Vec::new(),
            visitors: Vec::new(),
            sent: Vec::new(),
            readers: Vec::new(),
            dialogue: DialogueId(Uuid::nil()),
            conversations: BTreeMap::new(),
            ledger: Ledger::default(),
            leases: BTreeMap::new(),
            serving_since: None,
            next_due: None,
            acting: None,
            unkind: !kind,
            silent,
            slow: if chance.per_mille(500) { 3 * SECOND } else { 0 },
            coverage: Coverage::default(),
            trace: traced.then(Vec::new),
            offers: Vec::new(),
            changed: BTreeSet::new(),
            chance,
        };
        for number in 0..agents {
            let account = NewAccount {
                email: format!("agent{number}@shop.example"),
                name: format!("Agent {number}"),
                password_hash: String::new(),
                profiles: vec![ProfileId::LIVE_AGENT],
                takes_chats: false,
                demo: false,
            };
            let id = world.write(|tx| create(tx, &account))?.map_err(refused)?;
            let mut agent = Agent::new(id, &mut world.chance);
            if silent {
                agent.fall_silent();
            }
            world.agents.push(agent);
        }
        world.route = world.set_up_routing()?;
        world.set_up()?;
        world.publish_dialogue()?;
        for _ in 0..nodes {
            world.nodes.push(Node::default());
        }
        for node in 0..world.nodes.len() {
            world.start(node)?;
        }
        for number in 0..world.agents.len() {
            world.sign_in(number)?;
            let at = world.chance.between(0, 10 * SECOND);
            world.after(at, Event::Agent(number));
        }
        for number in 0..visitors {
            let mut visitor = Visitor::new(&mut world.chance);
            if silent {
                visitor.stay();
            }
            world.visitors.push(visitor);
            let at = world.chance.between(0, if number > 5 { 60 } else { 200 } * SECOND);
            world.after(at, Event::Visitor(usize::try_from(number).unwrap_or(0)));
        }
        if world.unkind {
            let at = world.chance.between(SECOND, 200 * SECOND);
            world.after(at, Event::Fault);
        }
        if world.chance.per_mille(500) {
            let at = world.chance.between(SECOND, 300 * SECOND);
            world.after(at, Event::Admin);
        }
        Ok(world)
    }

    /// The servers' time.
    pub fn now(&self) -> Timestamp {
        self.instant(self.clock)
    }

    /// A true instant by the servers' clock as it goes now.
    pub fn instant(&self, clock: i64) -> Timestamp {
        Timestamp::from_microsecond(1_790_000_000 * SECOND + clock + self.offset).unwrap_or(Timestamp::MAX)
    }

    /// When the servers' clock, as it goes now, shows an instant.
    pub fn clock_at(&self, at: Timestamp) -> i64 {
        at.as_microsecond() - 1_790_000_000 * SECOND - self.offset
    }

    /// Lets something happen later.
    pub fn after(&mut self, delay: i64, event: Event) {
        self.order += 1;
        self.queue.insert((self.clock + delay.max(0), self.order), event);
    }

    /// Notes a line of the trace.
    pub fn note(&mut self, line: impl FnOnce() -> String) {
        let clock = self.clock;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{:>12.6} {}", SignedDuration::from_micros(clock).as_secs_f64(), line()));
        }
    }

    /// The rules of the node that acts.
    pub fn rules(&self) -> Rules {
        let node = self.acting.and_then(|node| self.nodes.get(node));
        let ready = node.map_or(Timestamp::UNIX_EPOCH, |node| node.ready);
        let routing = node.map(|node| Arc::clone(&node.known)).unwrap_or_default();
        Rules { limits: self.limits.clone(), routing, ..Rules::new(ready) }
    }

    /// One transaction, with everything that follows from its commit. A refusal is the caller's to judge; a failing
    /// record is a violation.
    pub fn write<T>(
        &mut self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, AppError>,
    ) -> Result<Result<T, AppError>, Violation> {
        let (now, seed) = (self.now(), self.chance.draw());
        self.coverage.writes += 1;
        match self.store.write(now, seed, f) {
            Ok((value, wakes)) => {
                self.committed(&wakes)?;
                Ok(Ok(value))
            }
            Err(AppError::Store(error)) => Err(broken(&error)),
            Err(error) => Ok(Err(error)),
        }
    }

    /// One read.
    pub fn read<T>(&mut self, f: impl Fn(&mut Tx<'_>) -> Result<T, AppError>) -> Result<T, Violation> {
        let (now, seed) = (self.now(), self.chance.draw());
        self.store.read(now, seed, f).map_err(refused)
    }

    /// Runs to the end; the number of steps, or what was broken.
    pub fn run(&mut self) -> Result<(), Violation> {
        let length = self.chance.between(if self.silent { 30 } else { 8 } * 60, 35 * 60) * SECOND;
        let steps = 600;
        while self.clock < length && self.coverage.steps < steps {
            self.step()?;
        }
        self.settle_down()
    }

    /// The next event, or the next turn of a node.
    pub fn step(&mut self) -> Result<(), Violation> {
        self.coverage.steps += 1;
        let turn = self.next_turn();
        let event = self.queue.first_key_value().map(|(key, _)| *key);
        match (turn, event) {
            (Some((at, node)), key) if key.is_none_or(|(event, _)| at <= event) => {
                self.clock = self.clock.max(at);
                self.turn(node)?;
            }
            (_, Some(key)) => {
                self.clock = self.clock.max(key.0);
                if let Some(event) = self.queue.remove(&key) {
                    self.happen(event)?;
                }
            }
            _ => self.clock += SECOND,
        }
        self.check_cheaply()?;
        if self.coverage.steps.is_multiple_of(64) {
            self.check_record()?;
        }
        Ok(())
    }

    fn happen(&mut self, event: Event) -> Result<(), Violation> {
        match event {
            Event::Visitor(number) => self.visitor_acts(number),
            Event::Agent(number) => self.agent_acts(number),
            Event::Deliver(number) => self.deliver(number),
            Event::Publish(node, epoch, wakes) => self.publish(node, epoch, wakes),
            Event::CarryOut(node, epoch, todo) => self.carry_out(node, epoch, todo),
            Event::Close(node, epoch, source) => self.close(node, epoch, source),
            Event::VisitorBack(number) => self.visitor_back(number),
            Event::AgentBack(number) => self.agent_back(number),
            Event::Fault => {
                self.fault();
                Ok(())
            }
            Event::Admin => self.admin_acts(),
            Event::Start(node) => self.start(node),
            Event::Resume(node) => {
                self.resume(node);
                Ok(())
            }
        }
    }
}

/// A failing record is a violation.
pub fn broken(error: &StoreError) -> Violation {
    Breach::new("I10", format!("the record failed: {error}")).into()
}

/// A refusal where none may be.
pub fn refused(error: AppError) -> Violation {
    match error {
        AppError::Store(error) => broken(&error),
        other => Breach::new("I10", format!("refused: {other}")).into(),
    }
}
