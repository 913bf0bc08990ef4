//! How many agents a live chat card would find now: what the designer tells beside the card.

use std::collections::BTreeSet;

use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::{RingId, UserId};
use frontdesk_domain::routing::{GENERAL_RING, Verdict, consider};
use frontdesk_domain::stream::Route;
use frontdesk_store::Tx;
use frontdesk_store::repo::{ring, routing_rule};

use crate::{AppError, Rules};

/// So many agents of a ring are looked at.
const MOST: u32 = 1000;

/// How the agents of a route stand now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many of them can be offered a chat (`ROUTE-6`).
    pub able: u32,
    /// How many there are; at most a thousand of each ring.
    pub all: u32,
}

/// How the agents of a route stand now; by custom rules all that some enabled rule leads to.
pub fn of_route(tx: &mut Tx<'_>, rules: &Rules, route: Route) -> Result<Standing, AppError> {
    let agents = match route {
        Route::RoundRobin => members(tx, GENERAL_RING)?,
        Route::Team(team) => members(tx, team.into())?,
        Route::Agent(agent) => BTreeSet::from([agent]),
        Route::Rules => {
            let mut agents = BTreeSet::new();
            for rule in routing_rule::all(tx)?.into_iter().filter(|rule| rule.enabled) {
                agents.append(&mut members(tx, rule.id.into())?);
            }
            agents
        }
    };
    let since = rules.reachable_since(tx.now());
    let mut standing = Standing::default();
    for agent in agents {
        let Some(candidate) = ring::find_candidate(tx, agent, since)? else { continue };
        standing.all += 1;
        if consider(&candidate, &Conversation::default(), &rules.limits) == Verdict::Offered {
            standing.able += 1;
        }
    }
    Ok(standing)
}

fn members(tx: &mut Tx<'_>, ring: RingId) -> Result<BTreeSet<UserId>, AppError> {
    Ok(ring::members(tx, ring, i64::MIN, MOST)?.into_iter().map(|(_, agent)| agent).collect())
}
