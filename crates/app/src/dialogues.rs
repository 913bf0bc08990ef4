//! The list of dialogues, and what a marketer does with them: publish, unpublish, put in order, switch all off. What pages
//! show otherwise leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, note};
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::ids::DialogueId;
use frontdesk_domain::permission::Permission;
use frontdesk_domain::targeting::Targets;
use frontdesk_store::repo::dialogue::{self, Version};
pub use frontdesk_store::repo::dialogue::{Row, Standing, Wanted};
use frontdesk_store::repo::reach::{self, Counts};
pub use frontdesk_store::repo::shelf::Uses;
pub use frontdesk_store::repo::versions::Past;
use frontdesk_store::repo::{audit, versions};
use frontdesk_store::{Lock, Tx};

use crate::{AdminRefusal, AppError, access};

/// How many dialogues are on a page of the list.
pub const PAGE: u32 = 100;
/// The smallest number goes first.
pub const PRIORITIES: std::ops::RangeInclusive<u32> = 1..=10_000;

/// A dialogue in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What is stored.
    pub row: Row,
    /// How far visitors came (`TARGET-7`).
    pub counts: Counts,
}

/// A page of a list, by name, from the one after a name; and whether there are more.
pub fn list(tx: &mut Tx<'_>, after: &str, wanted: &Wanted) -> Result<(Vec<Listed>, bool), AppError> {
    let mut rows = dialogue::list(tx, after, wanted, PAGE + 1)?;
    let full = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > full;
    rows.truncate(full);
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        listed.push(count(tx, row)?);
    }
    Ok((listed, more))
}

/// One dialogue.
pub fn one(tx: &mut Tx<'_>, id: DialogueId) -> Result<Listed, AppError> {
    let row = dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    count(tx, row)
}

/// The dialogue of a name.
pub fn named(tx: &mut Tx<'_>, name: &str) -> Result<DialogueId, AppError> {
    dialogue::find_by_name(tx, name)?.ok_or(AppError::NotFound)
}

fn count(tx: &mut Tx<'_>, row: Row) -> Result<Listed, AppError> {
    let counts = reach::counts(tx, row.id)?;
    Ok(Listed { row, counts })
}

/// What is kept to be published later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The stream file.
    pub file: serde_json::Value,
    /// Those of its pages that can be read.
    pub targets: Targets,
    /// Of two, the smaller number is shown.
    pub priority: u32,
}

/// Keeps a draft of the dialogue of this name, which is made if new. What is published stays.
pub fn save_draft(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    name: &str,
    draft: &Draft,
) -> Result<DialogueId, AppError> {
    tx.lock(Lock::Publishing)?;
    let id = of_name(tx, name)?;
    keep(tx, actor, id, draft)?;
    Ok(id)
}

/// Makes a dialogue from a draft. Refused where there is one of this name.
pub fn create(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    name: &str,
    draft: &Draft,
) -> Result<DialogueId, AppError> {
    tx.lock(Lock::Publishing)?;
    if dialogue::find_by_name(tx, name)?.is_some() {
        return Err(AdminRefusal::Taken(name.to_owned()).into());
    }
    save_draft(tx, actor, name, draft)
}

/// Keeps a draft in place of the one of a revision. Refused where others have changed that since: nobody overwrites what
/// they have not seen. The dialogue keeps its name, whatever the file says.
pub fn edit(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    id: DialogueId,
    base: u32,
    mut draft: Draft,
) -> Result<(), AppError> {
    let before = in_use(manage(tx, actor, id)?)?;
    if before.revision != base {
        let by = before.edited_by.unwrap_or_else(|| "somebody else".to_owned());
        return Err(AppError::Conflict(format!("{by} has changed the draft since")));
    }
    if let Some(fields) = draft.file.as_object_mut() {
        fields.insert("name".to_owned(), before.name.into());
    }
    keep(tx, actor, id, &draft)
}

/// Calls a dialogue something else, at once: its next version is its own, whatever it was called before.
pub fn rename(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId, name: &str) -> Result<(), AppError> {
    let before = in_use(manage(tx, actor, id)?)?;
    if dialogue::find_by_name(tx, name)?.is_some_and(|other| other != id) {
        return Err(AdminRefusal::Taken(name.to_owned()).into());
    }
    let mut changes = Vec::new();
    note(&mut changes, "name", Some(before.name), Some(name.to_owned()));
    if !changes.is_empty() {
        dialogue::rename(tx, id, name)?;
        audit::append(tx, actor, Act::DialogueRenamed, &id.to_string(), name, &changes)?;
    }
    Ok(())
}

/// Begins to change a dialogue, put away or not, by who may change any.
pub(crate) fn manage(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId) -> Result<Row, AppError> {
    tx.lock(Lock::Publishing)?;
    access::begin(tx, actor, Permission::ManageDialogues)?;
    dialogue::find(tx, id)?.ok_or(AppError::NotFound)
}

/// A dialogue that is put away is restored before it is changed or published.
fn in_use(row: Row) -> Result<Row, AppError> {
    match row.archived {
        None => Ok(row),
        Some(_) => Err(AppError::Conflict("the dialogue is archived: restore it first".to_owned())),
    }
}

fn keep(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId, draft: &Draft) -> Result<(), AppError> {
    dialogue::set_draft(tx, id, &draft.file, actor.map(|actor| actor.user))?;
    Ok(dialogue::describe(tx, id, &draft.targets, draft.priority)?)
}

/// The dialogue of a name, made if new. Refused where it is put away.
pub(crate) fn of_name(tx: &mut Tx<'_>, name: &str) -> Result<DialogueId, AppError> {
    if let Some(id) = dialogue::find_by_name(tx, name)? {
        in_use(dialogue::find(tx, id)?.ok_or(AppError::NotFound)?)?;
        return Ok(id);
    }
    let id = DialogueId::mint(tx.now(), tx.random());
    dialogue::insert(tx, id, name)?;
    Ok(id)
}

/// Begins a change of what pages show: these are made one after the other, by who may publish.
pub(crate) fn begin(tx: &mut Tx<'_>, actor: Option<Actor>) -> Result<(), AppError> {
    tx.lock(Lock::Publishing)?;
    access::begin(tx, actor, Permission::PublishDialogues)
}

/// What publishing a dialogue again would publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The draft, as a stream file.
    Draft(serde_json::Value),
    /// The last version, unchanged.
    Version(Box<Dialogue>),
}

/// What publishing a dialogue would publish: the draft where there is one, else its last version.
pub fn next(tx: &mut Tx<'_>, id: DialogueId) -> Result<Next, AppError> {
    if let Some(draft) = dialogue::draft(tx, id)? {
        return Ok(Next::Draft(draft));
    }
    let row = dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    let last = dialogue::last_version(tx, id)?.ok_or(AppError::NotFound)?;
    Ok(Next::Version(Box::new(as_published(row, last))))
}

/// An earlier version of a dialogue, for its pages and in its place of today.
pub fn version(tx: &mut Tx<'_>, id: DialogueId, number: u32) -> Result<Dialogue, AppError> {
    let row = dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    let version = dialogue::version(tx, id, number)?.ok_or(AppError::NotFound)?;
    Ok(as_published(row, version))
}

fn as_published(row: Row, version: Version) -> Dialogue {
    let Row { name, targets, audience, priority, .. } = row;
    let Version { stream, layout, .. } = version;
    Dialogue { name, targets, audience, priority, stream, layout }
}

/// How many versions a dialogue's history shows.
const VERSIONS: u32 = 200;

/// The history of a dialogue: its newest versions, the last first.
pub fn versions(tx: &mut Tx<'_>, id: DialogueId) -> Result<Vec<Past>, AppError> {
    dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    Ok(versions::versions(tx, id, VERSIONS)?)
}

/// Takes a dialogue off all pages. Engaged conversations go on (`TARGET-5`).
pub fn unpublish(tx: &mut Tx<'_>, actor: Option<Actor>, id: DialogueId) -> Result<(), AppError> {
    begin(tx, actor)?;
    let before = dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    if before.published {
        dialogue::unpublish(tx, id)?;
        audit::append(tx, actor, Act::DialogueUnpublished, &id.to_string(), &before.name, &[])?;
    }
    Ok(())
}

/// Puts a dialogue before or after others; at once, and in its draft too (`TARGET-4`).
pub fn set_priority(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    id: DialogueId,
    priority: u32,
) -> Result<(), AppError> {
    if !PRIORITIES.contains(&priority) {
        return Err(AppError::Invalid("a priority is a number from 1 to 10000".to_owned()));
    }
    begin(tx, actor)?;
    let before = in_use(dialogue::find(tx, id)?.ok_or(AppError::NotFound)?)?;
    dialogue::set_priority(tx, id, priority)?;
    if let Some(mut draft) = dialogue::draft(tx, id)?
        && let Some(fields) = draft.as_object_mut()
    {
        fields.insert("priority".to_owned(), priority.into());
        dialogue::set_draft(tx, id, &draft, actor.map(|actor| actor.user))?;
    }
    let mut changes = Vec::new();
    note(&mut changes, "priority", Some(before.priority.to_string()), Some(priority.to_string()));
    if !changes.is_empty() {
        audit::append(tx, actor, Act::DialogueMoved, &id.to_string(), &before.name, &changes)?;
    }
    Ok(())
}

/// Hides all dialogues that are not engaged, or shows them again (`TARGET-8`).
pub fn switch(tx: &mut Tx<'_>, actor: Option<Actor>, hidden: bool) -> Result<(), AppError> {
    begin(tx, actor)?;
    if dialogue::is_hidden(tx)? != hidden {
        dialogue::set_hidden(tx, hidden)?;
        let act = if hidden { Act::DialoguesHidden } else { Act::DialoguesShown };
        audit::append(tx, actor, act, "", "", &[])?;
    }
    Ok(())
}

/// Whether all dialogues that are not engaged are hidden (`TARGET-8`).
pub fn is_hidden(tx: &mut Tx<'_>) -> Result<bool, AppError> {
    Ok(dialogue::is_hidden(tx)?)
}
