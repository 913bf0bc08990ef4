//! Lost connections: the holder's and the visitor's.

use frontdesk_app::visitor::{self, Show};
use frontdesk_domain::ids::UserId;
use frontdesk_testkit::world::{PAGE, World};

crate::laws!(
    route_15_a_holder_without_a_console_is_away_after_a_minute_and_back_at_once,
    route_15_after_five_minutes_the_chat_is_offered_beside_the_holder,
    route_15_a_holder_who_is_back_before_acceptance_keeps_the_chat,
    route_15_a_holder_who_is_lost_and_not_replaced_ends_the_chat,
    route_15_who_comes_back_finds_everything_in_order,
    route_18_a_visitor_gone_for_45_seconds_has_left,
    route_18_a_visitor_back_in_time_has_not_left,
    route_18_cancel_withdraws_the_offer_at_once,
    route_18_the_ring_keeps_its_place,
    avail_4_an_agent_without_a_console_gets_no_offers,
    avail_4_signing_out_makes_unreachable_at_once,
    avail_4_signing_out_of_one_session_leaves_the_other_reachable,
);

fn route_15_a_holder_without_a_console_is_away_after_a_minute_and_back_at_once(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.vanish(anna.0);
    world.pass_seconds(59);
    world.check(&browser, &["offered to Anna", "accepted by Anna"]);
    world.pass_seconds(1);
    world.check(&browser, &["offered to Anna", "accepted by Anna", "holder away"]);
    world.arrive(anna.0);
    world.turn();
    world.check(&browser, &["offered to Anna", "accepted by Anna", "holder away", "holder back"]);
}

fn lost(world: &mut World, holder: UserId) -> frontdesk_testkit::world::Browser {
    let browser = world.chat_with(holder);
    world.vanish(holder.0);
    world.pass_seconds(300);
    browser
}

fn route_15_after_five_minutes_the_chat_is_offered_beside_the_holder(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = lost(world, anna);
    let moved =
        ["offered to Anna", "accepted by Anna", "holder away", "rerouting: AgentLost", "offered to Ben"];
    world.check(&browser, &moved);
    assert_eq!(world.state(&browser).holder(), Some(anna), "beside the holder, who stays owner");
    world.accept(&browser, ben).expect("accepted");
    assert_eq!(world.state(&browser).holder(), Some(ben));
    world.check(&browser, &[&moved[..], &["accepted by Ben"]].concat());
    assert!(world.replies(&browser, anna, "I'm back").is_err());
}

fn route_15_a_holder_who_is_back_before_acceptance_keeps_the_chat(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = lost(world, anna);
    let number = world.state(&browser).offer().expect("an offer").number;
    world.arrive(anna.0);
    world.turn();
    assert!(world.accept_offer(&browser, ben, number).is_err());
    assert_eq!(world.state(&browser).holder(), Some(anna));
    let transcript = world.transcript(&browser);
    assert!(transcript.ends_with(&["withdrawn: HolderBack".into(), "holder back".into()]), "{transcript:?}");
}

fn route_15_a_holder_who_is_lost_and_not_replaced_ends_the_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.agent("Ben");
    let browser = lost(world, anna);
    world.pass_seconds(100);
    let transcript = world.transcript(&browser);
    assert!(
        transcript.ends_with(&[
            "offered to Ben".into(),
            "expired".into(),
            "fell back".into(),
            "ended: AgentLost".into(),
            "completed".into()
        ]),
        "{transcript:?}"
    );
}

fn route_15_who_comes_back_finds_everything_in_order(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.says(&browser, "one").expect("said");
    world.vanish(anna.0);
    world.says(&browser, "two").expect("said");
    world.vanish(browser.visitor.0);
    world.arrive(anna.0);
    world.replies(&browser, anna, "three").expect("said");
    let show = world.views(Some(&browser.token), PAGE);
    assert!(matches!(show, Show::Conversation { over: false, .. }), "{show:?}");
    let numbers: Vec<u64> = world.log(&browser).iter().map(|l| l.entry.seq).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    world.check(
        &browser,
        &["offered to Anna", "accepted by Anna", "visitor: one", "visitor: two", "Anna: three"],
    );
}

fn route_18_a_visitor_gone_for_45_seconds_has_left(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.request();
    world.vanish(browser.visitor.0);
    world.pass_seconds(44);
    world.check(&browser, &["offered to Anna"]);
    world.pass_seconds(1);
    world.check(&browser, &["offered to Anna", "withdrawn: VisitorLeft", "ended: VisitorLeft"]);
    assert!(world.accept(&browser, anna).is_err());
    let show = world.views(Some(&browser.token), PAGE);
    assert!(matches!(show, Show::Conversation { over: true, .. }), "offers to talk again: {show:?}");
}

fn route_18_a_visitor_back_in_time_has_not_left(world: &mut World) {
    world.live_chat(1);
    world.agent("Anna");
    let browser = world.request();
    world.vanish(browser.visitor.0);
    world.pass_seconds(40);
    world.arrive(browser.visitor.0);
    world.pass_seconds(50);
    world.check(&browser, &["offered to Anna"]);
}

fn route_18_cancel_withdraws_the_offer_at_once(world: &mut World) {
    world.live_chat(1);
    world.agent("Anna");
    let browser = world.request();
    let (sender, id, who) = (world.sender(browser.visitor.0), browser.conversation, browser.visitor);
    world.done(move |tx, rules| visitor::cancel(tx, rules, who, sender, id));
    world.check(&browser, &["offered to Anna", "withdrawn: Cancelled", "ended: Cancelled"]);
}

fn route_18_the_ring_keeps_its_place(world: &mut World) {
    world.live_chat(1);
    world.agent("Anna");
    world.agent("Ben");
    let browser = world.request();
    world.vanish(browser.visitor.0);
    world.pass_seconds(45);
    let next = world.request();
    world.check(&next, &["offered to Ben"]);
}

fn avail_4_an_agent_without_a_console_gets_no_offers(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.vanish(anna.0);
    world.pass_seconds(59);
    let within = world.request();
    world.check(&within, &["offered to Anna"]);
    world.pass_seconds(1);
    let after = world.request();
    world.check(&after, &["fell back", "ended: FellBack", "completed"]);
}

fn avail_4_signing_out_makes_unreachable_at_once(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.write(move |tx| Ok(frontdesk_store::repo::lease::leave_all(tx, anna.0)?)).expect("signed out");
    let browser = world.request();
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
}

fn avail_4_signing_out_of_one_session_leaves_the_other_reachable(world: &mut World) {
    use frontdesk_app::session::{Place, begin, end, find};
    use frontdesk_store::repo::lease::hear;
    use uuid::Uuid;
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.vanish(anna.0);
    world.pass_seconds(60);
    let sign_in = |source: u128| {
        world
            .write(move |tx| {
                let token = begin(tx, anna, &Place::default())?;
                let session =
                    find(tx, &token)?.and_then(|signed_in| signed_in.session().map(|session| session.id));
                let now = tx.now();
                hear(tx, anna.0, Uuid::from_u128(source), session, now)?;
                Ok(session)
            })
            .expect("signed in")
            .expect("a session")
    };
    let (first, second) = (sign_in(1), sign_in(2));
    let sign_out = |world: &World, source: u128, session| {
        world
            .write(move |tx| {
                end(tx, session, anna)?;
                // The socket closes a moment later, and says when it was last heard from.
                let now = tx.now();
                Ok(hear(tx, anna.0, Uuid::from_u128(source), Some(session), now)?)
            })
            .expect("signed out");
    };
    sign_out(world, 1, first);
    let offered = world.request();
    world.check(&offered, &["offered to Anna"]);
    sign_out(world, 2, second);
    let nobody = world.request();
    world.check(&nobody, &["fell back", "ended: FellBack", "completed"]);
}
