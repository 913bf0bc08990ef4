//! Rings of agents, and agents as routing sees them.

use frontdesk_domain::ids::{RingId, UserId};
use frontdesk_domain::routing::{Candidate, GENERAL_RING, RingOrder, places};
use jiff::Timestamp;

use super::account::containing;
use super::availability::availability;
use crate::{Row, StoreError, Tx, params};

/// How many candidates are read at once.
const PAGE: u32 = 32;

/// Makes the general ring where there is none.
pub fn ensure_general(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    ensure(tx, GENERAL_RING)
}

/// Makes a ring where there is none.
pub fn ensure(tx: &mut Tx<'_>, ring: RingId) -> Result<(), StoreError> {
    tx.execute("insert into ring (id, position) values ($1, 0) on conflict (id) do nothing", &params![ring])?;
    Ok(())
}

/// Deletes a ring and its members.
pub fn delete(tx: &mut Tx<'_>, ring: RingId) -> Result<(), StoreError> {
    tx.execute("delete from ring_member where ring = $1", &params![ring])?;
    tx.execute("delete from ring where id = $1", &params![ring])?;
    Ok(())
}

/// Puts an agent at the end of a ring; one who stands in it stays where they are.
pub fn join(tx: &mut Tx<'_>, ring: RingId, account: UserId) -> Result<(), StoreError> {
    tx.execute(
        "insert into ring_member (ring, position, account)
         values ($1, (select coalesce(max(position), 0) from ring_member where ring = $1) + 1, $2)
         on conflict (ring, account) do nothing",
        &params![ring, account],
    )?;
    Ok(())
}

/// Takes an agent out of a ring. Whose turn it is stays as it was.
pub fn leave(tx: &mut Tx<'_>, ring: RingId, account: UserId) -> Result<(), StoreError> {
    tx.execute("delete from ring_member where ring = $1 and account = $2", &params![ring, account])?;
    Ok(())
}

/// The members of a ring with their places, in order, from the one after a place; so many at most.
pub fn members(
    tx: &mut Tx<'_>,
    ring: RingId,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, UserId)>, StoreError> {
    tx.query(
        "select position, account from ring_member where ring = $1 and position > $2 order by position limit $3",
        &params![ring, after, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The same, of agents whose names or e-mails contain some words.
pub fn find_members(
    tx: &mut Tx<'_>,
    ring: RingId,
    words: &str,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, UserId)>, StoreError> {
    tx.query(
        "select m.position, m.account from ring_member m join account a on a.id = m.account
         where m.ring = $1 and m.position > $2
           and (lower(a.name) like $3 escape '!' or a.email like $3 escape '!')
         order by m.position limit $4",
        &params![ring, after, containing(words), limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Whose turn it is, able to take a chat or not.
pub fn next(tx: &mut Tx<'_>, ring: RingId) -> Result<Option<UserId>, StoreError> {
    let turn = position(tx, ring)?;
    let mut next = members(tx, ring, turn, 1)?;
    if next.is_empty() {
        next = members(tx, ring, i64::MIN, 1)?;
    }
    Ok(next.first().map(|(_, agent)| *agent))
}

/// Sets who stands at these places of a ring, which are taken by the same agents in another order. Whose turn it is stays.
pub fn rearrange(tx: &mut Tx<'_>, ring: RingId, places: &[(i64, UserId)]) -> Result<(), StoreError> {
    let next = next(tx, ring)?;
    for (place, _) in places {
        tx.execute("delete from ring_member where ring = $1 and position = $2", &params![ring, *place])?;
    }
    for (place, agent) in places {
        put(tx, ring, *place, *agent)?;
        if next == Some(*agent) {
            advance(tx, ring, place - 1)?;
        }
    }
    Ok(())
}

fn put(tx: &mut Tx<'_>, ring: RingId, place: i64, agent: UserId) -> Result<(), StoreError> {
    tx.execute(
        "insert into ring_member (ring, position, account) values ($1, $2, $3)",
        &params![ring, place, agent],
    )?;
    Ok(())
}

/// Sets who stands in a ring, in this order. The next turn is that of the first who stays, from the one whose turn it was.
pub fn set_members(tx: &mut Tx<'_>, ring: RingId, agents: &[UserId]) -> Result<(), StoreError> {
    let turn = position(tx, ring)?;
    let before = members(tx, ring, i64::MIN, u32::MAX)?;
    tx.execute("delete from ring_member where ring = $1", &params![ring])?;
    for (place, agent) in (1..).zip(agents) {
        put(tx, ring, place, *agent)?;
    }
    advance(tx, ring, places::turned(&before, turn, agents))
}

/// Where a ring stands: the place of the last agent who was offered a chat through it.
pub fn position(tx: &mut Tx<'_>, ring: RingId) -> Result<i64, StoreError> {
    Ok(standing(tx, ring)?.0)
}

/// Moves a ring (`ROUTE-2`).
pub fn advance(tx: &mut Tx<'_>, ring: RingId, position: i64) -> Result<(), StoreError> {
    tx.execute("update ring set position = $2 where id = $1", &params![ring, position])?;
    Ok(())
}

/// Where a ring stands, and in which order those of it are asked.
pub fn standing(tx: &mut Tx<'_>, ring: RingId) -> Result<(i64, RingOrder), StoreError> {
    let read = |row: &Row<'_>| {
        let order: Option<String> = row.get(1)?;
        Ok((row.get(0)?, order.and_then(|name| RingOrder::of_name(&name)).unwrap_or_default()))
    };
    let standing = tx.optional("select position, asked_by from ring where id = $1", &params![ring], read)?;
    Ok(standing.unwrap_or_default())
}

/// In which order those of a ring are asked.
pub fn order(tx: &mut Tx<'_>, ring: RingId) -> Result<RingOrder, StoreError> {
    Ok(standing(tx, ring)?.1)
}

/// Sets that.
pub fn set_order(tx: &mut Tx<'_>, ring: RingId, order: RingOrder) -> Result<(), StoreError> {
    tx.execute("update ring set asked_by = $2 where id = $1", &params![ring, order.name()])?;
    Ok(())
}

/// Notes that an agent took a chat, or had one ended.
pub fn chatted(tx: &mut Tx<'_>, agent: UserId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute("update account set chatted = $2 where id = $1", &params![agent, at])?;
    Ok(())
}

/// The next candidates of a ring with places above `after` and at most `upto`, in order, one page.
pub fn candidates(
    tx: &mut Tx<'_>,
    ring: RingId,
    after: i64,
    upto: i64,
    heard_since: Timestamp,
) -> Result<Vec<(i64, Candidate)>, StoreError> {
    let now = tx.now();
    tx.query(
        "select a.id, a.active, a.takes_chats, a.time_zone, a.schedule, a.chosen, a.chosen_at,
                exists (select 1 from lease l
                        where l.subject = a.id and l.heard > $4 and not l.left_on_purpose),
                (select count(*) from conversation c where c.holder = a.id)
                + (select count(*) from conversation c where c.offered_to = a.id),
                a.chat_limit, a.chatted, m.position
         from ring_member m join account a on a.id = m.account
         where m.ring = $1 and m.position > $2 and m.position <= $3
         order by m.position limit $5",
        &params![ring, after, upto, heard_since, PAGE],
        |row| Ok((row.get(11)?, candidate(row, now)?)),
    )
}

/// All agents who could be offered chats, as routing sees them.
pub fn on_hand(tx: &mut Tx<'_>, heard_since: Timestamp) -> Result<Vec<Candidate>, StoreError> {
    let now = tx.now();
    tx.query(
        "select a.id, a.active, a.takes_chats, a.time_zone, a.schedule, a.chosen, a.chosen_at,
                exists (select 1 from lease l
                        where l.subject = a.id and l.heard > $1 and not l.left_on_purpose),
                (select count(*) from conversation c where c.holder = a.id)
                + (select count(*) from conversation c where c.offered_to = a.id),
                a.chat_limit, a.chatted
         from account a where a.active and a.takes_chats",
        &params![heard_since],
        |row| candidate(row, now),
    )
}

/// One agent as routing sees them; read after locking the user, nothing in it can change before the commit.
pub fn find_candidate(
    tx: &mut Tx<'_>,
    agent: UserId,
    heard_since: Timestamp,
) -> Result<Option<Candidate>, StoreError> {
    let now = tx.now();
    tx.optional(
        "select a.id, a.active, a.takes_chats, a.time_zone, a.schedule, a.chosen, a.chosen_at,
                exists (select 1 from lease l
                        where l.subject = a.id and l.heard > $2 and not l.left_on_purpose),
                (select count(*) from conversation c where c.holder = a.id)
                + (select count(*) from conversation c where c.offered_to = a.id),
                a.chat_limit, a.chatted
         from account a where a.id = $1",
        &params![agent, heard_since],
        |row| candidate(row, now),
    )
}

/// How many chats and offers an agent may hold; `None` for as many as everybody.
pub fn limit(tx: &mut Tx<'_>, agent: UserId) -> Result<Option<u32>, StoreError> {
    Ok(tx
        .optional("select chat_limit from account where id = $1", &params![agent], |row| row.get(0))?
        .flatten())
}

/// Sets that.
pub fn set_limit(tx: &mut Tx<'_>, agent: UserId, limit: Option<u32>) -> Result<(), StoreError> {
    tx.execute("update account set chat_limit = $2 where id = $1", &params![agent, limit])?;
    Ok(())
}

fn candidate(row: &Row<'_>, now: Timestamp) -> Result<Candidate, StoreError> {
    Ok(Candidate {
        agent: row.get(0)?,
        active: row.get(1)?,
        may_take: row.get(2)?,
        available: availability(row, 3)?.is_available(now),
        reachable: row.get(7)?,
        held: row.get(8)?,
        limit: row.get(9)?,
        chatted: row.get(10)?,
    })
}
