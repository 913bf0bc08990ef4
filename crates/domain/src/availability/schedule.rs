//! The weekly schedule: blocks of local wall time on each day of the week, and days off (`AVAIL-1`).

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Weekday};

/// How many blocks a day can have.
pub const MOST_BLOCKS: usize = 12;
/// How many days off, or stretches of them, a schedule can have.
pub const MOST_DAYS_OFF: usize = 366;
/// The days of the week, in the order in which a schedule tells them.
pub const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// A minute of the day, from 0 to 1,440, which is 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(u16);

impl Minute {
    /// 00:00.
    pub const FIRST: Self = Self(0);
    /// 24:00.
    pub const LAST: Self = Self(24 * 60);

    /// Of which the clock shows hour and minute.
    pub(super) fn of(local: DateTime) -> Self {
        Self(u16::try_from(local.hour()).unwrap_or(0) * 60 + u16::try_from(local.minute()).unwrap_or(0))
    }

    /// When this is, on a day.
    pub(super) fn on(self, day: Date) -> Option<DateTime> {
        if self >= Self::LAST {
            return Some(day.tomorrow().ok()?.at(0, 0, 0, 0));
        }
        Some(day.at(i8::try_from(self.0 / 60).ok()?, i8::try_from(self.0 % 60).ok()?, 0, 0))
    }
}

/// A time of day that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a time of day such as 09:00, up to 24:00")]
pub struct BadMinute;

impl FromStr for Minute {
    type Err = BadMinute;

    fn from_str(text: &str) -> Result<Self, BadMinute> {
        let two = |part: &str| {
            let good = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            good.then(|| part.parse::<u16>().ok()).flatten()
        };
        let (hours, minutes) = text.split_once(':').ok_or(BadMinute)?;
        let (hours, minutes) = two(hours).zip(two(minutes)).ok_or(BadMinute)?;
        let all = hours * 60 + minutes;
        if minutes < 60 && all <= Self::LAST.0 { Ok(Self(all)) } else { Err(BadMinute) }
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A stretch of the wall clock on one day, its end not included.
pub type Block = Range<Minute>;

/// Days off, from the first to the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaysOff {
    /// The first.
    pub first: Date,
    /// The last, which is off, too.
    pub last: Date,
}

/// As people read it, and in the stored form: `2026-12-24`, `2026-12-27..2027-01-06`.
impl fmt::Display for DaysOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = self;
        if first == last { write!(f, "{first}") } else { write!(f, "{first}..{last}") }
    }
}

/// What is wrong with a schedule, and where: places count from 0, as they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleFault {
    /// A block that no time is in.
    #[error(
        "a block ends after it begins; one that goes over midnight is two: to 24:00, and from 00:00 the next day"
    )]
    Backwards {
        /// On which day.
        day: Weekday,
        /// Which block.
        place: usize,
    },
    /// A block that shares time with another of the day.
    #[error("this block and another one of the day overlap")]
    Overlap {
        /// On which day.
        day: Weekday,
        /// Which block.
        place: usize,
    },
    /// More blocks than a day can have.
    #[error("a day has at most {MOST_BLOCKS} blocks")]
    ManyBlocks {
        /// On which day.
        day: Weekday,
    },
    /// Days off whose last is before the first.
    #[error("the last day off is not before the first")]
    DaysOffBackwards {
        /// Which.
        place: usize,
    },
    /// More days off than a schedule can have.
    #[error("a schedule has at most {MOST_DAYS_OFF} days off or stretches of them")]
    ManyDaysOff,
}

/// When an agent works, by the wall clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// From Monday; the blocks of a day in order, none over another.
    week: [Vec<Block>; 7],
    /// In order, none over another.
    off: Vec<DaysOff>,
}

/// Round the clock: who has no schedule can take chats at once.
impl Default for Schedule {
    fn default() -> Self {
        Self { week: WEEK.map(|_| vec![Minute::FIRST..Minute::LAST]), off: Vec::new() }
    }
}

impl Schedule {
    /// Reads a schedule as it was given: blocks from Monday on, and days off, in whatever order. All faults are told.
    pub fn new(mut week: [Vec<Block>; 7], mut off: Vec<DaysOff>) -> Result<Self, Vec<ScheduleFault>> {
        let mut faults = Vec::new();
        for (day, blocks) in WEEK.into_iter().zip(&mut week) {
            blocks_of(day, blocks, &mut faults);
        }
        let backwards = off.iter().enumerate().filter(|(_, days)| days.last < days.first);
        faults.extend(backwards.map(|(place, _)| ScheduleFault::DaysOffBackwards { place }));
        if off.len() > MOST_DAYS_OFF {
            faults.push(ScheduleFault::ManyDaysOff);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        off.sort_unstable();
        off.dedup_by(|next, kept| {
            let within = next.first <= kept.last;
            if within {
                kept.last = kept.last.max(next.last);
            }
            within
        });
        Ok(Self { week, off })
    }

    /// The blocks of a day of the week, in order.
    pub fn blocks(&self, day: Weekday) -> &[Block] {
        let place = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
        self.week.get(place).map_or(&[], Vec::as_slice)
    }

    /// The days off, in order.
    pub fn days_off(&self) -> &[DaysOff] {
        &self.off
    }

    /// Whether a day is off.
    pub fn is_off(&self, day: Date) -> bool {
        let next = self.off.partition_point(|days| days.first <= day);
        next.checked_sub(1).and_then(|place| self.off.get(place)).is_some_and(|days| day <= days.last)
    }

    /// The blocks of a day.
    pub(super) fn on(&self, day: Date) -> &[Block] {
        if self.is_off(day) { &[] } else { self.blocks(day.weekday()) }
    }

    /// Whether from a day on no time differs from any other.
    pub(super) fn is_constant(&self, from: Date) -> bool {
        let never = self.week.iter().all(Vec::is_empty);
        let worked = self.off.iter().all(|days| days.last < from);
        never || (worked && self.week.iter().all(|blocks| is_whole(blocks)))
    }
}

/// Puts the blocks of a day in order, and tells what is wrong with them.
fn blocks_of(day: Weekday, blocks: &mut [Block], faults: &mut Vec<ScheduleFault>) {
    if blocks.len() > MOST_BLOCKS {
        faults.push(ScheduleFault::ManyBlocks { day });
        return;
    }
    let mut placed: Vec<(usize, &Block)> = blocks.iter().enumerate().collect();
    for (place, _) in placed.iter().filter(|(_, block)| block.is_empty()) {
        faults.push(ScheduleFault::Backwards { day, place: *place });
    }
    placed.retain(|(_, block)| !block.is_empty());
    placed.sort_by_key(|(place, block)| (block.start, *place));
    let mut reached = Minute::FIRST;
    for (place, block) in placed {
        if block.start < reached {
            faults.push(ScheduleFault::Overlap { day, place });
        }
        reached = reached.max(block.end);
    }
    blocks.sort_by_key(|block| block.start);
}

fn is_whole(blocks: &[Block]) -> bool {
    let upto =
        blocks.iter().try_fold(Minute::FIRST, |reached, block| (block.start == reached).then_some(block.end));
    upto == Some(Minute::LAST)
}

/// Blocks as people read them: `09:00-12:00, 13:00-17:00`.
pub fn words(blocks: &[Block]) -> String {
    let words: Vec<String> = blocks.iter().map(|block| format!("{}-{}", block.start, block.end)).collect();
    words.join(", ")
}
