//! The Stream Designer: drafts with their revisions, versions, who else draws, and the test chat.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::dialogues::DialogueRow;
use crate::listing::KnownValue;
use crate::stream_file::Note;
use crate::visitor::{Answer, VisitorEntry, WidgetSettings};
use crate::what_if::{AskedRoute, WhatIfTold};

/// What is drawn, and what stands against publishing it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DraftTold {
    /// The stream file: the draft, or what was published last.
    #[schema(value_type = Object)]
    pub file: serde_json::Value,
    /// How often the draft was changed; what `base` of a change is.
    pub revision: u32,
    /// Who has changed it last; `null` where that is unknown.
    pub edited_by: Option<String>,
    /// When that was.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub edited_at: Option<Timestamp>,
    /// The dialogue.
    pub dialogue: DialogueRow,
    /// Why it can't be published: every fault with its card.
    pub faults: Vec<Note>,
    /// Good practice that is missing (`STREAM-4`).
    pub warnings: Vec<Note>,
}

/// A draft in place of another.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftChange {
    /// The revision that was changed. Where others have made another one since, the change is refused as a `conflict`.
    pub base: u32,
    /// The stream file. Its name counts for nothing: a dialogue is renamed by its settings.
    #[schema(value_type = Object)]
    pub file: serde_json::Value,
}

/// A designer that is open.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditorTab {
    /// Chosen by the designer when it opens.
    pub tab: Uuid,
}

/// Who else has a dialogue open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditorsTold {
    /// How often the draft was changed.
    pub revision: u32,
    /// The others, by name.
    pub others: Vec<OtherEditor>,
}

/// Somebody who has a dialogue open, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtherEditor {
    /// Their name.
    pub name: String,
}

/// The history of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionPage {
    /// The newest 200, the last first.
    pub rows: Vec<VersionRow>,
}

/// One published version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionRow {
    /// Its number, from 1.
    pub number: u32,
    /// When it was first published.
    #[schema(value_type = String, format = DateTime)]
    pub published_at: Timestamp,
    /// Who published it first; `null` where that is unknown.
    pub published_by: Option<String>,
    /// Whether new conversations run it.
    pub current: bool,
}

/// Whom a live chat card would ask.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteAsked {
    /// What the card asks for.
    pub route: AskedRoute,
}

/// How the agents of a route stand now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RouteStanding {
    /// How many of them can be offered a chat now (`ROUTE-6`).
    pub able: u32,
    /// How many there are.
    pub all: u32,
}

/// A draft that is tried.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestChat {
    /// The stream file, as it is drawn.
    #[schema(value_type = Object)]
    pub file: serde_json::Value,
    /// The record of the person whom the visitor is taken for, and what their address tells.
    #[serde(default)]
    pub known: Vec<KnownValue>,
    /// Whether the site has proven who they are (`TARGET-10`).
    #[serde(default)]
    pub proven: bool,
    /// The full address of the page where the visitor is.
    #[serde(default)]
    pub page: String,
    /// What they answered so far, in order; at most 500.
    #[serde(default)]
    pub answers: Vec<TestAnswer>,
}

/// One answer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestAnswer {
    /// The command that the widget sent.
    pub client_id: Uuid,
    /// The card that was answered.
    pub card: String,
    /// What to.
    pub answer: Answer,
}

/// How far a draft that is tried comes. Nothing was stored, nobody was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TestChatTold {
    /// How the widget looks.
    pub settings: WidgetSettings,
    /// What the visitor sees, from the first card on.
    pub entries: Vec<VisitorEntry>,
    /// The number of the last entry, those among them that visitors don't see.
    pub last: u64,
    /// How many of the answers fit the cards as they are drawn now.
    pub taken: usize,
    /// The card that waits for the visitor, or that asks for an agent; `null` at the end of a branch.
    pub at: Option<String>,
    /// What happened that visitors don't see, and where, in order.
    pub unseen: Vec<TestStep>,
    /// What would be known of the visitor in the end.
    pub known: Vec<KnownValue>,
    /// Who would be offered the chat, and why; `null` before a live chat card is reached, and for who may not view the
    /// custom rules.
    pub routing: Option<WhatIfTold>,
}

/// Something that visitors don't see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TestStep {
    /// The card.
    pub card: String,
    /// What it did.
    pub what: TestWhat,
}

/// What an invisible card did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TestWhat {
    /// Reached a goal.
    Goal {
        /// Its name.
        name: String,
    },
    /// Set an attribute.
    Set {
        /// The attribute.
        attribute: String,
        /// Its value.
        value: String,
    },
    /// Took a branch.
    Branch {
        /// Its name; `null` for "otherwise".
        label: Option<String>,
    },
    /// Was passed over: its value is known.
    Skipped,
    /// Asked for an agent.
    Requested,
}
