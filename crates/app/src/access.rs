//! What a user may do (`PERM-1`), and who may change it.

use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{Permission, Permissions, ProfileId};
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::{profile, ring};
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

/// Lets changes of who may do what be made one after the other, from here to the commit.
pub(crate) fn lock(tx: &mut Tx<'_>) -> Result<(), AppError> {
    if profile::find(tx, ProfileId::OWNER)?.is_none() {
        profile::make_built_in(tx)?;
    }
    tx.lock(Lock::Profiles)?;
    Ok(())
}

/// Begins an act on users or profiles. These are done one after the other, so that what is checked here still holds at
/// the commit. Without an actor it comes from the command line, where everything may be done.
pub(crate) fn begin_act(tx: &mut Tx<'_>, actor: Option<UserId>) -> Result<(), AppError> {
    lock(tx)?;
    let Some(actor) = actor else { return Ok(()) };
    require(tx, actor, Permission::ManageUsersAndProfiles).map(drop)
}

/// What an active user may do, when that includes a permission.
pub(crate) fn require(tx: &mut Tx<'_>, user: UserId, needed: Permission) -> Result<Access, AppError> {
    let account = account::find(tx, user)?.filter(|account| account.active);
    let access = account.map(|account| of(tx, &account)).transpose()?;
    access.filter(|access| access.permissions.has(needed)).ok_or(AppError::Forbidden(needed))
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
        ring::join(tx, ring::GENERAL, user)?;
    }
    tx.wake(Wake::Desk(user));
    Ok(())
}
