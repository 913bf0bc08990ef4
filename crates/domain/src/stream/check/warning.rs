//! What publishing only warns of: missing good practice (`STREAM-4`).

use super::super::{Card, CardId, CardKind, Stream};
use super::graph::{Cards, reach};
use crate::attribute::Attribute;

/// Good practice that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The visitor is not asked whether they want to talk to somebody.
    #[error("it can be reached without a question whether the visitor wants to connect")]
    NotAsked,
    /// The agent may not know how to reach them.
    #[error("it can be reached without an e-mail being asked for")]
    NoEmail,
    /// The agent may not know what to call them.
    #[error("it can be reached without a first name being asked for")]
    NoFirstName,
    /// No agent has a calendar: every visitor takes the fallback.
    #[error("no agent has a calendar yet: every visitor takes its fallback")]
    NoCalendar,
}

/// A warning and the card that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardWarning {
    /// The card.
    pub card: CardId,
    /// What is missing.
    pub warning: Warning,
}

/// All warnings of a stream that can be published.
pub fn warnings(stream: &Stream) -> Vec<CardWarning> {
    let cards: Cards<'_> = stream.cards.iter().map(|card| (&card.id, card)).collect();
    let captures = |card: &Card, wanted: &Attribute| match &card.kind {
        CardKind::Capture { attribute, .. } => attribute == wanted,
        CardKind::Question { attribute, .. } => attribute.as_ref() == Some(wanted),
        _ => false,
    };
    let (email, first_name) = (Attribute::email(), Attribute::first_name());
    let without = |stops: &dyn Fn(&Card) -> bool| reach(&cards, vec![&stream.first], |card| !stops(card));
    let unasked = without(&|card| matches!(card.kind, CardKind::Question { .. }));
    let no_email = without(&|card| captures(card, &email));
    let no_name = without(&|card| captures(card, &first_name));
    let meetings = stream.cards.iter().filter(|card| matches!(card.kind, CardKind::Meeting { .. }));
    let mut found: Vec<CardWarning> =
        meetings.map(|card| CardWarning { card: card.id.clone(), warning: Warning::NoCalendar }).collect();
    for card in stream.cards.iter().filter(|card| matches!(card.kind, CardKind::LiveChat { .. })) {
        for (reached, warning) in
            [(&unasked, Warning::NotAsked), (&no_email, Warning::NoEmail), (&no_name, Warning::NoFirstName)]
        {
            if reached.contains(&card.id) {
                found.push(CardWarning { card: card.id.clone(), warning });
            }
        }
    }
    found
}
