//! The web workspace: its packages and its build.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::environment::root;
use crate::process::{run, with_node};

/// Installs what `web/package-lock.json` names, unless that is done.
pub fn install() -> Result<()> {
    install_in(&root().join("web"))
}

/// Installs what the lock file of a folder names, unless that is done.
///
/// What was installed is remembered as a copy of the lock file beside the packages.
pub fn install_in(folder: &Path) -> Result<()> {
    let name = folder.join("package-lock.json");
    let lock = fs::read(&name).with_context(|| format!("cannot read {}", name.display()))?;
    let installed = folder.join("node_modules/.frontdesk-lock.json");
    if fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    run(with_node("npm", &["ci", "--no-audit", "--no-fund"])?.current_dir(folder))?;
    Ok(fs::write(installed, lock)?)
}

/// Runs a script of `web/package.json`.
pub fn script(name: &str) -> Result<()> {
    run(with_node("npm", &["run", "--silent", name])?.current_dir(root().join("web")))
}
