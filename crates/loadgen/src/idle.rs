//! `idle`: what a visitor costs who has the page open and says nothing.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use frontdesk_app::conversation::Sender;
use frontdesk_app::visitor::{Show, Viewing, make_visitor, open, page_view};
use frontdesk_app::{AppError, Rules, search, token};
use frontdesk_domain::ids::{ClientId, DialogueId};
use frontdesk_protocol::visitor::{Answer, VisitorFrame, VisitorServerFrame};
use frontdesk_store::{Store, Tx, repo};
use serde_json::json;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::fixture::{self, client_id};
use crate::report::{Report, millis, quantile};
use crate::server::{Kind, Place, Server, Target};
use crate::visitor::connect;

/// What an idle visitor costs the server
///
/// Fills a record with N conversations of 10 entries, each of a visitor of its own, and starts the real program on it.
/// N/4 visitors connect, say who they are, subscribe to their conversations and receive all 10 entries; from then on
/// they do what a browser does that nobody looks at: they answer heartbeats. When the resident memory of the server
/// has settled it is read; then the others connect, and it is read again. After that, 1 % of the visitors answer their
/// question from a second socket, as from a second tab: the idle one must receive what follows, and memory is read a
/// third time. N is the limit of open files less 1,000, at most 19,000. Bar: (memory at the end less memory
/// with N/4) / (N less N/4) is at most 16 kB; aim: 8 kB. The processor time of the server while N are idle is
/// printed. Writes target/bench/idle.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// As many visitors as the limit of open files allows instead of 8,000
    #[arg(long)]
    full: bool,
    /// So many visitors
    #[arg(long)]
    visitors: Option<usize>,
    /// Where the record is to be; by default in the temporary folder
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// Bytes per idle visitor.
const BAR: u64 = 16_000;
/// Entries of each conversation before its visitor comes.
const ENTRIES: u64 = 10;
/// The card that waits in each of them.
const CARD: &str = "question";
/// Connections that are begun together.
const AT_ONCE: usize = 64;
/// How often a visitor gives a sign of life.
const BEAT: Duration = Duration::from_secs(15);
/// Memory has settled when it is the same, to one part in a thousand, for so long.
const SETTLED: Duration = Duration::from_secs(3);

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(bench(arguments))
}

async fn bench(arguments: &Arguments) -> Result<()> {
    let most = usize::try_from(open_files()?)?.saturating_sub(1000).min(19_000);
    let count = arguments.visitors.unwrap_or(if arguments.full { most } else { most.min(8000) });
    ensure!(count >= 400 && count <= most, "400 to {most} visitors can be measured here");
    let mut report = Report::new("idle", arguments.full);
    let place = Place::new(Kind::Sqlite, arguments.folder.as_deref())?;
    fixture::prepare_dialogue(&place, 1, &dialogue()).await?;
    let store = fixture::open(&place)?;
    let people = fill(&store, count).await?;
    store.close().await;

    let server = Server::start(&place).await?;
    let mut crowd = Crowd::new(server.at.clone());
    let (few, rest) = people.split_at(count / 4);
    crowd.join(few).await?;
    let with_few = settled(&server).await?;
    crowd.join(rest).await?;
    let with_all = settled(&server).await?;

    let (used, begin) = (processor_time(&server)?, Instant::now());
    tokio::time::sleep(BEAT).await;
    let share = processor_time(&server)?.saturating_sub(used).as_secs_f64() / begin.elapsed().as_secs_f64();

    let mut took = Vec::new();
    for person in people.iter().step_by(100) {
        took.push(crowd.wake(person).await?);
    }
    took.sort();
    let at_end = settled(&server).await?;
    crowd.check()?;
    server.check_log()?;

    let each = at_end.saturating_sub(with_few) / u64::try_from(count - few.len())?;
    report.say(&format!(
        "resident memory: {} kB with {} idle visitors, {} kB with {count}, {} kB after {} of them received a message",
        with_few / 1000,
        few.len(),
        with_all / 1000,
        at_end / 1000,
        took.len(),
    ));
    report.say(&format!(
        "{each} bytes each, bar {BAR}; while all are idle, {:.1} % of a processor",
        share * 100.0
    ));
    report.say(&format!(
        "an answer on another socket reached the idle one after {:.1} ms (p50), {:.1} ms (longest)",
        millis(quantile(&took, 0.5)),
        millis(quantile(&took, 1.0)),
    ));
    report.keep("visitors", count);
    report.keep("resident_bytes", json!([with_few, with_all, at_end]));
    report.keep("bytes_each", each);
    report.keep("processor_share", share);
    report.bar(each <= BAR, format!("{each} bytes for each idle visitor, bar {BAR}"));
    report.finish()
}

/// What each conversation says before it waits: with its beginning, [`ENTRIES`] entries.
fn dialogue() -> String {
    let said: Vec<_> = (0..ENTRIES - 2)
        .map(|number| {
            let next = if number + 3 == ENTRIES { CARD.to_owned() } else { format!("says-{}", number + 1) };
            json!({"kind": "message", "id": format!("says-{number}"), "next": next,
                   "text": "A message of the length that people give to what a bot says at the beginning."})
        })
        .collect();
    let mut cards = said;
    cards.push(json!({"kind": "question", "id": CARD, "text": "Was it of use?", "attribute": null,
                      "choices": [{"label": "Yes", "next": "thanks"}]}));
    cards.push(json!({"kind": "message", "id": "thanks", "text": "Thank you.", "next": null}));
    json!({"frontdesk_stream": 1, "name": "Idle", "targets": ["http://127.0.0.1:*"], "priority": 0,
           "first": "says-0", "cards": cards})
    .to_string()
}

/// Somebody with a conversation that waits for an answer.
#[derive(Clone)]
struct Person {
    token: String,
    conversation: Uuid,
}

/// Makes the conversations.
async fn fill(store: &Store, count: usize) -> Result<Vec<Person>> {
    let rules = Rules::new(fixture::now());
    let page = "http://127.0.0.1:9/";
    let shown = {
        let rules = rules.clone();
        let viewing = Viewing { page: page.to_owned(), ..Viewing::default() };
        store.read(move |tx| page_view(tx, &rules, &viewing)).await?.show
    };
    let Show::Dialogue { dialogue, .. } = shown else { bail!("no dialogue is shown") };
    let mut people = Vec::with_capacity(count);
    while people.len() < count {
        // Shipped before the first is waited for, so that they share durable commits.
        let shipped: Vec<_> = (people.len()..count.min(people.len() + 100))
            .map(|number| {
                let rules = rules.clone();
                store.enqueue(move |tx| begin(tx, &rules, dialogue, number as u64, page))
            })
            .collect();
        for done in shipped {
            people.push(done.await?);
        }
    }
    Ok(people)
}

fn begin(
    tx: &mut Tx<'_>,
    rules: &Rules,
    dialogue: DialogueId,
    number: u64,
    page: &str,
) -> Result<Person, AppError> {
    let token = make_visitor(tx)?;
    let hash = token::hash(&token).ok_or(AppError::NotFound)?;
    let visitor = repo::visitor::find_by_token(tx, &hash)?.ok_or(AppError::NotFound)?;
    let sender = Sender { party: visitor.0, client_id: ClientId(client_id(number, 0)) };
    let opened = open(tx, rules, visitor, sender, dialogue, page)?;
    // The search knows them already: its job has nothing to do while memory is measured.
    while search::index(tx, &rules.streams, opened.conversation)? {}
    Ok(Person { token, conversation: opened.conversation.0 })
}

/// Idle visitors, each with a task of its own.
struct Crowd {
    server: Target,
    visitors: JoinSet<Result<()>>,
    /// Which conversations grew beyond what they had.
    grown: (mpsc::UnboundedSender<Uuid>, mpsc::UnboundedReceiver<Uuid>),
}

impl Crowd {
    fn new(server: Target) -> Self {
        Self { server, visitors: JoinSet::new(), grown: mpsc::unbounded_channel() }
    }

    /// Lets visitors come; returns when each has all entries of their conversation.
    async fn join(&mut self, people: &[Person]) -> Result<()> {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        for person in people {
            let permit = Arc::clone(&room).acquire_owned().await?;
            let (server, person, grown) = (self.server.clone(), person.clone(), self.grown.0.clone());
            self.visitors.spawn(async move { stay(&server, &person, &grown, move || drop(permit)).await });
        }
        // All permits are back when the last has come.
        let all = u32::try_from(AT_ONCE)?;
        let everybody = room.acquire_many(all);
        let come = tokio::time::timeout(Duration::from_mins(1), everybody).await;
        drop(come.context("not all came within a minute")??);
        self.check()
    }

    /// A visitor answers from a second socket; how long it took until the idle one was told.
    async fn wake(&mut self, person: &Person) -> Result<Duration> {
        let mut second = connect(&self.server, &person.token).await?;
        let begin = Instant::now();
        let answer = VisitorFrame::Answer {
            client_id: client_id(u64::MAX - 1, 0),
            conversation: person.conversation,
            card: CARD.to_owned(),
            answer: Answer::Choice { index: 0 },
        };
        second.send(&answer).await?;
        let told = tokio::time::timeout(Duration::from_secs(10), self.grown.1.recv()).await;
        let told = told.context("an idle visitor was not told within 10 s")?;
        ensure!(told == Some(person.conversation), "another visitor was told");
        Ok(begin.elapsed())
    }

    /// Fails when a visitor was cut off.
    fn check(&mut self) -> Result<()> {
        match self.visitors.try_join_next() {
            None => Ok(()),
            Some(done) => done?.context("a visitor was cut off"),
        }
    }
}

/// One idle visitor: `come` is called once all entries are there.
async fn stay(
    server: &Target,
    person: &Person,
    grown: &mpsc::UnboundedSender<Uuid>,
    come: impl FnOnce(),
) -> Result<()> {
    let mut socket = connect(server, &person.token).await?;
    socket.send(&VisitorFrame::Subscribe { conversation: person.conversation, after: 0 }).await?;
    let mut come = Some(come);
    let mut beat = tokio::time::interval(BEAT);
    let mut told = false;
    loop {
        let frame = tokio::select! {
            frame = socket.receive() => frame?,
            _ = beat.tick() => {
                socket.send(&VisitorFrame::Ping).await?;
                continue;
            }
        };
        match frame {
            VisitorServerFrame::Entries(stretch) if stretch.upto >= ENTRIES => {
                ensure!(stretch.upto == ENTRIES || come.is_none(), "{} entries", stretch.upto);
                if let Some(come) = come.take() {
                    come();
                } else if !std::mem::replace(&mut told, true) {
                    grown.send(person.conversation)?;
                }
            }
            VisitorServerFrame::Refused(refused) => bail!("refused: {refused:?}"),
            VisitorServerFrame::Bye(bye) => bail!("closed: {bye:?}"),
            _ => {}
        }
    }
}

/// The server's resident memory in bytes, once it no longer changes.
async fn settled(server: &Server) -> Result<u64> {
    let begin = Instant::now();
    let (mut value, mut since) = (resident(server)?, Instant::now());
    while since.elapsed() < SETTLED {
        ensure!(
            begin.elapsed() < Duration::from_mins(1),
            "memory does not settle: {value} bytes and changing"
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
        let now = resident(server)?;
        if now.abs_diff(value) > value / 1000 {
            (value, since) = (now, Instant::now());
        }
    }
    Ok(value)
}

fn resident(server: &Server) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process().unwrap_or_default()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kibibytes: u64 = line.split_whitespace().next().context("an empty VmRSS")?.parse()?;
    Ok(kibibytes * 1024)
}

/// What the server has used of processors since its start; the system counts in hundredths of a second.
fn processor_time(server: &Server) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.process().unwrap_or_default()))?;
    let after_name = stat.rsplit(')').next().context("an empty stat")?;
    let ticks: u64 =
        after_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}

/// How many files this process, and so the server it starts, may have open.
fn open_files() -> Result<u64> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let line =
        limits.lines().find_map(|line| line.strip_prefix("Max open files")).context("no limit of files")?;
    Ok(line.split_whitespace().next().context("an empty limit")?.parse()?)
}
