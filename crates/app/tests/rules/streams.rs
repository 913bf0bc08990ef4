//! Streams as visitors walk them (`STREAM-1`, `STREAM-5`, `STREAM-8`, `TARGET-1`, `TARGET-5`).

use frontdesk_app::publish::publish;
use frontdesk_app::visitor::{Show, open};
use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::stream::Layout;
use frontdesk_domain::stream::run::Answer;
use frontdesk_domain::stream::template::Template;
use frontdesk_domain::stream::{Card, CardId, CardKind, Stream};
use frontdesk_domain::targeting::{Audience, Targets, UrlPattern};
use frontdesk_testkit::world::{PAGE, World};
use serde_json::json;

crate::laws!(
    stream_1_a_token_shows_what_the_visitor_told,
    stream_1_a_claimed_person_is_greeted_and_nothing_else_is_shown,
    stream_5_the_first_card_pokes,
    stream_8_a_live_chat_reached_without_an_answer_asks_first,
    stream_8_a_stream_that_waits_for_nobody_completes_on_opening,
    stream_8_a_wrong_answer_is_asked_again_and_is_no_end,
    target_1_only_target_pages_show_the_dialogue,
    target_5_an_engaged_conversation_goes_on_everywhere_in_its_version,
    target_5_a_second_opening_finds_the_running_conversation,
    target_5_another_dialogue_does_not_hide_the_conversation_that_goes_on,
);

fn value(text: &str) -> Answer {
    Answer::Value(text.to_owned())
}

fn capture(world: &World) {
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "Name?", "input": "text", "attribute": "person.first_name",
          "skip_if_known": true, "next": "mail" },
        { "kind": "capture", "id": "mail", "text": "Mail, {{person.first_name:\"you\"}}?", "input": "email",
          "attribute": "person.email", "next": "bye" },
        { "kind": "message", "id": "bye", "text": "Hello {{person.first_name:\"there\"}}{{person.last_name}}{{person.job_title}}" },
    ]));
}

fn stream_1_a_token_shows_what_the_visitor_told(world: &mut World) {
    capture(world);
    let browser = world.visitor();
    world.answer(&browser, "talk", value("Pia")).expect("answered");
    world.answer(&browser, "mail", value("Pia@X.example")).expect("answered");
    assert_eq!(
        world.transcript(&browser),
        [
            "started",
            "bot asks: Name?",
            "visitor answers: Pia",
            "bot asks: Mail, Pia?",
            "visitor answers: pia@x.example",
            "bot: Hello Pia",
            "branch ended",
            "completed"
        ]
    );
}

fn stream_1_a_claimed_person_is_greeted_and_nothing_else_is_shown(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "Mail?", "input": "email", "attribute": "person.email", "next": "title" },
        { "kind": "capture", "id": "title", "text": "Title, {{person.first_name}}?", "input": "text",
          "attribute": "person.job_title", "next": "bye" },
        { "kind": "message", "id": "bye", "text": "Hello {{person.first_name:\"there\"}} {{person.last_name:\"-\"}} {{person.job_title}}" },
    ]));
    let known = [
        ("person.email", "p@x.example"),
        ("person.first_name", "Pia"),
        ("person.last_name", "Secret"),
        ("person.job_title", "Boss"),
    ];
    let attributes: Values =
        known.iter().map(|(n, v)| (Attribute::parse(n).expect("known"), (*v).to_owned())).collect();
    let kept = attributes.clone();
    world
        .write(move |tx| {
            let id = frontdesk_domain::ids::PersonId::mint(tx.now(), tx.random());
            let person = frontdesk_store::repo::visitor::Person {
                id,
                email: "p@x.example".into(),
                attributes: attributes.clone(),
            };
            Ok(frontdesk_store::repo::visitor::insert_person(tx, &person)?)
        })
        .expect("a person");
    let browser = world.visitor();
    world.answer(&browser, "talk", value("p@x.example")).expect("answered");
    world.answer(&browser, "title", value("Intern")).expect("answered");
    let transcript = world.transcript(&browser);
    assert!(transcript.contains(&"bot asks: Title, Pia?".to_owned()), "{transcript:?}");
    assert!(transcript.contains(&"bot: Hello Pia - Intern".to_owned()), "{transcript:?}");
    let person = world
        .write(|tx| Ok(frontdesk_store::repo::visitor::find_person_by_email(tx, "p@x.example")?))
        .expect("read")
        .expect("a person");
    assert_eq!(person.attributes, kept, "a claim fills only what is empty (TARGET-10)");
}

fn stream_5_the_first_card_pokes(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "message", "id": "talk", "text": "Hi {{person.first_name:\"there\"}}", "poke": true },
    ]));
    let show = world.views(None, PAGE);
    assert!(matches!(show, Show::Dialogue { poke: Some(poke), .. } if poke == "Hi there"));
}

fn stream_8_a_live_chat_reached_without_an_answer_asks_first(world: &mut World) {
    world.dialogue(&json!([
        { "kind": "message", "id": "talk", "text": "Hi", "next": "live" },
        { "kind": "live_chat", "id": "live", "text": "We are here" },
    ]));
    world.agent("Anna");
    let browser = world.visitor();
    assert_eq!(world.transcript(&browser), ["started", "bot: Hi", "bot asks: We are here"]);
    world.answer(&browser, "live", Answer::Connect).expect("answered");
    assert!(world.state(&browser).engaged);
    assert_eq!(
        world.transcript(&browser).get(3..).unwrap_or_default(),
        ["visitor answers: Connect me", "requested", "offered to Anna"]
    );
}

fn stream_8_a_stream_that_waits_for_nobody_completes_on_opening(world: &mut World) {
    world.dialogue(&json!([{ "kind": "message", "id": "talk", "text": "Hi" }]));
    let browser = world.visitor();
    assert_eq!(world.transcript(&browser), ["started", "bot: Hi", "branch ended", "completed"]);
}

fn stream_8_a_wrong_answer_is_asked_again_and_is_no_end(world: &mut World) {
    capture(world);
    let browser = world.visitor();
    world.answer(&browser, "talk", value("Pia")).expect("answered");
    world.answer(&browser, "mail", value("nonsense")).expect("taken");
    assert!(world.transcript(&browser).last().expect("a line").starts_with("bot asks again: "));
    assert!(world.answer(&browser, "talk", value("Ann")).is_err(), "that question was answered");
    world.answer(&browser, "mail", value("pia@x.example")).expect("answered");
    assert!(world.state(&browser).completed);
}

fn target_1_only_target_pages_show_the_dialogue(world: &mut World) {
    world.live_chat(1);
    assert!(matches!(world.views(None, "https://shop.example/?q=1#top"), Show::Dialogue { .. }));
    for page in ["https://shop.example/other", "https://other.example/", "javascript:alert(1)", ""] {
        assert_eq!(world.views(None, page), Show::Nothing, "{page}");
    }
}

fn target_5_an_engaged_conversation_goes_on_everywhere_in_its_version(world: &mut World) {
    capture(world);
    let browser = world.visitor();
    world.answer(&browser, "talk", value("Pia")).expect("answered");
    let stream = changed();
    world.write(move |tx| publish(tx, None, &stream)).expect("published");
    let show = world.views(Some(&browser.token), "https://other.example/");
    assert!(
        matches!(show, Show::Conversation { conversation, over: false, .. } if conversation == browser.conversation)
    );
    world.answer(&browser, "mail", value("pia@x.example")).expect("the old version runs on");
    assert!(world.transcript(&browser).contains(&"bot: Hello Pia".to_owned()));
}

/// Another version of the world's dialogue.
fn changed() -> Dialogue {
    let card = Card {
        id: CardId("talk".into()),
        text: Template::plain("Changed"),
        poke: false,
        kind: CardKind::Message { next: None },
    };
    let include = vec![UrlPattern::parse(PAGE).expect("a pattern")];
    Dialogue {
        name: "World".into(),
        targets: Targets { include, exclude: Vec::new() },
        audience: Audience::default(),
        priority: 1,
        stream: Stream { first: CardId("talk".into()), cards: vec![card] },
        layout: Layout::default(),
    }
}

fn target_5_a_second_opening_finds_the_running_conversation(world: &mut World) {
    capture(world);
    let browser = world.visitor();
    let Show::Dialogue { dialogue, .. } = world.views(Some(&browser.token), PAGE) else {
        panic!("an unanswered dialogue is offered again");
    };
    let (sender, visitor) = (world.sender(browser.visitor.0), browser.visitor);
    let again = world.done(move |tx, rules| open(tx, rules, visitor, sender, dialogue, PAGE));
    assert_eq!(again.conversation, browser.conversation);
    assert_eq!(world.transcript(&browser).iter().filter(|line| *line == "started").count(), 1);
}

fn target_5_another_dialogue_does_not_hide_the_conversation_that_goes_on(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    let other = changed();
    let include = vec![UrlPattern::parse("https://shop.example/docs").expect("a pattern")];
    let other = Dialogue { name: "Docs".into(), targets: Targets { include, exclude: Vec::new() }, ..other };
    let (docs, _) = world.write(move |tx| publish(tx, None, &other)).expect("published");
    let (sender, visitor) = (world.sender(browser.visitor.0), browser.visitor);
    let opened =
        world.done(move |tx, rules| open(tx, rules, visitor, sender, docs, "https://shop.example/docs"));
    assert_eq!(opened.conversation, browser.conversation, "the chat that is held goes on in every tab");
    let show = world.views(Some(&browser.token), "https://shop.example/docs");
    assert!(
        matches!(show, Show::Conversation { conversation, over: false, .. } if conversation == browser.conversation)
    );
}
