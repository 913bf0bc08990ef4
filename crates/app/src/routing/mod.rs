//! Routing: finding an agent, and what the admin says of it: teams, custom rules, account routing.

pub mod account_upload;
pub mod accounts;
pub mod agents;
pub mod custom_rules;
pub mod decisions;
pub mod draft;
mod ground;
mod known;
pub mod missed;
pub mod queue;
pub mod replay;
pub mod ring_order;
pub(crate) mod route;
pub mod settings;
pub mod standing;
pub mod teams;
mod trial;
pub mod uses;
mod walk;
pub mod what_if;

pub use known::{Config, Known};

use frontdesk_domain::audit::Actor;
use frontdesk_domain::ids::RingId;
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::NAME_CHARS;
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_domain::text::clean;
use frontdesk_store::repo::{account, routing};
use frontdesk_store::{Lock, Tx};

use crate::{AppError, access};

/// Begins an act on what routing goes by. Such acts are done one after the other.
fn begin(tx: &mut Tx<'_>, actor: Option<Actor>, needed: Permission) -> Result<(), AppError> {
    begin_on(tx, actor, needed, |_| Ok(Vec::new()))
}

/// The same, on these rings too: nobody is offered a chat by them meanwhile.
fn begin_on(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    needed: Permission,
    rings: impl FnOnce(&mut Tx<'_>) -> Result<Vec<RingId>, AppError>,
) -> Result<(), AppError> {
    tx.lock(Lock::Publishing)?;
    let mut rings = rings(tx)?;
    rings.sort_unstable();
    for ring in rings {
        tx.lock(Lock::Ring(ring))?;
    }
    access::begin(tx, actor, needed)
}

/// Makes every node read the rules and settings again.
fn changed(tx: &mut Tx<'_>) -> Result<(), AppError> {
    let (_, settings) = routing::find(tx)?;
    Ok(routing::put(tx, &settings)?)
}

/// Whom live chat cards can route to (`STREAM-3`).
pub fn targets(tx: &mut Tx<'_>) -> Result<RouteTargets, AppError> {
    let agents = account::takers(tx)?.into_iter().collect();
    let teams = teams::all(tx)?.into_iter().map(|team| team.id).collect();
    Ok(RouteTargets { agents, teams })
}

/// A name as it is stored.
fn read_name(name: &str) -> Result<String, AppError> {
    Ok(clean(name, NAME_CHARS)?)
}
