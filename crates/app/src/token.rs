//! Session tokens: 256 bits, told once, stored as their hash.

use sha2::{Digest, Sha256};

/// A token from random bytes, in hexadecimal.
pub fn encode(random: [u8; 32]) -> String {
    random.iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write;
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What is stored of a token; `None` for what can't be one.
pub fn hash(token: &str) -> Option<[u8; 32]> {
    let plausible = token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit());
    plausible.then(|| Sha256::digest(token.as_bytes()).into())
}
