//! Missed demand: requests that ended without an agent, the newest first.

use frontdesk_domain::ids::{ConversationId, UserId, VisitorId};
use frontdesk_domain::routing::{Missed, MissedWhy};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Row, StoreError, Tx, Value, params};

/// A request that ended without an agent, in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands in the list.
    pub place: Place,
    /// Why, and who should have got it.
    pub missed: Missed,
    /// Whose it was.
    pub visitor: VisitorId,
    /// The dialogue's name.
    pub dialogue: String,
    /// The page on which the conversation began.
    pub page: String,
}

/// A place in the list; requests before this one are the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When the request ended.
    pub at: Timestamp,
    /// Its conversation.
    pub conversation: ConversationId,
    /// The number of its end.
    pub seq: u64,
}

impl Place {
    /// Ahead of all that ended before an instant.
    pub fn before(at: Timestamp) -> Self {
        Self { at, conversation: ConversationId(Uuid::nil()), seq: 0 }
    }
}

/// Which requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Only those of conversations that this agent holds or has held.
    pub participant: Option<UserId>,
    /// Only those that ended at this instant or later.
    pub since: Timestamp,
    /// Only those before this place.
    pub before: Place,
}

/// Keeps a request that ended without an agent.
pub fn keep(tx: &mut Tx<'_>, place: Place, missed: &Missed) -> Result<(), StoreError> {
    let Place { at, conversation, seq } = place;
    let Missed { why, route, agents } = missed;
    tx.execute(
        "insert into missed (conversation, seq, at, why, route, agents) values ($1, $2, $3, $4, $5, $6)",
        &params![conversation, seq, at, why.name(), Value::json(route)?, Value::json(agents)?],
    )?;
    Ok(())
}

macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "select m.conversation, m.seq, m.at, m.why, m.route, m.agents, c.visitor, d.name, c.page
             from missed m join conversation c on c.id = m.conversation join dialogue d on d.id = c.dialogue
             where m.at >= $1 and (m.at, m.conversation, m.seq) < ($2, $3, $4) ",
            $rest,
            " order by m.at desc, m.conversation desc, m.seq desc limit $5"
        )
    };
}

fn listed(row: &Row<'_>) -> Result<Listed, StoreError> {
    let (place, missed) = kept(row)?;
    Ok(Listed { place, missed, visitor: row.get(6)?, dialogue: row.get(7)?, page: row.get(8)? })
}

fn kept(row: &Row<'_>) -> Result<(Place, Missed), StoreError> {
    let place = Place { conversation: row.get(0)?, seq: row.get(1)?, at: row.get(2)? };
    Ok((place, Missed { why: why(row, 3)?, route: row.json(4)?, agents: row.json(5)? }))
}

fn why(row: &Row<'_>, column: usize) -> Result<MissedWhy, StoreError> {
    let name: String = row.get(column)?;
    MissedWhy::parse(&name).ok_or_else(|| StoreError::Encoding(format!("no reason is called {name}")))
}

/// One of them.
pub fn find(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    seq: u64,
) -> Result<Option<(Place, Missed)>, StoreError> {
    tx.optional(
        "select conversation, seq, at, why, route, agents from missed where conversation = $1 and seq = $2",
        &params![conversation, seq],
        kept,
    )
}

/// A page of them, those with one reason or all.
pub fn page(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    why: Option<MissedWhy>,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let Wanted { participant, since, before: Place { at, conversation, seq } } = *wanted;
    // Each in the order of an index of its own: no list reads more rows than it shows.
    match (participant, why) {
        (None, None) => tx.query(listed!(""), &params![since, at, conversation, seq, limit], listed),
        (None, Some(why)) => tx.query(
            listed!("and m.why = $6"),
            &params![since, at, conversation, seq, limit, why.name()],
            listed,
        ),
        (Some(agent), why) => tx.query(
            listed!(
                "and (m.why = $6 or $6 = '')
                 and m.conversation in (select p.conversation from participant p where p.account = $7)"
            ),
            &params![since, at, conversation, seq, limit, why.map_or("", MissedWhy::name), agent],
            listed,
        ),
    }
}

/// How many there are for each reason.
pub fn counts(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<(MissedWhy, u64)>, StoreError> {
    let Wanted { participant, since, before: Place { at, conversation, seq } } = *wanted;
    let counted = |row: &Row<'_>| Ok((why(row, 0)?, row.get(1)?));
    match participant {
        None => tx.query(
            "select why, count(*) from missed
             where at >= $1 and (at, conversation, seq) < ($2, $3, $4) group by why",
            &params![since, at, conversation, seq],
            counted,
        ),
        Some(agent) => tx.query(
            "select why, count(*) from missed
             where at >= $1 and (at, conversation, seq) < ($2, $3, $4)
               and conversation in (select p.conversation from participant p where p.account = $5) group by why",
            &params![since, at, conversation, seq, agent],
            counted,
        ),
    }
}
