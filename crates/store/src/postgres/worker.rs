//! A thread that owns one PostgreSQL connection: one transaction per function, run again when the database asks for
//! it, reconnected when the connection is lost.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Server, Session};
use crate::error::StoreError;
use crate::figures::Commits;
use crate::job::{Ended, Job};
use crate::queue::{Queue, Serving};
use crate::store::{Clock, OnCommit, publish};
use crate::turns::Turns;
use crate::tx::{Backend, Remains, Tx};
use crate::wake::Wake;

/// How often a function is run again on conflicts.
const RERUNS: u32 = 5;
/// The longest pause between attempts to connect.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// All that a worker's thread owns.
pub(crate) struct Worker {
    pub server: Server,
    pub read_only: bool,
    pub queue: Arc<Queue>,
    pub clock: Arc<dyn Clock>,
    pub on_commit: OnCommit,
    pub commits: Arc<Commits>,
    pub turns: Option<Arc<dyn Turns>>,
    pub line: Line,
}

/// The connection, or when to try again.
pub(crate) enum Line {
    Up(Box<Session>),
    Down { until: Instant, pause: Duration, why: String },
}

impl Line {
    /// Not connected yet.
    pub fn new() -> Self {
        Self::Down { until: Instant::now(), pause: Duration::from_millis(50), why: String::new() }
    }
}

/// How an attempt ended.
enum Attempt {
    /// The result is with the job; here are the wakes.
    Done(Vec<Wake>),
    /// The database asks for another attempt.
    Conflict,
    /// The connection was lost before the commit was sent.
    Lost(String),
    /// The connection was lost while committing.
    Unknown,
}

impl Worker {
    /// Serves the queue until it is closed and empty.
    pub fn run(mut self) {
        let queue = Arc::clone(&self.queue);
        let _serving = Serving(&queue);
        let mut one = Vec::with_capacity(1);
        while queue.take(1, &mut one) {
            for mut job in one.drain(..) {
                if self.read_only && job.is_abandoned() {
                    continue;
                }
                match self.carry_out(job.as_mut()) {
                    Ok(wakes) => publish(&self.on_commit, wakes),
                    Err(error) => job.fail(error),
                }
                job.answer();
            }
        }
    }

    fn carry_out(&mut self, job: &mut dyn Job) -> Result<Vec<Wake>, StoreError> {
        let (mut conflicts, mut losses) = (0, 0);
        loop {
            match self.attempt(job)? {
                Attempt::Done(wakes) => return Ok(wakes),
                Attempt::Conflict if conflicts < RERUNS => {
                    std::thread::sleep(pause(conflicts, job.seed()));
                    conflicts += 1;
                }
                Attempt::Conflict => return Err(StoreError::Busy),
                Attempt::Unknown => {
                    self.line = Line::new();
                    return Err(StoreError::Unknown);
                }
                // A connection that idled while the server was restarted is found out here: worth a second attempt.
                Attempt::Lost(why) => {
                    self.line = Line::new();
                    losses += 1;
                    if losses > 1 {
                        return Err(StoreError::Unavailable(why));
                    }
                }
            }
        }
    }

    fn attempt(&mut self, job: &mut dyn Job) -> Result<Attempt, StoreError> {
        let (clock, read_only) = (Arc::clone(&self.clock), self.read_only);
        let session = self.session()?;
        if session.turn().is_err() {
            return Ok(Attempt::Conflict);
        }
        if let Err(error) = session.client.batch_execute("BEGIN").map_err(StoreError::from) {
            return Ok(Attempt::Lost(error.to_string()));
        }
        let mut tx = Tx::new(Backend::Postgres(session), read_only, clock.now(), job.seed());
        let ended = job.run(&mut tx);
        let Remains { wakes, doom } = tx.finish();
        let session = self.session()?;
        let keep = match (&doom, ended) {
            (Some(StoreError::Unavailable(why)), _) => return Ok(Attempt::Lost(why.clone())),
            (Some(StoreError::Conflict(_)), _) => {
                session.forget();
                return Ok(roll_back(session).unwrap_or(Attempt::Conflict));
            }
            (Some(doom), Ended::Well) => {
                job.fail(doom.clone());
                false
            }
            (None, Ended::Well) => true,
            (_, Ended::Badly) => false,
        };
        if !keep {
            let lost = roll_back(session).is_some();
            if lost {
                self.line = Line::new(); // the function failed all the same
            }
            return Ok(Attempt::Done(Vec::new()));
        }
        let turn = session.turn();
        let begun = Instant::now();
        match turn.and_then(|()| Ok(session.client.batch_execute("COMMIT")?)) {
            Ok(()) => {
                if !read_only {
                    self.commits.note(begun.elapsed());
                }
                Ok(Attempt::Done(wakes))
            }
            Err(StoreError::Conflict(_)) => Ok(roll_back(session).unwrap_or(Attempt::Conflict)),
            Err(StoreError::Unavailable(why)) if read_only => Ok(Attempt::Lost(why)),
            Err(StoreError::Unavailable(_)) => Ok(Attempt::Unknown),
            Err(error) => {
                job.fail(error);
                Ok(roll_back(session).unwrap_or(Attempt::Done(Vec::new())))
            }
        }
    }

    /// The connection; while the server does not answer, it is asked more and more rarely.
    fn session(&mut self) -> Result<&mut Session, StoreError> {
        if let Line::Down { until, pause, why } = &self.line {
            if Instant::now() < *until {
                return Err(StoreError::Unavailable(why.clone()));
            }
            let next = (*pause * 2).min(LONGEST_PAUSE);
            let connected = Session::connect(&self.server, self.read_only).and_then(|mut session| {
                self.turns.clone().map_or(Ok(()), |turns| session.take_turns(turns))?;
                Ok(session)
            });
            match connected {
                Ok(session) => self.line = Line::Up(Box::new(session)),
                Err(error) => {
                    tracing::warn!(%error, "no connection to the database");
                    let why = error.to_string();
                    self.line = Line::Down { until: Instant::now() + next, pause: next, why: why.clone() };
                    return Err(StoreError::Unavailable(why));
                }
            }
        }
        match &mut self.line {
            Line::Up(session) => Ok(session),
            Line::Down { why, .. } => Err(StoreError::Unavailable(why.clone())),
        }
    }
}

/// Rolls back; what that means for the attempt if the connection is lost over it.
fn roll_back(session: &mut Session) -> Option<Attempt> {
    session.client.batch_execute("ROLLBACK").err().map(|error| Attempt::Lost(error.to_string()))
}

/// A pause before the next run: doubling, and different for each function, so that rivals do not meet again.
fn pause(conflicts: u32, seed: [u8; 32]) -> Duration {
    let index = usize::try_from(conflicts).unwrap_or(0);
    let jitter = u64::from(seed.get(index).copied().unwrap_or(0)) * 8; // up to 2 ms, in microseconds
    Duration::from_micros((500 + jitter) << conflicts)
}
