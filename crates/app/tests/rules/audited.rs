//! What is done to dialogues and attributes leaves its entry in the audit log, once, with who did it and what changed.

use frontdesk_app::attributes::{self, Change};
use frontdesk_app::dialogues::{self, Draft};
use frontdesk_domain::attribute::{Attribute, Definition, Kind};
use frontdesk_domain::audit::Act;
use frontdesk_domain::targeting::Targets;
use frontdesk_store::repo::audit;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;
use serde_json::json;

crate::laws!(
    publishing_leaves_an_entry_with_what_pages_show_otherwise,
    the_switch_leaves_an_entry_when_it_moves,
    attributes_leave_entries_with_their_values,
);

fn tick(world: &World) {
    world.clock.advance(SignedDuration::from_secs(1));
}

/// The log, the oldest first: who, what, of which name, and each change.
fn entries(world: &World) -> Vec<String> {
    let log = world.write(|tx| Ok(audit::page(tx, None, 100)?)).expect("a log");
    let line = |entry: audit::Entry| {
        let by = entry.actor.map_or("-".to_owned(), |(_, name)| name);
        let changes: Vec<String> = entry
            .changes
            .iter()
            .map(|change| {
                let told = |value: &Option<String>| value.clone().unwrap_or("-".to_owned());
                format!(", {}: {} > {}", change.field, told(&change.before), told(&change.after))
            })
            .collect();
        format!("{by} {:?} {}{}", entry.act, entry.name, changes.concat())
    };
    log.into_iter().rev().filter(|entry| entry.act != Act::UserMade).map(line).collect()
}

fn publishing_leaves_an_entry_with_what_pages_show_otherwise(world: &mut World) {
    let anna = world.agent("Anna");
    let file = |text: &str, page: &str| {
        json!({
            "frontdesk_stream": 1, "name": "Welcome", "targets": [page], "first": "hello",
            "cards": [{ "kind": "message", "id": "hello", "text": text }],
        })
    };
    let id = world.publish(&file("Hello", "https://shop.example"));
    tick(world);
    world.publish(&file("Hello", "https://shop.example"));
    world.publish(&file("Hello again", "https://shop.example/docs/*"));
    tick(world);
    world.write(move |tx| dialogues::set_priority(tx, Some(anna), id, 7)).expect("put");
    world.write(move |tx| dialogues::set_priority(tx, Some(anna), id, 7)).expect("put");
    tick(world);
    world.write(move |tx| dialogues::unpublish(tx, Some(anna), id)).expect("unpublished");
    world.write(move |tx| dialogues::unpublish(tx, Some(anna), id)).expect("unpublished");
    tick(world);
    let file = file("Draft", "https://shop.example");
    let draft = Draft { file, targets: Targets::default(), priority: 1 };
    world.write(move |tx| dialogues::save_draft(tx, "Welcome", &draft)).expect("kept");
    assert_eq!(
        entries(world),
        [
            "- DialoguePublished Welcome, version: - > 1, pages: - > https://shop.example, priority: - > 1",
            "- DialoguePublished Welcome, version: 1 > 2, pages: https://shop.example > https://shop.example/docs/*",
            "Anna DialogueMoved Welcome, priority: 1 > 7",
            "Anna DialogueUnpublished Welcome",
        ]
    );
}

fn the_switch_leaves_an_entry_when_it_moves(world: &mut World) {
    let anna = world.agent("Anna");
    for hidden in [false, true, true, false] {
        tick(world);
        world.write(move |tx| dialogues::switch(tx, Some(anna), hidden)).expect("switched");
    }
    assert_eq!(entries(world), ["Anna DialoguesHidden ", "Anna DialoguesShown "]);
}

fn attributes_leave_entries_with_their_values(world: &mut World) {
    let anna = world.agent("Anna");
    let plan = Attribute::parse("company.plan").expect("a name");
    let values = |values: &[&str]| values.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let new = Definition {
        attribute: plan.clone(),
        kind: Kind::PickList(values(&["Basic", "Pro"])),
        capturable: true,
        greetable: false,
    };
    world.write(move |tx| attributes::create(tx, Some(anna), &new)).expect("added");
    let change = Change { greetable: Some(true), values: Some(values(&["Basic", "Pro", "Max"])) };
    for _ in 0..2 {
        tick(world);
        let (plan, change) = (plan.clone(), change.clone());
        world.write(move |tx| attributes::change(tx, Some(anna), &plan, &change)).expect("changed");
    }
    tick(world);
    world.write(move |tx| attributes::delete(tx, None, &plan)).expect("deleted");
    assert_eq!(
        entries(world),
        [
            "Anna AttributeMade company.plan, values: - > Basic, Pro, may be greeted with: - > no",
            "Anna AttributeChanged company.plan, values: Basic, Pro > Basic, Pro, Max, may be greeted with: no > yes",
            "- AttributeDeleted company.plan",
        ]
    );
}
