//! Dialogues that are put away, and their end.

use frontdesk_domain::ids::DialogueId;

use crate::{StoreError, Tx, params};

/// Puts a dialogue away, or takes it back.
pub fn set_archived(tx: &mut Tx<'_>, dialogue: DialogueId, archived: bool) -> Result<(), StoreError> {
    let at = archived.then(|| tx.now());
    tx.execute("update dialogue set archived = $2 where id = $1", &params![dialogue, at])?;
    Ok(())
}

/// Deletes a dialogue that no page shows. What ran it stays, and calls it by another name.
pub fn delete(tx: &mut Tx<'_>, dialogue: DialogueId, name: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute("delete from editor where dialogue = $1", &params![dialogue])?;
    tx.execute(
        "update dialogue set deleted = $2, name = $3, draft = null where id = $1",
        &params![dialogue, now, name],
    )?;
    Ok(())
}

/// Whether any dialogue has a name, also one that was deleted.
pub fn is_name_used(tx: &mut Tx<'_>, name: &str) -> Result<bool, StoreError> {
    let found = tx.optional("select id from dialogue where name = $1", &params![name], |row| {
        row.get::<DialogueId>(0)
    })?;
    Ok(found.is_some())
}

/// What there is of a dialogue beside itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uses {
    /// Visitors who were shown it.
    pub shown: u64,
    /// Conversations that ran it.
    pub conversations: u64,
    /// Those of them in which somebody looks for an agent, waits for one, or talks to one.
    pub live: u64,
}

/// What there is of a dialogue beside itself.
pub fn uses(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<Uses, StoreError> {
    let shown =
        tx.one("select count(*) from reach where dialogue = $1", &params![dialogue], |row| row.get(0))?;
    tx.one(
        "select count(*), count(case when standing in ('connecting', 'waiting', 'live') then 1 end)
         from conversation where dialogue = $1",
        &params![dialogue],
        |row| Ok(Uses { shown, conversations: row.get(0)?, live: row.get(1)? }),
    )
}
