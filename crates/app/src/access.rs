//! What a user may do (`PERM-1`), and who may change it.

use frontdesk_domain::audit::Actor;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{Permission, Permissions, ProfileId};
use frontdesk_domain::routing::GENERAL_RING;
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::{api_token, profile, ring};
use frontdesk_store::{Lock, Tx, Wake};

use crate::AppError;

/// What a user may do, and by which profiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Their profiles, by name.
    pub profiles: Vec<(ProfileId, String)>,
    /// What these give together, and what was given by itself.
    pub permissions: Permissions,
}

impl Access {
    /// Whether the user is an owner.
    pub fn is_owner(&self) -> bool {
        self.profiles.iter().any(|(id, _)| *id == ProfileId::OWNER)
    }

    /// The profiles' names, as people read them.
    pub(crate) fn names(&self) -> String {
        self.profiles.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// What a user may do.
pub fn of(tx: &mut Tx<'_>, account: &Account) -> Result<Access, AppError> {
    let found = profile::of_account(tx, account.id)?;
    let permissions = Permissions::effective(
        found.iter().map(|(_, _, permissions)| permissions.clone()),
        account.takes_chats_given,
    );
    Ok(Access { profiles: found.into_iter().map(|(id, name, _)| (id, name)).collect(), permissions })
}

/// The users whose profiles give a permission, deactivated ones among them.
pub(crate) fn holders(tx: &mut Tx<'_>, permission: Permission) -> Result<Vec<UserId>, AppError> {
    let mut holders = Vec::new();
    for profile in profile::all(tx)? {
        if profile.users > 0 && profile.permissions.has(permission) {
            holders.extend(profile::users(tx, profile.id)?);
        }
    }
    Ok(holders)
}

/// Lets changes of who may do what be made one after the other, from here to the commit.
pub(crate) fn lock(tx: &mut Tx<'_>) -> Result<(), AppError> {
    if profile::find(tx, ProfileId::OWNER)?.is_none() {
        profile::make_built_in(tx)?;
    }
    tx.lock(Lock::Profiles)?;
    Ok(())
}

/// Begins an act on users or profiles, which are done one after the other.
pub(crate) fn begin_act(tx: &mut Tx<'_>, actor: Option<Actor>) -> Result<(), AppError> {
    lock(tx)?;
    begin(tx, actor, Permission::ManageUsersAndProfiles)
}

/// Begins an administrative act: what is checked here still holds at the commit. Without an actor it comes from the
/// command line, where everything may be done.
pub(crate) fn begin(tx: &mut Tx<'_>, actor: Option<Actor>, needed: Permission) -> Result<(), AppError> {
    let Some(actor) = actor else { return Ok(()) };
    lock(tx)?;
    require(tx, actor, needed).map(drop)
}

/// What an active user may do, by a token of what that was made for, when that includes a permission.
pub(crate) fn require(
    tx: &mut Tx<'_>,
    actor: impl Into<Actor>,
    needed: Permission,
) -> Result<Access, AppError> {
    let Actor { user, token } = actor.into();
    let lacking = || AppError::Forbidden(needed);
    let account = account::find(tx, user)?.filter(|account| account.active).ok_or_else(lacking)?;
    let mut access = of(tx, &account)?;
    if let Some(token) = token {
        let now = tx.now();
        let token = api_token::find(tx, token)?.filter(|token| token.expires > now).ok_or_else(lacking)?;
        access.permissions = token.permissions.among(&access.permissions);
    }
    if access.permissions.has(needed) { Ok(access) } else { Err(lacking()) }
}

/// Profiles that exist, each once.
pub(crate) fn known(tx: &mut Tx<'_>, wanted: &[ProfileId]) -> Result<Vec<ProfileId>, AppError> {
    let mut known = wanted.to_vec();
    known.sort_unstable();
    known.dedup();
    for id in &known {
        if profile::find(tx, *id)?.is_none() {
            return Err(AppError::Invalid(format!("there is no profile {id}")));
        }
    }
    Ok(known)
}

/// Brings the account in line with what its profiles give: `takes_chats` is what routing reads. One who may take live
/// chats from now on joins the general ring; one who may not any more keeps their place and is passed over, and the
/// sweep moves their offers and chats (`ROUTE-19`).
pub(crate) fn settle(tx: &mut Tx<'_>, user: UserId) -> Result<(), AppError> {
    tx.lock(Lock::User(user))?;
    let account = account::find(tx, user)?.ok_or(AppError::NotFound)?;
    let takes = of(tx, &account)?.permissions.has(Permission::TakeLiveChats);
    if takes != account.takes_chats {
        account::set_takes_chats(tx, user, takes, account.takes_chats_given)?;
    }
    if takes {
        ring::ensure_general(tx)?;
        ring::join(tx, GENERAL_RING, user)?;
    }
    tx.wake(Wake::Desk(user));
    Ok(())
}
