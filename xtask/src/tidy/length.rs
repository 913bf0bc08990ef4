//! A production file over 400 lines wants to be two, or a line in `docs/long-files.txt` that says why not.

use std::fs;

use anyhow::Result;

use crate::environment::root;
use crate::files::sources;

const LONGEST: usize = 400;
const LIST: &str = "docs/long-files.txt";
const GENERATED: &[&str] = &["web/api/src/schema.d.ts"];

pub(super) fn check() -> Result<Vec<String>> {
    let list = fs::read_to_string(root().join(LIST))?;
    let mut excused: Vec<(&str, &str)> = Vec::new();
    let mut amiss = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(": ").filter(|(_, reason)| !reason.trim().is_empty()) {
            Some(entry) => excused.push(entry),
            None => amiss.push(format!("{LIST}: `{line}` has no reason")),
        }
    }
    let mut long = Vec::new();
    for folder in ["crates", "xtask", "web"] {
        for file in sources(folder, &[".rs", ".ts", ".tsx"])? {
            let lines = production_lines(&file.text);
            if lines > LONGEST && !file.is_test() && !GENERATED.contains(&file.path.as_str()) {
                if !excused.iter().any(|(path, _)| *path == file.path) {
                    amiss.push(format!(
                        "{}: {lines} lines of production code, more than {LONGEST}",
                        file.path
                    ));
                }
                long.push(file.path);
            }
        }
    }
    let needless = excused.iter().filter(|(path, _)| !long.iter().any(|file| file == path));
    amiss.extend(needless.map(|(path, _)| format!("{LIST}: {path} is not long any more")));
    Ok(amiss)
}

/// How many lines come before the file's own tests.
fn production_lines(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let tests = |pair: &[&str]| matches!(pair, ["#[cfg(test)]", next] if next.starts_with("mod ") && next.ends_with('{'));
    lines.windows(2).position(tests).unwrap_or(lines.len())
}

#[cfg(test)]
mod tests {
    use super::production_lines;

    #[test]
    fn tests_in_the_file_do_not_count() {
        assert_eq!(production_lines("a\nb\n#[cfg(test)]\nmod tests {\n}\n"), 2);
        assert_eq!(production_lines("#[cfg(test)]\nmod tests;\na\n"), 3);
    }
}
