//! Conversations in lists: the newest first, page by page from where the last page ended.

use frontdesk_domain::conversation::standing::Standing;
use frontdesk_domain::ids::{ConversationId, DialogueId, PersonId, UserId, VisitorId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Row, StoreError, Tx, params};

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The conversation.
    pub id: ConversationId,
    /// Whose it is.
    pub visitor: VisitorId,
    /// The dialogue's name.
    pub dialogue: String,
    /// The page on which it began.
    pub page: String,
    /// When it began.
    pub started: Timestamp,
    /// When something last happened.
    pub last_at: Timestamp,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a page ended: conversations before this one are the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// When its last conversation began.
    pub started: Timestamp,
    /// That conversation.
    pub id: ConversationId,
}

impl Place {
    /// Ahead of the newest.
    pub const FIRST: Self = Self { started: Timestamp::MAX, id: ConversationId(Uuid::max()) };
}

/// Which conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Only those that this agent holds or has held.
    pub participant: Option<UserId>,
    /// Only those that stand so.
    pub standing: Option<Standing>,
    /// Only those of this dialogue.
    pub dialogue: Option<DialogueId>,
    /// Only those after this place.
    pub after: Place,
    /// How many, at most.
    pub limit: u32,
}

macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "select c.id, c.visitor, d.name, c.page, c.started, c.last_at, c.standing
             from conversation c join dialogue d on d.id = c.dialogue ",
            $rest
        )
    };
}

pub(super) fn listed(row: &Row<'_>) -> Result<Listed, StoreError> {
    let standing: String = row.get(6)?;
    Ok(Listed {
        id: row.get(0)?,
        visitor: row.get(1)?,
        dialogue: row.get(2)?,
        page: row.get(3)?,
        started: row.get(4)?,
        last_at: row.get(5)?,
        standing: Standing::parse(&standing)
            .ok_or_else(|| StoreError::Encoding(format!("no standing is called {standing}")))?,
    })
}

/// A page of conversations.
pub fn page(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<Listed>, StoreError> {
    let Wanted { participant, standing, dialogue, after: Place { started, id }, limit } = *wanted;
    if let Some(agent) = participant {
        return held_by(tx, agent, wanted);
    }
    // Each in the order of an index of its own: no list reads more rows than it shows.
    match (standing, dialogue) {
        (None, None) => tx.query(
            listed!("where (c.started, c.id) < ($1, $2) order by c.started desc, c.id desc limit $3"),
            &params![started, id, limit],
            listed,
        ),
        (Some(standing), None) => tx.query(
            listed!(
                "where c.standing = $4 and (c.started, c.id) < ($1, $2)
                 order by c.started desc, c.id desc limit $3"
            ),
            &params![started, id, limit, standing.name()],
            listed,
        ),
        (None, Some(dialogue)) => tx.query(
            listed!(
                "where c.dialogue = $4 and (c.started, c.id) < ($1, $2)
                 order by c.started desc, c.id desc limit $3"
            ),
            &params![started, id, limit, dialogue],
            listed,
        ),
        (Some(standing), Some(dialogue)) => tx.query(
            listed!(
                "where c.dialogue = $4 and c.standing = $5 and (c.started, c.id) < ($1, $2)
                 order by c.started desc, c.id desc limit $3"
            ),
            &params![started, id, limit, dialogue, standing.name()],
            listed,
        ),
    }
}

fn held_by(tx: &mut Tx<'_>, agent: UserId, wanted: &Wanted) -> Result<Vec<Listed>, StoreError> {
    let Wanted { standing, dialogue, after: Place { started, id }, limit, .. } = *wanted;
    tx.query(
        listed!(
            "join participant p on p.conversation = c.id
             where p.account = $4 and (p.started, p.conversation) < ($1, $2)
                   and (c.standing = $5 or $5 = '') and (c.dialogue = $6 or $6 = $7)
             order by p.started desc, p.conversation desc limit $3"
        ),
        &params![
            started,
            id,
            limit,
            agent,
            standing.map_or("", Standing::name),
            dialogue.map_or(Uuid::nil(), |dialogue| dialogue.0),
            Uuid::nil(),
        ],
        listed,
    )
}

/// One conversation.
pub fn find(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<Listed>, StoreError> {
    tx.optional(listed!("where c.id = $1"), &params![id], listed)
}

/// The conversations of a visitor's browser since an instant, at most 50; only those that an agent holds or has held.
pub fn of_visitor(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    since: Timestamp,
    participant: Option<UserId>,
) -> Result<Vec<Listed>, StoreError> {
    tx.query(
        listed!(
            "where c.visitor = $1 and c.started >= $2
                   and ($3 or exists (select 1 from participant p where p.conversation = c.id and p.account = $4))
             order by c.started desc, c.id desc limit 50"
        ),
        &params![visitor, since, participant.is_none(), participant.map_or(Uuid::nil(), |agent| agent.0)],
        listed,
    )
}

/// The conversations of all browsers of a person since an instant, likewise.
pub fn of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    since: Timestamp,
    participant: Option<UserId>,
) -> Result<Vec<Listed>, StoreError> {
    tx.query(
        listed!(
            "join visitor v on v.id = c.visitor
             where v.person = $1 and c.started >= $2
                   and ($3 or exists (select 1 from participant p where p.conversation = c.id and p.account = $4))
             order by c.started desc, c.id desc limit 50"
        ),
        &params![person, since, participant.is_none(), participant.map_or(Uuid::nil(), |agent| agent.0)],
        listed,
    )
}

/// The names of all who hold or have held a conversation.
pub fn agents(tx: &mut Tx<'_>, id: ConversationId) -> Result<Vec<String>, StoreError> {
    tx.query(
        "select a.name from participant p join account a on a.id = p.account
         where p.conversation = $1 order by a.name limit 20",
        &params![id],
        |row| row.get(0),
    )
}

/// Dialogues by name, for a filter.
pub fn dialogues(tx: &mut Tx<'_>) -> Result<Vec<(DialogueId, String)>, StoreError> {
    tx.query("select id, name from dialogue order by name limit 1000", &[], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}
