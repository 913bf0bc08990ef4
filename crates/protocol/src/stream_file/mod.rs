//! The stream file: a dialogue and its stream as a versioned JSON document (`STREAM-7`).

mod criteria;
mod events;
mod note;
mod read;
mod reason;
mod write;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

pub use criteria::{CriteriaFile, OperatorFile, TestFile};
pub use events::EventsFile;
pub use note::Note;
pub use read::warnings;
pub use reason::Reason;

/// The version of the format that this program writes.
pub const VERSION: u32 = 1;

/// A dialogue and its stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamFile {
    /// Version of the format: 1.
    pub frontdesk_stream: u32,
    /// The dialogue's name, unique in the installation.
    pub name: String,
    /// Pages that show it. `*.` stands for any number of labels, `*` in the path for anything.
    pub targets: Vec<String>,
    /// Pages that don't; exclusions win.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
    /// For whom it is; everybody, when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<CriteriaFile>,
    /// What it waits for; it comes at once, when absent.
    #[serde(default, skip_serializing_if = "EventsFile::is_empty")]
    pub events: EventsFile,
    /// Of two dialogues for one page the one with the smaller number is shown.
    #[serde(default = "first_priority")]
    pub priority: u32,
    /// The card where it begins.
    pub first: String,
    /// All cards.
    pub cards: Vec<CardFile>,
    /// Where cards stand on the designer's canvas, by their names: pixels to the right and down.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub layout: BTreeMap<String, [i32; 2]>,
}

fn first_priority() -> u32 {
    1
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum CardFile {
    /// Says something.
    Message {
        /// Its name, unique in the stream.
        id: String,
        /// What it says; may hold tokens such as `{{person.first_name:"there"}}`.
        text: String,
        /// Whether, as first card, its text shows beside the closed chat icon.
        #[serde(default)]
        poke: bool,
        /// The next card; absent at the end of the branch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    },
    /// A multiple-choice question.
    Question {
        /// Its name, unique in the stream.
        id: String,
        /// What it asks; may hold tokens.
        text: String,
        /// Whether, as first card, its text shows beside the closed chat icon.
        #[serde(default)]
        poke: bool,
        /// The responses.
        choices: Vec<ChoiceFile>,
        /// The attribute that stores the response's value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribute: Option<String>,
    },
    /// Asks for one value.
    Capture {
        /// Its name, unique in the stream.
        id: String,
        /// What it asks; may hold tokens.
        text: String,
        /// Whether, as first card, its text shows beside the closed chat icon.
        #[serde(default)]
        poke: bool,
        /// What is asked for.
        input: InputFile,
        /// The attribute that stores it.
        attribute: String,
        /// Whether the card is passed over when the value is known.
        #[serde(default)]
        skip_if_known: bool,
        /// Whether the answer replaces what this visitor told before; else the first word is kept.
        #[serde(default = "yes")]
        overwrite: bool,
        /// The next card; absent at the end of the branch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    },
    /// Hands the visitor to an agent; the last card of its branch.
    LiveChat {
        /// Its name, unique in the stream.
        id: String,
        /// What it says before an agent is looked for; may be empty.
        #[serde(default)]
        text: String,
        /// Whether, as first card, its text shows beside the closed chat icon.
        #[serde(default)]
        poke: bool,
        /// Who is offered the chat.
        #[serde(default)]
        route: RouteFile,
        /// Offers made on the route, 1 to 10; where it is absent 2 for a team and 1 for the others, and 1 where everyone is rung.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tries: Option<u8>,
        /// Whether everybody on the route who can take the chat is asked at once, in one try; the first to accept gets it.
        /// Not where the route is one agent.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ring_everyone: bool,
        /// Must be absent: nothing can follow a live chat card.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    },
    /// Offers to book a meeting with somebody whom routing finds.
    Meeting {
        /// Its name, unique in the stream.
        id: String,
        /// What it says beside the free times; may be empty.
        #[serde(default)]
        text: String,
        /// Whether, as first card, its text shows beside the closed chat icon.
        #[serde(default)]
        poke: bool,
        /// With whom.
        #[serde(default)]
        route: RouteFile,
        /// The next card after a meeting was booked; absent at the end of the branch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
        /// The next card when none can be booked: until agents have calendars, always.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        otherwise: Option<String>,
    },
    /// Invisible: records that a goal was reached.
    Goal {
        /// Its name, unique in the stream.
        id: String,
        /// The goal's name in reports.
        name: String,
        /// The next card; absent at the end of the branch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    },
    /// Invisible: sets attributes.
    Action {
        /// Its name, unique in the stream.
        id: String,
        /// What is set, in order.
        set: Vec<AssignmentFile>,
        /// The next card; absent at the end of the branch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    },
    /// Invisible: conditional branching. The first branch whose criteria hold is taken.
    Condition {
        /// Its name, unique in the stream.
        id: String,
        /// In order.
        branches: Vec<BranchFile>,
        /// The next card when no branch is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        otherwise: Option<String>,
    },
}

fn yes() -> bool {
    true
}

/// One response to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceFile {
    /// What the visitor sees.
    pub label: String,
    /// What is stored; the label, when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The next card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What an information capture asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InputFile {
    /// One line of text.
    Text,
    /// An e-mail address.
    Email,
    /// One of these values.
    PickList(Vec<String>),
    /// A phone number, kept in E.164.
    Phone {
        /// The country in which numbers without `+` are read, by its two letters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        region: Option<String>,
    },
    /// A number of at most six decimals.
    Number {
        /// The smallest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Number>,
        /// The greatest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Number>,
    },
    /// A date, kept as `2026-03-31`.
    Date {
        /// The earliest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<String>,
        /// The latest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<String>,
    },
}

/// One attribute that an action card sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentFile {
    /// The attribute.
    pub attribute: String,
    /// Its value; may hold tokens.
    pub value: String,
}

/// One branch of conditional branching.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchFile {
    /// Its name for the marketer.
    pub label: String,
    /// When it is taken.
    pub criteria: CriteriaFile,
    /// The next card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Who is offered the chat or the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RouteFile {
    /// The general ring.
    #[default]
    RoundRobin,
    /// That one agent, by their id.
    Agent(String),
    /// The custom rules that the visitor qualifies for.
    Rules,
    /// Round robin within a team, by its id.
    Team(String),
}

/// Why a stream file can't be published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StreamFileError {
    /// It is not JSON of this shape.
    #[error("not a stream file: {0}")]
    Shape(String),
    /// It was written by a newer program.
    #[error("the file has version {0} of the format; this program reads version {VERSION}")]
    Version(u32),
    /// The stream has faults: each line names its card.
    #[error("{}", lines(.0))]
    Faults(Vec<Note>),
}

fn lines(notes: &[Note]) -> String {
    notes.iter().map(Note::to_string).collect::<Vec<_>>().join("\n")
}
