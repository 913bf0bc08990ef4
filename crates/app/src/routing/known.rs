//! What a node remembers of the rules and settings, so that a decision need not read them all.

use std::sync::{Arc, PoisonError, RwLock};

use frontdesk_domain::routing::{RoutingRule, Settings};
use frontdesk_store::Tx;
use frontdesk_store::repo::{routing, routing_rule};
use uuid::Uuid;

use crate::AppError;

/// The rules and settings of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Which one.
    pub version: Uuid,
    /// What the admin says of routing as a whole.
    pub settings: Settings,
    /// All rules, in the order in which they are gone through (`ROUTE-4`).
    pub rules: Vec<RoutingRule>,
}

/// The configuration that was read last. Each decision compares its version with the record's, in its own transaction: what
/// is remembered is never followed when it is of yesterday.
#[derive(Debug, Default)]
pub struct Known(RwLock<Arc<Config>>);

impl Known {
    /// The configuration as the transaction sees it.
    pub fn read(&self, tx: &mut Tx<'_>) -> Result<Arc<Config>, AppError> {
        let version = routing::version(tx)?;
        let known = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        if known.version == version {
            return Ok(known);
        }
        let (version, settings) = routing::find(tx)?;
        let rules = routing_rule::all(tx)?;
        let read = Arc::new(Config { version, settings, rules });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&read);
        Ok(read)
    }
}
