//! Full-text search, by the means of each database. Words come folded, from `frontdesk_domain::search`.

use frontdesk_domain::ids::{ConversationId, UserId};

use super::listing::{Listed, Place, Wanted};
use crate::{Kind, StoreError, Tx, params};

/// How far the search knows a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Up to this number.
    pub seq: u64,
    /// The words for who it is with.
    pub who: String,
}

/// How far a conversation is known.
pub fn known(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<Known>, StoreError> {
    tx.optional("select seq, who from search_state where conversation = $1", &params![id], |row| {
        Ok(Known { seq: row.get(0)?, who: row.get(1)? })
    })
}

/// Notes how far a conversation is known.
pub fn note(tx: &mut Tx<'_>, id: ConversationId, known: &Known) -> Result<(), StoreError> {
    tx.execute(
        "insert into search_state (conversation, seq, who) values ($1, $2, $3)
         on conflict (conversation) do update set seq = excluded.seq, who = excluded.who",
        &params![id, known.seq, &known.who],
    )?;
    Ok(())
}

/// Makes the words of an entry known; number 0 is who the conversation is with. Known already, they are replaced.
pub fn add(tx: &mut Tx<'_>, id: ConversationId, seq: u64, words: &str) -> Result<(), StoreError> {
    if tx.kind() == Kind::Postgres {
        tx.execute(
            "insert into search_doc (conversation, seq, words) values ($1, $2, to_tsvector('simple', $3))
             on conflict (conversation, seq) do update set words = excluded.words",
            &params![id, seq, words],
        )?;
        return Ok(());
    }
    tx.execute(
        "delete from search_text where rowid = (select id from search_doc where conversation = $1 and seq = $2)",
        &params![id, seq],
    )?;
    tx.execute(
        "insert into search_doc (conversation, seq) values ($1, $2) on conflict (conversation, seq) do nothing",
        &params![id, seq],
    )?;
    tx.execute(
        "insert into search_text (rowid, words)
         select id, $3 from search_doc where conversation = $1 and seq = $2",
        &params![id, seq, words],
    )?;
    Ok(())
}

/// Of the conversations after an id, in order, so many are looked at: those that the search does not know to their
/// end, and the last that was looked at.
pub fn behind(
    tx: &mut Tx<'_>,
    after: ConversationId,
    look_at: u32,
) -> Result<(Vec<ConversationId>, Option<ConversationId>), StoreError> {
    let looked_at = tx.query(
        "select c.id, c.last_seq > coalesce(s.seq, 0)
         from conversation c left join search_state s on s.conversation = c.id
         where c.id > $1 order by c.id limit $2",
        &params![after, look_at],
        |row| Ok((row.get::<ConversationId>(0)?, row.get::<bool>(1)?)),
    )?;
    let last = looked_at.last().map(|(id, _)| *id);
    Ok((looked_at.into_iter().filter(|(_, behind)| *behind).map(|(id, _)| id).collect(), last))
}

/// The conversations of a list in which every word occurs in one message or in who it is with, the last word as the
/// beginning of one. Of more than 5,000 places the newest count.
pub fn page(tx: &mut Tx<'_>, words: &[String], wanted: &Wanted) -> Result<Vec<Listed>, StoreError> {
    let Wanted { participant, standing, dialogue, after: Place { started, id }, limit } = *wanted;
    let nobody = UserId(uuid::Uuid::nil());
    let nothing = uuid::Uuid::nil();
    let (sql, query) = match tx.kind() {
        Kind::Sqlite => {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            (IN_SQLITE, format!("{}*", quoted.join(" ")))
        }
        Kind::Postgres => (IN_POSTGRES, format!("{}:*", words.join(" & "))),
    };
    tx.query(
        sql,
        &params![
            query,
            participant.unwrap_or(nobody),
            nothing,
            started,
            id,
            limit,
            standing.map_or("", frontdesk_domain::conversation::standing::Standing::name),
            dialogue.map_or(nothing, |dialogue| dialogue.0),
        ],
        super::listing::listed,
    )
}

macro_rules! page {
    ($hits:literal) => {
        concat!(
            "with hit as (select distinct h.conversation from (",
            $hits,
            " and (exists (select 1 from participant p where p.account = $2 and p.conversation = s.conversation)
                   or $2 = $3)
               order by s.id desc limit 5000) h)
             select c.id, c.visitor, d.name, c.page, c.started, c.last_at, c.standing
             from hit join conversation c on c.id = hit.conversation join dialogue d on d.id = c.dialogue
             where (c.started, c.id) < ($4, $5)
                   and (c.standing = $7 or $7 = '') and (c.dialogue = $8 or $8 = $3)
             order by c.started desc, c.id desc limit $6"
        )
    };
}

const IN_SQLITE: &str = page!(
    "select s.conversation from search_text t join search_doc s on s.id = t.rowid where t.words match $1"
);
const IN_POSTGRES: &str =
    page!("select s.conversation from search_doc s where s.words @@ to_tsquery('simple', $1)");
