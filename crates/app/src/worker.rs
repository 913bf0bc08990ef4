//! The workers: they act on passed deadlines and lapsed leases, renew presence, and look for lost wakes and for what
//! other nodes have set.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::ids::ConversationId;
use frontdesk_store::repo::{availability, conversation, lease, waiting};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::conversation::server_command;
use crate::frontdesk::Frontdesk;
use crate::mail;
use crate::routing::queue;
use crate::rules::before;
use crate::search;
use crate::sweep::{self, Todo};
use crate::{AppError, agent};

/// How often deadlines are looked at.
const LOOK: Duration = Duration::from_millis(200);
/// How often leases are looked at.
const SWEEP: SignedDuration = SignedDuration::from_secs(1);
/// How often presence is renewed.
const RENEW: SignedDuration = SignedDuration::from_secs(15);
/// How often lost wakes are looked for, and changed settings.
const COMPARE: Duration = Duration::from_secs(2);
/// A turn that comes so late means that the process has slept.
const ASLEEP: SignedDuration = SignedDuration::from_secs(10);
/// How long the record may be out of reach without being absent for the rules.
const OUTAGE: SignedDuration = SignedDuration::from_secs(5);
/// How many of the server's own commands wait in the record's queue at once, among everybody else's.
const AT_ONCE: usize = 32;
/// When a conversation that can't be served is tried again.
const POSTPONE: SignedDuration = SignedDuration::from_mins(1);
/// How long a lease that is no longer renewed is kept: longer than any limit asks.
const KEEP_LEASES: SignedDuration = SignedDuration::from_hours(1);
/// How many agents are told in one go that their status has changed: whole offices begin at nine.
const CHANGED: u32 = 256;
/// How many conversations are compared in one read.
const COMPARED: usize = 500;

/// Runs until told to stop. A failing record is logged and tried again.
pub async fn run(desk: Arc<Frontdesk>, stop: watch::Receiver<bool>) {
    tokio::join!(
        duties(&desk, stop.clone()),
        comparisons(&desk, stop.clone()),
        mail::run(&desk, stop.clone()),
        search::run(&desk, stop)
    );
}

async fn duties(desk: &Frontdesk, mut stop: watch::Receiver<bool>) {
    let mut worker = Worker::default();
    let mut failing_since: Option<Timestamp> = None;
    loop {
        match worker.turn(desk).await {
            Ok(()) => {
                if failing_since.take().is_some_and(|since| desk.now().duration_since(since) > OUTAGE) {
                    desk.ready_anew();
                }
            }
            Err(error) => {
                failing_since.get_or_insert(desk.now());
                tracing::warn!(%error, "a worker's turn failed; it is tried again");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Looks for lost wakes and changed settings. Apart from the duties, which must not wait for it.
async fn comparisons(desk: &Frontdesk, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(COMPARE) => {}
            _ = stop.changed() => return,
        }
        if let Err(error) = desk.refresh_website().await {
            tracing::warn!(%error, "the website's settings could not be read; it is tried again");
        }
        if let Err(error) = follow_limits(desk).await {
            tracing::warn!(%error, "the numbers of live chat could not be followed; it is tried again");
        }
        if let Err(error) = compare(desk).await {
            tracing::warn!(%error, "lost wakes could not be looked for; it is tried again");
        }
    }
}

/// When each of the duties was last done.
#[derive(Default)]
pub struct Worker {
    turned: Option<Timestamp>,
    swept: Option<Timestamp>,
    renewed: Option<Timestamp>,
}

impl Worker {
    /// One round of everything that is due.
    pub async fn turn(&mut self, desk: &Frontdesk) -> Result<(), AppError> {
        let now = desk.now();
        // Presence is renewed before anyone is found absent: the whole process may have slept.
        if self.turned.replace(now).is_some_and(|last| now.duration_since(last) > ASLEEP) {
            desk.heard_all();
        }
        if is_due(self.renewed, now, RENEW) {
            desk.renew(now).await?;
            let oldest = before(now, KEEP_LEASES);
            desk.store
                .write(move |tx| {
                    waiting::forget_served(tx, oldest)?;
                    Ok::<_, AppError>(lease::forget(tx, oldest)?)
                })
                .await?;
            self.renewed = Some(now);
        }
        let overdue = desk.store.read(sweep::overdue).await?;
        carry_out(desk, overdue).await?;
        if is_due(self.swept, now, SWEEP) {
            let rules = desk.rules();
            let lapsed = desk.store.read(move |tx| sweep::lapsed(tx, &rules)).await?;
            carry_out(desk, lapsed).await?;
            follow_clock(desk).await?;
            serve_queue(desk).await?;
            self.swept = Some(now);
        }
        Ok(())
    }
}

/// Tells agents whose block has begun or ended, or whose override has: what is decided goes by the clock without it.
async fn follow_clock(desk: &Frontdesk) -> Result<(), AppError> {
    let changed = desk.store.read(|tx| Ok::<_, AppError>(availability::changed(tx, CHANGED)?)).await?;
    for some in changed.chunks(AT_ONCE) {
        let shipped: Vec<_> = some
            .iter()
            .map(|who| {
                let who = *who;
                desk.store.enqueue(move |tx| agent::follow_clock(tx, who))
            })
            .collect();
        for done in shipped {
            done.await?;
        }
    }
    Ok(())
}

/// Serves those in the queue whom somebody can take now, one after the other, and tells the others where they stand.
async fn serve_queue(desk: &Frontdesk) -> Result<(), AppError> {
    let rules = desk.rules();
    let queue = desk.store.read(move |tx| queue::read(tx, &rules)).await?;
    for id in &queue.ready {
        let (rules, id) = (desk.rules(), *id);
        match desk.store.write(move |tx| queue::serve(tx, &rules, id)).await {
            Ok(()) | Err(AppError::NotFound) => {}
            Err(AppError::Store(error)) if error.is_retryable() => return Err(error.into()),
            Err(error) => {
                tracing::error!(%error, conversation = %id, "a visitor in the queue can't be served");
            }
        }
    }
    desk.tell_queue(queue.told);
    Ok(())
}

fn is_due(last: Option<Timestamp>, now: Timestamp, every: SignedDuration) -> bool {
    last.is_none_or(|last| now.duration_since(last).abs() >= every)
}

async fn carry_out(desk: &Frontdesk, todo: Vec<Todo>) -> Result<(), AppError> {
    let rules = desk.rules();
    for some in todo.chunks(AT_ONCE) {
        // Shipped before the first is waited for, so that they share durable commits.
        let shipped: Vec<_> = some
            .iter()
            .map(|Todo { conversation, command }| {
                let (rules, id, command) = (rules.clone(), *conversation, command.clone());
                (id, desk.store.enqueue(move |tx| server_command(tx, &rules, id, &command)))
            })
            .collect();
        for (id, done) in shipped {
            match done.await {
                // It was found undone in a read; meanwhile the conversation has moved on.
                Ok(_) | Err(AppError::Refused(_) | AppError::NotFound) => {}
                Err(AppError::Store(error)) if error.is_retryable() => return Err(error.into()),
                // One conversation that can't be served must not keep the others from it.
                Err(error) => {
                    tracing::error!(%error, conversation = %id, "a conversation can't be served; tried again later");
                    desk.store
                        .write(move |tx| Ok::<_, AppError>(conversation::postpone(tx, id, POSTPONE)?))
                        .await?;
                }
            }
        }
    }
    Ok(())
}

/// Follows the numbers of the rules of live chat, also where a chat's next deadline was set by the former ones.
async fn follow_limits(desk: &Frontdesk) -> Result<(), AppError> {
    desk.refresh_live_chat().await?;
    if !desk.wants_rearming() {
        return Ok(());
    }
    let mut after = None;
    loop {
        let held = desk.store.read(move |tx| sweep::held(tx, after)).await?;
        let Some(last) = held.last() else { break };
        after = Some(last.conversation);
        carry_out(desk, held).await?;
    }
    desk.rearmed();
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
