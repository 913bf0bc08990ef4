//! What can be wrong with one card.

use std::collections::BTreeSet;

use super::super::template::Template;
use super::super::{Assignment, Branch, Card, CardKind, Choice, Input, Route, Stream};
use super::{Fault, NAME_CHARS, RouteTargets};
use crate::attribute::{Attribute, Catalogue, MAX_VALUES};

/// The most responses, branches or assignments of a card.
const MAX_PARTS: usize = 100;

/// Tells each fault of a card.
pub(super) fn check(
    stream: &Stream,
    card: &Card,
    catalogue: &Catalogue,
    targets: &RouteTargets,
    fault: &mut impl FnMut(Fault),
) {
    if card.poke && card.id != stream.first {
        fault(Fault::PokeNotFirst);
    }
    if card.poke && card.kind.is_invisible() {
        fault(Fault::PokeInvisible);
    }
    if card.text.is_blank() && card.kind.waits() && !matches!(card.kind, CardKind::LiveChat { .. }) {
        fault(Fault::NoText);
    }
    tokens(&card.text, catalogue, fault);
    match card.kind.route() {
        Some(Route::Agent(agent)) if !targets.agents.contains(&agent) => fault(Fault::NoSuchAgent),
        Some(Route::Team(team)) if !targets.teams.contains(&team) => fault(Fault::NoSuchTeam),
        _ => {}
    }
    match &card.kind {
        CardKind::Message { .. } => {
            if card.text.is_blank() {
                fault(Fault::NoText);
            }
        }
        CardKind::Question { choices, attribute } => question(choices, attribute.as_ref(), catalogue, fault),
        CardKind::Capture { input, attribute, .. } => capture(input, attribute, catalogue, fault),
        CardKind::LiveChat { route, tries, everyone } => {
            if !(1..=10).contains(tries) {
                fault(Fault::Tries);
            }
            if *everyone && (*tries > 1 || matches!(route, Route::Agent(_))) {
                fault(Fault::Everyone);
            }
        }
        CardKind::Meeting { otherwise, .. } => {
            if otherwise.is_none() {
                fault(Fault::NoOtherwise);
            }
        }
        CardKind::Goal { name, .. } => named(name, fault),
        CardKind::Action { sets, .. } => action(sets, catalogue, fault),
        CardKind::Condition { branches, otherwise } => {
            condition(branches, catalogue, fault);
            if otherwise.is_none() {
                fault(Fault::NoOtherwise);
            }
        }
    }
}

fn tokens(text: &Template, catalogue: &Catalogue, fault: &mut impl FnMut(Fault)) {
    for unknown in text.attributes().filter(|attribute| catalogue.get(attribute).is_none()) {
        fault(Fault::Unknown(unknown.clone()));
    }
}

fn question(
    choices: &[Choice],
    attribute: Option<&Attribute>,
    catalogue: &Catalogue,
    fault: &mut impl FnMut(Fault),
) {
    check_choices(choices.iter().map(|choice| choice.label.as_str()), MAX_PARTS, fault);
    for choice in choices.iter().filter(|choice| choice.next.is_none()) {
        fault(Fault::Unconnected(choice.label.clone()));
    }
    if let Some(attribute) = attribute.filter(|attribute| capturable(attribute, catalogue, fault)) {
        for choice in choices {
            value_of(attribute, &choice.value, catalogue, fault);
        }
    }
}

fn capture(input: &Input, attribute: &Attribute, catalogue: &Catalogue, fault: &mut impl FnMut(Fault)) {
    let backwards = match input {
        Input::Number { min: Some(min), max: Some(max) } => min > max,
        Input::Date { min: Some(min), max: Some(max) } => min > max,
        _ => false,
    };
    if backwards {
        fault(Fault::Range);
    }
    if let Input::PickList(values) = input {
        check_choices(values.iter().map(String::as_str), MAX_VALUES, fault);
    }
    if capturable(attribute, catalogue, fault) {
        let kind = catalogue.get(attribute).map(|definition| &definition.kind);
        match (input, kind) {
            (Input::PickList(values), _) => {
                for value in values {
                    value_of(attribute, value, catalogue, fault);
                }
            }
            (_, Some(kind)) if !kind.takes(input) => fault(Fault::WrongInput(attribute.clone())),
            _ => {}
        }
    }
}

fn action(sets: &[Assignment], catalogue: &Catalogue, fault: &mut impl FnMut(Fault)) {
    if sets.is_empty() || sets.len() > MAX_PARTS {
        fault(Fault::NothingSet);
    }
    for Assignment { attribute, value } in sets {
        tokens(value, catalogue, fault);
        if *attribute == Attribute::email() {
            fault(Fault::SetsEmail);
        } else if capturable(attribute, catalogue, fault) && value.attributes().next().is_none() {
            value_of(attribute, value.source(), catalogue, fault);
        }
    }
}

fn condition(branches: &[Branch], catalogue: &Catalogue, fault: &mut impl FnMut(Fault)) {
    if branches.is_empty() || branches.len() > MAX_PARTS {
        fault(Fault::NoBranches);
    }
    let mut seen = BTreeSet::new();
    for branch in branches {
        named(&branch.label, fault);
        if !seen.insert(branch.label.trim()) {
            fault(Fault::BadChoice(branch.label.clone()));
        }
        if branch.next.is_none() {
            fault(Fault::Unconnected(branch.label.clone()));
        }
        if let Err(bad) = branch.criteria.check(catalogue) {
            fault(Fault::Criteria(branch.label.clone(), bad));
        }
    }
}

fn named(name: &str, fault: &mut impl FnMut(Fault)) {
    if name.trim().is_empty() || name.chars().count() > NAME_CHARS {
        fault(Fault::NoName);
    }
}

fn capturable(attribute: &Attribute, catalogue: &Catalogue, fault: &mut impl FnMut(Fault)) -> bool {
    match catalogue.get(attribute) {
        None => fault(Fault::Unknown(attribute.clone())),
        Some(definition) if !definition.capturable => fault(Fault::NotCapturable(attribute.clone())),
        Some(_) => return true,
    }
    false
}

/// What is stored by itself must be in the form in which its kind is kept.
fn value_of(attribute: &Attribute, value: &str, catalogue: &Catalogue, fault: &mut impl FnMut(Fault)) {
    let read = catalogue.get(attribute).and_then(|definition| definition.kind.read(value));
    if read.as_deref() != Some(value.trim()) {
        fault(Fault::BadValue(value.to_owned(), attribute.clone()));
    }
}

fn check_choices<'a>(labels: impl Iterator<Item = &'a str>, most: usize, fault: &mut impl FnMut(Fault)) {
    let mut seen = BTreeSet::new();
    for label in labels {
        if label.trim().is_empty() || !seen.insert(label.trim()) {
            fault(Fault::BadChoice(label.to_owned()));
        }
    }
    if seen.is_empty() || seen.len() > most {
        fault(Fault::NoChoices);
    }
}
