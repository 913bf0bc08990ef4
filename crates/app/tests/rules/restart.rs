//! Deadlines survive a restart (`ROUTE-16`).

use frontdesk_testkit::world::World;
use jiff::SignedDuration;

crate::laws!(
    route_16_an_offer_overdue_at_start_expires_at_once,
    route_16_absence_starts_at_the_later_of_last_seen_and_server_ready,
    route_16_an_inactivity_end_never_comes_unwarned_nor_soon_after_ready,
    route_16_an_unanswered_chat_is_not_moved_before_consoles_can_be_back,
);

/// The server is down: time passes and nothing happens.
fn down(world: &mut World, seconds: i64) {
    world.clock.advance(SignedDuration::from_secs(seconds));
    world.restart();
}

fn route_16_an_offer_overdue_at_start_expires_at_once(world: &mut World) {
    world.live_chat(2);
    let anna = world.agent("Anna");
    let ben = world.agent("Ben");
    let browser = world.request();
    down(world, 3_600);
    world.arrive(ben.0);
    world.arrive(browser.visitor.0);
    world.turn();
    world.check(&browser, &["offered to Anna", "expired", "offered to Ben"]);
    assert!(world.accept(&browser, anna).is_err());
}

fn route_16_absence_starts_at_the_later_of_last_seen_and_server_ready(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let held = world.chat_with(anna);
    let offered = world.request();
    for who in [anna.0, held.visitor.0, offered.visitor.0] {
        world.vanish(who);
    }
    down(world, 50);
    world.turn();
    world.check(&offered, &["offered to Anna"]);
    world.pass_seconds(44);
    world.check(&offered, &["offered to Anna"]);
    world.pass_seconds(1);
    world.check(&offered, &["offered to Anna", "withdrawn: VisitorLeft", "ended: VisitorLeft"]);
    world.pass_seconds(14);
    world.check(&held, &["offered to Anna", "accepted by Anna"]);
    world.pass_seconds(1);
    world.check(&held, &["offered to Anna", "accepted by Anna", "holder away"]);
}

fn route_16_an_inactivity_end_never_comes_unwarned_nor_soon_after_ready(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let unwarned = world.chat_with(anna);
    down(world, 3_600);
    world.arrive(anna.0);
    world.turn();
    world.check(&unwarned, &["offered to Anna", "accepted by Anna", "warned"]);
    down(world, 3_600);
    world.arrive(anna.0);
    world.turn();
    world.check(&unwarned, &["offered to Anna", "accepted by Anna", "warned"]);
    world.pass_seconds(119);
    world.check(&unwarned, &["offered to Anna", "accepted by Anna", "warned"]);
    world.pass_seconds(1);
    world
        .check(&unwarned, &["offered to Anna", "accepted by Anna", "warned", "ended: Inactive", "completed"]);
}

fn route_16_an_unanswered_chat_is_not_moved_before_consoles_can_be_back(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.chat_with(anna);
    world.says(&browser, "hello?").expect("said");
    down(world, 3_600);
    world.turn();
    let waiting = ["offered to Anna", "accepted by Anna", "visitor: hello?", "left unanswered"];
    world.check(&browser, &waiting);
    world.arrive(anna.0);
    world.arrive(ben.0);
    world.pass_seconds(119);
    world.check(&browser, &waiting);
    world.pass_seconds(1);
    world.check(&browser, &[&waiting[..], &["rerouting: Unanswered", "offered to Ben"]].concat());
}
