//! In which language a visitor reads the texts that are built in.

/// The languages of the built-in texts. Portuguese is that of Brazil, `zh` Simplified Chinese.
pub const LANGUAGES: [&str; 12] =
    ["en", "fr", "es", "de", "ja", "nl", "it", "pt", "ko", "zh", "zh-Hant", "sv"];

/// The first of the languages wanted, as tags such as `de-AT`, that is spoken here, else English.
///
/// The widget has the same rule in `language.ts`, for when it can't ask; both follow `web/widget/test/languages.json`.
pub fn choose<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static str {
    wanted.into_iter().find_map(of).unwrap_or("en")
}

/// The language for a tag. Regions count only where they say how one writes.
fn of(tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let base = parts.next()?;
    if base == "zh" && matches!(parts.next(), Some("hant" | "tw" | "hk" | "mo")) {
        return Some("zh-Hant");
    }
    LANGUAGES.into_iter().find(|language| *language == base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Case {
        wanted: Vec<String>,
        chosen: String,
    }

    #[test]
    fn the_first_language_wanted_that_is_spoken_is_chosen() {
        let table = include_str!("../../../web/widget/test/languages.json");
        let table: Vec<Case> = serde_json::from_str(table).expect("a table");
        assert!(table.len() > 20);
        for Case { wanted, chosen } in table {
            assert_eq!(choose(wanted.iter().map(String::as_str)), chosen, "{wanted:?}");
        }
    }
}
