//! The rules of Frontdesk: pure functions and data, without IO, clock or chance.
//!
//! A [`conversation`] is a log of facts and its state a fold over them. The automated part of
//! it is run by the interpreter of a [`stream`]; the live part by the [offer machine](conversation)
//! and by [routing]. Which dialogue a page shows is decided by [targeting], what a user may do by [permission].

pub mod attribute;
pub mod audit;
pub mod availability;
pub mod color;
pub mod conversation;
pub mod dialogue;
pub mod ids;
pub mod language;
pub mod limits;
pub mod number;
pub mod password;
pub mod permission;
pub mod phone;
pub mod rich_text;
pub mod routing;
pub mod search;
pub mod stream;
pub mod targeting;
pub mod text;
pub mod website;
