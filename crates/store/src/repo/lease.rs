//! Presence: when consoles, and visitors who wait or talk, were last heard from (`AVAIL-4`, `ROUTE-15`, `ROUTE-18`).

use frontdesk_domain::ids::{ConversationId, SessionId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use super::availability::availability;
use crate::{StoreError, Tx, params};

/// Notes when a console or a visitor's connection was last heard from. A connection that has left on purpose does not
/// come back: the next one has another source.
pub fn hear(
    tx: &mut Tx<'_>,
    subject: Uuid,
    source: Uuid,
    session: Option<SessionId>,
    heard: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into lease (subject, source, session, heard, left_on_purpose) values ($1, $2, $3, $4, $5)
         on conflict (subject, source) do update set heard = excluded.heard",
        &params![subject, source, session, heard, false],
    )?;
    Ok(())
}

/// The consoles of a session have left on purpose: they make nobody reachable from now on.
pub fn leave_session(tx: &mut Tx<'_>, subject: Uuid, session: SessionId) -> Result<(), StoreError> {
    tx.execute(
        "update lease set left_on_purpose = $3 where subject = $1 and session = $2",
        &params![subject, session, true],
    )?;
    Ok(())
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

/// Conversations of which somebody was not heard from since an instant, and when they were.
macro_rules! silent {
    ($tx:ident, $heard_since:ident, $who:literal, $which:literal) => {
        $tx.query(
            concat!(
                "select c.id, (select max(l.heard) from lease l where l.subject = ",
                $who,
                ")
                 from conversation c
                 where ",
                $which,
                "
                   and not exists (select 1 from lease l where l.subject = ",
                $who,
                " and l.heard > $1)
                 order by c.id limit 1000"
            ),
            &params![$heard_since],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    };
}

/// Chats whose holder is not shown as away and was not heard from since an instant, and when they were.
pub fn unattended(
    tx: &mut Tx<'_>,
    heard_since: Timestamp,
) -> Result<Vec<(ConversationId, Option<Timestamp>)>, StoreError> {
    silent!(tx, heard_since, "c.holder", "c.holder is not null and not c.holder_away")
}

/// Chats whose holder is shown as away, was not heard from since an instant, and that are not being offered to others;
/// and when the holder was heard from.
pub fn lost(
    tx: &mut Tx<'_>,
    heard_since: Timestamp,
) -> Result<Vec<(ConversationId, Option<Timestamp>)>, StoreError> {
    silent!(
        tx,
        heard_since,
        "c.holder",
        "c.holder is not null and c.holder_away and c.offered_to is null and not exists
            (select 1 from rung r where r.conversation = c.id)"
    )
}

/// Chats whose holder may no longer take chats, with the holder (`ROUTE-19`).
pub fn unholdable(tx: &mut Tx<'_>) -> Result<Vec<(ConversationId, UserId)>, StoreError> {
    tx.query(
        "select c.id, c.holder from conversation c join account a on a.id = c.holder
         where c.holder is not null and not (a.active and a.takes_chats)
         order by c.id limit 1000",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
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

/// When any connection of a subject was last heard from; `None` when that is long ago.
pub fn last_heard(tx: &mut Tx<'_>, subject: Uuid) -> Result<Option<Timestamp>, StoreError> {
    tx.one("select max(heard) from lease where subject = $1", &params![subject], |row| row.get(0))
}

/// Offers, without a holder, whose visitor was not heard from since an instant, and when they were.
pub fn deserted(
    tx: &mut Tx<'_>,
    heard_since: Timestamp,
) -> Result<Vec<(ConversationId, Option<Timestamp>)>, StoreError> {
    silent!(tx, heard_since, "c.visitor", "c.offered_to is not null and c.holder is null")
}

/// The same, of offers to several (`ROUTE-20`).
pub fn deserted_rings(
    tx: &mut Tx<'_>,
    heard_since: Timestamp,
) -> Result<Vec<(ConversationId, Option<Timestamp>)>, StoreError> {
    silent!(tx, heard_since, "c.visitor", "c.holder is null and c.id in (select conversation from rung)")
}

/// Visitors in the queue who were not heard from since an instant, and when they were (`ROUTE-18`).
pub fn deserted_queue(
    tx: &mut Tx<'_>,
    heard_since: Timestamp,
) -> Result<Vec<(ConversationId, Option<Timestamp>)>, StoreError> {
    silent!(tx, heard_since, "c.visitor", "c.id in (select conversation from waiting)")
}

/// How many open offers are looked at in one read.
const OFFERS: u32 = 500;

/// Offers to agents who can no longer take them, with the agent (`ROUTE-19`).
pub fn untakable(tx: &mut Tx<'_>) -> Result<Vec<(ConversationId, UserId)>, StoreError> {
    let now = tx.now();
    let (mut untakable, mut after) = (Vec::new(), ConversationId(Uuid::nil()));
    loop {
        let page: Vec<(ConversationId, UserId, bool)> = tx.query(
            "select c.id, c.offered_to, a.active, a.takes_chats, a.time_zone, a.schedule, a.chosen, a.chosen_at
             from conversation c join account a on a.id = c.offered_to
             where c.offered_to is not null and c.id > $1
             order by c.id limit $2",
            &params![after, OFFERS],
            |row| {
                let takes = row.get(2)? && row.get(3)? && availability(row, 4)?.is_available(now);
                Ok((row.get(0)?, row.get(1)?, takes))
            },
        )?;
        let Some((last, ..)) = page.last() else { return Ok(untakable) };
        after = *last;
        untakable.extend(page.iter().filter(|(.., takes)| !takes).map(|(id, agent, _)| (*id, *agent)));
    }
}
