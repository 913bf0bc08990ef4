//! A store of either kind with small tables, a clock that is set by hand, and a collection of wakes.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_store::migrations::{Migration, Text};
use frontdesk_store::{Clock, Kind, Options, Store, StoreError, Tx, Wake, params};
use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "tables that locks name",
        sql: Text::Both(
            "create table visitor (id {{uuid}} not null primary key, count {{int}} not null) {{table}};
             create table conversation (id {{uuid}} not null primary key, count {{int}} not null) {{clustered}};
             create table ring (id {{uuid}} not null primary key, count {{int}} not null) {{table}};
             create table account (id {{uuid}} not null primary key, count {{int}} not null) {{table}};",
        ),
    },
    Migration {
        number: 2,
        name: "notes and one of each type",
        sql: Text::Both(
            "create table note (name {{text}} not null primary key, body {{text}} not null) {{table}};
             create table child (
                 note {{text}} not null references note (name) deferrable initially deferred
             ) {{table}};
             create table every (
                 number {{int}}, words {{text}}, raw {{bytes}}, flag {{bool}}, id {{uuid}}, document {{json}}, at {{time}}
             ) {{table}};",
        ),
    },
];

/// Always the same instant, finer than a microsecond.
pub struct Fixed;

pub const NOW_NANOS: i128 = 1_700_000_000_123_456_789;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::from_nanosecond(NOW_NANOS).unwrap()
    }
}

pub struct Fixture {
    pub store: Store,
    pub url: String,
    pub wakes: Arc<Mutex<Vec<Wake>>>,
    _folder: TempDir,
}

pub fn options(wakes: &Arc<Mutex<Vec<Wake>>>) -> Options {
    let wakes = Arc::clone(wakes);
    let mut options =
        Options::new(Arc::new(Fixed), Arc::new(move |batch| wakes.lock().unwrap().extend(batch)));
    // Tests of other laws must not fail because the machine is slow.
    options.max_wait = std::time::Duration::from_mins(1);
    options.readers = 2;
    options.writers = 4;
    options
}

pub fn url(kind: Kind, folder: &TempDir) -> String {
    match kind {
        Kind::Sqlite => format!("sqlite:{}", folder.path().join("store.db").display()),
        Kind::Postgres => frontdesk_testkit::postgres::fresh_database(),
    }
}

pub fn open(kind: Kind) -> Fixture {
    open_with(kind, |_| {})
}

pub fn open_with(kind: Kind, change: impl FnOnce(&mut Options)) -> Fixture {
    let folder = TempDir::new().unwrap();
    let url = url(kind, &folder);
    let wakes = Arc::default();
    let mut options = options(&wakes);
    change(&mut options);
    let store = Store::open_with(&url, options, MIGRATIONS).unwrap();
    assert_eq!(store.kind(), kind);
    Fixture { store, url, wakes, _folder: folder }
}

pub fn put(tx: &mut Tx<'_>, name: &str) -> Result<(), StoreError> {
    let rows = tx.execute("insert into note (name, body) values ($1, $2)", &params![name, "body"])?;
    assert_eq!(rows, 1);
    Ok(())
}

pub fn names(store: &Store) -> Vec<String> {
    store
        .read_blocking(|tx| tx.query("select name from note order by name", &[], |row| row.get(0)))
        .map_err(|error: StoreError| error)
        .unwrap()
}

pub fn conversation(number: u128) -> ConversationId {
    ConversationId(Uuid::from_u128(number))
}

pub fn desk(number: u128) -> Wake {
    Wake::Desk(UserId(Uuid::from_u128(number)))
}

/// Each law is a function of the kind of store; this runs it on both.
#[macro_export]
macro_rules! on_both {
    ($($(#[$doc:meta])* fn $law:ident($kind:ident: Kind) $body:block)*) => {
        $(mod $law {
            use super::*;

            $(#[$doc])*
            fn law($kind: Kind) $body

            #[test]
            fn sqlite() {
                law(Kind::Sqlite);
            }

            #[test]
            fn postgres() {
                law(Kind::Postgres);
            }
        })*
    };
}

/// Waits for what was sent to the store.
pub fn wait_for<T>(sent: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(sent)
}

/// Whether the store refuses what comes now.
pub fn is_closed(store: &Store) -> bool {
    let late = store.enqueue(|_| Ok::<_, StoreError>(()));
    let polled = pin!(late).poll(&mut Context::from_waker(Waker::noop()));
    matches!(polled, Poll::Ready(Err(StoreError::Closed)))
}
