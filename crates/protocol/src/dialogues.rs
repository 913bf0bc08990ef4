//! The console's list of dialogues, and attributes.

use frontdesk_domain::attribute::{Catalogue, Definition, Kind};
use frontdesk_domain::targeting::PatternError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::stream_file::{CriteriaFile, EventsFile, Note};

/// Where a dialogue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DialogueStatus {
    /// It was never published.
    Draft,
    /// Its target pages show it.
    Published,
    /// It was published once; no page shows it.
    Unpublished,
}

/// Where a dialogue stands, with what is drawn since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DialogueStanding {
    /// It was never published.
    Draft,
    /// Its pages show what is drawn.
    Published,
    /// Its pages show it; the draft is another one.
    Changed,
    /// It was published once; no page shows it.
    Unpublished,
}

/// What there is of a dialogue beside itself: what goes, and what stays, when it is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialogueUses {
    /// Visitors who were shown it: they are no longer counted.
    pub shown: u64,
    /// Conversations that ran it: they stay with their transcripts.
    pub conversations: u64,
    /// Those of them in which somebody looks for an agent, waits for one, or talks to one: they go on.
    pub live: u64,
}

/// A dialogue in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialogueRow {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: DialogueStatus,
    /// Of two dialogues for one page the one with the smaller number is shown.
    pub priority: u32,
    /// The pages that show it when it is published; of one that never was, its draft's.
    pub targets: Vec<String>,
    /// Pages that don't; exclusions win.
    pub exclusions: Vec<String>,
    /// The number of its last published version; 0 when it never had one.
    pub version: u32,
    /// Whether there is a draft that is not published.
    pub draft: bool,
    /// When it was first published.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub first_published: Option<Timestamp>,
    /// Who has changed its draft last; `null` where that is unknown.
    pub edited_by: Option<String>,
    /// When that was.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub edited_at: Option<Timestamp>,
    /// When it was put away: no page shows it, and it is restored before it is changed or published.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub archived: Option<Timestamp>,
    /// Visitors who were shown it (`TARGET-7`).
    pub triggered: u64,
    /// Visitors who gave a first answer.
    pub engaged: u64,
    /// Visitors who came to the end of a branch.
    pub completed: u64,
}

/// A page of dialogues, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialoguePage {
    /// Whether all dialogues that are not engaged are hidden (`TARGET-8`).
    pub hidden: bool,
    /// The dialogues.
    pub rows: Vec<DialogueRow>,
    /// What `after` is for the next page; `null` when there is none.
    pub next: Option<String>,
}

/// What became of a draft or of publishing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialogueOutcome {
    /// The dialogue as it is now.
    pub dialogue: DialogueRow,
    /// Why it can't be published: every fault with its card. Empty when it can, or has been.
    pub faults: Vec<Note>,
    /// Good practice that is missing (`STREAM-4`).
    pub warnings: Vec<Note>,
}

/// What of a dialogue can be changed without its cards. The name is changed at once, the rest in the draft.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DialogueSettings {
    /// 1 to 200 characters, unlike all others.
    pub name: String,
    /// The pages that show it.
    pub targets: Vec<String>,
    /// Pages that don't; exclusions win.
    pub exclusions: Vec<String>,
    /// For whom it is; everybody, when absent.
    #[serde(default)]
    pub audience: Option<CriteriaFile>,
    /// What it waits for; it comes at once, when absent.
    #[serde(default)]
    pub events: EventsFile,
    /// 1 to 10,000; of two dialogues for one page the one with the smaller number is shown.
    pub priority: u32,
}

/// Pages to be looked at before they are kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetLines {
    /// One page or pattern each.
    pub lines: Vec<String>,
}

/// Which pages can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetFaults {
    /// In order; empty when all are good.
    pub faults: Vec<TargetFault>,
}

/// A page that can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetFault {
    /// Its place among the lines, from 0.
    pub line: usize,
    /// What is wrong with it.
    pub why: BadTarget,
}

/// A page that is held against others.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetQuestion {
    /// The pages that show a dialogue, one page or pattern each. Those that can't be read are passed over.
    pub targets: Vec<String>,
    /// Pages that don't; exclusions win.
    pub exclusions: Vec<String>,
    /// The page's full address.
    pub url: String,
}

/// Whether a page shows a dialogue, and by which line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetAnswer {
    /// Whether the address is one of a page at all.
    pub is_page: bool,
    /// The place of the first target that it is, from 0; `null` when it is none.
    pub target: Option<usize>,
    /// The place of the first exclusion that it is, from 0; `null` when it is none.
    pub exclusion: Option<usize>,
}

/// Criteria of an audience.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AudienceQuestion {
    /// For whom; everybody, when absent.
    #[serde(default)]
    pub criteria: Option<CriteriaFile>,
}

/// For whom criteria hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AudienceAnswer {
    /// Known people.
    pub people: AudienceCount,
    /// Visitors who came for the first time in the last 30 days, known or not.
    pub visitors: AudienceCount,
    /// Up to 20 of the people, the newest first; `null` for who may not view all conversations.
    pub named: Option<Vec<AudienceMember>>,
}

/// For how many criteria hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AudienceCount {
    /// For whom they hold.
    pub hold: u32,
    /// Who was looked at: the newest 5,000 at most.
    pub looked_at: u32,
    /// Whether there are others, who were not.
    pub more: bool,
}

/// Somebody for whom criteria hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AudienceMember {
    /// First and last name, as far as they are known.
    pub name: String,
    /// E-mail.
    pub email: String,
}

/// What can be wrong with a page or pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BadTarget {
    /// Longer than 1,000 bytes.
    TooLong,
    /// Not `http://` or `https://`.
    Scheme,
    /// No host, or one that can't be read.
    Host,
    /// A port that is not a number of 1 to 65535, and not `*`.
    Port,
}

impl From<PatternError> for BadTarget {
    fn from(error: PatternError) -> Self {
        match error {
            PatternError::TooLong => Self::TooLong,
            PatternError::Scheme => Self::Scheme,
            PatternError::Host => Self::Host,
            PatternError::Port => Self::Port,
        }
    }
}

/// The order of dialogues.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DialoguePriority {
    /// 1 to 10,000; the smaller number is shown.
    pub priority: u32,
}

/// The switch of all dialogues.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DialogueSwitch {
    /// Whether all dialogues that are not engaged are hidden.
    pub hidden: bool,
}

/// What an attribute's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Any text.
    Text,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A number.
    Number,
    /// A date.
    Date,
    /// `true` or `false`.
    Bool,
    /// One of its values.
    PickList,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttributeRow {
    /// Its full name, such as `person.first_name`.
    pub name: String,
    /// What its values are.
    pub kind: AttributeKind,
    /// The values of a pick-list.
    pub values: Vec<String>,
    /// Whether it is built in.
    pub standard: bool,
    /// Whether cards may store something in it.
    pub capturable: bool,
    /// Whether visitors whose e-mail is only claimed may be greeted with it (`TARGET-10`).
    pub greetable: bool,
}

/// An attribute to be added.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAttribute {
    /// Its full name: `person.` or `company.`, then small letters, digits and `_`.
    pub name: String,
    /// What its values are; not `email` or `phone`.
    pub kind: AttributeKind,
    /// The values of a pick-list.
    #[serde(default)]
    pub values: Vec<String>,
    /// Whether visitors whose e-mail is only claimed may be greeted with it.
    #[serde(default)]
    pub greetable: bool,
}

/// What is changed of an attribute; what is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeChange {
    /// Whether visitors whose e-mail is only claimed may be greeted with it.
    #[serde(default)]
    pub greetable: Option<bool>,
    /// The values of a pick-list.
    #[serde(default)]
    pub values: Option<Vec<String>>,
}

impl From<&Definition> for AttributeRow {
    fn from(definition: &Definition) -> Self {
        let (kind, values) = match &definition.kind {
            Kind::Text => (AttributeKind::Text, Vec::new()),
            Kind::Email => (AttributeKind::Email, Vec::new()),
            Kind::Phone => (AttributeKind::Phone, Vec::new()),
            Kind::Number => (AttributeKind::Number, Vec::new()),
            Kind::Date => (AttributeKind::Date, Vec::new()),
            Kind::Bool => (AttributeKind::Bool, Vec::new()),
            Kind::PickList(values) => (AttributeKind::PickList, values.clone()),
        };
        Self {
            name: definition.attribute.to_string(),
            kind,
            values,
            standard: Catalogue::is_standard(&definition.attribute),
            capturable: definition.capturable,
            greetable: definition.greetable,
        }
    }
}

impl AttributeKind {
    /// The kind, with the values where it is a pick-list.
    pub fn with(self, values: Vec<String>) -> Kind {
        match self {
            Self::Text => Kind::Text,
            Self::Email => Kind::Email,
            Self::Phone => Kind::Phone,
            Self::Number => Kind::Number,
            Self::Date => Kind::Date,
            Self::Bool => Kind::Bool,
            Self::PickList => Kind::PickList(values),
        }
    }
}
