//! The program's own migrations on a record that is in use: what each makes of the rows that are there.

use std::sync::Arc;

use frontdesk_store::migrations::MIGRATIONS;
use frontdesk_store::{Kind, Store, StoreError, Tx, Value, params};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::fixture::{options, url};
use crate::on_both;

const AGENT: Uuid = Uuid::from_u128(1);
const OWNER: Uuid = Uuid::from_u128(2);
const DIALOGUE: Uuid = Uuid::from_u128(3);
const VERSION: Uuid = Uuid::from_u128(4);

/// When a visitor was shown the dialogue, first answered, and came to an end.
type Reach = (Timestamp, Option<Timestamp>, Option<Timestamp>);

fn visitor(number: u128) -> Uuid {
    Uuid::from_u128(100 + number)
}

fn conversation(number: u128) -> Uuid {
    Uuid::from_u128(200 + number)
}

fn began(number: u128) -> Timestamp {
    Timestamp::from_second(1_700_000_000).unwrap() + i64::try_from(number).unwrap().minutes()
}

/// States as the first version kept them, and where each stands in the list.
fn states() -> [(serde_json::Value, &'static str); 6] {
    let state =
        |phase, engaged, completed| json!({"phase": phase, "engaged": engaged, "completed": completed});
    [
        (state(json!({"asking": {}}), false, false), "automated"),
        (state(json!({"asking": {}}), true, false), "automated"),
        (state(json!({"finished": {}}), true, true), "finished"),
        (state(json!({"live": {"offered": {}}}), true, false), "connecting"),
        (state(json!({"live": {"held": {}}}), true, false), "live"),
        (state(json!({"live": {"ended": {"outcome": "agent_ended"}}}), true, true), "agent_ended"),
    ]
}

/// Rows as the first version wrote them: two accounts, and a conversation in each state, with a visitor of its own.
fn fill(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for (id, takes_chats) in [(AGENT, true), (OWNER, false)] {
        tx.execute(
            "insert into account (id, email, name, password_hash, takes_chats, active, demo, available, created)
             values ($1, $2, 'Somebody', '-', $3, $4, $5, $3, $6)",
            &params![id, format!("{id}@example.com"), takes_chats, true, false, began(0)],
        )?;
    }
    tx.execute(
        "insert into dialogue (id, name, priority, targets) values ($1, 'Welcome', 1, $2)",
        &[DIALOGUE.into(), Value::json(&["https://example.com"])?],
    )?;
    tx.execute(
        "insert into stream_version (id, dialogue, number, stream, published_at) values ($1, $2, 1, $3, $4)",
        &[VERSION.into(), DIALOGUE.into(), Value::json(&json!({}))?, began(0).into()],
    )?;
    for ((state, _), number) in states().iter().zip(1..) {
        tx.execute(
            "insert into visitor (id, token_hash, attributes, created) values ($1, $2, $3, $4)",
            &[
                visitor(number).into(),
                visitor(number).as_bytes().to_vec().into(),
                Value::json(&json!({}))?,
                began(number).into(),
            ],
        )?;
        let (id, at) = (conversation(number), began(number));
        tx.execute(
            "insert into conversation (id, visitor, dialogue, stream_version, page, started, state, last_seq, last_at,
                                       holder_away)
             values ($1, $2, $3, $4, 'https://example.com/', $5, $6, 1, $7, $8)",
            &[
                id.into(),
                visitor(number).into(),
                DIALOGUE.into(),
                VERSION.into(),
                at.into(),
                Value::json(state)?,
                (at + 30.seconds()).into(),
                false.into(),
            ],
        )?;
        tx.execute("insert into participant (account, conversation) values ($1, $2)", &params![AGENT, id])?;
    }
    Ok(())
}

on_both! {
    fn rows_of_the_first_version_are_brought_up_to_date(kind: Kind) {
        let folder = TempDir::new().unwrap();
        let url = url(kind, &folder);
        let first = Store::open_with(&url, options(&Arc::default()), &MIGRATIONS[..1]).unwrap();
        first.write_blocking(fill).unwrap();
        first.close_blocking();
        let store = Store::open(&url, options(&Arc::default())).unwrap();

        let standing = store.read_blocking(|tx| {
            tx.query("select standing from conversation order by started", &[], |row| row.get::<String>(0))
        });
        assert_eq!(standing, Ok::<_, StoreError>(states().map(|(_, standing)| standing.to_owned()).to_vec()), "0002");

        let started = store.read_blocking(|tx| {
            tx.query("select started from participant order by conversation", &[], |row| row.get::<Timestamp>(0))
        });
        assert_eq!(started, Ok::<_, StoreError>((1..=6).map(began).collect()), "0002");

        let profiles = store.read_blocking(|tx| {
            tx.query("select account, profile from account_profile", &[], |row| Ok((row.get(0)?, row.get(1)?)))
        });
        assert_eq!(profiles, Ok::<_, StoreError>(vec![(AGENT, "live_agent".to_owned())]), "0004");

        let chosen = store.read_blocking(|tx| {
            tx.query("select id, chosen, chosen_at, status_changes from account order by id", &[], |row| {
                let since: Option<Timestamp> = row.get(2)?;
                let changes: Option<Timestamp> = row.get(3)?;
                let now = since.is_some_and(|since| since > began(6) && changes == Some(since));
                Ok((row.get(0)?, row.get(1)?, now))
            })
        });
        assert_eq!(chosen, Ok::<_, StoreError>(vec![(AGENT, None, false), (OWNER, Some(false), true)]), "0011");

        let reach = store.read_blocking(|tx| {
            tx.query("select triggered, engaged, completed from reach order by visitor", &[], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        });
        let expected: Vec<Reach> = (1..)
            .zip(states())
            .map(|(number, (state, _))| {
                let when = |key: &str| (state[key] == true).then(|| began(number) + 30.seconds());
                (began(number), when("engaged"), when("completed"))
            })
            .collect();
        assert_eq!(reach, Ok::<_, StoreError>(expected), "0005");
    }

    fn every_version_between_can_be_brought_up_to_date(kind: Kind) {
        for known in 1..MIGRATIONS.len() {
            let folder = TempDir::new().unwrap();
            let url = url(kind, &folder);
            Store::open_with(&url, options(&Arc::default()), &MIGRATIONS[..known]).unwrap().close_blocking();
            Store::open(&url, options(&Arc::default())).unwrap().close_blocking();
        }
    }
}
