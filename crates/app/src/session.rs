//! Console sessions: signing in and out, and one's own password.

use frontdesk_domain::audit::{Act, Actor};
use frontdesk_domain::ids::{SessionId, UserId};
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::api_token::ApiToken;
use frontdesk_store::repo::session::{self, Session};
use frontdesk_store::repo::{audit, lease, link};
use frontdesk_store::{Lock, Tx};
use jiff::SignedDuration;

use crate::access::{self, Access};
use crate::error::AdminRefusal;
use crate::{AppError, token};

/// How long a console session lasts.
pub const SESSION: SignedDuration = SignedDuration::from_hours(24 * 14);
/// How many sessions one user may have; the oldest makes room.
pub const MOST: usize = 20;
/// How often it is noted that a session is in use.
const NOTED: SignedDuration = SignedDuration::from_mins(5);

/// Where someone signs in.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The browser and system.
    pub device: String,
    /// The address.
    pub address: String,
}

/// By what a call is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody who has signed in.
    Session(Session),
    /// A program, by a token of somebody.
    Token(ApiToken),
}

/// Who is signed in, or for whom a program calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// By what.
    pub by: By,
    /// The user.
    pub account: Account,
    /// What they may do.
    pub access: Access,
}

impl SignedIn {
    /// The session; `None` for a program.
    pub fn session(&self) -> Option<&Session> {
        match &self.by {
            By::Session(session) => Some(session),
            By::Token(_) => None,
        }
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        let token = match &self.by {
            By::Session(_) => None,
            By::Token(token) => Some(token.id),
        };
        Actor { user: self.account.id, token }
    }
}

/// Begins a session of a user whose password was found to belong to a hash; nothing may have changed meanwhile.
pub fn sign_in(tx: &mut Tx<'_>, user: UserId, hash: &str, place: &Place) -> Result<String, AppError> {
    tx.lock(Lock::User(user))?;
    let account = account::find(tx, user)?.ok_or(AppError::NotFound)?;
    if !account.active || account.password_hash != hash {
        return Err(AdminRefusal::WrongPassword.into());
    }
    begin(tx, user, place)
}

/// Begins a session; returns the token for the cookie.
pub fn begin(tx: &mut Tx<'_>, user: UserId, place: &Place) -> Result<String, AppError> {
    session::forget_expired(tx, user)?;
    for old in session::of_account(tx, user)?.iter().skip(MOST - 1) {
        end(tx, old.id, user)?;
    }
    let token = token::encode(tx.random());
    let hash = token::hash(&token).ok_or(AppError::NotFound)?;
    let now = tx.now();
    let new = Session {
        id: SessionId::mint(now, tx.random()),
        device: place.device.clone(),
        address: place.address.clone(),
        created: now,
        used: now,
    };
    let expires = now.saturating_add(SESSION).unwrap_or(jiff::Timestamp::MAX);
    session::insert(tx, &new, user, &hash, expires)?;
    Ok(token)
}

/// Who is signed in with a session token.
pub fn find(tx: &mut Tx<'_>, token: &str) -> Result<Option<SignedIn>, AppError> {
    let Some(hash) = token::hash(token) else { return Ok(None) };
    let Some((session, account)) = session::find(tx, &hash)? else { return Ok(None) };
    let access = access::of(tx, &account)?;
    Ok(Some(SignedIn { by: By::Session(session), account, access }))
}

/// Whether it is time to note that a session is in use.
pub fn is_due(session: &Session, now: jiff::Timestamp) -> bool {
    now.duration_since(session.used) >= NOTED
}

/// Ends a session: its consoles have left on purpose.
pub fn end(tx: &mut Tx<'_>, session: SessionId, user: UserId) -> Result<(), AppError> {
    session::delete(tx, session)?;
    lease::leave_session(tx, user.0, session)?;
    Ok(())
}

/// Ends one of a user's own sessions.
pub fn end_own(tx: &mut Tx<'_>, session: SessionId, user: UserId) -> Result<(), AppError> {
    if !session::of_account(tx, user)?.iter().any(|own| own.id == session) {
        return Err(AppError::NotFound);
    }
    end(tx, session, user)
}

/// Ends all sessions of a user.
pub fn end_all(tx: &mut Tx<'_>, user: UserId) -> Result<(), AppError> {
    session::delete_all(tx, user)?;
    lease::leave_all(tx, user.0)?;
    Ok(())
}

/// Changes a user's own password, known by its old hash; their other sessions end.
pub fn change_password(
    tx: &mut Tx<'_>,
    user: UserId,
    keep: SessionId,
    old_hash: &str,
    new_hash: &str,
) -> Result<(), AppError> {
    tx.lock(Lock::User(user))?;
    let account = account::find(tx, user)?.ok_or(AppError::NotFound)?;
    if account.password_hash != old_hash {
        return Err(AdminRefusal::WrongPassword.into());
    }
    account::set_password_hash(tx, user, new_hash)?;
    link::delete_of(tx, user)?;
    for other in session::of_account(tx, user)?.iter().filter(|other| other.id != keep) {
        end(tx, other.id, user)?;
    }
    audit::append(tx, Some(user.into()), Act::PasswordChanged, &user.to_string(), &account.name, &[])?;
    Ok(())
}
