//! A real Frontdesk on a free port with an empty data folder, for measuring.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::environment::frontdesk;

const START_LIMIT: Duration = Duration::from_secs(30);
const END_LIMIT: Duration = Duration::from_secs(10);

/// A running server; dropping it ends it and removes its data.
pub struct Server {
    process: Child,
    data: PathBuf,
    /// How long it took until `/readyz` answered.
    pub start: Duration,
}

impl Server {
    /// Starts the release build and waits until it is ready.
    pub fn start() -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let data = std::env::temp_dir().join(format!("frontdesk-data-{}-{port}", std::process::id()));
        fs::create_dir(&data)?;
        let begin = Instant::now();
        let process = Command::new(frontdesk())
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(&data)
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", frontdesk().display()))?;
        let mut server = Self { process, data, start: Duration::ZERO };
        while !is_ready(port) {
            if let Some(status) = server.process.try_wait()? {
                bail!("the server ended before it was ready: {status}");
            }
            if begin.elapsed() > START_LIMIT {
                bail!("the server was not ready within {START_LIMIT:?}");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        server.start = begin.elapsed();
        Ok(server)
    }

    /// The memory that is resident now, in bytes.
    pub fn resident_bytes(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked politely first, so that ending well is part of what is measured.
        let asked = Command::new("kill").arg(self.process.id().to_string()).status();
        let begin = Instant::now();
        while asked.is_ok() && begin.elapsed() < END_LIMIT {
            if !matches!(self.process.try_wait(), Ok(None)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let ended = self.process.kill().and_then(|()| self.process.wait());
        let removed = fs::remove_dir_all(&self.data);
        if ended.is_err() || removed.is_err() {
            eprintln!("left behind: {}", self.data.display());
        }
    }
}

fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut socket = TcpStream::connect(("127.0.0.1", port))?;
        socket.set_read_timeout(Some(Duration::from_secs(2)))?;
        socket.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = [0; 12];
        socket.read_exact(&mut answer)?;
        Ok(&answer == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}
