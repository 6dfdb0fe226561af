//! Prose that is last year's (年年雷同): the same clauses, whatever their numbers.

use super::Year;
use crate::findings::{Cause, Copied, Finding, Severity};
use crate::forms;
use crate::report::BlockKind;
use crate::sort::sort;
use crate::text::Span;

/// A section of which this share, in per cent, is last year's is told. (Pairs that were written anew have up to 31 per cent,
/// those that were taken over with some words changed from 69 on.)
const TOLD: usize = 50;
/// A section of fewer characters says the same each year because there is nothing to say.
const SHORTEST_SECTION: usize = 60;
/// A clause of fewer characters is anybody's: 下一步.
const SHORTEST: usize = 6;

/// Sections that a body writes itself: the others are tables, and clauses that the form asks for.
const WRITTEN: &[&str] = &["overview", "problems"];

/// What a clause ends with.
const ENDS: [char; 11] = ['。', '！', '？', '；', ';', '!', '?', '，', ',', '：', ':'];

/// A clause, where it stands, and what it says beside its numbers.
struct Clause {
    span: Span,
    says: Vec<char>,
}

/// The sections that were taken over from last year's report, each with its passages.
pub(super) fn check(this: Year<'_>, last: Year<'_>) -> Vec<Finding> {
    WRITTEN.iter().filter_map(|section| of_section(this, last, section)).collect()
}

fn of_section(this: Year<'_>, last: Year<'_>, id: &'static str) -> Option<Finding> {
    let here = clauses(this, id);
    let all: usize = here.iter().map(|clause| clause.says.len()).sum();
    if all < SHORTEST_SECTION {
        return None;
    }
    let there = clauses(last, id);
    let mut by_words: Vec<(&[char], usize)> =
        there.iter().enumerate().map(|(i, clause)| (&clause.says[..], i)).collect();
    sort(&mut by_words);
    let found = |says: &[char]| {
        let at = by_words.partition_point(|(other, _)| *other < says);
        by_words.get(at).filter(|(other, _)| *other == says).map(|(_, i)| *i)
    };
    let mut same = 0;
    // Clauses that follow each other here and there are one passage.
    let mut passages: Vec<(Span, Span)> = Vec::new();
    let mut before = None;
    for clause in &here {
        // What goes on as it did there, however short; else a clause that is long enough to be known.
        let on = before.map(|before: usize| before + 1);
        let on = on.filter(|&i| there.get(i).is_some_and(|other| other.says == clause.says));
        let copied = on.or_else(|| found(&clause.says).filter(|_| clause.says.len() >= SHORTEST));
        if let Some(i) = copied {
            same += clause.says.len();
            match (passages.last_mut(), on.is_some()) {
                (Some((here, from)), true) => (here.end, from.end) = (clause.span.end, there[i].span.end),
                _ => passages.push((clause.span, there[i].span)),
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

/// The clauses of a section's paragraphs.
fn clauses(Year { report, text }: Year<'_>, id: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut section = None;
    for block in &report.blocks {
        match block.kind {
            BlockKind::Heading => section = block.of,
            BlockKind::Paragraph if section == Some(id) => clauses_of(text, block.span, &mut clauses),
            _ => {}
        }
    }
    clauses
}

fn clauses_of(text: &str, span: Span, into: &mut Vec<Clause>) {
    let mut start = span.start;
    for clause in text[span.start..span.end].split_inclusive(ENDS) {
        // Numbers, punctuation and gaps aside.
        let says: Vec<char> = clause.chars().filter(|c| c.is_alphabetic()).collect();
        let end = start + clause.len();
        if !says.is_empty() {
            let gap = clause.len() - clause.trim_start().len();
            into.push(Clause { span: Span { start: start + gap, end }, says });
        }
        start = end;
    }
}
