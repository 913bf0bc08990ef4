//! What each kind of card does on its way (`STREAM-8`, `TARGET-10`).

use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::conversation::fact::{AskInput, Body, Fact};
use frontdesk_domain::stream::answer::BadAnswer;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::repo::visitor;
use frontdesk_testkit::world::{Browser, World};
use serde_json::json;

crate::laws!(
    stream_8_a_capture_that_skips_itself_is_no_answer,
    stream_8_invisible_cards_run_on_and_complete_the_stream_by_themselves,
    a_condition_takes_the_first_branch_that_holds_or_otherwise,
    a_meeting_card_takes_its_fallback_while_nobody_has_a_calendar,
    an_action_sets_what_later_cards_know,
    a_response_stores_its_value_and_shows_its_label,
    typed_captures_are_asked_again_until_they_pass,
    a_capture_overwrites_or_keeps_what_was_told,
);

fn value(text: &str) -> Answer {
    Answer::Value(text.to_owned())
}

fn told(world: &World, browser: &Browser, name: &str) -> Option<String> {
    let (id, attribute) = (browser.visitor, Attribute::parse(name).expect(name));
    let found = world.write(move |tx| Ok(visitor::find(tx, id)?)).expect("read").expect("a visitor");
    found.attributes.get(&attribute).map(str::to_owned)
}

fn stream_8_a_capture_that_skips_itself_is_no_answer(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "action", "id": "talk", "set": [{ "attribute": "person.first_name", "value": "Pia" }], "next": "name" },
        { "kind": "capture", "id": "name", "text": "Name?", "input": "text", "attribute": "person.first_name",
          "skip_if_known": true, "next": "live" },
        { "kind": "live_chat", "id": "live", "text": "Hi {{person.first_name}}" },
    ]));
    world.agent("Anna");
    let browser = world.visitor();
    assert!(!world.state(&browser).engaged);
    assert_eq!(
        world.transcript(&browser),
        ["started", "set person.first_name: Pia", "skipped name", "bot asks: Hi Pia"]
    );
    world.answer(&browser, "live", Answer::Connect).expect("the first answer");
    assert!(world.state(&browser).engaged);
}

fn stream_8_invisible_cards_run_on_and_complete_the_stream_by_themselves(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "goal", "id": "talk", "name": "Seen", "next": "set" },
        { "kind": "action", "id": "set", "set": [
            { "attribute": "person.interest", "value": "{{conversation.dialogue}}" },
            { "attribute": "company.name", "value": "{{person.last_name}}" },
        ] },
    ]));
    let browser = world.visitor();
    assert_eq!(
        world.transcript(&browser),
        ["started", "goal: Seen", "set person.interest: World", "branch ended", "completed"],
        "a token without value sets nothing"
    );
    assert_eq!(told(world, &browser, "person.interest").as_deref(), Some("World"));
    assert!(!world.state(&browser).engaged);
}

fn a_condition_takes_the_first_branch_that_holds_or_otherwise(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "Seats?", "input": { "number": { "min": 1 } },
          "attribute": "company.size", "next": "size" },
        { "kind": "condition", "id": "size", "branches": [
            { "label": "Large", "next": "large", "criteria":
                { "test": { "attribute": "company.size", "operator": { "greater": "100" } } } },
            { "label": "Middle", "next": "middle", "criteria": { "all": [
                { "test": { "attribute": "company.size", "operator": { "greater": "10" } } },
                { "test": { "attribute": "conversation.page", "operator": { "contains": "SHOP" } } },
            ] } },
        ], "otherwise": "small" },
        { "kind": "message", "id": "large", "text": "Large" },
        { "kind": "message", "id": "middle", "text": "Middle" },
        { "kind": "message", "id": "small", "text": "Small" },
    ]));
    for (seats, branch, said) in [
        ("101", "branch 0", "bot: Large"),
        ("100", "branch 1", "bot: Middle"),
        ("9", "otherwise", "bot: Small"),
    ] {
        let browser = world.visitor();
        world.answer(&browser, "talk", value(seats)).expect("answered");
        let transcript = world.transcript(&browser);
        assert_eq!(transcript.get(3..5).unwrap_or_default(), [branch, said], "{seats}");
    }
}

fn a_meeting_card_takes_its_fallback_while_nobody_has_a_calendar(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "meeting", "id": "talk", "text": "When shall we meet?", "next": "booked", "otherwise": "later" },
        { "kind": "message", "id": "booked", "text": "See you then" },
        { "kind": "message", "id": "later", "text": "We will write to you" },
    ]));
    world.agent("Anna");
    let browser = world.visitor();
    assert_eq!(
        world.transcript(&browser),
        ["started", "otherwise", "bot: We will write to you", "branch ended", "completed"]
    );
}

fn an_action_sets_what_later_cards_know(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "question", "id": "talk", "text": "What?", "choices": [{ "label": "Bikes", "next": "set" }] },
        { "kind": "action", "id": "set", "set": [{ "attribute": "person.interest", "value": "bikes" }], "next": "if" },
        { "kind": "condition", "id": "if", "branches": [{ "label": "Bikes", "next": "bye", "criteria":
            { "test": { "attribute": "person.interest", "operator": { "is": "BIKES" } } } }], "otherwise": "no" },
        { "kind": "message", "id": "bye", "text": "Enjoy {{person.interest}}" },
        { "kind": "message", "id": "no", "text": "?" },
    ]));
    let browser = world.visitor();
    world.answer(&browser, "talk", Answer::Choice(0)).expect("answered");
    let transcript = world.transcript(&browser);
    assert!(transcript.contains(&"bot: Enjoy bikes".to_owned()), "{transcript:?}");
    assert_eq!(told(world, &browser, "person.interest").as_deref(), Some("bikes"));
}

fn a_response_stores_its_value_and_shows_its_label(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "question", "id": "talk", "text": "Size?", "attribute": "company.size",
          "choices": [{ "label": "More than we can count", "value": "1000", "next": "bye" }] },
        { "kind": "message", "id": "bye", "text": "Bye" },
    ]));
    let browser = world.visitor();
    world.answer(&browser, "talk", Answer::Choice(0)).expect("answered");
    assert!(world.transcript(&browser).contains(&"visitor answers: More than we can count".to_owned()));
    assert_eq!(told(world, &browser, "company.size").as_deref(), Some("1000"));
}

fn typed_captures_are_asked_again_until_they_pass(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "Phone?", "input": { "phone": { "region": "DE" } },
          "attribute": "person.phone", "next": "seats" },
        { "kind": "capture", "id": "seats", "text": "Seats?", "input": { "number": { "min": 1, "max": 9 } },
          "attribute": "company.size", "next": "when" },
        { "kind": "capture", "id": "when", "text": "When?", "input": { "date": { "min": "2026-03-01" } },
          "attribute": "person.interest" },
    ]));
    let browser = world.visitor();
    for (card, bad, good, kept) in [
        ("talk", "12", "030 901820", "+4930901820"),
        ("seats", "10", "9.0", "9"),
        ("when", "2026-02-28", "2026-03-01", "2026-03-01"),
    ] {
        world.answer(&browser, card, value(bad)).expect("taken");
        assert!(world.transcript(&browser).last().expect("a line").starts_with("bot asks again: "));
        world.answer(&browser, card, value(good)).expect("answered");
        assert!(world.transcript(&browser).contains(&format!("visitor answers: {kept}")));
    }
    assert_eq!(told(world, &browser, "person.phone").as_deref(), Some("+4930901820"));
    let reasons = world.log(&browser).into_iter().filter_map(|logged| match logged.entry.fact {
        Fact::AskedAgain { reason, .. } => reason,
        _ => None,
    });
    let least = Some("2026-03-01".to_owned());
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        [
            BadAnswer::NotAPhone,
            BadAnswer::OutOfRange { min: Some("1".into()), max: Some("9".into()) },
            BadAnswer::OutOfRange { min: least, max: None },
        ],
        "kept beside the words, for widgets that speak another language"
    );
    let asked = world.log(&browser).into_iter().filter_map(|logged| match logged.entry.body {
        Some(Body::Ask(ask)) => Some(ask.input),
        _ => None,
    });
    let asked: Vec<AskInput> = asked.collect();
    assert!(
        matches!(
            asked.as_slice(),
            [AskInput::Phone, AskInput::Number { .. }, AskInput::Date { max: None, .. }]
        ),
        "{asked:?}"
    );
}

fn a_capture_overwrites_or_keeps_what_was_told(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "Title?", "input": "text", "attribute": "person.job_title", "next": "keep" },
        { "kind": "capture", "id": "keep", "text": "Sure?", "input": "text", "attribute": "person.job_title",
          "overwrite": false, "next": "over" },
        { "kind": "capture", "id": "over", "text": "Really?", "input": "text", "attribute": "person.job_title" },
    ]));
    let browser = world.visitor();
    for (card, typed, kept) in
        [("talk", "Boss", "Boss"), ("keep", "Intern", "Boss"), ("over", "Cook", "Cook")]
    {
        world.answer(&browser, card, value(typed)).expect("answered");
        assert_eq!(told(world, &browser, "person.job_title").as_deref(), Some(kept), "{card}");
    }
}
