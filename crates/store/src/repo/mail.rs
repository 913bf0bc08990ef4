//! Mail that is to be sent.

use frontdesk_domain::ids::{ConversationId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{StoreError, Tx, Value, params};

/// What a mail is about. Its JSON is the stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum About {
    /// A request that was missed, and that the recipient should have got (`ROUTE-9`).
    Missed {
        /// The conversation.
        conversation: ConversationId,
        /// The number of the entry with which it ended.
        seq: u64,
    },
}

/// A mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Which.
    pub id: Uuid,
    /// To whom.
    pub to: UserId,
    /// What it is about.
    pub about: About,
    /// When it is to be sent.
    pub due: Timestamp,
    /// How often that was tried.
    pub tries: u32,
}

/// Puts one into the outbox, to be sent now.
pub fn put(tx: &mut Tx<'_>, to: UserId, about: About) -> Result<(), StoreError> {
    let (id, now) = (Uuid::from_bytes(tx.random()), tx.now());
    tx.execute(
        "insert into mail (id, recipient, about, due, tries, made) values ($1, $2, $3, $4, 0, $4)",
        &params![id, to, Value::json(&about)?, now],
    )?;
    Ok(())
}

/// Those that are due, the longest-waiting first; so many at most.
pub fn due(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Mail>, StoreError> {
    let now = tx.now();
    tx.query(
        "select id, recipient, about, due, tries from mail where due <= $1 order by due limit $2",
        &params![now, limit],
        |row| {
            Ok(Mail {
                id: row.get(0)?,
                to: row.get(1)?,
                about: row.json(2)?,
                due: row.get(3)?,
                tries: row.get(4)?,
            })
        },
    )
}

/// Takes one to send it; until an instant nobody else does. Whether it was still to be taken.
pub fn claim(tx: &mut Tx<'_>, mail: &Mail, until: Timestamp) -> Result<bool, StoreError> {
    let taken = tx.execute(
        "update mail set due = $3, tries = tries + 1 where id = $1 and due = $2",
        &params![mail.id, mail.due, until],
    )?;
    Ok(taken == 1)
}

/// It was sent.
pub fn sent(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StoreError> {
    tx.execute("delete from mail where id = $1", &params![id])?;
    Ok(())
}

/// It was not sent, and why; it is tried again at an instant, or never.
pub fn failed(tx: &mut Tx<'_>, id: Uuid, again: Option<Timestamp>, why: &str) -> Result<(), StoreError> {
    tx.execute("update mail set due = $2, fault = $3 where id = $1", &params![id, again, why])?;
    Ok(())
}

/// How many wait, how many were given up, and what was last wrong.
pub fn standing(tx: &mut Tx<'_>) -> Result<(u64, u64, Option<String>), StoreError> {
    let waiting = tx.one("select count(*) from mail where due is not null", &[], |row| row.get(0))?;
    let given_up = tx.one("select count(*) from mail where due is null", &[], |row| row.get(0))?;
    let fault = tx.optional(
        "select fault from mail where fault is not null order by made desc limit 1",
        &[],
        |row| row.get(0),
    )?;
    Ok((waiting, given_up, fault.flatten()))
}

/// Forgets what was given up and made before an instant.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from mail where due is null and made < $1", &params![before])
}

/// Which mail about missed requests a user wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// About those that they should have got.
    pub own: bool,
    /// About each, whoever should have got it.
    pub all: bool,
}

/// Which mail a user wants; none where they are deactivated.
pub fn wanted(tx: &mut Tx<'_>, user: UserId) -> Result<Wanted, StoreError> {
    let found = tx.optional(
        "select mail_missed, mail_missed_all from account where id = $1 and active",
        &params![user],
        |row| Ok(Wanted { own: row.get(0)?, all: row.get(1)? }),
    )?;
    Ok(found.unwrap_or_default())
}

/// Sets that.
pub fn set_wanted(tx: &mut Tx<'_>, user: UserId, wanted: Wanted) -> Result<(), StoreError> {
    tx.execute(
        "update account set mail_missed = $2, mail_missed_all = $3 where id = $1",
        &params![user, wanted.own, wanted.all],
    )?;
    Ok(())
}

/// Active users who want mail about each missed request.
pub fn want_all(tx: &mut Tx<'_>) -> Result<Vec<UserId>, StoreError> {
    tx.query("select id from account where mail_missed_all and active order by id limit 200", &[], |row| {
        row.get(0)
    })
}
