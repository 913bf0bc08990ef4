//! The record: transactions, group commit, migrations; embedded SQLite and PostgreSQL.
//!
//! A use case is a plain function over a [`tx::Tx`]; [`store::Store`] runs it, makes it durable, and only then answers
//! and wakes. SQLite has one writer thread that commits many functions together; PostgreSQL has a thread per
//! connection and a transaction per function. [`inline::Inline`] runs functions on the caller's thread, for simulation.

pub mod error;
pub mod figures;
pub mod inline;
mod job;
pub mod migrations;
mod postgres;
mod queue;
pub mod repo;
pub mod row;
mod sql;
mod sqlite;
pub mod store;
mod thread;
pub mod turns;
pub mod tx;
pub mod value;
pub mod wake;
pub mod whole;

pub use error::{ConstraintKind, StoreError};
pub use inline::Inline;
pub use row::{FromValue, Row};
pub use store::{Clock, Kind, OnCommit, Options, Store};
pub use turns::Turns;
pub use tx::{Lock, Tx};
pub use value::Value;
pub use wake::{Logged, Wake};
