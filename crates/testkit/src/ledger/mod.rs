//! The ledger: what was promised to whom, and whether a log keeps the rules. Pure data, for every test that puts the
//! record under stress: it is told of commands, acknowledgements and entries, and answers with the first [`Breach`].
//!
//! [`LogWalk`] is a second reading of product.md, written apart from `domain`: it does not fold with the production
//! state machine, so that a bug there can't hide itself.

mod offers;
mod place;
mod promises;
mod queue;
mod silence;
mod walk;

use jiff::{SignedDuration, Timestamp};

pub use self::place::{Hold, Place, Search, Standing};
pub use self::promises::{By, Ledger};
pub use self::walk::LogWalk;

/// A rule that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// A rule of product.md, or an oracle of the yardsticks.
    pub rule: &'static str,
    /// What happened.
    pub what: String,
}

impl Breach {
    /// A broken rule.
    pub fn new(rule: &'static str, what: impl Into<String>) -> Self {
        Self { rule, what: what.into() }
    }
}

fn hold_to(rule: &'static str, holds: bool, what: impl FnOnce() -> String) -> Result<(), Breach> {
    if holds { Ok(()) } else { Err(Breach::new(rule, what())) }
}

/// An instant after another.
pub fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}
