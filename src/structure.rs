//! Findings about what is there and what is not: sections, tables, rows, readable cells, years.

use crate::findings::{Cause, Finding, Severity};
use crate::forms::{Form, Kind, Table};
use crate::outline::{Outline, mentions, says_something};
use crate::resolve::Resolved;
use crate::tables::{Slot, SlotState};
use crate::text::{Folded, Ink, Span};
use std::ops::Range;

/// What the structural rules look at.
pub(crate) struct View<'a> {
    pub(crate) forms: &'static [Form],
    pub(crate) folded: &'a Folded,
    pub(crate) ink: &'a Ink,
    pub(crate) outline: &'a Outline,
    pub(crate) tables: &'a [Resolved],
}

/// The form a report follows: that of its table 2, else that of its table 3. Table 4 is in both.
pub(crate) fn template(tables: &[Resolved]) -> Option<&'static str> {
    let of = |id: &str| tables.iter().find(|table| table.table.id == id).map(|table| table.table.form);
    of("disclosure").or(of("requests"))
}

/// Whether the form was not filled in: nothing stands in any cell of any table.
pub(crate) fn is_unfilled(tables: &[Resolved]) -> bool {
    let is_blank = |slot: &Slot| matches!(slot.state, SlotState::Blank | SlotState::Lost);
    let slots = |table: &Resolved| table.cells.iter().filter_map(|cell| cell.slot.as_ref()).all(is_blank);
    !tables.is_empty()
        && tables.iter().all(|table| {
            table.unplaced.is_empty() && table.overfull.is_empty() && table.unclear.is_empty() && slots(table)
        })
}

pub(crate) fn check(view: &View<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let unfilled = is_unfilled(view.tables);
    if unfilled {
        findings.push(finding("structure.unfilled", "", Severity::Warning, Cause::Unfilled, None));
    }
    // A few headings make a report; without them someone pasted tables alone.
    let whole = view.outline.sections.len() >= 2;
    if whole {
        sections(view, &mut findings);
    }
    for id in view.forms.first().map_or(&[][..], |form| form.tables).iter().map(|table| table.id) {
        match view.tables.iter().find(|table| table.table.id == id) {
            Some(_) if unfilled => {}
            Some(table) => cells(view, table, &mut findings),
            None => {
                let severity = if whole { Severity::Warning } else { Severity::Info };
                let table = view.forms[0].tables.iter().find(|table| table.id == id);
                let span = view.outline.section(id).map(|section| view.folded.span(section.heading.clone()));
                findings.extend(table.map(|table| {
                    let section = view.forms[0].sections.iter().find(|section| section.id == id);
                    let what = Cause::TableMissing { table, section };
                    finding("structure.table-missing", id, severity, what, span)
                }));
            }
        }
    }
    years(view, &mut findings);
    findings
}

/// A finding about one place at the most.
pub(crate) fn finding(
    rule: &'static str,
    anchor: &'static str,
    severity: Severity,
    cause: Cause,
    span: Option<Span>,
) -> Finding {
    Finding::new(rule, anchor, severity, cause, span.into_iter().collect())
}

fn sections(view: &View<'_>, findings: &mut Vec<Finding>) {
    let mut add = |rule, anchor, severity, what: Cause, span: Option<Span>| {
        findings.push(finding(rule, anchor, severity, what, span));
    };
    let followed = view.forms.iter().find(|form| Some(form.id) == template(view.tables));
    let year = view.outline.year();
    let mut last = 0;
    for spec in followed.or(view.forms.first()).map_or(&[][..], |form| form.sections) {
        let Some(section) = view.outline.section(spec.id) else {
            // Its table is there: the section is, under another heading.
            if view.tables.iter().all(|table| table.table.id != spec.id) {
                add("structure.section-missing", spec.id, Severity::Warning, Cause::SectionMissing(spec), None);
            }
            continue;
        };
        let span = Some(view.folded.span(section.heading.clone()));
        if section.heading.start < last {
            add("structure.section-order", spec.id, Severity::Warning, Cause::SectionOrder(spec), span);
        }
        last = last.max(section.heading.start);
        let count = view.folded.chars[section.body.clone()].iter().filter(|c| !c.is_whitespace()).count();
        if let Some(longest) = spec.longest.filter(|longest| count > *longest) {
            let what = Cause::SectionLength { section: spec, count, longest };
            add("structure.overview-length", spec.id, Severity::Info, what, span);
        }
        if spec.not_empty && !says_something(view.ink, section.body.clone()) {
            add("structure.section-empty", spec.id, Severity::Warning, Cause::SectionEmpty(spec), span);
        }
        // Asked for by the form that is followed, in its years.
        let asks = |form: &&Form| year.is_none_or(|year| year >= form.years.0);
        if !spec.states.is_empty() && followed.is_some_and(|form| asks(&form)) {
            let says =
                |range: &Range<usize>, words: &[&str]| words.iter().any(|word| mentions(view.ink, range.clone(), word));
            let stated = says(&(0..view.folded.chars.len()), spec.states) || says(&section.body, spec.or_here);
            if !stated {
                add("structure.fee-statement", spec.id, Severity::Warning, Cause::FeeStatement, span);
            }
        }
    }
}

/// More of the same in one table have one cause, and are one finding.
const MANY: usize = 5;

fn cells(view: &View<'_>, table: &Resolved, findings: &mut Vec<Finding>) {
    let form: &Table = table.table;
    let start = table.labels.iter().flatten().map(|label| label.start).min().unwrap_or(0);
    let at_table = Some(view.folded.span(start..start));
    let missing: Vec<_> =
        form.rows.iter().zip(&table.labels).filter(|(_, label)| label.is_none()).map(|(row, _)| row).collect();
    if !missing.is_empty() {
        let what = Cause::RowsMissing { table: form, rows: missing };
        findings.push(finding("structure.row-missing", form.id, Severity::Warning, what, at_table));
    }

    if table.others > 0 {
        let doubtful = table.doubtful;
        let what = Cause::TableRepeated { table: form, others: table.others, doubtful };
        let severity = if doubtful { Severity::Warning } else { Severity::Info };
        findings.push(finding("structure.table-repeated", form.id, severity, what, at_table));
    }

    let placed = table.cells.iter().filter_map(|cell| cell.slot.as_ref());
    let blanks = placed.filter(|slot| matches!(slot.state, SlotState::Blank | SlotState::Lost)).count();
    let lost: usize = {
        // Cells without a slot in rows that were found, less the cells that are there but unplaced.
        let bare = (0..table.index.len())
            .filter(|&cell| table.cells[cell].slot.is_none() && table.labels[table.index.place(cell).0].is_some())
            .filter(|&cell| !table.unclear.contains(&table.index.place(cell).0))
            .count();
        bare.saturating_sub(table.unplaced.len())
    };
    let mut unplaced_rows: Vec<usize> = table.unplaced.iter().map(|(row, _)| *row).collect();
    unplaced_rows.dedup();
    let fused = unplaced_rows.iter().filter(|row| table.fused.contains(row)).count();
    if blanks + lost > 0 && fused == 0 {
        let what = Cause::Blanks { table: form, blanks: blanks + lost, unplaced_rows: unplaced_rows.len() };
        findings.push(finding("structure.blank-cells", form.id, Severity::Info, what, at_table));
    }
    if fused > 0 {
        let what = Cause::Fused { table: form, rows: fused };
        findings.push(finding("structure.unreadable-cell", form.id, Severity::Info, what, at_table));
    }
    if !table.unclear.is_empty() {
        let rows = table.unclear.iter().map(|row| &form.rows[*row]).collect();
        let what = Cause::Unclear { table: form, rows };
        findings.push(finding("structure.unreadable-cell", form.id, Severity::Info, what, at_table));
    }
    if table.overfull.len() > MANY {
        let what = Cause::OverfullRows { table: form, rows: table.overfull.len() };
        findings.push(finding("structure.unreadable-cell", form.id, Severity::Warning, what, at_table));
    } else {
        for &row in &table.overfull {
            let span = table.labels[row].clone().map(|label| view.folded.span(label));
            let what = Cause::Overfull { row: &form.rows[row] };
            findings.push(finding("structure.unreadable-cell", form.rows[row].id, Severity::Warning, what, span));
        }
    }
    let unreadable = table.cells.iter().filter_map(|cell| cell.slot.as_ref());
    let unreadable = unreadable.filter(|slot| slot.state == SlotState::Unreadable).count();
    if unreadable > MANY {
        let what = Cause::UnreadableCells { table: form, cells: unreadable };
        findings.push(finding("structure.unreadable-cell", form.id, Severity::Warning, what, at_table));
        return;
    }
    for (cell, slot) in table.cells.iter().enumerate().filter_map(|(i, cell)| Some((i, cell.slot.as_ref()?))) {
        if slot.state == SlotState::Unreadable {
            let (row, column) = table.index.place(cell);
            let row = &form.rows[row];
            let text = view.folded.string(slot.range.clone());
            let what = Cause::Unreadable { row, column: &row.columns[column], text };
            let span = Some(view.folded.span(slot.range.clone()));
            let mut unreadable = finding("structure.unreadable-cell", row.id, Severity::Warning, what, span);
            // An amount is in no equation: text in its place is worth knowing, no more.
            if row.columns[column].kind == Kind::Amount {
                unreadable.severity = Severity::Info;
            }
            findings.push(unreadable);
        }
    }
}

fn years(view: &View<'_>, findings: &mut Vec<Finding>) {
    let titled = view.outline.titled_year.as_ref();
    let period = view.outline.period.as_ref();
    if let (Some(title), Some(period)) = (titled, period)
        && (title.value, title.value) != period.value
    {
        let what = Cause::YearSlip { title: title.value, period: period.value };
        let mut slip = finding("structure.year-slip", "", Severity::Warning, what, Some(period.span(view.folded)));
        slip.spans.push(title.span(view.folded));
        findings.push(slip);
    }
    let of = |id: &str| view.tables.iter().find(|table| table.table.id == id);
    if let (Some(disclosure), Some(requests)) = (of("disclosure"), of("requests"))
        && disclosure.table.form != requests.table.form
    {
        let what = Cause::TemplateMixed { disclosure: disclosure.table.form, requests: requests.table.form };
        findings.push(finding("structure.template-year", "requests", Severity::Warning, what, None));
    } else if let (Some(form), Some(year)) = (template(view.tables), view.outline.year())
        && let Some(expected) = view.forms.iter().find(|form| (form.years.0..=form.years.1).contains(&year))
        && expected.id != form
    {
        let what = Cause::TemplateYear { year, form, expected: expected.id };
        findings.push(finding(
            "structure.template-year",
            "",
            Severity::Warning,
            what,
            titled.map(|t| t.span(view.folded)),
        ));
    }
}
