//! The servers: their workers' turns as `app::worker` takes them, connections, crashes, pauses and clocks.
//!
//! A turn that would find nothing is left out: the next one is set for the first instant at which there can be
//! something to do. Were that instant wrong, the checks of lateness would tell.

use std::collections::BTreeMap;
use std::sync::Arc;

use frontdesk_app::AppError;
use frontdesk_app::conversation::server_command;
use frontdesk_app::hub::Hub;
use frontdesk_app::routing::{Known, queue};
use frontdesk_app::sweep::{self, Todo};
use frontdesk_domain::ids::ConversationId;
use frontdesk_store::Wake;
use frontdesk_store::repo::conversation;
use jiff::Timestamp;
use uuid::Uuid;

use crate::world::{Event, SECOND, Violation, World};

/// How often a worker looks at deadlines.
const LOOK: i64 = SECOND / 5;
/// How often it looks at leases.
const SWEEP: i64 = SECOND;
/// How often it renews presence.
const RENEW: i64 = 15 * SECOND;
/// How often it looks for lost wakes.
const COMPARE: i64 = 2 * SECOND;

/// One server.
#[expect(clippy::struct_excessive_bools, reason = "independent conditions of one process")]
pub struct Node {
    /// Whether it runs.
    pub up: bool,
    /// Whether it is held up: it runs, but does nothing.
    pub paused: bool,
    /// Whether a turn is under way.
    busy: bool,
    /// Counts its starts.
    pub epoch: u32,
    /// Since when it is ready, by the servers' clock.
    pub ready: Timestamp,
    /// What feeds the sockets.
    pub hub: Hub,
    /// Connections whose presence it renews: subject by source.
    pub connections: BTreeMap<Uuid, Uuid>,
    turned: i64,
    renewed: Option<Timestamp>,
    swept: Option<Timestamp>,
    compared: Option<Timestamp>,
    /// Whether something has changed since the last look at leases that found nothing.
    pub stirred: bool,
    /// What it remembers of the rules and settings of routing.
    pub known: Arc<Known>,
}

impl Default for Node {
    fn default() -> Self {
        Self {
            up: false,
            paused: false,
            busy: false,
            epoch: 0,
            ready: Timestamp::UNIX_EPOCH,
            hub: Hub::default(),
            connections: BTreeMap::new(),
            turned: 0,
            renewed: None,
            swept: None,
            compared: None,
            stirred: true,
            known: Arc::default(),
        }
    }
}

impl Node {
    /// Whether it answers.
    pub fn serves(&self) -> bool {
        self.up && !self.paused
    }
}

fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

impl World {
    /// A node that serves; this one if it does.
    pub fn serving(&mut self, wanted: usize) -> Option<usize> {
        if self.nodes.get(wanted).is_some_and(Node::serves) {
            return Some(wanted);
        }
        let serving: Vec<usize> =
            self.nodes.iter().enumerate().filter(|(_, node)| node.serves()).map(|(place, _)| place).collect();
        self.chance.one_of(&serving).copied()
    }

    fn note_serving(&mut self) {
        let any = self.nodes.iter().any(Node::serves);
        self.serving_since = if any { self.serving_since.or(Some(self.clock)) } else { None };
    }

    /// A node starts, or starts again: nothing of what it knew is left.
    pub fn start(&mut self, number: usize) -> Result<(), Violation> {
        let (ready, clock) = (self.now(), self.clock);
        let Some(node) = self.nodes.get_mut(number) else { return Ok(()) };
        if node.up {
            return Ok(());
        }
        let epoch = node.epoch + 1;
        *node = Node { up: true, epoch, ready, turned: clock, ..Node::default() };
        self.note(|| format!("node {number} is ready"));
        self.note_serving();
        self.reckon_due()
    }

    /// A node dies.
    pub fn crash(&mut self, number: usize) {
        self.note(|| format!("node {number} crashes"));
        self.coverage.add("fault", "crash");
        if let Some(node) = self.nodes.get_mut(number) {
            node.up = false;
            node.paused = false;
            node.epoch += 1;
            node.connections.clear();
        }
        self.note_serving();
        self.lose_connections(number);
        let down = match self.chance.between(0, 3) {
            0 => self.chance.between(0, SECOND),
            1 => self.chance.between(SECOND, 40 * SECOND),
            2 => self.chance.between(30 * SECOND, 150 * SECOND),
            _ => self.chance.between(100 * SECOND, 700 * SECOND),
        };
        self.after(down, Event::Start(number));
    }

    /// A node goes on after a pause.
    pub fn resume(&mut self, number: usize) {
        if let Some(node) = self.nodes.get_mut(number).filter(|node| node.up) {
            node.paused = false;
        }
        self.note_serving();
    }

    /// Something breaks.
    pub fn fault(&mut self) {
        let number = self.chance.below(self.nodes.len());
        match self.chance.between(0, 9) {
            0..=3 => self.crash(number),
            4 => {
                let pause = self.chance.between(SECOND, 200 * SECOND);
                self.note(|| format!("node {number} is held up"));
                self.coverage.add("fault", "pause");
                if let Some(node) = self.nodes.get_mut(number).filter(|node| node.up) {
                    node.paused = true;
                    self.after(pause, Event::Resume(number));
                }
                self.note_serving();
            }
            5 | 6 => {
                let step = self.chance.between(SECOND, 400 * SECOND);
                self.step_clock(step);
            }
            _ => {
                let step = -self.chance.between(1, 2 * SECOND);
                self.step_clock(step);
            }
        }
        let next = self.chance.between(30 * SECOND, 500 * SECOND);
        self.after(next, Event::Fault);
    }

    fn step_clock(&mut self, step: i64) {
        self.note(|| format!("the clock steps by {step} µs"));
        self.coverage.add("fault", if step > 0 { "clock forward" } else { "clock backward" });
        self.offset += step;
        if self.serving_since.is_some() {
            self.serving_since = Some(self.clock);
        }
        for node in &mut self.nodes {
            node.stirred = true;
        }
    }

    /// Something has changed that a look at the leases may find.
    pub fn stir(&mut self) {
        for node in &mut self.nodes {
            node.stirred = true;
        }
    }

    /// Reads when the record next wants a tick.
    pub fn reckon_due(&mut self) -> Result<(), Violation> {
        self.next_due = self.read(|tx| Ok(conversation::next_due(tx)?))?;
        Ok(())
    }

    /// The next turn that can have something to do, and whose it is.
    pub fn next_turn(&self) -> Option<(i64, usize)> {
        let waits = self.nodes.iter().enumerate().filter(|(_, node)| node.serves() && !node.busy);
        waits.map(|(number, node)| (self.next_turn_of(node), number)).min()
    }

    fn next_turn_of(&self, node: &Node) -> i64 {
        let since =
            |last: Option<Timestamp>, every| last.map_or(self.clock, |last| self.clock_at(last) + every);
        let mut at = since(node.renewed, RENEW);
        if let Some(due) = self.next_due {
            at = at.min(self.clock_at(due));
        }
        let sweep = since(node.swept, SWEEP);
        if node.stirred || self.conversations.values().any(|known| known.walk.waits().is_some()) {
            at = at.min(sweep);
        } else if let Some(lapse) = self.next_lapse(node) {
            at = at.min(self.clock_at(lapse).max(sweep));
        }
        let behind = self.readers.iter().any(|reader| self.is_behind(reader));
        if behind {
            at = at.min(since(node.compared, COMPARE));
        }
        // A worker looks every so often, not the instant something is due.
        let looks = (at - node.turned + LOOK - 1).div_euclid(LOOK).max(1);
        node.turned + looks * LOOK
    }

    /// When the next absence reaches a limit.
    fn next_lapse(&self, node: &Node) -> Option<Timestamp> {
        let swept = node.swept?;
        let limits = [self.limits.visitor_left, self.limits.holder_away, self.limits.holder_lost];
        let heard = self.leases.values().map(|(heard, _)| (*heard).max(node.ready)).chain([node.ready]);
        heard
            .flat_map(|heard| limits.map(|limit| frontdesk_testkit::ledger::later(heard, limit)))
            .filter(|lapse| *lapse > swept)
            .min()
    }

    /// One turn of a worker.
    pub fn turn(&mut self, number: usize) -> Result<(), Violation> {
        let now = self.now();
        let is_due = |last: Option<Timestamp>, every| {
            last.is_none_or(|last| (micros(now) - micros(last)).abs() >= every)
        };
        let slow = self.unkind && self.slow > 0 && self.chance.per_mille(60);
        let Some(node) = self.nodes.get_mut(number) else { return Ok(()) };
        node.turned = self.clock;
        let (epoch, stirred) = (node.epoch, node.stirred);
        let (renews, sweeps, compares) =
            (is_due(node.renewed, RENEW), is_due(node.swept, SWEEP), is_due(node.compared, COMPARE));
        let connections: Vec<(Uuid, Uuid)> =
            node.connections.iter().map(|(source, of)| (*of, *source)).collect();
        self.acting = Some(number);
        if renews {
            // Who is renewed where nobody lapsed is no news.
            let quiet = !stirred;
            self.hear(&connections)?;
            if let Some(node) = self.nodes.get_mut(number) {
                node.renewed = Some(now);
                node.stirred = !quiet;
            }
        }
        let mut todo = self.read(sweep::overdue)?;
        if sweeps {
            let rules = self.rules();
            let lapsed = self.read(|tx| sweep::lapsed(tx, &rules))?;
            if let Some(node) = self.nodes.get_mut(number) {
                node.swept = Some(now);
                node.stirred = false;
            }
            todo.extend(lapsed);
        }
        if sweeps {
            self.serve_queue()?;
        }
        if compares {
            let served = self.nodes.get(number).map(|node| node.hub.served()).unwrap_or_default();
            let last = self.read(|tx| Ok(conversation::last_numbers(tx, &served)?))?;
            if let Some(node) = self.nodes.get_mut(number) {
                node.hub.compare(&last);
                node.compared = Some(now);
            }
            self.drain_some(number, 1000)?;
        }
        if self.unkind && !todo.is_empty() && self.chance.per_mille(50) {
            // Another worker has found the same.
            let again = todo.clone();
            todo.extend(again);
            self.coverage.add("fault", "the same found twice");
        }
        if slow && !todo.is_empty() {
            self.coverage.add("fault", "slow record");
            if let Some(node) = self.nodes.get_mut(number) {
                node.busy = true;
            }
            let delay = self.chance.between(0, self.slow);
            self.after(delay, Event::CarryOut(number, epoch, todo));
            return Ok(());
        }
        self.carry_out(number, epoch, todo)
    }

    /// Serves those in the queue, as a worker does.
    fn serve_queue(&mut self) -> Result<(), Violation> {
        let rules = self.rules();
        for id in self.read(|tx| queue::read(tx, &rules))?.ready {
            match self.write(|tx| queue::serve(tx, &rules, id))? {
                Ok(()) | Err(AppError::NotFound) => {}
                Err(error) => return Err(crate::world::refused(error)),
            }
        }
        Ok(())
    }

    /// Carries out what a turn found.
    pub fn carry_out(&mut self, number: usize, epoch: u32, todo: Vec<Todo>) -> Result<(), Violation> {
        let Some(node) = self.nodes.get_mut(number).filter(|node| node.epoch == epoch && node.up) else {
            return Ok(());
        };
        node.busy = false;
        self.acting = Some(number);
        for Todo { conversation, command } in todo {
            if self.unkind && self.chance.per_mille(2) {
                self.crash(number);
                return Ok(());
            }
            let rules = self.rules();
            let before = self.length(conversation);
            let done = self.write(|tx| server_command(tx, &rules, conversation, &command))?;
            if self.length(conversation) != before {
                self.note(|| format!("node {number}: {command:?} on {conversation}"));
            }
            match done {
                Ok(_) | Err(AppError::Refused(_) | AppError::NotFound) => {}
                Err(error) => return Err(crate::world::refused(error)),
            }
        }
        self.reckon_due()
    }

    fn length(&self, conversation: ConversationId) -> usize {
        self.conversations.get(&conversation).map_or(0, |known| known.log.len())
    }

    /// Hands wakes to the nodes' hubs: late, twice, or not at all.
    pub fn carry(&mut self, wakes: &[Wake]) {
        if wakes.is_empty() {
            return;
        }
        for number in 0..self.nodes.len() {
            let Some(epoch) = self.nodes.get(number).filter(|node| node.up).map(|node| node.epoch) else {
                continue;
            };
            if self.unkind && self.chance.per_mille(100) {
                self.coverage.add("fault", "lost wake");
                continue;
            }
            let twice = self.unkind && self.chance.per_mille(50);
            for _ in 0..if twice { 2 } else { 1 } {
                let late = if self.chance.per_mille(200) { 2 * SECOND } else { SECOND / 20 };
                let delay = self.chance.between(0, late);
                self.after(delay, Event::Publish(number, epoch, wakes.to_vec()));
            }
        }
    }

    /// Wakes arrive at a hub.
    pub fn publish(&mut self, number: usize, epoch: u32, wakes: Vec<Wake>) -> Result<(), Violation> {
        if let Some(node) = self.nodes.get(number).filter(|node| node.epoch == epoch && node.up) {
            node.hub.publish(wakes);
            return self.drain_some(number, 800);
        }
        Ok(())
    }
}
