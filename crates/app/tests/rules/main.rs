//! The rules of live chat on real stores: each law is written once and held on both.
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod api_tokens;
mod attributes;
mod audience;
mod audited;
mod availability;
mod cards;
mod decisions;
mod designer;
mod dialogues;
mod drafts;
mod found;
mod limits;
mod listing;
mod lists;
mod live_chat;
mod mail;
mod missed;
mod offers;
mod presence;
mod queue;
mod report;
mod restart;
mod ring_everyone;
mod routes;
mod routing_kept;
mod schedules;
mod streams;
mod transfer;
mod uploads;
mod users;
mod website;
mod what_if;

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
