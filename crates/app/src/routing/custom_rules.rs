//! Custom rules: criteria, order, and whom each sends visitors to (`ROUTE-4`). Each act leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, Change, listed, note, yes_or_no};
use frontdesk_domain::ids::{RuleId, TeamId, UserId};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::{RoutingRule, places};
use frontdesk_domain::targeting::Criteria;
use frontdesk_store::Tx;
use frontdesk_store::repo::{attribute, audit, ring, routing_rule, team};

use super::{begin, begin_on, changed, read_name, teams};
use crate::{AdminRefusal, AppError};

/// The most agents, and the most teams, that a rule names itself.
const MOST_NAMED: usize = 200;
/// The most agents in a rule's ring.
const MOST_IN_RING: u32 = 5_000;

/// A rule as it is wanted, or as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether routing goes by it.
    pub enabled: bool,
    /// Who qualifies; without criteria, everybody does.
    pub criteria: Option<Criteria>,
    /// Agents whom it sends visitors to.
    pub agents: Vec<UserId>,
    /// Teams whose members it sends visitors to.
    pub teams: Vec<TeamId>,
}

/// A rule, and whom it sends visitors to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The rule.
    pub rule: RoutingRule,
    /// Agents whom it names itself.
    pub agents: Vec<UserId>,
    /// Teams that it names.
    pub teams: Vec<TeamId>,
}

/// All rules, in the order in which they are gone through.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<RoutingRule>, AppError> {
    Ok(routing_rule::all(tx)?)
}

/// One rule.
pub fn one(tx: &mut Tx<'_>, id: RuleId) -> Result<Listed, AppError> {
    let rule = routing_rule::find(tx, id)?.ok_or(AppError::NotFound)?;
    let (agents, teams) = (routing_rule::agents(tx, id)?, routing_rule::teams(tx, id)?);
    Ok(Listed { rule, agents, teams })
}

/// Makes a rule; it comes after all others.
pub fn create(tx: &mut Tx<'_>, actor: Option<Actor>, wanted: &Wanted) -> Result<RuleId, AppError> {
    begin(tx, actor, Permission::ManageRules)?;
    let all = all(tx)?;
    if all.len() >= usize::try_from(routing_rule::MOST).unwrap_or(usize::MAX) {
        return Err(AppError::Invalid(format!("there are {} rules already", routing_rule::MOST)));
    }
    let id = RuleId::mint(tx.now(), tx.random());
    let priority = all.last().map_or(0, |last| last.priority) + 1;
    let rule = put(tx, &all, id, priority, wanted)?;
    let made = one(tx, id)?;
    let changes = told(tx, None, &made)?;
    audit::append(tx, actor, Act::RuleMade, &id.to_string(), &rule.name, &changes)?;
    Ok(id)
}

/// Changes a rule; its place among the others stays.
pub fn update(tx: &mut Tx<'_>, actor: Option<Actor>, id: RuleId, wanted: &Wanted) -> Result<(), AppError> {
    begin_on(tx, actor, Permission::ManageRules, |_| Ok(vec![id.into()]))?;
    let before = one(tx, id)?;
    let all = all(tx)?;
    let rule = put(tx, &all, id, before.rule.priority, wanted)?;
    let after = one(tx, id)?;
    let changes = told(tx, Some(&before), &after)?;
    if !changes.is_empty() {
        audit::append(tx, actor, Act::RuleChanged, &id.to_string(), &rule.name, &changes)?;
    }
    Ok(())
}

/// Puts a rule right after another, or before all.
pub fn put_after(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    id: RuleId,
    after: Option<RuleId>,
) -> Result<(), AppError> {
    begin(tx, actor, Permission::ManageRules)?;
    let before = all(tx)?;
    let at = before.iter().position(|rule| rule.id == id).ok_or(AppError::NotFound)?;
    let mut order = before.clone();
    let moved = order.remove(at);
    let to = match after {
        None => 0,
        Some(after) => order.iter().position(|rule| rule.id == after).ok_or(AppError::NotFound)? + 1,
    };
    let name = moved.name.clone();
    order.insert(to, moved);
    for (rule, priority) in order.iter().zip(1..).filter(|(rule, priority)| rule.priority != *priority) {
        routing_rule::set_priority(tx, rule.id, priority)?;
    }
    changed(tx)?;
    let mut changes = Vec::new();
    note(&mut changes, "place", Some((at + 1).to_string()), Some((to + 1).to_string()));
    if !changes.is_empty() {
        audit::append(tx, actor, Act::RuleMoved, &id.to_string(), &name, &changes)?;
    }
    Ok(())
}

/// Deletes a rule.
pub fn delete(tx: &mut Tx<'_>, actor: Option<Actor>, id: RuleId) -> Result<(), AppError> {
    begin_on(tx, actor, Permission::ManageRules, |_| Ok(vec![id.into()]))?;
    let before = routing_rule::find(tx, id)?.ok_or(AppError::NotFound)?;
    routing_rule::delete(tx, id)?;
    changed(tx)?;
    audit::append(tx, actor, Act::RuleDeleted, &id.to_string(), &before.name, &[])?;
    Ok(())
}

/// Keeps a rule's ring in line with the agents and teams it names: who is new comes last.
pub(super) fn settle(tx: &mut Tx<'_>, id: RuleId) -> Result<(), AppError> {
    routing_rule::prune(tx, id)?;
    for agent in routing_rule::missing(tx, id, MOST_IN_RING)? {
        ring::join(tx, id.into(), agent)?;
    }
    Ok(())
}

fn put(
    tx: &mut Tx<'_>,
    all: &[RoutingRule],
    id: RuleId,
    priority: u32,
    wanted: &Wanted,
) -> Result<RoutingRule, AppError> {
    let rule = read(tx, id, priority, wanted)?;
    if all.iter().any(|other| other.id != id && other.name.to_lowercase() == rule.name.to_lowercase()) {
        return Err(AdminRefusal::Taken(rule.name).into());
    }
    let Wanted { agents, teams, .. } = wanted;
    routing_rule::put(tx, &rule)?;
    routing_rule::set_targets(tx, id, agents, teams)?;
    settle(tx, id)?;
    arrange(tx, id, agents)?;
    changed(tx)?;
    Ok(rule)
}

/// Checks what a rule is wanted to be.
pub(super) fn read(
    tx: &mut Tx<'_>,
    id: RuleId,
    priority: u32,
    wanted: &Wanted,
) -> Result<RoutingRule, AppError> {
    let Wanted { name, description, enabled, criteria, agents, teams } = wanted;
    let (name, description) = (read_name(name)?, description.trim().to_owned());
    let rule = RoutingRule { id, name, description, priority, enabled: *enabled, criteria: criteria.clone() };
    rule.check(&attribute::catalogue(tx)?).map_err(|bad| AppError::Invalid(bad.to_string()))?;
    if agents.is_empty() && teams.is_empty() {
        return Err(AppError::Invalid("a rule sends visitors to at least one agent or team".to_owned()));
    }
    if agents.len() > MOST_NAMED || teams.len() > MOST_NAMED {
        return Err(AppError::Invalid(format!("a rule names at most {MOST_NAMED} agents and teams")));
    }
    teams::names(tx, agents)?;
    for team in teams {
        if team::find(tx, *team)?.is_none() {
            return Err(AppError::Invalid(format!("there is no team {team}")));
        }
    }
    Ok(rule)
}

/// Puts the agents whom a rule names itself first in its ring, in their order; those of its teams stand as they did.
fn arrange(tx: &mut Tx<'_>, id: RuleId, agents: &[UserId]) -> Result<(), AppError> {
    let standing = ring::members(tx, id.into(), i64::MIN, u32::MAX)?;
    let order = places::named_first(&standing, agents);
    if !order.iter().eq(standing.iter().map(|(_, agent)| agent)) {
        ring::set_members(tx, id.into(), &order)?;
    }
    Ok(())
}

/// What a rule is otherwise than before, as people read it.
fn told(tx: &mut Tx<'_>, before: Option<&Listed>, after: &Listed) -> Result<Vec<Change>, AppError> {
    let mut changes = Vec::new();
    let mut field = |name, of: fn(&RoutingRule) -> Option<String>| {
        note(&mut changes, name, before.and_then(|listed| of(&listed.rule)), of(&after.rule));
    };
    field("name", |rule| Some(rule.name.clone()));
    field("description", |rule| Some(rule.description.clone()).filter(|text| !text.is_empty()));
    field("enabled", |rule| Some(yes_or_no(rule.enabled)));
    field("criteria", |rule| rule.criteria.as_ref().map(ToString::to_string));
    let mut targets = |listed: Option<&Listed>| -> Result<_, AppError> {
        let Some(Listed { agents, teams, .. }) = listed else { return Ok((None, None)) };
        let mut names = Vec::with_capacity(teams.len());
        for team in teams {
            names.extend(team::find(tx, *team)?.map(|team| team.name));
        }
        Ok((self::listed(teams::names(tx, agents)?), self::listed(names)))
    };
    let (agents_before, teams_before) = targets(before)?;
    let (agents, teams) = targets(Some(after))?;
    note(&mut changes, "agents", agents_before, agents);
    note(&mut changes, "teams", teams_before, teams);
    Ok(changes)
}
