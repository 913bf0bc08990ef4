//! What happens when more is asked than can be done: a typed refusal, soon.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use frontdesk_store::{Clock, Kind, Store, StoreError};
use jiff::Timestamp;

use crate::fixture::{Fixed, names, open_with, put, wait_for};
use crate::on_both;

/// Functions wait for as long as it is told.
struct Ages {
    begun: Instant,
    seconds: AtomicU64,
}

impl Clock for Ages {
    fn now(&self) -> Timestamp {
        Fixed.now()
    }

    fn ticks(&self) -> Instant {
        self.begun + Duration::from_secs(self.seconds.load(Ordering::Relaxed))
    }
}

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
        let clock = Arc::new(Ages { begun: Instant::now(), seconds: AtomicU64::new(0) });
        let fixture = open_with(kind, |options| {
            options.clock = Arc::clone(&clock) as Arc<dyn Clock>;
            options.max_wait = Duration::from_secs(10);
            options.writers = 1;
        });
        let (release, held) = occupy(&fixture.store);
        let waiting = fixture.store.enqueue(|tx| put(tx, "one"));
        clock.seconds.store(11, Ordering::Relaxed);
        assert_eq!(fixture.store.write_blocking(|tx| put(tx, "two")), Err(StoreError::Busy));
        drop(release);
        held.join().unwrap();
        assert_eq!(wait_for(waiting), Err(StoreError::Busy));
        assert_eq!(names(&fixture.store), [""; 0]);
    }
}
