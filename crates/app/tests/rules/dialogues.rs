//! Which dialogue a visitor is shown, and what is counted (`TARGET-4` to `TARGET-8`).

use frontdesk_app::dialogues::{self, Draft, PRIORITIES, Wanted};
use frontdesk_app::visitor::Show;
use frontdesk_app::{AdminRefusal, AppError};
use frontdesk_domain::ids::DialogueId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_domain::targeting::{Targets, UrlPattern};
use frontdesk_testkit::world::{PAGE, World};
use jiff::SignedDuration;
use serde_json::json;

crate::laws!(
    target_4_the_highest_priority_wins_and_of_equals_the_first_published,
    target_5_an_engaged_conversation_outlives_its_dialogue,
    target_6_a_completed_dialogue_gives_way_to_the_next_for_ever,
    target_6_an_unpublished_dialogue_disappears_and_a_republished_one_is_new,
    target_7_each_visitor_counts_once_however_often_they_come,
    target_7_opening_the_window_is_no_engagement,
    target_8_the_switch_hides_what_is_not_engaged,
    publishing_again_what_was_published_makes_no_version,
    a_draft_waits_until_it_is_published,
    a_new_dialogue_has_a_name_of_its_own_and_is_found_by_it,
    a_published_dialogue_is_put_in_order_at_once,
);

const DOCS: &str = "https://shop.example/docs";

/// Publishes a dialogue of one question.
fn ask(world: &World, name: &str, page: &str, priority: u32, text: &str) -> DialogueId {
    world.clock.advance(SignedDuration::from_secs(1));
    world.publish(&json!({
        "frontdesk_stream": 1, "name": name, "targets": [page], "priority": priority, "first": "ask", "cards": [
            { "kind": "question", "id": "ask", "text": text, "choices": [
                { "label": "More", "next": "more" }, { "label": "Bye", "next": "bye" } ] },
            { "kind": "capture", "id": "more", "text": "What?", "input": "text", "attribute": "person.interest" },
            { "kind": "message", "id": "bye", "text": "Bye" },
        ],
    }))
}

#[track_caller]
fn shown(world: &World, token: &str, page: &str, expected: Option<DialogueId>) {
    let found = match world.meets(Some(token), page).0 {
        Show::Dialogue { dialogue, .. } => Some(dialogue),
        Show::Nothing => None,
        other @ Show::Conversation { .. } => panic!("{other:?}"),
    };
    assert_eq!(found, expected);
}

fn come(world: &World, page: &str) -> String {
    world.meets(None, page).1.expect("a token")
}

fn unpublish(world: &World, id: DialogueId) {
    world.write(move |tx| dialogues::unpublish(tx, None, id)).expect("unpublished");
}

#[track_caller]
fn counted(world: &World, id: DialogueId, expected: [u64; 3]) {
    let counts = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").counts;
    assert_eq!([counts.triggered, counts.engaged, counts.completed], expected);
}

fn target_4_the_highest_priority_wins_and_of_equals_the_first_published(world: &mut World) {
    let late = ask(world, "A", PAGE, 2, "A?");
    let first = ask(world, "C", PAGE, 1, "C?");
    let second = ask(world, "B", PAGE, 1, "B?");
    let token = come(world, PAGE);
    shown(world, &token, PAGE, Some(first));
    // Publishing again does not make it younger.
    ask(world, "C", PAGE, 1, "Changed?");
    shown(world, &token, PAGE, Some(first));
    unpublish(world, first);
    shown(world, &token, PAGE, Some(second));
    unpublish(world, second);
    shown(world, &token, PAGE, Some(late));
}

fn target_5_an_engaged_conversation_outlives_its_dialogue(world: &mut World) {
    let id = ask(world, "A", PAGE, 1, "A?");
    let browser = world.visitor();
    world.answer(&browser, "ask", Answer::Choice(0)).expect("answered");
    unpublish(world, id);
    for page in [PAGE, "https://other.example/"] {
        let show = world.views(Some(&browser.token), page);
        assert!(
            matches!(show, Show::Conversation { conversation, over: false, .. } if conversation == browser.conversation)
        );
    }
    world.answer(&browser, "more", Answer::Value("bikes".into())).expect("it runs on");
    counted(world, id, [1, 1, 1]);
}

fn target_6_a_completed_dialogue_gives_way_to_the_next_for_ever(world: &mut World) {
    let first = ask(world, "A", PAGE, 1, "A?");
    let second = ask(world, "B", PAGE, 2, "B?");
    let token = come(world, PAGE);
    let browser = world.opens(&token, PAGE);
    world.answer(&browser, "ask", Answer::Choice(1)).expect("answered");
    shown(world, &token, PAGE, Some(second));
    ask(world, "A", PAGE, 1, "Changed?");
    shown(world, &token, PAGE, Some(second));
    let browser = world.opens(&token, PAGE);
    world.answer(&browser, "ask", Answer::Choice(1)).expect("answered");
    shown(world, &token, PAGE, None);
    unpublish(world, first);
    ask(world, "A", PAGE, 1, "Changed again?");
    shown(world, &token, PAGE, None);
    counted(world, first, [1, 1, 1]);
    counted(world, second, [1, 1, 1]);
}

fn target_6_an_unpublished_dialogue_disappears_and_a_republished_one_is_new(world: &mut World) {
    let id = ask(world, "A", PAGE, 1, "Old?");
    let token = come(world, PAGE);
    let old = world.opens(&token, PAGE);
    unpublish(world, id);
    shown(world, &token, PAGE, None);
    world.answer(&old, "ask", Answer::Choice(7)).expect_err("no such response");
    ask(world, "A", PAGE, 1, "New?");
    shown(world, &token, PAGE, Some(id));
    let new = world.opens(&token, PAGE);
    assert_ne!(new.conversation, old.conversation);
    assert!(world.transcript(&new).contains(&"bot asks: New?".to_owned()));
    counted(world, id, [1, 0, 0]);
}

fn target_7_each_visitor_counts_once_however_often_they_come(world: &mut World) {
    let id = ask(world, "A", PAGE, 1, "A?");
    let token = come(world, PAGE);
    for _ in 0..3 {
        shown(world, &token, PAGE, Some(id));
    }
    let browser = world.opens(&token, PAGE);
    world.answer(&browser, "ask", Answer::Choice(0)).expect("answered");
    counted(world, id, [1, 1, 0]);
    world.answer(&browser, "more", Answer::Value("bikes".into())).expect("answered");
    world.views(Some(&token), PAGE);
    counted(world, id, [1, 1, 1]);
    come(world, PAGE);
    counted(world, id, [2, 1, 1]);
    assert_eq!(world.meets(None, "https://other.example/").0, Show::Nothing);
    counted(world, id, [2, 1, 1]);
}

fn target_7_opening_the_window_is_no_engagement(world: &mut World) {
    let id = ask(world, "A", PAGE, 1, "A?");
    let token = come(world, PAGE);
    let browser = world.opens(&token, PAGE);
    counted(world, id, [1, 0, 0]);
    world.answer(&browser, "ask", Answer::Choice(1)).expect("answered");
    counted(world, id, [1, 1, 1]);
}

fn target_8_the_switch_hides_what_is_not_engaged(world: &mut World) {
    let id = ask(world, "A", PAGE, 1, "A?");
    let waiting = come(world, PAGE);
    let token = come(world, PAGE);
    let engaged = world.opens(&token, PAGE);
    world.answer(&engaged, "ask", Answer::Choice(0)).expect("answered");
    world.write(|tx| dialogues::switch(tx, None, true)).expect("switched");
    shown(world, &waiting, PAGE, None);
    assert!(matches!(world.views(Some(&token), PAGE), Show::Conversation { over: false, .. }));
    world.answer(&engaged, "more", Answer::Value("bikes".into())).expect("it runs on");
    world.write(|tx| dialogues::switch(tx, None, false)).expect("switched");
    shown(world, &waiting, PAGE, Some(id));
}

fn publishing_again_what_was_published_makes_no_version(world: &mut World) {
    let id = ask(world, "A", PAGE, 1, "A?");
    unpublish(world, id);
    assert_eq!(ask(world, "A", PAGE, 1, "A?"), id);
    let row = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").row;
    assert_eq!((row.version, row.published, row.draft), (1, true, false));
    ask(world, "A", DOCS, 1, "B?");
    let row = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").row;
    assert_eq!(row.version, 2);
}

fn a_draft_waits_until_it_is_published(world: &mut World) {
    let id = ask(world, "A", PAGE, 1, "A?");
    let draft = draft_for(DOCS);
    world.write(move |tx| dialogues::save_draft(tx, None, "A", &draft)).expect("kept");
    let row = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").row;
    assert_eq!((row.version, row.published, row.draft), (1, true, true));
    assert_eq!(row.targets.include, [UrlPattern::parse(PAGE).expect("a page")]);
    shown(world, &come(world, PAGE), PAGE, Some(id));
    ask(world, "A", PAGE, 1, "B?");
    let row = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").row;
    assert_eq!((row.version, row.draft), (2, false));
}

fn draft_for(page: &str) -> Draft {
    let targets = Targets { include: vec![UrlPattern::parse(page).expect("a page")], exclude: Vec::new() };
    Draft { file: json!({ "frontdesk_stream": 1, "name": "A" }), targets, priority: 7 }
}

fn a_new_dialogue_has_a_name_of_its_own_and_is_found_by_it(world: &mut World) {
    let draft = draft_for(DOCS);
    let (first, second) = (draft.clone(), draft.clone());
    let spring = world.write(move |tx| dialogues::create(tx, None, "Spring 100%", &first)).expect("made");
    let taken = world.write(move |tx| dialogues::create(tx, None, "Spring 100%", &second));
    assert!(matches!(taken, Err(AppError::Admin(AdminRefusal::Taken(_)))), "{taken:?}");
    let autumn = world.write(move |tx| dialogues::create(tx, None, "Autumn", &draft)).expect("made");
    let row = world.write(move |tx| dialogues::one(tx, autumn)).expect("a dialogue").row;
    assert_eq!((row.targets, row.priority), (draft_for(DOCS).targets, 7));

    let taken = world.write(move |tx| dialogues::rename(tx, None, autumn, "Spring 100%"));
    assert!(matches!(taken, Err(AppError::Admin(AdminRefusal::Taken(_)))), "{taken:?}");
    world.write(move |tx| dialogues::rename(tx, None, spring, "Summer 100%")).expect("renamed");
    for (words, found) in [("", 2), ("summer", 1), ("100%", 1), ("m", 2), ("1%", 0), ("spring", 0)] {
        let wanted = Wanted { words: words.to_owned(), ..Wanted::default() };
        let (listed, more) = world.write(move |tx| dialogues::list(tx, "", &wanted)).expect("a list");
        let known = listed.iter().filter(|one| [spring, autumn].contains(&one.row.id)).count();
        assert_eq!((known, more), (found, false), "{words}");
    }
}

fn a_published_dialogue_is_put_in_order_at_once(world: &mut World) {
    let first = ask(world, "A", PAGE, 1, "A?");
    let second = ask(world, "B", PAGE, 2, "B?");
    world.write(move |tx| dialogues::set_priority(tx, None, first, 3)).expect("put");
    shown(world, &come(world, PAGE), PAGE, Some(second));
    let beyond = PRIORITIES.end() + 1;
    let refused = world.write(move |tx| dialogues::set_priority(tx, None, first, beyond));
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
}
