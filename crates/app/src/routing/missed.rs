//! Missed demand: each request that ended without an agent, kept in the transaction that ends it, and told (`ROUTE-9`).

use frontdesk_domain::conversation::fact::{Fact, Outcome};
use frontdesk_domain::routing::{self, Missed, MissedWhy};
use frontdesk_store::Tx;
use frontdesk_store::repo::missed::{self, Listed, Place};
use frontdesk_store::repo::{log, routing as requests};

use super::decisions::Names;
use crate::AppError;
use crate::desk::{self, Who};
use crate::listing::Reader;

/// The most requests of one page.
pub const PAGE: u32 = 100;

/// Which requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Only those with this reason.
    pub why: Option<MissedWhy>,
    /// Only those that ended at this instant or later.
    pub since: jiff::Timestamp,
    /// Only those that ended before this instant.
    pub until: jiff::Timestamp,
    /// Only those after this place in the list.
    pub after: Option<Place>,
    /// How many, at most [`PAGE`].
    pub limit: u32,
}

/// A page of the list, and what all of it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The newest first, each with who asked.
    pub lines: Vec<(Listed, Who)>,
    /// `None` when there are no more.
    pub next: Option<Place>,
    /// How many there are for each reason, over all pages and whichever reason is wanted.
    pub counts: Vec<(MissedWhy, u64)>,
    /// Agents and teams that the lines name.
    pub names: Names,
}

/// Keeps the request that has just ended, if it ended without an agent. The log has its end already.
pub(crate) fn note(tx: &mut Tx<'_>, place: Place, outcome: Outcome) -> Result<Option<Missed>, AppError> {
    if !matches!(outcome, Outcome::FellBack | Outcome::VisitorLeft | Outcome::Cancelled) {
        return Ok(None);
    }
    let Some(request) = requests::last_request(tx, place.conversation)? else { return Ok(None) };
    let (mut facts, mut after): (Vec<Fact>, _) = (Vec::new(), request.saturating_sub(1));
    loop {
        let page = log::after(tx, place.conversation, after)?;
        let Some(last) = page.last() else { break };
        after = last.entry.seq;
        facts.extend(page.into_iter().map(|logged| logged.entry.fact));
    }
    let found = routing::missed(&facts);
    if let Some(found) = &found {
        missed::keep(tx, place, found)?;
    }
    Ok(found)
}

/// A page of the list. A reader who may see only their own conversations gets what was missed in those.
pub fn page(tx: &mut Tx<'_>, reader: Reader, wanted: &Wanted) -> Result<Page, AppError> {
    let limit = wanted.limit.clamp(1, PAGE);
    let all = missed::Wanted {
        participant: (!reader.all).then_some(reader.user),
        since: wanted.since,
        before: Place::before(wanted.until),
    };
    let counts = missed::counts(tx, &all)?;
    let before = wanted.after.map_or(all.before, |after| after.min(all.before));
    let mut found = missed::page(tx, &missed::Wanted { before, ..all }, wanted.why, limit + 1)?;
    let full = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > full;
    found.truncate(full);
    let next = found.last().filter(|_| more).map(|last| last.place);
    let (mut names, mut lines) = (Names::default(), Vec::new());
    for listed in found {
        names.add_route(tx, listed.missed.route)?;
        for agent in &listed.missed.agents {
            names.add_agent(tx, *agent)?;
        }
        let who = desk::who(tx, listed.visitor, &listed.page)?;
        lines.push((listed, who));
    }
    Ok(Page { lines, next, counts, names })
}
