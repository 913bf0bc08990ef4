//! Lists of people, by e-mail.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListRow {
    /// Its name as criteria have it: `list.` and small letters, digits and `_`.
    pub name: String,
    /// How many are on it.
    pub members: u64,
}

/// A list to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewList {
    /// Its name: `list.`, then small letters, digits and `_`.
    pub name: String,
}

/// A page of those on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListMembers {
    /// Their e-mails, in order.
    pub emails: Vec<String>,
    /// Whether there are more.
    pub more: bool,
}

/// What became of lines that were to be put on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListAdded {
    /// How many came to the list.
    pub added: u64,
    /// How many were on it already.
    pub known: u64,
    /// The first 100 lines that are no e-mail addresses.
    pub bad: Vec<BadEmail>,
    /// How many there are of those.
    pub bad_count: u64,
}

/// A line that is no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BadEmail {
    /// The line, from 1.
    pub line: u64,
    /// What is there, its first 100 characters.
    pub text: String,
}
