//! What makes conversations known to the search and to the reports: a job beside the messages, never in their transactions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use frontdesk_domain::conversation::fact::{Body, Fact};
use frontdesk_domain::ids::ConversationId;
use frontdesk_domain::search::words;
use frontdesk_store::repo::search;
use frontdesk_store::repo::{conversation, log};
use frontdesk_store::{Tx, Wake};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use uuid::Uuid;

use crate::streams::Streams;
use crate::{AppError, Frontdesk, desk, report};

/// A conversation that was quiet for so long is made known.
const QUIET: SignedDuration = SignedDuration::from_secs(5);
/// One that is never quiet, after this time.
const LATEST: SignedDuration = SignedDuration::from_secs(60);
/// How often the changed ones are looked at.
const LOOK: Duration = Duration::from_millis(500);
/// Rest between two transactions: messages go first.
const REST: Duration = Duration::from_millis(50);
/// How many entries one transaction makes known: it must not hold up messages for longer than one of theirs.
const ENTRIES: usize = 50;
/// How many changed conversations are remembered; beyond, the record is searched for them.
const REMEMBERED: usize = 10_000;
/// How many conversations of the record are looked at in one read.
const LOOKED_AT: u32 = 2_000;

/// Conversations that have changed since they were made known. A hint that can be lost: the record knows better, and
/// is asked at start.
#[derive(Default)]
pub struct Changed(Mutex<Hints>);

#[derive(Default)]
struct Hints {
    /// When each changed first and last.
    changed: HashMap<ConversationId, (Timestamp, Timestamp)>,
    too_many: bool,
}

impl Changed {
    /// Takes note of what was committed.
    pub fn note(&self, wakes: &[Wake], now: Timestamp) {
        let mut hints = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for wake in wakes {
            let Wake::Conversation(id, _) = wake else { continue };
            if let Some((_, last)) = hints.changed.get_mut(id) {
                *last = now;
            } else if hints.changed.len() < REMEMBERED {
                hints.changed.insert(*id, (now, now));
            } else {
                hints.too_many = true;
            }
        }
    }

    /// Takes those that it is time for; whether there were more than could be remembered.
    fn take(&self, now: Timestamp) -> (Vec<ConversationId>, bool) {
        let mut hints = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut due = Vec::new();
        hints.changed.retain(|id, (first, last)| {
            let wait = now.duration_since(*last).abs() < QUIET && now.duration_since(*first).abs() < LATEST;
            if !wait {
                due.push(*id);
            }
            wait
        });
        (due, std::mem::take(&mut hints.too_many))
    }
}

/// Makes the next entries of a conversation known, at most 50 of them; whether there are more.
pub fn index(tx: &mut Tx<'_>, streams: &Streams, id: ConversationId) -> Result<bool, AppError> {
    let Some(stored) = conversation::find(tx, id)? else { return Ok(false) };
    let before = search::known(tx, id)?;
    let mut known = before.clone().unwrap_or_default();
    let who = desk::who(tx, stored.visitor, &stored.page)?;
    let names: Vec<String> = [who.name, who.email].into_iter().flatten().collect();
    let names = words(&names.join(" ")).join(" ");
    if names != known.who {
        search::add(tx, id, 0, &names)?;
        known.who = names;
    }
    let mut page = log::after(tx, id, known.seq)?;
    page.truncate(ENTRIES);
    for logged in &page {
        let entry = &logged.entry;
        known.seq = entry.seq;
        report::count(tx, streams, &stored, entry)?;
        // What the cards say is the same in every conversation.
        let said = matches!(entry.fact, Fact::Said { .. } | Fact::Answered { .. });
        if let (true, Some(Body::Text { text })) = (said, &entry.body) {
            search::add(tx, id, entry.seq, &words(text).join(" "))?;
        }
    }
    if before.as_ref() != Some(&known) {
        search::note(tx, id, &known)?;
    }
    Ok(!page.is_empty() && known.seq < stored.last)
}

/// Runs until told to stop. A failing record is logged and tried again.
pub async fn run(desk: &Frontdesk, mut stop: watch::Receiver<bool>) {
    let mut swept = false;
    loop {
        let turn = async {
            if !swept {
                sweep(desk).await?;
                swept = true;
            }
            let (due, too_many) = desk.changed.take(desk.now());
            swept &= !too_many;
            for id in due {
                make_known(desk, id).await.inspect_err(|_| swept = false)?;
            }
            Ok::<_, AppError>(())
        };
        tokio::select! {
            done = turn => {
                if let Err(error) = done {
                    tracing::warn!(%error, "conversations could not be made known to the search; tried again");
                }
            }
            _ = stop.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Makes everything known that the record has and the search has not.
async fn sweep(desk: &Frontdesk) -> Result<(), AppError> {
    let mut after = ConversationId(Uuid::nil());
    loop {
        let (behind, last) =
            desk.store.read(move |tx| Ok::<_, AppError>(search::behind(tx, after, LOOKED_AT)?)).await?;
        for id in behind {
            make_known(desk, id).await?;
        }
        let Some(last) = last else { return Ok(()) };
        after = last;
    }
}

async fn make_known(desk: &Frontdesk, id: ConversationId) -> Result<(), AppError> {
    let streams = desk.rules().streams;
    let next = || {
        let streams = Arc::clone(&streams);
        desk.store.write(move |tx| index(tx, &streams, id))
    };
    while next().await? {
        tokio::time::sleep(REST).await;
    }
    tokio::time::sleep(REST).await;
    Ok(())
}
