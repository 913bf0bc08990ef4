//! API tokens: by which programs call for the users who made them.

use frontdesk_domain::ids::{ApiTokenId, UserId};
use frontdesk_domain::permission::Permissions;
use jiff::Timestamp;

use super::account::{self, Account};
use crate::{Row, StoreError, Tx, Value, params};

/// A token as people may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// The token; ids are in the order of time.
    pub id: ApiTokenId,
    /// Who made it.
    pub account: UserId,
    /// What it is called.
    pub name: String,
    /// How it begins, to tell it from others.
    pub hint: String,
    /// What it was made for. It may do what its maker may do of that.
    pub permissions: Permissions,
    /// When it was made.
    pub created: Timestamp,
    /// From when it works no longer.
    pub expires: Timestamp,
    /// When it was last used, within some minutes; `None` before that.
    pub used: Option<Timestamp>,
}

fn token(row: &Row<'_>) -> Result<ApiToken, StoreError> {
    Ok(ApiToken {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        hint: row.get(3)?,
        permissions: row.json(4)?,
        created: row.get(5)?,
        expires: row.get(6)?,
        used: row.get(7)?,
    })
}

/// Stores a token, known by its hash.
pub fn insert(tx: &mut Tx<'_>, token: &ApiToken, token_hash: &[u8]) -> Result<(), StoreError> {
    tx.execute(
        "insert into api_token (id, account, name, hint, token_hash, permissions, created, expires)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &params![
            token.id,
            token.account,
            &token.name,
            &token.hint,
            token_hash,
            Value::json(&token.permissions)?,
            token.created,
            token.expires,
        ],
    )?;
    Ok(())
}

/// A token that has not expired, with its active maker.
pub fn find_by_hash(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<(ApiToken, Account)>, StoreError> {
    let now = tx.now();
    let found = tx.optional(
        "select id, account, name, hint, permissions, created, expires, used from api_token
         where token_hash = $1 and expires > $2",
        &params![token_hash, now],
        token,
    )?;
    let Some(token) = found else { return Ok(None) };
    Ok(account::find(tx, token.account)?.filter(|account| account.active).map(|account| (token, account)))
}

/// A token, expired or not.
pub fn find(tx: &mut Tx<'_>, id: ApiTokenId) -> Result<Option<ApiToken>, StoreError> {
    tx.optional(
        "select id, account, name, hint, permissions, created, expires, used from api_token where id = $1",
        &params![id],
        token,
    )
}

/// Tokens made before one, or the last ones, the newest first, with their makers' names.
pub fn page(
    tx: &mut Tx<'_>,
    before: Option<ApiTokenId>,
    limit: u32,
) -> Result<Vec<(ApiToken, String)>, StoreError> {
    let before = before.unwrap_or(ApiTokenId(uuid::Uuid::max()));
    tx.query(
        "select t.id, t.account, t.name, t.hint, t.permissions, t.created, t.expires, t.used, a.name
         from api_token t join account a on a.id = t.account
         where t.id < $1 order by t.id desc limit $2",
        &params![before, limit],
        |row| Ok((token(row)?, row.get(8)?)),
    )
}

/// How many tokens a user has.
pub fn count_of(tx: &mut Tx<'_>, account: UserId) -> Result<u64, StoreError> {
    tx.one("select count(*) from api_token where account = $1", &params![account], |row| row.get(0))
}

/// Notes that a token was used.
pub fn touch(tx: &mut Tx<'_>, id: ApiTokenId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute("update api_token set used = $2 where id = $1", &params![id, now])?;
    Ok(())
}

/// Deletes a token.
pub fn delete(tx: &mut Tx<'_>, id: ApiTokenId) -> Result<(), StoreError> {
    tx.execute("delete from api_token where id = $1", &params![id])?;
    Ok(())
}

/// Deletes all tokens of a user.
pub fn delete_of(tx: &mut Tx<'_>, account: UserId) -> Result<(), StoreError> {
    tx.execute("delete from api_token where account = $1", &params![account])?;
    Ok(())
}
