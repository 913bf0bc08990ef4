//! Phone numbers as visitors write them, kept in E.164.

use std::fmt;
use std::str::FromStr;

use phonenumber::country::Id;
use phonenumber::{Mode, parse};
use serde::{Deserialize, Serialize};

/// The longest text that can be a phone number.
const CHARS: usize = 40;

/// A country in which numbers without `+` are read, by its two letters.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(Id);

/// It is no country with phone numbers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no country: write two letters such as DE")]
pub struct NoRegion(pub String);

impl FromStr for Region {
    type Err = NoRegion;
    fn from_str(text: &str) -> Result<Self, NoRegion> {
        text.parse().map(Self).map_err(|_| NoRegion(text.chars().take(40).collect()))
    }
}

impl TryFrom<String> for Region {
    type Error = NoRegion;
    fn try_from(text: String) -> Result<Self, NoRegion> {
        text.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.to_string()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The number in E.164, where the text is a possible one; without a region it must begin with `+`.
pub fn read(text: &str, region: Option<Region>) -> Option<String> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '/' | '(' | ')');
    if text.len() > CHARS || !text.chars().all(plain) {
        return None;
    }
    let number = parse(region.map(|region| region.0), text).ok()?;
    number.is_valid().then(|| number.format().mode(Mode::E164).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_in_its_country_and_kept_in_e164() {
        for (region, typed, expected) in [
            (Some("DE"), "030 901820", Some("+4930901820")),
            (Some("DE"), "+1 (650) 253-0000", Some("+16502530000")),
            (Some("US"), "650-253-0000", Some("+16502530000")),
            (None, "+49 30 901820", Some("+4930901820")),
            (None, "030 901820", None),
            (Some("DE"), "12", None),
            (Some("DE"), "call me", None),
            (Some("DE"), "", None),
            (Some("DE"), "+4930901820\n", Some("+4930901820")),
        ] {
            let region = region.map(|r| r.parse().expect("a region"));
            assert_eq!(read(typed, region).as_deref(), expected, "{typed}");
        }
        assert!("XX".parse::<Region>().is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(typed in "[+0-9 ()./-]{0,45}|.{0,45}") {
            if let Some(number) = read(&typed, "DE".parse().ok()) {
                prop_assert!(number.starts_with('+'));
                prop_assert_eq!(read(&number, None), Some(number));
            }
        }
    }
}
