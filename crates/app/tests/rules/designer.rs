//! Drawing: drafts that nobody overwrites unseen, versions, and the test chat (`STREAM-6`).

use frontdesk_app::dialogues::{self, Draft, Past};
use frontdesk_app::test_chat::{self, Told, Visitor};
use frontdesk_app::{AppError, editors};
use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::ids::{DialogueId, UserId};
use frontdesk_domain::permission::BuiltIn;
use frontdesk_domain::stream::run::Answer;
use frontdesk_domain::stream::{CardId, Layout, Stream};
use frontdesk_domain::targeting::Targets;
use frontdesk_testkit::StreamFile;
use frontdesk_testkit::world::{PAGE, World};
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

crate::laws!(
    stream_6_a_draft_that_others_have_changed_is_not_overwritten,
    stream_6_who_draws_is_told_of_the_others,
    stream_6_each_version_stays_as_it_was_published,
    stream_6_a_new_drawing_alone_makes_no_version,
    stream_6_a_test_runs_what_visitors_would_see_and_leaves_no_trace,
    stream_6_a_test_stops_at_an_answer_that_no_longer_fits,
    target_10_a_test_greets_a_claimed_person_by_what_they_may_be_greeted_with,
);

const GREETING: &str = "One moment, {{person.first_name:\"friend\"}}{{person.job_title}}.";

fn file(question: &str, layout: &Value) -> Value {
    json!({
        "frontdesk_stream": 1, "name": "Drawn", "targets": [PAGE], "first": "ask", "layout": layout, "cards": [
            { "kind": "question", "id": "ask", "text": question, "attribute": "person.interest", "choices": [
                { "label": "Sales", "value": "sales", "next": "mail" }, { "label": "Bye", "next": "bye" } ] },
            { "kind": "capture", "id": "mail", "text": "Your e-mail?", "input": "email",
              "attribute": "person.email", "next": "goal" },
            { "kind": "goal", "id": "goal", "name": "Known", "next": "live" },
            { "kind": "live_chat", "id": "live", "text": GREETING },
            { "kind": "message", "id": "bye", "text": "Bye" },
        ],
    })
}

fn draft(question: &str) -> Draft {
    Draft { file: file(question, &json!({})), targets: Targets::default(), priority: 1 }
}

fn marketer(world: &World, name: &str) -> UserId {
    world.user(name, BuiltIn::MarketingUser)
}

fn edit(world: &World, by: UserId, id: DialogueId, base: u32, question: &str) -> Result<(), AppError> {
    let draft = draft(question);
    world.write(move |tx| dialogues::edit(tx, Some(by.into()), id, base, draft.clone()))
}

fn stream_6_a_draft_that_others_have_changed_is_not_overwritten(world: &mut World) {
    let (anna, ben) = (marketer(world, "Anna"), marketer(world, "Ben"));
    let id = world.publish(&file("What?", &json!({})));
    edit(world, anna, id, 0, "What is it?").expect("the first change");
    let refused = edit(world, ben, id, 0, "Which?");
    assert!(
        matches!(&refused, Err(AppError::Conflict(told)) if told.contains("Anna")),
        "who was first is told: {refused:?}"
    );
    let row = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").row;
    assert_eq!((row.revision, row.edited_by.as_deref()), (1, Some("Anna")));
    assert_eq!(row.edited_at, Some(world.now()));
    edit(world, ben, id, 1, "Which?").expect("what Ben has seen he may change");
    let row = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").row;
    assert_eq!((row.revision, row.edited_by.as_deref()), (2, Some("Ben")));

    let agent = world.user("Cleo", BuiltIn::LiveAgent);
    let refused = edit(world, agent, id, 2, "Nobody's?");
    assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
}

fn stream_6_who_draws_is_told_of_the_others(world: &mut World) {
    let (anna, ben) = (marketer(world, "Anna"), marketer(world, "Ben"));
    let id = world.publish(&file("What?", &json!({})));
    let see = |world: &World, who: UserId, tab: u128| {
        let tab = Uuid::from_u128(tab);
        world.write(move |tx| editors::see(tx, who, id, tab)).expect("told").others
    };
    assert!(see(world, anna, 1).is_empty());
    assert!(see(world, anna, 2).is_empty(), "another tab of one's own is nobody else");
    assert_eq!(see(world, ben, 3), ["Anna"], "once, whatever the number of tabs");
    world
        .write(move |tx| {
            editors::leave(tx, ben, id, Uuid::from_u128(1))?;
            editors::leave(tx, anna, id, Uuid::from_u128(2))
        })
        .expect("left");
    assert_eq!(see(world, ben, 3), ["Anna"], "nobody closes another's designer");
    world.clock.advance(SignedDuration::from_secs(31));
    assert!(see(world, ben, 3).is_empty(), "who is not heard of is gone");
}

fn publish(world: &World, by: UserId, question: &str, layout: &Value) -> DialogueId {
    let file = world.reads(&file(question, layout));
    world.write(move |tx| frontdesk_app::publish::publish(tx, Some(by.into()), &file)).expect("published").0
}

fn history(world: &World, id: DialogueId) -> Vec<Past> {
    world.write(move |tx| dialogues::versions(tx, id)).expect("a history")
}

fn stream_6_each_version_stays_as_it_was_published(world: &mut World) {
    let (anna, ben) = (marketer(world, "Anna"), marketer(world, "Ben"));
    let first = world.now();
    let id = publish(world, anna, "What?", &json!({ "ask": [10, 20] }));
    world.clock.advance(SignedDuration::from_secs(60));
    publish(world, ben, "Which?", &json!({}));
    let told: Vec<_> = history(world, id)
        .into_iter()
        .map(|past| (past.number, past.published_by, past.published_at, past.current))
        .collect();
    assert_eq!(
        told,
        [(2, Some("Ben".to_owned()), world.now(), true), (1, Some("Anna".to_owned()), first, false)]
    );
    let was = world.write(move |tx| dialogues::version(tx, id, 1)).expect("the first");
    let asked = was.stream.card(&CardId("ask".into())).expect("a card").text.to_string();
    assert_eq!((asked.as_str(), was.layout.0.get(&CardId("ask".into()))), ("What?", Some(&[10, 20])));
    let none = world.write(move |tx| dialogues::version(tx, id, 3));
    assert!(matches!(none, Err(AppError::NotFound)));
}

fn stream_6_a_new_drawing_alone_makes_no_version(world: &mut World) {
    let anna = marketer(world, "Anna");
    let id = publish(world, anna, "What?", &json!({ "ask": [10, 20] }));
    publish(world, anna, "What?", &json!({ "ask": [30, 40] }));
    assert_eq!(history(world, id).len(), 1);
    let layout = |world: &World| -> Layout {
        world.write(move |tx| dialogues::version(tx, id, 1)).expect("the version").layout
    };
    assert_eq!(layout(world).0.get(&CardId("ask".into())), Some(&[30, 40]));
    publish(world, anna, "What?", &json!({}));
    assert_eq!(
        layout(world).0.get(&CardId("ask".into())),
        Some(&[30, 40]),
        "a file without places leaves them"
    );
}

fn tried(world: &World, visitor: Visitor) -> Told {
    let stream: Stream = world
        .write(|tx| {
            let file = StreamFile::parse(&file("What?", &json!({})).to_string())
                .map_err(|bad| AppError::Invalid(bad.to_string()))?;
            let (catalogue, targets) =
                (frontdesk_app::attributes::catalogue(tx)?, frontdesk_app::routing::targets(tx)?);
            file.drawn(&catalogue, &targets).map_err(|_| AppError::NotFound)
        })
        .expect("a stream");
    world.done(move |tx, rules| test_chat::run(tx, rules, &stream, "Drawn", &visitor))
}

fn nobody(answers: Vec<(CardId, Answer)>) -> Visitor {
    Visitor { page: PAGE.to_owned(), known: Values::default(), proven: false, answers }
}

fn to_live_chat() -> Vec<(CardId, Answer)> {
    vec![
        (CardId("ask".into()), Answer::Choice(0)),
        (CardId("mail".into()), Answer::Value("no address".into())),
        (CardId("mail".into()), Answer::Value("vera@x.example".into())),
    ]
}

fn said(told: &Told) -> Vec<String> {
    told.entries
        .iter()
        .filter_map(|(entry, _)| entry.body.as_ref())
        .map(|body| body.text().to_owned())
        .collect()
}

fn stream_6_a_test_runs_what_visitors_would_see_and_leaves_no_trace(world: &mut World) {
    let id = world.publish(&file("Something else?", &json!({})));
    let told = tried(world, nobody(Vec::new()));
    assert_eq!((told.at, told.routing.is_none()), (Some(CardId("ask".into())), true));

    let told = tried(world, nobody(to_live_chat()));
    assert_eq!((told.taken, &told.at), (3, &Some(CardId("live".into()))));
    assert!(told.routing.is_some(), "an agent would be looked for");
    assert!(said(&told).contains(&"One moment, friend.".to_owned()));
    let fell_back =
        |told: &Told| told.entries.iter().any(|(entry, _)| matches!(entry.fact, Fact::FellBack { .. }));
    assert!(fell_back(&told), "nobody is there");
    let anna = world.agent("Anna");
    let told = tried(world, nobody(to_live_chat()));
    assert!(!fell_back(&told), "Anna would be offered the chat");
    let held =
        world.write(move |tx| Ok(frontdesk_store::repo::conversation::held(tx, anna)?)).expect("looked up");
    assert_eq!(held, 0, "and is offered nothing");
    assert_eq!(told.held.get(&Attribute::email()), Some("vera@x.example"));
    let reached = |(entry, place): &(_, Option<usize>)| {
        matches!(entry, frontdesk_domain::conversation::fact::NewEntry { fact: Fact::GoalReached { .. }, .. })
            .then_some(*place)
    };
    assert_eq!(told.entries.iter().find_map(reached), Some(Some(2)), "by the third answer");

    let counts = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").counts;
    assert_eq!((counts.triggered, counts.engaged, counts.completed), (0, 0, 0));
    let known = world
        .write(|tx| Ok(frontdesk_store::repo::visitor::find_person_by_email(tx, "vera@x.example")?.is_some()))
        .expect("looked up");
    assert!(!known, "nobody was made a person");
}

fn stream_6_a_test_stops_at_an_answer_that_no_longer_fits(world: &mut World) {
    let gone = vec![
        (CardId("ask".into()), Answer::Choice(0)),
        (CardId("size".into()), Answer::Value("12".into())),
        (CardId("mail".into()), Answer::Value("vera@x.example".into())),
    ];
    let told = tried(world, nobody(gone));
    assert_eq!((told.taken, told.at), (1, Some(CardId("mail".into()))));
    let told = tried(world, nobody(vec![(CardId("ask".into()), Answer::Choice(2))]));
    assert_eq!((told.taken, told.at), (0, Some(CardId("ask".into()))));
}

fn target_10_a_test_greets_a_claimed_person_by_what_they_may_be_greeted_with(world: &mut World) {
    let title = Attribute::parse("person.job_title").expect("an attribute");
    let known: Values =
        [(Attribute::first_name(), "Pia".to_owned()), (title, "Buyer".to_owned())].into_iter().collect();
    for (proven, greeting) in [(false, "One moment, Pia."), (true, "One moment, PiaBuyer.")] {
        let told = tried(world, Visitor { known: known.clone(), proven, ..nobody(to_live_chat()) });
        assert!(said(&told).contains(&greeting.to_owned()), "{:?}", said(&told));
    }
}
