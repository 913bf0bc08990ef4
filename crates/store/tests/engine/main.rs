//! The laws of the transaction engine. Each is written once and holds on both databases.

mod fixture;
mod laws;
mod opening;
mod overload;
mod sqlite_failures;
mod values;
