//! `disk`: a record that can't be written to, is locked, or vanishes; and comes back.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use clap::Args;
use frontdesk_domain::conversation::fact::{Body, Fact};
use frontdesk_protocol::visitor::{VisitorFrame, VisitorServerFrame};
use postgres::{Client, NoTls};
use serde_json::json;
use tokio::time::timeout;
use uuid::Uuid;

use crate::fixture::{self, client_id};
use crate::message::take_first;
use crate::report::Report;
use crate::server::{Kind, Place, Server, Target};
use crate::visitor::{self, Visitor};
use crate::{agent, record};

/// Whether a server whose record fails says so, loses nothing that it acknowledged, and is back by itself
///
/// A visitor talks to the real program, one message after the other; what is refused or not answered is sent again with the
/// same client id. Then the record fails for some seconds, and is mended:
/// room      no file can grow (a limit on the size of files, set on the running process by `prlimit`, so that no file
///           system has to be filled, and no privilege is needed; the system answers "file too large" instead of "no space")
/// lock      another process holds the write lock of the embedded database
///           (for 7 s at least: for 5 s it is waited for, and nobody notices)
/// vanish    the PostgreSQL database cuts its connections and takes no new ones
/// While it lasts, each message gets a refusal with a stable code that may be tried again, within 10 s, and none is
/// acknowledged; the server stays up. After it, the time until the next acknowledgement and until
/// the server says that it is ready. At the end the log is read: every
/// acknowledged message once, every other at most once, in order. Bar: back within 10 s. Writes target/bench/disk.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// The record fails three times, for 10 s, instead of once for 2 s
    #[arg(long)]
    full: bool,
    /// Where the records are to be; by default in the temporary folder
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// How soon a server must be back, and how soon each message must be answered.
const BAR: Duration = Duration::from_secs(10);

/// How a record fails.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Room,
    Lock,
    Vanish,
}

/// What a visitor was told.
#[derive(Default)]
struct Told {
    acknowledged: Vec<u64>,
    refused: BTreeMap<String, u64>,
    unanswered: u64,
}

type Shared = Arc<Mutex<Told>>;

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut report = Report::new("disk", arguments.full);
    for fault in [Fault::Room, Fault::Lock, Fault::Vanish] {
        runtime.block_on(bench(arguments, fault, &mut report)).with_context(|| format!("{fault:?}"))?;
    }
    report.finish()
}

async fn bench(arguments: &Arguments, fault: Fault, report: &mut Report) -> Result<()> {
    let kind = if matches!(fault, Fault::Vanish) { Kind::Postgres } else { Kind::Sqlite };
    let place = Place::new(kind, arguments.folder.as_deref())?;
    fixture::prepare(&place, 1, 1).await?;
    let server = Server::start(&place).await?;
    let cookies = fixture::sign_in(&server.at, 1).await?;
    let mut console = agent::connect(&server.at, cookies.first().context("one agent")?).await?;
    let mut visitor = Visitor::arrive(&server.at).await?;
    visitor.ask_for_agent().await?;
    visitor.acknowledged().await?;
    take_first(&mut console).await?;

    let (told, ended) = (Shared::default(), Arc::new(AtomicBool::new(false)));
    let (id, token) = (visitor.conversation, visitor.token.clone());
    let talking = tokio::spawn(talk(server.at.clone(), token, id, Arc::clone(&told), Arc::clone(&ended)));
    let (times, lasts) =
        if arguments.full { (3, Duration::from_secs(10)) } else { (1, Duration::from_secs(2)) };
    let (mut back, mut while_failing) = (Vec::new(), 0);
    for _ in 0..times {
        next_acknowledgement(&told).await?;
        let mended = fail(fault, &place, &server)?;
        // One that was on its way may still be acknowledged.
        tokio::time::sleep(Duration::from_millis(200)).await;
        let before = count(&told);
        let noticed = if matches!(fault, Fault::Lock) { Duration::from_secs(7) } else { Duration::ZERO };
        tokio::time::sleep(lasts.max(noticed)).await;
        while_failing += count(&told) - before;
        mended()?;
        let begin = Instant::now();
        let serving = async {
            next_acknowledgement(&told).await?;
            while !is_ready(&server.at).await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            anyhow::Ok(())
        };
        let came = timeout(3 * BAR, serving).await;
        back.push(begin.elapsed());
        if !matches!(came, Ok(Ok(()))) {
            break;
        }
    }
    ended.store(true, Ordering::Relaxed);
    talking.await??;
    server.check_log()?;

    let log = record::read(&place, &[id]).await?;
    let mut stored: HashMap<u64, u32> = HashMap::new();
    let mut order = Vec::new();
    for logged in log.logs.iter().flat_map(|(_, log)| log) {
        if let (Fact::Said { .. }, Some(Body::Text { text })) = (&logged.entry.fact, &logged.entry.body) {
            let number = text.parse().context("a message that nobody sent")?;
            *stored.entry(number).or_default() += 1;
            order.push(number);
        }
    }
    let told = told.lock().unwrap_or_else(PoisonError::into_inner);
    let lost = told.acknowledged.iter().filter(|number| !stored.contains_key(number)).count();
    let twice = stored.values().filter(|count| **count > 1).count();
    let longest = back.iter().max().copied().unwrap_or_default();
    let name = format!("{fault:?}").to_lowercase();
    report.say(&format!(
        "{name:<7} on {}: {} acknowledged, {lost} lost, {twice} twice; refused {:?}; back within {:.1} s",
        kind.name(),
        told.acknowledged.len(),
        told.refused,
        longest.as_secs_f64()
    ));
    report.keep(
        &name,
        json!({"acknowledged": told.acknowledged.len(), "lost": lost, "twice": twice, "refused": told.refused,
               "back_s": longest.as_secs_f64()}),
    );
    report.bar(lost == 0 && twice == 0, format!("{name}: {lost} lost, {twice} twice"));
    report.bar(order.is_sorted(), format!("{name}: messages are out of order"));
    report.bar(
        while_failing == 0,
        format!("{name}: {while_failing} were acknowledged while the record failed"),
    );
    report.bar(!told.refused.is_empty(), format!("{name}: nothing was refused"));
    report.bar(told.unanswered == 0, format!("{name}: {} were not answered within {BAR:?}", told.unanswered));
    report.bar(longest <= BAR && back.len() == times, format!("{name}: back after {longest:?}"));
    Ok(())
}

async fn is_ready(server: &Target) -> bool {
    crate::http::request(server.address, "GET", "/readyz", &[], "")
        .await
        .is_ok_and(|answer| answer.status == 200)
}

fn count(told: &Shared) -> usize {
    told.lock().unwrap_or_else(PoisonError::into_inner).acknowledged.len()
}

/// Waits for a message to be acknowledged from now on.
async fn next_acknowledgement(told: &Shared) -> Result<()> {
    let before = count(told);
    let come = async {
        while count(told) == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(4 * BAR, come).await.map_err(|_| anyhow!("nothing is acknowledged any more"))
}

/// Makes the record fail; what is returned mends it.
fn fail(fault: Fault, place: &Place, server: &Server) -> Result<Box<dyn FnOnce() -> Result<()>>> {
    match fault {
        Fault::Room => {
            let process = server.process().context("the server runs")?.to_string();
            let limit = move |size: &str| {
                let set = Command::new("prlimit")
                    .args(["--pid", &process, &format!("--fsize={size}:")])
                    .status()?;
                ensure!(set.success(), "prlimit did not work");
                anyhow::Ok(())
            };
            limit("1")?;
            Ok(Box::new(move || limit("unlimited")))
        }
        Fault::Lock => {
            let connection = rusqlite::Connection::open(place.folder().join("frontdesk.db"))?;
            connection.busy_timeout(BAR)?;
            connection.execute_batch("begin immediate")?;
            Ok(Box::new(move || Ok(connection.execute_batch("rollback")?)))
        }
        Fault::Vanish => {
            let url = place.url();
            let (server, name) = url.rsplit_once('/').context("a URL with a name")?;
            let (server, name) = (format!("{server}/postgres"), name.to_owned());
            let allow = move |allow: bool| {
                let (server, name) = (server.clone(), name.clone());
                // The driver must not run on a thread of an async runtime.
                let done = std::thread::spawn(move || {
                    let mut client = Client::connect(&server, NoTls)?;
                    client.batch_execute(&format!(
                        "alter database \"{name}\" with allow_connections {allow}"
                    ))?;
                    let cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1";
                    if allow { Ok(0) } else { client.execute(cut, &[&name]) }
                });
                anyhow::Ok(done.join().map_err(|_| anyhow!("it panicked"))??)
            };
            allow(false)?;
            Ok(Box::new(move || allow(true).map(|_| ())))
        }
    }
}

/// Says one number after the other, each until it is acknowledged.
async fn talk(
    server: Target,
    token: String,
    conversation: Uuid,
    told: Shared,
    ended: Arc<AtomicBool>,
) -> Result<()> {
    let note = |what: &dyn Fn(&mut Told)| what(&mut told.lock().unwrap_or_else(PoisonError::into_inner));
    let mut socket = None;
    let mut number = 0;
    while !ended.load(Ordering::Relaxed) {
        let Some(open) = &mut socket else {
            match timeout(BAR, visitor::connect(&server, &token)).await {
                Ok(Ok(connected)) => socket = Some(connected),
                Ok(Err(_)) => {
                    note(&|told| *told.refused.entry("connecting".to_owned()).or_default() += 1);
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(_) => note(&|told| told.unanswered += 1),
            }
            continue;
        };
        let say =
            VisitorFrame::Say { client_id: client_id(1, number), conversation, text: number.to_string() };
        let asked = async {
            open.send(&say).await?;
            loop {
                match open.receive().await? {
                    VisitorServerFrame::Ack { .. } => return anyhow::Ok(None),
                    VisitorServerFrame::Refused(refused) => return Ok(Some(refused)),
                    VisitorServerFrame::Bye(bye) => bail!("{:?}", bye.code),
                    _ => {}
                }
            }
        };
        match timeout(BAR, asked).await {
            Ok(Ok(None)) => {
                note(&|told| told.acknowledged.push(number));
                number += 1;
            }
            Ok(Ok(Some(refused))) => {
                ensure!(!refused.code.is_final(), "refused for good: {refused:?}");
                note(&|told| *told.refused.entry(format!("{:?}", refused.code)).or_default() += 1);
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Ok(Err(_)) => {
                note(&|told| *told.refused.entry("closed".to_owned()).or_default() += 1);
                socket = None;
            }
            Err(_) => {
                note(&|told| told.unanswered += 1);
                socket = None;
            }
        }
        // People do not type faster, and the record is to be read quickly afterwards.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}
