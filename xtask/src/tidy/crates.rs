//! Which crate may know which: `domain <- protocol`, `domain <- store <- app <- {server, adapters} <- cli`.

use anyhow::Result;
use serde_json::Value;

use super::{folder, packages};
use crate::files::{has_word, sources};

/// Every crate of the workspace and those of the workspace that it may depend on.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("protocol", &["domain"]),
    ("store", &["domain"]),
    ("app", &["domain", "store"]),
    ("adapters", &["domain", "store", "app"]),
    ("server", &["domain", "protocol", "store", "app"]),
    ("cli", &["domain", "protocol", "store", "app", "adapters", "server"]),
    ("testkit", &["domain", "protocol", "store", "app", "adapters", "server"]),
    ("simulator", &["domain", "protocol", "store", "app", "testkit"]),
    ("loadgen", &["domain", "protocol", "store", "app", "adapters", "server", "testkit"]),
    ("clock", &["domain"]),
    ("xtask", &["testkit"]),
];

/// Crates that may choose a store, that is, open one.
const CHOOSE_STORE: &[&str] = &["store", "cli", "testkit", "simulator", "loadgen", "xtask"];
const CHOOSING: &[&str] = &["Store::open", "Inline::"];

/// Packages from outside that only some crates may use.
const RESERVED: &[(&[&str], &[&str])] = &[
    (&["rusqlite", "postgres", "tokio-postgres"], &["store", "testkit", "loadgen"]),
    (&["axum", "tower-http"], &["server", "testkit", "loadgen"]),
    (&["tokio"], &["store", "app", "adapters", "server", "cli", "testkit", "simulator", "loadgen"]),
];

pub(super) fn check(metadata: &Value) -> Result<Vec<String>> {
    let mut amiss = directions(metadata);
    for package in packages(metadata).map(|(name, _)| name) {
        if CHOOSE_STORE.contains(&short(package)) {
            continue;
        }
        for file in sources(&format!("{}/src", folder(package)), &[".rs"])? {
            let text = file.text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in CHOOSING
                .iter()
                .filter(|word| has_word(text, word.trim_end_matches(':')) && text.contains(**word))
            {
                amiss.push(format!(
                    "{}: `{word}`: only {} may choose a store",
                    file.path,
                    CHOOSE_STORE.join(", ")
                ));
            }
        }
    }
    Ok(amiss)
}

fn directions(metadata: &Value) -> Vec<String> {
    let mut amiss = Vec::new();
    let names: Vec<&str> = packages(metadata).map(|(name, _)| name).collect();
    for (package, dependencies) in packages(metadata) {
        let from = short(package);
        let Some((_, allowed)) = DIRECTIONS.iter().find(|(name, _)| *name == from) else {
            amiss.push(format!("{package}: a new crate needs its line in xtask/src/tidy/crates.rs"));
            continue;
        };
        for dependency in dependencies {
            let to = short(dependency.name);
            let dev = dependency.kind == Some("dev");
            let inside = names.contains(&dependency.name);
            if inside && !allowed.contains(&to) && !(dev && matches!(to, "testkit" | "adapters" | "server")) {
                amiss.push(format!("{package}: may not depend on {to}"));
            }
            let reserved = RESERVED.iter().find(|(packages, _)| packages.contains(&dependency.name));
            if let Some((_, users)) = reserved.filter(|(_, users)| !dev && !users.contains(&from)) {
                amiss.push(format!("{package}: {} is for {} only", dependency.name, users.join(", ")));
            }
        }
    }
    amiss
}

fn short(package: &str) -> &str {
    package.strip_prefix("frontdesk-").unwrap_or(package)
}

#[cfg(test)]
mod tests {
    use super::directions;
    use serde_json::json;

    #[test]
    fn what_points_back_is_told() {
        let package = |name: &str, dependency: &str, kind: Option<&str>| json!({"name": name, "dependencies": [{"name": dependency, "kind": kind}]});
        let metadata = |packages: &[serde_json::Value]| json!({ "packages": packages });
        let back = [
            package("frontdesk-app", "frontdesk-server", None),
            package("frontdesk-server", "rusqlite", None),
            package("frontdesk-testkit", "frontdesk-app", None),
        ];
        assert_eq!(
            directions(&metadata(&back)),
            [
                "frontdesk-app: may not depend on server",
                "frontdesk-server: rusqlite is for store, testkit, loadgen only"
            ]
        );
        let forth = [
            package("frontdesk-server", "frontdesk-app", None),
            package("frontdesk-app", "frontdesk-testkit", Some("dev")),
            package("frontdesk-testkit", "frontdesk-server", None),
        ];
        assert!(directions(&metadata(&forth)).is_empty());
    }
}
