//! What is wrong or worth knowing, as plain data: causes, the equations they break, the repairs that mend them.
//!
//! Nothing here is a sentence; those are made of it in [`crate::say`], in whatever language is asked for.

use crate::forms::{Column, Name, Row, Section, Table};
use crate::intake::{PageState, Refusal};
use crate::number::Number;
use crate::sort;
use crate::text::Span;

/// How sure and how grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Certainly wrong.
    Error,
    /// Probably wrong, or not decidable from the text.
    Warning,
    /// Worth knowing.
    Info,
}

/// One cause, however many equations it breaks. Its sentence is [`Finding::message`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Stable: the same cause in the same report has the same id wherever it moves in the text, in every language.
    pub id: String,
    /// The rule broken; of several the most telling.
    pub rule: &'static str,
    /// What the rule is about where it is not an equation: a row, column, section or table id.
    pub anchor: Option<&'static str>,
    /// How sure and how grave.
    pub severity: Severity,
    /// What is wrong.
    pub cause: Cause,
    /// The equations that do not hold.
    pub equations: Vec<WorkedEquation>,
    /// Alternatives, likeliest first; each a set of changes made together.
    pub fixes: Vec<Vec<Fix>>,
    /// Where to mark; the suspect cell first.
    pub spans: Vec<Span>,
}

impl Finding {
    /// A finding without equations; its id follows from the rule, the anchor and the cause.
    pub(crate) fn new(
        rule: &'static str,
        anchor: &'static str,
        severity: Severity,
        cause: Cause,
        spans: Vec<Span>,
    ) -> Finding {
        let anchor = Some(anchor).filter(|anchor| !anchor.is_empty());
        let mut finding = Finding {
            id: String::new(),
            rule,
            anchor,
            severity,
            cause,
            equations: Vec::new(),
            fixes: Vec::new(),
            spans,
        };
        finding.identify();
        finding
    }

    /// The same with the equations that fail and the repairs that mend them.
    pub(crate) fn with(mut self, equations: Vec<WorkedEquation>, fixes: Vec<Vec<Fix>>) -> Finding {
        (self.equations, self.fixes) = (equations, fixes);
        self.identify();
        self
    }

    /// Makes the id: of a number that is to be another, of its place and both; else of the rule, the equations with their values, and what else tells the cause from others. Never of
    /// words of a message: those change with the language, and when they are polished.
    fn identify(&mut self) {
        if let (Cause::Slip { .. }, [fix]) = (&self.cause, &self.fixes[..])
            && let [Fix { place: Place { table, row, column }, from, to, .. }] = &fix[..]
        {
            // One number for another: of that alone. An equation that it shares with another slip changes when that is mended.
            let from = from.map_or(String::new(), |from| from.to_string());
            self.id = hash(["slip", table, row, column, &from, &to.to_string()].into_iter());
            return;
        }
        let equation = |e: &WorkedEquation| format!("{}/{}/{}/{}", e.rule, e.anchor, e.left, e.right);
        let mut equations: Vec<String> = self.equations.iter().map(equation).collect();
        sort::sort(&mut equations);
        let mut parts = vec![self.rule.to_owned(), self.anchor.unwrap_or_default().to_owned()];
        parts.extend(equations);
        parts.extend(self.cause.key());
        self.id = hash(parts.iter().map(String::as_str));
    }
}

/// FNV-1a, 64 bits: short, stable across platforms and releases.
fn hash<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in parts.flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// What is wrong. The values that a variant does not hold are in the finding's equations and fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Cause {
    // --- sums ---
    /// Numbers that break equations; the fixes mend them. `certain`: no blank that may be filled excuses it.
    Slip {
        table: &'static Table,
        certain: bool,
    },
    /// A number left out of a line whose blanks can be placed in several ways; the first fix is the likeliest.
    LeftOut {
        table: &'static Table,
    },
    /// The outcomes exceed their total by exactly the row that is to be counted nowhere else.
    CountedTwice {
        table: &'static Table,
        partial: &'static Row,
        total: &'static Row,
    },
    /// Lost blanks can be placed in no way that satisfies all equations.
    NoPlacement {
        table: &'static Table,
    },
    /// Digits without gaps cannot be cut so that the sums hold, of a row or of a whole table. `nearest`: the equations
    /// are those that fail in the way that comes nearest, else those that fail in every way.
    NoCut {
        table: &'static Table,
        row: Option<&'static Row>,
        nearest: bool,
    },
    /// The left side of an inequality is too small.
    TooSmall {
        table: &'static Table,
        row: &'static Row,
    },

    // --- between years ---
    /// A number does not follow from last year's report.
    DoesNotFollow {
        row: &'static Row,
        column: &'static Column,
    },
    /// Nothing was compared: what was given as last year's is no report,
    NotAReportToCompare,
    /// has no tables,
    NoTablesToCompare,
    /// or is not of the year before.
    NotTheYearBefore {
        this: u16,
        last: u16,
    },
    /// The year of this or of that report is not known: they were compared all the same.
    Undated {
        this: bool,
        last: bool,
    },
    /// The reports are of two bodies, or of a government and its office alone.
    OtherScope {
        this: String,
        last: String,
    },
    /// What this year's prose says of last year is not what last year's report has: in its tables, or in its `prose`.
    PriorFigure {
        what: Vec<Counted>,
        said: String,
        holds: Vec<Sum>,
        prose: Option<String>,
    },
    /// What this year's prose says of both years is not the sum of what their reports have: `this` and `last`, one of each.
    BothYears {
        what: Vec<Counted>,
        said: String,
        this: i64,
        last: i64,
    },
    /// The same of what only the prose counts, by its name.
    PriorNamed {
        what: String,
        said: String,
        last: String,
    },
    /// And of both years together.
    BothYearsNamed {
        what: String,
        said: String,
        this: String,
        last: String,
        sum: String,
    },
    /// So much of a section, in per cent, is last year's, beside its numbers.
    CopiedProse {
        section: &'static Section,
        share: usize,
        passages: Vec<Copied>,
    },

    // --- a government and its departments ---
    /// Cells that are not the sum of the departments', of a row or of several; the equations say by how much.
    RollUp {
        table: &'static Table,
        row: Option<&'static Row>,
        why: RollUp,
    },
    /// Reports that are not in the sums: not given, of another year, or without tables that could be read.
    NotAddedUp(Vec<String>),

    // --- prose ---
    /// A number of the prose that is not the table's. `quoted`: the words, where the prose gives no number.
    ContradictsTable {
        what: Vec<Counted>,
        said: String,
        quoted: Option<String>,
        holds: Vec<Sum>,
    },
    /// The same thing counted twice, differently.
    SelfContradiction {
        what: Vec<Counted>,
        first: Said,
        second: Said,
    },
    /// The same thing counted twice, differently, by the name the report gives it.
    SaidTwice {
        what: String,
        first: String,
        second: String,
    },
    /// All are said to have ended one way, and some another.
    AllBut {
        quoted: String,
        all: Counted,
        what: Vec<Counted>,
        number: String,
    },
    /// Parts that do not make up their whole.
    PartsTotal {
        whole: String,
        parts: Vec<String>,
        sum: String,
    },
    /// A share that does not follow. `of`: what the part counts, where the table gives it.
    Share {
        of: Option<Counted>,
        part: String,
        said: String,
        whole: String,
        should: String,
    },
    /// So many for each that do not follow: an average (`of` ÷ `by`), or all of them (`of` × `by`).
    Each {
        average: bool,
        of: String,
        by: String,
        said: String,
        should: String,
    },
    /// A change that does not follow; `from` the number of the year before, where it is known, perhaps from `last_report`.
    Change {
        to: String,
        said: String,
        up: bool,
        from: Option<String>,
        last_report: bool,
        should: Option<String>,
    },

    // --- structure ---
    /// `piece`: some of it was understood all the same.
    NotAReport {
        empty: bool,
        piece: bool,
    },
    Unfilled,
    /// Pages by their numbers, and why each was not read.
    PagesUnread(Vec<(usize, PageState)>),
    PagesRecognised(Vec<(usize, PageState)>),
    Refused(Refusal),
    TooLarge {
        limit_mb: usize,
    },
    NotStandard,
    SectionMissing(&'static Section),
    SectionOrder(&'static Section),
    SectionEmpty(&'static Section),
    SectionLength {
        section: &'static Section,
        count: usize,
        longest: usize,
    },
    FeeStatement,
    TableMissing {
        table: &'static Table,
        section: Option<&'static Section>,
    },
    /// `doubtful`: nothing tells which one is this year's.
    TableRepeated {
        table: &'static Table,
        others: usize,
        doubtful: bool,
    },
    RowsMissing {
        table: &'static Table,
        rows: Vec<&'static Row>,
    },
    Blanks {
        table: &'static Table,
        blanks: usize,
        unplaced_rows: usize,
    },
    Unreadable {
        row: &'static Row,
        column: &'static Column,
        text: String,
    },
    UnreadableCells {
        table: &'static Table,
        cells: usize,
    },
    Overfull {
        row: &'static Row,
    },
    Unclear {
        table: &'static Table,
        rows: Vec<&'static Row>,
    },
    OverfullRows {
        table: &'static Table,
        rows: usize,
    },
    Fused {
        table: &'static Table,
        rows: usize,
    },
    TemplateYear {
        year: u16,
        form: &'static str,
        expected: &'static str,
    },
    TemplateMixed {
        disclosure: &'static str,
        requests: &'static str,
    },
    YearSlip {
        title: u16,
        period: (u16, u16),
    },
    ProseYear {
        said: u16,
        year: u16,
    },
}

impl Cause {
    /// What tells it from another cause of the same rule, anchor and equations.
    fn key(&self) -> Vec<String> {
        let within = |counted: &Counted| counted.within.map(|(id, _)| id.to_owned());
        let ids = |what: &[Counted]| {
            let each = what.iter().flat_map(|counted| [Some(counted.id.to_owned()), within(counted)]);
            each.flatten().collect::<Vec<_>>()
        };
        match self {
            Cause::Slip { table, .. }
            | Cause::LeftOut { table }
            | Cause::CountedTwice { table, .. }
            | Cause::NoPlacement { table }
            | Cause::NoCut { table, row: None, .. } => vec![table.id.to_owned()],
            Cause::NoCut { row: Some(row), .. } | Cause::TooSmall { row, .. } => vec![row.id.to_owned()],
            // The row tells the in-force of one kind of document from that of another.
            Cause::DoesNotFollow { row, column } => vec![row.id.to_owned(), column.id.to_owned()],
            Cause::RollUp { table, row, .. } => {
                vec![table.id.to_owned(), row.map_or(String::new(), |row| row.id.to_owned())]
            }
            Cause::NotAddedUp(names) => names.clone(),
            Cause::OtherScope { this, last } => vec![this.clone(), last.clone()],
            Cause::ContradictsTable { what, said, .. }
            | Cause::PriorFigure { what, said, .. }
            | Cause::BothYears { what, said, .. } => [ids(what), vec![said.clone()]].concat(),
            Cause::SelfContradiction { what, first, second } => {
                [ids(what), vec![first.text.clone(), second.text.clone()]].concat()
            }
            Cause::PriorNamed { what, said, .. } | Cause::BothYearsNamed { what, said, .. } => {
                vec![what.clone(), said.clone()]
            }
            Cause::SaidTwice { what, first, second } => vec![what.clone(), first.clone(), second.clone()],
            Cause::AllBut { all, what, number, .. } => {
                [vec![all.id.to_owned()], ids(what), vec![number.clone()]].concat()
            }
            Cause::PartsTotal { whole, parts, .. } => [vec![whole.clone()], parts.clone()].concat(),
            Cause::Share { part, whole, said, .. } => vec![part.clone(), whole.clone(), said.clone()],
            Cause::Each { of, by, said, .. } => vec![of.clone(), by.clone(), said.clone()],
            Cause::Change { to, said, up, from, .. } => {
                vec![to.clone(), up.to_string(), said.clone(), from.clone().unwrap_or_default()]
            }
            Cause::Unreadable { column, .. } => vec![column.id.to_owned()],
            Cause::Fused { .. } => vec!["fused".to_owned()],
            Cause::Unclear { .. } => vec!["unclear".to_owned()],
            Cause::Overfull { .. } | Cause::OverfullRows { .. } => vec!["overfull".to_owned()],
            _ => Vec::new(),
        }
    }
}

/// What explains that a cell is not the sum of the departments'.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RollUp {
    /// This report is all of the gap, in every cell: it was not counted,
    NotCounted(String),
    /// or counted twice.
    Twice(String),
    /// This report's own sums show its cell to be wrong by as much;
    OfItsCell(String),
    /// or the whole's do.
    OfTheWhole,
    /// This report alone has anything there.
    OnlyOne(String),
    /// Nothing tells.
    Unexplained,
}

/// A passage that was taken over from last year's report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Copied {
    /// Where it stands.
    pub here: Span,
    /// How it stood there.
    pub last: String,
}

/// Something that is counted, in the form or in prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counted {
    /// `requests.received`, `disputes.reconsideration.upheld`, …
    pub id: &'static str,
    /// In words.
    pub name: Name,
    /// Counted of these alone, by id and in words: 自然人申请 of 予以公开.
    pub within: Option<(&'static str, Name)>,
}

/// A number of the prose, or words that stand for one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Said {
    /// As printed, with its unit.
    pub text: String,
    /// It is words (均获维持), no number.
    pub in_words: bool,
}

/// A number of a table: one cell, or several added up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sum {
    /// The table.
    pub table: &'static Table,
    /// Its cells.
    pub cells: Vec<Place>,
    /// Their sum.
    pub value: Number,
}

/// An equation with the numbers of a report in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedEquation {
    /// The rule.
    pub rule: &'static str,
    /// The row or column it is about.
    pub anchor: &'static str,
    /// The left side's value.
    pub left: i64,
    /// The right side's value.
    pub right: i64,
    /// Both sides worked out: `4+0+0+0+0+0=4 ≠ 0`; of one that holds `4+0=4 = 3+1=4`.
    pub arithmetic: String,
    /// Cells of the left side.
    pub left_cells: Vec<Place>,
    /// Cells of the right side.
    pub right_cells: Vec<Place>,
}

/// What became of an equation of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It fails.
    Fails,
    /// Nothing certain is known of it.
    Undecided(Why),
}

/// Why an equation was not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// Its table was not found.
    NoTable,
    /// Its table was not filled in.
    Unfilled,
    /// One of its rows was not found.
    NoRow,
    /// One of its cells holds no number.
    Unreadable,
    /// Blanks or the gaps between numbers were lost: which number stands in which column is not known.
    Unplaced,
    /// A blank that may be meant to be filled would decide it.
    Blank,
}

/// The place of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The table's id.
    pub table: &'static str,
    /// The row's id.
    pub row: &'static str,
    /// The column's id.
    pub column: &'static str,
}

/// A cell and the value it should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The cell.
    pub place: Place,
    /// What stands there; `None` for a blank.
    pub from: Option<i64>,
    /// What should.
    pub to: i64,
    /// What is to be replaced in the text: the number without its unit, or the blank. `None` where the text has no place
    /// for it, or a change there would be read in another way (digits without gaps).
    pub span: Option<Span>,
    /// What to put there: the number, set apart from digits beside it.
    pub text: String,
}

/// A text with the changes of a fix made in it; `None` where one of them has no place there.
///
/// ```
/// let text = "一、本年新收政府信息公开申请数量\t4\t0\t0\t0\t0\t0\t4\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t2\n\
///     (七)总计\t5\t0\t0\t0\t0\t0\t5\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n";
/// let report = gouji::check(text);
/// let mended = gouji::report::mended(text, &report.findings[0].fixes[0]).expect("a place in the text");
/// assert!(mended.contains("申请数量\t1\t0\t0\t0\t0\t0\t1\n"));
/// ```
pub fn mended(text: &str, fix: &[Fix]) -> Option<String> {
    let mut changes: Vec<(Span, &str)> = fix.iter().map(|one| Some((one.span?, &*one.text))).collect::<Option<_>>()?;
    sort::sort_by_key(&mut changes, |(span, _)| *span);
    let mut mended = String::with_capacity(text.len() + 8 * changes.len());
    let mut at = 0;
    for (span, put) in changes {
        mended.push_str(text.get(at..span.start)?);
        mended.push_str(put);
        at = span.end;
    }
    mended.push_str(text.get(at..)?);
    Some(mended)
}

/// Puts findings in their order: errors first, then warnings, then notes; each in the order of the text. The same thing
/// wrong twice (one sentence in two places) is two findings: the later one gets an id of its own.
pub(crate) fn settle(findings: &mut Vec<Finding>) {
    sort::sort_by_key(findings, |finding| {
        (finding.severity, finding.spans.first().map_or(usize::MAX, |span| span.start))
    });
    let mut by_id: Vec<(String, usize)> = findings.iter().enumerate().map(|(i, f)| (f.id.clone(), i)).collect();
    sort::sort(&mut by_id);
    for same in by_id.chunk_by(|a, b| a.0 == b.0) {
        for (copy, (first, i)) in same.iter().enumerate().skip(1) {
            findings[*i].id = hash([first.as_str(), &copy.to_string()].into_iter());
        }
    }
}
