//! `accounts`: tens of thousands of accounts are uploaded while people chat.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use frontdesk_protocol::account_file::AccountUpload;
use serde_json::json;

use crate::fixture;
use crate::http;
use crate::message::{chats, time};
use crate::report::{Report, median};
use crate::server::{Kind, Place, Server, Target};

/// Whether an upload of 50,000 accounts is felt by those who chat
///
/// 20 two-party chats on the real program, 200 messages a second offered, each timed from when it was meant to be sent until
/// its agent's socket has it. In each of three rounds p50 is measured in quiet, turn by turn of one second, and then from
/// the beginning to the end of an upload of 50,000 companies by HTTP: the first makes them, the next two give each of
/// them another name and owner. Bars: each upload takes less than a minute and reports 50,000 lines; the median of the
/// turns' p50 during the uploads is at most 2 times that in quiet. On SQLite and on PostgreSQL. Writes
/// target/bench/accounts.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Companies in the file
    #[arg(long, default_value_t = 50_000)]
    accounts: usize,
    /// Only this database
    #[arg(long)]
    store: Option<Kind>,
    /// Where the records are made
    #[arg(long)]
    folder: Option<PathBuf>,
}

const CHATS: usize = 20;
/// Messages per second.
const OFFERED: u64 = 200;
const TURN: Duration = Duration::from_secs(1);
const ROUNDS: usize = 3;
const LONGEST: Duration = Duration::from_mins(1);
const SLOWER: f64 = 2.0;

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut report = Report::new("accounts", true);
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if arguments.store.is_none_or(|only| only == kind) {
            runtime.block_on(bench(arguments, kind, &mut report))?;
        }
    }
    report.finish()
}

async fn bench(arguments: &Arguments, kind: Kind, report: &mut Report) -> Result<()> {
    let name = kind.name();
    let place = Place::new(kind, arguments.folder.as_deref())?;
    fixture::prepare(&place, CHATS, 1).await?;
    let manager = fixture::manager(&place).await?;
    let server = Server::start(&place).await?;
    let cookie = fixture::sign_in_as(&server.at, manager).await?;
    let mut pairs = chats(&server.at, CHATS).await?;
    let (mut quiet, mut busy, mut took) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for _ in 0..4 {
            quiet.push(time(&mut pairs, OFFERED, TURN).await?.0);
        }
        let file = file(arguments.accounts, round);
        let (at, cookie) = (server.at.clone(), cookie.clone());
        let uploading = tokio::spawn(async move { upload(&at, &cookie, &file).await });
        while !uploading.is_finished() {
            busy.push(time(&mut pairs, OFFERED, TURN).await?.0);
        }
        let (seconds, told) = uploading.await??;
        let lines = told.added + told.changed;
        report.say(&format!("{name}, upload {}: {seconds:.1} s, {lines} lines taken", round + 1));
        ensure!(lines == u64::try_from(arguments.accounts)?, "{name}: {told:?}");
        took.push(seconds);
    }
    server.check_log()?;
    let (alone, beside) = (median(&quiet), median(&busy));
    let longest = took.iter().copied().fold(0.0, f64::max);
    report.say(&format!(
        "{name}: {} accounts in {longest:.1} s at most; p50 {alone:.2} ms in quiet, {beside:.2} ms beside: {:.2} times",
        arguments.accounts,
        beside / alone
    ));
    report.keep(
        name,
        json!({"accounts": arguments.accounts, "seconds": took, "quiet_ms": alone, "beside_ms": beside,
               "ratio": beside / alone, "bar": SLOWER}),
    );
    report.bar(longest < LONGEST.as_secs_f64(), format!("{name}: an upload took {longest:.1} s"));
    report.bar(
        beside / alone <= SLOWER,
        format!("{name}: p50 beside an upload is {:.2} times that in quiet, bar {SLOWER}", beside / alone),
    );
    Ok(())
}

/// As many companies, each with an owner; other ones in each round.
fn file(accounts: usize, round: usize) -> String {
    let mut file = "company,domain,owner\n".to_owned();
    for number in 0..accounts {
        let owner = fixture::email((number + round) % CHATS);
        let _ = writeln!(file, "Company {number} {round},company-{number}.example,{owner}");
    }
    file
}

/// Uploads a file; how many seconds it took, and what is told of it.
async fn upload(server: &Target, cookie: &str, file: &str) -> Result<(f64, AccountUpload)> {
    let begin = Instant::now();
    let headers = [
        ("origin", server.origin.as_str()),
        ("x-frontdesk", "1"),
        ("cookie", cookie),
        ("content-type", "text/csv"),
    ];
    let answer =
        http::request(server.address, "POST", "/api/console/accounts/upload", &headers, file).await?;
    ensure!(answer.status == 200, "{}: {}", answer.status, answer.body);
    let told = serde_json::from_str(&answer.body).context("what the upload did")?;
    Ok((begin.elapsed().as_secs_f64(), told))
}
