//! `fuzz`: everything that reads outside bytes, given bytes that nobody meant.

mod mutate;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;
use frontdesk_testkit::chance::Chance;
use rustix::time::{ClockId, clock_gettime};
use serde_json::json;

use self::mutate::mutate;
use self::targets::{TARGETS, Target};
use crate::report::{Report, millis};

/// Whether any outside bytes make a reader panic or take long
///
/// For each target - frames of both sockets, bodies, stream files, URL patterns, tokens of texts, session tokens,
/// e-mail addresses, phone numbers, numbers and dates, words of the search - inputs are made from well-formed ones: parts
/// are repeated, nested, exchanged, grown to the largest size that gets that far, or replaced by what readers trip over;
/// then bytes are changed. Each input goes to every reader that may be given it. The same seed makes the same inputs. What
/// counts is a reader's time on a processor; one that takes above 50 ms is tried three times more, and counts by its
/// fastest. Bar: no panic, no reader above 50 ms. The slowest input of each target is printed. Writes target/bench/fuzz.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Five minutes for each target instead of one second
    #[arg(long)]
    full: bool,
    /// So many seconds for each target
    #[arg(long)]
    seconds: Option<u64>,
    /// Where chance begins
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only this target
    #[arg(long)]
    target: Option<String>,
}

/// The longest that one input may take.
const LIMIT: Duration = Duration::from_millis(50);

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut report = Report::new("fuzz", arguments.full);
    let seconds = arguments.seconds.unwrap_or(if arguments.full { 300 } else { 1 });
    let named = |target: &&Target| arguments.target.as_ref().is_none_or(|name| name == target.name);
    let chosen: Vec<&Target> = TARGETS.iter().filter(named).collect();
    ensure!(!chosen.is_empty(), "the targets are {:?}", TARGETS.iter().map(|t| t.name).collect::<Vec<_>>());
    // What a panic says is told with its input.
    std::panic::set_hook(Box::new(|_| {}));
    for target in chosen {
        fuzz(target, arguments.seed, Duration::from_secs(seconds), &mut report);
    }
    let _ = std::panic::take_hook();
    report.finish()
}

fn fuzz(target: &Target, seed: u64, time: Duration, report: &mut Report) {
    let mut chance = Chance::new(seed);
    let begin = Instant::now();
    let (mut inputs, mut slowest, mut slow_input) = (0_u64, Duration::ZERO, Vec::new());
    while begin.elapsed() < time {
        let seed = chance.one_of(target.seeds).copied().unwrap_or_default();
        let input = mutate(&mut chance, seed.as_bytes(), target.most);
        inputs += 1;
        let Some(mut took) = read(target, &input) else {
            report.bar(false, format!("{}: a panic at {}", target.name, shown(&input)));
            return;
        };
        for _ in 0..3 {
            if took > LIMIT {
                took = took.min(read(target, &input).unwrap_or(Duration::MAX));
            }
        }
        if took > slowest {
            (slowest, slow_input) = (took, input);
        }
    }
    report.say(&format!(
        "{:<16} {inputs:>9} inputs, the slowest of {} bytes took {:.2} ms",
        target.name,
        slow_input.len(),
        millis(slowest)
    ));
    report.keep(
        target.name,
        json!({"inputs": inputs, "slowest_ms": millis(slowest), "slowest_bytes": slow_input.len()}),
    );
    report.bar(
        slowest <= LIMIT,
        format!("{}: {:.0} ms for {}", target.name, millis(slowest), shown(&slow_input)),
    );
}

/// How long the slowest of the target's readers takes for an input; `None` when one panics.
fn read(target: &Target, input: &[u8]) -> Option<Duration> {
    let mut slowest = Duration::ZERO;
    for reader in target.readers {
        let begin = busy();
        catch_unwind(AssertUnwindSafe(|| reader(input))).ok()?;
        slowest = slowest.max(busy().saturating_sub(begin));
    }
    Some(slowest)
}

/// How long this thread has had a processor: what others do on the machine does not count.
fn busy() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The beginning of an input, so that it can be made a test.
fn shown(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let begin: String = text.chars().take(400).collect();
    format!("{} bytes: {begin:?}", input.len())
}
