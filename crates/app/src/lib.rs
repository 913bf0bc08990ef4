//! Use cases: each a plain function over a transaction; and what runs beside them: the hub that feeds sockets,
//! and the workers that act on deadlines and lapsed leases.

pub mod access;
pub mod account;
pub mod agent;
pub mod api_token;
pub mod attributes;
pub mod audience;
pub mod conversation;
pub mod desk;
pub mod dialogues;
pub mod editors;
pub mod error;
pub mod figures;
pub mod frontdesk;
pub mod hub;
pub mod link;
pub mod listing;
pub mod lists;
pub mod live_chat;
pub mod mail;
pub mod profiles;
pub mod publish;
pub mod published;
pub mod report;
pub mod routing;
pub mod rules;
pub mod search;
pub mod session;
pub mod shelf;
pub mod streams;
pub mod sweep;
pub mod test_chat;
pub mod token;
pub mod transcript;
pub mod users;
pub mod visitor;
pub mod website;
pub mod worker;

pub use error::{AdminRefusal, AppError};
pub use frontdesk::Frontdesk;
pub use rules::Rules;
