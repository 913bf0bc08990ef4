//! The row beside the log.

use frontdesk_domain::conversation::standing::Standing;
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::{ClientId, ConversationId, DialogueId, StreamVersionId, UserId, VisitorId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{Row, StoreError, Tx, Value, params};

/// A conversation as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The conversation.
    pub id: ConversationId,
    /// Whose it is.
    pub visitor: VisitorId,
    /// The dialogue it runs.
    pub dialogue: DialogueId,
    /// The version it began with, and keeps (`TARGET-5`).
    pub version: StreamVersionId,
    /// The page on which it began.
    pub page: String,
    /// What its log adds up to.
    pub state: Conversation,
    /// The number of its last entry.
    pub last: u64,
    /// When that was.
    pub last_at: Timestamp,
    /// When it next wants a tick.
    pub due: Option<Timestamp>,
}

/// A chat that an agent holds or is offered, as their desk shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDesk {
    /// The conversation.
    pub stored: Stored,
    /// Up to where the agent has read.
    pub read: u64,
}

/// What [`stored`] reads, in its order.
macro_rules! columns {
    () => {
        "id, visitor, dialogue, stream_version, page, state, last_seq, last_at, due"
    };
}

fn stored(row: &Row<'_>) -> Result<Stored, StoreError> {
    Ok(Stored {
        id: row.get(0)?,
        visitor: row.get(1)?,
        dialogue: row.get(2)?,
        version: row.get(3)?,
        page: row.get(4)?,
        state: row.json(5)?,
        last: row.get(6)?,
        last_at: row.get(7)?,
        due: row.get(8)?,
    })
}

/// Stores a new conversation, before its first entry.
pub fn insert(tx: &mut Tx<'_>, new: &Stored) -> Result<(), StoreError> {
    tx.execute(
        "insert into conversation
         (id, visitor, dialogue, stream_version, page, started, state, last_seq, last_at, holder_away, standing)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $6, $9, $10)",
        &params![
            new.id,
            new.visitor,
            new.dialogue,
            new.version,
            &new.page,
            new.last_at,
            Value::json(&new.state)?,
            new.last,
            false,
            Standing::of(&new.state).name(),
        ],
    )?;
    Ok(())
}

/// Finds a conversation.
pub fn find(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<Stored>, StoreError> {
    tx.optional(concat!("select ", columns!(), " from conversation where id = $1"), &params![id], stored)
}

/// The conversation that a visitor's command began, and the number of its last entry.
pub fn find_opened(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    client_id: ClientId,
) -> Result<Option<(ConversationId, u64)>, StoreError> {
    tx.optional(
        "select c.id, c.last_seq from conversation c
         join entry e on e.conversation = c.id and e.sender = $1 and e.client_id = $2
         where c.visitor = $1 and e.seq = 1",
        &params![visitor, client_id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The conversation that a visitor began last.
pub fn last_of(tx: &mut Tx<'_>, visitor: VisitorId) -> Result<Option<Stored>, StoreError> {
    tx.optional(
        concat!(
            "select ",
            columns!(),
            " from conversation where visitor = $1 order by started desc, id desc limit 1"
        ),
        &params![visitor],
        stored,
    )
}

/// A visitor's conversations with their dialogues and states, the newest first, at most 200.
pub fn of_visitor(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
) -> Result<Vec<(ConversationId, DialogueId, Conversation)>, StoreError> {
    tx.query(
        "select id, dialogue, state from conversation where visitor = $1
         order by started desc, id desc limit 200",
        &params![visitor],
        |row| Ok((row.get(0)?, row.get(1)?, row.json(2)?)),
    )
}

/// Stores the state after a message: what is looked for has not changed.
pub fn update_state(tx: &mut Tx<'_>, stored: &Stored) -> Result<(), StoreError> {
    tx.execute(
        "update conversation set state = $2, last_seq = $3, last_at = $4 where id = $1",
        &params![stored.id, Value::json(&stored.state)?, stored.last, stored.last_at],
    )?;
    Ok(())
}

/// Stores the state and everything that is looked for in it.
pub fn update(tx: &mut Tx<'_>, stored: &Stored) -> Result<(), StoreError> {
    tx.execute(
        "update conversation set state = $2, last_seq = $3, last_at = $4, due = $5, holder = $6,
                offered_to = $7, holder_away = $8, standing = $9, alerted = $10 where id = $1",
        &params![
            stored.id,
            Value::json(&stored.state)?,
            stored.last,
            stored.last_at,
            stored.due,
            stored.state.holder(),
            stored.state.offer().and_then(|offer| offer.to.one()),
            stored.state.is_holder_away(),
            Standing::of(&stored.state).name(),
            stored.state.is_alerted(),
        ],
    )?;
    Ok(())
}

/// Live chats whose visitor waits too long for an answer (`ROUTE-14`).
pub fn alerted(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Stored>, StoreError> {
    tx.query(
        concat!("select ", columns!(), " from conversation where alerted order by id limit $1"),
        &params![limit],
        stored,
    )
}

/// Conversations whose deadline has passed, the most overdue first.
pub fn overdue(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<ConversationId>, StoreError> {
    let now = tx.now();
    tx.query(
        "select id from conversation where due <= $1 order by due limit $2",
        &params![now, limit],
        |row| row.get(0),
    )
}

/// Chats that somebody holds, after one of them in the order of their ids; so many at most.
pub fn all_held(
    tx: &mut Tx<'_>,
    after: Option<ConversationId>,
    limit: u32,
) -> Result<Vec<ConversationId>, StoreError> {
    let after = after.unwrap_or(ConversationId(Uuid::nil()));
    tx.query(
        "select id from conversation where holder is not null and id > $1 order by id limit $2",
        &params![after, limit],
        |row| row.get(0),
    )
}

/// Puts off a deadline that could not be acted on.
pub fn postpone(tx: &mut Tx<'_>, id: ConversationId, by: SignedDuration) -> Result<(), StoreError> {
    let later = tx.now().saturating_add(by).unwrap_or(Timestamp::MAX);
    tx.execute("update conversation set due = $2 where id = $1 and due is not null", &params![id, later])?;
    Ok(())
}

/// The earliest deadline of all.
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.one("select min(due) from conversation where due is not null", &[], |row| row.get(0))
}

/// Chats that an agent holds.
pub fn held_by(tx: &mut Tx<'_>, agent: UserId) -> Result<Vec<OnDesk>, StoreError> {
    tx.query(
        "select c.id, c.visitor, c.dialogue, c.stream_version, c.page, c.state, c.last_seq, c.last_at, c.due,
                coalesce(m.seen, 0)
         from conversation c left join mark m on m.conversation = c.id and m.party = c.holder
         where c.holder = $1 order by c.id limit 500",
        &params![agent],
        |row| Ok(OnDesk { stored: stored(row)?, read: row.get(9)? }),
    )
}

/// How many chats an agent holds.
pub fn held(tx: &mut Tx<'_>, agent: UserId) -> Result<u32, StoreError> {
    tx.one("select count(*) from conversation where holder = $1", &params![agent], |row| row.get(0))
}

/// Chats that are offered to an agent, alone or among others.
pub fn offered_to(tx: &mut Tx<'_>, agent: UserId) -> Result<Vec<Stored>, StoreError> {
    tx.query(
        concat!(
            "select ",
            columns!(),
            " from conversation
             where offered_to = $1 or id in (select conversation from rung where agent = $1)
             order by id limit 500"
        ),
        &params![agent],
        stored,
    )
}

/// The last numbers of conversations.
pub fn last_numbers(
    tx: &mut Tx<'_>,
    ids: &[ConversationId],
) -> Result<Vec<(ConversationId, u64)>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let last = tx.optional("select last_seq from conversation where id = $1", &params![*id], |row| {
            Ok((*id, row.get(0)?))
        })?;
        found.extend(last);
    }
    Ok(found)
}

/// Notes that an agent has held a conversation.
pub fn add_participant(tx: &mut Tx<'_>, agent: UserId, id: ConversationId) -> Result<(), StoreError> {
    tx.execute(
        "insert into participant (account, conversation, started)
         select $1, id, started from conversation where id = $2
         on conflict (account, conversation) do nothing",
        &params![agent, id],
    )?;
    Ok(())
}

/// Whether an agent holds or has held a conversation.
pub fn is_participant(tx: &mut Tx<'_>, agent: UserId, id: ConversationId) -> Result<bool, StoreError> {
    Ok(tx
        .optional(
            "select 1 from participant where account = $1 and conversation = $2",
            &params![agent, id],
            |row| row.get::<i64>(0),
        )?
        .is_some())
}
