//! A visitor who talks on, whatever becomes of the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use frontdesk_protocol::visitor::{VisitorEntries, VisitorFrame, VisitorServerFrame, VisitorWhat};
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use super::parts::{Outbox, Reading, Shared, Stage, Told, json, stopped};
use crate::socket::Socket;
use crate::{http, visitor};

/// How often a visitor says something.
const EVERY: Duration = Duration::from_millis(25);
/// How many messages may be under way.
const UNDER_WAY: usize = 8;
/// After how many messages some visitors end the chat and ask to talk again.
const TALK: u64 = 40;

/// How long who was told that the server is busy waits before asking again.
const PAUSE: Duration = Duration::from_millis(20);
/// How long a server may go on saying so.
const PATIENCE: Duration = Duration::from_secs(10);

/// A visitor who talks on.
pub struct Talker {
    shared: Arc<Shared>,
    token: String,
    /// Their conversation.
    pub conversation: Uuid,
    /// What they said.
    pub told: Told,
    /// What they saw.
    pub reading: Reading,
    outbox: Outbox,
    /// Whether they end the chat now and then.
    restless: bool,
    live: bool,
    said: u64,
}

impl Talker {
    /// A visitor in a live chat.
    pub fn new(shared: Arc<Shared>, token: String, conversation: Uuid, restless: bool) -> Self {
        let outbox = Outbox::new(Arc::clone(&shared), 2);
        let (told, reading) = (Told::default(), Reading::default());
        Self { shared, token, conversation, told, reading, outbox, restless, live: false, said: 0 }
    }

    /// Talks, and comes back as often as the connection is lost, until told to stop.
    pub async fn run(mut self) -> Self {
        let mut stage = self.shared.stage.clone();
        while self.shared.stage() != Stage::Stop {
            tokio::select! {
                biased;
                () = stopped(&mut stage) => {}
                _ = self.session() => {
                    self.shared.lost.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        self
    }

    async fn session(&mut self) -> Result<()> {
        let generation = self.shared.generation.load(Ordering::Relaxed);
        let mut socket = visitor::connect(&self.shared.server, &self.token).await?;
        self.subscribe(&mut socket).await?;
        self.outbox.resend(&mut socket).await?;
        let mut tick = interval(EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                frame = socket.receive() => self.hear(&mut socket, frame?, generation).await?,
                _ = tick.tick() => self.talk(&mut socket).await?,
            }
        }
    }

    async fn subscribe(&mut self, socket: &mut Socket) -> Result<()> {
        let after = self.reading.cursor;
        socket.send(&VisitorFrame::Subscribe { conversation: self.conversation, after }).await
    }

    async fn talk(&mut self, socket: &mut Socket) -> Result<()> {
        if !self.live || self.shared.stage() != Stage::Talk || self.outbox.len() >= UNDER_WAY {
            return Ok(());
        }
        self.said += 1;
        let conversation = self.conversation;
        if self.restless && self.said.is_multiple_of(TALK) {
            self.live = false;
            return self
                .outbox
                .send(socket, |client_id| json(&VisitorFrame::End { client_id, conversation }))
                .await;
        }
        let text = format!("visitor {}", self.said);
        let words = text.clone();
        self.outbox
            .say(socket, &self.told, words, |client_id| {
                json(&VisitorFrame::Say { client_id, conversation, text })
            })
            .await
    }

    async fn hear(&mut self, socket: &mut Socket, frame: VisitorServerFrame, generation: u64) -> Result<()> {
        match frame {
            VisitorServerFrame::Ack { client_id, seq, .. } => {
                self.outbox.acknowledged(client_id, Some(seq), generation);
            }
            VisitorServerFrame::Refused(refused) => {
                self.outbox.refused(&refused)?;
            }
            VisitorServerFrame::Entries(stretch) => self.read(socket, stretch).await?,
            VisitorServerFrame::Bye(bye) => bail!("closed: {bye:?}"),
            _ => {}
        }
        Ok(())
    }

    async fn read(&mut self, socket: &mut Socket, stretch: VisitorEntries) -> Result<()> {
        let entries = shown(&stretch);
        let Some(known) = self.reading.take(stretch.after, stretch.upto, &entries) else {
            self.shared.gaps.fetch_add(1, Ordering::Relaxed);
            return self.subscribe(socket).await;
        };
        let conversation = self.conversation;
        for entry in stretch.entries.iter().skip(known) {
            match entry.what {
                VisitorWhat::Joined { .. } => self.live = true,
                VisitorWhat::Ended { .. } => {
                    self.live = false;
                    self.outbox
                        .send(socket, |client_id| json(&VisitorFrame::TalkAgain { client_id, conversation }))
                        .await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the conversation again, over HTTP: at least up to a number, where it is that long.
    pub async fn read_again(shared: &Shared, token: &str, conversation: Uuid, upto: u64) -> Result<Reading> {
        let mut reading = Reading::default();
        let bearer = format!("Bearer {token}");
        let headers = [("origin", shared.server.site.as_str()), ("authorization", bearer.as_str())];
        loop {
            let path = format!("/api/visitor/entries?conversation={conversation}&after={}", reading.cursor);
            let body = read(shared.server.address, &path, &headers).await?;
            let frame: VisitorServerFrame =
                serde_json::from_str(&body).with_context(|| format!("not a frame known here: {body}"))?;
            let VisitorServerFrame::Entries(stretch) = frame else { bail!("no entries but {frame:?}") };
            let before = reading.cursor;
            reading.take(stretch.after, stretch.upto, &shown(&stretch));
            if reading.cursor == before || reading.cursor >= upto {
                return Ok(reading);
            }
        }
    }

    /// The session's token.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// What the server answers; who is told that it is busy asks again, as everybody does who comes back after a start.
async fn read(server: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Result<String> {
    let begin = Instant::now();
    loop {
        let answer = http::request(server, "GET", path, headers, "").await?;
        match answer.status {
            200 => return Ok(answer.body),
            503 if begin.elapsed() < PATIENCE => tokio::time::sleep(PAUSE).await,
            status => bail!("GET {path}: {status} {}", answer.body),
        }
    }
}

/// What is shown, by number; what somebody said begins with a mark.
fn shown(stretch: &VisitorEntries) -> Vec<(u64, String)> {
    stretch
        .entries
        .iter()
        .map(|entry| match &entry.what {
            VisitorWhat::Said { text, .. } => (entry.seq, format!("\u{201c}{text}")),
            what => (entry.seq, format!("{what:?}")),
        })
        .collect()
}
