//! The ways out of cards.

use std::fmt;

use super::{CardId, CardKind};

/// A way out of a card. Its text is the stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// The one way on.
    Next,
    /// A response or a branch, by its place counted from 0.
    Row(usize),
    /// Where no branch is taken, or no meeting can be booked.
    Otherwise,
    /// To an agent.
    Request,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Next => f.write_str("next"),
            Self::Row(place) => write!(f, "row:{place}"),
            Self::Otherwise => f.write_str("otherwise"),
            Self::Request => f.write_str("request"),
        }
    }
}

impl CardKind {
    /// The ways to other cards, in order, each with where it leads; `None` is the end of the branch.
    pub fn ways(&self) -> Vec<(Way, Option<&CardId>)> {
        match self {
            Self::Message { next }
            | Self::Capture { next, .. }
            | Self::Goal { next, .. }
            | Self::Action { next, .. } => vec![(Way::Next, next.as_ref())],
            Self::Question { choices, .. } => rows(choices.iter().map(|choice| &choice.next)).collect(),
            Self::Condition { branches, otherwise } => rows(branches.iter().map(|branch| &branch.next))
                .chain([(Way::Otherwise, otherwise.as_ref())])
                .collect(),
            Self::Meeting { next, otherwise, .. } => {
                vec![(Way::Next, next.as_ref()), (Way::Otherwise, otherwise.as_ref())]
            }
            Self::LiveChat { .. } => Vec::new(),
        }
    }
}

fn rows<'a>(
    nexts: impl Iterator<Item = &'a Option<CardId>>,
) -> impl Iterator<Item = (Way, Option<&'a CardId>)> {
    nexts.enumerate().map(|(place, next)| (Way::Row(place), next.as_ref()))
}
