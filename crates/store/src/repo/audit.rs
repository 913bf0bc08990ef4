//! The audit log.

use frontdesk_domain::audit::{Act, Actor, Change};
use frontdesk_domain::ids::{AuditId, UserId};
use jiff::Timestamp;

use crate::{StoreError, Tx, Value, params};

/// One administrative act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// In the order of time.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who, with the name they have now; `None` for the command line.
    pub actor: Option<(UserId, String)>,
    /// What the API token was called by which a program acted for them.
    pub token: Option<String>,
    /// What.
    pub act: Act,
    /// The id of what it was done to.
    pub subject: String,
    /// What that was called then.
    pub name: String,
    /// The values that it changed.
    pub changes: Vec<Change>,
}

/// Appends an act to the log.
pub fn append(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    act: Act,
    subject: &str,
    name: &str,
    changes: &[Change],
) -> Result<(), StoreError> {
    let now = tx.now();
    let id = AuditId::mint(now, tx.random());
    tx.execute(
        "insert into audit (id, at, actor, act, subject, name, changes, token, token_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, (select name from api_token where id = $8))",
        &params![
            id,
            now,
            actor.map(|actor| actor.user),
            Value::json(&act)?,
            subject,
            name,
            Value::json(&changes)?,
            actor.and_then(|actor| actor.token),
        ],
    )?;
    Ok(())
}

/// Acts before one, or the last ones, the newest first.
pub fn page(tx: &mut Tx<'_>, before: Option<AuditId>, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let before = before.unwrap_or(AuditId(uuid::Uuid::max()));
    tx.query(
        "select u.id, u.at, u.actor, a.name, u.act, u.subject, u.name, u.changes, u.token_name
         from audit u left join account a on a.id = u.actor
         where u.id < $1 order by u.id desc limit $2",
        &params![before, limit],
        |row| {
            let (user, name): (Option<UserId>, Option<String>) = (row.get(2)?, row.get(3)?);
            Ok(Entry {
                id: row.get(0)?,
                at: row.get(1)?,
                actor: user.zip(name),
                act: row.json(4)?,
                subject: row.get(5)?,
                name: row.get(6)?,
                changes: row.json(7)?,
                token: row.get(8)?,
            })
        },
    )
}
