//! Attributes that an admin has added, and what they said of standard ones.

use frontdesk_domain::attribute::{Attribute, Catalogue, Definition};

use crate::{StoreError, Tx, Value, params};

/// All attributes there are.
pub fn catalogue(tx: &mut Tx<'_>) -> Result<Catalogue, StoreError> {
    let stored: Vec<Definition> =
        tx.query("select definition from attribute order by name limit 1000", &[], |row| row.json(0))?;
    Ok(Catalogue::with(stored))
}

/// Stores a definition, over the one of the same name.
pub fn put(tx: &mut Tx<'_>, definition: &Definition) -> Result<(), StoreError> {
    tx.execute(
        "insert into attribute (name, definition) values ($1, $2)
         on conflict (name) do update set definition = excluded.definition",
        &params![definition.attribute.name(), Value::json(definition)?],
    )?;
    Ok(())
}

/// Deletes a definition.
pub fn delete(tx: &mut Tx<'_>, attribute: &Attribute) -> Result<(), StoreError> {
    tx.execute("delete from attribute where name = $1", &params![attribute.name()])?;
    Ok(())
}
