//! The report as programs get it: the JSON of `docs/report.schema.json`, schema `gouji/1`.
//!
//! Spans count UTF-16 code units here, as JavaScript's strings do.

use crate::forms::{self, Form, Group, Name, Part};
use crate::intake::{Document, Page, Refusal};
use crate::report::{
    BlockKind, Cause, CheckedEquation, Copied, Fix, Kind, Outcome, Place, Relation, Report, Scope, Severity, State,
    Status, WorkedEquation,
};
use crate::say::{self, Lang, row_name, rule_name};
use crate::text::Span;
use serde::Serialize;

/// The schema's name; its number rises when a field is renamed or removed.
pub const SCHEMA: &str = "gouji/1";

/// A report, ready to be serialised.
#[derive(Debug, Serialize)]
pub struct Json<'a> {
    schema: &'static str,
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    kind: &'static str,
    title: Option<&'a str>,
    agency: Option<&'a str>,
    year: Option<u16>,
    template: Option<&'static str>,
    sections: Vec<JsonSection<'a>>,
    blocks: Vec<JsonBlock>,
    tables: Vec<JsonTable>,
    findings: Vec<JsonFinding<'a>>,
    claims: Vec<JsonClaim<'a>>,
    pages: Vec<JsonPage>,
    summary: Summary,
}

#[derive(Debug, Serialize)]
struct JsonPage {
    start: usize,
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct JsonSection<'a> {
    id: &'static str,
    title: &'a str,
    span: [usize; 2],
}

#[derive(Debug, Serialize)]
struct JsonBlock {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'static str>,
    span: [usize; 2],
}

#[derive(Debug, Serialize)]
struct JsonTable {
    id: &'static str,
    form: Option<&'static str>,
    status: &'static str,
    cells: Vec<JsonCell>,
}

#[derive(Debug, Serialize)]
struct JsonCell {
    row: &'static str,
    column: Option<&'static str>,
    state: &'static str,
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    span: [usize; 2],
}

#[derive(Debug, Serialize)]
struct JsonFinding<'a> {
    id: &'a str,
    rule: &'static str,
    name: &'static str,
    anchor: Option<&'static str>,
    severity: &'static str,
    message: String,
    equations: Vec<JsonEquation<'a>>,
    fixes: Vec<Vec<JsonFix<'a>>>,
    spans: Vec<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copied: Vec<JsonCopied<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonCopied<'a> {
    span: [usize; 2],
    last: &'a str,
}

#[derive(Debug, Serialize)]
struct JsonClaim<'a> {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<&'static str>,
    name: String,
    relation: &'static str,
    value: String,
    approximate: bool,
    unit: &'a str,
    year: Option<u16>,
    scope: &'static str,
    span: [usize; 2],
    held: Option<JsonHeld>,
}

#[derive(Debug, Serialize)]
struct JsonHeld {
    value: String,
    cells: Vec<JsonPlace>,
    agrees: bool,
}

/// An equation with its numbers; of those that are listed for themselves, with its table and what became of it.
#[derive(Debug, Serialize)]
pub struct JsonEquation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    rule: &'static str,
    name: &'static str,
    anchor: &'static str,
    left: String,
    right: String,
    arithmetic: &'a str,
    cells: Vec<JsonPlace>,
}

#[derive(Debug, Serialize)]
struct JsonPlace {
    table: &'static str,
    row: &'static str,
    column: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct JsonFix<'a> {
    table: &'static str,
    row: &'static str,
    column: &'static str,
    from: Option<String>,
    to: String,
    span: Option<[usize; 2]>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
    equations: usize,
    possible: usize,
}

/// What the JSON is to hold beside the report.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shape<'a> {
    /// The name the text came by.
    pub source: Option<&'a str>,
    /// Whether to repeat the text the spans point into.
    pub with_text: bool,
    /// The language of messages and names.
    pub lang: Lang,
}

/// Puts a report on a text into its JSON shape.
pub fn json<'a>(report: &'a Report, text: &'a str, shape: Shape<'a>) -> Json<'a> {
    let units = Utf16::new(text);
    let span = |span: Span| units.span(span);
    let equation = |equation| json_equation(equation, shape.lang);
    let copied = |copied: &'a Copied| JsonCopied { span: units.span(copied.here), last: &copied.last };
    let fix = |fix: &'a Fix| JsonFix {
        table: fix.place.table,
        row: fix.place.row,
        column: fix.place.column,
        from: fix.from.map(|from| from.to_string()),
        to: fix.to.to_string(),
        span: fix.span.map(span),
        text: &fix.text,
    };
    Json {
        schema: SCHEMA,
        source: shape.source,
        text: shape.with_text.then_some(text),
        kind: match report.kind {
            Kind::Report => "report",
            Kind::Piece => "piece",
            Kind::Neither => "neither",
        },
        title: report.title.as_deref(),
        agency: report.agency.as_deref(),
        year: report.year,
        template: report.template,
        sections: report
            .sections
            .iter()
            .map(|s| JsonSection { id: s.id, title: &s.title, span: span(s.span) })
            .collect(),
        blocks: report
            .blocks
            .iter()
            .map(|block| JsonBlock {
                kind: match block.kind {
                    BlockKind::Title => "title",
                    BlockKind::Heading => "heading",
                    BlockKind::Paragraph => "paragraph",
                    BlockKind::Row => "row",
                    BlockKind::Table => "table",
                },
                of: block.of,
                span: span(block.span),
            })
            .collect(),
        tables: report
            .tables
            .iter()
            .map(|table| JsonTable {
                id: table.id,
                form: table.form.map(|spec| spec.form),
                status: match table.status {
                    Status::Complete => "complete",
                    Status::Partial => "partial",
                    Status::Missing => "missing",
                },
                cells: table
                    .cells
                    .iter()
                    .map(|cell| JsonCell {
                        row: cell.row,
                        column: cell.column,
                        state: match cell.state {
                            State::Value => "value",
                            State::Blank => "blank",
                            State::Unreadable => "unreadable",
                            State::Unplaced => "unplaced",
                        },
                        value: cell.value.map(|value| value.to_string()),
                        unit: cell.unit,
                        span: span(cell.span),
                    })
                    .collect(),
            })
            .collect(),
        findings: report
            .findings
            .iter()
            .map(|finding| JsonFinding {
                id: &finding.id,
                rule: finding.rule,
                name: rule_name(finding.rule, shape.lang),
                anchor: finding.anchor,
                severity: match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info => "info",
                },
                message: finding.message(shape.lang),
                equations: finding.equations.iter().map(equation).collect(),
                fixes: finding.fixes.iter().map(|alternative| alternative.iter().map(fix).collect()).collect(),
                spans: finding.spans.iter().copied().map(span).collect(),
                page: finding.spans.first().and_then(|span| report.page_of(*span)),
                copied: match &finding.cause {
                    Cause::CopiedProse { passages, .. } => passages.iter().map(copied).collect(),
                    _ => Vec::new(),
                },
            })
            .collect(),
        claims: report
            .claims
            .iter()
            .map(|claim| JsonClaim {
                kind: claim.counts.iter().map(|counted| counted.id).collect::<Vec<_>>().join("+"),
                within: claim.counts.first().and_then(|counted| Some(counted.within?.0)),
                name: claim.name(shape.lang),
                relation: match claim.relation {
                    Relation::Count => "count",
                    Relation::Share => "share",
                    Relation::More => "more",
                    Relation::Less => "less",
                    Relation::BothYears => "both-years",
                },
                value: claim.value.to_string(),
                approximate: claim.approximate,
                unit: &claim.unit,
                year: claim.year,
                scope: match claim.scope {
                    Scope::Unsaid => "unsaid",
                    Scope::All => "all",
                    Scope::One => "one",
                    Scope::Other => "other",
                },
                span: span(claim.span),
                held: claim.held.as_ref().map(|held| JsonHeld {
                    value: held.value.to_string(),
                    cells: held.cells.iter().map(|place| json_place(*place, None)).collect(),
                    agrees: held.agrees,
                }),
            })
            .collect(),
        pages: json_pages(&report.pages, &units),
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            equations: report.equations,
            possible: report.possible,
        },
    }
}

/// A file that was read, or why it was not.
#[derive(Debug, Serialize)]
pub struct JsonDocument<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Vec<JsonPage>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'static str>,
}

/// Puts what [`crate::intake::read_file`] gives into its JSON shape.
pub fn document(read: &Result<Document, Refusal>) -> JsonDocument<'_> {
    match read {
        Ok(document) => JsonDocument {
            text: Some(&document.text),
            pages: Some(json_pages(&document.pages, &Utf16::new(&document.text))),
            refusal: None,
        },
        Err(refusal) => JsonDocument { text: None, pages: None, refusal: Some(refusal.id()) },
    }
}

fn json_pages(pages: &[Page], units: &Utf16<'_>) -> Vec<JsonPage> {
    pages.iter().map(|page| JsonPage { start: units.at(page.start), state: page.state.id() }).collect()
}

/// Places in a text that are counted in UTF-16 code units, each with what it is of, as bytes; in their order.
pub fn from_utf16<T: Copy>(text: &str, places: &[(usize, T)]) -> Vec<(usize, T)> {
    let mut chars = text.char_indices();
    let (mut at, mut units) = (0, 0);
    let mut to = |place: usize| {
        while units < place {
            let Some((start, c)) = chars.next() else { return text.len() };
            units += c.len_utf16();
            at = start + c.len_utf8();
        }
        at
    };
    places.iter().map(|(place, of)| (to(*place), *of)).collect()
}

fn json_equation(equation: &WorkedEquation, lang: Lang) -> JsonEquation<'_> {
    JsonEquation {
        table: None,
        outcome: None,
        why: None,
        rule: equation.rule,
        name: rule_name(equation.rule, lang),
        anchor: equation.anchor,
        left: equation.left.to_string(),
        right: equation.right.to_string(),
        arithmetic: &equation.arithmetic,
        cells: [("left", &equation.left_cells), ("right", &equation.right_cells)]
            .into_iter()
            .flat_map(|(side, cells)| cells.iter().map(move |&place| json_place(place, Some(side))))
            .collect(),
    }
}

/// Every equation of a form, as [`crate::equations()`] gives them.
pub fn equations<'a>(equations: &'a [CheckedEquation], lang: Lang) -> Vec<JsonEquation<'a>> {
    let checked = |one: &'a CheckedEquation| {
        let CheckedEquation { table, worked, outcome } = one;
        let (outcome, why) = match outcome {
            Outcome::Holds => ("holds", None),
            Outcome::Fails => ("fails", None),
            Outcome::Undecided(why) => ("undecided", Some(say::why(*why, lang))),
        };
        JsonEquation { table: Some(*table), outcome: Some(outcome), why, ..json_equation(worked, lang) }
    };
    equations.iter().map(checked).collect()
}

/// What to put into a text, and where, as [`crate::edit`] gives it.
pub fn edit<'a>(text: &str, (span, put): &'a (Span, String)) -> JsonEdit<'a> {
    JsonEdit { span: Utf16::new(text).span(*span), text: put }
}

/// What to put where.
#[derive(Debug, Serialize)]
pub struct JsonEdit<'a> {
    span: [usize; 2],
    text: &'a str,
}

/// The place that ids name, in any of the standard forms.
pub fn place(table: &str, row: &str, column: &str) -> Option<Place> {
    let tables = forms::standard().iter().flat_map(|form| form.tables).filter(|one| one.id == table);
    tables.flat_map(|table| table.rows.iter().map(move |row| (table, row))).filter(|(_, one)| one.id == row).find_map(
        |(table, row)| {
            let column = row.columns.iter().find(|one| one.id == column)?;
            Some(Place { table: table.id, row: row.id, column: column.id })
        },
    )
}

fn json_place(Place { table, row, column }: Place, side: Option<&'static str>) -> JsonPlace {
    JsonPlace { table, row, column, side }
}

/// The way from bytes to UTF-16 code units.
struct Utf16<'a> {
    text: &'a str,
    /// Code units before every `STEP`th byte that starts a character (or the next one that does).
    marks: Vec<(usize, usize)>,
}

const STEP: usize = 128;

impl<'a> Utf16<'a> {
    fn new(text: &'a str) -> Utf16<'a> {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut units = 0;
        let mut next = 0;
        for (byte, c) in text.char_indices() {
            if byte >= next {
                marks.push((byte, units));
                next = byte + STEP;
            }
            units += c.len_utf16();
        }
        Utf16 { text, marks }
    }

    fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }

    fn at(&self, byte: usize) -> usize {
        let mark = self.marks.partition_point(|&(at, _)| at <= byte).checked_sub(1);
        let (from, units) = mark.map_or((0, 0), |i| self.marks[i]);
        // A character is a unit, one of four bytes two.
        let bytes = &self.text.as_bytes()[from..byte];
        units + bytes.iter().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0)).sum::<usize>()
    }
}

/// The standard forms, for a page that draws their tables as they are printed.
pub fn forms(lang: Lang) -> Vec<JsonForm> {
    forms::standard().iter().map(|form| JsonForm::new(form, lang)).collect()
}

/// A form's tables as they are printed, in one language.
#[derive(Debug, Serialize)]
pub struct JsonForm {
    id: &'static str,
    citation: &'static str,
    tables: Vec<JsonFormTable>,
}

#[derive(Debug, Serialize)]
struct JsonFormTable {
    id: &'static str,
    /// As said in a sentence.
    name: &'static str,
    /// The heading of its section, as printed.
    title: &'static str,
    /// `rows`, `blocks` or `line`: how it is printed.
    layout: &'static str,
    /// What is printed in its upper left corner.
    corner: &'static str,
    rows: Vec<JsonFormRow>,
}

#[derive(Debug, Serialize)]
struct JsonFormRow {
    id: &'static str,
    /// As printed.
    label: &'static str,
    /// As said in a sentence.
    name: String,
    /// The headings it stands under, as printed, the widest first.
    groups: Vec<&'static str>,
    columns: Vec<JsonFormColumn>,
}

#[derive(Debug, Serialize)]
struct JsonFormColumn {
    id: &'static str,
    label: &'static str,
    groups: Vec<&'static str>,
    total: bool,
}

impl JsonForm {
    /// A form in a language.
    pub fn new(form: &Form, lang: Lang) -> JsonForm {
        let pick = |name: Name| lang.pick(name);
        let groups = |groups: &[Group]| groups.iter().map(|group| pick(group.label)).collect();
        let row = |row: &forms::Row| JsonFormRow {
            id: row.id,
            label: pick(row.label),
            name: row_name(row, lang),
            groups: groups(row.groups),
            columns: row
                .columns
                .iter()
                .map(|column| JsonFormColumn {
                    id: column.id,
                    label: pick(column.label),
                    groups: groups(column.groups),
                    total: column.part == Part::Total,
                })
                .collect(),
        };
        let table = |table: &forms::Table| JsonFormTable {
            id: table.id,
            name: pick(table.name),
            title: form
                .sections
                .iter()
                .find(|section| section.id == table.id)
                .map_or("", |section| pick(section.title)),
            layout: match table.shape {
                forms::Shape::Rows => "rows",
                forms::Shape::Blocks => "blocks",
                forms::Shape::Line => "line",
            },
            corner: pick(table.corner),
            rows: table.rows.iter().map(row).collect(),
        };
        JsonForm { id: form.id, citation: form.citation, tables: form.tables.iter().map(table).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_utf16() {
        let text = "a表😀b".repeat(100);
        let units = Utf16::new(&text);
        for (byte, _) in text.char_indices() {
            assert_eq!(units.at(byte), text[..byte].encode_utf16().count());
        }
        assert_eq!(units.at(text.len()), text.encode_utf16().count());
    }
}
