//! In which order the agents of a ring are asked: the general ring, a team's, a rule's.

use frontdesk_domain::audit::{Act, Actor, note};
use frontdesk_domain::ids::{RingId, RuleId, TeamId};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::{GENERAL_RING, RingOrder};
use frontdesk_store::Tx;
use frontdesk_store::repo::{audit, ring, routing_rule, team};

use super::begin_on;
use crate::AppError;

/// The order of a ring.
pub fn find(tx: &mut Tx<'_>, ring: RingId) -> Result<RingOrder, AppError> {
    name(tx, ring)?;
    Ok(ring::order(tx, ring)?)
}

/// Sets it; the next offer goes by it.
pub fn set(tx: &mut Tx<'_>, actor: Option<Actor>, ring: RingId, order: RingOrder) -> Result<(), AppError> {
    begin_on(tx, actor, Permission::ManageAgents, |_| Ok(vec![ring]))?;
    let name = name(tx, ring)?;
    let before = ring::order(tx, ring)?;
    let mut changes = Vec::new();
    note(&mut changes, "order", Some(before.name().to_owned()), Some(order.name().to_owned()));
    if !changes.is_empty() {
        ring::set_order(tx, ring, order)?;
        audit::append(tx, actor, Act::RingOrderChanged, &ring.0.to_string(), &name, &changes)?;
    }
    Ok(())
}

/// What a ring is called: the name of its team or rule, none for the general one.
fn name(tx: &mut Tx<'_>, ring: RingId) -> Result<String, AppError> {
    if ring == GENERAL_RING {
        return Ok(String::new());
    }
    if let Some(team) = team::find(tx, TeamId(ring.0))? {
        return Ok(team.name);
    }
    Ok(routing_rule::find(tx, RuleId(ring.0))?.ok_or(AppError::NotFound)?.name)
}
