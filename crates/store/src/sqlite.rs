//! The embedded database: one writer thread, some readers, one checkpointer; here, how they are started, and what a
//! connection is.

pub(crate) mod checkpoint;
mod reader;
mod writer;

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use self::checkpoint::{Checkpointer, Stop};
use self::reader::Reader;
use self::writer::Writer;
use crate::error::StoreError;
use crate::figures::Commits;
use crate::migrations::{Migration, apply_sqlite};
use crate::queue::Queue;
use crate::row::{Row, Source};
use crate::sql::{ByStatement, for_sqlite, key};
use crate::store::{Kind, Options, Store};
use crate::thread::{Broken, CHECKPOINTER};
use crate::value::Value;

/// How long to wait for another process that holds the file (a backup, a command of the CLI).
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an emptying of the log may hold up the writer while it waits for readers.
const CHECKPOINT_TIMEOUT: Duration = Duration::from_millis(250);
/// A running statement looks at its deadline every so many instructions of SQLite's machine.
const INSTRUCTIONS: i32 = 10_000;
/// Statements kept prepared per connection.
const STATEMENTS: usize = 512;

/// Opens the file, brings it up to date, and starts the threads.
pub(crate) fn start(path: &Path, options: Options, migrations: &[Migration]) -> Result<Store, StoreError> {
    let migrated = Sqlite::open(path, Role::Writer)?;
    apply_sqlite(&migrated.connection, migrations, options.clock.now())?;
    let readers = options.readers.max(1);
    let writes = Arc::new(Queue::new(&options, 1));
    let reads = Arc::new(Queue::new(&options, readers));
    let stop = Arc::new(Stop::default());
    let commits = Arc::new(Commits::default());
    let broken = Broken::default();
    let mut threads = Vec::new();
    for _ in 0..readers {
        let sqlite = Sqlite::open(path, Role::Reader)?;
        let reader = Reader { sqlite, queue: Arc::clone(&reads), clock: Arc::clone(&options.clock) };
        threads.push(broken.watched("store-read", move || reader.run())?);
    }
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let checkpointer = Checkpointer {
        sqlite: Sqlite::open(path, Role::Checkpointer)?,
        log: log.into(),
        commits: Arc::clone(&commits),
        stop: Arc::clone(&stop),
    };
    let worker = Writer {
        path: path.to_owned(),
        sqlite: Some(migrated),
        queue: Arc::clone(&writes),
        clock: options.clock,
        on_commit: options.on_commit,
        batch: options.batch.max(1),
        commits: Arc::clone(&commits),
    };
    threads.push(broken.watched("store-write", move || worker.run())?);
    threads.push(broken.watched(CHECKPOINTER, move || checkpointer.run())?); // the last to be joined
    Ok(Store::assemble(Kind::Sqlite, writes, reads, commits, stop, broken, threads))
}

/// One connection with its rewritten statements.
pub(crate) struct Sqlite {
    pub connection: Connection,
    texts: RefCell<ByStatement<Arc<str>>>,
    deadline: Arc<Deadline>,
}

/// Switches to the write-ahead log. Of several connections that do so at once SQLite tells some *busy* without asking
/// its busy handler, so they try again for as long as that would wait.
fn use_log(connection: &Connection) -> Result<(), StoreError> {
    let begin = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && begin.elapsed() < BUSY_TIMEOUT =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return Ok(done?),
        }
    }
}

/// When a running function is to be stopped: milliseconds after `start`, 0 for never.
struct Deadline {
    start: Instant,
    at: AtomicU64,
}

impl Deadline {
    fn millis(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn is_past(&self) -> bool {
        let at = self.at.load(Ordering::Relaxed);
        at != 0 && self.millis() > at
    }
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Writer,
    Reader,
    Checkpointer,
}

impl Sqlite {
    /// Opens a file, creating it if need be; the folder must exist.
    pub fn open(path: &Path, role: Role) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        use_log(&connection)?;
        let mut sqlite = Self::set_up(connection)?;
        let own = match role {
            Role::Writer => "pragma wal_autocheckpoint = 0; pragma cache_size = -65536;",
            Role::Reader => {
                "pragma wal_autocheckpoint = 0; pragma cache_size = -8192; pragma query_only = on;"
            }
            Role::Checkpointer => "pragma wal_autocheckpoint = 0;",
        };
        sqlite.connection.execute_batch(own)?;
        if role == Role::Reader {
            let deadline = Arc::clone(&sqlite.deadline);
            sqlite.connection.progress_handler(INSTRUCTIONS, Some(move || deadline.is_past()))?;
        }
        if role == Role::Checkpointer {
            sqlite.connection.busy_timeout(CHECKPOINT_TIMEOUT)?;
        }
        Ok(sqlite)
    }

    /// The connection alone.
    pub fn into_connection(self) -> Connection {
        self.connection
    }

    /// A database in memory, seen by this connection alone.
    pub fn memory() -> Result<Self, StoreError> {
        Self::set_up(Connection::open_in_memory()?)
    }

    fn set_up(connection: Connection) -> Result<Self, StoreError> {
        connection.execute_batch(
            "pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory;
             pragma trusted_schema = off;",
        )?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let deadline = Arc::new(Deadline { start: Instant::now(), at: AtomicU64::new(0) });
        Ok(Self { connection, texts: RefCell::default(), deadline })
    }

    /// Stops statements after so long from now on, or never.
    pub fn limit(&self, limit: Option<Duration>) {
        let millis = limit.map_or(0, |limit| {
            self.deadline.millis() + u64::try_from(limit.as_millis()).unwrap_or(u64::from(u32::MAX))
        });
        self.deadline.at.store(millis, Ordering::Relaxed);
    }

    /// Rolls back, if there is still a transaction.
    pub fn undo(&self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.run("ROLLBACK")
        {
            tracing::error!(%error, "a rollback failed");
        }
    }

    /// Runs a statement of the engine's own.
    pub fn run(&self, sql: &'static str) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    /// Runs a portable statement that returns no rows.
    pub fn execute(&self, sql: &'static str, params: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(&self.text(sql))?;
        Ok(statement.execute(params_from_iter(params))? as u64)
    }

    /// Runs a portable statement and hands out its rows until `each` answers false.
    pub fn query(
        &self,
        sql: &'static str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> Result<(), StoreError> {
        if self.deadline.is_past() {
            return Err(StoreError::TooSlow);
        }
        let mut statement = self.connection.prepare_cached(&self.text(sql))?;
        let mut rows = statement.query(params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            if !each(&Row(Source::Sqlite(row))) {
                break;
            }
        }
        Ok(())
    }

    fn text(&self, sql: &'static str) -> Arc<str> {
        let mut texts = self.texts.borrow_mut();
        Arc::clone(texts.entry(key(sql)).or_insert_with(|| for_sqlite(sql).into()))
    }
}
