//! What a committed transaction tells the rest of the program, after the commit and only then.

use std::sync::Arc;

use frontdesk_domain::conversation::fact::Entry;
use frontdesk_domain::ids::{ClientId, ConversationId, UserId};
use uuid::Uuid;

/// An entry of a log with the command that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The entry.
    pub entry: Entry,
    /// The visitor or user who sent the command, and the client id they chose for it.
    pub command: Option<(Uuid, ClientId)>,
}

/// One thing worth reading again. The bus may lose or repeat wakes; readers fill gaps from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The log of this conversation has grown by these entries.
    Conversation(ConversationId, Vec<Arc<Logged>>),
    /// This user's desk (offers, chats, availability) may look different.
    Desk(UserId),
}

impl Wake {
    /// What a wake is about.
    fn subject(&self) -> (u8, Uuid) {
        match self {
            Self::Conversation(id, _) => (0, id.0),
            Self::Desk(id) => (1, id.0),
        }
    }
}

/// Brings wakes of one subject together, in the order of the log.
pub(crate) fn settle(wakes: &mut Vec<Wake>) {
    if wakes.len() < 2 {
        return;
    }
    wakes.sort_by_key(Wake::subject);
    wakes.dedup_by(|later, earlier| {
        if let (Wake::Conversation(of, grown), Wake::Conversation(same, entries)) =
            (&mut *later, &mut *earlier)
            && of == same
        {
            entries.append(grown);
            return true;
        }
        later.subject() == earlier.subject()
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_domain::conversation::fact::Fact;
    use jiff::Timestamp;

    fn entry(seq: u64) -> Arc<Logged> {
        let entry = Entry { seq, at: Timestamp::UNIX_EPOCH, fact: Fact::Started, body: None };
        Arc::new(Logged { entry, command: None })
    }

    #[test]
    fn wakes_of_one_conversation_become_one_in_the_order_of_the_log() {
        let (one, two) = (ConversationId(Uuid::from_u128(1)), ConversationId(Uuid::from_u128(2)));
        let desk = Wake::Desk(UserId(Uuid::from_u128(1)));
        let mut wakes = vec![
            Wake::Conversation(two, vec![entry(3)]),
            desk.clone(),
            Wake::Conversation(one, vec![entry(7)]),
            Wake::Conversation(two, vec![entry(4), entry(5)]),
            desk.clone(),
        ];
        settle(&mut wakes);
        assert_eq!(
            wakes,
            [
                Wake::Conversation(one, vec![entry(7)]),
                Wake::Conversation(two, vec![entry(3), entry(4), entry(5)]),
                desk
            ]
        );
    }
}
