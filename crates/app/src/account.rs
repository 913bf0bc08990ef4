//! Users and their sessions.

use argon2::Argon2;
use std::sync::OnceLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use frontdesk_domain::ids::{SessionId, UserId};
use frontdesk_store::Tx;
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::{lease, ring};
use jiff::SignedDuration;

use crate::{AppError, token};

/// How long a console session lasts.
pub const SESSION: SignedDuration = SignedDuration::from_hours(24 * 14);

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Used to sign in.
    pub email: String,
    /// Shown to visitors.
    pub name: String,
    /// From [`hash_password`].
    pub password_hash: String,
    /// Whether they may take live chats; such users join the general ring.
    pub takes_chats: bool,
    /// Whether `--demo` makes it.
    pub demo: bool,
}

/// Makes a user; one with the same e-mail must not exist.
pub fn create(tx: &mut Tx<'_>, new: &NewAccount) -> Result<UserId, AppError> {
    let email = new.email.trim().to_lowercase();
    if email.parse::<email_address::EmailAddress>().is_err() {
        return Err(AppError::Invalid(format!("“{email}” is not an e-mail address")));
    }
    if account::find_by_email(tx, &email)?.is_some() {
        return Err(AppError::Invalid(format!("there is a user {email} already")));
    }
    let id = UserId::mint(tx.now(), tx.random());
    account::insert(
        tx,
        &Account {
            id,
            email,
            name: new.name.trim().to_owned(),
            password_hash: new.password_hash.clone(),
            takes_chats: new.takes_chats,
            active: true,
            demo: new.demo,
            available: true,
        },
    )?;
    if new.takes_chats {
        ring::ensure_general(tx)?;
        ring::join(tx, ring::GENERAL, id)?;
    }
    Ok(id)
}

/// Hashes a password with argon2id, in PHC string format. Takes some 20 ms: not for a transaction.
pub fn hash_password(password: &str) -> Result<String, AppError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| AppError::Invalid(error.to_string()))
}

/// Whether a password belongs to a hash. An unknown user is checked against a hash of nothing, so that known and
/// unknown ones take the same time.
pub fn verify_password(password: &str, hash: Option<&str>) -> bool {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let nobody = || NOBODY.get_or_init(|| hash_password("nobody").unwrap_or_default()).as_str();
    let matches = PasswordHash::new(hash.unwrap_or_else(nobody))
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    hash.is_some() && matches
}

/// Begins a session; returns the token for the cookie.
pub fn begin_session(tx: &mut Tx<'_>, user: UserId) -> Result<String, AppError> {
    let token = token::encode(tx.random());
    let hash = token::hash(&token).ok_or(AppError::NotFound)?;
    let id = SessionId::mint(tx.now(), tx.random());
    let expires = tx.now().saturating_add(SESSION).unwrap_or(jiff::Timestamp::MAX);
    account::insert_session(tx, id, user, &hash, expires)?;
    Ok(token)
}

/// The user of a session token.
pub fn of_session(tx: &mut Tx<'_>, token: &str) -> Result<Option<(SessionId, Account)>, AppError> {
    match token::hash(token) {
        Some(hash) => Ok(account::find_session(tx, &hash)?),
        None => Ok(None),
    }
}

/// Ends a session: its consoles have left on purpose.
pub fn end_session(tx: &mut Tx<'_>, session: SessionId, user: UserId) -> Result<(), AppError> {
    account::delete_session(tx, session)?;
    lease::leave_session(tx, user.0, session)?;
    Ok(())
}
