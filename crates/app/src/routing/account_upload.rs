//! A whole file of account routing: looked at first, then put on the list in small steps, so that chats go on meanwhile
//! (`ROUTE-1`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::audit::{Act, Actor, note};
use frontdesk_domain::ids::NamedAccountId;
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::account_file::{BadFile, BadLine, Entry, Line, read};
use frontdesk_store::repo::named_account::{self, NamedAccount};
use frontdesk_store::repo::{account, audit};
use frontdesk_store::{Store, StoreError, Tx};

use super::begin;
use crate::AppError;

/// How many companies one transaction looks at.
const LOOKED_AT: usize = 1_000;
/// How many companies one transaction puts on the list: it must not hold up messages for longer than a few of theirs.
const STEP: usize = 100;
/// Rest between two steps: messages go first.
const REST: Duration = Duration::from_millis(15);
/// How long it is waited where the record is busy, and how often.
const BUSY: (Duration, u32) = (Duration::from_millis(500), 60);
/// How many companies that can be used are shown as examples.
const EXAMPLES: usize = 20;

/// What a line of the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// The company is not on the list yet.
    Add,
    /// It is, with another name or owner.
    Change,
    /// All of it is on the list already.
    Nothing,
}

/// What a file does, or has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Companies that come to the list.
    pub added: usize,
    /// Companies whose name or owner changes.
    pub changed: usize,
    /// Companies that are on the list as they are in the file.
    pub unchanged: usize,
    /// The first lines that can be used: their numbers, and what they do.
    pub examples: Vec<(usize, Entry, Does)>,
    /// All lines that can't: their numbers, how they begin, and why.
    pub bad: Vec<(usize, String, BadLine)>,
}

/// What a file would do, and what is to be done for that.
struct Plan {
    report: Report,
    /// The companies that are added or changed.
    wanted: Vec<Entry>,
}

/// Looks at a file and changes nothing.
pub async fn look(store: &Store, file: Vec<u8>) -> Result<Result<Report, BadFile>, AppError> {
    Ok(plan(store, file).await?.map(|plan| plan.report))
}

/// Puts the companies of a file on the list, as far as they can be used. What was done stays when a later step fails;
/// to upload the file again does the rest.
pub async fn upload(
    store: &Store,
    actor: Option<Actor>,
    file: Vec<u8>,
) -> Result<Result<Report, BadFile>, AppError> {
    let Plan { report, wanted } = match plan(store, file).await? {
        Ok(plan) => plan,
        Err(bad) => return Ok(Err(bad)),
    };
    let (added, changed) = (report.added, report.changed);
    let wanted = Arc::new(wanted);
    for step in steps(wanted.len(), STEP) {
        let mut patience = BUSY.1;
        loop {
            let (wanted, step) = (Arc::clone(&wanted), step.clone());
            let put = move |tx: &mut Tx<'_>| {
                begin(tx, actor, Permission::ManageAccounts)?;
                if step.start == 0 {
                    announce(tx, actor, added, changed)?;
                }
                wanted.get(step.clone()).unwrap_or_default().iter().try_for_each(|entry| put(tx, entry))
            };
            match store.write(put).await {
                Err(AppError::Store(StoreError::Busy)) if patience > 0 => patience -= 1,
                done => break done?,
            }
            tokio::time::sleep(BUSY.0).await;
        }
        tokio::time::sleep(REST).await;
    }
    Ok(Ok(report))
}

async fn plan(store: &Store, file: Vec<u8>) -> Result<Result<Plan, BadFile>, AppError> {
    let owners = store.read(|tx| Ok::<_, AppError>(account::all(tx)?)).await?;
    let owners: BTreeMap<_, _> = owners.into_iter().map(|owner| (owner.email, owner.id)).collect();
    let reading = tokio::task::spawn_blocking(move || read(&file, &owners)).await;
    let lines = match reading.map_err(|_| AppError::Invalid("the file can't be read".into()))? {
        Ok(lines) => Arc::new(lines),
        Err(bad) => return Ok(Err(bad)),
    };
    let (mut report, mut wanted) = (Report::default(), Vec::new());
    for stretch in steps(lines.len(), LOOKED_AT) {
        let (looked, part) = (Arc::clone(&lines), stretch.clone());
        let look = move |tx: &mut Tx<'_>| {
            let part = looked.get(part.clone()).unwrap_or_default();
            part.iter().map(|line| does(tx, line)).collect::<Result<Vec<_>, AppError>>()
        };
        let done = store.read(look).await?;
        for (line, does) in lines.get(stretch).unwrap_or_default().iter().zip(done) {
            match (&line.entry, does) {
                (Err(bad), _) => report.bad.push((line.number, line.text.clone(), bad.clone())),
                (Ok(entry), does) => {
                    match does {
                        Does::Add => report.added += 1,
                        Does::Change => report.changed += 1,
                        Does::Nothing => report.unchanged += 1,
                    }
                    if does != Does::Nothing {
                        wanted.push(entry.clone());
                    }
                    if report.examples.len() < EXAMPLES {
                        report.examples.push((line.number, entry.clone(), does));
                    }
                }
            }
        }
    }
    Ok(Ok(Plan { report, wanted }))
}

fn steps(whole: usize, step: usize) -> impl Iterator<Item = Range<usize>> {
    (0..whole).step_by(step).map(move |start| start..whole.min(start + step))
}

fn does(tx: &mut Tx<'_>, line: &Line) -> Result<Does, AppError> {
    let Ok(entry) = &line.entry else { return Ok(Does::Nothing) };
    Ok(match named_account::find_by_domain(tx, &entry.domain)? {
        None => Does::Add,
        Some(known) if known.name == entry.name && known.owner == entry.owner => Does::Nothing,
        Some(_) => Does::Change,
    })
}

fn put(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), AppError> {
    let known = named_account::find_by_domain(tx, &entry.domain)?;
    let id = match known {
        Some(known) => known.id,
        None => NamedAccountId::mint(tx.now(), tx.random()),
    };
    let Entry { name, domain, owner } = entry.clone();
    Ok(named_account::put(tx, &NamedAccount { id, name, domain, owner })?)
}

/// One entry for the whole file: what comes of it is the file itself.
fn announce(tx: &mut Tx<'_>, actor: Option<Actor>, added: usize, altered: usize) -> Result<(), AppError> {
    let mut changes = Vec::new();
    note(&mut changes, "added", None, Some(added.to_string()));
    note(&mut changes, "changed", None, Some(altered.to_string()));
    Ok(audit::append(tx, actor, Act::AccountsUploaded, "", "", &changes)?)
}
