//! Places in a ring, and where it stands, when other members are to stand in it (`ROUTE-2`).

use crate::ids::UserId;

/// The members of a ring, each with their place, once these are to stand in it: who stands in it keeps their place, who is new
/// comes after all.
pub fn settled(standing: &[(i64, UserId)], wanted: &[UserId]) -> Vec<(i64, UserId)> {
    let mut settled: Vec<(i64, UserId)> =
        standing.iter().filter(|(_, agent)| wanted.contains(agent)).copied().collect();
    let mut last = settled.last().map_or(0, |(place, _)| *place);
    for agent in wanted {
        if !settled.iter().any(|(_, standing)| standing == agent) {
            last += 1;
            settled.push((last, *agent));
        }
    }
    settled
}

/// The members of a ring in an order in which some of them are named first; the others as they stand.
pub fn named_first(standing: &[(i64, UserId)], named: &[UserId]) -> Vec<UserId> {
    let mut order: Vec<UserId> = Vec::with_capacity(standing.len());
    for agent in named.iter().chain(standing.iter().map(|(_, agent)| agent)) {
        if !order.contains(agent) {
            order.push(*agent);
        }
    }
    order
}

/// Where a ring stands once its members stand in another order, from place 1 on: the next turn is that of the first who
/// stays, from the one whose turn it was.
pub fn turned(standing: &[(i64, UserId)], turn: i64, order: &[UserId]) -> i64 {
    let (done, to_come): (Vec<_>, Vec<_>) = standing.iter().partition(|(place, _)| *place <= turn);
    let next = to_come.into_iter().chain(done).map(|(_, agent)| agent).find(|agent| order.contains(agent));
    (0..).zip(order).find(|(_, agent)| next == Some(**agent)).map_or(0, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn agents(of: &[u128]) -> Vec<UserId> {
        of.iter().map(|agent| UserId(Uuid::from_u128(*agent))).collect()
    }

    fn ring(of: &[(i64, u128)]) -> Vec<(i64, UserId)> {
        of.iter().map(|(place, agent)| (*place, UserId(Uuid::from_u128(*agent)))).collect()
    }

    #[test]
    fn route_2_who_stands_keeps_their_place_and_who_is_new_comes_last() {
        let standing = ring(&[(2, 7), (5, 8), (6, 9)]);
        assert_eq!(settled(&standing, &agents(&[1, 9, 7, 1])), ring(&[(2, 7), (6, 9), (7, 1)]));
        assert_eq!(settled(&[], &agents(&[3, 4])), ring(&[(1, 3), (2, 4)]));
        assert_eq!(settled(&standing, &[]), []);
    }

    #[test]
    fn route_4_named_agents_come_first_in_their_order() {
        let standing = ring(&[(2, 7), (5, 8), (6, 9)]);
        assert_eq!(named_first(&standing, &agents(&[9, 8, 9])), agents(&[9, 8, 7]));
        assert_eq!(named_first(&standing, &[]), agents(&[7, 8, 9]));
    }

    #[test]
    fn route_2_the_next_turn_is_that_of_the_first_who_stays() {
        let standing = ring(&[(2, 7), (5, 8), (6, 9)]);
        // After 7 it is the turn of 8.
        for (order, expected) in [(&[9, 8, 7][..], 1), (&[9, 7], 0), (&[7, 9], 1), (&[1, 7], 1), (&[1], 0)] {
            assert_eq!(turned(&standing, 2, &agents(order)), expected, "{order:?}");
        }
        assert_eq!(turned(&standing, 6, &agents(&[9, 8, 7])), 2, "it goes round");
    }
}
