//! The tables of a record, as PostgreSQL's catalogue has them: its types tell apart what SQLite keeps alike.

use postgres::Client;
use rusqlite::Connection;

use crate::error::StoreError;

/// Tables that are not copied, though in a backup of a file they are: jobs make them anew from the others where they are
/// empty.
const MADE_ANEW: [&str; 2] = ["search_doc", "search_state"];

/// What a column holds, in the words of [`crate::value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    Text,
    Bytes,
    Bool,
    Uuid,
    Json,
    Time,
}

impl Kind {
    fn of(type_name: &str) -> Option<Self> {
        Some(match type_name {
            "bigint" | "integer" | "smallint" => Self::Int,
            "text" => Self::Text,
            "bytea" => Self::Bytes,
            "boolean" => Self::Bool,
            "uuid" => Self::Uuid,
            "jsonb" | "json" => Self::Json,
            "timestamp with time zone" => Self::Time,
            _ => return None,
        })
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
    /// The columns of its primary key, as places among the columns.
    pub key: Vec<usize>,
}

impl Table {
    /// Names of columns, as a list.
    pub fn list(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|(name, _)| quoted(name)).collect();
        names.join(", ")
    }

    /// Names of the key's columns, as a list.
    pub fn key_list(&self) -> String {
        let names = self.key.iter().filter_map(|place| self.columns.get(*place));
        names.map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
    }
}

/// A name that may be a word of SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// What a server's catalogue says of a table's columns.
type Described = (String, String, String, Option<i64>);

/// The tables of a database, but the ledger of migrations. What PostgreSQL computes by itself is left out.
pub(super) fn of_server(client: &mut Client) -> Result<Vec<Table>, StoreError> {
    let rows = client.query(
        "select c.relname::text, a.attname::text, format_type(a.atttypid, null), k.place
         from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         left join pg_index i on i.indrelid = c.oid and i.indisprimary
         left join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place) on k.attnum = a.attnum
         where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
         and c.relname <> all($1)
         order by c.relname, a.attnum",
        &[&MADE_ANEW.as_slice()],
    )?;
    let described: Vec<Described> =
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
    described.chunk_by(|a, b| a.0 == b.0).map(table).collect()
}

fn table(described: &[Described]) -> Result<Table, StoreError> {
    let name = described.first().map(|(table, ..)| table.clone()).unwrap_or_default();
    let mut columns = Vec::with_capacity(described.len());
    let mut key = Vec::new();
    for (place, (_, column, type_name, in_key)) in described.iter().enumerate() {
        let kind = Kind::of(type_name).ok_or_else(|| {
            StoreError::Migration(format!("{name}.{column}: nobody knows how to copy {type_name}"))
        })?;
        columns.push((column.clone(), kind));
        key.extend(in_key.map(|order| (order, place)));
    }
    if key.is_empty() {
        return Err(StoreError::Migration(format!("{name} has no primary key to copy it by")));
    }
    key.sort_unstable();
    Ok(Table { name, columns, key: key.into_iter().map(|(_, place)| place).collect() })
}

/// The names of a file's tables and of their columns, in the order of names; virtual tables and what belongs to them
/// are made anew by whoever uses them.
pub(super) fn of_file(connection: &Connection) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    let mut tables = connection.prepare(
        "select name from pragma_table_list where schema = 'main' and type = 'table'
         and name not like 'sqlite\\_%' escape '\\' and name <> 'schema_migration' order by name",
    )?;
    let tables: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let tables = tables.into_iter().filter(|name| !MADE_ANEW.contains(&name.as_str()));
    let mut columns =
        connection.prepare("select name from pragma_table_xinfo(?1) where hidden = 0 order by name")?;
    let mut found = Vec::new();
    for table in tables {
        let names = columns.query_map([&table], |row| row.get(0))?.collect::<Result<_, _>>()?;
        found.push((table, names));
    }
    Ok(found)
}

/// Refuses two databases whose tables are not the same.
pub(super) fn compare(server: &[Table], file: &[(String, Vec<String>)]) -> Result<(), StoreError> {
    let of_server: Vec<(String, Vec<String>)> = server
        .iter()
        .map(|table| {
            let mut names: Vec<String> = table.columns.iter().map(|(name, _)| name.clone()).collect();
            names.sort();
            (table.name.clone(), names)
        })
        .collect();
    let differing = |one: &[(String, Vec<String>)], other: &[(String, Vec<String>)]| {
        one.iter().find(|table| !other.contains(table)).map(|(name, _)| name.clone())
    };
    match differing(&of_server, file).or_else(|| differing(file, &of_server)) {
        None => Ok(()),
        Some(name) => Err(StoreError::Migration(format!("{name} is not the same in both databases"))),
    }
}
