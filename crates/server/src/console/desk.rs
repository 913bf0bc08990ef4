//! The agent's desk, told as what has changed.

use std::collections::BTreeMap;

use frontdesk_app::desk::{AlertOnDesk, ChatOnDesk, Desk, OfferOnDesk, Shift, Who};
use frontdesk_domain::ids::ConversationId;
use frontdesk_protocol::availability::AgentStatus;
use frontdesk_protocol::console::{AlertRow, ChatRow, Desk as WireDesk, Handed, OfferRow, VisitorCard};

/// What has changed from one desk to the next; `None` when nothing has.
pub(super) fn difference(before: Option<&Desk>, now: &Desk) -> Option<WireDesk> {
    let empty = Desk::default();
    let known = before.unwrap_or(&empty);
    let Shift { status, zone } = now.shift.as_ref()?;
    let change = WireDesk {
        full: before.is_none(),
        status: AgentStatus::new(*status, zone),
        offers: changed(&known.offers, &now.offers).map(|(id, offer)| offer_row(*id, offer)).collect(),
        offers_gone: gone(&known.offers, &now.offers),
        chats: changed(&known.chats, &now.chats).map(|(id, chat)| chat_row(*id, chat)).collect(),
        chats_gone: gone(&known.chats, &now.chats),
        alerts: changed(&known.alerts, &now.alerts).map(|(id, alert)| alert_row(*id, alert)).collect(),
        alerts_gone: gone(&known.alerts, &now.alerts),
    };
    (before != Some(now)).then_some(change)
}

fn changed<'a, T: PartialEq>(
    before: &'a BTreeMap<ConversationId, T>,
    now: &'a BTreeMap<ConversationId, T>,
) -> impl Iterator<Item = (&'a ConversationId, &'a T)> {
    now.iter().filter(|(id, row)| before.get(id) != Some(row))
}

fn gone<T>(before: &BTreeMap<ConversationId, T>, now: &BTreeMap<ConversationId, T>) -> Vec<uuid::Uuid> {
    before.keys().filter(|id| !now.contains_key(id)).map(|id| id.0).collect()
}

pub(super) fn visitor_card(who: &Who) -> VisitorCard {
    VisitorCard { name: who.name.clone(), email: who.email.clone(), page: Some(who.page.clone()) }
}

fn offer_row(id: ConversationId, offer: &OfferOnDesk) -> OfferRow {
    OfferRow {
        conversation: id.0,
        offer: offer.offer,
        since: offer.since,
        until: offer.until,
        visitor: visitor_card(&offer.who),
        said: offer.said.clone(),
        everyone: offer.everyone,
        takeover: offer.takeover,
        handed: offer
            .handed
            .as_ref()
            .map(|handed| Handed { by: handed.by.clone(), note: handed.note.clone() }),
    }
}

fn alert_row(id: ConversationId, alert: &AlertOnDesk) -> AlertRow {
    AlertRow {
        conversation: id.0,
        visitor: visitor_card(&alert.who),
        agent: alert.agent.clone(),
        waiting_since: alert.waiting_since,
    }
}

fn chat_row(id: ConversationId, chat: &ChatOnDesk) -> ChatRow {
    ChatRow {
        conversation: id.0,
        visitor: visitor_card(&chat.who),
        last: chat.last,
        snippet: chat.snippet.as_ref().map(|(text, _)| text.clone()),
        snippet_at: chat.snippet.as_ref().map(|(_, at)| *at),
        unread: chat.unread,
        waiting_since: chat.waiting_since,
        alerted: chat.alerted,
        ends: chat.ends,
        rerouting: chat.rerouting,
        handing_over: chat.handing_over,
    }
}
