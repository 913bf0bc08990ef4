//! What happens when more is asked than can be done: a typed refusal, soon.

use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use frontdesk_store::{Kind, Store, StoreError};

use crate::fixture::{names, open_with, put, wait_for};
use crate::on_both;

/// Occupies the only writer.
fn occupy(store: &Store) -> (mpsc::Sender<()>, thread::JoinHandle<()>) {
    let (release, released) = mpsc::channel::<()>();
    let (begun, has_begun) = mpsc::channel::<()>();
    let (released, store) = (Mutex::new(released), store.clone());
    let thread = thread::spawn(move || {
        let held = store.write_blocking(move |_| {
            let _ = begun.send(());
            let _ = released.lock().unwrap().recv();
            Ok::<_, StoreError>(())
        });
        held.unwrap();
    });
    has_begun.recv().unwrap();
    (release, thread)
}

on_both! {
    fn a_full_queue_is_busy(kind: Kind) {
        let fixture = open_with(kind, |options| {
            options.queue_bound = 2;
            options.writers = 1;
        });
        let (release, held) = occupy(&fixture.store);
        let waiting = ["one", "two"].map(|name| fixture.store.enqueue(move |tx| put(tx, name)));
        assert_eq!(fixture.store.write_blocking(|tx| put(tx, "three")), Err(StoreError::Busy));
        drop(release);
        held.join().unwrap();
        for sent in waiting {
            assert_eq!(wait_for(sent), Ok(()));
        }
        assert_eq!(names(&fixture.store), ["one", "two"]);
    }

    fn what_waits_for_too_long_is_busy_and_so_is_who_comes_after(kind: Kind) {
        let fixture = open_with(kind, |options| {
            options.max_wait = Duration::from_millis(100);
            options.writers = 1;
        });
        let (release, held) = occupy(&fixture.store);
        let store = fixture.store.clone();
        let waiting = thread::spawn(move || store.write_blocking(|tx| put(tx, "one")));
        thread::sleep(Duration::from_millis(300));
        assert_eq!(fixture.store.write_blocking(|tx| put(tx, "two")), Err(StoreError::Busy));
        drop(release);
        held.join().unwrap();
        assert_eq!(waiting.join().unwrap(), Err(StoreError::Busy));
        assert_eq!(names(&fixture.store), [""; 0]);
    }
}
