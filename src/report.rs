//! The answer: what was read and what cannot be right. Plain data, positions in bytes.

use crate::forms;
use crate::number::Number;
use crate::text::Span;

/// Everything the checker has to say about one text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// What the text is.
    pub kind: Kind,
    /// The title as it stands in the text, on one line.
    pub title: Option<String>,
    /// The body the report is of.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The id of the form it follows; `None` where it follows none.
    pub template: Option<&'static str>,
    /// The sections found, in the order they stand in.
    pub sections: Vec<Section>,
    /// The three tables, in the form's order; a missing one has no cells.
    pub tables: Vec<Table>,
    /// What is wrong or worth knowing: errors first, then by place in the text.
    pub findings: Vec<Finding>,
    /// What the prose says in numbers, as far as it was understood, in its order.
    pub claims: Vec<Claim>,
    /// How many equations could be decided.
    pub equations: usize,
    /// How many equations the form has.
    pub possible: usize,
}

impl Report {
    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A report: it has a title or most of the sections.
    Report,
    /// A piece of one: a table, a paragraph.
    Piece,
    /// Neither, or it was not checked: too large, of a kind that is not read, or the check failed.
    Neither,
}

/// A section found by its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// `overview`, `disclosure`, `requests`, `disputes`, `problems` or `other`.
    pub id: &'static str,
    /// The heading as it stands in the text.
    pub title: String,
    /// Where the heading stands.
    pub span: Span,
}

/// One of the three tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// `disclosure`, `requests` or `disputes`.
    pub id: &'static str,
    /// What the form it was read as has for it; `None` where it was not found.
    pub form: Option<&'static forms::Table>,
    /// How much of it was read.
    pub status: Status,
    /// Its cells, row by row.
    pub cells: Vec<Cell>,
}

/// How much of a table was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Every row is there and every cell is a number or blank.
    Complete,
    /// Some rows are missing or some cells could not be read or placed.
    Partial,
    /// The table was not found.
    Missing,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The row's id.
    pub row: &'static str,
    /// The column's id; `None` for an unplaced cell.
    pub column: Option<&'static str>,
    /// What stands there.
    pub state: State,
    /// The number, where it is one.
    pub value: Option<Number>,
    /// The unit written with the number (万元, 件).
    pub unit: Option<&'static str>,
    /// Where it stands; empty where a blank was lost.
    pub span: Span,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A number.
    Value,
    /// Nothing, or a mark for nil.
    Blank,
    /// Something that is no number of the form.
    Unreadable,
    /// Its row lost blanks, so its column is not known.
    Unplaced,
}

/// A number in the prose that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What is counted: `requests.received`, `disputes.reconsideration.upheld`, …; several where they are counted
    /// together.
    pub kinds: Vec<&'static str>,
    /// That in words, in the language asked for.
    pub name: String,
    /// What the number says of it.
    pub relation: Relation,
    /// How many, or how many per cent.
    pub value: Number,
    /// Said to be about that many (余, 约, 近): no equality follows.
    pub approximate: bool,
    /// The measure word or unit as printed; empty where the prose says that there was none.
    pub unit: String,
    /// The year it is of; `None` where the sentence names none.
    pub year: Option<u16>,
    /// Whose number it is.
    pub scope: Scope,
    /// The number with its unit.
    pub span: Span,
    /// What it was held against; `None` where the form has no place for it, or it is of another year or body, or
    /// the cells could not be read.
    pub held: Option<Held>,
}

/// What a number says of what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// How many there were.
    Count,
    /// How many per cent of a whole: 占33.9%.
    Share,
    /// By how many, or how many per cent, there were more than the year before: 较上年增加6件.
    More,
    /// By how many there were fewer.
    Less,
}

/// What a claim was held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The number that the table gives, in the claim's unit.
    pub value: Number,
    /// The cells it comes from; their sum where there are several.
    pub cells: Vec<Place>,
    /// Whether the two agree.
    pub agrees: bool,
}

/// Whose number a claim gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Nothing is said of it.
    #[default]
    Unsaid,
    /// All bodies of the area: 全市, 各级.
    All,
    /// One body, perhaps not all that the tables count: 本级, 市政府办公室.
    One,
    /// A body that the report is not of.
    Other,
}

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

/// One cause, however many equations it breaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable: the same cause in the same report has the same id wherever it moves in the text.
    pub id: String,
    /// The rule broken; of several the most telling.
    pub rule: &'static str,
    /// What the rule is about where it is not an equation: a row, column, section or table id.
    pub anchor: Option<&'static str>,
    /// How sure and how grave.
    pub severity: Severity,
    /// One sentence or two, in the language asked for.
    pub message: String,
    /// The equations that do not hold.
    pub equations: Vec<BrokenEquation>,
    /// Alternatives, likeliest first; each a set of changes made together.
    pub fixes: Vec<Vec<Fix>>,
    /// Where to mark; the suspect cell first.
    pub spans: Vec<Span>,
}

/// An equation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenEquation {
    /// The rule.
    pub rule: &'static str,
    /// The row or column it is about.
    pub anchor: &'static str,
    /// The left side's value.
    pub left: i64,
    /// The right side's value.
    pub right: i64,
    /// Both sides worked out: `4+0+0+0+0+0=4 ≠ 0`.
    pub arithmetic: String,
    /// Cells of the left side.
    pub left_cells: Vec<Place>,
    /// Cells of the right side.
    pub right_cells: Vec<Place>,
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
/// let report = gouji::check(text, &gouji::Options::default());
/// let mended = gouji::report::mended(text, &report.findings[0].fixes[0]).expect("a place in the text");
/// assert!(mended.contains("申请数量\t1\t0\t0\t0\t0\t0\t1\n"));
/// ```
pub fn mended(text: &str, fix: &[Fix]) -> Option<String> {
    let mut changes: Vec<(Span, &str)> = fix.iter().map(|one| Some((one.span?, &*one.text))).collect::<Option<_>>()?;
    crate::sort::sort_by_key(&mut changes, |(span, _)| *span);
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
