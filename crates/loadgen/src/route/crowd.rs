//! A crowd of visitors who all want to talk at the same moment, and the agents who answer them.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use frontdesk_protocol::console::{AgentFrame, AgentServerFrame};
use frontdesk_protocol::visitor::VisitorWhat;
use tokio::sync::{Barrier, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use uuid::Uuid;

use crate::server::{Server, Target};
use crate::socket::Socket;
use crate::visitor::Visitor;
use crate::{agent, fixture};

/// How long a visitor waits for an agent or the fallback before the bench fails.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a fickle agent thinks of turning unavailable or available.
const FICKLE: Duration = Duration::from_millis(60);
/// After how long a visitor asks again when the server is busy, with the same client id.
const AGAIN: Duration = Duration::from_millis(250);
/// Visitors who come in at the same time.
const DOOR: usize = 16;

/// How agents answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// They accept every offer.
    Accept,
    /// They decline every third; every fifth agent leaves half of their offers unanswered, turns unavailable because of
    /// them, and available again when the server has taken them back.
    Fickle,
}

/// What became of the crowd.
pub struct Outcome {
    /// All conversations.
    pub conversations: Vec<Uuid>,
    /// Visitors who were joined by an agent.
    pub served: usize,
    /// Visitors who got the fallback.
    pub fell_back: usize,
    /// From sending the answer until the first offer was on the agent's socket, sorted.
    pub rang: Vec<Duration>,
    /// How often visitors had to ask again because the server was busy or closed the connection.
    pub again: usize,
}

/// When each conversation's first offer reached its agent.
type Rings = Arc<Mutex<HashMap<Uuid, Instant>>>;

/// Lets the crowd in, and waits until each of them has an agent or the fallback.
pub async fn crowd(server: &Server, agents: usize, visitors: usize, manner: Manner) -> Result<Outcome> {
    let (stop, stopping) = watch::channel(false);
    let rings = Rings::default();
    let (offers, ready) = (Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(agents + 1)));
    let mut answering = JoinSet::new();
    for (number, cookie) in fixture::sign_in(&server.at, agents).await?.into_iter().enumerate() {
        let answerer = Answerer {
            number,
            manner,
            rings: Arc::clone(&rings),
            offers: Arc::clone(&offers),
            stopping: stopping.clone(),
        };
        answering.spawn(answerer.run(server.at.clone(), cookie, Arc::clone(&ready)));
    }
    ready.wait().await;

    let (door, start) = (Arc::new(Semaphore::new(DOOR)), Arc::new(Barrier::new(visitors)));
    let mut waiting = JoinSet::new();
    for _ in 0..visitors {
        waiting.spawn(visit(server.at.clone(), Arc::clone(&door), Arc::clone(&start)));
    }
    let mut outcome =
        Outcome { conversations: Vec::new(), served: 0, fell_back: 0, rang: Vec::new(), again: 0 };
    let mut kept = Vec::new();
    while let Some(done) = waiting.join_next().await {
        let Visit { visitor, asked, joined, again } = done??;
        outcome.again += again;
        outcome.conversations.push(visitor.conversation);
        if joined {
            outcome.served += 1;
        } else {
            outcome.fell_back += 1;
        }
        let rang = rings.lock().unwrap_or_else(PoisonError::into_inner).get(&visitor.conversation).copied();
        outcome.rang.extend(rang.map(|rang| rang.saturating_duration_since(asked)));
        kept.push(visitor); // who leaves is gone
    }
    outcome.rang.sort();
    stop.send_replace(true);
    while let Some(answered) = answering.join_next().await {
        answered??;
    }
    Ok(outcome)
}

/// What became of one visitor.
struct Visit {
    visitor: Visitor,
    asked: Instant,
    /// Whether an agent came.
    joined: bool,
    /// How often they had to ask again because the server was busy.
    again: usize,
}

/// One visitor, from coming in to an agent or the fallback.
async fn visit(server: Target, door: Arc<Semaphore>, start: Arc<Barrier>) -> Result<Visit> {
    let entering = door.acquire().await?;
    let mut visitor = Visitor::arrive(&server).await?;
    drop(entering);
    start.wait().await;
    let asked = Instant::now();
    visitor.ask_for_agent().await?;
    let mut again = 0;
    let answer = async {
        loop {
            let heard = visitor.next_unless_busy().await;
            let Ok(Some(entries)) = heard else {
                again += 1;
                tokio::time::sleep(AGAIN).await;
                // What fails here fails again above, until patience ends.
                if heard.is_err() && visitor.come_back(&server).await.is_err() {
                    continue;
                }
                visitor.ask_for_agent().await?;
                continue;
            };
            for what in entries {
                match what {
                    VisitorWhat::Joined { .. } => return anyhow::Ok(true),
                    VisitorWhat::Fallback { .. } => return Ok(false),
                    _ => {}
                }
            }
        }
    };
    let joined = timeout(PATIENCE, answer).await.context("a visitor was left without an answer")??;
    Ok(Visit { visitor, asked, joined, again })
}

/// Connects again, as often as it takes.
async fn come_back(server: &Target, cookie: &str) -> Result<Socket> {
    let trying = async {
        loop {
            tokio::time::sleep(AGAIN).await;
            if let Ok(socket) = agent::connect(server, cookie).await {
                return socket;
            }
        }
    };
    timeout(PATIENCE, trying).await.context("an agent can't connect again")
}

struct Answerer {
    number: usize,
    manner: Manner,
    rings: Rings,
    offers: Arc<AtomicUsize>,
    stopping: watch::Receiver<bool>,
}

impl Answerer {
    async fn run(mut self, server: Target, cookie: String, ready: Arc<Barrier>) -> Result<()> {
        let mut socket = agent::connect(&server, &cookie).await?;
        while !matches!(socket.receive().await?, AgentServerFrame::Desk(_)) {}
        ready.wait().await;
        let turns = self.manner == Manner::Fickle && self.number.is_multiple_of(5);
        let mut turn = tokio::time::interval(FICKLE);
        let (mut available, mut commands, mut answered) = (true, 0, HashSet::new());
        // The offers left unanswered: the server is to take them back.
        let mut left = HashSet::new();
        loop {
            tokio::select! {
                _ = self.stopping.changed() => return Ok(()),
                _ = turn.tick(), if turns && left.is_empty() != available => {
                    available = !available;
                    commands += 1;
                    let client_id = fixture::client_id(1, commands);
                    socket.send(&AgentFrame::SetAvailable { client_id, available }).await?;
                }
                frame = socket.receive() => {
                    let desk = match frame {
                        Ok(AgentServerFrame::Desk(desk)) => desk,
                        Ok(AgentServerFrame::Refused(refused)) if refused.code.is_final() => continue,
                        // The server is busy: a new connection begins with the whole desk.
                        Ok(AgentServerFrame::Refused(_)) | Err(_) => {
                            socket = come_back(&server, &cookie).await?;
                            answered.clear();
                            left.clear();
                            continue;
                        }
                        Ok(_) => continue,
                    };
                    let now = Instant::now();
                    left.retain(|offer| desk.offers.iter().any(|row| (row.conversation, row.offer) == *offer));
                    for row in desk.offers {
                        let (conversation, offer) = (row.conversation, row.offer);
                        if !answered.insert((conversation, offer)) {
                            continue;
                        }
                        self.rings.lock().unwrap_or_else(PoisonError::into_inner).entry(conversation).or_insert(now);
                        let number = self.offers.fetch_add(1, Ordering::Relaxed);
                        commands += 1;
                        let client_id = fixture::client_id(2, commands);
                        if turns && answered.len() % 2 == 1 {
                            left.insert((conversation, offer));
                            continue;
                        }
                        let decline = self.manner == Manner::Fickle && number % 3 == 2;
                        let frame = if decline {
                            AgentFrame::Decline { client_id, conversation, offer, reason: String::new() }
                        } else {
                            AgentFrame::Accept { client_id, conversation, offer }
                        };
                        socket.send(&frame).await?;
                    }
                }
            }
        }
    }
}
