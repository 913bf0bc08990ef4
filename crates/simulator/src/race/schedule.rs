//! In which order the statements of racing transactions run: as chance from a seed has it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use frontdesk_store::Turns;
use frontdesk_testkit::chance::Chance;
use frontdesk_testkit::postgres::LockWatch;

/// How often in a thousand steps the database is made to ask for another run of the function.
const CONFLICTS: i64 = 8;
/// How long one race may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks at who waits for a lock.
const LOOK: Duration = Duration::from_micros(200);

/// Gives one racing transaction after the other its turn, for one step each. What waits for a lock of another is left
/// waiting; outside of a race nobody waits for a turn.
#[derive(Default)]
pub struct Schedule {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    racing: bool,
    racers: Vec<Racer>,
}

impl State {
    fn stands(&self, number: usize, step: Step) -> bool {
        self.racers.get(number).is_some_and(|racer| racer.step == step)
    }

    fn put(&mut self, number: usize, step: Step) {
        if let Some(racer) = self.racers.get_mut(number) {
            racer.step = step;
        }
    }
}

/// A transaction in a race.
struct Racer {
    /// The connection that it runs on.
    process: i32,
    step: Step,
    conflict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// It asks for its turn.
    Asks,
    /// It has its turn.
    Runs,
    /// Its statement waits for a lock.
    Locked,
    /// It is over.
    Over,
}

/// What a race was like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// Who took each step.
    pub steps: Vec<usize>,
    /// How often a step waited for a lock.
    pub locked: usize,
    /// How often the database was made to ask for another run.
    pub conflicts: usize,
    /// Whether all that was left waited for each other.
    pub deadlock: bool,
}

impl Turns for Schedule {
    fn wait(&self, process: i32) -> bool {
        let mut state = self.lock();
        if !state.racing {
            return true;
        }
        let live = |racer: &Racer| racer.process == process && racer.step != Step::Over;
        let number = state.racers.iter().position(live).unwrap_or_else(|| {
            state.racers.push(Racer { process, step: Step::Asks, conflict: false });
            state.racers.len() - 1
        });
        state.put(number, Step::Asks);
        self.changed.notify_all();
        while state.stands(number, Step::Asks) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        !state.racers.get_mut(number).is_some_and(|racer| std::mem::take(&mut racer.conflict))
    }
}

impl Schedule {
    /// Begins a race: from now on each new transaction takes part in it.
    pub fn begin(&self) {
        *self.lock() = State { racing: true, racers: Vec::new() };
    }

    /// Waits until so many transactions take part.
    pub fn await_racers(&self, count: usize) -> Result<()> {
        let begin = Instant::now();
        let mut state = self.lock();
        while state.racers.len() < count {
            if begin.elapsed() > PATIENCE {
                bail!("transaction {count} never began");
            }
            state = self.changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(())
    }

    /// Tells that a transaction's caller was answered.
    pub fn over(&self, number: usize) {
        self.lock().put(number, Step::Over);
        self.changed.notify_all();
    }

    /// Gives turns until all transactions are over.
    pub fn conduct(&self, watch: &mut LockWatch, chance: &mut Chance) -> Result<Course> {
        let (begin, mut course) = (Instant::now(), Course::default());
        loop {
            let waits = self.settle(watch, begin, &mut course)?;
            let mut state = self.lock();
            let asks: Vec<usize> =
                (0..state.racers.len()).filter(|number| state.stands(*number, Step::Asks)).collect();
            if let Some(number) = chance.one_of(&asks).copied() {
                let conflict = chance.per_mille(CONFLICTS);
                if let Some(racer) = state.racers.get_mut(number) {
                    (racer.conflict, racer.step) = (conflict, Step::Runs);
                }
                course.conflicts += usize::from(conflict);
                course.steps.push(number);
                self.changed.notify_all();
            } else if waits == 0 {
                state.racing = false;
                return Ok(course);
            } else {
                // Whoever holds the lock waits for one, too: the database will notice, and end one of them.
                course.deadlock = true;
                drop(state);
                std::thread::sleep(LOOK);
            }
        }
    }

    /// Waits until each transaction asks for its turn, waits for a lock, or is over; how many wait for a lock.
    fn settle(&self, watch: &mut LockWatch, begin: Instant, course: &mut Course) -> Result<usize> {
        loop {
            if begin.elapsed() > PATIENCE {
                bail!("the race does not end");
            }
            let (ran, busy): (bool, Vec<i32>) = {
                let state = self.lock();
                let ran = state.racers.iter().any(|racer| racer.step == Step::Runs);
                let busy =
                    state.racers.iter().filter(|racer| matches!(racer.step, Step::Runs | Step::Locked));
                (ran, busy.map(|racer| racer.process).collect())
            };
            if busy.is_empty() {
                return Ok(0);
            }
            let locked = watch.waiting(&busy);
            let mut state = self.lock();
            for racer in &mut state.racers {
                let is_locked = locked.contains(&racer.process);
                course.locked += usize::from(is_locked && racer.step == Step::Runs);
                racer.step = match racer.step {
                    Step::Runs | Step::Locked if is_locked => Step::Locked,
                    Step::Locked => Step::Runs,
                    other => other,
                };
            }
            let count = |step| state.racers.iter().filter(|racer| racer.step == step).count();
            if count(Step::Runs) > 0 {
                drop(self.changed.wait_timeout(state, LOOK));
            } else if !ran {
                return Ok(count(Step::Locked));
            }
            // Else who ran then may have let go of a lock while we looked who waits for one.
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
