//! Custom rules of routing, and whom each sends visitors to.

use frontdesk_domain::ids::{RuleId, TeamId, UserId};
use frontdesk_domain::routing::RoutingRule;

use super::ring;
use crate::{Row, StoreError, Tx, Value, params};

/// The most rules there may be.
pub const MOST: u32 = 1_000;

fn rule(row: &Row<'_>) -> Result<RoutingRule, StoreError> {
    let for_everybody: bool = row.get(5)?;
    Ok(RoutingRule {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        priority: row.get(3)?,
        enabled: row.get(4)?,
        criteria: if for_everybody { None } else { Some(row.json(6)?) },
    })
}

/// All rules, in the order in which they are gone through (`ROUTE-4`). There are at most [`MOST`].
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<RoutingRule>, StoreError> {
    tx.query(
        "select id, name, description, priority, enabled, criteria is null, criteria from routing_rule order by priority, id limit $1",
        &params![MOST],
        rule,
    )
}

/// Finds a rule.
pub fn find(tx: &mut Tx<'_>, id: RuleId) -> Result<Option<RoutingRule>, StoreError> {
    tx.optional(
        "select id, name, description, priority, enabled, criteria is null, criteria from routing_rule where id = $1",
        &params![id],
        rule,
    )
}

/// Makes a rule and its empty ring, or changes it.
pub fn put(tx: &mut Tx<'_>, rule: &RoutingRule) -> Result<(), StoreError> {
    ring::ensure(tx, rule.id.into())?;
    let criteria = rule.criteria.as_ref().map(Value::json).transpose()?;
    tx.execute(
        "insert into routing_rule (id, name, description, priority, enabled, criteria)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set name = excluded.name, description = excluded.description,
             priority = excluded.priority, enabled = excluded.enabled, criteria = excluded.criteria",
        &params![
            rule.id,
            rule.name.as_str(),
            rule.description.as_str(),
            rule.priority,
            rule.enabled,
            criteria
        ],
    )?;
    Ok(())
}

/// Changes only a rule's place among the others.
pub fn set_priority(tx: &mut Tx<'_>, id: RuleId, priority: u32) -> Result<(), StoreError> {
    tx.execute("update routing_rule set priority = $2 where id = $1", &params![id, priority])?;
    Ok(())
}

/// Deletes a rule and its ring.
pub fn delete(tx: &mut Tx<'_>, id: RuleId) -> Result<(), StoreError> {
    tx.execute("delete from routing_rule_agent where rule = $1", &params![id])?;
    tx.execute("delete from routing_rule_team where rule = $1", &params![id])?;
    tx.execute("delete from routing_rule where id = $1", &params![id])?;
    ring::delete(tx, id.into())
}

/// Sets whom a rule sends visitors to; its ring is for the caller.
pub fn set_targets(
    tx: &mut Tx<'_>,
    id: RuleId,
    agents: &[UserId],
    teams: &[TeamId],
) -> Result<(), StoreError> {
    tx.execute("delete from routing_rule_agent where rule = $1", &params![id])?;
    tx.execute("delete from routing_rule_team where rule = $1", &params![id])?;
    for (place, agent) in (1_i64..).zip(agents) {
        tx.execute(
            "insert into routing_rule_agent (rule, account, place) values ($1, $2, $3) on conflict do nothing",
            &params![id, *agent, place],
        )?;
    }
    for (place, team) in (1_i64..).zip(teams) {
        tx.execute(
            "insert into routing_rule_team (rule, team, place) values ($1, $2, $3) on conflict do nothing",
            &params![id, *team, place],
        )?;
    }
    Ok(())
}

/// The agents that a rule names itself.
pub fn agents(tx: &mut Tx<'_>, id: RuleId) -> Result<Vec<UserId>, StoreError> {
    tx.query("select account from routing_rule_agent where rule = $1 order by place", &params![id], |row| {
        row.get(0)
    })
}

/// The teams that a rule names.
pub fn teams(tx: &mut Tx<'_>, id: RuleId) -> Result<Vec<TeamId>, StoreError> {
    tx.query("select team from routing_rule_team where rule = $1 order by place", &params![id], |row| {
        row.get(0)
    })
}

/// The rules that name a team.
pub fn naming(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<RuleId>, StoreError> {
    tx.query("select rule from routing_rule_team where team = $1 order by rule", &params![team], |row| {
        row.get(0)
    })
}

/// The rules that name an agent themselves.
pub fn naming_agent(tx: &mut Tx<'_>, agent: UserId) -> Result<Vec<RuleId>, StoreError> {
    tx.query("select rule from routing_rule_agent where account = $1 order by rule", &params![agent], |row| {
        row.get(0)
    })
}

/// Those whom a rule sends visitors to and who do not stand in its ring yet: the agents it names, then its teams'
/// members, in their order.
pub fn missing(tx: &mut Tx<'_>, id: RuleId, limit: u32) -> Result<Vec<UserId>, StoreError> {
    tx.query(
        "select w.account from (
             select a.account, 0 as team, a.place from routing_rule_agent a where a.rule = $1
             union all
             select m.account, t.place, m.position from routing_rule_team t join ring_member m on m.ring = t.team
             where t.rule = $1
         ) w
         where not exists (select 1 from ring_member r where r.ring = $1 and r.account = w.account)
         group by w.account order by min(w.team * 1000000000 + w.place), w.account limit $2",
        &params![id, limit],
        |row| row.get(0),
    )
}

/// Takes those out of a rule's ring whom it no longer sends visitors to.
pub fn prune(tx: &mut Tx<'_>, id: RuleId) -> Result<(), StoreError> {
    tx.execute(
        "delete from ring_member where ring = $1
         and not exists (select 1 from routing_rule_agent a
                         where a.rule = $1 and a.account = ring_member.account)
         and not exists (select 1 from routing_rule_team t join ring_member m on m.ring = t.team
                         where t.rule = $1 and m.account = ring_member.account)",
        &params![id],
    )?;
    Ok(())
}
