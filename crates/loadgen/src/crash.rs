//! `crash`: `kill -9` under load, again and again; then everything is accounted for.

mod agent;
mod parts;
mod visitor;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use frontdesk_domain::conversation::fact::{Body, Fact};
use frontdesk_domain::limits::Limits;
use frontdesk_protocol::console::AgentServerFrame;
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use self::agent::Answerer;
use self::parts::{Reading, Shared, Stage, Told};
use self::visitor::Talker;
use crate::ledger::{History, Sent, check};
use crate::report::{Report, millis, quantile};
use crate::server::{Kind, Place, Server};
use crate::{fixture, record};

/// Whether anything is lost, doubled or disordered when the server is killed under load
///
/// Visitors and agents talk over sockets to the real program; every visitor sends up to 40 messages a second, with up
/// to 8 under way, the agents answer half of them, and every fifth visitor ends the chat now and then and asks to talk
/// again. After 100 to 500 milliseconds of service the process gets kill -9 and is started again at once. Clients do
/// what the widget and the console do: connect again, subscribe after the last number they know, send everything that
/// was not acknowledged again with the same client ids and in order, and drop what they know already.
///
/// After each start one visitor's history is read and compared with what was acknowledged. At the end every
/// outbox must empty itself, and then five readings of each chat are compared: what its visitor saw live, what its
/// agents saw live, both read anew through the API, and the log in the database:
/// I1 every acknowledged message is in each of them once, at the number that was acknowledged; I2 every other at
/// most once, a refused one never; I3 one order for all, and each sender's own; I4 no gap and no repeat on resuming.
/// The logs are walked in the order of their commits: I5 no agent over the limit, I6 one owner and one offer, I7 each
/// transaction leaves a chat with something that carries it on.
///
/// Runs on SQLite and on PostgreSQL (the server is killed, the database is not). Serving again is the time from starting
/// the process to the first acknowledgement of a client's command. Bar: 2 s at the most (short: 20 s, as a guard).
/// kill -9 does not test fsync. Writes target/bench/crash.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// 200 cycles on each database instead of 20
    #[arg(long)]
    full: bool,
    /// Cycles on each database
    #[arg(long)]
    cycles: Option<u32>,
    /// Only this database
    #[arg(long)]
    store: Option<Kind>,
    /// Visitors
    #[arg(long, default_value_t = 24)]
    visitors: usize,
    /// Agents; each takes ten chats at most
    #[arg(long, default_value_t = 6)]
    agents: usize,
    /// Where the record is made
    #[arg(long)]
    folder: Option<PathBuf>,
}

const BAR: Duration = Duration::from_secs(2);
const GUARD: Duration = Duration::from_secs(20);
/// How long the outboxes may take to empty themselves at the end.
const DRAIN: Duration = Duration::from_secs(20);
/// How long the last wake may be lost until the server compares, and some more.
const SETTLE: Duration = Duration::from_millis(2500);

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut report = Report::new("crash", arguments.full);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if arguments.store.is_none_or(|only| only == kind) {
            let place = Place::new(kind, arguments.folder.as_deref())?;
            runtime.block_on(bench(arguments, &place, &mut report))?;
        }
    }
    report.finish()
}

/// The clients of a run.
struct Clients {
    shared: Arc<Shared>,
    stage: watch::Sender<Stage>,
    visitors: JoinSet<Talker>,
    agents: JoinSet<Answerer>,
    /// Token, conversation and what was said, of each visitor.
    told: Vec<(String, Uuid, Told)>,
}

async fn bench(arguments: &Arguments, place: &Place, report: &mut Report) -> Result<()> {
    let cycles = arguments.cycles.unwrap_or(if arguments.full { 200 } else { 20 });
    fixture::prepare(place, arguments.agents, 3).await?;
    let mut server = Server::start(place).await?;
    let clients = clients(&server, arguments).await?;
    let (mut ready, mut serving) = (Vec::new(), Vec::new());
    let mut breaches = Vec::new();
    for cycle in 1..=u64::from(cycles) {
        // Spread evenly over 100 to 500 milliseconds, in no particular order.
        tokio::time::sleep(Duration::from_millis(100 + cycle * 173 % 401)).await;
        server.kill()?;
        clients.shared.generation.store(cycle, Ordering::Relaxed);
        let begin = Instant::now();
        ready.push(server.spawn().await?);
        serving.push(clients.served(begin, cycle).await?);
        breaches.extend(clients.look_at_one(cycle).await?);
    }
    let shared = Arc::clone(&clients.shared);
    clients.drain().await?;
    let (visitors, agents) = clients.stop().await?;
    let found = account(&visitors, &agents, &shared).await?;
    server.check_log()?;
    server.kill()?;
    let conversations: Vec<Uuid> = visitors.iter().map(|visitor| visitor.conversation).collect();
    let record = record::read(place, &conversations).await?;
    let walk = record.walk(&Limits::default());
    breaches.extend(walk.breaches);
    let logs = record.logs.iter().map(|(id, log)| (id.0, said(log))).collect();
    let sums = found.against(logs, &mut breaches);

    ready.sort();
    serving.sort();
    let worst = serving.last().copied().unwrap_or_default();
    let name = place.kind().name();
    report.say(&format!(
        "{name}: {cycles} kills; {} messages acknowledged, {} unacknowledged, {} refused; {} chats, {} accepted offers, \
         {} connections lost, {} gaps asked for again; {} breaches",
        sums.acknowledged,
        sums.unacknowledged,
        sums.refused,
        conversations.len(),
        walk.accepted.values().sum::<u32>(),
        shared.lost.load(Ordering::Relaxed),
        shared.gaps.load(Ordering::Relaxed),
        breaches.len()
    ));
    report.say(&format!(
        "{name}: ready {:.0} ms (median), {:.0} ms (most); first acknowledgement {:.0} ms (median), {:.0} ms (most)",
        millis(quantile(&ready, 0.5)),
        millis(ready.last().copied().unwrap_or_default()),
        millis(quantile(&serving, 0.5)),
        millis(worst)
    ));
    for breach in breaches.iter().take(20) {
        report.say(breach);
    }
    report.keep(
        name,
        json!({"cycles": cycles, "acknowledged": sums.acknowledged, "unacknowledged": sums.unacknowledged,
               "refused": sums.refused, "breaches": breaches.len(),
               "ready_ms": {"median": millis(quantile(&ready, 0.5)), "most": ready.last().copied().map(millis)},
               "serving_ms": {"median": millis(quantile(&serving, 0.5)), "most": millis(worst), "bar": millis(BAR)}}),
    );
    report.bar(breaches.is_empty(), format!("{name}: {} breaches", breaches.len()));
    report.bar(sums.acknowledged > u64::from(cycles), format!("{name}: too few messages to tell anything"));
    let limit = if arguments.full { BAR } else { GUARD };
    report.bar(worst <= limit, format!("{name}: serving again after {:.0} ms", millis(worst)));
    Ok(())
}

/// Signs agents in, lets visitors ask for them, and sets all of them talking.
async fn clients(server: &Server, arguments: &Arguments) -> Result<Clients> {
    let (stage, told) = watch::channel(Stage::Talk);
    let shared = Arc::new(Shared {
        server: server.at.clone(),
        stage: told,
        generation: AtomicU64::new(0),
        acknowledged: AtomicU64::new(0),
        waiting: AtomicUsize::new(0),
        lost: AtomicUsize::new(0),
        gaps: AtomicUsize::new(0),
    });
    let mut agents = JoinSet::new();
    for (number, cookie) in fixture::sign_in(&server.at, arguments.agents).await?.into_iter().enumerate() {
        // Reachable before the first visitor asks.
        let mut socket = crate::agent::connect(&server.at, &cookie).await?;
        while !matches!(socket.receive().await?, AgentServerFrame::Desk(_)) {}
        agents.spawn(Answerer::new(Arc::clone(&shared), cookie, number).run());
    }
    let (mut visitors, mut told) = (JoinSet::new(), Vec::new());
    for number in 0..arguments.visitors {
        let mut visitor = crate::visitor::Visitor::arrive(&server.at).await?;
        visitor.ask_for_agent().await?;
        visitor.acknowledged().await?;
        let (token, conversation) = (visitor.token, visitor.conversation);
        let talker = Talker::new(Arc::clone(&shared), token.clone(), conversation, number % 5 == 0);
        told.push((token, conversation, talker.told.clone()));
        visitors.spawn(talker.run());
    }
    Ok(Clients { shared, stage, visitors, agents, told })
}

impl Clients {
    /// Waits until a client has an acknowledgement from this start of the server.
    async fn served(&self, begin: Instant, generation: u64) -> Result<Duration> {
        while self.shared.acknowledged.load(Ordering::Relaxed) < generation {
            if begin.elapsed() > GUARD {
                bail!("nothing was acknowledged within {} s of a start", GUARD.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(begin.elapsed())
    }

    /// Compares one visitor's history with what was acknowledged to them before it was read.
    async fn look_at_one(&self, cycle: u64) -> Result<Vec<String>> {
        let place = usize::try_from(cycle)? % self.told.len();
        let (token, conversation, told) = self.told.get(place).context("a visitor")?;
        let acknowledged: Vec<Sent> = told.now().into_iter().filter(|s| s.acknowledged.is_some()).collect();
        let upto = acknowledged.iter().filter_map(|sent| sent.acknowledged).max().unwrap_or(0);
        let reading = Talker::read_again(&self.shared, token, *conversation, upto).await?;
        let found: std::collections::HashMap<String, u64> =
            words(&reading).into_iter().map(|(seq, text)| (text, seq)).collect();
        Ok(acknowledged
            .iter()
            .filter(|sent| found.get(&sent.text).copied() != sent.acknowledged)
            .map(|sent| format!("I1: after start {cycle} “{}” is at {:?}", sent.text, found.get(&sent.text)))
            .collect())
    }

    /// Lets all outboxes become empty.
    async fn drain(&self) -> Result<()> {
        self.stage.send_replace(Stage::Drain);
        let begin = Instant::now();
        let mut empty_since = Instant::now();
        while empty_since.elapsed() < SETTLE {
            let waiting = self.shared.waiting.load(Ordering::Relaxed);
            if waiting > 0 {
                empty_since = Instant::now();
            }
            if begin.elapsed() > DRAIN {
                bail!("{waiting} commands were not answered within {} s", DRAIN.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    async fn stop(self) -> Result<(Vec<Talker>, Vec<Answerer>)> {
        self.stage.send_replace(Stage::Stop);
        Ok((self.visitors.join_all().await, self.agents.join_all().await))
    }
}

/// What each reader of each conversation found, and what each sender was told.
struct Accounts(Vec<Account>);

struct Account {
    conversation: Uuid,
    senders: Vec<Vec<Sent>>,
    histories: Vec<History>,
    /// What did not come the same a second time.
    differences: Vec<String>,
}

/// Sums over all conversations.
struct Sums {
    acknowledged: u64,
    unacknowledged: u64,
    refused: u64,
}

/// Reads every conversation anew, as its visitor and as each of its agents.
async fn account(visitors: &[Talker], agents: &[Answerer], shared: &Shared) -> Result<Accounts> {
    let mut accounts = Vec::new();
    for visitor in visitors {
        let conversation = visitor.conversation;
        let mut account = Account {
            conversation,
            senders: vec![visitor.told.now()],
            histories: Vec::new(),
            differences: Vec::new(),
        };
        let again = Talker::read_again(shared, visitor.token(), conversation, u64::MAX).await?;
        account.read("the visitor", &visitor.reading, &again);
        for agent in agents {
            let Some(chat) = agent.chats.get(&conversation) else { continue };
            account.senders.push(chat.told.now());
            let again =
                agent.read_again(conversation, chat.reading.cursor.max(visitor.reading.cursor)).await?;
            account.read("an agent", &chat.reading, &again);
        }
        accounts.push(account);
    }
    Ok(Accounts(accounts))
}

impl Account {
    fn read(&mut self, who: &str, live: &Reading, again: &Reading) {
        let conversation = self.conversation;
        if live.shown != again.shown {
            let at = live.shown.iter().zip(&again.shown).position(|(a, b)| a != b);
            self.differences.push(format!(
                "I4: {who} of {conversation} saw {} entries live and {} anew; the first difference is at {at:?}",
                live.shown.len(),
                again.shown.len()
            ));
        }
        for (how, reading) in [("live", live), ("anew", again)] {
            self.histories
                .push(History { reader: format!("{who} of {conversation}, {how},"), said: words(reading) });
        }
    }
}

impl Accounts {
    fn against(
        self,
        mut logs: std::collections::HashMap<Uuid, Vec<(u64, String)>>,
        breaches: &mut Vec<String>,
    ) -> Sums {
        let mut sums = Sums { acknowledged: 0, unacknowledged: 0, refused: 0 };
        for mut account in self.0 {
            let said = logs.remove(&account.conversation).unwrap_or_default();
            account.histories.push(History { reader: format!("the log of {},", account.conversation), said });
            breaches.append(&mut account.differences);
            breaches.extend(check(&account.senders, &account.histories));
            for sent in account.senders.iter().flatten() {
                match sent.acknowledged {
                    Some(_) => sums.acknowledged += 1,
                    None if sent.refused => sums.refused += 1,
                    None => sums.unacknowledged += 1,
                }
            }
        }
        sums
    }
}

/// What somebody said, of all that was shown.
fn words(reading: &Reading) -> Vec<(u64, String)> {
    let said = |(seq, text): &(u64, String)| Some((*seq, text.strip_prefix('\u{201c}')?.to_owned()));
    reading.shown.iter().filter_map(said).collect()
}

fn said(log: &[frontdesk_store::Logged]) -> Vec<(u64, String)> {
    log.iter()
        .filter_map(|logged| match (&logged.entry.fact, &logged.entry.body) {
            (Fact::Said { .. }, Some(Body::Text { text })) => Some((logged.entry.seq, text.clone())),
            _ => None,
        })
        .collect()
}
