//! One running server: the record, the hub, the rules, and who is connected here.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use frontdesk_domain::ids::UserId;
use frontdesk_store::repo::{account, lease};
use frontdesk_store::{Clock, Options, Store, StoreError};
use jiff::Timestamp;
use uuid::Uuid;

use crate::hub::Hub;
use crate::{AppError, Rules};

/// One running server. Everything that matters is in the store; what is here can be lost.
pub struct Frontdesk {
    /// The record.
    pub store: Store,
    /// What feeds the sockets.
    pub hub: Arc<Hub>,
    /// The rules.
    pub rules: Rules,
    clock: Arc<dyn Clock>,
    connections: Mutex<HashSet<Connection>>,
    names: RwLock<HashMap<UserId, Arc<str>>>,
}

/// A connection whose presence counts: a console, or a visitor who waits or talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Connection {
    /// The user's or visitor's id.
    pub subject: Uuid,
    /// The connection's own.
    pub source: Uuid,
}

impl Frontdesk {
    /// Opens the record, which the caller chooses, and becomes ready.
    pub fn open(
        clock: Arc<dyn Clock>,
        store: impl FnOnce(Options) -> Result<Store, StoreError>,
    ) -> Result<Self, AppError> {
        let hub = Arc::new(Hub::default());
        let to_hub = Arc::clone(&hub);
        let on_commit = Arc::new(move |wakes| to_hub.publish(wakes));
        let store = store(Options::new(Arc::clone(&clock), on_commit))?;
        let rules = Rules::new(clock.now());
        Ok(Self { store, hub, rules, clock, connections: Mutex::default(), names: RwLock::default() })
    }

    /// The server's time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Notes that a connection is there; its presence is renewed until [`Frontdesk::disconnected`].
    pub async fn connected(&self, connection: Connection) -> Result<(), AppError> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).insert(connection);
        self.hear(vec![connection]).await
    }

    /// Notes that a connection is gone: it was heard from until now.
    pub async fn disconnected(&self, connection: Connection) -> Result<(), AppError> {
        let known = self.connections.lock().unwrap_or_else(PoisonError::into_inner).remove(&connection);
        if known { self.hear(vec![connection]).await } else { Ok(()) }
    }

    /// Renews the presence of all connections.
    pub async fn renew(&self) -> Result<(), AppError> {
        let all: Vec<Connection> =
            self.connections.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect();
        // One transaction touches a bounded number of rows.
        for chunk in all.chunks(500) {
            self.hear(chunk.to_vec()).await?;
        }
        Ok(())
    }

    async fn hear(&self, connections: Vec<Connection>) -> Result<(), AppError> {
        self.store
            .write(move |tx| {
                let now = tx.now();
                for Connection { subject, source } in &connections {
                    lease::hear(tx, *subject, *source, now, false)?;
                }
                Ok(())
            })
            .await
    }

    /// The name of an agent, as visitors see it.
    pub async fn name(&self, user: UserId) -> Result<Arc<str>, AppError> {
        if let Some(name) = self.names.read().unwrap_or_else(PoisonError::into_inner).get(&user) {
            return Ok(Arc::clone(name));
        }
        let found: Option<account::Account> =
            self.store.read(move |tx| Ok::<_, AppError>(account::find(tx, user)?)).await?;
        let name: Arc<str> = found.map_or("Agent".into(), |account| account.name.into());
        self.names.write().unwrap_or_else(PoisonError::into_inner).insert(user, Arc::clone(&name));
        Ok(name)
    }
}
