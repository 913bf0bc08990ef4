//! The interpreter: walks a stream from card to card until one waits for the visitor.

use std::borrow::Cow;

use super::answer::{self, BadAnswer};
use super::{Assignment, Branch, Card, CardId, CardKind, Input, Route, Stream};
use crate::attribute::{Attribute, Catalogue, Values};
use crate::conversation::fact::{Ask, AskInput, Body, Fact, NewEntry, Plan};

/// More cards than any stream has; a walk that long is a circle that the check would have refused.
const MAX_STEPS: usize = super::check::MAX_CARDS + 1;
/// The label of the button that a live chat card shows when nothing was answered before it (`STREAM-8`).
pub const CONNECT: &str = "Connect me";

/// What the interpreter knows of the visitor.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What tokens may show (`TARGET-10`).
    pub shown: Values,
    /// Attributes that have a value, for captures that skip themselves and for criteria.
    pub held: Values,
    /// Which attributes there are.
    pub catalogue: Catalogue,
}

/// A value with where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// The attribute.
    pub attribute: Attribute,
    /// Its value.
    pub value: String,
    /// Whether it replaces what this browser told before.
    pub overwrite: bool,
}

/// What a walk did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// What is appended to the log.
    pub entries: Vec<NewEntry>,
    /// Values the visitor gave.
    pub captured: Vec<Captured>,
    /// Values that action cards have set, in order.
    pub set: Vec<Captured>,
}

impl Walk {
    fn push(&mut self, fact: Fact, body: Option<Body>) {
        self.entries.push(NewEntry { fact, body });
    }
}

/// What a visitor did at the card that waits for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Chose the response at this place, counted from 0.
    Choice(usize),
    /// Typed or picked a value.
    Value(String),
    /// Pressed "Connect me" (`STREAM-8`).
    Connect,
}

/// The answer does not fit the card that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the card does not take this answer")]
pub struct WrongAnswer;

/// Runs a stream from its first card. `engaged` says whether the visitor has answered anything yet.
pub fn start(stream: &Stream, known: &Known) -> Walk {
    let mut walk = Walk::default();
    walk.push(Fact::Started, None);
    go(stream, Some(&stream.first), known, false, &mut walk);
    walk
}

/// An answer that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It fits: the walk goes on with [`go_on`], once what was captured is known.
    Fits {
        /// What was said and captured so far.
        walk: Walk,
        /// The next card.
        next: Option<CardId>,
    },
    /// The walk ends here: the card asks again, or an agent is asked for.
    Waits(Walk),
}

/// Takes an answer to the card that waits.
pub fn take(stream: &Stream, at: &CardId, given: &Answer) -> Result<Taken, WrongAnswer> {
    let card = stream.card(at).ok_or(WrongAnswer)?;
    let mut walk = Walk::default();
    let answered = Fact::Answered { card: card.id.clone() };
    let next = match (&card.kind, given) {
        (CardKind::Question { choices, attribute }, Answer::Choice(index)) => {
            let choice = choices.get(*index).ok_or(WrongAnswer)?;
            walk.push(answered, Some(Body::Text { text: choice.label.clone() }));
            walk.captured.extend(attribute.iter().map(|attribute| Captured {
                attribute: attribute.clone(),
                value: choice.value.clone(),
                overwrite: true,
            }));
            choice.next.clone()
        }
        (CardKind::Capture { input, attribute, next, overwrite, .. }, Answer::Value(typed)) => {
            match answer::read(input, typed) {
                Ok(value) => {
                    walk.push(answered, Some(Body::Text { text: value.clone() }));
                    let (attribute, overwrite) = (attribute.clone(), *overwrite);
                    walk.captured.push(Captured { attribute, value, overwrite });
                    next.clone()
                }
                Err(bad) => {
                    re_ask(card, typed, bad, &mut walk);
                    return Ok(Taken::Waits(walk));
                }
            }
        }
        (CardKind::LiveChat { route, tries, everyone }, Answer::Connect) => {
            walk.push(answered, Some(Body::Text { text: CONNECT.to_owned() }));
            walk.push(request(card, *route, *tries, *everyone), None);
            return Ok(Taken::Waits(walk));
        }
        _ => return Err(WrongAnswer),
    };
    Ok(Taken::Fits { walk, next })
}

/// Runs on after an answer.
pub fn go_on(stream: &Stream, mut walk: Walk, next: Option<&CardId>, known: &Known) -> Walk {
    go(stream, next, known, true, &mut walk);
    walk
}

fn request(card: &Card, route: Route, tries: u8, everyone: bool) -> Fact {
    Fact::Requested { plan: Plan { card: card.id.clone(), route, tries, everyone }, again: false }
}

fn re_ask(card: &Card, typed: &str, bad: BadAnswer, walk: &mut Walk) {
    let shown: String = typed.chars().filter(|c| !c.is_control()).take(crate::text::ANSWER_CHARS).collect();
    walk.push(Fact::Misanswered { card: card.id.clone() }, Some(Body::Text { text: shown }));
    let body = Body::Text { text: bad.to_string() };
    walk.push(Fact::AskedAgain { card: card.id.clone(), reason: Some(bad) }, Some(body));
}

fn go(stream: &Stream, from: Option<&CardId>, known: &Known, engaged: bool, walk: &mut Walk) {
    let mut at = from;
    let mut known = Cow::Borrowed(known);
    for _ in 0..MAX_STEPS {
        let Some(card) = at.and_then(|id| stream.card(id)) else { break };
        let text = card.text.render(&known.shown);
        at = match &card.kind {
            CardKind::Message { next } => {
                walk.push(Fact::BotSaid { card: card.id.clone() }, Some(Body::Text { text }));
                next.as_ref()
            }
            CardKind::Question { choices, .. } => {
                let labels = choices.iter().map(|c| c.label.clone()).collect();
                return ask(walk, card, text, AskInput::Choices { labels });
            }
            CardKind::Capture { attribute, skip_if_known: true, next, .. }
                if known.held.get(attribute).is_some() =>
            {
                walk.push(Fact::Skipped { card: card.id.clone() }, None);
                next.as_ref()
            }
            CardKind::Capture { input, .. } => {
                let input = match input {
                    Input::Text => AskInput::Text,
                    Input::Email => AskInput::Email,
                    Input::PickList(values) => AskInput::PickList { values: values.clone() },
                    Input::Phone { .. } => AskInput::Phone,
                    Input::Number { min, max } => AskInput::Number { min: *min, max: *max },
                    Input::Date { min, max } => AskInput::Date { min: *min, max: *max },
                };
                return ask(walk, card, text, input);
            }
            CardKind::LiveChat { route, tries, everyone } if engaged => {
                if !text.trim().is_empty() {
                    walk.push(Fact::BotSaid { card: card.id.clone() }, Some(Body::Text { text }));
                }
                return walk.push(request(card, *route, *tries, *everyone), None);
            }
            CardKind::LiveChat { .. } => {
                return ask(walk, card, text, AskInput::Connect { label: CONNECT.to_owned() });
            }
            CardKind::Meeting { otherwise, .. } => {
                walk.push(Fact::Branched { card: card.id.clone(), branch: None }, None);
                otherwise.as_ref()
            }
            CardKind::Goal { name, next } => {
                walk.push(Fact::GoalReached { card: card.id.clone(), goal: name.clone() }, None);
                next.as_ref()
            }
            CardKind::Action { sets, next } => {
                for assignment in sets {
                    assign(card, assignment, known.to_mut(), walk);
                }
                next.as_ref()
            }
            CardKind::Condition { branches, otherwise } => {
                branch(card, branches, &known, walk).map_or(otherwise, |branch| &branch.next).as_ref()
            }
        };
    }
    // `Completed` implies engaged, except for a stream in which no card waits (`STREAM-8`).
    walk.push(Fact::BranchEnded, None);
    if engaged || !stream.waits() {
        walk.push(Fact::Completed, None);
    }
}

fn ask(walk: &mut Walk, card: &Card, text: String, input: AskInput) {
    walk.push(Fact::Asked { card: card.id.clone() }, Some(Body::Ask(Ask { text, input })));
}

/// Sets an attribute. A token without value sets nothing, nor does what is no value of the attribute.
fn assign(card: &Card, assignment: &Assignment, known: &mut Known, walk: &mut Walk) {
    let Assignment { attribute, value } = assignment;
    let value = value.render(&known.shown);
    let Some(value) = known.catalogue.get(attribute).and_then(|definition| definition.kind.read(&value))
    else {
        return;
    };
    known.shown.set(attribute.clone(), value.clone());
    known.held.set(attribute.clone(), value.clone());
    let fact = Fact::AttributeSet { card: card.id.clone(), attribute: attribute.clone() };
    walk.push(fact, Some(Body::Text { text: value.clone() }));
    walk.set.push(Captured { attribute: attribute.clone(), value, overwrite: true });
}

/// The first branch whose criteria hold.
fn branch<'a>(card: &Card, branches: &'a [Branch], known: &Known, walk: &mut Walk) -> Option<&'a Branch> {
    let place = branches.iter().position(|branch| branch.criteria.hold(&known.held));
    walk.push(Fact::Branched { card: card.id.clone(), branch: place }, None);
    place.and_then(|place| branches.get(place))
}
