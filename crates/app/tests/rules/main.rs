//! The rules of live chat on real stores: each law is written once and held on both.
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod api_tokens;
mod attributes;
mod audited;
mod availability;
mod cards;
mod dialogues;
mod found;
mod listing;
mod live_chat;
mod offers;
mod presence;
mod restart;
mod streams;
mod users;
mod website;

/// Runs each law on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! laws {
    ($($law:ident),* $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $law() {
                super::$law(&mut frontdesk_testkit::world::World::sqlite());
            })*
        }
        mod postgres {
            $(#[test]
            fn $law() {
                super::$law(&mut frontdesk_testkit::world::World::postgres());
            })*
        }
    };
}
