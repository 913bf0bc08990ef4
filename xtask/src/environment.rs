//! What the tools read from the environment, all in one place.

use std::path::{Path, PathBuf};

/// The value of an environment variable; `None` when unset or empty.
#[expect(clippy::disallowed_methods, reason = "tools for developers may read their environment, here only")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The repository's root.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Where Cargo builds to.
pub fn target() -> PathBuf {
    variable("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The release build of the server.
pub fn frontdesk() -> PathBuf {
    target().join("release/frontdesk")
}

/// The first of the named programs found on PATH, or in one of the further folders.
pub fn program(names: &[&str], further: &[PathBuf]) -> Option<PathBuf> {
    let path = variable("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).chain(further.iter().cloned()).collect();
    names.iter().find_map(|name| folders.iter().map(|dir| dir.join(name)).find(|file| file.is_file()))
}
