//! Account routing: the list of named companies and the agent who owns each (`ROUTE-1`). Each act leaves its entry in the
//! audit log.

use frontdesk_domain::audit::{Act, Actor, note};
use frontdesk_domain::ids::{NamedAccountId, UserId};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::account_file::{one_line, write};
use frontdesk_domain::website::Domain;
use frontdesk_store::Tx;
use frontdesk_store::repo::named_account::{self, NamedAccount};
use frontdesk_store::repo::{account, audit};

use super::begin;
use crate::{AdminRefusal, AppError};

/// How many companies are on a page of the list.
pub const PAGE: u32 = 100;
/// How many companies of a file are read at once.
const FILE_PAGE: u32 = 1_000;
/// How many agents are proposed as owners.
const OWNERS: u32 = 20;

/// A company as it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: String,
    /// Its e-mail domain; those below it are the company's, too.
    pub domain: String,
    /// The agent who owns it.
    pub owner: UserId,
}

/// A page of the list: companies whose names or domains begin with some words, by name, from the one after another. And
/// whether there are more.
pub fn list(
    tx: &mut Tx<'_>,
    words: &str,
    after: Option<NamedAccountId>,
) -> Result<(Vec<NamedAccount>, bool), AppError> {
    let after = after.map(|id| named_account::find(tx, id)).transpose()?.flatten();
    let mut page = named_account::page(tx, words, after.as_ref(), PAGE + 1)?;
    let full = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = page.len() > full;
    page.truncate(full);
    Ok((page, more))
}

/// Agents who can own a company: active users who may take live chats, whose names or e-mails contain some words.
pub fn owners(tx: &mut Tx<'_>, words: &str) -> Result<Vec<account::Account>, AppError> {
    Ok(account::search_takers(tx, words, OWNERS)?)
}

/// Lines of the file that has the whole list: those of the companies after one, and after which it goes on.
pub fn file(tx: &mut Tx<'_>, after: NamedAccountId) -> Result<(String, Option<NamedAccountId>), AppError> {
    let page = named_account::all_after(tx, after, FILE_PAGE)?;
    let text = page.iter().map(|(company, owner)| write(&company.name, &company.domain, owner)).collect();
    Ok((text, page.last().map(|(last, _)| last.id)))
}

/// One company.
pub fn one(tx: &mut Tx<'_>, id: NamedAccountId) -> Result<NamedAccount, AppError> {
    named_account::find(tx, id)?.ok_or(AppError::NotFound)
}

/// Puts a company on the list.
pub fn create(tx: &mut Tx<'_>, actor: Option<Actor>, wanted: &Wanted) -> Result<NamedAccountId, AppError> {
    begin(tx, actor, Permission::ManageAccounts)?;
    let id = NamedAccountId::mint(tx.now(), tx.random());
    let (new, owner) = read(tx, id, wanted)?;
    named_account::put(tx, &new)?;
    let mut changes = Vec::new();
    note(&mut changes, "domain", None, Some(new.domain));
    note(&mut changes, "owner", None, Some(owner));
    audit::append(tx, actor, Act::AccountListed, &id.to_string(), &new.name, &changes)?;
    Ok(id)
}

/// Changes a company.
pub fn update(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    id: NamedAccountId,
    wanted: &Wanted,
) -> Result<(), AppError> {
    begin(tx, actor, Permission::ManageAccounts)?;
    let before = one(tx, id)?;
    let (new, owner) = read(tx, id, wanted)?;
    named_account::put(tx, &new)?;
    let owner_before = account::find(tx, before.owner)?.map(|account| account.name);
    let mut changes = Vec::new();
    note(&mut changes, "name", Some(before.name), Some(new.name.clone()));
    note(&mut changes, "domain", Some(before.domain), Some(new.domain));
    note(&mut changes, "owner", owner_before, Some(owner));
    if !changes.is_empty() {
        audit::append(tx, actor, Act::AccountChanged, &id.to_string(), &new.name, &changes)?;
    }
    Ok(())
}

/// Takes a company off the list.
pub fn delete(tx: &mut Tx<'_>, actor: Option<Actor>, id: NamedAccountId) -> Result<(), AppError> {
    begin(tx, actor, Permission::ManageAccounts)?;
    let before = one(tx, id)?;
    named_account::delete(tx, id)?;
    audit::append(tx, actor, Act::AccountRemoved, &id.to_string(), &before.name, &[])?;
    Ok(())
}

/// A company as it is stored, and its owner's name.
fn read(tx: &mut Tx<'_>, id: NamedAccountId, wanted: &Wanted) -> Result<(NamedAccount, String), AppError> {
    let name = one_line(&wanted.name)?;
    let domain = Domain::parse(&wanted.domain, false).map_err(|bad| AppError::Invalid(bad.to_string()))?.name;
    if named_account::of_domain(tx, &domain)?.is_some_and(|other| other.account != id) {
        return Err(AdminRefusal::Taken(domain).into());
    }
    let owner = account::find(tx, wanted.owner)?
        .ok_or_else(|| AppError::Invalid(format!("there is no agent {}", wanted.owner)))?;
    Ok((NamedAccount { id, name, domain, owner: owner.id }, owner.name))
}
