//! `cargo xtask bench NAME`: the yardsticks. `size` is measured here; the others live in crates of their own, and
//! each keeps its method in its `--help`. All write `target/bench/NAME.json` and print a summary.

mod list;
mod size;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};

use crate::environment::target;
use crate::process::{build, command, run};
use list::{BENCHES, Bench};

#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    bench: Choice,
}

#[derive(Subcommand)]
enum Choice {
    /// Names the benches
    List,
    /// Runs the benches of `cargo xtask test`, short
    Short,
    /// Runs all benches, short
    All,
    Size(size::Arguments),
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Runs one bench.
pub fn bench(arguments: Arguments) -> Result<()> {
    match arguments.bench {
        Choice::List => {
            println!("{:<10} what is loaded, what memory and start-up it takes", "size");
            for bench in BENCHES {
                println!("{:<10} {}", bench.name, bench.about);
            }
            Ok(())
        }
        Choice::Short => short(&postgres()),
        Choice::All => some(&postgres(), |_| true),
        Choice::Size(arguments) => size::size(&arguments),
        Choice::Other(words) => {
            let (name, arguments) = words.split_first().context("a bench has a name")?;
            other(name, arguments.iter().map(String::as_str), "")
        }
    }
}

/// Where the database of a run of tests is, if there is one: benches start one of their own otherwise.
fn postgres() -> String {
    crate::environment::variable("FRONTDESK_TEST_POSTGRES").unwrap_or_default()
}

/// Runs the benches of `cargo xtask test`, short.
pub fn short(postgres: &str) -> Result<()> {
    some(postgres, |bench| bench.in_test)
}

fn some(postgres: &str, wanted: impl Fn(&Bench) -> bool) -> Result<()> {
    size::size(&size::Arguments {})?;
    for bench in BENCHES.iter().filter(|bench| wanted(bench)) {
        println!("\n--- bench {}", bench.name);
        other(bench.name, bench.short.iter().copied(), postgres)?;
    }
    Ok(())
}

fn other<'a>(name: &str, arguments: impl Iterator<Item = &'a str>, postgres: &str) -> Result<()> {
    let Some(bench) = BENCHES.iter().find(|bench| bench.name == name) else {
        bail!("no bench is called {name}; `cargo xtask bench list` names them");
    };
    build()?;
    // Many of them start the server from the folder they are built into.
    let mut bench = command(target().join("release").join(bench.package), &[name]);
    if !postgres.is_empty() {
        bench.env("FRONTDESK_TEST_POSTGRES", postgres);
    }
    run(bench.args(arguments))
}
