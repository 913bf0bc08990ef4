//! No dependency is unused: its name as the compiler sees it occurs somewhere in the code that may use it. Simple on
//! purpose: a name in a comment counts as a use.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{folder, packages};
use crate::environment::root;
use crate::files::{has_word, sources};

/// Web packages and those of their dependencies that are used without an import.
const WEB: &[(&str, &[&str])] = &[
    ("web/api", &[]),
    ("web/widget", &[]),
    // Mantine's components import its hooks, at the same exact version.
    ("web/console", &["@mantine/hooks"]),
];

pub(super) fn check(metadata: &Value) -> Result<Vec<String>> {
    let mut amiss = crates(metadata)?;
    amiss.extend(workspace(metadata)?);
    for (package, exempt) in WEB {
        amiss.extend(web(package, exempt)?);
    }
    Ok(amiss)
}

fn crates(metadata: &Value) -> Result<Vec<String>> {
    let mut amiss = Vec::new();
    for (package, dependencies) in packages(metadata) {
        let production = sources(&format!("{}/src", folder(package)), &[".rs"])?;
        let everything = sources(&folder(package), &[".rs"])?;
        for dependency in dependencies {
            let identifier = dependency.rename.unwrap_or(dependency.name).replace('-', "_");
            let code = if dependency.kind.is_none() { &production } else { &everything };
            if !code.iter().any(|file| has_word(&file.text, &identifier)) {
                amiss.push(format!("{package}: does not use its dependency {}", dependency.name));
            }
        }
    }
    Ok(amiss)
}

/// Entries of `[workspace.dependencies]` that no crate takes.
fn workspace(metadata: &Value) -> Result<Vec<String>> {
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    let taken: Vec<&str> =
        packages(metadata).flat_map(|(_, list)| list).map(|d| d.rename.unwrap_or(d.name)).collect();
    let entries = manifest
        .lines()
        .skip_while(|line| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('=').map(|(name, _)| name.trim()))
        .filter(|name| !name.is_empty() && !name.starts_with('#'));
    Ok(entries
        .filter(|name| !taken.contains(name))
        .map(|name| format!("Cargo.toml: no crate uses the workspace dependency {name}"))
        .collect())
}

fn web(package: &str, exempt: &[&str]) -> Result<Vec<String>> {
    let manifest = fs::read_to_string(root().join(package).join("package.json"))?;
    let manifest: Value =
        serde_json::from_str(&manifest).with_context(|| format!("{package}/package.json"))?;
    let code = sources(&format!("{package}/src"), &[".ts", ".tsx", ".css"])?;
    let used = |name: &str| {
        let imports = ["\"", "'"].map(|quote| (format!("{quote}{name}{quote}"), format!("{quote}{name}/")));
        code.iter().any(|file| {
            imports.iter().any(|(whole, part)| file.text.contains(whole) || file.text.contains(part))
        })
    };
    let names =
        manifest.get("dependencies").and_then(Value::as_object).into_iter().flat_map(|list| list.keys());
    Ok(names
        .filter(|name| !exempt.contains(&name.as_str()) && !used(name))
        .map(|name| format!("{package}: does not use its dependency {name}"))
        .collect())
}
