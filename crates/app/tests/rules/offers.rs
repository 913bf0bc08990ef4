//! Offers: who is asked, in which order, for how long, and who wins.

use frontdesk_app::AppError;
use frontdesk_app::routing::ring_order;
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::routing::{GENERAL_RING, RingOrder, TraceLine, Verdict};
use frontdesk_testkit::world::World;

crate::laws!(
    route_2_each_chat_goes_to_the_next_in_the_ring,
    route_2_who_cannot_take_one_is_passed_over_and_keeps_their_place,
    route_2_the_least_busy_are_asked_first_where_the_ring_says_so,
    route_2_the_longest_idle_are_asked_first_where_the_ring_says_so,
    route_6_nobody_holds_more_than_ten_chats_and_offers_together,
    route_6_an_ended_chat_frees_its_place_at_once,
    route_7_accept_starts_the_chat,
    route_7_accept_is_refused_from_the_deadline_on,
    route_7_a_declined_offer_goes_to_the_next_up_to_the_cards_tries,
    route_7_an_expired_offer_costs_a_try,
    route_7_nobody_is_offered_the_same_request_twice,
    route_7_exactly_one_agent_wins_an_offer,
    route_7_an_offer_of_another_agent_cannot_be_accepted,
    route_9_the_fallback_ends_the_branch,
    route_11_the_trace_names_each_agent_with_the_reason,
    a_repeated_command_has_its_first_effect_and_no_second,
);

fn gone(result: &Result<u64, AppError>) -> bool {
    matches!(result, Err(AppError::Refused(Refusal::OfferGone)))
}

fn route_2_each_chat_goes_to_the_next_in_the_ring(world: &mut World) {
    world.live_chat(1);
    let agents = [world.agent("Anna"), world.agent("Ben"), world.agent("Cleo")];
    for round in 0..2 {
        for (agent, name) in agents.iter().zip(["Anna", "Ben", "Cleo"]) {
            let browser = world.chat_with(*agent);
            world.check(&browser, &[&format!("offered to {name}"), &format!("accepted by {name}")]);
            assert!(round < 2);
        }
    }
}

fn route_2_who_cannot_take_one_is_passed_over_and_keeps_their_place(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.agent("Cleo");
    world.set_available(ben, false);
    world.chat_with(anna);
    let passed = world.request();
    world.check(&passed, &["offered to Cleo"]);
    world.set_available(ben, true);
    let next = world.request();
    world.check(&next, &["offered to Anna"]);
    let after = world.request();
    world.check(&after, &["offered to Ben"]);
}

fn asked_by(world: &World, order: RingOrder) {
    world.write(move |tx| ring_order::set(tx, None, GENERAL_RING, order)).expect("set");
}

fn route_2_the_least_busy_are_asked_first_where_the_ring_says_so(world: &mut World) {
    world.live_chat(2);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let cleo = world.agent("Cleo");
    world.set_available(cleo, false);
    asked_by(world, RingOrder::LeastBusy);
    let first = world.chat_with(anna);
    world.chat_with(ben);
    let third = world.chat_with(anna);
    let fourth = world.request();
    world.check(&fourth, &["offered to Ben"]);
    let ids = (first.conversation, third.conversation);
    for id in [ids.0, ids.1] {
        let sender = world.sender(anna.0);
        world.done(move |tx, rules| frontdesk_app::agent::end(tx, rules, anna, sender, id));
    }
    let (fifth, sixth) = (world.request(), world.request());
    world.check(&fifth, &["offered to Anna"]);
    world.check(&sixth, &["offered to Anna"]);
    let log = world.log(&fifth);
    let trace = log.iter().rev().find_map(|logged| match &logged.entry.fact {
        Fact::Offered { trace, .. } => Some(trace.lines.clone()),
        _ => None,
    });
    let agent = |agent, verdict| TraceLine::Agent { agent, verdict };
    assert_eq!(
        trace.expect("a trace"),
        [
            TraceLine::Ring,
            TraceLine::Ordered { by: RingOrder::LeastBusy },
            agent(cleo, Verdict::NotAvailable),
            agent(anna, Verdict::Offered),
            agent(ben, Verdict::Later),
        ]
    );
}

fn route_2_the_longest_idle_are_asked_first_where_the_ring_says_so(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    asked_by(world, RingOrder::LongestIdle);
    let chat = world.chat_with(anna);
    world.pass_seconds(1);
    world.chat_with(ben);
    world.pass_seconds(1);
    // An ending chat counts as the last one: Anna was idle since before Ben, and is not any more.
    let (id, sender) = (chat.conversation, world.sender(anna.0));
    world.done(move |tx, rules| frontdesk_app::agent::end(tx, rules, anna, sender, id));
    let next = world.request();
    world.check(&next, &["offered to Ben"]);
    world.agent("Cleo");
    let other = world.request();
    world.check(&other, &["offered to Cleo"]);
}

fn route_6_nobody_holds_more_than_ten_chats_and_offers_together(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    for _ in 0..9 {
        world.chat_with(anna);
    }
    let tenth = world.request();
    world.check(&tenth, &["offered to Anna"]);
    let eleventh = world.request();
    world.check(&eleventh, &["fell back", "ended: FellBack", "completed"]);
}

fn route_6_an_ended_chat_frees_its_place_at_once(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let first = world.chat_with(anna);
    for _ in 0..9 {
        world.chat_with(anna);
    }
    let sender = world.sender(anna.0);
    let id = first.conversation;
    world.done(move |tx, rules| frontdesk_app::agent::end(tx, rules, anna, sender, id));
    let next = world.request();
    world.check(&next, &["offered to Anna"]);
}

fn route_7_accept_starts_the_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.says(&browser, "hello").expect("said");
    world.replies(&browser, anna, "hi").expect("said");
    world.check(&browser, &["offered to Anna", "accepted by Anna", "visitor: hello", "Anna: hi"]);
}

fn route_7_accept_is_refused_from_the_deadline_on(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.request();
    // The expiry is not recorded: no worker has done its round.
    world.clock.advance(jiff::SignedDuration::from_millis(99_999));
    world.arrive(anna.0);
    let still = world.request();
    world.clock.advance(jiff::SignedDuration::from_millis(1));
    assert!(gone(&world.accept(&browser, anna)));
    assert!(world.accept(&still, anna).is_ok());
}

fn route_7_a_declined_offer_goes_to_the_next_up_to_the_cards_tries(world: &mut World) {
    world.live_chat(2);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.agent("Cleo");
    let browser = world.request();
    world.decline(&browser, anna).expect("declined");
    world.decline(&browser, ben).expect("declined");
    world.check(
        &browser,
        &[
            "offered to Anna",
            "declined by Anna",
            "offered to Ben",
            "declined by Ben",
            "fell back",
            "ended: FellBack",
            "completed",
        ],
    );
}

fn route_7_an_expired_offer_costs_a_try(world: &mut World) {
    world.live_chat(1);
    world.agent("Anna");
    world.agent("Ben");
    let browser = world.request();
    world.pass_seconds(100);
    world.check(&browser, &["offered to Anna", "expired", "fell back", "ended: FellBack", "completed"]);
}

fn route_7_nobody_is_offered_the_same_request_twice(world: &mut World) {
    world.live_chat(5);
    let anna = world.agent("Anna");
    let browser = world.request();
    world.decline(&browser, anna).expect("declined");
    world.check(
        &browser,
        &["offered to Anna", "declined by Anna", "fell back", "ended: FellBack", "completed"],
    );
}

fn route_7_exactly_one_agent_wins_an_offer(world: &mut World) {
    world.live_chat(2);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.request();
    let first = world.state(&browser).offer().expect("an offer").number;
    world.decline(&browser, anna).expect("declined");
    assert!(gone(&world.accept_offer(&browser, anna, first)), "declined is gone");
    let second = world.state(&browser).offer().expect("an offer").number;
    assert!(gone(&world.accept_offer(&browser, anna, second)), "it is Ben's");
    world.accept_offer(&browser, ben, second).expect("accepted");
    assert!(gone(&world.accept_offer(&browser, ben, second)), "taken is gone, another console included");
    world.check(&browser, &["offered to Anna", "declined by Anna", "offered to Ben", "accepted by Ben"]);
}

fn route_7_an_offer_of_another_agent_cannot_be_accepted(world: &mut World) {
    world.live_chat(1);
    world.agent("Anna");
    let ben = world.agent("Ben");
    let browser = world.request();
    assert!(gone(&world.accept(&browser, ben)));
    assert!(gone(&world.decline(&browser, ben)));
    assert!(matches!(world.replies(&browser, ben, "hi"), Err(AppError::NotFound)));
}

fn route_9_the_fallback_ends_the_branch(world: &mut World) {
    world.live_chat(1);
    let browser = world.request();
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
    let log = world.log(&browser);
    let fallback = log.iter().find(|l| matches!(l.entry.fact, Fact::FellBack { .. })).expect("a fallback");
    assert!(fallback.entry.body.is_some(), "the visitor is told something");
    assert!(world.says(&browser, "anyone?").is_err());
}

fn route_11_the_trace_names_each_agent_with_the_reason(world: &mut World) {
    world.live_chat(1);
    let (off, gone, full) = (world.agent("Off"), world.agent("Gone"), world.agent("Full"));
    world.set_available(off, false);
    world.vanish(gone.0);
    world.pass_seconds(61);
    for _ in 0..10 {
        world.chat_with(full);
    }
    let able = world.agent("Able");
    let browser = world.request();
    let log = world.log(&browser);
    let trace = log
        .iter()
        .find_map(|l| match &l.entry.fact {
            Fact::Offered { trace, .. } => Some(trace.clone()),
            _ => None,
        })
        .expect("an offer");
    let seen = |agent, verdict| TraceLine::Agent { agent, verdict };
    // The ring stands at Full, who was offered the last chat.
    assert_eq!(trace.lines, [TraceLine::Ring, seen(able, Verdict::Offered)]);
    world.set_available(able, false);
    let log = world.log(&browser);
    let trace = log
        .iter()
        .find_map(|l| match &l.entry.fact {
            Fact::FellBack { trace } => Some(trace.clone()),
            _ => None,
        })
        .expect("a fallback");
    assert_eq!(
        trace.lines,
        [
            TraceLine::Ring,
            seen(off, Verdict::NotAvailable),
            seen(gone, Verdict::NotReachable),
            seen(full, Verdict::AtCapacity),
            seen(able, Verdict::OfferedBefore),
            TraceLine::RouteEnded
        ]
    );
}

fn a_repeated_command_has_its_first_effect_and_no_second(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    let (sender, id, visitor) = (world.sender(browser.visitor.0), browser.conversation, browser.visitor);
    let say = move |tx: &mut frontdesk_store::Tx<'_>, rules: &frontdesk_app::Rules| {
        frontdesk_app::visitor::say(tx, rules, visitor, sender, id, "once")
    };
    assert_eq!(world.done(say), world.done(say));
    world.check(&browser, &["offered to Anna", "accepted by Anna", "visitor: once"]);
}
