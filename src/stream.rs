//! Prose as one stream of characters: lines that a page broke are whole again, tables are left out.

use crate::text::{Folded, is_cjk, is_in};
use std::ops::Range;

/// The prose of a text. Its ends of lines are ends of paragraphs.
#[derive(Debug)]
pub(crate) struct Prose {
    pub(crate) chars: Vec<char>,
    /// Index in [`Folded::chars`] of each.
    at: Vec<u32>,
}

impl Prose {
    /// The prose outside some ranges of folded characters, which are in order.
    pub(crate) fn new(folded: &Folded, tables: &[Range<usize>]) -> Prose {
        let outside = folded.chars.len().saturating_sub(tables.iter().map(Range::len).sum());
        let mut prose = Prose { chars: Vec::with_capacity(outside), at: Vec::with_capacity(outside) };
        let mut from = 0;
        for table in tables {
            prose.take(folded, from..table.start.max(from));
            prose.end_paragraph(table.start);
            from = from.max(table.end);
        }
        prose.take(folded, from..folded.chars.len());
        prose
    }

    fn take(&mut self, folded: &Folded, range: Range<usize>) {
        let mut line = range.start;
        // A page breaks its lines at about the same place: one that is far shorter than another was ended by its writer.
        let lines = folded.chars[range.clone()].split(|c| *c == '\n');
        let widest = lines.map(<[char]>::len).max().unwrap_or(0);
        // Where the gap last looked past ends: a run of spaces is looked through once.
        let mut gap_end = range.start;
        for i in range {
            match folded.chars[i] {
                '\n' => {
                    if !is_wrapped(&folded.chars[line..i], &folded.chars[i + 1..], widest) {
                        self.end_paragraph(i);
                    }
                    line = i + 1;
                }
                ' ' | '\t' => {
                    // Between figures a gap divides; elsewhere it says nothing.
                    if i < gap_end || !self.chars.last().is_some_and(char::is_ascii_digit) {
                        continue;
                    }
                    let gap = folded.chars[i..].iter().take_while(|c| matches!(c, ' ' | '\t')).count();
                    gap_end = i + gap;
                    if folded.chars.get(gap_end).is_some_and(char::is_ascii_digit) {
                        self.push(' ', i);
                    }
                }
                c => self.push(c, i),
            }
        }
    }

    fn end_paragraph(&mut self, at: usize) {
        if self.chars.last().is_some_and(|c| *c != '\n') {
            self.push('\n', at);
        }
    }

    fn push(&mut self, c: char, at: usize) {
        self.chars.push(c);
        self.at.push(at as u32);
    }

    /// The folded range that a range of prose, not empty, covers.
    pub(crate) fn folded(&self, range: Range<usize>) -> Range<usize> {
        self.at[range.start] as usize..self.at[range.end - 1] as usize + 1
    }

    /// The paragraphs, without what ends them.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.chars.split(|c| *c == '\n').filter_map(move |paragraph| {
            let range = start..start + paragraph.len();
            start = range.end + 1;
            (!range.is_empty()).then_some(range)
        })
    }

    /// The sentences: up to a full stop or the end of a paragraph.
    pub(crate) fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for i in 0..=self.chars.len() {
            let end = i == self.chars.len() || self.ends_sentence(i);
            if end || i - start >= LONGEST {
                if start < i {
                    sentences.push(start..i);
                }
                start = if end { i + 1 } else { i };
            }
        }
        sentences
    }

    fn ends_sentence(&self, i: usize) -> bool {
        match self.chars[i] {
            '\n' | '!' | '?' => true,
            '.' => {
                let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
                !(is_digit(i.checked_sub(1).map(|i| &self.chars[i])) && is_digit(self.chars.get(i + 1)))
            }
            _ => false,
        }
    }
}

/// A sentence is cut off at so many characters.
const LONGEST: usize = 1_500;

/// A heading is no longer than this.
const HEADING: usize = 40;

/// A line shorter than this, in characters, ends where its writer ended it.
const SHORT: usize = 16;

/// Whether a line goes on in the next one: it is long, ends within a sentence, and no heading follows.
fn is_wrapped(line: &[char], rest: &[char], widest: usize) -> bool {
    // 四、政府信息公开行政复议、行政诉讼情况: a heading, however long.
    let mut ink = line.iter().filter(|c| **c != ' ');
    let numbered = ink.next().is_some_and(|c| is_in(*c, NUMERALS)) && ink.next() == Some(&'、');
    if numbered && !line.iter().any(|c| matches!(c, ',' | '.' | ';' | ':')) && line.len() < HEADING {
        return false;
    }
    let width = line.iter().filter(|c| !c.is_whitespace()).count();
    let last = line.iter().rev().find(|c| !c.is_whitespace());
    if width < SHORT || width * 4 < widest || matches!(last, None | Some('.' | '!' | '?' | ';' | ':' | '|')) {
        return false;
    }
    let mut next = rest.iter().copied().filter(|c| *c != ' ');
    match (next.next(), next.next()) {
        (Some('('), Some(c)) => !is_in(c, NUMERALS),
        (Some(c), Some('、' | '.')) => !is_in(c, NUMERALS) && !c.is_ascii_digit(),
        (Some('#' | '\n' | '|' | '-' | '*') | None, _) => false,
        (Some(c), _) => is_cjk(c) || c.is_ascii_alphanumeric() || matches!(c, ',' | '、' | '.' | ';' | ')' | '"' | '('),
    }
}

const NUMERALS: &str = "一二三四五六七八九十";
