//! One SQLite connection: how it is set up, and statements on it.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::error::StoreError;
use crate::row::{Row, Source};
use crate::sql::{ByStatement, for_sqlite, key};
use crate::value::Value;

/// How long to wait for another process that holds the file (a backup, a command of the CLI).
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements kept prepared per connection.
const STATEMENTS: usize = 512;

/// One connection with its rewritten statements.
pub(crate) struct Sqlite {
    pub connection: Connection,
    texts: RefCell<ByStatement<Rc<str>>>,
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
        connection.pragma_update(None, "journal_mode", "wal")?;
        let sqlite = Self::set_up(connection)?;
        let own = match role {
            Role::Writer => "pragma wal_autocheckpoint = 0; pragma cache_size = -65536;",
            Role::Reader => {
                "pragma wal_autocheckpoint = 0; pragma cache_size = -8192; pragma query_only = on;"
            }
            Role::Checkpointer => "pragma wal_autocheckpoint = 0;",
        };
        sqlite.connection.execute_batch(own)?;
        Ok(sqlite)
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
        Ok(Self { connection, texts: RefCell::default() })
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
        let mut statement = self.connection.prepare_cached(&self.text(sql))?;
        let mut rows = statement.query(params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            if !each(&Row(Source::Sqlite(row))) {
                break;
            }
        }
        Ok(())
    }

    fn text(&self, sql: &'static str) -> Rc<str> {
        let mut texts = self.texts.borrow_mut();
        Rc::clone(texts.entry(key(sql)).or_insert_with(|| for_sqlite(sql).into()))
    }
}
