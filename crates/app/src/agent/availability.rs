//! An agent turns available or unavailable, or is deactivated (`ROUTE-19`, `AVAIL-3`).
//!
//! The account changes in one transaction; what follows for its offers and chats is done right after, each in its
//! own, and by the sweep where the server stopped in between.

use frontdesk_domain::ids::UserId;
use frontdesk_store::repo::{account, api_token};
use frontdesk_store::{Lock, Tx, Wake};

use crate::{AppError, session};

/// Turns an agent available or unavailable. No chat in progress is touched (`AVAIL-3`).
pub fn set_available(tx: &mut Tx<'_>, who: UserId, available: bool) -> Result<(), AppError> {
    tx.lock(Lock::User(who))?;
    account::set_available(tx, who, available)?;
    tx.wake(Wake::Desk(who));
    Ok(())
}

/// Deactivates a user: sessions and tokens end, and chats go to others at once (`ROUTE-19`).
pub fn deactivate(tx: &mut Tx<'_>, who: UserId) -> Result<(), AppError> {
    tx.lock(Lock::User(who))?;
    account::set_active(tx, who, false)?;
    session::end_all(tx, who)?;
    api_token::delete_of(tx, who)?;
    tx.wake(Wake::Desk(who));
    Ok(())
}

/// Takes a deactivated user back.
pub fn reactivate(tx: &mut Tx<'_>, who: UserId) -> Result<(), AppError> {
    tx.lock(Lock::User(who))?;
    account::set_active(tx, who, true)?;
    Ok(())
}
