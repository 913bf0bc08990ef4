//! Parameters of statements, and how each kind is written by either database.
//!
//! | kind  | SQLite                           | PostgreSQL    |
//! |-------|----------------------------------|---------------|
//! | int   | INTEGER                          | bigint        |
//! | text  | TEXT                             | text          |
//! | bytes | BLOB                             | bytea         |
//! | bool  | INTEGER, 0 or 1                  | boolean       |
//! | uuid  | BLOB of 16 bytes                 | uuid          |
//! | json  | TEXT                             | jsonb         |
//! | time  | INTEGER, microseconds since 1970 | timestamptz   |
//!
//! What only one of the two could hold is refused by both: a NUL in a text, an integer beyond `i64`.

use std::error::Error;

use bytes::{BufMut as _, BytesMut};
use frontdesk_domain::ids::{
    ApiTokenId, AuditId, ClientId, ConversationId, DialogueId, NamedAccountId, NodeId, PersonId, RingId,
    RuleId, SessionId, StreamVersionId, TeamId, UserId, VisitorId,
};
use jiff::Timestamp;
use postgres::types::{IsNull, ToSql as PgToSql, Type};
use rusqlite::types::{ToSql as LiteToSql, ToSqlOutput, ValueRef};
use uuid::Uuid;

use crate::error::StoreError;

/// Microseconds from 1970 to 2000, where PostgreSQL's time begins.
pub(crate) const PG_EPOCH_MICROS: i64 = 946_684_800_000_000;

/// One parameter of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// NULL of any type.
    Null,
    /// A whole number.
    Int(i64),
    /// A whole number too large for either database; a statement given this fails with `StoreError::Encoding`.
    TooLarge(u64),
    /// Text without NUL.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
    /// True or false.
    Bool(bool),
    /// Any id.
    Uuid(Uuid),
    /// A JSON document, serialized.
    Json(String),
    /// An instant; what is finer than a microsecond is cut off.
    Time(Timestamp),
}

impl Value {
    /// A JSON document from anything that serializes.
    pub fn json(document: &impl serde::Serialize) -> Result<Self, StoreError> {
        serde_json::to_string(document)
            .map(Self::Json)
            .map_err(|error| StoreError::Encoding(error.to_string()))
    }

    /// Refuses what the two databases could not both hold.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        match self {
            Self::TooLarge(number) => Err(StoreError::Encoding(format!("{number} is beyond 63 bits"))),
            Self::Text(text) if text.as_bytes().contains(&0) => {
                Err(StoreError::Encoding("a text with a NUL".to_owned()))
            }
            Self::Json(text) if has_escaped_nul(text) => {
                Err(StoreError::Encoding("a JSON document with a NUL".to_owned()))
            }
            _ => Ok(()),
        }
    }
}

/// Whether a JSON text holds the escape of a NUL (and not an escaped backslash followed by `u0000`).
fn has_escaped_nul(json: &str) -> bool {
    let mut rest = json;
    while let Some((_, after)) = rest.split_once('\\') {
        if after.starts_with("u0000") {
            return true;
        }
        // Skip the escaped character: `\\` must not start the next escape.
        let mut characters = after.chars();
        characters.next();
        rest = characters.as_str();
    }
    false
}

/// An array of [`Value`]s from anything that converts: `params![id, now, "text"]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        [$($crate::value::Value::from($value)),*]
    };
}

macro_rules! from {
    ($($source:ty => |$name:ident| $value:expr;)*) => {
        $(impl From<$source> for Value {
            fn from($name: $source) -> Self {
                $value
            }
        })*
    };
}

from! {
    i64 => |number| Self::Int(number);
    i32 => |number| Self::Int(i64::from(number));
    u8 => |number| Self::Int(i64::from(number));
    u16 => |number| Self::Int(i64::from(number));
    u32 => |number| Self::Int(i64::from(number));
    u64 => |number| i64::try_from(number).map_or(Self::TooLarge(number), Self::Int);
    bool => |flag| Self::Bool(flag);
    &str => |text| Self::Text(text.to_owned());
    &String => |text| Self::Text(text.clone());
    String => |text| Self::Text(text);
    Uuid => |id| Self::Uuid(id);
    Timestamp => |time| Self::Time(time);
    Vec<u8> => |bytes| Self::Bytes(bytes);
    &[u8] => |bytes| Self::Bytes(bytes.to_vec());
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! ids {
    ($($id:ident),* $(,)?) => {
        $(
            impl From<$id> for Value {
                fn from(id: $id) -> Self {
                    Self::Uuid(id.0)
                }
            }

            impl $crate::row::FromValue for $id {
                fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
                    Uuid::from_sqlite(value).map(Self)
                }

                fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
                    Uuid::from_postgres(row, index).map(Self)
                }
            }
        )*
    };
}

// Every id newtype of `frontdesk_domain::ids`.
ids!(
    ApiTokenId,
    NamedAccountId,
    RuleId,
    TeamId,
    AuditId,
    ClientId,
    ConversationId,
    DialogueId,
    NodeId,
    PersonId,
    RingId,
    SessionId,
    StreamVersionId,
    UserId,
    VisitorId,
);

impl LiteToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Self::TooLarge(number) => {
                return Err(rusqlite::Error::ToSqlConversionFailure(
                    format!("{number} is beyond 63 bits").into(),
                ));
            }
            Self::Text(text) | Self::Json(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Bool(flag) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*flag))),
            Self::Uuid(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Self::Time(time) => ToSqlOutput::Borrowed(ValueRef::Integer(time.as_microsecond())),
        })
    }
}

impl PgToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Int(number) if *ty == Type::INT8 => out.put_i64(*number),
            Self::Int(number) if *ty == Type::INT4 => out.put_i32(i32::try_from(*number)?),
            Self::Int(number) if *ty == Type::INT2 => out.put_i16(i16::try_from(*number)?),
            Self::Text(text) if <String as PgToSql>::accepts(ty) => out.put_slice(text.as_bytes()),
            Self::Bytes(bytes) if *ty == Type::BYTEA => out.put_slice(bytes),
            Self::Bool(flag) if *ty == Type::BOOL => out.put_u8(u8::from(*flag)),
            Self::Uuid(id) if *ty == Type::UUID => out.put_slice(id.as_bytes()),
            Self::Json(text) if *ty == Type::JSONB => {
                out.put_u8(1); // the version of jsonb's binary form
                out.put_slice(text.as_bytes());
            }
            Self::Json(text) if *ty == Type::JSON => out.put_slice(text.as_bytes()),
            Self::Time(time) if *ty == Type::TIMESTAMPTZ => {
                out.put_i64(time.as_microsecond() - PG_EPOCH_MICROS);
            }
            other => return Err(format!("{other:?} given where PostgreSQL wants {ty}").into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true // decided by value, above
    }

    postgres::types::to_sql_checked!();
}
