//! Acts on users, by those who may manage them; each leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, Change, note, yes_or_no};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{ProfileId, owner_remains};
pub use frontdesk_store::repo::account::Wanted;
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::link::Kind;
use frontdesk_store::repo::{audit, avatar, link as links, profile};
use frontdesk_store::{Lock, Tx};
use uuid::Uuid;

use crate::access::{self, Access};
use crate::account::{NewAccount, insert, read_name};
use crate::error::AdminRefusal;
use crate::link::{self, Link};
use crate::{AppError, agent};

/// How many users one page lists.
pub const PAGE: u32 = 50;

/// A user with what they may do.
pub type User = (Account, Access);

/// What a user is to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Shown to visitors.
    pub name: String,
    /// All their profiles.
    pub profiles: Vec<ProfileId>,
    /// Whether *take live chats* is given by itself.
    pub takes_chats: bool,
}

/// Users in the order of their e-mails.
pub fn page(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<User>, AppError> {
    let accounts = account::page(tx, wanted, PAGE)?;
    accounts.into_iter().map(|account| with_access(tx, account)).collect()
}

/// One user.
pub fn find(tx: &mut Tx<'_>, id: UserId) -> Result<User, AppError> {
    let account = account::find(tx, id)?.ok_or(AppError::NotFound)?;
    with_access(tx, account)
}

fn with_access(tx: &mut Tx<'_>, account: Account) -> Result<User, AppError> {
    let access = access::of(tx, &account)?;
    Ok((account, access))
}

/// Invites somebody: they have no password until they follow the link.
pub fn invite(
    tx: &mut Tx<'_>,
    actor: Actor,
    email: &str,
    settings: &Settings,
) -> Result<(UserId, Link), AppError> {
    access::begin_act(tx, Some(actor))?;
    let Settings { name, profiles, takes_chats } = settings.clone();
    let new = NewAccount {
        email: email.to_owned(),
        name,
        password_hash: String::new(),
        profiles,
        takes_chats,
        demo: false,
    };
    let id = insert(tx, &new)?;
    let (account, access) = find(tx, id)?;
    let mut changes = Vec::new();
    note(&mut changes, "email", None, Some(account.email));
    note_access(&mut changes, None, Some((&access, takes_chats)));
    audit::append(tx, Some(actor), Act::UserInvited, &id.to_string(), &account.name, &changes)?;
    Ok((id, link::make(tx, Kind::Invite(id))?))
}

/// Makes an invited user's link anew; the old one is void.
pub fn renew_invite(tx: &mut Tx<'_>, actor: Actor, id: UserId) -> Result<Link, AppError> {
    access::begin_act(tx, Some(actor))?;
    let account = locked(tx, id)?;
    if !account.is_invited() || !account.active {
        return Err(AdminRefusal::NotInvited.into());
    }
    audit::append(tx, Some(actor), Act::InviteRenewed, &id.to_string(), &account.name, &[])?;
    link::make(tx, Kind::Invite(id))
}

/// Makes a link by which a user can set a new password; the old one works until then.
pub fn reset_link(tx: &mut Tx<'_>, actor: Option<Actor>, id: UserId) -> Result<Link, AppError> {
    access::begin_act(tx, actor)?;
    let account = locked(tx, id)?;
    if account.is_invited() || !account.active {
        return Err(AdminRefusal::NotActive.into());
    }
    audit::append(tx, actor, Act::ResetLinkMade, &id.to_string(), &account.name, &[])?;
    link::make(tx, Kind::Reset(id))
}

/// Changes a user's name and what they may do.
pub fn update(tx: &mut Tx<'_>, actor: Actor, id: UserId, settings: &Settings) -> Result<(), AppError> {
    access::begin_act(tx, Some(actor))?;
    let before = locked(tx, id)?;
    let had = access::of(tx, &before)?;
    let name = read_name(&settings.name)?;
    let profiles = access::known(tx, &settings.profiles)?;
    check_owner(tx, &before, &had, profiles.contains(&ProfileId::OWNER))?;
    account::set_name(tx, id, &name)?;
    account::set_takes_chats(tx, id, before.takes_chats, settings.takes_chats)?;
    profile::set(tx, id, &profiles)?;
    access::settle(tx, id)?;
    let (_, has) = find(tx, id)?;
    let mut changes = Vec::new();
    note(&mut changes, "name", Some(before.name), Some(name.clone()));
    note_access(&mut changes, Some((&had, before.takes_chats_given)), Some((&has, settings.takes_chats)));
    if !changes.is_empty() {
        audit::append(tx, Some(actor), Act::UserChanged, &id.to_string(), &name, &changes)?;
    }
    Ok(())
}

/// Changes a user's own name.
pub fn rename_self(tx: &mut Tx<'_>, id: UserId, name: &str) -> Result<(), AppError> {
    let before = locked(tx, id)?;
    let name = read_name(name)?;
    account::set_name(tx, id, &name)?;
    let mut changes = Vec::new();
    note(&mut changes, "name", Some(before.name), Some(name.clone()));
    if !changes.is_empty() {
        audit::append(tx, Some(id.into()), Act::UserChanged, &id.to_string(), &name, &changes)?;
    }
    Ok(())
}

/// Gives a user a picture, which was encoded here, or takes theirs away; by themself or by who manages users.
pub fn set_avatar(tx: &mut Tx<'_>, actor: Actor, id: UserId, picture: Option<&[u8]>) -> Result<(), AppError> {
    if actor.user != id {
        access::begin_act(tx, Some(actor))?;
    }
    let before = locked(tx, id)?;
    match picture {
        Some(picture) => {
            let key = Uuid::from_bytes(tx.random()).simple().to_string();
            avatar::set(tx, id, &key, picture)?;
        }
        None => avatar::remove(tx, id)?,
    }
    if before.avatar.is_some() || picture.is_some() {
        let has = |is: bool| Some(yes_or_no(is));
        // A picture in place of another is a change, too.
        let change = Change {
            field: "picture".to_owned(),
            before: has(before.avatar.is_some()),
            after: has(picture.is_some()),
        };
        audit::append(tx, Some(actor), Act::UserChanged, &id.to_string(), &before.name, &[change])?;
    }
    Ok(())
}

/// Deactivates a user: their sessions and links end, and their chats go to others at once (`ROUTE-19`).
pub fn deactivate(tx: &mut Tx<'_>, actor: Option<Actor>, id: UserId) -> Result<(), AppError> {
    access::begin_act(tx, actor)?;
    let account = locked(tx, id)?;
    if account.active {
        let had = access::of(tx, &account)?;
        check_owner(tx, &account, &had, false)?;
        agent::deactivate(tx, id)?;
        links::delete_of(tx, id)?;
        audit::append(tx, actor, Act::UserDeactivated, &id.to_string(), &account.name, &[])?;
    }
    Ok(())
}

/// Takes a deactivated user back.
pub fn reactivate(tx: &mut Tx<'_>, actor: Option<Actor>, id: UserId) -> Result<(), AppError> {
    access::begin_act(tx, actor)?;
    let account = locked(tx, id)?;
    if !account.active {
        agent::reactivate(tx, id)?;
        audit::append(tx, actor, Act::UserReactivated, &id.to_string(), &account.name, &[])?;
    }
    Ok(())
}

fn locked(tx: &mut Tx<'_>, id: UserId) -> Result<Account, AppError> {
    tx.lock(Lock::User(id))?;
    account::find(tx, id)?.ok_or(AppError::NotFound)
}

/// At least one owner always remains. Owners of the demo count only for each other: without it they can't sign in.
fn check_owner(tx: &mut Tx<'_>, account: &Account, had: &Access, stays: bool) -> Result<(), AppError> {
    let was = had.is_owner() && account.active && !account.is_invited();
    let others = account::other_owners(tx, account.id, account.demo)?;
    owner_remains(was, stays, others).map_err(|last| AdminRefusal::LastOwner(last).into())
}

fn note_access(changes: &mut Vec<Change>, before: Option<(&Access, bool)>, after: Option<(&Access, bool)>) {
    let names = |access: Option<(&Access, bool)>| access.map(|(access, _)| access.names());
    let given = |access: Option<(&Access, bool)>| {
        access.map(|(_, given)| if given { "given" } else { "by profile" }.to_owned())
    };
    note(changes, "profiles", names(before), names(after));
    note(changes, "take live chats", given(before), given(after));
}
