//! Runs worlds by seed on all cores, up to the first violation.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::coverage::Coverage;
use crate::world::{Violation, World};

/// A violation and where it happened.
pub struct Found {
    /// The world.
    pub seed: u64,
    /// The step in it.
    pub step: u64,
    /// What.
    pub violation: Violation,
    /// The conversation's log as a transcript.
    pub transcript: Vec<String>,
}

/// Runs one world.
pub fn one(seed: u64, traced: bool) -> (Coverage, Vec<String>, Option<Found>) {
    let mut world = match World::new(seed, traced) {
        Ok(world) => world,
        Err(violation) => {
            let found = Found { seed, step: 0, violation, transcript: Vec::new() };
            return (Coverage::default(), Vec::new(), Some(found));
        }
    };
    let found = world.run().err().map(|violation| Found {
        seed,
        step: world.coverage.steps,
        transcript: transcript(&world, &violation),
        violation,
    });
    world.coverage.micros = world.clock;
    (world.coverage, world.trace.unwrap_or_default(), found)
}

fn transcript(world: &World, violation: &Violation) -> Vec<String> {
    let Some(known) = violation.conversation.and_then(|id| world.conversations.get(&id)) else {
        return Vec::new();
    };
    known
        .log
        .iter()
        .map(|logged| {
            let entry = &logged.entry;
            format!("{:>4} {} {:?} {}", entry.seq, entry.at, entry.fact, entry.text())
        })
        .collect()
}

/// Runs the worlds of the seeds from 1 on; the one with the smallest seed among the violations that were found.
pub fn many(seeds: u64) -> (Coverage, u64, Option<Found>) {
    let next = AtomicU64::new(1);
    let last = AtomicU64::new(seeds);
    let total = Mutex::new((Coverage::default(), 0_u64, None::<Found>));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > last.load(Ordering::Relaxed) {
                        return;
                    }
                    let (coverage, _, found) = one(seed, false);
                    let mut total = total.lock().unwrap_or_else(PoisonError::into_inner);
                    total.0.merge(&coverage);
                    total.1 += 1;
                    if let Some(found) = found {
                        last.fetch_min(seed, Ordering::Relaxed);
                        if total.2.as_ref().is_none_or(|before| found.seed < before.seed) {
                            total.2 = Some(found);
                        }
                    }
                }
            });
        }
    });
    total.into_inner().unwrap_or_else(PoisonError::into_inner)
}
