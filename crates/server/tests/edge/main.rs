//! The edge under bad input and foreign hands: refused with a stable code, and nothing else disturbed.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests; JSON indexes to null"
)]

mod avatars;
mod bad_input;
mod conversations;
mod dialogues;
mod harness;
mod identity;
mod live_chat;
mod metrics;
mod pages;
mod permit;
mod proxies;
mod routing;
mod schedules;
mod talk;
mod tokens;
mod users;
mod website;
