//! Repositories: every query of the program, grouped by what it is about. "Not found" is an `Option`.

pub mod account;
pub mod api_token;
pub mod attribute;
pub mod audit;
pub mod avatar;
pub mod conversation;
pub mod dialogue;
pub mod lease;
pub mod link;
pub mod listing;
pub mod log;
pub mod mark;
pub mod profile;
pub mod reach;
pub mod ring;
pub mod search;
pub mod session;
pub mod visitor;
pub mod website;
