//! The answer: what was read and what cannot be right. Plain data, positions in bytes.

pub use crate::findings::{
    Cause, Copied, Counted, Finding, Fix, Outcome, Place, RollUp, Said, Severity, Sum, Why, WorkedEquation, mended,
};

pub use crate::intake::{Page, PageState};

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
    /// The text piece by piece, in its order: what a page shows it as.
    pub blocks: Vec<Block>,
    /// The three tables, in the form's order; a missing one has no cells.
    pub tables: Vec<Table>,
    /// What is wrong or worth knowing: errors first, then by place in the text.
    pub findings: Vec<Finding>,
    /// What the prose says in numbers, as far as it was understood, in its order.
    pub claims: Vec<Claim>,
    /// The pages of the file it came in, in order; none where the kind of file has none.
    pub pages: Vec<Page>,
    /// How many equations could be decided.
    pub equations: usize,
    /// How many equations the form has.
    pub possible: usize,
}

impl Report {
    /// The number of the page, from 1, that a place in the text stands on; `None` where there are no pages.
    pub fn page_of(&self, span: Span) -> Option<usize> {
        Page::at(&self.pages, span.start).map(|page| page + 1)
    }

    /// A cell's number, of a count; a blank is 0. `None` where it could not be read or placed, or is no whole number.
    pub fn number(&self, place: Place) -> Option<i64> {
        let cells = &self.tables.iter().find(|table| table.id == place.table)?.cells;
        let cell = cells.iter().find(|cell| cell.row == place.row && cell.column == Some(place.column))?;
        match cell.state {
            State::Value => cell.value?.as_whole(),
            State::Blank => Some(0),
            State::Unreadable | State::Unplaced => None,
        }
    }

    /// Where cells stand, those that stand anywhere; in the order of the tables.
    pub(crate) fn spans_of(&self, places: &[Place]) -> Vec<Span> {
        let stands = |table: &'static str, cell: &Cell| {
            let here =
                |place: &Place| place.table == table && cell.row == place.row && cell.column == Some(place.column);
            cell.span.start < cell.span.end && places.iter().any(here)
        };
        let of = |table: &Table| {
            let id = table.id;
            table.cells.iter().filter(|cell| stands(id, cell)).map(|cell| cell.span).collect::<Vec<Span>>()
        };
        self.tables.iter().flat_map(of).collect()
    }

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

/// An equation of the form, and what became of it in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckedEquation {
    /// The table's id.
    pub table: &'static str,
    /// With the report's numbers; of an undecided one they are not all known, and count for nothing.
    pub worked: WorkedEquation,
    /// Whether it holds.
    pub outcome: Outcome,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The section that a heading opens, or the table; `None` for others.
    pub of: Option<&'static str>,
    /// Where it stands. What stands between two blocks is gaps, page numbers, and the printed heads of tables.
    pub span: Span,
}

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The report's title.
    Title,
    /// A heading of one of the six sections.
    Heading,
    /// A paragraph, whole, however many lines it was broken into.
    Paragraph,
    /// A line of cells that is in none of the form's tables.
    Row,
    /// A table of the form; its cells are in [`Report::tables`].
    Table,
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
    /// What is counted; several where they are counted together. [`Claim::name`] says it.
    pub counts: Vec<Counted>,
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
    /// How many there were in the year and the one before together: 两年合计收到56件.
    BothYears,
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
