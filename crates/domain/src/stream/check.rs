//! What publishing refuses: every fault of a stream, each with its card.

use std::collections::{BTreeMap, BTreeSet};

use super::{Card, CardId, CardKind, Input, Stream};

/// The most cards a stream may have.
pub const MAX_CARDS: usize = 1_000;

/// A reason why a stream can't be published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is no first card, or it names none of the cards (`STREAM-3`).
    #[error("the stream has no first card")]
    NoFirstCard,
    /// More cards than the limit.
    #[error("a stream has at most {MAX_CARDS} cards")]
    TooManyCards,
    /// Two cards with one name.
    #[error("two cards are called “{0}”")]
    Duplicate(String),
    /// A way out leads to a card that does not exist (`STREAM-3`).
    #[error("it leads to “{0}”, which does not exist")]
    Dangling(String),
    /// Cards in a circle without one that waits for the visitor (`STREAM-3`).
    #[error("it is part of a circle of cards in which none waits for the visitor")]
    EndlessCircle,
    /// No way from the first card leads here (`STREAM-3`).
    #[error("no way leads to it")]
    Unreachable,
    /// The card says nothing.
    #[error("it has no text")]
    NoText,
    /// A question without responses, or a pick-list without values.
    #[error("it has nothing to choose from")]
    NoChoices,
    /// A response or value that is blank or stands twice.
    #[error("the response “{0}” is blank or stands twice")]
    BadChoice(String),
    /// The attribute can't store answers (`STREAM-3`).
    #[error("answers can't be stored in “{0}”")]
    NotCapturable(String),
    /// Zero tries, or more than ten (`ROUTE-7`).
    #[error("a live chat card makes 1 to 10 tries")]
    Tries,
    /// Only the first card can poke (`STREAM-5`).
    #[error("only the first card can poke")]
    PokeNotFirst,
    /// Something follows a live chat card (`STREAM-2`).
    #[error("the live chat card is the last card of its branch: nothing can follow it")]
    AfterLiveChat,
    /// A text with an unknown or malformed token (`STREAM-1`).
    #[error("{0}")]
    Text(String),
}

/// A fault and the card that has it; `None` when it is the stream's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFault {
    /// The card.
    pub card: Option<CardId>,
    /// What is wrong.
    pub fault: Fault,
}

/// All faults of a stream; empty when it can be published.
pub fn check(stream: &Stream) -> Vec<CardFault> {
    let mut faults = Vec::new();
    if stream.cards.len() > MAX_CARDS {
        return vec![CardFault { card: None, fault: Fault::TooManyCards }];
    }
    let mut by_id: BTreeMap<&CardId, &Card> = BTreeMap::new();
    for card in &stream.cards {
        if by_id.insert(&card.id, card).is_some() {
            faults
                .push(CardFault { card: Some(card.id.clone()), fault: Fault::Duplicate(card.id.0.clone()) });
        }
    }
    for card in &stream.cards {
        let mut fault = |fault| faults.push(CardFault { card: Some(card.id.clone()), fault });
        check_card(stream, card, &mut fault);
        for next in ways_out(card) {
            if !by_id.contains_key(next) {
                fault(Fault::Dangling(next.0.clone()));
            }
        }
    }
    if by_id.contains_key(&stream.first) {
        let reached = reach(&by_id, &stream.first);
        for card in stream.cards.iter().filter(|c| !reached.contains(&c.id)) {
            faults.push(CardFault { card: Some(card.id.clone()), fault: Fault::Unreachable });
        }
        for id in endless(&by_id) {
            faults.push(CardFault { card: Some(id.clone()), fault: Fault::EndlessCircle });
        }
    } else {
        faults.push(CardFault { card: None, fault: Fault::NoFirstCard });
    }
    faults
}

fn check_card(stream: &Stream, card: &Card, fault: &mut impl FnMut(Fault)) {
    if card.poke && card.id != stream.first {
        fault(Fault::PokeNotFirst);
    }
    if card.text.is_blank() && !matches!(card.kind, CardKind::LiveChat { .. }) {
        fault(Fault::NoText);
    }
    match &card.kind {
        CardKind::Message { .. } => {}
        CardKind::Question { choices, attribute } => {
            check_choices(choices.iter().map(|c| c.label.as_str()), fault);
            if let Some(a) = attribute.as_ref().filter(|a| !a.is_capturable()) {
                fault(Fault::NotCapturable(a.to_string()));
            }
        }
        CardKind::Capture { input, attribute, .. } => {
            if let Input::PickList(values) = input {
                check_choices(values.iter().map(String::as_str), fault);
            }
            if !attribute.is_capturable() {
                fault(Fault::NotCapturable(attribute.to_string()));
            }
        }
        CardKind::LiveChat { tries, .. } => {
            if !(1..=10).contains(tries) {
                fault(Fault::Tries);
            }
        }
    }
}

fn check_choices<'a>(labels: impl Iterator<Item = &'a str>, fault: &mut impl FnMut(Fault)) {
    let mut seen = BTreeSet::new();
    for label in labels {
        if label.trim().is_empty() || !seen.insert(label.trim()) {
            fault(Fault::BadChoice(label.to_owned()));
        }
    }
    if seen.is_empty() {
        fault(Fault::NoChoices);
    }
}

/// The ways out of a card.
pub fn ways_out(card: &Card) -> Vec<&CardId> {
    match &card.kind {
        CardKind::Message { next } | CardKind::Capture { next, .. } => next.iter().collect(),
        CardKind::Question { choices, .. } => choices.iter().filter_map(|c| c.next.as_ref()).collect(),
        CardKind::LiveChat { .. } => Vec::new(),
    }
}

fn reach<'a>(cards: &BTreeMap<&'a CardId, &'a Card>, first: &'a CardId) -> BTreeSet<&'a CardId> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![first];
    while let Some(id) = waiting.pop() {
        if let Some(card) = cards.get(id)
            && reached.insert(&card.id)
        {
            waiting.extend(ways_out(card));
        }
    }
    reached
}

/// Cards that can be walked in a circle without waiting: messages, and captures that skip themselves.
fn endless<'a>(cards: &BTreeMap<&'a CardId, &'a Card>) -> Vec<&'a CardId> {
    let passes = |card: &Card| match card.kind {
        CardKind::Message { .. } => true,
        CardKind::Capture { skip_if_known, .. } => skip_if_known,
        CardKind::Question { .. } | CardKind::LiveChat { .. } => false,
    };
    // Every card that passes has one way out, so following it more often than there are cards is a circle.
    let mut found = Vec::new();
    for card in cards.values().filter(|c| passes(c)) {
        let mut at: &Card = card;
        for _ in 0..cards.len() {
            match ways_out(at).first().and_then(|next| cards.get(*next)) {
                Some(next) if passes(next) => at = next,
                _ => break,
            }
            if at.id == card.id {
                found.push(&card.id);
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::Choice;
    use super::super::template::Template;
    use super::*;
    use crate::attribute::Attribute;

    fn card(id: &str, kind: CardKind) -> Card {
        Card { id: CardId(id.into()), text: Template::parse("text").expect("text"), poke: false, kind }
    }

    fn message(id: &str, next: Option<&str>) -> Card {
        card(id, CardKind::Message { next: next.map(|n| CardId(n.into())) })
    }

    fn faults(cards: Vec<Card>) -> Vec<(Option<String>, Fault)> {
        let stream = Stream { first: CardId("a".into()), cards };
        check(&stream).into_iter().map(|f| (f.card.map(|c| c.0), f.fault)).collect()
    }

    #[test]
    fn stream_3_every_fault_is_named_with_its_card() {
        assert_eq!(faults(vec![message("a", None)]), vec![]);
        assert_eq!(faults(vec![message("b", None)]), vec![(None, Fault::NoFirstCard)]);
        assert_eq!(
            faults(vec![message("a", Some("x"))]),
            vec![(Some("a".into()), Fault::Dangling("x".into()))]
        );
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
                attribute: Attribute::parse("agent.name").expect("known"),
                skip_if_known: true,
                next: Some(CardId("a".into())),
            },
        );
        assert_eq!(
            faults(vec![capture]),
            vec![
                (Some("a".into()), Fault::NotCapturable("agent.name".into())),
                (Some("a".into()), Fault::EndlessCircle)
            ]
        );
    }

    #[test]
    fn stream_5_only_the_first_card_can_poke() {
        let mut second = message("b", None);
        second.poke = true;
        assert_eq!(
            faults(vec![message("a", Some("b")), second]),
            vec![(Some("b".into()), Fault::PokeNotFirst)]
        );
    }
}
