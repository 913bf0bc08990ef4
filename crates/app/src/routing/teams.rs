//! Teams: who is in them, and in which order (`ROUTE-5`). Each act leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, listed, note};
use frontdesk_domain::ids::{RingId, TeamId, UserId};
use frontdesk_domain::permission::Permission;
use frontdesk_store::Tx;
use frontdesk_store::repo::team::{self, Team};
use frontdesk_store::repo::{account, audit, ring, routing_rule};

use super::{begin, begin_on, custom_rules, read_name};
use crate::{AdminRefusal, AppError};

/// The most teams there may be.
pub const MOST: u32 = 500;
/// The most members of a team.
pub const MOST_MEMBERS: usize = 500;

/// All teams, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Team>, AppError> {
    Ok(team::all(tx, MOST)?)
}

/// The members of a team, in the order of its ring.
pub fn members(tx: &mut Tx<'_>, id: TeamId) -> Result<Vec<UserId>, AppError> {
    let most = u32::try_from(MOST_MEMBERS).unwrap_or(u32::MAX);
    Ok(ring::members(tx, id.into(), i64::MIN, most)?.into_iter().map(|(_, agent)| agent).collect())
}

/// Makes a team of these agents, in this order.
pub fn create(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    name: &str,
    agents: &[UserId],
) -> Result<TeamId, AppError> {
    begin(tx, actor, Permission::ManageTeams)?;
    let all = all(tx)?;
    if all.len() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
        return Err(AppError::Invalid(format!("there are {MOST} teams already")));
    }
    let id = TeamId::mint(tx.now(), tx.random());
    let name = free(&all, id, name)?;
    team::put(tx, id, &name)?;
    let names = set_members(tx, id, agents)?;
    let mut changes = Vec::new();
    note(&mut changes, "agents", None, listed(names));
    audit::append(tx, actor, Act::TeamMade, &id.to_string(), &name, &changes)?;
    Ok(id)
}

/// Calls a team something else and sets who is in it, in this order. Who stays keeps their turn.
pub fn update(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    id: TeamId,
    name: &str,
    agents: &[UserId],
) -> Result<(), AppError> {
    begin_on(tx, actor, Permission::ManageTeams, |tx| rings_of(tx, id))?;
    let before = team::find(tx, id)?.ok_or(AppError::NotFound)?;
    let name = free(&all(tx)?, id, name)?;
    team::put(tx, id, &name)?;
    let were = members(tx, id)?;
    let were = names(tx, &were)?;
    let are = set_members(tx, id, agents)?;
    for rule in routing_rule::naming(tx, id)? {
        custom_rules::settle(tx, rule)?;
    }
    let mut changes = Vec::new();
    note(&mut changes, "name", Some(before.name), Some(name.clone()));
    note(&mut changes, "agents", listed(were), listed(are));
    if !changes.is_empty() {
        audit::append(tx, actor, Act::TeamChanged, &id.to_string(), &name, &changes)?;
    }
    Ok(())
}

/// Deletes a team. Rules lose it; cards that route to it fall back (`ROUTE-9`).
pub fn delete(tx: &mut Tx<'_>, actor: Option<Actor>, id: TeamId) -> Result<(), AppError> {
    begin_on(tx, actor, Permission::ManageTeams, |tx| rings_of(tx, id))?;
    let before = team::find(tx, id)?.ok_or(AppError::NotFound)?;
    let rules = routing_rule::naming(tx, id)?;
    team::delete(tx, id)?;
    for rule in rules {
        custom_rules::settle(tx, rule)?;
    }
    audit::append(tx, actor, Act::TeamDeleted, &id.to_string(), &before.name, &[])?;
    Ok(())
}

/// The team's ring, and those of the rules that name it.
fn rings_of(tx: &mut Tx<'_>, id: TeamId) -> Result<Vec<RingId>, AppError> {
    let rules = routing_rule::naming(tx, id)?.into_iter().map(RingId::from);
    Ok(rules.chain([id.into()]).collect())
}

/// The name as it is stored, if no other team has it.
fn free(all: &[Team], id: TeamId, name: &str) -> Result<String, AppError> {
    let name = read_name(name)?;
    if all.iter().any(|other| other.id != id && other.name.to_lowercase() == name.to_lowercase()) {
        return Err(AdminRefusal::Taken(name).into());
    }
    Ok(name)
}

/// Sets who stands in a team's ring, in this order; returns their names.
fn set_members(tx: &mut Tx<'_>, id: TeamId, agents: &[UserId]) -> Result<Vec<String>, AppError> {
    if agents.len() > MOST_MEMBERS {
        return Err(AppError::Invalid(format!("a team has at most {MOST_MEMBERS} agents")));
    }
    let found = names(tx, agents)?;
    ring::set_members(tx, id.into(), agents)?;
    Ok(found)
}

/// The names of users; one who does not exist is refused.
pub(super) fn names(tx: &mut Tx<'_>, users: &[UserId]) -> Result<Vec<String>, AppError> {
    let mut names = Vec::with_capacity(users.len());
    for user in users {
        let found = account::find(tx, *user)?;
        names.push(found.ok_or_else(|| AppError::Invalid(format!("there is no agent {user}")))?.name);
    }
    Ok(names)
}
