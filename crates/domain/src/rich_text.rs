//! Text with simple form: paragraphs and lists of words that may be bold, italic or a link. It is a structure and not
//! markup: there is nothing in it that could be run, and whoever shows it makes the elements.

use serde::{Deserialize, Serialize};
use url::Url;

/// The most lines that a text may have.
pub const MOST_LINES: usize = 200;
/// The most spans that a text may have.
pub const MOST_SPANS: usize = 500;
/// The longest address of a link, in characters.
pub const LINK_CHARS: usize = 2_000;

/// A text: its blocks, one below the other. Its JSON is the stored format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RichText(Vec<Block>);

/// A block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What its lines are.
    pub kind: BlockKind,
    /// Its lines or items.
    pub lines: Vec<Vec<Span>>,
}

/// What the lines of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Lines of a paragraph.
    Paragraph,
    /// Items of a list.
    Bullets,
    /// Items of a list, numbered from 1.
    Numbers,
}

/// Words of one form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
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

/// Why a text was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RichTextRefusal {
    /// No words.
    #[error("the text is empty")]
    Empty,
    /// More words than the limit, in characters.
    #[error("the text is longer than {0} characters")]
    TooLong(usize),
    /// More lines or spans than anybody writes.
    #[error("the text has too many parts")]
    TooManyParts,
    /// A link that leads nowhere, or where no link of ours leads.
    #[error("{0:?} is not an http, https or mailto address")]
    Link(String),
}

impl RichText {
    /// Reads what somebody wrote: control characters and what is empty are dropped, spans of one form joined.
    pub fn read(blocks: Vec<Block>, limit: usize) -> Result<Self, RichTextRefusal> {
        let lines = || blocks.iter().flat_map(|block| &block.lines);
        if lines().count().max(blocks.len()) > MOST_LINES || lines().map(Vec::len).sum::<usize>() > MOST_SPANS
        {
            return Err(RichTextRefusal::TooManyParts);
        }
        if lines().flatten().map(|span| span.text.chars().count()).sum::<usize>() > limit {
            return Err(RichTextRefusal::TooLong(limit));
        }
        let mut read = Vec::new();
        for Block { kind, lines } in blocks {
            let mut lines = lines.into_iter().map(line).collect::<Result<Vec<_>, _>>()?;
            if kind == BlockKind::Paragraph {
                // An empty line within a paragraph is a gap that was meant; one at an end is not.
                let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
                lines.drain(..first);
                let last = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |at| at + 1);
                lines.truncate(last);
            } else {
                lines.retain(|line| !line.is_empty());
            }
            if !lines.is_empty() {
                read.push(Block { kind, lines });
            }
        }
        if read.is_empty() { Err(RichTextRefusal::Empty) } else { Ok(Self(read)) }
    }

    /// Its blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.0
    }

    /// The same as plain text: for lists, transcripts and search. A link's address follows its words.
    pub fn plain(&self) -> String {
        let mut lines = Vec::new();
        for Block { kind, lines: own } in &self.0 {
            for (number, line) in (1..).zip(own) {
                let words: String = line.iter().map(Span::plain).collect();
                lines.push(match kind {
                    BlockKind::Paragraph => words,
                    BlockKind::Bullets => format!("• {words}"),
                    BlockKind::Numbers => format!("{number}. {words}"),
                });
            }
        }
        lines.join("\n")
    }
}

impl Span {
    fn plain(&self) -> String {
        match &self.link {
            Some(link) if link.trim_start_matches("mailto:") != self.text && *link != self.text => {
                format!("{} ({link})", self.text)
            }
            _ => self.text.clone(),
        }
    }
}

fn line(spans: Vec<Span>) -> Result<Vec<Span>, RichTextRefusal> {
    let mut read: Vec<Span> = Vec::new();
    for Span { text, bold, italic, link } in spans {
        let text: String =
            text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !c.is_control()).collect();
        if text.is_empty() {
            continue;
        }
        let link = link.map(address).transpose()?;
        match read.last_mut() {
            Some(last) if (last.bold, last.italic, &last.link) == (bold, italic, &link) => {
                last.text.push_str(&text);
            }
            _ => read.push(Span { text, bold, italic, link }),
        }
    }
    if read.iter().all(|span| span.text.trim().is_empty()) {
        read.clear();
    }
    Ok(read)
}

/// An address as a link has it.
fn address(typed: String) -> Result<String, RichTextRefusal> {
    let url = (typed.chars().count() <= LINK_CHARS).then(|| Url::parse(typed.trim()).ok()).flatten();
    match url {
        Some(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url.into()),
        Some(url) if url.scheme() == "mailto" && url.path().contains('@') => Ok(url.into()),
        _ => Err(RichTextRefusal::Link(typed)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    fn paragraph(lines: Vec<Vec<Span>>) -> Block {
        Block { kind: BlockKind::Paragraph, lines }
    }

    #[test]
    fn what_is_empty_is_dropped_and_what_is_alike_is_joined() {
        let bold = |text: &str| Span { bold: true, ..words(text) };
        let typed = vec![
            paragraph(vec![
                vec![words(" ")],
                vec![words("We are "), words("closed\u{7}"), bold(""), bold("now")],
            ]),
            paragraph(vec![vec![], vec![words("")]]),
            Block { kind: BlockKind::Bullets, lines: vec![vec![words("")], vec![words("Mail")]] },
        ];
        let read = RichText::read(typed, 100);
        let expected = vec![
            paragraph(vec![vec![words("We are closed"), bold("now")]]),
            Block { kind: BlockKind::Bullets, lines: vec![vec![words("Mail")]] },
        ];
        assert_eq!(read, Ok(RichText(expected)));
    }

    #[test]
    fn a_gap_within_a_paragraph_stays() {
        let typed = vec![paragraph(vec![vec![words("a")], vec![], vec![words("b")], vec![]])];
        let read = RichText::read(typed, 100).map(|text| text.plain());
        assert_eq!(read.as_deref(), Ok("a\n\nb"));
    }

    #[test]
    fn a_text_without_words_with_too_many_or_with_too_many_parts_is_refused() {
        assert_eq!(
            RichText::read(vec![paragraph(vec![vec![words(" \n")]])], 10),
            Err(RichTextRefusal::Empty)
        );
        assert_eq!(RichText::read(Vec::new(), 10), Err(RichTextRefusal::Empty));
        let long = vec![paragraph(vec![vec![words("ü")], vec![words(&"ü".repeat(10))]])];
        assert_eq!(RichText::read(long, 10), Err(RichTextRefusal::TooLong(10)));
        let spans = vec![paragraph(vec![vec![words("a"); MOST_SPANS + 1]])];
        assert_eq!(RichText::read(spans, 1_000), Err(RichTextRefusal::TooManyParts));
        let lines = vec![paragraph(vec![Vec::new(); MOST_LINES + 1])];
        assert_eq!(RichText::read(lines, 1_000), Err(RichTextRefusal::TooManyParts));
        let blocks = vec![paragraph(Vec::new()); MOST_LINES + 1];
        assert_eq!(RichText::read(blocks, 1_000), Err(RichTextRefusal::TooManyParts));
    }

    #[test]
    fn links_lead_to_pages_and_mailboxes_and_nowhere_else() {
        let read = |link: &str| {
            let span = Span { link: Some(link.into()), ..words("here") };
            RichText::read(vec![paragraph(vec![vec![span]])], 10).map(|text| text.plain())
        };
        assert_eq!(read("https://example.com").as_deref(), Ok("here (https://example.com/)"));
        assert_eq!(read(" HTTP://Example.com/a b").as_deref(), Ok("here (http://example.com/a%20b)"));
        assert_eq!(read("mailto:pia@example.com").as_deref(), Ok("here (mailto:pia@example.com)"));
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:msgbox",
            "file:///etc/passwd",
            "blob:https://example.com/1",
            "/relative",
            "//example.com",
            "example.com",
            "mailto:",
            "",
        ] {
            assert_eq!(read(bad), Err(RichTextRefusal::Link(bad.into())), "{bad}");
        }
        let long = format!("https://example.com/{}", "a".repeat(LINK_CHARS));
        assert_eq!(read(&long), Err(RichTextRefusal::Link(long.clone())));
    }

    #[test]
    fn as_plain_text_lists_keep_their_marks_and_links_their_addresses() {
        let link = |text: &str, to: &str| Span { link: Some(to.into()), ..words(text) };
        let list = vec![
            vec![words("Write to "), link("pia@example.com", "mailto:pia@example.com")],
            vec![link("Our hours", "https://example.com/hours")],
        ];
        let blocks = vec![
            paragraph(vec![vec![words("Closed.")]]),
            Block { kind: BlockKind::Numbers, lines: list.clone() },
            Block { kind: BlockKind::Bullets, lines: list },
        ];
        let plain = RichText::read(blocks, 1_000).map(|text| text.plain());
        let expected = "Closed.\n1. Write to pia@example.com\n2. Our hours (https://example.com/hours)\n\
                        • Write to pia@example.com\n• Our hours (https://example.com/hours)";
        assert_eq!(plain.as_deref(), Ok(expected));
    }

    proptest! {
        #[test]
        fn what_was_read_is_read_again_as_it_is(
            blocks in prop::collection::vec(
                (0_u8..3, prop::collection::vec(
                    prop::collection::vec(("[a-c \u{0}\n<]{0,4}", any::<bool>(), any::<bool>(), any::<bool>()), 0..4), 0..4)),
                0..5),
        ) {
            let blocks: Vec<Block> = blocks
                .into_iter()
                .map(|(kind, lines)| Block {
                    kind: [BlockKind::Paragraph, BlockKind::Bullets, BlockKind::Numbers][usize::from(kind)],
                    lines: lines
                        .into_iter()
                        .map(|line| {
                            line.into_iter()
                                .map(|(text, bold, italic, link)| {
                                    Span { text, bold, italic, link: link.then(|| "https://a.example/".into()) }
                                })
                                .collect()
                        })
                        .collect(),
                })
                .collect();
            if let Ok(read) = RichText::read(blocks, 1_000) {
                prop_assert!(!read.plain().trim().is_empty());
                prop_assert_eq!(RichText::read(read.blocks().to_vec(), 1_000), Ok(read));
            }
        }
    }
}
