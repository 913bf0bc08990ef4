//! Who has a dialogue open in the designer: people who draw at the same time see each other.

use frontdesk_domain::ids::{DialogueId, UserId};
use frontdesk_store::Tx;
use frontdesk_store::repo::{dialogue, editor};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::AppError;
use crate::rules::before;

/// Who was not heard of for so long has closed the designer, or lost the connection. Designers are heard every 10 seconds.
const GONE_AFTER: SignedDuration = SignedDuration::from_secs(30);

/// What somebody who has a dialogue open is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// How often the draft was changed.
    pub revision: u32,
    /// Who else has it open, by name.
    pub others: Vec<String>,
}

/// Notes that a user has a dialogue open in a tab, and tells who else has.
pub fn see(tx: &mut Tx<'_>, user: UserId, id: DialogueId, tab: Uuid) -> Result<Beside, AppError> {
    let row = dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    editor::forget(tx, id, before(tx.now(), GONE_AFTER))?;
    editor::see(tx, id, tab, user)?;
    Ok(Beside { revision: row.revision, others: editor::others(tx, id, user)? })
}

/// Notes that a user has closed a tab.
pub fn leave(tx: &mut Tx<'_>, user: UserId, id: DialogueId, tab: Uuid) -> Result<(), AppError> {
    Ok(editor::leave(tx, id, tab, user)?)
}
