//! One of the two databases, read and filled table by table.

use postgres::Client;
use postgres::types::ToSql;
use rusqlite::{Connection, params_from_iter};

use super::schema::{Kind, Table, quoted};
use crate::error::StoreError;
use crate::row::{Row, Source};
use crate::value::Value;

/// Rows that are read, and written in one transaction, at once.
pub(super) const CHUNK: usize = 1_000;
/// Rows in one statement of PostgreSQL, which takes 65,535 parameters at most.
const ROWS_AT_ONCE: usize = 100;

/// A connection.
pub(super) enum Side {
    File(Connection),
    Server(Box<Client>),
}

/// Values of one row, in the order of the table's columns.
pub(super) type Values = Vec<Value>;

impl Side {
    /// Holds what is read to one unchanging state until the connection ends.
    pub fn hold(&mut self) -> Result<(), StoreError> {
        match self {
            Self::File(connection) => Ok(connection.execute_batch("begin")?),
            Self::Server(client) => {
                Ok(client.batch_execute("begin transaction isolation level repeatable read read only")?)
            }
        }
    }

    /// The next rows after one, in the order of the primary key.
    pub fn read(&mut self, table: &Table, after: Option<&Values>) -> Result<Vec<Values>, StoreError> {
        let (columns, name, key) = (table.list(), quoted(&table.name), table.key_list());
        let places: Vec<_> = (1..=table.key.len()).map(|place| format!("{}{place}", self.mark())).collect();
        let past = after.map_or(String::new(), |_| format!("where ({key}) > ({})", places.join(", ")));
        let sql = format!("select {columns} from {name} {past} order by {key} limit {CHUNK}");
        let after: Vec<&Value> =
            after.map_or(Vec::new(), |row| table.key.iter().filter_map(|place| row.get(*place)).collect());
        let mut found = Vec::with_capacity(CHUNK);
        match self {
            Self::File(connection) => {
                let mut statement = connection.prepare_cached(&sql)?;
                let mut rows = statement.query(params_from_iter(after))?;
                while let Some(row) = rows.next()? {
                    found.push(values(table, &Row(Source::Sqlite(row)))?);
                }
            }
            Self::Server(client) => {
                let after: Vec<&(dyn ToSql + Sync)> =
                    after.into_iter().map(|value| value as &(dyn ToSql + Sync)).collect();
                for row in client.query(&sql, &after)? {
                    found.push(values(table, &Row(Source::Postgres(&row)))?);
                }
            }
        }
        Ok(found)
    }

    /// Adds rows, in one transaction.
    pub fn write(&mut self, table: &Table, rows: &[Values]) -> Result<(), StoreError> {
        match self {
            Self::File(connection) => {
                let sql = insert(table, 1, '?');
                let transaction = connection.transaction()?;
                {
                    let mut statement = transaction.prepare_cached(&sql)?;
                    for row in rows {
                        statement.execute(params_from_iter(row))?;
                    }
                }
                Ok(transaction.commit()?)
            }
            Self::Server(client) => {
                let mut transaction = client.transaction()?;
                for some in rows.chunks(ROWS_AT_ONCE) {
                    let given: Vec<&(dyn ToSql + Sync)> =
                        some.iter().flatten().map(|value| value as &(dyn ToSql + Sync)).collect();
                    transaction.execute(&insert(table, some.len(), '$'), &given)?;
                }
                Ok(transaction.commit()?)
            }
        }
    }

    /// Runs statements of one's own.
    pub fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::File(connection) => Ok(connection.execute_batch(sql)?),
            Self::Server(client) => Ok(client.batch_execute(sql)?),
        }
    }

    fn mark(&self) -> char {
        if matches!(self, Self::File(_)) { '?' } else { '$' }
    }
}

fn insert(table: &Table, rows: usize, mark: char) -> String {
    let width = table.columns.len();
    let rows: Vec<String> = (0..rows)
        .map(|row| {
            let places: Vec<_> =
                (1..=width).map(|column| format!("{mark}{}", row * width + column)).collect();
            format!("({})", places.join(", "))
        })
        .collect();
    format!("insert into {} ({}) values {}", quoted(&table.name), table.list(), rows.join(", "))
}

fn values(table: &Table, row: &Row<'_>) -> Result<Values, StoreError> {
    let value = |(place, (_, kind)): (usize, &(String, Kind))| {
        Ok(match kind {
            Kind::Int => row.get::<Option<i64>>(place)?.into(),
            Kind::Text => row.get::<Option<String>>(place)?.into(),
            Kind::Bytes => row.get::<Option<Vec<u8>>>(place)?.into(),
            Kind::Bool => row.get::<Option<bool>>(place)?.into(),
            Kind::Uuid => row.get::<Option<uuid::Uuid>>(place)?.into(),
            Kind::Time => row.get::<Option<jiff::Timestamp>>(place)?.into(),
            Kind::Json => row.text_of_json(place)?.map_or(Value::Null, Value::Json),
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}
