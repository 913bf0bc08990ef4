//! Teams. The members of a team are those of its ring.

use frontdesk_domain::ids::{TeamId, UserId};

use super::ring;
use crate::{Row, StoreError, Tx, params};

/// A team as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The team, and its ring.
    pub id: TeamId,
    /// Its name, unlike all others.
    pub name: String,
    /// How many agents are in it.
    pub members: u64,
}

fn team(row: &Row<'_>) -> Result<Team, StoreError> {
    Ok(Team { id: row.get(0)?, name: row.get(1)?, members: row.get(2)? })
}

/// All teams, by name; so many at most.
pub fn all(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Team>, StoreError> {
    tx.query(
        "select t.id, t.name, (select count(*) from ring_member m where m.ring = t.id)
         from team t order by t.name limit $1",
        &params![limit],
        team,
    )
}

/// Finds a team.
pub fn find(tx: &mut Tx<'_>, id: TeamId) -> Result<Option<Team>, StoreError> {
    tx.optional(
        "select t.id, t.name, (select count(*) from ring_member m where m.ring = t.id)
         from team t where t.id = $1",
        &params![id],
        team,
    )
}

/// Makes a team and its empty ring, or calls it something else.
pub fn put(tx: &mut Tx<'_>, id: TeamId, name: &str) -> Result<(), StoreError> {
    ring::ensure(tx, id.into())?;
    tx.execute(
        "insert into team (id, name) values ($1, $2) on conflict (id) do update set name = excluded.name",
        &params![id, name],
    )?;
    Ok(())
}

/// Deletes a team and its ring; it is taken out of all rules.
pub fn delete(tx: &mut Tx<'_>, id: TeamId) -> Result<(), StoreError> {
    tx.execute("delete from routing_rule_team where team = $1", &params![id])?;
    tx.execute("delete from team where id = $1", &params![id])?;
    ring::delete(tx, id.into())
}

/// The teams of an agent, by name.
pub fn of_agent(tx: &mut Tx<'_>, agent: UserId) -> Result<Vec<Team>, StoreError> {
    tx.query(
        "select t.id, t.name, (select count(*) from ring_member m where m.ring = t.id)
         from team t join ring_member mine on mine.ring = t.id and mine.account = $1 order by t.name",
        &params![agent],
        team,
    )
}
