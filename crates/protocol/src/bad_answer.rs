//! Why an answer did not pass, as a code: the widget says it in the visitor's language.

use frontdesk_domain::stream::answer::BadAnswer as Domain;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why an answer did not pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum BadAnswer {
    /// Nothing was typed.
    Empty,
    /// Longer than 500 characters.
    TooLong,
    /// Not an e-mail address.
    NotAnEmail,
    /// None of the values offered.
    NotOffered,
    /// Not a phone number.
    NotAPhone,
    /// Not a number.
    NotANumber,
    /// Not a date.
    NotADate,
    /// Less than the smallest or more than the greatest value that passes.
    OutOfRange {
        /// The smallest that passes.
        min: Option<String>,
        /// The greatest that passes.
        max: Option<String>,
    },
}

impl From<Domain> for BadAnswer {
    fn from(bad: Domain) -> Self {
        match bad {
            Domain::Empty => Self::Empty,
            Domain::TooLong => Self::TooLong,
            Domain::NotAnEmail => Self::NotAnEmail,
            Domain::NotOffered => Self::NotOffered,
            Domain::NotAPhone => Self::NotAPhone,
            Domain::NotANumber => Self::NotANumber,
            Domain::NotADate => Self::NotADate,
            Domain::OutOfRange { min, max } => Self::OutOfRange { min, max },
        }
    }
}
