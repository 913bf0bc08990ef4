//! The published dialogues that a node has read, so that a page view need not read them all.

use std::sync::{Arc, PoisonError, RwLock};

use frontdesk_store::Tx;
use frontdesk_store::repo::dialogue::{self, Switch};
use uuid::Uuid;

use crate::AppError;

/// All published dialogues, of one version.
#[derive(Debug)]
pub struct Published {
    version: Uuid,
    /// The first in priority first (`TARGET-4`).
    pub dialogues: Vec<dialogue::Published>,
    /// Whether one of them waits for time to pass (`TARGET-3`).
    timed: bool,
}

/// What was read last. Each page view compares its version with the record's, in its own transaction: what is remembered
/// is never followed when it is of yesterday.
#[derive(Debug, Default)]
pub struct Known(RwLock<Option<Arc<Published>>>);

impl Known {
    /// The dialogues that pages may show, as the transaction sees them; `None` while all are hidden (`TARGET-8`).
    pub fn read(&self, tx: &mut Tx<'_>) -> Result<Option<Arc<Published>>, AppError> {
        let Switch { hidden, version } = dialogue::switch(tx)?;
        if hidden {
            return Ok(None);
        }
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.version == version) {
            return Ok(Some(known));
        }
        let dialogues = dialogue::published(tx)?;
        let timed = dialogues.iter().any(|one| one.audience.events.are_timed());
        let read = Arc::new(Published { version, dialogues, timed });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&read));
        Ok(Some(read))
    }

    /// Whether one of those that were read last waits for time to pass.
    pub fn are_timed(&self) -> bool {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().is_some_and(|known| known.timed)
    }
}
