//! What a transaction of as many statements as a request for an agent makes takes on this machine, with nothing around it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use postgres::{Client, NoTls};
use rusqlite::Connection;

use crate::report::quantile;
use crate::server::{Kind, Place};

/// Statements of the transaction that takes an answer, asks for an agent and makes the offer, its lookups among them.
const STATEMENTS: i32 = 34;
/// Every so many of them one writes.
const WRITES: i32 = 3;
/// Transactions that are timed.
const TIMED: usize = 60;

/// The median of such transactions on the place's database, one after the other on one connection.
pub fn transaction(place: &Place) -> Result<Duration> {
    let (kind, url, folder) = (place.kind(), place.url(), place.folder().to_owned());
    // The blocking client of PostgreSQL has a runtime of its own.
    std::thread::spawn(move || match kind {
        Kind::Sqlite => sqlite(&folder),
        Kind::Postgres => postgres(&url),
    })
    .join()
    .map_err(|_| anyhow!("the bare transactions panicked"))?
}

fn sqlite(folder: &Path) -> Result<Duration> {
    let connection = Connection::open(folder.join("bare.db"))?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full;
         create table if not exists bare (id integer primary key, state text not null) strict;",
    )?;
    let state = state();
    for id in 0..STATEMENTS {
        connection.execute("insert or replace into bare values (?1, ?2)", rusqlite::params![id, state])?;
    }
    median(|| {
        connection.prepare_cached("begin immediate")?.execute([])?;
        for id in 0..STATEMENTS {
            if id % WRITES == 0 {
                connection
                    .prepare_cached("update bare set state = ?2 where id = ?1")?
                    .execute(rusqlite::params![id, state])?;
            } else {
                connection
                    .prepare_cached("select state from bare where id = ?1")?
                    .query_row([id], |row| row.get::<_, String>(0))?;
            }
        }
        connection.prepare_cached("commit")?.execute([])?;
        Ok(())
    })
}

fn postgres(url: &str) -> Result<Duration> {
    let mut client = Client::connect(url, NoTls)?;
    client.batch_execute("create temporary table bare (id integer primary key, state text not null)")?;
    let state = state();
    for id in 0..STATEMENTS {
        client.execute("insert into bare values ($1, $2)", &[&id, &state])?;
    }
    let read = client.prepare("select state from bare where id = $1")?;
    let write = client.prepare("update bare set state = $2 where id = $1")?;
    median(|| {
        let mut transaction = client.transaction()?;
        for id in 0..STATEMENTS {
            if id % WRITES == 0 {
                transaction.execute(&write, &[&id, &state])?;
            } else {
                transaction.query_one(&read, &[&id])?;
            }
        }
        Ok(transaction.commit()?)
    })
}

/// As long as the state of a conversation.
fn state() -> String {
    "0".repeat(800)
}

fn median(mut transaction: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut took = Vec::new();
    for _ in 0..TIMED {
        let begin = Instant::now();
        transaction()?;
        took.push(begin.elapsed());
    }
    took.sort();
    Ok(quantile(&took, 0.5))
}
