//! An agent takes a chat and talks.

use frontdesk_domain::conversation::fact::{Speaker, TransferTo};
use frontdesk_domain::conversation::machine::{Command, Refusal};
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_domain::text::{MESSAGE_CHARS, clean};
use frontdesk_store::repo::conversation::{self as rows, Stored};
use frontdesk_store::repo::mark::{self, Mark};
use frontdesk_store::repo::{account, availability, team};
use frontdesk_store::{Lock, Tx, Wake};

use crate::conversation::{Sender, command};
use crate::{AppError, Rules, sweep};

/// The longest reason for declining, in characters.
const REASON_CHARS: usize = 200;
/// The longest note with a transfer, in characters.
const NOTE_CHARS: usize = 1_000;

/// Takes an offered chat (`ROUTE-7`).
pub fn accept(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: UserId,
    sender: Sender,
    id: ConversationId,
    offer: u64,
) -> Result<u64, AppError> {
    let allow = |tx: &mut Tx<'_>, stored: &Stored| {
        if !may_take(tx, who)? {
            return Ok(false);
        }
        // An offer to several counts toward no limit while it is open: the limit is held to here (`ROUTE-20`).
        let counted = stored.state.offer().is_none_or(|standing| standing.to.one().is_some());
        if !counted && sweep::is_full(tx, rules, who)? {
            return Err(Refusal::Full.into());
        }
        Ok(true)
    };
    command(tx, rules, id, Some(sender), allow, Command::Accept(who, offer)).map_err(gone)
}

/// Does not take an offered chat (`ROUTE-7`), and perhaps says why, for colleagues' eyes.
pub fn decline(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: UserId,
    sender: Sender,
    id: ConversationId,
    offer: u64,
    reason: &str,
) -> Result<u64, AppError> {
    let reason = clean_note(reason, REASON_CHARS)?;
    let decline = Command::Decline(who, offer, reason);
    command(tx, rules, id, Some(sender), |_, _| Ok(true), decline).map_err(gone)
}

/// Hands the chat over to an agent or team, with a note for them (`ROUTE-13`).
pub fn transfer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: UserId,
    sender: Sender,
    id: ConversationId,
    to: TransferTo,
    note: &str,
) -> Result<u64, AppError> {
    let note = clean_note(note, NOTE_CHARS)?;
    let known = match to {
        TransferTo::Agent(agent) => account::find(tx, agent)?.is_some(),
        TransferTo::Team(team) => team::find(tx, team)?.is_some(),
    };
    if !known {
        return Err(AppError::NotFound);
    }
    command(tx, rules, id, Some(sender), concerns(who), Command::Transfer(who, to, note))
}

/// No longer hands the chat over (`ROUTE-13`).
pub fn take_back(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: UserId,
    sender: Sender,
    id: ConversationId,
) -> Result<u64, AppError> {
    command(tx, rules, id, Some(sender), concerns(who), Command::TakeBack(who))
}

/// A note between agents; `None` where nothing is said.
fn clean_note(text: &str, most: usize) -> Result<Option<String>, AppError> {
    Ok(if text.trim().is_empty() { None } else { Some(clean(text, most)?) })
}

/// Says something to the visitor.
pub fn say(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: UserId,
    sender: Sender,
    id: ConversationId,
    text: &str,
) -> Result<u64, AppError> {
    let text = clean(text, MESSAGE_CHARS)?;
    command(tx, rules, id, Some(sender), concerns(who), Command::Say(Speaker::Agent(who), text))
}

/// Ends the live chat (`ROUTE-14`).
pub fn end(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: UserId,
    sender: Sender,
    id: ConversationId,
) -> Result<u64, AppError> {
    command(tx, rules, id, Some(sender), concerns(who), Command::End(Speaker::Agent(who)))
}

/// Raises the agent's marks; returns them where the agent holds the chat, so that the visitor is told.
pub fn seen(
    tx: &mut Tx<'_>,
    who: UserId,
    id: ConversationId,
    delivered: u64,
    read: u64,
) -> Result<Option<Mark>, AppError> {
    if !may_read(tx, who, id)? {
        return Err(AppError::NotFound);
    }
    let stored = rows::find(tx, id)?.ok_or(AppError::NotFound)?;
    let mark = Mark { delivered: delivered.min(stored.last), seen: read.min(stored.last) };
    mark::raise(tx, id, who.0, mark)?;
    tx.wake(Wake::Desk(who));
    Ok((stored.state.holder() == Some(who)).then_some(mark))
}

/// Whether an agent may read a conversation: they hold it or have held it.
pub fn may_read(tx: &mut Tx<'_>, who: UserId, id: ConversationId) -> Result<bool, AppError> {
    Ok(rows::is_participant(tx, who, id)?)
}

/// Whether the agent holds or has held the conversation; any other does not exist for them.
fn concerns(who: UserId) -> impl FnOnce(&mut Tx<'_>, &Stored) -> Result<bool, AppError> {
    move |tx, stored| {
        let active = account::find(tx, who)?.is_some_and(|account| account.active);
        Ok(active && (stored.state.holder() == Some(who) || may_read(tx, who, stored.id)?))
    }
}

/// Whether the agent may take a chat now: what has been withdrawn or is about to be can't be accepted (`ROUTE-19`).
fn may_take(tx: &mut Tx<'_>, who: UserId) -> Result<bool, AppError> {
    tx.lock(Lock::User(who))?;
    Ok(availability::can_take(tx, who)?)
}

/// An offer that can't be answered looks the same whether it is gone or never was.
fn gone(error: AppError) -> AppError {
    match error {
        AppError::NotFound => Refusal::OfferGone.into(),
        other => other,
    }
}
