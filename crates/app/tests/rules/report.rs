//! What is reported of a dialogue, and what becomes of one that is put away or deleted.

use frontdesk_app::dialogues::{self, Wanted};
use frontdesk_app::report::{self, CardPassed, Days, Passed, Report};
use frontdesk_app::{AppError, shelf, visitor};
use frontdesk_domain::availability::Zone;
use frontdesk_domain::ids::DialogueId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::repo;
use frontdesk_testkit::world::{Browser, World};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use serde_json::json;

crate::laws!(
    a_report_counts_each_visitor_on_the_day_they_were_shown_the_dialogue,
    a_report_tells_which_ways_visitors_took_and_where_they_left,
    an_archived_dialogue_is_left_alone_until_it_is_restored,
    a_deleted_dialogue_frees_its_name_and_keeps_its_conversations,
);

/// What the world's clock shows at first.
const DAY: Date = date(2026, 3, 2);

/// A dialogue that asks whether to go on, then for an e-mail, and counts that as a goal.
fn ask(world: &mut World) -> DialogueId {
    world.dialogue(&json!([
        { "kind": "question", "id": "talk", "text": "More?", "choices": [
            { "label": "Yes", "next": "mail" }, { "label": "No", "next": "bye" } ] },
        { "kind": "capture", "id": "mail", "text": "Your e-mail?", "input": "email",
          "attribute": "person.email", "next": "told" },
        { "kind": "goal", "id": "told", "name": "E-mail told", "next": "live" },
        { "kind": "live_chat", "id": "live" },
        { "kind": "message", "id": "bye", "text": "Bye" },
    ]))
}

/// A visitor who is shown a dialogue and opens it.
fn comes(world: &mut World, id: DialogueId) -> Browser {
    let browser = world.visitor();
    let token = browser.token.clone();
    world.write(move |tx| visitor::meet(tx, Some(&token), id)).expect("noted");
    browser
}

fn days(from: Date, to: Date, zone: &str) -> Days {
    Days::new(from, to, &Zone::parse(zone).expect("a zone")).expect("days")
}

fn report(world: &World, id: DialogueId, days: &Days) -> Report {
    let days = days.clone();
    world.write(move |tx| report::of_dialogue(tx, id, &days)).expect("a report")
}

fn passed(world: &World, id: DialogueId, number: Option<u32>) -> Passed {
    let days = days(DAY, DAY, "UTC");
    world.write(move |tx| report::passed(tx, id, number, &days)).expect("the ways")
}

fn a_report_counts_each_visitor_on_the_day_they_were_shown_the_dialogue(world: &mut World) {
    let id = ask(world);
    let (told, left, only_opened) = (comes(world, id), comes(world, id), comes(world, id));
    world.answer(&told, "talk", Answer::Choice(0)).expect("answered");
    world.clock.advance(SignedDuration::from_hours(20));
    world.answer(&told, "mail", Answer::Value("pia@shop.example".into())).expect("answered");
    world.answer(&left, "talk", Answer::Choice(1)).expect("answered");
    let late = comes(world, id);
    world.answer(&late, "talk", Answer::Choice(1)).expect("answered");
    world.index();
    let seen = |days: &Days| {
        let Report { days, goals } = report(world, id, days);
        let told = |(day, known, unknown): (Date, report::Counts, report::Counts)| {
            assert_eq!(known, report::Counts::default());
            let report::Counts { triggered, engaged, completed, acquired, goals } = unknown;
            (day, [triggered, engaged, completed, acquired, goals])
        };
        (days.into_iter().map(told).collect::<Vec<_>>(), goals)
    };
    let next = DAY.tomorrow().expect("a day");
    let goal = vec![("E-mail told".to_owned(), 1)];
    assert_eq!(seen(&days(DAY, next, "UTC")), (vec![(DAY, [3, 2, 2, 1, 1]), (next, [1, 1, 1, 0, 0])], goal));
    // The morning of one day in London is the evening before in Honolulu.
    let before = DAY.yesterday().expect("a day");
    let (there, _) = seen(&days(before, DAY, "Pacific/Honolulu"));
    assert_eq!(there.iter().map(|(_, counts)| counts[0]).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(seen(&days(next, next, "UTC")).1, []);
    assert_ne!(only_opened.conversation, late.conversation);
    for (from, to) in [(next, DAY), (DAY, date(2028, 1, 1))] {
        assert!(matches!(Days::new(from, to, &Zone::default()), Err(AppError::Invalid(_))));
    }
}

fn a_report_tells_which_ways_visitors_took_and_where_they_left(world: &mut World) {
    let id = ask(world);
    let (told, left, no) = (world.visitor(), world.visitor(), world.visitor());
    for (browser, choice) in [(&told, 0), (&left, 0), (&no, 1)] {
        world.answer(browser, "talk", Answer::Choice(choice)).expect("answered");
    }
    world.answer(&told, "mail", Answer::Value("pia@shop.example".into())).expect("answered");
    world.visitor();
    world.index();
    // Counted again, as after a copy of the record, it is the same.
    world.write(|tx| Ok(tx.execute("update search_state set seq = 0", &[])?)).expect("forgotten");
    world.index();
    let Passed { version, versions, visitors, cards } = passed(world, id, None);
    assert_eq!((version, versions, visitors), (1, vec![1], 4));
    let card = |card: &str, visitors, left, ways: &[(&str, u64)]| CardPassed {
        card: card.to_owned(),
        visitors,
        left,
        ways: ways.iter().map(|(way, took)| ((*way).to_owned(), *took)).collect(),
    };
    assert_eq!(
        cards,
        [
            card("bye", 1, 0, &[("next", 1)]),
            card("live", 1, 0, &[("request", 1)]),
            card("mail", 2, 1, &[("next", 1)]),
            card("talk", 4, 1, &[("row:0", 2), ("row:1", 1)]),
            card("told", 1, 0, &[("next", 1)]),
        ]
    );
    let day = days(DAY, DAY, "UTC");
    let none = world.write(move |tx| report::passed(tx, id, Some(2), &day));
    assert!(matches!(none, Err(AppError::NotFound)), "{none:?}");
}

fn an_archived_dialogue_is_left_alone_until_it_is_restored(world: &mut World) {
    let id = ask(world);
    let refused = world.write(move |tx| shelf::archive(tx, None, id));
    assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
    world.write(move |tx| dialogues::unpublish(tx, None, id)).expect("off its pages");
    world.write(move |tx| shelf::archive(tx, None, id)).expect("put away");
    let names = |archived| {
        let wanted = Wanted { archived, ..Wanted::default() };
        let (rows, _) = world.write(move |tx| dialogues::list(tx, "", &wanted)).expect("a list");
        rows.into_iter().filter(|one| one.row.id == id).count()
    };
    assert_eq!((names(false), names(true)), (0, 1));
    let refused = world.write(move |tx| dialogues::rename(tx, None, id, "Other"));
    assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
    world.write(move |tx| shelf::restore(tx, None, id)).expect("taken back");
    assert_eq!((names(false), names(true)), (1, 0));
    world.write(move |tx| dialogues::rename(tx, None, id, "Other")).expect("renamed");
}

fn a_deleted_dialogue_frees_its_name_and_keeps_its_conversations(world: &mut World) {
    for deleted in ["World (deleted)", "World (deleted 2)"] {
        let id = ask(world);
        let browser = world.visitor();
        world.answer(&browser, "talk", Answer::Choice(0)).expect("answered");
        let refused = world.write(move |tx| shelf::delete(tx, None, id));
        assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
        world.write(move |tx| dialogues::unpublish(tx, None, id)).expect("off its pages");
        let uses = world.write(move |tx| shelf::uses(tx, id)).expect("what uses it");
        assert_eq!((uses.shown, uses.conversations, uses.live), (1, 1, 0));
        world.write(move |tx| shelf::delete(tx, None, id)).expect("deleted");
        let gone = world.write(move |tx| dialogues::one(tx, id));
        assert!(matches!(gone, Err(AppError::NotFound)), "{gone:?}");
        let name = world.write(move |tx| Ok(repo::dialogue::name(tx, id)?)).expect("read");
        assert_eq!(name.as_deref(), Some(deleted));
        // Who had answered goes on (`TARGET-5`).
        world.answer(&browser, "mail", Answer::Value("pia@shop.example".into())).expect("answered");
    }
}
