//! Lists of people: who is on one, and what criteria make of it.

use frontdesk_app::routing::custom_rules;
use frontdesk_app::{AppError, attributes, lists};
use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::permission::BuiltIn;
use frontdesk_domain::stream::run::Answer;
use frontdesk_domain::targeting::Criteria;
use frontdesk_domain::targeting::criteria::{Operator, Test};
use frontdesk_testkit::world::World;
use serde_json::json;

use super::routes::{asks, card, rule, wanted};

crate::laws!(
    target_2_rules_go_by_who_is_on_a_list,
    target_2_branches_go_by_who_is_on_a_list,
    a_list_keeps_each_address_once_and_tells_lines_that_are_none,
    a_list_that_is_looked_at_cannot_be_deleted,
    a_list_is_no_attribute_to_be_changed_or_deleted_as_such,
    who_may_not_manage_the_chatbot_changes_no_list,
);

fn customers() -> Attribute {
    Attribute::parse("list.customers").expect("a name")
}

fn on_list(is: &str) -> Criteria {
    Criteria::Test(Test { attribute: customers(), operator: Operator::Is(is.into()) })
}

/// A list with these e-mails.
fn list(world: &World, emails: &str) -> lists::Added {
    world.write(|tx| lists::create(tx, None, &customers())).expect("a list");
    add(world, emails)
}

fn add(world: &World, emails: &str) -> lists::Added {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(lists::add(&world.store, None, &customers(), emails)).expect("added")
}

fn target_2_rules_go_by_who_is_on_a_list(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    list(world, "pia@x.example");
    let is = |value: &str| Some(on_list(value));
    rule(world, custom_rules::Wanted { criteria: is("true"), ..wanted("Customers", None, &[anna], &[]) });
    rule(world, custom_rules::Wanted { criteria: is("false"), ..wanted("Others", None, &[ben], &[]) });
    card(world, &json!("rules"), None);
    let pia = asks(world, "Pia@X.example", 0);
    world.check(&pia, &["offered to Anna"]);
    let max = asks(world, "max@x.example", 0);
    world.check(&max, &["offered to Ben"]);
    world.write(|tx| lists::remove(tx, None, &customers(), "PIA@x.example")).expect("removed");
    let again = asks(world, "pia@x.example", 0);
    world.check(&again, &["offered to Ben"]);
}

fn target_2_branches_go_by_who_is_on_a_list(world: &mut World) {
    list(world, "pia@x.example");
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "E-mail?", "input": "email", "attribute": "person.email",
          "next": "which" },
        { "kind": "condition", "id": "which", "otherwise": "other", "branches": [
            { "label": "Customer", "next": "customer",
              "criteria": { "test": { "attribute": "list.customers", "operator": { "is": "true" } } } } ] },
        { "kind": "message", "id": "customer", "text": "Welcome back!" },
        { "kind": "message", "id": "other", "text": "Welcome!" },
    ]));
    for (email, expected) in [("pia@x.example", "customer"), ("max@x.example", "other")] {
        let browser = world.visitor();
        world.answer(&browser, "talk", Answer::Value(email.into())).expect("answered");
        let said = world
            .log(&browser)
            .iter()
            .any(|logged| matches!(&logged.entry.fact, Fact::BotSaid { card } if card.0 == expected));
        assert!(said, "{email} is told {expected}");
    }
}

fn a_list_keeps_each_address_once_and_tells_lines_that_are_none(world: &mut World) {
    let text = "E-mail,Name\nPia@x.example,Pia\n\n\"max@x.example\";Max\npia@X.example\nnobody\n";
    let done = list(world, text);
    assert_eq!((done.added, done.known, done.bad_count), (2, 0, 1));
    assert_eq!(done.bad, [(6, "nobody".to_owned())]);
    let done = add(world, "pia@x.example\nzoe@x.example");
    assert_eq!((done.added, done.known), (1, 1));
    let many: Vec<String> = (0..1_200).map(|number| format!("n{number:04}@y.example")).collect();
    assert_eq!(add(world, &many.join("\n")).added, 1_200);
    let counted = world.write(lists::all).expect("read");
    assert_eq!(counted, [lists::Listed { list: customers(), members: 1_203 }]);
    let page = |begins: &'static str, after: &str| {
        let after = after.to_owned();
        world.write(move |tx| lists::members(tx, &customers(), begins, &after)).expect("read")
    };
    assert_eq!(page("P", ""), (vec!["pia@x.example".to_owned()], false));
    let (first, more) = page("", "");
    assert_eq!((first.len(), more, first[0].as_str()), (100, true, "max@x.example"));
    let (second, _) = page("", &first[99]);
    assert!(second[0] > first[99], "pages follow each other");
}

fn a_list_that_is_looked_at_cannot_be_deleted(world: &mut World) {
    let anna = world.agent("Anna");
    list(world, "pia@x.example");
    let criteria = Some(on_list("true"));
    let id = rule(world, custom_rules::Wanted { criteria, ..wanted("Customers", None, &[anna], &[]) });
    let refused = world.write(|tx| lists::delete(tx, None, &customers()));
    assert!(matches!(refused, Err(AppError::Conflict(why)) if why.contains("Customers")));
    assert_eq!(world.write(lists::all).expect("read")[0].members, 1, "nothing was taken off it");
    world.write(move |tx| custom_rules::delete(tx, None, id)).expect("deleted");
    world.write(|tx| lists::delete(tx, None, &customers())).expect("deleted");
    assert_eq!(world.write(lists::all).expect("read"), []);
    list(world, "");
    assert_eq!(world.write(lists::all).expect("read")[0].members, 0, "nobody comes back with it");
}

fn a_list_is_no_attribute_to_be_changed_or_deleted_as_such(world: &mut World) {
    list(world, "pia@x.example");
    let change = attributes::Change { greetable: Some(true), values: None };
    let changed = world.write(move |tx| attributes::change(tx, None, &customers(), &change));
    assert!(matches!(changed, Err(AppError::NotFound)));
    assert!(matches!(world.write(|tx| attributes::delete(tx, None, &customers())), Err(AppError::NotFound)));
    let person = Attribute::parse("person.customers").expect("a name");
    assert!(matches!(world.write(move |tx| lists::create(tx, None, &person)), Err(AppError::Invalid(_))));
    assert!(matches!(world.write(|tx| lists::create(tx, None, &customers())), Err(AppError::Conflict(_))));
}

fn who_may_not_manage_the_chatbot_changes_no_list(world: &mut World) {
    let agent = world.user("Anna", BuiltIn::LiveAgent).into();
    let refused = world.write(move |tx| lists::create(tx, Some(agent), &customers()));
    assert!(matches!(refused, Err(AppError::Forbidden(_))));
    list(world, "pia@x.example");
    let refused = world.write(move |tx| lists::remove(tx, Some(agent), &customers(), "pia@x.example"));
    assert!(matches!(refused, Err(AppError::Forbidden(_))));
}
