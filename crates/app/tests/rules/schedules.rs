//! Schedules, and what agents choose against them (`AVAIL-1` to `AVAIL-3`, `ROUTE-19`).

use frontdesk_app::{AppError, agent, desk};
use frontdesk_domain::audit::Act;
use frontdesk_domain::availability::{Schedule, Why, Zone};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{BuiltIn, Permission};
use frontdesk_store::repo::audit;
use frontdesk_testkit::world::World;
use jiff::{SignedDuration, Timestamp};

crate::laws!(
    avail_1_only_agents_on_shift_are_offered_chats,
    avail_1_the_wall_clock_of_the_zone_counts,
    avail_2_an_override_ends_when_the_next_block_begins,
    avail_2_available_ends_at_local_midnight,
    avail_2_choosing_what_the_schedule_says_removes_the_override,
    avail_2_the_desk_tells_why_and_until_when,
    avail_2_what_had_ended_does_not_come_back_by_another_schedule,
    avail_3_the_end_of_a_shift_touches_no_chat,
    route_19_the_end_of_a_shift_withdraws_open_offers,
    route_19_who_is_off_shift_cannot_accept,
    perm_1_the_schedule_of_another_takes_manage_agents_and_is_in_the_audit_log,
);

/// The world begins on a Monday, 2026-03-02, at 09:00 by UTC.
const OFFICE: &str = "08:00-12:00,13:00-17:00/08:00-17:00/////";

fn at(text: &str) -> Timestamp {
    format!("2026-03-{text}Z").parse().expect(text)
}

/// Time passes until an instant.
fn pass_until(world: &mut World, text: &str) {
    let time = at(text).duration_since(world.now());
    assert!(time > SignedDuration::ZERO);
    world.clock.advance(time);
    world.pass_seconds(1);
}

/// Whether a new request is offered to an agent, who declines.
fn is_offered(world: &mut World, who: UserId) -> bool {
    let browser = world.request();
    let offered = world.state(&browser).offer().is_some_and(|offer| offer.to.contains(who));
    if offered {
        world.decline(&browser, who).expect("declined");
    }
    offered
}

fn status(world: &World, who: UserId) -> (bool, Why, Option<Timestamp>) {
    let read = world.store.read_blocking(move |tx| desk::read(tx, who, false, SignedDuration::from_mins(2)));
    let shift = read.expect("a desk").shift.expect("read");
    (shift.status.available, shift.status.why, shift.status.until)
}

fn avail_1_only_agents_on_shift_are_offered_chats(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.set_schedule(anna, "UTC", "10:00-11:00//////|2026-03-09");
    let browser = world.request();
    world.check(&browser, &["offered to Ben"]);
    world.set_available(ben, false);
    assert!(!is_offered(world, anna));
    pass_until(world, "02T10:00:00");
    assert!(is_offered(world, anna));
    pass_until(world, "02T11:00:00");
    assert!(!is_offered(world, anna));
    world.set_available(ben, false);
    pass_until(world, "09T10:00:00");
    world.set_available(ben, false);
    assert!(!is_offered(world, anna), "the day is off");
}

fn avail_1_the_wall_clock_of_the_zone_counts(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    for (zone, expected) in [("Asia/Kolkata", true), ("Europe/Berlin", false)] {
        // 14:30 in Kolkata, 10:00 in Berlin.
        world.set_schedule(anna, zone, "14:00-15:00//////");
        assert_eq!(is_offered(world, anna), expected, "{zone}");
    }
}

fn avail_2_an_override_ends_when_the_next_block_begins(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.set_schedule(anna, "UTC", OFFICE);
    world.set_available(anna, false);
    assert_eq!(status(world, anna), (false, Why::Chosen, Some(at("02T13:00:00"))));
    pass_until(world, "02T12:59:50");
    assert!(!is_offered(world, anna));
    pass_until(world, "02T13:00:00");
    assert_eq!(status(world, anna), (true, Why::OnShift, Some(at("02T17:00:00"))));
    assert!(is_offered(world, anna));
}

fn avail_2_available_ends_at_local_midnight(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.set_schedule(anna, "Asia/Kolkata", "//////09:00-10:00");
    world.set_available(anna, true);
    assert_eq!(status(world, anna), (true, Why::Chosen, Some(at("02T18:30:00"))));
    pass_until(world, "02T18:29:50");
    assert!(is_offered(world, anna));
    pass_until(world, "02T18:30:00");
    assert!(!is_offered(world, anna));
}

fn avail_2_choosing_what_the_schedule_says_removes_the_override(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.set_schedule(anna, "UTC", OFFICE);
    world.set_available(anna, false);
    world.set_available(anna, true);
    assert_eq!(status(world, anna), (true, Why::OnShift, Some(at("02T12:00:00"))));
    world.set_available(anna, false);
    world.write(move |tx| agent::follow_schedule(tx, anna)).expect("taken back");
    assert_eq!(status(world, anna), (true, Why::OnShift, Some(at("02T12:00:00"))));
}

fn avail_2_the_desk_tells_why_and_until_when(world: &mut World) {
    let anna = world.agent("Anna");
    assert_eq!(status(world, anna), (true, Why::OnShift, None), "round the clock, without a schedule");
    world.set_schedule(anna, "UTC", &format!("{OFFICE}|2026-03-03"));
    assert_eq!(status(world, anna), (true, Why::OnShift, Some(at("02T12:00:00"))));
    pass_until(world, "02T17:30:00");
    assert_eq!(status(world, anna), (false, Why::OffShift, Some(at("09T08:00:00"))));
    pass_until(world, "03T09:00:00");
    assert_eq!(status(world, anna), (false, Why::DayOff, Some(at("09T08:00:00"))));
}

fn avail_2_what_had_ended_does_not_come_back_by_another_schedule(world: &mut World) {
    let anna = world.agent("Anna");
    world.set_schedule(anna, "UTC", OFFICE);
    world.set_available(anna, false);
    world.clock.advance(SignedDuration::from_hours(5));
    // No block of this one has begun since.
    world.set_schedule(anna, "UTC", "08:00-18:00//////");
    assert_eq!(status(world, anna), (true, Why::OnShift, Some(at("02T18:00:00"))));
}

fn avail_3_the_end_of_a_shift_touches_no_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.set_schedule(anna, "UTC", "08:00-09:05//////");
    let browser = world.chat_with(anna);
    world.pass_seconds(301);
    assert!(!status(world, anna).0);
    world.replies(&browser, anna, "still here").expect("said");
    world.check(&browser, &["offered to Anna", "accepted by Anna", "Anna: still here"]);
}

fn route_19_the_end_of_a_shift_withdraws_open_offers(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.set_schedule(anna, "UTC", "08:00-09:01//////");
    let browser = world.request();
    world.pass_seconds(50);
    world.check(&browser, &["offered to Anna"]);
    world.pass_seconds(10);
    world.check(&browser, &["offered to Anna", "withdrawn: Unavailable", "offered to Ben"]);
    world.accept(&browser, ben).expect("accepted");
}

fn route_19_who_is_off_shift_cannot_accept(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.set_schedule(anna, "UTC", "08:00-09:01//////");
    let browser = world.request();
    // The workers have not looked yet.
    world.clock.advance(SignedDuration::from_mins(1));
    world.accept(&browser, anna).expect_err("off shift");
}

fn perm_1_the_schedule_of_another_takes_manage_agents_and_is_in_the_audit_log(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let sam = world.user("Sam", BuiltIn::SalesAdmin);
    let (zone, schedule) =
        (Zone::default(), "09:00-17:00//////|2026-12-24".parse::<Schedule>().expect("good"));
    let set = |actor: UserId, who: UserId| {
        let (zone, schedule) = (zone.clone(), schedule.clone());
        world.write(move |tx| agent::set_schedule(tx, actor.into(), who, &zone, &schedule))
    };
    assert!(matches!(set(ben, anna), Err(AppError::Forbidden(Permission::ManageAgents))));
    set(anna, anna).expect("their own");
    set(sam, ben).expect("may");
    set(sam, ben).expect("may, and changes nothing");
    let entries = world.store.read_blocking(|tx| audit::page(tx, None, 10)).expect("a log");
    let told: Vec<_> = entries.iter().filter(|entry| entry.act == Act::ScheduleChanged).collect();
    assert_eq!(told.len(), 1);
    let fields: Vec<&str> = told[0].changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["time zone", "monday", "days off"]);
}
