//! Rings of agents, and agents as routing sees them.

use frontdesk_domain::ids::{RingId, UserId};
use frontdesk_domain::routing::Candidate;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Row, StoreError, Tx, params};

/// The general ring (`ROUTE-2`).
pub const GENERAL: RingId = RingId(Uuid::from_u128(1));
/// How many candidates are read at once.
const PAGE: u32 = 32;

/// Makes the general ring where there is none.
pub fn ensure_general(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(
        "insert into ring (id, position) values ($1, 0) on conflict (id) do nothing",
        &params![GENERAL],
    )?;
    Ok(())
}

/// Puts an agent at the end of a ring.
pub fn join(tx: &mut Tx<'_>, ring: RingId, account: UserId) -> Result<(), StoreError> {
    tx.execute(
        "insert into ring_member (ring, position, account)
         values ($1, (select coalesce(max(position), 0) + 1 from ring_member where ring = $1), $2)
         on conflict (ring, account) do nothing",
        &params![ring, account],
    )?;
    Ok(())
}

/// Where a ring stands: the place of the last agent who was offered a chat through it.
pub fn position(tx: &mut Tx<'_>, ring: RingId) -> Result<i64, StoreError> {
    Ok(tx.optional("select position from ring where id = $1", &params![ring], |row| row.get(0))?.unwrap_or(0))
}

/// Moves a ring (`ROUTE-2`).
pub fn advance(tx: &mut Tx<'_>, ring: RingId, position: i64) -> Result<(), StoreError> {
    tx.execute("update ring set position = $2 where id = $1", &params![ring, position])?;
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
    tx.query(
        "select a.id, a.active, a.takes_chats, a.available,
                exists (select 1 from lease l
                        where l.subject = a.id and l.heard > $4 and not l.left_on_purpose),
                (select count(*) from conversation c where c.holder = a.id)
                + (select count(*) from conversation c where c.offered_to = a.id),
                m.position
         from ring_member m join account a on a.id = m.account
         where m.ring = $1 and m.position > $2 and m.position <= $3
         order by m.position limit $5",
        &params![ring, after, upto, heard_since, PAGE],
        |row| Ok((row.get(6)?, candidate(row)?)),
    )
}

/// One agent as routing sees them; read after locking the user, nothing in it can change before the commit.
pub fn find_candidate(
    tx: &mut Tx<'_>,
    agent: UserId,
    heard_since: Timestamp,
) -> Result<Option<Candidate>, StoreError> {
    tx.optional(
        "select a.id, a.active, a.takes_chats, a.available,
                exists (select 1 from lease l
                        where l.subject = a.id and l.heard > $2 and not l.left_on_purpose),
                (select count(*) from conversation c where c.holder = a.id)
                + (select count(*) from conversation c where c.offered_to = a.id)
         from account a where a.id = $1",
        &params![agent, heard_since],
        candidate,
    )
}

fn candidate(row: &Row<'_>) -> Result<Candidate, StoreError> {
    Ok(Candidate {
        agent: row.get(0)?,
        active: row.get(1)?,
        may_take: row.get(2)?,
        available: row.get(3)?,
        reachable: row.get(4)?,
        held: row.get(5)?,
    })
}
