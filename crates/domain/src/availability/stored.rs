//! The stored form of a schedule, which is quick to read: routing reads those of many agents at once.
//!
//! The blocks of the days from Monday on, with `/` between days; then the days off:
//! `09:00-12:00,13:00-17:00/09:00-17:00/////|2026-12-24,2026-12-27..2027-01-06`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::schedule::{Block, DaysOff, Schedule, WEEK};

/// A stored schedule that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored schedule can't be read")]
pub struct BadSchedule;

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, day) in WEEK.into_iter().enumerate() {
            f.write_str(if place == 0 { "" } else { "/" })?;
            for (place, block) in self.blocks(day).iter().enumerate() {
                f.write_str(if place == 0 { "" } else { "," })?;
                write!(f, "{}-{}", block.start, block.end)?;
            }
        }
        for (place, days) in self.days_off().iter().enumerate() {
            write!(f, "{}{days}", if place == 0 { "|" } else { "," })?;
        }
        Ok(())
    }
}

impl FromStr for Schedule {
    type Err = BadSchedule;

    fn from_str(text: &str) -> Result<Self, BadSchedule> {
        let (week, off) = text.split_once('|').unwrap_or((text, ""));
        let days: Vec<Vec<Block>> = week.split('/').map(|day| list(day, block)).collect::<Result<_, _>>()?;
        let week = days.try_into().map_err(|_| BadSchedule)?;
        Self::new(week, list(off, days_off)?).map_err(|_| BadSchedule)
    }
}

fn list<T>(text: &str, one: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, BadSchedule> {
    let parts = text.split(',').filter(|_| !text.is_empty());
    parts.map(|part| one(part).ok_or(BadSchedule)).collect()
}

fn block(text: &str) -> Option<Block> {
    let (start, end) = text.split_once('-')?;
    Some(start.parse().ok()?..end.parse().ok()?)
}

fn days_off(text: &str) -> Option<DaysOff> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let date = |text: &str| text.parse::<Date>().ok();
    Some(DaysOff { first: date(first)?, last: date(last)? })
}
