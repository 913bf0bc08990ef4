//! When an agent is available: by the wall clock of their zone and their weekly schedule (`AVAIL-1`), or by what they
//! have chosen against it for a while (`AVAIL-2`).
//!
//! Whether one is on shift is asked of what the wall clock shows now; the edges of blocks are never turned into instants
//! for that, so that a clock that is set forth or back needs no care. Only when a *change* is looked for, the instants
//! are gone through at which the wall clock can enter or leave a block or a day: the edges between two settings of the
//! clock, and these settings. When an override ends follows from when it was chosen; it is never stored.

mod schedule;
mod stored;
mod zone;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

pub use schedule::{
    BadMinute, Block, DaysOff, MOST_BLOCKS, MOST_DAYS_OFF, Minute, Schedule, ScheduleFault, WEEK, words,
};
pub use stored::BadSchedule;
use zone::Setting;
pub use zone::{UnknownZone, Zone};

/// How far ahead a change is looked for.
const AHEAD: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What an agent has chosen against their schedule (`AVAIL-2`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Override {
    /// What they have chosen.
    pub available: bool,
    /// When.
    pub since: Timestamp,
}

/// All that says when an agent is available. The default is round the clock, by UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// Whose wall clock counts.
    pub zone: Zone,
    /// When they work by it.
    pub schedule: Schedule,
    /// What they have chosen against that; it may be over.
    pub chosen: Option<Override>,
}

/// Why an agent is available or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The wall clock is inside a block of the schedule.
    OnShift,
    /// It is not.
    OffShift,
    /// The day is off.
    DayOff,
    /// They have chosen it against the schedule.
    Chosen,
}

/// Whether an agent is available, why, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status {
    /// Whether they are.
    pub available: bool,
    /// Why.
    pub why: Why,
    /// When the schedule says otherwise, or where they have chosen against it, when that ends; `None` where it is not
    /// within a year.
    pub until: Option<Timestamp>,
}

/// Where the wall clock stands: on which day, and inside which of its blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    day: Date,
    block: Option<usize>,
}

impl Place {
    /// Whether the wall clock has entered a block that it was not in just before.
    fn begins_block(self, before: Self) -> bool {
        self.block.is_some() && self != before
    }
}

impl Availability {
    /// Whether the schedule says that they are available (`AVAIL-1`).
    pub fn on_shift(&self, now: Timestamp) -> bool {
        self.place(now).block.is_some()
    }

    /// Whether they are available, why, and until when.
    pub fn status(&self, now: Timestamp) -> Status {
        let Place { day, block } = self.place(now);
        let on_shift = block.is_some();
        if let Some(chosen) = self.override_at(now).filter(|chosen| chosen.available != on_shift) {
            return Status { available: chosen.available, why: Why::Chosen, until: self.end_of(chosen, now) };
        }
        let off = if self.schedule.is_off(day) { Why::DayOff } else { Why::OffShift };
        let why = if on_shift { Why::OnShift } else { off };
        Status { available: on_shift, why, until: self.shift_changes(now) }
    }

    /// Whether they are available: the same as their status says, and cheaper.
    pub fn is_available(&self, now: Timestamp) -> bool {
        self.override_at(now).map_or_else(|| self.on_shift(now), |chosen| chosen.available)
    }

    /// What is to be kept of a choice made now: nothing, where it is what the schedule says.
    pub fn choose(&self, available: bool, now: Timestamp) -> Option<Override> {
        (available != self.on_shift(now)).then_some(Override { available, since: now })
    }

    /// The choice that still stands: no block has begun since and, where it is *available*, no day.
    pub fn override_at(&self, now: Timestamp) -> Option<Override> {
        self.chosen.filter(|chosen| self.find_end(*chosen, now).is_none())
    }

    /// The next instant at which the status is another; `None` where that is not within a year.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let override_ends = self.override_at(now).and_then(|chosen| self.end_of(chosen, now));
        override_ends.into_iter().chain(self.shift_changes(now)).min()
    }

    fn end_of(&self, chosen: Override, now: Timestamp) -> Option<Timestamp> {
        self.find_end(chosen, now.saturating_add(AHEAD).unwrap_or(Timestamp::MAX))
    }

    fn find_end(&self, chosen: Override, upto: Timestamp) -> Option<Timestamp> {
        self.find(chosen.since, upto, |before, after| {
            after.begins_block(before) || (chosen.available && after.day > before.day)
        })
    }

    /// When the wall clock next leaves all blocks, or enters one.
    fn shift_changes(&self, now: Timestamp) -> Option<Timestamp> {
        let Place { day, block } = self.place(now);
        // A clock that is set back can show the day before.
        if self.schedule.is_constant(day.yesterday().unwrap_or(day)) {
            return None;
        }
        let upto = now.saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
        self.find(now, upto, |_, after| after.block.is_some() != block.is_some())
    }

    /// The first instant after one, and up to another, at which the wall clock changes its place as wanted.
    fn find(
        &self,
        after: Timestamp,
        upto: Timestamp,
        wanted: impl Fn(Place, Place) -> bool,
    ) -> Option<Timestamp> {
        let mut setting = self.zone.setting(after);
        let (mut at, mut before) = (after, self.place_on(setting.offset.to_datetime(after)));
        while let Some(next) = self.next_edge(at, setting).filter(|next| *next <= upto) {
            if setting.until.is_some_and(|until| next >= until) {
                setting = self.zone.setting(next);
            }
            let place = self.place_on(setting.offset.to_datetime(next));
            if wanted(before, place) {
                return Some(next);
            }
            (at, before) = (next, place);
        }
        None
    }

    /// The first instant after one at which the wall clock may change its place.
    fn next_edge(&self, after: Timestamp, Setting { offset, until }: Setting) -> Option<Timestamp> {
        let local = offset.to_datetime(after);
        let minute = Minute::of(local);
        let edges = self.schedule.on(local.date()).iter().flat_map(|block| [block.start, block.end]);
        let edge = edges.filter(|edge| *edge > minute).min().unwrap_or(Minute::LAST);
        let edge = edge.on(local.date()).and_then(|edge| offset.to_timestamp(edge).ok());
        edge.into_iter().chain(until).min()
    }

    fn place(&self, now: Timestamp) -> Place {
        self.place_on(self.zone.local(now))
    }

    fn place_on(&self, local: DateTime) -> Place {
        let minute = Minute::of(local);
        let block = self.schedule.on(local.date()).iter().position(|block| block.contains(&minute));
        Place { day: local.date(), block }
    }
}
