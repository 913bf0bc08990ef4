//! The system's clock, and the one that tests set.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use frontdesk_store::Clock;
use jiff::{SignedDuration, Timestamp};

/// The system's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is where time comes from")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The system's clock, ahead by the number of milliseconds that a file holds. For browser tests.
struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_millis(self.0.load(Ordering::Relaxed));
        SystemClock.now().saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }
}

/// The clock of a server: the system's, or the one that a file sets.
pub fn clock(file: Option<&PathBuf>) -> Arc<dyn Clock> {
    let Some(file) = file.cloned() else { return Arc::new(SystemClock) };
    let clock = Arc::new(SetClock(AtomicI64::new(read(&file))));
    let set = Arc::clone(&clock);
    std::thread::spawn(move || {
        loop {
            set.0.store(read(&file), Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    clock
}

fn read(file: &PathBuf) -> i64 {
    std::fs::read_to_string(file).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}
