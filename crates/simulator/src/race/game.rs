//! A small world whose people act at the same moment, on PostgreSQL.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use frontdesk_app::conversation::{Sender, server_command};
use frontdesk_app::routing::queue;
use frontdesk_app::{AppError, Rules, agent, visitor};
use frontdesk_domain::conversation::fact::TransferTo;
use frontdesk_domain::conversation::machine::Command;
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::limits::Limits;
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::repo::conversation as rows;
use frontdesk_store::{StoreError, Tx};
use frontdesk_testkit::chance::Chance;
use frontdesk_testkit::ledger::Breach;
use frontdesk_testkit::postgres::LockWatch;
use frontdesk_testkit::world::{Browser, World};
use jiff::SignedDuration;
use serde_json::json;

use super::oracle::Oracle;
use super::schedule::{Course, Schedule};

/// Threads that write: more than ever race.
const WRITERS: usize = 8;
/// The most transactions in a race.
const MOST: i64 = 5;

/// What somebody does.
type Act = Arc<dyn Fn(&mut Tx<'_>, &Rules) -> Result<(), AppError> + Send + Sync>;

/// An act, and the command that it is, where it leaves an entry.
#[derive(Clone)]
struct Move {
    name: &'static str,
    command: Option<Sender>,
    act: Act,
}

/// A world.
pub struct Game {
    world: World,
    schedule: Arc<Schedule>,
    oracle: Arc<Mutex<Oracle>>,
    watch: LockWatch,
    agents: Vec<UserId>,
    browsers: Vec<Browser>,
    chance: Chance,
    /// Only new requests race, and everybody can take them: the ring's order is seen.
    even: bool,
}

impl Game {
    /// The world of a seed.
    pub fn new(seed: u64) -> Result<Self> {
        let mut chance = Chance::new(seed);
        let (schedule, even) = (Arc::new(Schedule::default()), seed.is_multiple_of(4));
        let chats_per_agent = if even { 100 } else { u32::try_from(chance.between(1, 2))? };
        let limits = Limits { chats_per_agent, ..Limits::default() };
        let oracle = Arc::new(Mutex::new(Oracle::new(limits.clone())));
        let mut world = {
            let (schedule, oracle) = (Arc::clone(&schedule), Arc::clone(&oracle));
            World::postgres_with(|options| {
                options.writers = WRITERS;
                options.readers = 1;
                options.turns = Some(schedule);
                options.on_commit = Arc::new(move |wakes| {
                    oracle.lock().unwrap_or_else(PoisonError::into_inner).committed(&wakes);
                });
            })
        };
        world.rules.limits = limits;
        let count = chance.between(2, 4);
        let agents: Vec<UserId> = (0..count).map(|number| world.agent(&format!("Agent{number}"))).collect();
        let first = agents.first().context("there are agents")?;
        let card = match seed % 8 {
            1 | 5 => json!({ "kind": "live_chat", "id": "live", "ring_everyone": true }),
            // No ring is taken on the way to one agent: only their own row keeps requests apart.
            3 => json!({ "kind": "live_chat", "id": "live", "route": { "agent": first.to_string() } }),
            _ => json!({ "kind": "live_chat", "id": "live", "tries": 3 }),
        };
        world.dialogue(&json!([
            { "kind": "question", "id": "talk", "text": "Talk?", "choices": [{ "label": "Yes", "next": "live" }] },
            card,
        ]));
        if seed % 4 == 2 {
            world.open_queue(5);
        }
        if even {
            oracle.lock().unwrap_or_else(PoisonError::into_inner).ring =
                Some(agents.iter().copied().collect());
        }
        let watch = LockWatch::of(&world.url);
        Ok(Self { world, schedule, oracle, watch, agents, browsers: Vec::new(), chance, even })
    }

    /// One race, and what it was like.
    pub fn round(&mut self) -> Result<Result<Course, Breach>> {
        for _ in 0..self.chance.between(1, 3) {
            let browser = self.world.visitor();
            self.browsers.push(browser);
        }
        self.time_passes();
        let mut moves = Vec::new();
        for _ in 0..self.chance.between(2, MOST) {
            let next = self.next_move()?;
            if self.chance.per_mille(150) {
                moves.extend(next.clone());
            }
            moves.extend(next);
        }
        let names: Vec<&str> = moves.iter().map(|one| one.name).collect();
        let (course, answers) = self.race(&moves)?;
        Ok(self.judge(&moves, &answers).map(|()| course).map_err(|Breach { rule, what }| {
            Breach::new(rule, format!("{what}; raced: {}", names.join(", ")))
        }))
    }

    /// Runs the moves as transactions that race.
    fn race(&mut self, moves: &[Move]) -> Result<(Course, Vec<Result<(), AppError>>)> {
        let Self { world, schedule, watch, chance, .. } = self;
        let (store, rules) = (&world.store, &world.rules);
        schedule.begin();
        std::thread::scope(|scope| {
            let mut running = Vec::new();
            for (number, one) in moves.iter().enumerate() {
                let (rules, schedule, act) = (rules.clone(), &*schedule, Arc::clone(&one.act));
                running.push(scope.spawn(move || {
                    let answer = store.write_blocking(move |tx| act(tx, &rules));
                    schedule.over(number);
                    answer
                }));
                schedule.await_racers(number + 1)?;
            }
            let course = schedule.conduct(watch, chance)?;
            let answers =
                running.into_iter().map(|one| one.join().unwrap_or(Err(AppError::NotFound))).collect();
            anyhow::Ok((course, answers))
        })
    }

    /// What must hold when a race is over.
    fn judge(&self, moves: &[Move], answers: &[Result<(), AppError>]) -> Result<(), Breach> {
        let mut oracle = self.oracle();
        if let Some(breach) = oracle.breach() {
            return Err(breach);
        }
        for (one, answer) in moves.iter().zip(answers) {
            if let Err(AppError::Store(error)) = answer
                && *error != StoreError::Busy
            {
                return Err(Breach::new("STORE", format!("{} failed: {error}", one.name)));
            }
            if let Some(Sender { party, client_id }) = one.command {
                let effects = oracle.effects(party, client_id);
                // The same command may have been sent twice.
                let same = moves.iter().zip(answers).filter(|(other, _)| other.command == one.command);
                let stored = same.into_iter().any(|(_, answer)| answer.is_ok());
                if effects != usize::from(stored) {
                    let what = format!("{} was answered {answer:?} and stored {effects} times", one.name);
                    return Err(Breach::new(if stored { "I1" } else { "I2" }, what));
                }
            }
        }
        for (id, committed) in oracle.logs() {
            let read = self.world.write(move |tx| {
                let stored = rows::find(tx, id)?.ok_or(AppError::NotFound)?;
                Ok((stored, frontdesk_store::repo::log::after(tx, id, 0)?))
            });
            let Ok((stored, log)) = read else {
                return Err(Breach::new("STORE", "a conversation can't be read"));
            };
            if log.len() != committed.len() || log.iter().zip(committed).any(|(read, told)| *read != **told) {
                return Err(Breach::new("I3", format!("the log of {id} is not what was committed")));
            }
            let folded = Conversation::fold(log.iter().map(|l| (l.entry.seq, l.entry.at, &l.entry.fact)));
            if folded != stored.state {
                return Err(Breach::new("FOLD", format!("the state row of {id} is not the fold of its log")));
            }
        }
        Ok(())
    }

    /// Time goes by: often none, sometimes to about the end of an offer; nobody's console is ever lost for it.
    fn time_passes(&mut self) {
        let seconds = match self.chance.below(4) {
            // An offer that ends is followed by one that leaves out who was asked: the order could not be told.
            _ if self.even => 0,
            0 => self.chance.between(1, 20),
            1 => 30,
            _ => 0,
        };
        self.world.clock.advance(SignedDuration::from_secs(seconds));
        let everybody = self.agents.iter().map(|agent| agent.0);
        for who in everybody.chain(self.browsers.iter().map(|browser| browser.visitor.0)).collect::<Vec<_>>()
        {
            self.world.arrive(who);
        }
        if self.chance.per_mille(500) {
            self.world.turn();
        }
    }

    /// Something that somebody could do now, whether it will be allowed or not.
    fn next_move(&mut self) -> Result<Option<Move>> {
        let browser = self.chance.one_of(&self.browsers).context("nobody is here")?.clone();
        let (id, who) = (browser.conversation, browser.visitor);
        let state = self.world.state(&browser);
        let of_visitor = self.world.sender(who.0);
        if state.asking().is_ok() {
            let act: Act = Arc::new(move |tx, rules| {
                let card = CardId("talk".into());
                visitor::answer(tx, rules, who, of_visitor, id, &card, &Answer::Choice(0)).map(drop)
            });
            return Ok(Some(Move { name: "ask", command: Some(of_visitor), act }));
        }
        if self.even {
            return Ok(None);
        }
        let any = *self.chance.one_of(&self.agents).context("there are agents")?;
        let (offer, holder) = (state.offer().cloned(), state.holder());
        let asked = offer.as_ref().and_then(|offer| offer.to.all().first().copied()).unwrap_or(any);
        let number = offer.as_ref().map_or(0, |offer| offer.number);
        let of_asked = self.world.sender(asked.0);
        let (name, command, act): (_, _, Act) = match (self.chance.below(9), holder) {
            (0..=2, _) if offer.is_some() => {
                let act: Act = Arc::new(move |tx, rules| {
                    agent::accept(tx, rules, asked, of_asked, id, number).map(drop)
                });
                ("accept", Some(of_asked), act)
            }
            (3, _) if offer.is_some() => {
                let act: Act = Arc::new(move |tx, rules| {
                    agent::decline(tx, rules, asked, of_asked, id, number, "").map(drop)
                });
                ("decline", Some(of_asked), act)
            }
            (4, _) if state.live().is_some() => {
                let act: Act =
                    Arc::new(move |tx, rules| visitor::cancel(tx, rules, who, of_visitor, id).map(drop));
                ("cancel", None, act)
            }
            (5, Some(by)) => {
                let (sender, to) = (self.world.sender(by.0), TransferTo::Agent(any));
                let act: Act =
                    Arc::new(move |tx, rules| agent::transfer(tx, rules, by, sender, id, to, "").map(drop));
                ("transfer", Some(sender), act)
            }
            (6, Some(by)) => {
                let sender = self.world.sender(by.0);
                let act: Act = Arc::new(move |tx, rules| agent::end(tx, rules, by, sender, id).map(drop));
                ("end", Some(sender), act)
            }
            (7, Some(_)) => {
                let act: Act = Arc::new(move |tx, rules| {
                    visitor::say(tx, rules, who, of_visitor, id, "Hello").map(drop)
                });
                ("say", Some(of_visitor), act)
            }
            (8, _) => {
                let available = self.chance.per_mille(600);
                let act: Act = Arc::new(move |tx, _| agent::set_available(tx, any, available));
                (if available { "available" } else { "unavailable" }, None, act)
            }
            _ if state.waiting().is_some() => {
                let act: Act = Arc::new(move |tx, rules| queue::serve(tx, rules, id));
                ("serve", None, act)
            }
            _ => {
                let act: Act =
                    Arc::new(move |tx, rules| server_command(tx, rules, id, &Command::Tick).map(drop));
                ("tick", None, act)
            }
        };
        Ok(Some(Move { name, command, act }))
    }

    fn oracle(&self) -> MutexGuard<'_, Oracle> {
        self.oracle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
