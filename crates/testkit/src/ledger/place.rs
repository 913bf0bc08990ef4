//! Where a conversation stands, as the ledger sees it.

use frontdesk_domain::conversation::fact::{OfferWhy, Outcome, Recipients, RerouteWhy, TransferTo};
use frontdesk_domain::ids::UserId;
use jiff::Timestamp;

/// A search for an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Offers on the route that may still be refused.
    pub tries_left: u8,
    /// Who was offered this request.
    pub offered: Vec<UserId>,
    /// Who is to be asked first (`ROUTE-17`).
    pub first: Option<UserId>,
    /// Whether the visitor has spoken since the request.
    pub spoke: bool,
    /// Since when the visitor has waited in the queue (`ROUTE-10`).
    pub waiting_since: Option<Timestamp>,
    /// Whether they have waited for as long as one may (`ROUTE-10`).
    pub wait_over: bool,
    /// Whom the holder hands the chat to (`ROUTE-13`).
    pub transfer: Option<TransferTo>,
    /// Whether the card's route goes on to the general ring at its end (`ROUTE-8`).
    pub(super) further: bool,
    /// Why the offers of this request were made, the last agent's apart.
    pub(super) made: Vec<OfferWhy>,
}

impl Search {
    /// Whether nobody was asked yet, the last agent apart (`ROUTE-1`).
    pub fn is_new(&self) -> bool {
        self.made.is_empty()
    }

    /// Whether the one further offer was made (`ROUTE-8`).
    pub fn is_over(&self) -> bool {
        self.made.contains(&OfferWhy::General)
    }
}

/// An open offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its number.
    pub number: u64,
    /// Who is asked: several where everyone is rung (`ROUTE-20`).
    pub to: Recipients,
    /// Its deadline.
    pub until: Timestamp,
    /// Whether it costs a try.
    pub costs: bool,
}

/// A held chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The owner.
    pub by: UserId,
    /// Since when nobody else is asked; while one is, silence has no consequence (`ROUTE-15`).
    pub alone_since: Timestamp,
    /// When somebody last said something.
    pub quiet_since: Timestamp,
    /// Since when the visitor waits for an answer.
    pub waiting_since: Option<Timestamp>,
    /// Whether that was told.
    pub alerted: bool,
    /// When the visitor was warned, and of what.
    pub warned: Option<(Timestamp, Timestamp)>,
    /// Whether the owner is shown as away.
    pub away: bool,
    /// Whether the chat was re-routed for want of an answer.
    pub rerouted: bool,
}

impl Hold {
    /// Begins when an offer is accepted.
    pub fn begin(by: UserId, at: Timestamp, waits: bool, rerouted: bool) -> Self {
        Self {
            by,
            alone_since: at,
            quiet_since: at,
            waiting_since: waits.then_some(at),
            alerted: false,
            warned: None,
            away: false,
            rerouted,
        }
    }
}

/// Where a conversation stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Nothing has happened.
    #[default]
    New,
    /// The bot talks.
    Bot,
    /// An agent is looked for.
    Routing(Search),
    /// The visitor waits in the queue, until an instant at most.
    Waiting(Search, Timestamp),
    /// One is asked.
    Offered(Search, Standing),
    /// One holds the chat.
    Held(Hold),
    /// Another is looked for, beside the holder.
    HeldRouting(Hold, Search, RerouteWhy),
    /// Another is asked, beside the holder.
    HeldOffered(Hold, Search, RerouteWhy, Standing),
    /// The next entry must be this end.
    Ending(Vec<Outcome>),
    /// It is over since an instant.
    Over(Timestamp),
}
