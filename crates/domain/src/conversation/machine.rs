//! The offer machine: what follows from a command, given state and now.
//!
//! [`decide`] answers with facts or a refusal. Facts may leave the conversation in need of an agent
//! ([`Conversation::routing`]); [`crate::routing`] finds one in the same transaction.

use jiff::Timestamp;

use super::fact::{
    Body, Fact, LeaveWhy, NewEntry, Outcome, Recipients, RerouteWhy, Speaker, TransferTo, WithdrawWhy,
};
use super::silence;
use super::state::{Conversation, LiveChat, Offer, Phase};
use crate::ids::UserId;
use crate::limits::Limits;
use crate::routing::Trace;

/// What a decision is made with, besides the state.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The server's clock.
    pub now: Timestamp,
    /// The admin's limits.
    pub limits: &'a Limits,
    /// Since when servers have been ready without a break (`ROUTE-16`).
    pub ready: Timestamp,
}

/// Something that is asked of a live chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Someone says something; the text is clean already.
    Say(Speaker, String),
    /// The agent takes the chat.
    Accept(UserId, u64),
    /// The agent does not take the chat; why, where they say so, is clean already.
    Decline(UserId, u64, Option<String>),
    /// The holder hands the chat over, with a note that is clean already (`ROUTE-13`).
    Transfer(UserId, TransferTo, Option<String>),
    /// The holder no longer hands it over (`ROUTE-13`).
    TakeBack(UserId),
    /// The visitor no longer wants to wait (`ROUTE-18`).
    Cancel,
    /// Someone ends the chat (`ROUTE-14`).
    End(Speaker),
    /// The visitor wants to talk again (`ROUTE-17`).
    TalkAgain,
    /// A deadline may have passed.
    Tick,
    /// The visitor has been without connection for too long (`ROUTE-18`).
    VisitorGone,
    /// The holder has been without a console for a while (`ROUTE-15`).
    HolderAway,
    /// The holder has a console again (`ROUTE-15`).
    HolderBack,
    /// The holder has been without a console for too long (`ROUTE-15`).
    HolderLost,
    /// The agent turned unavailable (`ROUTE-19`).
    Unavailable(UserId),
    /// The agent holds as many chats and offers as they may (`ROUTE-20`).
    Full(UserId),
    /// The agent was deactivated, deleted, or may no longer take chats (`ROUTE-19`).
    Removed(UserId),
}

/// Why a command was refused. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The offer was taken, declined, has expired, or was taken back.
    #[error("this chat is no longer offered to you")]
    OfferGone,
    /// The agent holds as many chats and offers as they may (`ROUTE-20`).
    #[error("you are full: you hold as many chats as you may")]
    Full,
    /// Somebody else holds the chat, or nobody.
    #[error("you do not hold this chat")]
    NotHolder,
    /// There is no live chat, or it is over.
    #[error("this chat is over")]
    NotLive,
    /// The chat is being handed over already.
    #[error("this chat is being handed over already")]
    HandedOver,
    /// Nobody hands a chat to themselves (`ROUTE-13`).
    #[error("this chat is yours already")]
    Yours,
    /// There is no search for an agent that could be cancelled.
    #[error("there is nothing to cancel")]
    NothingToCancel,
    /// The time to talk again has passed, or the chat is not over.
    #[error("this conversation can't be taken up again")]
    NotAgain,
    /// The card does not take this answer, or none waits.
    #[error("this question has been answered")]
    NotAsked,
}

/// Decides what follows from a command.
pub fn decide(
    state: &Conversation,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<NewEntry>, Refusal> {
    match command {
        Command::Say(by, text) => say(state, by, text),
        Command::Accept(by, number) => {
            let offer = standing(state, by, number, context)?;
            Ok(vec![Fact::Accepted { offer: offer.number, by }.into()])
        }
        Command::Decline(by, number, why) => {
            let offer = standing(state, by, number, context)?;
            let fact = Fact::Declined { offer: offer.number, by };
            Ok(vec![NewEntry { fact, body: why.map(|text| Body::Text { text }) }])
        }
        Command::Transfer(by, to, note) => transfer(state, by, to, note),
        Command::TakeBack(by) => match state.live() {
            Some(LiveChat::HeldOffering(holding, _, RerouteWhy::Transfer, offer)) if holding.by == by => {
                Ok(vec![Fact::Withdrawn { offer: offer.number, why: WithdrawWhy::TakenBack }.into()])
            }
            _ => Err(Refusal::NothingToCancel),
        },
        Command::Cancel => match state.live() {
            Some(LiveChat::Offered(_, offer)) => {
                Ok(leave(state, offer, WithdrawWhy::Cancelled, Outcome::Cancelled))
            }
            Some(LiveChat::Waiting(..)) => Ok(ended(state, Outcome::Cancelled)),
            _ => Err(Refusal::NothingToCancel),
        },
        Command::End(by) => end(state, by),
        Command::TalkAgain => talk_again(state, context),
        Command::Tick => Ok(tick(state, context)),
        Command::VisitorGone => Ok(match state.live() {
            Some(LiveChat::Offered(_, offer)) => {
                leave(state, offer, WithdrawWhy::VisitorLeft, Outcome::VisitorLeft)
            }
            Some(LiveChat::Waiting(..)) => ended(state, Outcome::VisitorLeft),
            _ => Vec::new(),
        }),
        Command::HolderAway | Command::HolderBack | Command::HolderLost => Ok(presence(state, &command)),
        Command::Unavailable(agent) => Ok(unavailable(state, agent)),
        Command::Full(agent) => Ok(leaves(state, agent, LeaveWhy::Full)),
        Command::Removed(agent) => Ok(removed(state, agent)),
    }
}

/// What becomes of the conversation when routing found nobody: the fallback, or, where the holder handed the chat over, it
/// stays with them (`ROUTE-9`, `ROUTE-13`, `ROUTE-15`).
pub fn fall_back(state: &Conversation, trace: Trace, message: Body) -> Vec<NewEntry> {
    let outcome = match state.live() {
        Some(LiveChat::HeldRouting(_, _, RerouteWhy::Transfer)) => {
            return vec![Fact::TransferFailed { trace }.into()];
        }
        Some(LiveChat::HeldRouting(_, _, RerouteWhy::Unanswered)) => Outcome::Unanswered,
        Some(LiveChat::HeldRouting(..)) => Outcome::AgentLost,
        _ => Outcome::FellBack,
    };
    let mut entries = vec![NewEntry { fact: Fact::FellBack { trace }, body: Some(message) }];
    entries.extend(ended(state, outcome));
    entries
}

/// When the conversation next wants a [`Command::Tick`].
pub fn due(state: &Conversation, context: &Context<'_>) -> Option<Timestamp> {
    match state.live()? {
        LiveChat::Offered(_, offer) | LiveChat::HeldOffering(.., offer) => Some(offer.until),
        LiveChat::Waiting(_, until) => Some(*until),
        LiveChat::Held(holding) => Some(silence::due(holding, context)),
        LiveChat::Routing(_) | LiveChat::HeldRouting(..) | LiveChat::Ended { .. } => None,
    }
}

fn say(state: &Conversation, by: Speaker, text: String) -> Result<Vec<NewEntry>, Refusal> {
    let live = state.live().ok_or(Refusal::NotLive)?;
    match (by, live) {
        (_, LiveChat::Ended { .. }) => return Err(Refusal::NotLive),
        (Speaker::Visitor, _) => {}
        (Speaker::Agent(agent), _) if state.holder() == Some(agent) => {}
        (Speaker::Agent(_), _) => return Err(Refusal::NotHolder),
    }
    // The words come first: the command is acknowledged with the number of its first entry.
    let mut entries = vec![NewEntry { fact: Fact::Said { by }, body: Some(Body::Text { text }) }];
    if let Speaker::Agent(_) = by {
        entries.extend(here_again(live));
    }
    Ok(entries)
}

/// What it takes that the holder does something while the chat is offered to others for want of them.
fn here_again(live: &LiveChat) -> Vec<NewEntry> {
    match live {
        LiveChat::HeldOffering(holding, _, RerouteWhy::AgentLost | RerouteWhy::Unanswered, offer) => {
            let withdrawn = Fact::Withdrawn { offer: offer.number, why: WithdrawWhy::HolderBack };
            std::iter::once(withdrawn.into()).chain(holding.away.then(|| Fact::HolderBack.into())).collect()
        }
        _ => Vec::new(),
    }
}

fn transfer(
    state: &Conversation,
    by: UserId,
    to: TransferTo,
    note: Option<String>,
) -> Result<Vec<NewEntry>, Refusal> {
    if state.holder() != Some(by) {
        return Err(Refusal::NotHolder);
    }
    if to == TransferTo::Agent(by) {
        return Err(Refusal::Yours);
    }
    let live = state.live().ok_or(Refusal::NotLive)?;
    if matches!(live, LiveChat::HeldOffering(_, _, RerouteWhy::Transfer | RerouteWhy::AgentRemoved, _)) {
        return Err(Refusal::HandedOver);
    }
    let mut entries = here_again(live);
    let fact = Fact::Transferring { by, to };
    entries.push(NewEntry { fact, body: note.map(|text| Body::Text { text }) });
    Ok(entries)
}

/// The offer, if it stands: whether or not its expiry was recorded, it does not from its deadline on (`ROUTE-7`).
fn standing<'a>(
    state: &'a Conversation,
    by: UserId,
    number: u64,
    context: &Context<'_>,
) -> Result<&'a Offer, Refusal> {
    state
        .offer()
        .filter(|offer| offer.number == number && offer.to.contains(by) && context.now < offer.until)
        .ok_or(Refusal::OfferGone)
}

fn leave(state: &Conversation, offer: &Offer, why: WithdrawWhy, outcome: Outcome) -> Vec<NewEntry> {
    let mut entries = vec![Fact::Withdrawn { offer: offer.number, why }.into()];
    entries.extend(ended(state, outcome));
    entries
}

pub(super) fn ended(state: &Conversation, outcome: Outcome) -> Vec<NewEntry> {
    let mut entries = vec![Fact::Ended { outcome }.into()];
    if outcome.completes() && !state.completed {
        entries.push(Fact::Completed.into());
    }
    entries
}

fn end(state: &Conversation, by: Speaker) -> Result<Vec<NewEntry>, Refusal> {
    let holder = state.holder().ok_or(Refusal::NotLive)?;
    let outcome = match by {
        Speaker::Visitor => Outcome::VisitorEnded,
        Speaker::Agent(agent) if agent == holder => Outcome::AgentEnded,
        Speaker::Agent(_) => return Err(Refusal::NotHolder),
    };
    Ok(match state.offer() {
        Some(offer) => leave(state, offer, WithdrawWhy::ChatEnded, outcome),
        None => ended(state, outcome),
    })
}

fn talk_again(state: &Conversation, context: &Context<'_>) -> Result<Vec<NewEntry>, Refusal> {
    match state.live() {
        Some(LiveChat::Ended { at, plan, .. })
            if context.now.duration_since(*at) < context.limits.transcript =>
        {
            Ok(vec![Fact::Requested { plan: plan.clone(), again: true }.into()])
        }
        _ => Err(Refusal::NotAgain),
    }
}

fn presence(state: &Conversation, command: &Command) -> Vec<NewEntry> {
    match (state.live(), command) {
        (Some(LiveChat::Held(h) | LiveChat::HeldOffering(h, ..)), Command::HolderAway) if !h.away => {
            vec![Fact::HolderAway.into()]
        }
        (Some(LiveChat::Held(h)), Command::HolderBack) if h.away => vec![Fact::HolderBack.into()],
        // Who was removed does not come back.
        (Some(LiveChat::HeldOffering(h, _, why, offer)), Command::HolderBack)
            if *why != RerouteWhy::AgentRemoved =>
        {
            let mut entries = Vec::new();
            if *why == RerouteWhy::AgentLost {
                entries.push(Fact::Withdrawn { offer: offer.number, why: WithdrawWhy::HolderBack }.into());
            }
            if h.away {
                entries.push(Fact::HolderBack.into());
            }
            entries
        }
        (Some(LiveChat::Held(h)), Command::HolderLost) => {
            let mut entries = Vec::new();
            if !h.away {
                entries.push(Fact::HolderAway.into());
            }
            entries.push(Fact::Rerouting { why: RerouteWhy::AgentLost }.into());
            entries
        }
        _ => Vec::new(),
    }
}

fn unavailable(state: &Conversation, agent: UserId) -> Vec<NewEntry> {
    match state.offer() {
        Some(offer) if offer.to.one() == Some(agent) => {
            vec![Fact::Withdrawn { offer: offer.number, why: WithdrawWhy::Unavailable }.into()]
        }
        _ => leaves(state, agent, LeaveWhy::Unavailable),
    }
}

/// The agent is no longer among the several whom an offer asks (`ROUTE-20`).
fn leaves(state: &Conversation, agent: UserId, why: LeaveWhy) -> Vec<NewEntry> {
    match state.offer() {
        Some(Offer { number, to: Recipients::Everyone(agents), .. }) if agents.contains(&agent) => {
            vec![Fact::LeftOffer { offer: *number, agent, why }.into()]
        }
        _ => Vec::new(),
    }
}

fn removed(state: &Conversation, agent: UserId) -> Vec<NewEntry> {
    let reroute = || Fact::Rerouting { why: RerouteWhy::AgentRemoved }.into();
    match state.live() {
        Some(LiveChat::Held(holding)) if holding.by == agent => vec![reroute()],
        // The search that runs goes on, but for a holder who can't come back: it starts anew.
        Some(LiveChat::HeldOffering(holding, _, why, offer))
            if holding.by == agent && *why != RerouteWhy::AgentRemoved =>
        {
            vec![Fact::Withdrawn { offer: offer.number, why: WithdrawWhy::SearchAnew }.into(), reroute()]
        }
        _ => unavailable(state, agent),
    }
}

fn tick(state: &Conversation, context: &Context<'_>) -> Vec<NewEntry> {
    match state.live() {
        Some(LiveChat::Offered(_, offer) | LiveChat::HeldOffering(.., offer))
            if context.now >= offer.until =>
        {
            vec![Fact::Expired { offer: offer.number }.into()]
        }
        Some(LiveChat::Waiting(_, until)) if context.now >= *until => vec![Fact::WaitOver.into()],
        Some(LiveChat::Held(holding)) => silence::tick(state, holding, context),
        _ => Vec::new(),
    }
}

impl Conversation {
    /// The card that waits for the visitor.
    pub fn asking(&self) -> Result<&crate::stream::CardId, Refusal> {
        match &self.phase {
            Phase::Asking { card } => Ok(card),
            _ => Err(Refusal::NotAsked),
        }
    }
}
