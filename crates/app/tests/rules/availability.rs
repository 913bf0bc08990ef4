//! Turning unavailable, and being deactivated (`ROUTE-19`, `AVAIL-3`).

use frontdesk_app::agent;
use frontdesk_testkit::world::World;

crate::laws!(
    avail_3_turning_unavailable_touches_no_chat,
    route_19_turning_unavailable_withdraws_offers_and_spends_no_try,
    route_19_deactivation_moves_the_chats_at_once,
    route_19_a_deactivated_holder_cannot_come_back,
);

fn avail_3_turning_unavailable_touches_no_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.set_available(anna, false);
    world.replies(&browser, anna, "still here").expect("said");
    world.check(&browser, &["offered to Anna", "accepted by Anna", "Anna: still here"]);
}

fn route_19_turning_unavailable_withdraws_offers_and_spends_no_try(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.request();
    world.set_available(anna, false);
    world.check(&browser, &["offered to Anna", "withdrawn: Unavailable", "offered to Ben"]);
    world.accept(&browser, ben).expect("accepted");
}

fn route_19_deactivation_moves_the_chats_at_once(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let held = world.chat_with(anna);
    let other = world.chat_with(ben);
    let offered = world.request();
    world.check(&offered, &["offered to Anna"]);
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    world.turn();
    world.check(&held, &["offered to Anna", "accepted by Anna", "rerouting: AgentRemoved", "offered to Ben"]);
    world.check(&offered, &["offered to Anna", "withdrawn: Unavailable", "offered to Ben"]);
    world.check(&other, &["offered to Ben", "accepted by Ben"]);
    world.accept(&held, ben).expect("accepted");
}

fn route_19_a_deactivated_holder_cannot_come_back(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let ben = world.agent("Ben");
    let browser = world.chat_with(anna);
    world.vanish(anna.0);
    world.pass_seconds(300);
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    world.turn();
    world.arrive(anna.0);
    world.turn();
    let transcript = world.transcript(&browser);
    assert!(
        transcript.ends_with(&["rerouting: AgentRemoved".into(), "offered to Ben".into()]),
        "{transcript:?}"
    );
    world.accept(&browser, ben).expect("accepted");
}
