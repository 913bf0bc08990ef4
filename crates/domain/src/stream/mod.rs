//! Streams: the graph of cards that a dialogue runs, its checks and its interpreter.
//!
//! [`Stream`] is the published graph; [`check`] refuses what cannot run; [`run`] walks it: a function from the
//! card where the visitor stands and what they answered to what is said next.

pub mod answer;
pub mod check;
pub mod run;
pub mod steps;
pub mod template;
pub mod ways;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::attribute::Attribute;
use crate::ids::{TeamId, UserId};
use crate::number::Number;
use crate::phone::Region;
use crate::targeting::Criteria;
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
        self.cards.iter().any(|c| c.kind.waits())
    }
}

/// Where cards stand on the designer's canvas, in pixels from its origin. What runs never looks at it; a card without a
/// place gets one when it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Layout(pub BTreeMap<CardId, [i32; 2]>);

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
        /// Whether the answer replaces what this browser told before; else the first word is kept.
        #[serde(default = "replaces")]
        overwrite: bool,
        /// The next card.
        next: Option<CardId>,
    },
    /// Hands the visitor to an agent; the last card of its branch (`STREAM-2`).
    LiveChat {
        /// Who is offered the chat.
        route: Route,
        /// How many offers are made on the route (`ROUTE-7`).
        tries: u8,
        /// Whether everybody on the route is asked at once, in one offer (`ROUTE-20`).
        #[serde(default)]
        everyone: bool,
    },
    /// Offers to book a meeting. Until agents have calendars nobody has a free slot, and it takes its fallback.
    Meeting {
        /// With whom.
        route: Route,
        /// The next card after a meeting was booked.
        next: Option<CardId>,
        /// The next card when none can be booked.
        otherwise: Option<CardId>,
    },
    /// Invisible: records that a goal was reached.
    Goal {
        /// The goal's name in reports.
        name: String,
        /// The next card.
        next: Option<CardId>,
    },
    /// Invisible: sets attributes.
    Action {
        /// What is set, in order.
        sets: Vec<Assignment>,
        /// The next card.
        next: Option<CardId>,
    },
    /// Invisible: takes the first branch whose criteria hold.
    Condition {
        /// In order.
        branches: Vec<Branch>,
        /// The next card when none of them holds.
        otherwise: Option<CardId>,
    },
}

fn replaces() -> bool {
    true
}

impl CardKind {
    /// Whether the card waits for the visitor, if only when a value is not known, or hands them over.
    pub fn waits(&self) -> bool {
        matches!(self, Self::Question { .. } | Self::Capture { .. } | Self::LiveChat { .. })
    }

    /// Whom the card finds by routing, where it does.
    pub fn route(&self) -> Option<Route> {
        match self {
            Self::LiveChat { route, .. } | Self::Meeting { route, .. } => Some(*route),
            _ => None,
        }
    }

    /// Whether the visitor never sees the card.
    pub fn is_invisible(&self) -> bool {
        matches!(self, Self::Goal { .. } | Self::Action { .. } | Self::Condition { .. })
    }
}

/// One attribute that an action card sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The attribute.
    pub attribute: Attribute,
    /// Its value, which may hold tokens.
    pub value: Template,
}

/// One branch of a conditional branching card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Its name for the marketer.
    pub label: String,
    /// When it is taken.
    pub criteria: Criteria,
    /// The next card.
    pub next: Option<CardId>,
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
    /// A phone number.
    Phone {
        /// Where numbers without `+` are read.
        region: Option<Region>,
    },
    /// A number.
    Number {
        /// The smallest that passes.
        min: Option<Number>,
        /// The greatest that passes.
        max: Option<Number>,
    },
    /// A date.
    Date {
        /// The earliest that passes.
        min: Option<Date>,
        /// The latest that passes.
        max: Option<Date>,
    },
}

/// Who is offered the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The general ring (`ROUTE-2`).
    RoundRobin,
    /// That one agent (`ROUTE-3`).
    Agent(UserId),
    /// The custom rules that the visitor qualifies for (`ROUTE-4`).
    Rules,
    /// Round robin within a team (`ROUTE-5`).
    Team(TeamId),
}

impl Route {
    /// The tries of a card that does not say how many (`ROUTE-7`, `ROUTE-20`).
    pub fn default_tries(self, everyone: bool) -> u8 {
        match self {
            Self::Team(_) if !everyone => 2,
            Self::Team(_) | Self::RoundRobin | Self::Agent(_) | Self::Rules => 1,
        }
    }
}
