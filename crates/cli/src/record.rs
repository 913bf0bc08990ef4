//! `frontdesk backup | restore | migrate | move`: the record as a whole.

use std::path::PathBuf;

use clap::Args;
use frontdesk_store::{Clock, Store, whole};

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;

/// What to back up.
#[derive(Args)]
pub struct Backup {
    /// The file to write; one that is there is not overwritten.
    file: PathBuf,
    /// Where the record is.
    #[command(flatten)]
    database: Database,
}

/// What to restore.
#[derive(Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    /// Where it is to go: a place without a record.
    #[command(flatten)]
    database: Database,
}

/// What to migrate.
#[derive(Args)]
pub struct Migrate {
    /// Where the record is.
    #[command(flatten)]
    database: Database,
}

/// What to move.
#[derive(Args)]
pub struct Move {
    /// Where the record is.
    #[command(flatten)]
    database: Database,
    /// Move to this PostgreSQL database, which is empty
    #[arg(long, value_name = "URL", required_unless_present = "to_data", conflicts_with = "to_data")]
    to_database: Option<String>,
    /// Move to the embedded database, in this folder
    #[arg(long, value_name = "DIR")]
    to_data: Option<PathBuf>,
}

/// Writes a backup.
pub fn backup(Backup { file, database }: &Backup) -> Result<(), Failure> {
    whole::backup(&database.url()?, file, SystemClock.now())?;
    let bytes = std::fs::metadata(file)?.len();
    println!("{} holds all that was stored when the backup began: {bytes} bytes", file.display());
    Ok(())
}

/// Puts a backup in place.
pub fn restore(Restore { file, database }: &Restore) -> Result<(), Failure> {
    let _claim = database.claim()?;
    let url = database.url()?;
    whole::restore(file, &url, SystemClock.now())?;
    println!("{} is restored; migration {}", file.display(), whole::versions(&url)?.found);
    Ok(())
}

/// Brings a record up to date.
pub fn migrate(Migrate { database }: &Migrate) -> Result<(), Failure> {
    let _claim = database.claim()?;
    let url = database.url()?;
    let before = whole::versions(&url)?;
    let store: Store = database.open(std::sync::Arc::new(SystemClock))?;
    store.close_blocking();
    for (number, name) in whole::migrations().filter(|(number, _)| *number > before.found) {
        println!("applied {number}: {name}");
    }
    println!("the record was at migration {}, and is at {}", before.found, whole::versions(&url)?.found);
    Ok(())
}

/// Copies a record to the other kind of database. The old one stays as it was.
pub fn relocate(Move { database, to_database, to_data }: &Move) -> Result<(), Failure> {
    let target = match to_data {
        Some(data) => Database::at(Some(data.clone()), None),
        None => Database::at(None, to_database.clone()),
    };
    let _claims = (database.claim()?, target.claim()?);
    let copied = whole::copy(&database.url()?, &target.url()?, true, SystemClock.now())?;
    for table in &copied {
        println!("{:>10} rows  {}  {}", table.rows, table.hash, table.table);
    }
    let rows: u64 = copied.iter().map(|table| table.rows).sum();
    println!(
        "{rows} rows of {} tables are there, equal by count and hash; the old record is as it was",
        copied.len()
    );
    Ok(())
}
