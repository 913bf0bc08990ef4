//! Dialogues that are put away, and their end. What pages show is never put away or deleted: it is unpublished first.

use frontdesk_domain::audit::{Act, Actor};
use frontdesk_domain::ids::DialogueId;
use frontdesk_store::Tx;
use frontdesk_store::repo::audit;
use frontdesk_store::repo::dialogue::{self, Row};
use frontdesk_store::repo::shelf::{self, Uses};

use crate::AppError;
use crate::dialogues::manage;

/// The longest name that a deleted dialogue keeps, in characters: what tells it from others follows.
const KEPT_CHARS: usize = 180;

/// Puts a dialogue away. Refused while pages show it.
pub fn archive(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId) -> Result<(), AppError> {
    let before = off_pages(tx, actor, id)?;
    if before.archived.is_none() {
        shelf::set_archived(tx, id, true)?;
        audit::append(tx, actor, Act::DialogueArchived, &id.to_string(), &before.name, &[])?;
    }
    Ok(())
}

/// Takes a dialogue back from where it was put away. It is on no page, as before.
pub fn restore(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId) -> Result<(), AppError> {
    let before = manage(tx, actor, id)?;
    if before.archived.is_some() {
        shelf::set_archived(tx, id, false)?;
        audit::append(tx, actor, Act::DialogueRestored, &id.to_string(), &before.name, &[])?;
    }
    Ok(())
}

/// Deletes a dialogue with its draft and its figures. Refused while pages show it. Conversations that ran it stay with
/// their transcripts, those that run it go on, and its name is free.
pub fn delete(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId) -> Result<(), AppError> {
    let before = off_pages(tx, actor, id)?;
    let kept: String = before.name.chars().take(KEPT_CHARS).collect();
    let mut name = format!("{kept} (deleted)");
    let mut number = 2_u32;
    while shelf::is_name_used(tx, &name)? {
        name = format!("{kept} (deleted {number})");
        number += 1;
    }
    shelf::delete(tx, id, &name)?;
    Ok(audit::append(tx, actor, Act::DialogueDeleted, &id.to_string(), &before.name, &[])?)
}

/// What goes, and what stays, when a dialogue is deleted.
pub fn uses(tx: &mut Tx<'_>, id: DialogueId) -> Result<Uses, AppError> {
    dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    Ok(shelf::uses(tx, id)?)
}

fn off_pages(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId) -> Result<Row, AppError> {
    let before = manage(tx, actor, id)?;
    if before.published {
        return Err(AppError::Conflict("the dialogue is published: take it off its pages first".to_owned()));
    }
    Ok(before)
}
