//! What a server has done since its start, in numbers, for those who watch over it. Nothing is decided by them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use frontdesk_domain::conversation::fact::Fact;
use frontdesk_store::Wake;

/// Counters of one server.
#[derive(Default)]
pub struct Figures {
    /// Messages that were stored.
    pub messages: AtomicU64,
    /// Chats that were asked for.
    pub requested: AtomicU64,
    /// Offers that were made.
    pub offered: AtomicU64,
    /// Offers that were accepted.
    pub accepted: AtomicU64,
    /// Requests that nobody took.
    pub fell_back: AtomicU64,
    /// Visitors' sockets that are open.
    pub visitor_sockets: AtomicU64,
    /// Agents' sockets that are open.
    pub agent_sockets: AtomicU64,
    refused: Mutex<BTreeMap<String, u64>>,
}

impl Figures {
    /// Counts what has become durable.
    pub fn committed(&self, wakes: &[Wake]) {
        for wake in wakes {
            let Wake::Conversation(_, entries) = wake else { continue };
            for logged in entries {
                let counter = match logged.entry.fact {
                    Fact::Said { .. } => &self.messages,
                    Fact::Requested { .. } => &self.requested,
                    Fact::Offered { .. } => &self.offered,
                    Fact::Accepted { .. } => &self.accepted,
                    Fact::FellBack { .. } => &self.fell_back,
                    _ => continue,
                };
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Counts a refusal, by its code.
    pub fn refused(&self, code: String) {
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner).entry(code).or_default() += 1;
    }

    /// Refusals by their codes.
    pub fn refusals(&self) -> BTreeMap<String, u64> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
