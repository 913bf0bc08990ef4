//! Words as a search knows them: the same for what is stored and for what is looked for.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is told from longer ones, in characters.
const WORD_CHARS: usize = 40;
/// How many words of a search count.
const WORDS: usize = 8;

/// The words of a text, in order: letters and digits in lower case, without accents. Linear in the text.
pub fn words(text: &str) -> Vec<String> {
    let folded: String =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(WORD_CHARS).collect())
        .collect()
}

/// What somebody looks for: every word must occur, the last one perhaps further on. `None` when there is no word.
pub fn looked_for(typed: &str) -> Option<Vec<String>> {
    let mut words = words(typed);
    words.truncate(WORDS);
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_marks_between_words_make_no_difference() {
        for (text, expected) in [
            ("Pia Öberg", vec!["pia", "oberg"]),
            ("pia.o@shop.example", vec!["pia", "o", "shop", "example"]),
            ("Ｆｕｌｌ ﬁne", vec!["full", "fine"]),
            (" -- ", vec![]),
            ("日本", vec!["日本"]),
        ] {
            assert_eq!(words(text), expected);
        }
    }

    #[test]
    fn a_search_has_a_bounded_number_of_words() {
        assert_eq!(looked_for("?!"), None);
        assert_eq!(looked_for(&"a ".repeat(100)).map(|words| words.len()), Some(8));
    }

    proptest! {
        #[test]
        fn words_are_letters_and_digits_only(text in ".{0,200}") {
            for word in words(&text) {
                prop_assert!(!word.is_empty() && word.chars().all(char::is_alphanumeric));
            }
        }
    }
}
