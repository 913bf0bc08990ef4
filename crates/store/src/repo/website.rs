//! What the admin says of the website.

use frontdesk_domain::website::Website;

use crate::{StoreError, Tx, Value, params};

/// The settings and their version, which goes up with each change; before the first, 0.
pub fn find(tx: &mut Tx<'_>) -> Result<(u64, Website), StoreError> {
    let found =
        tx.optional("select version, settings from website where one = $1", &params![1_i64], |row| {
            Ok((row.get(0)?, row.json(1)?))
        })?;
    Ok(found.unwrap_or_default())
}

/// The version of the settings.
pub fn version(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let found =
        tx.optional("select version from website where one = $1", &params![1_i64], |row| row.get(0))?;
    Ok(found.unwrap_or_default())
}

/// Stores the settings under the next version, and returns that.
pub fn put(tx: &mut Tx<'_>, website: &Website) -> Result<u64, StoreError> {
    tx.execute(
        "insert into website (one, version, settings) values ($1, 1, $2)
         on conflict (one) do update set version = website.version + 1, settings = excluded.settings",
        &params![1_i64, Value::json(website)?],
    )?;
    version(tx)
}
