//! The state of a conversation: a fold over its facts, small and without texts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fact::{Fact, OfferWhy, Outcome, Plan, RerouteWhy, Speaker, WithdrawWhy};
use crate::ids::UserId;
use crate::stream::CardId;

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
    /// One agent is asked.
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
    /// Who was offered it: nobody is offered the same request twice.
    pub offered: Vec<UserId>,
    /// The agent of the last chat, who is asked first (`ROUTE-17`).
    pub first: Option<UserId>,
    /// Whether the visitor has said something that no agent has answered yet.
    pub visitor_spoke: bool,
}

impl Request {
    fn new(plan: &Plan, first: Option<UserId>) -> Self {
        Self { plan: plan.clone(), tries_left: plan.tries, offered: Vec::new(), first, visitor_spoke: false }
    }
}

/// One ring at one agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The number of the entry that made it.
    pub number: u64,
    /// The agent.
    pub to: UserId,
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
        self.phase = next_phase(phase, self.last_agent, seq, at, fact);
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

fn next_phase(phase: Phase, last_agent: Option<UserId>, seq: u64, at: Timestamp, fact: &Fact) -> Phase {
    match fact {
        Fact::Asked { card } | Fact::AskedAgain { card } => Phase::Asking { card: card.clone() },
        Fact::BranchEnded => Phase::Finished { at },
        Fact::Requested { plan, again } => {
            let first = last_agent.filter(|_| *again);
            Phase::Live(Box::new(LiveChat::Routing(Request::new(plan, first))))
        }
        _ => match phase {
            Phase::Live(live) => Phase::Live(Box::new(next_live(*live, seq, at, fact))),
            other => other,
        },
    }
}

fn next_live(live: LiveChat, seq: u64, at: Timestamp, fact: &Fact) -> LiveChat {
    use LiveChat::{Ended, Held, HeldOffering, HeldRouting, Offered, Routing};
    match (live, fact) {
        (Ended { outcome, at, plan }, _) => Ended { outcome, at, plan },
        (live, Fact::Ended { outcome }) => Ended { outcome: *outcome, at, plan: plan_of(live) },
        (Routing(mut request), Fact::Offered { to, until, why, .. }) => {
            let offer =
                Offer { number: seq, to: *to, since: at, until: *until, costs_try: *why == OfferWhy::Route };
            offered(&mut request, *to);
            Offered(request, offer)
        }
        (HeldRouting(holding, mut request, reroute), Fact::Offered { to, until, why, .. }) => {
            let offer =
                Offer { number: seq, to: *to, since: at, until: *until, costs_try: *why == OfferWhy::Route };
            offered(&mut request, *to);
            HeldOffering(holding, request, reroute, offer)
        }
        (Offered(request, offer), Fact::Declined { .. } | Fact::Expired { .. }) => {
            Routing(spend(request, &offer))
        }
        (Offered(request, _), Fact::Withdrawn { .. }) => Routing(request),
        (HeldOffering(holding, request, why, offer), Fact::Declined { .. } | Fact::Expired { .. }) => {
            HeldRouting(holding, spend(request, &offer), why)
        }
        (
            HeldOffering(holding, ..),
            Fact::Withdrawn { why: WithdrawWhy::HolderBack | WithdrawWhy::SearchAnew, .. },
        ) => Held(holding),
        (HeldOffering(holding, request, why, _), Fact::Withdrawn { .. }) => {
            HeldRouting(holding, request, why)
        }
        (Offered(request, _), Fact::Accepted { by, .. }) => Held(Holding {
            by: *by,
            waiting_since: request.visitor_spoke.then_some(at),
            plan: request.plan,
            quiet_since: at,
            alerted: false,
            warned: None,
            away: false,
            rerouted: false,
        }),
        (HeldOffering(holding, ..), Fact::Accepted { by, .. }) => Held(Holding {
            by: *by,
            plan: holding.plan,
            quiet_since: at,
            waiting_since: holding.waiting_since.map(|_| at),
            alerted: false,
            warned: None,
            away: false,
            rerouted: holding.rerouted,
        }),
        (Held(holding), Fact::Rerouting { why }) => {
            let request = Request::new(&holding.plan, None);
            let rerouted = holding.rerouted || *why == RerouteWhy::Unanswered;
            HeldRouting(Holding { rerouted, ..holding }, request, *why)
        }
        (Offered(request, offer), Fact::Said { by: Speaker::Visitor }) => {
            Offered(Request { visitor_spoke: true, ..request }, offer)
        }
        (Held(holding), fact) => Held(held(holding, at, fact)),
        (HeldOffering(holding, request, why, offer), fact) => {
            HeldOffering(held(holding, at, fact), request, why, offer)
        }
        (HeldRouting(holding, request, why), fact) => HeldRouting(held(holding, at, fact), request, why),
        (live, _) => live,
    }
}

fn plan_of(live: LiveChat) -> Plan {
    match live {
        LiveChat::Routing(request) | LiveChat::Offered(request, _) => request.plan,
        LiveChat::Held(h) | LiveChat::HeldRouting(h, ..) | LiveChat::HeldOffering(h, ..) => h.plan,
        LiveChat::Ended { plan, .. } => plan,
    }
}

fn offered(request: &mut Request, to: UserId) {
    request.offered.push(to);
    request.first = None;
}

fn spend(mut request: Request, offer: &Offer) -> Request {
    if offer.costs_try {
        request.tries_left = request.tries_left.saturating_sub(1);
    }
    request
}

fn held(mut holding: Holding, at: Timestamp, fact: &Fact) -> Holding {
    match fact {
        Fact::Said { by } => {
            holding.quiet_since = at;
            holding.warned = None;
            match by {
                Speaker::Visitor => {
                    holding.waiting_since.get_or_insert(at);
                }
                Speaker::Agent(_) => {
                    holding.waiting_since = None;
                    holding.alerted = false;
                }
            }
        }
        Fact::HolderAway => holding.away = true,
        Fact::HolderBack => holding.away = false,
        Fact::Warned { .. } => holding.warned = Some(at),
        Fact::LeftUnanswered => holding.alerted = true,
        _ => {}
    }
    holding
}
