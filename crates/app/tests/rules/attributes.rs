//! Attributes of one's own, and what a claimed e-mail may show and change (`STREAM-3`, `TARGET-10`).

use std::thread;

use frontdesk_app::attributes::{self, Change};
use frontdesk_app::{AppError, dialogues, visitor};
use frontdesk_domain::attribute::{Attribute, Definition, Kind};
use frontdesk_domain::ids::{ClientId, PersonId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::repo::visitor::{Person, find_person_by_email, insert_person};
use frontdesk_testkit::world::{Browser, World};
use serde_json::json;
use uuid::Uuid;

crate::laws!(
    stream_3_an_attribute_that_a_published_stream_uses_is_not_deleted,
    an_attribute_is_added_once_and_only_within_its_bounds,
    target_10_only_what_may_be_greeted_with_is_shown_of_a_claimed_person,
    target_10_browsers_that_claim_one_person_at_once_lose_nothing,
);

fn named(name: &str) -> Attribute {
    Attribute::parse(name).expect(name)
}

fn seats() -> Definition {
    Definition { attribute: named("company.seats"), kind: Kind::Number, capturable: true, greetable: false }
}

fn text(typed: &str) -> Answer {
    Answer::Value(typed.to_owned())
}

fn stream_3_an_attribute_that_a_published_stream_uses_is_not_deleted(world: &mut World) {
    world.write(|tx| attributes::create(tx, None, &seats())).expect("added");
    let id = world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "Seats?", "input": { "number": {} }, "attribute": "company.seats",
          "next": "bye" },
        { "kind": "message", "id": "bye", "text": "{{company.seats}} seats" },
    ]));
    let browser = world.visitor();
    world.answer(&browser, "talk", text("12.0")).expect("answered");
    assert!(world.transcript(&browser).contains(&"bot: 12 seats".to_owned()));
    let deleted = world.write(|tx| attributes::delete(tx, None, &named("company.seats")));
    assert!(
        matches!(&deleted, Err(AppError::Conflict(why)) if why.contains("“World”, card “talk”")),
        "{deleted:?}"
    );
    world.write(move |tx| dialogues::unpublish(tx, None, id)).expect("unpublished");
    world.write(|tx| attributes::delete(tx, None, &named("company.seats"))).expect("deleted");
    let again = world.write(move |tx| dialogues::next(tx, id)).expect("the last version");
    let dialogues::Next::Version(version) = again else { panic!("{again:?}") };
    let refused = world.write(move |tx| frontdesk_app::publish::publish(tx, None, &version));
    assert!(
        matches!(&refused, Err(AppError::Invalid(why)) if why.contains("there is no attribute “company.seats”")),
        "{refused:?}"
    );
}

fn an_attribute_is_added_once_and_only_within_its_bounds(world: &mut World) {
    let sizes = |values: &[&str]| Kind::PickList(values.iter().map(|v| (*v).to_owned()).collect());
    let plan = Definition { attribute: named("company.plan"), kind: sizes(&["S", "M"]), ..seats() };
    let again = plan.clone();
    world.write(move |tx| attributes::create(tx, None, &plan)).expect("added");
    let twice = world.write(move |tx| attributes::create(tx, None, &again));
    assert!(matches!(twice, Err(AppError::Conflict(_))), "{twice:?}");
    world.dialogue(&json!([
        { "kind": "question", "id": "talk", "text": "Plan?", "attribute": "company.plan",
          "choices": [{ "label": "Middle", "value": "M", "next": "bye" }] },
        { "kind": "message", "id": "bye", "text": "Bye" },
    ]));
    let put = |world: &World, values: &[&str]| {
        let change =
            Change { values: Some(values.iter().map(|v| (*v).to_owned()).collect()), greetable: None };
        world.write(move |tx| attributes::change(tx, None, &named("company.plan"), &change))
    };
    assert_eq!(put(world, &["S", "M", "L"]).expect("changed").kind, sizes(&["S", "M", "L"]));
    assert!(matches!(put(world, &["S"]), Err(AppError::Conflict(_))), "a published response has the value M");
    assert!(matches!(put(world, &[]), Err(AppError::Invalid(_))));
    let standard = world.write(|tx| attributes::delete(tx, None, &named("person.email")));
    assert!(matches!(standard, Err(AppError::Conflict(_))));
    let absent = world.write(|tx| attributes::delete(tx, None, &named("person.shoe")));
    assert!(matches!(absent, Err(AppError::NotFound)));
    let known = world.write(attributes::catalogue).expect("a catalogue");
    assert_eq!(known.get(&named("company.plan")).map(|d| &d.kind), Some(&sizes(&["S", "M", "L"])));
}

fn target_10_only_what_may_be_greeted_with_is_shown_of_a_claimed_person(world: &mut World) {
    world
        .write(|tx| {
            let known =
                [("person.email", "p@x.example"), ("person.first_name", "Pia"), ("person.job_title", "Boss")];
            let attributes = known.iter().map(|(name, value)| (named(name), (*value).to_owned())).collect();
            let id = PersonId::mint(tx.now(), tx.random());
            Ok(insert_person(tx, &Person { id, email: "p@x.example".into(), attributes })?)
        })
        .expect("a person");
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "Mail?", "input": "email", "attribute": "person.email", "next": "bye" },
        { "kind": "message", "id": "bye", "text": "{{person.first_name:\"-\"}} {{person.job_title:\"-\"}}" },
    ]));
    let greets = |world: &mut World, expected: &str| {
        let browser = world.visitor();
        world.answer(&browser, "talk", text("p@x.example")).expect("answered");
        assert!(world.transcript(&browser).contains(&format!("bot: {expected}")), "{expected}");
    };
    let allow = |world: &World, name: &'static str, greetable| {
        let change = Change { greetable: Some(greetable), values: None };
        world.write(move |tx| attributes::change(tx, None, &named(name), &change)).expect("changed");
    };
    greets(world, "Pia -");
    allow(world, "person.job_title", true);
    greets(world, "Pia Boss");
    allow(world, "person.first_name", false);
    greets(world, "- Boss");
}

fn target_10_browsers_that_claim_one_person_at_once_lose_nothing(world: &mut World) {
    const TOLD: [&str; 5] =
        ["person.first_name", "person.last_name", "person.job_title", "person.interest", "company.name"];
    let cards: Vec<_> = TOLD
        .iter()
        .enumerate()
        .flat_map(|(place, attribute)| {
            [json!({ "kind": "capture", "id": format!("tell{place}"), "text": "Tell?", "input": "text",
                     "attribute": attribute, "next": "mail" })]
        })
        .collect();
    let choices: Vec<_> =
        (0..TOLD.len()).map(|at| json!({ "label": at.to_string(), "next": format!("tell{at}") })).collect();
    let mut all = vec![json!({ "kind": "question", "id": "talk", "text": "Which?", "choices": choices })];
    all.extend(cards);
    all.push(json!({ "kind": "capture", "id": "mail", "text": "Mail?", "input": "email", "attribute": "person.email" }));
    world.dialogue(&json!(all));
    for round in 0..5_u128 {
        let browsers: Vec<Browser> = (0..TOLD.len())
            .map(|place| {
                let browser = world.visitor();
                world.answer(&browser, "talk", Answer::Choice(place)).expect("answered");
                world.answer(&browser, &format!("tell{place}"), text("told")).expect("answered");
                browser
            })
            .collect();
        let email = format!("p{round}@x.example");
        thread::scope(|scope| {
            for (place, browser) in browsers.iter().enumerate() {
                let (store, rules, email) = (&world.store, world.rules.clone(), email.clone());
                let (who, id) = (browser.visitor, browser.conversation);
                let client = 1_000_000 + round * 100 + u128::try_from(place).expect("small");
                let sender = frontdesk_app::conversation::Sender {
                    party: who.0,
                    client_id: ClientId(Uuid::from_u128(client)),
                };
                scope.spawn(move || {
                    store.write_blocking(move |tx| {
                        visitor::answer(tx, &rules, who, sender, id, &CardId("mail".into()), &text(&email))
                    })
                });
            }
        });
        let person =
            world.write(move |tx| Ok(find_person_by_email(tx, &email)?)).expect("read").expect("a person");
        for attribute in TOLD {
            assert_eq!(person.attributes.get(&named(attribute)), Some("told"), "{attribute}");
        }
    }
}
