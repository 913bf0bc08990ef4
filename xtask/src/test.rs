//! `cargo xtask test`: everything CI runs, in one list, cheap and telling steps first.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::bench;
use crate::environment::frontdesk;
use crate::postgres::PrivatePostgres;
use crate::process::{build, cargo, read, run, with_node};
use crate::{generate, machine, tidy, web};

/// The whole run may take this long on two cores that nobody else works on.
const LIMIT: Duration = Duration::from_mins(40);
/// As much processor time may go into it, on however busy a machine.
const WORK: Duration = Duration::from_hours(1);

#[derive(Args)]
pub struct Arguments {
    /// Runs only the named steps
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Starts at the named step
    #[arg(long, value_name = "STEP", conflicts_with = "only")]
    from: Option<String>,
    /// Prints the names of the steps
    #[arg(long)]
    list: bool,
}

struct Step {
    name: &'static str,
    run: fn(&Machine) -> Result<()>,
}

/// What a run holds for its steps.
struct Machine {
    postgres: String,
}

const STEPS: &[Step] = &[
    Step { name: "npm", run: |_| web::install() },
    Step { name: "web-build", run: |_| web::script("build") },
    Step { name: "web-types", run: |_| web::script("check") },
    Step { name: "web-lint", run: |_| web::script("lint") },
    Step { name: "web-test", run: |_| web::script("test") },
    Step { name: "format", run: |_| run(&mut cargo(&["fmt", "--all", "--check"])) },
    Step { name: "clippy", run: |_| clippy() },
    Step { name: "build", run: |_| build() },
    Step { name: "generated", run: |_| generate::check() },
    Step { name: "tidy", run: |_| tidy::tidy() },
    Step { name: "rust-test", run: rust_tests },
    Step { name: "docs", run: |_| docs() },
    Step { name: "browser", run: browser_tests },
    Step { name: "bench", run: |machine| bench::short(&machine.postgres) },
];

/// Runs the steps; stops at the first red one.
pub fn test(arguments: &Arguments) -> Result<()> {
    if arguments.list {
        for step in STEPS {
            println!("{}", step.name);
        }
        return Ok(());
    }
    let steps = chosen(arguments)?;
    let begin = Instant::now();
    println!("node {}", read(&mut with_node("node", &["--version"])?)?.trim());
    machine::ensure()?;
    let postgres = PrivatePostgres::start().context("PostgreSQL for the tests")?;
    let machine = Machine { postgres: postgres.url() };

    let mut told = vec![("machine", begin.elapsed())];
    for step in steps {
        println!("\n=== {}", step.name);
        let begin = Instant::now();
        let outcome = (step.run)(&machine);
        told.push((step.name, begin.elapsed()));
        if let Err(error) = outcome {
            summary(&told);
            return Err(error.context(format!("step {} is red", step.name)));
        }
    }
    summary(&told);
    let (took, work) = (begin.elapsed(), work()?);
    println!("{} minutes of processor time", minutes(work));
    // A machine that is busy with something else takes longer over the same work: then the work alone is judged.
    if took > LIMIT && work > WORK {
        bail!("all green, but over {} minutes", minutes(LIMIT));
    }
    Ok(())
}

/// The processor time of all programs that were run and have ended.
fn work() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    // What ended children took, in user mode and in the system's, in hundredths of a second: proc(5).
    let ticks = after_name.split_whitespace().skip(13).take(2).map(str::parse::<u64>);
    Ok(Duration::from_millis(10 * ticks.sum::<Result<u64, _>>()?))
}

fn chosen(arguments: &Arguments) -> Result<Vec<&'static Step>> {
    let asked = arguments.only.iter().chain(&arguments.from);
    if let Some(unknown) = asked.into_iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        bail!("no step is called {unknown}; `cargo xtask test --list` names them");
    }
    let first = arguments.from.as_ref();
    let steps = STEPS.iter().skip_while(|step| first.is_some_and(|first| first != step.name));
    Ok(steps
        .filter(|step| arguments.only.is_empty() || arguments.only.iter().any(|n| n == step.name))
        .collect())
}

/// One line, so that the last lines of a red run are those that say what failed.
fn summary(told: &[(&str, Duration)]) {
    let steps: Vec<_> = told.iter().map(|(name, time)| format!("{name} {}", minutes(*time))).collect();
    let whole = minutes(told.iter().map(|(_, time)| *time).sum());
    println!("\nminutes: {}; {whole} in all", steps.join(", "));
}

fn minutes(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() / 60.0)
}

fn clippy() -> Result<()> {
    let scope = ["clippy", "--release", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    run(&mut cargo(&scope))
}

fn rust_tests(machine: &Machine) -> Result<()> {
    run(cargo(&["test", "--release", "--workspace", "--locked"])
        .env("FRONTDESK_TEST_POSTGRES", &machine.postgres))
}

fn docs() -> Result<()> {
    let scope = ["doc", "--release", "--workspace", "--no-deps", "--locked"];
    run(cargo(&scope).env("RUSTDOCFLAGS", "-D warnings"))
}

fn browser_tests(machine: &Machine) -> Result<()> {
    let chromium = machine::chromium().context("no Chromium found")?;
    run(with_node("web/node_modules/.bin/playwright", &["test", "--config", "web/e2e/playwright.config.ts"])?
        .env("FRONTDESK_CHROMIUM", chromium)
        .env("FRONTDESK_BINARY", frontdesk())
        .env("FRONTDESK_TEST_POSTGRES", &machine.postgres))
}
