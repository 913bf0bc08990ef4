//! What both sides of a chat do alike when the server dies: keep a cursor, an outbox, and a note of what was promised.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use frontdesk_protocol::Refused;
use serde::Serialize;
use tokio::sync::watch;
use uuid::Uuid;

use crate::fixture::client_id;
use crate::ledger::Sent;
use crate::server::Target;
use crate::socket::Socket;

/// What the load is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Talk.
    Talk,
    /// Say nothing new; what is in an outbox is still delivered.
    Drain,
    /// End.
    Stop,
}

/// What all clients of a run share.
pub struct Shared {
    /// Where the server is.
    pub server: Target,
    /// What to do.
    pub stage: watch::Receiver<Stage>,
    /// Counts starts of the server.
    pub generation: AtomicU64,
    /// The last start of which a client has an acknowledgement.
    pub acknowledged: AtomicU64,
    /// Commands in all outboxes.
    pub waiting: AtomicUsize,
    /// Connections that were lost.
    pub lost: AtomicUsize,
    /// Stretches that came with a gap, and were asked for again.
    pub gaps: AtomicUsize,
}

impl Shared {
    /// What to do now.
    pub fn stage(&self) -> Stage {
        *self.stage.borrow()
    }
}

/// Completes when all is to end.
pub async fn stopped(stage: &mut watch::Receiver<Stage>) {
    let _gone = stage.wait_for(|stage| *stage == Stage::Stop).await.is_err();
}

/// What a sender has said in a conversation, for others to check while they go on.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<Vec<Sent>>>);

impl Told {
    /// A look at it.
    pub fn now(&self) -> Vec<Sent> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Sent>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A command until it is acknowledged or refused.
pub struct Command {
    client_id: Uuid,
    frame: String,
    /// Where a message is noted.
    message: Option<(Told, usize)>,
}

/// Commands that are not acknowledged yet, in order. After a reconnect all are sent again.
pub struct Outbox {
    shared: Arc<Shared>,
    waiting: VecDeque<Command>,
    sender: u64,
    number: u64,
}

impl Outbox {
    /// Of a sender.
    pub fn new(shared: Arc<Shared>, sender: u64) -> Self {
        Self { shared, waiting: VecDeque::new(), sender, number: 1 }
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Adds a command and sends it.
    pub async fn send(&mut self, socket: &mut Socket, frame: impl FnOnce(Uuid) -> Vec<u8>) -> Result<()> {
        let (client_id, frame) = self.frame(frame)?;
        self.push(socket, Command { client_id, frame, message: None }).await
    }

    /// Adds a message and sends it.
    pub async fn say(
        &mut self,
        socket: &mut Socket,
        told: &Told,
        text: String,
        frame: impl FnOnce(Uuid) -> Vec<u8>,
    ) -> Result<()> {
        let (client_id, frame) = self.frame(frame)?;
        let place = {
            let mut told = told.lock();
            told.push(Sent { text, acknowledged: None, refused: false });
            told.len() - 1
        };
        self.push(socket, Command { client_id, frame, message: Some((told.clone(), place)) }).await
    }

    fn frame(&mut self, frame: impl FnOnce(Uuid) -> Vec<u8>) -> Result<(Uuid, String)> {
        self.number += 1;
        let id = client_id(self.sender, self.number);
        Ok((id, String::from_utf8(frame(id))?))
    }

    async fn push(&mut self, socket: &mut Socket, command: Command) -> Result<()> {
        let frame = command.frame.clone();
        self.waiting.push_back(command);
        self.shared.waiting.fetch_add(1, Ordering::Relaxed);
        socket.send_text(frame).await
    }

    /// Sends everything again, in order.
    pub async fn resend(&mut self, socket: &mut Socket) -> Result<()> {
        for command in &self.waiting {
            socket.send_text(command.frame.clone()).await?;
        }
        Ok(())
    }

    /// A command is stored.
    pub fn acknowledged(&mut self, client_id: Uuid, seq: Option<u64>, generation: u64) {
        let Some(command) = self.remove(client_id) else { return };
        self.shared.acknowledged.fetch_max(generation, Ordering::Relaxed);
        if let Some((told, place)) = command.message
            && let Some(sent) = told.lock().get_mut(place)
        {
            sent.acknowledged = seq;
        }
    }

    /// A command is refused. One that can be tried again fails, for the connection to begin anew with all in order.
    pub fn refused(&mut self, refused: &Refused) -> Result<bool> {
        let client_id = refused.client_id.with_context(|| format!("refused: {refused:?}"))?;
        if !refused.code.is_final() {
            anyhow::bail!("refused for now: {refused:?}");
        }
        let Some(command) = self.remove(client_id) else { return Ok(false) };
        if let Some((told, place)) = command.message
            && let Some(sent) = told.lock().get_mut(place)
        {
            sent.refused = true;
            return Ok(false);
        }
        Ok(true)
    }

    fn remove(&mut self, client_id: Uuid) -> Option<Command> {
        let place = self.waiting.iter().position(|command| command.client_id == client_id)?;
        self.shared.waiting.fetch_sub(1, Ordering::Relaxed);
        self.waiting.remove(place)
    }
}

/// A frame as it is sent.
pub fn json(frame: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(frame).unwrap_or_default()
}

/// How far a conversation was read, and what was found.
#[derive(Default)]
pub struct Reading {
    /// The number up to which everything is known.
    pub cursor: u64,
    /// Everything found, in the order it was shown.
    pub shown: Vec<(u64, String)>,
}

impl Reading {
    /// Takes a stretch: how many of its entries to skip because they are known; `None` when there is a gap before it.
    pub fn take(&mut self, after: u64, upto: u64, entries: &[(u64, String)]) -> Option<usize> {
        if after > self.cursor {
            return None;
        }
        let known = entries.iter().take_while(|(seq, _)| *seq <= self.cursor).count();
        self.shown.extend(entries.iter().skip(known).cloned());
        self.cursor = self.cursor.max(upto);
        Some(known)
    }
}
