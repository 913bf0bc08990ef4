//! One two-party chat under load. The same code drives the real server and the bare limit, and reads no more of a
//! frame than it needs: what the load costs is taken from the server, which shares its processors.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use frontdesk_protocol::console::AgentFrame;
use frontdesk_protocol::visitor::VisitorFrame;
use serde::Deserialize;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::fixture::client_id;
use crate::socket::Socket;

/// A chat with both of its ends.
pub struct Pair {
    visitor: Socket,
    agent: Socket,
    /// The conversation.
    pub conversation: Uuid,
    acknowledged: Arc<AtomicU64>,
    /// The number of the first message under way.
    base: u64,
    /// For each message under way, what has come of it, and since when it is.
    under_way: VecDeque<UnderWay>,
}

struct UnderWay {
    since: Instant,
    acknowledged: bool,
    arrived: bool,
}

/// How often the ends of a chat that is long under way give a sign of life.
const BEAT: Duration = Duration::from_secs(10);

/// When to count: from an instant on, until another, after which nothing new is sent.
#[derive(Clone, Copy)]
pub struct Window {
    /// The beginning.
    pub from: Instant,
    /// The end.
    pub until: Instant,
}

#[derive(Deserialize)]
struct Light<'a> {
    r#type: &'a str,
    client_id: Option<Uuid>,
    #[serde(borrow, default)]
    entries: Vec<LightEntry<'a>>,
}

#[derive(Deserialize)]
struct LightEntry<'a> {
    #[serde(borrow)]
    what: LightWhat<'a>,
}

#[derive(Deserialize)]
struct LightWhat<'a> {
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
}

/// A message of 100 characters that begins with its number.
pub fn text(number: u64) -> String {
    format!("{number:<20}{:80}", "is what this message, which is as long as people's are, has for a number")
}

impl Pair {
    /// Of two sockets that are subscribed to a conversation.
    pub fn new(visitor: Socket, agent: Socket, conversation: Uuid) -> Self {
        let acknowledged = Arc::default();
        Self { visitor, agent, conversation, acknowledged, base: 0, under_way: VecDeque::new() }
    }

    /// How many messages were acknowledged, which they are in the order in which they were sent.
    pub fn acknowledged(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.acknowledged)
    }

    /// Both ends give a sign of life, as theirs do while nothing is said: a server closes who is silent.
    pub async fn beat(&mut self) -> Result<()> {
        self.visitor.send(&VisitorFrame::Ping).await?;
        self.agent.send(&AgentFrame::Ping).await
    }

    /// Keeps so many messages under way. How many were done in the window.
    pub async fn closed(&mut self, depth: usize, window: Window) -> Result<u64> {
        let mut counted = 0;
        for _ in 0..depth {
            self.say(Instant::now()).await?;
        }
        while !self.under_way.is_empty() {
            for _ in 0..self.heard().await?.len() {
                let now = Instant::now();
                counted += u64::from(now >= window.from && now < window.until);
                if now < window.until {
                    self.say(now).await?;
                }
            }
        }
        Ok(counted)
    }

    /// Sends whenever told to. How long each message took from when it was meant to be sent, in the window.
    pub async fn open(
        &mut self,
        mut meant: mpsc::UnboundedReceiver<Instant>,
        window: Window,
    ) -> Result<Vec<Duration>> {
        let mut took = Vec::new();
        let mut ended = false;
        let mut beat = tokio::time::interval(BEAT);
        while !ended || !self.under_way.is_empty() {
            tokio::select! {
                meant = meant.recv(), if !ended => match meant {
                    Some(meant) => self.say(meant).await?,
                    None => ended = true,
                },
                _ = beat.tick() => self.beat().await?,
                done = self.heard(), if !self.under_way.is_empty() => {
                    took.extend(done?.into_iter().filter(|since| *since >= window.from).map(|since| since.elapsed()));
                }
            }
        }
        Ok(took)
    }

    async fn say(&mut self, since: Instant) -> Result<()> {
        let number = self.base + self.under_way.len() as u64;
        let (client_id, conversation) = (client_id(1, number), self.conversation);
        self.under_way.push_back(UnderWay { since, acknowledged: false, arrived: false });
        self.visitor.send(&VisitorFrame::Say { client_id, conversation, text: text(number) }).await
    }

    /// Waits for a frame; since when the messages that are done by it were under way.
    async fn heard(&mut self) -> Result<Vec<Instant>> {
        tokio::select! {
            frame = self.visitor.text() => {
                let frame = frame?;
                let light = light(&frame)?;
                if light.r#type == "ack" {
                    let number = light.client_id.context("an acknowledgement of nothing")?.as_u64_pair().1;
                    self.note(number, |message| &mut message.acknowledged)?;
                    self.acknowledged.fetch_max(number + 1, Ordering::SeqCst);
                }
            }
            frame = self.agent.text() => {
                for entry in light(&frame?)?.entries {
                    // Other entries than messages have no number.
                    if let Some(number) = entry.what.text.and_then(|t| t.split(' ').next()?.parse().ok()) {
                        self.note(number, |message| &mut message.arrived)?;
                    }
                }
            }
        }
        let mut done = Vec::new();
        while let Some(first) = self.under_way.front()
            && first.acknowledged
            && first.arrived
        {
            done.push(first.since);
            self.under_way.pop_front();
            self.base += 1;
        }
        Ok(done)
    }

    fn note(&mut self, number: u64, what: impl Fn(&mut UnderWay) -> &mut bool) -> Result<()> {
        let place = number.checked_sub(self.base).and_then(|place| usize::try_from(place).ok());
        let message = place.and_then(|place| self.under_way.get_mut(place));
        let noted = what(message.with_context(|| format!("message {number} came again"))?);
        if std::mem::replace(noted, true) {
            bail!("message {number} came twice");
        }
        Ok(())
    }
}

fn light(frame: &str) -> Result<Light<'_>> {
    let light: Light<'_> = serde_json::from_str(frame).with_context(|| format!("no frame: {frame}"))?;
    if matches!(light.r#type, "refused" | "bye") {
        bail!("the server says {frame}");
    }
    Ok(light)
}
