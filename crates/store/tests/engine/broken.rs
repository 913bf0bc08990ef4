//! When the engine itself fails: whoever serves the store hears of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use frontdesk_store::{Clock, Kind, StoreError};
use jiff::Timestamp;

use crate::fixture::{Fixed, is_closed, open_with, put, wait_for};
use crate::on_both;

/// Panics on one of the store's threads when it is told to.
struct Breaks {
    thread: &'static str,
    now: AtomicBool,
}

impl Clock for Breaks {
    fn now(&self) -> Timestamp {
        let here = thread::current().name() == Some(self.thread);
        assert!(!(here && self.now.load(Ordering::Relaxed)), "the clock stands still");
        Fixed.now()
    }
}

/// Lets the only thread of a kind panic after something is stored; what it said.
fn break_thread(kind: Kind, name: &'static str) -> String {
    let clock = Arc::new(Breaks { thread: name, now: AtomicBool::new(false) });
    let fixture = open_with(kind, |options| {
        options.clock = Arc::clone(&clock) as Arc<dyn Clock>;
        (options.readers, options.writers) = (1, 1);
    });
    let broken = fixture.store.broken();
    fixture.store.write_blocking(|tx| put(tx, "acknowledged")).unwrap();
    clock.now.store(true, Ordering::Relaxed);
    let unanswered = match name {
        "store-write" => fixture.store.write_blocking(|tx| put(tx, "lost")),
        _ => fixture.store.read_blocking(|_| Ok(())),
    };
    assert_eq!(unanswered, Err(StoreError::Closed));
    let why = wait_for(broken);
    assert_eq!(is_closed(&fixture.store), name == "store-write");
    clock.now.store(false, Ordering::Relaxed);
    fixture.store.clone().close_blocking();
    let again = frontdesk_store::Store::open_with(
        &fixture.url,
        crate::fixture::options(&fixture.wakes),
        crate::fixture::MIGRATIONS,
    );
    assert_eq!(crate::fixture::names(&again.unwrap()), ["acknowledged"]);
    why
}

on_both! {
    fn a_writer_that_panics_is_told(kind: Kind) {
        assert_eq!(break_thread(kind, "store-write"), "its thread store-write panicked: the clock stands still");
    }

    fn a_reader_that_panics_is_told(kind: Kind) {
        assert_eq!(break_thread(kind, "store-read"), "its thread store-read panicked: the clock stands still");
    }
}
