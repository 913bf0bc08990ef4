//! What is done to dialogues and attributes leaves its entry in the audit log, once, with who did it and what changed.

use frontdesk_app::api_token::{self, NewToken};
use frontdesk_app::attributes::{self, Change};
use frontdesk_app::dialogues::{self, Draft, Next};
use frontdesk_app::{AppError, live_chat, publish, users, website};
use frontdesk_domain::attribute::{Attribute, Definition, Kind};
use frontdesk_domain::audit::{Act, Actor};
use frontdesk_domain::ids::DialogueId;
use frontdesk_domain::limits::Limits;
use frontdesk_domain::permission::{BuiltIn, Permission};
use frontdesk_domain::targeting::Targets;
use frontdesk_domain::website::Domain;
use frontdesk_store::Tx;
use frontdesk_store::repo::audit;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;
use serde_json::json;

crate::laws!(
    publishing_leaves_an_entry_with_what_pages_show_otherwise,
    the_switch_leaves_an_entry_when_it_moves,
    attributes_leave_entries_with_their_values,
    a_new_name_of_a_dialogue_leaves_an_entry,
    what_a_program_does_names_its_token_also_when_that_is_gone,
    perm_1_acts_on_what_pages_show_check_the_actor_once_more,
);

fn tick(world: &World) {
    world.clock.advance(SignedDuration::from_secs(1));
}

/// The log, the oldest first: who, what, of which name, and each change.
fn entries(world: &World) -> Vec<String> {
    let log = world.write(|tx| Ok(audit::page(tx, None, 100)?)).expect("a log");
    let line = |entry: audit::Entry| {
        let by = entry.actor.map_or("-".to_owned(), |(_, name)| name);
        let by = entry.token.map_or(by.clone(), |token| format!("{by} ({token})"));
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
    let anna = world.user("Anna", BuiltIn::Owner).into();
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
    world.write(move |tx| dialogues::save_draft(tx, None, "Welcome", &draft)).expect("kept");
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
    let anna = world.user("Anna", BuiltIn::Owner).into();
    for hidden in [false, true, true, false] {
        tick(world);
        world.write(move |tx| dialogues::switch(tx, Some(anna), hidden)).expect("switched");
    }
    assert_eq!(entries(world), ["Anna DialoguesHidden ", "Anna DialoguesShown "]);
}

fn attributes_leave_entries_with_their_values(world: &mut World) {
    let anna = world.user("Anna", BuiltIn::Owner).into();
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

fn welcome(world: &World) -> DialogueId {
    world.publish(&json!({
        "frontdesk_stream": 1, "name": "Welcome", "targets": ["https://shop.example"], "first": "hello",
        "cards": [{ "kind": "message", "id": "hello", "text": "Hello" }],
    }))
}

fn a_new_name_of_a_dialogue_leaves_an_entry(world: &mut World) {
    let anna = world.user("Anna", BuiltIn::Owner).into();
    let id = welcome(world);
    for _ in 0..2 {
        tick(world);
        world.write(move |tx| dialogues::rename(tx, Some(anna), id, "Hello")).expect("renamed");
    }
    assert_eq!(entries(world).split_off(1), ["Anna DialogueRenamed Hello, name: Welcome > Hello"]);
}

/// A token of a user, made for some of their permissions.
fn token(world: &World, user: Actor, permissions: &[Permission]) -> Actor {
    let permissions = permissions.iter().copied().collect();
    let new = NewToken { name: "Nightly".to_owned(), permissions, days: 1 };
    tick(world);
    let (token, _) = world.write(move |tx| api_token::make(tx, user.user, &new)).expect("a token");
    Actor { token: Some(token), ..user }
}

fn what_a_program_does_names_its_token_also_when_that_is_gone(world: &mut World) {
    let anna: Actor = world.user("Anna", BuiltIn::Owner).into();
    let program = token(world, anna, &[Permission::PublishDialogues]);
    tick(world);
    world.write(move |tx| dialogues::switch(tx, Some(program), true)).expect("switched");
    tick(world);
    let id = program.token.expect("a token");
    world.write(move |tx| api_token::revoke(tx, Some(anna.user), id)).expect("revoked");
    let refused = world.write(move |tx| dialogues::switch(tx, Some(program), false));
    assert!(matches!(refused, Err(AppError::Forbidden(Permission::PublishDialogues))), "{refused:?}");
    let acts = entries(world).split_off(1);
    assert_eq!(acts[0], "Anna (Nightly) DialoguesHidden ");
    assert!(acts[1].starts_with("Anna TokenRevoked Nightly"), "{}", acts[1]);
}

type ActOn = fn(&mut Tx<'_>, Actor, DialogueId) -> Result<(), AppError>;

const ACTS: [(Permission, ActOn); 10] = [
    (Permission::ManageDialogues, |tx, by, id| dialogues::rename(tx, Some(by), id, "Hello")),
    (Permission::PublishDialogues, |tx, by, id| {
        let Next::Version(version) = dialogues::next(tx, id)? else { return Err(AppError::NotFound) };
        publish::publish(tx, Some(by), &version).map(drop)
    }),
    (Permission::PublishDialogues, |tx, by, id| dialogues::set_priority(tx, Some(by), id, 7)),
    (Permission::PublishDialogues, |tx, by, id| dialogues::unpublish(tx, Some(by), id)),
    (Permission::PublishDialogues, |tx, by, _| dialogues::switch(tx, Some(by), true)),
    (Permission::ManageChatbotSettings, |tx, by, _| {
        let email = Attribute::parse("person.email").map_err(|_| AppError::NotFound)?;
        attributes::change(tx, Some(by), &email, &Change::default()).map(drop)
    }),
    (Permission::ManagePrivacyAndSecurity, |tx, by, _| {
        let domain = Domain { name: "shop.example".to_owned(), subdomains: false };
        website::list_domain(tx, Some(by), &domain).map(drop)
    }),
    (Permission::ManagePrivacyAndSecurity, |tx, by, _| {
        website::remove_domain(tx, Some(by), "shop.example").map(drop)
    }),
    (Permission::ManagePrivacyAndSecurity, |tx, by, _| {
        website::set_privacy(tx, Some(by), true, None).map(drop)
    }),
    (Permission::ManageChatbotSettings, |tx, by, _| {
        live_chat::set(tx, Some(by), &Limits { chats_per_agent: 7, ..Limits::default() }).map(drop)
    }),
];

fn perm_1_acts_on_what_pages_show_check_the_actor_once_more(world: &mut World) {
    let anna: Actor = world.user("Anna", BuiltIn::Owner).into();
    let lea: Actor = world.user("Lea", BuiltIn::LiveAgent).into();
    let gone: Actor = world.user("Ole", BuiltIn::Owner).into();
    world.write(move |tx| users::deactivate(tx, Some(anna), gone.user)).expect("deactivated");
    let reads = token(world, anna, &[Permission::ViewDialogues]);
    let id = welcome(world);
    let before = entries(world);
    for (number, (needed, act)) in ACTS.into_iter().enumerate() {
        for by in [lea, gone, reads] {
            let refused = world.write(move |tx| act(tx, by, id));
            assert!(
                matches!(refused, Err(AppError::Forbidden(lacking)) if lacking == needed),
                "{number}: {refused:?}"
            );
        }
    }
    assert_eq!(entries(world), before);
    for (number, (needed, act)) in ACTS.into_iter().enumerate() {
        let may = token(world, anna, &[needed]);
        for by in [may, anna] {
            let done = world.write(move |tx| act(tx, by, id));
            let again = matches!(&done, Err(AppError::NotFound)) && number == 7;
            assert!(done.is_ok() || again, "{number}: {done:?}");
        }
    }
}
