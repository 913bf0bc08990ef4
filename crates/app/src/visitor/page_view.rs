//! A visitor views a page: what is shown there? (`TARGET-1` to `TARGET-8`, `ROUTE-17`)

use frontdesk_domain::attribute::Values;
use frontdesk_domain::conversation::state::{Conversation, LiveChat, Phase};
use frontdesk_domain::ids::{ConversationId, DialogueId, StreamVersionId, VisitorId};
use frontdesk_domain::stream::run::Known;
use frontdesk_domain::targeting::{Events, PageUrl, Spent};
use frontdesk_store::Tx;
use frontdesk_store::repo::dialogue::Published;
use frontdesk_store::repo::{conversation, log, mark, reach, visitor};
use jiff::Timestamp;

use super::known::known;
use crate::{AppError, Rules, desk, token};

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

/// What a browser tells when it views a page.
#[derive(Clone, Debug, Default)]
pub struct Viewing {
    /// By which it is known.
    pub token: Option<String>,
    /// The page's address.
    pub page: String,
    /// What its visitor has done here.
    pub spent: Spent,
    /// What its address tells.
    pub inferred: Values,
}

/// What a page shows to a browser, and what is left to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewed {
    /// What it shows.
    pub show: Show,
    /// Whether nothing is left to be noted of that: the token is known, and a dialogue that is shown has been counted.
    pub noted: bool,
    /// What the dialogue of this page still waits for (`TARGET-3`).
    pub waits: Events,
    /// Whether the browser is to count the time that passes, because some dialogue waits for it.
    pub timed: bool,
}

/// Decides what a page shows to a browser. Reads only.
pub fn page_view(tx: &mut Tx<'_>, rules: &Rules, viewing: &Viewing) -> Result<Viewed, AppError> {
    let visitor = match viewing.token.as_deref().and_then(token::hash) {
        Some(hash) => visitor::find_by_token(tx, &hash)?,
        None => None,
    };
    let mut seen = Viewed { show: Show::Nothing, noted: true, waits: Events::default(), timed: false };
    if let Some(visitor) = visitor
        && let Some((id, over)) = going_on(tx, rules, visitor)?
    {
        let read = mark::find(tx, id, visitor.0)?.seen;
        let unread = log::count_agent_words(tx, id, read)?;
        seen.show = Show::Conversation { conversation: id, over, read, unread };
    } else if let Some(page) = PageUrl::parse(&viewing.page) {
        let viewer =
            Viewer { visitor, spent: viewing.spent, inferred: viewing.inferred.clone(), opens: None };
        match resolve(tx, rules, &viewer, &page)? {
            Resolved::Nothing => {}
            Resolved::Waits(events) => seen.waits = events,
            Resolved::Shows(shown) => {
                seen.noted = shown.met;
                let poke = poke(tx, rules, &shown, visitor, &page)?;
                seen.show = Show::Dialogue { dialogue: shown.id, poke };
            }
        }
    }
    // Where a conversation goes on nothing was read: what was known before is good enough to count by.
    seen.timed = rules.dialogues.are_timed();
    Ok(seen)
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

/// A browser for which a dialogue is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Viewer {
    /// Whose it is, where that is known.
    pub visitor: Option<VisitorId>,
    /// What they have done here.
    pub spent: Spent,
    /// What their address tells.
    pub inferred: Values,
    /// The dialogue that is being opened: what was shown may be, whatever became known of the visitor since.
    pub opens: Option<DialogueId>,
}

/// What a page has for a visitor with whom no conversation goes on.
pub(super) enum Resolved {
    /// No dialogue.
    Nothing,
    /// One that still waits for this.
    Waits(Events),
    /// One to be shown.
    Shows(Shown),
}

/// A dialogue that is shown.
pub(super) struct Shown {
    /// The dialogue.
    pub id: DialogueId,
    /// Its name.
    pub name: String,
    /// The version that is run.
    pub version: StreamVersionId,
    /// Whether the visitor was shown it before.
    pub met: bool,
}

/// The first in priority of the dialogues that are for this page and this visitor, and not completed by them, while
/// dialogues are not switched off (`TARGET-2`, `TARGET-4`, `TARGET-6`, `TARGET-8`). While it waits for its events no other
/// one steps in; who was once shown it has met them (`TARGET-3`).
pub(super) fn resolve(
    tx: &mut Tx<'_>,
    rules: &Rules,
    viewer: &Viewer,
    page: &PageUrl,
) -> Result<Resolved, AppError> {
    let Some(published) = rules.dialogues.read(tx)? else { return Ok(Resolved::Nothing) };
    let mut values = None;
    for Published { id, name, targets, audience, version } in &published.dialogues {
        if !targets.match_page(page) {
            continue;
        }
        let came = match viewer.visitor {
            Some(visitor) => reach::find(tx, visitor, *id)?,
            None => None,
        };
        if came.is_some_and(|came| came.completed) {
            continue;
        }
        let met = came.is_some();
        if audience.criteria.is_some() && !(met && viewer.opens == Some(*id)) {
            if values.is_none() {
                values = Some(viewer.known(tx)?);
            }
            if !values.as_ref().is_some_and(|values| audience.includes(values)) {
                continue;
            }
        }
        let missing = if met { Events::default() } else { audience.events.missing(viewer.spent) };
        return Ok(if missing.is_empty() {
            Resolved::Shows(Shown { id: *id, name: name.clone(), version: *version, met })
        } else {
            Resolved::Waits(missing)
        });
    }
    Ok(Resolved::Nothing)
}

impl Viewer {
    /// What routing would know of them, with what their address tells now.
    fn known(&self, tx: &mut Tx<'_>) -> Result<Values, AppError> {
        let mut values = match self.visitor {
            Some(visitor) => desk::attributes(tx, visitor)?,
            None => Values::default(),
        };
        for (attribute, value) in self.inferred.iter() {
            values.set(attribute.clone(), value.to_owned());
        }
        Ok(values)
    }
}

fn poke(
    tx: &mut Tx<'_>,
    rules: &Rules,
    shown: &Shown,
    visitor: Option<VisitorId>,
    page: &PageUrl,
) -> Result<Option<String>, AppError> {
    let stream = rules.streams.read(tx, shown.version)?;
    let Some(template) = stream.poke() else { return Ok(None) };
    let known = match visitor {
        Some(id) => match visitor::find(tx, id)? {
            Some(visitor) => known(tx, &visitor, &page.address(), &shown.name)?,
            None => Known::default(),
        },
        None => Known::default(),
    };
    Ok(Some(template.render(&known.shown)))
}
