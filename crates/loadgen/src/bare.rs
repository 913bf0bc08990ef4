//! The *bare limit*: what a chat server must do for each message, and nothing else.
//!
//! Per message: decode the visitor's frame; in one group commit on one thread (the same database settings and batch as
//! the real store) read a row, insert the same bytes, insert a unique client id, update the row; then the
//! acknowledgement and the entry to the visitor and the entry to the agent, as frames of the same types.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Result;
use axum::Router;
use axum::extract::ws::{Message, WebSocket};
use axum::extract::{Path as Segments, State, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use axum::serve::ListenerExt;
use frontdesk_protocol::MAX_FRAME_BYTES;
use frontdesk_protocol::console::{AgentEntries, AgentEntry, AgentServerFrame, AgentWhat};
use frontdesk_protocol::visitor::{
    VisitorEntries, VisitorEntry, VisitorFrame, VisitorServerFrame, VisitorWhat,
};
use futures_util::{SinkExt, StreamExt};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::Serialize;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::fixture;

/// As in the real store.
const BATCH: usize = 512;
/// As large as the state of a conversation in a live chat.
const STATE: &str = r#"{"phase":{"live":{"held":{"by":"0199d1c4-5f2e-7b7c-8a52-6a2f0d4b3c1e","plan":{"card":"live","route":"round_robin","tries":1},"quiet_since":"2026-01-01T00:00:00.123456Z","waiting_since":"2026-01-01T00:00:00.123456Z","alerted":false,"warned":null,"away":false,"rerouted":false}}},"engaged":true,"completed":false,"last_agent":"0199d1c4-5f2e-7b7c-8a52-6a2f0d4b3c1e"}"#;
const SCHEMA: &str = "
    pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory;
    pragma wal_autocheckpoint = 0; pragma cache_size = -65536;
    create table conversation (id blob not null primary key, state text not null, last_seq integer not null,
        last_at integer not null) strict;
    create table entry (conversation blob not null, seq integer not null, at integer not null, fact text not null,
        sender blob, body text not null, primary key (conversation, seq)) strict, without rowid;
    create table command (conversation blob not null, sender blob not null, client_id blob not null,
        primary key (conversation, sender, client_id)) strict, without rowid;";

/// The bare limit's server.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(long)]
    folder: PathBuf,
    #[arg(long)]
    listen: SocketAddr,
    #[arg(long)]
    pairs: u64,
}

/// A message on its way in, and, numbered, on its way out.
pub struct Said {
    conversation: Uuid,
    client_id: Uuid,
    text: String,
    seq: u64,
    at: Timestamp,
}

type Sockets = Mutex<HashMap<(bool, Uuid), mpsc::Sender<Arc<Said>>>>;

struct Shared {
    sockets: Sockets,
    queue: Sender<Said>,
}

/// Serves until killed.
pub fn run(arguments: &Arguments) -> Result<()> {
    let (queue, waiting) = channel();
    let shared = Arc::new(Shared { sockets: Mutex::default(), queue });
    let record = Record::new(&arguments.folder, arguments.pairs)?;
    let told = Arc::clone(&shared);
    std::thread::spawn(move || {
        let written = write(&record.connection, &waiting, |batch| {
            let sockets = told.sockets.lock().unwrap_or_else(PoisonError::into_inner);
            for said in batch.drain(..).map(Arc::new) {
                for agent in [false, true] {
                    if let Some(socket) = sockets.get(&(agent, said.conversation)) {
                        let _ = socket.try_send(Arc::clone(&said));
                    }
                }
            }
        });
        if let Err(error) = written {
            eprintln!("the bare limit cannot write: {error:#}");
        }
    });
    let routes = Router::new()
        .route("/visitor/{conversation}", get(visitor))
        .route("/agent/{conversation}", get(agent))
        .with_state(shared);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(arguments.listen).await?;
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        Ok(axum::serve(listener, routes).await?)
    })
}

/// The same statements without sockets: messages per second with so many under way.
pub fn statements(folder: &Path, pairs: u64, under_way: u64, text: &str, time: Duration) -> Result<f64> {
    let record = Record::new(folder, pairs)?;
    let (queue, waiting) = channel();
    let mut number = 0;
    let mut next = move || {
        number += 1;
        let conversation = Uuid::from_u128(u128::from(number % pairs));
        said(conversation, fixture::client_id(0, number), text.to_owned())
    };
    for _ in 0..under_way {
        queue.send(next())?;
    }
    let begin = Instant::now();
    let (mut queue, mut done) = (Some(queue), 0_u32);
    write(&record.connection, &waiting, |batch| {
        if begin.elapsed() >= time {
            queue = None;
        }
        for _ in batch.drain(..) {
            done += 1;
            if let Some(queue) = &queue {
                let _ = queue.send(next());
            }
        }
    })?;
    Ok(f64::from(done) / begin.elapsed().as_secs_f64())
}

fn said(conversation: Uuid, client_id: Uuid, text: String) -> Said {
    Said { conversation, client_id, text, seq: 0, at: fixture::now() }
}

/// The limit's record, with its log carried into the database beside the writer. When dropped, both connections are
/// closed before the next record can be made in the same place: a connection to an unlinked database would share its
/// `-shm` file with the new one, which truncates it.
struct Record {
    connection: Connection,
    emptier: Option<(Sender<()>, JoinHandle<Result<()>>)>,
}

impl Record {
    fn new(folder: &Path, pairs: u64) -> Result<Self> {
        let file = folder.join("bare.db");
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.join(format!("bare.db{suffix}")));
        }
        let connection = Connection::open(&file)?;
        connection.execute_batch(SCHEMA)?;
        for pair in 0..pairs {
            let id = Uuid::from_u128(u128::from(pair));
            connection
                .execute("insert into conversation values (?1, ?2, 0, 0)", params![id.as_bytes(), STATE])?;
        }
        let emptied = Connection::open(&file)?;
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || {
            while stopped.recv_timeout(Duration::from_millis(200)) == Err(RecvTimeoutError::Timeout) {
                checkpoint(&emptied)?;
            }
            Ok(())
        });
        Ok(Self { connection, emptier: Some((stop, thread)) })
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.emptier.take() {
            drop(stop);
            if !matches!(thread.join(), Ok(Ok(()))) {
                eprintln!("the bare limit's log was not carried into its database");
            }
        }
    }
}

fn checkpoint(connection: &Connection) -> Result<()> {
    let pages: i64 = connection.query_row("pragma wal_checkpoint(passive)", [], |row| row.get(1))?;
    if pages > 10_000 {
        let _: i64 = connection.query_row("pragma wal_checkpoint(restart)", [], |row| row.get(0))?;
    }
    Ok(())
}

/// Takes what is waiting, stores it in one commit, and hands it on; until nobody can send any more.
fn write(
    connection: &Connection,
    waiting: &Receiver<Said>,
    mut done: impl FnMut(&mut Vec<Said>),
) -> Result<()> {
    let mut batch = Vec::with_capacity(BATCH);
    while let Ok(first) = waiting.recv() {
        batch.push(first);
        batch.extend(waiting.try_iter().take(BATCH - 1));
        connection.prepare_cached("begin immediate")?.execute([])?;
        for said in &mut batch {
            store(connection, said)?;
        }
        connection.prepare_cached("commit")?.execute([])?;
        done(&mut batch);
    }
    Ok(())
}

fn store(connection: &Connection, said: &mut Said) -> Result<()> {
    let id = said.conversation.as_bytes();
    let (state, last): (String, i64) = connection
        .prepare_cached("select state, last_seq from conversation where id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let seq = last + 1;
    said.seq = seq.cast_unsigned();
    said.at = fixture::now();
    let at = said.at.as_microsecond();
    let body = serde_json::json!({"kind": "text", "text": said.text}).to_string();
    connection.prepare_cached("insert into command values (?1, ?2, ?3)")?.execute(params![
        id,
        id,
        said.client_id.as_bytes()
    ])?;
    connection.prepare_cached("insert into entry values (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        id,
        seq,
        at,
        r#"{"kind":"said","by":"visitor"}"#,
        id,
        body
    ])?;
    connection
        .prepare_cached("update conversation set state = ?2, last_seq = ?3, last_at = ?4 where id = ?1")?
        .execute(params![id, state, seq, at])?;
    Ok(())
}

async fn visitor(
    State(shared): State<Arc<Shared>>,
    Segments(id): Segments<Uuid>,
    ws: WebSocketUpgrade,
) -> Response {
    upgrade(shared, false, id, ws)
}

async fn agent(
    State(shared): State<Arc<Shared>>,
    Segments(id): Segments<Uuid>,
    ws: WebSocketUpgrade,
) -> Response {
    upgrade(shared, true, id, ws)
}

/// The socket settings of the real server.
fn upgrade(shared: Arc<Shared>, agent: bool, id: Uuid, ws: WebSocketUpgrade) -> Response {
    ws.read_buffer_size(2 * 1024)
        .write_buffer_size(4 * 1024)
        .max_write_buffer_size(1024 * 1024)
        .max_message_size(MAX_FRAME_BYTES)
        .max_frame_size(MAX_FRAME_BYTES)
        .on_upgrade(move |socket| async move {
            let _ = serve(&shared, agent, id, socket).await;
        })
}

async fn serve(shared: &Shared, agent: bool, id: Uuid, mut socket: WebSocket) -> Result<()> {
    let (sender, mut told) = mpsc::channel(256);
    shared.sockets.lock().unwrap_or_else(PoisonError::into_inner).insert((agent, id), sender);
    loop {
        tokio::select! {
            incoming = socket.next() => {
                let Some(message) = incoming else { return Ok(()) };
                if let Message::Text(frame) = message?
                    && let VisitorFrame::Say { client_id, conversation, text } = serde_json::from_str(frame.as_str())?
                {
                    shared.queue.send(said(conversation, client_id, text))?;
                }
            }
            Some(said) = told.recv() => {
                tell(&mut socket, agent, &said).await?;
                while let Ok(said) = told.try_recv() {
                    tell(&mut socket, agent, &said).await?;
                }
                socket.flush().await?;
            }
        }
    }
}

async fn tell(socket: &mut WebSocket, agent: bool, said: &Said) -> Result<()> {
    let Said { conversation, client_id, seq, at, .. } = *said;
    let (after, text) = (seq - 1, said.text.clone());
    if agent {
        let what = AgentWhat::VisitorSaid { text };
        let entries = vec![AgentEntry { seq, at, client_id: None, what }];
        return feed(
            socket,
            &AgentServerFrame::Entries(AgentEntries { conversation, after, upto: seq, entries }),
        )
        .await;
    }
    feed(socket, &VisitorServerFrame::Ack { client_id, conversation, seq }).await?;
    let what = VisitorWhat::Said { agent: None, text };
    let entries = vec![VisitorEntry { seq, at, client_id: Some(client_id), what }];
    feed(socket, &VisitorServerFrame::Entries(VisitorEntries { conversation, after, upto: seq, entries }))
        .await
}

async fn feed(socket: &mut WebSocket, frame: &impl Serialize) -> Result<()> {
    Ok(socket.feed(Message::Text(serde_json::to_string(frame)?.into())).await?)
}
