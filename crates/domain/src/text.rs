//! Text that people type: its limits, and making it safe to store and show as text.

/// The longest message a visitor or an agent may send, in Unicode scalar values.
pub const MESSAGE_CHARS: usize = 4_000;
/// The longest answer to an information capture card, in Unicode scalar values.
pub const ANSWER_CHARS: usize = 500;

/// Why a typed text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextRefusal {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// Longer than the limit, in characters.
    #[error("the text is longer than {0} characters")]
    TooLong(usize),
}

/// Trims a typed text, drops control characters other than line break and tab, and checks its length.
pub fn clean(typed: &str, limit: usize) -> Result<String, TextRefusal> {
    if typed.chars().count() > limit {
        return Err(TextRefusal::TooLong(limit));
    }
    let text: String = typed.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let text = text.trim();
    if text.is_empty() { Err(TextRefusal::Empty) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_4000_characters_passes_and_one_more_is_refused() {
        assert_eq!(clean(&"ü".repeat(4_000), MESSAGE_CHARS).map(|t| t.chars().count()), Ok(4_000));
        assert_eq!(clean(&"ü".repeat(4_001), MESSAGE_CHARS), Err(TextRefusal::TooLong(4_000)));
    }

    #[test]
    fn control_characters_and_blank_texts_do_not_pass() {
        assert_eq!(clean(" a\u{0}b\nc\u{7f} ", 10), Ok("ab\nc".to_owned()));
        assert_eq!(clean(" \n ", 10), Err(TextRefusal::Empty));
    }
}
