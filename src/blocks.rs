//! The text as the pieces that a page shows: title, headings, paragraphs, and where the form's tables stand among them.
//!
//! A paragraph is whole, however many lines a page broke it into; the printed head of a table belongs to the table.

use crate::outline::Outline;
use crate::report::{Block, BlockKind};
use crate::resolve::Resolved;
use crate::sort::sort_by_key;
use crate::stream::Prose;
use crate::text::{Folded, holds, ink_in, is_in};
use std::ops::Range;

/// A block in folded characters.
type Piece = (Range<usize>, BlockKind, Option<&'static str>);

/// The blocks of a text, in its order.
pub(crate) fn blocks(folded: &Folded, prose: &Prose, outline: &Outline, tables: &[Resolved]) -> Vec<Block> {
    let title = outline.title.iter().map(|title| (title.range.clone(), BlockKind::Title, None));
    let headings =
        outline.sections.iter().map(|section| (section.heading.clone(), BlockKind::Heading, Some(section.id)));
    let mut landmarks: Vec<Piece> = title.chain(headings).collect();
    sort_by_key(&mut landmarks, |landmark| landmark.0.start);

    let mut pieces = pieces(folded, prose, &landmarks);
    for table in tables {
        let at = pieces.partition_point(|piece| piece.0.start < table.range.start);
        let heads = head(folded, &pieces[..at], table);
        // 895.90万元: what is left of the last cell on its line.
        let unit = pieces.get(at).map_or(0, |next| usize::from(is_rest(folded, table.range.end, &next.0)));
        pieces.splice(at - heads..at + unit, [(table.range.clone(), BlockKind::Table, Some(table.table.id))]);
    }
    // In a text that is no report's two tables may be read through each other.
    for i in 1..pieces.len() {
        let next = pieces[i].0.start;
        pieces[i - 1].0.end = pieces[i - 1].0.end.min(next);
    }
    pieces.into_iter().map(|(range, kind, of)| Block { kind, of, span: folded.span(range) }).collect()
}

/// Everything outside the tables: the landmarks, and what stands between them.
fn pieces(folded: &Folded, prose: &Prose, landmarks: &[Piece]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut done = 0;
    let mut landmarks = landmarks.iter().peekable();
    let words = |pieces: &mut Vec<Piece>, range: Range<usize>| {
        // 五、存在的主要问题及改进情况:无。 — what follows the heading on its line begins after the colon.
        let said = |c: &char| !(c.is_whitespace() || matches!(c, ':' | '.' | ',' | '|' | '#' | '*' | '-' | '>'));
        let Some(start) = folded.chars[range.clone()].iter().position(said) else { return };
        let range = range.start + start..range.end;
        let in_cells = folded.chars[range.clone()].iter().any(|c| matches!(c, '\t' | '|'));
        pieces.push((range, if in_cells { BlockKind::Row } else { BlockKind::Paragraph }, None));
    };
    for paragraph in prose.paragraphs() {
        let here = prose.folded(paragraph);
        // A title or a heading may stand on several lines.
        let mut at = here.start.max(done);
        while let Some(landmark) = landmarks.next_if(|landmark| landmark.0.start < here.end) {
            if landmark.0.start < at {
                continue;
            }
            words(&mut pieces, at..landmark.0.start);
            pieces.push(landmark.clone());
            at = landmark.0.end;
        }
        if at < here.end {
            words(&mut pieces, at..here.end);
        }
        done = done.max(at);
    }
    pieces
}

/// A rest of a cell is no longer than this.
const LONGEST_REST: usize = 6;

/// Whether what stands behind a table is the rest of its last cell.
fn is_rest(folded: &Folded, end: usize, next: &Range<usize>) -> bool {
    next.start >= end && next.len() <= LONGEST_REST && !folded.chars[end..next.start].contains(&'\n')
}

/// The ordinals of labels, that stand before them.
const ORDINALS: &str = "一二三四五六七";

/// How many of the pieces before a table are the head that is printed over it: 信息内容 | 本年制发件数 | …
fn head(folded: &Folded, before: &[Piece], table: &Resolved) -> usize {
    let words = table.table.heading_inks;
    let is_head = |(range, kind, _): &Piece| {
        if !matches!(kind, BlockKind::Paragraph | BlockKind::Row) {
            return false;
        }
        let ink = ink_in(&folded.chars[range.clone()]);
        let mut rest = &ink[..];
        while let Some(first) = rest.first() {
            let word = words.iter().find(|word| rest.starts_with(word)).map(|word| word.len());
            // A column's number, the ordinal of the first label, or a piece of a head that was broken over lines.
            match word {
                Some(length) => rest = &rest[length..],
                None if first.is_ascii_digit() || is_in(*first, ORDINALS) => rest = &rest[1..],
                None => break,
            }
        }
        rest.is_empty() || words.iter().any(|word| holds(word, &ink))
    };
    before.iter().rev().take_while(|piece| is_head(piece)).count()
}
