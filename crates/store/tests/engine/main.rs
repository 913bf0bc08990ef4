//! The laws of the transaction engine. Each is written once and holds on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails where it is surprised"
)]

mod broken;
mod fixture;
mod laws;
mod opening;
mod overload;
mod postgres_failures;
mod sqlite_failures;
mod tls;
mod upgrade;
mod values;
mod whole;
