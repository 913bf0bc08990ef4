//! Presence: when consoles, and visitors who wait or talk, were last heard from (`AVAIL-4`, `ROUTE-15`, `ROUTE-18`).

use frontdesk_domain::ids::{ConversationId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Tx, params};

/// Notes that a console or a visitor's connection was heard from.
pub fn hear(
    tx: &mut Tx<'_>,
    subject: Uuid,
    source: Uuid,
    heard: Timestamp,
    left_on_purpose: bool,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into lease (subject, source, heard, left_on_purpose) values ($1, $2, $3, $4)
         on conflict (subject, source) do update set
         heard = case when excluded.heard > lease.heard then excluded.heard else lease.heard end,
         left_on_purpose = excluded.left_on_purpose",
        &params![subject, source, heard, left_on_purpose],
    )?;
    Ok(())
}

/// When a subject was last heard from, by any of its leases.
pub fn last_heard(tx: &mut Tx<'_>, subject: Uuid) -> Result<Option<Timestamp>, StoreError> {
    tx.one("select max(heard) from lease where subject = $1", &params![subject], |row| row.get(0))
}

/// All leases of a subject have left on purpose: they are not reachable from now on.
pub fn leave_all(tx: &mut Tx<'_>, subject: Uuid) -> Result<(), StoreError> {
    tx.execute("update lease set left_on_purpose = $2 where subject = $1", &params![subject, true])?;
    Ok(())
}

/// Forgets leases that were not heard from since an instant.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from lease where heard < $1", &params![before])
}

/// Holders with their chats: conversation, when their console was last heard from, whether they may still take chats.
pub struct HeldRow {
    /// The chat.
    pub conversation: ConversationId,
    /// When the holder's console was last heard from; `None` when that is long ago.
    pub heard: Option<Timestamp>,
    /// Whether the holder is active and may take chats (`ROUTE-19`).
    pub may_take: bool,
    /// The holder.
    pub holder: UserId,
}

/// Chats whose holder was not heard from since an instant, or may no longer take chats.
pub fn unattended(tx: &mut Tx<'_>, heard_since: Timestamp) -> Result<Vec<HeldRow>, StoreError> {
    tx.query(
        "select c.id, (select max(l.heard) from lease l where l.subject = c.holder),
                (a.active and a.takes_chats), c.holder
         from conversation c join account a on a.id = c.holder
         where c.holder is not null
           and (not a.active or not a.takes_chats
                or not exists (select 1 from lease l where l.subject = c.holder and l.heard > $1))
         order by c.id limit 1000",
        &params![heard_since],
        |row| {
            Ok(HeldRow {
                conversation: row.get(0)?,
                heard: row.get(1)?,
                may_take: row.get::<Option<bool>>(2)?.unwrap_or(false),
                holder: row.get(3)?,
            })
        },
    )
}

/// Chats whose holder is shown as away but was heard from since an instant.
pub fn returned(tx: &mut Tx<'_>, heard_since: Timestamp) -> Result<Vec<ConversationId>, StoreError> {
    tx.query(
        "select c.id from conversation c
         where c.holder is not null and c.holder_away
           and exists (select 1 from lease l
                       where l.subject = c.holder and l.heard > $1 and not l.left_on_purpose)
         order by c.id limit 1000",
        &params![heard_since],
        |row| row.get(0),
    )
}

/// Chats that an agent holds, by id.
pub fn held_ids(tx: &mut Tx<'_>, holder: UserId) -> Result<Vec<ConversationId>, StoreError> {
    tx.query("select id from conversation where holder = $1 order by id", &params![holder], |row| row.get(0))
}

/// Offers, without a holder, whose visitor was not heard from since an instant, and when they were.
pub fn deserted(
    tx: &mut Tx<'_>,
    heard_since: Timestamp,
) -> Result<Vec<(ConversationId, Option<Timestamp>)>, StoreError> {
    tx.query(
        "select c.id, (select max(l.heard) from lease l where l.subject = c.visitor)
         from conversation c
         where c.offered_to is not null and c.holder is null
           and not exists (select 1 from lease l where l.subject = c.visitor and l.heard > $1)
         order by c.id limit 1000",
        &params![heard_since],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Offers to agents who can no longer take them, with the agent (`ROUTE-19`).
pub fn untakable(tx: &mut Tx<'_>) -> Result<Vec<(ConversationId, UserId)>, StoreError> {
    tx.query(
        "select c.id, c.offered_to from conversation c join account a on a.id = c.offered_to
         where c.offered_to is not null and not (a.active and a.takes_chats and a.available)
         order by c.id limit 1000",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
