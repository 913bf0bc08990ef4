//! SQLite's own ways to fail: a full disk takes the whole transaction with it.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;

use frontdesk_store::{Kind, StoreError, params};

use crate::fixture::{desk, names, open, put, wait_for};

#[test]
fn of_a_batch_that_meets_a_full_disk_only_those_that_do_not_fit_fail() {
    let fixture = open(Kind::Sqlite);
    let store = &fixture.store;
    let limit = |tx: &mut frontdesk_store::Tx<'_>| {
        let pages: i64 = tx.one("pragma page_count", &[], |row| row.get(0))?;
        assert!(pages < 60);
        tx.query("pragma max_page_count = 60", &[], |row| row.get::<i64>(0))
    };
    store.write_blocking(limit).unwrap();
    let (release, released) = mpsc::channel::<()>();
    let (begun, has_begun) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let runs = Arc::new(Mutex::new(Vec::new()));
    thread::scope(|scope| {
        scope.spawn(move || {
            store.write_blocking(move |_| {
                let _ = begun.send(());
                let _ = released.lock().unwrap().recv();
                Ok::<_, StoreError>(())
            })
        });
        has_begun.recv().unwrap();
        let sent: Vec<_> = (0..6_u128)
            .map(|number| {
                let runs = Arc::clone(&runs);
                store.enqueue(move |tx| {
                    runs.lock().unwrap().push(number);
                    tx.wake(desk(number));
                    let size = if number == 3 { 1_000_000 } else { 10 };
                    tx.execute("insert into every (raw) values ($1)", &params![vec![0_u8; size]])?;
                    put(tx, &number.to_string())
                })
            })
            .collect();
        drop(release);
        for (number, result) in sent.into_iter().map(wait_for).enumerate() {
            assert_eq!(result, if number == 3 { Err(StoreError::Full) } else { Ok(()) }, "{number}");
        }
    });
    assert_eq!(
        *runs.lock().unwrap(),
        [0, 1, 2, 3, 0, 1, 2, 3, 4, 5],
        "the batch stopped, then each ran alone"
    );
    assert_eq!(names(store), ["0", "1", "2", "4", "5"]);
    let wakes = fixture.wakes.lock().unwrap();
    assert!(!wakes.contains(&desk(3)));
    assert!(wakes.contains(&desk(5)));
}

#[test]
fn the_log_is_emptied_while_the_store_is_open_and_gone_when_it_is_closed() {
    let fixture = open(Kind::Sqlite);
    let log = format!("{}-wal", fixture.url.strip_prefix("sqlite:").unwrap());
    fixture.store.write_blocking(|tx| put(tx, "one")).unwrap();
    assert!(std::fs::metadata(&log).unwrap().len() > 0);
    fixture.store.clone().close_blocking();
    assert!(std::fs::metadata(&log).map_or(0, |file| file.len()) == 0);
}
