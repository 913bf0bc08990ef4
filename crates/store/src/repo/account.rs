//! Users of the console and their sessions.

use frontdesk_domain::ids::{SessionId, UserId};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, params};

/// A user as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a row's independent columns")]
pub struct Account {
    /// The user.
    pub id: UserId,
    /// Lower case.
    pub email: String,
    /// As shown to visitors.
    pub name: String,
    /// In PHC string format.
    pub password_hash: String,
    /// Holds the permission *take live chats*.
    pub takes_chats: bool,
    /// Not deactivated.
    pub active: bool,
    /// Made by `--demo`.
    pub demo: bool,
    /// The inbox toggle.
    pub available: bool,
}

fn account(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        password_hash: row.get(3)?,
        takes_chats: row.get(4)?,
        active: row.get(5)?,
        demo: row.get(6)?,
        available: row.get(7)?,
    })
}

/// Stores a new user.
pub fn insert(tx: &mut Tx<'_>, account: &Account) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into account (id, email, name, password_hash, takes_chats, active, demo, available, created)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            account.id,
            &account.email,
            &account.name,
            &account.password_hash,
            account.takes_chats,
            account.active,
            account.demo,
            account.available,
            now,
        ],
    )?;
    Ok(())
}

/// Finds a user by id.
pub fn find(tx: &mut Tx<'_>, id: UserId) -> Result<Option<Account>, StoreError> {
    tx.optional(
        "select id, email, name, password_hash, takes_chats, active, demo, available from account where id = $1",
        &params![id],
        account,
    )
}

/// Finds a user by e-mail, in lower case.
pub fn find_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<Account>, StoreError> {
    tx.optional(
        "select id, email, name, password_hash, takes_chats, active, demo, available from account
         where email = $1",
        &params![email],
        account,
    )
}

/// All users, by name. There are at most some thousands.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Account>, StoreError> {
    tx.query(
        "select id, email, name, password_hash, takes_chats, active, demo, available from account
         order by name, id limit 10000",
        &[],
        account,
    )
}

/// Whether there is an account that `--demo` made.
pub fn any_demo(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    tx.one("select count(*) from account where demo = $1", &params![true], |row| {
        row.get::<i64>(0).map(|n| n > 0)
    })
}

/// Sets the inbox toggle.
pub fn set_available(tx: &mut Tx<'_>, id: UserId, available: bool) -> Result<(), StoreError> {
    tx.execute("update account set available = $2 where id = $1", &params![id, available])?;
    Ok(())
}

/// Deactivates a user or takes them back.
pub fn set_active(tx: &mut Tx<'_>, id: UserId, active: bool) -> Result<(), StoreError> {
    tx.execute("update account set active = $2 where id = $1", &params![id, active])?;
    Ok(())
}

/// Stores a console session, known by the hash of its token.
pub fn insert_session(
    tx: &mut Tx<'_>,
    id: SessionId,
    account: UserId,
    token_hash: &[u8],
    expires: Timestamp,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into session (id, account, token_hash, created, expires) values ($1, $2, $3, $4, $5)",
        &params![id, account, token_hash, now, expires],
    )?;
    Ok(())
}

/// The active user of a session that has not expired.
pub fn find_session(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<(SessionId, Account)>, StoreError> {
    let now = tx.now();
    let found = tx.optional(
        "select id, account from session where token_hash = $1 and expires > $2",
        &params![token_hash, now],
        |row| Ok((row.get::<SessionId>(0)?, row.get::<UserId>(1)?)),
    )?;
    let Some((session, user)) = found else { return Ok(None) };
    Ok(find(tx, user)?.filter(|account| account.active).map(|account| (session, account)))
}

/// Ends a session.
pub fn delete_session(tx: &mut Tx<'_>, id: SessionId) -> Result<(), StoreError> {
    tx.execute("delete from session where id = $1", &params![id])?;
    Ok(())
}

/// Ends all sessions of a user.
pub fn delete_sessions(tx: &mut Tx<'_>, account: UserId) -> Result<(), StoreError> {
    tx.execute("delete from session where account = $1", &params![account])?;
    Ok(())
}
