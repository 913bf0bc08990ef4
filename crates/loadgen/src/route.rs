//! `route`: many who want to talk at once.

mod bare;
mod crowd;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::limits::Limits;
use serde_json::json;

use self::crowd::{Manner, Outcome, crowd};
use crate::fixture;
use crate::record::{self, Findings};
use crate::report::{Report, millis, quantile};
use crate::server::{Kind, Place, Server};

/// Who gets which chat when many ask at once, and how soon it rings
///
/// 50 agents, each signed in and with a socket to the real program, and visitors who all open the window, wait for each
/// other, and then answer "Talk?" at the same moment. Three crowds, each on an empty record:
///
/// 1. 320 chats, and all agents accept. Bar: everybody is served, the agents' numbers of chats are within 1 of each
///    other, and the offers went round the ring in order. Printed: from sending the answer until the offer is on
///    the agent's socket, p50 and p99; aim: p99 250 ms. Short, a guard is asserted: 2.5 s, or on a slow machine
///    2.5 times what 320 bare transactions of as many statements take on the same database, one after the other.
/// 2. 1,000 chats, and all agents accept. Bar: nobody ever has more than 10, 500 are served, 500 get the fallback.
///    A visitor who is told that the server is busy asks again, with the same client id, as the widget does.
/// 3. 200 chats, on a card with three tries; every third offer is declined, and ten agents turn unavailable and
///    available again all the time and leave half of their offers unanswered until then. Bar: I5, I6, I7, and nobody
///    is offered a request twice.
///
/// All logs are then read from the database and walked together, transaction by transaction in the order of their
/// commits (SQLite: the time at which the one writer began each; PostgreSQL: its commit timestamps), by a reading of the
/// rules that is written apart from the server's (I5 at every position, I6, I7: after every transaction each chat has
/// an owner, an offer or an outcome). On SQLite and on PostgreSQL. Writes target/bench/route.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// The aim for the time to ring is asserted, and the third crowd comes five times
    #[arg(long)]
    full: bool,
    /// Only this database
    #[arg(long)]
    store: Option<Kind>,
    /// Where the record is made
    #[arg(long)]
    folder: Option<PathBuf>,
}

const AGENTS: usize = 50;
const AIM: Duration = Duration::from_millis(250);
const GUARD: Duration = Duration::from_millis(2500);
/// How many times the bare transactions' time the guard is at least.
const SLOWER: f64 = 2.5;

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut report = Report::new("route", arguments.full);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if arguments.store.is_none_or(|only| only == kind) {
            runtime.block_on(bench(arguments, kind, &mut report))?;
        }
    }
    report.finish()
}

async fn bench(arguments: &Arguments, kind: Kind, report: &mut Report) -> Result<()> {
    let name = kind.name();
    let folder = arguments.folder.clone();
    let run = async |chats: usize, manner: Manner| {
        let place = Place::new(kind, folder.as_deref())?;
        let bare = bare::transaction(&place)?;
        let ring = fixture::prepare(&place, AGENTS, if manner == Manner::Fickle { 3 } else { 1 }).await?;
        let mut server = Server::start(&place).await?;
        let outcome = crowd(&server, AGENTS, chats, manner).await?;
        server.check_log()?;
        server.kill()?;
        let record = record::read(&place, &outcome.conversations).await?;
        // The machine may have become slower meanwhile.
        let bare = bare.max(bare::transaction(&place)?);
        anyhow::Ok((ring, outcome, record.walk(&Limits::default()), bare))
    };

    let (ring, outcome, found, bare) = run(320, Manner::Accept).await?;
    let limit = if arguments.full { AIM } else { GUARD.max(bare.mul_f64(320.0 * SLOWER)) };
    even(report, name, &ring, &outcome, &found, bare, limit);
    let (ring, outcome, found, _) = run(1000, Manner::Accept).await?;
    full_house(report, name, &ring, &outcome, &found);
    for _ in 0..if arguments.full { 5 } else { 1 } {
        let (_, outcome, found, _) = run(200, Manner::Fickle).await?;
        fickle(report, name, &outcome, &found);
    }
    Ok(())
}

/// Chats per agent: the fewest and the most.
fn spread(ring: &[UserId], found: &Findings) -> (u32, u32) {
    let counts = ring.iter().map(|agent| found.accepted.get(agent).copied().unwrap_or_default());
    (counts.clone().min().unwrap_or_default(), counts.max().unwrap_or_default())
}

fn peak(found: &Findings) -> u32 {
    found.peaks.values().copied().max().unwrap_or_default()
}

fn breaches(report: &mut Report, name: &str, found: &Findings) {
    for breach in found.breaches.iter().take(20) {
        report.say(breach);
    }
    report.bar(found.breaches.is_empty(), format!("{name}: {} breaches", found.breaches.len()));
}

fn even(
    report: &mut Report,
    name: &str,
    ring: &[UserId],
    outcome: &Outcome,
    found: &Findings,
    bare: Duration,
    limit: Duration,
) {
    let (fewest, most) = spread(ring, found);
    let p = |share| millis(quantile(&outcome.rang, share));
    // Each offer goes to the next in the ring after the one before.
    let in_order = found.offers.iter().zip(ring.iter().cycle()).all(|(offered, next)| offered == next);
    report.say(&format!(
        "{name}, 320 at once: {} served, {fewest} to {most} chats each, offers {} the ring's order; \
         request to ring p50 {:.0} ms, p99 {:.0} ms; a bare transaction {:.2} ms, limit {:.0} ms",
        outcome.served,
        if in_order { "in" } else { "NOT in" },
        p(0.5),
        p(0.99),
        millis(bare),
        millis(limit)
    ));
    report.keep(
        &format!("{name}_320"),
        json!({"served": outcome.served, "fewest": fewest, "most": most, "in_order": in_order,
               "ring_ms": {"p50": p(0.5), "p99": p(0.99), "aim": millis(AIM), "limit": millis(limit)},
               "bare_transaction_ms": millis(bare)}),
    );
    breaches(report, name, found);
    report.bar(outcome.served == 320, format!("{name}: {} of 320 were served", outcome.served));
    report.bar(most - fewest <= 1, format!("{name}: {fewest} to {most} chats each"));
    report.bar(in_order, format!("{name}: offers went out of the ring's order"));
    report.bar(p(0.99) <= millis(limit), format!("{name}: p99 from request to ring is {:.0} ms", p(0.99)));
}

fn full_house(report: &mut Report, name: &str, ring: &[UserId], outcome: &Outcome, found: &Findings) {
    let ((fewest, most), peak) = (spread(ring, found), peak(found));
    let p = |share| millis(quantile(&outcome.rang, share));
    report.say(&format!(
        "{name}, 1,000 at once: {} served, {} fell back, {fewest} to {most} chats each, never more than {peak} at once; \
         {} asked again of a busy server; request to ring p50 {:.0} ms, p99 {:.0} ms",
        outcome.served,
        outcome.fell_back,
        outcome.again,
        p(0.5),
        p(0.99)
    ));
    report.keep(
        &format!("{name}_1000"),
        json!({"served": outcome.served, "fell_back": outcome.fell_back, "peak": peak, "asked_again": outcome.again,
               "ring_ms": {"p50": p(0.5), "p99": p(0.99)}}),
    );
    breaches(report, name, found);
    report.bar(peak <= 10, format!("{name}: an agent had {peak} chats and offers at once"));
    report.bar(outcome.served == 500, format!("{name}: {} were served, not 500", outcome.served));
    report.bar(outcome.fell_back == 500, format!("{name}: {} fell back, not 500", outcome.fell_back));
}

fn fickle(report: &mut Report, name: &str, outcome: &Outcome, found: &Findings) {
    let (declined, withdrawn) = found.refused;
    report.say(&format!(
        "{name}, 200 at once, agents fickle: {} offers, {declined} declined, {withdrawn} taken back; {} served, {} fell \
         back, never more than {} at once; {} breaches",
        found.offers.len(),
        outcome.served,
        outcome.fell_back,
        peak(found),
        found.breaches.len()
    ));
    report.keep(
        &format!("{name}_200"),
        json!({"offers": found.offers.len(), "declined": declined, "withdrawn": withdrawn, "served": outcome.served,
               "fell_back": outcome.fell_back, "peak": peak(found), "breaches": found.breaches.len()}),
    );
    breaches(report, name, found);
    report.bar(outcome.served + outcome.fell_back == 200, format!("{name}: some of 200 have no outcome"));
    report.bar(declined > 0 && withdrawn > 0, format!("{name}: the agents were not fickle"));
}
