//! An agent's desk: what is offered to them, the chats they hold, and what a supervisor is alerted of.

use std::collections::BTreeMap;

use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::availability::{Status, Zone};
use frontdesk_domain::conversation::fact::{Fact, RerouteWhy, Speaker};
use frontdesk_domain::conversation::state::{Conversation, LiveChat};
use frontdesk_domain::ids::{ConversationId, UserId, VisitorId};
use frontdesk_store::repo::conversation::{self, Stored};
use frontdesk_store::repo::visitor::{self, Visitor};
use frontdesk_store::repo::{account, availability, log};
use frontdesk_store::{Logged, Tx};
use jiff::Timestamp;

use crate::{AppError, lists};

/// How many of the visitor's last words an offer tells.
const SAID: usize = 6;
/// How many texts are looked at for the last thing said: reasons and notes are not said.
const LAST_TEXTS: u32 = 4;
/// Of how many chats a supervisor is alerted at most.
const MOST_ALERTS: u32 = 100;
/// How many of the last texts are looked at for them.
const LOOKED_AT: u32 = 24;

/// Who a conversation is with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Who {
    /// First and last name.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The page on which the conversation began.
    pub page: String,
}

/// An offer to the agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfferOnDesk {
    /// Its number.
    pub offer: u64,
    /// When it was made.
    pub since: Timestamp,
    /// Its deadline.
    pub until: Timestamp,
    /// Who.
    pub who: Who,
    /// What they said so far, oldest first.
    pub said: Vec<String>,
    /// Whether others are asked too (`ROUTE-20`).
    pub everyone: bool,
    /// Whether a colleague holds the chat.
    pub takeover: bool,
    /// Where that colleague hands it over (`ROUTE-13`).
    pub handed: Option<Handed>,
}

/// A chat that is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handed {
    /// Who hands it over.
    pub by: String,
    /// Their note; empty where there is none.
    pub note: String,
}

/// A chat that the agent holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChatOnDesk {
    /// Who.
    pub who: Who,
    /// The number of the log's last entry.
    pub last: u64,
    /// The last thing said or answered, and when.
    pub snippet: Option<(String, Timestamp)>,
    /// The visitor's messages that the agent has not read.
    pub unread: u64,
    /// Since when the visitor waits for an answer.
    pub waiting_since: Option<Timestamp>,
    /// Whether they wait too long (`ROUTE-14`).
    pub alerted: bool,
    /// When the chat ends, once the visitor was warned.
    pub ends: Option<Timestamp>,
    /// Whether it is being offered to a colleague.
    pub rerouting: bool,
    /// Whether that is because the agent hands it over (`ROUTE-13`).
    pub handing_over: bool,
}

/// A chat in which the visitor waits too long for an answer (`ROUTE-14`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertOnDesk {
    /// Who waits.
    pub who: Who,
    /// Whose answer they wait for.
    pub agent: String,
    /// Since when.
    pub waiting_since: Timestamp,
}

/// Whether the agent takes new chats, why, and until when; and whose wall clock counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// How things stand.
    pub status: Status,
    /// By which schedule's zone.
    pub zone: Zone,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Whether the agent takes new chats, and why; `None` before anything was read.
    pub shift: Option<Shift>,
    /// By conversation.
    pub offers: BTreeMap<ConversationId, OfferOnDesk>,
    /// By conversation.
    pub chats: BTreeMap<ConversationId, ChatOnDesk>,
    /// What supervisors are alerted of, by conversation; chats of their own are not among them.
    pub alerts: BTreeMap<ConversationId, AlertOnDesk>,
}

/// Reads an agent's desk, with alerts where they supervise.
pub fn read(
    tx: &mut Tx<'_>,
    agent: UserId,
    supervises: bool,
    warning: jiff::SignedDuration,
) -> Result<Desk, AppError> {
    let active = account::find(tx, agent)?.is_some_and(|account| account.active);
    let availability::Stored { availability, .. } =
        availability::find(tx, agent)?.ok_or(AppError::NotFound)?;
    let status = availability.status(tx.now());
    let status = Status { available: status.available && active, ..status };
    let mut desk = Desk { shift: Some(Shift { status, zone: availability.zone }), ..Desk::default() };
    for stored in conversation::offered_to(tx, agent)? {
        let Some(offer) = stored.state.offer() else { continue };
        let texts = log::last_with_text(tx, stored.id, LOOKED_AT)?;
        let mut said: Vec<String> = texts.iter().filter_map(visitors_words).take(SAID).collect();
        said.reverse();
        let row = OfferOnDesk {
            offer: offer.number,
            since: offer.since,
            until: offer.until,
            who: who(tx, stored.visitor, &stored.page)?,
            said,
            everyone: offer.to.one().is_none(),
            takeover: stored.state.holder().is_some(),
            handed: handed(tx, &stored.state, &texts)?,
        };
        desk.offers.insert(stored.id, row);
    }
    for held in conversation::held_by(tx, agent)? {
        let row = chat(tx, &held.stored, held.read, warning)?;
        desk.chats.insert(held.stored.id, row);
    }
    if supervises {
        desk.alerts = alerts(tx, agent)?;
    }
    Ok(desk)
}

fn alerts(tx: &mut Tx<'_>, supervisor: UserId) -> Result<BTreeMap<ConversationId, AlertOnDesk>, AppError> {
    let mut alerts = BTreeMap::new();
    for stored in conversation::alerted(tx, MOST_ALERTS)? {
        let Some(holder) = stored.state.holder().filter(|holder| *holder != supervisor) else { continue };
        let waiting = stored.state.holding().and_then(|holding| holding.waiting_since);
        let alert = AlertOnDesk {
            who: who(tx, stored.visitor, &stored.page)?,
            agent: account::find(tx, holder)?.map(|account| account.name).unwrap_or_default(),
            waiting_since: waiting.unwrap_or(stored.last_at),
        };
        alerts.insert(stored.id, alert);
    }
    Ok(alerts)
}

fn chat(
    tx: &mut Tx<'_>,
    stored: &Stored,
    read: u64,
    warning: jiff::SignedDuration,
) -> Result<ChatOnDesk, AppError> {
    let texts = log::last_with_text(tx, stored.id, LAST_TEXTS)?;
    let snippet = texts.iter().find(|logged| !is_internal(&logged.entry.fact));
    let snippet = snippet.and_then(|logged| Some((text(logged)?, logged.entry.at)));
    let holding = stored.state.holding();
    let waiting = holding.and_then(|h| h.waiting_since);
    let unread = if waiting.is_some() { log::count_visitor_words(tx, stored.id, read)? } else { 0 };
    Ok(ChatOnDesk {
        who: who(tx, stored.visitor, &stored.page)?,
        last: stored.last,
        snippet,
        unread,
        waiting_since: waiting,
        alerted: holding.is_some_and(|h| h.alerted),
        ends: holding.and_then(|h| h.ends.or_else(|| h.warned?.saturating_add(warning).ok())),
        rerouting: stored.state.offer().is_some(),
        handing_over: is_handed_over(&stored.state),
    })
}

fn is_handed_over(state: &Conversation) -> bool {
    matches!(state.live(), Some(LiveChat::HeldOffering(_, _, RerouteWhy::Transfer, _)))
}

/// The transfer that an offer belongs to. Its note is among the last texts, or a long stretch of talk lies between.
fn handed(tx: &mut Tx<'_>, state: &Conversation, texts: &[Logged]) -> Result<Option<Handed>, AppError> {
    let Some(holder) = state.holder().filter(|_| is_handed_over(state)) else { return Ok(None) };
    let by = account::find(tx, holder)?.map(|account| account.name).unwrap_or_default();
    let note = texts.iter().find(|logged| matches!(logged.entry.fact, Fact::Transferring { .. }));
    Ok(Some(Handed { by, note: note.map(|logged| logged.entry.text().to_owned()).unwrap_or_default() }))
}

/// Whether the text of an entry is for agents only.
fn is_internal(fact: &Fact) -> bool {
    matches!(fact, Fact::Declined { .. } | Fact::Transferring { .. })
}

fn visitors_words(logged: &Logged) -> Option<String> {
    match &logged.entry.fact {
        Fact::Answered { .. } | Fact::Said { by: Speaker::Visitor } => text(logged),
        _ => None,
    }
}

fn text(logged: &Logged) -> Option<String> {
    Some(logged.entry.body.as_ref()?.text().chars().take(300).collect())
}

/// What is known of a visitor: what the person's record says, else what this browser told; and what its address tells.
pub fn attributes(tx: &mut Tx<'_>, id: VisitorId) -> Result<Values, AppError> {
    let Some(found) = visitor::find(tx, id)? else { return Ok(Values::default()) };
    let mut record = Values::default();
    if let Some(person) = found.person
        && let Some(person) = visitor::find_person(tx, person)?
    {
        record = person.attributes;
        lists::know(tx, &person.email, &mut record)?;
    }
    Ok(completed(record, &found))
}

/// A person's record, and what it does not say: what this browser told, and what its address tells.
pub(crate) fn completed(mut record: Values, visitor: &Visitor) -> Values {
    for (attribute, value) in visitor.attributes.iter().chain(visitor.inferred.iter()) {
        record.fill(attribute, value);
    }
    record
}

/// First and last name, as far as they are known.
pub(crate) fn name(values: &Values) -> Option<String> {
    let words = ["person.first_name", "person.last_name"].into_iter().filter_map(|name| value(values, name));
    Some(words.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
}

fn value(values: &Values, name: &str) -> Option<String> {
    Attribute::parse(name).ok().and_then(|attribute| values.get(&attribute).map(str::to_owned))
}

/// Who a visitor is.
pub fn who(tx: &mut Tx<'_>, id: VisitorId, page: &str) -> Result<Who, AppError> {
    let values = attributes(tx, id)?;
    Ok(Who { name: name(&values), email: value(&values, "person.email"), page: page.to_owned() })
}
