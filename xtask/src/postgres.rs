//! A private PostgreSQL for one test run: own folder, own port, unprivileged, gone with the run.
//!
//! Testkit has one too, for a single test program; this crate does without testkit, because it must compile at once
//! and while the others do not.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine;
use crate::process;

/// Ends the server, and removes its folder, when the standard input ends: so nothing outlives this process, however
/// that dies.
const UNTIL_INPUT_ENDS: &str = r#"folder=$PWD
"$@" >postgres.log 2>&1 & server=$!
read -r _; kill -INT $server; wait $server
cd / && rm -rf "$folder""#;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A running server; dropping it ends it and removes its folder.
pub struct PrivatePostgres {
    guard: Child,
    folder: PathBuf,
    port: u16,
}

impl PrivatePostgres {
    /// Creates a cluster in a temporary folder and starts it on a free port of 127.0.0.1.
    pub fn start() -> Result<Self> {
        let programs = machine::postgres_programs().context("no PostgreSQL server found")?;
        let folder = std::env::temp_dir().join(format!("frontdesk-postgres-{}", std::process::id()));
        fs::create_dir(&folder)?;
        let user = unprivileged();
        if let Some((uid, gid)) = user {
            chown(&folder, Some(uid), Some(gid))?;
        }
        let as_user = |program: &str| {
            let mut command = Command::new(program);
            command.current_dir(&folder);
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command
        };

        let initdb = programs.join("initdb");
        let options =
            ["--username=frontdesk", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"];
        process::read(as_user(&initdb.to_string_lossy()).args(["--pgdata=data"]).args(options))?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let guard = as_user("sh")
            .args(["-c", UNTIL_INPUT_ENDS, "sh"])
            .arg(programs.join("postgres"))
            .args(["-D", "data", "-h", "127.0.0.1", "-k", "", "-p", &port.to_string()])
            .args(["-c", "max_connections=300", "-c", "fsync=off"])
            .stdin(Stdio::piped())
            .spawn()?;
        let mut server = Self { guard, folder, port };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        format!("postgres://frontdesk@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let begin = Instant::now();
        while begin.elapsed() < START_LIMIT {
            // The last line of postmaster.pid says "ready" once connections are welcome.
            let told = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
            if told.lines().any(|line| line.trim() == "ready")
                && TcpStream::connect(("127.0.0.1", self.port)).is_ok()
            {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("postgres.log")).unwrap_or_default();
        bail!("PostgreSQL did not start within {START_LIMIT:?}:\n{log}")
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        if self.guard.wait().is_err() {
            eprintln!("left behind: {}", self.folder.display());
        }
    }
}

/// PostgreSQL refuses to run as root: then its own user does, or nobody. Otherwise `None`: run as who we are.
fn unprivileged() -> Option<(u32, u32)> {
    if !machine::is_root() {
        return None;
    }
    let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let ids = |name: &str| {
        let mut fields = passwd.lines().find(|line| line.starts_with(name))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres:").or_else(|| ids("nobody:")).or(Some((65534, 65534)))
}
