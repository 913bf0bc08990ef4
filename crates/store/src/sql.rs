//! Portable SQL: statements are written once with `$1` parameters, as PostgreSQL has them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What a statement is cached by: the place and length of its text, which never changes while the program runs.
pub(crate) type Key = (usize, usize);

/// The key of a statement.
pub(crate) fn key(sql: &'static str) -> Key {
    (sql.as_ptr().addr(), sql.len())
}

/// A map by [`Key`]; addresses are no choice of an attacker, so a few multiplications do for a hash.
pub(crate) type ByStatement<T> = HashMap<Key, T, BuildHasherDefault<AddressHasher>>;

/// Mixes two words.
#[derive(Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, word: usize) {
        let mixed = (self.0 ^ word as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// Rewrites `$1` to `?1` outside of quotes and comments: SQLite numbers `$` names by first appearance, not by digit.
pub(crate) fn for_sqlite(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql.chars().peekable();
    let mut quote = None;
    while let Some(character) = rest.next() {
        match quote {
            Some(end) => {
                if character == end {
                    quote = None;
                }
                out.push(character);
            }
            None => match character {
                '\'' | '"' => {
                    quote = Some(character);
                    out.push(character);
                }
                '-' if rest.peek() == Some(&'-') => {
                    quote = Some('\n');
                    out.push(character);
                }
                '$' if rest.peek().is_some_and(char::is_ascii_digit) => out.push('?'),
                _ => out.push(character),
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::for_sqlite;

    #[test]
    fn parameters_are_renamed_outside_of_quotes_and_comments_only() {
        for (portable, sqlite) in [
            ("select $2, $10", "select ?2, ?10"),
            ("select '$1', \"$2\", $3", "select '$1', \"$2\", ?3"),
            ("select 'it''s $1', $1", "select 'it''s $1', ?1"),
            ("select $1 -- not $2\n, $2", "select ?1 -- not $2\n, ?2"),
            ("select 1 - $1, '$.path'", "select 1 - ?1, '$.path'"),
        ] {
            assert_eq!(for_sqlite(portable), sqlite);
        }
    }
}
