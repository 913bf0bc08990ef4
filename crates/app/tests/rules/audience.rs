//! For whom a dialogue is, and what it waits for (`TARGET-2` to `TARGET-4`).

use frontdesk_app::audience::{self, Count, Named};
use frontdesk_app::visitor::{Show, Viewing};
use frontdesk_app::{AppError, attributes, dialogues, lists};
use frontdesk_domain::attribute::{Attribute, Definition, Kind};
use frontdesk_domain::ids::DialogueId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_domain::targeting::criteria::{Operator, Test};
use frontdesk_domain::targeting::{Criteria, Events, Spent};
use frontdesk_testkit::world::{PAGE, World};
use jiff::SignedDuration;
use serde_json::{Value, json};

crate::laws!(
    target_2_a_dialogue_is_for_those_for_whom_its_criteria_hold,
    target_2_an_audience_goes_by_lists_and_by_the_whole_record,
    target_2_an_audience_goes_by_where_the_address_is_from_the_first_page_on,
    target_2_what_was_shown_can_be_opened_whatever_became_known_since,
    target_2_an_audience_that_no_longer_holds_hides_the_dialogue,
    target_2_what_an_audience_looks_at_is_not_deleted,
    target_3_a_dialogue_waits_for_its_events_and_counts_only_then,
    target_3_who_was_once_shown_it_has_met_its_events,
    target_3_a_dialogue_that_waits_can_t_be_opened,
    target_4_a_lower_one_does_not_step_in_while_the_higher_waits,
    time_is_counted_only_where_a_published_dialogue_waits_for_it,
    what_is_published_is_read_anew_after_every_change,
    an_audience_is_counted_and_some_of_it_named,
);

/// Publishes a dialogue of one question with what more its file says.
fn publish(world: &World, name: &str, priority: u32, more: &Value) -> DialogueId {
    world.clock.advance(SignedDuration::from_secs(1));
    let mut file = json!({
        "frontdesk_stream": 1, "name": name, "targets": [PAGE], "priority": priority, "first": "mail", "cards": [
            { "kind": "capture", "id": "mail", "text": "E-mail?", "input": "email", "attribute": "person.email",
              "next": "bye" },
            { "kind": "message", "id": "bye", "text": "Bye" },
        ],
    });
    for (name, value) in more.as_object().expect("fields") {
        file[name] = value.clone();
    }
    world.publish(&file)
}

fn when(attribute: &str, operator: &Value) -> Value {
    json!({ "audience": { "test": { "attribute": attribute, "operator": operator } } })
}

fn viewing(token: Option<&str>) -> Viewing {
    Viewing { token: token.map(str::to_owned), page: PAGE.to_owned(), ..Viewing::default() }
}

fn spent(token: Option<&str>, page: u32, site: u32, scrolled: u8) -> Viewing {
    Viewing { spent: Spent { page, site, scrolled }, ..viewing(token) }
}

fn found(show: &Show) -> Option<DialogueId> {
    match show {
        Show::Dialogue { dialogue, .. } => Some(*dialogue),
        Show::Nothing => None,
        other @ Show::Conversation { .. } => panic!("{other:?}"),
    }
}

#[track_caller]
fn shown(world: &World, viewing: Viewing, expected: Option<DialogueId>) {
    assert_eq!(found(&world.comes(viewing).0), expected);
}

#[track_caller]
fn triggered(world: &World, id: DialogueId, expected: u64) {
    let counts = world.write(move |tx| dialogues::one(tx, id)).expect("a dialogue").counts;
    assert_eq!(counts.triggered, expected);
}

/// A browser whose visitor gave an e-mail in the dialogue that the page shows, and came to its end.
fn known(world: &mut World, email: &str) -> String {
    let token = world.meets(None, PAGE).1.expect("a token");
    let browser = world.opens(&token, PAGE);
    world.answer(&browser, "mail", Answer::Value(email.into())).expect("answered");
    token
}

fn target_2_a_dialogue_is_for_those_for_whom_its_criteria_hold(world: &mut World) {
    let strangers = publish(world, "Strangers", 1, &when("person.email", &json!("is_empty")));
    let people = publish(world, "People", 2, &when("person.email", &json!("is_not_empty")));
    // A browser that was never here has no attributes at all.
    shown(world, viewing(None), Some(strangers));
    let token = known(world, "pia@x.example");
    shown(world, viewing(Some(&token)), Some(people));
    triggered(world, people, 1);
}

fn target_2_an_audience_goes_by_lists_and_by_the_whole_record(world: &mut World) {
    let customers = Attribute::parse("list.customers").expect("a name");
    let list = customers.clone();
    world.write(move |tx| lists::create(tx, None, &list)).expect("a list");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(lists::add(&world.store, None, &customers, "pia@x.example")).expect("added");
    let first = publish(world, "First", 2, &json!({}));
    let (pia, max) = (known(world, "pia@x.example"), known(world, "max@x.example"));
    let both = json!({ "audience": { "all": [
        { "test": { "attribute": "list.customers", "operator": { "is": "true" } } },
        { "test": { "attribute": "person.email", "operator": { "starts_with": "pia" } } },
    ] } });
    let id = publish(world, "Customers", 1, &both);
    shown(world, viewing(Some(&pia)), Some(id));
    shown(world, viewing(Some(&max)), None);
    shown(world, viewing(None), Some(first));
    // Another browser of the same person: routing knows the record, and so does the audience.
    let other = known(world, "pia@x.example");
    shown(world, viewing(Some(&other)), Some(id));
}

fn target_2_an_audience_goes_by_where_the_address_is_from_the_first_page_on(world: &mut World) {
    let id = publish(world, "Germany", 1, &when("inferred.country", &json!({ "is": "DE" })));
    let country = Attribute::parse("inferred.country").expect("a name");
    let from = |token: Option<&str>, code: &str| Viewing {
        inferred: [(country.clone(), code.to_owned())].into_iter().collect(),
        ..viewing(token)
    };
    shown(world, viewing(None), None);
    shown(world, from(None, "AT"), None);
    let (show, token) = world.comes(from(None, "DE"));
    assert_eq!(found(&show), Some(id));
    shown(world, from(token.as_deref(), "AT"), None);
}

fn target_2_what_was_shown_can_be_opened_whatever_became_known_since(world: &mut World) {
    let id = publish(world, "Germany", 1, &when("inferred.country", &json!({ "is": "DE" })));
    let country = Attribute::parse("inferred.country").expect("a name");
    let german = Viewing { inferred: [(country, "DE".to_owned())].into_iter().collect(), ..viewing(None) };
    let (show, token) = world.comes(german);
    assert_eq!(found(&show), Some(id));
    // Where the visitor is was not kept yet, and then it is another place.
    world.opens_dialogue(&token.expect("a token"), PAGE, id).expect("opened");
}

fn target_2_an_audience_that_no_longer_holds_hides_the_dialogue(world: &mut World) {
    let id = publish(world, "Strangers", 2, &when("person.email", &json!("is_empty")));
    publish(world, "Mail", 1, &json!({}));
    let token = known(world, "pia@x.example");
    shown(world, viewing(Some(&token)), None);
    triggered(world, id, 0);
}

fn target_2_what_an_audience_looks_at_is_not_deleted(world: &mut World) {
    let size = || Attribute::parse("company.fleet_size").expect("a name");
    let new = Definition { attribute: size(), kind: Kind::Number, capturable: true, greetable: false };
    world.write(move |tx| attributes::create(tx, None, &new)).expect("made");
    let id = publish(world, "Fleets", 1, &when("company.fleet_size", &json!({ "greater": "10" })));
    let refused = world.write(move |tx| attributes::delete(tx, None, &size()));
    assert!(
        matches!(&refused, Err(AppError::Conflict(why)) if why.contains("audience") && why.contains("Fleets"))
    );
    world.write(move |tx| dialogues::unpublish(tx, None, id)).expect("unpublished");
    world.write(move |tx| attributes::delete(tx, None, &size())).expect("deleted");
}

fn target_3_a_dialogue_waits_for_its_events_and_counts_only_then(world: &mut World) {
    let events = json!({ "events": { "seconds_on_page": 30, "percent_scrolled": 50 } });
    let id = publish(world, "D1", 1, &events);
    let waits = |viewing| world.sees(viewing).waits;
    let all = Events { seconds_on_page: Some(30), seconds_on_site: None, percent_scrolled: Some(50) };
    assert_eq!(waits(viewing(None)), all);
    assert_eq!(waits(spent(None, 29, 99, 51)), Events { percent_scrolled: None, ..all });
    assert_eq!(waits(spent(None, 30, 0, 0)), Events { seconds_on_page: None, ..all });
    let (show, token) = world.comes(spent(None, 29, 99, 49));
    assert_eq!((show, token), (Show::Nothing, None), "nobody becomes a visitor by waiting");
    triggered(world, id, 0);
    shown(world, spent(None, 30, 30, 50), Some(id));
    triggered(world, id, 1);
    let at_last = world.sees(spent(None, 30, 30, 50));
    assert_eq!((at_last.waits, at_last.timed), (Events::default(), true));
}

fn target_3_who_was_once_shown_it_has_met_its_events(world: &mut World) {
    let id = publish(world, "D1", 1, &json!({ "events": { "seconds_on_site": 60 } }));
    let token = world.comes(spent(None, 0, 60, 0)).1;
    world.clock.advance(SignedDuration::from_hours(48));
    shown(world, viewing(token.as_deref()), Some(id));
    triggered(world, id, 1);
    let token = token.expect("a token");
    let browser = world.opens(&token, PAGE);
    assert!(world.transcript(&browser).contains(&"bot asks: E-mail?".to_owned()));
}

fn target_3_a_dialogue_that_waits_can_t_be_opened(world: &mut World) {
    let id = publish(world, "D1", 1, &json!({ "events": { "seconds_on_site": 60 } }));
    let token = world.write(frontdesk_app::visitor::make_visitor).expect("a token");
    let refused = world.opens_dialogue(&token, PAGE, id);
    assert!(matches!(refused, Err(AppError::NotFound)));
    triggered(world, id, 0);
}

fn target_4_a_lower_one_does_not_step_in_while_the_higher_waits(world: &mut World) {
    let first = publish(world, "D1", 1, &json!({ "events": { "seconds_on_page": 30 } }));
    let second = publish(world, "D2", 2, &json!({ "events": { "percent_scrolled": 50 } }));
    let third = publish(world, "D3", 3, &json!({}));
    shown(world, spent(None, 10, 10, 100), None);
    triggered(world, second, 0);
    triggered(world, third, 0);
    shown(world, spent(None, 30, 30, 0), Some(first));
    // One that is for other people does not stand in the way.
    publish(world, "D1", 1, &when("person.email", &json!("is_not_empty")));
    shown(world, spent(None, 10, 10, 49), None);
    shown(world, spent(None, 10, 10, 100), Some(second));
}

fn time_is_counted_only_where_a_published_dialogue_waits_for_it(world: &mut World) {
    let timed = |world: &World| world.sees(viewing(None)).timed;
    publish(world, "Scrolled", 2, &json!({ "events": { "percent_scrolled": 50 } }));
    assert!(!timed(world));
    // Time on the site passes on every page, also where the dialogue is not.
    let elsewhere = json!({ "targets": ["https://shop.example/docs"], "events": { "seconds_on_site": 9 } });
    let id = publish(world, "Elsewhere", 1, &elsewhere);
    assert!(timed(world));
    world.write(move |tx| dialogues::unpublish(tx, None, id)).expect("unpublished");
    assert!(!timed(world));
}

fn what_is_published_is_read_anew_after_every_change(world: &mut World) {
    let first = publish(world, "D1", 1, &json!({}));
    let second = publish(world, "D2", 2, &json!({}));
    shown(world, viewing(None), Some(first));
    world.write(move |tx| dialogues::set_priority(tx, None, first, 3)).expect("put");
    shown(world, viewing(None), Some(second));
    world.write(move |tx| dialogues::unpublish(tx, None, second)).expect("unpublished");
    shown(world, viewing(None), Some(first));
    world.write(|tx| dialogues::switch(tx, None, true)).expect("switched");
    shown(world, viewing(None), None);
    world.write(|tx| dialogues::switch(tx, None, false)).expect("switched");
    publish(world, "D1", 3, &when("person.email", &json!("is_not_empty")));
    shown(world, viewing(None), None);
}

fn an_audience_is_counted_and_some_of_it_named(world: &mut World) {
    publish(world, "D1", 1, &json!({}));
    for email in ["pia@x.example", "max@x.example", "zoe@y.example"] {
        world.clock.advance(SignedDuration::from_secs(1));
        known(world, email);
    }
    world.meets(None, PAGE);
    let reached = |name: &str, operator: Operator| {
        let attribute = Attribute::parse(name).expect("a name");
        let criteria = Criteria::Test(Test { attribute, operator });
        world.write(move |tx| audience::reached(tx, Some(&criteria)))
    };
    let at_x = reached("person.email", Operator::Contains("@x.example".into())).expect("counted");
    let count = |hold, looked_at| Count { hold, looked_at, more: false };
    assert_eq!((at_x.people, at_x.visitors), (count(2, 3), count(2, 4)));
    let named = |email: &str| Named { name: String::new(), email: email.to_owned() };
    assert_eq!(at_x.named, [named("max@x.example"), named("pia@x.example")]);
    let unknown = reached("person.email", Operator::IsEmpty).expect("counted");
    assert_eq!((unknown.people.hold, unknown.visitors.hold), (0, 1));
    assert_eq!(world.write(|tx| audience::reached(tx, None)).expect("counted").visitors, count(4, 4));
    let bad = reached("person.email", Operator::Is(" ".into()));
    assert!(matches!(bad, Err(AppError::Invalid(_))));
    world.clock.advance(SignedDuration::from_hours(24 * 31));
    assert_eq!(world.write(|tx| audience::reached(tx, None)).expect("counted").visitors, count(0, 0));
}
