//! `message`: from the visitor's socket to the agent's, durable, against the bare limit.

pub mod pair;

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use frontdesk_protocol::console::{AgentFrame, AgentServerFrame};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use uuid::Uuid;

use self::pair::{Pair, Window, text};
use crate::report::{Report, median, millis, quantile};
use crate::server::{Kind, Place, Server, Target, free_address};
use crate::socket::Socket;
use crate::visitor::Visitor;
use crate::{agent, bare, fixture};

/// How long a message takes and how many go through, against the bare limit
///
/// Drives 100 two-party chats: 100 visitors and 100 agents, each with a socket of their own to the real program, which
/// keeps its record in SQLite (WAL, synchronous = FULL). A message is done when its visitor has the acknowledgement
/// and its agent's socket has the entry. The bare limit (crates/loadgen/src/bare.rs) is a short server that does
/// what any chat server must: the same frames in and out, and per message one row read, one insert of the same bytes,
/// one insert of a unique client id and one row update, in the same group commit (one writer thread, up to 512 in a
/// commit, synchronous = FULL), on the same file system. It is driven by the same code.
///
/// Rate: 1 and 8 messages under way in each chat. Each round runs the statements alone, without sockets, then
/// the server, then the limit; the ratios are medians over the rounds. The limit counts only when its rate is
/// at least 0.5 of the statements alone, else the run is invalid and says nothing: it is measured again, three times at most.
/// Still invalid, the machine is too disturbed to tell: said aloud, and a failure with --full.
/// Bar: 0.5 of the limit; aim: 0.8.
///
/// Time: 1,000 messages a second are offered whether or not the ones before are done, each timed from when it was
/// meant to be sent. Bar: the median over the rounds of p50 is at most 2 times the limit's; aim: 1.5.
///
/// Server and load share the machine's processors. Writes target/bench/message.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Turns of five seconds instead of 0.6
    #[arg(long)]
    full: bool,
    /// Rounds; the ratios are medians over them
    #[arg(long)]
    rounds: Option<usize>,
    /// Milliseconds for which each turn is counted
    #[arg(long)]
    turn: Option<u64>,
    /// Two-party chats
    #[arg(long, default_value_t = 100)]
    chats: usize,
    /// Where the records are made
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Only the server, with 8 messages under way: for a profiler
    #[arg(long)]
    only_server: bool,
}

/// How long a turn runs before it is counted.
const WARM: Duration = Duration::from_millis(300);
/// Messages a second that are offered when time is measured.
const OFFERED: u64 = 1000;
/// Messages under way in each chat when rates are measured.
const DEPTHS: [usize; 2] = [1, 8];
const BAR: f64 = 0.5;
const SLOWER: f64 = 2.0;
const VALID: f64 = 0.5;

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(bench(arguments))
}

async fn bench(arguments: &Arguments) -> Result<()> {
    let rounds = arguments.rounds.unwrap_or(5);
    let turn = Duration::from_millis(arguments.turn.unwrap_or(if arguments.full { 5000 } else { 1500 }));
    let place = Place::new(Kind::Sqlite, arguments.folder.as_deref())?;
    fixture::prepare(&place, arguments.chats, 1).await?;
    let server = Server::start(&place).await?;
    let mut real = chats(&server.at, arguments.chats).await?;
    if arguments.only_server {
        println!("the server is process {}", server.process().unwrap_or_default());
        let rate = rate(&mut real, 8, turn).await?;
        println!("{rate:.0} messages/s");
        return Ok(());
    }
    let limit_place = Place::new(Kind::Sqlite, arguments.folder.as_deref())?;
    let mut limit = Limit::start(&limit_place, arguments.chats)?;
    let mut limits = limit.chats(arguments.chats).await?;
    let alone = Place::new(Kind::Sqlite, arguments.folder.as_deref())?;

    let mut report = Report::new("message", arguments.full);
    report.say(&format!(
        "{} two-party chats, SQLite FULL; server and load share {} processors",
        arguments.chats,
        std::thread::available_parallelism()?
    ));
    report.keep("chats", arguments.chats);
    let measured = async {
        for depth in DEPTHS {
            rates(&mut report, &mut real, &mut limits, &alone, depth, rounds, turn).await?;
        }
        times(&mut report, &mut real, &mut limits, rounds, turn).await
    };
    if let Err(error) = measured.await {
        let limit = limit.child.try_wait()?.map_or("runs".to_owned(), |status| status.to_string());
        return Err(
            error.context(format!("the bare limit's server {limit}; the server's log: {}", server.log()?))
        );
    }
    server.check_log()?;
    report.finish()
}

/// How often rates are measured before an invalid run is a failure.
const MEASURED: usize = 3;

async fn rates(
    report: &mut Report,
    real: &mut Vec<Pair>,
    limit: &mut Vec<Pair>,
    alone: &Place,
    depth: usize,
    rounds: usize,
    turn: Duration,
) -> Result<()> {
    report.say(&format!("\nmessages/s, {depth} under way in each chat"));
    report.say("     server   bare limit   statements alone   server/limit   limit/statements");
    let (mut ratios, mut valid, mut served, mut bare) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds * MEASURED {
        if round > 0 && round % rounds == 0 {
            if median(&valid) >= VALID {
                break;
            }
            report.say("invalid: the limit itself was held up; measured again");
            for figures in [&mut ratios, &mut valid, &mut served, &mut bare] {
                figures.clear();
            }
        }
        let (folder, pairs, line) = (alone.folder().to_owned(), real.len() as u64, text(0));
        let under_way = pairs * depth as u64;
        let statements =
            tokio::task::spawn_blocking(move || bare::statements(&folder, pairs, under_way, &line, turn / 2))
                .await??;
        let a = rate(real, depth, turn).await.context("the server's turn")?;
        let b = rate(limit, depth, turn).await.context("the limit's turn")?;
        report.say(&format!(
            "{a:>11.0} {b:>12.0} {statements:>18.0} {:>14.2} {:>18.2}",
            a / b,
            b / statements
        ));
        ratios.push(a / b);
        valid.push(b / statements);
        served.push(a);
        bare.push(b);
    }
    let (ratio, validity) = (median(&ratios), median(&valid));
    report.say(&format!("median {ratio:>53.2} {validity:>18.2}"));
    report.keep(
        &format!("rate_{depth}"),
        serde_json::json!({"server": served, "limit": bare, "ratio": ratio, "limit_to_statements": validity,
                           "bar": BAR, "aim": 0.8}),
    );
    let invalid = format!(
        "invalid: with {depth} under way the limit reaches {validity:.2} of its statements alone, below {VALID}"
    );
    if validity >= VALID {
        report.bar(ratio >= BAR, format!("rate with {depth} under way: {ratio:.2} of the limit, bar {BAR}"));
    } else if report.is_full() {
        report.bar(false, invalid);
    } else {
        report.say(&format!("{invalid}. The machine is too disturbed: this says nothing of the rate."));
    }
    Ok(())
}

async fn times(
    report: &mut Report,
    real: &mut Vec<Pair>,
    limit: &mut Vec<Pair>,
    rounds: usize,
    turn: Duration,
) -> Result<()> {
    report.say(&format!(
        "\nmilliseconds at {OFFERED} messages/s offered, from when a message was meant to be sent"
    ));
    report.say(" server p50     p99   bare limit p50     p99   p50 ratio");
    let (mut ratios, mut rows) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let a = time(real, OFFERED, turn).await?;
        let b = time(limit, OFFERED, turn).await?;
        let ratio = a.0 / b.0;
        report.say(&format!("{:>11.2} {:>7.2} {:>16.2} {:>7.2} {ratio:>11.2}", a.0, a.1, b.0, b.1));
        ratios.push(ratio);
        rows.push(
            serde_json::json!({"server_p50": a.0, "server_p99": a.1, "limit_p50": b.0, "limit_p99": b.1}),
        );
    }
    let ratio = median(&ratios);
    report.say(&format!("median {ratio:>51.2}"));
    report.keep(
        "time_ms",
        serde_json::json!({"offered": OFFERED, "rounds": rows, "ratio": ratio, "bar": SLOWER, "aim": 1.5}),
    );
    report.bar(ratio <= SLOWER, format!("p50 is {ratio:.2} times the limit's, bar {SLOWER}"));
    Ok(())
}

/// Messages a second with so many under way in each chat.
async fn rate(pairs: &mut Vec<Pair>, depth: usize, turn: Duration) -> Result<f64> {
    let from = Instant::now() + WARM;
    let window = Window { from, until: from + turn };
    let mut running = JoinSet::new();
    for mut pair in pairs.drain(..) {
        running.spawn(async move {
            pair.beat().await?;
            pair.closed(depth, window).await.map(|counted| (pair, counted))
        });
    }
    let mut sum = 0;
    while let Some(done) = running.join_next().await {
        let (pair, counted) = done??;
        pairs.push(pair);
        sum += counted;
    }
    let sum = u32::try_from(sum).context("too many messages to count")?;
    Ok(f64::from(sum) / turn.as_secs_f64())
}

/// p50 and p99 in milliseconds with so many messages a second offered, whether or not the ones before are done.
pub async fn time(pairs: &mut Vec<Pair>, offered: u64, turn: Duration) -> Result<(f64, f64)> {
    let begin = Instant::now();
    let window = Window { from: begin + WARM, until: begin + WARM + turn };
    let mut running = JoinSet::new();
    let mut senders = Vec::new();
    for mut pair in pairs.drain(..) {
        let (sender, meant) = mpsc::unbounded_channel();
        senders.push(sender);
        running.spawn(async move { pair.open(meant, window).await.map(|took| (pair, took)) });
    }
    // On a thread of its own: the runtime's timers know only whole milliseconds.
    let pacing = std::thread::spawn(move || {
        for (number, sender) in (0_u64..).zip(senders.iter().cycle()) {
            let meant = begin + Duration::from_micros(number * 1_000_000 / offered);
            if meant >= window.until {
                return;
            }
            std::thread::sleep(meant.saturating_duration_since(Instant::now()));
            let _ = sender.send(meant);
        }
    });
    let mut all = Vec::new();
    while let Some(done) = running.join_next().await {
        let (pair, took) = done??;
        pairs.push(pair);
        all.extend(took);
    }
    if pacing.join().is_err() {
        bail!("the pacing thread panicked");
    }
    all.sort();
    Ok((millis(quantile(&all, 0.5)), millis(quantile(&all, 0.99))))
}

/// Visitors and agents of the real server, each visitor with an agent of their own.
pub async fn chats(server: &Target, count: usize) -> Result<Vec<Pair>> {
    let mut agents = Vec::new();
    for cookie in fixture::sign_in(server, count).await? {
        agents.push(agent::connect(server, &cookie).await?);
    }
    let mut visitors = HashMap::new();
    for _ in 0..count {
        let mut visitor = Visitor::arrive(server).await?;
        visitor.ask_for_agent().await?;
        visitor.acknowledged().await?;
        visitors.insert(visitor.conversation, visitor);
    }
    let mut taking = JoinSet::new();
    for mut socket in agents {
        taking.spawn(async move {
            let conversation = take_first(&mut socket).await?;
            anyhow::Ok((conversation, socket))
        });
    }
    let mut pairs = Vec::new();
    while let Some(taken) = taking.join_next().await {
        let (conversation, agent) = taken??;
        let visitor = visitors.remove(&conversation).context("two agents have one chat")?;
        pairs.push(Pair::new(visitor.socket, agent, conversation));
    }
    Ok(pairs)
}

/// Accepts the first offer and subscribes to the chat.
pub async fn take_first(socket: &mut Socket) -> Result<Uuid> {
    loop {
        let AgentServerFrame::Desk(desk) = socket.receive().await? else { continue };
        let Some(offer) = desk.offers.first() else { continue };
        let (conversation, offer) = (offer.conversation, offer.offer);
        socket
            .send(&AgentFrame::Accept { client_id: fixture::client_id(0, offer), conversation, offer })
            .await?;
        loop {
            match socket.receive().await? {
                AgentServerFrame::Ack { .. } => break,
                AgentServerFrame::Refused(refused) => bail!("accepting was refused: {refused:?}"),
                _ => {}
            }
        }
        socket.send(&AgentFrame::Subscribe { conversation, after: 0 }).await?;
        loop {
            if let AgentServerFrame::Entries(_) = socket.receive().await? {
                return Ok(conversation);
            }
        }
    }
}

/// The bare limit's server, killed when dropped.
struct Limit {
    child: Child,
    target: std::net::SocketAddr,
}

impl Limit {
    fn start(place: &Place, pairs: usize) -> Result<Self> {
        let target = free_address()?;
        let child = Command::new(std::env::current_exe()?)
            .args(["bare", "--listen", &target.to_string(), "--pairs", &pairs.to_string(), "--folder"])
            .arg(place.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        Ok(Self { child, target })
    }

    async fn chats(&self, count: usize) -> Result<Vec<Pair>> {
        let begin = Instant::now();
        while tokio::net::TcpStream::connect(self.target).await.is_err() {
            if begin.elapsed() > Duration::from_secs(10) {
                bail!("the bare limit's server did not start");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let mut pairs = Vec::new();
        for number in 0..count {
            let conversation = Uuid::from_u128(number as u128);
            let visitor =
                Socket::connect(self.target, &format!("/visitor/{conversation}"), "http://bare", None)
                    .await?;
            let agent =
                Socket::connect(self.target, &format!("/agent/{conversation}"), "http://bare", None).await?;
            pairs.push(Pair::new(visitor, agent, conversation));
        }
        // Upgraded is not yet registered.
        tokio::time::sleep(Duration::from_millis(200)).await;
        Ok(pairs)
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
