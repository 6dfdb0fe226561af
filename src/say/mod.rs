//! Says findings, claims and refusals in a language. A language is one file, `zh.rs` or `en.rs`, that implements
//! `Language`: a new one is asked by the compiler for whatever it lacks.
//!
//! A message says the arithmetic in the form's own words. It never blames, and says 可能 only in warnings.

mod en;
mod zh;

use crate::findings::{Cause, Counted, Finding, Fix, Place, Severity, Why, WorkedEquation};
use crate::forms::{Column, Name, Over, Row, Table};
use crate::intake::{PageState, Refusal};
use crate::report::{Claim, Report};
use crate::rules::rule;
use crate::sort::sort_by_key;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Lang {
    /// Plain Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    fn language(self) -> &'static dyn Language {
        match self {
            Lang::Zh => &zh::Zh,
            Lang::En => &en::En,
        }
    }

    /// A name in the language.
    pub fn pick(self, name: Name) -> &'static str {
        self.language().pick(name)
    }
}

/// What a language has to say.
trait Language {
    /// A name of a form, a rule or of something counted.
    fn pick(&self, name: Name) -> &'static str;
    /// A row's name in a sentence.
    fn row(&self, row: &Row) -> String;
    /// A row that a sum is of.
    fn of_row(&self, row: &Row) -> String;
    /// A column that a sum is of.
    fn of_column(&self, column: &Column) -> String;
    /// A sum, and what it is of.
    fn sum_of(&self, anchor: &str, sum: &str) -> String;
    /// A cell.
    fn cell(&self, row: &Row, column: &Column) -> String;
    /// A cell, what stands there and what should.
    fn mend(&self, cell: &str, from: Option<i64>, to: i64) -> String;
    /// Things counted together.
    fn counted(&self, what: &[Counted]) -> String;
    /// A finding, in a sentence or two.
    fn finding(&self, finding: &Finding) -> String;
    /// Behind what the prose contradicts, where it may mean something else.
    fn unsure(&self) -> &'static str;
    /// Why a file is not read, and what to do instead.
    fn refusal(&self, refusal: Refusal) -> &'static str;
    /// Pages, by their numbers, and what became of them.
    fn pages(&self, numbers: &str, state: PageState) -> String;
    /// A page, after a file's name.
    fn page(&self, number: usize) -> String;
    /// A cell that is not the sum of the departments'.
    fn gap(&self, cell: &str, sum: i64, stands: i64) -> String;
    /// Why an equation was not decided.
    fn why(&self, why: Why) -> &'static str;
    /// A severity, as a heading.
    fn severity(&self, severity: Severity) -> &'static str;
    /// What a marked cell should be.
    fn should_be(&self, to: i64) -> String;
    /// A report in one line, after its name.
    fn summary(&self, counts: Summary) -> String;
    /// Many reports in one line.
    fn reports(&self, counts: Reports) -> String;
}

impl Finding {
    /// What is wrong, in a sentence or two.
    pub fn message(&self, lang: Lang) -> String {
        let language = lang.language();
        let message = language.finding(self);
        // What is a warning, and no more than a note here.
        let unsure = self.severity == Severity::Info
            && (self.rule.starts_with("prose.") || self.rule == "years.prior-figures")
            && rule(self.rule).is_some_and(|rule| rule.severity != Severity::Info);
        if unsure { message + language.unsure() } else { message }
    }
}

impl Claim {
    /// What is counted, in words.
    pub fn name(&self, lang: Lang) -> String {
        let language = lang.language();
        language.counted(&self.counts)
    }
}

/// The plain name of a rule, as supervisors say it; its id where it is none of ours.
pub fn rule_name(id: &'static str, lang: Lang) -> &'static str {
    rule(id).map_or(id, |rule| lang.pick(rule.name))
}

/// A row's name in a sentence: in Chinese the label with its ordinal, without what explains it.
pub fn row_name(row: &Row, lang: Lang) -> String {
    lang.language().row(row)
}

/// Why a file is not read, and what to do instead.
pub fn refusal(refusal: Refusal, lang: Lang) -> &'static str {
    lang.language().refusal(refusal)
}

/// A page of a file, after its name.
pub fn page(number: usize, lang: Lang) -> String {
    lang.language().page(number)
}

/// Pages by what became of them, in the order of the first of each.
fn pages_by_state(pages: &[(usize, PageState)], language: &dyn Language, apart: &str) -> Vec<String> {
    let mut states: Vec<PageState> = Vec::new();
    for (_, state) in pages {
        if !states.contains(state) {
            states.push(*state);
        }
    }
    let of = |state: &PageState| {
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for (number, _) in pages.iter().filter(|(_, of_page)| of_page == state) {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == *number => *last = *number,
                _ => ranges.push((*number, *number)),
            }
        }
        let range = |(first, last): &(usize, usize)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        };
        language.pages(&ranges.iter().map(range).collect::<Vec<_>>().join(apart), *state)
    };
    states.iter().map(of).collect()
}

/// Why an equation was not decided, in a few words.
pub fn why(why: Why, lang: Lang) -> &'static str {
    lang.language().why(why)
}

/// A severity, as a heading.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    lang.language().severity(severity)
}

/// What the first cell of a repair should be.
pub fn should_be(fix: &[Fix], lang: Lang) -> Option<String> {
    Some(lang.language().should_be(fix.first()?.to))
}

/// A report in one line, after its name: how many findings, how many equations.
pub fn summary(report: &Report, lang: Lang) -> String {
    lang.language().summary(Summary {
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        infos: report.count(Severity::Info),
        equations: report.equations,
        undecided: report.possible.saturating_sub(report.equations),
    })
}

/// Many reports in one line: how many, and how many of them have errors, warnings, or were not checked.
pub fn reports(counts: Reports, lang: Lang) -> String {
    lang.language().reports(counts)
}

/// What many reports come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reports {
    /// All of them.
    pub all: usize,
    /// Those with errors.
    pub wrong: usize,
    /// Those without, but with warnings.
    pub warned: usize,
    /// Those that could not be read, or are no reports.
    pub not_checked: usize,
}

/// What a report comes to.
#[derive(Clone, Copy)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
    equations: usize,
    undecided: usize,
}

/// So many bodies are named in one sentence.
const MOST_NAMES: usize = 12;

/// So many sums are said of one cause.
const MOST_SUMS: usize = 8;

/// The sums that fail, each with the row or column it is of; the most telling last.
fn sums(language: &dyn Language, finding: &Finding, table: &Table) -> Vec<String> {
    let law = |equation: &WorkedEquation| table.laws.iter().position(|law| law.rule == equation.rule);
    let mut sorted: Vec<&WorkedEquation> = finding.equations.iter().collect();
    sort_by_key(&mut sorted, |equation| law(equation));
    // The sentence names the row already: that of the one cell to change, or whose digits cannot be cut.
    let named = match (finding.fixes.as_slice(), &finding.cause) {
        ([fix], _) if fix.len() == 1 => fix[0].place.row,
        (_, Cause::NoCut { row: Some(row), .. }) => row.id,
        _ => "",
    };
    let mut sums: Vec<String> = Vec::new();
    for equation in sorted.iter().take(MOST_SUMS) {
        let over = law(equation).map(|law| table.laws[law].over);
        let row = table.rows.iter().find(|row| row.id == equation.anchor);
        let column = table.rows.iter().flat_map(|row| row.columns).find(|column| column.id == equation.anchor);
        let anchor = match (over, row, column) {
            (Some(Over::Columns), Some(row), _) if row.id != named => language.of_row(row),
            (Some(Over::Rows), _, Some(column)) => language.of_column(column),
            _ => String::new(),
        };
        sums.push(match anchor.as_str() {
            "" => equation.arithmetic.clone(),
            anchor => language.sum_of(anchor, &equation.arithmetic),
        });
    }
    if sorted.len() > sums.len() {
        sums.push("…".to_owned());
    }
    sums
}

/// Cells that are not the sum of the departments', each with both numbers; in one row, by their columns.
fn gaps(language: &dyn Language, finding: &Finding, table: &'static Table, in_one_row: bool) -> Vec<String> {
    let gap = |equation: &WorkedEquation| {
        let (row, column) = found(table, equation.right_cells.first()?)?;
        let cell = if in_one_row { language.of_column(column) } else { language.cell(row, column) };
        Some(language.gap(&cell, equation.left, equation.right))
    };
    let mut gaps: Vec<String> = finding.equations.iter().take(MOST_SUMS).filter_map(gap).collect();
    if finding.equations.len() > MOST_SUMS {
        gaps.push("…".to_owned());
    }
    gaps
}

/// The row and the column of a place.
fn found(table: &'static Table, place: &Place) -> Option<(&'static Row, &'static Column)> {
    let row = table.rows.iter().find(|row| row.id == place.row)?;
    Some((row, row.columns.iter().find(|column| column.id == place.column)?))
}

/// A set of changes, each in words.
fn mends(language: &dyn Language, fix: &[Fix], table: &'static Table) -> Vec<String> {
    let mend = |change: &Fix| {
        let (row, column) = found(table, &change.place)?;
        Some(language.mend(&language.cell(row, column), change.from, change.to))
    };
    fix.iter().filter_map(mend).collect()
}

/// Each row of some cells once.
fn rows_of(table: &'static Table, cells: &[Place]) -> Vec<&'static Row> {
    let mut rows: Vec<&'static Row> = Vec::new();
    for (row, _) in cells.iter().filter_map(|place| found(table, place)) {
        if !rows.iter().any(|other| other.id == row.id) {
            rows.push(row);
        }
    }
    rows
}
