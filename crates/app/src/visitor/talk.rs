//! A visitor talks, waits, ends, comes back.

use frontdesk_domain::conversation::fact::Speaker;
use frontdesk_domain::conversation::machine::Command;
use frontdesk_domain::ids::{ConversationId, VisitorId};
use frontdesk_domain::text::{MESSAGE_CHARS, clean};
use frontdesk_store::repo::conversation as rows;
use frontdesk_store::repo::mark::{self, Mark};
use frontdesk_store::{Lock, Tx};

use crate::conversation::{Sender, command};
use crate::{AppError, Rules};

/// Says something to the agent, or while waiting for one.
pub fn say(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: VisitorId,
    sender: Sender,
    id: ConversationId,
    text: &str,
) -> Result<u64, AppError> {
    let text = clean(text, MESSAGE_CHARS)?;
    let said = Command::Say(Speaker::Visitor, text);
    command(tx, rules, id, Some(sender), |_, stored| Ok(stored.visitor == who), said)
}

/// Stops waiting for an agent (`ROUTE-18`).
pub fn cancel(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: VisitorId,
    sender: Sender,
    id: ConversationId,
) -> Result<u64, AppError> {
    command(tx, rules, id, Some(sender), |_, stored| Ok(stored.visitor == who), Command::Cancel)
}

/// Ends the live chat (`ROUTE-14`).
pub fn end(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: VisitorId,
    sender: Sender,
    id: ConversationId,
) -> Result<u64, AppError> {
    let end = Command::End(Speaker::Visitor);
    command(tx, rules, id, Some(sender), |_, stored| Ok(stored.visitor == who), end)
}

/// Asks for an agent again (`ROUTE-17`).
pub fn talk_again(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: VisitorId,
    sender: Sender,
    id: ConversationId,
) -> Result<u64, AppError> {
    // Opening another dialogue at the same time must see this one go on.
    tx.lock(Lock::Visitor(who))?;
    command(tx, rules, id, Some(sender), |_, stored| Ok(stored.visitor == who), Command::TalkAgain)
}

/// Raises the visitor's marks; returns them, so that the agent is told.
pub fn seen(
    tx: &mut Tx<'_>,
    who: VisitorId,
    id: ConversationId,
    delivered: u64,
    read: u64,
) -> Result<Mark, AppError> {
    let stored = rows::find(tx, id)?.filter(|stored| stored.visitor == who).ok_or(AppError::NotFound)?;
    let mark = Mark { delivered: delivered.min(stored.last), seen: read.min(stored.last) };
    mark::raise(tx, id, who.0, mark)?;
    Ok(mark)
}

/// Whether the visitor of a conversation waits for an agent or talks to one.
pub fn is_live(tx: &mut Tx<'_>, id: ConversationId) -> Result<bool, AppError> {
    Ok(rows::find(tx, id)?.is_some_and(|stored| stored.state.is_live()))
}

/// Whether a conversation is this visitor's.
pub fn may_read(tx: &mut Tx<'_>, who: VisitorId, id: ConversationId) -> Result<bool, AppError> {
    Ok(rows::find(tx, id)?.is_some_and(|stored| stored.visitor == who))
}
