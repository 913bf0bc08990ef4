//! A record as a whole: copied between the databases, backed up, restored.

use std::sync::{Arc, Mutex};

use frontdesk_store::migrations::{Migration, Text};
use frontdesk_store::whole::{self, Copied, Versions};
use frontdesk_store::{Kind, Store, StoreError, Tx, params};
use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

use crate::fixture::{MIGRATIONS, open, options, put, url};
use crate::on_both;

/// Every type, a key of two columns, words of SQL as names, and references that no order of tables would please.
const TABLES: &[Migration] = &[Migration {
    number: 1,
    name: "tables to copy",
    sql: Text::Both(
        "create table every (
             id {{uuid}} not null primary key,
             number {{int}}, words {{text}}, raw {{bytes}}, flag {{bool}}, document {{json}}, at {{time}}
         ) {{table}};
         create table \"order\" (
             \"group\" {{int}} not null, place {{text}} not null, above {{int}}, over {{text}},
             primary key (place, \"group\"),
             foreign key (over, above) references \"order\" (place, \"group\") deferrable initially deferred
         ) {{clustered}};",
    ),
}];

const DOCUMENT: &str = r#"{"zeta": [1, 2.50, 1e2, -0.1], "a": {"longer": null, "b": "ü\\u0041"}, "m": true}"#;

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn fill(tx: &mut Tx<'_>, from: u128, count: u128) -> Result<(), StoreError> {
    for number in from..from + count {
        let id = Uuid::from_u128(number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));
        if number.is_multiple_of(7) {
            tx.execute("insert into every (id) values ($1)", &params![id])?;
        } else {
            let small = i64::try_from(number).unwrap();
            let document = frontdesk_store::Value::Json(DOCUMENT.replace("true", &number.to_string()));
            let mut values =
                params![id, -small, format!("“{number}”"), vec![0_u8, 255], small % 2 == 0].to_vec();
            values.extend([document, Timestamp::from_microsecond(small * 1_000_003).unwrap().into()]);
            tx.execute(
                "insert into every (id, number, words, raw, flag, document, at) values ($1, $2, $3, $4, $5, $6, $7)",
                &values,
            )?;
        }
        // Refers to one that comes later.
        let small = i64::try_from(number).unwrap();
        tx.execute(
            "insert into \"order\" (\"group\", place, above, over) values ($1, $2, $3, $4)",
            &params![small, format!("p{}", small % 3), small + 1, format!("p{}", (small + 1) % 3)],
        )?;
    }
    Ok(())
}

/// A record with 2,500 rows in each table.
fn filled(url: &str) {
    let store = Store::open_with(url, options(&Arc::new(Mutex::default())), TABLES).unwrap();
    for part in 0..5 {
        store
            .write_blocking(move |tx| {
                fill(tx, part * 500, 500)?;
                let last = i64::try_from(part * 500 + 500).unwrap();
                // The last of them refers to nothing for now.
                tx.execute("update \"order\" set above = null, over = null where above = $1", &params![last])
            })
            .unwrap();
    }
    store.close_blocking();
}

fn summed(copied: &[Copied]) -> Vec<(&str, u64, &str)> {
    copied.iter().map(|table| (table.table.as_str(), table.rows, table.hash.as_str())).collect()
}

#[test]
fn a_record_goes_to_postgresql_and_back_and_is_the_same() {
    let folder = TempDir::new().unwrap();
    let (first, server) = (url(Kind::Sqlite, &folder), url(Kind::Postgres, &folder));
    let back = format!("sqlite:{}", folder.path().join("back.db").display());
    filled(&first);
    let there = whole::copy_with(&first, &server, true, now(), TABLES).unwrap();
    let again = whole::copy_with(&server, &back, true, now(), TABLES).unwrap();
    assert_eq!(there, again);
    assert_eq!(
        there.iter().map(|table| (&*table.table, table.rows)).collect::<Vec<_>>(),
        [("every", 2_500), ("order", 2_500)]
    );
    // One byte more, and the hash is another.
    let store = Store::open_with(&back, options(&Arc::default()), TABLES).unwrap();
    store
        .write_blocking(|tx| tx.execute("update every set words = words || '.' where number = -1", &[]))
        .unwrap();
    store.close_blocking();
    let third = url(Kind::Postgres, &folder);
    let changed = whole::copy_with(&back, &third, true, now(), TABLES).unwrap();
    assert_ne!(summed(&changed)[0], summed(&there)[0]);
    assert_eq!(summed(&changed)[1], summed(&there)[1]);
    // The references are checked again on the other side.
    let store = Store::open_with(&server, options(&Arc::default()), TABLES).unwrap();
    let dangling = store.write_blocking(|tx| {
        tx.execute("insert into \"order\" (\"group\", place, above, over) values (-1, 'x', -2, 'y')", &[])
    });
    assert!(matches!(dangling, Err(StoreError::Constraint { .. })), "{dangling:?}");
}

#[test]
fn only_an_empty_place_that_nobody_uses_is_filled() {
    const LATER: &[Migration] = &[
        TABLES[0],
        Migration { number: 2, name: "later", sql: Text::Both("create table later (a {{int}}) {{table}}") },
    ];
    let folder = TempDir::new().unwrap();
    let (file, server) = (url(Kind::Sqlite, &folder), url(Kind::Postgres, &folder));
    filled(&file);
    let copy = |from: &str, to: &str| whole::copy_with(from, to, true, now(), TABLES).map(|_| ());
    let serving = Store::open_with(&server, options(&Arc::default()), TABLES).unwrap();
    serving.read_blocking(|tx| tx.query("select 1 from every", &[], |_| Ok(()))).unwrap();
    assert_eq!(copy(&file, &server), Err(StoreError::Served));
    serving.close_blocking();
    copy(&file, &server).unwrap(); // the refusal left no trace
    assert!(matches!(copy(&file, &server), Err(StoreError::NotEmpty(_))));
    assert!(matches!(copy(&server, &file), Err(StoreError::NotEmpty(_))));
    assert_eq!(copy(&file, "sqlite:elsewhere.db"), Err(StoreError::SameKind));
    assert!(matches!(copy("sqlite:nowhere.db", &server), Err(StoreError::Unavailable(_))));
    let older = whole::copy_with(&file, &url(Kind::Postgres, &folder), true, now(), LATER);
    assert_eq!(older, Err(StoreError::Older { found: 1, known: 2 }));
}

on_both! {
    fn nobody_serves_from_a_copy_that_was_cut_off(kind: Kind) {
        let folder = TempDir::new().unwrap();
        let (from, cut_off) = (TempDir::new().unwrap(), url(kind, &folder));
        let other = if kind == Kind::Sqlite { Kind::Postgres } else { Kind::Sqlite };
        let from = url(other, &from);
        let store = Store::open_with(&cut_off, options(&Arc::default()), TABLES).unwrap();
        let mark = "insert into schema_migration select 4294967295, '', applied_at from schema_migration";
        store.write_blocking(move |tx| tx.execute(mark, &[])).unwrap();
        store.close_blocking();
        let half = Store::open_with(&cut_off, options(&Arc::default()), TABLES).err();
        assert_eq!(half, Some(StoreError::HalfCopied));
        assert_eq!(whole::versions(&cut_off), Err(StoreError::HalfCopied));
        assert_eq!(whole::copy_with(&cut_off, &from, true, now(), TABLES), Err(StoreError::HalfCopied));
    }
}

#[test]
fn a_table_without_a_key_is_told_by_name() {
    let folder = TempDir::new().unwrap();
    let fixture = open(Kind::Sqlite);
    fixture.store.clone().close_blocking();
    let refused = whole::copy_with(&fixture.url, &url(Kind::Postgres, &folder), true, now(), MIGRATIONS);
    assert!(
        matches!(&refused, Err(StoreError::Migration(text)) if text.contains("primary key")),
        "{refused:?}"
    );
}

/// Whoever adds a table need not remember any of this: it is copied, or this test fails.
#[test]
fn every_table_of_the_schema_is_copied() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.db");
    let from = url(Kind::Sqlite, &folder);
    Store::open(&from, options(&Arc::default())).unwrap().close_blocking();
    let copied = whole::copy(&from, &url(Kind::Postgres, &folder), true, now()).unwrap();
    let connection = rusqlite::Connection::open(file).unwrap();
    let mut names = connection
        .prepare(
            "select name from pragma_table_list where schema = 'main' and type = 'table'
             and name not like 'sqlite_%' and name not in ('schema_migration', 'search_doc', 'search_state')
             order by name",
        )
        .unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() >= 14 && names.contains(&"entry".to_owned()));
    assert_eq!(copied.into_iter().map(|table| table.table).collect::<Vec<_>>(), names);
}

on_both! {
    fn a_backup_is_made_while_others_write_and_restored_elsewhere(kind: Kind) {
        let folder = TempDir::new().unwrap();
        let (place, file) = (url(kind, &folder), folder.path().join("backup.db"));
        let elsewhere = TempDir::new().unwrap();
        let other = url(kind, &elsewhere);
        let store = Store::open(&place, options(&Arc::default())).unwrap();
        let add = |store: &Store, number: u128| {
            store.write_blocking(move |tx| {
                let id = Uuid::from_u128(number);
                tx.execute("insert into ring (id, position) values ($1, $2)", &params![id, 0_i64])
            })
        };
        for number in 0..50 {
            add(&store, number).unwrap();
        }
        std::thread::scope(|scope| {
            let backup = scope.spawn(|| whole::backup(&place, &file, now()));
            let mut number = 50;
            while !backup.is_finished() {
                add(&store, number).unwrap();
                number += 1;
            }
            backup.join().unwrap().unwrap();
        });
        assert!(matches!(whole::backup(&place, &file, now()), Err(StoreError::NotEmpty(_))));
        whole::restore(&file, &other, now()).unwrap();
        assert!(matches!(whole::restore(&file, &other, now()), Err(StoreError::NotEmpty(_))));
        let (known, _) = whole::migrations().last().unwrap();
        assert_eq!(whole::versions(&other), Ok(Versions { found: known, known }));
        let restored = Store::open(&other, options(&Arc::default())).unwrap();
        let ids: Vec<Uuid> = restored
            .read_blocking(|tx| tx.query("select id from ring order by id", &[], |row| row.get(0)))
            .map_err(|error: StoreError| error)
            .unwrap();
        assert!((0..50).all(|number| ids.contains(&Uuid::from_u128(number))), "{}", ids.len());
        assert!(whole::check(&other, now()).unwrap().is_some());
    }
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    let to = url(Kind::Sqlite, &folder);
    std::fs::write(&file, "not a database, but long enough to be looked at as one".repeat(200)).unwrap();
    assert!(matches!(whole::restore(&file, &to, now()), Err(StoreError::Corrupt(_))));
    std::fs::write(&file, "").unwrap();
    assert!(matches!(whole::restore(&file, &to, now()), Err(StoreError::Migration(_))));
    assert!(matches!(
        whole::restore(&folder.path().join("none"), &to, now()),
        Err(StoreError::Unavailable(_))
    ));

    // A backup of which a page was lost.
    let fixture = open(Kind::Sqlite);
    fixture
        .store
        .write_blocking(|tx| (0..500).try_for_each(|number| put(tx, &format!("{number:0>100}"))))
        .unwrap();
    fixture.store.clone().close_blocking();
    whole::backup(&fixture.url, &folder.path().join("whole"), now()).unwrap();
    let mut bytes = std::fs::read(folder.path().join("whole")).unwrap();
    bytes[20_000..24_096].fill(7);
    std::fs::write(&file, bytes).unwrap();
    assert!(matches!(whole::restore(&file, &to, now()), Err(StoreError::Corrupt(_))));
    assert!(!folder.path().join("store.db").exists());
}
