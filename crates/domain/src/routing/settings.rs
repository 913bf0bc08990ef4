//! What the admin says of routing as a whole.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::rich_text::RichText;

/// The most e-mail domains that may be blocked.
pub const MOST_BLOCKED: usize = 50;

/// What the admin says of routing as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What a visitor gets when nobody takes the chat.
    pub fallback: Fallback,
    /// E-mail domains in lower case whose visitors never reach an agent, with all their subdomains.
    pub blocked: Vec<String>,
    /// Whether visitors may wait for an agent.
    pub queue: Queue,
}

/// Whether visitors wait where nobody can take the chat now (`ROUTE-10`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Queue {
    /// Off by default.
    pub enabled: bool,
    /// For how many minutes at most: 1 to 120.
    pub minutes: u32,
}

impl Default for Queue {
    fn default() -> Self {
        Self { enabled: false, minutes: 10 }
    }
}

impl Queue {
    /// The longest wait that can be set, in minutes.
    pub const MOST_MINUTES: u32 = 120;

    /// For how long a visitor waits at most.
    pub fn longest(&self) -> SignedDuration {
        SignedDuration::from_mins(self.minutes.clamp(1, Self::MOST_MINUTES).into())
    }
}

/// What a visitor gets when nobody takes the chat (`ROUTE-9`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fallback {
    /// The admin's own words; `None` for the standard ones.
    pub message: Option<RichText>,
    /// Whether booking a meeting is offered with it.
    pub include_meeting_booking: bool,
}

impl Settings {
    /// The blocked domain that an e-mail domain is, or lies below.
    pub fn blocks<'a>(&self, domain: &'a str) -> Option<&'a str> {
        parents(domain).find(|parent| self.blocked.iter().any(|blocked| blocked == parent))
    }
}

/// The domain of an e-mail address, in lower case.
pub fn email_domain(email: &str) -> Option<String> {
    email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).filter(|domain| !domain.is_empty())
}

/// A domain and those above it, down to two labels: `a.b.example`, `b.example`.
pub fn parents(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |rest| rest.split_once('.').map(|(_, above)| above))
        .filter(|rest| rest.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blocked_domain_blocks_what_lies_below_it_and_nothing_else() {
        let settings = Settings { blocked: vec!["spam.example".into()], ..Settings::default() };
        for (domain, expected) in [
            ("spam.example", Some("spam.example")),
            ("mail.spam.example", Some("spam.example")),
            ("notspam.example", None),
            ("spam.example.org", None),
            ("example", None),
        ] {
            assert_eq!(settings.blocks(domain), expected, "{domain}");
        }
    }

    #[test]
    fn the_domain_of_an_address_is_what_follows_its_last_at() {
        assert_eq!(email_domain("Pia@Mail.Example").as_deref(), Some("mail.example"));
        assert_eq!(email_domain("\"a@b\"@c.example").as_deref(), Some("c.example"));
        assert_eq!(email_domain("pia"), None);
        assert_eq!(email_domain("pia@"), None);
    }
}
