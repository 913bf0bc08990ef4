//! Visitors and agents by the hundred, against the real program: the benches `message`, `accounts`, `crash`, `route`,
//! `backup`, `disk`, `fuzz`, `idle` and `move`; and `decide` and `accepts`, on records by themselves.
//!
//! Each starts `frontdesk serve` from the folder of this program, in a temporary folder of its own, and speaks to it
//! over the sockets that browsers use. The method of each is in its `--help`.

mod accepts;
mod accounts;
mod agent;
mod backup;
mod bare;
mod crash;
mod decide;
mod disk;
mod fixture;
mod fuzz;
mod http;
mod idle;
mod ledger;
mod message;
mod record;
mod relocate;
mod report;
mod route;
mod server;
mod socket;
mod visitor;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "frontdesk-loadgen", about = "The benches that need many visitors and agents.")]
struct Cli {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    Message(message::Arguments),
    Crash(crash::Arguments),
    Route(route::Arguments),
    Decide(decide::Arguments),
    Accepts(accepts::Arguments),
    Accounts(accounts::Arguments),
    Backup(backup::Arguments),
    Disk(disk::Arguments),
    Fuzz(fuzz::Arguments),
    Idle(idle::Arguments),
    Move(relocate::Arguments),
    /// The bare limit's server, which `message` starts
    #[command(hide = true)]
    Bare(bare::Arguments),
}

fn main() -> ExitCode {
    let done = match Cli::parse().bench {
        Bench::Message(arguments) => message::run(&arguments),
        Bench::Crash(arguments) => crash::run(&arguments),
        Bench::Route(arguments) => route::run(&arguments),
        Bench::Decide(arguments) => decide::run(&arguments),
        Bench::Accepts(arguments) => accepts::run(&arguments),
        Bench::Accounts(arguments) => accounts::run(&arguments),
        Bench::Backup(arguments) => backup::run(&arguments),
        Bench::Disk(arguments) => disk::run(&arguments),
        Bench::Fuzz(arguments) => fuzz::run(&arguments),
        Bench::Idle(arguments) => idle::run(&arguments),
        Bench::Move(arguments) => relocate::run(&arguments),
        Bench::Bare(arguments) => bare::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("frontdesk-loadgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
