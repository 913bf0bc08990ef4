//! Text with simple form, as both sides see it: a structure, never markup.

use frontdesk_domain::conversation::fact::{Body, Entry};
use frontdesk_domain::rich_text::{self as domain, RichText};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RichBlock {
    /// What its lines are.
    pub kind: RichBlockKind,
    /// Its lines or items, each of spans in order.
    #[schema(value_type = Vec<Vec<RichSpan>>)]
    pub lines: Vec<Vec<RichSpan>>,
}

/// What the lines of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RichBlockKind {
    /// Lines of a paragraph.
    Paragraph,
    /// Items of a list.
    Bullets,
    /// Items of a list, numbered from 1.
    Numbers,
}

/// Words of one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RichSpan {
    /// The words, on one line.
    pub text: String,
    /// Whether they are bold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Whether they are italic.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// Where they lead: an `http`, `https` or `mailto` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl From<RichBlock> for domain::Block {
    fn from(RichBlock { kind, lines }: RichBlock) -> Self {
        let kind = match kind {
            RichBlockKind::Paragraph => domain::BlockKind::Paragraph,
            RichBlockKind::Bullets => domain::BlockKind::Bullets,
            RichBlockKind::Numbers => domain::BlockKind::Numbers,
        };
        let span = |RichSpan { text, bold, italic, link }| domain::Span { text, bold, italic, link };
        Self { kind, lines: lines.into_iter().map(|line| line.into_iter().map(span).collect()).collect() }
    }
}

impl From<domain::Block> for RichBlock {
    fn from(domain::Block { kind, lines }: domain::Block) -> Self {
        let kind = match kind {
            domain::BlockKind::Paragraph => RichBlockKind::Paragraph,
            domain::BlockKind::Bullets => RichBlockKind::Bullets,
            domain::BlockKind::Numbers => RichBlockKind::Numbers,
        };
        let span = |domain::Span { text, bold, italic, link }| RichSpan { text, bold, italic, link };
        Self { kind, lines: lines.into_iter().map(|line| line.into_iter().map(span).collect()).collect() }
    }
}

/// The text of an entry with its form, where it has one.
pub fn of(entry: &Entry) -> Option<Vec<RichBlock>> {
    match &entry.body {
        Some(Body::Rich(rich)) => Some(blocks(&rich.rich)),
        _ => None,
    }
}

/// The blocks of a text.
pub fn blocks(text: &RichText) -> Vec<RichBlock> {
    text.blocks().iter().cloned().map(Into::into).collect()
}
