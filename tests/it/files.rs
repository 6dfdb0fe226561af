//! Web pages, clipboard pieces and files: every kind a desk has, read like the text itself.

use crate::generate::{Figures, Layout, Style, write};
use crate::office::{self, Draft, HANDS, blocks, docx, html, xlsx};
use crate::properties::{assert_cells_as_written, show};
use fastrand::Rng;
use gouji::{Checked, Options, check_file, check_html};

fn gb18030(bytes: &[u8]) -> String {
    encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned()
}

fn read(bytes: &[u8]) -> Checked {
    check_file(bytes, gb18030, &Options::default())
}

/// What is said of a report and of its cells, wherever it stands in the text: a line each.
fn said(checked: &Checked) -> Vec<String> {
    let report = &checked.report;
    let finding = |f: &gouji::report::Finding| format!("{} {:?} {} {}", f.id, f.severity, f.message, f.fixes.len());
    let mut lines: Vec<String> = report.findings.iter().map(finding).collect();
    for table in &report.tables {
        let cell = |c: &gouji::report::Cell| format!("{} {} {:?} {:?} {:?}", table.id, c.row, c.column, c.state, c.value);
        lines.extend(table.cells.iter().map(cell));
    }
    lines
}

/// A report as every kind of page and file.
fn every_kind(figures: &Figures, rng: &mut Rng) -> Vec<(String, Checked)> {
    let drawn = blocks(figures, false);
    let mut kinds: Vec<(String, Checked)> = Vec::new();
    for hand in HANDS {
        let page = html(&drawn, hand, rng);
        kinds.push((format!("{hand:?} HTML"), check_html(&page, &Options::default())));
        kinds.push((format!("{hand:?} HTML file"), read(page.as_bytes())));
    }
    let subtotals = html(&blocks(figures, true), office::Hand::Plain, rng);
    kinds.push(("HTML with subtotals".into(), check_html(&subtotals, &Options::default())));
    for draft in [
        Draft::default(),
        Draft { tracked: true, ..Draft::default() },
        Draft { numbered: true, boxes: true, ..Draft::default() },
    ] {
        kinds.push((format!("{draft:?}"), read(&docx(&drawn, draft))));
    }
    kinds.push(("xlsx".into(), read(&xlsx(&drawn))));
    let text = write(figures, Layout::Tabs, Style::default(), rng);
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    kinds.push(("GB18030".into(), read(&gbk)));
    kinds.push(("UTF-8 with BOM".into(), read(format!("\u{feff}{text}").as_bytes())));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    kinds.push(("UTF-16".into(), read(&utf16)));
    kinds.push(("UTF-16 with BOM".into(), read(&[&[0xff, 0xfe], &utf16[..]].concat())));
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    kinds.push(("UTF-16BE".into(), read(&big)));
    kinds
}

#[test]
fn a_consistent_report_is_clean_as_any_kind_of_file() {
    for seed in 0..60 {
        let mut rng = Rng::with_seed(100_000 + seed);
        let figures = Figures::consistent(&mut rng);
        for (kind, checked) in every_kind(&figures, &mut rng) {
            let context = format!("seed {seed} {kind}\n{}\n{}", show(&checked.report), checked.text);
            assert!(checked.report.findings.is_empty(), "{context}");
            assert_cells_as_written(&figures, &checked.report, &context);
        }
    }
}

/// One slip, some zeros left blank: the same findings and the same cells from every kind of file.
#[test]
fn every_kind_of_file_says_the_same() {
    for seed in 0..60 {
        let mut rng = Rng::with_seed(110_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        for cell in figures.cells.iter_mut().flatten().flatten() {
            if cell == "0" && rng.u8(0..3) == 0 {
                cell.clear();
            }
        }
        let table = figures.table("requests");
        let row = rng.usize(0..figures.cells[table].len());
        let value = figures.number(table, row, 1) + 3;
        figures.cells[table][row][1] = value.to_string();
        let text = write(&figures, Layout::Tabs, Style::default(), &mut rng);
        let expected = said(&read(text.as_bytes()));
        for (kind, checked) in every_kind(&figures, &mut rng) {
            // A sum of its own follows the slip.
            if kind.contains("subtotals") {
                continue;
            }
            let said = said(&checked);
            let differing: Vec<_> = said.iter().zip(&expected).filter(|(a, b)| a != b).take(5).collect();
            assert!(said == expected, "seed {seed} {kind}\n{differing:#?}\n{}", checked.text);
        }
    }
}
