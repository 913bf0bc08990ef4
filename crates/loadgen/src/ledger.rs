//! What was sent and acknowledged, held against what readers found (I1 to I4).

use std::collections::HashMap;

/// A message and what its sender was told of it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Unique in its conversation.
    pub text: String,
    /// The number under which it was acknowledged.
    pub acknowledged: Option<u64>,
    /// Whether it was refused for good.
    pub refused: bool,
}

/// What one reader found said in a conversation: number and text.
pub struct History {
    /// Who read, and how.
    pub reader: String,
    /// In the order read.
    pub said: Vec<(u64, String)>,
}

/// Every acknowledged message is in every history exactly once, at the number it was acknowledged with (I1), every other
/// at most once and a refused one never (I2); all histories are the same, in the order of the log and of each sender
/// (I3, I4). `senders` holds what each sent, in order. Gives the breaches.
pub fn check(senders: &[Vec<Sent>], histories: &[History]) -> Vec<String> {
    let mut breaches = Vec::new();
    for History { reader, said } in histories {
        let mut found: HashMap<&str, u64> = HashMap::new();
        for (seq, text) in said {
            if found.insert(text, *seq).is_some() {
                breaches.push(format!("I2: {reader} has “{text}” twice"));
            }
        }
        if said.windows(2).any(|two| matches!(two, [(a, _), (b, _)] if a >= b)) {
            breaches.push(format!("I3: {reader} does not have the order of the log"));
        }
        for sender in senders {
            let mut last = 0;
            for sent in sender {
                let seq = found.remove(sent.text.as_str());
                match (sent.acknowledged, seq) {
                    (Some(told), Some(seq)) if told == seq => {}
                    (Some(told), seq) => breaches.push(format!(
                        "I1: “{}” was acknowledged as {told}, {reader} has it as {seq:?}",
                        sent.text
                    )),
                    (None, Some(seq)) if sent.refused => {
                        breaches.push(format!("I2: {reader} has refused “{}” as {seq}", sent.text));
                    }
                    (None, _) => {}
                }
                if let Some(seq) = seq {
                    if seq < last {
                        breaches
                            .push(format!("I3: {reader} has “{}” before what was sent before it", sent.text));
                    }
                    last = seq;
                }
            }
        }
        breaches.extend(found.keys().map(|text| format!("I2: {reader} has “{text}”, which nobody sent")));
    }
    if let Some((first, others)) = histories.split_first() {
        for other in others.iter().filter(|other| other.said != first.said) {
            breaches.push(format!("I4: {} and {} differ", first.reader, other.reader));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str, acknowledged: Option<u64>) -> Sent {
        Sent { text: text.to_owned(), acknowledged, refused: false }
    }

    fn history(said: &[(u64, &str)]) -> History {
        let said = said.iter().map(|(seq, text)| (*seq, (*text).to_owned())).collect();
        History { reader: "reader".to_owned(), said }
    }

    fn rules(senders: &[Vec<Sent>], histories: &[History]) -> Vec<String> {
        check(senders, histories).iter().map(|breach| breach.chars().take(2).collect()).collect()
    }

    #[test]
    fn what_is_in_order_passes() {
        let senders = [vec![sent("a", Some(1)), sent("b", None), sent("c", Some(3))]];
        assert!(
            rules(&senders, &[history(&[(1, "a"), (3, "c")]), history(&[(1, "a"), (3, "c")])]).is_empty()
        );
        assert!(rules(&senders, &[history(&[(1, "a"), (2, "b"), (3, "c")])]).is_empty());
    }

    #[test]
    fn each_breach_is_found() {
        let one = || [vec![sent("a", Some(1)), sent("b", Some(2))]];
        for (said, expected) in [
            (vec![(1, "a")], vec!["I1"]),
            (vec![(1, "a"), (3, "b")], vec!["I1"]),
            (vec![(1, "a"), (2, "b"), (3, "x")], vec!["I2"]),
            (vec![(2, "b"), (1, "a")], vec!["I3"]),
        ] {
            assert_eq!(rules(&one(), &[history(&said)]), expected, "{said:?}");
        }
        let twice = rules(&one(), &[history(&[(1, "a"), (2, "b"), (3, "b")])]);
        assert!(twice.contains(&"I2".to_owned()));
        let swapped = [vec![sent("a", None), sent("b", Some(1))]];
        assert_eq!(rules(&swapped, &[history(&[(1, "b"), (2, "a")])]), ["I3"], "b was sent later");
    }
}
