//! The file of account routing: companies with their domains and owners, as spreadsheets read and write it (`ROUTE-1`).
//!
//! A line that can't be used is named with its number and reason, and harms no other. Text that a spreadsheet would take
//! for a formula has an apostrophe before it in the file, and not in the record.

mod record;

use std::collections::{BTreeMap, HashMap};

use crate::ids::UserId;
use crate::text::{TextRefusal, clean};
use crate::website::Domain;

use super::NAME_CHARS;
use record::{line, record};

/// The largest file, in bytes.
pub const MAX_FILE: usize = 10_000_000;
/// The most companies in one file.
pub const MOST_LINES: usize = 100_000;
/// How much of a line is told where it is named.
const TOLD_CHARS: usize = 200;
/// What cells may be separated by.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// The columns: what each may be called.
const COLUMNS: [(Column, &[&str]); 3] = [
    (Column::Company, &["company", "company name", "name", "account", "account name"]),
    (Column::Domain, &["domain", "e-mail domain", "email domain"]),
    (Column::Owner, &["owner", "owner e-mail", "owner email", "agent", "e-mail", "email"]),
];

/// A column that a file needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The company's name.
    Company,
    /// Its e-mail domain.
    Domain,
    /// The e-mail of the agent who owns it.
    Owner,
}

/// Why a file as a whole can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadFile {
    /// There is nothing in it.
    Empty,
    /// It is written in UTF-16.
    Utf16,
    /// Its first line does not name this column.
    NoColumn(Column),
    /// It has more than 100,000 companies.
    TooLong,
}

/// Why a line can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadLine {
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
    Domain,
    /// There is no owner.
    NoOwner,
    /// No user has the owner's e-mail.
    UnknownOwner,
    /// The domain stands in this line, too.
    Twice(usize),
}

/// A company of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its domain, as it is stored.
    pub domain: String,
    /// Who owns it.
    pub owner: UserId,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// How it begins.
    pub text: String,
    /// Its company, or why it can't be used.
    pub entry: Result<Entry, BadLine>,
}

/// Reads a file; owners are known by their e-mails in lower case. Lines with nothing in them are passed over.
pub fn read(file: &[u8], owners: &BTreeMap<String, UserId>) -> Result<Vec<Line>, BadFile> {
    if file.starts_with(&[0xff, 0xfe]) || file.starts_with(&[0xfe, 0xff]) {
        return Err(BadFile::Utf16);
    }
    let mut rest = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut number = 1;
    // Spreadsheets may say first what separates the cells.
    if rest.starts_with(b"sep=") {
        rest = rest.get(line(rest).1..).unwrap_or_default();
        number += 1;
    }
    let header = Header::read(rest)?;
    rest = rest.get(header.bytes..).unwrap_or_default();
    number += header.lines;
    let mut lines = Vec::new();
    let mut domains: HashMap<String, usize> = HashMap::new();
    while !rest.is_empty() {
        let (begins, mut bytes) = line(rest);
        let mut taken = 1;
        let cells = record(rest, header.separator).map(|record| {
            (bytes, taken) = (record.bytes, record.lines);
            record.cells
        });
        let blank = cells.as_ref().is_some_and(|cells| cells.iter().all(|cell| cell.trim_ascii().is_empty()));
        if !blank {
            if lines.len() == MOST_LINES {
                return Err(BadFile::TooLong);
            }
            let entry = cells.ok_or(BadLine::Quotes).and_then(|cells| header.entry(&cells, owners));
            let entry = entry.and_then(|entry| match domains.get(&entry.domain) {
                Some(other) => Err(BadLine::Twice(*other)),
                None => Ok(entry),
            });
            if let Ok(entry) = &entry {
                domains.insert(entry.domain.clone(), number);
            }
            let text = String::from_utf8_lossy(begins).chars().take(TOLD_CHARS).collect();
            lines.push(Line { number, text, entry });
        }
        rest = rest.get(bytes..).unwrap_or_default();
        number += taken;
    }
    Ok(lines)
}

/// The first line of a file: where its columns are.
struct Header {
    separator: u8,
    /// Where the columns stand, in the order of [`COLUMNS`].
    at: [usize; 3],
    columns: usize,
    bytes: usize,
    lines: usize,
}

impl Header {
    fn read(text: &[u8]) -> Result<Self, BadFile> {
        if text.trim_ascii().is_empty() {
            return Err(BadFile::Empty);
        }
        let by = |separator| record(text, separator).map(|record| (separator, record));
        // What separates them is what there is most of.
        let found = SEPARATORS.into_iter().filter_map(by).max_by_key(|(_, record)| record.cells.len());
        let (separator, header) = found.ok_or(BadFile::NoColumn(Column::Company))?;
        let names: Vec<String> =
            header.cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase()).collect();
        let mut at = [0; 3];
        for (place, (column, known)) in at.iter_mut().zip(COLUMNS) {
            // The first of the names that there is: with "owner" and "e-mail", the owner's column is the former.
            let found = known.iter().find_map(|known| names.iter().position(|name| name == known));
            *place = found.ok_or(BadFile::NoColumn(column))?;
        }
        Ok(Self { separator, at, columns: names.len(), bytes: header.bytes, lines: header.lines })
    }

    fn entry(&self, cells: &[Vec<u8>], owners: &BTreeMap<String, UserId>) -> Result<Entry, BadLine> {
        if cells.iter().skip(self.columns).any(|cell| !cell.trim_ascii().is_empty()) {
            return Err(BadLine::Cells);
        }
        let [name, domain, owner] = self.at.map(|at| {
            let cell = cells.get(at).ok_or(BadLine::Cells)?;
            str::from_utf8(cell).map(|cell| unescape(cell.trim())).map_err(|_| BadLine::NotUtf8)
        });
        let (name, domain, owner) = (name?, domain?, owner?);
        let name = one_line(name).map_err(|bad| match bad {
            TextRefusal::Empty => BadLine::NoName,
            TextRefusal::TooLong(_) => BadLine::LongName,
        })?;
        if domain.is_empty() {
            return Err(BadLine::NoDomain);
        }
        let domain = Domain::parse(domain, false).map_err(|_| BadLine::Domain)?.name;
        if owner.is_empty() {
            return Err(BadLine::NoOwner);
        }
        let owner = *owners.get(&owner.to_lowercase()).ok_or(BadLine::UnknownOwner)?;
        Ok(Entry { name, domain, owner })
    }
}

/// A company's name as it is stored: one line.
pub fn one_line(name: &str) -> Result<String, TextRefusal> {
    clean(&name.replace(['\n', '\r', '\t'], " "), NAME_CHARS)
}

/// The first line of a file that is written. What it begins with tells spreadsheets that it is UTF-8.
pub const HEADER: &str = "\u{feff}company,domain,owner\r\n";

/// A company as a line of a file, with its owner's e-mail.
pub fn write(name: &str, domain: &str, owner: &str) -> String {
    // Names that are older than the rule that they are one line.
    let name = name.replace(['\n', '\r', '\t'], " ");
    let [name, domain, owner] = [name.trim(), domain, owner].map(cell);
    format!("{name},{domain},{owner}\r\n")
}

fn cell(text: &str) -> String {
    let apostrophe = if is_formula(text) { "'" } else { "" };
    if text.contains([',', ';', '"']) {
        format!("\"{apostrophe}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{apostrophe}{text}")
    }
}

/// Takes off the apostrophe that [`write`] has put before a formula.
fn unescape(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Whether a spreadsheet would take a text for a formula; also with apostrophes before it, so that those that were there
/// can be told from the one that is added.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests;
