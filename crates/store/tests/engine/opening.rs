//! What a store opens, and what it refuses to.

use std::sync::Arc;

use frontdesk_store::migrations::{Migration, Text};
use frontdesk_store::{Inline, Kind, Store, StoreError, params};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::fixture::{MIGRATIONS, names, open, options, put, url};
use crate::on_both;

on_both! {
    fn what_was_written_is_there_when_it_is_opened_again(kind: Kind) {
        let fixture = open(kind);
        fixture.store.write_blocking(|tx| put(tx, "kept")).unwrap();
        fixture.store.clone().close_blocking();
        let again = Store::open_with(&fixture.url, options(&Arc::default()), MIGRATIONS).unwrap();
        assert_eq!(names(&again), ["kept"]);
    }

    fn the_schema_itself_applies_and_only_once(kind: Kind) {
        let folder = TempDir::new().unwrap();
        let url = url(kind, &folder);
        for _ in 0..2 {
            Store::open(&url, options(&Arc::default())).unwrap().close_blocking();
        }
    }

    fn a_newer_database_is_refused(kind: Kind) {
        let fixture = open(kind);
        fixture.store.clone().close_blocking();
        let refused = Store::open_with(&fixture.url, options(&Arc::default()), &MIGRATIONS[..1]);
        assert_eq!(refused.err(), Some(StoreError::Newer { found: 2, known: 1 }));
    }

    fn many_nodes_starting_together_migrate_once(kind: Kind) {
        let folder = TempDir::new().unwrap();
        let url = url(kind, &folder);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| Store::open_with(&url, options(&Arc::default()), MIGRATIONS).unwrap().close_blocking());
            }
        });
    }

    fn a_failing_migration_leaves_no_trace(kind: Kind) {
        const BROKEN: &[Migration] = &[
            Migration { number: 1, name: "fine", sql: Text::Both("create table one (a {{int}}) {{table}}") },
            Migration { number: 2, name: "broken", sql: Text::Both("create table two (a {{int}}) {{table}}; oops") },
        ];
        let folder = TempDir::new().unwrap();
        let url = url(kind, &folder);
        let refused = Store::open_with(&url, options(&Arc::default()), BROKEN);
        assert!(matches!(refused, Err(StoreError::Migration(ref text)) if text.starts_with("2 broken")), "{:?}", refused.err());
        Store::open_with(&url, options(&Arc::default()), &BROKEN[..1]).unwrap();
    }
}

#[test]
fn an_unknown_url_is_refused_and_told_what_is_accepted() {
    let refused = [
        "",
        "frontdesk.db",
        "mysql://host/name",
        "sqlite:",
        "sqlite::memory:",
        "sqlite3:file",
        "Postgres://x",
    ];
    for url in refused {
        let error = Store::open_with(url, options(&Arc::default()), MIGRATIONS).err().unwrap();
        assert!(matches!(error, StoreError::Url(_)), "{url}: {error:?}");
        assert!(error.to_string().contains("sqlite:PATH, postgres://"), "{error}");
    }
    let error =
        Store::open_with("mysql://user:secret@host", options(&Arc::default()), MIGRATIONS).err().unwrap();
    assert!(!error.to_string().contains("secret"));
}

#[test]
fn a_missing_folder_and_another_programs_file_are_refused() {
    let folder = TempDir::new().unwrap();
    let missing = format!("sqlite:{}/no/store.db", folder.path().display());
    assert!(Store::open_with(&missing, options(&Arc::default()), MIGRATIONS).is_err());
    let path = folder.path().join("other.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("create table song (title text)").unwrap();
    let refused =
        Store::open_with(&format!("sqlite:{}", path.display()), options(&Arc::default()), MIGRATIONS);
    assert!(matches!(refused.err(), Some(StoreError::Migration(_))));
}

#[test]
fn an_unreachable_server_is_unavailable() {
    let refused =
        Store::open_with("postgres://nobody@127.0.0.1:1/none", options(&Arc::default()), MIGRATIONS);
    assert!(matches!(refused.err(), Some(StoreError::Unavailable(_))));
}

#[test]
fn inline_is_the_same_at_every_run() {
    let run = || {
        let mut inline = Inline::memory_with(MIGRATIONS).unwrap();
        let now = Timestamp::from_second(1_000).unwrap();
        let (drawn, _) = inline
            .write(now, 7, |tx| {
                let drawn = tx.random::<8>();
                tx.execute("insert into every (raw, at) values ($1, $2)", &params![drawn, tx.now()])?;
                Ok::<_, StoreError>(drawn)
            })
            .unwrap();
        let failed: Result<_, StoreError> = inline.write(now, 8, |tx| {
            put(tx, "undone")?;
            Err::<(), _>(StoreError::Busy)
        });
        assert!(failed.is_err());
        let rows: Result<_, StoreError> = inline.read(now, 9, |tx| {
            assert!(tx.query("select name from note", &[], |_| Ok(()))?.is_empty());
            tx.one("select raw, at from every", &[], |row| {
                Ok((row.get::<[u8; 8]>(0)?, row.get::<Timestamp>(1)?))
            })
        });
        assert_eq!(rows, Ok((drawn, now)));
        drawn
    };
    assert_eq!(run(), run());
}
