//! PostgreSQL's own ways to fail: connections are lost, and found again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use frontdesk_store::{Kind, StoreError};

use crate::fixture::{names, open_with, put};

#[test]
fn connections_lost_while_idle_are_not_noticed_by_callers() {
    let fixture = open_with(Kind::Postgres, |options| options.writers = 1);
    fixture.store.write_blocking(|tx| put(tx, "one")).unwrap();
    assert_eq!(names(&fixture.store), ["one"]);
    let mut other = postgres::Client::connect(&fixture.url, postgres::NoTls).unwrap();
    let all = "select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()";
    assert!(other.execute(all, &[]).unwrap() >= 2);
    fixture.store.write_blocking(|tx| put(tx, "two")).unwrap();
    assert_eq!(names(&fixture.store), ["one", "two"]);
}

#[test]
fn a_connection_lost_within_a_function_is_unavailable_after_a_second_attempt() {
    let fixture = open_with(Kind::Postgres, |options| options.writers = 1);
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let lost = fixture.store.write_blocking(move |tx| {
        counted.fetch_add(1, Ordering::Relaxed);
        put(tx, "one")?;
        tx.query("select pg_terminate_backend(pg_backend_pid())", &[], |_| Ok(()))
    });
    assert!(matches!(lost, Err(StoreError::Unavailable(_))), "{lost:?}");
    assert_eq!(runs.load(Ordering::Relaxed), 2);
    fixture.store.write_blocking(|tx| put(tx, "two")).unwrap();
    assert_eq!(names(&fixture.store), ["two"]);
}

#[test]
fn a_server_that_is_gone_is_unavailable_at_once() {
    let server = frontdesk_testkit::postgres::PrivatePostgres::start();
    let wakes = Arc::default();
    let mut options = crate::fixture::options(&wakes);
    options.writers = 1;
    let store =
        frontdesk_store::Store::open_with(&server.fresh_database(), options, crate::fixture::MIGRATIONS)
            .unwrap();
    store.write_blocking(|tx| put(tx, "one")).unwrap();
    drop(server);
    for _ in 0..3 {
        let refused = store.write_blocking(|tx| put(tx, "two"));
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    }
}
