//! An agent who accepts every offer and answers on, whatever becomes of the server.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Result, bail};
use frontdesk_protocol::console::{AgentEntries, AgentFrame, AgentServerFrame, AgentWhat, Desk};
use uuid::Uuid;

use super::parts::{Outbox, Reading, Shared, Stage, Told, json, stopped};
use crate::agent;
use crate::socket::Socket;

/// How often an agent is heard from: below the server's patience.
const PING: Duration = Duration::from_secs(5);

/// An agent who answers on.
pub struct Answerer {
    shared: Arc<Shared>,
    /// Their session.
    pub cookie: String,
    number: usize,
    /// The chats they have had.
    pub chats: HashMap<Uuid, Chat>,
    outbox: Outbox,
    answered: HashSet<(Uuid, u64)>,
}

/// One of their chats.
#[derive(Default)]
pub struct Chat {
    /// What they said.
    pub told: Told,
    /// What they saw.
    pub reading: Reading,
    held: bool,
    said: u64,
}

impl Answerer {
    /// An agent who is signed in.
    pub fn new(shared: Arc<Shared>, cookie: String, number: usize) -> Self {
        let outbox = Outbox::new(Arc::clone(&shared), 3);
        Self { shared, cookie, number, chats: HashMap::new(), outbox, answered: HashSet::new() }
    }

    /// Answers, and comes back as often as the connection is lost, until told to stop.
    pub async fn run(mut self) -> Self {
        let mut stage = self.shared.stage.clone();
        while self.shared.stage() != Stage::Stop {
            tokio::select! {
                biased;
                () = stopped(&mut stage) => {}
                _ = self.session() => {
                    self.shared.lost.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
        self
    }

    async fn session(&mut self) -> Result<()> {
        let generation = self.shared.generation.load(Ordering::Relaxed);
        let mut socket = agent::connect(&self.shared.server, &self.cookie).await?;
        for (conversation, chat) in &self.chats {
            let (conversation, after) = (*conversation, chat.reading.cursor);
            socket.send(&AgentFrame::Subscribe { conversation, after }).await?;
        }
        self.outbox.resend(&mut socket).await?;
        let mut ping = tokio::time::interval(PING);
        loop {
            tokio::select! {
                frame = socket.receive() => match frame? {
                    AgentServerFrame::Ack { client_id, seq, .. } => {
                        self.outbox.acknowledged(client_id, seq, generation);
                    }
                    AgentServerFrame::Refused(refused) => {
                        self.outbox.refused(&refused)?;
                    }
                    AgentServerFrame::Desk(desk) => self.look(&mut socket, desk).await?,
                    AgentServerFrame::Entries(stretch) => self.read(&mut socket, stretch).await?,
                    AgentServerFrame::Bye(bye) => bail!("closed: {bye:?}"),
                    _ => {}
                },
                _ = ping.tick() => socket.send(&AgentFrame::Ping).await?,
            }
        }
    }

    async fn look(&mut self, socket: &mut Socket, desk: Desk) -> Result<()> {
        if desk.full {
            self.chats.values_mut().for_each(|chat| chat.held = false);
        }
        for gone in &desk.chats_gone {
            if let Some(chat) = self.chats.get_mut(gone) {
                chat.held = false;
            }
        }
        for row in &desk.offers {
            let (conversation, offer) = (row.conversation, row.offer);
            if self.answered.insert((conversation, offer)) {
                let accept = |client_id| json(&AgentFrame::Accept { client_id, conversation, offer });
                self.outbox.send(socket, accept).await?;
            }
        }
        for row in &desk.chats {
            let conversation = row.conversation;
            if !self.chats.contains_key(&conversation) {
                socket.send(&AgentFrame::Subscribe { conversation, after: 0 }).await?;
            }
            self.chats.entry(conversation).or_default().held = true;
        }
        Ok(())
    }

    /// Reads on, and answers every second message of the visitor.
    async fn read(&mut self, socket: &mut Socket, stretch: AgentEntries) -> Result<()> {
        let (conversation, talks) = (stretch.conversation, self.shared.stage() == Stage::Talk);
        let Some(chat) = self.chats.get_mut(&conversation) else { return Ok(()) };
        let Some(known) = chat.reading.take(stretch.after, stretch.upto, &shown(&stretch)) else {
            self.shared.gaps.fetch_add(1, Ordering::Relaxed);
            return socket.send(&AgentFrame::Subscribe { conversation, after: chat.reading.cursor }).await;
        };
        for entry in stretch.entries.iter().skip(known) {
            if talks && chat.held && entry.seq % 2 == 0 && matches!(entry.what, AgentWhat::VisitorSaid { .. })
            {
                chat.said += 1;
                let text = format!("agent {} {}", self.number, chat.said);
                let words = text.clone();
                let say = |client_id| json(&AgentFrame::Say { client_id, conversation, text });
                self.outbox.say(socket, &chat.told, words, say).await?;
            }
        }
        Ok(())
    }

    /// Reads the whole of a conversation again, on a new connection.
    pub async fn read_again(&self, conversation: Uuid, upto: u64) -> Result<Reading> {
        let mut socket = agent::connect(&self.shared.server, &self.cookie).await?;
        socket.send(&AgentFrame::Subscribe { conversation, after: 0 }).await?;
        let mut reading = Reading::default();
        while reading.cursor < upto {
            match socket.receive().await? {
                AgentServerFrame::Entries(stretch) => {
                    reading.take(stretch.after, stretch.upto, &shown(&stretch));
                }
                AgentServerFrame::Refused(refused) => bail!("refused: {refused:?}"),
                _ => {}
            }
        }
        Ok(reading)
    }
}

/// What is shown, by number; what somebody said begins with a mark.
fn shown(stretch: &AgentEntries) -> Vec<(u64, String)> {
    stretch
        .entries
        .iter()
        .map(|entry| match &entry.what {
            AgentWhat::VisitorSaid { text } | AgentWhat::AgentSaid { text, .. } => {
                (entry.seq, format!("\u{201c}{text}"))
            }
            what => (entry.seq, format!("{what:?}")),
        })
        .collect()
}
