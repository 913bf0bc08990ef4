//! The workers: they act on passed deadlines and lapsed leases, renew presence, and look for lost wakes.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::ids::ConversationId;
use frontdesk_store::repo::{conversation, lease};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::AppError;
use crate::conversation::server_command;
use crate::frontdesk::Frontdesk;
use crate::rules::before;
use crate::sweep::{self, Todo};

/// How often deadlines are looked at.
const LOOK: Duration = Duration::from_millis(200);
/// How often leases are looked at.
const SWEEP: SignedDuration = SignedDuration::from_secs(1);
/// How often presence is renewed.
const RENEW: SignedDuration = SignedDuration::from_secs(15);
/// How often lost wakes are looked for.
const COMPARE: SignedDuration = SignedDuration::from_secs(2);
/// How often desks are read again without a wake.
const REFRESH: SignedDuration = SignedDuration::from_secs(15);
/// How long a lease that is no longer renewed is kept: longer than any limit asks.
const KEEP_LEASES: SignedDuration = SignedDuration::from_hours(1);
/// How many conversations are compared in one read.
const COMPARED: usize = 500;

/// Runs until told to stop. A failing record is logged and tried again.
pub async fn run(desk: Arc<Frontdesk>, mut stop: watch::Receiver<bool>) {
    let mut worker = Worker::default();
    loop {
        if let Err(error) = worker.turn(&desk).await {
            tracing::warn!(%error, "a worker's turn failed; it is tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => return,
        }
    }
}

/// When each of the duties was last done.
#[derive(Default)]
pub struct Worker {
    swept: Option<Timestamp>,
    renewed: Option<Timestamp>,
    compared: Option<Timestamp>,
    refreshed: Option<Timestamp>,
}

impl Worker {
    /// One round of everything that is due.
    pub async fn turn(&mut self, desk: &Frontdesk) -> Result<(), AppError> {
        let now = desk.now();
        // Presence is renewed before anyone is found absent: the whole process may have slept.
        if is_due(self.renewed, now, RENEW) {
            desk.renew().await?;
            let oldest = before(now, KEEP_LEASES);
            desk.store.write(move |tx| Ok::<_, AppError>(lease::forget(tx, oldest)?)).await?;
            self.renewed = Some(now);
        }
        let overdue = desk.store.read(sweep::overdue).await?;
        carry_out(desk, overdue).await?;
        if is_due(self.swept, now, SWEEP) {
            let rules = desk.rules.clone();
            let lapsed = desk.store.read(move |tx| sweep::lapsed(tx, &rules)).await?;
            carry_out(desk, lapsed).await?;
            self.swept = Some(now);
        }
        if is_due(self.compared, now, COMPARE) {
            compare(desk).await?;
            self.compared = Some(now);
        }
        if is_due(self.refreshed, now, REFRESH) {
            desk.hub.refresh_desks();
            self.refreshed = Some(now);
        }
        Ok(())
    }
}

fn is_due(last: Option<Timestamp>, now: Timestamp, every: SignedDuration) -> bool {
    last.is_none_or(|last| now.duration_since(last).abs() >= every)
}

async fn carry_out(desk: &Frontdesk, todo: Vec<Todo>) -> Result<(), AppError> {
    // All are shipped before the first is waited for, so that they share durable commits.
    let shipped: Vec<_> = todo
        .into_iter()
        .map(|Todo { conversation, command }| {
            let rules = desk.rules.clone();
            desk.store.enqueue(move |tx| server_command(tx, &rules, conversation, &command))
        })
        .collect();
    for done in shipped {
        match done.await {
            // It was found undone in a read; meanwhile the conversation has moved on.
            Ok(_) | Err(AppError::Refused(_) | AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn compare(desk: &Frontdesk) -> Result<(), AppError> {
    let served = desk.hub.served();
    for chunk in served.chunks(COMPARED) {
        let ids: Vec<ConversationId> = chunk.to_vec();
        let last: Vec<(ConversationId, u64)> =
            desk.store.read(move |tx| Ok::<_, AppError>(conversation::last_numbers(tx, &ids)?)).await?;
        desk.hub.compare(&last);
    }
    Ok(())
}
