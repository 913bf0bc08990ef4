//! Which cards of a stream a visitor came to, and by which ways they went on: what the log tells of them.

use super::ways::Way;
use super::{CardId, CardKind, Stream};
use crate::conversation::fact::{Entry, Fact};

/// One step of a visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// They came to a card.
    Came(CardId),
    /// They went on from it.
    Went(CardId, Way),
}

/// The steps that an entry of the log tells of: to the next card that waits or that the log speaks of itself.
pub fn of_entry(stream: &Stream, entry: &Entry) -> Vec<Step> {
    let mut steps = Vec::new();
    match &entry.fact {
        Fact::Started => come(stream, Some(&stream.first), &mut steps),
        Fact::Answered { card } => match stream.card(card).map(|card| &card.kind) {
            Some(CardKind::Question { choices, .. }) => {
                if let Some(place) = choices.iter().position(|choice| choice.label == entry.text()) {
                    go(stream, card, Way::Row(place), &mut steps);
                }
            }
            Some(CardKind::Capture { .. }) => go(stream, card, Way::Next, &mut steps),
            _ => {}
        },
        Fact::Skipped { card } => go(stream, card, Way::Next, &mut steps),
        Fact::Branched { card, branch } => {
            go(stream, card, branch.map_or(Way::Otherwise, Way::Row), &mut steps);
        }
        Fact::Requested { plan, again: false } => steps.push(Step::Went(plan.card.clone(), Way::Request)),
        _ => {}
    }
    steps
}

fn go(stream: &Stream, from: &CardId, way: Way, steps: &mut Vec<Step>) {
    steps.push(Step::Went(from.clone(), way));
    come(stream, target(stream, from, way), steps);
}

/// Comes to a card, and runs on through those that neither wait nor have entries of their own.
fn come<'a>(stream: &'a Stream, mut at: Option<&'a CardId>, steps: &mut Vec<Step>) {
    for _ in 0..=stream.cards.len() {
        let Some(card) = at.and_then(|id| stream.card(id)) else { return };
        steps.push(Step::Came(card.id.clone()));
        let (CardKind::Message { next } | CardKind::Goal { next, .. } | CardKind::Action { next, .. }) =
            &card.kind
        else {
            return;
        };
        steps.push(Step::Went(card.id.clone(), Way::Next));
        at = next.as_ref();
    }
}

/// Where a way leads; `None` at the end of the branch.
fn target<'a>(stream: &'a Stream, from: &CardId, way: Way) -> Option<&'a CardId> {
    stream.card(from)?.kind.ways().into_iter().find(|(one, _)| *one == way)?.1
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::template::Template;
    use super::super::{Branch, Card, Choice};
    use super::*;
    use crate::attribute::Attribute;
    use crate::conversation::fact::{Body, Plan};
    use crate::stream::{Input, Route};
    use crate::targeting::Criteria;

    fn id(name: &str) -> CardId {
        CardId(name.into())
    }

    fn stream() -> Stream {
        let card = |name: &str, kind| Card { id: id(name), text: Template::plain("?"), poke: false, kind };
        let choice = |label: &str, next| Choice { label: label.into(), value: label.into(), next };
        let branch =
            Branch { label: "Any".into(), criteria: Criteria::All(Vec::new()), next: Some(id("ask")) };
        Stream {
            first: id("hello"),
            cards: vec![
                card("hello", CardKind::Message { next: Some(id("if")) }),
                card("if", CardKind::Condition { branches: vec![branch], otherwise: Some(id("meet")) }),
                card(
                    "ask",
                    CardKind::Question {
                        choices: vec![choice("Yes", Some(id("mail"))), choice("No", Some(id("bye")))],
                        attribute: None,
                    },
                ),
                card(
                    "mail",
                    CardKind::Capture {
                        input: Input::Email,
                        attribute: Attribute::email(),
                        skip_if_known: true,
                        overwrite: true,
                        next: Some(id("goal")),
                    },
                ),
                card("goal", CardKind::Goal { name: "Told".into(), next: Some(id("live")) }),
                card("live", CardKind::LiveChat { route: Route::RoundRobin, tries: 1, everyone: false }),
                card(
                    "meet",
                    CardKind::Meeting { route: Route::Rules, next: None, otherwise: Some(id("bye")) },
                ),
                card("bye", CardKind::Message { next: None }),
            ],
        }
    }

    fn told(fact: Fact, text: &str) -> Vec<String> {
        let body = Some(Body::Text { text: text.to_owned() });
        let entry = Entry { seq: 1, at: Timestamp::UNIX_EPOCH, fact, body };
        let word = |step| match step {
            Step::Came(card) => format!("to {}", card.0),
            Step::Went(card, way) => format!("{} {way}", card.0),
        };
        of_entry(&stream(), &entry).into_iter().map(word).collect()
    }

    #[test]
    fn each_entry_tells_its_steps() {
        let card = || id("if");
        assert_eq!(told(Fact::Started, ""), ["to hello", "hello next", "to if"]);
        assert_eq!(told(Fact::Branched { card: card(), branch: Some(0) }, ""), ["if row:0", "to ask"]);
        assert_eq!(told(Fact::Branched { card: card(), branch: None }, ""), ["if otherwise", "to meet"]);
        assert_eq!(
            told(Fact::Branched { card: id("meet"), branch: None }, ""),
            ["meet otherwise", "to bye", "bye next"]
        );
        assert_eq!(told(Fact::Answered { card: id("ask") }, "Yes"), ["ask row:0", "to mail"]);
        assert_eq!(told(Fact::Answered { card: id("ask") }, "No"), ["ask row:1", "to bye", "bye next"]);
        let mailed = ["mail next", "to goal", "goal next", "to live"];
        assert_eq!(told(Fact::Answered { card: id("mail") }, "pia@shop.example"), mailed);
        assert_eq!(told(Fact::Skipped { card: id("mail") }, ""), mailed);
        let plan = Plan { card: id("live"), route: Route::RoundRobin, tries: 1, everyone: false };
        assert_eq!(told(Fact::Requested { plan: plan.clone(), again: false }, ""), ["live request"]);
        assert!(told(Fact::Requested { plan, again: true }, "").is_empty());
    }

    #[test]
    fn what_no_longer_stands_in_the_stream_or_was_erased_tells_nothing() {
        assert!(told(Fact::Answered { card: id("gone") }, "Yes").is_empty());
        assert!(told(Fact::Answered { card: id("ask") }, "").is_empty());
        assert!(told(Fact::Answered { card: id("live") }, "Connect me").is_empty());
    }
}
