//! The fallback message and blocked e-mail domains (`ROUTE-9`). Each act leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, listed, note, yes_or_no};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::rich_text::{Block, RichText};
use frontdesk_domain::routing::{Fallback, MOST_BLOCKED, Queue, Settings};
use frontdesk_domain::website::Domain;
use frontdesk_store::Tx;
use frontdesk_store::repo::{audit, routing};

use super::begin;
use crate::AppError;

/// The longest fallback message, in characters.
const MESSAGE_CHARS: usize = 1_000;

/// What the admin says of routing as a whole.
pub fn read(tx: &mut Tx<'_>) -> Result<Settings, AppError> {
    Ok(routing::find(tx)?.1)
}

/// Sets what a visitor gets when nobody takes the chat: a message of one's own, or the standard one.
pub fn set_fallback(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    message: Option<Vec<Block>>,
    include_meeting_booking: bool,
) -> Result<Fallback, AppError> {
    begin(tx, actor, Permission::ManageAgents)?;
    let message = message.map(|blocks| RichText::read(blocks, MESSAGE_CHARS)).transpose()?;
    let fallback = Fallback { message, include_meeting_booking };
    let before = read(tx)?;
    let mut changes = Vec::new();
    let plain = |fallback: &Fallback| fallback.message.as_ref().map(RichText::plain);
    note(&mut changes, "message", plain(&before.fallback), plain(&fallback));
    let booking = |fallback: &Fallback| Some(yes_or_no(fallback.include_meeting_booking));
    note(&mut changes, "include meeting booking", booking(&before.fallback), booking(&fallback));
    // What is made bold says the same, and is a change all the same.
    if before.fallback != fallback {
        routing::put(tx, &Settings { fallback: fallback.clone(), ..before })?;
        audit::append(tx, actor, Act::FallbackChanged, "", "", &changes)?;
    }
    Ok(fallback)
}

/// Sets whether visitors wait where nobody can take the chat, and for how long at most (`ROUTE-10`). Those who wait already
/// wait on.
pub fn set_queue(tx: &mut Tx<'_>, actor: Option<Actor>, wanted: &Queue) -> Result<Queue, AppError> {
    begin(tx, actor, Permission::ManageAgents)?;
    if !(1..=Queue::MOST_MINUTES).contains(&wanted.minutes) {
        return Err(AppError::Invalid(format!("the longest wait is 1 to {} minutes", Queue::MOST_MINUTES)));
    }
    let before = read(tx)?;
    let mut changes = Vec::new();
    let switch = |queue: &Queue| Some(yes_or_no(queue.enabled));
    note(&mut changes, "visitors may wait", switch(&before.queue), switch(wanted));
    let longest = |queue: &Queue| Some(queue.minutes.to_string());
    note(&mut changes, "minutes", longest(&before.queue), longest(wanted));
    if !changes.is_empty() {
        routing::put(tx, &Settings { queue: wanted.clone(), ..before })?;
        audit::append(tx, actor, Act::QueueChanged, "", "", &changes)?;
    }
    Ok(wanted.clone())
}

/// Sets the e-mail domains whose visitors never reach an agent; each once, in order.
pub fn set_blocked(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    domains: &[String],
) -> Result<Vec<String>, AppError> {
    begin(tx, actor, Permission::ManagePrivacyAndSecurity)?;
    let mut blocked = Vec::with_capacity(domains.len());
    for domain in domains {
        let read = Domain::parse(domain, false).map_err(|bad| AppError::Invalid(bad.to_string()))?;
        blocked.push(read.name);
    }
    blocked.sort_unstable();
    blocked.dedup();
    if blocked.len() > MOST_BLOCKED {
        return Err(AppError::Invalid(format!("at most {MOST_BLOCKED} domains can be blocked")));
    }
    let before = read(tx)?;
    let mut changes = Vec::new();
    note(&mut changes, "domains", listed(&before.blocked), listed(&blocked));
    if !changes.is_empty() {
        routing::put(tx, &Settings { blocked: blocked.clone(), ..before })?;
        audit::append(tx, actor, Act::BlockedDomainsChanged, "", "", &changes)?;
    }
    Ok(blocked)
}
