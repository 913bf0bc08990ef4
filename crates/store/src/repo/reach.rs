//! How far each visitor came with each dialogue: once each, whatever they reload (`TARGET-7`).

use frontdesk_domain::ids::{DialogueId, VisitorId};
use jiff::Timestamp;

use crate::{StoreError, Tx, params};

/// How many visitors came how far with a dialogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Were shown it.
    pub triggered: u64,
    /// Gave a first answer.
    pub engaged: u64,
    /// Came to the end of a branch.
    pub completed: u64,
}

/// Notes that a visitor is shown a dialogue.
pub fn trigger(tx: &mut Tx<'_>, visitor: VisitorId, dialogue: DialogueId) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into reach (visitor, dialogue, triggered, known)
         select id, $2, $3, person is not null from visitor where id = $1
         on conflict (visitor, dialogue) do nothing",
        &params![visitor, dialogue, now],
    )?;
    Ok(())
}

/// How far a visitor came with a dialogue that they were shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// Whether to the end of a branch (`TARGET-6`).
    pub completed: bool,
}

/// How far a visitor came with a dialogue; `None` when it was not noted that they are shown it.
pub fn find(tx: &mut Tx<'_>, visitor: VisitorId, dialogue: DialogueId) -> Result<Option<Came>, StoreError> {
    tx.optional(
        "select completed is not null from reach where visitor = $1 and dialogue = $2",
        &params![visitor, dialogue],
        |row| Ok(Came { completed: row.get(0)? }),
    )
}

/// Notes that a visitor has given a first answer: the first time counts. Who answers was shown it.
pub fn engage(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    dialogue: DialogueId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into reach (visitor, dialogue, triggered, known, engaged)
         select id, $2, $3, person is not null, $3 from visitor where id = $1
         on conflict (visitor, dialogue) do update set engaged = coalesce(reach.engaged, excluded.engaged)",
        &params![visitor, dialogue, at],
    )?;
    Ok(())
}

/// Notes that a visitor has come to the end of a branch: the first time counts.
pub fn complete(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    dialogue: DialogueId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into reach (visitor, dialogue, triggered, known, completed)
         select id, $2, $3, person is not null, $3 from visitor where id = $1
         on conflict (visitor, dialogue) do update set completed = coalesce(reach.completed, excluded.completed)",
        &params![visitor, dialogue, at],
    )?;
    Ok(())
}

/// How many visitors came how far with a dialogue.
pub fn counts(tx: &mut Tx<'_>, dialogue: DialogueId) -> Result<Counts, StoreError> {
    tx.one(
        "select count(*), count(engaged), count(completed) from reach where dialogue = $1",
        &params![dialogue],
        |row| Ok(Counts { triggered: row.get(0)?, engaged: row.get(1)?, completed: row.get(2)? }),
    )
}
