//! When agents are available: schedules, and how things stand by them (`AVAIL-1`, `AVAIL-2`).

use frontdesk_domain::availability as domain;
use frontdesk_domain::availability::{Block as DomainBlock, Minute, Zone};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Why an agent is available or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityWhy {
    /// They are on shift, by their schedule.
    OnShift,
    /// They are not.
    OffShift,
    /// The day is off.
    DayOff,
    /// They have chosen it against the schedule.
    Chosen,
}

/// Whether an agent is available, why, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentStatus {
    /// Whether new chats are offered to them.
    pub available: bool,
    /// Why.
    pub why: AvailabilityWhy,
    /// When the schedule says otherwise or, with `chosen`, when the schedule counts again; `null` where that is not within
    /// a year.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// The time zone of their schedule, by its IANA name.
    pub time_zone: String,
}

impl AgentStatus {
    /// How things stand in a zone.
    pub fn new(status: domain::Status, zone: &Zone) -> Self {
        let domain::Status { available, why, until } = status;
        let why = match why {
            domain::Why::OnShift => AvailabilityWhy::OnShift,
            domain::Why::OffShift => AvailabilityWhy::OffShift,
            domain::Why::DayOff => AvailabilityWhy::DayOff,
            domain::Why::Chosen => AvailabilityWhy::Chosen,
        };
        Self { available, why, until, time_zone: zone.name().to_owned() }
    }
}

/// A stretch of work on one day, by the wall clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Such as `09:00`.
    pub start: String,
    /// Such as `17:00`, up to `24:00`; not a part of it.
    pub end: String,
}

/// Days off in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysOff {
    /// The first, such as `2026-12-24`.
    pub first: String,
    /// The last.
    pub last: String,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The blocks of each day; at most 12 a day, none over another. Work over midnight is two blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Week {
    pub monday: Vec<Block>,
    pub tuesday: Vec<Block>,
    pub wednesday: Vec<Block>,
    pub thursday: Vec<Block>,
    pub friday: Vec<Block>,
    pub saturday: Vec<Block>,
    pub sunday: Vec<Block>,
}

/// When an agent works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// An IANA name, such as `Europe/Stockholm`.
    pub time_zone: String,
    /// By the wall clock there.
    pub week: Week,
    /// At most 366, which are told in order, those that overlap as one.
    pub days_off: Vec<DaysOff>,
}

/// What is wrong at some place of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleFaultKind {
    /// No zone is called so.
    UnknownZone,
    /// A time of day that can't be read.
    BadTime,
    /// A block that does not end after it begins.
    Backwards,
    /// A block over another one.
    Overlap,
    /// More than 12 blocks on a day.
    ManyBlocks,
    /// A date that can't be read.
    BadDate,
    /// Days off whose last is before the first.
    DaysOffBackwards,
    /// More than 366 days off or rows of them.
    ManyDaysOff,
}

/// A fault of a schedule, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScheduleFault {
    /// What is wrong.
    pub fault: ScheduleFaultKind,
    /// The day of the week, for faults of blocks.
    pub day: Option<Weekday>,
    /// Which block of the day or which days off, counted from 0 as they were sent.
    pub place: Option<u32>,
}

/// An agent's schedule as it is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentSchedule {
    /// Whose.
    pub agent: Uuid,
    /// Their name.
    pub name: String,
    /// Whether it was ever set; until then it is round the clock.
    pub set: bool,
    /// When they work.
    pub schedule: Schedule,
    /// How things stand now.
    pub status: AgentStatus,
}

/// What a schedule that is not saved says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScheduleLook {
    /// All that is wrong with it.
    pub faults: Vec<ScheduleFault>,
    /// How things would stand now; `null` where anything is wrong.
    pub status: Option<AgentStatus>,
}

/// The time zones that the server knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimeZones {
    /// IANA names, in order.
    pub names: Vec<String>,
}

impl Schedule {
    /// A schedule as it is told.
    pub fn of(zone: &Zone, schedule: &domain::Schedule) -> Self {
        let day = |at: usize| {
            let blocks = domain::WEEK.get(at).map_or(&[][..], |day| schedule.blocks(*day));
            blocks.iter().map(|b| Block { start: b.start.to_string(), end: b.end.to_string() }).collect()
        };
        let week = Week {
            monday: day(0),
            tuesday: day(1),
            wednesday: day(2),
            thursday: day(3),
            friday: day(4),
            saturday: day(5),
            sunday: day(6),
        };
        let days_off = schedule
            .days_off()
            .iter()
            .map(|days| DaysOff { first: days.first.to_string(), last: days.last.to_string() });
        Self { time_zone: zone.name().to_owned(), week, days_off: days_off.collect() }
    }

    /// Reads it; all faults are told.
    pub fn read(&self) -> Result<(Zone, domain::Schedule), Vec<ScheduleFault>> {
        let mut faults = Vec::new();
        let zone = Zone::parse(&self.time_zone);
        if zone.is_err() {
            faults.push(ScheduleFault { fault: ScheduleFaultKind::UnknownZone, day: None, place: None });
        }
        let Week { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = &self.week;
        let days = [monday, tuesday, wednesday, thursday, friday, saturday, sunday];
        let mut week: [Vec<DomainBlock>; 7] = Default::default();
        for ((day, blocks), read) in WEEK.into_iter().zip(days).zip(&mut week) {
            if blocks.len() > domain::MOST_BLOCKS {
                faults.push(fault(ScheduleFaultKind::ManyBlocks, Some(day), None));
                continue;
            }
            for (place, block) in blocks.iter().enumerate() {
                match block.start.parse::<Minute>().and_then(|start| Ok(start..block.end.parse()?)) {
                    Ok(block) => read.push(block),
                    Err(_) => faults.push(fault(ScheduleFaultKind::BadTime, Some(day), Some(place))),
                }
            }
        }
        let mut off = Vec::new();
        if self.days_off.len() > domain::MOST_DAYS_OFF {
            faults.push(fault(ScheduleFaultKind::ManyDaysOff, None, None));
        } else {
            for (place, DaysOff { first, last }) in self.days_off.iter().enumerate() {
                match first.parse::<Date>().and_then(|first| Ok((first, last.parse::<Date>()?))) {
                    Ok((first, last)) => off.push(domain::DaysOff { first, last }),
                    Err(_) => faults.push(fault(ScheduleFaultKind::BadDate, None, Some(place))),
                }
            }
        }
        // Places would be others where something could not be read.
        let Ok(zone) = zone else { return Err(faults) };
        if !faults.is_empty() {
            return Err(faults);
        }
        let read = domain::Schedule::new(week, off);
        read.map(|schedule| (zone, schedule)).map_err(|faults| faults.into_iter().map(place_of).collect())
    }
}

fn fault(fault: ScheduleFaultKind, day: Option<Weekday>, place: Option<usize>) -> ScheduleFault {
    ScheduleFault { fault, day, place: place.and_then(|place| u32::try_from(place).ok()) }
}

fn place_of(found: domain::ScheduleFault) -> ScheduleFault {
    let on = |day: jiff::civil::Weekday| {
        domain::WEEK.iter().position(|each| *each == day).and_then(|at| WEEK.get(at).copied())
    };
    match found {
        domain::ScheduleFault::Backwards { day, place } => {
            fault(ScheduleFaultKind::Backwards, on(day), Some(place))
        }
        domain::ScheduleFault::Overlap { day, place } => {
            fault(ScheduleFaultKind::Overlap, on(day), Some(place))
        }
        domain::ScheduleFault::ManyBlocks { day } => fault(ScheduleFaultKind::ManyBlocks, on(day), None),
        domain::ScheduleFault::DaysOffBackwards { place } => {
            fault(ScheduleFaultKind::DaysOffBackwards, None, Some(place))
        }
        domain::ScheduleFault::ManyDaysOff => fault(ScheduleFaultKind::ManyDaysOff, None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(monday: &[(&str, &str)], off: &[(&str, &str)]) -> Schedule {
        let mut schedule = Schedule::of(&Zone::default(), &domain::Schedule::default());
        let block = |(start, end): &(&str, &str)| Block { start: (*start).into(), end: (*end).into() };
        let days = |(first, last): &(&str, &str)| DaysOff { first: (*first).into(), last: (*last).into() };
        schedule.week.monday = monday.iter().map(block).collect();
        schedule.days_off = off.iter().map(days).collect();
        schedule
    }

    #[test]
    fn avail_1_a_schedule_is_told_as_it_was_read() {
        let sent = schedule(&[("09:00", "12:00"), ("13:00", "24:00")], &[("2026-12-24", "2026-12-26")]);
        let (zone, read) = sent.read().expect("good");
        assert_eq!(Schedule::of(&zone, &read), sent);
    }

    #[test]
    fn avail_1_every_fault_of_a_schedule_is_told_with_its_place() {
        use ScheduleFaultKind::{BadDate, BadTime, DaysOffBackwards, ManyDaysOff, Overlap, UnknownZone};
        let monday = Some(Weekday::Monday);
        let at = |fault, day, place| ScheduleFault { fault, day, place };
        let mut unread = schedule(&[("9", "12:00"), ("13:00", "")], &[("2026-12-24", "24.12.")]);
        unread.time_zone = "Mars".to_owned();
        assert_eq!(
            unread.read(),
            Err(vec![
                at(UnknownZone, None, None),
                at(BadTime, monday, Some(0)),
                at(BadTime, monday, Some(1)),
                at(BadDate, None, Some(0)),
            ])
        );
        let wrong = schedule(&[("09:00", "12:00"), ("11:00", "13:00")], &[("2026-12-24", "2026-12-23")]);
        assert_eq!(
            wrong.read(),
            Err(vec![at(Overlap, monday, Some(1)), at(DaysOffBackwards, None, Some(0))])
        );
        let many = schedule(&[], &[("2026-12-24", "2026-12-24"); 367]);
        assert_eq!(many.read(), Err(vec![at(ManyDaysOff, None, None)]));
    }
}
