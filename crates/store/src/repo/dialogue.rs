//! Dialogues and the published versions of their streams.

use frontdesk_domain::ids::{DialogueId, StreamVersionId, UserId};
use frontdesk_domain::stream::{Layout, Stream};
use frontdesk_domain::targeting::{Audience, Targets};
use jiff::Timestamp;
use uuid::Uuid;

use super::account::containing;
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
    /// For whom it is, and what it waits for.
    pub audience: Audience,
    /// The version that new conversations run.
    pub version: StreamVersionId,
}

/// All published dialogues, the first in priority first (`TARGET-4`).
pub fn published(tx: &mut Tx<'_>) -> Result<Vec<Published>, StoreError> {
    tx.query(
        "select id, name, targets, audience, published from dialogue where published is not null
         order by priority, first_published, id limit 10000",
        &[],
        |row| {
            Ok(Published {
                id: row.get(0)?,
                name: row.get(1)?,
                targets: row.json(2)?,
                audience: audience(row, 3)?,
                version: row.get(4)?,
            })
        },
    )
}

/// Everybody at once is stored as NULL.
fn audience(row: &crate::Row<'_>, index: usize) -> Result<Audience, StoreError> {
    Ok(row.json::<Option<Audience>>(index)?.unwrap_or_default())
}

fn written(audience: &Audience) -> Result<Value, StoreError> {
    if audience.is_everybody_at_once() { Ok(Value::Null) } else { Value::json(audience) }
}

/// The stream of a version.
pub fn stream(tx: &mut Tx<'_>, version: StreamVersionId) -> Result<Option<Stream>, StoreError> {
    tx.optional("select stream from stream_version where id = $1", &params![version], |row| row.json(0))
}

/// A dialogue's name, also of one that was deleted.
pub fn name(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<Option<String>, StoreError> {
    tx.optional("select name from dialogue where id = $1", &params![dialogue], |row| row.get(0))
}

/// The dialogue of this name, put away or not.
pub fn find_by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<DialogueId>, StoreError> {
    tx.optional("select id from dialogue where name = $1 and deleted is null", &params![name], |row| {
        row.get(0)
    })
}

/// Stores a new dialogue, not yet published.
pub fn insert(tx: &mut Tx<'_>, id: DialogueId, name: &str) -> Result<(), StoreError> {
    tx.execute(
        "insert into dialogue (id, name, priority, targets) values ($1, $2, $3, $4)",
        &params![id, name, 1_i64, Value::json(&Targets::default())?],
    )?;
    Ok(())
}

/// A version of a dialogue's stream that is to be frozen.
#[derive(Clone, Copy, Debug)]
pub struct NewVersion<'a> {
    /// The version.
    pub id: StreamVersionId,
    /// Its dialogue.
    pub dialogue: DialogueId,
    /// Its number, from 1.
    pub number: u32,
    /// What it runs.
    pub stream: &'a Stream,
    /// How it is drawn.
    pub layout: &'a Layout,
    /// Who publishes it; `None` on the command line.
    pub by: Option<UserId>,
}

/// Freezes a version of a dialogue's stream.
pub fn insert_version(tx: &mut Tx<'_>, new: &NewVersion<'_>) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into stream_version (id, dialogue, number, stream, layout, published_at, published_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &params![
            new.id,
            new.dialogue,
            new.number,
            Value::json(new.stream)?,
            Value::json(new.layout)?,
            now,
            new.by,
        ],
    )?;
    Ok(())
}

/// Draws a version otherwise; what it runs stays.
pub fn draw_version(tx: &mut Tx<'_>, id: StreamVersionId, layout: &Layout) -> Result<(), StoreError> {
    tx.execute("update stream_version set layout = $2 where id = $1", &params![id, Value::json(layout)?])?;
    Ok(())
}

/// One frozen version of a dialogue's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version.
    pub id: StreamVersionId,
    /// Its number, from 1.
    pub number: u32,
    /// What it runs.
    pub stream: Stream,
    /// How it is drawn.
    pub layout: Layout,
}

fn read_version(row: &crate::Row<'_>) -> Result<Version, StoreError> {
    Ok(Version { id: row.get(0)?, number: row.get(1)?, stream: row.json(2)?, layout: row.json(3)? })
}

/// The last version of a dialogue's stream.
pub fn last_version(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<Option<Version>, StoreError> {
    tx.optional(
        "select id, number, stream, layout from stream_version where dialogue = $1
         order by number desc limit 1",
        &params![dialogue],
        read_version,
    )
}

/// A version of a dialogue's stream, by its number.
pub fn version(tx: &mut Tx<'_>, dialogue: DialogueId, number: u32) -> Result<Option<Version>, StoreError> {
    tx.optional(
        "select id, number, stream, layout from stream_version where dialogue = $1 and number = $2",
        &params![dialogue, number],
        read_version,
    )
}

/// Publishes a version to the pages it is for; there is no draft beside it.
pub fn publish(
    tx: &mut Tx<'_>,
    dialogue: DialogueId,
    version: StreamVersionId,
    targets: &Targets,
    audience: &Audience,
    priority: u32,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "update dialogue set published = $2, targets = $3, audience = $4, priority = $5, draft = null,
                first_published = coalesce(first_published, $6) where id = $1",
        &params![dialogue, version, Value::json(targets)?, written(audience)?, priority, now],
    )?;
    changed(tx)
}

/// Takes a dialogue off all pages. Returns whether there is such a dialogue.
pub fn unpublish(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<bool, StoreError> {
    let found = tx.execute("update dialogue set published = null where id = $1", &params![dialogue])?;
    changed(tx)?;
    Ok(found > 0)
}

/// Sets a dialogue's priority. Returns whether there is such a dialogue.
pub fn set_priority(tx: &mut Tx<'_>, dialogue: DialogueId, priority: u32) -> Result<bool, StoreError> {
    let found =
        tx.execute("update dialogue set priority = $2 where id = $1", &params![dialogue, priority])?;
    changed(tx)?;
    Ok(found > 0)
}

/// The draft of a dialogue, as a stream file.
pub fn draft(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<Option<serde_json::Value>, StoreError> {
    tx.optional("select draft from dialogue where id = $1 and draft is not null", &params![dialogue], |row| {
        row.json(0)
    })
}

/// Keeps a draft, and who has edited it; its revision goes up.
pub fn set_draft(
    tx: &mut Tx<'_>,
    dialogue: DialogueId,
    draft: &serde_json::Value,
    by: Option<UserId>,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "update dialogue set draft = $2, revision = revision + 1, edited_by = $3, edited_at = $4 where id = $1",
        &params![dialogue, Value::json(draft)?, by, now],
    )?;
    Ok(())
}

/// Calls a dialogue something else.
pub fn rename(tx: &mut Tx<'_>, dialogue: DialogueId, name: &str) -> Result<(), StoreError> {
    tx.execute("update dialogue set name = $2 where id = $1", &params![dialogue, name])?;
    changed(tx)
}

/// What lists tell of a dialogue before it is published for the first time.
pub fn describe(
    tx: &mut Tx<'_>,
    dialogue: DialogueId,
    targets: &Targets,
    priority: u32,
) -> Result<(), StoreError> {
    tx.execute(
        "update dialogue set targets = $2, priority = $3 where id = $1 and first_published is null",
        &params![dialogue, Value::json(targets)?, priority],
    )?;
    Ok(())
}

/// A dialogue as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The dialogue.
    pub id: DialogueId,
    /// Its name.
    pub name: String,
    /// Of two, the smaller number is shown.
    pub priority: u32,
    /// The pages that show it when it is published; of one that never was, its draft's.
    pub targets: Targets,
    /// For whom it was published last, and what it waits for.
    pub audience: Audience,
    /// Whether pages show it.
    pub published: bool,
    /// When it was first published.
    pub first_published: Option<Timestamp>,
    /// The number of its last version; 0 when it never had one.
    pub version: u32,
    /// Whether there is a draft that is not published.
    pub draft: bool,
    /// How often its draft was changed: who edits an older one has not seen what others did since.
    pub revision: u32,
    /// Who has edited it last; `None` where that is unknown, or was done on the command line.
    pub edited_by: Option<String>,
    /// When it was edited last.
    pub edited_at: Option<Timestamp>,
    /// When it was put away; `None` while it is not.
    pub archived: Option<Timestamp>,
}

macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "select id, name, priority, targets, published is not null, first_published,
                    (select coalesce(max(number), 0) from stream_version v where v.dialogue = dialogue.id),
                    draft is not null, revision, (select a.name from account a where a.id = edited_by) as editor, edited_at,
                    audience, archived
             from dialogue ",
            $rest
        )
    };
}

fn row(row: &crate::Row<'_>) -> Result<Row, StoreError> {
    Ok(Row {
        id: row.get(0)?,
        name: row.get(1)?,
        priority: row.get(2)?,
        targets: row.json(3)?,
        published: row.get(4)?,
        first_published: row.get(5)?,
        version: row.get(6)?,
        draft: row.get(7)?,
        revision: row.get(8)?,
        edited_by: row.get(9)?,
        edited_at: row.get(10)?,
        audience: audience(row, 11)?,
        archived: row.get(12)?,
    })
}

/// Where a dialogue stands, with what is drawn since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was never published.
    Draft,
    /// Its pages show what is drawn.
    Published,
    /// Its pages show it; the draft is another one.
    Changed,
    /// It was published once; no page shows it.
    Unpublished,
}

/// Which dialogues a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those whose names contain these words.
    pub words: String,
    /// Those that stand so; all, where absent.
    pub standing: Option<Standing>,
    /// Whether those that are put away; else those that are not.
    pub archived: bool,
}

/// The dialogues of a list, by name, from the one after a name.
pub fn list(tx: &mut Tx<'_>, after: &str, wanted: &Wanted, limit: u32) -> Result<Vec<Row>, StoreError> {
    let standing = match wanted.standing {
        None => "",
        Some(Standing::Draft) => "draft",
        Some(Standing::Published) => "published",
        Some(Standing::Changed) => "changed",
        Some(Standing::Unpublished) => "unpublished",
    };
    tx.query(
        rows!(
            "where name > $1 and lower(name) like $2 escape '!' and deleted is null
               and (archived is not null) = $3
               and ($4 = '' or $4 = case
                   when published is not null and draft is null then 'published'
                   when published is not null then 'changed'
                   when first_published is null then 'draft'
                   else 'unpublished' end)
             order by name limit $5"
        ),
        &params![after, containing(&wanted.words), wanted.archived, standing, limit],
        row,
    )
}

/// One dialogue that was not deleted.
pub fn find(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<Option<Row>, StoreError> {
    tx.optional(rows!("where id = $1 and deleted is null"), &params![dialogue], row)
}

/// Whether all dialogues that are not engaged are hidden (`TARGET-8`).
pub fn is_hidden(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    Ok(switch(tx)?.hidden)
}

/// What one row says of all dialogues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switch {
    /// Whether those that are not engaged are hidden.
    pub hidden: bool,
    /// The version of what is published, which is another one after each change.
    pub version: Uuid,
}

/// The switch of all dialogues, and the version of what is published.
pub fn switch(tx: &mut Tx<'_>) -> Result<Switch, StoreError> {
    let found =
        tx.optional("select hidden, version from dialogue_switch where one = $1", &params![1_i64], |row| {
            Ok(Switch { hidden: row.get(0)?, version: row.get::<Option<Uuid>>(1)?.unwrap_or_default() })
        })?;
    Ok(found.unwrap_or_default())
}

/// Hides all dialogues that are not engaged, or shows them again.
pub fn set_hidden(tx: &mut Tx<'_>, hidden: bool) -> Result<(), StoreError> {
    tx.execute(
        "insert into dialogue_switch (one, hidden) values ($1, $2)
         on conflict (one) do update set hidden = excluded.hidden",
        &params![1_i64, hidden],
    )?;
    Ok(())
}

/// Something of what is published is otherwise: it has a version that was never there. A version that comes to nothing,
/// because its transaction does, is never seen again either.
fn changed(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let version = Uuid::from_bytes(tx.random());
    tx.execute(
        "insert into dialogue_switch (one, hidden, version) values ($1, $2, $3)
         on conflict (one) do update set version = excluded.version",
        &params![1_i64, false, version],
    )?;
    Ok(())
}
