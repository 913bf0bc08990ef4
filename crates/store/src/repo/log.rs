//! The log of a conversation.

use frontdesk_domain::conversation::fact::{Body, Entry};
use frontdesk_domain::ids::{ClientId, ConversationId};
use uuid::Uuid;

use crate::{Logged, Row, StoreError, Tx, Value, params};

/// How many entries are read at once.
pub const PAGE: u32 = 200;
/// How far unread messages are counted: a desk that nobody reads must not grow dearer with each message.
const COUNTED: u32 = 100;

/// Appends an entry; its number must be the next.
pub fn append(tx: &mut Tx<'_>, conversation: ConversationId, logged: &Logged) -> Result<(), StoreError> {
    let Entry { seq, at, fact, body } = &logged.entry;
    let (sender, client_id) = logged.command.unzip();
    tx.execute(
        "insert into entry (conversation, seq, at, fact, sender, client_id) values ($1, $2, $3, $4, $5, $6)",
        &params![conversation, *seq, *at, Value::json(fact)?, sender, client_id],
    )?;
    if let Some(body) = body {
        tx.execute(
            "insert into entry_body (conversation, seq, body) values ($1, $2, $3)",
            &params![conversation, *seq, Value::json(body)?],
        )?;
    }
    Ok(())
}

/// The number of the entry that a command made, if it was carried out before.
pub fn find_command(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    sender: Uuid,
    client_id: ClientId,
) -> Result<Option<u64>, StoreError> {
    tx.optional(
        "select seq from entry where conversation = $1 and sender = $2 and client_id = $3",
        &params![conversation, sender, client_id],
        |row| row.get(0),
    )
}

/// The entries after a number, in order, at most [`PAGE`] of them.
pub fn after(tx: &mut Tx<'_>, conversation: ConversationId, seq: u64) -> Result<Vec<Logged>, StoreError> {
    tx.query(
        "select e.seq, e.at, e.fact, b.body, e.sender, e.client_id
         from entry e left join entry_body b on b.conversation = e.conversation and b.seq = e.seq
         where e.conversation = $1 and e.seq > $2 order by e.seq limit $3",
        &params![conversation, seq, PAGE],
        logged,
    )
}

/// The last entries that have a text, newest first.
pub fn last_with_text(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    count: u32,
) -> Result<Vec<Logged>, StoreError> {
    tx.query(
        "select e.seq, e.at, e.fact, b.body, e.sender, e.client_id
         from entry_body b join entry e on e.conversation = b.conversation and e.seq = b.seq
         where b.conversation = $1 order by b.seq desc limit $2",
        &params![conversation, count],
        logged,
    )
}

/// How many messages agents have sent after a number.
pub fn count_agent_words(tx: &mut Tx<'_>, conversation: ConversationId, seq: u64) -> Result<u64, StoreError> {
    // Of what agents do, reasons and notes have texts, too; a word that no other fact of theirs has tells messages apart.
    tx.one(
        "select count(*) from entry e
         join conversation c on c.id = e.conversation
         join entry_body b on b.conversation = e.conversation and b.seq = e.seq
         where e.conversation = $1 and e.seq > $2 and e.sender is not null and e.sender <> c.visitor
           and cast(e.fact as text) like '%said%'",
        &params![conversation, seq],
        |row| row.get(0),
    )
}

/// How many messages the visitor has sent after a number, counted up to 100.
pub fn count_visitor_words(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    seq: u64,
) -> Result<u64, StoreError> {
    tx.one(
        "select count(*) from
            (select 1 from entry e join conversation c on c.id = e.conversation
             where e.conversation = $1 and e.seq > $2 and e.sender = c.visitor limit $3) counted",
        &params![conversation, seq, COUNTED],
        |row| row.get(0),
    )
}

fn logged(row: &Row<'_>) -> Result<Logged, StoreError> {
    let entry =
        Entry { seq: row.get(0)?, at: row.get(1)?, fact: row.json(2)?, body: row.json::<Option<Body>>(3)? };
    let sender: Option<Uuid> = row.get(4)?;
    let client_id: Option<ClientId> = row.get(5)?;
    Ok(Logged { entry, command: sender.zip(client_id) })
}
