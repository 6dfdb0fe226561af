//! Across reports: last year's figures against this year's.
//!
//! These bind only reports of the same scope (a government office's own report and the roll-up of the
//! whole government differ), so every finding is a warning at most.

use crate::findings;
use crate::forms::{self, Table};
use crate::messages::{self, Lang, NotCompared, row_name};
use crate::prose::change::Change;
use crate::report::{BrokenEquation, Claim, Finding, Kind, Place, Relation, Report, Scope, Severity, State};

/// One equation between two years: terms of last year's report, and the cell of this year's.
struct Link {
    rule: &'static str,
    table: &'static str,
    /// Row and column of this year's cell; a column of `*` stands for each of the row's.
    row: &'static str,
    column: &'static str,
    /// Row (`*`: the same), column (`*`: the same) and sign of last year's.
    previous: &'static [(&'static str, &'static str, i64)],
}

/// 《年度报告格式》: 结转下年度继续办理 becomes 上年结转. The other two follow from what the columns count;
/// clean-ups and mergers may break them.
const LINKS: &[Link] = &[
    Link {
        rule: "years.carry-over",
        table: "requests",
        row: "carried_in",
        column: "*",
        previous: &[("carried_out", "*", 1)],
    },
    Link {
        rule: "years.in-force",
        table: "disclosure",
        row: "*",
        column: "in_force",
        // This year's own issues and repeals are on the other side.
        previous: &[("*", "in_force", 1)],
    },
    Link {
        rule: "years.items",
        table: "disclosure",
        row: "*",
        column: "previous_items",
        previous: &[("*", "previous_items", 1), ("*", "change", 1)],
    },
];

/// This year's cells that change what last year left, with their sign: `in_force` = last year's +
/// `issued` − `repealed`.
const THIS_YEAR: &[(&str, &str, i64)] = &[("years.in-force", "issued", 1), ("years.in-force", "repealed", -1)];

/// A report held against the one of the year before: the same, with what does not follow; or, where the other is no
/// report, not of the year before or without tables, with that it was not compared.
pub fn compare(report: &Report, previous: &Report, lang: Lang) -> Report {
    let mut compared = report.clone();
    if report.kind == Kind::Neither {
        return compared;
    }
    let has_tables = previous.tables.iter().any(|table| table.form.is_some());
    let years = report.year.zip(previous.year);
    let not = match years {
        _ if previous.kind != Kind::Report && !has_tables => Some(NotCompared::NoReport),
        Some((this, last)) if this != last + 1 => Some(NotCompared::OtherYear { this, last }),
        _ if !has_tables => Some(NotCompared::NoTables),
        _ => None,
    };
    if let Some(not) = not {
        compared.findings.push(told("years.not-compared", Severity::Warning, &not, lang));
        findings::settle(&mut compared.findings);
        return compared;
    }
    let mut found = Vec::new();
    let mut decided = 0;
    for link in LINKS {
        let Some(form) = table_form(report, link.table) else { continue };
        let Some(previous_form) = table_form(previous, link.table) else { continue };
        for row in form.rows.iter().filter(|row| link.row == "*" || row.id == link.row) {
            for column in row.columns.iter().filter(|column| link.column == "*" || column.id == link.column) {
                let same = |id: &'static str, own: &'static str| if id == "*" { own } else { id };
                let last = link.previous.iter().map(|&(r, c, sign)| {
                    let place = (same(r, row.id), same(c, column.id));
                    let exists =
                        previous_form.rows.iter().any(|r| r.id == place.0 && r.columns.iter().any(|c| c.id == place.1));
                    value(previous, link.table, place).filter(|_| exists).map(|v| sign * v)
                });
                let this = THIS_YEAR
                    .iter()
                    .filter(|(rule, _, _)| *rule == link.rule)
                    .map(|&(_, c, sign)| value(report, link.table, (row.id, c)).map(|v| sign * v));
                let terms: Option<Vec<i64>> = last.chain(this).collect();
                let (Some(terms), Some(stands)) = (terms, value(report, link.table, (row.id, column.id))) else {
                    continue;
                };
                decided += 1;
                let expected: i64 = terms.iter().sum();
                if expected == stands {
                    continue;
                }
                let place = Place { table: form.id, row: row.id, column: column.id };
                let anchor = if link.column == "*" { column.id } else { row.id };
                let equation = BrokenEquation {
                    rule: link.rule,
                    anchor,
                    left: expected,
                    right: stands,
                    arithmetic: format!("{} ≠ {stands}", sum(&terms, expected)),
                    left_cells: Vec::new(),
                    right_cells: vec![place],
                };
                let message = messages::year_to_year(&row_name(row, lang), column, &equation.arithmetic, lang);
                let spans = report
                    .tables
                    .iter()
                    .filter(|table| table.id == form.id)
                    .flat_map(|table| &table.cells)
                    .filter(|cell| {
                        cell.row == row.id && cell.column == Some(column.id) && cell.span.start < cell.span.end
                    })
                    .map(|cell| cell.span)
                    .collect();
                let equations = vec![equation];
                // The row tells the in-force of one kind of document from that of another.
                let id = findings::id(link.rule, &equations, &[row.id, column.id]);
                let severity = Severity::Warning;
                found.push(Finding {
                    id,
                    rule: link.rule,
                    anchor: None,
                    severity,
                    message,
                    equations,
                    fixes: Vec::new(),
                    spans,
                });
            }
        }
    }
    if years.is_none() {
        let undated = NotCompared::Undated { this: report.year.is_none(), last: previous.year.is_none() };
        found.push(told("years.undated", Severity::Info, &undated, lang));
    }
    found.extend((0..report.claims.len()).filter_map(|claim| change(report, previous, claim, lang)));
    compared.equations += decided;
    compared.possible += decided;
    compared.findings.append(&mut found);
    findings::settle(&mut compared.findings);
    compared
}

/// What is to be said of the comparison itself.
fn told(rule: &'static str, severity: Severity, what: &NotCompared, lang: Lang) -> Finding {
    Finding {
        id: findings::id(rule, &[], &[]),
        rule,
        anchor: None,
        severity,
        message: messages::not_compared(what, lang),
        equations: Vec::new(),
        fixes: Vec::new(),
        spans: Vec::new(),
    }
}

/// 同比增长1.05%, where last year's prose gives the count that this year's is held against.
fn change(report: &Report, previous: &Report, index: usize, lang: Lang) -> Option<Finding> {
    let said = &report.claims[index];
    let up = Change::is_up(said.relation)?;
    let is_count = |claim: &&Claim, year: Option<u16>| {
        let same = claim.kinds == said.kinds && claim.scope == said.scope && claim.scope != Scope::Other;
        let dated = claim.year.is_none() || claim.year == year;
        same && dated && claim.relation == Relation::Count && !claim.approximate && !claim.unit.is_empty()
    };
    // It is told of the count just before it, and that count's own findings are not repeated.
    let to = report.claims[..index].iter().rev().find(|claim| is_count(claim, report.year))?;
    if said.approximate || (said.unit != "%" && said.unit != to.unit) {
        return None;
    }
    let change = Change { up, said: said.value, unit: &said.unit, to: to.value.as_whole()? };
    let counts: Vec<&Claim> = previous.claims.iter().filter(|claim| is_count(claim, previous.year)).collect();
    let from = counts.first()?.value.as_whole()?;
    if counts.iter().any(|count| count.value.as_whole().is_none_or(|from| change.follows(from))) {
        return None;
    }
    let of = match lang {
        Lang::Zh => "(上一年度报告)",
        Lang::En => " (last year's report)",
    };
    let (kinds, count) = (to.kinds.join("+"), format!("{}{}", to.value, to.unit));
    let (printed, last) = (format!("{}{}", said.value, said.unit), format!("{from}{}{of}", to.unit));
    let should = change.should_be(from);
    let says = messages::Prose::Change { to: &count, said: &printed, up, from: Some(&last), should: should.as_deref() };
    Some(Finding {
        id: findings::id("years.change", &[], &[kinds.as_str(), &count, &printed, &from.to_string()]),
        rule: "years.change",
        anchor: None,
        severity: Severity::Warning,
        message: messages::prose(&says, lang),
        equations: Vec::new(),
        fixes: Vec::new(),
        spans: vec![said.span, to.span],
    })
}

fn sum(terms: &[i64], total: i64) -> String {
    let text = terms.iter().map(|term| format!("{term:+}")).collect::<String>();
    let text = text.trim_start_matches('+');
    if terms.len() == 1 { text.to_owned() } else { format!("{text}={total}") }
}

fn table_form(report: &Report, id: &str) -> Option<&'static Table> {
    let form = report.tables.iter().find(|table| table.id == id)?.form?;
    forms::STANDARD.iter().find(|f| f.id == form)?.tables.iter().find(|table| table.id == id)
}

/// A cell's number; a blank is 0.
fn value(report: &Report, table: &str, (row, column): (&str, &str)) -> Option<i64> {
    let cells = &report.tables.iter().find(|t| t.id == table)?.cells;
    let cell = cells.iter().find(|cell| cell.row == row && cell.column == Some(column))?;
    match cell.state {
        State::Value => cell.value?.as_whole(),
        State::Blank => Some(0),
        State::Unreadable | State::Unplaced => None,
    }
}
