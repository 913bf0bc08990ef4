//! Properties of streams of any shape: what publishing takes can be run, and what can't be run it refuses; a run always
//! waits, ends or hands over; a file that was written is read again as it was (`STREAM-1`, `STREAM-3`, `STREAM-7`).

use std::collections::BTreeSet;

use frontdesk_domain::attribute::{Attribute, Catalogue};
use frontdesk_domain::conversation::fact::{Body, Fact, NewEntry};
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_domain::stream::run::{Answer, Known, Taken, Walk, go_on, start, take};
use frontdesk_domain::stream::{CardId, CardKind, Stream};
use frontdesk_protocol::stream_file::{StreamFile, StreamFileError};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A card by its number, or one that does not exist.
type To = Option<usize>;

/// What kind of card it is, where it leads, and whether it passes itself over.
#[derive(Clone, Debug)]
struct Drawn {
    kind: u8,
    to: [To; 2],
    skips: bool,
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    (1..8_usize).prop_flat_map(|count| {
        let card = move |at: usize| {
            let forward = (at + 1..=count).prop_map(move |to| Some(to).filter(|to| *to < count));
            let to = prop_oneof![12 => forward, 2 => (0..count).prop_map(Some), 1 => Just(Some(99))];
            (0..8_u8, [to.clone(), to], any::<bool>()).prop_map(|(kind, to, skips)| Drawn { kind, to, skips })
        };
        (0..count).map(card).collect::<Vec<_>>()
    })
}

/// Whether the card runs on by itself, as far as it may.
fn passes(card: &Drawn) -> bool {
    match card.kind {
        0 | 4..=7 => true,
        2 => card.skips,
        _ => false,
    }
}

/// The ways out of a card, and whether each must lead somewhere.
fn ways(card: &Drawn) -> Vec<(To, bool)> {
    let [first, second] = card.to;
    match card.kind {
        0 | 2 | 4 | 5 => vec![(first, false)],
        1 | 6 => vec![(first, true), (second, true)],
        7 => vec![(first, false), (second, true)],
        _ => Vec::new(),
    }
}

fn reached(cards: &[Drawn]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![0];
    while let Some(at) = waiting.pop() {
        if let Some(card) = cards.get(at)
            && reached.insert(at)
        {
            waiting.extend(ways(card).into_iter().filter_map(|(to, _)| to));
        }
    }
    reached
}

/// Whether from here one can walk on for ever without waiting: tried, step by step.
fn is_endless(cards: &[Drawn], at: usize, steps: usize) -> bool {
    let Some(card) = cards.get(at).filter(|card| passes(card)) else { return false };
    steps > cards.len()
        || ways(card).into_iter().filter_map(|(to, _)| to).any(|to| is_endless(cards, to, steps + 1))
}

/// Whether a stream of these cards can be run, and nothing of it is in vain.
fn runs(cards: &[Drawn]) -> bool {
    let leads =
        |card: &Drawn| ways(card).into_iter().all(|(to, needed)| to.map_or(!needed, |to| to < cards.len()));
    reached(cards).len() == cards.len()
        && cards.iter().all(leads)
        && (0..cards.len()).all(|at| !is_endless(cards, at, 0))
}

fn file(cards: &[Drawn]) -> Value {
    let name = |to: To| to.map(|to| format!("card {to}"));
    let card = |(at, Drawn { kind, to: [first, second], skips }): (usize, &Drawn)| -> Value {
        let (id, first, second) = (name(Some(at)), name(*first), name(*second));
        let text = "Hi {{person.first_name:\"there\"}}, about {{person.interest}}?";
        let known = json!({ "test": { "attribute": "person.first_name", "operator": "is_not_empty" } });
        match kind {
            0 => json!({ "kind": "message", "id": id, "text": text, "next": first }),
            1 => json!({ "kind": "question", "id": id, "text": text, "choices": [
                { "label": "Yes", "next": first }, { "label": "No", "value": "no", "next": second } ] }),
            2 => json!({ "kind": "capture", "id": id, "text": text, "input": "text",
                "attribute": "person.first_name", "skip_if_known": skips, "next": first }),
            3 => json!({ "kind": "live_chat", "id": id, "text": text }),
            4 => json!({ "kind": "goal", "id": id, "name": "Goal", "next": first }),
            5 => json!({ "kind": "action", "id": id, "next": first, "set": [
                { "attribute": "person.interest", "value": "{{person.first_name:\"nothing\"}}" } ] }),
            6 => json!({ "kind": "condition", "id": id, "branches": [
                { "label": "Known", "criteria": known, "next": first } ], "otherwise": second }),
            _ => json!({ "kind": "meeting", "id": id, "text": text, "next": first, "otherwise": second }),
        }
    };
    json!({
        "frontdesk_stream": 1, "name": "Any", "targets": ["https://shop.example"], "first": "card 0",
        "cards": cards.iter().enumerate().map(card).collect::<Vec<_>>(),
    })
}

fn published(cards: &[Drawn]) -> Result<Dialogue, StreamFileError> {
    StreamFile::read(&file(cards).to_string(), &Catalogue::default(), &RouteTargets::default())
}

/// Where a run stands.
#[derive(Debug)]
enum Stands {
    Waits(CardId),
    Ended,
    HandedOver,
}

/// Where a walk has come to; none is left half way, and nothing it says shows a token.
fn stands(walk: &Walk) -> Result<Stands, TestCaseError> {
    for NewEntry { body, .. } in &walk.entries {
        let text = body.as_ref().map_or("", Body::text);
        prop_assert!(!text.contains("{{"), "{text}");
    }
    match walk.entries.last().map(|entry| &entry.fact) {
        Some(Fact::Asked { card } | Fact::AskedAgain { card, .. }) => Ok(Stands::Waits(card.clone())),
        Some(Fact::BranchEnded | Fact::Completed) => Ok(Stands::Ended),
        Some(Fact::Requested { .. }) => Ok(Stands::HandedOver),
        other => Err(TestCaseError::fail(format!("a walk is left at {other:?}"))),
    }
}

fn learn(known: &mut Known, walk: &Walk) {
    for captured in walk.captured.iter().chain(&walk.set) {
        known.shown.set(captured.attribute.clone(), captured.value.clone());
        known.held.set(captured.attribute.clone(), captured.value.clone());
    }
}

/// Answers one card after the other.
fn talk(stream: &Stream, known: &mut Known, answers: &[u8]) -> Result<(), TestCaseError> {
    let most = 4 * stream.cards.len() + 4;
    let mut walk = start(stream, known);
    for given in answers {
        prop_assert!(walk.entries.len() <= most, "{} entries at once", walk.entries.len());
        let Stands::Waits(at) = stands(&walk)? else { return Ok(()) };
        let answer = match stream.card(&at).map(|card| &card.kind) {
            Some(CardKind::Question { choices, .. }) => Answer::Choice(usize::from(*given) % choices.len()),
            Some(CardKind::LiveChat { .. }) => Answer::Connect,
            _ if given % 3 == 0 => Answer::Value("  ".to_owned()),
            _ => Answer::Value(format!("Pia {given}")),
        };
        walk = match take(stream, &at, &answer) {
            Ok(Taken::Fits { walk, next }) => {
                learn(known, &walk);
                go_on(stream, walk, next.as_ref(), known)
            }
            Ok(Taken::Waits(walk)) => walk,
            Err(wrong) => return Err(TestCaseError::fail(wrong.to_string())),
        };
        learn(known, &walk);
    }
    stands(&walk).map(drop)
}

/// The cards that can be come to: without those in vain, more of what is drawn can be published.
fn pruned(mut cards: Vec<Drawn>) -> Vec<Drawn> {
    let kept: Vec<usize> = reached(&cards).into_iter().collect();
    let place = |to: usize| kept.iter().position(|at| *at == to).unwrap_or(99);
    for card in &mut cards {
        card.to = card.to.map(|to| to.map(place));
    }
    kept.iter().filter_map(|at| cards.get(*at).cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn stream_3_publishing_takes_exactly_what_can_be_run(cards in drawn(), prune in any::<bool>()) {
        let cards = if prune { pruned(cards) } else { cards };
        let found = published(&cards);
        prop_assert_eq!(found.is_ok(), runs(&cards), "{:?}", found);
    }

    #[test]
    fn stream_1_and_3_a_run_waits_ends_or_hands_over_and_shows_no_token(
        cards in drawn().prop_map(pruned), named in any::<bool>(), answers in vec(any::<u8>(), 0..40),
    ) {
        if let Ok(dialogue) = published(&cards) {
            let mut known = Known::default();
            if named {
                known.held.set(Attribute::first_name(), "Pia".to_owned());
                known.shown.set(Attribute::first_name(), "Pia".to_owned());
            }
            talk(&dialogue.stream, &mut known, &answers)?;
        }
    }

    #[test]
    fn stream_7_what_was_exported_is_imported_as_it_was(cards in drawn().prop_map(pruned)) {
        if let Ok(dialogue) = published(&cards) {
            let json = serde_json::to_string(&StreamFile::of(&dialogue)).expect("json");
            let read = StreamFile::read(&json, &Catalogue::default(), &RouteTargets::default());
            prop_assert_eq!(read, Ok(dialogue));
        }
    }
}
