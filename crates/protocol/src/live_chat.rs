//! The numbers of the rules of live chat that an admin may change.

use frontdesk_domain::limits::{Limits, Number};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiveChatNumbers {
    /// Live chats and open offers together that one agent may hold, unless they have a limit of their own.
    pub chats_per_agent: u32,
    /// How long an offer stands. One that is open keeps its deadline.
    pub offer_seconds: u32,
    /// After how long a silence of both sides a live chat ends.
    pub inactivity_minutes: u32,
    /// How long before that end the visitor is warned; shorter than the silence.
    pub inactivity_warning_seconds: u32,
    /// How long a visitor's last words may stay unanswered before the agent is alerted; shorter than the silence.
    pub unanswered_seconds: u32,
    /// After how long without a console an agent is shown as away; shorter than until they are lost.
    pub holder_away_seconds: u32,
    /// After how long without a console their chat is offered to somebody else.
    pub holder_lost_minutes: u32,
    /// After how long without connection a visitor who waits for an agent has left.
    pub visitor_left_seconds: u32,
    /// How long the window keeps an ended chat and offers "Talk to us again".
    pub transcript_hours: u32,
}

/// The numbers as they are, with what they may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiveChat {
    /// As they are set.
    pub numbers: LiveChatNumbers,
    /// What they are where nobody has set them.
    pub defaults: LiveChatNumbers,
    /// The least that each may be.
    pub least: LiveChatNumbers,
    /// The most that each may be.
    pub most: LiveChatNumbers,
}

/// What the member for a number is called.
pub fn field(number: Number) -> &'static str {
    match number {
        Number::ChatsPerAgent => "chats_per_agent",
        Number::Offer => "offer_seconds",
        Number::Inactivity => "inactivity_minutes",
        Number::InactivityWarning => "inactivity_warning_seconds",
        Number::Unanswered => "unanswered_seconds",
        Number::HolderAway => "holder_away_seconds",
        Number::HolderLost => "holder_lost_minutes",
        Number::VisitorLeft => "visitor_left_seconds",
        Number::Transcript => "transcript_hours",
    }
}

impl LiveChatNumbers {
    fn of(value: impl Fn(Number) -> u32) -> Self {
        Self {
            chats_per_agent: value(Number::ChatsPerAgent),
            offer_seconds: value(Number::Offer),
            inactivity_minutes: value(Number::Inactivity),
            inactivity_warning_seconds: value(Number::InactivityWarning),
            unanswered_seconds: value(Number::Unanswered),
            holder_away_seconds: value(Number::HolderAway),
            holder_lost_minutes: value(Number::HolderLost),
            visitor_left_seconds: value(Number::VisitorLeft),
            transcript_hours: value(Number::Transcript),
        }
    }
}

impl From<&Limits> for LiveChat {
    fn from(limits: &Limits) -> Self {
        let defaults = Limits::default();
        Self {
            numbers: LiveChatNumbers::of(|number| limits.get(number)),
            defaults: LiveChatNumbers::of(|number| defaults.get(number)),
            least: LiveChatNumbers::of(|number| *number.range().start()),
            most: LiveChatNumbers::of(|number| *number.range().end()),
        }
    }
}

impl From<LiveChatNumbers> for Limits {
    fn from(numbers: LiveChatNumbers) -> Self {
        let mut limits = Self::default();
        for (number, to) in [
            (Number::ChatsPerAgent, numbers.chats_per_agent),
            (Number::Offer, numbers.offer_seconds),
            (Number::Inactivity, numbers.inactivity_minutes),
            (Number::InactivityWarning, numbers.inactivity_warning_seconds),
            (Number::Unanswered, numbers.unanswered_seconds),
            (Number::HolderAway, numbers.holder_away_seconds),
            (Number::HolderLost, numbers.holder_lost_minutes),
            (Number::VisitorLeft, numbers.visitor_left_seconds),
            (Number::Transcript, numbers.transcript_hours),
        ] {
            limits.set(number, to);
        }
        limits
    }
}
