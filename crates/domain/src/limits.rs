//! The numbers of the live chat rules that an admin may change, with their defaults.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// Limits and delays of the offer machine (`ROUTE-6` to `ROUTE-18`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// How long a console that was not heard from still counts as reachable (`AVAIL-4`).
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
