//! Ways through a stream: what is reached, and what is walked in circles.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::super::{Card, CardId, CardKind};

/// Cards by name.
pub(super) type Cards<'a> = BTreeMap<&'a CardId, &'a Card>;

/// The cards that follow a card.
pub fn ways_out(card: &Card) -> Vec<&CardId> {
    card.kind.ways().into_iter().filter_map(|(_, to)| to).collect()
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
    let going: Vec<&Card> = cards.values().copied().filter(|card| passes(card)).collect();
    let places: BTreeMap<&CardId, u32> = going.iter().map(|card| &card.id).zip(0..).collect();
    let ways = going.iter().zip(0..).flat_map(|(card, from)| {
        let to = ways_out(card).into_iter().filter_map(|next| places.get(next).copied());
        to.map(move |to| (from, to)).collect::<Vec<(u32, u32)>>()
    });
    let mut graph = DiGraph::<(), ()>::from_edges(ways);
    while graph.node_count() < going.len() {
        graph.add_node(());
    }
    // On a circle is who can be reached from one who can be reached from them; or who leads to themselves.
    let circles = kosaraju_scc(&graph).into_iter().filter(|circle| match circle.as_slice() {
        [alone] => graph.contains_edge(*alone, *alone),
        _ => true,
    });
    let found = circles.flatten().filter_map(|node| going.get(node.index()).map(|card| &card.id));
    found.collect::<BTreeSet<&CardId>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::template::Template;

    fn named(number: usize) -> CardId {
        CardId(format!("{number:05}"))
    }

    fn cards(ways: &[(usize, usize)]) -> Vec<Card> {
        let text = || Template::parse("text").expect("text");
        let card = |(from, to): &(usize, usize)| {
            let kind = CardKind::Message { next: Some(named(*to)) };
            Card { id: named(*from), text: text(), poke: false, kind }
        };
        ways.iter().map(card).collect()
    }

    fn circles(cards: &[Card]) -> Vec<&CardId> {
        endless(&cards.iter().map(|card| (&card.id, card)).collect())
    }

    #[test]
    fn stream_3_who_only_leads_to_a_circle_is_on_none() {
        let cards = cards(&[(0, 1), (1, 2), (2, 1), (3, 3), (4, 5)]);
        assert_eq!(circles(&cards), [&named(1), &named(2), &named(3)]);
    }

    #[test]
    fn a_long_chain_costs_no_more_than_its_length() {
        // Were it looked at anew for each of its cards, this would not end.
        let chain: Vec<(usize, usize)> = (0..50_000).map(|number| (number, number + 1)).collect();
        assert!(circles(&cards(&chain)).is_empty());
    }
}
