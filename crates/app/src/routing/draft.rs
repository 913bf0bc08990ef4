//! A draft of the custom rules: in another order, on or off, changed, new, or without some (`ROUTE-12`).

use std::collections::BTreeMap;

use frontdesk_domain::ids::{RingId, RuleId, UserId};
use frontdesk_domain::routing::{RingOrder, places};
use frontdesk_store::Tx;
use frontdesk_store::repo::{ring, routing_rule};

use super::Config;
use super::custom_rules::{self, Wanted};
use crate::AppError;

/// A rule of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// Which; `None` for one that there is not yet.
    pub rule: Option<RuleId>,
    /// Whether it would be gone through.
    pub enabled: bool,
    /// What it would be otherwise; whether it is enabled there counts for nothing.
    pub wanted: Option<Wanted>,
}

/// A ring as a trial sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ring {
    /// Its members with their places, in order.
    pub members: Vec<(i64, UserId)>,
    /// Where it stands: the place of the last agent who was offered a chat through it.
    pub position: i64,
    /// In which order they are asked.
    pub order: RingOrder,
}

impl Ring {
    /// A ring as it is.
    pub fn read(tx: &mut Tx<'_>, ring: RingId) -> Result<Self, AppError> {
        let members = ring::members(tx, ring, i64::MIN, u32::MAX)?;
        let (position, order) = ring::standing(tx, ring)?;
        Ok(Self { members, position, order })
    }

    /// A rule's ring, were its rule to name these agents and teams.
    fn of_rule(tx: &mut Tx<'_>, ring: RingId, wanted: &Wanted) -> Result<Self, AppError> {
        let Self { members, position, order } = Self::read(tx, ring)?;
        let mut all = wanted.agents.clone();
        for team in &wanted.teams {
            let of_team = ring::members(tx, (*team).into(), i64::MIN, u32::MAX)?;
            all.extend(of_team.into_iter().map(|(_, agent)| agent));
        }
        let settled = places::settled(&members, &all);
        let named = places::named_first(&settled, &wanted.agents);
        if named.iter().eq(settled.iter().map(|(_, agent)| agent)) {
            return Ok(Self { members: settled, position, order });
        }
        let position = places::turned(&settled, position, &named);
        Ok(Self { members: (1..).zip(named).collect(), position, order })
    }
}

/// What routing would go by.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Rules and settings.
    pub config: Config,
    /// The rings of changed and new rules.
    pub rings: BTreeMap<RingId, Ring>,
}

impl Draft {
    /// The configuration with the rules of a draft, in their order: those that it leaves out would be deleted.
    pub fn read(tx: &mut Tx<'_>, live: &Config, rules: &[Drafted]) -> Result<Self, AppError> {
        if rules.len() > usize::try_from(routing_rule::MOST).unwrap_or(usize::MAX) {
            return Err(AppError::Invalid(format!("there can be {} rules", routing_rule::MOST)));
        }
        let mut left: BTreeMap<RuleId, _> = live.rules.iter().map(|rule| (rule.id, rule)).collect();
        let mut draft = Self { config: Config { rules: Vec::new(), ..live.clone() }, ..Self::default() };
        for (priority, Drafted { rule, enabled, wanted }) in (1..).zip(rules) {
            let found = match rule {
                None => None,
                Some(id) => Some(left.remove(id).ok_or_else(|| {
                    AppError::Invalid(format!("there is no rule {id}, or it is there twice"))
                })?),
            };
            let mut drafted = match (found, wanted) {
                (Some(found), None) => found.clone(),
                (None, None) => {
                    return Err(AppError::Invalid("a new rule says what it would be".to_owned()));
                }
                (found, Some(wanted)) => {
                    let id = found.map_or_else(|| RuleId::mint(tx.now(), tx.random()), |rule| rule.id);
                    let rule = custom_rules::read(tx, id, priority, wanted)?;
                    draft.rings.insert(id.into(), Ring::of_rule(tx, id.into(), wanted)?);
                    rule
                }
            };
            (drafted.priority, drafted.enabled) = (priority, *enabled);
            draft.config.rules.push(drafted);
        }
        Ok(draft)
    }
}
