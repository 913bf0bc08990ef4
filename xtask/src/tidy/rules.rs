//! Every rule in `docs/rules.txt` is named by a test: `fn route_7_...` in Rust, or `ROUTE-7` in the title of a
//! browser or web test.

use std::fs;

use anyhow::Result;

use crate::environment::root;
use crate::files::{Source, sources};

const LIST: &str = "docs/rules.txt";

pub(super) fn check() -> Result<Vec<String>> {
    let list = fs::read_to_string(root().join(LIST))?;
    let rust = sources("crates", &[".rs"])?;
    let web = sources("web", &[".ts", ".tsx"])?;
    let rules = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(rules
        .filter(|rule| !rust.iter().any(|file| named_in_rust(file, rule)))
        .filter(|rule| !web.iter().any(|file| file.is_test() && named_in_title(&file.text, rule)))
        .map(|rule| format!("{LIST}: no test names {rule}"))
        .collect())
}

/// Whether a test function's name begins with the rule. A function counts as a test when an attribute above it says
/// so, or when it stands in a file of tests or in testkit, whose laws are called for every store.
fn named_in_rust(file: &Source, rule: &str) -> bool {
    let start = format!("fn {}_", rule.to_lowercase().replace('-', "_"));
    let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
    let in_tests = file.is_test() || file.path.starts_with("crates/testkit/");
    let attributes = |at: usize| {
        let above = lines.get(..at).unwrap_or_default();
        above.iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("//")).copied()
    };
    lines.iter().enumerate().any(|(at, line)| {
        line.contains(&start)
            && (in_tests || attributes(at).any(|line| line.starts_with("#[") && line.contains("test")))
    })
}

/// Whether a string in the file begins with, or goes on to name, the rule: `"ROUTE-7 ..."`, not `ROUTE-71`.
fn named_in_title(text: &str, rule: &str) -> bool {
    let titles = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    titles.filter_map(|line| line.split_once(['"', '\'', '`'])).any(|(_, title)| {
        title.match_indices(rule).any(|(at, _)| {
            let after = title.get(at + rule.len()..).and_then(|tail| tail.chars().next());
            !after.is_some_and(|c| c.is_ascii_alphanumeric())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{named_in_rust, named_in_title};
    use crate::files::Source;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    #[test]
    fn a_rule_is_named_by_a_test_function_not_by_any_other() {
        let test = "#[test]\nfn route_1_offers_in_ring_order() {}";
        assert!(named_in_rust(&source("crates/domain/src/a.rs", test), "ROUTE-1"));
        let other = "#[inline]\nfn route_1_x() {}\n#[test]\nfn route_11_y() {}";
        assert!(!named_in_rust(&source("crates/domain/src/a.rs", other), "ROUTE-1"));
        assert!(named_in_rust(&source("crates/app/tests/laws.rs", "fn route_1_x() {}"), "ROUTE-1"));
    }

    #[test]
    fn a_rule_is_named_in_a_title_not_in_a_longer_name() {
        assert!(named_in_title("test(\"ROUTE-1, ROUTE-2: the offer\", () => {", "ROUTE-2"));
        assert!(!named_in_title("test(\"ROUTE-11 the offer\", () => {", "ROUTE-1"));
        assert!(!named_in_title("// \"ROUTE-1\"", "ROUTE-1"));
    }
}
