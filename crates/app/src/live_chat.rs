//! The numbers of the rules of live chat, as an admin sets them; each change leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, note};
use frontdesk_domain::limits::{Limits, Number};
use frontdesk_domain::permission::Permission;
use frontdesk_store::repo::{audit, live_chat};
use frontdesk_store::{Lock, Tx};

use crate::{AppError, access};

/// The numbers as a node knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Goes up with each change.
    pub version: u64,
    /// The numbers.
    pub limits: Limits,
}

/// The numbers.
pub fn read(tx: &mut Tx<'_>) -> Result<Known, AppError> {
    let (version, limits) = live_chat::find(tx)?;
    Ok(Known { version, limits })
}

/// The numbers, where they are others than those of a version.
pub fn newer(tx: &mut Tx<'_>, known: u64) -> Result<Option<Known>, AppError> {
    if live_chat::version(tx)? == known { Ok(None) } else { read(tx).map(Some) }
}

/// Sets the numbers. An offer that stands keeps its deadline, and a visitor who was warned the time they were told; nobody
/// loses a chat that they hold.
pub fn set(tx: &mut Tx<'_>, actor: Option<Actor>, wanted: &Limits) -> Result<Known, AppError> {
    tx.lock(Lock::Publishing)?;
    access::begin(tx, actor, Permission::ManageChatbotSettings)?;
    wanted.check()?;
    let before = read(tx)?;
    let mut changes = Vec::new();
    for number in Number::ALL {
        let told = |limits: &Limits| Some(limits.get(number).to_string());
        note(&mut changes, number.name(), told(&before.limits), told(wanted));
    }
    if changes.is_empty() {
        return Ok(before);
    }
    live_chat::put(tx, wanted)?;
    audit::append(tx, actor, Act::LiveChatChanged, "", "", &changes)?;
    read(tx)
}
