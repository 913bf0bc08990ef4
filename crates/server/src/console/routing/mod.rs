//! The calls about routing: agents and their ring, teams, custom rules, account routing, fallback.

pub(crate) mod account_file;
pub(crate) mod accounts;
pub(crate) mod agents;
pub(crate) mod decisions;
pub(crate) mod missed;
pub(crate) mod replay;
pub(crate) mod rings;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod teams;
mod told;
pub(crate) mod what_if;

use std::str::FromStr;

use frontdesk_app::AppError;
use frontdesk_app::routing::agents::named;
use frontdesk_domain::ids::UserId;
use frontdesk_protocol::routing::AgentRef;
use frontdesk_store::Tx;

use crate::refusal::Failure;

/// An id in a path; what is none does not exist.
fn id<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| AppError::NotFound.into())
}

/// Agents where they are named.
fn refs(tx: &mut Tx<'_>, users: &[UserId]) -> Result<Vec<AgentRef>, AppError> {
    let named = named(tx, users)?.into_iter();
    Ok(named.map(|(id, name, takes_chats)| AgentRef { id: id.0, name, takes_chats }).collect())
}
