//! One row of a result, from either database, and the types that can be read from it.

use std::error::Error;

use jiff::Timestamp;
use postgres::types::{FromSql, Type};
use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::StoreError;
use crate::value::PG_EPOCH_MICROS;

/// One row, lent to the function that maps it.
pub struct Row<'a>(pub(crate) Source<'a>);

pub(crate) enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    /// The column at `index`, counted from 0. NULL is read as `Option`; anything of another type is an error.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, StoreError> {
        match self.0 {
            Source::Sqlite(row) => {
                let value = row.get_ref(index).map_err(|error| decoding(index, &error))?;
                T::from_sqlite(value).map_err(|message| StoreError::Decoding { column: index, message })
            }
            Source::Postgres(row) => T::from_postgres(row, index).map_err(|error| pg_decoding(index, &error)),
        }
    }

    /// The text of the JSON document in the column at `index`.
    pub(crate) fn text_of_json(&self, index: usize) -> Result<Option<String>, StoreError> {
        match self.0 {
            Source::Sqlite(_) => self.get(index),
            Source::Postgres(row) => {
                let raw: Option<RawJson<'_>> =
                    row.try_get(index).map_err(|error| pg_decoding(index, &error))?;
                let text = raw.map(|RawJson(text)| String::from_utf8(text.to_vec())).transpose();
                text.map_err(|error| decoding(index, &error))
            }
        }
    }

    /// The JSON document in the column at `index`. NULL is read as JSON's `null`.
    pub fn json<T: DeserializeOwned>(&self, index: usize) -> Result<T, StoreError> {
        let parsed = match self.0 {
            Source::Sqlite(row) => match row.get_ref(index).map_err(|error| decoding(index, &error))? {
                ValueRef::Null => serde_json::from_str("null"),
                ValueRef::Text(text) => serde_json::from_slice(text),
                other => {
                    let message = format!("expected json, found {}", other.data_type());
                    return Err(StoreError::Decoding { column: index, message });
                }
            },
            Source::Postgres(row) => {
                let raw: Option<RawJson<'_>> =
                    row.try_get(index).map_err(|error| pg_decoding(index, &error))?;
                raw.map_or_else(|| serde_json::from_str("null"), |RawJson(text)| serde_json::from_slice(text))
            }
        };
        parsed.map_err(|error| decoding(index, &error))
    }
}

fn decoding(column: usize, error: &dyn Error) -> StoreError {
    StoreError::Decoding { column, message: error.to_string() }
}

fn pg_decoding(column: usize, error: &postgres::Error) -> StoreError {
    let message = error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    StoreError::Decoding { column, message }
}

/// A type that a column can be read as.
pub trait FromValue: Sized {
    /// From SQLite's value; the error says what was expected.
    #[doc(hidden)]
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String>;

    /// From a column of PostgreSQL.
    #[doc(hidden)]
    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error>;

    /// From SQLite's value that may be NULL. Not for implementers.
    #[doc(hidden)]
    fn from_sqlite_nullable(value: ValueRef<'_>) -> Result<Option<Self>, String> {
        if matches!(value, ValueRef::Null) { Ok(None) } else { Self::from_sqlite(value).map(Some) }
    }

    /// From a column of PostgreSQL that may be NULL. Not for implementers.
    #[doc(hidden)]
    fn from_postgres_nullable(row: &postgres::Row, index: usize) -> Result<Option<Self>, postgres::Error> {
        match row.try_get::<_, Option<Present>>(index)? {
            None => Ok(None),
            Some(Present) => Self::from_postgres(row, index).map(Some),
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
        T::from_sqlite_nullable(value)
    }

    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
        T::from_postgres_nullable(row, index)
    }
}

fn mismatch(expected: &str, value: ValueRef<'_>) -> String {
    format!("expected {expected}, found {}", value.data_type())
}

fn integer<T: TryFrom<i64>>(value: ValueRef<'_>) -> Result<T, String> {
    match value {
        ValueRef::Integer(number) => T::try_from(number).map_err(|_| format!("{number} is out of range")),
        other => Err(mismatch("an integer", other)),
    }
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(impl FromValue for $type {
            fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
                integer(value)
            }

            fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
                row.try_get::<_, Integer<$type>>(index).map(|Integer(number)| number)
            }
        })*
    };
}

integers!(i64, u64, i32, u32, u16, u8);

impl FromValue for bool {
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
        match value {
            ValueRef::Integer(0) => Ok(false),
            ValueRef::Integer(1) => Ok(true),
            other => Err(mismatch("0 or 1", other)),
        }
    }

    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
        row.try_get(index)
    }
}

impl FromValue for String {
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
        match value {
            ValueRef::Text(text) => {
                std::str::from_utf8(text).map(ToOwned::to_owned).map_err(|error| error.to_string())
            }
            other => Err(mismatch("text", other)),
        }
    }

    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
        row.try_get(index)
    }
}

impl FromValue for Vec<u8> {
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
        match value {
            ValueRef::Blob(bytes) => Ok(bytes.to_vec()),
            other => Err(mismatch("bytes", other)),
        }
    }

    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
        row.try_get(index)
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
        match value {
            ValueRef::Blob(bytes) => {
                Self::try_from(bytes).map_err(|_| format!("expected {N} bytes, found {}", bytes.len()))
            }
            other => Err(mismatch("bytes", other)),
        }
    }

    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
        row.try_get::<_, Exactly<N>>(index).map(|Exactly(bytes)| bytes)
    }
}

impl FromValue for Uuid {
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
        match value {
            ValueRef::Blob(bytes) => Self::from_slice(bytes).map_err(|error| error.to_string()),
            other => Err(mismatch("16 bytes", other)),
        }
    }

    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
        row.try_get(index)
    }
}

impl FromValue for Timestamp {
    fn from_sqlite(value: ValueRef<'_>) -> Result<Self, String> {
        Self::from_microsecond(integer(value)?).map_err(|error| error.to_string())
    }

    fn from_postgres(row: &postgres::Row, index: usize) -> Result<Self, postgres::Error> {
        row.try_get::<_, Instant>(index).map(|Instant(time)| time)
    }
}

type Boxed = Box<dyn Error + Sync + Send>;

/// Anything that is not NULL.
#[doc(hidden)]
pub struct Present;

impl<'a> FromSql<'a> for Present {
    fn from_sql(_: &Type, _: &'a [u8]) -> Result<Self, Boxed> {
        Ok(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// An integer column of any width.
struct Integer<T>(T);

impl<'a, T: TryFrom<i64>> FromSql<'a> for Integer<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        let number = match *ty {
            Type::INT8 => i64::from_sql(ty, raw)?,
            Type::INT4 => i64::from(i32::from_sql(ty, raw)?),
            _ => i64::from(i16::from_sql(ty, raw)?),
        };
        T::try_from(number).map(Self).map_err(|_| format!("{number} is out of range").into())
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::INT2)
    }
}

/// Exactly so many bytes.
struct Exactly<const N: usize>([u8; N]);

impl<'a, const N: usize> FromSql<'a> for Exactly<N> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        raw.try_into().map(Self).map_err(|_| format!("expected {N} bytes, found {}", raw.len()).into())
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::BYTEA
    }
}

/// A timestamptz.
struct Instant(Timestamp);

impl<'a> FromSql<'a> for Instant {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        let micros = i64::from_be_bytes(raw.try_into()?);
        let micros = micros.checked_add(PG_EPOCH_MICROS).ok_or("infinite time")?;
        Ok(Self(Timestamp::from_microsecond(micros)?))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }
}

/// The text of a json or jsonb column.
struct RawJson<'a>(&'a [u8]);

impl<'a> FromSql<'a> for RawJson<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        match raw {
            [1, text @ ..] if *ty == Type::JSONB => Ok(Self(text)),
            text if *ty == Type::JSON => Ok(Self(text)),
            _ => Err("unknown version of jsonb".into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSONB | Type::JSON)
    }
}
