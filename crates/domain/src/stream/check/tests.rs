//! Every fault, named with its card.

use super::super::template::Template;
use super::super::{Assignment, Branch, CardKind, Choice, Input, Route};
use super::*;
use crate::attribute::{Definition, Kind};
use crate::targeting::Criteria;
use crate::targeting::criteria::{Operator, Test};
use uuid::Uuid;

fn card(id: &str, kind: CardKind) -> Card {
    Card { id: CardId(id.into()), text: Template::parse("text").expect("text"), poke: false, kind }
}

fn message(id: &str, next: Option<&str>) -> Card {
    card(id, CardKind::Message { next: next.map(|n| CardId(n.into())) })
}

fn named(name: &str) -> Attribute {
    Attribute::parse(name).expect(name)
}

fn card_id(id: &str) -> CardId {
    CardId(id.into())
}

fn catalogue() -> Catalogue {
    let seats = Definition {
        attribute: named("person.seats"),
        kind: Kind::Number,
        capturable: true,
        greetable: false,
    };
    Catalogue::with([seats])
}

/// The faults of a stream of one card `a`, followed by a message `z`.
fn of_card(kind: CardKind) -> Vec<Fault> {
    faults(vec![card("a", kind), message("z", None)]).into_iter().map(|(_, fault)| fault).collect()
}

fn capture(input: Input, attribute: &str) -> CardKind {
    let attribute = named(attribute);
    CardKind::Capture { input, attribute, skip_if_known: false, overwrite: true, next: Some(card_id("z")) }
}

fn faults(cards: Vec<Card>) -> Vec<(Option<String>, Fault)> {
    let stream = Stream { first: CardId("a".into()), cards };
    check(&stream, &catalogue(), &RouteTargets::default())
        .into_iter()
        .map(|f| (f.card.map(|c| c.0), f.fault))
        .collect()
}

#[test]
fn stream_3_a_route_to_a_deleted_agent_or_team_is_a_fault() {
    let (agent, team) = (UserId(Uuid::from_u128(1)), TeamId(Uuid::from_u128(2)));
    let live = |route| {
        let cards = vec![card("a", CardKind::LiveChat { route, tries: 1, everyone: false })];
        let stream = Stream { first: card_id("a"), cards };
        let faults = |targets| {
            let found = check(&stream, &catalogue(), targets);
            found.into_iter().map(|found| found.fault).collect::<Vec<_>>()
        };
        (faults(&RouteTargets::of(&stream)), faults(&RouteTargets::default()))
    };
    assert_eq!(live(Route::Agent(agent)), (vec![], vec![Fault::NoSuchAgent]));
    assert_eq!(live(Route::Team(team)), (vec![], vec![Fault::NoSuchTeam]));
    assert_eq!(live(Route::Rules), (vec![], vec![]));
}

#[test]
fn stream_3_every_fault_is_named_with_its_card() {
    assert_eq!(faults(vec![message("a", None)]), vec![]);
    assert_eq!(faults(vec![message("b", None)]), vec![(None, Fault::NoFirstCard)]);
    assert_eq!(faults(vec![message("a", Some("x"))]), vec![(Some("a".into()), Fault::Dangling("x".into()))]);
    assert_eq!(
        faults(vec![message("a", None), message("b", None)]),
        vec![(Some("b".into()), Fault::Unreachable)]
    );
    assert_eq!(
        faults(vec![message("a", Some("b")), message("b", Some("a"))]),
        vec![(Some("a".into()), Fault::EndlessCircle), (Some("b".into()), Fault::EndlessCircle)]
    );
    let choice =
        |label: &str| Choice { label: label.into(), value: label.into(), next: Some(CardId("a".into())) };
    let question = |choices| card("a", CardKind::Question { choices, attribute: None });
    assert_eq!(faults(vec![question(vec![choice("Again")])]), vec![]);
    assert_eq!(faults(vec![question(vec![])]), vec![(Some("a".into()), Fault::NoChoices)]);
    assert_eq!(
        faults(vec![question(vec![choice("x"), choice("x")])]),
        vec![(Some("a".into()), Fault::BadChoice("x".into()))]
    );
    let capture = card(
        "a",
        CardKind::Capture {
            input: Input::Text,
            attribute: named("agent.name"),
            skip_if_known: true,
            overwrite: true,
            next: Some(CardId("a".into())),
        },
    );
    assert_eq!(
        faults(vec![capture]),
        vec![
            (Some("a".into()), Fault::NotCapturable(named("agent.name"))),
            (Some("a".into()), Fault::EndlessCircle)
        ]
    );
}

#[test]
fn stream_5_only_the_first_card_can_poke() {
    let mut second = message("b", None);
    second.poke = true;
    assert_eq!(faults(vec![message("a", Some("b")), second]), vec![(Some("b".into()), Fault::PokeNotFirst)]);
}

#[test]
fn stream_3_an_unconnected_response_is_refused() {
    let choice = |label: &str, next| Choice { label: label.into(), value: label.into(), next };
    let choices = vec![choice("Yes", Some(card_id("z"))), choice("No", None)];
    assert_eq!(of_card(CardKind::Question { choices, attribute: None }), [Fault::Unconnected("No".into())]);
}

#[test]
fn stream_3_a_broken_attribute_mapping_is_refused() {
    let number = || Input::Number { min: None, max: None };
    assert_eq!(of_card(capture(number(), "person.seats")), []);
    assert_eq!(of_card(capture(Input::Text, "person.seats")), [Fault::WrongInput(named("person.seats"))]);
    assert_eq!(of_card(capture(Input::Text, "person.email")), [Fault::WrongInput(named("person.email"))]);
    assert_eq!(of_card(capture(Input::Text, "person.shoe")), [Fault::Unknown(named("person.shoe"))]);
    assert_eq!(
        of_card(capture(Input::PickList(vec!["1".into(), "many".into()]), "person.seats")),
        [Fault::BadValue("many".into(), named("person.seats"))]
    );
    let backwards = Input::Number { min: "2".parse().ok(), max: "1".parse().ok() };
    assert_eq!(of_card(capture(backwards, "person.seats")), [Fault::Range]);
    let choice = Choice { label: "Two".into(), value: "two".into(), next: Some(card_id("z")) };
    let question = CardKind::Question { choices: vec![choice], attribute: Some(named("person.seats")) };
    assert_eq!(of_card(question), [Fault::BadValue("two".into(), named("person.seats"))]);
}

#[test]
fn stream_1_an_unknown_token_is_a_fault_of_its_card() {
    let mut hello = message("a", None);
    hello.text = Template::parse("Hi {{person.shoe}}").expect("a text");
    assert_eq!(faults(vec![hello]), vec![(Some("a".into()), Fault::Unknown(named("person.shoe")))]);
}

#[test]
fn stream_3_invisible_cards_are_checked_too() {
    let goal = |name: &str| CardKind::Goal { name: name.into(), next: Some(card_id("z")) };
    assert_eq!(of_card(goal("Demo asked for")), []);
    assert_eq!(of_card(goal(" ")), [Fault::NoName]);
    let action = |attribute: &str, value: &str| CardKind::Action {
        sets: vec![Assignment {
            attribute: named(attribute),
            value: Template::parse(value).expect("a text"),
        }],
        next: Some(card_id("z")),
    };
    assert_eq!(of_card(action("person.seats", "3")), []);
    assert_eq!(of_card(action("person.seats", "{{person.interest}}")), []);
    assert_eq!(of_card(action("person.seats", "x")), [Fault::BadValue("x".into(), named("person.seats"))]);
    assert_eq!(of_card(action("person.email", "a@b.example")), [Fault::SetsEmail]);
    assert_eq!(of_card(action("inferred.city", "Ulm")), [Fault::NotCapturable(named("inferred.city"))]);
    assert_eq!(of_card(CardKind::Action { sets: vec![], next: Some(card_id("z")) }), [Fault::NothingSet]);
}

fn branch(label: &str, attribute: &str, to: Option<CardId>) -> Branch {
    let test = Test { attribute: named(attribute), operator: Operator::IsNotEmpty };
    Branch { label: label.into(), criteria: Criteria::Test(test), next: to }
}

#[test]
fn stream_3_every_branch_of_a_condition_leads_somewhere() {
    let condition = |branches, otherwise| CardKind::Condition { branches, otherwise };
    let known = || branch("Known", "person.email", Some(card_id("z")));
    assert_eq!(of_card(condition(vec![known()], Some(card_id("z")))), []);
    assert_eq!(of_card(condition(vec![known()], None)), [Fault::NoOtherwise]);
    assert_eq!(of_card(condition(vec![], Some(card_id("z")))), [Fault::NoBranches]);
    assert_eq!(
        of_card(condition(vec![known(), branch("B", "person.shoe", None)], Some(card_id("z")))),
        [
            Fault::Unconnected("B".into()),
            Fault::Criteria("B".into(), BadCriteria::Unknown(named("person.shoe")))
        ]
    );
}

#[test]
fn stream_3_a_circle_through_a_condition_is_refused() {
    let circle = |to: &str| {
        vec![
            message("a", Some("b")),
            card(
                "b",
                CardKind::Condition {
                    branches: vec![branch("Known", "person.email", Some(card_id("c")))],
                    otherwise: Some(card_id(to)),
                },
            ),
            message("c", None),
        ]
    };
    assert_eq!(faults(circle("c")), vec![]);
    assert_eq!(
        faults(circle("a")),
        vec![(Some("a".into()), Fault::EndlessCircle), (Some("b".into()), Fault::EndlessCircle)]
    );
}

#[test]
fn stream_4_missing_good_practice_is_warned_of_and_not_refused() {
    let live = || card("live", CardKind::LiveChat { route: Route::RoundRobin, tries: 1, everyone: false });
    let ask = |id: &str, attribute: &str, input, to: &str| {
        let attribute = named(attribute);
        card(
            id,
            CardKind::Capture {
                input,
                attribute,
                skip_if_known: true,
                overwrite: true,
                next: Some(card_id(to)),
            },
        )
    };
    let connect = |to: &str| {
        let choice =
            |label: &str, to| Choice { label: label.into(), value: label.into(), next: Some(card_id(to)) };
        let choices = vec![choice("Yes", to), choice("No", "bye")];
        card("a", CardKind::Question { choices, attribute: None })
    };
    let warned = |cards| {
        let stream = Stream { first: CardId("a".into()), cards };
        assert_eq!(check(&stream, &catalogue(), &RouteTargets::default()), vec![]);
        warnings(&stream).into_iter().map(|w| (w.card.0, w.warning)).collect::<Vec<_>>()
    };
    let at = |warning| ("live".to_owned(), warning);
    let bye = || message("bye", None);
    let good = vec![
        connect("mail"),
        ask("mail", "person.email", Input::Email, "name"),
        ask("name", "person.first_name", Input::Text, "live"),
        live(),
        bye(),
    ];
    assert_eq!(warned(good), []);
    assert_eq!(
        warned(vec![connect("live"), live(), bye()]),
        [at(Warning::NoEmail), at(Warning::NoFirstName)]
    );
    assert_eq!(
        warned(vec![
            ask("a", "person.email", Input::Email, "name"),
            ask("name", "person.first_name", Input::Text, "live"),
            live()
        ]),
        [at(Warning::NotAsked)]
    );
}

#[test]
fn a_meeting_card_needs_its_fallback_and_is_warned_of_until_there_are_calendars() {
    let meeting = |route, otherwise| CardKind::Meeting { route, next: None, otherwise };
    assert_eq!(of_card(meeting(Route::RoundRobin, Some(card_id("z")))), []);
    assert_eq!(
        faults(vec![card("a", meeting(Route::Rules, None))]),
        [(Some("a".into()), Fault::NoOtherwise)]
    );
    assert_eq!(
        of_card(meeting(Route::Agent(UserId(Uuid::from_u128(1))), Some(card_id("z")))),
        [Fault::NoSuchAgent]
    );
    assert_eq!(of_card(meeting(Route::RoundRobin, Some(card_id("a")))).first(), Some(&Fault::Unreachable));
    let circle = vec![card("a", meeting(Route::RoundRobin, Some(card_id("a"))))];
    assert_eq!(faults(circle), [(Some("a".into()), Fault::EndlessCircle)]);
    let stream = Stream {
        first: card_id("a"),
        cards: vec![card("a", meeting(Route::RoundRobin, Some(card_id("z")))), message("z", None)],
    };
    assert_eq!(warnings(&stream), [CardWarning { card: card_id("a"), warning: Warning::NoCalendar }]);
}
