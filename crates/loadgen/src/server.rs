//! The program under load: the real one, in a folder of its own.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use frontdesk_testkit::postgres::{Durability, PrivatePostgres};
use tempfile::TempDir;

use crate::http;

/// How long a start may take before it counts as failed.
const START: Duration = Duration::from_secs(30);

/// Which database the server is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// A private PostgreSQL.
    Postgres,
}

impl Kind {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// Where the record of a run is.
pub struct Place {
    folder: TempDir,
    postgres: Option<(PrivatePostgres, String)>,
}

impl Place {
    /// An empty record on the file system that `--folder` or else the temporary folder is on.
    pub fn new(kind: Kind, folder: Option<&Path>) -> Result<Self> {
        let mut builder = tempfile::Builder::new();
        let builder = builder.prefix("frontdesk-load-");
        let folder = match folder {
            Some(folder) => builder.tempdir_in(folder),
            None => builder.tempdir(),
        }?;
        let postgres = (kind == Kind::Postgres).then(|| {
            // Commits wait for the disk: with the timing that a real one has.
            let server = PrivatePostgres::start_with(Durability::Fsync);
            let url = server.fresh_database();
            (server, url)
        });
        Ok(Self { folder, postgres })
    }

    /// The store's URL.
    pub fn url(&self) -> String {
        match &self.postgres {
            Some((_, url)) => url.clone(),
            None => format!("sqlite:{}", self.folder.path().join("frontdesk.db").display()),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whether the record is on PostgreSQL.
    pub fn kind(&self) -> Kind {
        if self.postgres.is_some() { Kind::Postgres } else { Kind::Sqlite }
    }
}

/// One server. Killed when dropped.
pub struct Server {
    child: Option<Child>,
    arguments: Vec<String>,
    log: PathBuf,
    /// Where to find it.
    pub at: Target,
}

/// Where a server is found.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where the console and the API are.
    pub address: SocketAddr,
    /// The origin of the console.
    pub origin: String,
    /// The origin of the sample website, as visitors' pages have it.
    pub site: String,
}

impl Server {
    /// Starts a server on a record, and waits until it is ready.
    pub async fn start(place: &Place) -> Result<Self> {
        let (address, site) = (free_address()?, free_address()?);
        let mut arguments: Vec<String> =
            ["serve", "--demo", "--no-rate-limits", "--data"].map(String::from).into();
        arguments.push(place.folder().display().to_string());
        arguments.extend([
            "--listen".to_owned(),
            address.to_string(),
            "--demo-listen".to_owned(),
            site.to_string(),
        ]);
        if place.kind() == Kind::Postgres {
            arguments.extend(["--database".to_owned(), place.url()]);
        }
        let log = place.folder().join("server.log");
        let at = Target { address, origin: format!("http://{address}"), site: format!("http://{site}") };
        let mut server = Self { child: None, arguments, log, at };
        server.spawn().await?;
        Ok(server)
    }

    /// Starts the process again; how long it took until it was ready.
    pub async fn spawn(&mut self) -> Result<Duration> {
        let log = File::options().create(true).append(true).open(&self.log)?;
        let begin = Instant::now();
        // A file that may not grow is an error to it, and not its end.
        let child = Command::new("env")
            .arg("--ignore-signal=XFSZ")
            .arg(program()?)
            .args(&self.arguments)
            .env("FRONTDESK_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("the server did not start")?;
        self.child = Some(child);
        loop {
            if let Ok(answer) = http::request(self.at.address, "GET", "/readyz", &[], "").await
                && answer.status == 200
            {
                return Ok(begin.elapsed());
            }
            let ended = self.child.as_mut().map(Child::try_wait).transpose()?.flatten();
            if ended.is_some() || begin.elapsed() > START {
                bail!("the server did not become ready:\n{}", self.log()?);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// `kill -9`.
    pub fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Its process number.
    pub fn process(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// What it has logged.
    pub fn log(&self) -> Result<String> {
        Ok(std::fs::read_to_string(&self.log)?)
    }

    /// Fails when the server panicked.
    pub fn check_log(&self) -> Result<()> {
        let log = self.log()?;
        ensure!(!log.contains("panicked"), "the server panicked:\n{log}");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// The server's program lies beside this one.
pub fn program() -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name("frontdesk");
    ensure!(program.is_file(), "no server beside this program: cargo build --release -p frontdesk-cli");
    Ok(program)
}

/// An address on the loopback interface that nobody listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
