//! The life of a socket after `hello`: commands in, acknowledgements and the log out, each conversation from its own
//! cursor.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_app::AppError;
use frontdesk_app::hub::{Aside, Hub, Side, Signal, Subscriber};
use frontdesk_domain::ids::ConversationId;
use frontdesk_protocol::Last;
use frontdesk_protocol::problem::Code;
use frontdesk_store::{Logged, repo};
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesOrdered;
use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use uuid::Uuid;

use super::{Asked, Checked, End, HEARTBEAT, Incoming, Line, Party};
use crate::Edge;
use crate::limits::FrameLimit;
use crate::metrics::{Open, count_refusal};
use crate::refusal::{Failure, problem};

/// How many commands of one socket may be on their way to the record, where it keeps their order.
const IN_FLIGHT: usize = 16;
/// How often marks are stored, and how often a party may do other things.
const SECOND: Duration = Duration::from_secs(1);
/// How often a party's session is looked at: one that has ended is closed within this time.
const CHECK: Duration = Duration::from_secs(4);

/// Runs a socket until it ends.
pub(crate) async fn serve<P: Party>(edge: &Edge, line: &mut Line, party: P) -> End {
    let (subscriber, signals) = Hub::subscriber();
    let mut session = Session {
        limit: edge.limits.frames(),
        // PostgreSQL promises no order between transactions, so there one follows the other.
        room: match edge.desk.store.kind() {
            frontdesk_store::Kind::Sqlite => IN_FLIGHT,
            frontdesk_store::Kind::Postgres => 1,
        },
        edge: edge.clone(),
        party,
        subscriber,
        cursors: HashMap::new(),
        seen: HashMap::new(),
        pending: FuturesOrdered::new(),
    };
    let figures = &edge.desk.figures;
    let _open = Open::count(match session.party.side() {
        Side::Agent(_) => &figures.agent_sockets,
        Side::Visitor => &figures.visitor_sockets,
    });
    if let Side::Agent(user) = session.party.side() {
        edge.desk.hub.watch_desk(user, &session.subscriber);
    }
    let end = match session.run(line, signals).await {
        Ok(never) => match never {},
        Err(end) => end,
    };
    for id in session.cursors.keys() {
        edge.desk.hub.unsubscribe(*id, &session.subscriber);
    }
    if let Side::Agent(user) = session.party.side() {
        edge.desk.hub.unwatch_desk(user, &session.subscriber);
    }
    session.flush_seen().await;
    session.party.left(edge).await;
    end
}

struct Session<P: Party> {
    edge: Edge,
    party: P,
    subscriber: Arc<Subscriber>,
    limit: FrameLimit,
    room: usize,
    /// The last number sent, by conversation.
    cursors: HashMap<ConversationId, u64>,
    /// Marks to be stored, at most once a second.
    seen: HashMap<ConversationId, (u64, u64)>,
    pending: FuturesOrdered<BoxFuture<'static, P::Out>>,
}

enum Never {}

/// Something that is told, or the end.
enum Trouble {
    Told(Failure),
    End(End),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Told(failure)
    }
}

impl From<End> for Trouble {
    fn from(end: End) -> Self {
        Self::End(end)
    }
}

/// The record is out of reach: whoever comes back resumes from their cursor.
fn out_of_reach(trouble: Trouble) -> End {
    match trouble {
        Trouble::End(end) => end,
        Trouble::Told(_) => End::Said(Code::Busy, "the record is out of reach"),
    }
}

impl<P: Party> Session<P> {
    async fn run(&mut self, line: &mut Line, mut signals: mpsc::Receiver<Signal>) -> Result<Never, End> {
        let subscriber = Arc::clone(&self.subscriber);
        let mut stopping = self.edge.stopping.clone();
        let mut website = self.edge.desk.watch_website();
        let mut heard = Instant::now();
        let mut beat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        let mut check = interval_at(Instant::now() + CHECK, CHECK);
        let mut second = interval_at(Instant::now() + SECOND, SECOND);
        second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut look = interval_at(Instant::now() + LOOK, LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        line.feed(&self.party.welcome(&self.edge)).await?;
        let mut desk_changed = !self.desk(line).await?;
        line.flush().await?;
        loop {
            tokio::select! {
                incoming = line.next(), if self.pending.len() < self.room => {
                    heard = Instant::now();
                    self.party.heard(&self.edge);
                    self.take(line, incoming?).await?;
                }
                Some(reply) = self.pending.next(), if !self.pending.is_empty() => {
                    self.reply(line, &reply).await?;
                    desk_changed |= self.at_hand(line, &mut signals).await?;
                }
                Some(signal) = signals.recv() => {
                    desk_changed |= matches!(signal, Signal::Desk);
                    self.signal(line, signal).await.map_err(out_of_reach)?;
                    desk_changed |= self.at_hand(line, &mut signals).await?;
                }
                _ = look.tick(), if desk_changed => {
                    desk_changed = !self.desk(line).await?;
                }
                () = subscriber.overflowed() => return Err(End::Said(Code::TooSlow, "the connection is too slow")),
                _ = stopping.changed() => return Err(End::Said(Code::Restarting, "the server restarts")),
                _ = second.tick(), if !self.seen.is_empty() => self.flush_seen().await,
                _ = check.tick() => self.check(line).await?,
                Ok(()) = website.changed() => self.check(line).await?,
                _ = beat.tick() => {
                    if heard.elapsed() > 2 * HEARTBEAT {
                        return Err(End::Gone);
                    }
                    let last = self.cursors.iter().map(|(id, seq)| Last { conversation: id.0, seq: *seq }).collect();
                    line.feed(&P::heartbeat(&self.edge, last)).await?;
                    // A desk is read again now and then without a wake, each socket at its own time.
                    desk_changed = true;
                }
            }
            line.flush().await?;
        }
    }

    /// Looks whether the party's session is still good.
    async fn check(&mut self, line: &mut Line) -> Result<(), End> {
        match self.party.check(&self.edge).await {
            Ok(Checked::Ended(code, words)) => Err(End::Said(code, words)),
            Ok(Checked::Good(Some(change))) => {
                line.feed(&change).await?;
                self.drop_unreadable(line).await
            }
            // What can't be looked at now is looked at again.
            Ok(Checked::Good(None)) | Err(_) => Ok(()),
        }
    }

    /// Takes the signals and replies that are at hand, so that one commit's acknowledgement and entries leave together.
    /// Whether the desk may have changed.
    async fn at_hand(&mut self, line: &mut Line, signals: &mut mpsc::Receiver<Signal>) -> Result<bool, End> {
        let mut desk_changed = false;
        loop {
            if let Ok(signal) = signals.try_recv() {
                desk_changed |= matches!(signal, Signal::Desk);
                self.signal(line, signal).await.map_err(out_of_reach)?;
            } else if let Some(Some(reply)) = self.pending.next().now_or_never() {
                self.reply(line, &reply).await?;
            } else {
                return Ok(desk_changed);
            }
        }
    }

    /// Tells what has changed on the desk; whether it could be read.
    async fn desk(&mut self, line: &mut Line) -> Result<bool, End> {
        match self.party.desk(&self.edge).await {
            Ok(Some(change)) => line.feed(&change).await.map(|()| true),
            Ok(None) => Ok(true),
            Err(_) => Ok(false),
        }
    }

    async fn take(&mut self, line: &mut Line, incoming: Incoming<P::In>) -> Result<(), End> {
        let frame = match incoming {
            Incoming::Alive => return Ok(()),
            Incoming::Malformed => {
                return self.refuse(line, problem(Code::Malformed, "not a frame known here"), None).await;
            }
            Incoming::Frame(frame) => frame,
        };
        if !self.limit.allow() {
            let failure = problem(Code::RateLimited, "too many messages at once; please slow down");
            return self.refuse(line, failure, P::client_id(&frame)).await;
        }
        match self.party.ask(&self.edge, frame) {
            Asked::Hello => self.refuse(line, problem(Code::OutOfOrder, "hello was said"), None).await,
            Asked::Ping => line.feed(&P::heartbeat(&self.edge, Vec::new())).await,
            Asked::Subscribe(id, after) => match self.subscribe(line, id, after).await {
                Err(Trouble::Told(failure)) => {
                    self.reply(line, &P::refused(failure.refused_subscription(id.0))).await
                }
                Err(Trouble::End(end)) => Err(end),
                Ok(()) => Ok(()),
            },
            Asked::Unsubscribe(id) => {
                if self.cursors.remove(&id).is_some() {
                    self.edge.desk.hub.unsubscribe(id, &self.subscriber);
                }
                Ok(())
            }
            Asked::Typing(id, on) => {
                if self.cursors.contains_key(&id) {
                    self.edge.desk.hub.aside(id, Aside::Typing { from: self.party.side(), on });
                }
                Ok(())
            }
            Asked::Seen(id, delivered, read) => {
                if self.cursors.contains_key(&id) {
                    self.seen.insert(id, (delivered, read));
                }
                Ok(())
            }
            Asked::Refused(failure, client_id, None) => self.refuse(line, failure, client_id).await,
            Asked::Refused(failure, _, Some(conversation)) => {
                self.reply(line, &P::refused(failure.refused_subscription(conversation))).await
            }
            Asked::Command(reply) => {
                self.pending.push_back(reply);
                Ok(())
            }
        }
    }

    /// Answers; refusals are counted.
    async fn reply(&mut self, line: &mut Line, frame: &P::Out) -> Result<(), End> {
        if let Some(code) = P::refusal(frame) {
            count_refusal(&self.edge, code);
        }
        line.feed(frame).await
    }

    async fn refuse(
        &mut self,
        line: &mut Line,
        failure: Failure,
        client_id: Option<Uuid>,
    ) -> Result<(), End> {
        self.reply(line, &P::refused(failure.refused(client_id))).await
    }

    /// Follows no longer what may no longer be read (`PERM-1`).
    async fn drop_unreadable(&mut self, line: &mut Line) -> Result<(), End> {
        let followed: Vec<ConversationId> = self.cursors.keys().copied().collect();
        for id in followed {
            // What can't be looked at is not shown.
            if !self.party.may_read(&self.edge, id).await.unwrap_or(false) {
                self.cursors.remove(&id);
                self.edge.desk.hub.unsubscribe(id, &self.subscriber);
                let failure = problem(Code::NotFound, "not found");
                line.feed(&P::refused(failure.refused_subscription(id.0))).await?;
            }
        }
        Ok(())
    }

    async fn flush_seen(&mut self) {
        for (id, (delivered, read)) in std::mem::take(&mut self.seen) {
            let stored = self.party.store_seen(&self.edge, id, delivered, read).await;
            if stored.is_err_and(|failed| matches!(failed.code(), Code::Busy | Code::NotStored)) {
                // Newer ones, which may have come meanwhile, say more.
                self.seen.entry(id).or_insert((delivered, read));
            }
        }
    }

    async fn subscribe(&mut self, line: &mut Line, id: ConversationId, after: u64) -> Result<(), Trouble> {
        // Beyond what the record can count is beyond every log.
        let after = after.min(i64::MAX.unsigned_abs());
        if !self.party.may_read(&self.edge, id).await? {
            return Err(problem(Code::NotFound, "not found").into());
        }
        if self.cursors.len() >= P::SUBSCRIPTIONS && !self.cursors.contains_key(&id) {
            return Err(problem(Code::Invalid, "too many conversations at once").into());
        }
        // First the hub, then the log: what comes in between is known twice, and told once.
        self.edge.desk.hub.subscribe(id, &self.subscriber);
        self.cursors.insert(id, after);
        self.catch_up(line, id, true).await?;
        for frame in self.party.introduce(&self.edge, id).await? {
            line.feed(&frame).await?;
        }
        Ok(())
    }

    /// Sends the log after the cursor, page by page; at least one frame when `always`.
    async fn catch_up(
        &mut self,
        line: &mut Line,
        id: ConversationId,
        mut always: bool,
    ) -> Result<(), Trouble> {
        loop {
            let Some(cursor) = self.cursors.get(&id).copied() else { return Ok(()) };
            let logged: Vec<Logged> = self
                .edge
                .desk
                .store
                .read(move |tx| Ok::<_, AppError>(repo::log::after(tx, id, cursor)?))
                .await
                .map_err(Failure::from)?;
            if logged.is_empty() && !always {
                return Ok(());
            }
            always = false;
            let logged: Vec<Arc<Logged>> = logged.into_iter().map(Arc::new).collect();
            self.tell(line, id, cursor, &logged).await?;
            line.flush().await?;
            if logged.is_empty() {
                return Ok(());
            }
        }
    }

    async fn tell(
        &mut self,
        line: &mut Line,
        id: ConversationId,
        after: u64,
        logged: &[Arc<Logged>],
    ) -> Result<(), Trouble> {
        let stretch = self.party.stretch(&self.edge, id, after, logged).await?;
        self.cursors.insert(id, logged.last().map_or(after, |last| last.entry.seq));
        line.feed(&stretch).await?;
        self.party.told(&self.edge, id, logged).await?;
        Ok(())
    }

    async fn signal(&mut self, line: &mut Line, signal: Signal) -> Result<(), Trouble> {
        match signal {
            Signal::Entries(id, entries) => self.entries(line, id, &entries).await,
            Signal::Behind(id, last) if self.cursors.get(&id).is_some_and(|cursor| *cursor < last) => {
                self.catch_up(line, id, false).await
            }
            Signal::Aside(id, aside) => match self.party.aside(&self.edge, id, aside).await? {
                Some(frame) => Ok(line.feed(&frame).await?),
                None => Ok(()),
            },
            Signal::Behind(..) | Signal::Desk => Ok(()),
        }
    }

    /// New entries: what is known is dropped, and where there is a gap, the log is read.
    async fn entries(
        &mut self,
        line: &mut Line,
        id: ConversationId,
        entries: &[Arc<Logged>],
    ) -> Result<(), Trouble> {
        let Some(cursor) = self.cursors.get(&id).copied() else { return Ok(()) };
        let known = entries.iter().take_while(|logged| logged.entry.seq <= cursor).count();
        let Some(new) = entries.get(known..).filter(|new| !new.is_empty()) else { return Ok(()) };
        let follows = new.first().is_some_and(|first| first.entry.seq == cursor + 1);
        if follows { self.tell(line, id, cursor, new).await } else { self.catch_up(line, id, false).await }
    }
}

/// How often a desk that may have changed is looked at.
const LOOK: Duration = Duration::from_millis(250);
