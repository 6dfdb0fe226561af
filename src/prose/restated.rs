//! A number that is told again, and otherwise: 主动公开476条 in one paragraph, 主动公开的467条信息 in another.
//!
//! What the form does not count has no name of its own; that two numbers are of one thing is told by the same words before them or behind
//! them, with nothing in their clauses that says whose, when or which. And that one is a slip of the other, by their digits: two
//! changed places, or one is another. Numbers of different things are seldom so.

use super::claims::Said;
use super::near::is_slip_of;
use super::tokens::{Kind, Token};
use super::words::Word;
use super::{View, finding};
use crate::findings::{Cause, Finding, Severity};
use crate::sort::sort_by_key;
use crate::text::is_cjk;

/// Of fewer digits many are alike.
const FEWEST_DIGITS: usize = 3;
/// The words that name a thing are so many characters.
const NAME: usize = 4;

/// A number as it is told.
struct Told<'v> {
    said: &'v Said<'v>,
    /// The characters before it that name it; those behind it.
    before: Vec<char>,
    behind: Vec<char>,
    /// Its clause says nothing but what is counted.
    plain: bool,
}

pub(super) fn check(view: &View<'_>) -> Vec<Finding> {
    let mut told: Vec<Told<'_>> = view.numbers().iter().filter_map(|said| Told::new(view, said)).collect();
    // Those with as many digits, one after the other.
    sort_by_key(&mut told, |told| (digits(told.said).len(), told.said.quantity.range.start));
    let mut found = Vec::new();
    for group in told.chunk_by(|a, b| digits(a.said).len() == digits(b.said).len()) {
        for (at, second) in group.iter().enumerate() {
            // The nearest before it that is of the same.
            let first =
                group[at.saturating_sub(MOST)..at].iter().rev().find(|first| first.is_of_the_same(second, view));
            let is_once = |first: &&Told<'_>| {
                // Once more like one of them: which is wrong is known, and it is told.
                first.said.quantity.value != second.said.quantity.value && alike(first.said, second.said)
            };
            let Some(first) = first.filter(is_once) else { continue };
            let name = if first.before == second.before { &second.before } else { &second.behind };
            let words = name.iter().collect();
            let [one, other] = [first, second].map(|told| told.said.quantity.text());
            let cause = Cause::Restated { words, first: one, second: other };
            let spans = [second, first].map(|told| view.span(told.said.quantity.range.clone()));
            found.push(finding("prose.self-contradiction", Severity::Warning, cause, spans.to_vec()));
        }
    }
    found
}

/// So many numbers before one are looked at.
const MOST: usize = 60;

impl<'v> Told<'v> {
    fn new(view: &'v View<'_>, said: &'v Said<'v>) -> Option<Told<'v>> {
        let of_this_year = said.is_count() && !said.quantity.approximate && view.is_this_year(said.year);
        if !of_this_year || !view.claims_of(said).is_empty() || digits(said).len() < FEWEST_DIGITS {
            return None;
        }
        let chars = &view.prose.chars;
        let range = &said.quantity.range;
        let tokens = &view.sentences[said.sentence].tokens;
        let divides = |token: &Token| token.is_mark(",;:()");
        let start = tokens[..said.token].iter().rposition(divides).map_or(0, |at| at + 1);
        let end = tokens[said.token..].iter().position(divides).map_or(tokens.len(), |at| said.token + at);
        let clause = &tokens[start..end];
        // Of several numbers in a clause, each is of something of its own.
        let alone = clause.iter().filter(|token| token.number().is_some()).count() == 1;
        let narrows = |token: &Token| {
            matches!(
                token.kind,
                Kind::Year(_)
                    | Kind::Word(
                        Word::LastYear
                            | Word::NextYear
                            | Word::OtherTime
                            | Word::Among
                            | Word::Rest
                            | Word::Each
                            | Word::Aside
                            | Word::OneBody
                            | Word::AllBodies
                            | Word::Compared
                            | Word::From
                            | Word::Reached
                    )
            )
        };
        let says_nothing = |c: &char| "的共计约达了为有是总全年度本".contains(*c);
        let mut before: Vec<char> = Vec::new();
        for c in
            chars[..range.start].iter().rev().skip_while(|c| says_nothing(c)).take_while(|c| is_cjk(**c)).take(NAME)
        {
            before.push(*c);
        }
        before.reverse();
        let behind = chars[range.end..].iter().skip_while(|c| says_nothing(c)).take_while(|c| is_cjk(**c));
        let behind: Vec<char> = behind.take(NAME).copied().collect();
        // Nothing stands before the words that name it but what says nothing.
        let clause_start = clause.first().map_or(range.start, |token| token.range.start);
        let name_start =
            range.start - chars[clause_start..range.start].iter().rev().take_while(|c| says_nothing(c)).count();
        let lead = &chars[clause_start..name_start.saturating_sub(before.len()).max(clause_start)];
        let plain = alone
            && !clause.iter().any(narrows)
            && lead.iter().all(|c| says_nothing(c) || "我县市区镇局其中今累".contains(*c));
        Some(Told { said, before, behind, plain })
    }

    fn is_of_the_same(&self, other: &Told<'_>, view: &View<'_>) -> bool {
        let named = |one: &[char], other: &[char]| one.len() == NAME && one == other;
        self.said.quantity.unit == other.said.quantity.unit
            && view.opening(self.said.sentence) != view.opening(other.said.sentence)
            && (self.plain || other.plain)
            && (named(&self.before, &other.before) || (named(&self.behind, &other.behind)))
    }
}

fn digits(said: &Said<'_>) -> Vec<char> {
    said.quantity.value.to_string().chars().filter(char::is_ascii_digit).collect()
}

/// Whether one number is a slip of the other.
fn alike(one: &Said<'_>, other: &Said<'_>) -> bool {
    let values = one.quantity.value.as_whole().zip(other.quantity.value.as_whole());
    values.is_some_and(|(one, other)| is_slip_of(one, other))
}
