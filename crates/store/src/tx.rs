//! The transaction as a use case sees it: statements, row locks, one instant, chance, and wakes.
//!
//! A transaction's function may be run more than once (the database may ask for it), so it must have no effect but
//! through its [`Tx`]. Two laws hold on both databases:
//!
//! - *A failed statement dooms the function.* Every later statement fails with the same error, and the function is
//!   rolled back even when it returns `Ok`. PostgreSQL behaves so; for SQLite we see to it. Where a conflict is an
//!   expected outcome, say `on conflict do nothing`.
//! - *Lock first, read after*, in one order: publishing, visitor, conversation, person, queue, ring,
//!   profiles, users.

use chacha20::ChaCha12Rng;
use chacha20::rand_core::{Rng as _, SeedableRng as _};
use frontdesk_domain::ids::{ConversationId, PersonId, RingId, UserId, VisitorId};
use jiff::Timestamp;

use crate::error::StoreError;
use crate::postgres::Session;
use crate::row::Row;
use crate::sqlite::Sqlite;
use crate::store::Kind;
use crate::value::Value;
use crate::wake::{Wake, settle};

/// Where chance comes from: one seed per call, the same when the function is run again.
pub(crate) type Seed = [u8; 32];

/// The number of the lock that publishing takes, beside the migrations' own.
const PUBLISHING: i64 = 0x66_726f_6e74_6470;

/// The number of the lock that the queue takes.
const QUEUE: i64 = 0x66_726f_6e74_6471;

/// A row that decisions are serialized on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// No row: decisions about what is published, and what that needs, take turns.
    Publishing,
    /// A row of `visitor`.
    Visitor(VisitorId),
    /// A row of `conversation`.
    Conversation(ConversationId),
    /// A row of `person`.
    Person(PersonId),
    /// No row: decisions that come upon the queue take turns (`ROUTE-10`).
    Queue,
    /// A row of `ring`.
    Ring(RingId),
    /// Who may do what: all changes of profiles and of who has them are made one after the other.
    Profiles,
    /// A row of `account`.
    User(UserId),
}

impl Lock {
    fn rank(self) -> u8 {
        match self {
            Self::Publishing => 0,
            Self::Visitor(_) => 1,
            Self::Conversation(_) => 2,
            Self::Person(_) => 3,
            Self::Queue => 4,
            Self::Ring(_) => 5,
            Self::Profiles => 6,
            Self::User(_) => 7,
        }
    }

    // NO KEY: two decisions exclude each other, while rows that merely refer to this one can still be inserted;
    // a plain FOR UPDATE would make every foreign key to it a hidden lock against the order.
    fn statement(self) -> (&'static str, Value) {
        match self {
            Self::Publishing => ("select 1 from pg_advisory_xact_lock($1)", PUBLISHING.into()),
            Self::Visitor(id) => ("select 1 from visitor where id = $1 for no key update", id.into()),
            Self::Conversation(id) => {
                ("select 1 from conversation where id = $1 for no key update", id.into())
            }
            Self::Person(id) => ("select 1 from person where id = $1 for no key update", id.into()),
            Self::Queue => ("select 1 from pg_advisory_xact_lock($1)", QUEUE.into()),
            Self::Ring(id) => ("select 1 from ring where id = $1 for no key update", id.into()),
            Self::Profiles => ("select 1 from profile where id = $1 for no key update", "owner".into()),
            Self::User(id) => ("select 1 from account where id = $1 for no key update", id.into()),
        }
    }
}

/// One transaction, lent to the function that runs in it.
pub struct Tx<'a> {
    backend: Backend<'a>,
    read_only: bool,
    now: Timestamp,
    seed: Seed,
    chance: Option<ChaCha12Rng>,
    locks: Vec<Lock>,
    wakes: Vec<Wake>,
    doom: Option<StoreError>,
}

/// The connection that a transaction runs on.
pub(crate) enum Backend<'a> {
    Sqlite(&'a Sqlite),
    Postgres(&'a mut Session),
}

/// What remains of a transaction when its function has returned.
pub(crate) struct Remains {
    /// To be sent after the commit.
    pub wakes: Vec<Wake>,
    /// The first statement that failed.
    pub doom: Option<StoreError>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(backend: Backend<'a>, read_only: bool, now: Timestamp, seed: Seed) -> Self {
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        Self { backend, read_only, now, seed, chance: None, locks: Vec::new(), wakes: Vec::new(), doom: None }
    }

    pub(crate) fn finish(mut self) -> Remains {
        settle(&mut self.wakes);
        Remains { wakes: self.wakes, doom: self.doom }
    }

    /// Which database this is. For the few statements that cannot be the same on both.
    pub(crate) fn kind(&self) -> Kind {
        match self.backend {
            Backend::Sqlite(_) => Kind::Sqlite,
            Backend::Postgres(_) => Kind::Postgres,
        }
    }

    /// The instant at which the function started, in whole microseconds.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Unpredictable bytes; the same ones when the function is run again.
    pub fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        let seed = self.seed;
        self.chance.get_or_insert_with(|| ChaCha12Rng::from_seed(seed)).fill_bytes(&mut bytes);
        bytes
    }

    /// Runs a statement that returns no rows; the number of rows it touched.
    pub fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, StoreError> {
        self.check(params)?;
        let done = if self.read_only {
            Err(StoreError::ReadOnly)
        } else {
            match &mut self.backend {
                Backend::Sqlite(sqlite) => sqlite.execute(sql, params),
                Backend::Postgres(session) => session.execute(sql, params),
            }
        };
        self.remember(done)
    }

    /// Runs a statement and maps all of its rows.
    pub fn query<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut rows = Vec::new();
        self.each(sql, params, &mut |row| {
            rows.push(map(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Runs a statement that returns at most one row; several are an error.
    pub fn optional<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(sql, params, &mut |row| {
            if found.is_some() {
                return Err(StoreError::RowCount { expected: "at most one row", found: 2, sql });
            }
            found = Some(map(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Runs a statement that returns exactly one row; none or several are an error.
    pub fn one<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.optional(sql, params, map)?.ok_or(StoreError::RowCount { expected: "one row", found: 0, sql })
    }

    /// Locks a row until the transaction ends, and says whether it exists. To be called before reading what the lock
    /// protects. SQLite has one writer and so nothing to lock: there the answer is always `true`.
    pub fn lock(&mut self, lock: Lock) -> Result<bool, StoreError> {
        self.check(&[])?;
        if self.locks.contains(&lock) {
            return Ok(true);
        }
        if let Some(held) = self.locks.iter().copied().max_by_key(|held| held.rank())
            && held.rank() > lock.rank()
        {
            return self.remember(Err(StoreError::LockOrder { held, taken: lock }));
        }
        if self.read_only {
            return self.remember(Err(StoreError::ReadOnly));
        }
        let exists = match &mut self.backend {
            Backend::Sqlite(_) => Ok(true),
            Backend::Postgres(session) => {
                let (sql, id) = lock.statement();
                session.execute(sql, &[id]).map(|rows| rows > 0)
            }
        };
        let exists = self.remember(exists)?;
        if exists {
            self.locks.push(lock);
        }
        Ok(exists)
    }

    /// Tells others to read again, once this transaction is durable; never when it is not.
    pub fn wake(&mut self, wake: Wake) {
        self.wakes.push(wake);
    }

    fn each(
        &mut self,
        sql: &'static str,
        params: &[Value],
        map: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.check(params)?;
        let mut refused = None;
        let mut guarded = |row: &Row<'_>| match map(row) {
            Ok(()) => true,
            Err(error) => {
                refused = Some(error);
                false
            }
        };
        let done = match &mut self.backend {
            Backend::Sqlite(sqlite) => sqlite.query(sql, params, &mut guarded),
            Backend::Postgres(session) => session.query(sql, params, &mut guarded),
        };
        self.remember(done)?;
        refused.map_or(Ok(()), Err)
    }

    /// Refuses every statement of a doomed function, and parameters that are not portable.
    fn check(&mut self, params: &[Value]) -> Result<(), StoreError> {
        if let Some(doom) = &self.doom {
            return Err(doom.clone());
        }
        let checked = params.iter().try_for_each(Value::check);
        self.remember(checked)
    }

    fn remember<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result {
            self.doom = Some(error.clone());
        }
        result
    }
}
