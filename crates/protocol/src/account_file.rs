//! A CSV file of account routing: what it does, and which of its lines can't be used.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::routing::AgentRef;

/// Why a file of companies can't be used at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BadAccountFile {
    /// There is nothing in it.
    Empty,
    /// It is written in UTF-16; UTF-8 is wanted.
    Utf16,
    /// Its first line names no column `company`.
    NoCompanyColumn,
    /// Its first line names no column `domain`.
    NoDomainColumn,
    /// Its first line names no column `owner`.
    NoOwnerColumn,
    /// It has more than 100,000 companies.
    TooLong,
}

/// Why a line of the file can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BadAccount {
    /// It is not written in UTF-8.
    NotUtf8,
    /// A quote is not closed, or something follows the one that closes.
    Quotes,
    /// It has fewer cells than are needed, or more than there are columns.
    Cells,
    /// The company has no name.
    NoName,
    /// The company's name is longer than 100 characters.
    LongName,
    /// There is no domain.
    NoDomain,
    /// The domain is none.
    BadDomain,
    /// There is no owner.
    NoOwner,
    /// No user has the owner's e-mail.
    UnknownOwner,
    /// An earlier line, `same_as`, has the domain.
    Twice,
}

/// A line of the file that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BadAccountLine {
    /// Its number, from 1.
    pub line: u64,
    /// Why.
    pub reason: BadAccount,
    /// The line that has the same domain.
    pub same_as: Option<u64>,
    /// How it begins; at most 200 characters.
    pub text: String,
}

/// What a line of the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountLineDoes {
    /// The company comes to the list.
    Add,
    /// Its name or owner changes.
    Change,
    /// It is on the list as it is in the file.
    Nothing,
}

/// A line of the file that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountLine {
    /// Its number, from 1.
    pub line: u64,
    /// The company's name.
    pub name: String,
    /// Its e-mail domain.
    pub domain: String,
    /// Who owns it.
    pub owner: AgentRef,
    /// What it does.
    pub does: AccountLineDoes,
}

/// What a file of companies does, or has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountUpload {
    /// Why it can't be used at all; then there is nothing else.
    pub fault: Option<BadAccountFile>,
    /// How many companies come to the list.
    pub added: u64,
    /// How many change their name or owner.
    pub changed: u64,
    /// How many are on the list as they are in the file.
    pub unchanged: u64,
    /// The first 20 lines that can be used.
    pub examples: Vec<AccountLine>,
    /// All lines that can't.
    pub bad: Vec<BadAccountLine>,
}
