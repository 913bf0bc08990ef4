//! Reading a visitor's answer to a card.

use std::fmt::Display;

use email_address::EmailAddress;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Input;
use crate::number::Number;
use crate::phone;
use crate::text::{ANSWER_CHARS, TextRefusal, clean};

/// Why an answer is asked for again. Its message is what agents read, and visitors whose widget does not know the
/// reason. Its JSON is part of the stored format: names are never reused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "kind")]
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
    /// Not a phone number.
    #[error("That doesn't look like a phone number. With its country it should look like +49 30 901820.")]
    NotAPhone,
    /// Not a number.
    #[error("Please write a number in digits, such as 12 or 2.5.")]
    NotANumber,
    /// Not a date.
    #[error("Please write a date as year, month and day, such as 2026-03-31.")]
    NotADate,
    /// Less than the smallest or more than the greatest value that passes.
    #[error("{}", range(.min.as_deref(), .max.as_deref()))]
    OutOfRange {
        /// The smallest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<String>,
        /// The greatest that passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<String>,
    },
}

fn range(min: Option<&str>, max: Option<&str>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("Please give a value from {min} to {max}."),
        (Some(min), None) => format!("Please give {min} or more."),
        (None, Some(max)) => format!("Please give {max} or less."),
        (None, None) => "Please give another value.".to_owned(),
    }
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
        Input::Phone { region } => phone::read(&text, *region).ok_or(BadAnswer::NotAPhone),
        Input::Number { min, max } => {
            let number: Number = text.parse().map_err(|_| BadAnswer::NotANumber)?;
            within(&number, min.as_ref(), max.as_ref())
        }
        Input::Date { min, max } => {
            // The parser takes times too, and dates without hyphens.
            let date = Some(&text).filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
            within(&date.ok_or(BadAnswer::NotADate)?, min.as_ref(), max.as_ref())
        }
    }
}

fn within<T: Ord + Display>(value: &T, min: Option<&T>, max: Option<&T>) -> Result<String, BadAnswer> {
    if min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max) {
        Ok(value.to_string())
    } else {
        Err(BadAnswer::OutOfRange { min: min.map(T::to_string), max: max.map(T::to_string) })
    }
}

/// An address as people have them (no display name, a domain with a dot), in lower case.
pub(crate) fn read_email(text: &str) -> Option<String> {
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

    #[test]
    fn what_was_stored_is_read_as_it_was_meant() {
        use crate::conversation::fact::Fact;

        let before: Fact = serde_json::from_str(r#"{"kind":"asked_again","card":"ask"}"#).expect("a fact");
        assert!(matches!(before, Fact::AskedAgain { reason: None, .. }));
        for (reason, stored) in [
            (BadAnswer::Empty, r#"{"kind":"empty"}"#),
            (BadAnswer::TooLong, r#"{"kind":"too_long"}"#),
            (BadAnswer::NotAnEmail, r#"{"kind":"not_an_email"}"#),
            (BadAnswer::NotOffered, r#"{"kind":"not_offered"}"#),
            (BadAnswer::NotAPhone, r#"{"kind":"not_a_phone"}"#),
            (BadAnswer::NotANumber, r#"{"kind":"not_a_number"}"#),
            (BadAnswer::NotADate, r#"{"kind":"not_a_date"}"#),
            (
                BadAnswer::OutOfRange { min: Some("1".into()), max: None },
                r#"{"kind":"out_of_range","min":"1"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&reason).expect("json"), stored);
            assert_eq!(serde_json::from_str::<BadAnswer>(stored).expect("a reason"), reason);
        }
    }

    fn number(text: &str) -> Number {
        text.parse().expect("a number")
    }

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn a_number_is_within_its_range() {
        let input = Input::Number { min: Some(number("1")), max: Some(number("9.5")) };
        for (typed, expected) in [
            ("1", Ok("1")),
            (" 9.50 ", Ok("9.5")),
            ("0.99", Err("Please give a value from 1 to 9.5.")),
            ("9.51", Err("Please give a value from 1 to 9.5.")),
            ("1,5", Err("Please write a number in digits, such as 12 or 2.5.")),
        ] {
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(read(&input, typed).map_err(|bad| bad.to_string()), expected, "{typed}");
        }
        let open = Input::Number { min: Some(number("0")), max: None };
        assert_eq!(read(&open, "-1").map_err(|bad| bad.to_string()), Err("Please give 0 or more.".into()));
        assert_eq!(read(&open, "1000000"), Ok("1000000".into()));
    }

    #[test]
    fn a_date_is_a_day_of_the_calendar_within_its_range() {
        let input = Input::Date { min: Some(date("2026-01-01")), max: Some(date("2026-12-31")) };
        for (typed, expected) in [
            ("2026-01-01", Some("2026-01-01")),
            ("2026-12-31", Some("2026-12-31")),
            ("2025-12-31", None),
            ("2027-01-01", None),
            ("2026-02-29", None),
            ("20260301", None),
            ("2026-03-01T10:00", None),
            ("1.3.2026", None),
        ] {
            assert_eq!(read(&input, typed).ok().as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn a_phone_number_is_kept_in_one_form() {
        let input = Input::Phone { region: "DE".parse().ok() };
        assert_eq!(read(&input, "(030) 901820"), Ok("+4930901820".into()));
        assert_eq!(read(&input, "030"), Err(BadAnswer::NotAPhone));
        assert_eq!(read(&Input::Phone { region: None }, "030 901820"), Err(BadAnswer::NotAPhone));
    }

    proptest! {
        #[test]
        fn no_typed_answer_panics(typed in ".{0,600}") {
            let _ = read(&Input::Email, &typed);
            let _ = read(&Input::Text, &typed);
            let _ = read(&Input::Phone { region: "US".parse().ok() }, &typed);
            let _ = read(&Input::Number { min: None, max: Some(number("3")) }, &typed);
            let _ = read(&Input::Date { min: None, max: None }, &typed);
        }
    }
}
