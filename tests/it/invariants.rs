//! What must hold of the answer to any text at all. The fuzz targets hold every answer to it, and so do the tests here.

use gouji::report::{Cell, Fix, Outcome, Place, Report, Severity, State, WorkedEquation, mended};
use gouji::{Lang, Number, Span, check, edit, equations};
use std::collections::HashSet;

/// Checks a text and its answer; for a fuzzer, which comes by again.
///
/// # Panics
///
/// Where something does not hold.
#[allow(dead_code)]
pub fn hold(text: &str) {
    let report = check(text);
    answers(text, &report);
    // These ask several times over; of texts that differ in a character, each takes its turn.
    match text.bytes().fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte)) % 4 {
        0 => again(text, &report),
        1 => repairs(text, &report),
        2 => decided(text, &report),
        _ => edits(text, &report),
    }
}

/// The same, all of it.
///
/// # Panics
///
/// Where something does not hold.
pub fn hold_all(text: &str) {
    let report = check(text);
    answers(text, &report);
    again(text, &report);
    repairs(text, &report);
    decided(text, &report);
    edits(text, &report);
}

/// The equations that are listed are those that are counted, and those that fail are told.
fn decided(text: &str, report: &Report) {
    let listed = equations(text);
    assert_eq!(listed.len(), report.possible);
    let count = listed.iter().filter(|one| !matches!(one.outcome, Outcome::Undecided(_))).count();
    // Of a form not filled in none counts.
    assert_eq!(count, report.equations);
    for one in listed.iter().filter(|one| one.outcome == Outcome::Fails) {
        let told = report.findings.iter().flat_map(|finding| &finding.equations);
        let is = |other: &WorkedEquation| (other.rule, other.anchor) == (one.worked.rule, one.worked.anchor);
        assert!(told.clone().any(is), "{one:?} fails and is in no finding");
    }
}

/// A number that is put into a cell is read there.
fn edits(text: &str, report: &Report) {
    let number: Number = "7".parse().expect("a number");
    let cells = report.tables.iter().flat_map(|table| table.cells.iter().map(move |cell| (table.id, cell)));
    let (mut cells, many) = (cells.clone(), cells.count());
    let Some((table, cell)) = cells.nth(text.len() % many.max(1)) else { return };
    let Some(column) = cell.column else { return };
    let place = Place { table, row: cell.row, column };
    if let Some((span, put)) = edit(text, place, number) {
        let after = check(&format!("{}{put}{}", &text[..span.start], &text[span.end..]));
        let cells = after.tables.iter().filter(|other| other.id == table).flat_map(|table| &table.cells);
        let is = |other: &Cell| (other.row, other.column, other.value) == (cell.row, Some(column), Some(number));
        assert!(cells.clone().any(is), "{place:?} is not read as it was edited");
    }
}

/// What an answer says of its text.
pub fn answers(text: &str, report: &Report) {
    let inside = |span: Span| {
        assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {}", text.len());
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
    };
    report.sections.iter().for_each(|section| inside(section.span));
    report.claims.iter().for_each(|claim| inside(claim.span));
    report.blocks.iter().for_each(|block| inside(block.span));
    for pair in report.blocks.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?} lie on each other");
    }
    let mut ids = HashSet::new();
    for finding in &report.findings {
        finding.spans.iter().for_each(|span| inside(*span));
        finding.fixes.iter().flatten().filter_map(|fix| fix.span).for_each(inside);
        assert!(ids.insert(&finding.id), "one id for two findings: {finding:?}");
        if finding.severity == Severity::Error {
            assert!(!finding.equations.is_empty(), "an error without an equation: {finding:?}");
            let message = finding.message(Lang::Zh);
            assert!(!message.contains("可能"), "an error is certain: {message}");
        }
        for fix in finding.fixes.iter().flatten() {
            if let (Some(from), Some(span)) = (fix.from, fix.span) {
                assert!(same_number(&digits(&text[span.start..span.end]), &from.to_string()), "{fix:?}");
            }
        }
    }
    for table in &report.tables {
        let mut placed = HashSet::new();
        for cell in &table.cells {
            inside(cell.span);
            let once = cell.column.is_none_or(|column| placed.insert((cell.row, column)));
            assert!(once, "a cell twice: {} {cell:?}", table.id);
            if let Some(value) = cell.value.filter(|_| cell.state == State::Value) {
                let written = digits(&text[cell.span.start..cell.span.end]);
                let value = value.to_string();
                assert!(same_number(&written, value.trim_start_matches('-')), "{written} read as {value}: {cell:?}");
            }
        }
    }
    arithmetic(report);
}

/// Every equation that is said to fail does, in the cells as they were read.
fn arithmetic(report: &Report) {
    let cell = |place: &Place| -> Option<&Cell> {
        let table = report.tables.iter().find(|table| table.id == place.table)?;
        table.cells.iter().find(|cell| cell.row == place.row && cell.column == Some(place.column))
    };
    let value = |place: &Place| -> Option<i64> {
        let cell = cell(place)?;
        match cell.state {
            State::Value => cell.value?.as_whole(),
            State::Blank => Some(0),
            State::Unreadable | State::Unplaced => None,
        }
    };
    for finding in
        report.findings.iter().filter(|finding| !["years.", "rollup."].iter().any(|of| finding.rule.starts_with(of)))
    {
        for equation in &finding.equations {
            assert_ne!(equation.left, equation.right, "{finding:?}");
            let side = |cells: &[Place]| cells.iter().map(value).collect::<Option<Vec<i64>>>();
            let (Some(left), Some(right)) = (side(&equation.left_cells), side(&equation.right_cells)) else { continue };
            let right = match equation.rule {
                "disclosure.in-force" => right[0] - right[1],
                _ => right.iter().sum(),
            };
            assert_eq!((left.iter().sum::<i64>(), right), (equation.left, equation.right), "{finding:?}");
        }
    }
}

/// The same text is answered alike; every finding has a sentence in every language.
fn again(text: &str, report: &Report) {
    assert_eq!(*report, check(text));
    for finding in &report.findings {
        let (zh, en) = (finding.message(Lang::Zh), finding.message(Lang::En));
        assert!(!zh.is_empty() && !en.is_empty() && zh != en, "{finding:?}");
    }
}

/// A repair of one cell that is offered for an error removes the error and makes no other.
fn repairs(text: &str, report: &Report) {
    let errors = |report: &Report| -> HashSet<String> {
        let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.map(|finding| finding.id.clone()).collect()
    };
    let before = errors(report);
    let of_errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let offered = of_errors.flat_map(|finding| finding.fixes.iter().take(2).map(move |fix| (finding, fix)));
    let single = offered.filter(|(_, fix): &(_, &Vec<Fix>)| fix.len() == 1);
    for (finding, fix) in single.take(4) {
        let Some(mended) = mended(text, fix) else { continue };
        let after = check(&mended);
        let left = errors(&after);
        assert!(!left.contains(&finding.id), "{fix:?} leaves {finding:?}");
        let new: Vec<&String> = left.difference(&before).collect();
        assert!(new.is_empty(), "{fix:?} for {finding:?} makes {:?}", after.findings);
    }
}

/// The digits and the point of a number as it is written, in ASCII.
fn digits(written: &str) -> String {
    let ascii = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(c as u32 - 0xfee0),
        '.' | '\u{ff0e}' | '。' => Some('.'),
        _ => c.is_ascii_digit().then_some(c),
    };
    written.chars().filter_map(ascii).collect()
}

/// Whether two numbers are the same: 27.0 is 27, 007 is 7.
fn same_number(a: &str, b: &str) -> bool {
    let plain = |number: &str| {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        (whole.trim_start_matches('0').to_owned(), fraction.trim_end_matches('0').to_owned())
    };
    plain(a) == plain(b)
}
