//! The second reading: what tz-rs says of each minute, and the rules in their plainest form. Nothing in here knows of
//! the product's code or of jiff.

use anyhow::{Context, Result, ensure};
use tz::{TimeZone, UtcDateTime};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// A zone as tz-rs reads it.
pub struct Zone(TimeZone);

impl Zone {
    /// From the bytes of a `TZif` file.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Ok(Self(TimeZone::from_tz_data(bytes).context("tz-rs can't read the zone")?))
    }

    /// By how many seconds its clocks are before UTC's.
    pub fn offset(&self, second: i64) -> Result<i64> {
        Ok(i64::from(self.0.find_local_time_type(second)?.ut_offset()))
    }
}

/// A schedule: for each day of the week, from Monday, pairs of minutes; and numbers of days that are off.
pub struct Schedule {
    week: Vec<Vec<(i64, i64)>>,
    off: Vec<(i64, i64)>,
}

impl Schedule {
    /// Reads the text of one.
    pub fn read(text: &str) -> Result<Self> {
        let (week, off) = text.split_once('|').unwrap_or((text, ""));
        let pair = |text: &str, mark: &str| -> Result<(String, String)> {
            let (one, other) = text.split_once(mark).unwrap_or((text, text));
            Ok((one.to_owned(), other.to_owned()))
        };
        let mut days = Vec::new();
        for day in week.split('/') {
            let mut blocks = Vec::new();
            for block in day.split(',').filter(|block| !block.is_empty()) {
                let (start, end) = pair(block, "-")?;
                blocks.push((minute(&start)?, minute(&end)?));
            }
            days.push(blocks);
        }
        ensure!(days.len() == 7, "a week has seven days");
        let mut stretches = Vec::new();
        for stretch in off.split(',').filter(|stretch| !stretch.is_empty()) {
            let (first, last) = pair(stretch, "..")?;
            stretches.push((day_number(&first)?, day_number(&last)?));
        }
        Ok(Self { week: days, off: stretches })
    }

    /// The number of the day that clocks show so many seconds after their 1970, and the block that they are in.
    pub fn place(&self, clock: i64) -> (i64, Option<usize>) {
        let day = clock.div_euclid(DAY);
        let minute = clock.rem_euclid(DAY) / 60;
        if self.off.iter().any(|(first, last)| (*first..=*last).contains(&day)) {
            return (day, None);
        }
        // 1970 began on a Thursday.
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0);
        let blocks = self.week.get(weekday).map_or(&[][..], Vec::as_slice);
        (day, blocks.iter().position(|(start, end)| *start <= minute && minute < *end))
    }
}

fn minute(text: &str) -> Result<i64> {
    let (hours, minutes) = text.split_once(':').context("a time of day")?;
    Ok(hours.parse::<i64>()? * 60 + minutes.parse::<i64>()?)
}

fn day_number(text: &str) -> Result<i64> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { anyhow::bail!("{text} is no date") };
    Ok(UtcDateTime::new(year.parse()?, month.parse()?, day.parse()?, 0, 0, 0, 0)?.unix_time() / DAY)
}

/// What a wall clock shows at each of many minutes in a row, with what follows from it.
pub struct Minutes {
    first: i64,
    places: Vec<(i64, Option<usize>)>,
}

impl Minutes {
    /// From one instant to another, in seconds, both on whole minutes.
    pub fn look(zone: &Zone, schedule: &Schedule, first: i64, end: i64) -> Result<Self> {
        let mut places = Vec::new();
        for second in (first..end).step_by(60) {
            places.push(schedule.place(second + zone.offset(second)?));
        }
        Ok(Self { first, places })
    }

    /// From the last minute to the first: the minute in seconds, whether it is on shift, and when an override ends that is
    /// chosen in it against that; `None` where that is not within these minutes.
    pub fn backwards(&self) -> impl Iterator<Item = (i64, bool, Option<i64>)> {
        // The next minute in which a block begins, and in which a day does.
        let (mut block_begins, mut day_begins) = (None, None);
        let seconds = (self.first..).step_by(60).take(self.places.len());
        let mut looked: Vec<_> = Vec::with_capacity(self.places.len());
        let with_seconds: Vec<_> = seconds.zip(&self.places).collect();
        for (place, (second, (day, block))) in with_seconds.iter().enumerate().rev() {
            let on_shift = block.is_some();
            let ends = if on_shift { block_begins } else { earlier(block_begins, day_begins) };
            looked.push((*second, on_shift, ends));
            let Some((day_before, block_before)) = place.checked_sub(1).and_then(|at| self.places.get(at))
            else {
                continue;
            };
            if on_shift && (day, block) != (day_before, block_before) {
                block_begins = Some(*second);
            }
            if day > day_before {
                day_begins = Some(*second);
            }
        }
        looked.into_iter()
    }
}

fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.into_iter().chain(other).min()
}
