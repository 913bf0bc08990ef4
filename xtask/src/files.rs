//! The source files of the repository, without what is built or installed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::environment::root;

const NOT_SOURCE: [&str; 7] = [".git", "target", "node_modules", "dist", "data", "out", "test-results"];

/// A text file of the repository.
pub struct Source {
    /// Its path from the root, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// Whether the file holds tests only.
    pub fn is_test(&self) -> bool {
        let named = [".test.ts", ".test.tsx", ".spec.ts", "/tests.rs", "_tests.rs", "/test.rs"];
        let kept = ["/tests/", "/test/", "/benches/", "web/e2e/"];
        named.iter().any(|end| self.path.ends_with(end)) && self.path != "xtask/src/test.rs"
            || kept.iter().any(|part| self.path.contains(part))
    }
}

/// All text files under a folder of the repository that end in one of the endings, in order of path.
pub fn sources(folder: &str, endings: &[&str]) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    let folder = root().join(folder);
    if folder.is_dir() {
        walk(&folder, endings, &mut found)?;
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<Source>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !NOT_SOURCE.contains(&name.as_str()) {
                walk(&path, endings, found)?;
            }
        } else if endings.iter().any(|end| name.ends_with(end)) {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            found.push(Source { path: from_root(&path), text });
        }
    }
    Ok(())
}

fn from_root(path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root()).unwrap_or(path).into();
    path.to_string_lossy().replace('\\', "/")
}

/// Whether a text holds a word, not as a part of a longer one.
pub fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_word_is_not_a_part_of_a_longer_one() {
        assert!(has_word("use url::Url;", "url"));
        assert!(!has_word("let curl = url_of(x);", "url"));
    }
}
