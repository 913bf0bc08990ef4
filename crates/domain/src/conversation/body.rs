//! The texts of a conversation's log, kept beside its facts. Their JSON is the stored format: names are never reused.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::number::Number;
use crate::rich_text::RichText;

/// The text of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Body {
    /// Something said, answered or typed.
    Text {
        /// Plain text.
        text: String,
    },
    /// A question, with what it takes for an answer.
    Ask(Ask),
    /// Something said in a text with form.
    Rich(Rich),
}

impl Body {
    /// What was said, asked, answered or typed, as plain text.
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text } => text,
            Self::Ask(ask) => &ask.text,
            Self::Rich(rich) => &rich.text,
        }
    }
}

/// A text with form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rich {
    /// The same as plain text.
    pub text: String,
    /// The text.
    pub rich: RichText,
}

impl From<RichText> for Rich {
    fn from(rich: RichText) -> Self {
        Self { text: rich.plain(), rich }
    }
}

/// A question as the visitor was shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What is asked.
    pub text: String,
    /// What it takes for an answer.
    pub input: AskInput,
}

/// What a question takes for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AskInput {
    /// One of these responses.
    Choices {
        /// Their labels, in order.
        labels: Vec<String>,
    },
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// One of these values.
    PickList {
        /// In order.
        values: Vec<String>,
    },
    /// A phone number.
    Phone,
    /// A number.
    Number {
        /// The smallest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Number>,
        /// The greatest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Number>,
    },
    /// A date.
    Date {
        /// The earliest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Date>,
        /// The latest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Date>,
    },
    /// A button that connects to an agent (`STREAM-8`).
    Connect {
        /// What the button says, in English.
        label: String,
    },
}
