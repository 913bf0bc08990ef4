//! A PostgreSQL server of one's own for tests, and empty databases on it.
//!
//! [`fresh_database`] is what a test wants: an empty database, on the server that `FRONTDESK_TEST_POSTGRES` names (a
//! URL; whoever runs many test processes sets it) or else on one that is started once for this process. A machine
//! without PostgreSQL fails these tests; it does not skip them.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

/// A PostgreSQL server in a temporary folder, on a free port of the loopback interface; gone when dropped.
/// A shell watches over it, for the end of this process too, however it comes.
pub struct PrivatePostgres {
    guard: Child,
    port: u16,
}

/// Starts the server (its command line being the arguments), waits until our end of the pipe is closed, ends the server
/// with all of its children (SIGQUIT is its immediate shutdown), and removes the folder.
const GUARD: &str = r#"
folder=$PWD
{ "$@" >/dev/null 2>log; echo "$?" >ended; } &
read -r _
kill -QUIT "$(head -n 1 data/postmaster.pid)" 2>/dev/null
wait
cd / && rm -rf "$folder"
"#;

/// Whether commits wait for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// They do: for measurements and for tests of crashes.
    Fsync,
    /// They do not: for all other tests.
    Fast,
}

impl PrivatePostgres {
    /// Starts a fast server and waits until it accepts connections.
    pub fn start() -> Self {
        Self::start_with(Durability::Fast)
    }

    /// Starts a server and waits until it accepts connections.
    pub fn start_with(durability: Durability) -> Self {
        Self::begin(durability, None)
    }

    /// Starts a fast server that offers TLS with a certificate and its key, both in PEM.
    pub fn start_with_tls(certificate: &str, key: &str) -> Self {
        Self::begin(Durability::Fast, Some((certificate, key)))
    }

    fn begin(durability: Durability, tls: Option<(&str, &str)>) -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new().prefix("frontdesk-pg-").tempdir().expect("a temporary folder");
        let owner = Owner::of_server();
        owner.give(folder.path());
        let initdb = owner
            .command(&programs.join("initdb"), folder.path())
            .args([
                "--username=frontdesk",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions",
            ])
            .args(["--pgdata", "data"])
            .stdin(Stdio::null())
            .output()
            .expect("initdb runs");
        assert!(initdb.status.success(), "initdb failed: {}", String::from_utf8_lossy(&initdb.stderr));
        if let Some((certificate, key)) = tls {
            for (file, text) in [("data/server.crt", certificate), ("data/server.key", key)] {
                let file = folder.path().join(file);
                std::fs::write(&file, text).expect("written");
                std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).expect("kept from others");
                owner.give(&file);
            }
        }
        let port = free_port();
        let folder = folder.keep(); // removed by the guard
        let guard = owner.serve(&programs.join("postgres"), &folder, port, durability, tls.is_some());
        let server = Self { guard, port };
        server.wait_until_ready(&folder);
        server
    }

    fn wait_until_ready(&self, folder: &Path) {
        let started = Instant::now();
        while let Err(error) = try_connect(self.url()) {
            let ended = folder.join("ended").exists();
            if ended || started.elapsed() > Duration::from_secs(30) {
                let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
                panic!("PostgreSQL does not start: {error}\n{log}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The server's URL, naming the database `postgres`.
    pub fn url(&self) -> String {
        format!("postgres://frontdesk@127.0.0.1:{}/postgres", self.port)
    }

    /// Creates an empty database and gives its URL.
    pub fn fresh_database(&self) -> String {
        create_database(&self.url())
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// Sees which connections wait for a lock.
pub struct LockWatch(Client);

impl LockWatch {
    /// On the server of a database; never to be made on a thread of an async runtime.
    pub fn of(url: &str) -> Self {
        Self(Client::connect(url, NoTls).expect("the test server accepts connections"))
    }

    /// Which of these connections, by their process numbers, wait for a lock of another.
    pub fn waiting(&mut self, processes: &[i32]) -> Vec<i32> {
        let rows = self.0.query(
            "select process from unnest($1::int[]) as process where cardinality(pg_blocking_pids(process)) > 0",
            &[&processes],
        );
        rows.expect("who waits is told").iter().map(|row| row.get(0)).collect()
    }
}

/// The URL of an empty database. It is left behind: with the server it sits on, or for whoever owns that server.
pub fn fresh_database() -> String {
    static SERVER: OnceLock<PrivatePostgres> = OnceLock::new();
    match server_from_environment() {
        Some(url) => create_database(&url),
        None => SERVER.get_or_init(PrivatePostgres::start).fresh_database(),
    }
}

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn server_from_environment() -> Option<String> {
    std::env::var("FRONTDESK_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the programs of PostgreSQL are looked for where a shell would"
)]
fn path() -> String {
    std::env::var("PATH").unwrap_or_default()
}

/// Connects on a thread of its own (the caller's may belong to an async runtime) and creates a database.
fn create_database(server: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}_{}", std::process::id(), random_word());
    let (start, rest) = server.split_once("://").expect("a URL");
    let (authority, _) = rest.split_once('/').unwrap_or((rest, ""));
    let url = format!("{start}://{authority}/{name}");
    let server = server.to_owned();
    let created = std::thread::spawn(move || {
        let mut client = Client::connect(&server, NoTls).expect("the test server accepts connections");
        // From template0, which nobody can be connected to.
        client
            .batch_execute(&format!("create database {name} template template0"))
            .expect("a database is created");
    });
    created.join().expect("a database is created");
    url
}

/// Process numbers come again on a server that outlives us.
fn random_word() -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let name = folder.path().file_name().unwrap_or_default().to_string_lossy();
    name.bytes().fold(String::new(), |mut word, byte| {
        let _ = write!(word, "{byte:02x}");
        word
    })
}

/// The folder that holds `initdb` and `postgres`.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut installed: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    // The newest first; 9.6 is not going to be met any more, so two digits sort as text.
    installed.sort_by(|a, b| b.cmp(a));
    let path = path();
    std::env::split_paths(&path)
        .chain(installed)
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .expect("PostgreSQL is needed for this test: install the Debian package `postgresql`")
}

/// Whom the server runs as: it refuses to be root.
#[derive(Clone, Copy)]
enum Owner {
    Ourselves,
    Other { user: u32, group: u32 },
}

impl Owner {
    fn of_server() -> Self {
        if id(&["-u"]) != Some(0) {
            return Self::Ourselves;
        }
        // Without the package's user any number will do, 65534 being nobody's.
        match (id(&["-u", "postgres"]), id(&["-g", "postgres"])) {
            (Some(user), Some(group)) => Self::Other { user, group },
            _ => Self::Other { user: 65534, group: 65534 },
        }
    }

    fn give(self, folder: &Path) {
        if let Self::Other { user, group } = self {
            std::os::unix::fs::chown(folder, Some(user), Some(group)).expect("the folder changes its owner");
        }
    }

    fn command(self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env("LC_ALL", "C").env("TZ", "UTC");
        if let Self::Other { user, group } = self {
            command.gid(group).uid(user);
        }
        command
    }

    fn serve(self, program: &Path, folder: &Path, port: u16, durability: Durability, tls: bool) -> Child {
        let mut command = self.command(Path::new("/bin/sh"), folder);
        command.arg("-c").arg(GUARD).arg("guard").arg(program);
        command.args(["-D", "data", "-k"]).arg(folder).arg("-p").arg(port.to_string());
        let fast = ["fsync=off", "full_page_writes=off"];
        let fast = fast.into_iter().filter(|_| durability == Durability::Fast);
        let settings = [
            "listen_addresses=127.0.0.1",
            "max_connections=300",
            "deadlock_timeout=100ms",
            "track_commit_timestamp=on",
            "shared_buffers=64MB",
        ];
        for setting in settings.into_iter().chain(fast).chain(tls.then_some("ssl=on")) {
            command.arg("-c").arg(setting);
        }
        // In a group of its own, so that an interrupt from the terminal leaves it time to tidy up.
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("a shell starts")
    }
}

/// A number that the program `id` prints.
fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound port").port()
}

/// Connects on a thread of its own: the driver must not run on one of an async runtime, as the caller's may be.
fn try_connect(url: String) -> Result<(), String> {
    let connected = std::thread::spawn(move || Client::connect(&url, NoTls).map(drop)).join();
    connected.map_or_else(
        |_| Err("connecting panicked".to_owned()),
        |done| done.map_err(|error| error.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_database_is_empty_and_its_own() {
        let (one, two) = (fresh_database(), fresh_database());
        assert_ne!(one, two);
        let mut client = Client::connect(&one, NoTls).unwrap();
        client.batch_execute("create table here (a int)").unwrap();
        let mut client = Client::connect(&two, NoTls).unwrap();
        assert!(client.batch_execute("select * from here").is_err());
    }

    #[test]
    fn a_dropped_server_is_gone() {
        let server = PrivatePostgres::start();
        let url = server.url();
        try_connect(url.clone()).unwrap();
        drop(server);
        assert!(try_connect(url).is_err());
    }
}
