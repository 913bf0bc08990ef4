//! The numbers of the rules of live chat.

use frontdesk_domain::limits::Limits;

use crate::{StoreError, Tx, Value, params};

/// The numbers and their version, which goes up with each change; before the first, 0.
pub fn find(tx: &mut Tx<'_>) -> Result<(u64, Limits), StoreError> {
    let found =
        tx.optional("select version, limits from live_chat where one = $1", &params![1_i64], |row| {
            Ok((row.get(0)?, row.json(1)?))
        })?;
    Ok(found.unwrap_or_default())
}

/// The version of the numbers.
pub fn version(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let found =
        tx.optional("select version from live_chat where one = $1", &params![1_i64], |row| row.get(0))?;
    Ok(found.unwrap_or_default())
}

/// Stores the numbers under the next version, and returns that.
pub fn put(tx: &mut Tx<'_>, limits: &Limits) -> Result<u64, StoreError> {
    tx.execute(
        "insert into live_chat (one, version, limits) values ($1, 1, $2)
         on conflict (one) do update set version = live_chat.version + 1, limits = excluded.limits",
        &params![1_i64, Value::json(limits)?],
    )?;
    version(tx)
}
