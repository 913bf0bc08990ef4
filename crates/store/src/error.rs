//! What can go wrong between a use case and the record, named by what the caller may do about it.

use crate::tx::Lock;

/// A failure of the record. `Busy`, `NotStored`, `Unavailable` and `Unknown` may be tried again with the same client id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting, or conflicts did not settle; the function left no trace.
    #[error("the record is busy")]
    Busy,
    /// The durable commit failed; the function left no trace.
    #[error("not stored: {0}")]
    NotStored(String),
    /// The connection was lost while committing: stored or not, nobody can say.
    #[error("the connection was lost during the commit; it may or may not be stored")]
    Unknown,
    /// The database cannot be reached; the function left no trace.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The store was closed before the function ran.
    #[error("the store is closed")]
    Closed,
    /// The disk (or the database's size limit) is full.
    #[error("the disk is full")]
    Full,
    /// The function panicked and was rolled back.
    #[error("the transaction's function panicked: {0}")]
    Panicked(String),
    /// Rows were locked against the one order: visitor, conversation, ring, profiles, users.
    #[error("locked {taken:?} after {held:?}: the order is visitor, conversation, ring, profiles, user")]
    LockOrder {
        /// The highest lock held so far.
        held: Lock,
        /// The lock that came too late.
        taken: Lock,
    },
    /// A write inside of a read-only transaction.
    #[error("a read-only transaction cannot write")]
    ReadOnly,
    /// A read took longer than 5 s.
    #[error("the read took too long")]
    TooSlow,
    /// A statement broke a constraint of the schema.
    #[error("{kind:?} constraint violated: {message}")]
    Constraint {
        /// Which kind of constraint.
        kind: ConstraintKind,
        /// The database's words.
        message: String,
    },
    /// The database asks for the function to be run again (serialization failure, deadlock). The engine does that by
    /// itself; a function that sees this error just passes it on.
    #[error("the database asks for a retry: {0}")]
    Conflict(String),
    /// A value cannot be stored alike in both databases: an integer beyond `i64`, a text with a NUL.
    #[error("not storable: {0}")]
    Encoding(String),
    /// A row does not hold what the code expects.
    #[error("column {column}: {message}")]
    Decoding {
        /// The column's index.
        column: usize,
        /// What was expected and what was found.
        message: String,
    },
    /// `one` found none, or `one` or `optional` found several.
    #[error("expected {expected}, found {found} rows: {sql}")]
    RowCount {
        /// What was asked for.
        expected: &'static str,
        /// How many came; 2 stands for more.
        found: usize,
        /// The statement.
        sql: &'static str,
    },
    /// The URL names no kind of store we know.
    #[error("{0}: not a store; accepted are sqlite:PATH, postgres://... and postgresql://...")]
    Url(String),
    /// The database was migrated by a newer version of this program.
    #[error("the database is at migration {found}, this program knows {known}: install a newer version")]
    Newer {
        /// The database's last migration.
        found: u32,
        /// Our last migration.
        known: u32,
    },
    /// The database was not yet migrated as far as this program needs it for a copy.
    #[error(
        "the database is at migration {found}, this program knows {known}: run `frontdesk migrate` first"
    )]
    Older {
        /// The database's last migration.
        found: u32,
        /// Our last migration.
        known: u32,
    },
    /// A copy from one database to another of the same kind.
    #[error("a record is copied between SQLite and PostgreSQL; for one and the same, use a backup")]
    SameKind,
    /// A copy into the database was cut off.
    #[error("a copy into this database did not come to its end: remove what is there, then copy again")]
    HalfCopied,
    /// A place that is to be filled is not empty.
    #[error("{0}: only an empty place can be filled")]
    NotEmpty(String),
    /// A Frontdesk serves from the database.
    #[error("a Frontdesk is connected to this database: stop it first")]
    Served,
    /// A migration failed, or the database is not ours.
    #[error("migration: {0}")]
    Migration(String),
    /// The database file is damaged.
    #[error("the database is corrupt: {0}")]
    Corrupt(String),
    /// Anything else the database refused.
    #[error("{0}")]
    Sql(String),
}

/// The kind of a violated constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// A unique index or primary key.
    Unique,
    /// A reference to a row that is not there, or removal of a row that is referred to.
    ForeignKey,
    /// NOT NULL.
    NotNull,
    /// CHECK and all others.
    Check,
}

impl StoreError {
    /// Whether a unique index or primary key was violated.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Constraint { kind: ConstraintKind::Unique, .. })
    }

    /// Whether trying again, with the same client id, can help.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self,
            Self::Busy | Self::NotStored(_) | Self::Unknown | Self::Unavailable(_) | Self::Conflict(_)
        )
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        use rusqlite::ffi;
        let rusqlite::Error::SqliteFailure(code, ref text) = error else {
            return Self::Sql(error.to_string());
        };
        let message = text.clone().unwrap_or_else(|| code.to_string());
        match code.code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::OperationInterrupted => Self::TooSlow,
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Corrupt(message),
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => Self::Unavailable(message),
            ErrorCode::ConstraintViolation => {
                let kind = match code.extended_code {
                    ffi::SQLITE_CONSTRAINT_UNIQUE
                    | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                    | ffi::SQLITE_CONSTRAINT_ROWID => ConstraintKind::Unique,
                    ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ConstraintKind::ForeignKey,
                    ffi::SQLITE_CONSTRAINT_NOTNULL => ConstraintKind::NotNull,
                    _ => ConstraintKind::Check,
                };
                Self::Constraint { kind, message }
            }
            _ => Self::Sql(message),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let Some(db) = error.as_db_error() else {
            // Without a word from the server, it is the connection, or a value that we failed to encode.
            let source = std::error::Error::source(&error).map(ToString::to_string);
            let message = source.map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
            return if is_encoding(&error) { Self::Encoding(message) } else { Self::Unavailable(message) };
        };
        let code = db.code();
        let message = db.to_string();
        if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED {
            return Self::Conflict(message);
        }
        if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
            return Self::ReadOnly;
        }
        if *code == SqlState::DISK_FULL {
            return Self::Full;
        }
        if *code == SqlState::QUERY_CANCELED {
            return Self::TooSlow;
        }
        if *code == SqlState::FEATURE_NOT_SUPPORTED && message.contains("cached plan") {
            return Self::Conflict(message); // another node has migrated the tables; to be prepared again
        }
        match code.code().get(..2) {
            Some("08" | "53" | "57") => Self::Unavailable(message),
            Some("23") => {
                let kind = if *code == SqlState::UNIQUE_VIOLATION {
                    ConstraintKind::Unique
                } else if *code == SqlState::FOREIGN_KEY_VIOLATION {
                    ConstraintKind::ForeignKey
                } else if *code == SqlState::NOT_NULL_VIOLATION {
                    ConstraintKind::NotNull
                } else {
                    ConstraintKind::Check
                };
                Self::Constraint { kind, message }
            }
            Some("XX") => Self::Corrupt(message),
            _ => Self::Sql(message),
        }
    }
}

/// Whether the driver refused a parameter, as opposed to losing the connection. It has no other way of telling.
fn is_encoding(error: &postgres::Error) -> bool {
    error.to_string().starts_with("error serializing parameter")
}
