//! `frontdesk doctor`: looks at what a server with these settings would meet, and says what to do.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use frontdesk_domain::audit::listed;
use frontdesk_domain::website::Website;
use frontdesk_server::Config;
use frontdesk_store::{Clock, StoreError, whole};
use jiff::{SignedDuration, Timestamp};

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;
use crate::serve::Arguments;

/// How far two clocks may differ.
const DRIFT: SignedDuration = SignedDuration::from_secs(5);
/// No clock can rightly be before this program was written.
const WRITTEN: i64 = 1_767_225_600; // 2026-01-01
/// How long another server may take to answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(3);

/// What one look found.
enum Finding {
    Well(String),
    /// It works, but hardly as it is meant.
    Odd(String),
    Ill(String),
}

use Finding::{Ill, Odd, Well};

/// Examines, prints, and fails when something is ill.
pub fn examine(arguments: &Arguments) -> Result<(), Failure> {
    let now = SystemClock.now();
    let mut findings = vec![("clock", clock(now))];
    let (found, website) = record(&arguments.database, now);
    findings.extend(found.into_iter().map(|finding| ("record", finding)));
    match arguments.config(arguments.listen) {
        Ok(config) => {
            findings.push(("settings", sign_in(&config)));
            findings.push(("widget", widget(&config, website.as_ref())));
        }
        Err(error) => findings.push(("settings", Ill(error.to_string()))),
    }
    findings.push(("address", address(arguments.listen)));
    let mut ill = 0;
    for (subject, finding) in &findings {
        let (mark, words) = match finding {
            Well(words) => ("ok", words),
            Odd(words) => ("!", words),
            Ill(words) => {
                ill += 1;
                ("ILL", words)
            }
        };
        println!("{mark:<3} {subject}: {words}");
    }
    if ill > 0 { Err(format!("{ill} to mend").into()) } else { Ok(()) }
}

fn sign_in(config: &Config) -> Finding {
    match config.refuses_sign_in() {
        Some(why) => Ill(format!("nobody can sign in at {}: {why}", config.public_url)),
        None if config.is_secure() => {
            Well(format!("browsers come to {} through a declared proxy", config.public_url))
        }
        None => Odd(format!(
            "{} is for this machine only: for others, put a proxy with TLS before it, and set --public-url and \
             --trusted-proxy",
            config.public_url
        )),
    }
}

/// Where the widget may be: on the domains that the operator has pinned, else on those of the record.
fn widget(config: &Config, website: Option<&Website>) -> Finding {
    let pinned = &config.pinned_domains;
    let domains = if pinned.0.is_empty() { website.map(|website| &website.domains) } else { Some(pinned) };
    let Some(domains) = domains else {
        return Odd("where it may be is known once the record is migrated".to_owned());
    };
    if let Some(names) = listed(domains.0.iter().map(|domain| &domain.name)) {
        return Well(format!("pages of {names} may carry it"));
    }
    let words = "only pages on this machine may carry it: name your site's domain in the console, under Settings, \
                 Website, or with --allowed-domains";
    if config.is_secure() { Ill(words.to_owned()) } else { Odd(words.to_owned()) }
}

fn clock(now: Timestamp) -> Finding {
    if now.as_second() < WRITTEN {
        return Ill(format!("it says {now}: set this machine's clock"));
    }
    Well(format!("it says {now:.0}"))
}

/// What is to be said of the record, and what it says of the website, where that can be read.
fn record(database: &Database, now: Timestamp) -> (Vec<Finding>, Option<Website>) {
    let mut findings = Vec::new();
    let mut website = None;
    if database.database.is_none() {
        findings.push(folder(database));
    }
    let url = match database.url() {
        Ok(url) => url,
        Err(error) => return (vec![Ill(error.to_string())], None),
    };
    match whole::check(&url, now) {
        Ok(None) => {
            website = Some(Website::default());
            findings.push(Well("there is none yet; the first start makes it".to_owned()));
        }
        Ok(Some(check)) => {
            let whole::Versions { found, known } = check.versions;
            findings.push(match found.cmp(&known) {
                std::cmp::Ordering::Greater => Ill(StoreError::Newer { found, known }.to_string()),
                std::cmp::Ordering::Less => Odd(format!(
                    "it is at migration {found}, the next start brings it to {known}: back it up before"
                )),
                std::cmp::Ordering::Equal => {
                    Well(format!("{} conversations, at migration {found}", check.conversations))
                }
            });
            website = check.website;
            if check.ahead.abs() > DRIFT {
                let (ahead, seconds) = (check.ahead.is_positive(), check.ahead.abs().as_secs());
                let word = if ahead { "ahead of" } else { "behind" };
                findings.push(Ill(format!(
                    "its time is {seconds} s {word} this machine's: synchronize the clocks"
                )));
            }
        }
        Err(StoreError::Corrupt(what)) => {
            findings.push(Ill(format!(
                "it is damaged ({what}): stop the server, and restore a backup elsewhere"
            )));
        }
        Err(StoreError::Unavailable(what)) => {
            findings.push(Ill(format!(
                "it can't be reached ({what}): is its server up, and are --database and --data right?"
            )));
        }
        Err(error) => findings.push(Ill(error.to_string())),
    }
    (findings, website)
}

/// Whether the data folder can be written to.
fn folder(database: &Database) -> Finding {
    let probe = database.data.join(".frontdesk-doctor");
    let written = database.url().and_then(|_| {
        std::fs::write(&probe, vec![0_u8; 1 << 20])?;
        Ok(std::fs::remove_file(&probe)?)
    });
    match written {
        Ok(()) => Well(format!("{} can be written to", database.data.display())),
        Err(error) => {
            // What is left of the probe is no record.
            let _ = std::fs::remove_file(&probe);
            Ill(format!(
                "{} can't be written to ({error}): is the disk full, and whose is the folder?",
                database.data.display()
            ))
        }
    }
}

/// Whether the address is free, or a Frontdesk answers there.
fn address(listen: SocketAddr) -> Finding {
    match TcpListener::bind(listen) {
        Ok(_) => Well(format!("{listen} is free; no server runs there")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => match ready(listen) {
            Ok(answer) if answer.ends_with("ready") => Well(format!("a Frontdesk at {listen} is ready")),
            Ok(answer) if answer.contains("the record does not answer") || answer.contains("stopping") => {
                Ill(format!("the Frontdesk at {listen} is not ready: read its log"))
            }
            _ => Ill(format!("another program listens at {listen}: end it, or choose another --listen")),
        },
        Err(error) => Ill(format!("can't listen at {listen} ({error}): choose another --listen")),
    }
}

fn ready(at: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&at, ANSWERS_WITHIN)?;
    stream.set_read_timeout(Some(ANSWERS_WITHIN))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(10_000).read_to_string(&mut answer)?;
    Ok(answer)
}
