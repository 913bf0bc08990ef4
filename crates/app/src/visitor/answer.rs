//! A visitor answers the card that waits for them.

use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::ids::{ConversationId, VisitorId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::{self, Answer, Taken};
use frontdesk_store::repo::{dialogue, visitor};
use frontdesk_store::{Lock, Tx};

use super::known::{known, learn};
use crate::conversation::{Begun, Sender, begin};
use crate::{AppError, Rules};

/// Takes an answer and runs the stream on. Returns the number of the answer's entry.
pub fn answer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: VisitorId,
    sender: Sender,
    id: ConversationId,
    card: &CardId,
    given: &Answer,
) -> Result<u64, AppError> {
    tx.lock(Lock::Visitor(who))?;
    let mut change = match begin(tx, id, Some(sender))? {
        Begun::New(change) => change,
        Begun::Repeated(seq) => return Ok(seq),
    };
    if change.stored.visitor != who {
        return Err(AppError::NotFound);
    }
    if change.stored.state.asking()? != card {
        return Err(Refusal::NotAsked.into());
    }
    let stream = rules.streams.read(tx, change.stored.version)?;
    let taken = run::take(&stream, card, given).map_err(|_| Refusal::NotAsked)?;
    let walk = match taken {
        Taken::Waits(walk) => walk,
        Taken::Fits { walk, next } => {
            let mut visitor = visitor::find(tx, who)?.ok_or(AppError::NotFound)?;
            learn(tx, &mut visitor, &walk.captured)?;
            let name = dialogue::name(tx, change.stored.dialogue)?.unwrap_or_default();
            let known = known(tx, &visitor, &change.stored.page, &name)?;
            let walk = run::go_on(&stream, walk, next.as_ref(), &known);
            learn(tx, &mut visitor, &walk.set)?;
            walk
        }
    };
    change.append(tx, walk.entries)?;
    change.finish(tx, rules)
}
