//! The program as it is started: what it refuses, and what a second start finds.
#![expect(clippy::expect_used, reason = "tests")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use frontdesk_app::AppError;
use frontdesk_app::api_token::{self, NewToken};
use frontdesk_domain::permission::Permission;
use frontdesk_store::repo::account;
use frontdesk_store::{Options, Store};
use frontdesk_testkit::clock::ManualClock;

fn frontdesk(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    frontdesk(arguments).output().expect("the program runs")
}

fn refused(arguments: &[&str], because: &str) {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{arguments:?}");
    assert!(said.contains(because), "{said}");
}

/// A server that is ended with the test.
struct Server {
    process: Child,
    console: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut process = frontdesk(arguments).stderr(Stdio::null()).spawn().expect("the program runs");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let console = loop {
            let line = lines.next().expect("it says where it serves").expect("text");
            if let Some((_, url)) = line.split_once("http://")
                && (line.contains("console") || line.contains("serves"))
            {
                break url.trim_end_matches('/').to_owned();
            }
        };
        // What it prints later must not block it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, console }
    }

    fn sign_in(&self, email: &str) -> String {
        let body = format!("{{\"email\":\"{email}\",\"password\":\"harbour-bikes\"}}");
        let mut stream = TcpStream::connect(&self.console).expect("it listens");
        write!(
            stream,
            "POST /api/console/session HTTP/1.1\r\nhost: {}\r\nx-frontdesk: 1\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.console,
            body.len()
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        self.process.wait().expect("ended");
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn demo_accounts_stay_on_loopback_and_sign_in_only_with_the_demo() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = path(folder.path());
    let loopback = "127.0.0.1:0";
    refused(&["serve", "--demo", "--listen", "0.0.0.0:0", "--data", data], "loopback only");
    {
        let demo = Server::start(&[
            "serve",
            "--demo",
            "--listen",
            loopback,
            "--demo-listen",
            loopback,
            "--data",
            data,
        ]);
        assert!(demo.sign_in("anna@demo.example").starts_with("HTTP/1.1 200"));
        refused(&["serve", "--listen", loopback, "--data", data], "another Frontdesk serves");
    }
    refused(&["serve", "--listen", "0.0.0.0:0", "--data", data], "accounts of --demo");
    {
        let plain = Server::start(&["serve", "--listen", loopback, "--data", data]);
        assert!(plain.sign_in("anna@demo.example").starts_with("HTTP/1.1 401"));
    }
    let users = String::from_utf8(run(&["user", "list", "--data", data]).stdout).expect("text");
    let again =
        Server::start(&["serve", "--demo", "--listen", loopback, "--demo-listen", loopback, "--data", data]);
    assert!(again.sign_in("ben@demo.example").starts_with("HTTP/1.1 200"));
    let now = String::from_utf8(run(&["user", "list", "--data", data]).stdout).expect("text");
    assert_eq!(users, now, "a second start finds everything as it was");
}

#[test]
fn stream_check_names_every_fault_and_import_publishes_versions() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("stream.json");
    let stream = |text: &str| {
        format!(
            "{{\"frontdesk_stream\":1,\"name\":\"S\",\"targets\":[\"https://a.example\"],\"first\":\"a\",\
             \"cards\":[{{\"kind\":\"message\",\"id\":\"a\",\"text\":\"{text}\"}}]}}"
        )
    };
    std::fs::write(&file, stream("Hi {{person.shoe}}").replace("\"a\",\"cards\"", "\"b\",\"cards\""))
        .expect("written");
    refused(&["stream", "check", path(&file)], "card “a”: there is no attribute “person.shoe”");
    refused(&["stream", "check", path(&file)], "the stream has no first card");
    let data = path(folder.path()).to_owned() + "/data";
    for (text, version) in [("Hi", 1), ("Hi", 1), ("Hello", 2)] {
        std::fs::write(&file, stream(text)).expect("written");
        let said = run(&["stream", "import", path(&file), "--data", &data]).stdout;
        assert_eq!(String::from_utf8_lossy(&said).trim(), format!("“S” is published, version {version}"));
    }
}

#[test]
fn target_8_dialogues_are_listed_unpublished_exported_and_switched_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("welcome.json");
    let data = folder.path().join("data");
    let at = |arguments: &[&str]| {
        let output = run(&[&["stream"], arguments, &["--data", path(&data)]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let card = |text: &str| {
        let json = format!(
            r#"{{"frontdesk_stream":1,"name":"Welcome","targets":["https://a.example"],"first":"a",
                "cards":[{{"kind":"message","id":"a","text":"{text}"}}]}}"#
        );
        std::fs::write(&file, json).expect("written");
    };
    card("Hi");
    at(&["import", path(&file)]);
    card("Hello");
    assert!(at(&["import", "--draft", path(&file)]).contains("has a draft"));
    let list = at(&["list"]);
    let words: Vec<&str> = list.lines().nth(1).expect("a dialogue").split_whitespace().collect();
    assert_eq!(words.join(" "), "published 1 1 0 0 0 Welcome (with a draft)");
    assert!(at(&["export", "Welcome"]).contains("Hello"));
    assert!(at(&["publish", "Welcome"]).contains("version 2"));
    at(&["unpublish", "Welcome"]);
    assert!(at(&["list"]).contains("unpublished"));
    assert!(at(&["publish", "Welcome"]).contains("version 2"), "unchanged, it makes no new version");
    at(&["switch", "off"]);
    assert!(at(&["list"]).contains("all dialogues are switched off"));
    at(&["switch", "on"]);
    assert!(!at(&["list"]).contains("switched off"));
    refused(&["stream", "publish", "Other", "--data", path(&data)], "there is no dialogue “Other”");
}

#[test]
fn a_mistyped_database_is_refused_and_its_password_not_told() {
    let output = run(&["user", "list", "--database", "postgre://me:secret@host/db"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(said.contains("accepted are sqlite:PATH, postgres://") && !said.contains("secret"), "{said}");
}

#[test]
fn a_user_is_added_with_a_password_from_standard_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = path(folder.path());
    let add = |password: &str| {
        let mut child = frontdesk(&["user", "add", "Pia@Desk.example", "Pia", "--data", data])
            .stdin(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("input").write_all(password.as_bytes()).expect("typed");
        child.wait_with_output().expect("ended")
    };
    assert!(!add("short\n").status.success());
    assert!(add("long enough to be good\n").status.success());
    assert!(String::from_utf8_lossy(&add("long enough to be good\n").stderr).contains("already"));
    let users = run(&["user", "list", "--data", data]).stdout;
    assert_eq!(String::from_utf8_lossy(&users), "pia@desk.example\tPia\tactive\n");
}

#[test]
fn tokens_are_listed_and_revoked() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = path(folder.path());
    let mut adding =
        frontdesk(&["user", "add", "pia@desk.example", "Pia", "--profile", "owner", "--data", data])
            .stdin(Stdio::piped())
            .spawn()
            .expect("the program runs");
    adding.stdin.take().expect("input").write_all(b"long enough to be good").expect("typed");
    assert!(adding.wait().expect("ended").success());
    let clock = ManualClock::at("2026-03-02T09:00:00Z".parse().expect("an instant"));
    let url = format!("sqlite:{}", folder.path().join("frontdesk.db").display());
    let store = Store::open(&url, Options::new(Arc::new(clock), Arc::new(|_| {}))).expect("the record");
    let made = store.write_blocking(|tx| {
        let pia = account::find_by_email(tx, "pia@desk.example")?.ok_or(AppError::NotFound)?;
        let permissions = [Permission::ViewDialogues].into_iter().collect();
        api_token::make(tx, pia.id, &NewToken { name: "Export".to_owned(), permissions, days: 1 })
    });
    let (id, secret) = made.expect("a token");
    store.close_blocking();
    let list = || String::from_utf8(run(&["token", "list", "--data", data]).stdout).expect("text");
    assert_eq!(list(), format!("{id}\t{}\tExport\tPia\t2026-03-03T09:00:00Z\n", &secret[..7]));
    let id = id.to_string();
    assert!(run(&["token", "revoke", &id, "--data", data]).status.success());
    assert_eq!(list(), "");
    refused(&["token", "revoke", &id, "--data", data], "not found");
}

#[test]
fn settings_come_from_flags_over_variables_over_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("frontdesk.toml");
    let data = folder.path().join("record");
    let text = format!("listen = \"127.0.0.1:0\"\ndata = {:?}\nwidget-color = \"#123456\"\n", path(&data));
    std::fs::write(&file, text).expect("written");
    let config = ["--config", path(&file)];
    let server = Server::start(&[&["serve"][..], &config].concat());
    assert!(server.console.starts_with("127.0.0.1:"), "{}", server.console);
    drop(server);
    assert!(data.join("frontdesk.db").exists());
    let users = run(&[&["user", "list"][..], &config].concat());
    assert!(users.status.success(), "other commands read the same file");

    let with = |variable: &str, flag: &[&str]| {
        let mut command = frontdesk(&[&["serve"][..], &config, flag].concat());
        let output = command.env("FRONTDESK_WIDGET_COLOR", variable).output().expect("the program runs");
        assert!(!output.status.success());
        String::from_utf8(output.stderr).expect("text")
    };
    assert!(with("red", &[]).contains("invalid value 'red' for '--widget-color"));
    assert!(with("red", &["--widget-color", "blue"]).contains("invalid value 'blue' for '--widget-color"));
    std::fs::write(&file, "widget-color = \"green\"").expect("written");
    let said = with("#123456", &["--listen", "nowhere"]);
    assert!(said.contains("invalid value 'nowhere'"), "{said}");
    refused(&[&["serve"][..], &config].concat(), "invalid value 'green' for '--widget-color");
    std::fs::write(&file, "colour = \"green\"").expect("written");
    refused(&[&["serve"][..], &config].concat(), "no setting “colour”");
    refused(&["serve", "--config", "/nowhere/frontdesk.toml"], "/nowhere/frontdesk.toml");
}

#[test]
fn an_address_that_nobody_can_sign_in_at_is_told_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    refused(
        &["serve", "--public-url", "https://chat.example.com/desk", "--data", path(folder.path())],
        "without a path",
    );
    for (further, expected) in [
        (&["--public-url", "https://chat.example.com"][..], true),
        (&["--public-url", "http://chat.example.com", "--trusted-proxy", "127.0.0.1"], true),
        (&["--public-url", "https://chat.example.com", "--trusted-proxy", "127.0.0.1,10.0.0.0/8"], false),
        (&[], false),
    ] {
        let words = ["serve", "--listen", "127.0.0.1:0", "--data", path(folder.path())];
        let mut process = frontdesk(&[&words[..], further].concat()).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        process.kill().expect("killed");
        let said = process.wait_with_output().expect("ended").stderr;
        let warned = String::from_utf8_lossy(&said).contains("nobody can sign in");
        assert_eq!(warned, expected, "{further:?}");
    }
}

/// What an address answers to a request.
fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn figures_are_told_where_it_was_asked_for_and_the_end_is_orderly() {
    let folder = tempfile::tempdir().expect("a folder");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let figures = free.local_addr().expect("an address").to_string();
    drop(free);
    let words =
        ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &figures, "--data", path(folder.path())];
    let mut server = Server::start(&words);
    assert!(get(&figures, "/metrics").contains("frontdesk_commit_seconds_count"));
    assert!(get(&server.console, "/readyz").starts_with("HTTP/1.1 200"));
    assert!(!get(&server.console, "/metrics").contains("frontdesk_commit_seconds"));

    // Asked to stop, it ends by itself, and leaves nothing in the log beside the record.
    let asked = Command::new("kill").arg(server.process.id().to_string()).status().expect("asked");
    assert!(asked.success());
    assert!(server.process.wait().expect("ended").success());
    let log = folder.path().join("frontdesk.db-wal");
    assert_eq!(std::fs::metadata(log).map_or(0, |log| log.len()), 0);
    assert!(TcpStream::connect(&server.console).is_err());
}

#[test]
fn a_start_without_an_owner_prints_a_link_that_makes_one_and_the_next_start_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = path(folder.path());
    let start = || {
        let mut process = frontdesk(&["serve", "--listen", "127.0.0.1:0", "--data", data])
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        (process, lines)
    };
    let post = |address: &str, body: &str| {
        let mut stream = TcpStream::connect(address).expect("it listens");
        write!(
            stream,
            "POST /api/console/link/follow HTTP/1.1\r\nhost: {address}\r\nx-frontdesk: 1\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    };
    // Its output stays open: what it prints later must not fail.
    let (mut first, mut lines) = start();
    let link = lines
        .by_ref()
        .map(|line| line.expect("text"))
        .find(|line| line.contains("/link#"))
        .expect("it prints a link");
    let (address, token) = link.trim().trim_start_matches("http://").split_once("/link#").expect("a link");
    let body = format!(
        "{{\"token\":\"{token}\",\"email\":\"olga@desk.example\",\"name\":\"Olga\",\"password\":\"long enough to be good\"}}"
    );
    let answer = post(address, &body);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(post(address, &body).starts_with("HTTP/1.1 404"), "it works once");
    let by_hand = String::from_utf8_lossy(
        &run(&[
            "user",
            "reset-link",
            "olga@desk.example",
            "--data",
            data,
            "--public-url",
            &format!("http://{address}"),
        ])
        .stdout,
    )
    .trim()
    .to_owned();
    let (_, token) = by_hand.split_once("/link#").expect("a link");
    let reset = format!("{{\"token\":\"{token}\",\"password\":\"long enough to be new\"}}");
    assert!(post(address, &reset).starts_with("HTTP/1.1 200"));
    first.kill().expect("killed");
    first.wait().expect("ended");

    let (mut second, mut lines) = start();
    let said = lines.next().expect("it says where it serves").expect("text");
    assert!(said.starts_with("Frontdesk serves"), "{said}");
    second.kill().expect("killed");
    second.wait().expect("ended");
    assert!(lines.all(|line| !line.expect("text").contains("/link#")), "there is an owner");
}
