//! How far each party has received and read a log.

use frontdesk_domain::ids::ConversationId;
use uuid::Uuid;

use crate::{StoreError, Tx, params};

/// Received and read up to these numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Received up to this number.
    pub delivered: u64,
    /// Read up to this number.
    pub seen: u64,
}

/// Raises a party's marks; they only grow.
pub fn raise(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    party: Uuid,
    mark: Mark,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into mark (conversation, party, delivered, seen) values ($1, $2, $3, $4)
         on conflict (conversation, party) do update set
         delivered = case when excluded.delivered > mark.delivered then excluded.delivered else mark.delivered end,
         seen = case when excluded.seen > mark.seen then excluded.seen else mark.seen end",
        &params![conversation, party, mark.delivered, mark.seen],
    )?;
    Ok(())
}

/// A party's marks.
pub fn find(tx: &mut Tx<'_>, conversation: ConversationId, party: Uuid) -> Result<Mark, StoreError> {
    Ok(tx
        .optional(
            "select delivered, seen from mark where conversation = $1 and party = $2",
            &params![conversation, party],
            |row| Ok(Mark { delivered: row.get(0)?, seen: row.get(1)? }),
        )?
        .unwrap_or_default())
}
