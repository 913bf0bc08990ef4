//! Reading a visitor's answer to a card.

use email_address::EmailAddress;

use super::Input;
use crate::text::{ANSWER_CHARS, TextRefusal, clean};

/// Why an answer is asked for again. Its message is shown to the visitor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAnswer {
    /// Nothing was typed.
    #[error("Please type an answer.")]
    Empty,
    /// Longer than the limit.
    #[error("That is too long: at most {ANSWER_CHARS} characters, please.")]
    TooLong,
    /// Not an e-mail address.
    #[error("That doesn't look like an e-mail address. It should look like name@example.com.")]
    NotAnEmail,
    /// None of the values offered.
    #[error("Please choose one of the values offered.")]
    NotOffered,
}

/// Reads and normalises a typed answer.
pub fn read(input: &Input, typed: &str) -> Result<String, BadAnswer> {
    let text = clean(typed, ANSWER_CHARS).map_err(|refusal| match refusal {
        TextRefusal::Empty => BadAnswer::Empty,
        TextRefusal::TooLong(_) => BadAnswer::TooLong,
    })?;
    match input {
        Input::Text => Ok(text.replace(['\n', '\t'], " ")),
        Input::Email => read_email(&text).ok_or(BadAnswer::NotAnEmail),
        Input::PickList(values) => values.iter().find(|v| **v == text).cloned().ok_or(BadAnswer::NotOffered),
    }
}

/// An address as people have them (no display name, a domain with a dot), in lower case.
fn read_email(text: &str) -> Option<String> {
    let address: EmailAddress = text.parse().ok()?;
    let domain = address.domain();
    let plausible = text.is_ascii()
        && address.display_part().is_empty()
        && domain.contains('.')
        && !domain.starts_with('[')
        && !address.local_part().starts_with('"')
        && domain.split('.').all(|label| !label.is_empty());
    plausible.then(|| address.email().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_email_is_validated_and_normalised() {
        for (typed, expected) in [
            (" Pia@X.Example ", Some("pia@x.example")),
            ("a.b+c@sub.example.com", Some("a.b+c@sub.example.com")),
            ("pia", None),
            ("pia@", None),
            ("pia@localhost", None),
            ("Pia <pia@x.example>", None),
            ("a b@x.example", None),
            ("pia@x..example", None),
            ("pia@x.example\nbcc: all@x.example", None),
            ("\"<script>\"@x.example", None),
        ] {
            assert_eq!(read(&Input::Email, typed).ok().as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn a_pick_list_takes_only_what_it_offers() {
        let input = Input::PickList(vec!["1-10".into(), "11-50".into()]);
        assert_eq!(read(&input, "11-50"), Ok("11-50".into()));
        assert_eq!(read(&input, "12"), Err(BadAnswer::NotOffered));
    }

    proptest! {
        #[test]
        fn no_typed_answer_panics(typed in ".{0,600}") {
            let _ = read(&Input::Email, &typed);
            let _ = read(&Input::Text, &typed);
        }
    }
}
