//! A visitor opens the window: the stream runs from here (`STREAM-8`).

use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::{ConversationId, DialogueId, VisitorId};
use frontdesk_domain::stream::run;
use frontdesk_domain::targeting::PageUrl;
use frontdesk_store::repo::conversation::{self, Stored};
use frontdesk_store::repo::visitor;
use frontdesk_store::{Lock, Tx};

use super::known::{known, learn};
use super::page_view::{Resolved, Viewer, going_on, resolve};
use crate::conversation::{Change, Sender};
use crate::{AppError, Rules};

/// The conversation that an opened window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The conversation.
    pub conversation: ConversationId,
    /// The number of its last entry.
    pub last: u64,
}

/// Begins a dialogue, or finds the conversation that has begun already.
pub fn open(
    tx: &mut Tx<'_>,
    rules: &Rules,
    visitor: VisitorId,
    sender: Sender,
    wanted: DialogueId,
    page: &str,
) -> Result<Opening, AppError> {
    tx.lock(Lock::Visitor(visitor))?;
    if let Some((conversation, last)) = conversation::find_opened(tx, visitor, sender.client_id)? {
        return Ok(Opening { conversation, last });
    }
    // A conversation that goes on is shown whatever another tab may offer (`TARGET-5`).
    if let Some((id, false)) = going_on(tx, rules, visitor)? {
        let last = conversation::find(tx, id)?.ok_or(AppError::NotFound)?.last;
        return Ok(Opening { conversation: id, last });
    }
    let page = PageUrl::parse(page).ok_or(AppError::NotFound)?;
    let viewer = Viewer { visitor: Some(visitor), opens: Some(wanted), ..Viewer::default() };
    let found = match resolve(tx, rules, &viewer, &page)? {
        Resolved::Shows(shown) => Some(shown),
        Resolved::Nothing | Resolved::Waits(_) => None,
    };
    let last = conversation::last_of(tx, visitor)?;
    let Some(published) = found.filter(|dialogue| dialogue.id == wanted) else {
        // The dialogue may be gone from the page since; a conversation that runs is still there.
        return last
            .filter(|stored| stored.dialogue == wanted && !stored.state.is_over())
            .map(|stored| Opening { conversation: stored.id, last: stored.last })
            .ok_or(AppError::NotFound);
    };
    if let Some(running) = last
        && running.dialogue == wanted
        && !running.state.is_over()
        && running.version == published.version
    {
        return Ok(Opening { conversation: running.id, last: running.last });
    }
    let stream = rules.streams.read(tx, published.version)?;
    let mut known_visitor = visitor::find(tx, visitor)?.ok_or(AppError::NotFound)?;
    let address = page.address();
    let known = known(tx, &known_visitor, &address, &published.name)?;
    let stored = Stored {
        id: ConversationId::mint(tx.now(), tx.random()),
        visitor,
        dialogue: wanted,
        version: published.version,
        page: address,
        state: Conversation::default(),
        last: 0,
        last_at: tx.now(),
        due: None,
    };
    conversation::insert(tx, &stored)?;
    let id = stored.id;
    let mut change = Change::new(stored, Some(sender));
    let walk = run::start(&stream, &known);
    learn(tx, &mut known_visitor, &walk.set)?;
    change.append(tx, walk.entries)?;
    let last = change.stored.last;
    change.finish(tx, rules)?;
    Ok(Opening { conversation: id, last })
}
