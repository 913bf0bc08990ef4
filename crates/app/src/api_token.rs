//! API tokens: a program calls with one as the user who made it, who chose which of their permissions it has.
//!
//! It never has more than its maker has at that moment, ends with them, and works for a limited time.

use frontdesk_domain::audit::{Act, note};
use frontdesk_domain::ids::{ApiTokenId, UserId};
use frontdesk_domain::permission::{Permission, Permissions};
use frontdesk_store::repo::account;
use frontdesk_store::repo::api_token::{self, ApiToken};
use frontdesk_store::repo::audit;
use frontdesk_store::{Lock, Tx};
use jiff::{SignedDuration, Timestamp};

use crate::account::read_name;
use crate::session::{By, SignedIn};
use crate::{AppError, access, token};

/// What every token begins with, so that people and scanners of leaked secrets know it.
pub const PREFIX: &str = "fd_";
/// How many days a token works unless its maker chooses.
pub const DAYS: u16 = 90;
/// The most days that can be chosen.
pub const MOST_DAYS: u16 = 365;
/// How many tokens one user may have.
pub const MOST: u64 = 100;
/// How many tokens one page lists.
pub const PAGE: u32 = 50;
/// How much of a token is kept to tell it from others.
const HINT: usize = 7;
/// How often it is noted that a token is in use.
const NOTED: SignedDuration = SignedDuration::from_mins(5);
/// Who may make, see and revoke tokens.
const NEEDED: Permission = Permission::ManageIntegrations;

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is called.
    pub name: String,
    /// What it may do: at least one thing, and nothing that its maker may not.
    pub permissions: Permissions,
    /// For how many days.
    pub days: u16,
}

/// Makes a token; returns it with its secret, which nobody is told again.
pub fn make(tx: &mut Tx<'_>, actor: UserId, new: &NewToken) -> Result<(ApiTokenId, String), AppError> {
    // Who is being deactivated meanwhile makes none that would come back with them.
    tx.lock(Lock::User(actor))?;
    let held = access::require(tx, actor, NEEDED)?;
    let name = read_name(&new.name)?;
    if new.permissions.iter().next().is_none() {
        return Err(AppError::Invalid("choose at least one permission".to_owned()));
    }
    if let Some(lacking) = new.permissions.iter().find(|wanted| !held.permissions.has(*wanted)) {
        return Err(AppError::Forbidden(lacking));
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        return Err(AppError::Invalid(format!("a token works for 1 to {MOST_DAYS} days")));
    }
    if api_token::count_of(tx, actor)? >= MOST {
        return Err(AppError::Invalid(format!("you have {MOST} tokens already; revoke some")));
    }
    let secret = token::encode(tx.random());
    let hash = token::hash(&secret).ok_or(AppError::NotFound)?;
    let secret = format!("{PREFIX}{secret}");
    let now = tx.now();
    let lasts = SignedDuration::from_hours(24 * i64::from(new.days));
    let made = ApiToken {
        id: ApiTokenId::mint(now, tx.random()),
        account: actor,
        name,
        hint: secret.chars().take(HINT).collect(),
        permissions: new.permissions.clone(),
        created: now,
        expires: now.saturating_add(lasts).unwrap_or(Timestamp::MAX),
        used: None,
    };
    api_token::insert(tx, &made, &hash)?;
    let mut changes = Vec::new();
    note(&mut changes, "permissions", None, Some(made.permissions.words()));
    note(&mut changes, "ends", None, Some(made.expires.to_string()));
    audit::append(tx, Some(actor.into()), Act::TokenMade, &made.id.to_string(), &made.name, &changes)?;
    Ok((made.id, secret))
}

/// Revokes a token: its next call is refused. Without an actor it comes from the command line.
pub fn revoke(tx: &mut Tx<'_>, actor: Option<UserId>, id: ApiTokenId) -> Result<(), AppError> {
    if let Some(actor) = actor {
        access::require(tx, actor, NEEDED)?;
    }
    let before = api_token::find(tx, id)?.ok_or(AppError::NotFound)?;
    let maker = account::find(tx, before.account)?.map(|account| account.name);
    api_token::delete(tx, id)?;
    let mut changes = Vec::new();
    note(&mut changes, "made by", maker, None);
    note(&mut changes, "permissions", Some(before.permissions.words()), None);
    audit::append(tx, actor.map(Into::into), Act::TokenRevoked, &id.to_string(), &before.name, &changes)?;
    Ok(())
}

/// Who calls with a token: its maker, with what they may do of what it was made for.
pub fn find(tx: &mut Tx<'_>, secret: &str) -> Result<Option<SignedIn>, AppError> {
    let Some(hash) = secret.strip_prefix(PREFIX).and_then(token::hash) else { return Ok(None) };
    let Some((found, account)) = api_token::find_by_hash(tx, &hash)? else { return Ok(None) };
    let mut access = access::of(tx, &account)?;
    access.permissions = found.permissions.among(&access.permissions);
    Ok(Some(SignedIn { by: By::Token(found), account, access }))
}

/// Whether it is time to note that a token is in use.
pub fn is_due(token: &ApiToken, now: Timestamp) -> bool {
    token.used.is_none_or(|used| now.duration_since(used) >= NOTED)
}
