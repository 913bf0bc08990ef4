//! The stream file: a dialogue and its stream as a versioned JSON document (`STREAM-7`).

use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::stream::check::{CardFault, Fault, check};
use frontdesk_domain::stream::template::Template;
use frontdesk_domain::stream::{Card, CardId, CardKind, Choice, Input, Route, Stream};
use frontdesk_domain::targeting::{Targets, UrlPattern};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Of two dialogues for one page the one with the smaller number is shown.
    #[serde(default = "first_priority")]
    pub priority: u32,
    /// The card where it begins.
    pub first: String,
    /// All cards.
    pub cards: Vec<CardFile>,
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
        /// The next card; absent at the end of the branch.
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
        /// Offers made before the fallback, 1 to 10.
        #[serde(default = "one_try")]
        tries: u8,
        /// Must be absent: nothing can follow a live chat card.
        next: Option<String>,
    },
}

fn one_try() -> u8 {
    1
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
}

/// Who is offered the chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RouteFile {
    /// The general ring.
    #[default]
    RoundRobin,
}

/// A dialogue as read from a file, ready to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// Its name.
    pub name: String,
    /// The pages that show it.
    pub targets: Targets,
    /// Of two the smaller number is shown.
    pub priority: u32,
    /// What it runs.
    pub stream: Stream,
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
    #[error("{}", .0.join("\n"))]
    Faults(Vec<String>),
}

impl StreamFile {
    /// Reads a file and everything in it; all faults are named at once.
    pub fn read(json: &str) -> Result<Dialogue, StreamFileError> {
        let value: serde_json::Value =
            serde_json::from_str(json).map_err(|e| StreamFileError::Shape(e.to_string()))?;
        match value.get("frontdesk_stream").and_then(serde_json::Value::as_u64) {
            Some(v) if v != u64::from(VERSION) => {
                return Err(StreamFileError::Version(u32::try_from(v).unwrap_or(u32::MAX)));
            }
            _ => {}
        }
        let file: Self = serde_json::from_value(value).map_err(|e| StreamFileError::Shape(e.to_string()))?;
        file.dialogue().map_err(StreamFileError::Faults)
    }

    fn dialogue(self) -> Result<Dialogue, Vec<String>> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push("the dialogue has no name".to_owned());
        }
        let include = patterns(&self.targets, &mut faults);
        let exclude = patterns(&self.exclusions, &mut faults);
        let mut card_faults = Vec::new();
        let cards = self.cards.into_iter().map(|card| read_card(card, &mut card_faults)).collect();
        let stream = Stream { first: CardId(self.first), cards };
        card_faults.extend(check(&stream));
        faults.extend(card_faults.iter().map(describe));
        if faults.is_empty() {
            let targets = Targets { include, exclude };
            Ok(Dialogue { name: self.name.trim().to_owned(), targets, priority: self.priority, stream })
        } else {
            Err(faults)
        }
    }
}

fn describe(fault: &CardFault) -> String {
    match &fault.card {
        Some(card) => format!("card “{}”: {}", card.0, fault.fault),
        None => fault.fault.to_string(),
    }
}

fn patterns(texts: &[String], faults: &mut Vec<String>) -> Vec<UrlPattern> {
    let mut read = Vec::new();
    for text in texts {
        match UrlPattern::parse(text) {
            Ok(pattern) => read.push(pattern),
            Err(error) => faults.push(format!("target “{text}”: {error}")),
        }
    }
    read
}

/// Reads a card; what can't be read is replaced by something blank, and named.
fn read_card(file: CardFile, faults: &mut Vec<CardFault>) -> Card {
    let (CardFile::Message { id, text, poke, .. }
    | CardFile::Question { id, text, poke, .. }
    | CardFile::Capture { id, text, poke, .. }
    | CardFile::LiveChat { id, text, poke, .. }) = &file;
    let (id, poke) = (CardId(id.clone()), *poke);
    let mut fault = |fault| faults.push(CardFault { card: Some(id.clone()), fault });
    let text = template(text, &mut fault);
    let kind = match file {
        CardFile::Message { next, .. } => CardKind::Message { next: next.map(CardId) },
        CardFile::Question { choices, attribute, .. } => CardKind::Question {
            choices: choices.into_iter().map(read_choice).collect(),
            attribute: attribute.and_then(|name| read_attribute(&name, &mut fault)),
        },
        CardFile::Capture { input, attribute, skip_if_known, next, .. } => CardKind::Capture {
            input: match input {
                InputFile::Text => Input::Text,
                InputFile::Email => Input::Email,
                InputFile::PickList(values) => Input::PickList(values),
            },
            attribute: read_attribute(&attribute, &mut fault).unwrap_or_else(Attribute::email),
            skip_if_known,
            next: next.map(CardId),
        },
        CardFile::LiveChat { route: RouteFile::RoundRobin, tries, next, .. } => {
            if next.is_some() {
                fault(Fault::AfterLiveChat);
            }
            CardKind::LiveChat { route: Route::RoundRobin, tries }
        }
    };
    Card { id, text, poke, kind }
}

fn read_choice(file: ChoiceFile) -> Choice {
    let value = file.value.unwrap_or_else(|| file.label.clone());
    Choice { label: file.label, value, next: file.next.map(CardId) }
}

fn read_attribute(name: &str, fault: &mut impl FnMut(Fault)) -> Option<Attribute> {
    Attribute::parse(name).map_err(|unknown| fault(Fault::Text(unknown.to_string()))).ok()
}

fn template(text: &str, fault: &mut impl FnMut(Fault)) -> Template {
    Template::parse(text).unwrap_or_else(|error| {
        fault(Fault::Text(error.to_string()));
        // Words without a token always parse.
        Template::plain("?")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(json: &serde_json::Value) -> Vec<String> {
        match StreamFile::read(&json.to_string()) {
            Ok(_) => Vec::new(),
            Err(StreamFileError::Faults(faults)) => faults,
            Err(other) => vec![other.to_string()],
        }
    }

    fn file(cards: &serde_json::Value) -> serde_json::Value {
        serde_json::json!({
            "frontdesk_stream": 1, "name": "Welcome", "targets": ["https://example.com"],
            "first": "a", "cards": cards,
        })
    }

    #[test]
    fn stream_2_nothing_can_follow_a_live_chat_card() {
        let cards = serde_json::json!([
            { "id": "a", "kind": "live_chat", "next": "b" },
            { "id": "b", "kind": "message", "text": "Bye" },
        ]);
        let faults = faults(&file(&cards));
        assert!(
            faults.iter().any(|f| f.contains("card “a”: the live chat card is the last card")),
            "{faults:?}"
        );
    }

    #[test]
    fn stream_1_an_unknown_token_is_named_with_its_card() {
        let cards = serde_json::json!([{ "id": "a", "kind": "message", "text": "Hi {{person.shoe}}" }]);
        assert_eq!(faults(&file(&cards)), ["card “a”: there is no attribute “person.shoe”"]);
    }

    #[test]
    fn stream_7_other_versions_and_shapes_are_refused() {
        assert_eq!(StreamFile::read("{\"frontdesk_stream\": 2}"), Err(StreamFileError::Version(2)));
        assert!(matches!(StreamFile::read("[]"), Err(StreamFileError::Shape(_))));
        let mut other = file(&serde_json::json!([]));
        other["colour"] = "red".into();
        assert!(matches!(StreamFile::read(&other.to_string()), Err(StreamFileError::Shape(_))));
    }
}
