//! The numbers of the rules of live chat: as an admin sets them, kept with who said it, and followed by chats that go on.

use frontdesk_app::conversation::server_command;
use frontdesk_app::live_chat::{self, Known};
use frontdesk_app::routing::agents;
use frontdesk_app::visitor::Show;
use frontdesk_app::{AppError, agent, sweep};
use frontdesk_domain::audit::Act;
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::limits::{BadLimit, Limits, Number};
use frontdesk_domain::permission::BuiltIn;
use frontdesk_store::repo::audit;
use frontdesk_testkit::world::{Browser, PAGE, World};
use jiff::SignedDuration;

crate::laws!(
    the_numbers_are_kept_with_who_set_them,
    a_node_reads_only_numbers_that_are_newer,
    numbers_that_cannot_be_used_are_refused_and_nothing_is_kept,
    route_6_everybody_may_hold_as_many_chats_as_the_admin_says,
    route_7_an_offer_stands_as_long_as_the_admin_says,
    route_14_a_silence_is_as_long_as_the_admin_says,
    route_14_chats_that_go_on_follow_a_shorter_silence,
    route_14_an_end_comes_no_sooner_than_the_visitor_was_told,
    route_15_an_agent_is_away_and_lost_when_the_admin_says,
    route_17_the_transcript_is_kept_for_as_long_as_the_admin_says,
    route_18_a_visitor_has_left_when_the_admin_says,
);

fn with(numbers: &[(Number, u32)]) -> Limits {
    let mut limits = Limits::default();
    for (number, to) in numbers {
        limits.set(*number, *to);
    }
    limits
}

/// An admin sets numbers, and the node follows as its worker does.
fn set(world: &mut World, numbers: &[(Number, u32)]) -> Known {
    let wanted = with(numbers);
    let known = world.write(move |tx| live_chat::set(tx, None, &wanted)).expect("set");
    world.rules.limits = known.limits.clone();
    let mut after = None;
    loop {
        let held = world.store.read_blocking(move |tx| sweep::held(tx, after)).expect("read");
        let Some(last) = held.last() else { return known };
        after = Some(last.conversation);
        for todo in held {
            world.done(move |tx, rules| server_command(tx, rules, todo.conversation, &todo.command));
        }
    }
}

fn told_end(world: &World, browser: &Browser) -> Option<jiff::Timestamp> {
    world.log(browser).iter().rev().find_map(|logged| match &logged.entry.fact {
        Fact::Warned { ends } => Some(*ends),
        _ => None,
    })
}

fn the_numbers_are_kept_with_who_set_them(world: &mut World) {
    assert_eq!(world.write(live_chat::read).expect("read"), Known::default());
    let mary = world.user("Mary", BuiltIn::MarketingAdmin).into();
    let wanted = with(&[(Number::Offer, 30), (Number::Transcript, 48)]);
    for _ in 0..2 {
        let wanted = wanted.clone();
        world.clock.advance(SignedDuration::from_secs(1));
        let known = world.write(move |tx| live_chat::set(tx, Some(mary), &wanted)).expect("set");
        assert_eq!(known.version, 1, "what changes nothing is no change");
    }
    assert_eq!(world.write(live_chat::read).expect("read"), Known { version: 1, limits: wanted });
    let log = world.write(|tx| Ok(audit::page(tx, None, 100)?)).expect("a log");
    let acts: Vec<_> = log.iter().filter(|entry| entry.act == Act::LiveChatChanged).collect();
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0].actor.as_ref().map(|(_, name)| name.as_str()), Some("Mary"));
    let changes: Vec<_> = acts[0].changes.iter().map(|change| format!("{change:?}")).collect();
    assert_eq!(
        changes,
        [
            r#"Change { field: "offer, in seconds", before: Some("100"), after: Some("30") }"#,
            r#"Change { field: "transcript, in hours", before: Some("24"), after: Some("48") }"#,
        ]
    );
}

fn a_node_reads_only_numbers_that_are_newer(world: &mut World) {
    assert_eq!(world.write(|tx| live_chat::newer(tx, 0)).expect("read"), None);
    let known = set(world, &[(Number::Offer, 30)]);
    assert_eq!(world.write(|tx| live_chat::newer(tx, 0)).expect("read"), Some(known));
    assert_eq!(world.write(|tx| live_chat::newer(tx, 1)).expect("read"), None);
    assert_eq!(set(world, &[]).version, 2, "back to the defaults");
}

fn numbers_that_cannot_be_used_are_refused_and_nothing_is_kept(world: &mut World) {
    for (number, to) in [(Number::Offer, 9), (Number::VisitorLeft, 39), (Number::HolderLost, 31)] {
        let wanted = with(&[(number, to)]);
        let refused = world.write(move |tx| live_chat::set(tx, None, &wanted));
        assert!(
            matches!(refused, Err(AppError::Limit(BadLimit::OutOfRange(named))) if named == number),
            "{number:?}: {refused:?}"
        );
    }
    let wanted = with(&[(Number::Inactivity, 2)]);
    let refused = world.write(move |tx| live_chat::set(tx, None, &wanted));
    assert!(matches!(refused, Err(AppError::Limit(BadLimit::NotShorter(..)))), "{refused:?}");
    assert_eq!(world.write(live_chat::read).expect("read"), Known::default());
}

fn route_6_everybody_may_hold_as_many_chats_as_the_admin_says(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.write(move |tx| agents::set_limit(tx, None, ben, Some(2))).expect("a limit of his own");
    set(world, &[(Number::ChatsPerAgent, 1)]);
    world.chat_with(anna);
    world.chat_with(ben);
    world.chat_with(ben);
    let nobody = world.request();
    world.check(&nobody, &["fell back", "ended: FellBack", "completed"]);
    set(world, &[(Number::ChatsPerAgent, 2)]);
    let second = world.request();
    world.check(&second, &["offered to Anna"]);
    world.accept(&second, anna).expect("accepted");
    // Nobody loses what they hold.
    set(world, &[(Number::ChatsPerAgent, 1)]);
    world.turn();
    assert_eq!(world.state(&second).holder(), Some(anna));
}

fn route_7_an_offer_stands_as_long_as_the_admin_says(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let open = world.request();
    set(world, &[(Number::Offer, 20)]);
    let short = world.request();
    world.pass_seconds(19);
    world.check(&short, &["offered to Anna"]);
    world.pass_seconds(1);
    assert!(world.accept(&short, anna).is_err());
    world.check(&short, &["offered to Anna", "expired", "fell back", "ended: FellBack", "completed"]);
    // The one that stood before keeps the deadline that everybody was told.
    world.pass_seconds(79);
    world.accept(&open, anna).expect("accepted in time");
}

fn route_14_a_silence_is_as_long_as_the_admin_says(world: &mut World) {
    world.live_chat(1);
    set(world, &[(Number::Inactivity, 3), (Number::InactivityWarning, 30), (Number::Unanswered, 20)]);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.says(&browser, "hello?").expect("said");
    world.pass_seconds(20);
    let alerted = ["offered to Anna", "accepted by Anna", "visitor: hello?", "left unanswered"];
    world.check(&browser, &alerted);
    world.replies(&browser, anna, "hi").expect("said");
    world.pass_seconds(149);
    world.check(&browser, &[&alerted[..], &["Anna: hi"]].concat());
    world.pass_seconds(1);
    world.check(&browser, &[&alerted[..], &["Anna: hi", "warned"]].concat());
    world.pass_seconds(30);
    world.check(&browser, &[&alerted[..], &["Anna: hi", "warned", "ended: Inactive", "completed"]].concat());
}

fn route_14_chats_that_go_on_follow_a_shorter_silence(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.replies(&browser, anna, "hi").expect("said");
    world.pass_seconds(60);
    set(world, &[(Number::Inactivity, 3), (Number::InactivityWarning, 60)]);
    let talk = ["offered to Anna", "accepted by Anna", "Anna: hi"];
    world.pass_seconds(59);
    world.check(&browser, &talk);
    world.pass_seconds(1);
    world.check(&browser, &[&talk[..], &["warned"]].concat());
    // And a longer one.
    world.says(&browser, "wait").expect("said");
    world.replies(&browser, anna, "I do").expect("said");
    set(world, &[(Number::Inactivity, 20)]);
    let talk = [&talk[..], &["warned", "visitor: wait", "Anna: I do"]].concat();
    world.pass_seconds(18 * 60 - 1);
    world.check(&browser, &talk);
    world.pass_seconds(1);
    world.check(&browser, &[&talk[..], &["warned"]].concat());
}

fn route_14_an_end_comes_no_sooner_than_the_visitor_was_told(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.pass_seconds(8 * 60);
    let told = told_end(world, &browser).expect("warned");
    assert_eq!(told, world.now() + SignedDuration::from_secs(120));
    set(world, &[(Number::Inactivity, 3), (Number::InactivityWarning, 10)]);
    let on_desk = world
        .done(move |tx, rules| frontdesk_app::desk::read(tx, anna, false, rules.limits.inactivity_warning));
    assert_eq!(on_desk.chats[&browser.conversation].ends, Some(told));
    world.pass_seconds(119);
    world.check(&browser, &["offered to Anna", "accepted by Anna", "warned"]);
    world.pass_seconds(1);
    world.check(&browser, &["offered to Anna", "accepted by Anna", "warned", "ended: Inactive", "completed"]);
}

fn route_15_an_agent_is_away_and_lost_when_the_admin_says(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.agent("Ben");
    set(world, &[(Number::HolderAway, 90), (Number::HolderLost, 2)]);
    world.vanish(anna.0);
    world.pass_seconds(89);
    world.check(&browser, &["offered to Anna", "accepted by Anna"]);
    world.pass_seconds(1);
    world.check(&browser, &["offered to Anna", "accepted by Anna", "holder away"]);
    world.pass_seconds(30);
    let lost =
        ["offered to Anna", "accepted by Anna", "holder away", "rerouting: AgentLost", "offered to Ben"];
    world.check(&browser, &lost);
}

fn route_17_the_transcript_is_kept_for_as_long_as_the_admin_says(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    let (sender, id) = (world.sender(anna.0), browser.conversation);
    world.done(move |tx, rules| agent::end(tx, rules, anna, sender, id));
    set(world, &[(Number::Transcript, 48)]);
    let view = |world: &World| world.views(Some(&browser.token), PAGE);
    world.clock.advance(SignedDuration::from_secs(48 * 3600 - 1));
    assert!(matches!(view(world), Show::Conversation { over: true, .. }));
    set(world, &[(Number::Transcript, 1)]);
    assert_eq!(view(world), Show::Nothing);
}

fn route_18_a_visitor_has_left_when_the_admin_says(world: &mut World) {
    world.live_chat(1);
    world.agent("Anna");
    set(world, &[(Number::VisitorLeft, 80)]);
    let browser = world.request();
    world.vanish(browser.visitor.0);
    world.pass_seconds(79);
    world.check(&browser, &["offered to Anna"]);
    world.pass_seconds(1);
    let transcript = world.transcript(&browser);
    assert!(transcript.contains(&"ended: VisitorLeft".to_owned()), "{transcript:?}");
}
