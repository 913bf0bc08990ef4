//! What a committed transaction tells the rest of the program, after the commit and only then.

use frontdesk_domain::ids::{ConversationId, UserId};

/// One thing worth reading again. The bus may lose or repeat wakes; readers fill gaps from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The log of this conversation has grown to this number.
    Conversation(ConversationId, u64),
    /// This user's desk (offers, chats, availability) may look different.
    Desk(UserId),
}
