//! The record: transactions, group commit, migrations; embedded SQLite and PostgreSQL.
pub mod wake;
