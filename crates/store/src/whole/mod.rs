//! What is done to a record as a whole: its version, a check, a backup, a restore, a move between the two databases.
//!
//! Nothing here knows the tables: they are read from the database's own catalogue as the migrations made it, so that a
//! new migration is copied without anybody remembering. All of it blocks and must not run on a thread of an async
//! runtime.

mod check;
mod copy;
mod digest;
mod file;
mod schema;
mod side;

use std::path::{Path, PathBuf};
use std::time::Duration;

use postgres::Client;

use crate::error::StoreError;
use crate::migrations::{COPYING, MIGRATIONS, Migration};
use crate::{postgres as server, sqlite};

pub use check::{Check, Connection, check};
pub use copy::{Copied, copy, copy_with};
pub use file::{backup, restore};

/// Where a record is.
pub(crate) enum Place {
    Sqlite(PathBuf),
    Postgres(Box<server::Server>),
}

impl Place {
    /// Reads a URL. Any but those of the two databases are refused.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            // `sqlite::memory:` and the like would be a store of which each connection sees another.
            if path.is_empty() || path.starts_with([':', '?']) || path.starts_with("//") {
                return Err(StoreError::Url(url.to_owned()));
            }
            return Ok(Self::Sqlite(path.into()));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(Box::new(server::Server::parse(url)?)));
        }
        // The URL may be a mistyped one with a password in it: say no more than its scheme.
        let scheme = url.split(':').next().unwrap_or(url);
        Err(StoreError::Url(scheme.to_owned()))
    }
}

/// How far a record has been migrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Its last migration; 0 for a place without a record.
    pub found: u32,
    /// The last migration that this program knows.
    pub known: u32,
}

/// The last of these migrations.
fn known(migrations: &[Migration]) -> u32 {
    migrations.last().map_or(0, |migration| migration.number)
}

/// The migrations that this program knows: numbers and names.
pub fn migrations() -> impl Iterator<Item = (u32, &'static str)> {
    MIGRATIONS.iter().map(|migration| (migration.number, migration.name))
}

/// How far a record has been migrated. Changes nothing, and makes nothing where nothing is.
pub fn versions(url: &str) -> Result<Versions, StoreError> {
    let found = match Place::parse(url)? {
        Place::Sqlite(path) if !path.exists() => None,
        Place::Sqlite(path) => of_file(&existing(&path)?)?,
        Place::Postgres(server) => of_server(&mut connect(&server)?)?,
    };
    Ok(Versions { found: found.unwrap_or(0), known: known(MIGRATIONS) })
}

fn number(found: Option<i64>) -> Result<Option<u32>, StoreError> {
    let number = found.map(u32::try_from).transpose();
    let number = number.map_err(|error| StoreError::Migration(error.to_string()))?;
    if number == Some(COPYING) {
        return Err(StoreError::HalfCopied);
    }
    Ok(number)
}

/// The last migration of a file; `None` when nothing was ever in it.
fn of_file(connection: &rusqlite::Connection) -> Result<Option<u32>, StoreError> {
    let (tables, ours): (i64, i64) = connection.query_row(
        "select count(*), coalesce(sum(name = 'schema_migration'), 0) from sqlite_schema where type = 'table'",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    match (tables, ours) {
        (0, _) => Ok(None),
        (_, 0) => Err(StoreError::Migration("this is another program's database".to_owned())),
        _ => number(connection.query_row("select max(number) from schema_migration", [], |row| row.get(0))?),
    }
}

/// The last migration of a database; `None` when nothing was ever in it.
fn of_server(client: &mut Client) -> Result<Option<u32>, StoreError> {
    let ours = "select to_regclass('schema_migration') is not null";
    if !client.query_one(ours, &[])?.get::<_, bool>(0) {
        return Ok(None);
    }
    number(client.query_one("select max(number) from schema_migration", &[])?.get(0))
}

/// Opens a file that is there.
fn existing(path: &Path) -> Result<rusqlite::Connection, StoreError> {
    use rusqlite::OpenFlags;
    if !path.is_file() {
        return Err(StoreError::Unavailable(format!("{} is not there", path.display())));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(sqlite::BUSY_TIMEOUT)?;
    Ok(connection)
}

/// The name by which a server of the database knows us: not a Frontdesk that serves.
const COPIER: &str = "frontdesk-copy";

/// Connects without the time limits of one who serves.
fn connect(server: &server::Server) -> Result<Client, StoreError> {
    let mut client = server.called(COPIER, Duration::from_secs(10)).connect()?;
    client.batch_execute("set synchronous_commit = on; set time zone 'UTC'; set statement_timeout = 0")?;
    Ok(client)
}

/// Whether a Frontdesk is connected to the database, as far as it tells.
fn is_served(client: &mut Client) -> Result<bool, StoreError> {
    let served = "select exists (select 1 from pg_stat_activity
                  where datname = current_database() and application_name = $1 and pid <> pg_backend_pid())";
    Ok(client.query_one(served, &[&server::APPLICATION])?.get(0))
}
