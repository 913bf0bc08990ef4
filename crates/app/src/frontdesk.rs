//! One running server: the record, the hub, the rules, and who is connected here.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use frontdesk_domain::attribute::Values;
use frontdesk_domain::ids::{ConversationId, SessionId, UserId};
use frontdesk_store::repo::{account, lease};
use frontdesk_store::{Clock, Options, Store, StoreError, Wake};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use uuid::Uuid;

use crate::figures::Figures;
use crate::hub::{Aside, Hub};
use crate::mail::Post;
use crate::routing::queue::Told;
use crate::search::Changed;
use crate::visitor::Addresses;
use crate::website::{self, Known};
use crate::{AppError, Rules, live_chat};

/// How an agent is seen by everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The name shown to visitors.
    pub name: Arc<str>,
    /// The key of their picture.
    pub avatar: Option<Arc<str>>,
}

/// How long a face is remembered: another node, or the command line, may change it.
const FACES: SignedDuration = SignedDuration::from_secs(5);

/// How often the deadlines of chats are set anew after their numbers were changed: a command that was decided by the former ones
/// may come to the record after the first time.
const REARMS: u32 = 2;

/// One running server. Everything that matters is in the store; what is here can be lost.
pub struct Frontdesk {
    /// The record.
    pub store: Store,
    /// What feeds the sockets.
    pub hub: Arc<Hub>,
    /// What was done since the start.
    pub figures: Arc<Figures>,
    /// How mail is sent, where that is set up; to be set before it is served.
    pub post: Option<Post>,
    /// What tells where visitors are, where it is set.
    pub addresses: Option<Arc<dyn Addresses>>,
    /// What the search is to be told.
    pub(crate) changed: Arc<Changed>,
    rules: Rules,
    clock: Arc<dyn Clock>,
    ready: Mutex<Timestamp>,
    renewed: Mutex<Timestamp>,
    connections: Mutex<HashMap<Connection, Timestamp>>,
    faces: RwLock<HashMap<UserId, (Face, Timestamp)>>,
    website: watch::Sender<Arc<Known>>,
    live_chat: RwLock<live_chat::Known>,
    rearm: AtomicU32,
    queue: Mutex<HashMap<ConversationId, Told>>,
}

/// A connection whose presence counts: a console, or a visitor who waits or talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Connection {
    /// The user's or visitor's id.
    pub subject: Uuid,
    /// The connection's own.
    pub source: Uuid,
    /// The console's session, where it is one.
    pub session: Option<SessionId>,
}

impl Frontdesk {
    /// Opens the record, which the caller chooses, and becomes ready.
    pub fn open(
        clock: Arc<dyn Clock>,
        store: impl FnOnce(Options) -> Result<Store, StoreError>,
    ) -> Result<Self, AppError> {
        let hub = Arc::new(Hub::default());
        let to_hub = Arc::clone(&hub);
        let changed = Arc::new(Changed::default());
        let (to_search, committed) = (Arc::clone(&changed), Arc::clone(&clock));
        let figures = Arc::new(Figures::default());
        let counted = Arc::clone(&figures);
        let on_commit = Arc::new(move |wakes: Vec<Wake>| {
            counted.committed(&wakes);
            to_search.note(&wakes, committed.now());
            to_hub.publish(wakes);
        });
        let store = store(Options::new(Arc::clone(&clock), on_commit))?;
        let website = watch::Sender::new(Arc::new(store.read_blocking(website::read)?));
        let live_chat = store.read_blocking(live_chat::read)?;
        // Whoever changed the numbers may have stopped before the deadlines followed.
        let rearm = AtomicU32::new(u32::from(live_chat.version > 0));
        let rules = Rules::new(clock.now());
        let (ready, renewed) = (Mutex::new(rules.ready), Mutex::new(rules.ready));
        Ok(Self {
            store,
            hub,
            figures,
            post: None,
            addresses: None,
            changed,
            rules,
            clock,
            ready,
            renewed,
            connections: Mutex::default(),
            faces: RwLock::default(),
            website,
            live_chat: RwLock::new(live_chat),
            rearm,
            queue: Mutex::default(),
        })
    }

    /// The server's time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What an address tells of who comes from it; nothing where no file is set.
    pub fn infer(&self, address: IpAddr) -> Values {
        self.addresses.as_ref().map(|addresses| addresses.infer(address)).unwrap_or_default()
    }

    /// The rules as they are now.
    pub fn rules(&self) -> Rules {
        let ready = *self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let renewed = Some(*self.renewed.lock().unwrap_or_else(PoisonError::into_inner));
        let limits = self.live_chat.read().unwrap_or_else(PoisonError::into_inner).limits.clone();
        Rules { limits, ready, renewed, mail: self.post.is_some(), ..self.rules.clone() }
    }

    /// The record was out of reach and is back: nobody is absent for longer than since now (`ROUTE-16`).
    pub fn ready_anew(&self) {
        *self.ready.lock().unwrap_or_else(PoisonError::into_inner) = self.clock.now();
    }

    /// Notes that a connection is there; its presence is renewed until [`Frontdesk::disconnected`], with the instant
    /// at which it was last [heard](Frontdesk::heard) from.
    pub async fn connected(&self, connection: Connection) -> Result<(), AppError> {
        let now = self.clock.now();
        self.lock_connections().insert(connection, now);
        self.hear(vec![(connection, now)]).await
    }

    /// Notes that a connection was heard from.
    pub fn heard(&self, connection: Connection) {
        if let Some(heard) = self.lock_connections().get_mut(&connection) {
            *heard = self.clock.now();
        }
    }

    /// Takes all connections as heard from now: the process itself was not awake to hear them.
    pub fn heard_all(&self) {
        let now = self.clock.now();
        self.lock_connections().values_mut().for_each(|heard| *heard = now);
    }

    /// Notes that a connection is gone.
    pub async fn disconnected(&self, connection: Connection) -> Result<(), AppError> {
        match self.forget(connection) {
            Some(heard) => self.hear(vec![(connection, heard)]).await,
            None => Ok(()),
        }
    }

    /// Renews a connection's presence no longer; the record keeps when it was last heard from. Returns that.
    pub fn forget(&self, connection: Connection) -> Option<Timestamp> {
        self.lock_connections().remove(&connection)
    }

    /// Renews the presence of all connections, as of an instant at which the process was awake.
    pub async fn renew(&self, awake: Timestamp) -> Result<(), AppError> {
        let all: Vec<(Connection, Timestamp)> =
            self.lock_connections().iter().map(|(connection, heard)| (*connection, *heard)).collect();
        // One transaction touches a bounded number of rows.
        for chunk in all.chunks(500) {
            self.hear(chunk.to_vec()).await?;
        }
        *self.renewed.lock().unwrap_or_else(PoisonError::into_inner) = awake;
        Ok(())
    }

    /// How many connections' presence is kept here.
    pub fn connections(&self) -> usize {
        self.lock_connections().len()
    }

    fn lock_connections(&self) -> MutexGuard<'_, HashMap<Connection, Timestamp>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn hear(&self, connections: Vec<(Connection, Timestamp)>) -> Result<(), AppError> {
        self.store
            .write(move |tx| {
                for (Connection { subject, source, session }, heard) in &connections {
                    lease::hear(tx, *subject, *source, *session, *heard)?;
                }
                Ok(())
            })
            .await
    }

    /// How everybody sees an agent.
    pub async fn face(&self, user: UserId) -> Result<Face, AppError> {
        let now = self.clock.now();
        let fresh = |read: Timestamp| now.duration_since(read).abs() < FACES;
        if let Some((face, read)) = self.faces.read().unwrap_or_else(PoisonError::into_inner).get(&user)
            && fresh(*read)
        {
            return Ok(face.clone());
        }
        let found: Option<account::Account> =
            self.store.read(move |tx| Ok::<_, AppError>(account::find(tx, user)?)).await?;
        let face = found.map_or_else(
            || Face { name: "Agent".into(), avatar: None },
            |account| Face { name: account.name.into(), avatar: account.avatar.map(Into::into) },
        );
        self.faces.write().unwrap_or_else(PoisonError::into_inner).insert(user, (face.clone(), now));
        Ok(face)
    }

    /// The settings of the website, as of a few seconds ago at most.
    pub fn website(&self) -> Arc<Known> {
        Arc::clone(&self.website.borrow())
    }

    /// Tells when the settings of the website have changed.
    pub fn watch_website(&self) -> watch::Receiver<Arc<Known>> {
        self.website.subscribe()
    }

    /// Settings of the website were read: newer ones count from now on.
    pub fn know_website(&self, read: Known) {
        self.website.send_if_modified(|known| {
            let newer = read.version > known.version;
            if newer {
                *known = Arc::new(read);
            }
            newer
        });
    }

    /// Looks whether another node has changed the settings of the website.
    pub async fn refresh_website(&self) -> Result<(), AppError> {
        let known = self.website.borrow().version;
        if let Some(newer) = self.store.read(move |tx| website::newer(tx, known)).await? {
            self.know_website(newer);
        }
        Ok(())
    }

    /// The numbers of the rules of live chat were read: newer ones count from now on.
    pub fn know_live_chat(&self, read: live_chat::Known) {
        let mut known = self.live_chat.write().unwrap_or_else(PoisonError::into_inner);
        if read.version > known.version {
            *known = read;
            self.rearm.store(REARMS, Ordering::Relaxed);
        }
    }

    /// Looks whether another node has changed the numbers of the rules of live chat.
    pub async fn refresh_live_chat(&self) -> Result<(), AppError> {
        let known = self.live_chat.read().unwrap_or_else(PoisonError::into_inner).version;
        if let Some(newer) = self.store.read(move |tx| live_chat::newer(tx, known)).await? {
            self.know_live_chat(newer);
        }
        Ok(())
    }

    /// Whether the deadlines of chats may still be those of other numbers.
    pub(crate) fn wants_rearming(&self) -> bool {
        self.rearm.load(Ordering::Relaxed) > 0
    }

    /// The deadlines of all chats were set by the numbers as they are.
    pub(crate) fn rearmed(&self) {
        let _ = self.rearm.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
    }

    /// Tells those in the queue where they stand, where that is another place than before (`ROUTE-10`).
    pub fn tell_queue(&self, told: HashMap<ConversationId, Told>) {
        let mut known = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        for (id, now) in &told {
            if known.get(id) != Some(now) {
                self.hub.aside(*id, Aside::Queue(*now));
            }
        }
        *known = told;
    }

    /// What a visitor in the queue was told last.
    pub fn told(&self, id: ConversationId) -> Option<Told> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
    }

    /// A user may have another name or picture now.
    pub fn forget_face(&self, user: UserId) {
        self.faces.write().unwrap_or_else(PoisonError::into_inner).remove(&user);
    }
}
