//! The thread that moves what is committed from the write-ahead log into the database file, so that neither the writer
//! nor a reader ever has to.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Sqlite;
use crate::error::StoreError;
use crate::figures::Commits;

/// How often the log's size is looked at.
const TICK: Duration = Duration::from_millis(100);
/// A checkpoint is due this long after the last one ...
const EVERY: Duration = Duration::from_secs(1);
/// ... or when the log's file has grown by so many bytes.
const GROWTH: u64 = 16 << 20;
/// With so many pages in the log, the writer is held up for a moment to begin it anew: under steady load that never
/// happens by itself. The file keeps its size, for it is cheaper to overwrite than to grow.
const LARGE: i64 = 16_384;
/// A file of this size, grown while a reader or a copy of the file held the log, is cut.
const HUGE: u64 = 1 << 30;

/// Tells the checkpointer to stop.
#[derive(Default)]
pub(crate) struct Stop {
    stopped: Mutex<bool>,
    told: Condvar,
}

impl Stop {
    /// Stops it.
    pub fn now(&self) {
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.told.notify_all();
    }

    /// Waits for a tick; true when told to stop.
    fn wait(&self) -> bool {
        let stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.told.wait_timeout_while(stopped, TICK, |stopped| !*stopped);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// All that the checkpointer's thread owns.
pub(crate) struct Checkpointer {
    pub sqlite: Sqlite,
    pub log: PathBuf,
    pub commits: Arc<Commits>,
    pub stop: Arc<Stop>,
}

impl Checkpointer {
    /// Works until it is told to stop, then empties the log for good.
    pub fn run(self) {
        let (mut seen, mut size, mut last) = (0, 0, Instant::now());
        while !self.stop.wait() {
            let commits = self.commits.count();
            let grown = self.size();
            if commits == seen || (last.elapsed() < EVERY && grown.saturating_sub(size) < GROWTH) {
                continue;
            }
            let pages = self.checkpoint("pragma wal_checkpoint(passive)");
            if grown > HUGE {
                self.checkpoint("pragma wal_checkpoint(truncate)");
            } else if pages > LARGE {
                self.checkpoint("pragma wal_checkpoint(restart)");
            }
            (seen, size, last) = (commits, self.size(), Instant::now());
        }
        self.checkpoint("pragma wal_checkpoint(truncate)");
    }

    /// Runs a checkpoint; the number of pages in the log.
    fn checkpoint(&self, pragma: &str) -> i64 {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let done: Result<(i64, i64), _> = self.sqlite.connection.query_row(pragma, [], read);
        match done.map_err(StoreError::from) {
            Ok((busy, pages)) => {
                if busy != 0 {
                    tracing::debug!(pragma, "the checkpoint was held up by a reader");
                }
                pages
            }
            Err(StoreError::Busy) => 0,
            Err(error) => {
                tracing::error!(%error, pragma, "the checkpoint failed");
                0
            }
        }
    }

    fn size(&self) -> u64 {
        std::fs::metadata(&self.log).map_or(0, |file| file.len())
    }
}
