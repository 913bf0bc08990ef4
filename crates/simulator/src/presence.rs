//! Who is connected where, and the model of the leases that follows from it.

use frontdesk_domain::ids::SessionId;
use frontdesk_store::repo::lease;
use jiff::Timestamp;
use uuid::Uuid;

use crate::world::{Violation, World};

impl World {
    /// A connection is made at a node.
    pub fn connect(&mut self, number: usize, subject: Uuid, source: Uuid) -> Result<(), Violation> {
        if let Some(node) = self.nodes.get_mut(number) {
            node.connections.insert(source, subject);
        }
        self.hear(&[(subject, source)])
    }

    /// A node notices that a connection is gone: it was heard from until now.
    pub fn close(&mut self, number: usize, epoch: u32, source: Uuid) -> Result<(), Violation> {
        let known = self
            .nodes
            .get_mut(number)
            .filter(|node| node.epoch == epoch && node.up)
            .and_then(|node| node.connections.remove(&source));
        match known {
            Some(subject) => self.hear(&[(subject, source)]),
            None => Ok(()),
        }
    }

    /// Connections are heard from.
    pub fn hear(&mut self, connections: &[(Uuid, Uuid)]) -> Result<(), Violation> {
        let now = self.now();
        let sessions: Vec<_> = connections.iter().map(|(subject, _)| self.session_of(*subject)).collect();
        self.write(|tx| {
            for ((subject, source), session) in connections.iter().zip(&sessions) {
                lease::hear(tx, *subject, *source, *session, now)?;
            }
            Ok(())
        })?
        .map_err(crate::world::refused)?;
        for connection in connections {
            self.heard(*connection, now);
        }
        self.stir();
        Ok(())
    }

    /// Keeps the model of the leases.
    pub fn heard(&mut self, connection: (Uuid, Uuid), at: Timestamp) {
        self.leases.entry(connection).or_insert((at, false)).0 = at;
    }

    fn session_of(&self, subject: Uuid) -> Option<SessionId> {
        self.agents.iter().find(|agent| agent.id.0 == subject)?.session
    }

    /// When a subject was last heard from, by any of its leases.
    pub fn last_heard(&self, subject: Uuid) -> Option<Timestamp> {
        self.leases.range((subject, Uuid::nil())..=(subject, Uuid::max())).map(|(_, lease)| lease.0).max()
    }

    /// Keeps the model of the leases: all of a subject's were left.
    pub fn left_on_purpose(&mut self, subject: Uuid) {
        for (_, lease) in self.leases.range_mut((subject, Uuid::nil())..=(subject, Uuid::max())) {
            lease.1 = true;
        }
    }
}
