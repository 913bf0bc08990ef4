//! What stands against publishing a stream, and what could be better: for people, and by code for programs that speak
//! another language.

use std::fmt;

use frontdesk_domain::stream::check::{CardFault, CardWarning};
use frontdesk_domain::targeting::PatternError;
use frontdesk_domain::targeting::audience::BadAudience;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reason::Reason;
use super::{StreamFileError, VERSION};

/// A fault or a warning, with the card that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    /// The card; `null` for what concerns the whole.
    pub card: Option<String>,
    /// For people, in English.
    pub text: String,
    /// The same for programs.
    #[serde(flatten)]
    pub reason: Reason,
}

impl Note {
    /// That the dialogue's name is none.
    pub(super) fn dialogue_name(most: usize) -> Self {
        let text = format!("the dialogue needs a name of at most {most} characters");
        Self { card: None, text, reason: Reason::DialogueName { most } }
    }

    /// That a page is none.
    pub(super) fn target(target: &str, error: PatternError) -> Self {
        let text = format!("target “{target}”: {error}");
        let target = target.to_owned();
        let reason = match error {
            PatternError::TooLong => Reason::TargetTooLong { target },
            PatternError::Scheme => Reason::TargetScheme { target },
            PatternError::Host => Reason::TargetHost { target },
            PatternError::Port => Reason::TargetPort { target },
        };
        Self { card: None, text, reason }
    }
}

impl StreamFileError {
    /// Everything that it says.
    pub fn notes(self) -> Vec<Note> {
        let text = self.to_string();
        let reason = match self {
            Self::Shape(told) => Reason::Shape { told },
            Self::Version(version) => Reason::Version { version, known: VERSION },
            Self::Faults(notes) => return notes,
        };
        vec![Note { card: None, text, reason }]
    }
}

impl From<CardFault> for Note {
    fn from(CardFault { card, fault }: CardFault) -> Self {
        Self { card: card.map(|card| card.0), text: fault.to_string(), reason: fault.into() }
    }
}

impl From<BadAudience> for Note {
    fn from(bad: BadAudience) -> Self {
        Self { card: None, text: bad.to_string(), reason: bad.into() }
    }
}

impl From<CardWarning> for Note {
    fn from(CardWarning { card, warning }: CardWarning) -> Self {
        Self { card: Some(card.0), text: warning.to_string(), reason: warning.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.card {
            Some(card) => write!(f, "card “{card}”: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::stream::check::Fault;

    use super::*;

    #[test]
    fn stream_3_a_fault_is_told_by_its_code_and_what_it_names() {
        let told = |note: Note| serde_json::to_value(note).expect("json");
        let card = || Some(frontdesk_domain::stream::CardId("a".into()));
        let fault = |fault| told(CardFault { card: card(), fault }.into());
        assert_eq!(
            fault(Fault::Dangling("x".into())),
            serde_json::json!({
                "card": "a", "text": "it leads to “x”, which does not exist",
                "code": "dangling", "values": { "id": "x" },
            })
        );
        assert_eq!(
            fault(Fault::NoText),
            serde_json::json!({ "card": "a", "text": "it has no text", "code": "no_text" })
        );
        assert_eq!(
            told(Note::target("shop", PatternError::Scheme)),
            serde_json::json!({
                "card": null, "text": "target “shop”: the address must begin with http:// or https://",
                "code": "target_scheme", "values": { "target": "shop" },
            })
        );
    }

    #[test]
    fn stream_7_a_file_of_another_shape_or_version_is_told_by_its_code() {
        let codes = |error: StreamFileError| error.notes().into_iter().map(|n| n.reason).collect::<Vec<_>>();
        assert_eq!(codes(StreamFileError::Version(2)), [Reason::Version { version: 2, known: VERSION }]);
        assert_eq!(codes(StreamFileError::Shape("x".into())), [Reason::Shape { told: "x".into() }]);
    }
}
