//! PostgreSQL: threads that own one connection each, because its driver must not run on a thread of an async runtime;
//! here, how they are started, and what a connection is.

mod tls;
mod worker;

use std::sync::Arc;

use jiff::Timestamp;
use postgres::types::ToSql;
use postgres::{Client, Statement};

pub(crate) use self::tls::Server;
use self::worker::{Line, Worker};
use crate::error::StoreError;
use crate::figures::Commits;
use crate::migrations::{Migration, apply_postgres};
use crate::queue::Queue;
use crate::row::{Row, Source};
use crate::sql::{ByStatement, key};
use crate::store::{Kind, Options, Store};
use crate::thread::Broken;
use crate::turns::Turns;
use crate::value::Value;

/// The name by which the database's server knows a Frontdesk that serves.
pub(crate) const APPLICATION: &str = "frontdesk";

/// Brings the database up to date and starts the threads.
pub(crate) fn start(
    server: &Server,
    options: &Options,
    migrations: &'static [Migration],
) -> Result<Store, StoreError> {
    migrate(server.clone(), migrations, options.clock.now())?;
    let (reading, writing) = (options.readers.max(1), options.writers.max(1));
    let writes = Arc::new(Queue::new(options, writing));
    let reads = Arc::new(Queue::new(options, reading));
    let commits = Arc::new(Commits::default());
    let broken = Broken::default();
    let mut threads = Vec::new();
    for index in 0..writing + reading {
        let read_only = index >= writing;
        let worker = Worker {
            server: server.clone(),
            read_only,
            queue: Arc::clone(if read_only { &reads } else { &writes }),
            clock: Arc::clone(&options.clock),
            on_commit: Arc::clone(&options.on_commit),
            commits: Arc::clone(&commits),
            turns: options.turns.clone().filter(|_| !read_only),
            line: Line::new(),
        };
        let name = if read_only { "store-read" } else { "store-write" };
        threads.push(broken.watched(name, move || worker.run())?);
    }
    Ok(Store::assemble(Kind::Postgres, writes, reads, commits, Arc::default(), broken, threads))
}

/// Migrates on a thread of its own, for the caller's may belong to an async runtime.
fn migrate(server: Server, migrations: &'static [Migration], now: Timestamp) -> Result<(), StoreError> {
    let migrating = std::thread::spawn(move || {
        let mut session = Session::connect(&server, false)?;
        apply_postgres(&mut session.client, migrations, now)
    });
    migrating.join().unwrap_or_else(|_| Err(StoreError::Migration("panicked".to_owned())))
}

/// One connection with its prepared statements.
pub(crate) struct Session {
    pub client: Client,
    statements: ByStatement<Statement>,
    turns: Option<(Arc<dyn Turns>, i32)>,
}

impl Session {
    /// Connects; never to be called on a thread of an async runtime.
    pub fn connect(server: &Server, read_only: bool) -> Result<Self, StoreError> {
        let mut client = server.connect()?;
        client.batch_execute(
            "set synchronous_commit = on; set time zone 'UTC'; set default_transaction_isolation = 'read committed';
             set statement_timeout = '10s'; set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '10s'",
        )?;
        if read_only {
            // One unchanging state per function, as SQLite's readers have; and not for long.
            client.batch_execute(
                "set default_transaction_isolation = 'repeatable read'; set default_transaction_read_only = on;
                 set statement_timeout = '5s'; set idle_in_transaction_session_timeout = '5s'",
            )?;
        }
        Ok(Self { client, statements: ByStatement::default(), turns: None })
    }

    /// Lets somebody decide when each step is taken.
    pub fn take_turns(&mut self, turns: Arc<dyn Turns>) -> Result<(), StoreError> {
        let process = self.client.query_one("select pg_backend_pid()", &[])?.get(0);
        self.turns = Some((turns, process));
        Ok(())
    }

    /// Waits for the turn to take a step.
    pub fn turn(&self) -> Result<(), StoreError> {
        match &self.turns {
            Some((turns, process)) if !turns.wait(*process) => {
                Err(StoreError::Conflict("a test asks for it".to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Forgets prepared statements: a newer version of the program may have changed the tables.
    pub fn forget(&mut self) {
        self.statements.clear();
    }

    /// Runs a portable statement; the number of rows it touched or returned.
    pub fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, StoreError> {
        self.turn()?;
        let statement = self.statement(sql, params.len())?;
        Ok(self.client.execute(&statement, &borrowed(params))?)
    }

    /// Runs a portable statement and hands out its rows until `each` answers false.
    pub fn query(
        &mut self,
        sql: &'static str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> Result<(), StoreError> {
        self.turn()?;
        let statement = self.statement(sql, params.len())?;
        for row in self.client.query(&statement, &borrowed(params))? {
            if !each(&Row(Source::Postgres(&row))) {
                break;
            }
        }
        Ok(())
    }

    fn statement(&mut self, sql: &'static str, given: usize) -> Result<Statement, StoreError> {
        let statement = if let Some(statement) = self.statements.get(&key(sql)) {
            statement.clone()
        } else {
            let statement = self.client.prepare(sql)?;
            self.statements.insert(key(sql), statement.clone());
            statement
        };
        let wanted = statement.params().len();
        if wanted != given {
            return Err(StoreError::Sql(format!("{given} parameters for {wanted} places: {sql}")));
        }
        Ok(statement)
    }
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
