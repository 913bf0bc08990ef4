//! A visitor views a page: what is shown there? (`TARGET-1`, `TARGET-4` to `TARGET-8`, `ROUTE-17`)

use frontdesk_domain::conversation::state::{Conversation, LiveChat, Phase};
use frontdesk_domain::ids::{ConversationId, DialogueId, VisitorId};
use frontdesk_domain::targeting::PageUrl;
use frontdesk_store::Tx;
use frontdesk_store::repo::dialogue::{self, Published};
use frontdesk_store::repo::{conversation, log, mark, reach, visitor};
use jiff::Timestamp;

use super::known::known;
use crate::{AppError, Rules, token};

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Show {
    /// No launcher.
    Nothing,
    /// A launcher; opening the window begins the dialogue.
    Dialogue {
        /// The dialogue.
        dialogue: DialogueId,
        /// Shown beside the launcher (`STREAM-5`).
        poke: Option<String>,
    },
    /// A launcher; the window goes on with a conversation.
    Conversation {
        /// The conversation.
        conversation: ConversationId,
        /// Whether only its transcript is kept (`ROUTE-17`).
        over: bool,
        /// Up to where the visitor has read it.
        read: u64,
        /// Messages of agents that the visitor has not read.
        unread: u64,
    },
}

/// Decides what a page shows to the browser with this token, and whether nothing is left to be noted of that: the token
/// is known, and a dialogue that is shown has been counted. Reads only.
pub fn page_view(
    tx: &mut Tx<'_>,
    rules: &Rules,
    token: Option<&str>,
    page: &str,
) -> Result<(Show, bool), AppError> {
    let visitor = match token.and_then(token::hash) {
        Some(hash) => visitor::find_by_token(tx, &hash)?,
        None => None,
    };
    let show = show(tx, rules, visitor, page)?;
    let noted = match (&show, visitor) {
        (Show::Nothing, _) => true,
        (Show::Conversation { .. }, visitor) => visitor.is_some(),
        (Show::Dialogue { .. }, None) => false,
        (Show::Dialogue { dialogue, .. }, Some(visitor)) => reach::is_triggered(tx, visitor, *dialogue)?,
    };
    Ok((show, noted))
}

/// Notes that a browser is shown a dialogue: it counts once per visitor (`TARGET-7`). A browser without a known token
/// becomes a visitor; returns the token to keep.
pub fn meet(tx: &mut Tx<'_>, token: Option<&str>, dialogue: DialogueId) -> Result<Option<String>, AppError> {
    let known = match token.and_then(token::hash) {
        Some(hash) => visitor::find_by_token(tx, &hash)?,
        None => None,
    };
    if let Some(visitor) = known {
        reach::trigger(tx, visitor, dialogue)?;
        return Ok(None);
    }
    let (visitor, token) = new_visitor(tx)?;
    reach::trigger(tx, visitor, dialogue)?;
    Ok(Some(token))
}

/// Makes a visitor, for a browser without one that is shown something; returns the token to keep.
pub fn make_visitor(tx: &mut Tx<'_>) -> Result<String, AppError> {
    new_visitor(tx).map(|(_, token)| token)
}

fn new_visitor(tx: &mut Tx<'_>) -> Result<(VisitorId, String), AppError> {
    let token = token::encode(tx.random());
    let hash = token::hash(&token).ok_or(AppError::NotFound)?;
    let id = VisitorId::mint(tx.now(), tx.random());
    visitor::insert(tx, id, &hash)?;
    Ok((id, token))
}

fn show(tx: &mut Tx<'_>, rules: &Rules, visitor: Option<VisitorId>, page: &str) -> Result<Show, AppError> {
    if let Some(visitor) = visitor
        && let Some((id, over)) = going_on(tx, rules, visitor)?
    {
        let read = mark::find(tx, id, visitor.0)?.seen;
        let unread = log::count_agent_words(tx, id, read)?;
        return Ok(Show::Conversation { conversation: id, over, read, unread });
    }
    let Some(url) = PageUrl::parse(page) else { return Ok(Show::Nothing) };
    let Some(found) = resolve(tx, visitor, &url)? else { return Ok(Show::Nothing) };
    let poke = poke(tx, &found, visitor, &url)?;
    Ok(Show::Dialogue { dialogue: found.id, poke })
}

/// The conversation of a visitor that every page shows, and whether it is over: one that goes on before one that is
/// over, the newest first.
pub(super) fn going_on(
    tx: &mut Tx<'_>,
    rules: &Rules,
    visitor: VisitorId,
) -> Result<Option<(ConversationId, bool)>, AppError> {
    let now = tx.now();
    let mut kept = None;
    for (id, _, state) in conversation::of_visitor(tx, visitor)? {
        match goes_on(&state, now, rules) {
            Some(false) => return Ok(Some((id, false))),
            Some(true) => kept = kept.or(Some((id, true))),
            None => {}
        }
    }
    Ok(kept)
}

/// Whether a conversation is shown on every page, and if so, whether it is over: an engaged one goes on
/// (`TARGET-5`), an ended live chat keeps its transcript for a while (`ROUTE-17`).
fn goes_on(state: &Conversation, now: Timestamp, rules: &Rules) -> Option<bool> {
    match &state.phase {
        Phase::New | Phase::Finished { .. } => None,
        Phase::Asking { .. } => state.engaged.then_some(false),
        Phase::Live(live) => match **live {
            LiveChat::Ended { at, .. } => (now.duration_since(at) < rules.limits.transcript).then_some(true),
            _ => Some(false),
        },
    }
}

/// The first in priority of the dialogues that are for this page and not completed by this visitor, while dialogues are
/// not switched off (`TARGET-4`, `TARGET-6`, `TARGET-8`).
pub(super) fn resolve(
    tx: &mut Tx<'_>,
    visitor: Option<VisitorId>,
    page: &PageUrl,
) -> Result<Option<Published>, AppError> {
    if dialogue::is_hidden(tx)? {
        return Ok(None);
    }
    for published in dialogue::published(tx)? {
        if !published.targets.match_page(page) {
            continue;
        }
        match visitor {
            Some(visitor) if reach::is_completed(tx, visitor, published.id)? => {}
            _ => return Ok(Some(published)),
        }
    }
    Ok(None)
}

fn poke(
    tx: &mut Tx<'_>,
    dialogue: &Published,
    visitor: Option<VisitorId>,
    page: &PageUrl,
) -> Result<Option<String>, AppError> {
    let Some(stream) = dialogue::stream(tx, dialogue.version)? else { return Ok(None) };
    let Some(template) = stream.poke() else { return Ok(None) };
    let known = match visitor {
        Some(id) => match visitor::find(tx, id)? {
            Some(visitor) => known(tx, &visitor, &page.address(), &dialogue.name)?,
            None => frontdesk_domain::stream::run::Known::default(),
        },
        None => frontdesk_domain::stream::run::Known::default(),
    };
    Ok(Some(template.render(&known.shown)))
}
