//! The history of a dialogue.

use frontdesk_domain::ids::DialogueId;
use jiff::Timestamp;

use crate::{StoreError, Tx, params};

/// A version in the history of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Its number, from 1.
    pub number: u32,
    /// When it was first published.
    pub published_at: Timestamp,
    /// Who published it first; `None` on the command line, or where the user is unknown.
    pub published_by: Option<String>,
    /// Whether new conversations run it.
    pub current: bool,
}

/// The newest versions of a dialogue, the last first.
pub fn versions(tx: &mut Tx<'_>, dialogue: DialogueId, limit: u32) -> Result<Vec<Past>, StoreError> {
    tx.query(
        "select v.number, v.published_at, a.name, d.published is not null and d.published = v.id
         from stream_version v join dialogue d on d.id = v.dialogue
         left join account a on a.id = v.published_by
         where v.dialogue = $1 order by v.number desc limit $2",
        &params![dialogue, limit],
        |row| {
            Ok(Past {
                number: row.get(0)?,
                published_at: row.get(1)?,
                published_by: row.get(2)?,
                current: row.get(3)?,
            })
        },
    )
}
