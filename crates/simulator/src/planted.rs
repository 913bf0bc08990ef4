//! Planted bugs: each is put into a copy of the sources, and must be found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use crate::report::{target, write};

/// The planted bugs of a bench of this program.
pub struct List {
    /// Which bench is to find them.
    pub bench: &'static str,
    /// The bugs, as TOML.
    pub bugs: &'static str,
}

#[derive(Deserialize)]
struct Bugs {
    bug: Vec<Bug>,
}

#[derive(Deserialize)]
struct Bug {
    name: String,
    rule: String,
    file: String,
    from: String,
    to: String,
}

/// What is copied of the workspace.
const COPIED: &[&str] = &["Cargo.toml", "Cargo.lock", "crates", "xtask"];

/// Plants each bug and looks for it.
pub fn run(list: &List, seeds: u64, only: &[String]) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bugs: Bugs = toml::from_str(list.bugs)?;
    for bug in &bugs.bug {
        let text = fs::read_to_string(root.join(&bug.file))?;
        let matches = text.matches(&bug.from).count();
        if matches != 1 {
            bail!("{} is stale: its text occurs {matches} times in {}", bug.name, bug.file);
        }
    }
    let folder = target().join("planted");
    let copy = folder.join("src");
    let begin = Instant::now();
    fs::create_dir_all(&copy)?;
    for name in COPIED {
        mirror(&root.join(name), &copy.join(name))?;
    }
    let mut told = Vec::new();
    let mut missed = Vec::new();
    for bug in bugs.bug.iter().filter(|bug| only.is_empty() || only.contains(&bug.name)) {
        let start = Instant::now();
        let file = copy.join(&bug.file);
        let good = fs::read_to_string(&file)?;
        fs::write(&file, good.replacen(&bug.from, &bug.to, 1))?;
        let found = build(&copy, &folder).and_then(|program| look(&program, list.bench, seeds));
        fs::write(&file, good)?;
        let found = found.with_context(|| format!("bug {}", bug.name))?;
        let seconds = start.elapsed().as_secs();
        if let Some((seed, rule)) = &found {
            println!("{:<28} {:<10} found at seed {seed:>5} as {rule}, {seconds} s", bug.name, bug.rule);
        } else {
            println!("{:<28} {:<10} NOT FOUND in {seeds} seeds, {seconds} s", bug.name, bug.rule);
            missed.push(bug.name.as_str());
        }
        let (seed, by) = found.unzip();
        told.push(json!({"name": bug.name, "rule": bug.rule, "seed": seed, "found_as": by}));
    }
    let seconds = begin.elapsed().as_secs();
    println!("{} planted bugs, {} found, in {seconds} s", told.len(), told.len() - missed.len());
    let name = format!("{}-planted", list.bench);
    write(&format!("{name}.json"), &json!({"bench": name, "seconds": seconds, "bugs": told}))?;
    if missed.is_empty() { Ok(()) } else { bail!("not found: {}", missed.join(", ")) }
}

/// Copies what differs, so that only that is compiled anew.
fn mirror(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            mirror(&from.join(&name), &to.join(&name))?;
        }
        return Ok(());
    }
    let content = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    if fs::read(to).ok().as_ref() != Some(&content) {
        fs::write(to, content)?;
    }
    Ok(())
}

fn build(copy: &Path, folder: &Path) -> Result<PathBuf> {
    let output = folder.join("build");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "frontdesk-simulator"])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", &output)
        .env("CARGO_INCREMENTAL", "1")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .status()?;
    if !built.success() {
        bail!("it does not compile");
    }
    Ok(output.join("release/frontdesk-simulator"))
}

/// The first seed that finds a violation, and the rule it is told by.
fn look(program: &Path, bench: &str, seeds: u64) -> Result<Option<(u64, String)>> {
    let run = Command::new(program).args([bench, "--bare", "--seeds", &seeds.to_string()]).output()?;
    if run.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&run.stderr).into_owned();
    let told = text.split("error: seed ").nth(1).with_context(|| format!("it failed otherwise: {text}"))?;
    let seed = told.split(',').next().and_then(|seed| seed.parse().ok()).context("a seed")?;
    let rule = told.split(": ").nth(1).and_then(|rule| rule.split(' ').next()).unwrap_or("?");
    Ok(Some((seed, rule.to_owned())))
}
