//! One-time links: to make the first owner, to accept an invitation, to reset a password.
//!
//! Their tokens have 256 bits, are stored as hashes, work once and expire. A new link voids the one before it.

use frontdesk_domain::audit::Act;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::ProfileId;
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::audit;
use frontdesk_store::repo::link::{self, Kind};
use frontdesk_store::{Lock, Tx};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::account::{NewAccount, insert, read_name};
use crate::error::AdminRefusal;
use crate::session::{Place, begin, end_all};
use crate::{AppError, access, token};

/// A link that was just made; its token is told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The token.
    pub token: String,
    /// Until when it works.
    pub expires: Timestamp,
}

/// What a link is for, for the one who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What for.
    pub kind: Kind,
    /// The user, where there is one yet.
    pub account: Option<Account>,
    /// Until when it works.
    pub expires: Timestamp,
}

/// What the one who follows a link gives.
#[derive(Clone, Debug)]
pub struct Given {
    /// The e-mail of the owner to be made.
    pub email: String,
    /// The name, of an owner or invited user.
    pub name: String,
    /// Of the new password.
    pub password_hash: String,
}

/// Makes a link; those of the same user, or for owners, are void.
pub(crate) fn make(tx: &mut Tx<'_>, kind: Kind) -> Result<Link, AppError> {
    let lasts = match kind {
        Kind::Owner | Kind::Reset(_) => SignedDuration::from_hours(24),
        Kind::Invite(_) => SignedDuration::from_hours(24 * 7),
    };
    let token = token::encode(tx.random());
    let hash = token::hash(&token).ok_or(AppError::NotFound)?;
    let expires = tx.now().saturating_add(lasts).unwrap_or(Timestamp::MAX);
    link::replace(tx, kind, &hash, expires)?;
    Ok(Link { token, expires })
}

/// A link to make an owner, for who controls the machine.
pub fn for_owner(tx: &mut Tx<'_>) -> Result<Link, AppError> {
    access::lock(tx)?;
    make(tx, Kind::Owner)
}

/// Whether there is no owner who can sign in. Those of the demo can with it only.
pub fn needs_owner(tx: &mut Tx<'_>, demo: bool) -> Result<bool, AppError> {
    Ok(account::other_owners(tx, UserId(Uuid::nil()), demo)? == 0)
}

/// What a link is for. Used, expired, replaced and forged ones are refused alike.
pub fn find(tx: &mut Tx<'_>, token: &str) -> Result<Found, AppError> {
    let gone = || AdminRefusal::LinkGone;
    let hash = token::hash(token).ok_or_else(gone)?;
    let (kind, expires) = link::find(tx, &hash)?.ok_or_else(gone)?;
    let account = match kind {
        Kind::Owner => None,
        Kind::Invite(user) | Kind::Reset(user) => {
            Some(account::find(tx, user)?.filter(|account| account.active).ok_or_else(gone)?)
        }
    };
    Ok(Found { kind, account, expires })
}

/// Uses a link up, and signs the user in: returns the token of their session.
pub fn follow(tx: &mut Tx<'_>, token: &str, given: &Given, place: &Place) -> Result<String, AppError> {
    access::lock(tx)?;
    let Found { kind, .. } = find(tx, token)?;
    let (user, act) = match kind {
        Kind::Owner => (make_owner(tx, given)?, Act::OwnerMade),
        Kind::Invite(user) => {
            tx.lock(Lock::User(user))?;
            account::set_name(tx, user, &read_name(&given.name)?)?;
            (user, Act::InviteAccepted)
        }
        Kind::Reset(user) => {
            tx.lock(Lock::User(user))?;
            end_all(tx, user)?;
            (user, Act::PasswordReset)
        }
    };
    account::set_password_hash(tx, user, &given.password_hash)?;
    let hash = token::hash(token).ok_or(AdminRefusal::LinkGone)?;
    if !link::take(tx, &hash)? {
        return Err(AdminRefusal::LinkGone.into());
    }
    let account = account::find(tx, user)?.filter(|a| a.active).ok_or(AdminRefusal::LinkGone)?;
    audit::append(tx, Some(user.into()), act, &user.to_string(), &account.name, &[])?;
    begin(tx, user, place)
}

fn make_owner(tx: &mut Tx<'_>, given: &Given) -> Result<UserId, AppError> {
    let new = NewAccount {
        email: given.email.clone(),
        name: given.name.clone(),
        password_hash: given.password_hash.clone(),
        profiles: vec![ProfileId::OWNER],
        takes_chats: false,
        demo: false,
    };
    insert(tx, &new)
}
