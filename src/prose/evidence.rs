//! Which readings stand, by how their neighbours fare against the tables.
//!
//! A sentence whose other numbers are the table's speaks of the table: then a word that alone says little (律所2件) is
//! believed, and the one number that differs is wrong. Where none is the table's, it rather speaks of something else.

use super::claims::{Claim, Said};
use super::fits::SMALL;
use super::hinted::Hinted;
use super::measures as m;
use super::quantity::Unit;
use super::slips::{self, Likeness};
use super::tokens::{Sentence, Token};
use super::words::Word;
use super::{View, otherwise};
use crate::findings::{Finding, Severity};
use crate::number::Number;
use crate::report::{Held, Scope};
use crate::text::says_any;
use std::cell::{LazyCell, OnceCell};
use std::ops::Range;

/// So many claims to either side bear on one.
const REACH: usize = 48;

/// So many numbers to either side may be the table's in its stead.
const BESIDE: usize = 12;

/// So many of a list.
const LIST: usize = 3;

/// So many of a paragraph that are the table's speak for one that is nearly so.
const COMPANY: usize = 3;

/// So many words before it say which disputes are meant.
const NEAR: usize = 96;

/// What is believed of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Belief {
    Stands,
    /// Its neighbours do not bear it out.
    Doubted,
    /// It counts something else.
    Elsewhere,
}

/// Takes back what the neighbours do not bear out: of a claim that is doubted, what it was held against and what was
/// found; and whether it stands as a claim at all.
pub(crate) fn weigh(
    view: &View<'_>,
    facts: &[Hinted],
    held: &mut [Option<Held>],
    found: &mut [Option<Box<Finding>>],
) -> Vec<Belief> {
    let agrees: Vec<Option<bool>> = held.iter().map(|held| held.as_ref().map(|held| held.agrees)).collect();
    let candidates = OnceCell::new();
    // (Asked once a sentence, however many claims it makes; most reports' are not asked.)
    let outside = OnceCell::<Vec<bool>>::new();
    let speaks_of_others = |sentence: &Sentence| sentence.tokens.iter().any(|token| token.is(Word::Outside));
    let all_outside = || view.sentences.iter().map(speaks_of_others).collect();
    let claims = view.claims().iter().enumerate();
    claims
        .map(|(i, claim)| {
            let differs = agrees[i] == Some(false);
            let list = if differs { by_its_list(view, i, held) } else { None };
            if list == Some(Listed::Mended) {
                return Belief::Stands;
            }
            let neighbours = LazyCell::new(|| Neighbours::of(view, i, &agrees, facts));
            let outside = || outside.get_or_init(all_outside)[claim.sentence];
            let of_all = || differs && is_of_all_matters(view, claim);
            // 予以公开7件,部分公开3件,不予公开1件,无法提供3件: of a list of the table's nothing else is meant.
            let is_listed = differs && claim.is_plain() && neighbours.kindred >= LIST;
            let fits = || otherwise::fits(view, i, held, candidates.get_or_init(|| otherwise::candidates(view)));
            let of_other = differs
                && !is_listed
                && (list == Some(Listed::Whole)
                    || says_the_tables(view, i, held)
                    || otherwise::is_of_other_words(view, i, held)
                    || otherwise::is_with_another(view, i, held)
                    || fits());
            // 许可342件: what is the table's, and no small number, needs nothing else to speak for it.
            let is_borne_out = || {
                let telling = |value: i64| value >= SMALL;
                (!differs && held[i].is_some() && claim.value.as_whole().is_some_and(telling))
                    || is_surely_a_slip(claim, held[i].as_ref())
            };
            let doubted = of_other
                || of_all()
                || (differs || claim.needs > 0) && (outside() || (neighbours.doubt(claim, differs) && !is_borne_out()));
            if doubted {
                held[i] = None;
                found[i] = None;
            } else if let (Some(held), Some(found)) = (&held[i], &mut found[i]) {
                let own = severity(view, claim, held, &neighbours);
                // 全局制发4件、废止7件,现行有效32件: whose numbers they are the others of its sentence tell.
                let is_scope_told = || claim.scope != Scope::Unsaid && neighbours.likewise;
                found.severity = match () {
                    () if is_listed => Severity::Warning,
                    () if is_scope_told() => own,
                    () => found.severity.max(own),
                };
            }
            if of_other || ((differs || !view.is_this_year(claim.year)) && outside()) {
                Belief::Elsewhere
            } else if doubted && (claim.needs > 0 || claim.of_some) {
                Belief::Doubted
            } else {
                Belief::Stands
            }
        })
        .collect()
}

/// 公示行政处罚1736件 for the table's 1376: of four and more digits all but one, or but two that changed places. No other number is so near.
pub(super) fn is_surely_a_slip(claim: &Claim, held: Option<&Held>) -> bool {
    const LEAST: i64 = 1000;
    let table = held.filter(|held| !held.agrees).and_then(|held| held.value.as_whole());
    let said = claim.value.as_whole();
    let near = table.zip(said).is_some_and(|(table, said)| {
        table.min(said) >= LEAST && slips::is_digit_of(said, table) && !claim.at_most && !claim.of_some
    });
    near && claim.measures.len() == 1
}

/// How grave it is that a claim differs: by how like its number is to the table's, and whether others of its sentence are the table's.
fn severity(view: &View<'_>, claim: &Claim, held: &Held, neighbours: &Neighbours) -> Severity {
    // 未被申请复议, 0件: nobody counts nothing of anything else.
    if claim.value == Number::whole(0) {
        return Severity::Warning;
    }
    // What is near only must be beyond doubt: 律所2件 says little alone, 复议4件、诉讼2件,…维持4件 not of which it is. Numbers of
    // several digits that are near by their size (33 for 28) are borne out by others.
    let small = |number: Number| number.as_whole().is_some_and(|value| value < SMALL);
    let plain = claim.needs == 0 && small(claim.value) && small(held.value);
    if neighbours.company && neighbours.wrong == 0 && is_plainly_said(view, claim) {
        return Severity::Warning;
    }
    let is_near_enough = !is_ending_of_either(view, claim) && (plain || neighbours.company);
    Likeness::of(claim.value, held.value).severity(if is_near_enough { Likeness::Near } else { Likeness::Slip })
}

/// 办结182件,结转2023年继续办理19件: whether all words before a number are known, and none of them makes it of something else.
fn is_plainly_said(view: &View<'_>, claim: &Claim) -> bool {
    const OTHERWISE: &[Word] = &[
        Word::From,
        Word::Compared,
        Word::Against,
        Word::Among,
        Word::Within,
        Word::Including,
        Word::Except,
        Word::Each,
        Word::Respectively,
        Word::OneBody,
        Word::OtherTime,
        Word::LastYear,
        Word::Because,
    ];
    let Some(said) = view.said_at(&claim.range) else { return false };
    let label = view.words_before(said);
    claim.is_plain()
        && claim.scope != Scope::Other
        && !label.tokens.is_empty()
        && label.gap() == 0
        && !label.has_any(OTHERWISE)
}

/// Whether a claim tells how disputes ended, where its sentence named both kinds of them before.
fn is_ending_of_either(view: &View<'_>, claim: &Claim) -> bool {
    let tokens = &view.sentences[claim.sentence].tokens;
    let own = tokens.partition_point(|token| token.range.start < claim.range.start);
    let before = &tokens[own.saturating_sub(NEAR)..own];
    let names = |word: Word| before.iter().any(|token| token.is(word));
    let is_ending = claim.measures.iter().any(|measure| m::ended(measure).is_some());
    is_ending && names(Word::Reconsideration) && names(Word::Suit)
}

/// What a list tells of one of its numbers that is not the table's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listed {
    /// 办结29件,其中公开10件,部分公开5件,不予公开6件,无法提供6件,其他1件: with the table's number in its place, the list gives its
    /// whole, and without it does not. Nothing else is meant then.
    Mended,
    /// 新收499件,自然人444件、企业51件、其他组织和机构4件: it gives its whole as it stands. Its words mean something else.
    Whole,
}

/// What the list that a claim stands in, behind a whole that the table bears out, tells of it; `None` where it tells nothing.
fn by_its_list(view: &View<'_>, i: usize, held: &[Option<Held>]) -> Option<Listed> {
    let claim = &view.claims()[i];
    let numbers = &view.numbers()[view.numbers_of(claim.sentence)];
    let own = numbers.iter().position(|said| said.quantity.range.start == claim.range.start)?;
    let value = |said: &Said<'_>| said.quantity.value.as_whole().filter(|_| said.is_count());
    let table = held[i].as_ref().and_then(|held| held.value.as_whole());
    let (said, table) = value(&numbers[own]).zip(table)?;
    let is_listed = |said: &&Said<'_>| said.quantity.unit == numbers[own].quantity.unit && value(said).is_some();
    let borne_out = |said: &Said<'_>| held[said.claims.clone()].iter().flatten().any(|held| held.agrees);
    let tokens = &view.sentences[claim.sentence].tokens;
    // A whole that the table bears out, and what follows it, up to a semicolon.
    (0..own).rev().filter(|at| is_listed(&&numbers[*at]) && borne_out(&numbers[*at])).find_map(|at| {
        let whole = value(&numbers[at])?;
        let from = numbers[at].token;
        let between = &tokens[from..numbers[own].token];
        let opened = between.iter().any(|token| token.is(Word::Among) || token.is_mark(":") || token.is_mark("("));
        let ends = between.iter().any(|token| token.is_mark(";"));
        let end = tokens[from..].iter().position(|token| token.is_mark(";")).map_or(tokens.len(), |end| from + end);
        let list = &numbers[at + 1..];
        let list = &list[..list.partition_point(|said| said.token < end)];
        let list = &list[..list.iter().take_while(is_listed).count()];
        let sum = list.iter().filter_map(value).try_fold(0i64, i64::checked_add);
        let mended = sum.and_then(|sum| sum.checked_sub(said)?.checked_add(table));
        // (Two that are off and make up for each other were meant so.)
        let off =
            list.iter().filter(|said| held[said.claims.clone()].iter().flatten().any(|held| !held.agrees)).count();
        // 新收27件,上年结转1件,办结25件,结转下年1件: what came from last year is no part of what came in this year.
        let came_before = |said: &Said<'_>| view.claims_of(said).iter().any(|claim| claim.measures == [&m::CARRIED_IN]);
        match () {
            () if ends || list.len() < 3.max(own - at) => None,
            () if sum == Some(whole) => (off == 1 && !list.iter().any(came_before)).then_some(Listed::Whole),
            // (55件新申请,企业25件,科研机构16件,个人16件,律所2件: a long one needs no word that opens it.)
            () => ((opened || list.len() > 3) && mended == Some(whole)).then_some(Listed::Mended),
        }
    })
}

/// 我局上年结转16件,原知识产权局上年结转3件,合计19件: the table's number stands beside it, and counts nothing else.
fn says_the_tables(view: &View<'_>, i: usize, held: &[Option<Held>]) -> bool {
    let claim = &view.claims()[i];
    let Some(table) = held[i].as_ref().map(|held| held.value) else { return false };
    // (Of a sentence without an end those beside it.)
    let numbers = &view.numbers()[view.numbers_of(claim.sentence)];
    let own = numbers.partition_point(|said| said.quantity.range.start < claim.range.start);
    let near = &numbers[own.saturating_sub(BESIDE)..numbers.len().min(own + BESIDE)];
    // 2022年年报结转数为5件,后经核对,…按更正后的6件填报: what was said before.
    const CORRECTS: &[&str] = &["更正", "订正", "勘误", "核对", "核实", "漏登", "漏报", "漏统", "误报", "误填"];
    let is_corrected = || says_any(&view.prose.chars[view.sentences[claim.sentence].range.clone()], CORRECTS);
    near.iter().any(|said| {
        let counts = said.is_count() && matches!(said.quantity.unit, Unit::Case(_));
        let explained = held[said.claims.clone()].iter().any(Option::is_some);
        let of_table = counts && said.quantity.value == table && view.is_this_year(said.year) && !explained;
        // (A small number may be anything: so it is said to be of the same.)
        let of_same = || view.claims_of(said).iter().any(|other| other.measures == claim.measures);
        // 制定规章3件;设区的市制定规章6件,全省合计9件: a total of those before it.
        // (复议有5件,占全部7件的大半.)
        let of_all = || {
            view.words_before(said).has_any(&[Word::Total, Word::Every])
                && said.quantity.range.start > claim.range.start
        };
        let is_one = || of_same() || of_all() || is_corrected();
        of_table && (table >= Number::whole(SMALL) || (table != Number::whole(0) && is_one()))
    })
}

/// 行政复议案件13件,其中政府信息公开类1件; 行政诉讼12件,无一涉及政府信息公开: of whatever matter, as what follows says.
fn is_of_all_matters(view: &View<'_>, claim: &Claim) -> bool {
    let tokens = &view.sentences[claim.sentence].tokens;
    let at = tokens.partition_point(|token| token.range.start < claim.range.start);
    if tokens.get(at).is_none_or(|token| token.range.start != claim.range.start) {
        return false;
    }
    let start = tokens[..at].iter().rposition(|token| token.is_mark(",;")).map_or(0, |mark| mark + 1);
    let is_of_matter = |tokens: &[Token]| tokens.iter().any(|token| token.is(Word::Disclosure));
    let rest = &tokens[at + 1..];
    let end = rest.iter().position(|token| token.is_mark(";") || token.number().is_some()).unwrap_or(rest.len());
    let rest = &rest[..end];
    let narrows = |token: &Token| token.is(Word::Among) || token.is(Word::None);
    claim.measures[0].table() == Some("disputes")
        && !is_of_matter(&tokens[start..at])
        && is_of_matter(rest)
        && rest.iter().any(narrows)
}

/// How those beside a claim fare.
struct Neighbours {
    /// How much speaks for it: neighbours that agree with the table and divide the same, or are no small numbers, which
    /// agree by chance.
    right: usize,
    /// How many differ.
    wrong: usize,
    /// The same is counted once more, and that is the table's: 全县共收到134件,其中县政府30件.
    twin: bool,
    /// One of its sentence is that table's, or all of its paragraph, and they are several.
    company: bool,
    /// So many of a list that it stands in, which divide the same, are that table's; none where one differs.
    kindred: usize,
    /// Others of its sentence that are said to be of the same bodies are that table's, and none of them differs.
    likewise: bool,
}

impl Neighbours {
    fn of(view: &View<'_>, i: usize, agrees: &[Option<bool>], facts: &[Hinted]) -> Neighbours {
        let claims = view.claims();
        let claim = &claims[i];
        let table = |claim: &Claim| claim.measures[0].table();
        let mut found = Neighbours { right: 0, wrong: 0, twin: false, company: false, kindred: 0, likewise: false };
        // (收到24件。自然人17件。部分公开2件。: of a paragraph without an error.)
        let (mut all, mut off) = (0, 0);
        let (mut likewise, mut unlike) = (0, 0);
        let (mut kindred, mut odd) = (0, 0);
        let divides = |kin: m::Kin| matches!(kin, m::Kin::Applicants | m::Kin::Outcomes);
        let of_list = |other: &Claim| {
            let kin = m::kin(other.measures[0]);
            other.sentence == claim.sentence && divides(kin) && kin == m::kin(claim.measures[0])
        };
        for j in paragraph(view, i).filter(|&j| j != i) {
            let other = &claims[j];
            if table(other) == table(claim) {
                all += usize::from(agrees[j] == Some(true) && other.value != Number::whole(0));
                off += usize::from(agrees[j] == Some(false));
            }
            let right = agrees[j] == Some(true) && other.value != Number::whole(0);
            // 未被复议;…受理的涉我局行政复议2件: that there was none is said, too.
            let said = right || (agrees[j] == Some(true) && other.is_implied());
            found.twin |= said
                && other.measures == claim.measures
                && (other.scope != claim.scope || other.sentence == claim.sentence);
            // What is made and decided is told of one after the other, sentence by sentence.
            let near = other.sentence == claim.sentence || table(claim) == Some("disclosure");
            if !near || table(other) != table(claim) {
                continue;
            }
            found.company |= right && other.sentence == claim.sentence;
            if of_list(other) {
                kindred += usize::from(agrees[j] == Some(true));
                odd += usize::from(agrees[j] == Some(false));
            }
            if other.sentence == claim.sentence && other.scope == claim.scope {
                likewise += usize::from(right);
                unlike += usize::from(agrees[j] == Some(false));
            }
            let akin = claim.needs == 0 || m::kin(other.measures[0]) == m::kin(claim.measures[0]);
            let large = other.value.as_whole().is_some_and(|value| value >= 10);
            found.right += if right { usize::from(akin) + usize::from(large) } else { 0 };
            found.wrong += usize::from(agrees[j] == Some(false));
        }
        found.kindred = if odd == 0 { kindred } else { 0 };
        found.likewise = likewise > 1 && unlike == 0;
        // 办了22件,还剩1件: what words only hint at, and is the table's, too.
        let from = facts.partition_point(|fact| fact.claim.sentence < claim.sentence);
        for fact in facts[from..].iter().take_while(|fact| fact.claim.sentence == claim.sentence).take(REACH) {
            let of_table = table(&fact.claim) == table(claim) && fact.claim.range != claim.range;
            let large = fact.claim.value >= Number::whole(SMALL);
            found.right += if of_table { 1 + usize::from(large) } else { 0 };
            found.company |= of_table;
        }
        found.company |= all >= COMPANY && off == 0;
        found
    }

    fn doubt(&self, claim: &Claim, differs: bool) -> bool {
        let Neighbours { right, wrong, twin, .. } = *self;
        if claim.of_some && differs {
            right < 3 || wrong > 0 || twin
        } else if claim.needs == 0 {
            twin || (wrong >= 2 && right == 0)
        } else {
            right < claim.needs + usize::from(differs) || wrong > 0
        }
    }
}

/// The claims of a claim's paragraph that are not far from it.
fn paragraph(view: &View<'_>, i: usize) -> Range<usize> {
    let claims = view.claims();
    let opening = view.opening(claims[i].sentence);
    let near = i.saturating_sub(REACH)..claims.len().min(i + REACH);
    let own = |claim: &Claim| view.opening(claim.sentence);
    let start = near.start + claims[near.clone()].partition_point(|claim| own(claim) < opening);
    let end = near.start + claims[near].partition_point(|claim| own(claim) <= opening);
    start..end
}
