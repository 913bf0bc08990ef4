//! The store without threads: one SQLite database in memory, for a simulator that must be the same at every run.

use chacha20::ChaCha12Rng;
use chacha20::rand_core::{Rng as _, SeedableRng as _};
use jiff::Timestamp;

use crate::error::StoreError;
use crate::job::{Ended, run_contained};
use crate::migrations::{MIGRATIONS, Migration, apply_sqlite};
use crate::sqlite::Sqlite;
use crate::tx::{Backend, Seed, Tx};
use crate::wake::Wake;

/// One SQLite database in memory; every call is one transaction on the caller's thread.
pub struct Inline {
    sqlite: Sqlite,
}

impl Inline {
    /// An empty database with all migrations applied.
    pub fn memory() -> Result<Self, StoreError> {
        Self::memory_with(MIGRATIONS)
    }

    /// An empty database with other migrations, for tests of the engine.
    #[doc(hidden)]
    pub fn memory_with(migrations: &[Migration]) -> Result<Self, StoreError> {
        let sqlite = Sqlite::memory()?;
        apply_sqlite(&sqlite.connection, migrations, Timestamp::UNIX_EPOCH)?;
        Ok(Self { sqlite })
    }

    /// Runs a function at this instant, with chance drawn from this seed. The wakes come with the result; there are
    /// none when the function fails.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        now: Timestamp,
        seed: u64,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<(T, Vec<Wake>), E> {
        self.sqlite.run("BEGIN IMMEDIATE")?;
        let (result, wakes) = self.transact(false, now, seed, f);
        let (end, result) = match result {
            Ok(value) => ("COMMIT", Ok((value, wakes))),
            Err(error) => ("ROLLBACK", Err(error)),
        };
        if !self.sqlite.connection.is_autocommit()
            && let Err(error) = self.sqlite.run(end)
        {
            self.sqlite.run("ROLLBACK").ok();
            return Err(StoreError::NotStored(error.to_string()).into());
        }
        result
    }

    /// Runs a function that only reads.
    pub fn read<T, E: From<StoreError>>(
        &mut self,
        now: Timestamp,
        seed: u64,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.sqlite.run("BEGIN")?;
        let (result, _) = self.transact(true, now, seed, f);
        if !self.sqlite.connection.is_autocommit() {
            self.sqlite.run("ROLLBACK")?;
        }
        result
    }

    fn transact<T, E: From<StoreError>>(
        &self,
        read_only: bool,
        now: Timestamp,
        seed: u64,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E>,
    ) -> (Result<T, E>, Vec<Wake>) {
        let mut wide = Seed::default();
        ChaCha12Rng::seed_from_u64(seed).fill_bytes(&mut wide);
        let mut tx = Tx::new(Backend::Sqlite(&self.sqlite), read_only, now, wide);
        let (result, ended) = run_contained(&f, &mut tx);
        let remains = tx.finish();
        match (ended, remains.doom) {
            (Ended::Well, Some(doom)) => (Err(doom.into()), Vec::new()),
            _ => (result, remains.wakes),
        }
    }
}
