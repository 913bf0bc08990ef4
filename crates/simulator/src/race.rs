//! `race`: what people do at the same moment, on PostgreSQL, statement by statement in an order by seed.

mod game;
mod oracle;
mod schedule;

use std::collections::HashSet;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;

use self::game::Game;
use crate::planted;
use crate::report::write;

/// How many seeds a short run takes.
const SHORT: u64 = 300;
/// How many a long run takes.
const LONG: u64 = 3_000;
/// Races in a world.
const ROUNDS: usize = 8;

/// The planted bugs of `race`.
const PLANTED: planted::List = planted::List { bench: "race", bugs: include_str!("../planted-race.toml") };

/// Transactions that race on PostgreSQL, in every order: no limit is exceeded, no chat has two owners, no answer is lost
///
/// Each seed is a world on a database of its own: 2 to 4 agents, visitors, one of four live chat cards (a ring that everybody in
/// it can serve, ring everyone, a queue, a ring with limits of one or two chats). Eight times, 2 to 10 of them act at
/// the same moment: they ask, accept, decline, cancel, end, hand over, say, turn available or not, while the worker acts on
/// deadlines; some commands are sent twice. Each act is a transaction on a connection and thread of its own, and before each
/// of its statements, and its commit, it waits for its turn, which chance from the seed gives; who waits for a lock of
/// another is left waiting. In 8 of 1,000 steps the database is made to ask for another run of the function. After every
/// commit, in the order of the commits: I5, I6, I7 and the order of the ring, by testkit's reading of the rules; after
/// each race: each acknowledged command is stored once and each refused one not at all (I1, I2), logs are as they were
/// committed (I3), each state row is the fold of its log, no transaction failed, and none waited for another that
/// waited for it. `--planted` puts the bugs of `crates/simulator/planted-race.toml` into a copy of the sources, one at a
/// time; each must be found within as many seeds. Writes target/bench/race.json, or race-planted.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// How many worlds
    #[arg(long, default_value_t = SHORT)]
    seeds: u64,
    /// 3,000 worlds
    #[arg(long)]
    full: bool,
    /// This one alone
    #[arg(long, value_name = "SEED")]
    seed: Option<u64>,
    /// Finds the planted bugs
    #[arg(long)]
    planted: bool,
    /// With --planted: only the named
    #[arg(long, value_name = "NAME")]
    bug: Vec<String>,
    /// Writes no result file
    #[arg(long, hide = true)]
    bare: bool,
}

/// What was seen.
#[derive(Default)]
struct Told {
    races: usize,
    steps: usize,
    locked: usize,
    conflicts: usize,
    orders: HashSet<Vec<usize>>,
}

/// Runs the bench.
pub fn run(wanted: &Arguments) -> Result<()> {
    let seeds = if wanted.full { LONG } else { wanted.seeds };
    if wanted.planted {
        return planted::run(&PLANTED, seeds, &wanted.bug);
    }
    let (begin, mut told) = (Instant::now(), Told::default());
    let range = wanted.seed.map_or(1..=seeds, |seed| seed..=seed);
    for seed in range.clone() {
        world(seed, &mut told)?;
    }
    let Told { races, steps, locked, conflicts, orders } = told;
    let seconds = begin.elapsed().as_secs_f64();
    let worlds = range.count();
    println!(
        "{worlds} seeds, {races} races in {} orders, {steps} steps, {locked} waits for a lock, {conflicts} runs anew \
         in {seconds:.1} s, 0 violations",
        orders.len()
    );
    if !wanted.bare {
        let result = json!({"bench": "race", "seeds": worlds, "races": races, "orders": orders.len(), "steps": steps,
                            "locked": locked, "conflicts": conflicts, "seconds": seconds, "violations": 0});
        write("race.json", &result)?;
    }
    if wanted.seed.is_none() && (locked == 0 || conflicts == 0) {
        bail!("nothing ever waited for a lock, or was run anew");
    }
    Ok(())
}

fn world(seed: u64, told: &mut Told) -> Result<()> {
    let mut game = Game::new(seed)?;
    for round in 1..=ROUNDS {
        match game.round()? {
            Ok(course) if course.deadlock => {
                bail!("seed {seed}, race {round}: LOCKS transactions waited for each other")
            }
            Ok(course) => {
                told.races += 1;
                told.steps += course.steps.len();
                told.locked += course.locked;
                told.conflicts += course.conflicts;
                told.orders.insert(course.steps);
            }
            Err(breach) => bail!("seed {seed}, race {round}: {} {}", breach.rule, breach.what),
        }
    }
    Ok(())
}
