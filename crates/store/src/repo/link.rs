//! One-time links.

use frontdesk_domain::ids::UserId;
use jiff::Timestamp;

use crate::{StoreError, Tx, params};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To make an owner.
    Owner,
    /// To accept an invitation.
    Invite(UserId),
    /// To set a new password.
    Reset(UserId),
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Invite(_) => "invite",
            Self::Reset(_) => "reset",
        }
    }

    fn account(self) -> Option<UserId> {
        match self {
            Self::Owner => None,
            Self::Invite(user) | Self::Reset(user) => Some(user),
        }
    }
}

/// Stores a link, known by the hash of its token, in place of the ones of its kind.
pub fn replace(tx: &mut Tx<'_>, kind: Kind, token_hash: &[u8], expires: Timestamp) -> Result<(), StoreError> {
    match kind.account() {
        None => tx.execute("delete from link where account is null", &[])?,
        Some(user) => tx.execute("delete from link where account = $1", &params![user])?,
    };
    tx.execute(
        "insert into link (token_hash, kind, account, expires) values ($1, $2, $3, $4)",
        &params![token_hash, kind.name(), kind.account(), expires],
    )?;
    Ok(())
}

/// A link that can still be used, and until when.
pub fn find(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<(Kind, Timestamp)>, StoreError> {
    let now = tx.now();
    tx.optional(
        "select kind, account, expires from link where token_hash = $1 and expires > $2",
        &params![token_hash, now],
        |row| {
            let (name, user): (String, Option<UserId>) = (row.get(0)?, row.get(1)?);
            let kind = match (name.as_str(), user) {
                ("owner", None) => Kind::Owner,
                ("invite", Some(user)) => Kind::Invite(user),
                ("reset", Some(user)) => Kind::Reset(user),
                _ => {
                    let message = format!("{name} is no kind of link");
                    return Err(StoreError::Decoding { column: 0, message });
                }
            };
            Ok((kind, row.get(2)?))
        },
    )
}

/// Uses a link up; whether it was there.
pub fn take(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<bool, StoreError> {
    Ok(tx.execute("delete from link where token_hash = $1", &params![token_hash])? > 0)
}

/// Takes a user's links back.
pub fn delete_of(tx: &mut Tx<'_>, account: UserId) -> Result<(), StoreError> {
    tx.execute("delete from link where account = $1", &params![account])?;
    Ok(())
}
