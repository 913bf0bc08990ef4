//! Records of a file of separated values, as RFC 4180 has them: cells in quotes may hold separators and line breaks.

/// How many lines a record may have: a quote that was never closed costs no more than this.
const MOST_LINES: usize = 50;

/// A record as it stands at some place of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub cells: Vec<Vec<u8>>,
    /// How many bytes of the file it takes, the end of its line included.
    pub bytes: usize,
    /// How many lines.
    pub lines: usize,
}

/// The record with which a text begins; `None` where its quotes are wrong.
pub(super) fn record(text: &[u8], separator: u8) -> Option<Record> {
    let mut rest = text.iter().copied().enumerate().peekable();
    let (mut cells, mut lines) = (Vec::new(), 1);
    loop {
        let mut cell = Vec::new();
        if rest.next_if(|(_, byte)| *byte == b'"').is_some() {
            loop {
                match rest.next()?.1 {
                    b'"' if rest.next_if(|(_, next)| *next == b'"').is_none() => break,
                    b'\n' if lines == MOST_LINES => return None,
                    byte => {
                        lines += usize::from(byte == b'\n');
                        cell.push(byte);
                    }
                }
            }
        } else {
            let inside = |byte: u8| byte != separator && byte != b'\r' && byte != b'\n';
            while let Some((_, byte)) = rest.next_if(|(_, byte)| inside(*byte)) {
                cell.push(byte);
            }
        }
        cells.push(cell);
        let bytes = match rest.next() {
            None => text.len(),
            Some((_, byte)) if byte == separator => continue,
            Some((at, b'\n')) => at + 1,
            Some((at, b'\r')) => at + 1 + usize::from(rest.next_if(|(_, next)| *next == b'\n').is_some()),
            Some(_) => return None,
        };
        return Some(Record { cells, bytes, lines });
    }
}

/// The line with which a text begins, and how many bytes it takes, its end included.
pub(super) fn line(text: &[u8]) -> (&[u8], usize) {
    let end = text.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let ending = if rest.starts_with(b"\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    (line, end + ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Option<(Vec<String>, usize, usize)> {
        let Record { cells, bytes, lines } = record(text.as_bytes(), b',')?;
        let cells = cells.into_iter().map(|cell| String::from_utf8(cell).unwrap()).collect();
        Some((cells, bytes, lines))
    }

    #[test]
    fn a_record_ends_with_its_line_and_quotes_hold_what_would_end_it() {
        for (text, expected, bytes, lines) in [
            ("a,b\nc", vec!["a", "b"], 4, 1),
            ("a,b\r\nc", vec!["a", "b"], 5, 1),
            ("a,b\rc", vec!["a", "b"], 4, 1),
            ("a,", vec!["a", ""], 2, 1),
            ("\nc", vec![""], 1, 1),
            ("\"a,b\",c", vec!["a,b", "c"], 7, 1),
            ("\"a\"\"b\",c", vec!["a\"b", "c"], 8, 1),
            ("\"a\nb\",c\nd", vec!["a\nb", "c"], 8, 2),
            ("\"\",c", vec!["", "c"], 4, 1),
            ("12\" pipe,c", vec!["12\" pipe", "c"], 10, 1),
        ] {
            let expected = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(cells(text), Some((expected, bytes, lines)), "{text:?}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_or_is_followed_by_more_is_wrong() {
        for text in ["\"a,b\nc,d", "\"a\"b,c", "\"", &format!("\"{}\"", "\n".repeat(MOST_LINES))] {
            assert_eq!(cells(text), None, "{text:?}");
        }
        assert!(cells(&format!("\"{}\"", "\n".repeat(MOST_LINES - 1))).is_some());
    }

    #[test]
    fn a_line_is_told_without_its_end() {
        for (text, expected, bytes) in [
            ("a\nb", "a", 2),
            ("a\r\nb", "a", 3),
            ("a\rb", "a", 2),
            ("a", "a", 1),
            ("", "", 0),
            ("\n", "", 1),
        ] {
            assert_eq!(line(text.as_bytes()), (expected.as_bytes(), bytes), "{text:?}");
        }
    }
}
