//! Pictures of users.

use frontdesk_domain::ids::UserId;

use crate::{StoreError, Tx, params};

/// Gives a user a picture under a new key; the one before is gone.
pub fn set(tx: &mut Tx<'_>, id: UserId, key: &str, picture: &[u8]) -> Result<(), StoreError> {
    tx.execute("delete from avatar where account = $1", &params![id])?;
    tx.execute(
        "insert into avatar (key, account, picture) values ($1, $2, $3)",
        &params![key, id, picture.to_vec()],
    )?;
    tx.execute("update account set avatar = $2 where id = $1", &params![id, key])?;
    Ok(())
}

/// Takes a user's picture away.
pub fn remove(tx: &mut Tx<'_>, id: UserId) -> Result<(), StoreError> {
    tx.execute("delete from avatar where account = $1", &params![id])?;
    tx.execute("update account set avatar = null where id = $1", &params![id])?;
    Ok(())
}

/// The picture of a key.
pub fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    tx.optional("select picture from avatar where key = $1", &params![key], |row| row.get(0))
}
