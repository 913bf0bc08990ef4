//! The numbers of the live chat rules that an admin may change, with their defaults and bounds.

use std::ops::RangeInclusive;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// Limits and delays of the offer machine (`ROUTE-6` to `ROUTE-18`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Live chats and open offers together that one agent may hold (`ROUTE-6`).
    pub chats_per_agent: u32,
    /// How long an offer stands (`ROUTE-7`).
    pub offer: SignedDuration,
    /// Silence of both sides after which a live chat ends (`ROUTE-14`).
    pub inactivity: SignedDuration,
    /// How long before that end the visitor is warned (`ROUTE-14`).
    pub inactivity_warning: SignedDuration,
    /// How long the visitor's last words may stay unanswered before the agent is alerted (`ROUTE-14`).
    pub unanswered: SignedDuration,
    /// How long a holder without a console is not yet shown as away (`ROUTE-15`).
    pub holder_away: SignedDuration,
    /// How long a holder may be without a console before the chat is re-routed (`ROUTE-15`).
    pub holder_lost: SignedDuration,
    /// How long a console that was not heard from still counts as reachable (`AVAIL-4`). No admin changes it: how often
    /// consoles are heard from is not theirs either.
    #[serde(skip)]
    pub reachable: SignedDuration,
    /// How long a visitor in an offer may be without connection before they have left (`ROUTE-18`).
    pub visitor_left: SignedDuration,
    /// How long the window keeps an ended chat and offers "Talk to us again" (`ROUTE-17`).
    pub transcript: SignedDuration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            chats_per_agent: 10,
            offer: SignedDuration::from_secs(100),
            inactivity: SignedDuration::from_mins(10),
            inactivity_warning: SignedDuration::from_mins(2),
            unanswered: SignedDuration::from_mins(2),
            holder_away: SignedDuration::from_secs(60),
            holder_lost: SignedDuration::from_mins(5),
            reachable: SignedDuration::from_secs(60),
            visitor_left: SignedDuration::from_secs(45),
            transcript: SignedDuration::from_hours(24),
        }
    }
}

/// The most chats that one agent can be allowed to hold.
pub const MOST_CHATS: u32 = 100;

/// One of the numbers that an admin may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// [`Limits::chats_per_agent`].
    ChatsPerAgent,
    /// [`Limits::offer`], in seconds.
    Offer,
    /// [`Limits::inactivity`], in minutes.
    Inactivity,
    /// [`Limits::inactivity_warning`], in seconds.
    InactivityWarning,
    /// [`Limits::unanswered`], in seconds.
    Unanswered,
    /// [`Limits::holder_away`], in seconds.
    HolderAway,
    /// [`Limits::holder_lost`], in minutes.
    HolderLost,
    /// [`Limits::visitor_left`], in seconds.
    VisitorLeft,
    /// [`Limits::transcript`], in hours.
    Transcript,
}

/// Why the numbers can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLimit {
    /// It is too small or too large.
    #[error("“{}” is {} to {}", .0.name(), .0.range().start(), .0.range().end())]
    OutOfRange(Number),
    /// It is not shorter than another one.
    #[error("“{}” must be shorter than “{}”", .0.name(), .1.name())]
    NotShorter(Number, Number),
}

impl BadLimit {
    /// The number that is to be changed.
    pub fn number(&self) -> Number {
        match self {
            Self::OutOfRange(number) | Self::NotShorter(number, _) => *number,
        }
    }
}

impl Number {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::ChatsPerAgent,
        Self::Offer,
        Self::Inactivity,
        Self::InactivityWarning,
        Self::Unanswered,
        Self::HolderAway,
        Self::HolderLost,
        Self::VisitorLeft,
        Self::Transcript,
    ];

    /// What each of the first is shorter than.
    const SHORTER: [(Self, Self); 3] = [
        (Self::InactivityWarning, Self::Inactivity),
        (Self::Unanswered, Self::Inactivity),
        (Self::HolderAway, Self::HolderLost),
    ];

    /// What it is called, with its unit. The audit log keeps it: never to be changed.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChatsPerAgent => "chats per agent",
            Self::Offer => "offer, in seconds",
            Self::Inactivity => "inactivity, in minutes",
            Self::InactivityWarning => "warning before the end, in seconds",
            Self::Unanswered => "unanswered, in seconds",
            Self::HolderAway => "agent away, in seconds",
            Self::HolderLost => "agent lost, in minutes",
            Self::VisitorLeft => "visitor left, in seconds",
            Self::Transcript => "transcript, in hours",
        }
    }

    /// What it may be, in its unit.
    ///
    /// Who is connected is heard from every 15 s, and the record tells of it 15 s later at most: a shorter absence than 40 s
    /// can't be told from that. Where people were last heard from is kept for an hour: an agent is lost well before.
    pub fn range(self) -> RangeInclusive<u32> {
        match self {
            Self::ChatsPerAgent => 1..=MOST_CHATS,
            Self::Offer => 10..=600,
            Self::Inactivity => 2..=120,
            Self::InactivityWarning => 10..=1_800,
            Self::Unanswered => 10..=3_600,
            Self::HolderAway => 40..=900,
            Self::HolderLost => 1..=30,
            Self::VisitorLeft => 40..=600,
            Self::Transcript => 1..=720,
        }
    }

    /// Its unit in seconds; chats have none.
    fn unit(self) -> i64 {
        match self {
            Self::ChatsPerAgent
            | Self::Offer
            | Self::InactivityWarning
            | Self::Unanswered
            | Self::HolderAway
            | Self::VisitorLeft => 1,
            Self::Inactivity | Self::HolderLost => 60,
            Self::Transcript => 3_600,
        }
    }
}

impl Limits {
    /// A number, in its unit.
    pub fn get(&self, number: Number) -> u32 {
        let duration = match number {
            Number::ChatsPerAgent => return self.chats_per_agent,
            Number::Offer => self.offer,
            Number::Inactivity => self.inactivity,
            Number::InactivityWarning => self.inactivity_warning,
            Number::Unanswered => self.unanswered,
            Number::HolderAway => self.holder_away,
            Number::HolderLost => self.holder_lost,
            Number::VisitorLeft => self.visitor_left,
            Number::Transcript => self.transcript,
        };
        u32::try_from(duration.as_secs() / number.unit()).unwrap_or(u32::MAX)
    }

    /// Sets a number, in its unit.
    pub fn set(&mut self, number: Number, to: u32) {
        let duration = match number {
            Number::ChatsPerAgent => {
                self.chats_per_agent = to;
                return;
            }
            Number::Offer => &mut self.offer,
            Number::Inactivity => &mut self.inactivity,
            Number::InactivityWarning => &mut self.inactivity_warning,
            Number::Unanswered => &mut self.unanswered,
            Number::HolderAway => &mut self.holder_away,
            Number::HolderLost => &mut self.holder_lost,
            Number::VisitorLeft => &mut self.visitor_left,
            Number::Transcript => &mut self.transcript,
        };
        *duration = SignedDuration::from_secs(i64::from(to).saturating_mul(number.unit()));
    }

    /// Whether an admin may set these numbers.
    pub fn check(&self) -> Result<(), BadLimit> {
        for number in Number::ALL {
            if !number.range().contains(&self.get(number)) {
                return Err(BadLimit::OutOfRange(number));
            }
        }
        for (one, other) in Number::SHORTER {
            let seconds = |number: Number| i64::from(self.get(number)) * number.unit();
            if seconds(one) >= seconds(other) {
                return Err(BadLimit::NotShorter(one, other));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
