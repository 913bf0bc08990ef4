//! `cargo xtask run`: from a fresh clone to a running Frontdesk with sample data.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::environment::frontdesk;
use crate::process::{cargo, command, run as run_to_end};
use crate::web;

/// Builds the web parts and the server, then becomes the server.
pub fn run() -> Result<()> {
    web::install()?;
    web::script("build")?;
    run_to_end(&mut cargo(&["build", "--release", "--locked", "--package", "frontdesk-cli"]))?;
    let server = frontdesk();
    let error = command(&server, &["serve", "--demo", "--data", "./data"]).exec();
    Err(error).with_context(|| format!("cannot start {}", server.display()))
}
