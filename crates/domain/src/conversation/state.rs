//! The state of a conversation: a fold over its facts, small and without texts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fact::{Fact, Outcome, Plan, Recipients, RerouteWhy, TransferTo};
use super::fold;
use crate::ids::UserId;
use crate::routing::Stage;
use crate::stream::{CardId, Route};

/// What a conversation's facts add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Where it stands.
    pub phase: Phase,
    /// Whether the visitor has given a first answer (`TARGET-7`).
    pub engaged: bool,
    /// Whether a branch has come to its end (`TARGET-7`).
    pub completed: bool,
    /// Who held the last live chat (`ROUTE-17`).
    pub last_agent: Option<UserId>,
}

/// Where a conversation stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nothing has happened yet.
    #[default]
    New,
    /// A card waits for the visitor.
    Asking {
        /// The card.
        card: CardId,
    },
    /// The branch ended without a live chat.
    Finished {
        /// When.
        at: Timestamp,
    },
    /// A live chat was asked for.
    Live(Box<LiveChat>),
}

/// The live part of a conversation. Each state owns exactly its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveChat {
    /// An agent is being looked for: only inside of a transaction, never between two.
    Routing(Request),
    /// The visitor waits for an agent who can take the chat, until an instant at most (`ROUTE-10`).
    Waiting(Request, Timestamp),
    /// One agent is asked, or everybody on the route is.
    Offered(Request, Offer),
    /// An agent holds the chat.
    Held(Holding),
    /// Another agent is being looked for, beside the holder: only inside of a transaction.
    HeldRouting(Holding, Request, RerouteWhy),
    /// Another agent is asked, beside the holder, who stays owner until then (`ROUTE-15`).
    HeldOffering(Holding, Request, RerouteWhy, Offer),
    /// It is over.
    Ended {
        /// How.
        outcome: Outcome,
        /// When.
        at: Timestamp,
        /// What "Talk to us again" asks for (`ROUTE-17`).
        plan: Plan,
    },
}

/// A wish to be connected: one run through the tries of a live chat card (`ROUTE-7`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What the card says.
    pub plan: Plan,
    /// Tries that are left.
    pub tries_left: u8,
    /// How far the search has come.
    #[serde(default)]
    pub stage: Stage,
    /// Who was offered it: nobody is offered the same request twice.
    pub offered: Vec<UserId>,
    /// The agent of the last chat, who is asked first (`ROUTE-17`).
    pub first: Option<UserId>,
    /// Whether the visitor has said something that no agent has answered yet.
    pub visitor_spoke: bool,
    /// Since when the visitor has waited in the queue; that goes on while an agent is asked (`ROUTE-10`).
    #[serde(default)]
    pub waiting_since: Option<Timestamp>,
    /// Whether they have waited for as long as one may (`ROUTE-10`).
    #[serde(default)]
    pub wait_over: bool,
    /// Whether the holder hands the chat over: nobody but the target is asked (`ROUTE-13`).
    #[serde(default)]
    pub transfer: bool,
}

impl Request {
    pub(crate) fn new(plan: &Plan, first: Option<UserId>) -> Self {
        Self {
            plan: plan.clone(),
            tries_left: plan.tries,
            stage: Stage::Account,
            offered: Vec::new(),
            first,
            visitor_spoke: false,
            waiting_since: None,
            wait_over: false,
            transfer: false,
        }
    }

    pub(super) fn transfer(card: CardId, to: TransferTo) -> Self {
        let route = Route::from(to);
        let plan = Plan { card, route, tries: route.default_tries(false), everyone: false };
        Self { stage: Stage::Route, transfer: true, ..Self::new(&plan, None) }
    }
}

/// One ring, at one agent or at several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The number of the entry that made it.
    pub number: u64,
    /// Whom it asks.
    pub to: Recipients,
    /// When it was made.
    pub since: Timestamp,
    /// From then on it can't be accepted.
    pub until: Timestamp,
    /// Whether its refusal costs a try.
    pub costs_try: bool,
}

/// What is known while an agent holds the chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The owner.
    pub by: UserId,
    /// What the card says.
    pub plan: Plan,
    /// When somebody last said something, or the chat began.
    pub quiet_since: Timestamp,
    /// Since when the visitor waits for an answer; `None` when the agent spoke last.
    pub waiting_since: Option<Timestamp>,
    /// Whether agent and supervisor were alerted of that.
    pub alerted: bool,
    /// When the visitor was warned of the end.
    pub warned: Option<Timestamp>,
    /// What they were told: the end comes no sooner, whatever an admin sets meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Timestamp>,
    /// Whether the holder is shown as away.
    pub away: bool,
    /// Whether the chat was re-routed for want of an answer: that happens once (`ROUTE-14`).
    pub rerouted: bool,
}

impl Conversation {
    /// Folds a log.
    pub fn fold<'a>(facts: impl IntoIterator<Item = (u64, Timestamp, &'a Fact)>) -> Self {
        facts.into_iter().fold(Self::default(), |mut state, (seq, at, fact)| {
            state.apply(seq, at, fact);
            state
        })
    }

    /// Takes one more fact. A fact that does not fit the phase changes nothing.
    pub fn apply(&mut self, seq: u64, at: Timestamp, fact: &Fact) {
        match fact {
            Fact::Answered { .. } => self.engaged = true,
            Fact::Completed => self.completed = true,
            Fact::Accepted { by, .. } => self.last_agent = Some(*by),
            _ => {}
        }
        let phase = std::mem::take(&mut self.phase);
        self.phase = fold::next_phase(phase, self.last_agent, seq, at, fact);
    }

    /// The live part, where there is one.
    pub fn live(&self) -> Option<&LiveChat> {
        match &self.phase {
            Phase::Live(live) => Some(live),
            _ => None,
        }
    }

    /// Who holds the chat.
    pub fn holder(&self) -> Option<UserId> {
        self.holding().map(|holding| holding.by)
    }

    /// What is known while an agent holds the chat.
    pub fn holding(&self) -> Option<&Holding> {
        match self.live()? {
            LiveChat::Held(h) | LiveChat::HeldRouting(h, ..) | LiveChat::HeldOffering(h, ..) => Some(h),
            _ => None,
        }
    }

    /// Whether the holder is shown as away (`ROUTE-15`).
    pub fn is_holder_away(&self) -> bool {
        self.holding().is_some_and(|holding| holding.away)
    }

    /// Whether the visitor waits too long for the holder's answer (`ROUTE-14`).
    pub fn is_alerted(&self) -> bool {
        self.holding().is_some_and(|holding| holding.alerted)
    }

    /// The offer that stands.
    pub fn offer(&self) -> Option<&Offer> {
        match self.live()? {
            LiveChat::Offered(_, offer) | LiveChat::HeldOffering(.., offer) => Some(offer),
            _ => None,
        }
    }

    /// The request that needs an agent to be found now.
    pub fn routing(&self) -> Option<&Request> {
        match self.live()? {
            LiveChat::Routing(request) | LiveChat::HeldRouting(_, request, _) => Some(request),
            _ => None,
        }
    }

    /// The request that runs, whether somebody is asked now or not.
    pub fn request(&self) -> Option<&Request> {
        match self.live()? {
            LiveChat::Routing(request)
            | LiveChat::Waiting(request, _)
            | LiveChat::Offered(request, _)
            | LiveChat::HeldRouting(_, request, _)
            | LiveChat::HeldOffering(_, request, ..) => Some(request),
            LiveChat::Held(_) | LiveChat::Ended { .. } => None,
        }
    }

    /// The request that waits in the queue, and since when (`ROUTE-10`).
    pub fn waiting(&self) -> Option<(&Request, Timestamp)> {
        match self.live()? {
            LiveChat::Waiting(request, until) => Some((request, request.waiting_since.unwrap_or(*until))),
            _ => None,
        }
    }

    /// Whether the visitor waits for an agent or talks to one.
    pub fn is_live(&self) -> bool {
        self.live().is_some_and(|live| !matches!(live, LiveChat::Ended { .. }))
    }

    /// Whether nothing more will happen by itself: the branch or the live chat is over.
    pub fn is_over(&self) -> bool {
        match &self.phase {
            Phase::Finished { .. } => true,
            Phase::Live(live) => matches!(**live, LiveChat::Ended { .. }),
            Phase::New | Phase::Asking { .. } => false,
        }
    }
}
