//! `backup`: backups under load, each restored elsewhere: every message acknowledged before it began is there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use frontdesk_app::AppError;
use frontdesk_domain::conversation::fact::{Body, Fact};
use frontdesk_domain::ids::ConversationId;
use frontdesk_store::{Logged, repo};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::fixture;
use crate::message::chats;
use crate::message::pair::{Pair, Window, text};
use crate::report::{Report, millis, quantile};
use crate::server::{Kind, Place, Server, program};

/// Whether a backup holds every message that was acknowledged before it began
///
/// Visitors of 20 two-party chats send 500 messages a second to the real program. Meanwhile `frontdesk backup` runs again and
/// again beside it. Of each chat, the number of acknowledged messages is noted before a backup is started; the file is
/// restored into an empty place by `frontdesk restore`, and every log is read there: the first so many messages must be in it,
/// each once, in order, with the words that were sent, and the entries must be numbered without a gap. A place that has a
/// record must be refused. Runs on SQLite and on PostgreSQL. Bar: nothing is missing, and the server acknowledges at least
/// half of what is offered while backups run. Writes target/bench/backup.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// 20 backups of each database instead of 2
    #[arg(long)]
    full: bool,
    /// Backups of each database
    #[arg(long)]
    backups: Option<u32>,
    /// Only this database
    #[arg(long)]
    store: Option<Kind>,
    /// Where the records are to be; by default in the temporary folder
    #[arg(long)]
    folder: Option<PathBuf>,
}

const CHATS: usize = 20;
/// Messages per second.
const OFFERED: u64 = 500;
/// New messages before each backup, at least.
const BETWEEN: u64 = 250;

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut report = Report::new("backup", arguments.full);
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if arguments.store.is_none_or(|only| only == kind) {
            runtime.block_on(bench(arguments, kind, &mut report))?;
        }
    }
    report.finish()
}

/// How many messages of a chat were acknowledged.
type Acknowledged = HashMap<Uuid, Arc<AtomicU64>>;

async fn bench(arguments: &Arguments, kind: Kind, report: &mut Report) -> Result<()> {
    let count = arguments.backups.unwrap_or(if arguments.full { 20 } else { 2 });
    let place = Place::new(kind, arguments.folder.as_deref())?;
    fixture::prepare(&place, CHATS, 1).await?;
    let server = Server::start(&place).await?;
    let pairs = chats(&server.at, CHATS).await?;
    let acknowledged: Acknowledged =
        pairs.iter().map(|pair| (pair.conversation, pair.acknowledged())).collect();
    let ended = Arc::new(AtomicBool::new(false));
    let talking = tokio::spawn(talk(pairs, Arc::clone(&ended)));
    let (begin, before) = (Instant::now(), now(&acknowledged).values().sum::<u64>());
    let (mut took, mut least, mut bytes) = (Vec::new(), 0, 0);
    let mut made = async || {
        for number in 0..count {
            // Each backup has something new to hold.
            let enough = u64::from(number + 1) * BETWEEN;
            while now(&acknowledged).values().sum::<u64>() < enough && !talking.is_finished() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            let before = now(&acknowledged);
            let file = place.folder().join(format!("backup-{number}"));
            let started = Instant::now();
            command(&["backup"], &file, &place)?;
            took.push(started.elapsed());
            bytes = std::fs::metadata(&file)?.len();
            let elsewhere = Place::new(kind, arguments.folder.as_deref())?;
            command(&["restore"], &file, &elsewhere)?;
            ensure!(command(&["restore"], &file, &elsewhere).is_err(), "a second restore was not refused");
            least = compare(&elsewhere, &before).await.with_context(|| format!("backup {number}"))?;
            std::fs::remove_file(&file)?;
        }
        anyhow::Ok(())
    };
    let outcome = made().await;
    let (elapsed, said) = (begin.elapsed(), now(&acknowledged).values().sum::<u64>() - before);
    ended.store(true, Ordering::Relaxed);
    let talked = talking.await?;
    server.check_log()?;
    talked.with_context(|| {
        format!("the chats were cut; the server's log: {}", server.log().unwrap_or_default())
    })?;
    took.sort();
    let name = kind.name();
    let rate = said * 1000 / u64::try_from(elapsed.as_millis())?.max(1);
    report.say(&format!(
        "{name}: {} backups under {rate} messages/s, the last of {bytes} bytes; p50 {:.0} ms, longest {:.0} ms; \
         {least} messages acknowledged before the last were in it",
        took.len(),
        millis(quantile(&took, 0.5)),
        millis(quantile(&took, 1.0)),
    ));
    report.keep(
        name,
        json!({"backups": took.len(), "messages_per_s": rate, "bytes": bytes, "p50_ms": millis(quantile(&took, 0.5)),
               "longest_ms": millis(quantile(&took, 1.0)), "acknowledged_before_the_last": least}),
    );
    report
        .bar(outcome.is_ok(), format!("{name}: {:#}", outcome.err().unwrap_or_else(|| anyhow::anyhow!(""))));
    let bar = if arguments.full { OFFERED / 2 } else { OFFERED / 10 };
    report.bar(
        rate >= bar,
        format!("{name}: {rate} messages/s were acknowledged while backups ran, bar {bar}"),
    );
    Ok(())
}

fn now(acknowledged: &Acknowledged) -> HashMap<Uuid, u64> {
    acknowledged.iter().map(|(id, count)| (*id, count.load(Ordering::SeqCst))).collect()
}

/// All chats, until told to end.
async fn talk(pairs: Vec<Pair>, ended: Arc<AtomicBool>) -> Result<()> {
    let begin = Instant::now();
    let window = Window { from: begin, until: begin + Duration::from_hours(1) };
    let mut running = JoinSet::new();
    let mut senders = Vec::new();
    for mut pair in pairs {
        let (sender, meant) = mpsc::unbounded_channel();
        senders.push(sender);
        running.spawn(async move { pair.open(meant, window).await.map(|_| ()) });
    }
    let pacing = std::thread::spawn(move || {
        for (number, sender) in (0_u64..).zip(senders.iter().cycle()) {
            if ended.load(Ordering::Relaxed) {
                return;
            }
            let meant = begin + Duration::from_micros(number * 1_000_000 / OFFERED);
            std::thread::sleep(meant.saturating_duration_since(Instant::now()));
            let _ = sender.send(meant);
        }
    });
    while let Some(done) = running.join_next().await {
        done??;
    }
    if pacing.join().is_err() {
        bail!("the pacing thread panicked");
    }
    Ok(())
}

/// Runs a command of the program on a file and a record.
fn command(words: &[&str], file: &Path, place: &Place) -> Result<()> {
    let mut command = Command::new(program()?);
    command.args(words).arg(file).arg("--data").arg(place.folder());
    if place.kind() == Kind::Postgres {
        command.args(["--database", &place.url()]);
    }
    let output = command.output()?;
    ensure!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Whether so many messages of each chat are in the record; their sum.
async fn compare(place: &Place, wanted: &HashMap<Uuid, u64>) -> Result<u64> {
    let store = fixture::open(place)?;
    for (id, count) in wanted {
        let mut said = Vec::new();
        let mut last = 0;
        loop {
            let (conversation, after) = (ConversationId(*id), last);
            let page: Vec<Logged> =
                store.read(move |tx| Ok::<_, AppError>(repo::log::after(tx, conversation, after)?)).await?;
            if page.is_empty() {
                break;
            }
            for Logged { entry, .. } in page {
                ensure!(entry.seq == last + 1, "{id}: {} follows {last}", entry.seq);
                last = entry.seq;
                if let (Fact::Said { .. }, Some(Body::Text { text: words })) = (entry.fact, entry.body) {
                    said.push(words);
                }
            }
        }
        let missing = (0..*count).zip(said.iter().map(Some).chain(std::iter::repeat(None)));
        for (number, found) in missing {
            let same = found.is_some_and(|found| found.trim_end() == text(number).trim_end());
            ensure!(same, "{id}: message {number} is {found:?}");
        }
    }
    store.close().await;
    Ok(wanted.values().sum())
}
