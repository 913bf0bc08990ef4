//! `frontdesk doctor`: looks at what a server with these settings would meet, and says what to do.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use frontdesk_adapters::address::About;
use frontdesk_domain::audit::listed;
use frontdesk_domain::website::Website;
use frontdesk_server::Config;
use frontdesk_store::whole::{self, Connection};
use frontdesk_store::{Clock, StoreError};
use jiff::{SignedDuration, Timestamp};

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;
use crate::serve::Arguments;

/// How far two clocks may differ.
const DRIFT: SignedDuration = SignedDuration::from_secs(5);
/// No clock can rightly be before this program was written.
const WRITTEN: i64 = 1_767_225_600; // 2026-01-01
/// After how many days a file about addresses is old: networks change hands.
const OLD_DAYS: i64 = 60;
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
    findings.push(("mail", mail(arguments)));
    findings.extend(addresses(arguments, now).into_iter().map(|finding| ("address database", finding)));
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

/// Whether the mail server answers. No mail is sent.
fn mail(arguments: &Arguments) -> Finding {
    let smtp = match arguments.smtp() {
        Ok(Some(smtp)) => smtp,
        Ok(None) => return Well("none is sent: for that, set --smtp-url and --mail-from".to_owned()),
        Err(error) => return Ill(error.to_string()),
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Ill(error.to_string()),
    };
    match runtime.block_on(smtp.check()) {
        Ok(()) => Well(
            "the mail server answers; the console sends you a test, under Settings, Your profile".to_owned(),
        ),
        Err(why) => Ill(format!("the mail server can't be used: {why}")),
    }
}

/// Whether files tell where visitors are, and how old they are.
fn addresses(arguments: &Arguments, now: Timestamp) -> Vec<Finding> {
    let files = match arguments.addresses() {
        Ok(Some(files)) => files,
        Ok(None) => {
            let words = "none: visitors' country, region, city and company are not inferred; for that, set --address-database";
            return vec![Well(words.to_owned())];
        }
        Err(error) => return vec![Ill(error.to_string())],
    };
    let told = files.about().into_iter().map(|About { path, kind, built }| {
        let built = i64::try_from(built).ok().and_then(|built| Timestamp::from_second(built).ok());
        let built = built.unwrap_or(Timestamp::UNIX_EPOCH);
        let (day, days) = (built.strftime("%Y-%m-%d"), now.duration_since(built).as_hours() / 24);
        let words = format!("{kind} of {day}, {days} days old, in {}", path.display());
        if days > OLD_DAYS { Odd(format!("{words}: get a newer one")) } else { Well(words) }
    });
    told.collect()
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
            findings.extend(check.connection.map(protection));
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

/// Whether others could read or change what goes between us and the database.
fn protection(connection: Connection) -> Finding {
    match connection {
        Connection { encrypted: true, verified: true, .. } => {
            Well("the connection is encrypted, and the server's certificate verified".to_owned())
        }
        Connection { encrypted: true, .. } => {
            Odd("the connection is encrypted, but who answers is not verified: add sslmode=verify-full to --database"
                .to_owned())
        }
        Connection { local: true, .. } => Well("the connection stays on this machine".to_owned()),
        Connection { .. } => {
            Odd("the connection is not encrypted: switch TLS on at the database's server, and add sslmode=verify-full \
                 to --database"
                .to_owned())
        }
    }
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
