//! Dialogues and the published versions of their streams.

use frontdesk_domain::ids::{DialogueId, StreamVersionId};
use frontdesk_domain::stream::Stream;
use frontdesk_domain::targeting::Targets;

use crate::{StoreError, Tx, Value, params};

/// A published dialogue.
#[derive(Clone, Debug)]
pub struct Published {
    /// The dialogue.
    pub id: DialogueId,
    /// Its name.
    pub name: String,
    /// The pages that show it.
    pub targets: Targets,
    /// The version that new conversations run.
    pub version: StreamVersionId,
}

/// All published dialogues, the first in priority first (`TARGET-4`).
pub fn published(tx: &mut Tx<'_>) -> Result<Vec<Published>, StoreError> {
    tx.query(
        "select id, name, targets, published from dialogue where published is not null
         order by priority, first_published, id limit 10000",
        &[],
        |row| {
            Ok(Published { id: row.get(0)?, name: row.get(1)?, targets: row.json(2)?, version: row.get(3)? })
        },
    )
}

/// The stream of a version.
pub fn stream(tx: &mut Tx<'_>, version: StreamVersionId) -> Result<Option<Stream>, StoreError> {
    tx.optional("select stream from stream_version where id = $1", &params![version], |row| row.json(0))
}

/// A dialogue's name.
pub fn name(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<Option<String>, StoreError> {
    tx.optional("select name from dialogue where id = $1", &params![dialogue], |row| row.get(0))
}

/// The dialogue of this name with the number and the stream of its last version.
pub fn find_by_name(
    tx: &mut Tx<'_>,
    name: &str,
) -> Result<Option<(DialogueId, Option<StreamVersionId>, u32)>, StoreError> {
    tx.optional(
        "select id, published,
                (select coalesce(max(number), 0) from stream_version v where v.dialogue = dialogue.id)
         from dialogue where name = $1",
        &params![name],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Stores a new dialogue, not yet published.
pub fn insert(tx: &mut Tx<'_>, id: DialogueId, name: &str) -> Result<(), StoreError> {
    tx.execute(
        "insert into dialogue (id, name, priority, targets) values ($1, $2, $3, $4)",
        &params![id, name, 1_i64, Value::json(&Targets::default())?],
    )?;
    Ok(())
}

/// Freezes a version of a dialogue's stream.
pub fn insert_version(
    tx: &mut Tx<'_>,
    id: StreamVersionId,
    dialogue: DialogueId,
    number: u32,
    stream: &Stream,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into stream_version (id, dialogue, number, stream, published_at) values ($1, $2, $3, $4, $5)",
        &params![id, dialogue, number, Value::json(stream)?, now],
    )?;
    Ok(())
}

/// Publishes a version to the pages it is for.
pub fn publish(
    tx: &mut Tx<'_>,
    dialogue: DialogueId,
    version: StreamVersionId,
    targets: &Targets,
    priority: u32,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "update dialogue set published = $2, targets = $3, priority = $4,
                first_published = coalesce(first_published, $5) where id = $1",
        &params![dialogue, version, Value::json(targets)?, priority, now],
    )?;
    Ok(())
}
