use jiff::civil::Weekday;
use proptest::prelude::*;

use super::*;

/// A schedule in its stored form, whose days are those from Monday on; a single day stands for all.
fn schedule(text: &str) -> Schedule {
    let (week, off) = text.split_once('|').unwrap_or((text, ""));
    let week = if week.contains('/') { week.to_owned() } else { [week; 7].join("/") };
    format!("{week}|{off}").parse().expect(text)
}

fn by(zone: &str, text: &str) -> Availability {
    Availability { zone: Zone::parse(zone).expect(zone), schedule: schedule(text), chosen: None }
}

/// An instant of UTC.
fn at(text: &str) -> Timestamp {
    format!("{text}Z").parse().expect(text)
}

fn chosen(mut of: Availability, available: bool, since: &str) -> Availability {
    of.chosen = of.choose(available, at(since));
    assert!(of.chosen.is_some(), "against the schedule");
    of
}

#[test]
fn avail_1_on_shift_is_asked_of_the_wall_clock() {
    let office = "09:00-12:00,13:00-17:00/09:00-17:00/09:00-17:00/09:00-17:00/09:00-24:00/00:00-02:00/";
    for (zone, text, instant, on_shift) in [
        // 2026-11-23 is a Monday.
        ("UTC", office, "2026-11-23T08:59:59.999", false),
        ("UTC", office, "2026-11-23T09:00:00", true),
        ("UTC", office, "2026-11-23T11:59:59.999", true),
        ("UTC", office, "2026-11-23T12:00:00", false),
        ("UTC", office, "2026-11-23T13:00:00", true),
        ("UTC", office, "2026-11-24T12:30:00", true),
        ("UTC", office, "2026-11-27T23:59:59.999", true),
        ("UTC", office, "2026-11-28T01:59:00", true),
        ("UTC", office, "2026-11-29T10:00:00", false),
        ("Asia/Kolkata", office, "2026-11-23T03:29:59", false),
        ("Asia/Kolkata", office, "2026-11-23T03:30:00", true),
        ("America/New_York", office, "2026-11-23T13:59:59", false),
        ("America/New_York", office, "2026-11-23T14:00:00", true),
        // The last week of summer time, and the first after it.
        ("Europe/Berlin", "09:00-17:00", "2026-10-24T07:00:00", true),
        ("Europe/Berlin", "09:00-17:00", "2026-10-24T06:59:59", false),
        ("Europe/Berlin", "09:00-17:00", "2026-10-25T07:00:00", false),
        ("Europe/Berlin", "09:00-17:00", "2026-10-25T08:00:00", true),
        // The hour from 2 to 3 comes twice on 2026-10-25, and not at all on 2026-03-29.
        ("Europe/Berlin", "02:30-03:00", "2026-10-25T00:30:00", true),
        ("Europe/Berlin", "02:30-03:00", "2026-10-25T01:00:00", false),
        ("Europe/Berlin", "02:30-03:00", "2026-10-25T01:30:00", true),
        ("Europe/Berlin", "02:30-03:00", "2026-10-25T02:00:00", false),
        ("Europe/Berlin", "02:00-03:00", "2026-03-29T00:59:59", false),
        ("Europe/Berlin", "02:00-03:00", "2026-03-29T01:00:00", false),
        ("Europe/Berlin", "02:30-05:00", "2026-03-29T01:00:00", true),
        // Clocks are set by half an hour: 02:00 to 02:30, and 02:00 to 01:30.
        ("Australia/Lord_Howe", "02:00-02:30", "2026-10-03T15:30:00", false),
        ("Australia/Lord_Howe", "01:45-02:00", "2026-04-04T14:45:00", true),
        ("Australia/Lord_Howe", "01:45-02:00", "2026-04-04T15:00:00", false),
        ("Australia/Lord_Howe", "01:45-02:00", "2026-04-04T15:15:00", true),
        // São Paulo's midnight: 00:00 to 01:00, and 24:00 to 23:00.
        ("America/Sao_Paulo", "00:00-01:00", "2018-11-04T03:00:00", false),
        ("America/Sao_Paulo", "00:30-02:00", "2018-11-04T03:00:00", true),
        ("America/Sao_Paulo", "23:00-24:00", "2018-02-18T01:30:00", true),
        ("America/Sao_Paulo", "23:00-24:00", "2018-02-18T02:30:00", true),
        ("America/Sao_Paulo", "23:00-24:00", "2018-02-18T03:00:00", false),
        // There was no Friday, 2011-12-30, in Apia.
        ("Pacific/Apia", "////09:00-10:00//", "2011-12-30T19:30:00", false),
        ("Pacific/Apia", "/////09:00-10:00/", "2011-12-30T19:30:00", true),
        // Days off are local days.
        ("Asia/Kolkata", "00:00-24:00|2026-12-24..2026-12-26", "2026-12-23T18:29:59", true),
        ("Asia/Kolkata", "00:00-24:00|2026-12-24..2026-12-26", "2026-12-23T18:30:00", false),
        ("Asia/Kolkata", "00:00-24:00|2026-12-24..2026-12-26", "2026-12-26T18:29:59", false),
        ("Asia/Kolkata", "00:00-24:00|2026-12-24..2026-12-26", "2026-12-26T18:30:00", true),
    ] {
        assert_eq!(by(zone, text).on_shift(at(instant)), on_shift, "{zone} {text} {instant}");
    }
}

#[test]
fn avail_1_the_status_says_why_and_until_when() {
    for (zone, text, now, available, why, until) in [
        ("UTC", "09:00-17:00", "2026-11-23T10:00:00", true, Why::OnShift, Some("2026-11-23T17:00:00")),
        ("UTC", "09:00-17:00", "2026-11-23T17:00:00", false, Why::OffShift, Some("2026-11-24T09:00:00")),
        // Blocks that adjoin are one stretch of work.
        (
            "UTC",
            "08:00-12:00,12:00-16:00",
            "2026-11-23T10:00:00",
            true,
            Why::OnShift,
            Some("2026-11-23T16:00:00"),
        ),
        (
            "UTC",
            "/////20:00-24:00/00:00-04:00",
            "2026-11-28T21:00:00",
            true,
            Why::OnShift,
            Some("2026-11-29T04:00:00"),
        ),
        (
            "UTC",
            "09:00-17:00|2026-11-24..2026-11-26",
            "2026-11-25T10:00:00",
            false,
            Why::DayOff,
            Some("2026-11-27T09:00:00"),
        ),
        (
            "UTC",
            "00:00-24:00|2026-11-24",
            "2026-11-23T10:00:00",
            true,
            Why::OnShift,
            Some("2026-11-24T00:00:00"),
        ),
        ("UTC", "00:00-24:00|2026-11-22", "2026-11-23T10:00:00", true, Why::OnShift, None),
        ("UTC", "//////", "2026-11-23T10:00:00", false, Why::OffShift, None),
        ("UTC", "09:00-17:00|2026-01-01..2029-12-31", "2026-11-23T10:00:00", false, Why::DayOff, None),
        // The wall clock leaves the block by being set, and comes back to it by running.
        (
            "Europe/Berlin",
            "02:30-05:00",
            "2026-10-25T00:45:00",
            true,
            Why::OnShift,
            Some("2026-10-25T01:00:00"),
        ),
        (
            "Europe/Berlin",
            "02:30-05:00",
            "2026-10-25T01:00:00",
            false,
            Why::OffShift,
            Some("2026-10-25T01:30:00"),
        ),
        (
            "Europe/Berlin",
            "00:00-02:30",
            "2026-03-28T23:30:00",
            true,
            Why::OnShift,
            Some("2026-03-29T01:00:00"),
        ),
    ] {
        let status = Status { available, why, until: until.map(at) };
        assert_eq!(by(zone, text).status(at(now)), status, "{zone} {text} {now}");
    }
}

#[test]
fn avail_1_who_has_no_schedule_is_available_round_the_clock() {
    let status = Status { available: true, why: Why::OnShift, until: None };
    let newcomer = Availability::default();
    for now in ["2026-11-23T00:00:00", "2026-11-29T23:59:59.999"] {
        assert_eq!(newcomer.status(at(now)), status);
        assert_eq!(newcomer.next_change(at(now)), None);
    }
}

#[test]
fn avail_2_an_override_ends_with_the_next_block_and_available_with_the_day() {
    let two = "09:00-12:00,13:00-17:00";
    for (zone, text, available, since, until) in [
        // Unavailable, in a block: until the next one begins.
        ("UTC", two, false, "2026-11-23T10:00:00", Some("2026-11-23T13:00:00")),
        ("UTC", two, false, "2026-11-23T09:00:00", Some("2026-11-23T13:00:00")),
        ("UTC", two, false, "2026-11-23T16:59:59", Some("2026-11-24T09:00:00")),
        ("UTC", "08:00-12:00,12:00-16:00", false, "2026-11-23T10:00:00", Some("2026-11-23T12:00:00")),
        ("UTC", "00:00-24:00", false, "2026-11-23T10:00:00", Some("2026-11-24T00:00:00")),
        ("UTC", "09:00-17:00/////09:00-17:00/", false, "2026-11-23T10:00:00", Some("2026-11-28T09:00:00")),
        (
            "UTC",
            "09:00-17:00|2026-11-24..2026-12-24",
            false,
            "2026-11-23T10:00:00",
            Some("2026-12-25T09:00:00"),
        ),
        ("UTC", "09:00-17:00|2026-11-24..2028-12-24", false, "2026-11-23T10:00:00", None),
        // Available, outside: until the next one begins, or midnight.
        ("UTC", two, true, "2026-11-23T08:00:00", Some("2026-11-23T09:00:00")),
        ("UTC", two, true, "2026-11-23T12:00:00", Some("2026-11-23T13:00:00")),
        ("UTC", two, true, "2026-11-23T18:00:00", Some("2026-11-24T00:00:00")),
        ("UTC", "//////", true, "2026-11-23T18:00:00", Some("2026-11-24T00:00:00")),
        ("UTC", "09:00-17:00|2026-11-23", true, "2026-11-23T10:00:00", Some("2026-11-24T00:00:00")),
        ("Asia/Kolkata", two, true, "2026-11-23T18:00:00", Some("2026-11-23T18:30:00")),
        // A block whose beginning the clock jumps over begins with the jump; one that it jumps over never does.
        ("Europe/Berlin", "02:30-05:00", true, "2026-03-29T00:30:00", Some("2026-03-29T01:00:00")),
        ("Europe/Berlin", "02:15-02:45", true, "2026-03-29T00:30:00", Some("2026-03-29T22:00:00")),
        // Set back, the wall clock leaves the block, and the block begins once more.
        ("Europe/Berlin", "02:30-05:00", false, "2026-10-25T00:45:00", Some("2026-10-25T01:30:00")),
        ("Europe/Berlin", "01:00-05:00", false, "2026-10-25T00:45:00", Some("2026-10-26T00:00:00")),
        ("Australia/Lord_Howe", "01:45-03:00", false, "2026-04-04T14:50:00", Some("2026-04-04T15:15:00")),
        // A midnight that is not shown is passed with the jump; one after a repeated hour is the later one.
        ("America/Sao_Paulo", "12:00-13:00", true, "2018-11-04T02:00:00", Some("2018-11-04T03:00:00")),
        ("America/Sao_Paulo", "00:00-00:30", true, "2018-11-04T02:00:00", Some("2018-11-04T03:00:00")),
        ("America/Sao_Paulo", "12:00-13:00", true, "2018-02-18T01:30:00", Some("2018-02-18T03:00:00")),
        ("Pacific/Apia", "////09:00-10:00//", true, "2011-12-30T00:00:00", Some("2011-12-30T10:00:00")),
        (
            "Pacific/Apia",
            "///09:00-10:00/09:00-10:00//",
            false,
            "2011-12-29T19:30:00",
            Some("2012-01-04T19:00:00"),
        ),
    ] {
        let agent = chosen(by(zone, text), available, since);
        let name = format!("{zone} {text} {available} since {since}");
        let status = Status { available, why: Why::Chosen, until: until.map(at) };
        assert_eq!(agent.status(at(since)), status, "{name}");
        let Some(until) = until.map(at) else { continue };
        let moment = SignedDuration::from_nanos(1);
        assert_eq!(agent.override_at(until - moment), agent.chosen, "{name}");
        assert_eq!(agent.override_at(until), None, "{name}");
        assert_eq!(agent.is_available(until), agent.on_shift(until), "{name}");
    }
}

#[test]
fn avail_2_choosing_what_the_schedule_says_removes_the_override() {
    let mut agent = chosen(by("UTC", "09:00-17:00"), false, "2026-11-23T10:00:00");
    assert_eq!(agent.choose(true, at("2026-11-23T11:00:00")), None);
    assert_eq!(agent.choose(false, at("2026-11-23T18:00:00")), None);
    agent.chosen = agent.choose(true, at("2026-11-23T18:00:00"));
    assert!(agent.is_available(at("2026-11-23T18:00:00")));
}

#[test]
fn avail_2_an_override_that_the_schedule_agrees_with_is_none() {
    let agent = chosen(by("UTC", "09:00-12:00,13:00-17:00"), false, "2026-11-23T10:00:00");
    let noon = at("2026-11-23T12:00:00");
    let until = Some(at("2026-11-23T13:00:00"));
    assert_eq!(agent.status(noon), Status { available: false, why: Why::OffShift, until });
    assert_eq!(
        agent.next_change(at("2026-11-23T10:00:00")),
        Some(noon),
        "the reason is another from then on"
    );
}

#[test]
fn avail_2_editing_the_schedule_is_right_at_once() {
    let mut agent = chosen(by("UTC", "09:00-17:00"), false, "2026-11-23T10:00:00");
    let now = at("2026-11-23T15:00:00");
    assert!(!agent.is_available(now));
    agent.schedule = schedule("14:00-18:00");
    assert!(agent.is_available(now), "a block has begun since");
    agent.schedule = schedule("08:00-18:00");
    assert!(!agent.is_available(now));
    agent.zone = Zone::parse("America/New_York").expect("a zone");
    assert!(agent.is_available(now), "it is 10:00 there, and the block began at 8:00, 13:00 by UTC");
}

#[test]
fn avail_1_what_is_wrong_with_a_schedule_is_said_with_its_place() {
    let minute = |text: &str| text.parse::<Minute>().expect(text);
    let block = |(start, end): &(&str, &str)| minute(start)..minute(end);
    let monday = |blocks: &[(&str, &str)]| {
        let mut week: [Vec<Block>; 7] = Default::default();
        week[0] = blocks.iter().map(block).collect();
        Schedule::new(week, Vec::new()).map(|schedule| words(schedule.blocks(Weekday::Monday)))
    };
    let day = Weekday::Monday;
    assert_eq!(monday(&[("13:00", "17:00"), ("09:00", "13:00")]), Ok("09:00-13:00, 13:00-17:00".to_owned()));
    for (blocks, faults) in [
        (vec![("09:00", "09:00")], vec![ScheduleFault::Backwards { day, place: 0 }]),
        (vec![("09:00", "10:00"), ("22:00", "06:00")], vec![ScheduleFault::Backwards { day, place: 1 }]),
        (vec![("12:00", "14:00"), ("09:00", "12:01")], vec![ScheduleFault::Overlap { day, place: 0 }]),
        (
            vec![("09:00", "18:00"), ("10:00", "11:00"), ("17:00", "19:00"), ("19:00", "20:00")],
            vec![ScheduleFault::Overlap { day, place: 1 }, ScheduleFault::Overlap { day, place: 2 }],
        ),
        (vec![("09:00", "09:01"); MOST_BLOCKS + 1], vec![ScheduleFault::ManyBlocks { day }]),
    ] {
        assert_eq!(monday(&blocks), Err(faults), "{blocks:?}");
    }
    let date = |text: &str| text.parse::<Date>().expect(text);
    let off = |days: &[(&str, &str)]| {
        let days = days.iter().map(|(first, last)| DaysOff { first: date(first), last: date(last) });
        Schedule::new(Default::default(), days.collect())
    };
    let backwards = off(&[("2026-12-24", "2026-12-26"), ("2026-12-28", "2026-12-27")]);
    assert_eq!(backwards, Err(vec![ScheduleFault::DaysOffBackwards { place: 1 }]));
    let many = off(&[("2026-12-24", "2026-12-24"); MOST_DAYS_OFF + 1]);
    assert_eq!(many, Err(vec![ScheduleFault::ManyDaysOff]));
    let merged =
        off(&[("2026-12-26", "2026-12-31"), ("2026-12-24", "2026-12-28"), ("2027-01-01", "2027-01-01")]);
    let merged = merged.expect("good").days_off().to_vec();
    assert_eq!(
        merged.iter().map(|days| days.last).collect::<Vec<_>>(),
        [date("2026-12-31"), date("2027-01-01")]
    );
}

#[test]
fn avail_1_a_time_of_day_is_read_to_the_minute() {
    for text in ["00:00", "09:05", "23:59", "24:00"] {
        assert_eq!(text.parse::<Minute>().expect(text).to_string(), text);
    }
    for text in ["", "9:00", "24:01", "12:60", "12.00", "-1:00", "+1:00", "12:0", "99:99", "１２:00"] {
        assert_eq!(text.parse::<Minute>(), Err(BadMinute), "{text}");
    }
}

#[test]
fn avail_1_a_stored_schedule_that_cannot_be_read_is_refused() {
    for text in ["", "//////|x", "09:00/////", "/////////", "09:00-08:00//////", "//////|2026-13-01"] {
        assert_eq!(text.parse::<Schedule>(), Err(BadSchedule), "{text}");
    }
}

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Apia",
    // Its clocks were set at one minute past midnight.
    "America/St_Johns",
];

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let day = proptest::collection::btree_set(0_u16..=288, 0..7).prop_map(|edges| {
        let edges: Vec<Minute> = edges.into_iter().map(|edge| minute_of(edge * 5)).collect();
        edges.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect::<Vec<Block>>()
    });
    let off = proptest::collection::vec((0_i32..30, 0_i32..4), 0..4);
    (proptest::array::uniform7(day), off).prop_map(|(week, off)| {
        let first = jiff::civil::date(2010, 11, 1);
        let day = |days: i32| first.checked_add(jiff::Span::new().days(days)).expect("a day");
        let off = off.into_iter().map(|(from, more)| DaysOff { first: day(from), last: day(from + more) });
        Schedule::new(week, off.collect()).expect("in order")
    })
}

fn minute_of(minutes: u16) -> Minute {
    format!("{:02}:{:02}", minutes / 60, minutes % 60).parse().expect("a minute")
}

proptest! {
    #[test]
    fn avail_1_a_schedule_is_read_as_it_was_stored(schedule in any_schedule()) {
        prop_assert_eq!(schedule.to_string().parse(), Ok(schedule));
    }

    #[test]
    fn avail_1_reading_a_schedule_never_panics(text in ".{0,80}", stored in "[0-9:,/|.-]{0,80}") {
        let _ = (text.parse::<Schedule>(), stored.parse::<Schedule>());
        let _ = (text.parse::<Minute>(), Zone::parse(&text));
    }

    /// Every five minutes of a month with a change of clocks, against a look at each of them.
    #[test]
    fn avail_2_changes_are_found_where_a_look_at_every_moment_finds_them(
        zone in proptest::sample::select(&ZONES[..]),
        schedule in any_schedule(),
        since in 0_i64..4_000,
    ) {
        let agent = Availability { zone: Zone::parse(zone).expect(zone), schedule, chosen: None };
        let begin = at("2010-11-01T00:00:00");
        let moments = (0..8_640).map(|step| begin + SignedDuration::from_mins(step * 5));
        let places: Vec<(Timestamp, Place)> = moments.map(|moment| (moment, agent.place(moment))).collect();
        let (since, last) = (begin + SignedDuration::from_mins(since * 5), places[places.len() - 1].0);
        let later = || places.windows(2).filter(|pair| pair[1].0 > since).map(|pair| (pair[0].1, pair[1]));

        let on_shift = agent.on_shift(since);
        let changes = later().find(|(_, (_, place))| place.block.is_some() != on_shift).map(|(_, (at, _))| at);
        let told = agent.status(since).until.filter(|until| *until <= last);
        prop_assert_eq!(told, minutes_up(changes, told));

        for available in [false, true] {
            let chosen = Override { available, since };
            let ends = later().find(|(before, (_, place))| {
                let begins = place.block.is_some() && place != before;
                begins || (available && place.day > before.day)
            });
            let ends = ends.map(|(_, (at, _))| at);
            let told = agent.find_end(chosen, last);
            prop_assert_eq!(told, minutes_up(ends, told));
        }
    }
}

/// A look at every fifth minute finds what happens at one minute past midnight at five past.
fn minutes_up(seen: Option<Timestamp>, told: Option<Timestamp>) -> Option<Timestamp> {
    match (seen, told) {
        (Some(seen), Some(told)) if told <= seen && seen - SignedDuration::from_mins(5) < told => Some(told),
        _ => seen,
    }
}
