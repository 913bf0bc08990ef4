//! Ring everyone: one offer with a set of recipients (`ROUTE-20`).

use frontdesk_app::AppError;
use frontdesk_app::listing::Reader;
use frontdesk_app::routing::decisions::{self, Answer};
use frontdesk_domain::conversation::fact::Recipients;
use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::routing::GENERAL_RING;
use frontdesk_store::repo::ring;
use frontdesk_testkit::world::{Browser, World};
use serde_json::{Value, json};

use super::routes::{rule, team, wanted};

crate::laws!(
    route_20_everybody_who_can_take_the_chat_is_asked_at_once_and_one_wins,
    route_20_it_counts_toward_no_limit_and_a_full_agent_is_refused,
    route_20_who_becomes_full_leaves_the_offer,
    route_20_who_turns_unavailable_leaves_the_offer,
    route_20_an_empty_set_ends_the_offer_and_the_one_try_is_spent,
    route_20_it_expires_once_for_all,
    route_20_it_moves_no_ring,
    route_20_all_agents_of_all_rules_that_hold_are_asked,
    route_20_after_a_team_comes_the_one_further_offer,
    route_15_a_lost_holder_is_replaced_by_whoever_is_first,
    route_18_who_leaves_takes_the_offer_back_from_all,
    route_11_the_trace_tells_that_everyone_was_asked,
);

fn card(world: &World, route: &Value) {
    world.dialogue(&json!([
        { "kind": "question", "id": "talk", "text": "Talk?", "choices": [{ "label": "Yes", "next": "live" }] },
        { "kind": "live_chat", "id": "live", "route": route, "ring_everyone": true },
    ]));
}

fn everyone(world: &World) {
    card(world, &json!("round_robin"));
}

fn limit(world: &World, agent: UserId, chats: u32) {
    world
        .write(move |tx| frontdesk_app::routing::agents::set_limit(tx, None, agent, Some(chats)))
        .expect("set");
}

fn offers(world: &World, agent: UserId) -> usize {
    world
        .store
        .read_blocking(move |tx| frontdesk_store::repo::conversation::offered_to(tx, agent))
        .expect("read")
        .len()
}

fn refused(result: &Result<u64, AppError>) -> Option<Refusal> {
    match result {
        Err(AppError::Refused(refusal)) => Some(*refusal),
        _ => None,
    }
}

fn route_20_everybody_who_can_take_the_chat_is_asked_at_once_and_one_wins(world: &mut World) {
    everyone(world);
    let (anna, ben, cleo) = (world.agent("Anna"), world.agent("Ben"), world.agent("Cleo"));
    let off = world.agent("Dan");
    world.set_available(off, false);
    let browser = world.request();
    world.check(&browser, &["offered to Anna, Ben, Cleo"]);
    assert_eq!([anna, ben, cleo, off].map(|agent| offers(world, agent)), [1, 1, 1, 0]);
    world.decline(&browser, anna).expect("declined");
    assert_eq!(refused(&world.accept(&browser, anna)), Some(Refusal::OfferGone));
    let number = world.state(&browser).offer().expect("an offer").number;
    world.accept(&browser, cleo).expect("accepted");
    assert_eq!(refused(&world.accept_offer(&browser, ben, number)), Some(Refusal::OfferGone));
    world.check(&browser, &["offered to Anna, Ben, Cleo", "declined by Anna", "accepted by Cleo"]);
    assert_eq!([anna, ben, cleo].map(|agent| offers(world, agent)), [0, 0, 0]);
}

fn route_20_it_counts_toward_no_limit_and_a_full_agent_is_refused(world: &mut World) {
    everyone(world);
    let anna = world.agent("Anna");
    world.agent("Ben");
    limit(world, anna, 1);
    let (first, second) = (world.request(), world.request());
    assert_eq!(offers(world, anna), 2);
    world.accept(&first, anna).expect("accepted");
    assert_eq!(refused(&world.accept(&second, anna)), Some(Refusal::Full));
    world.check(&second, &["offered to Anna, Ben"]);
}

fn route_20_who_becomes_full_leaves_the_offer(world: &mut World) {
    everyone(world);
    let anna = world.agent("Anna");
    world.agent("Ben");
    limit(world, anna, 1);
    let (first, second) = (world.request(), world.request());
    world.accept(&first, anna).expect("accepted");
    world.turn();
    world.check(&second, &["offered to Anna, Ben", "Anna left the offer: Full"]);
    assert_eq!(offers(world, anna), 0);
    world.turn();
    world.check(&second, &["offered to Anna, Ben", "Anna left the offer: Full"]);
}

fn route_20_who_turns_unavailable_leaves_the_offer(world: &mut World) {
    everyone(world);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.request();
    world.set_available(anna, false);
    world.check(&browser, &["offered to Anna, Ben", "Anna left the offer: Unavailable"]);
    world.set_available(anna, true);
    assert_eq!(refused(&world.accept(&browser, anna)), Some(Refusal::OfferGone));
    world.accept(&browser, ben).expect("accepted");
}

fn route_20_an_empty_set_ends_the_offer_and_the_one_try_is_spent(world: &mut World) {
    everyone(world);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.request();
    world.agent("Cleo");
    world.decline(&browser, anna).expect("declined");
    world.set_available(ben, false);
    world.check(
        &browser,
        &[
            "offered to Anna, Ben",
            "declined by Anna",
            "Ben left the offer: Unavailable",
            "fell back",
            "ended: FellBack",
            "completed",
        ],
    );
}

fn route_20_it_expires_once_for_all(world: &mut World) {
    everyone(world);
    world.agent("Anna");
    world.agent("Ben");
    let browser = world.request();
    world.pass_seconds(100);
    world.check(&browser, &["offered to Anna, Ben", "expired", "fell back", "ended: FellBack", "completed"]);
}

fn route_20_it_moves_no_ring(world: &mut World) {
    everyone(world);
    let anna = world.agent("Anna");
    world.agent("Ben");
    let position =
        |world: &World| world.store.read_blocking(|tx| ring::position(tx, GENERAL_RING)).expect("read");
    let before = position(world);
    let browser = world.request();
    world.accept(&browser, anna).expect("accepted");
    assert_eq!(position(world), before);
}

fn route_20_all_agents_of_all_rules_that_hold_are_asked(world: &mut World) {
    let (anna, ben, cleo) = (world.agent("Anna"), world.agent("Ben"), world.agent("Cleo"));
    world.agent("Dan");
    rule(world, wanted("First", None, &[cleo, anna], &[]));
    rule(world, wanted("Never", Some("Sales"), &[ben], &[]));
    rule(world, wanted("Second", None, &[anna, ben], &[]));
    card(world, &json!("rules"));
    let browser = world.request();
    world.check(&browser, &["offered to Cleo, Anna, Ben"]);
}

fn route_20_after_a_team_comes_the_one_further_offer(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let sales = team(world, "Sales", &[ben]);
    card(world, &json!({ "team": sales.to_string() }));
    let browser = world.request();
    world.decline(&browser, ben).expect("declined");
    world.decline(&browser, anna).expect("declined");
    world.check(
        &browser,
        &[
            "offered to Ben",
            "declined by Ben",
            "offered to Anna",
            "declined by Anna",
            "fell back",
            "ended: FellBack",
            "completed",
        ],
    );
}

/// Beside a holder who was lost.
fn lost(world: &mut World) -> (Browser, UserId, [UserId; 2]) {
    everyone(world);
    let (anna, ben, cleo) = (world.agent("Anna"), world.agent("Ben"), world.agent("Cleo"));
    let browser = world.request();
    world.accept(&browser, anna).expect("accepted");
    world.vanish(anna.0);
    world.pass_seconds(310);
    (browser, anna, [ben, cleo])
}

fn route_15_a_lost_holder_is_replaced_by_whoever_is_first(world: &mut World) {
    let (browser, anna, [ben, cleo]) = lost(world);
    assert_eq!(
        world.state(&browser).offer().map(|offer| offer.to.clone()),
        Some(Recipients::Everyone(vec![ben, cleo]))
    );
    assert_eq!(world.state(&browser).holder(), Some(anna));
    world.decline(&browser, ben).expect("declined");
    assert_eq!(world.state(&browser).holder(), Some(anna));
    world.accept(&browser, cleo).expect("accepted");
    assert_eq!(world.state(&browser).holder(), Some(cleo));
}

fn route_18_who_leaves_takes_the_offer_back_from_all(world: &mut World) {
    everyone(world);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.request();
    world.vanish(browser.visitor.0);
    world.pass_seconds(50);
    let log = world.transcript(&browser);
    assert_eq!(log.last().map(String::as_str), Some("ended: VisitorLeft"));
    assert_eq!([anna, ben].map(|agent| offers(world, agent)), [0, 0]);
}

fn route_11_the_trace_tells_that_everyone_was_asked(world: &mut World) {
    everyone(world);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.request();
    let told = |world: &World| {
        let (reader, id) = (Reader { user: anna, all: true }, browser.conversation);
        let (asked, names) =
            world.store.read_blocking(move |tx| decisions::of(tx, reader, id)).expect("told");
        assert_eq!(names.agents.values().collect::<Vec<_>>(), ["Anna", "Ben"]);
        let decision = asked.into_iter().flat_map(|request| request.decisions).next().expect("a decision");
        assert_eq!(decision.found.expect("an offer").0, Recipients::Everyone(vec![anna, ben]));
        decision.answer
    };
    assert_eq!(told(world), None);
    world.decline(&browser, anna).expect("declined");
    assert_eq!(told(world), None);
    world.decline(&browser, ben).expect("declined");
    assert_eq!(told(world), Some(Answer::Declined));
}
