//! What tests of several crates share.
#![expect(clippy::expect_used, clippy::panic, reason = "what a test lacks makes it fail")]

mod browsing;
pub mod chance;
pub mod clock;
pub mod ledger;
pub mod postgres;
pub mod transcript;
pub mod world;

/// Tests of use cases read stream files, too.
pub use frontdesk_protocol::stream_file::StreamFile;
