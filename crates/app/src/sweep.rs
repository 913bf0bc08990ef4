//! What follows from lapsed leases and from changes of accounts: found in one read, each done in its own transaction.
//! Any node's worker may do it, and doing it twice changes nothing.

use frontdesk_domain::conversation::machine::Command;
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_store::Tx;
use frontdesk_store::repo::conversation::Stored;
use frontdesk_store::repo::rung::{self, Leaving};
use frontdesk_store::repo::{account, availability, conversation, lease, ring};
use jiff::{SignedDuration, Timestamp};

use crate::rules::before;
use crate::{AppError, Rules};

/// Something to be done to a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// The conversation.
    pub conversation: ConversationId,
    /// What the server asks for.
    pub command: Command,
}

/// How many conversations with a deadline are looked at in one go.
const OVERDUE: u32 = 256;

/// Conversations with a deadline that has passed, the most overdue first (`ROUTE-16`).
pub fn overdue(tx: &mut Tx<'_>) -> Result<Vec<Todo>, AppError> {
    let ids = conversation::overdue(tx, OVERDUE)?;
    Ok(ids.into_iter().map(|conversation| Todo { conversation, command: Command::Tick }).collect())
}

/// Held chats after one of them, in the order of their ids: each sets its deadline again, by the numbers as they are (`ROUTE-14`).
/// None where there are no more.
pub fn held(tx: &mut Tx<'_>, after: Option<ConversationId>) -> Result<Vec<Todo>, AppError> {
    let ids = conversation::all_held(tx, after, OVERDUE)?;
    Ok(ids.into_iter().map(|conversation| Todo { conversation, command: Command::Tick }).collect())
}

/// What lapsed leases and changed accounts ask for (`ROUTE-15`, `ROUTE-18`, `ROUTE-19`). Absence starts at the later
/// of last seen and server ready (`ROUTE-16`).
pub fn lapsed(tx: &mut Tx<'_>, rules: &Rules) -> Result<Vec<Todo>, AppError> {
    let now = rules.watched(tx.now());
    let limits = &rules.limits;
    let absent_for = |heard, limit| is_absent(rules, now, heard, limit);
    let mut todo = Vec::new();
    let mut add = |conversation, command| todo.push(Todo { conversation, command });
    for (conversation, agent) in lease::untakable(tx)? {
        add(conversation, Command::Unavailable(agent));
    }
    for Leaving { conversation, agent, full } in rung::leaving(tx, limits.chats_per_agent)? {
        add(conversation, if full { Command::Full(agent) } else { Command::Unavailable(agent) });
    }
    let left = before(now, limits.visitor_left);
    let deserted =
        [lease::deserted(tx, left)?, lease::deserted_rings(tx, left)?, lease::deserted_queue(tx, left)?];
    for (conversation, heard) in deserted.into_iter().flatten() {
        if absent_for(heard, limits.visitor_left) {
            add(conversation, Command::VisitorGone);
        }
    }
    for (conversation, holder) in lease::unholdable(tx)? {
        add(conversation, Command::Removed(holder));
    }
    for (conversation, heard) in lease::lost(tx, before(now, limits.holder_lost))? {
        if absent_for(heard, limits.holder_lost) {
            add(conversation, Command::HolderLost);
        }
    }
    for (conversation, heard) in lease::unattended(tx, before(now, limits.holder_away))? {
        if absent_for(heard, limits.holder_away) {
            add(conversation, Command::HolderAway);
        }
    }
    for conversation in lease::returned(tx, before(now, limits.holder_away))? {
        add(conversation, Command::HolderBack);
    }
    Ok(todo)
}

/// Whether an agent holds as many chats and offers as they may (`ROUTE-6`).
pub fn is_full(tx: &mut Tx<'_>, rules: &Rules, agent: UserId) -> Result<bool, AppError> {
    let candidate = ring::find_candidate(tx, agent, rules.reachable_since(tx.now()))?;
    Ok(candidate.is_some_and(|candidate| candidate.is_full(&rules.limits)))
}

/// Whether a subject last heard from then has been absent for so long: since the later of that and server ready.
fn is_absent(rules: &Rules, now: Timestamp, heard: Option<Timestamp>, limit: SignedDuration) -> bool {
    now.duration_since(heard.unwrap_or(rules.ready).max(rules.ready)) >= limit
}

/// Whether what was found in a read still holds, now that the conversation is locked.
pub fn still_holds(
    tx: &mut Tx<'_>,
    rules: &Rules,
    stored: &Stored,
    command: &Command,
) -> Result<bool, AppError> {
    let limits = &rules.limits;
    let (subject, limit) = match (command, stored.state.holder()) {
        (Command::VisitorGone, _) => (stored.visitor.0, limits.visitor_left),
        (Command::HolderAway, Some(holder)) => (holder.0, limits.holder_away),
        (Command::HolderLost, Some(holder)) => (holder.0, limits.holder_lost),
        (Command::HolderBack, Some(holder)) => {
            let heard = lease::last_heard(tx, holder.0)?;
            let now = rules.watched(tx.now());
            return Ok(heard.is_some_and(|heard| now.duration_since(heard) < limits.holder_away));
        }
        (Command::Removed(agent), _) => {
            let account = account::find(tx, *agent)?;
            return Ok(!account.is_some_and(|account| account.active && account.takes_chats));
        }
        (Command::Unavailable(agent), _) => return Ok(!availability::can_take(tx, *agent)?),
        (Command::Full(agent), _) => return is_full(tx, rules, *agent),
        _ => return Ok(true),
    };
    let heard = lease::last_heard(tx, subject)?;
    Ok(is_absent(rules, rules.watched(tx.now()), heard, limit))
}
