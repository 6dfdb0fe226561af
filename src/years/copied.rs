//! Prose that is last year's (年年雷同): the same sentences, whatever their numbers.

use super::Year;
use crate::findings::{Cause, Copied, Finding, Severity};
use crate::forms;
use crate::report::BlockKind;
use crate::sort::sort;
use crate::text::Span;

/// A section of which this share, in per cent, is last year's is told. (Real pairs of years have up to 18 per cent.)
const TOLD: usize = 50;
/// A section of fewer characters says the same each year because there is nothing to say.
const SHORTEST_SECTION: usize = 60;
/// A sentence of fewer characters is anybody's: 主要做了以下工作.
const SHORTEST: usize = 10;

/// Sections that a body writes itself: the others are tables, and sentences that the form asks for.
const WRITTEN: &[&str] = &["overview", "problems"];

/// What a sentence, or a part of one that stands for itself, ends with.
const ENDS: [char; 7] = ['。', '！', '？', '；', ';', '!', '?'];

/// A sentence, where it stands, and what it says beside its numbers.
struct Sentence {
    span: Span,
    says: Vec<char>,
}

/// The sections that were taken over from last year's report, each with its passages.
pub(super) fn check(this: Year<'_>, last: Year<'_>) -> Vec<Finding> {
    WRITTEN.iter().filter_map(|section| of_section(this, last, section)).collect()
}

fn of_section(this: Year<'_>, last: Year<'_>, id: &'static str) -> Option<Finding> {
    let here = sentences(this, id);
    let all: usize = here.iter().map(|sentence| sentence.says.len()).sum();
    if all < SHORTEST_SECTION {
        return None;
    }
    let there = sentences(last, id);
    let mut by_words: Vec<(&[char], usize)> =
        there.iter().enumerate().map(|(i, sentence)| (&sentence.says[..], i)).collect();
    sort(&mut by_words);
    let found = |says: &[char]| {
        let at = by_words.partition_point(|(other, _)| *other < says);
        by_words.get(at).filter(|(other, _)| *other == says).map(|(_, i)| *i)
    };
    let mut same = 0;
    // Sentences that follow each other here and there are one passage.
    let mut passages: Vec<(Span, Span)> = Vec::new();
    let mut before = None;
    for sentence in &here {
        let copied = found(&sentence.says).filter(|_| sentence.says.len() >= SHORTEST);
        if let Some(i) = copied {
            same += sentence.says.len();
            match (passages.last_mut(), before.is_some_and(|before: usize| before + 1 == i)) {
                (Some((here, from)), true) => (here.end, from.end) = (sentence.span.end, there[i].span.end),
                _ => passages.push((sentence.span, there[i].span)),
            }
        }
        before = copied;
    }
    let share = same * 100 / all;
    if share < TOLD {
        return None;
    }
    let section = forms::standard().iter().flat_map(|form| form.sections).find(|section| section.id == id)?;
    let spans = passages.iter().map(|(here, _)| *here).collect();
    let passages =
        passages.iter().map(|(here, from)| Copied { here: *here, last: last.text[from.start..from.end].into() });
    let cause = Cause::CopiedProse { section, share, passages: passages.collect() };
    Some(Finding::new("years.copied-prose", id, Severity::Warning, cause, spans))
}

/// The sentences of a section's paragraphs.
fn sentences(Year { report, text }: Year<'_>, id: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut section = None;
    for block in &report.blocks {
        match block.kind {
            BlockKind::Heading => section = block.of,
            BlockKind::Paragraph if section == Some(id) => sentences_of(text, block.span, &mut sentences),
            _ => {}
        }
    }
    sentences
}

fn sentences_of(text: &str, span: Span, into: &mut Vec<Sentence>) {
    let mut start = span.start;
    for sentence in text[span.start..span.end].split_inclusive(ENDS) {
        // Numbers, punctuation and gaps aside.
        let says: Vec<char> = sentence.chars().filter(|c| c.is_alphabetic()).collect();
        let end = start + sentence.len();
        if !says.is_empty() {
            let gap = sentence.len() - sentence.trim_start().len();
            into.push(Sentence { span: Span { start: start + gap, end }, says });
        }
        start = end;
    }
}
