//! `move`: a large record to PostgreSQL and back; counts and hashes are equal.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use frontdesk_app::conversation::Sender;
use frontdesk_app::visitor::{Show, Viewing, answer, make_visitor, open, page_view};
use frontdesk_app::{AppError, Rules, token};
use frontdesk_domain::ids::{ClientId, DialogueId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::{Store, repo};
use frontdesk_testkit::postgres::{Durability, PrivatePostgres};
use serde_json::json;
use uuid::Uuid;

use crate::fixture;
use crate::report::Report;
use crate::server::{Kind, Place, program};

/// Whether a record goes from SQLite to PostgreSQL and back without a difference
///
/// Fills a record with conversations, each with a visitor of its own, a question and its answer, and the fallback that
/// follows where no agent is there; then runs `frontdesk move` to an empty PostgreSQL database, and from there to an
/// empty folder. The counts and hashes that the two moves print must be the same: each is of all rows of a table, as
/// read from the one database and compared with the other's. Rows per second are printed.
/// Bar: equal. Writes target/bench/move.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// 100,000 conversations instead of 1,000
    #[arg(long)]
    full: bool,
    /// So many conversations
    #[arg(long)]
    conversations: Option<u32>,
    /// Where the records are to be; by default in the temporary folder
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// Conversations that are made together.
const AT_ONCE: u32 = 100;

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(bench(arguments))
}

async fn bench(arguments: &Arguments) -> Result<()> {
    let count = arguments.conversations.unwrap_or(if arguments.full { 100_000 } else { 1_000 });
    let mut report = Report::new("move", arguments.full);
    let place = Place::new(Kind::Sqlite, arguments.folder.as_deref())?;
    fixture::prepare(&place, 1, 1).await?;
    let store = fixture::open(&place)?;
    let begin = Instant::now();
    fill(&store, count).await?;
    store.close().await;
    report.say(&format!("{count} conversations were made in {:.1} s", begin.elapsed().as_secs_f64()));

    let server = tokio::task::spawn_blocking(|| PrivatePostgres::start_with(Durability::Fsync)).await?;
    let url = server.fresh_database();
    let back = place.folder().join("back");
    let back = back.to_str().context("a name that is UTF-8")?;
    let data = place.folder().to_str().context("a name that is UTF-8")?.to_owned();
    let (there, took_there) = relocate(&["--data", &data, "--to-database", &url])?;
    let (again, took_back) = relocate(&["--database", &url, "--to-data", back])?;
    report.bar(there == again, "the counts and hashes of the two moves differ");
    let conversations = format!("{count:>10} rows");
    let moved =
        there.lines().any(|line| line.starts_with(&conversations) && line.ends_with("  conversation"));
    report.bar(moved, format!("not all of {count} conversations were moved"));
    let rows: u64 = there
        .lines()
        .filter_map(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .max()
        .unwrap_or(0);
    for (name, took) in [("to PostgreSQL", took_there), ("back to SQLite", took_back)] {
        let millis = u64::try_from(took.as_millis())?.max(1);
        report.say(&format!(
            "{name}: {rows} rows in {:.1} s, {} rows/s",
            took.as_secs_f64(),
            rows * 1000 / millis
        ));
    }
    report.keep("conversations", count);
    report.keep("rows", rows);
    report.keep("seconds", json!([took_there.as_secs_f64(), took_back.as_secs_f64()]));
    report.finish()
}

/// Moves; what was printed, and how long it took.
fn relocate(words: &[&str]) -> Result<(String, Duration)> {
    let begin = Instant::now();
    let output = Command::new(program()?).arg("move").args(words).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok((String::from_utf8(output.stdout)?, begin.elapsed()))
}

/// Makes conversations that fell back.
async fn fill(store: &Store, count: u32) -> Result<()> {
    let rules = Rules::new(fixture::now());
    let page = "http://127.0.0.1:9/";
    let shown = {
        let rules = rules.clone();
        let viewing = Viewing { page: page.to_owned(), ..Viewing::default() };
        store.read(move |tx| page_view(tx, &rules, &viewing)).await?.show
    };
    let Show::Dialogue { dialogue, .. } = shown else { anyhow::bail!("no dialogue is shown") };
    for from in (0..count).step_by(usize::try_from(AT_ONCE)?) {
        // Shipped before the first is waited for, so that they share durable commits.
        let shipped: Vec<_> = (from..count.min(from + AT_ONCE))
            .map(|number| {
                let rules = rules.clone();
                store.enqueue(move |tx| converse(tx, &rules, dialogue, u64::from(number), page))
            })
            .collect();
        for done in shipped {
            done.await?;
        }
    }
    Ok(())
}

fn converse(
    tx: &mut frontdesk_store::Tx<'_>,
    rules: &Rules,
    dialogue: DialogueId,
    number: u64,
    page: &str,
) -> Result<(), AppError> {
    let hash = token::hash(&make_visitor(tx)?).ok_or(AppError::NotFound)?;
    let visitor = repo::visitor::find_by_token(tx, &hash)?.ok_or(AppError::NotFound)?;
    let sender =
        |count| Sender { party: visitor.0, client_id: ClientId(Uuid::from_u64_pair(number + 1, count)) };
    let opened = open(tx, rules, visitor, sender(0), dialogue, page)?;
    let card = CardId("talk".to_owned());
    answer(tx, rules, visitor, sender(1), opened.conversation, &card, &Answer::Choice(0)).map(|_| ())
}
