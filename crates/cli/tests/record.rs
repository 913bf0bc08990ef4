//! The record as a whole, by the commands of the program: backup, restore, migrate, move, doctor.
#![expect(clippy::expect_used, reason = "tests")]

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use frontdesk_testkit::postgres::fresh_database;

fn frontdesk(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    command.args(words).stdin(Stdio::null()).output().expect("the program runs")
}

fn done(words: &[&str]) -> String {
    let output = frontdesk(words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn refused(words: &[&str], because: &str) {
    let output = frontdesk(words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(because), "{words:?}: {said}");
}

fn path(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

const STREAM: &str = r#"{"frontdesk_stream": 1, "name": "S", "targets": ["https://a.example"], "first": "a",
    "cards": [{"kind": "message", "id": "a", "text": "Hi “you” \u00fc"}]}"#;

/// A record with a dialogue in it.
fn record(folder: &Path) -> String {
    let (data, file) = (folder.join("data"), folder.join("stream.json"));
    std::fs::write(&file, STREAM).expect("written");
    done(&["stream", "import", path(&file), "--data", path(&data)]);
    path(&data).to_owned()
}

#[test]
fn a_backup_is_restored_where_nothing_is_and_nowhere_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = record(folder.path());
    let (file, other) = (folder.path().join("backup"), folder.path().join("other"));
    let (file, other) = (path(&file), path(&other));
    assert!(done(&["backup", file, "--data", &data]).contains("holds all that was stored"));
    refused(&["backup", file, "--data", &data], "exists");
    refused(&["backup", "/nowhere/backup", "--data", &data], "unable to open");
    refused(&["restore", file, "--data", &data], "only an empty place");
    done(&["restore", file, "--data", other]);
    let stream = folder.path().join("stream.json");
    assert!(
        done(&["stream", "import", path(&stream), "--data", other]).contains("version 1"),
        "it is known there"
    );
    // The same file goes into PostgreSQL, and a backup of that into a folder.
    let (url, again, third) = (fresh_database(), folder.path().join("again"), folder.path().join("third"));
    done(&["restore", file, "--database", &url]);
    refused(&["restore", file, "--database", &url], "only an empty place");
    done(&["backup", path(&again), "--database", &url]);
    done(&["restore", path(&again), "--data", path(&third)]);
    assert!(done(&["stream", "import", path(&stream), "--data", path(&third)]).contains("version 1"));
}

#[test]
fn a_record_moves_to_postgresql_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = record(folder.path());
    let (url, back) = (fresh_database(), folder.path().join("back"));
    let there = done(&["move", "--data", &data, "--to-database", &url]);
    let again = done(&["move", "--database", &url, "--to-data", path(&back)]);
    assert_eq!(there, again, "the same tables, counts and hashes");
    assert!(there.contains("stream_version") && there.contains("equal by count and hash"), "{there}");
    refused(&["move", "--data", &data, "--to-database", &url], "only an empty place");
    refused(&["move", "--data", &data], "--to-database");
    refused(&["move", "--data", &data, "--to-data", path(&folder.path().join("x"))], "use a backup");

    let mut server = Command::new(env!("CARGO_BIN_EXE_frontdesk"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data", &data])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut said = BufReader::new(server.stdout.take().expect("its output")).lines();
    said.next().expect("it serves").expect("text");
    // What it prints later must not block it, nor find nobody who reads.
    std::thread::spawn(move || said.for_each(drop));
    refused(&["move", "--data", &data, "--to-database", &fresh_database()], "another Frontdesk serves");
    done(&["backup", path(&folder.path().join("while-serving")), "--data", &data]);
    server.kill().expect("killed");
    server.wait().expect("ended");
}

#[test]
fn migrate_says_what_it_did() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = path(folder.path()).to_owned();
    let said = done(&["migrate", "--data", &data]);
    assert!(said.contains("applied 1: one chat") && said.contains("was at migration 0"), "{said}");
    let again = done(&["migrate", "--data", &data]);
    assert!(!again.contains("applied"), "{again}");
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = record(folder.path());
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = other.local_addr().expect("an address").to_string();
    // Another program, which hangs up on everybody.
    std::thread::spawn(move || other.incoming().for_each(drop));
    let look = |words: &[&str]| {
        let output =
            frontdesk(&[&["doctor", "--data", &data, "--listen", "127.0.0.1:0"][..], words].concat());
        (output.status.success(), String::from_utf8(output.stdout).expect("text"))
    };
    let (well, said) = look(&[]);
    assert!(said.contains("ok  address database: none"), "{said}");
    assert!(well && said.contains("ok  record: 0 conversations") && said.contains("!   widget"), "{said}");
    let proxied = ["--public-url", "https://chat.example.com", "--trusted-proxy", "127.0.0.1"];
    let (well, said) = look(&[&proxied[..], &["--allowed-domains", "example.com"]].concat());
    assert!(well && !said.contains('!'), "{said}");
    for (words, expected) in [
        (&["--public-url", "http://chat.example.com"][..], "put a proxy with TLS before this server"),
        (&["--public-url", "https://chat.example.com"], "name its address with --trusted-proxy"),
        (&proxied, "--allowed-domains"),
        (&["--allowed-domains", "https://example.com"], "write the domain alone"),
        (
            &["--smtp-url", "smtp://127.0.0.1:1", "--mail-from", "desk@example.com"],
            "the mail server can't be used",
        ),
        (&["--smtp-url", "smtp://127.0.0.1:1", "--mail-from", "desk"], "is no e-mail address"),
        (&["--address-database", "/nowhere/city.mmdb"], "/nowhere/city.mmdb can't be used"),
        (&["--database", "postgres://nobody@127.0.0.1:1/none"], "is its server up"),
    ] {
        let (well, said) = look(words);
        assert!(!well && said.contains("ILL") && said.contains(expected), "{words:?}: {said}");
    }
    let server = fresh_database();
    done(&["migrate", "--database", &server]);
    let (well, said) = look(&["--database", &server]);
    assert!(well && said.contains("ok  record: the connection stays on this machine"), "{said}");
    let (well, said) = look(&["--database", &format!("{server}?sslmode=require")]);
    assert!(!well && said.contains("server does not support TLS"), "{said}");
    let output = frontdesk(&["doctor", "--data", &data, "--listen", &taken]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success() && said.contains("another program listens at"), "{said}");
    std::fs::write(folder.path().join("data/frontdesk.db"), "no database".repeat(1000)).expect("written");
    let (well, said) = look(&[]);
    assert!(!well && said.contains("it is damaged"), "{said}");
}
