//! In which order the agents of a ring are asked.

use serde::{Deserialize, Serialize};

use super::Candidate;

/// In which order the agents of a ring are asked. Whose turn it is decides between equals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RingOrder {
    /// Each in turn (`ROUTE-2`).
    #[default]
    Turn,
    /// Who holds the fewest chats and offers, first.
    LeastBusy,
    /// Who has been without a new or an ending chat for the longest, first; who never had one, before all.
    LongestIdle,
}

impl RingOrder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Turn, Self::LeastBusy, Self::LongestIdle];

    /// Its stored name, never reused for another.
    pub fn name(self) -> &'static str {
        match self {
            Self::Turn => "turn",
            Self::LeastBusy => "least_busy",
            Self::LongestIdle => "longest_idle",
        }
    }

    /// The order of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// Puts those who stand in their turns, each with their place, into this order.
    pub fn sort(self, able: &mut [(i64, Candidate)]) {
        match self {
            Self::Turn => {}
            Self::LeastBusy => able.sort_by_key(|(_, candidate)| candidate.held),
            Self::LongestIdle => able.sort_by_key(|(_, candidate)| candidate.chatted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::UserId;
    use jiff::Timestamp;
    use uuid::Uuid;

    fn able(of: &[(u128, u32, Option<i64>)]) -> Vec<(i64, Candidate)> {
        let candidate = |(agent, held, chatted): &(u128, u32, Option<i64>)| Candidate {
            agent: UserId(Uuid::from_u128(*agent)),
            active: true,
            may_take: true,
            available: true,
            reachable: true,
            held: *held,
            limit: None,
            chatted: chatted.map(|at| Timestamp::from_second(at).unwrap()),
        };
        (1..).zip(of.iter().map(candidate)).collect()
    }

    #[test]
    fn route_2_equals_are_asked_in_their_turn() {
        let all = [(1, 2, Some(50)), (2, 0, Some(90)), (3, 0, Some(20)), (4, 2, None)];
        for (order, expected) in [
            (RingOrder::Turn, [1, 2, 3, 4]),
            (RingOrder::LeastBusy, [2, 3, 1, 4]),
            (RingOrder::LongestIdle, [4, 3, 1, 2]),
        ] {
            let mut able = able(&all);
            order.sort(&mut able);
            let told: Vec<u128> = able.iter().map(|(_, candidate)| candidate.agent.0.as_u128()).collect();
            assert_eq!(told, expected, "{order:?}");
            assert_eq!(RingOrder::of_name(order.name()), Some(order));
        }
    }
}
