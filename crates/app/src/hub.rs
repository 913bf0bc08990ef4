//! The hub: carries what was committed to the sockets that want it, each through a bounded queue.
//!
//! A wake may be lost or repeated; a socket keeps its own cursor, drops what it knows and reads the log where there is
//! a gap. Because the last wake can be lost too, [`Hub::compare`] is fed the last numbers from the store every 2 s.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_store::{Logged, Wake};
use tokio::sync::{Notify, mpsc};

use crate::routing::queue::Told;

/// How many signals a socket may leave waiting before it is closed as too slow.
const QUEUE: usize = 256;

/// One of the two sides of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The visitor.
    Visitor,
    /// An agent.
    Agent(UserId),
}

/// Something that is told but never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Someone types, or has stopped.
    Typing {
        /// Who.
        from: Side,
        /// Whether they type.
        on: bool,
    },
    /// Where the visitor stands in the queue.
    Queue(Told),
    /// Someone has received and read up to these numbers.
    Seen {
        /// Who.
        from: Side,
        /// Received.
        delivered: u64,
        /// Read.
        read: u64,
    },
}

/// What a socket is told.
#[derive(Clone, Debug)]
pub enum Signal {
    /// A conversation's log has grown by these.
    Entries(ConversationId, Arc<[Arc<Logged>]>),
    /// A conversation's log has grown to this number.
    Behind(ConversationId, u64),
    /// The agent's desk may look different.
    Desk,
    /// Something that is told but never stored.
    Aside(ConversationId, Aside),
}

/// One socket's end of the hub.
pub struct Subscriber {
    queue: mpsc::Sender<Signal>,
    overflow: Notify,
}

impl Subscriber {
    fn send(&self, signal: Signal) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.queue.try_send(signal) {
            self.overflow.notify_one();
        }
    }

    /// Completes when the socket has been too slow: it is to be closed, and will come back for the rest.
    pub async fn overflowed(&self) {
        self.overflow.notified().await;
    }
}

struct Served {
    last: u64,
    subscribers: Vec<Arc<Subscriber>>,
}

#[derive(Default)]
struct Inner {
    conversations: HashMap<ConversationId, Served>,
    desks: HashMap<UserId, Vec<Arc<Subscriber>>>,
}

/// Who wants to know what.
#[derive(Default)]
pub struct Hub {
    inner: Mutex<Inner>,
}

impl Hub {
    /// A socket's end, and the queue it reads.
    pub fn subscriber() -> (Arc<Subscriber>, mpsc::Receiver<Signal>) {
        let (queue, signals) = mpsc::channel(QUEUE);
        (Arc::new(Subscriber { queue, overflow: Notify::new() }), signals)
    }

    /// Tells a socket of a conversation from now on.
    pub fn subscribe(&self, id: ConversationId, subscriber: &Arc<Subscriber>) {
        let mut inner = self.lock();
        let served =
            inner.conversations.entry(id).or_insert_with(|| Served { last: 0, subscribers: Vec::new() });
        if !served.subscribers.iter().any(|s| Arc::ptr_eq(s, subscriber)) {
            served.subscribers.push(Arc::clone(subscriber));
        }
    }

    /// Tells a socket of a conversation no more.
    pub fn unsubscribe(&self, id: ConversationId, subscriber: &Arc<Subscriber>) {
        let mut inner = self.lock();
        if let Some(served) = inner.conversations.get_mut(&id) {
            served.subscribers.retain(|s| !Arc::ptr_eq(s, subscriber));
            if served.subscribers.is_empty() {
                inner.conversations.remove(&id);
            }
        }
    }

    /// Tells a socket of an agent's desk from now on.
    pub fn watch_desk(&self, user: UserId, subscriber: &Arc<Subscriber>) {
        self.lock().desks.entry(user).or_default().push(Arc::clone(subscriber));
    }

    /// Tells a socket of an agent's desk no more.
    pub fn unwatch_desk(&self, user: UserId, subscriber: &Arc<Subscriber>) {
        let mut inner = self.lock();
        if let Some(watching) = inner.desks.get_mut(&user) {
            watching.retain(|s| !Arc::ptr_eq(s, subscriber));
            if watching.is_empty() {
                inner.desks.remove(&user);
            }
        }
    }

    /// Passes on what a commit has changed. Called by the store after the commit; quick, and never waits.
    pub fn publish(&self, wakes: Vec<Wake>) {
        let mut inner = self.lock();
        for wake in wakes {
            match wake {
                Wake::Conversation(id, entries) => {
                    if let Some(served) = inner.conversations.get_mut(&id) {
                        served.last = served.last.max(entries.last().map_or(0, |l| l.entry.seq));
                        let entries: Arc<[Arc<Logged>]> = entries.into();
                        for subscriber in &served.subscribers {
                            subscriber.send(Signal::Entries(id, Arc::clone(&entries)));
                        }
                    }
                }
                Wake::Desk(user) => {
                    for subscriber in inner.desks.get(&user).into_iter().flatten() {
                        subscriber.send(Signal::Desk);
                    }
                }
            }
        }
    }

    /// Tells the sockets of a conversation something that is not stored.
    pub fn aside(&self, id: ConversationId, aside: Aside) {
        if let Some(served) = self.lock().conversations.get(&id) {
            for subscriber in &served.subscribers {
                subscriber.send(Signal::Aside(id, aside));
            }
        }
    }

    /// All conversations that some socket here wants to know of.
    pub fn served(&self) -> Vec<ConversationId> {
        self.lock().conversations.keys().copied().collect()
    }

    /// Compares with the last numbers in the store: whoever missed a wake is told.
    pub fn compare(&self, last_numbers: &[(ConversationId, u64)]) {
        let mut inner = self.lock();
        for (id, last) in last_numbers {
            if let Some(served) = inner.conversations.get_mut(id)
                && served.last < *last
            {
                served.last = *last;
                for subscriber in &served.subscribers {
                    subscriber.send(Signal::Behind(*id, *last));
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
