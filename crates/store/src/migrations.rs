//! The numbered list of changes to the schema, and how it is applied.
//!
//! A migration is one portable text, or two where it must be. Portable texts name types, and what only one database
//! needs, by placeholders:
//!
//! | placeholder     | SQLite                 | PostgreSQL    |
//! |-----------------|------------------------|---------------|
//! | `{{uuid}}`      | `BLOB`                 | `uuid`        |
//! | `{{time}}`      | `INTEGER`              | `timestamptz` |
//! | `{{json}}`      | `TEXT`                 | `jsonb`       |
//! | `{{bytes}}`     | `BLOB`                 | `bytea`       |
//! | `{{bool}}`      | `INTEGER`              | `boolean`     |
//! | `{{int}}`       | `INTEGER`              | `bigint`      |
//! | `{{text}}`      | `TEXT`                 | `text`        |
//! | `{{table}}`     | `STRICT`               |               |
//! | `{{clustered}}` | `STRICT, WITHOUT ROWID`|               |
//!
//! The last two come after a table's closing parenthesis: `STRICT` makes SQLite check types as PostgreSQL does, and a
//! clustered table is kept in the order of its primary key.

use jiff::Timestamp;
use postgres::Client;
use rusqlite::Connection;

use crate::error::StoreError;
use crate::value::Value;

/// One change to the schema. A published migration is never edited.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number; the list counts up from 1 without gaps.
    pub number: u32,
    /// What it does, in a few words.
    pub name: &'static str,
    /// Its statements.
    pub sql: Text,
}

/// The text of a migration.
#[derive(Clone, Copy, Debug)]
pub enum Text {
    /// One text with placeholders.
    Both(&'static str),
    /// A text for each database, placeholders allowed too.
    Each {
        /// For SQLite.
        sqlite: &'static str,
        /// For PostgreSQL.
        postgres: &'static str,
    },
}

/// All migrations, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "one chat",
        sql: Text::Both(include_str!("../migrations/0001_one_chat.sql")),
    },
    Migration {
        number: 2,
        name: "conversation list",
        sql: Text::Each {
            sqlite: include_str!("../migrations/0002_conversation_list.sqlite.sql"),
            postgres: include_str!("../migrations/0002_conversation_list.postgres.sql"),
        },
    },
    Migration {
        number: 3,
        name: "search",
        sql: Text::Each {
            sqlite: include_str!("../migrations/0003_search.sqlite.sql"),
            postgres: include_str!("../migrations/0003_search.postgres.sql"),
        },
    },
    Migration { number: 4, name: "users", sql: Text::Both(include_str!("../migrations/0004_users.sql")) },
    Migration {
        number: 5,
        name: "streams",
        sql: Text::Each {
            sqlite: concat!(
                include_str!("../migrations/0005_streams.sql"),
                include_str!("../migrations/0005_streams.sqlite.sql"),
            ),
            postgres: concat!(
                include_str!("../migrations/0005_streams.sql"),
                include_str!("../migrations/0005_streams.postgres.sql"),
            ),
        },
    },
    Migration {
        number: 6,
        name: "api tokens",
        sql: Text::Both(include_str!("../migrations/0006_api_tokens.sql")),
    },
    Migration { number: 7, name: "website", sql: Text::Both(include_str!("../migrations/0007_website.sql")) },
    Migration { number: 8, name: "avatars", sql: Text::Both(include_str!("../migrations/0008_avatars.sql")) },
    Migration {
        number: 9,
        name: "audit token",
        sql: Text::Both(include_str!("../migrations/0009_audit_token.sql")),
    },
    Migration {
        number: 10,
        name: "routing",
        sql: Text::Both(include_str!("../migrations/0010_routing.sql")),
    },
    Migration {
        number: 11,
        name: "availability",
        sql: Text::Each {
            sqlite: concat!(
                include_str!("../migrations/0011_availability.sql"),
                include_str!("../migrations/0011_availability.sqlite.sql"),
            ),
            postgres: concat!(
                include_str!("../migrations/0011_availability.sql"),
                include_str!("../migrations/0011_availability.postgres.sql"),
            ),
        },
    },
    Migration { number: 12, name: "queue", sql: Text::Both(include_str!("../migrations/0012_queue.sql")) },
    Migration {
        number: 13,
        name: "ringing",
        sql: Text::Both(include_str!("../migrations/0013_ringing.sql")),
    },
    Migration { number: 14, name: "missed", sql: Text::Both(include_str!("../migrations/0014_missed.sql")) },
    Migration { number: 15, name: "mail", sql: Text::Both(include_str!("../migrations/0015_mail.sql")) },
    Migration {
        number: 16,
        name: "inferred",
        sql: Text::Both(include_str!("../migrations/0016_inferred.sql")),
    },
    Migration { number: 17, name: "lists", sql: Text::Both(include_str!("../migrations/0017_lists.sql")) },
    Migration {
        number: 18,
        name: "alerted",
        sql: Text::Both(include_str!("../migrations/0018_alerted.sql")),
    },
    Migration {
        number: 19,
        name: "mail_missed_all",
        sql: Text::Both(include_str!("../migrations/0019_mail_missed_all.sql")),
    },
    Migration {
        number: 20,
        name: "live_chat",
        sql: Text::Both(include_str!("../migrations/0020_live_chat.sql")),
    },
    Migration {
        number: 21,
        name: "designer",
        sql: Text::Both(include_str!("../migrations/0021_designer.sql")),
    },
    Migration {
        number: 22,
        name: "audience",
        sql: Text::Both(include_str!("../migrations/0022_audience.sql")),
    },
    Migration { number: 23, name: "shelf", sql: Text::Both(include_str!("../migrations/0023_shelf.sql")) },
    Migration { number: 24, name: "report", sql: Text::Both(include_str!("../migrations/0024_report.sql")) },
];

const PLACEHOLDERS: [(&str, &str, &str); 9] = [
    ("{{uuid}}", "BLOB", "uuid"),
    ("{{time}}", "INTEGER", "timestamptz"),
    ("{{json}}", "TEXT", "jsonb"),
    ("{{bytes}}", "BLOB", "bytea"),
    ("{{bool}}", "INTEGER", "boolean"),
    ("{{int}}", "INTEGER", "bigint"),
    ("{{text}}", "TEXT", "text"),
    ("{{table}}", "STRICT", ""),
    ("{{clustered}}", "STRICT, WITHOUT ROWID", ""),
];

impl Text {
    /// The text for SQLite.
    pub(crate) fn sqlite(self) -> Result<String, StoreError> {
        let (Self::Both(text) | Self::Each { sqlite: text, .. }) = self;
        filled(
            PLACEHOLDERS.iter().fold(text.to_owned(), |text, (name, sqlite, _)| text.replace(name, sqlite)),
        )
    }

    /// The text for PostgreSQL.
    pub(crate) fn postgres(self) -> Result<String, StoreError> {
        let (Self::Both(text) | Self::Each { postgres: text, .. }) = self;
        filled(PLACEHOLDERS.iter().fold(text.to_owned(), |text, (name, _, pg)| text.replace(name, pg)))
    }
}

fn filled(text: String) -> Result<String, StoreError> {
    match text.split_once("{{") {
        None => Ok(text),
        Some((_, rest)) => {
            let name = rest.split('}').next().unwrap_or(rest);
            Err(StoreError::Migration(format!("unknown placeholder {{{{{name}}}}}")))
        }
    }
}

/// The table that says what has been applied.
const LEDGER: Text = Text::Both(
    "create table if not exists schema_migration (
        number {{int}} not null primary key,
        name {{text}} not null,
        applied_at {{time}} not null
    ) {{table}}",
);

/// Stands in the ledger of a database that a copy is being written to: nobody is to serve from it.
pub(crate) const COPYING: u32 = u32::MAX;

/// What is left to do for a database that has come to `found`.
fn pending(found: Option<i64>, migrations: &[Migration]) -> Result<&[Migration], StoreError> {
    let numbered = migrations.iter().zip(1..).all(|(migration, number)| migration.number == number);
    if !numbered {
        return Err(StoreError::Migration("the list does not count up from 1".to_owned()));
    }
    let found =
        u32::try_from(found.unwrap_or(0)).map_err(|error| StoreError::Migration(error.to_string()))?;
    if found == COPYING {
        return Err(StoreError::HalfCopied);
    }
    let known = migrations.last().map_or(0, |migration| migration.number);
    usize::try_from(found)
        .ok()
        .and_then(|done| migrations.get(done..))
        .ok_or(StoreError::Newer { found, known })
}

fn failed(migration: &Migration, error: impl Into<StoreError>) -> StoreError {
    StoreError::Migration(format!("{} {}: {}", migration.number, migration.name, error.into()))
}

/// Brings a SQLite database up to date, in one transaction that no other process can enter.
pub(crate) fn apply_sqlite(
    connection: &Connection,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<(), StoreError> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let done = apply_in_sqlite(connection, migrations, now);
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(StoreError::from);
    done.and(ended)
}

fn apply_in_sqlite(
    connection: &Connection,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<(), StoreError> {
    let (tables, ours): (i64, i64) = connection.query_row(
        "select count(*), coalesce(sum(name = 'schema_migration'), 0) from sqlite_schema where type = 'table'",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if tables > 0 && ours == 0 {
        return Err(StoreError::Migration("this is another program's database".to_owned()));
    }
    connection.execute_batch(&LEDGER.sqlite()?)?;
    let found = connection.query_row("select max(number) from schema_migration", [], |row| row.get(0))?;
    for migration in pending(found, migrations)? {
        connection.execute_batch(&migration.sql.sqlite()?).map_err(|error| failed(migration, error))?;
        connection.execute(
            "insert into schema_migration (number, name, applied_at) values (?1, ?2, ?3)",
            (migration.number, migration.name, now.as_microsecond()),
        )?;
    }
    Ok(())
}

/// The advisory lock under which migrations run, so that of many nodes starting together one migrates.
const ADVISORY_LOCK: i64 = 0x66_726f_6e74_6465;

/// Brings a PostgreSQL database up to date, in one transaction under an advisory lock.
pub(crate) fn apply_postgres(
    client: &mut Client,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut transaction = client.transaction()?;
    transaction.execute("select pg_advisory_xact_lock($1)", &[&ADVISORY_LOCK])?;
    transaction.batch_execute(&LEDGER.postgres()?)?;
    let found = transaction.query_one("select max(number) from schema_migration", &[])?.get(0);
    for migration in pending(found, migrations)? {
        transaction.batch_execute(&migration.sql.postgres()?).map_err(|error| failed(migration, error))?;
        transaction.execute(
            "insert into schema_migration (number, name, applied_at) values ($1, $2, $3)",
            &[&i64::from(migration.number), &migration.name, &Value::Time(now)],
        )?;
    }
    Ok(transaction.commit()?)
}
