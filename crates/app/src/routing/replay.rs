//! Past requests, decided once more: by the rules as they are, and by a draft of them (`ROUTE-12`). Both are decided by what
//! decides for real, on grounds that change nothing. At the time of each request everybody who was on shift is assumed to have been
//! reachable and free, and to have taken the chat that they were asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use frontdesk_domain::attribute::Values;
use frontdesk_domain::conversation::fact::{Fact, Plan, Recipients};
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_store::repo::{conversation, routing};
use frontdesk_store::{Store, Tx};
use jiff::{SignedDuration, Timestamp};

use super::Config;
use super::decisions::Names;
use super::draft::{Draft, Drafted};
use super::route::{Case, decide};
use super::trial::Trial;
use crate::desk::{self, Who};
use crate::listing::{self, Reader};
use crate::rules::before;
use crate::{AppError, Rules};

/// How many days back a replay goes, at most.
pub const MOST_DAYS: u32 = 30;
/// How many requests are decided once more, at most: the newest.
pub const MOST_REQUESTS: usize = 5_000;
/// How many of those that would change hands are named.
pub const MOST_NAMED: usize = 200;
/// How many requests are read at once.
const PAGE: u32 = 250;
/// How many requests are decided in one go, so that others get their turn between.
const SLICE: usize = 100;

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many days back, 1 to [`MOST_DAYS`].
    pub days: u32,
    /// The rules, in order.
    pub draft: Vec<Drafted>,
}

/// Who is asked first for a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum First {
    /// Nobody.
    Nobody,
    /// Several at once (`ROUTE-20`).
    Everyone,
    /// An agent.
    One(UserId),
}

impl First {
    fn of(asked: Option<&Recipients>) -> Self {
        match asked {
            None => Self::Nobody,
            Some(asked) => asked.one().map_or(Self::Everyone, Self::One),
        }
    }
}

/// What a draft would have changed.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    /// How many requests were decided once more.
    pub requests: usize,
    /// Whether there were more than that.
    pub cut: bool,
    /// Requests by who is asked first: as the rules are, and by the draft.
    pub firsts: BTreeMap<First, (u32, u32)>,
    /// How many others would be asked first.
    pub changed: usize,
    /// The newest of these that the reader may see.
    pub named: Vec<Changed>,
    /// What is named.
    pub names: Names,
}

/// A request for which somebody else would be asked first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The conversation.
    pub conversation: ConversationId,
    /// When it was asked for.
    pub at: Timestamp,
    /// Who asked.
    pub who: Who,
    /// Who is asked as the rules are.
    pub before: First,
    /// Who would be asked by the draft.
    pub after: First,
}

/// Decides the requests of the last days once more. Nothing is written.
pub async fn replay(
    store: &Store,
    rules: &Rules,
    reader: Reader,
    wanted: Wanted,
) -> Result<Replay, AppError> {
    let ours = rules.clone();
    let (mut running, past) = store.read(move |tx| begin(tx, &ours, &wanted)).await?;
    for slice in past.chunks(SLICE) {
        let (slice, ours): (Arc<[Past]>, _) = (slice.into(), rules.clone());
        running = store.read(move |tx| running.clone().go_on(tx, &ours, &slice)).await?;
    }
    store.read(move |tx| running.clone().end(tx, reader)).await
}

/// A request of the past.
#[derive(Clone)]
struct Past {
    conversation: ConversationId,
    at: Timestamp,
    plan: Plan,
    values: Values,
}

fn begin(tx: &mut Tx<'_>, rules: &Rules, wanted: &Wanted) -> Result<(Running, Vec<Past>), AppError> {
    if !(1..=MOST_DAYS).contains(&wanted.days) {
        return Err(AppError::Invalid(format!("a replay goes 1 to {MOST_DAYS} days back")));
    }
    let live = rules.routing.read(tx)?;
    let draft = Draft::read(tx, &live, &wanted.draft)?;
    let since = before(tx.now(), SignedDuration::from_hours(24 * i64::from(wanted.days)));
    let (past, cut) = past(tx, since)?;
    let side = |config, rings| Side { config, trial: Trial::replay(since, rings) };
    let running = Running {
        live: side(live, BTreeMap::new()),
        draft: side(Arc::new(draft.config), draft.rings),
        changed: Vec::new(),
        replay: Replay { requests: past.len(), cut, ..Replay::default() },
    };
    Ok((running, past))
}

/// The first requests of chats since an instant, the oldest first, and whether there were more. "Talk to us again" goes to the same
/// agent first, whatever the rules are.
fn past(tx: &mut Tx<'_>, since: Timestamp) -> Result<(Vec<Past>, bool), AppError> {
    let (mut past, mut cut) = (Vec::new(), false);
    let mut page = routing::requests(tx, since, None, PAGE)?;
    while let Some(last) = page.last() {
        let next = routing::requests(tx, since, Some(last), PAGE)?;
        for routing::Requested { conversation, at, known, fact, .. } in page {
            if let Fact::Requested { plan, again: false } = fact {
                past.push(Past { conversation, at, plan, values: known });
            }
        }
        page = next;
        cut = past.len() > MOST_REQUESTS;
        if cut {
            break;
        }
    }
    past.truncate(MOST_REQUESTS);
    past.reverse();
    Ok((past, cut))
}

/// One of the two that are compared.
#[derive(Clone)]
struct Side {
    config: Arc<Config>,
    trial: Trial,
}

impl Side {
    /// Who is asked first.
    fn first(&mut self, tx: &mut Tx<'_>, rules: &Rules, past: &Past) -> Result<Option<Recipients>, AppError> {
        self.trial.move_to(past.at);
        let asked = Fact::Requested { plan: past.plan.clone(), again: false };
        let state = Conversation::fold([(1, past.at, &asked)]);
        let Some(request) = state.routing() else { return Ok(None) };
        let case = Case {
            limits: &rules.limits,
            config: &self.config,
            state: &state,
            request,
            values: &past.values,
        };
        let asked = decide(tx, &case, &mut self.trial)?.offer.map(|(asked, _)| asked);
        if let Some(agent) = asked.as_ref().and_then(Recipients::one) {
            self.trial.taken(agent);
        }
        Ok(asked)
    }
}

/// A replay that is under way.
#[derive(Clone)]
struct Running {
    live: Side,
    draft: Side,
    changed: Vec<(ConversationId, Timestamp, First, First)>,
    replay: Replay,
}

impl Running {
    fn go_on(mut self, tx: &mut Tx<'_>, rules: &Rules, slice: &[Past]) -> Result<Self, AppError> {
        for past in slice {
            let (live, draft) = (self.live.first(tx, rules, past)?, self.draft.first(tx, rules, past)?);
            let (before, after) = (First::of(live.as_ref()), First::of(draft.as_ref()));
            self.replay.firsts.entry(before).or_default().0 += 1;
            self.replay.firsts.entry(after).or_default().1 += 1;
            if live != draft {
                self.changed.push((past.conversation, past.at, before, after));
            }
        }
        Ok(self)
    }

    fn end(self, tx: &mut Tx<'_>, reader: Reader) -> Result<Replay, AppError> {
        let Self { changed, mut replay, .. } = self;
        replay.changed = changed.len();
        for (id, at, before, after) in changed.into_iter().rev() {
            if replay.named.len() == MOST_NAMED {
                break;
            }
            if listing::may_read(tx, reader, id)?
                && let Some(stored) = conversation::find(tx, id)?
            {
                let who = desk::who(tx, stored.visitor, &stored.page)?;
                replay.named.push(Changed { conversation: id, at, who, before, after });
            }
        }
        for first in replay.firsts.keys() {
            if let First::One(agent) = first {
                replay.names.add_agent(tx, *agent)?;
            }
        }
        Ok(replay)
    }
}
