//! What routing names stays whole, stands in the order that was wanted, and is told before it goes (`ROUTE-4`, `ROUTE-5`,
//! `TARGET-2`).

use frontdesk_app::routing::{accounts, agents, custom_rules, teams, uses};
use frontdesk_app::{AppError, attributes};
use frontdesk_domain::attribute::{Attribute, Definition, Kind};
use frontdesk_domain::ids::{RuleId, TeamId, UserId};
use frontdesk_domain::routing::Verdict;
use frontdesk_domain::targeting::Criteria;
use frontdesk_domain::targeting::criteria::{Operator, Test};
use frontdesk_store::repo::ring;
use frontdesk_testkit::world::World;
use serde_json::json;

use super::routes::{asks, card};

crate::laws!(
    target_2_an_attribute_that_a_custom_rule_tests_is_not_deleted,
    route_4_the_agents_whom_a_rule_names_stand_first_in_their_order,
    route_5_a_teams_members_are_told_in_the_order_of_its_ring_with_how_they_stand,
    what_sends_visitors_to_a_user_is_told_before_they_are_deactivated,
);

fn plan() -> Attribute {
    Attribute::parse("company.plan").expect("a name")
}

fn wanted(name: &str, agents: &[UserId]) -> custom_rules::Wanted {
    custom_rules::Wanted {
        name: name.into(),
        description: String::new(),
        enabled: true,
        criteria: None,
        agents: agents.to_vec(),
        teams: Vec::new(),
    }
}

fn target_2_an_attribute_that_a_custom_rule_tests_is_not_deleted(world: &mut World) {
    let anna = world.agent("Anna");
    let kind = Kind::PickList(vec!["Free".into(), "Gold".into()]);
    let added = Definition { attribute: plan(), kind, capturable: true, greetable: false };
    world.write(move |tx| attributes::create(tx, None, &added)).expect("added");
    let test = Test { attribute: plan(), operator: Operator::Is("Gold".into()) };
    let gold = custom_rules::Wanted { criteria: Some(Criteria::Test(test)), ..wanted("Gold first", &[anna]) };
    let rule = world.write(move |tx| custom_rules::create(tx, None, &gold)).expect("a rule");

    let told = |refused: Result<(), AppError>| match refused {
        Err(AppError::Conflict(why)) => why,
        other => panic!("{other:?}"),
    };
    let without = attributes::Change { values: Some(vec!["Free".into()]), greetable: None };
    let changed = world.write(move |tx| attributes::change(tx, None, &plan(), &without).map(|_| ()));
    let deleted = world.write(|tx| attributes::delete(tx, None, &plan()));
    let why = "“company.plan” is used by the custom rule “Gold first”";
    assert_eq!([told(changed), told(deleted)], [why, why]);

    world.write(move |tx| custom_rules::delete(tx, None, rule)).expect("deleted");
    world.write(|tx| attributes::delete(tx, None, &plan())).expect("deleted");
}

/// Who stands in a rule's ring, in order.
fn standing(world: &World, rule: RuleId) -> Vec<UserId> {
    world
        .write(move |tx| -> Result<_, AppError> { Ok(ring::members(tx, rule.into(), i64::MIN, 10)?) })
        .expect("a ring")
        .into_iter()
        .map(|(_, agent)| agent)
        .collect()
}

fn route_4_the_agents_whom_a_rule_names_stand_first_in_their_order(world: &mut World) {
    let [anna, ben, cleo, dan] = ["Anna", "Ben", "Cleo", "Dan"].map(|name| world.agent(name));
    let team = world.write(move |tx| teams::create(tx, None, "Sales", &[dan, anna])).expect("a team");
    let with =
        move |agents: &[UserId]| custom_rules::Wanted { teams: vec![team], ..wanted("Everybody", agents) };
    let first = with(&[ben, cleo]);
    let rule = world.write(move |tx| custom_rules::create(tx, None, &first)).expect("a rule");
    assert_eq!(standing(world, rule), [ben, cleo, dan, anna]);

    let other = with(&[anna, cleo, ben]);
    world.write(move |tx| custom_rules::update(tx, None, rule, &other)).expect("changed");
    assert_eq!(standing(world, rule), [anna, cleo, ben, dan]);
}

fn route_5_a_teams_members_are_told_in_the_order_of_its_ring_with_how_they_stand(world: &mut World) {
    let [anna, ben] = ["Anna", "Ben"].map(|name| world.agent(name));
    let team = world.write(move |tx| teams::create(tx, None, "Sales", &[ben, anna])).expect("a team");
    world.set_available(anna, false);
    world.done(move |tx, rules| {
        let listed = agents::of_team(tx, rules, team)?;
        let told: Vec<_> =
            listed.iter().map(|one| (one.account.id, one.verdict, one.status.available, one.next)).collect();
        let (able, away) = (Verdict::Offered, Verdict::NotAvailable);
        assert_eq!(told, [(ben, able, true, true), (anna, away, false, false)]);
        let gone = TeamId::mint(tx.now(), tx.random());
        let none = agents::of_team(tx, rules, gone);
        assert!(matches!(none, Err(AppError::NotFound)));
        Ok(())
    });
}

fn what_sends_visitors_to_a_user_is_told_before_they_are_deactivated(world: &mut World) {
    let [anna, ben] = ["Anna", "Ben"].map(|name| world.agent(name));
    card(world, &json!({ "agent": anna.to_string() }), None);
    let browser = asks(world, "pia@x.example", 0);
    world.accept(&browser, anna).expect("accepted");
    let wanted = wanted("Everybody", &[anna, ben]);
    world.write(move |tx| custom_rules::create(tx, None, &wanted)).expect("a rule");
    world.write(move |tx| teams::create(tx, None, "Sales", &[ben, anna])).expect("a team");
    for domain in ["acme.example", "globex.example"] {
        let wanted = accounts::Wanted { name: domain.into(), domain: domain.into(), owner: anna };
        world.write(move |tx| accounts::create(tx, None, &wanted)).expect("an account");
    }
    let told = world.write(move |tx| uses::of_user(tx, anna)).expect("told");
    let expected = uses::UserUses {
        teams: vec!["Sales".to_owned()],
        rules: vec!["Everybody".to_owned()],
        dialogues: vec!["World".to_owned()],
        accounts: 2,
        chats: 1,
    };
    assert_eq!(told, expected);

    let told = world.write(move |tx| uses::of_user(tx, ben)).expect("told");
    let expected = uses::UserUses { accounts: 0, chats: 0, dialogues: Vec::new(), ..expected };
    assert_eq!(told, expected);
    let nobody = world.write(|tx| {
        let id = UserId::mint(tx.now(), tx.random());
        uses::of_user(tx, id)
    });
    assert!(matches!(nobody, Err(AppError::NotFound)));
}
