//! A record copied from one database to the other: table by table in the order of primary keys, a bounded number of
//! rows at once, from one unchanging state; then read again and compared by counts and hashes.
//!
//! While it is being filled, the target says so in its ledger of migrations, and nobody serves from it.

use jiff::Timestamp;

use super::digest::Digest;
use super::file::remove;
use super::schema::{self, Table};
use super::side::{Side, Values};
use super::{Place, connect, existing, is_served, known, of_file, of_server};
use crate::error::StoreError;
use crate::migrations::{COPYING, MIGRATIONS, Migration, apply_postgres, apply_sqlite};
use crate::sqlite::{Role, Sqlite};

/// One table that was copied, and found equal in both databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// A hash of them all, whatever their order.
    pub hash: String,
}

/// Copies a record into an empty place of the other kind. Of the two, one is PostgreSQL. With `alone`, a record on
/// PostgreSQL that somebody serves from is refused: what is said while it is copied would be left behind.
pub fn copy(from: &str, to: &str, alone: bool, now: Timestamp) -> Result<Vec<Copied>, StoreError> {
    copy_with(from, to, alone, now, MIGRATIONS)
}

/// [`copy`] with other migrations, for tests of the engine.
#[doc(hidden)]
pub fn copy_with(
    from: &str,
    to: &str,
    alone: bool,
    now: Timestamp,
    migrations: &[Migration],
) -> Result<Vec<Copied>, StoreError> {
    let (from, place) = (Place::parse(from)?, Place::parse(to)?);
    if matches!(
        (&from, &place),
        (Place::Sqlite(_), Place::Sqlite(_)) | (Place::Postgres(_), Place::Postgres(_))
    ) {
        return Err(StoreError::SameKind);
    }
    let mut from = source(&from, migrations)?;
    free(&mut from, alone)?;
    let mut to = target(&place, migrations, now)?;
    let copied = fill(&mut from, &mut to, alone);
    drop(to);
    if let (Place::Sqlite(path), Err(_)) = (&place, &copied) {
        remove(path);
    }
    copied
}

/// Copies all tables, and compares.
fn fill(from: &mut Side, to: &mut Side, alone: bool) -> Result<Vec<Copied>, StoreError> {
    let tables = tables(from, to)?;
    to.run(&format!(
        "insert into schema_migration (number, name, applied_at)
         select {COPYING}, 'a copy is under way', applied_at from schema_migration where number = 1"
    ))?;
    let keys = unbind(to)?;
    from.hold()?;
    let mut read = Vec::with_capacity(tables.len());
    for table in &tables {
        read.push(each(from, table, |rows| to.write(table, rows))?);
    }
    bind(to, &keys)?;
    let mut copied = Vec::with_capacity(tables.len());
    for (table, read) in tables.iter().zip(read) {
        let written = each(to, table, |_| Ok(()))?;
        if written != read {
            let what = format!("{}: {} rows read, {} rows found", table.name, read.rows, written.rows);
            return Err(StoreError::Corrupt(what));
        }
        copied.push(Copied { table: table.name.clone(), rows: read.rows, hash: read.text() });
    }
    // Who came meanwhile has written what was not copied.
    free(from, alone)?;
    to.run(&format!("delete from schema_migration where number = {COPYING}"))?;
    Ok(copied)
}

fn source(place: &Place, migrations: &[Migration]) -> Result<Side, StoreError> {
    let (mut side, found) = match place {
        Place::Sqlite(path) => {
            let connection = existing(path)?;
            let found = of_file(&connection)?;
            (Side::File(connection), found)
        }
        Place::Postgres(server) => {
            let mut client = connect(server)?;
            let found = of_server(&mut client)?;
            (Side::Server(Box::new(client)), found)
        }
    };
    let (found, known) = (found.unwrap_or(0), known(migrations));
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found < known {
        return Err(StoreError::Older { found, known });
    }
    if let Side::Server(client) = &mut side {
        client.batch_execute("set default_transaction_read_only = on")?;
    }
    Ok(side)
}

/// An empty place with all migrations.
fn target(place: &Place, migrations: &[Migration], now: Timestamp) -> Result<Side, StoreError> {
    match place {
        Place::Sqlite(path) => {
            if path.exists() {
                return Err(StoreError::NotEmpty(format!("{} exists", path.display())));
            }
            let sqlite = Sqlite::open(path, Role::Writer)?;
            apply_sqlite(&sqlite.connection, migrations, now)?;
            Ok(Side::File(sqlite.into_connection()))
        }
        Place::Postgres(server) => {
            let mut client = connect(server)?;
            if of_server(&mut client)?.is_some() {
                // Migrated, perhaps by a server that never had a visitor: rows decide.
                is_empty(&mut client)?;
            }
            if is_served(&mut client)? {
                return Err(StoreError::Served);
            }
            apply_postgres(&mut client, migrations, now)?;
            Ok(Side::Server(Box::new(client)))
        }
    }
}

fn is_empty(client: &mut postgres::Client) -> Result<(), StoreError> {
    for table in schema::of_server(client)? {
        let sql = format!("select exists (select 1 from {})", schema::quoted(&table.name));
        if client.query_one(&sql, &[])?.get(0) {
            return Err(StoreError::NotEmpty(format!("{} has rows", table.name)));
        }
    }
    Ok(())
}

/// Refuses a database that a Frontdesk is connected to.
fn free(side: &mut Side, alone: bool) -> Result<(), StoreError> {
    if let Side::Server(client) = side
        && alone
        && is_served(client)?
    {
        return Err(StoreError::Served);
    }
    Ok(())
}

/// The tables, which are the same on both sides.
fn tables(from: &mut Side, to: &mut Side) -> Result<Vec<Table>, StoreError> {
    let ((Side::Server(server), Side::File(file)) | (Side::File(file), Side::Server(server))) = (from, to)
    else {
        return Err(StoreError::SameKind);
    };
    let tables = schema::of_server(server)?;
    schema::compare(&tables, &schema::of_file(file)?)?;
    Ok(tables)
}

/// Hands out all rows of a table, and sums them up.
fn each(
    side: &mut Side,
    table: &Table,
    mut use_rows: impl FnMut(&[Values]) -> Result<(), StoreError>,
) -> Result<Digest, StoreError> {
    let mut digest = Digest::default();
    let mut last: Option<Values> = None;
    loop {
        let mut rows = side.read(table, last.as_ref())?;
        if rows.is_empty() {
            return Ok(digest);
        }
        rows.iter().try_for_each(|row| digest.add(row))?;
        use_rows(&rows)?;
        last = rows.pop();
    }
}

/// A reference between tables: the table, its name, what it says.
type ForeignKey = (String, String, String);

/// Takes the references between tables away: rows come in no order that would please them.
fn unbind(side: &mut Side) -> Result<Vec<ForeignKey>, StoreError> {
    let Side::Server(client) = side else {
        side.run("pragma foreign_keys = off")?;
        return Ok(Vec::new());
    };
    let rows = client.query(
        "select conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) from pg_constraint
         where contype = 'f' and connamespace = current_schema()::regnamespace",
        &[],
    )?;
    let keys: Vec<ForeignKey> = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    for (table, name, _) in &keys {
        side.run(&format!("alter table {table} drop constraint {}", schema::quoted(name)))?;
    }
    Ok(keys)
}

/// Puts them back, which checks every row.
fn bind(side: &mut Side, keys: &[ForeignKey]) -> Result<(), StoreError> {
    for (table, name, what) in keys {
        side.run(&format!("alter table {table} add constraint {} {what}", schema::quoted(name)))?;
    }
    if let Side::File(connection) = side {
        let mut broken = connection.prepare("pragma foreign_key_check")?;
        if broken.exists([])? {
            return Err(StoreError::Corrupt("a row refers to one that is not there".to_owned()));
        }
        drop(broken);
        connection.execute_batch("pragma foreign_keys = on; pragma wal_checkpoint(truncate)")?;
    }
    Ok(())
}
