//! The conversation list: every conversation, live or automated, with its outcome and transcript (product.md,
//! section 9), to those who may see it (`INBOX-2`, `PERM-1`).

use frontdesk_domain::attribute::Values;
use frontdesk_domain::conversation::standing::Standing;
use frontdesk_domain::ids::{ConversationId, DialogueId, UserId};
use frontdesk_store::Tx;
use frontdesk_store::repo::listing::{self, Listed, Place};
use frontdesk_store::repo::{search, visitor};
use jiff::SignedDuration;

use crate::desk::{self, Who};
use crate::rules::before;
use crate::{AppError, agent};

/// How far back a visitor's history goes (`INBOX-4`).
const HISTORY: SignedDuration = SignedDuration::from_hours(24 * 90);
/// The most conversations of one page.
pub const PAGE: u32 = 100;

/// Who reads, and how far they may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The user.
    pub user: UserId,
    /// Whether they may see the conversations of others.
    pub all: bool,
}

/// Which conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Only those in which these words occur, or whose visitor is called so.
    pub words: Option<Vec<String>>,
    /// Only those the reader holds or has held.
    pub mine: bool,
    /// Only those that stand so.
    pub standing: Option<Standing>,
    /// Only those of this dialogue.
    pub dialogue: Option<DialogueId>,
    /// Only those after this place.
    pub after: Place,
    /// How many, at most [`PAGE`].
    pub limit: u32,
}

/// A conversation with who it is with and who of the agents took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The conversation.
    pub listed: Listed,
    /// The visitor.
    pub who: Who,
    /// Names of agents.
    pub agents: Vec<String>,
}

/// One page, and where the next begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The newest first.
    pub lines: Vec<Line>,
    /// `None` when there are no more.
    pub next: Option<Place>,
}

/// One conversation with all that is known of its visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The conversation.
    pub line: Line,
    /// What the person's record says, filled up with what this browser told.
    pub attributes: Values,
    /// Other conversations of the last 90 days that the reader may see, the newest first.
    pub history: Vec<Line>,
}

/// A page of the list. A reader who may see only their own gets only their own, whatever is asked.
pub fn page(tx: &mut Tx<'_>, reader: Reader, wanted: &Wanted) -> Result<Page, AppError> {
    let limit = wanted.limit.clamp(1, PAGE);
    let rows = listing::Wanted {
        participant: (wanted.mine || !reader.all).then_some(reader.user),
        standing: wanted.standing,
        dialogue: wanted.dialogue,
        after: wanted.after,
        limit: limit + 1,
    };
    let found = match &wanted.words {
        Some(words) => search::page(tx, words, &rows)?,
        None => listing::page(tx, &rows)?,
    };
    let full = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > full;
    let shown: Vec<Listed> = found.into_iter().take(full).collect();
    let next = shown.last().filter(|_| more).map(|last| Place { started: last.started, id: last.id });
    Ok(Page { lines: lines(tx, shown)?, next })
}

/// One conversation; absent and not to be seen are the same.
pub fn detail(tx: &mut Tx<'_>, reader: Reader, id: ConversationId) -> Result<Detail, AppError> {
    if !may_read(tx, reader, id)? {
        return Err(AppError::NotFound);
    }
    let listed = listing::find(tx, id)?.ok_or(AppError::NotFound)?;
    let attributes = desk::attributes(tx, listed.visitor)?;
    let since = before(tx.now(), HISTORY);
    let participant = (!reader.all).then_some(reader.user);
    let mut history = match visitor::find(tx, listed.visitor)?.and_then(|visitor| visitor.person) {
        Some(person) => listing::of_person(tx, person, since, participant)?,
        None => listing::of_visitor(tx, listed.visitor, since, participant)?,
    };
    history.retain(|other| other.id != id);
    let history = lines(tx, history)?;
    let line = line(tx, listed)?;
    Ok(Detail { line, attributes, history })
}

/// Whether a reader may see a conversation: all of them, or those they hold or have held.
pub fn may_read(tx: &mut Tx<'_>, reader: Reader, id: ConversationId) -> Result<bool, AppError> {
    Ok(reader.all || agent::may_read(tx, reader.user, id)?)
}

fn lines(tx: &mut Tx<'_>, listed: Vec<Listed>) -> Result<Vec<Line>, AppError> {
    listed.into_iter().map(|listed| line(tx, listed)).collect()
}

fn line(tx: &mut Tx<'_>, listed: Listed) -> Result<Line, AppError> {
    let who = desk::who(tx, listed.visitor, &listed.page)?;
    let agents = listing::agents(tx, listed.id)?;
    Ok(Line { listed, who, agents })
}
