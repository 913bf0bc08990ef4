//! The record as the database has it, read beside the server, and what must hold in it.

use std::collections::HashMap;

use anyhow::{Result, anyhow};
use frontdesk_app::AppError;
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_domain::limits::Limits;
use frontdesk_store::{Logged, repo};
use frontdesk_testkit::ledger::LogWalk;
use jiff::SignedDuration;
use postgres::{Client, NoTls};
use uuid::Uuid;

use crate::fixture;
use crate::server::{Kind, Place};

/// How long a chat may be without anything that carries it on (I7).
const STRANDED: SignedDuration = SignedDuration::from_secs(5);

/// Whole logs, and the order in which their entries were committed.
pub struct Record {
    /// Each conversation with its log.
    pub logs: Vec<(ConversationId, Vec<Logged>)>,
    /// When each entry's transaction came among all of them.
    order: HashMap<(Uuid, u64), i64>,
}

/// Reads the logs of conversations.
pub async fn read(place: &Place, conversations: &[Uuid]) -> Result<Record> {
    let store = fixture::open(place)?;
    let mut logs = Vec::new();
    for id in conversations.iter().copied().map(ConversationId) {
        let mut log: Vec<Logged> = Vec::new();
        loop {
            let after = log.last().map_or(0, |logged| logged.entry.seq);
            let mut page = store.read(move |tx| Ok::<_, AppError>(repo::log::after(tx, id, after)?)).await?;
            if page.is_empty() {
                break;
            }
            log.append(&mut page);
        }
        logs.push((id, log));
    }
    store.close().await;
    let order = match place.kind() {
        // One thread writes, and reads the clock as each transaction begins.
        Kind::Sqlite => logs
            .iter()
            .flat_map(|(id, log)| log.iter().map(|l| ((id.0, l.entry.seq), l.entry.at.as_microsecond())))
            .collect(),
        Kind::Postgres => {
            let url = place.url();
            std::thread::spawn(move || commits(&url))
                .join()
                .map_err(|_| anyhow!("reading commits panicked"))??
        }
    };
    Ok(Record { logs, order })
}

/// When the transaction of each entry was committed.
fn commits(url: &str) -> Result<HashMap<(Uuid, u64), i64>> {
    let mut client = Client::connect(url, NoTls)?;
    let rows = client.query(
        "select conversation, seq, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint from entry",
        &[],
    )?;
    Ok(rows.iter().map(|row| ((row.get(0), row.get::<_, i64>(1).cast_unsigned()), row.get(2))).collect())
}

/// What the walk along all logs found.
#[derive(Default)]
pub struct Findings {
    /// Broken rules.
    pub breaches: Vec<String>,
    /// The most chats and offers that each agent ever had at once.
    pub peaks: HashMap<UserId, u32>,
    /// Agents in the order in which they were offered chats.
    pub offers: Vec<UserId>,
    /// How many chats each agent accepted.
    pub accepted: HashMap<UserId, u32>,
    /// Chats that ended without an agent.
    pub fell_back: usize,
    /// Offers that were declined, and that were taken back.
    pub refused: (usize, usize),
}

impl Record {
    /// Walks along all logs together, transaction by transaction as they were committed: nobody ever has more than the
    /// limit (I5), each log has one owner and one offer at most (I6), and after each transaction something carries the
    /// chat on (I7).
    pub fn walk(&self, limits: &Limits) -> Findings {
        let mut entries: Vec<(i64, usize, &Logged)> = Vec::new();
        for (place, (id, log)) in self.logs.iter().enumerate() {
            for logged in log {
                let order = self.order.get(&(id.0, logged.entry.seq)).copied().unwrap_or_default();
                entries.push((order, place, logged));
            }
        }
        entries.sort_by_key(|(order, place, logged)| (*order, *place, logged.entry.seq));
        let mut walks = vec![LogWalk::default(); self.logs.len()];
        let mut holdings: HashMap<UserId, u32> = HashMap::new();
        let mut findings = Findings::default();
        for transaction in entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let Some(walk) = transaction.first().and_then(|(_, place, _)| walks.get_mut(*place)) else {
                continue;
            };
            for agent in claims(walk) {
                holdings.entry(agent).and_modify(|count| *count -= 1);
            }
            for (_, _, logged) in transaction {
                if let Err(breach) = walk.take(&logged.entry, limits) {
                    findings.breaches.push(format!("{}: {}", breach.rule, breach.what));
                }
                findings.note(logged);
            }
            if let Err(breach) = walk.settled() {
                findings.breaches.push(format!("{}: {}", breach.rule, breach.what));
            }
            for agent in claims(walk) {
                let count = holdings.entry(agent).or_default();
                *count += 1;
                let peak = findings.peaks.entry(agent).or_default();
                *peak = (*peak).max(*count);
                if *count > limits.chats_per_agent {
                    findings.breaches.push(format!("I5: {agent} has {count} chats and offers"));
                }
            }
        }
        for walk in &walks {
            if let Some(offer) = walk.offer()
                && fixture::now().duration_since(offer.until) > STRANDED
            {
                findings.breaches.push(format!("I7: an offer stands though it ended at {}", offer.until));
            }
        }
        findings
    }
}

/// The agents whose limit a chat counts toward.
fn claims(walk: &LogWalk) -> Vec<UserId> {
    walk.holder()
        .map(|hold| hold.by)
        .into_iter()
        .chain(walk.offer().and_then(|offer| offer.to.one()))
        .collect()
}

impl Findings {
    fn note(&mut self, logged: &Logged) {
        use frontdesk_domain::conversation::fact::Fact;
        match &logged.entry.fact {
            Fact::Offered { to, .. } => self.offers.extend(to.all()),
            Fact::Accepted { by, .. } => *self.accepted.entry(*by).or_default() += 1,
            Fact::FellBack { .. } => self.fell_back += 1,
            Fact::Declined { .. } => self.refused.0 += 1,
            Fact::Withdrawn { .. } => self.refused.1 += 1,
            _ => {}
        }
    }
}
