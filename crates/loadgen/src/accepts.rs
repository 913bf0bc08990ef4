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
/// worker notices at the same moment. Bars: before the deadline exactly one acceptance is stored and acknowledged; from the
/// deadline on none is; and never both an acceptance and an expiry. Writes target/bench/accepts.json.
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
    breaches: Vec<String>,
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
        "{name}: {races} races, {} acceptances tried, {} won, {} from the deadline on, {} breaches; {took:.0} s",
        told.accepts,
        told.won,
        told.late,
        told.breaches.len(),
    ));
    report.keep(
        name,
        json!({ "races": races, "accepts": told.accepts, "won": told.won, "late": told.late,
                "breaches": told.breaches.len() }),
    );
    for breach in told.breaches.iter().take(20) {
        report.say(breach);
    }
    report.bar(told.breaches.is_empty(), format!("{name}: {} breaches", told.breaches.len()));
    report.bar(
        told.won + told.late == races,
        format!("{name}: {} of {races} races were decided", told.won + told.late),
    );
    report.bar(told.late > 0, format!("{name}: no race was run from the deadline on"));
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
    let near = number.is_multiple_of(NEAR);
    if near {
        let off = SignedDuration::from_millis(chance.between(-NEAR_MS, NEAR_MS));
        world.clock.advance(offer.until.duration_since(world.now()) + off);
    }
    let late = world.now() >= offer.until;
    let count = usize::try_from(chance.between(2, 20))?;
    let racers: Vec<_> = agents.iter().take(count).map(|agent| (*agent, world.sender(agent.0))).collect();
    let start = Barrier::new(count + usize::from(near));
    let (store, rules): (_, &Rules) = (&world.store, &world.rules);
    let accepted = std::thread::scope(|scope| {
        let threads: Vec<_> = racers
            .iter()
            .map(|(agent, sender)| {
                let (agent, sender, rules, start) = (*agent, *sender, rules.clone(), &start);
                scope.spawn(move || {
                    start.wait();
                    let taken = store
                        .write_blocking(move |tx| agent::accept(tx, &rules, agent, sender, id, offer.number));
                    taken.is_ok()
                })
            })
            .collect();
        if near {
            let (rules, start) = (rules.clone(), &start);
            scope.spawn(move || {
                start.wait();
                // Refused where the race is over already.
                drop(store.write_blocking(move |tx| server_command(tx, &rules, id, &Command::Tick)));
            });
        }
        threads.into_iter().map(|thread| thread.join().unwrap_or(false)).filter(|won| *won).count()
    });
    told.accepts += count;
    told.won += accepted;
    told.late += usize::from(late);
    let log = world.log(&browser);
    let of = |wanted: fn(&Fact) -> bool| log.iter().filter(|logged| wanted(&logged.entry.fact)).count();
    let stored = of(|fact| matches!(fact, Fact::Accepted { .. }));
    let expired = of(|fact| matches!(fact, Fact::Expired { .. }));
    if (accepted, stored, expired) != if late { (0, 0, 1) } else { (1, 1, 0) } {
        told.breaches.push(format!(
            "race {number}: {accepted} acknowledged, {stored} stored, {expired} expired, late: {late}"
        ));
    }
    if let Some(holder) = world.state(&browser).holder() {
        let sender = world.sender(holder.0);
        world.attempt(move |tx, rules| agent::end(tx, rules, holder, sender, id))?;
    }
    world.vanish(browser.visitor.0);
    if near {
        // Everybody is heard from again: a hundred seconds have passed.
        world.pass_seconds(1);
    }
    ensure!(world.state(&browser).offer().is_none(), "an offer stands on");
    Ok(())
}
