//! No notes of unfinished work, and no host in a lock file of npm.

use anyhow::Result;

use crate::files::{has_word, sources};

const MARKS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const ENDINGS: &[&str] =
    &[".rs", ".toml", ".ts", ".tsx", ".js", ".css", ".html", ".sh", ".md", ".yml", ".json", "Makefile"];

pub(super) fn check() -> Result<Vec<String>> {
    let mut amiss = Vec::new();
    for file in sources("", ENDINGS)? {
        if file.path.ends_with("package-lock.json") {
            if file.text.contains("\"resolved\": \"http") {
                amiss.push(format!("{}: names a host: keep `.npmrc` beside it and make it again", file.path));
            }
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            for mark in MARKS.iter().filter(|mark| has_word(line, mark)) {
                amiss.push(format!("{}:{}: {mark}", file.path, number + 1));
            }
        }
    }
    Ok(amiss)
}
