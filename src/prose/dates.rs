//! Prose that speaks of another year than the report's: taken over from an earlier report and not brought up to date.

use super::View;
use super::change::Change;
use super::claims::Claim;
use super::compare;
use super::label::is_role;
use super::tokens::{Kind, Sentence, Token};
use super::words::Word;
use crate::findings::{Cause, Finding, Severity};
use crate::outline::Section;
use crate::report::Relation;
use crate::structure;
use std::ops::Range;

/// The sections that tell what was done in the year; 五 speaks of the next one too.
const OF_THE_YEAR: [&str; 2] = ["overview", "other"];

/// Reports are written after others of so many years at most.
const REACH: i32 = 3;

/// One finding a section: the year it speaks of, where that cannot be the report's.
pub(crate) fn check(view: &View<'_>) -> Vec<Finding> {
    let Some(year) = view.input.year else { return Vec::new() };
    let sections = view.input.sections.iter().filter(|section| OF_THE_YEAR.contains(&section.id));
    sections
        .filter_map(|section| {
            let (said, range) = slip(view, section, year)?;
            let span = Some(view.span(range));
            let what = Cause::ProseYear { said, year };
            Some(structure::finding("structure.year-slip", section.id, Severity::Warning, what, span))
        })
        .collect()
}

fn slip(view: &View<'_>, section: &Section, year: u16) -> Option<(u16, Range<usize>)> {
    let of_section = |sentence: &Sentence| {
        sentence
            .tokens
            .first()
            .is_some_and(|token| section.body.contains(&view.prose.folded(token.range.clone()).start))
    };
    let sentences: Vec<(usize, &Sentence)> =
        view.sentences.iter().enumerate().filter(|(_, sentence)| of_section(sentence)).collect();
    let is_this = |token: &Token| match token.kind {
        Kind::Year(own) => own == year || Some(own) == view.input.period,
        Kind::Word(word) => word == Word::ThisYear,
        _ => false,
    };
    // The report's own year is spoken of too: then the other one may be meant.
    let mixed = sentences.iter().any(|(_, sentence)| sentence.tokens.iter().any(is_this));
    sentences.iter().find_map(|&(index, sentence)| {
        let (said, range) = leading_year(view, sentence)?;
        // The period's year: the title's is what was not brought up to date, which is said of the title.
        let own = said == year || Some(said) == view.input.period;
        let near = !own && (i32::from(said) - i32::from(year)).abs() <= REACH;
        // 2025年,我们将…: what is to come is told of another year.
        let mut claims = view.claims().iter().filter(|claim| claim.sentence == index);
        let told = said < year || claims.next().is_some();
        (near && told && !is_comparison(view, index) && (!mixed || gives_the_tables_numbers(view, index, said)))
            .then_some((said, range))
    })
}

/// The year that a sentence begins with: 2023年,….
fn leading_year(view: &View<'_>, sentence: &Sentence) -> Option<(u16, Range<usize>)> {
    let mut tokens = sentence.tokens.iter().skip_while(|token| token.is(Word::Anew));
    let token = tokens.next()?;
    let Kind::Year(year) = token.kind else { return None };
    // 2023年度; what is only compared (2023年同期), or a date (2021年1月1日起施行), is no beginning.
    let says_nothing = |token: &Token| {
        let first = view.prose.chars[token.range.start];
        token.is(Word::Plain) && (first == '度' || first.is_ascii_digit())
    };
    let next = tokens.find(|token| !says_nothing(token))?;
    let begins = match next.kind {
        Kind::Mark(mark) => mark == ',',
        Kind::Word(word) => {
            let who = [Word::Own, Word::AllBodies, Word::OneBody, Word::Anew, Word::Total, Word::None];
            who.contains(&word) || is_role(word)
        }
        Kind::Gap | Kind::Number(_) | Kind::Year(_) => false,
    };
    begins.then(|| (year, token.range.clone()))
}

/// Whether the same things are told without that year too (收到申请33件。2023年收到申请30件), or it is what the tables' number is held against
/// (申请88件。2021年新收79件,增加9件).
fn is_comparison(view: &View<'_>, sentence: usize) -> bool {
    let counts = || view.claims().iter().filter(|claim| claim.relation == Relation::Count);
    let changes = || {
        let all = view.numbers()[view.numbers_of(sentence)].iter();
        let rises = all.filter_map(|said| Some((Change::is_up(said.relation?)?, said.quantity.value.as_whole()?)));
        rises.map(|(up, by)| if up { by } else { -by })
    };
    let is_base = |claim: &Claim| {
        let now = compare::value(view, claim).zip(claim.value.as_whole());
        now.is_some_and(|(now, then)| changes().any(|by| then.checked_add(by) == Some(now)))
    };
    counts().filter(|claim| claim.sentence == sentence).any(|claim| {
        is_base(claim)
            || counts().any(|other| {
                other.sentence != sentence && view.is_this_year(other.year) && other.measures == claim.measures
            })
    })
}

/// Whether what is said of another year is what the tables say of this one: at least two numbers, and every one.
fn gives_the_tables_numbers(view: &View<'_>, sentence: usize, said: u16) -> bool {
    let claims: Vec<_> = view
        .claims()
        .iter()
        .filter(|claim| claim.sentence == sentence && claim.year == Some(said) && claim.relation == Relation::Count)
        .filter(|claim| !claim.approximate && claim.value.as_whole() != Some(0))
        .collect();
    claims.len() >= 2 && claims.iter().all(|claim| compare::agrees(view, claim))
}
