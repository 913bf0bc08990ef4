//! Lists of people, by e-mail, for criteria (`TARGET-2`): a list is an attribute `list.NAME` that is true for who is on it.
//! Acts leave their entries in the audit log.

use frontdesk_domain::attribute::{Attribute, Definition, Kind, Scope, Values};
use frontdesk_domain::audit::{Act, Actor, Change};
use frontdesk_domain::permission::Permission;
use frontdesk_store::repo::{attribute, audit, list as rows};
use frontdesk_store::{Lock, Store, Tx};

use crate::{AppError, access, attributes};

/// How many are on a page of a list.
pub const PAGE: u32 = 100;
/// How many lines are taken in one transaction: few enough that chats go on between.
const STEP: usize = 500;
/// How many bad lines are told.
const TOLD: usize = 100;

/// A list, and how many are on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The list.
    pub list: Attribute,
    /// How many are on it.
    pub members: u64,
}

/// What became of lines that were to be put on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// How many came to the list.
    pub added: u64,
    /// How many were on it already.
    pub known: u64,
    /// The first lines that are no e-mail addresses, by their numbers from 1.
    pub bad: Vec<(u64, String)>,
    /// How many there are of those.
    pub bad_count: u64,
}

/// All lists, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Listed>, AppError> {
    let counts = rows::counts(tx)?;
    let catalogue = attribute::catalogue(tx)?;
    let lists = catalogue.iter().filter(|definition| definition.attribute.scope() == Scope::List);
    let listed = lists.map(|Definition { attribute: list, .. }| {
        let members = counts.iter().find(|(counted, _)| counted == list).map_or(0, |(_, count)| *count);
        Listed { list: list.clone(), members }
    });
    Ok(listed.collect())
}

/// Makes an empty list.
pub fn create(tx: &mut Tx<'_>, actor: Option<Actor>, list: &Attribute) -> Result<(), AppError> {
    begin(tx, actor)?;
    let new = Definition { attribute: list.clone(), kind: Kind::Bool, capturable: false, greetable: false };
    if list.scope() != Scope::List {
        return Err(AppError::Invalid(format!("“{list}” does not begin with list.")));
    }
    attributes::add(tx, &new)?;
    append(tx, actor, Act::ListMade, list, &[])
}

/// Deletes a list with who is on it. Refused while a published dialogue or a custom rule looks at it.
pub fn delete(tx: &mut Tx<'_>, actor: Option<Actor>, list: &Attribute) -> Result<(), AppError> {
    begin(tx, actor)?;
    exists(tx, list)?;
    rows::clear(tx, list)?;
    attribute::delete(tx, list)?;
    attributes::keeps_whole(tx, list)?;
    append(tx, actor, Act::ListDeleted, list, &[])
}

/// Takes somebody off a list.
pub fn remove(tx: &mut Tx<'_>, actor: Option<Actor>, list: &Attribute, email: &str) -> Result<(), AppError> {
    begin(tx, actor)?;
    exists(tx, list)?;
    if !rows::remove(tx, list, &email.to_lowercase())? {
        return Err(AppError::NotFound);
    }
    append(tx, actor, Act::ListChanged, list, &[counted("removed", 1)])
}

/// Those on a list whose e-mails begin with some letters, in order, after one; and whether there are more.
pub fn members(
    tx: &mut Tx<'_>,
    list: &Attribute,
    begins: &str,
    after: &str,
) -> Result<(Vec<String>, bool), AppError> {
    exists(tx, list)?;
    let mut page = rows::page(tx, list, &begins.trim().to_lowercase(), after, PAGE + 1)?;
    let full = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = page.len() > full;
    page.truncate(full);
    Ok((page, more))
}

/// Puts those on a list whose e-mails are in a text, one on each line; of a line with several values the first one counts.
/// Lines that are no e-mail addresses are told. In small steps, so that chats go on; the same text again changes nothing.
pub async fn add(
    store: &Store,
    actor: Option<Actor>,
    list: &Attribute,
    text: &str,
) -> Result<Added, AppError> {
    let mut done = Added::default();
    let mut emails = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let first = line.split([',', ';', '\t']).next().unwrap_or_default().trim().trim_matches('"').trim();
        match Kind::Email.read(first) {
            Some(email) => emails.push(email),
            None if first.is_empty() || (number == 1 && !first.contains('@')) => {}
            None => {
                done.bad_count += 1;
                if done.bad.len() < TOLD {
                    done.bad.push((number, first.chars().take(100).collect()));
                }
            }
        }
    }
    emails.sort_unstable();
    emails.dedup();
    for step in emails.chunks(STEP) {
        let (list, step) = (list.clone(), step.to_vec());
        let (added, known) = store.write(move |tx| take(tx, actor, &list, &step)).await?;
        done.added += added;
        done.known += known;
    }
    if done.added > 0 {
        let (list, added) = (list.clone(), done.added);
        store.write(move |tx| append(tx, actor, Act::ListChanged, &list, &[counted("added", added)])).await?;
    }
    Ok(done)
}

fn take(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    list: &Attribute,
    emails: &[String],
) -> Result<(u64, u64), AppError> {
    begin(tx, actor)?;
    exists(tx, list)?;
    let (mut added, mut known) = (0, 0);
    for email in emails {
        if rows::add(tx, list, email)? {
            added += 1;
        } else {
            known += 1;
        }
    }
    Ok((added, known))
}

/// Adds to what is known of somebody which lists their e-mail is on.
pub fn know(tx: &mut Tx<'_>, email: &str, values: &mut Values) -> Result<(), AppError> {
    for list in rows::of(tx, email)? {
        values.set(list, "true".to_owned());
    }
    Ok(())
}

fn exists(tx: &mut Tx<'_>, list: &Attribute) -> Result<(), AppError> {
    let is = list.scope() == Scope::List && attribute::catalogue(tx)?.get(list).is_some();
    if is { Ok(()) } else { Err(AppError::NotFound) }
}

/// Lists belong to what is published: acts on them are done one after the other.
fn begin(tx: &mut Tx<'_>, actor: Option<Actor>) -> Result<(), AppError> {
    tx.lock(Lock::Publishing)?;
    access::begin(tx, actor, Permission::ManageChatbotSettings)
}

fn counted(field: &str, count: u64) -> Change {
    Change { field: field.to_owned(), before: None, after: Some(count.to_string()) }
}

fn append(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    act: Act,
    list: &Attribute,
    changes: &[Change],
) -> Result<(), AppError> {
    Ok(audit::append(tx, actor, act, list.name(), list.name(), changes)?)
}
