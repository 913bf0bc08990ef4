//! What a committed transaction tells the rest of the program, after the commit and only then.

use frontdesk_domain::ids::{ConversationId, UserId};

/// One thing worth reading again. The bus may lose or repeat wakes; readers fill gaps from the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wake {
    /// The log of this conversation has grown to this number.
    Conversation(ConversationId, u64),
    /// This user's desk (offers, chats, availability) may look different.
    Desk(UserId),
}

/// Sorts wakes and drops repetitions; of one conversation, only the highest number stays.
pub(crate) fn settle(wakes: &mut Vec<Wake>) {
    if wakes.len() < 2 {
        return;
    }
    wakes.sort_unstable();
    wakes.dedup_by(|later, earlier| match (&*later, &mut *earlier) {
        (Wake::Conversation(of, grown), Wake::Conversation(same, number)) if *of == *same => {
            *number = *grown;
            true
        }
        (later, earlier) => *later == *earlier,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn of_many_wakes_of_one_conversation_the_highest_stays() {
        let (one, two) = (ConversationId(Uuid::from_u128(1)), ConversationId(Uuid::from_u128(2)));
        let desk = Wake::Desk(UserId(Uuid::from_u128(1)));
        let mut wakes = vec![
            Wake::Conversation(two, 3),
            desk.clone(),
            Wake::Conversation(one, 7),
            Wake::Conversation(two, 4),
            desk.clone(),
            Wake::Conversation(one, 6),
        ];
        settle(&mut wakes);
        assert_eq!(wakes, [Wake::Conversation(one, 7), Wake::Conversation(two, 4), desk]);
    }
}
