//! Settings that an admin makes in the console, as JSON documents by name.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{StoreError, Tx, Value, params};

/// Reads a setting.
pub fn find<T: DeserializeOwned>(tx: &mut Tx<'_>, name: &str) -> Result<Option<T>, StoreError> {
    tx.optional("select value from setting where name = $1", &params![name], |row| row.json(0))
}

/// Writes a setting.
pub fn set(tx: &mut Tx<'_>, name: &str, value: &impl Serialize) -> Result<(), StoreError> {
    tx.execute(
        "insert into setting (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value",
        &params![name, Value::json(value)?],
    )?;
    Ok(())
}
