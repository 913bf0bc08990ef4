//! The queue: who waits, who is served first, and for how long (`ROUTE-10`).

use frontdesk_app::routing::queue::Told;
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::routing::{TraceLine, Verdict};
use frontdesk_testkit::world::{Browser, World};
use jiff::SignedDuration;
use serde_json::json;

crate::laws!(
    route_10_without_a_queue_who_finds_nobody_falls_back_at_once,
    route_10_who_finds_nobody_waits_and_the_longest_waiting_is_served_first,
    route_10_a_new_request_never_passes_a_waiting_one_of_its_pool,
    route_10_who_waits_for_others_is_passed,
    route_10_after_the_longest_wait_comes_the_fallback,
    route_10_the_wait_goes_on_while_an_agent_is_asked,
    route_10_a_wait_that_is_over_while_an_agent_is_asked_is_not_begun_again,
    route_10_when_nobody_is_on_shift_any_more_those_waiting_get_the_fallback,
    route_10_nobody_waits_where_nobody_is_on_shift,
    route_10_who_waits_can_say_something_and_cancel,
    route_10_places_count_those_who_wait_for_the_same_agents,
    route_10_the_wait_is_estimated_by_those_served_within_the_last_hour,
    route_16_the_queue_outlives_a_restart,
    route_18_who_leaves_the_queue_has_left,
    route_6_an_agents_own_limit_counts,
);

/// An agent who holds one chat, and may hold no more.
fn busy(world: &mut World, name: &str) -> (UserId, Browser) {
    let agent = world.agent(name);
    limit(world, agent, 1);
    let held = world.chat_with(agent);
    (agent, held)
}

/// A visitor who asks a second after the last one.
fn waits(world: &mut World) -> Browser {
    world.pass_seconds(1);
    world.request()
}

fn limit(world: &World, agent: UserId, chats: u32) {
    world
        .write(move |tx| frontdesk_app::routing::agents::set_limit(tx, None, agent, Some(chats)))
        .expect("set");
}

fn frees(world: &mut World, held: &Browser, agent: UserId) {
    let (id, sender) = (held.conversation, world.sender(agent.0));
    world.attempt(move |tx, rules| frontdesk_app::agent::end(tx, rules, agent, sender, id)).expect("ended");
}

/// Publishes a question that leads to one of two agents.
fn two_agents(world: &World, one: UserId, other: UserId) {
    world.dialogue(&json!([
        { "kind": "question", "id": "talk", "text": "Who?",
          "choices": [{ "label": "One", "next": "one" }, { "label": "Other", "next": "other" }] },
        { "kind": "live_chat", "id": "one", "route": { "agent": one.0 } },
        { "kind": "live_chat", "id": "other", "route": { "agent": other.0 } },
    ]));
}

fn asks_for(world: &mut World, choice: usize) -> Browser {
    let browser = world.visitor();
    let answer = frontdesk_domain::stream::run::Answer::Choice(choice);
    world.answer(&browser, "talk", answer).expect("answered");
    browser
}

fn route_10_without_a_queue_who_finds_nobody_falls_back_at_once(world: &mut World) {
    world.live_chat(1);
    busy(world, "Anna");
    let browser = world.request();
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
}

fn route_10_who_finds_nobody_waits_and_the_longest_waiting_is_served_first(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let (anna, held) = busy(world, "Anna");
    let first = world.request();
    world.pass_seconds(5);
    let second = world.request();
    world.check(&first, &["waiting"]);
    world.check(&second, &["waiting"]);
    frees(world, &held, anna);
    world.turn();
    world.check(&first, &["waiting", "offered to Anna"]);
    world.check(&second, &["waiting"]);
    world.accept(&first, anna).expect("accepted");
    frees(world, &first, anna);
    world.turn();
    world.check(&second, &["waiting", "offered to Anna"]);
}

fn route_10_a_new_request_never_passes_a_waiting_one_of_its_pool(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let (anna, held) = busy(world, "Anna");
    let waiting = world.request();
    frees(world, &held, anna);
    // Anna is free, and nobody has looked at the queue yet.
    world.clock.advance(SignedDuration::from_secs(1));
    let new = world.request();
    world.check(&new, &["waiting"]);
    let log = world.log(&new);
    let trace = log.iter().rev().find_map(|logged| match &logged.entry.fact {
        Fact::Waiting { trace, .. } => Some(trace.lines.clone()),
        _ => None,
    });
    let line = TraceLine::Agent { agent: anna, verdict: Verdict::WaitedFor };
    assert!(trace.expect("a trace").contains(&line));
    world.turn();
    world.check(&waiting, &["waiting", "offered to Anna"]);
    world.check(&new, &["waiting"]);
}

fn route_10_who_waits_for_others_is_passed(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let (anna, _) = busy(world, "Anna");
    let (ben, held) = busy(world, "Ben");
    two_agents(world, anna, ben);
    let first = asks_for(world, 0);
    let second = asks_for(world, 1);
    assert_eq!(world.queue().told[&second.conversation].place, 1);
    frees(world, &held, ben);
    world.turn();
    world.check(&first, &["waiting"]);
    world.check(&second, &["waiting", "offered to Ben"]);
}

fn route_10_after_the_longest_wait_comes_the_fallback(world: &mut World) {
    world.live_chat(1);
    world.open_queue(3);
    busy(world, "Anna");
    let browser = world.request();
    world.pass_seconds(170);
    world.check(&browser, &["waiting"]);
    world.pass_seconds(10);
    world.check(&browser, &["waiting", "wait over", "fell back", "ended: FellBack", "completed"]);
    assert!(world.queue().told.is_empty());
}

fn route_10_the_wait_goes_on_while_an_agent_is_asked(world: &mut World) {
    world.live_chat(2);
    world.open_queue(3);
    let (anna, held) = busy(world, "Anna");
    busy(world, "Ben");
    let browser = world.request();
    frees(world, &held, anna);
    world.turn();
    world.check(&browser, &["waiting", "offered to Anna"]);
    world.pass_seconds(100);
    world.check(&browser, &["waiting", "offered to Anna", "expired", "waiting"]);
    world.pass_seconds(70);
    world.check(&browser, &["waiting", "offered to Anna", "expired", "waiting"]);
    world.pass_seconds(10);
    let over = [
        "waiting",
        "offered to Anna",
        "expired",
        "waiting",
        "wait over",
        "fell back",
        "ended: FellBack",
        "completed",
    ];
    world.check(&browser, &over);
}

fn route_10_a_wait_that_is_over_while_an_agent_is_asked_is_not_begun_again(world: &mut World) {
    world.live_chat(2);
    world.open_queue(1);
    let (anna, held) = busy(world, "Anna");
    busy(world, "Ben");
    let browser = world.request();
    frees(world, &held, anna);
    world.turn();
    world.pass_seconds(100);
    let over = ["waiting", "offered to Anna", "expired", "fell back", "ended: FellBack", "completed"];
    world.check(&browser, &over);
}

fn route_10_when_nobody_is_on_shift_any_more_those_waiting_get_the_fallback(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let (anna, _) = busy(world, "Anna");
    let browser = world.request();
    world.check(&browser, &["waiting"]);
    world.set_available(anna, false);
    world.turn();
    world.check(&browser, &["waiting", "fell back", "ended: FellBack", "completed"]);
}

fn route_10_nobody_waits_where_nobody_is_on_shift(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let anna = world.agent("Anna");
    world.set_available(anna, false);
    let browser = world.request();
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
}

fn route_10_who_waits_can_say_something_and_cancel(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let (anna, held) = busy(world, "Anna");
    let (patient, other) = (world.request(), world.request());
    world.says(&patient, "It is about my bill.").expect("said");
    let (id, visitor, sender) = (other.conversation, other.visitor, world.sender(other.visitor.0));
    world
        .attempt(move |tx, rules| frontdesk_app::visitor::cancel(tx, rules, visitor, sender, id))
        .expect("cancelled");
    world.check(&other, &["waiting", "ended: Cancelled"]);
    frees(world, &held, anna);
    world.turn();
    world.check(&patient, &["waiting", "visitor: It is about my bill.", "offered to Anna"]);
    assert!(world.queue().told.is_empty());
}

fn route_10_places_count_those_who_wait_for_the_same_agents(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let (anna, held) = busy(world, "Anna");
    let all = [(); 3].map(|()| waits(world));
    let places = |world: &World| {
        all.iter()
            .map(|who| world.queue().told.get(&who.conversation).map(|told| told.place))
            .collect::<Vec<_>>()
    };
    assert_eq!(places(world), [Some(1), Some(2), Some(3)]);
    frees(world, &held, anna);
    world.turn();
    assert_eq!(places(world), [None, Some(1), Some(2)]);
}

fn route_10_the_wait_is_estimated_by_those_served_within_the_last_hour(world: &mut World) {
    world.live_chat(1);
    world.open_queue(120);
    let (anna, mut held) = busy(world, "Anna");
    let waiting = [(); 5].map(|()| waits(world));
    let told = |world: &World, who: &Browser| world.queue().told[&who.conversation];
    assert_eq!(told(world, &waiting[4]), Told { place: 5, minutes: None });
    for served in &waiting[..3] {
        frees(world, &held, anna);
        world.turn();
        world.accept(served, anna).expect("accepted");
        held = served.clone();
    }
    // Three within an hour: the next in twenty minutes, the one after in forty.
    assert_eq!(told(world, &waiting[3]), Told { place: 1, minutes: Some(20) });
    assert_eq!(told(world, &waiting[4]), Told { place: 2, minutes: Some(40) });
}

fn route_16_the_queue_outlives_a_restart(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let (anna, held) = busy(world, "Anna");
    let browser = world.request();
    world.restart();
    frees(world, &held, anna);
    world.turn();
    world.check(&browser, &["waiting", "offered to Anna"]);
}

fn route_18_who_leaves_the_queue_has_left(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    busy(world, "Anna");
    let browser = world.request();
    world.vanish(browser.visitor.0);
    world.pass_seconds(50);
    world.check(&browser, &["waiting", "ended: VisitorLeft"]);
    assert!(world.queue().told.is_empty());
}

fn route_6_an_agents_own_limit_counts(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    limit(world, anna, 2);
    world.chat_with(anna);
    world.chat_with(anna);
    let third = world.request();
    world.check(&third, &["fell back", "ended: FellBack", "completed"]);
    for wrong in [0, 101] {
        let set = world
            .attempt(move |tx, _| frontdesk_app::routing::agents::set_limit(tx, None, anna, Some(wrong)));
        set.expect_err("refused");
    }
}
