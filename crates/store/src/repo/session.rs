//! Console sessions.

use frontdesk_domain::ids::{SessionId, UserId};
use jiff::Timestamp;

use super::account::{self, Account};
use crate::{Row, StoreError, Tx, params};

/// A session as its user may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The session.
    pub id: SessionId,
    /// The browser and system it was begun with.
    pub device: String,
    /// The address it was begun from.
    pub address: String,
    /// When it was begun.
    pub created: Timestamp,
    /// When it was last used, within some minutes.
    pub used: Timestamp,
}

fn session(row: &Row<'_>) -> Result<Session, StoreError> {
    Ok(Session {
        id: row.get(0)?,
        device: row.get(1)?,
        address: row.get(2)?,
        created: row.get(3)?,
        used: row.get(4)?,
    })
}

/// Stores a session, known by the hash of its token.
pub fn insert(
    tx: &mut Tx<'_>,
    session: &Session,
    account: UserId,
    token_hash: &[u8],
    expires: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into session (id, account, token_hash, device, address, created, used, expires)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &params![
            session.id,
            account,
            token_hash,
            &session.device,
            &session.address,
            session.created,
            session.used,
            expires,
        ],
    )?;
    Ok(())
}

/// A session that has not expired, with its active user.
pub fn find(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<(Session, Account)>, StoreError> {
    let now = tx.now();
    let found = tx.optional(
        "select id, device, address, created, coalesce(used, created), account from session
         where token_hash = $1 and expires > $2",
        &params![token_hash, now],
        |row| Ok((session(row)?, row.get::<UserId>(5)?)),
    )?;
    let Some((session, user)) = found else { return Ok(None) };
    Ok(account::find(tx, user)?.filter(|account| account.active).map(|account| (session, account)))
}

/// The sessions of a user that have not expired, the newest first.
pub fn of_account(tx: &mut Tx<'_>, account: UserId) -> Result<Vec<Session>, StoreError> {
    let now = tx.now();
    tx.query(
        "select id, device, address, created, coalesce(used, created) from session
         where account = $1 and expires > $2 order by id desc",
        &params![account, now],
        session,
    )
}

/// Notes that a session was used.
pub fn touch(tx: &mut Tx<'_>, id: SessionId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute("update session set used = $2 where id = $1", &params![id, now])?;
    Ok(())
}

/// Ends a session.
pub fn delete(tx: &mut Tx<'_>, id: SessionId) -> Result<(), StoreError> {
    tx.execute("delete from session where id = $1", &params![id])?;
    Ok(())
}

/// Ends all sessions of a user.
pub fn delete_all(tx: &mut Tx<'_>, account: UserId) -> Result<(), StoreError> {
    tx.execute("delete from session where account = $1", &params![account])?;
    Ok(())
}

/// Forgets the sessions of a user that have expired.
pub fn forget_expired(tx: &mut Tx<'_>, account: UserId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute("delete from session where account = $1 and expires <= $2", &params![account, now])?;
    Ok(())
}
