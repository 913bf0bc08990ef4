//! What was promised: an acknowledged command is in the log once, where it was said to be (I1, I2, I3).

use std::collections::BTreeMap;

use frontdesk_domain::conversation::fact::{Body, Entry, Fact};
use frontdesk_domain::ids::{ClientId, ConversationId};
use uuid::Uuid;

use super::{Breach, hold_to};

/// The command that made an entry: its sender, and the client id they chose.
pub type By = (Uuid, ClientId);

/// One command and what its sender was told.
#[derive(Clone, Debug, Default)]
struct Told {
    text: Option<String>,
    after: Option<u64>,
    acked: Option<(ConversationId, u64)>,
}

/// What was sent, and what was acknowledged.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    told: BTreeMap<By, Told>,
}

impl Ledger {
    /// A command is sent. `text` is unique among all that is sent; `after` is the number of the sender's own entry
    /// that was acknowledged to them before.
    pub fn sent(&mut self, by: By, text: Option<String>, after: Option<u64>) {
        self.told.insert(by, Told { text, after, acked: None });
    }

    /// A command was acknowledged.
    pub fn acked(&mut self, by: By, conversation: ConversationId, seq: u64) -> Result<(), Breach> {
        let told = self.told.entry(by).or_default();
        let first = *told.acked.get_or_insert((conversation, seq));
        hold_to("I1", first == (conversation, seq), || {
            format!("a command was acknowledged as {} in {} and as {seq} in {conversation}", first.1, first.0)
        })
    }

    /// Whether a command was acknowledged.
    pub fn is_acked(&self, by: By) -> bool {
        self.told.get(&by).is_some_and(|told| told.acked.is_some())
    }

    /// Checks a whole log against what was promised (I1, I2, and each sender's own order of I3).
    pub fn check<'a>(
        &self,
        conversation: ConversationId,
        log: impl IntoIterator<Item = (&'a Entry, Option<By>)>,
    ) -> Result<(), Breach> {
        let mut done: BTreeMap<By, u64> = BTreeMap::new();
        let mut texts: BTreeMap<&str, u64> = BTreeMap::new();
        for (entry, by) in log {
            let seq = entry.seq;
            if let (Fact::Said { .. }, Some(Body::Text { text })) = (&entry.fact, &entry.body) {
                let before = texts.insert(text, seq);
                hold_to("I2", before.is_none(), || format!("entry {seq}: “{text}” is there twice"))?;
            }
            let Some(by) = by else { continue };
            let before = done.insert(by, seq);
            hold_to("I2", before.is_none(), || format!("entry {seq}: its command acted twice"))?;
            let after = self.told.get(&by).and_then(|told| told.after);
            hold_to("I3", after.is_none_or(|after| after < seq), || {
                format!("entry {seq}: its sender knew of {after:?} when they sent it")
            })?;
        }
        for (by, told) in &self.told {
            let Some((_, seq)) = told.acked.filter(|(of, _)| *of == conversation) else { continue };
            hold_to("I1", done.get(by) == Some(&seq), || {
                format!("acknowledged as entry {seq}, found as {:?}", done.get(by))
            })?;
            if let Some(text) = &told.text {
                hold_to("I1", texts.get(text.as_str()) == Some(&seq), || {
                    format!(
                        "“{text}” was acknowledged as entry {seq}, found as {:?}",
                        texts.get(text.as_str())
                    )
                })?;
            }
        }
        Ok(())
    }
}
