//! `cargo xtask gen`: what is generated from the server's own description of itself.
//!
//! `frontdesk openapi` becomes `web/api/openapi.json` and, through openapi-typescript, `web/api/src/schema.d.ts`;
//! `frontdesk stream schema` becomes `docs/stream.schema.json`. Everything is made in the target folder first, so
//! that `--check` compares without touching the tree.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::environment::{frontdesk, root, target};
use crate::process::{build, command, read, with_node};
use crate::web;

#[derive(Args)]
pub struct Arguments {
    /// Changes nothing; fails when a generated file is not what would be generated now
    #[arg(long)]
    check: bool,
}

const API: &str = "web/api/openapi.json";
const TYPES: &str = "web/api/src/schema.d.ts";
const STREAM: &str = "docs/stream.schema.json";

/// Writes the generated files, or checks them.
pub fn generate(arguments: &Arguments) -> Result<()> {
    let fresh = target().join("generated");
    make(&fresh)?;
    let stale: Vec<&str> = [API, TYPES, STREAM]
        .into_iter()
        .filter(|file| fs::read(root().join(file)).ok() != fs::read(fresh.join(file)).ok())
        .collect();
    if arguments.check {
        if !stale.is_empty() {
            bail!("out of date: {}; run `cargo xtask gen` and commit", stale.join(", "));
        }
        println!("generated files are up to date");
        return Ok(());
    }
    for file in &stale {
        let place = root().join(file);
        fs::create_dir_all(place.parent().context("a file has a folder")?)?;
        fs::copy(fresh.join(file), &place)?;
        println!("wrote {file}");
    }
    if stale.is_empty() {
        println!("nothing to change");
    }
    Ok(())
}

fn make(folder: &Path) -> Result<()> {
    for file in [API, TYPES, STREAM] {
        fs::create_dir_all(folder.join(file).parent().context("a file has a folder")?)?;
    }
    build()?;
    let server = frontdesk();
    fs::write(folder.join(API), one_newline(&read(&mut command(&server, &["openapi"]))?))?;
    fs::write(folder.join(STREAM), one_newline(&read(&mut command(&server, &["stream", "schema"]))?))?;

    let tools = root().join("tools/openapi");
    web::install_in(&tools)?;
    let generator = tools.join("node_modules/.bin/openapi-typescript");
    let types = folder.join(TYPES);
    read(with_node(&generator, &[])?.arg(folder.join(API)).arg("--output").arg(&types))?;
    Ok(())
}

fn one_newline(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

/// Fails when a generated file is out of date.
pub fn check() -> Result<()> {
    generate(&Arguments { check: true })
}
