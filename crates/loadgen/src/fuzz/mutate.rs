//! Inputs that nobody meant, made from well-formed ones.

use frontdesk_testkit::chance::Chance;
use serde_json::Value;

/// What readers trip over.
const TRAPS: &[&str] = &[
    "",
    " ",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{1f468}\u{200d}\u{1f469}",
    "ﬁ",
    "İ",
    "ß",
    "\u{0301}",
    "\u{10ffff}",
    "{{",
    "}}",
    "{{person.first_name:\"",
    "{{person.first_name}}",
    "{{a.b:\"\\\"\"}}",
    "\\",
    "\"",
    "'",
    "`",
    "*",
    "*.",
    "**",
    "/*/*/*/*",
    "://",
    "https://",
    "https://*.",
    ":*",
    ":99999",
    "[::1]",
    "xn--",
    "%",
    "%2e%2e",
    "%00",
    "?",
    "#",
    "@",
    "a@b.c",
    "\"a\"@b.c",
    "a@[1.2.3.4]",
    "(a)a@b.c",
    "+",
    "+49",
    "tel:",
    ";ext=",
    "((((",
    "))))",
    "----",
    "00000000000000000000",
    "-0",
    "1e999",
    "-1e999",
    "9223372036854775808",
    "0.0000001",
    "1_000",
    "NaN",
    "Infinity",
    "٣",
    "2026-02-29",
    "9999-12-31",
    "null",
    "true",
    "[]",
    "{}",
    "[[[[",
    "{\"a\":",
    "\\u0000",
    "\\ud800",
    "\r\n",
    "\t",
];

/// An input of at most so many bytes.
pub fn mutate(chance: &mut Chance, seed: &[u8], most: usize) -> Vec<u8> {
    let mut input = seed.to_vec();
    if let Ok(mut value) = serde_json::from_slice::<Value>(seed) {
        for _ in 0..chance.below(4) {
            reshape(chance, &mut value, most);
        }
        input = serde_json::to_vec(&value).unwrap_or(input);
        // Mostly it stays JSON, so that what lies behind its reader is reached.
        if chance.per_mille(800) {
            input.truncate(most);
            return input;
        }
    }
    for _ in 0..=chance.below(6) {
        change(chance, &mut input, most);
    }
    input.truncate(most);
    input
}

/// Changes one place of a document.
fn reshape(chance: &mut Chance, value: &mut Value, most: usize) {
    let deeper = chance.per_mille(750);
    match value {
        Value::Array(list) if deeper && !list.is_empty() => {
            let place = chance.below(list.len());
            if let Some(one) = list.get_mut(place) {
                return reshape(chance, one, most);
            }
        }
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let place = chance.below(fields.len());
            if let Some((_, one)) = fields.iter_mut().nth(place) {
                return reshape(chance, one, most);
            }
        }
        _ => {}
    }
    match value {
        Value::Array(list) if !list.is_empty() => many(chance, list, most),
        Value::Object(fields) if chance.per_mille(500) => {
            let name = fields.keys().nth(chance.below(fields.len())).cloned();
            if let Some(name) = name
                && let Some(taken) = fields.remove(&name)
                && chance.per_mille(500)
            {
                fields.insert(trap(chance), taken);
            }
        }
        Value::String(text) if chance.per_mille(600) => {
            let mut bytes = std::mem::take(text).into_bytes();
            change(chance, &mut bytes, most);
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
        other => *other = something(chance),
    }
}

/// Repeats what a list has, each time a little different, as long as there is room.
fn many(chance: &mut Chance, list: &mut Vec<Value>, most: usize) {
    let size = serde_json::to_string(list).map_or(1, |text| text.len().max(1));
    let room = (most / size).max(1);
    let times = if chance.per_mille(100) { room } else { 1 + chance.below(room.min(20)) };
    let first = list.clone();
    for number in 0..times {
        let mut copies = first.clone();
        // As people copy cards: each with a name of its own that points on to the next.
        for copy in &mut copies {
            for field in ["id", "next"] {
                if let Some(Value::String(name)) = copy.get_mut(field) {
                    *name = format!("{name}-{}", number + usize::from(field == "next"));
                }
            }
        }
        list.append(&mut copies);
    }
}

fn something(chance: &mut Chance) -> Value {
    match chance.below(7) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => serde_json::json!(chance.draw().cast_signed()),
        3 => serde_json::json!(1.5e300),
        4 => {
            let mut nested = Value::String(trap(chance));
            for _ in 0..chance.below(200) {
                nested = Value::Array(vec![nested]);
            }
            nested
        }
        _ => Value::String(trap(chance)),
    }
}

fn trap(chance: &mut Chance) -> String {
    chance.one_of(TRAPS).copied().unwrap_or_default().to_owned()
}

/// Changes some bytes.
fn change(chance: &mut Chance, input: &mut Vec<u8>, most: usize) {
    let place = chance.below(input.len() + 1);
    match chance.below(7) {
        0 => {
            if let Some(byte) = input.get_mut(place) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => input.truncate(place),
        2 => {
            let until = (place + chance.below(20)).min(input.len());
            input.drain(place..until);
        }
        3 => {
            // A stretch again and again.
            let until = (place + 1 + chance.below(30)).min(input.len());
            let stretch = input.get(place..until).unwrap_or_default().to_vec();
            let room = most.saturating_sub(input.len()) / stretch.len().max(1);
            let times = if chance.per_mille(100) { room } else { chance.below(room.min(50) + 1) };
            let grown = stretch.repeat(times);
            input.splice(place..place, grown);
        }
        4 => {
            let most_times = if chance.per_mille(50) { 5_000 } else { 3 };
            let grown = trap(chance).repeat(1 + chance.below(most_times));
            input.splice(place..place, grown.into_bytes());
        }
        5 => input.insert(place, u8::try_from(chance.below(256)).unwrap_or_default()),
        _ => {
            let text = trap(chance);
            let until = (place + text.len()).min(input.len());
            input.splice(place..until, text.into_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_inputs_and_none_beyond_the_limit() {
        let made = |seed| {
            let mut chance = Chance::new(seed);
            (0..500)
                .map(|_| mutate(&mut chance, br#"{"cards":[{"id":"a","next":"b"}]}"#, 4_000))
                .collect::<Vec<_>>()
        };
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
        assert!(made(7).iter().all(|input| input.len() <= 4_000));
        assert!(made(7).iter().any(|input| input.len() > 3_000), "lists and texts grow");
        let whole = |input: &Vec<u8>| serde_json::from_slice::<Value>(input).is_ok();
        assert!(made(7).iter().filter(|input| whole(input)).count() > 250, "most stay JSON");
    }
}
