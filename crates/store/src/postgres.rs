//! One PostgreSQL connection: how it is set up, and statements on it.

use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};

use crate::error::StoreError;
use crate::row::{Row, Source};
use crate::sql::{ByStatement, key};
use crate::value::Value;

/// One connection with its prepared statements.
pub(crate) struct Session {
    pub client: Client,
    statements: ByStatement<Statement>,
}

impl Session {
    /// Connects; never to be called on a thread of an async runtime.
    pub fn connect(config: &Config, read_only: bool) -> Result<Self, StoreError> {
        let mut client = config.connect(NoTls)?;
        client.batch_execute(
            "set synchronous_commit = on; set time zone 'UTC'; set default_transaction_isolation = 'read committed'",
        )?;
        if read_only {
            client.batch_execute(
                "set default_transaction_isolation = 'repeatable read'; set default_transaction_read_only = on;
                 set statement_timeout = '5s'",
            )?;
        }
        Ok(Self { client, statements: ByStatement::default() })
    }

    /// Forgets prepared statements: a newer version of the program may have changed the tables.
    pub fn forget(&mut self) {
        self.statements.clear();
    }

    /// Runs a portable statement; the number of rows it touched or returned.
    pub fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, StoreError> {
        let statement = self.statement(sql)?;
        Ok(self.client.execute(&statement, &borrowed(params))?)
    }

    /// Runs a portable statement and hands out its rows until `each` answers false.
    pub fn query(
        &mut self,
        sql: &'static str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> Result<(), StoreError> {
        let statement = self.statement(sql)?;
        for row in self.client.query(&statement, &borrowed(params))? {
            if !each(&Row(Source::Postgres(&row))) {
                break;
            }
        }
        Ok(())
    }

    fn statement(&mut self, sql: &'static str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(&key(sql)) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(key(sql), statement.clone());
        Ok(statement)
    }
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
