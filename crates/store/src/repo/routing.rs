//! What the admin says of routing, and the version of that and of the rules.

use frontdesk_domain::attribute::Values;
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::ids::ConversationId;
use frontdesk_domain::routing::Settings;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Tx, Value, params};

/// The settings and the version, which is another one after each change; before the first, the nil one.
pub fn find(tx: &mut Tx<'_>) -> Result<(Uuid, Settings), StoreError> {
    let found =
        tx.optional("select version, settings from routing where one = $1", &params![1_i64], |row| {
            Ok((row.get(0)?, row.json(1)?))
        })?;
    Ok(found.unwrap_or_default())
}

/// The version.
pub fn version(tx: &mut Tx<'_>) -> Result<Uuid, StoreError> {
    let found =
        tx.optional("select version from routing where one = $1", &params![1_i64], |row| row.get(0))?;
    Ok(found.unwrap_or_default())
}

/// Stores the settings under a version that was never there. A version that comes to nothing, because its transaction
/// does, is never seen again either: what was remembered of it harms nobody.
pub fn put(tx: &mut Tx<'_>, settings: &Settings) -> Result<(), StoreError> {
    let version = Uuid::from_bytes(tx.random());
    tx.execute(
        "insert into routing (one, version, settings) values ($1, $2, $3)
         on conflict (one) do update set version = excluded.version, settings = excluded.settings",
        &params![1_i64, version, Value::json(settings)?],
    )?;
    Ok(())
}

/// Keeps what was known of a visitor who asked for an agent (`ROUTE-11`).
pub fn keep_known(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    seq: u64,
    at: Timestamp,
    known: &Values,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into requested (conversation, seq, at, known) values ($1, $2, $3, $4)",
        &params![conversation, seq, at, Value::json(known)?],
    )?;
    Ok(())
}

/// A request for an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// The conversation.
    pub conversation: ConversationId,
    /// The number of its entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What was known of the visitor.
    pub known: Values,
    /// The entry's fact.
    pub fact: Fact,
}

/// Requests since an instant, the newest first, after one of them in that order; so many at most.
pub fn requests(
    tx: &mut Tx<'_>,
    since: Timestamp,
    after: Option<&Requested>,
    limit: u32,
) -> Result<Vec<Requested>, StoreError> {
    let last = (Timestamp::MAX, ConversationId(Uuid::max()), u64::from(u32::MAX));
    let (at, conversation, seq) = after.map_or(last, |after| (after.at, after.conversation, after.seq));
    tx.query(
        "select r.conversation, r.seq, r.at, r.known, e.fact
         from requested r join entry e on e.conversation = r.conversation and e.seq = r.seq
         where r.at >= $1 and (r.at, r.conversation, r.seq) < ($2, $3, $4)
         order by r.at desc, r.conversation desc, r.seq desc limit $5",
        &params![since, at, conversation, seq, limit],
        |row| {
            let (known, fact) = (row.json(3)?, row.json(4)?);
            Ok(Requested { conversation: row.get(0)?, seq: row.get(1)?, at: row.get(2)?, known, fact })
        },
    )
}

/// The number of a conversation's last request.
pub fn last_request(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<u64>, StoreError> {
    tx.optional(
        "select seq from requested where conversation = $1 order by seq desc limit 1",
        &params![conversation],
        |row| row.get(0),
    )
}

/// What was known of the visitor at each request of a conversation, with the requests' numbers.
pub fn known(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<(u64, Values)>, StoreError> {
    tx.query(
        "select seq, known from requested where conversation = $1 order by seq",
        &params![conversation],
        |row| Ok((row.get(0)?, row.json(1)?)),
    )
}
