//! The simulator: the offer machine over the real use cases and the real store, by seed.

mod admin;
mod agent;
mod check;
mod commit;
mod coverage;
mod network;
mod planted;
mod presence;
mod race;
mod reader;
mod report;
mod route;
mod seeds;
mod server;
mod stream;
mod visitor;
mod world;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// How many seeds a short run takes.
const SHORT: u64 = 5_000;
/// How many a long run takes.
const LONG: u64 = 20_000;

#[derive(Parser)]
#[command(
    name = "frontdesk-simulator",
    about = "Simulations of the offer machine",
    disable_version_flag = true
)]
struct Arguments {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    Simulate(Simulate),
    Race(race::Arguments),
}

/// Agents, visitors and servers by seed: crashes, clocks, lost and repeated words; no rule of live chat is broken
///
/// Each seed is a world: 2 to 12 agents, 1 to 30 visitors, one or two nodes, over the use cases of `app` and the store
/// in memory, under a simulated clock. In half of them an admin changes orders, places, limits, rules and the account's owner meanwhile.
/// Commands arrive late, twice, or lose their answer; nodes crash, are held up,
/// carry out stale lists; wakes are lost, repeated, late; clocks step; people vanish and come back. After every commit
/// each entry is held against a second reading of the rules (testkit's ledger) and a model of agents, ring and leases;
/// now and then and at the end the record is compared with all that was committed. Threads: one per core. A violation
/// prints seed, step, rule and the conversation's log; `--seed N` runs that one again with everything that happened.
/// Fails also when a kind of fact or an outcome never occurs in a run of at least 1,000 seeds.
/// `--planted` puts the bugs of `crates/simulator/planted.toml`, one at a time, into a copy of the sources; each must be
/// found within as many seeds. Writes target/bench/simulate.json, or simulate-planted.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
struct Simulate {
    /// How many worlds
    #[arg(long, default_value_t = SHORT)]
    seeds: u64,
    /// 20,000 worlds
    #[arg(long)]
    full: bool,
    /// This one, with a full trace
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

/// The planted bugs of `simulate`.
const PLANTED: planted::List = planted::List { bench: "simulate", bugs: include_str!("../planted.toml") };

fn simulate(wanted: &Simulate) -> anyhow::Result<()> {
    let seeds = if wanted.full { LONG } else { wanted.seeds };
    match wanted.seed {
        Some(seed) => report::one(seed),
        None if wanted.planted => planted::run(&PLANTED, seeds, &wanted.bug),
        None => report::many(seeds, wanted.bare),
    }
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().bench {
        Bench::Simulate(wanted) => simulate(&wanted),
        Bench::Race(wanted) => race::run(&wanted),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
