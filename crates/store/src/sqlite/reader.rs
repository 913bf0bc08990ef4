//! The threads that read from SQLite, each on a connection of its own and on one snapshot per function. A snapshot
//! that is held for long keeps the write-ahead log from being emptied, hence the limit.

use std::sync::Arc;
use std::time::Duration;

use super::Sqlite;
use crate::error::StoreError;
use crate::job::{Ended, Job};
use crate::queue::{Queue, Serving};
use crate::store::Clock;
use crate::tx::{Backend, Tx};

/// How long a function may read.
pub(crate) const LONGEST_READ: Duration = Duration::from_secs(5);

/// All that a reader's thread owns.
pub(crate) struct Reader {
    pub sqlite: Sqlite,
    pub queue: Arc<Queue>,
    pub clock: Arc<dyn Clock>,
}

impl Reader {
    /// Serves the queue until it is closed and empty.
    pub fn run(self) {
        let _serving = Serving(&self.queue);
        let mut one = Vec::with_capacity(1);
        while self.queue.take(1, &mut one) {
            for mut job in one.drain(..) {
                if !job.is_abandoned() {
                    if let Err(error) = self.read(job.as_mut()) {
                        job.fail(error);
                    }
                    job.answer();
                }
            }
        }
    }

    fn read(&self, job: &mut dyn Job) -> Result<(), StoreError> {
        self.sqlite.run("BEGIN")?;
        self.sqlite.limit(Some(LONGEST_READ));
        let mut tx = Tx::new(Backend::Sqlite(&self.sqlite), true, self.clock.now(), job.seed());
        let ended = job.run(&mut tx);
        let doom = tx.finish().doom;
        self.sqlite.limit(None);
        self.sqlite.undo();
        match (ended, doom) {
            (Ended::Well, Some(doom)) => Err(doom),
            _ => Ok(()),
        }
    }
}
