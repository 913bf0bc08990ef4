//! What tests of several crates share.
#![expect(clippy::expect_used, clippy::panic, reason = "what a test lacks makes it fail")]

pub mod postgres;
