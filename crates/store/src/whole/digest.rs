//! A number for all rows of a table, the same in both databases and in any order.

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::error::StoreError;
use crate::value::Value;

/// Grows with each row. The hashes of rows are added up, so that their order does not matter, as those of equal rows
/// could not cancel each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Digest {
    pub rows: u64,
    sum: [u64; 4],
}

impl Digest {
    /// Adds a row.
    pub fn add(&mut self, row: &[Value]) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        for value in row {
            write(value, &mut bytes)?;
        }
        let hash = Sha256::digest(&bytes);
        for (lane, word) in self.sum.iter_mut().zip(hash.chunks_exact(8)) {
            let word = word.try_into().map_or(0, u64::from_be_bytes);
            *lane = lane.wrapping_add(word);
        }
        self.rows += 1;
        Ok(())
    }

    /// In hexadecimal.
    pub fn text(&self) -> String {
        let [a, b, c, d] = self.sum;
        format!("{a:016x}{b:016x}{c:016x}{d:016x}")
    }
}

/// Each value with its kind and length, so that no two rows are written alike.
fn write(value: &Value, bytes: &mut Vec<u8>) -> Result<(), StoreError> {
    let mut put = |kind: u8, content: &[u8]| {
        bytes.push(kind);
        bytes.extend_from_slice(&content.len().to_be_bytes());
        bytes.extend_from_slice(content);
    };
    match value {
        Value::Null => put(0, &[]),
        Value::Int(number) => put(1, &number.to_be_bytes()),
        Value::TooLarge(number) => put(2, &number.to_be_bytes()),
        Value::Text(text) => put(3, text.as_bytes()),
        Value::Bytes(raw) => put(4, raw),
        Value::Bool(flag) => put(5, &[u8::from(*flag)]),
        Value::Uuid(id) => put(6, id.as_bytes()),
        Value::Json(text) => {
            let document = serde_json::from_str(text).map_err(|e| StoreError::Encoding(e.to_string()))?;
            put(7, canonical(&document).as_bytes());
        }
        Value::Time(time) => put(8, &time.as_microsecond().to_be_bytes()),
    }
    Ok(())
}

/// A document as text, whatever the order of its keys was: PostgreSQL keeps another one than it was given.
fn canonical(document: &Json) -> String {
    match document {
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by(|a, b| a.0.cmp(b.0));
            let members: Vec<_> = members
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Json::from(name.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        // 100.0 and 1e2 are the same number, and PostgreSQL writes it as it likes.
        Json::Number(number) if !(number.is_i64() || number.is_u64()) => {
            number.as_f64().map_or_else(|| number.to_string(), |float| format!("{float}"))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(rows: &[&[Value]]) -> Digest {
        let mut digest = Digest::default();
        for row in rows {
            digest.add(row).unwrap();
        }
        digest
    }

    fn json(text: &str) -> Value {
        Value::Json(text.to_owned())
    }

    #[test]
    fn the_order_of_rows_and_of_keys_does_not_matter() {
        let (one, two) = ([Value::Int(1), json(r#"{"a":1,"b":[2e2]}"#)], [Value::Int(2), Value::Null]);
        let other = [Value::Int(1), json(r#"{"b": [200.0], "a": 1}"#)];
        assert_eq!(digest(&[&one, &two]), digest(&[&two, &other]));
        assert_eq!(digest(&[&[json("200")]]), digest(&[&[json("2e2")]]));
    }

    #[test]
    fn whatever_else_differs_is_seen() {
        let text = |text: &str| Value::Text(text.to_owned());
        let base = digest(&[&[text("a"), text("bc")]]);
        for other in [
            digest(&[&[text("ab"), text("c")]]),
            digest(&[&[text("a"), Value::Bytes(b"bc".to_vec())]]),
            digest(&[&[text("a"), Value::Null]]),
            digest(&[]),
            digest(&[&[text("a"), text("bc")], &[text("a"), text("bc")]]),
        ] {
            assert_ne!(base, other);
        }
        assert_ne!(digest(&[&[json("[1,2]")]]), digest(&[&[json("[2,1]")]]));
    }
}
