//! `cargo xtask tidy`: rules of the house that the compiler does not know. Each check returns what it found amiss.

mod crates;
mod dependencies;
mod length;
mod marks;
mod rules;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::process::{cargo, read};

/// Runs every check and prints all they found.
pub fn tidy() -> Result<()> {
    let metadata: Value =
        serde_json::from_str(&read(&mut cargo(&["metadata", "--format-version=1", "--no-deps"]))?)?;
    let mut amiss = crates::check(&metadata)?;
    amiss.extend(dependencies::check(&metadata)?);
    amiss.extend(length::check()?);
    amiss.extend(marks::check()?);
    amiss.extend(rules::check()?);
    if amiss.is_empty() {
        println!("the house is tidy");
        return Ok(());
    }
    for line in &amiss {
        println!("{line}");
    }
    bail!("{} things to tidy", amiss.len())
}

/// A workspace package's dependency, as its Cargo.toml names it.
struct Dependency<'a> {
    name: &'a str,
    rename: Option<&'a str>,
    /// `None` for a normal one, else `dev` or `build`.
    kind: Option<&'a str>,
}

/// The workspace's packages and their dependencies.
fn packages(metadata: &Value) -> impl Iterator<Item = (&str, Vec<Dependency<'_>>)> {
    metadata["packages"].as_array().into_iter().flatten().filter_map(|package| {
        let dependencies = package["dependencies"].as_array()?.iter().filter_map(|dependency| {
            Some(Dependency {
                name: dependency["name"].as_str()?,
                rename: dependency["rename"].as_str(),
                kind: dependency["kind"].as_str(),
            })
        });
        Some((package["name"].as_str()?, dependencies.collect()))
    })
}

/// The folder of a workspace package, from the root.
fn folder(package: &str) -> String {
    package.strip_prefix("frontdesk-").map_or_else(|| package.to_owned(), |name| format!("crates/{name}"))
}
