//! What publishing refuses: every fault of a stream, each with its card; and what it only warns of.

mod card;
mod graph;
mod warning;

use std::collections::{BTreeMap, BTreeSet};

pub use graph::ways_out;
pub use warning::{CardWarning, Warning, warnings};

use super::template::TemplateError;
use super::{Card, CardId, CardKind, Route, Stream};
use crate::attribute::{Attribute, Catalogue, UnknownAttribute};
use crate::ids::{TeamId, UserId};
use crate::number::NotANumber;
use crate::phone::NoRegion;
use crate::targeting::criteria::BadCriteria;
use graph::{endless, reach};

/// The most cards a stream may have.
pub const MAX_CARDS: usize = 1_000;
/// The longest name of a goal or branch, in characters.
pub const NAME_CHARS: usize = 100;

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
    /// A question without responses or a pick-list without values, or with too many.
    #[error("it has nothing to choose from, or too much")]
    NoChoices,
    /// A response or value that is blank or stands twice.
    #[error("the response “{0}” is blank or stands twice")]
    BadChoice(String),
    /// A response or branch that leads nowhere (`STREAM-3`).
    #[error("“{0}” leads nowhere")]
    Unconnected(String),
    /// Conditional branching without a way on where no branch is taken, or a meeting card without its fallback (`STREAM-3`).
    #[error("“otherwise” leads nowhere")]
    NoOtherwise,
    /// A token, a mapping or an assignment names no attribute that there is (`STREAM-1`, `STREAM-3`).
    #[error("there is no attribute “{0}”")]
    Unknown(Attribute),
    /// The attribute can't store answers (`STREAM-3`).
    #[error("answers can't be stored in “{0}”")]
    NotCapturable(Attribute),
    /// The attribute stores another kind of value (`STREAM-3`).
    #[error("answers of this type can't be stored in “{0}”")]
    WrongInput(Attribute),
    /// The attribute can't have this value (`STREAM-3`).
    #[error("“{0}” is no value of “{1}”")]
    BadValue(String, Attribute),
    /// Nothing can be between the smallest and the greatest value.
    #[error("its smallest value is above its greatest")]
    Range,
    /// A goal or branch without a name, or with one that is too long.
    #[error("it needs a name of at most {NAME_CHARS} characters")]
    NoName,
    /// An action card that sets nothing, or too much.
    #[error("it sets nothing, or too much")]
    NothingSet,
    /// An e-mail is what a visitor gives, checked.
    #[error("only the visitor can give their e-mail")]
    SetsEmail,
    /// Conditional branching without branches, or with too many.
    #[error("it has no branches, or too many")]
    NoBranches,
    /// Criteria that can't be used (`STREAM-3`).
    #[error("branch “{0}”: {1}")]
    Criteria(String, BadCriteria),
    /// Zero tries, or more than ten (`ROUTE-7`).
    #[error("a live chat card makes 1 to 10 tries")]
    Tries,
    /// Everyone is asked more than once, or is one agent (`ROUTE-20`).
    #[error("everyone is rung in one try, and not where the route is one agent")]
    Everyone,
    /// Only the first card can poke (`STREAM-5`).
    #[error("only the first card can poke")]
    PokeNotFirst,
    /// A card that nobody sees has nothing to poke with.
    #[error("it is invisible and can't poke")]
    PokeInvisible,
    /// The card's agent is deactivated, or may not take chats (`STREAM-3`).
    #[error("its agent can't take live chats")]
    NoSuchAgent,
    /// The card's team is deleted (`STREAM-3`).
    #[error("its team does not exist")]
    NoSuchTeam,
    /// Something follows a live chat card (`STREAM-2`).
    #[error("the live chat card is the last card of its branch: nothing can follow it")]
    AfterLiveChat,
    /// What can be the name of no attribute.
    #[error(transparent)]
    Name(#[from] UnknownAttribute),
    /// A token that can't be read (`STREAM-1`).
    #[error(transparent)]
    Token(#[from] TemplateError),
    /// No country whose numbers are read without `+`.
    #[error(transparent)]
    Region(#[from] NoRegion),
    /// A smallest or greatest number that is none.
    #[error(transparent)]
    Number(#[from] NotANumber),
    /// An earliest or latest date that is none.
    #[error("“{0}” is no date: write it as 2026-03-31")]
    Date(String),
}

impl Fault {
    /// Whether a stream with it can't even be tried (`STREAM-6`): it has no beginning or no end, or what a card says or does
    /// can't be read. Every other fault keeps a stream only from being published.
    pub fn stops(&self) -> bool {
        matches!(
            self,
            Self::NoFirstCard
                | Self::TooManyCards
                | Self::Duplicate(_)
                | Self::EndlessCircle
                | Self::Unknown(_)
                | Self::Name(_)
                | Self::Token(_)
                | Self::Region(_)
                | Self::Number(_)
                | Self::Date(_)
        )
    }
}

/// Whom live chat and meeting cards can route to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RouteTargets {
    /// Active users who may take live chats.
    pub agents: BTreeSet<UserId>,
    /// Teams.
    pub teams: BTreeSet<TeamId>,
}

impl RouteTargets {
    /// All that a stream routes to, as though they were there: for who asks only after its other faults.
    pub fn of(stream: &Stream) -> Self {
        let mut targets = Self::default();
        for route in stream.cards.iter().filter_map(|card| card.kind.route()) {
            match route {
                Route::Agent(agent) => drop(targets.agents.insert(agent)),
                Route::Team(team) => drop(targets.teams.insert(team)),
                Route::RoundRobin | Route::Rules => {}
            }
        }
        targets
    }
}

/// A fault and the card that has it; `None` when it is the stream's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFault {
    /// The card.
    pub card: Option<CardId>,
    /// What is wrong.
    pub fault: Fault,
}

/// All faults of a stream; empty when it can be published (`STREAM-3`).
pub fn check(stream: &Stream, catalogue: &Catalogue, targets: &RouteTargets) -> Vec<CardFault> {
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
        card::check(stream, card, catalogue, targets, &mut fault);
        for next in ways_out(card) {
            if !by_id.contains_key(next) {
                fault(Fault::Dangling(next.0.clone()));
            }
        }
    }
    if by_id.contains_key(&stream.first) {
        let reached = reach(&by_id, vec![&stream.first], |_| true);
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

/// Every attribute that a stream needs, in no order, perhaps more than once.
pub fn attributes(stream: &Stream) -> Vec<&Attribute> {
    let mut found = Vec::new();
    for card in &stream.cards {
        found.extend(card.text.attributes());
        match &card.kind {
            CardKind::Question { attribute, .. } => found.extend(attribute),
            CardKind::Capture { attribute, .. } => found.push(attribute),
            CardKind::Action { sets, .. } => {
                for assignment in sets {
                    found.push(&assignment.attribute);
                    found.extend(assignment.value.attributes());
                }
            }
            CardKind::Condition { branches, .. } => {
                found.extend(branches.iter().flat_map(|branch| branch.criteria.attributes()));
            }
            CardKind::Message { .. }
            | CardKind::LiveChat { .. }
            | CardKind::Meeting { .. }
            | CardKind::Goal { .. } => {}
        }
    }
    found
}

#[cfg(test)]
mod tests;
