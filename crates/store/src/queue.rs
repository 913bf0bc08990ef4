//! Functions waiting for a thread that owns a connection. The queue is bounded in length and in age: what cannot be
//! served soon is refused at once, so that an overload is felt as "busy" instead of as a growing delay.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::error::StoreError;
use crate::job::Job;
use crate::store::{Clock, Options};

/// A queue between many callers and some worker threads.
pub(crate) struct Queue {
    state: Mutex<State>,
    filled: Condvar,
    bound: usize,
    max_wait: Duration,
    clock: Arc<dyn Clock>,
}

struct State {
    waiting: VecDeque<(Instant, Box<dyn Job>)>,
    idle: usize,
    workers: usize,
    closed: bool,
}

impl Queue {
    /// A queue for so many workers.
    pub fn new(options: &Options, workers: usize) -> Self {
        let Options { queue_bound: bound, max_wait, .. } = *options;
        let state = State { waiting: VecDeque::new(), idle: 0, workers, closed: false };
        let clock = Arc::clone(&options.clock);
        Self { state: Mutex::new(state), filled: Condvar::new(), bound, max_wait, clock }
    }

    /// Adds a function, unless too much is waiting, or for too long.
    pub fn push(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let now = self.clock.ticks();
        let mut state = self.lock();
        if state.closed {
            return Err(StoreError::Closed);
        }
        let overdue = state.waiting.front().is_some_and(|(since, _)| now - *since > self.max_wait);
        if overdue || state.waiting.len() >= self.bound {
            return Err(StoreError::Busy);
        }
        state.waiting.push_back((now, job));
        let wake = state.idle > 0;
        drop(state);
        if wake {
            self.filled.notify_one();
        }
        Ok(())
    }

    /// Waits until there is something to do, and moves at most `most` functions into `batch`. Functions that have
    /// waited for too long are answered "busy". False when the queue is closed and empty.
    pub fn take(&self, most: usize, batch: &mut Vec<Box<dyn Job>>) -> bool {
        loop {
            let mut refused = Vec::new();
            let mut state = self.lock();
            while state.waiting.is_empty() {
                if state.closed {
                    return false;
                }
                state.idle += 1;
                state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.idle -= 1;
            }
            let now = self.clock.ticks();
            while batch.len() < most
                && let Some((since, job)) = state.waiting.pop_front()
            {
                // Once closed, everything that was accepted is carried out.
                if now - since > self.max_wait && !state.closed {
                    refused.push(job);
                } else {
                    batch.push(job);
                }
            }
            drop(state);
            for mut job in refused {
                job.fail(StoreError::Busy);
                job.answer();
            }
            if !batch.is_empty() {
                return true;
            }
        }
    }

    /// How many functions wait.
    pub fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    /// Accepts no more; what is waiting will still be carried out.
    pub fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_all();
    }

    /// A worker says goodbye. When the last one goes (all others: only when it panicked), nobody is left to answer.
    fn leave(&self) {
        let mut state = self.lock();
        state.workers = state.workers.saturating_sub(1);
        if state.workers == 0 {
            state.closed = true;
            let unanswered = std::mem::take(&mut state.waiting);
            drop(state);
            drop(unanswered); // their callers see that nobody will answer
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Held by a worker thread for as long as it serves a queue.
pub(crate) struct Serving<'a>(pub &'a Queue);

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        self.0.leave();
    }
}
