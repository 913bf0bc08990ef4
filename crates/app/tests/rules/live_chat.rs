//! A live chat: its end, its silence, and talking again.

use frontdesk_app::visitor::{self, Show};
use frontdesk_app::{AppError, agent, desk};
use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::BuiltIn;
use frontdesk_testkit::world::{Browser, PAGE, World};
use jiff::SignedDuration;

crate::laws!(
    route_14_either_side_ends_the_chat,
    route_14_a_silence_is_warned_of_and_then_ends_the_chat,
    route_14_a_word_in_time_keeps_the_chat,
    route_14_unanswered_words_alert_once_and_then_move_the_chat_once,
    route_14_supervisors_are_alerted_until_somebody_answers,
    route_14_unanswered_words_that_nobody_takes_get_the_fallback,
    route_17_talk_again_asks_the_last_agent_first_then_the_route,
    route_17_the_transcript_is_kept_for_a_day,
    route_17_a_second_chat_counts_nothing_again,
);

fn ends(world: &mut World, browser: &Browser, agent: UserId) {
    let (sender, id) = (world.sender(agent.0), browser.conversation);
    world.done(move |tx, rules| agent::end(tx, rules, agent, sender, id));
}

pub(super) fn talk_again(world: &mut World, browser: &Browser) -> Result<u64, AppError> {
    let (sender, id, who) = (world.sender(browser.visitor.0), browser.conversation, browser.visitor);
    world.attempt(move |tx, rules| visitor::talk_again(tx, rules, who, sender, id))
}

fn route_14_either_side_ends_the_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let one = world.chat_with(anna);
    ends(world, &one, anna);
    world.check(&one, &["offered to Anna", "accepted by Anna", "ended: AgentEnded", "completed"]);
    let two = world.chat_with(anna);
    let (sender, id, who) = (world.sender(two.visitor.0), two.conversation, two.visitor);
    world.done(move |tx, rules| visitor::end(tx, rules, who, sender, id));
    world.check(&two, &["offered to Anna", "accepted by Anna", "ended: VisitorEnded", "completed"]);
    assert!(world.says(&two, "late").is_err());
    assert!(world.replies(&two, anna, "late").is_err());
}

fn route_14_a_silence_is_warned_of_and_then_ends_the_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.says(&browser, "hello").expect("said");
    world.replies(&browser, anna, "hi").expect("said");
    let talk = ["offered to Anna", "accepted by Anna", "visitor: hello", "Anna: hi"];
    world.pass_seconds(8 * 60 - 1);
    world.check(&browser, &talk);
    world.pass_seconds(1);
    world.check(&browser, &[&talk[..], &["warned"]].concat());
    world.pass_seconds(119);
    world.check(&browser, &[&talk[..], &["warned"]].concat());
    world.pass_seconds(1);
    world.check(&browser, &[&talk[..], &["warned", "ended: Inactive", "completed"]].concat());
}

fn route_14_a_word_in_time_keeps_the_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.pass_seconds(8 * 60);
    world.replies(&browser, anna, "still there?").expect("said");
    world.pass_seconds(8 * 60 - 1);
    world.check(&browser, &["offered to Anna", "accepted by Anna", "warned", "Anna: still there?"]);
    world.pass_seconds(1);
    world.check(&browser, &["offered to Anna", "accepted by Anna", "warned", "Anna: still there?", "warned"]);
}

fn route_14_unanswered_words_alert_once_and_then_move_the_chat_once(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let browser = world.chat_with(anna);
    world.says(&browser, "hello?").expect("said");
    world.pass_seconds(120);
    let alerted = ["offered to Anna", "accepted by Anna", "visitor: hello?", "left unanswered"];
    world.check(&browser, &alerted);
    world.pass_seconds(8 * 60);
    let moved = [&alerted[..], &["rerouting: Unanswered", "offered to Ben"]].concat();
    world.check(&browser, &moved);
    assert_eq!(world.state(&browser).holder(), Some(anna), "the holder stays owner until acceptance");
    world.accept(&browser, ben).expect("accepted");
    // Ben does not answer either: this time the chat ends, after a warning.
    world.pass_seconds(10 * 60);
    let end = ["accepted by Ben", "left unanswered", "warned", "ended: Inactive", "completed"];
    world.check(&browser, &[&moved[..], &end[..]].concat());
}

fn route_14_supervisors_are_alerted_until_somebody_answers(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let sales = world.user("Sales", BuiltIn::SalesAdmin);
    let browser = world.chat_with(anna);
    let alerts = |world: &World, who: UserId, supervises| {
        let warning = world.rules.limits.inactivity_warning;
        world.write(move |tx| desk::read(tx, who, supervises, warning)).expect("a desk").alerts
    };
    world.says(&browser, "hello?").expect("said");
    let since = world.now();
    world.pass_seconds(119);
    assert!(alerts(world, sales, true).is_empty(), "nobody is alerted before two minutes are over");
    world.pass_seconds(1);
    let told = alerts(world, sales, true);
    let alert = &told[&browser.conversation];
    assert_eq!((alert.agent.as_str(), alert.waiting_since), ("Anna", since));
    assert!(alerts(world, sales, false).is_empty(), "those who do not supervise are told nothing");
    assert!(alerts(world, anna, true).is_empty(), "the holder's own chat alerts them in their list of chats");
    // A message alone, which changes nothing else that is looked for.
    world.replies(&browser, anna, "here I am").expect("said");
    assert!(alerts(world, sales, true).is_empty());
}

fn route_14_unanswered_words_that_nobody_takes_get_the_fallback(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.says(&browser, "hello?").expect("said");
    world.pass_seconds(600);
    world.check(
        &browser,
        &[
            "offered to Anna",
            "accepted by Anna",
            "visitor: hello?",
            "left unanswered",
            "rerouting: Unanswered",
            "fell back",
            "ended: Unanswered",
            "completed",
        ],
    );
}

fn route_17_talk_again_asks_the_last_agent_first_then_the_route(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.agent("Cleo");
    let browser = world.chat_with(anna);
    ends(world, &browser, anna);
    talk_again(world, &browser).expect("asked");
    world.decline(&browser, anna).expect("declined");
    world.accept(&browser, ben).expect("accepted");
    world.check(
        &browser,
        &[
            "offered to Anna",
            "accepted by Anna",
            "ended: AgentEnded",
            "completed",
            "requested again",
            "offered to Anna",
            "declined by Anna",
            "offered to Ben",
            "accepted by Ben",
        ],
    );
    // The offer to the last agent moved no ring.
    let next = world.request();
    world.check(&next, &["offered to Cleo"]);
    ends(world, &browser, ben);
    world.set_available(ben, false);
    talk_again(world, &browser).expect("asked");
    assert!(world.transcript(&browser).ends_with(&["requested again".into(), "offered to Anna".into()]));
}

fn route_17_the_transcript_is_kept_for_a_day(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    ends(world, &browser, anna);
    let view = |world: &World| world.views(Some(&browser.token), "https://elsewhere.example/");
    world.clock.advance(SignedDuration::from_secs(24 * 3600 - 1));
    assert!(matches!(view(world), Show::Conversation { over: true, .. }));
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(view(world), Show::Nothing);
    let late = talk_again(world, &browser);
    assert!(matches!(late, Err(AppError::Refused(Refusal::NotAgain))));
    let home = world.views(Some(&browser.token), PAGE);
    assert_eq!(home, Show::Nothing, "a completed dialogue is not shown again (TARGET-6)");
}

fn route_17_a_second_chat_counts_nothing_again(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    ends(world, &browser, anna);
    talk_again(world, &browser).expect("asked");
    world.accept(&browser, anna).expect("accepted");
    ends(world, &browser, anna);
    let completed = world.transcript(&browser).iter().filter(|line| *line == "completed").count();
    assert_eq!(completed, 1);
}
