//! The queue: visitors who wait for an agent, and whom they wait for (`ROUTE-10`).

use frontdesk_domain::ids::{ConversationId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Tx, params};

/// A visitor in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Their conversation.
    pub conversation: ConversationId,
    /// Since when.
    pub since: Timestamp,
    /// Agents and rings of agents they wait for, in the order of their ids.
    pub targets: Vec<Uuid>,
    /// Agents who were asked already.
    pub asked: Vec<UserId>,
}

/// Puts a visitor into the queue, or says anew whom they wait for.
pub fn put(tx: &mut Tx<'_>, waiting: &Waiting) -> Result<(), StoreError> {
    let id = waiting.conversation;
    tx.execute(
        "insert into waiting (conversation, since) values ($1, $2) on conflict (conversation) do nothing",
        &params![id, waiting.since],
    )?;
    tx.execute("delete from waiting_for where conversation = $1", &params![id])?;
    let targets = waiting.targets.iter().map(|target| (*target, false));
    for (target, asked) in targets.chain(waiting.asked.iter().map(|agent| (agent.0, true))) {
        tx.execute(
            "insert into waiting_for (conversation, target, asked) values ($1, $2, $3)
             on conflict (conversation, target, asked) do nothing",
            &params![id, target, asked],
        )?;
    }
    Ok(())
}

/// A visitor is offered to somebody: they leave the queue as served.
pub fn serve(tx: &mut Tx<'_>, conversation: ConversationId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into served (conversation, target, at)
         select conversation, target, $2 from waiting_for where conversation = $1 and not asked
         on conflict (conversation, target) do update set at = excluded.at",
        &params![conversation, at],
    )?;
    leave(tx, conversation)
}

/// Takes a visitor out of the queue.
pub fn leave(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), StoreError> {
    tx.execute("delete from waiting_for where conversation = $1", &params![conversation])?;
    tx.execute("delete from waiting where conversation = $1", &params![conversation])?;
    Ok(())
}

/// Forgets who was served before an instant.
pub fn forget_served(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from served where at < $1", &params![before])
}

/// Who was served by one of these since an instant.
pub fn served(tx: &mut Tx<'_>, target: Uuid, since: Timestamp) -> Result<Vec<ConversationId>, StoreError> {
    tx.query(
        "select conversation from served where target = $1 and at >= $2",
        &params![target, since],
        |row| row.get(0),
    )
}

/// Whether anybody waits.
pub fn is_any(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    Ok(tx.optional("select 1 from waiting limit 1", &[], |row| row.get::<i64>(0))?.is_some())
}

/// Everybody who waits, the longest-waiting first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Waiting>, StoreError> {
    let mut all: Vec<Waiting> =
        tx.query("select conversation, since from waiting order by since, conversation", &[], |row| {
            let (conversation, since) = (row.get(0)?, row.get(1)?);
            Ok(Waiting { conversation, since, targets: Vec::new(), asked: Vec::new() })
        })?;
    for waiting in &mut all {
        let pool: Vec<(Uuid, bool)> = tx.query(
            "select target, asked from waiting_for where conversation = $1 order by target",
            &params![waiting.conversation],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        for (target, asked) in pool {
            if asked { waiting.asked.push(UserId(target)) } else { waiting.targets.push(target) }
        }
    }
    Ok(all)
}

/// Whether somebody waits for an agent who came before one that waits since then; anybody at all, for one that is new.
pub fn waits_before(
    tx: &mut Tx<'_>,
    agent: UserId,
    than: Option<(Timestamp, ConversationId)>,
) -> Result<bool, StoreError> {
    let (since, id) = than.unwrap_or((Timestamp::MAX, ConversationId(Uuid::max())));
    let found = tx.optional(
        "select 1 from waiting w join waiting_for f on f.conversation = w.conversation and not f.asked
         where (f.target = $1 or f.target in (select m.ring from ring_member m where m.account = $1))
           and (w.since < $2 or (w.since = $2 and w.conversation < $3))
           and not exists (select 1 from waiting_for g
                           where g.conversation = w.conversation and g.target = $1 and g.asked)
         limit 1",
        &params![agent, since, id],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}
