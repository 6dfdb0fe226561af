//! Checks a 政府信息公开工作年度报告 (the annual report that every Chinese administrative body publishes
//! on government information disclosure): reads its three tables out of text in any layout and says
//! which numbers cannot be right, where, and what they should be.
//!
//! ```
//! let text = "一、本年新收政府信息公开申请数量 29 3 0 0 1 0 33\n二、上年结转政府信息公开申请数量 4 0 0 0 0 0 0\n\
//!             (七)总计 30 3 0 0 1 0 34\n四、结转下年度继续办理 3 0 0 0 0 0 3\n";
//! let report = gouji::check(text);
//! let slip = &report.findings[0];
//! assert_eq!((slip.rule, slip.fixes[0][0].place.row, slip.fixes[0][0].to), ("requests.balance", "carried_in", 4));
//! ```
//!
//! The check is total: any text gives a report, and one that is no annual report gives a single
//! finding that says so. Positions are bytes of the text given.
//!
//! Data flows one way: [`intake`] (files and web pages to text) → `text` → `outline`, `tables` →
//! `resolve`, `localise` →
//! `arithmetic`, `structure` → [`report`]. No module knows a later one. [`forms`] holds the official
//! forms as data, [`rules`] the rules; [`say`] makes sentences of what was found.

mod arithmetic;
mod blocks;
mod findings;
pub mod forms;
pub mod intake;
#[cfg(feature = "json")]
pub mod json;
mod localise;
mod number;
mod outline;
mod pages;
mod patterns;
mod prose;
pub mod report;
mod resolve;
pub mod rollup;
pub mod rules;
pub mod say;
mod sort;
mod stream;
mod structure;
mod tables;
mod text;
mod titles;
pub mod years;

pub use number::{Number, ParseNumberError};
pub use report::Report;
pub use say::Lang;
pub use text::Span;

use forms::Form;
use intake::Document;
use outline::Outline;
use report::{
    Cause, Cell, CheckedEquation, Finding, Fix, Kind, Outcome, Place, Section, Severity, State, Status, Table, Why,
    WorkedEquation,
};
use resolve::Resolved;
use std::ops::Range;
use std::sync::OnceLock;
use stream::Prose;
use tables::{SlotState, Vocabulary};
use text::{Folded, Ink};

/// A text longer than this is not checked: no report comes near it. 8 MiB.
pub const MAX_BYTES: usize = intake::MOST_TEXT;

/// So many repairs of digits without gaps are tried.
const MOST_TRIED: usize = 4;

/// Every equation of the form that a text follows, in the form's order: which hold, which fail, and which could not be
/// decided, and why. Of a text without tables there are none.
///
/// ```
/// use gouji::report::{Outcome, Why};
///
/// let text = "一、本年新收政府信息公开申请数量 29 3 0 0 1 0 33\n二、上年结转政府信息公开申请数量 4 0 0 0 0 0 0\n\
///             (七)总计 30 3 0 0 1 0 34\n四、结转下年度继续办理 3 0 0 0 0 0 3\n";
/// let equations = gouji::equations(text);
/// let sum = |row: &str| equations.iter().find(|one| one.worked.rule == "requests.row-total" && one.worked.anchor == row);
/// let held = sum("new_received").expect("an equation of the form");
/// assert_eq!((&*held.worked.arithmetic, held.outcome), ("29+3+0+0+1+0=33", Outcome::Holds));
/// assert_eq!(sum("carried_in").expect("another").outcome, Outcome::Fails);
/// assert_eq!(sum("granted").expect("another").outcome, Outcome::Undecided(Why::NoRow));
/// ```
pub fn equations(text: &str) -> Vec<CheckedEquation> {
    standard().equations(text)
}

/// What to change in a text so that a cell of its tables holds a number: what is to be replaced, and by what. `None`
/// where the cell has no certain place in the text, or would be read as something else.
///
/// ```
/// use gouji::report::Place;
///
/// let text = "一、本年新收政府信息公开申请数量 29 3 0 0 1 0 33\n二、上年结转政府信息公开申请数量 4 0 0 0 0 0 0\n\
///             (七)总计 30 3 0 0 1 0 34\n四、结转下年度继续办理 3 0 0 0 0 0 3\n";
/// let place = Place { table: "requests", row: "new_received", column: "total" };
/// let (span, put) = gouji::edit(text, place, "34".parse()?).expect("a place in the text");
/// assert_eq!((&text[span.start..span.end], &*put), ("33", "34"));
/// # Ok::<(), gouji::ParseNumberError>(())
/// ```
pub fn edit(text: &str, place: Place, number: Number) -> Option<(Span, String)> {
    standard().edit(text, place, number)
}

/// How to read a file.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Options {
    /// Decodes files that are no Unicode; [`intake::gb18030`] unless told.
    pub gb18030: intake::Decode,
}

impl Default for Options {
    fn default() -> Options {
        Options { gb18030: intake::gb18030 }
    }
}

impl Options {
    /// With a platform's own decoder of GB18030.
    #[must_use]
    pub fn with_gb18030(self, gb18030: intake::Decode) -> Options {
        Options { gb18030 }
    }
}

/// Checks a text against the standard forms.
pub fn check(text: &str) -> Report {
    standard().check(text)
}

/// Checks the text of a file, as [`check`]: pages of it that could not be read are named.
pub fn check_pages(text: &str, pages: &[intake::Page]) -> Report {
    let mut report = check(text);
    pages::add(&mut report, pages);
    report
}

/// What any reader of a text must do first, and no more, for the benchmarks to measure against: its characters are decoded
/// and folded. How many there are.
#[doc(hidden)]
pub fn folded(text: &str) -> usize {
    Folded::new(text).chars.len()
}

fn standard() -> &'static Checker {
    static STANDARD: OnceLock<Checker> = OnceLock::new();
    STANDARD.get_or_init(|| Checker::new(forms::standard()))
}

/// A text taken out of a file or page, and what the checker says about it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// What the positions in the report point into; empty where nothing could be read.
    pub text: String,
    /// The report.
    pub report: Report,
}

impl Checked {
    /// As one of two years, to be held against the other.
    pub fn year(&self) -> years::Year<'_> {
        years::Year { report: &self.report, text: &self.text }
    }
}

/// Checks HTML: a page, or the piece of one that a clipboard holds.
pub fn check_html(html: &str) -> Checked {
    checked(intake::text_of_html(html).map(Document::plain))
}

/// Checks a file of any kind that [`intake::read_file`] reads; of any other the report says why not.
///
/// ```
/// use gouji::{Options, check_file, report::Kind};
///
/// let checked = check_file(b"\x89PNG\r\n", &Options::default());
/// assert_eq!(checked.report.kind, Kind::Neither);
/// assert!(checked.report.findings[0].message(gouji::Lang::En).contains("picture"));
/// ```
pub fn check_file(bytes: &[u8], options: &Options) -> Checked {
    checked(intake::read_file(bytes, options.gb18030, &mut |_, _| {}))
}

/// What is said of a file that is not read.
pub fn refuse(refusal: intake::Refusal) -> Checked {
    checked(Err(refusal))
}

fn checked(document: Result<Document, intake::Refusal>) -> Checked {
    match document {
        Ok(document) => {
            let report = check_pages(&document.text, &document.pages);
            let text = document.text;
            // A text too large to be checked is not handed back.
            Checked { report, text: if text.len() <= MAX_BYTES { text } else { String::new() } }
        }
        Err(refusal) => {
            let what = Cause::Refused(refusal);
            Checked { report: standard().refusal(what), text: String::new() }
        }
    }
}

/// A checker for a set of forms.
#[derive(Debug)]
pub struct Checker {
    forms: &'static [Form],
    vocabulary: Vocabulary,
}

impl Checker {
    /// Makes a checker for some forms, newest first.
    pub fn new(forms: &'static [Form]) -> Checker {
        Checker { forms, vocabulary: Vocabulary::new(forms) }
    }

    /// Checks a text.
    pub fn check(&self, text: &str) -> Report {
        let (mut report, cut) = self.read(text);
        self.try_fixes(text, &mut report, &cut);
        report
    }

    /// A number that is mended among digits without gaps may have them cut in another way than before. So the first
    /// repairs of such tables are tried; one that leaves its error, or makes another, has no place in the text.
    fn try_fixes(&self, text: &str, report: &mut Report, cut: &[&str]) {
        let errors = |report: &Report| -> Vec<String> {
            let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
            errors.map(|finding| finding.id.clone()).collect()
        };
        let before = errors(report);
        let mut left = MOST_TRIED;
        for finding in &mut report.findings {
            for fix in &mut finding.fixes {
                // A number that must be set apart from what stands beside it may be read in another way, too.
                let set_apart = |change: &Fix| change.from.is_some() && change.text != change.to.to_string();
                if !fix.iter().any(|change| cut.contains(&change.place.table) || set_apart(change)) {
                    continue;
                }
                let mends = |after: Vec<String>| {
                    after.iter().all(|id| *id != finding.id && before.contains(id)) && after.len() < before.len()
                };
                let tried = (left > 0 && finding.severity == Severity::Error)
                    .then(|| report::mended(text, fix))
                    .flatten()
                    .is_some_and(|mended| mends(errors(&self.read(&mended).0)));
                left = left.saturating_sub(1);
                if !tried {
                    fix.iter_mut().for_each(|change| change.span = None);
                }
            }
        }
    }

    /// Reads and checks a text; with the ids of the tables whose digits stand together.
    fn read(&self, text: &str) -> (Report, Vec<&'static str>) {
        if text.len() > MAX_BYTES {
            return (self.refusal(Cause::TooLarge { limit_mb: MAX_BYTES >> 20 }), Vec::new());
        }
        let Scanned { folded, ink, outline, resolved } = self.scan(text);
        let mut tables: Vec<Range<usize>> = resolved.iter().map(|table| table.range.clone()).collect();
        sort::sort_by_key(&mut tables, |range| range.start);
        let stream = Prose::new(&folded, &tables);
        let prose = |found: &[Finding]| {
            prose::check(&prose::Input {
                folded: &folded,
                prose: &stream,
                tables: &resolved,
                agency: outline.agency.as_deref(),
                year: outline.year(),
                period: outline.period.as_ref().map(|period| period.value.1),
                sections: &outline.sections,
                found,
            })
        };

        let whole = outline.names_itself || outline.sections.len() >= 3;
        if resolved.is_empty() && !whole {
            // A piece of one may be wrong in itself all the same.
            let (claims, wrong) = prose(&[]);
            let kind = if claims.is_empty() && wrong.is_empty() { Kind::Neither } else { Kind::Piece };
            let what = Cause::NotAReport { empty: ink.chars.is_empty(), piece: kind == Kind::Piece };
            let mut refusal = self.refusal(what);
            (refusal.kind, refusal.claims) = (kind, claims);
            if kind == Kind::Piece {
                refusal.blocks = blocks::blocks(&folded, &stream, &outline, &resolved);
            }
            refusal.findings.extend(wrong);
            findings::settle(&mut refusal.findings);
            return (refusal, Vec::new());
        }
        let mut findings = Vec::new();
        let mut equations = 0;
        if resolved.is_empty() {
            let what = Cause::NotStandard;
            findings.push(structure::finding("structure.not-standard", "", Severity::Info, what, None));
        } else {
            for table in &resolved {
                let (found, decided) = arithmetic::check(table, &folded);
                findings.extend(found);
                equations += decided;
            }
            let view =
                structure::View { forms: self.forms, folded: &folded, ink: &ink, outline: &outline, tables: &resolved };
            findings.extend(structure::check(&view));
        }
        if structure::is_unfilled(&resolved) {
            // Blanks that all read as 0 agree: nothing was checked.
            equations = 0;
        }
        let (claims, wrong) = prose(&findings);
        findings.extend(wrong);
        findings::settle(&mut findings);
        let report = Report {
            kind: if whole { Kind::Report } else { Kind::Piece },
            title: outline.title.as_ref().map(|title| title.value.clone()),
            agency: outline.agency.clone(),
            year: outline.year(),
            template: structure::template(&resolved),
            sections: outline
                .sections
                .iter()
                .map(|section| {
                    let span = folded.span(section.heading.clone());
                    let title = text[span.start..span.end].split_whitespace().collect();
                    Section { id: section.id, title, span }
                })
                .collect(),
            blocks: blocks::blocks(&folded, &stream, &outline, &resolved),
            tables: self.tables(&resolved, &folded),
            findings,
            claims,
            pages: Vec::new(),
            equations,
            possible: self.possible(&resolved),
        };
        let cut = resolved.iter().filter(|table| table.cut).map(|table| table.table.id);
        (report, cut.collect())
    }

    /// Folds a text, and finds its outline and its tables.
    fn scan(&self, text: &str) -> Scanned {
        let folded = Folded::new(text);
        let ink = Ink::new(&folded);
        let sections = self.forms.first().map_or(&[][..], |form| form.sections);
        let outline = outline::outline(text, &folded, &ink, sections);
        let tables =
            tables::read(&self.vocabulary, self.forms, &folded, &ink, outline.year(), outline.agency.as_deref());
        let resolved = tables.into_iter().map(resolve::resolve).collect();
        Scanned { folded, ink, outline, resolved }
    }

    /// Every equation of the form that a text follows: [`equations()`].
    pub fn equations(&self, text: &str) -> Vec<CheckedEquation> {
        if text.len() > MAX_BYTES {
            return Vec::new();
        }
        let Scanned { folded, resolved, .. } = self.scan(text);
        let unfilled = structure::is_unfilled(&resolved);
        let of = |table: &'static forms::Table| -> Vec<(WorkedEquation, Outcome)> {
            let open = |why: Why| {
                let unknown = arithmetic::unchecked(table).into_iter();
                unknown.map(|worked| (worked, Outcome::Undecided(why))).collect()
            };
            match resolved.iter().find(|found| found.table.id == table.id) {
                None => open(Why::NoTable),
                Some(_) if unfilled => open(Why::Unfilled),
                Some(found) => arithmetic::equations(found, &folded),
            }
        };
        let checked = |table: &'static forms::Table| {
            of(table).into_iter().map(|(worked, outcome)| CheckedEquation { table: table.id, worked, outcome })
        };
        self.tables_of_form(&resolved).flat_map(checked).collect()
    }

    /// What to change so that a cell holds a number: [`edit`].
    pub fn edit(&self, text: &str, place: Place, number: Number) -> Option<(Span, String)> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let Scanned { folded, resolved, .. } = self.scan(text);
        let table = resolved.iter().find(|table| table.table.id == place.table)?;
        let (span, put) = arithmetic::place_for(table, &folded, place, &number.to_string())?;
        let edited = format!("{}{put}{}", &text[..span.start], &text[span.end..]);
        // Among digits without gaps it might be read in another way.
        let after = self.scan(&edited);
        let table = after.resolved.iter().find(|table| table.table.id == place.table)?;
        let stands = table_of(table, &after.folded)
            .cells
            .iter()
            .any(|cell| (cell.row, cell.column, cell.value) == (place.row, Some(place.column), Some(number)));
        stands.then_some((span, put))
    }

    /// The tables of the form that is followed, as they were read; none where none was found.
    fn tables_of_form(&self, resolved: &[Resolved]) -> impl Iterator<Item = &'static forms::Table> {
        let followed = structure::template(resolved);
        let form = self.forms.iter().find(|form| Some(form.id) == followed).or(self.forms.first());
        let found: Vec<&'static forms::Table> = resolved.iter().map(|found| found.table).collect();
        let tables = form.filter(|_| !found.is_empty()).map_or(&[][..], |form| form.tables);
        tables.iter().map(move |table| found.iter().copied().find(|found| found.id == table.id).unwrap_or(table))
    }

    /// How many equations the form has, of tables that were not found too.
    fn possible(&self, resolved: &[Resolved]) -> usize {
        self.tables_of_form(resolved).map(|table| table.equations.len()).sum()
    }

    /// The answer to a text that is not checked.
    fn refusal(&self, what: Cause) -> Report {
        let finding: Finding = structure::finding("structure.not-a-report", "", Severity::Warning, what, None);
        Report {
            kind: Kind::Neither,
            title: None,
            agency: None,
            year: None,
            template: None,
            sections: Vec::new(),
            blocks: Vec::new(),
            tables: self.tables(&[], &Folded::new("")),
            findings: vec![finding],
            claims: Vec::new(),
            pages: Vec::new(),
            equations: 0,
            possible: 0,
        }
    }

    fn tables(&self, resolved: &[Resolved], folded: &Folded) -> Vec<Table> {
        let ids = self.forms.first().map_or(&[][..], |form| form.tables).iter().map(|table| table.id);
        ids.map(|id| match resolved.iter().find(|table| table.table.id == id) {
            Some(table) => table_of(table, folded),
            None => Table { id, form: None, status: Status::Missing, cells: Vec::new() },
        })
        .collect()
    }
}

/// A text as far as its tables.
struct Scanned {
    folded: Folded,
    ink: Ink,
    outline: Outline,
    resolved: Vec<Resolved>,
}

fn table_of(table: &Resolved, folded: &Folded) -> Table {
    let cell = |row: usize, column: Option<&'static str>, slot: &tables::Slot, placed: bool| {
        let (value, unit) = match slot.state {
            SlotState::Value(value, unit) => (Some(value), unit),
            _ => (None, None),
        };
        let state = match slot.state {
            _ if !placed => State::Unplaced,
            SlotState::Value(..) => State::Value,
            SlotState::Blank | SlotState::Lost => State::Blank,
            SlotState::Unreadable => State::Unreadable,
        };
        // Digits without gaps are several cells: they have no value of their own.
        let value = value.filter(|_| placed || !table.fused.contains(&row));
        Cell { row: table.table.rows[row].id, column, state, value, unit, span: folded.span(slot.range.clone()) }
    };
    let mut cells: Vec<Cell> = Vec::with_capacity(table.index.len());
    for (row, spec) in table.table.rows.iter().enumerate() {
        for (column, column_spec) in spec.columns.iter().enumerate() {
            if let Some(slot) = &table.cells[table.index.cell((row, column))].slot {
                cells.push(cell(row, Some(column_spec.id), slot, true));
            }
        }
        cells.extend(table.unplaced.iter().filter(|(r, _)| *r == row).map(|(_, slot)| cell(row, None, slot, false)));
    }
    let whole = table.labels.iter().all(Option::is_some)
        && cells.len() == table.index.len()
        && cells.iter().all(|cell| matches!(cell.state, State::Value | State::Blank));
    let status = if whole { Status::Complete } else { Status::Partial };
    Table { id: table.table.id, form: Some(table.table), status, cells }
}
