//! A look at a record: does it answer, is it sound, and does its clock agree with ours?

use frontdesk_domain::website::Website;
use jiff::{SignedDuration, Timestamp};
use rusqlite::OptionalExtension as _;

use super::{Place, Versions, connect, existing, known, of_file, of_server};
use crate::error::StoreError;
use crate::migrations::MIGRATIONS;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How far it has been migrated.
    pub versions: Versions,
    /// How far ahead of ours the database's clock is, or, of a file, its latest entry.
    pub ahead: SignedDuration,
    /// How many conversations it holds.
    pub conversations: u64,
    /// How the connection to it is protected; `None` for a file.
    pub connection: Option<Connection>,
    /// What the admin said of the website; unknown while it waits for a migration.
    pub website: Option<Website>,
}

/// How a connection to a database's server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Whether the server has shown a certificate for its name.
    pub verified: bool,
    /// Whether it stays on this machine.
    pub local: bool,
}

/// Looks at a record, and changes nothing. `None` when there is none yet.
pub fn check(url: &str, now: Timestamp) -> Result<Option<Check>, StoreError> {
    match Place::parse(url)? {
        Place::Sqlite(path) if !path.exists() => Ok(None),
        Place::Sqlite(path) => {
            let connection = existing(&path)?;
            let Some(found) = of_file(&connection)? else { return Ok(None) };
            let said: String = connection.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
            if said != "ok" {
                return Err(StoreError::Corrupt(said));
            }
            let (conversations, last): (i64, Option<i64>) =
                connection.query_row("select count(*), max(last_at) from conversation", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            let last = last.and_then(|micros| Timestamp::from_microsecond(micros).ok());
            let ahead =
                last.map_or(SignedDuration::ZERO, |last| last.duration_since(now).max(SignedDuration::ZERO));
            let settings = if found == known(MIGRATIONS) {
                connection.query_row("select settings from website", [], |row| row.get(0)).optional()?
            } else {
                None
            };
            Ok(Some(seen(found, ahead, conversations, settings)))
        }
        Place::Postgres(server) => {
            let mut client = connect(&server)?;
            let Some(found) = of_server(&mut client)? else { return Ok(None) };
            let row = client.query_one(
                "select (extract(epoch from clock_timestamp()) * 1000000)::bigint, count(*) from conversation",
                &[],
            )?;
            // What only speaks PostgreSQL's protocol may not know: then nothing is said of it.
            let protection = client.query_opt(
                "select ssl, coalesce(inet_server_addr() <<= '127.0.0.0/8' or inet_server_addr() = '::1', true)
                 from pg_stat_ssl where pid = pg_backend_pid()",
                &[],
            );
            let connection = protection.ok().flatten().map(|row| Connection {
                encrypted: row.get(0),
                verified: server.is_verified(),
                local: row.get(1),
            });
            let theirs = Timestamp::from_microsecond(row.get(0)).unwrap_or(now);
            let settings = if found == known(MIGRATIONS) {
                client.query_opt("select settings::text from website", &[])?.map(|row| row.get(0))
            } else {
                None
            };
            Ok(Some(Check { connection, ..seen(found, theirs.duration_since(now), row.get(1), settings) }))
        }
    }
}

fn seen(found: u32, ahead: SignedDuration, conversations: i64, settings: Option<String>) -> Check {
    let versions = Versions { found, known: known(MIGRATIONS) };
    let website = (found == versions.known)
        .then(|| settings.and_then(|settings| serde_json::from_str(&settings).ok()).unwrap_or_default());
    Check { versions, ahead, conversations: conversations.unsigned_abs(), connection: None, website }
}
