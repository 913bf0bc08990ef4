//! A backup is a file: an embedded database, whichever database it was made of.

use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;

use super::{Place, copy, existing, known, of_file};
use crate::error::StoreError;
use crate::migrations::MIGRATIONS;

/// Writes a backup while others serve from the record: all that was stored when it began. A file that is there is
/// refused. It appears under its name when it is whole and on the disk.
pub fn backup(url: &str, file: &Path, now: Timestamp) -> Result<(), StoreError> {
    if file.exists() {
        return Err(StoreError::NotEmpty(format!("{} exists", file.display())));
    }
    let part = with_ending(file, ".part");
    let done =
        write(url, &part, now).and_then(|()| Ok(std::fs::rename(&part, file)?)).and_then(|()| sync(file));
    if done.is_err() {
        remove(&part);
    }
    done
}

fn write(url: &str, part: &Path, now: Timestamp) -> Result<(), StoreError> {
    remove(part); // left over by a backup that was cut off
    match Place::parse(url)? {
        Place::Sqlite(path) => {
            let connection = existing(&path)?;
            of_file(&connection)?.ok_or_else(|| StoreError::Migration("there is no record".to_owned()))?;
            connection.execute("vacuum into ?1", [text(part)?])?;
        }
        Place::Postgres(_) => {
            copy(url, &format!("sqlite:{}", text(part)?), false, now)?;
        }
    }
    // A backup is one file: nothing of it may be left in a log beside it.
    sound(part)?.execute_batch("pragma journal_mode = delete")?;
    sync(part)
}

/// Puts a backup where no record is: into a file, or into an empty PostgreSQL database.
pub fn restore(file: &Path, url: &str, now: Timestamp) -> Result<(), StoreError> {
    let found = of_file(&sound(file)?)?.unwrap_or(0);
    if found > known(MIGRATIONS) {
        return Err(StoreError::Newer { found, known: known(MIGRATIONS) });
    }
    match Place::parse(url)? {
        Place::Sqlite(path) => {
            if path.exists() {
                return Err(StoreError::NotEmpty(format!("{} exists", path.display())));
            }
            let part = with_ending(&path, ".part");
            std::fs::copy(file, &part)?;
            sync(&part)?;
            std::fs::rename(&part, &path)?;
            sync(&path)
        }
        Place::Postgres(_) => copy(&format!("sqlite:{}", text(file)?), url, true, now).map(|_| ()),
    }
}

/// Opens a file; one that is no whole record is refused.
fn sound(file: &Path) -> Result<Connection, StoreError> {
    let connection = existing(file)?;
    let said: String = connection.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(StoreError::Corrupt(said));
    }
    of_file(&connection)?.ok_or_else(|| StoreError::Migration("there is no record in it".to_owned()))?;
    Ok(connection)
}

/// Makes sure that a file and its name are on the disk.
fn sync(file: &Path) -> Result<(), StoreError> {
    File::open(file)?.sync_all()?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes a file and what SQLite keeps beside it.
pub(super) fn remove(part: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        // What is not there need not go.
        let _ = std::fs::remove_file(with_ending(part, ending));
    }
}

fn text(path: &Path) -> Result<&str, StoreError> {
    path.to_str().ok_or_else(|| StoreError::Url("a file whose name is not UTF-8".to_owned()))
}
