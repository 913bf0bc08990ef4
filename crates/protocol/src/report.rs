//! What the console reports of one dialogue.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far visitors came with a dialogue. Each counts on the day on which they were first shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialogueReport {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Every day of the range, in order.
    pub days: Vec<ReportDay>,
    /// All days together: visitors whose e-mail was known when they were shown it.
    pub known: ReportCounts,
    /// All days together: the others.
    pub unknown: ReportCounts,
    /// The goals that visitors reached, the most reached first; of more than 200 those.
    pub goals: Vec<ReportGoal>,
}

/// One day of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportDay {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Visitors whose e-mail was known when they were shown it.
    pub known: ReportCounts,
    /// The others.
    pub unknown: ReportCounts,
}

/// Numbers of visitors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportCounts {
    /// Were shown the dialogue.
    pub triggered: u64,
    /// Gave a first answer.
    pub engaged: u64,
    /// Came to the end of a branch.
    pub completed: u64,
    /// Gave their e-mail in it, which was not known before.
    pub acquired: u64,
    /// Reached at least one goal.
    pub goals: u64,
}

impl std::ops::AddAssign for ReportCounts {
    fn add_assign(&mut self, other: Self) {
        self.triggered += other.triggered;
        self.engaged += other.engaged;
        self.completed += other.completed;
        self.acquired += other.acquired;
        self.goals += other.goals;
    }
}

/// How many visitors reached a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportGoal {
    /// The goal.
    pub name: String,
    /// How many.
    pub visitors: u64,
}

/// The ways that visitors took through a version of a dialogue. All that happens in a conversation counts when it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialoguePassed {
    /// The version's number.
    pub version: u32,
    /// All versions, the last first.
    pub versions: Vec<u32>,
    /// Visitors whose conversations began on the days.
    pub visitors: u64,
    /// The cards that somebody came to, by name.
    pub cards: Vec<PassedCard>,
}

/// Who came to a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PassedCard {
    /// The card's name in the stream.
    pub card: String,
    /// Visitors who came to it.
    pub visitors: u64,
    /// Those of them who went no further.
    pub left: u64,
    /// The ways on that somebody took.
    pub ways: Vec<PassedWay>,
}

/// Who took a way on from a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PassedWay {
    /// `next`, `otherwise`, `request` (an agent was asked for), or `row:` with the place of a response or branch, from 0.
    pub way: String,
    /// How many.
    pub visitors: u64,
}
