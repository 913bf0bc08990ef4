//! What is reported of a dialogue: visitors by how far they came, the goals they reached, and the ways they took.

use frontdesk_domain::ids::{ConversationId, DialogueId, StreamVersionId, VisitorId};
use jiff::Timestamp;

use crate::{StoreError, Tx, params};

/// A span of time: from the first instant up to, and without, the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From.
    pub from: Timestamp,
    /// Up to, and without.
    pub until: Timestamp,
}

/// How many visitors came how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Were shown the dialogue.
    pub triggered: u64,
    /// Gave a first answer.
    pub engaged: u64,
    /// Came to the end of a branch.
    pub completed: u64,
    /// Gave their e-mail in it, which was not known before.
    pub acquired: u64,
    /// Reached at least one goal.
    pub goals: u64,
}

/// The visitors who were first shown a dialogue in a span: those whose e-mail was known then, and the others.
pub fn counts(tx: &mut Tx<'_>, dialogue: DialogueId, span: Span) -> Result<(Counts, Counts), StoreError> {
    let rows = tx.query(
        "select known, count(*), count(engaged), count(completed), count(acquired), count(goal) from reach
         where dialogue = $1 and triggered >= $2 and triggered < $3 group by known",
        &params![dialogue, span.from, span.until],
        |row| {
            let counts = Counts {
                triggered: row.get(1)?,
                engaged: row.get(2)?,
                completed: row.get(3)?,
                acquired: row.get(4)?,
                goals: row.get(5)?,
            };
            Ok((row.get::<bool>(0)?, counts))
        },
    )?;
    let of =
        |wanted| rows.iter().find(|(known, _)| *known == wanted).map_or_else(Counts::default, |row| row.1);
    Ok((of(true), of(false)))
}

/// How many of the visitors who were first shown a dialogue in a span reached each goal, the most first; of more than 200
/// goals the most reached.
pub fn goals(tx: &mut Tx<'_>, dialogue: DialogueId, span: Span) -> Result<Vec<(String, u64)>, StoreError> {
    tx.query(
        "select g.goal, count(*) from reach r
         join reached_goal g on g.dialogue = r.dialogue and g.visitor = r.visitor
         where r.dialogue = $1 and r.triggered >= $2 and r.triggered < $3
         group by g.goal order by 2 desc, 1 limit 200",
        &params![dialogue, span.from, span.until],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Notes that a visitor gave their e-mail in a dialogue: the first time counts, where it was not known before.
pub fn acquire(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    dialogue: DialogueId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update reach set acquired = $3
         where visitor = $1 and dialogue = $2 and acquired is null and known = $4",
        &params![visitor, dialogue, at, false],
    )?;
    Ok(())
}

/// Notes that a visitor reached a goal: the first time counts.
pub fn reach_goal(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    dialogue: DialogueId,
    goal: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into reached_goal (dialogue, visitor, goal) values ($1, $2, $3)
         on conflict (dialogue, visitor, goal) do nothing",
        &params![dialogue, visitor, goal],
    )?;
    tx.execute(
        "update reach set goal = $3 where visitor = $1 and dialogue = $2 and goal is null",
        &params![visitor, dialogue, at],
    )?;
    Ok(())
}

/// A step of a visitor in a version of a stream.
#[derive(Clone, Copy, Debug)]
pub struct Passing<'a> {
    /// The version.
    pub version: StreamVersionId,
    /// The card.
    pub card: &'a str,
    /// The way they took on from it; empty where they came to it.
    pub way: &'a str,
    /// The conversation, which tells who it was and when that began.
    pub conversation: ConversationId,
}

/// Notes a step: of each visitor the first time counts.
pub fn pass(tx: &mut Tx<'_>, passing: Passing<'_>) -> Result<(), StoreError> {
    let Passing { version, card, way, conversation } = passing;
    tx.execute(
        "insert into passed (stream_version, card, way, visitor, started)
         select $1, $2, $3, visitor, started from conversation where id = $4
         on conflict (stream_version, card, way, visitor) do nothing",
        &params![version, card, way, conversation],
    )?;
    Ok(())
}

/// How many visitors took a way of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Took {
    /// The card.
    pub card: String,
    /// The way; empty: they came to the card.
    pub way: String,
    /// How many.
    pub visitors: u64,
}

/// How many visitors whose conversations began in a span came to each card of a version, and took each of its ways.
pub fn took(tx: &mut Tx<'_>, version: StreamVersionId, span: Span) -> Result<Vec<Took>, StoreError> {
    tx.query(
        "select card, way, count(*) from passed
         where stream_version = $1 and started >= $2 and started < $3 group by card, way order by card, way",
        &params![version, span.from, span.until],
        |row| Ok(Took { card: row.get(0)?, way: row.get(1)?, visitors: row.get(2)? }),
    )
}

/// How many of them went on from each card by any way.
pub fn went_on(
    tx: &mut Tx<'_>,
    version: StreamVersionId,
    span: Span,
) -> Result<Vec<(String, u64)>, StoreError> {
    tx.query(
        "select card, count(distinct visitor) from passed
         where stream_version = $1 and started >= $2 and started < $3 and way <> '' group by card",
        &params![version, span.from, span.until],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// How many visitors' conversations with a version began in a span.
pub fn began(tx: &mut Tx<'_>, version: StreamVersionId, span: Span) -> Result<u64, StoreError> {
    tx.one(
        "select count(distinct visitor) from passed where stream_version = $1 and started >= $2 and started < $3",
        &params![version, span.from, span.until],
        |row| row.get(0),
    )
}
