//! Streams: the graph of cards that a dialogue runs, its checks and its interpreter.
//!
//! [`Stream`] is the published graph; [`check`] refuses what cannot run; [`run`] walks it: a function from the
//! card where the visitor stands and what they answered to what is said next.

pub mod answer;
pub mod check;
pub mod run;
pub mod template;

use serde::{Deserialize, Serialize};

use crate::attribute::Attribute;
use template::Template;

/// The name of a card, unique in its stream.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardId(pub String);

/// The graph of cards that a dialogue runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// Where it begins.
    pub first: CardId,
    /// All cards.
    pub cards: Vec<Card>,
}

impl Stream {
    /// Finds a card.
    pub fn card(&self, id: &CardId) -> Option<&Card> {
        self.cards.iter().find(|c| c.id == *id)
    }

    /// The text that shows beside the closed chat icon, when the first card pokes (`STREAM-5`).
    pub fn poke(&self) -> Option<&Template> {
        self.card(&self.first).filter(|c| c.poke).map(|c| &c.text)
    }

    /// Whether any card waits for the visitor (`STREAM-8`).
    pub fn waits(&self) -> bool {
        self.cards.iter().any(|c| !matches!(c.kind, CardKind::Message { .. }))
    }
}

/// One step of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its name in the stream.
    pub id: CardId,
    /// What it says.
    pub text: Template,
    /// Whether, as first card, its text shows beside the closed chat icon (`STREAM-5`).
    pub poke: bool,
    /// What it does.
    pub kind: CardKind,
}

/// What a card does, with the ways out of it. A way out of `None` is the end of the branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// Says something; no answer is needed.
    Message {
        /// The next card.
        next: Option<CardId>,
    },
    /// A multiple-choice question; each response is a branch.
    Question {
        /// The responses, in the order shown.
        choices: Vec<Choice>,
        /// Where the stored value of the response goes.
        attribute: Option<Attribute>,
    },
    /// Asks for one value.
    Capture {
        /// What is asked for.
        input: Input,
        /// Where the value goes.
        attribute: Attribute,
        /// Whether the card is passed over when the value is known.
        skip_if_known: bool,
        /// The next card.
        next: Option<CardId>,
    },
    /// Hands the visitor to an agent; the last card of its branch (`STREAM-2`).
    LiveChat {
        /// Who is offered the chat.
        route: Route,
        /// How many offers are made on the route (`ROUTE-7`).
        tries: u8,
    },
}

/// One response to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the visitor sees.
    pub label: String,
    /// What is stored.
    pub value: String,
    /// The next card.
    pub next: Option<CardId>,
}

/// What an information capture asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// One line of text.
    Text,
    /// An e-mail address.
    Email,
    /// One of these values.
    PickList(Vec<String>),
}

/// Who is offered the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The general ring (`ROUTE-2`).
    RoundRobin,
}
