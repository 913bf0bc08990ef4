//! What the tests need of the machine: a PostgreSQL server and a Chromium. Those found are used; what is missing is
//! installed as root on Debian; elsewhere its name is told and the run stops. Nothing is ever skipped.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::environment::{program, variable};
use crate::process::{command, run};

/// The headless shell first: it draws the same pages as the others with half the work.
const CHROMIUM: [&str; 5] = [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// The program, and Debian's package.
const SHELL: &str = "chromium-headless-shell";

/// Finds or installs what is needed.
pub fn ensure() -> Result<()> {
    let debian = is_root() && Path::new("/etc/debian_version").exists();
    // Where it can be had, the shell is, whatever other Chromium there is.
    let browser = if debian { shell() } else { chromium() };
    let missing: Vec<&str> = [("postgresql", postgres_programs().is_none()), (SHELL, browser.is_none())]
        .into_iter()
        .filter_map(|(package, missing)| missing.then_some(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !debian {
        bail!("the tests need, and this machine lacks: {}", missing.join(", "));
    }
    println!("installing {}", missing.join(", "));
    run(command("apt-get", &["update", "--quiet", "--quiet"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    run(command("apt-get", &["install", "--yes", "--quiet", "--quiet", "--no-install-recommends"])
        .args(&missing)
        .env("DEBIAN_FRONTEND", "noninteractive"))?;
    if postgres_programs().is_none() || shell().is_none() {
        bail!("installed {}, and still cannot find it", missing.join(", "));
    }
    Ok(())
}

fn shell() -> Option<PathBuf> {
    variable("FRONTDESK_CHROMIUM").map(PathBuf::from).or_else(|| program(&[SHELL], &[]))
}

/// The folder with PostgreSQL's server programs: the newest found.
pub fn postgres_programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let folders: Vec<PathBuf> = versions.into_iter().rev().map(|(_, folder)| folder).collect();
    let initdb = program(&["initdb"], &folders)?;
    // A symbolic link on PATH may point to one program only; the server lies beside the real one.
    let folder = fs::canonicalize(initdb).ok()?.parent()?.to_path_buf();
    folder.join("postgres").is_file().then_some(folder)
}

/// The browser: the one named by `FRONTDESK_CHROMIUM`, else the first found on PATH.
pub fn chromium() -> Option<PathBuf> {
    variable("FRONTDESK_CHROMIUM").map(PathBuf::from).or_else(|| program(&CHROMIUM, &[]))
}

/// Whether this process runs as root.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}
