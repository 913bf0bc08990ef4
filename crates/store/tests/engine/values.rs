//! Every kind of value comes back from either database as it was given.

use frontdesk_domain::ids::{
    ClientId, ConversationId, DialogueId, NodeId, PersonId, RingId, SessionId, StreamVersionId, UserId,
    VisitorId,
};
use frontdesk_store::{FromValue, Kind, Store, StoreError, Value, params};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use uuid::Uuid;

use crate::fixture::open;
use crate::on_both;

const SELECT: &str = "select number, words, raw, flag, id, document, at from every";

/// Stores a value in its column and gives back what is read from it, in a transaction that is undone.
fn round<T: FromValue + Send + 'static>(
    store: &Store,
    insert: &'static str,
    column: usize,
    value: Value,
) -> Result<T, StoreError> {
    store.write_blocking(move |tx| {
        tx.execute("delete from every", &[])?;
        tx.execute(insert, std::slice::from_ref(&value))?;
        tx.one(SELECT, &[], |row| row.get(column))
    })
}

const NUMBER: &str = "insert into every (number) values ($1)";
const WORDS: &str = "insert into every (words) values ($1)";
const RAW: &str = "insert into every (raw) values ($1)";
const FLAG: &str = "insert into every (flag) values ($1)";
const ID: &str = "insert into every (id) values ($1)";
const DOCUMENT: &str = "insert into every (document) values ($1)";
const AT: &str = "insert into every (at) values ($1)";

fn check<T>(store: &Store, insert: &'static str, column: usize, values: impl IntoIterator<Item = T>)
where
    T: FromValue + Into<Value> + Clone + PartialEq + std::fmt::Debug + Send + 'static,
{
    for value in values {
        assert_eq!(round::<T>(store, insert, column, value.clone().into()), Ok(value.clone()));
        assert_eq!(round::<Option<T>>(store, insert, column, Some(value.clone()).into()), Ok(Some(value)));
    }
    assert_eq!(round::<Option<T>>(store, insert, column, Value::Null), Ok(None));
    assert!(matches!(round::<T>(store, insert, column, Value::Null), Err(StoreError::Decoding { .. })));
}

on_both! {
    fn every_type_comes_back(kind: Kind) {
        let store = open(kind).store;
        check(&store, NUMBER, 0, [i64::MIN, -1, 0, 1, i64::MAX]);
        check(&store, NUMBER, 0, [0, u64::try_from(i64::MAX).unwrap()]);
        check(&store, NUMBER, 0, [0, u32::MAX]);
        check(&store, WORDS, 1, ["", "it's", "Ärger 🦀 $1 ?1", "line\nline"].map(str::to_owned));
        check(&store, RAW, 2, [vec![], vec![0, 255, 0], vec![7; 100_000]]);
        check(&store, FLAG, 3, [true, false]);
        check(&store, ID, 4, [Uuid::nil(), Uuid::max(), Uuid::from_u128(42)]);
        let times = ["1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "2026-05-01T12:00:00.123456Z", "0001-01-01T00:00:00Z", "9999-12-30T21:59:59.999999Z"];
        check(&store, AT, 6, times.map(|time| time.parse::<Timestamp>().unwrap()));
    }

    fn every_id_comes_back_as_its_own_kind(kind: Kind) {
        let store = open(kind).store;
        let id = Uuid::from_u128(0x0123_4567_89ab_cdef);
        check(&store, ID, 4, [VisitorId(id)]);
        check(&store, ID, 4, [PersonId(id)]);
        check(&store, ID, 4, [UserId(id)]);
        check(&store, ID, 4, [ConversationId(id)]);
        check(&store, ID, 4, [DialogueId(id)]);
        check(&store, ID, 4, [StreamVersionId(id)]);
        check(&store, ID, 4, [RingId(id)]);
        check(&store, ID, 4, [ClientId(id)]);
        check(&store, ID, 4, [SessionId(id)]);
        check(&store, ID, 4, [NodeId(id)]);
    }

    fn documents_come_back(kind: Kind) {
        let store = open(kind).store;
        let document = serde_json::json!({ "a": [1, 2.5, null, true], "b": { "ü": "\\u0000 is not a NUL" } });
        let (given, expected) = (Value::json(&document).unwrap(), document);
        let read = store.write_blocking(move |tx| {
            tx.execute(DOCUMENT, std::slice::from_ref(&given))?;
            tx.one(SELECT, &[], |row| row.json::<serde_json::Value>(5))
        });
        assert_eq!(read, Ok(expected));
        let null = store.write_blocking(|tx| {
            tx.execute("delete from every", &[])?;
            tx.execute(DOCUMENT, &[Value::Null])?;
            tx.one(SELECT, &[], |row| row.json::<Option<Vec<u32>>>(5))
        });
        assert_eq!(null, Ok(None));
    }

    fn any_text_number_and_time_comes_back(kind: Kind) {
        let store = open(kind).store;
        let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
        let values = ("[^\\x00]{0,40}", any::<i64>(), any::<Vec<u8>>(), -62_000_000_000_000_000..250_000_000_000_000_000_i64);
        runner.run(&values, |(words, number, raw, micros)| {
            let at = Timestamp::from_microsecond(micros).unwrap();
            let expected = (words.clone(), number, raw.clone(), at);
            let read = store.write_blocking(move |tx| {
                tx.execute("delete from every", &[])?;
                tx.execute(
                    "insert into every (words, number, raw, at) values ($1, $2, $3, $4)",
                    &params![words.as_str(), number, raw.clone(), at],
                )?;
                tx.one(SELECT, &[], |row| Ok((row.get(1)?, row.get(0)?, row.get(2)?, row.get(6)?)))
            });
            prop_assert_eq!(read, Ok::<_, StoreError>(expected));
            Ok(())
        }).unwrap();
    }

    fn what_only_one_database_could_hold_is_refused(kind: Kind) {
        let store = open(kind).store;
        let refused = [
            (NUMBER, Value::from(u64::MAX)),
            (WORDS, Value::from("a\0b")),
            (DOCUMENT, Value::json(&"a\0b").unwrap()),
        ];
        for (insert, value) in refused {
            let stored = store.write_blocking(move |tx| tx.execute(insert, std::slice::from_ref(&value)));
            assert!(matches!(stored, Err(StoreError::Encoding(_))), "{stored:?}");
        }
    }

    fn a_parameter_of_the_wrong_type_is_an_error_of_its_function_alone(kind: Kind) {
        let store = open(kind).store;
        let wrong = store.write_blocking(|tx| tx.execute(NUMBER, &params!["no number"]));
        assert!(wrong.as_ref().is_err_and(|error| !error.is_retryable()), "{wrong:?}");
        let missing = store.write_blocking(|tx| tx.execute("insert into every (number, words) values ($1, $2)", &params![1]));
        assert!(missing.as_ref().is_err_and(|error| !error.is_retryable()), "{missing:?}");
        check(&store, NUMBER, 0, [1_i64]);
    }

    fn parameters_are_numbered_not_ordered(kind: Kind) {
        let store = open(kind).store;
        let read = store.write_blocking(|tx| {
            tx.execute("insert into every (words, number) values ($2, $1)", &params![5, "five"])?;
            tx.one("select number, words from every where words = $2 and number = $1 and $2 = words", &params![5, "five"], |row| {
                Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
            })
        });
        assert_eq!(read, Ok::<_, StoreError>((5, "five".to_owned())));
    }
}
