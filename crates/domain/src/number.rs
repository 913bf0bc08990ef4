//! Numbers that visitors type: exact, with at most six decimals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Millionths in one.
const ONE: i64 = 1_000_000;
/// The most digits after the point.
pub const DECIMALS: usize = 6;

/// An exact number between some minus and plus nine million millions, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(i64);

/// It is no number, or one too large or too exact to be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no number: write it such as 12 or 2.5, with at most {DECIMALS} decimals")]
pub struct NotANumber(pub String);

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads digits, one point, and a sign. Whatever could be read in two ways (`1,234`) is refused.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        read(text.trim()).map(Self).ok_or_else(|| NotANumber(text.chars().take(40).collect()))
    }
}

fn read(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) || fraction.len() > DECIMALS {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<DECIMALS$}").parse().ok()?;
    whole.checked_mul(ONE)?.checked_add(fraction)?.checked_mul(sign)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (whole, fraction) = (size / ONE.unsigned_abs(), size % ONE.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        if fraction == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let decimals = format!("{fraction:0>DECIMALS$}");
            write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
        }
    }
}

impl TryFrom<String> for Number {
    type Error = NotANumber;
    fn try_from(text: String) -> Result<Self, NotANumber> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_exactly_and_written_shortly() {
        for (typed, expected) in [
            ("12", Some("12")),
            (" +007 ", Some("7")),
            ("2.50", Some("2.5")),
            ("-0.000001", Some("-0.000001")),
            ("-0", Some("0")),
            ("1,234", None),
            ("1e3", None),
            (".5", None),
            ("5.", None),
            ("1.2345678", None),
            ("99999999999999999999", None),
            ("9223372036854.775807", Some("9223372036854.775807")),
            ("9223372036854.775808", None),
            ("٣", None),
            ("NaN", None),
            ("", None),
        ] {
            assert_eq!(typed.parse::<Number>().ok().map(|n| n.to_string()).as_deref(), expected, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(millionths: i64, typed in ".{0,30}") {
            let number = Number(millionths.max(-i64::MAX));
            prop_assert_eq!(number.to_string().parse::<Number>(), Ok(number));
            let _ = typed.parse::<Number>();
        }
    }
}
