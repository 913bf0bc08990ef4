//! Transactions: visible when answered, all or nothing, one failing without harm to others.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;

use frontdesk_domain::ids::{RingId, UserId, VisitorId};
use frontdesk_store::{ConstraintKind, Kind, Lock, Row, Store, StoreError, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

use crate::fixture::{NOW_NANOS, conversation, desk, is_closed, names, open, put, wait_for};
use crate::on_both;

/// Holds the writers up until `release` is dropped, so that what is sent meanwhile shares a batch.
fn hold_up(store: &Store, writers: usize) -> (Vec<mpsc::Sender<()>>, Vec<thread::JoinHandle<()>>) {
    let (mut release, mut threads) = (Vec::new(), Vec::new());
    for _ in 0..writers {
        let (sender, receiver) = mpsc::channel::<()>();
        let (begun, has_begun) = mpsc::channel::<()>();
        let receiver = std::sync::Mutex::new(receiver);
        let store = store.clone();
        threads.push(thread::spawn(move || {
            let held = store.write_blocking(move |_| {
                let _ = begun.send(());
                let _ = receiver.lock().unwrap().recv();
                Ok::<_, StoreError>(())
            });
            held.unwrap();
        }));
        has_begun.recv().unwrap();
        release.push(sender);
    }
    (release, threads)
}

fn writers(kind: Kind) -> usize {
    if kind == Kind::Sqlite { 1 } else { 4 }
}

type Function<T> = Box<dyn Fn(&mut Tx<'_>) -> Result<T, StoreError> + Send>;

/// Sends all functions while the writers are held up, and collects their results in order.
fn together<T: Send + 'static>(
    store: &Store,
    kind: Kind,
    functions: Vec<Function<T>>,
) -> Vec<Result<T, StoreError>> {
    let (release, held) = hold_up(store, writers(kind));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let results = runtime.block_on(async {
        let sent: Vec<_> = functions
            .into_iter()
            .map(|function| {
                let store = store.clone();
                tokio::spawn(async move { store.write(move |tx| function(tx)).await })
            })
            .collect();
        tokio::task::yield_now().await; // each has been polled once, and so waits in the queue
        drop(release);
        let mut results = Vec::new();
        for result in sent {
            results.push(result.await.unwrap());
        }
        results
    });
    for thread in held {
        thread.join().unwrap();
    }
    results
}

on_both! {
    fn a_write_is_visible_to_a_later_read(kind: Kind) {
        let fixture = open(kind);
        for number in 0..20 {
            let name = format!("{number:02}");
            fixture.store.write_blocking(move |tx| put(tx, &name)).unwrap();
            assert_eq!(names(&fixture.store).len(), number + 1);
        }
    }

    fn an_error_undoes_its_own_function_only(kind: Kind) {
        let fixture = open(kind);
        let results = together(&fixture.store, kind, vec![
            Box::new(|tx| put(tx, "one")),
            Box::new(|tx| {
                put(tx, "two")?;
                Err(StoreError::Sql("changed my mind".to_owned()))
            }),
            Box::new(|tx| put(tx, "three")),
        ]);
        assert_eq!(results, [Ok(()), Err(StoreError::Sql("changed my mind".to_owned())), Ok(())]);
        assert_eq!(names(&fixture.store), ["one", "three"]);
    }

    fn a_panic_is_answered_to_its_caller_and_harms_nobody_else(kind: Kind) {
        let fixture = open(kind);
        let results = together(&fixture.store, kind, vec![
            Box::new(|tx| put(tx, "one")),
            Box::new(|tx| {
                put(tx, "two")?;
                tx.query("select name from note", &[], |_| -> Result<(), _> { panic!("in the middle of a row") })?;
                Ok(())
            }),
            Box::new(|tx| put(tx, "three")),
        ]);
        assert_eq!(results, [Ok(()), Err(StoreError::Panicked("in the middle of a row".to_owned())), Ok(())]);
        assert_eq!(names(&fixture.store), ["one", "three"]);
    }

    fn a_failed_statement_dooms_its_function_even_when_it_is_ignored(kind: Kind) {
        let fixture = open(kind);
        fixture.store.write_blocking(|tx| put(tx, "taken")).unwrap();
        let results = together(&fixture.store, kind, vec![
            Box::new(|tx| put(tx, "one")),
            Box::new(|tx| {
                put(tx, "two")?;
                let first = put(tx, "taken").unwrap_err();
                assert!(first.is_unique_violation(), "{first:?}");
                assert_eq!(put(tx, "three"), Err(first));
                Ok(())
            }),
        ]);
        assert_eq!(results[0], Ok(()));
        assert!(results[1].as_ref().is_err_and(StoreError::is_unique_violation));
        assert_eq!(names(&fixture.store), ["one", "taken"]);
    }

    fn constraints_have_kinds_and_a_deferred_one_harms_its_own_function_only(kind: Kind) {
        let fixture = open(kind);
        let null = fixture.store.write_blocking(|tx| {
            tx.execute("insert into note (name, body) values ($1, $2)", &params!["name", None::<String>])
        });
        assert!(matches!(null, Err(StoreError::Constraint { kind: ConstraintKind::NotNull, .. })), "{null:?}");
        let results = together(&fixture.store, kind, vec![
            Box::new(|tx| put(tx, "one")),
            Box::new(|tx| tx.execute("insert into child (note) values ($1)", &params!["nobody"]).map(drop)),
            Box::new(|tx| put(tx, "two")),
        ]);
        assert!(matches!(results[1], Err(StoreError::Constraint { kind: ConstraintKind::ForeignKey, .. })), "{results:?}");
        assert_eq!(names(&fixture.store), ["one", "two"]);
    }

    fn wakes_follow_the_commit_and_failed_functions_wake_nobody(kind: Kind) {
        let fixture = open(kind);
        let results = together(&fixture.store, kind, vec![
            Box::new(|tx| {
                tx.wake(desk(1));
                tx.wake(desk(4));
                tx.wake(desk(1));
                put(tx, "one")
            }),
            Box::new(|tx| {
                tx.wake(desk(2));
                Err(StoreError::Busy)
            }),
            Box::new(|tx| {
                tx.wake(desk(3));
                panic!("after its wake")
            }),
        ]);
        assert!(results[0].is_ok() && results[1].is_err() && results[2].is_err());
        assert_eq!(*fixture.wakes.lock().unwrap(), [desk(1), desk(4)]);
    }

    fn whoever_is_answered_has_been_announced(kind: Kind) {
        let fixture = open(kind);
        for number in 1..=50 {
            fixture.store.write_blocking(move |tx| {
                tx.wake(desk(number));
                Ok::<_, StoreError>(())
            }).unwrap();
            assert_eq!(fixture.wakes.lock().unwrap().last(), Some(&desk(number)));
        }
    }

    fn locks_are_taken_in_one_order(kind: Kind) {
        let fixture = open(kind);
        let (visitor, ring) = (VisitorId(Uuid::from_u128(1)), RingId(Uuid::from_u128(1)));
        let (one, two) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        fixture.store.write_blocking(move |tx| {
            tx.execute("insert into visitor (id, count) values ($1, 0)", &params![visitor])?;
            tx.execute("insert into conversation (id, count) values ($1, 0)", &params![conversation(1)])?;
            tx.execute("insert into ring (id, count) values ($1, 0)", &params![ring])?;
            tx.execute("insert into account (id, count) values ($1, 0), ($2, 0)", &params![one, two])
        }).unwrap();
        let locked = |locks: Vec<Lock>| fixture.store.write_blocking(move |tx| {
            locks.iter().try_fold(true, |all, lock| Ok(tx.lock(*lock)? && all))
        });
        let (user, other) = (Lock::User(one), Lock::User(two));
        let (visitor, ring, talk) = (Lock::Visitor(visitor), Lock::Ring(ring), Lock::Conversation(conversation(1)));
        assert_eq!(locked(vec![visitor, talk, ring, other, user, other, talk, visitor]), Ok(true));
        for (held, taken) in [(talk, visitor), (ring, talk), (user, ring)] {
            assert_eq!(locked(vec![held, taken]), Err(StoreError::LockOrder { held, taken }));
        }
        let nobody = Lock::User(UserId(Uuid::from_u128(9)));
        assert_eq!(locked(vec![nobody]), Ok(kind == Kind::Sqlite), "only PostgreSQL looks");
    }

    fn two_who_count_lose_nothing(kind: Kind) {
        let fixture = open(kind);
        let id = conversation(1);
        fixture.store.write_blocking(move |tx| {
            tx.execute("insert into conversation (id, count) values ($1, 0)", &params![id])
        }).unwrap();
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| for _ in 0..1_000 {
                    fixture.store.write_blocking(move |tx| {
                        tx.lock(Lock::Conversation(id))?;
                        let count: i64 = tx.one("select count from conversation where id = $1", &params![id], |row| row.get(0))?;
                        tx.execute("update conversation set count = $2 where id = $1", &params![id, count + 1])
                    }).unwrap();
                });
            }
        });
        let count = fixture.store.read_blocking(move |tx| {
            tx.one("select count from conversation where id = $1", &params![id], |row: &Row<'_>| row.get::<u64>(0))
        });
        assert_eq!(count, Ok(2_000));
    }

    fn deadlocks_are_run_again(kind: Kind) {
        let fixture = open(kind);
        fixture.store.write_blocking(|tx| {
            tx.execute("insert into account (id, count) values ($1, 0), ($2, 0)", &params![Uuid::from_u128(1), Uuid::from_u128(2)])
        }).unwrap();
        let (runs, holding) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        thread::scope(|scope| {
            for order in [[1, 2], [2, 1]] {
                let (runs, holding, store) = (Arc::clone(&runs), Arc::clone(&holding), fixture.store.clone());
                scope.spawn(move || store.write_blocking(move |tx| {
                    runs.fetch_add(1, Ordering::Relaxed);
                    for number in order {
                        tx.execute("update account set count = count + 1 where id = $1", &params![Uuid::from_u128(number)])?;
                        holding.fetch_add(1, Ordering::Relaxed);
                        // Each holds one row before it wants the other's.
                        while kind == Kind::Postgres && holding.load(Ordering::Relaxed) < 2 {
                            thread::yield_now();
                        }
                    }
                    Ok::<_, StoreError>(())
                }).unwrap());
            }
        });
        // Who is run again may meet the other once more; that each is done once is told by the counts.
        let runs = runs.load(Ordering::Relaxed);
        assert!(if kind == Kind::Sqlite { runs == 2 } else { runs > 2 }, "{runs}");
        let counts = fixture.store.read_blocking(|tx| {
            tx.query("select count from account", &[], |row| row.get::<i64>(0))
        });
        assert_eq!(counts, Ok(vec![2, 2]));
    }

    fn a_read_cannot_write(kind: Kind) {
        let fixture = open(kind);
        assert_eq!(fixture.store.read_blocking(|tx| put(tx, "one")), Err(StoreError::ReadOnly));
        let returning = fixture.store.read_blocking(|tx| {
            tx.query("insert into note (name, body) values ('a', 'b') returning name", &[], |row| row.get::<String>(0))
        });
        assert_eq!(returning, Err(StoreError::ReadOnly));
        assert_eq!(names(&fixture.store), [""; 0]);
    }

    fn a_read_sees_one_instant(kind: Kind) {
        let fixture = open(kind);
        let writer = fixture.store.clone();
        let counts = fixture.store.read_blocking(move |tx| {
            let before = tx.query("select name from note", &[], |row| row.get::<String>(0))?.len();
            let writer = writer.clone();
            thread::spawn(move || writer.write_blocking(|tx| put(tx, "meanwhile"))).join().unwrap()?;
            let after = tx.query("select name from note", &[], |row| row.get::<String>(0))?.len();
            Ok::<_, StoreError>((before, after))
        });
        assert_eq!(counts, Ok((0, 0)));
        assert_eq!(names(&fixture.store), ["meanwhile"]);
    }

    fn one_and_optional_count_rows(kind: Kind) {
        let fixture = open(kind);
        let result = fixture.store.write_blocking(|tx| {
            let none = tx.one("select name from note", &[], |row| row.get::<String>(0));
            assert!(matches!(none, Err(StoreError::RowCount { found: 0, .. })));
            assert_eq!(tx.optional("select name from note", &[], |row| row.get::<String>(0))?, None);
            put(tx, "one")?;
            assert_eq!(tx.one("select name from note", &[], |row| row.get::<String>(0))?, "one");
            put(tx, "two")?;
            let several = tx.optional("select name from note", &[], |row| row.get::<String>(0));
            assert!(matches!(several, Err(StoreError::RowCount { found: 2, .. })));
            Ok::<_, StoreError>(())
        });
        result.unwrap(); // an unexpected number of rows is no failed statement, so it dooms nothing
        assert_eq!(names(&fixture.store).len(), 2);
    }

    fn the_instant_is_whole_microseconds_and_chance_is_fresh(kind: Kind) {
        let fixture = open(kind);
        let draw = || fixture.store.write_blocking(|tx| {
            Ok::<_, StoreError>((tx.now(), tx.random::<16>(), tx.random::<16>()))
        }).unwrap();
        let ((now, one, two), (_, three, _)) = (draw(), draw());
        assert_eq!(now, Timestamp::from_nanosecond(NOW_NANOS / 1_000 * 1_000).unwrap());
        assert!(one != two && one != three);
    }

    fn close_carries_out_what_waits_and_refuses_the_rest(kind: Kind) {
        let fixture = open(kind);
        let (release, held) = hold_up(&fixture.store, writers(kind));
        let waiting = fixture.store.enqueue(|tx| put(tx, "waiting"));
        let closing = fixture.store.clone();
        let closing = thread::spawn(move || closing.close_blocking());
        while !is_closed(&fixture.store) {
            thread::yield_now();
        }
        drop(release);
        closing.join().unwrap();
        assert_eq!(wait_for(waiting), Ok(()));
        for thread in held {
            thread.join().unwrap();
        }
        assert_eq!(fixture.store.write_blocking(|tx| put(tx, "late")), Err(StoreError::Closed));
    }
}
