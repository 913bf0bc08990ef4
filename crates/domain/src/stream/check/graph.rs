//! Ways through a stream: what is reached, and what is walked in circles.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Card, CardId, CardKind};

/// Cards by name.
pub(super) type Cards<'a> = BTreeMap<&'a CardId, &'a Card>;

/// The ways out of a card.
pub fn ways_out(card: &Card) -> Vec<&CardId> {
    match &card.kind {
        CardKind::Message { next }
        | CardKind::Capture { next, .. }
        | CardKind::Goal { next, .. }
        | CardKind::Action { next, .. } => next.iter().collect(),
        CardKind::Question { choices, .. } => choices.iter().filter_map(|c| c.next.as_ref()).collect(),
        CardKind::Condition { branches, otherwise } => {
            branches.iter().filter_map(|branch| branch.next.as_ref()).chain(otherwise).collect()
        }
        CardKind::LiveChat { .. } => Vec::new(),
    }
}

/// The cards that can be reached from some, going on from those that `passes` lets through.
pub(super) fn reach<'a>(
    cards: &Cards<'a>,
    from: Vec<&'a CardId>,
    passes: impl Fn(&Card) -> bool,
) -> BTreeSet<&'a CardId> {
    let mut reached = BTreeSet::new();
    let mut waiting = from;
    while let Some(id) = waiting.pop() {
        if let Some(card) = cards.get(id)
            && reached.insert(&card.id)
            && passes(card)
        {
            waiting.extend(ways_out(card));
        }
    }
    reached
}

/// Cards that can be walked in a circle without waiting: all that say or do something by themselves, and captures
/// that skip themselves.
pub(super) fn endless<'a>(cards: &Cards<'a>) -> Vec<&'a CardId> {
    let passes = |card: &Card| match card.kind {
        CardKind::Capture { skip_if_known, .. } => skip_if_known,
        _ => !card.kind.waits(),
    };
    // What has no way on, or none to it, is on no circle: in most streams nothing is left to be walked.
    let mut left: Cards<'a> =
        cards.iter().filter(|(_, card)| passes(card)).map(|(id, card)| (*id, *card)).collect();
    loop {
        let before = left.len();
        let led_to: BTreeSet<&CardId> = left.values().flat_map(|card| ways_out(card)).collect();
        let on_the_way: Vec<&CardId> = left
            .iter()
            .filter(|(id, card)| {
                led_to.contains(*id) && ways_out(card).iter().any(|next| left.contains_key(next))
            })
            .map(|(id, _)| *id)
            .collect();
        left.retain(|id, _| on_the_way.contains(id));
        if left.len() == before {
            break;
        }
    }
    left.iter()
        .filter(|(id, card)| reach(&left, ways_out(card), |_| true).contains(*id))
        .map(|(id, _)| *id)
        .collect()
}
