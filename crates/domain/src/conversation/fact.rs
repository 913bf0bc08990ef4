//! The facts of a conversation's log. Their JSON is the stored format: names are never reused.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use super::body::{Ask, AskInput, Body, Rich};
use crate::attribute::Attribute;
use crate::ids::{TeamId, UserId};
use crate::routing::Trace;
use crate::stream::answer::BadAnswer;
use crate::stream::{CardId, Route};

/// One numbered entry of a conversation's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// When it happened, by the server's clock; never before the entry ahead of it.
    pub at: Timestamp,
    /// What happened.
    pub fact: Fact,
    /// The text that goes with it; kept apart, so that erasure can take it while numbers and order stay.
    pub body: Option<Body>,
}

impl Entry {
    /// What was said, asked, answered or typed; empty where there is no text.
    pub fn text(&self) -> &str {
        self.body.as_ref().map_or("", Body::text)
    }
}

/// An entry that has no number yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// What happened.
    pub fact: Fact,
    /// The text that goes with it.
    pub body: Option<Body>,
}

impl From<Fact> for NewEntry {
    fn from(fact: Fact) -> Self {
        Self { fact, body: None }
    }
}

/// Who says something in a live chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The visitor.
    Visitor,
    /// An agent.
    Agent(UserId),
}

/// What a live chat card asks of routing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The live chat card.
    pub card: CardId,
    /// Who is offered the chat.
    pub route: Route,
    /// Offers to be made on the route (`ROUTE-7`).
    pub tries: u8,
    /// Whether everybody on the route is asked at once (`ROUTE-20`).
    #[serde(default)]
    pub everyone: bool,
}

/// Whom an offer asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recipients {
    /// One agent: it counts toward their limit (`ROUTE-6`).
    One(UserId),
    /// All of these at once: it counts toward nobody's limit (`ROUTE-20`).
    Everyone(Vec<UserId>),
}

impl Recipients {
    /// All of them.
    pub fn all(&self) -> &[UserId] {
        match self {
            Self::One(agent) => std::slice::from_ref(agent),
            Self::Everyone(agents) => agents,
        }
    }

    /// Whether an agent is among them.
    pub fn contains(&self, agent: UserId) -> bool {
        self.all().contains(&agent)
    }

    /// The one whom a usual offer asks, and toward whose limit it counts.
    pub fn one(&self) -> Option<UserId> {
        match self {
            Self::One(agent) => Some(*agent),
            Self::Everyone(_) => None,
        }
    }
}

/// Why an agent is no longer among those whom an offer asks (`ROUTE-20`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveWhy {
    /// They turned unavailable or may no longer take chats.
    Unavailable,
    /// They hold as many chats and offers as they may.
    Full,
}

/// Why an agent is offered a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferWhy {
    /// They held this conversation's last chat (`ROUTE-17`). Spends no try.
    LastAgent,
    /// The visitor's company is theirs (`ROUTE-1`). Spends no try.
    Account,
    /// The card's route came to them.
    Route,
    /// The route has ended; the general ring came to them, once (`ROUTE-8`).
    General,
}

/// Whom a held chat is handed to (`ROUTE-13`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferTo {
    /// One agent.
    Agent(UserId),
    /// The next of a team's ring.
    Team(TeamId),
}

impl From<TransferTo> for Route {
    fn from(to: TransferTo) -> Self {
        match to {
            TransferTo::Agent(agent) => Self::Agent(agent),
            TransferTo::Team(team) => Self::Team(team),
        }
    }
}

/// Why an offer was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawWhy {
    /// The agent turned unavailable or may no longer take chats (`ROUTE-19`).
    Unavailable,
    /// The visitor is gone (`ROUTE-18`).
    VisitorLeft,
    /// The visitor cancelled (`ROUTE-18`).
    Cancelled,
    /// The chat beside which it stood has ended.
    ChatEnded,
    /// The holder is back, or has answered (`ROUTE-15`).
    HolderBack,
    /// The holder is gone for good: the search starts anew (`ROUTE-19`).
    SearchAnew,
    /// The holder no longer hands the chat over (`ROUTE-13`).
    TakenBack,
}

/// Why a held chat is offered to another agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RerouteWhy {
    /// The holder has been without a console for too long (`ROUTE-15`).
    AgentLost,
    /// The holder left the visitor's words unanswered (`ROUTE-14`).
    Unanswered,
    /// The holder was deactivated or may no longer take chats (`ROUTE-19`).
    AgentRemoved,
    /// The holder hands it over (`ROUTE-13`).
    Transfer,
}

/// How a live chat, or the wish for one, ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The agent ended it.
    AgentEnded,
    /// The visitor ended it.
    VisitorEnded,
    /// Neither said anything for too long (`ROUTE-14`).
    Inactive,
    /// Nobody took the chat; the visitor got the fallback (`ROUTE-9`).
    FellBack,
    /// The holder was lost and nobody took over (`ROUTE-15`).
    AgentLost,
    /// The holder did not answer and nobody took over (`ROUTE-14`).
    Unanswered,
    /// The visitor left before an agent came (`ROUTE-18`).
    VisitorLeft,
    /// The visitor cancelled before an agent came (`ROUTE-18`).
    Cancelled,
}

impl Outcome {
    /// Whether the live chat branch counts as completed (`STREAM-8`): the chat ended or fell back.
    pub fn completes(self) -> bool {
        !matches!(self, Self::VisitorLeft | Self::Cancelled)
    }
}

/// One thing that happened in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Fact {
    /// The visitor opened the window; the stream runs from here (`STREAM-8`).
    Started,
    /// A card said something.
    BotSaid {
        /// The card.
        card: CardId,
    },
    /// A card asked something and waits.
    Asked {
        /// The card.
        card: CardId,
    },
    /// The visitor answered.
    Answered {
        /// The card.
        card: CardId,
    },
    /// The visitor's answer did not pass.
    Misanswered {
        /// The card.
        card: CardId,
    },
    /// The card says why, and waits again.
    AskedAgain {
        /// The card.
        card: CardId,
        /// Why, for widgets that say it in the visitor's language; entries from before it was kept have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<BadAnswer>,
    },
    /// A capture passed itself over, because its value is known. No answer (`STREAM-8`).
    Skipped {
        /// The card.
        card: CardId,
    },
    /// A goal was reached.
    GoalReached {
        /// The card.
        card: CardId,
        /// The goal's name.
        goal: String,
    },
    /// A card set an attribute. The value is the entry's text.
    AttributeSet {
        /// The card.
        card: CardId,
        /// The attribute.
        attribute: Attribute,
    },
    /// A card chose a branch by criteria.
    Branched {
        /// The card.
        card: CardId,
        /// The place of the branch, counted from 0; `None` is "otherwise".
        branch: Option<usize>,
    },
    /// A branch came to its end without a live chat.
    BranchEnded,
    /// The conversation counts as completed; at most once.
    Completed,
    /// The visitor wants to talk to an agent.
    Requested {
        /// What the live chat card says.
        plan: Plan,
        /// Whether this is "Talk to us again" (`ROUTE-17`).
        again: bool,
    },
    /// An agent is asked to take the chat, or everybody on the route is (`ROUTE-20`). The entry's number is the offer's.
    Offered {
        /// Whom it asks.
        to: Recipients,
        /// From then on it can't be accepted (`ROUTE-7`).
        until: Timestamp,
        /// Why.
        why: OfferWhy,
        /// How routing came to them (`ROUTE-11`).
        trace: Trace,
    },
    /// The agent took the chat.
    Accepted {
        /// The offer's number.
        offer: u64,
        /// The agent.
        by: UserId,
    },
    /// The agent declined; where several were asked, the others still are. Their reason, where they gave one, is the entry's text; the visitor never sees it.
    Declined {
        /// The offer's number.
        offer: u64,
        /// The agent.
        by: UserId,
    },
    /// One of several who were asked no longer is. With the last one the offer has ended (`ROUTE-20`).
    LeftOffer {
        /// The offer's number.
        offer: u64,
        /// The agent.
        agent: UserId,
        /// Why.
        why: LeaveWhy,
    },
    /// Nobody answered the offer in time.
    Expired {
        /// The offer's number.
        offer: u64,
    },
    /// The offer was taken back.
    Withdrawn {
        /// The offer's number.
        offer: u64,
        /// Why.
        why: WithdrawWhy,
    },
    /// Nobody can take the chat now: the visitor waits until somebody can (`ROUTE-10`).
    Waiting {
        /// Until when, at most.
        until: Timestamp,
        /// How routing came to this (`ROUTE-11`).
        trace: Trace,
    },
    /// The visitor has waited for as long as one may: what is left is the fallback (`ROUTE-10`).
    WaitOver,
    /// Nobody takes the chat; the visitor got the fallback (`ROUTE-9`).
    FellBack {
        /// How routing came to this (`ROUTE-11`).
        trace: Trace,
    },
    /// Someone said something.
    Said {
        /// Who.
        by: Speaker,
    },
    /// The holder has been without a console for a while (`ROUTE-15`).
    HolderAway,
    /// The holder is back (`ROUTE-15`).
    HolderBack,
    /// The visitor was warned that the chat will end for inactivity (`ROUTE-14`).
    Warned {
        /// When it will end if nobody says anything.
        ends: Timestamp,
    },
    /// Agent and supervisor are alerted: the visitor waits for an answer (`ROUTE-14`).
    LeftUnanswered,
    /// The chat is offered to another agent, beside the holder (`ROUTE-15`).
    Rerouting {
        /// Why.
        why: RerouteWhy,
    },
    /// The holder hands the chat over, beside whom it is offered (`ROUTE-13`). Their note, where there is one, is the
    /// entry's text; the visitor never sees it.
    Transferring {
        /// The holder.
        by: UserId,
        /// Whom it is handed to.
        to: TransferTo,
    },
    /// Nobody took the chat that was to be handed over: it stays with the holder (`ROUTE-13`).
    TransferFailed {
        /// How routing came to this (`ROUTE-11`).
        trace: Trace,
    },
    /// The live chat, or the wish for one, is over.
    Ended {
        /// How.
        outcome: Outcome,
    },
}
