//! The store: opened from a URL, it runs functions as transactions on threads of its own.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::error::StoreError;
use crate::figures::{Commits, Figures};
use crate::job::{Answer, job};
use crate::migrations::{MIGRATIONS, Migration};
use crate::queue::Queue;
use crate::sqlite::checkpoint::Stop;
use crate::thread::{Broken, CHECKPOINTER};
use crate::turns::Turns;
use crate::tx::Tx;
use crate::wake::Wake;
use crate::whole::Place;
use crate::{postgres, sqlite};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// This instant.
    fn now(&self) -> Timestamp;

    /// The same by a clock that is never set: how long functions have waited.
    fn ticks(&self) -> Instant {
        Instant::now()
    }
}

/// Receives the wakes of durable commits, on a thread of the store: it must be quick and must not call the store.
pub type OnCommit = Arc<dyn Fn(Vec<Wake>) + Send + Sync>;

/// How a store is to run.
#[derive(Clone)]
pub struct Options {
    /// Read once as each function starts.
    pub clock: Arc<dyn Clock>,
    /// Called with the wakes of each durable commit, before its callers are answered.
    pub on_commit: OnCommit,
    /// How many functions may wait, for writing and for reading each.
    pub queue_bound: usize,
    /// How long a function may wait to be started; beyond, it is refused as busy.
    pub max_wait: Duration,
    /// The most functions that share one commit (SQLite).
    pub batch: usize,
    /// Threads that read, each with a connection.
    pub readers: usize,
    /// Threads that write, each with a connection (PostgreSQL; SQLite has one).
    pub writers: usize,
    /// Decides in which order racing transactions go on (PostgreSQL, in tests).
    pub turns: Option<Arc<dyn Turns>>,
}

impl Options {
    /// The usual bounds: 10,000 waiting, for 1 s at most, 512 in a commit, 4 readers, 16 writers.
    pub fn new(clock: Arc<dyn Clock>, on_commit: OnCommit) -> Self {
        Self {
            clock,
            on_commit,
            queue_bound: 10_000,
            max_wait: Duration::from_secs(1),
            batch: 512,
            readers: 4,
            writers: 16,
            turns: None,
        }
    }
}

/// Which database a store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// A server, or what speaks its protocol.
    Postgres,
}

/// The record. Clones share it. When the last clone goes, waiting functions are still carried out; to wait for that,
/// [`Store::close`] it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    kind: Kind,
    writes: Arc<Queue>,
    reads: Arc<Queue>,
    commits: Arc<Commits>,
    stop: Arc<Stop>,
    broken: Broken,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.writes.close();
        self.reads.close();
        self.stop.now();
    }
}

impl Store {
    /// Opens `sqlite:PATH` (the file is created, its folder must exist), `postgres://...` or `postgresql://...`, and
    /// brings its schema up to date. Any other URL is refused, and so is a database newer than this program.
    pub fn open(url: &str, options: Options) -> Result<Self, StoreError> {
        Self::open_with(url, options, MIGRATIONS)
    }

    /// Opens a store with other migrations, for tests of the engine.
    #[doc(hidden)]
    pub fn open_with(
        url: &str,
        options: Options,
        migrations: &'static [Migration],
    ) -> Result<Self, StoreError> {
        match Place::parse(url)? {
            Place::Sqlite(path) => sqlite::start(&path, options, migrations),
            Place::Postgres(server) => postgres::start(&server, &options, migrations),
        }
    }

    pub(crate) fn assemble(
        kind: Kind,
        writes: Arc<Queue>,
        reads: Arc<Queue>,
        commits: Arc<Commits>,
        stop: Arc<Stop>,
        broken: Broken,
        threads: Vec<JoinHandle<()>>,
    ) -> Self {
        let threads = Mutex::new(threads);
        Self { inner: Arc::new(Inner { kind, writes, reads, commits, stop, broken, threads }) }
    }

    /// Which database this is.
    pub fn kind(&self) -> Kind {
        self.inner.kind
    }

    /// What it does, in numbers.
    pub fn figures(&self) -> Figures {
        let count = |queue: &Queue| u64::try_from(queue.waiting()).unwrap_or(u64::MAX);
        let mut figures = Figures {
            waiting_writes: count(&self.inner.writes),
            waiting_reads: count(&self.inner.reads),
            ..Figures::default()
        };
        self.inner.commits.tell(&mut figures);
        figures
    }

    /// Waits until a thread of the store has panicked, and says which. The store does not mend that: the process is to
    /// end and be started again. What was acknowledged is durable.
    pub fn broken(&self) -> impl Future<Output = String> + Send + 'static {
        self.inner.broken.wait()
    }

    /// Runs a function as one transaction, and answers when it is durable. The function may be run more than once. It
    /// is carried out even when the caller stops waiting.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        send(&self.inner.writes, f)?.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// [`Store::write`] that takes its place in the queue at once, not when it is first polled: functions shipped one
    /// after the other to SQLite are carried out in that order. PostgreSQL promises no order.
    pub fn enqueue<T, E, F>(&self, f: F) -> impl Future<Output = Result<T, E>> + Send + 'static
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let sent = send(&self.inner.writes, f);
        async move { sent?.await.unwrap_or_else(|_| Err(StoreError::Closed.into())) }
    }

    /// Runs a function that only reads, on one unchanging state of the record, for 5 s at most.
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        send(&self.inner.reads, f)?.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// [`Store::write`] for threads without an async runtime; panics on a thread that has one.
    pub fn write_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        send(&self.inner.writes, f)?.blocking_recv().unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// [`Store::read`] for threads without an async runtime; panics on a thread that has one.
    pub fn read_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        send(&self.inner.reads, f)?.blocking_recv().unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Carries out what is waiting, then ends all threads; other clones are refused from now on.
    pub async fn close(self) {
        let closing = tokio::task::spawn_blocking(move || self.close_blocking());
        if closing.await.is_err() {
            tracing::error!("closing the store failed");
        }
    }

    /// [`Store::close`] for threads without an async runtime.
    pub fn close_blocking(self) {
        self.inner.writes.close();
        self.inner.reads.close();
        let threads = std::mem::take(&mut *self.inner.threads.lock().unwrap_or_else(PoisonError::into_inner));
        // The checkpointer is the last of the threads, and told to stop when all others have ended.
        for thread in threads {
            if thread.thread().name() == Some(CHECKPOINTER) {
                self.inner.stop.now();
            }
            drop(thread.join()); // that it panicked was told as it did
        }
    }
}

fn send<T, E, F>(queue: &Queue, f: F) -> Result<Answer<T, E>, StoreError>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (job, answer) = job(f)?;
    queue.push(job)?;
    Ok(answer)
}

/// Hands on wakes; what the receiver does wrong must not harm the record.
pub(crate) fn publish(on_commit: &OnCommit, wakes: Vec<Wake>) {
    if wakes.is_empty() {
        return;
    }
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| on_commit(wakes)));
    if let Err(panic) = told {
        tracing::error!(panic = crate::job::words(panic.as_ref()), "the receiver of wakes panicked");
    }
}
