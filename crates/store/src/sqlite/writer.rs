//! The one thread that writes to SQLite: it takes all functions that wait, runs one after the other, and makes them
//! durable by one commit. A savepoint around each would cost a copy of every page it touches, for a case that is rare (a
//! function that fails after it has written): then the batch is run again, with savepoints. Under load a commit carries many functions; without load, a function waits for nobody.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::{Role, Sqlite};
use crate::error::StoreError;
use crate::figures::Commits;
use crate::job::{Ended, Job};
use crate::queue::{Queue, Serving};
use crate::store::{Clock, OnCommit, publish};
use crate::tx::{Backend, Remains, Tx};
use crate::wake::{Wake, settle};

/// All that the writer's thread owns.
pub(crate) struct Writer {
    pub path: PathBuf,
    pub sqlite: Option<Sqlite>,
    pub queue: Arc<Queue>,
    pub clock: Arc<dyn Clock>,
    pub on_commit: OnCommit,
    pub batch: usize,
    /// Counts commits, for the checkpointer to see whether there is something to do.
    pub commits: Arc<Commits>,
}

/// Why a batch did not become durable.
enum Failure {
    /// The whole transaction was lost through one of its functions: run each alone.
    Gone,
    /// A function failed after it had written: run all again, each in a savepoint.
    Touched,
    /// Nothing could be begun: everybody gets this error.
    NotBegun(StoreError),
    /// The commit failed.
    NotStored(StoreError),
}

type Batch = [Box<dyn Job>];
/// Runs one function of a batch; an error means that the batch is lost.
type RunOne = fn(&Writer, &Sqlite, &mut dyn Job, &mut Vec<Wake>) -> Result<(), Failure>;

impl Writer {
    /// Serves the queue until it is closed and empty.
    pub fn run(mut self) {
        let queue = Arc::clone(&self.queue);
        let _serving = Serving(&queue);
        let mut batch = Vec::with_capacity(self.batch);
        while queue.take(self.batch, &mut batch) {
            self.carry_out(&mut batch);
            for job in batch.drain(..) {
                job.answer();
            }
        }
    }

    fn carry_out(&mut self, batch: &mut Batch) {
        if self.sqlite.is_none() {
            match Sqlite::open(&self.path, Role::Writer) {
                Ok(sqlite) => self.sqlite = Some(sqlite),
                Err(error) => {
                    tracing::error!(%error, "the database could not be opened again");
                    return fail_all(batch, &StoreError::Unavailable(error.to_string()));
                }
            }
        }
        let Some(sqlite) = &self.sqlite else { return };
        let done = match batch {
            [job] => self.alone(sqlite, job.as_mut()),
            _ => match self.together(sqlite, batch, Self::unguarded) {
                Err(Failure::Touched) => self.together(sqlite, batch, Self::in_savepoint),
                done => done,
            },
        };
        match done {
            Ok(wakes) => publish(&self.on_commit, wakes),
            Err(Failure::Gone | Failure::Touched) => {
                if self.each_alone(batch).is_err() {
                    self.sqlite = None;
                }
            }
            Err(Failure::NotBegun(error)) => {
                let reopen = !matches!(error, StoreError::Busy);
                fail_all(batch, &error);
                if reopen {
                    self.sqlite = None;
                }
            }
            Err(Failure::NotStored(error)) => {
                tracing::error!(%error, functions = batch.len(), "a commit failed");
                fail_all(batch, &StoreError::NotStored(error.to_string()));
                self.sqlite = None;
            }
        }
    }

    /// All functions in one transaction. Those that fail are undone and do not disturb the others.
    fn together(&self, sqlite: &Sqlite, batch: &mut Batch, one: RunOne) -> Result<Vec<Wake>, Failure> {
        sqlite.run("BEGIN IMMEDIATE").map_err(Failure::NotBegun)?;
        let mut wakes = Vec::new();
        for job in batch.iter_mut() {
            if let Err(failure) = one(self, sqlite, job.as_mut(), &mut wakes) {
                sqlite.undo();
                return Err(failure);
            }
        }
        let begun = Instant::now();
        match sqlite.run("COMMIT") {
            Ok(()) => {
                self.commits.note(begun.elapsed());
                settle(&mut wakes);
                Ok(wakes)
            }
            Err(error) => {
                sqlite.undo();
                // A deferred constraint is checked at the commit; it is the fault of one function, find out which.
                let one_to_blame = matches!(error, StoreError::Constraint { .. });
                Err(if one_to_blame { Failure::Gone } else { Failure::NotStored(error) })
            }
        }
    }

    /// One function of a batch, with nothing to undo it alone.
    fn unguarded(&self, sqlite: &Sqlite, job: &mut dyn Job, wakes: &mut Vec<Wake>) -> Result<(), Failure> {
        let before = sqlite.connection.total_changes();
        match self.call(sqlite, job) {
            Some(mut of_this) => wakes.append(&mut of_this),
            None if sqlite.connection.is_autocommit() => return Err(Failure::Gone),
            None if sqlite.connection.total_changes() != before => return Err(Failure::Touched),
            None => {}
        }
        Ok(())
    }

    /// One function of a batch, undone alone when it fails.
    fn in_savepoint(&self, sqlite: &Sqlite, job: &mut dyn Job, wakes: &mut Vec<Wake>) -> Result<(), Failure> {
        let gone = |_| Failure::Gone;
        sqlite.run("SAVEPOINT one").map_err(gone)?;
        match self.call(sqlite, job) {
            Some(mut of_this) => wakes.append(&mut of_this),
            None => sqlite.run("ROLLBACK TO one").map_err(gone)?,
        }
        sqlite.run("RELEASE one").map_err(gone)
    }

    /// One function in a transaction of its own.
    fn alone(&self, sqlite: &Sqlite, job: &mut dyn Job) -> Result<Vec<Wake>, Failure> {
        sqlite.run("BEGIN IMMEDIATE").map_err(Failure::NotBegun)?;
        let Some(wakes) = self.call(sqlite, job) else {
            sqlite.undo();
            return Ok(Vec::new());
        };
        let begun = Instant::now();
        match sqlite.run("COMMIT") {
            Ok(()) => {
                self.commits.note(begun.elapsed());
                Ok(wakes)
            }
            Err(error) => {
                sqlite.undo();
                if matches!(error, StoreError::Constraint { .. }) {
                    job.fail(error);
                    return Ok(Vec::new());
                }
                Err(Failure::NotStored(error))
            }
        }
    }

    /// Runs each function of a lost batch in its own transaction: only the guilty fail again.
    fn each_alone(&self, batch: &mut Batch) -> Result<(), ()> {
        let Some(sqlite) = &self.sqlite else { return Err(()) };
        tracing::warn!(functions = batch.len(), "a batch was lost, its functions run one by one");
        let mut failed = None;
        for job in batch {
            if let Some(error) = &failed {
                job.fail(StoreError::clone(error));
                continue;
            }
            match self.alone(sqlite, job.as_mut()) {
                Ok(wakes) => publish(&self.on_commit, wakes),
                Err(Failure::NotStored(error)) => {
                    let error = StoreError::NotStored(error.to_string());
                    job.fail(error.clone());
                    failed = Some(error); // the connection is not to be trusted any more
                }
                Err(Failure::NotBegun(error)) => job.fail(error),
                Err(Failure::Gone | Failure::Touched) => job.fail(StoreError::Full),
            }
        }
        failed.map_or(Ok(()), |_| Err(()))
    }

    /// Runs one function; its wakes if it is to be kept. When the transaction has been ended beneath it, it is not.
    fn call(&self, sqlite: &Sqlite, job: &mut dyn Job) -> Option<Vec<Wake>> {
        let mut tx = Tx::new(Backend::Sqlite(sqlite), false, self.clock.now(), job.seed());
        let ended = job.run(&mut tx);
        let Remains { wakes, doom } = tx.finish();
        let gone = sqlite.connection.is_autocommit();
        match (ended, doom) {
            (Ended::Well, None) if !gone => Some(wakes),
            (Ended::Well, doom) => {
                job.fail(doom.unwrap_or(StoreError::NotStored("the transaction was ended".to_owned())));
                None
            }
            (Ended::Badly, _) => None,
        }
    }
}

fn fail_all(batch: &mut Batch, error: &StoreError) {
    for job in batch {
        job.fail(error.clone());
    }
}
