//! Figures of a running store, for those who watch over it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the classes into which durable commits are counted by the time they took, in microseconds.
pub const COMMIT_CLASSES: [u64; 10] =
    [250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000, 2_500_000];

/// What a store was found to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Functions that wait to write.
    pub waiting_writes: u64,
    /// Functions that wait to read.
    pub waiting_reads: u64,
    /// Durable commits since the start.
    pub commits: u64,
    /// Those of each of [`COMMIT_CLASSES`], which hold those of the lower ones too.
    pub commits_within: [u64; COMMIT_CLASSES.len()],
    /// How long all commits took together, in microseconds.
    pub commit_micros: u64,
}

/// Durable commits, counted by the threads that make them.
#[derive(Default)]
pub(crate) struct Commits {
    count: AtomicU64,
    micros: AtomicU64,
    classes: [AtomicU64; COMMIT_CLASSES.len()],
}

impl Commits {
    /// Counts one.
    pub fn note(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.count.fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(micros, Ordering::Relaxed);
        for (class, bound) in self.classes.iter().zip(COMMIT_CLASSES) {
            if micros <= bound {
                class.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// How many there were.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Fills in what was counted.
    pub fn tell(&self, figures: &mut Figures) {
        figures.commits = self.count();
        figures.commit_micros = self.micros.load(Ordering::Relaxed);
        figures.commits_within = self.classes.each_ref().map(|class| class.load(Ordering::Relaxed));
    }
}
