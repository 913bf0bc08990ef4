//! Who has a dialogue open in the designer.

use frontdesk_domain::ids::{DialogueId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Tx, params};

/// Notes that a user has a dialogue open in a tab.
pub fn see(tx: &mut Tx<'_>, dialogue: DialogueId, tab: Uuid, user: UserId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into editor (dialogue, tab, account, seen) values ($1, $2, $3, $4)
         on conflict (dialogue, tab) do update set account = excluded.account, seen = excluded.seen",
        &params![dialogue, tab, user, now],
    )?;
    Ok(())
}

/// Forgets a tab that was closed.
pub fn leave(tx: &mut Tx<'_>, dialogue: DialogueId, tab: Uuid, user: UserId) -> Result<(), StoreError> {
    tx.execute(
        "delete from editor where dialogue = $1 and tab = $2 and account = $3",
        &params![dialogue, tab, user],
    )?;
    Ok(())
}

/// Forgets the tabs of a dialogue that were not heard of since an instant.
pub fn forget(tx: &mut Tx<'_>, dialogue: DialogueId, before: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from editor where dialogue = $1 and seen < $2", &params![dialogue, before])?;
    Ok(())
}

/// The other users who have a dialogue open, by name.
pub fn others(tx: &mut Tx<'_>, dialogue: DialogueId, user: UserId) -> Result<Vec<String>, StoreError> {
    tx.query(
        "select distinct a.name from editor e join account a on a.id = e.account
         where e.dialogue = $1 and e.account <> $2 order by a.name limit 100",
        &params![dialogue, user],
        |row| row.get(0),
    )
}
