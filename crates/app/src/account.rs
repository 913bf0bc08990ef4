//! Users: making them, and their passwords.

use argon2::Argon2;
use std::sync::OnceLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use frontdesk_domain::audit::Act;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::ProfileId;
use frontdesk_domain::text::clean;
use frontdesk_store::Tx;
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::{audit, profile};

use crate::error::AdminRefusal;
use crate::{AppError, access};

/// The longest name of a user or profile, in characters.
const NAME_CHARS: usize = 100;
/// The longest e-mail address, in bytes.
const EMAIL_BYTES: usize = 254;

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Used to sign in.
    pub email: String,
    /// Shown to visitors.
    pub name: String,
    /// From [`hash_password`]; empty for one who is only invited.
    pub password_hash: String,
    /// What they may do; those who may take live chats join the general ring.
    pub profiles: Vec<ProfileId>,
    /// Whether *take live chats* is given by itself.
    pub takes_chats: bool,
    /// Whether `--demo` makes it.
    pub demo: bool,
}

/// Makes a user from the command line; one with the same e-mail must not exist.
pub fn create(tx: &mut Tx<'_>, new: &NewAccount) -> Result<UserId, AppError> {
    let id = insert(tx, new)?;
    audit::append(tx, None, Act::UserMade, &id.to_string(), &new.name, &[])?;
    Ok(id)
}

/// Makes a user.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &NewAccount) -> Result<UserId, AppError> {
    access::lock(tx)?;
    let email = read_email(&new.email)?;
    if account::find_by_email(tx, &email)?.is_some() {
        return Err(AdminRefusal::Taken(email).into());
    }
    let id = UserId::mint(tx.now(), tx.random());
    account::insert(
        tx,
        &Account {
            id,
            email,
            name: read_name(&new.name)?,
            password_hash: new.password_hash.clone(),
            takes_chats: false,
            takes_chats_given: new.takes_chats,
            active: true,
            demo: new.demo,
            avatar: None,
        },
    )?;
    let profiles = access::known(tx, &new.profiles)?;
    profile::set(tx, id, &profiles)?;
    access::settle(tx, id)?;
    Ok(id)
}

/// An e-mail as it is stored.
fn read_email(typed: &str) -> Result<String, AppError> {
    let email = typed.trim().to_lowercase();
    if email.len() > EMAIL_BYTES || email.parse::<email_address::EmailAddress>().is_err() {
        return Err(AppError::Invalid(format!("“{email}” is not an e-mail address")));
    }
    Ok(email)
}

/// A name as it is stored: one line.
pub(crate) fn read_name(typed: &str) -> Result<String, AppError> {
    let name = clean(typed, NAME_CHARS)?;
    Ok(name.split_whitespace().collect::<Vec<_>>().join(" "))
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
