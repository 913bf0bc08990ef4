//! `accepts`: several agents take the same chat at the same moment, on both databases.

use std::sync::Barrier;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;
use frontdesk_app::conversation::server_command;
use frontdesk_app::routing::agents;
use frontdesk_app::{Rules, agent};
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::conversation::machine::Command;
use frontdesk_domain::ids::UserId;
use frontdesk_testkit::chance::Chance;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;
use serde_json::json;

use crate::report::Report;

/// Whether exactly one agent wins a chat that several take at once
///
/// On each database, in turn: a visitor asks, everybody is rung, and 2 to 20 agents accept at the same moment, each on a
/// thread of its own. Every fourth time the clock stands within 50 ms of the offer's deadline, before it or after, and a
/// worker notices at the same moment; every other fourth time the clock begins within 50 ms before the deadline and goes on
/// with each who accepts and each look of the worker, so that the deadline passes among them. Bars: before the deadline
/// exactly one acceptance is stored and acknowledged; from the deadline on none is; where it passes meanwhile, either one
/// acceptance dated before it or one expiry dated from it on; and never both. Writes target/bench/accepts.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// 10,000 races on each database instead of 300
    #[arg(long)]
    full: bool,
}

const AGENTS: usize = 20;
/// One race in so many is run at the deadline.
const NEAR: usize = 4;
const NEAR_MS: i64 = 50;
/// By how much the clock goes on at most with each step of a race in which the deadline passes.
const STEP_MS: i64 = 8;
/// How often a worker looks in such a race.
const LOOKS: usize = 4;

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let races = if arguments.full { 10_000 } else { 300 };
    let mut report = Report::new("accepts", arguments.full);
    on("SQLite", &mut World::sqlite(), races, &mut report)?;
    on("PostgreSQL", &mut World::postgres(), races, &mut report)?;
    report.finish()
}

/// What came of the races.
#[derive(Default)]
struct Told {
    /// Commands that accepted.
    accepts: usize,
    won: usize,
    /// Races from the deadline on, in which nobody may win.
    late: usize,
    /// Races in which the deadline passed meanwhile, and nobody won.
    passed: usize,
    breaches: Vec<String>,
}

/// Where the clock stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    /// Long before the deadline.
    Early,
    /// Still, close to the deadline.
    Near,
    /// Going on past the deadline.
    Passing,
}

impl Course {
    fn of(number: usize) -> Self {
        match number % NEAR {
            0 => Self::Near,
            2 => Self::Passing,
            _ => Self::Early,
        }
    }
}

fn on(name: &str, world: &mut World, races: usize, report: &mut Report) -> Result<()> {
    let begin = Instant::now();
    let cards = json!([
        { "kind": "question", "id": "talk", "text": "Talk?", "choices": [{ "label": "Yes", "next": "live" }] },
        { "kind": "live_chat", "id": "live", "ring_everyone": true },
    ]);
    world.dialogue(&cards);
    let agents: Vec<UserId> = (0..AGENTS).map(|number| world.agent(&format!("Agent{number}"))).collect();
    for agent in agents.clone() {
        world.write(move |tx| agents::set_limit(tx, None, agent, Some(100)))?;
    }
    let (mut chance, mut told) = (Chance::new(7), Told::default());
    for number in 0..races {
        race(world, &mut chance, &agents, number, &mut told).with_context(|| format!("race {number}"))?;
    }
    let took = begin.elapsed().as_secs_f64();
    report.say(&format!(
        "{name}: {races} races, {} acceptances tried, {} won, {} from the deadline on, {} lost to it meanwhile, {} breaches; {took:.0} s",
        told.accepts,
        told.won,
        told.late,
        told.passed,
        told.breaches.len(),
    ));
    report.keep(
        name,
        json!({ "races": races, "accepts": told.accepts, "won": told.won, "late": told.late, "passed": told.passed,
                "breaches": told.breaches.len() }),
    );
    for breach in told.breaches.iter().take(20) {
        report.say(breach);
    }
    report.bar(told.breaches.is_empty(), format!("{name}: {} breaches", told.breaches.len()));
    report.bar(
        told.won + told.late + told.passed == races,
        format!("{name}: {} of {races} races were decided", told.won + told.late + told.passed),
    );
    report.bar(told.late > 0, format!("{name}: no race was run from the deadline on"));
    report.bar(told.passed > 0, format!("{name}: in no race did the deadline pass before anybody won"));
    Ok(())
}

fn race(
    world: &mut World,
    chance: &mut Chance,
    agents: &[UserId],
    number: usize,
    told: &mut Told,
) -> Result<()> {
    let browser = world.request();
    let id = browser.conversation;
    let offer = world.state(&browser).offer().cloned().context("nobody was rung")?;
    let course = Course::of(number);
    if course != Course::Early {
        let latest = if course == Course::Near { NEAR_MS } else { -1 };
        let off = SignedDuration::from_millis(chance.between(-NEAR_MS, latest));
        world.clock.advance(offer.until.duration_since(world.now()) + off);
    }
    let late = world.now() >= offer.until;
    let count = usize::try_from(chance.between(2, 20))?;
    let mut step = || {
        let most = if course == Course::Passing { STEP_MS } else { 0 };
        SignedDuration::from_millis(chance.between(0, most))
    };
    let looks: Vec<_> = (0..if course == Course::Passing { LOOKS } else { 1 }).map(|_| step()).collect();
    let racers: Vec<_> =
        agents.iter().take(count).map(|agent| (*agent, world.sender(agent.0), step())).collect();
    let watched = course != Course::Early;
    let start = Barrier::new(count + usize::from(watched));
    let (store, clock, rules): (_, _, &Rules) = (&world.store, &world.clock, &world.rules);
    let accepted = std::thread::scope(|scope| {
        let threads: Vec<_> = racers
            .iter()
            .map(|(agent, sender, step)| {
                let (agent, sender, step, rules, start) = (*agent, *sender, *step, rules.clone(), &start);
                scope.spawn(move || {
                    start.wait();
                    clock.advance(step);
                    let taken = store
                        .write_blocking(move |tx| agent::accept(tx, &rules, agent, sender, id, offer.number));
                    taken.is_ok()
                })
            })
            .collect();
        if watched {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for step in looks {
                    clock.advance(step);
                    let rules = rules.clone();
                    // Refused where the race is over already.
                    drop(store.write_blocking(move |tx| server_command(tx, &rules, id, &Command::Tick)));
                }
            });
        }
        threads.into_iter().map(|thread| thread.join().unwrap_or(false)).filter(|won| *won).count()
    });
    if course == Course::Passing {
        world.clock.advance(SignedDuration::from_millis(NEAR_MS));
        drop(world.attempt(move |tx, rules| server_command(tx, rules, id, &Command::Tick)));
    }
    told.accepts += count;
    told.won += accepted;
    told.late += usize::from(late);
    told.passed += usize::from(course == Course::Passing && accepted == 0);
    let log = world.log(&browser);
    let of = |wanted: fn(&Fact) -> bool| log.iter().filter(|logged| wanted(&logged.entry.fact)).count();
    let stored = of(|fact| matches!(fact, Fact::Accepted { .. }));
    let expired = of(|fact| matches!(fact, Fact::Expired { .. }));
    let (one, none) = ((1, 1, 0), (0, 0, 1));
    let found = (accepted, stored, expired);
    let good = match (course, late) {
        (Course::Passing, _) => found == one || found == none,
        (_, late) => found == if late { none } else { one },
    };
    let in_time = log.iter().all(|logged| match logged.entry.fact {
        Fact::Accepted { .. } => logged.entry.at < offer.until,
        Fact::Expired { .. } => logged.entry.at >= offer.until,
        _ => true,
    });
    if !good || !in_time {
        told.breaches.push(format!(
            "race {number}: {accepted} acknowledged, {stored} stored, {expired} expired, late: {late}, in time: {in_time}"
        ));
    }
    if let Some(holder) = world.state(&browser).holder() {
        let sender = world.sender(holder.0);
        world.attempt(move |tx, rules| agent::end(tx, rules, holder, sender, id))?;
    }
    world.vanish(browser.visitor.0);
    if watched {
        // Everybody is heard from again: a hundred seconds have passed.
        world.pass_seconds(1);
    }
    ensure!(world.state(&browser).offer().is_none(), "an offer stands on");
    Ok(())
}
