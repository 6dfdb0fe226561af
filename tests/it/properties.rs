//! What must hold of every report: one that agrees is clean in any layout; one changed cell is found.

use crate::generate::{FUSED, Figures, LAYOUTS, Layout, PAGES, Style, pdf, write};
use crate::invariants::hold_all;
use crate::surroundings::compared;
use fastrand::Rng;
use gouji::report::{Outcome, Place, Report, Severity, State};
use gouji::{Lang, Number, check, edit, equations};

pub fn show(report: &Report) -> String {
    report.findings.iter().map(|f| format!("{:?} {} {}\n", f.severity, f.rule, f.message(Lang::Zh))).collect()
}

/// Every cell the report gives a value, as it was written.
pub fn assert_cells_as_written(figures: &Figures, report: &Report, context: &str) {
    for (spec, cells) in figures.form.tables.iter().zip(&figures.cells) {
        let table = report.tables.iter().find(|table| table.id == spec.id).expect("every table is listed");
        let written: usize = cells.iter().map(Vec::len).sum();
        assert_eq!(table.cells.len(), written, "{} cells\n{context}", spec.id);
        for cell in &table.cells {
            let row = spec.rows.iter().position(|row| row.id == cell.row).expect("a row of the form");
            let column = spec.rows[row].columns.iter().position(|c| Some(c.id) == cell.column).expect("placed");
            let value = cell.value.map(|value| value.to_string()).unwrap_or_default();
            assert_eq!(cell.state, State::Value, "{} {} {:?}\n{context}", spec.id, cell.row, cell.column);
            assert_eq!(value, number_in(&cells[row][column]), "{} {} {:?}\n{context}", spec.id, cell.row, cell.column);
        }
    }
}

/// The number that a cell's text is: `减3` is -3.
fn number_in(text: &str) -> String {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let minus = if text.contains(['-', '−', '减']) { "-" } else { "" };
    format!("{minus}{digits}")
}

#[test]
fn a_consistent_report_is_clean_in_every_layout() {
    for seed in 0..400 {
        let mut rng = Rng::with_seed(seed);
        let figures = Figures::consistent(&mut rng);
        for layout in LAYOUTS {
            let style = Style::random(&mut rng);
            let text = write(&figures, layout, style, &mut rng);
            let report = check(&text);
            let context = format!("seed {seed} {layout:?} {style:?}\n{}\n{text}", show(&report));
            assert!(report.findings.is_empty(), "{context}");
            assert_eq!(report.template, Some(figures.form.id), "{context}");
            assert_eq!(report.agency.as_deref().map(str::len), Some("示例县人民政府".len()), "{context}");
            assert_cells_as_written(&figures, &report, &context);
        }
    }
}

/// How many cells of a table are as written; a cell that is there is never anything else.
pub fn cells_as_written(figures: &Figures, report: &Report, id: &str, context: &str) -> usize {
    let spec = &figures.form.tables[figures.table(id)];
    let table = report.tables.iter().find(|table| table.id == id).expect("every table is listed");
    let mut read = 0;
    for (r, row) in spec.rows.iter().enumerate() {
        for (c, column) in row.columns.iter().enumerate() {
            let found = table.cells.iter().find(|cell| cell.row == row.id && cell.column == Some(column.id));
            let Some(found) = found else { continue };
            let value = found.value.map(|value| value.to_string()).unwrap_or_default();
            let written = number_in(&figures.cells[figures.table(id)][r][c]);
            assert_eq!(value, written, "{} {}\n{context}", row.id, column.id);
            read += 1;
        }
    }
    read
}

#[test]
fn digits_without_gaps_are_read_or_said_to_be_undecided() {
    let (mut read, mut all) = (0, 0);
    for seed in 0..300 {
        let mut rng = Rng::with_seed(70_000 + seed);
        let figures = Figures::consistent(&mut rng);
        for layout in FUSED {
            let text = write(&figures, layout, Style::default(), &mut rng);
            let report = check(&text);
            let context = format!("seed {seed} {layout:?}\n{}\n{text}", show(&report));
            assert!(report.findings.iter().all(|f| f.severity == Severity::Info), "{context}");
            for id in ["requests", "disputes"] {
                read += cells_as_written(&figures, &report, id, &context);
                all += figures.cells[figures.table(id)].iter().flatten().count();
            }
        }
    }
    println!("{read} of {all} cells without gaps told apart");
    assert!(read * 100 >= all * 99, "{read} of {all}");
}

/// Nor is an error false where commas of thousands or measure words stand among them, or nil is a mark.
#[test]
fn digits_without_gaps_are_no_false_error_however_they_are_written() {
    for seed in 0..1500 {
        let mut rng = Rng::with_seed(75_000 + seed);
        let figures = Figures::consistent(&mut rng);
        for layout in FUSED {
            let style = Style::random(&mut rng);
            let text = write(&figures, layout, style, &mut rng);
            let report = check(&text);
            assert_eq!(report.count(Severity::Error), 0, "seed {seed} {layout:?}\n{}\n{text}", show(&report));
        }
    }
}

/// One changed cell among digits without gaps is nearly always found, most often named, and never read as
/// if nothing were wrong.
#[test]
fn one_changed_cell_without_gaps_is_no_silent_slip() {
    let (mut found, mut named, mut all) = (0, 0, 0);
    for seed in 0..600 {
        let mut rng = Rng::with_seed(80_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        let table = figures.table("requests");
        let row = rng.usize(0..figures.cells[table].len());
        let column = rng.usize(0..7);
        let was = figures.number(table, row, column);
        let now = slip(&mut rng, was);
        figures.cells[table][row][column] = now.to_string();
        let layout = FUSED[rng.usize(0..2)];
        let text = write(&figures, layout, Style::default(), &mut rng);
        let report = check(&text);
        let context =
            format!("seed {seed} {layout:?} row {row} column {column} {was}→{now}\n{}\n{text}", show(&report));
        let place = |fix: &gouji::report::Fix| {
            let spec = &figures.form.tables[table].rows[row];
            (fix.place.row, fix.place.column, fix.to) == (spec.id, spec.columns[column].id, was)
        };
        all += 1;
        found += usize::from(report.count(Severity::Error) > 0);
        named += usize::from(report.findings.iter().flat_map(|f| &f.fixes).flatten().any(place));
        if seed % 6 == 0 {
            hold_all(&text);
        }
        // What is read is what was written, the slip too: no cut that hides it.
        cells_as_written(&figures, &report, "requests", &context);
        let undecided = report.findings.iter().any(|f| f.rule == "structure.unreadable-cell");
        assert!(report.count(Severity::Error) > 0 || undecided, "{context}");
    }
    println!("of {all} slips without gaps {found} found, {named} named");
    assert!(found * 100 >= all * 98 && named * 100 >= all * 85, "of {all}: {found} found, {named} named");
}

#[test]
fn one_changed_cell_is_found_and_pinpointed() {
    let (mut unique, mut named) = (0, 0);
    for seed in 0..1500 {
        let mut rng = Rng::with_seed(10_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        let id = if rng.u8(0..4) == 0 { "disputes" } else { "requests" };
        let table = figures.table(id);
        let row = rng.usize(0..figures.cells[table].len());
        let column = rng.usize(0..figures.cells[table][row].len());
        let was = figures.number(table, row, column);
        let now = slip(&mut rng, was);
        figures.cells[table][row][column] = now.to_string();

        let layout = LAYOUTS[rng.usize(0..LAYOUTS.len())];
        let style = Style::random(&mut rng);
        // The 小计 of the changed row would be changed with it: that layout writes a second slip.
        let layout = if layout == Layout::Subtotal { Layout::Tabs } else { layout };
        let text = write(&figures, layout, style, &mut rng);
        let report = check(&text);
        let context =
            format!("seed {seed} {layout:?} {style:?} {id} row {row} column {column} {was}→{now}\n{}", show(&report));

        let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        let mut found: Vec<_> = errors.iter().flat_map(|f| &f.equations).map(|e| (e.rule, e.anchor)).collect();
        let mut broken: Vec<_> = figures.broken(table).iter().map(|b| (b.rule, b.anchor)).collect();
        found.sort_unstable();
        broken.sort_unstable();
        assert_eq!(found, broken, "{context}");

        let spec = &figures.form.tables[table].rows[row];
        let is_repair = |fix: &Vec<gouji::report::Fix>| {
            fix.len() == 1
                && fix[0].place.row == spec.id
                && fix[0].place.column == spec.columns[column].id
                && fix[0].to == was
        };
        assert_eq!(errors.len(), 1, "one cause is one finding\n{context}");
        assert!(errors[0].fixes.iter().any(is_repair), "the repair is among the alternatives\n{context}");
        if figures.single_repairs(table).len() == 1 {
            unique += 1;
            named += usize::from(errors[0].fixes.len() == 1 && is_repair(&errors[0].fixes[0]));
        }
    }
    println!("{named} of {unique} slips with one repair pinpointed");
    assert!(unique > 800, "{unique} slips with one repair");
    assert!(named * 100 >= unique * 99, "{named} of {unique} pinpointed");
}

/// A number as a hand gets it wrong.
pub fn slip(rng: &mut Rng, was: i64) -> i64 {
    loop {
        let now = match rng.u8(0..4) {
            0 => 0,
            1 => was + rng.i64(-9..10),
            2 => was * 10 + rng.i64(0..10),
            _ => was / 10,
        };
        if now != was && now >= 0 {
            return now;
        }
    }
}

const WITH_BLANKS: [Layout; 5] = [Layout::Tabs, Layout::Pipes, Layout::Markdown, Layout::CellALine, Layout::Spaces];

/// Cells that are 0 left blank: with the separators kept nothing changes; with the blanks lost nothing
/// is called wrong.
#[test]
fn blanks_for_zeros_are_never_wrong() {
    for seed in 0..300 {
        let mut rng = Rng::with_seed(20_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        figures.blank_zeros(&mut rng);
        let mut texts: Vec<String> = Vec::new();
        texts.extend(
            WITH_BLANKS.iter().chain(&FUSED).map(|layout| write(&figures, *layout, Style::default(), &mut rng)),
        );
        texts.extend(PAGES.iter().map(|pages| pdf(&figures, *pages, &mut rng)));
        for (i, text) in texts.into_iter().enumerate() {
            let report = check(&text);
            let context = format!("seed {seed} text {i}\n{}\n{text}", show(&report));
            assert_eq!(report.count(Severity::Error), 0, "{context}");
            let loud: Vec<_> = report.findings.iter().filter(|f| f.severity != Severity::Info).collect();
            assert!(loud.is_empty(), "{context}");
        }
    }
}

/// Any cell left blank, whatever belonged there: some filling makes everything hold, so nothing is an
/// error, whether the blanks are seen or lost.
#[test]
fn what_some_filling_mends_is_no_error() {
    for seed in 0..400 {
        let mut rng = Rng::with_seed(50_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        let often = rng.u8(3..30);
        for cell in figures.cells.iter_mut().flatten().flatten() {
            if rng.u8(0..often) == 0 {
                cell.clear();
            }
        }
        for layout in WITH_BLANKS {
            let text = write(&figures, layout, Style::default(), &mut rng);
            let report = check(&text);
            assert_eq!(report.count(Severity::Error), 0, "seed {seed} {layout:?}\n{}\n{text}", show(&report));
        }
    }
}

/// What pages and portals put between two lines of a table does not get into its cells.
#[test]
fn furniture_between_lines_is_read_past() {
    const FURNITURE: [&str; 7] = [
        "- 5 -",
        "— 12 —",
        "第5页 共9页",
        "5 / 9",
        "打印时间:2025-01-20 09:30",
        "扫一扫在手机打开当前页",
        "申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他",
    ];
    for seed in 0..300 {
        let mut rng = Rng::with_seed(60_000 + seed);
        let figures = Figures::consistent(&mut rng);
        for layout in [Layout::Tabs, Layout::CellALine, Layout::Spaces, Layout::Pipes] {
            let text = write(&figures, layout, Style::default(), &mut rng);
            let start = text.find("三、收到和处理").expect("section 3");
            let rows: Vec<usize> =
                text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| *at > start + 300).collect();
            let at = rows[rng.usize(0..rows.len() - 6)];
            // A repeated header stands between two rows, the rest anywhere.
            let between_rows = layout != Layout::CellALine;
            let furniture = FURNITURE[rng.usize(0..FURNITURE.len() - usize::from(!between_rows))];
            let text = format!("{}{furniture}\n{}", &text[..at], &text[at..]);
            let report = check(&text);
            let context = format!("seed {seed} {layout:?} {furniture:?}\n{}\n{text}", show(&report));
            assert!(report.findings.is_empty(), "{context}");
            assert_cells_as_written(&figures, &report, &context);
        }
    }
}

#[test]
fn the_text_of_a_pdf_reads_like_the_report() {
    for seed in 0..300 {
        let mut rng = Rng::with_seed(90_000 + seed);
        let figures = Figures::consistent(&mut rng);
        for pages in PAGES {
            let text = pdf(&figures, pages, &mut rng);
            let report = check(&text);
            let context = format!("seed {seed} {pages:?}\n{}\n{text}", show(&report));
            assert!(report.findings.is_empty(), "{context}");
            assert_cells_as_written(&figures, &report, &context);
        }
    }
}

/// Two slips in rows apart are two findings, in columns apart or in one.
#[test]
fn independent_slips_stay_apart() {
    for (seed, column) in (0..300).flat_map(|seed| [(seed, 3), (seed, 0)]) {
        let mut rng = Rng::with_seed(30_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        let table = figures.table("requests");
        let rows = figures.cells[table].len() - 2;
        let (a, b) = (2 + rng.usize(0..rows / 2 - 1), rows / 2 + 2 + rng.usize(0..rows / 2 - 3));
        for (row, column, by) in [(a, 0, 2), (b, column, 5)] {
            let value = figures.number(table, row, column) + by;
            figures.cells[table][row][column] = value.to_string();
        }
        let report = check(&write(&figures, Layout::Tabs, Style::default(), &mut rng));
        assert_eq!(report.count(Severity::Error), 2, "seed {seed}, column {column}\n{}", show(&report));
    }
}

/// No text makes the checker panic, and none is answered without a word.
#[test]
fn any_text_gives_a_report() {
    let mut rng = Rng::with_seed(40_000);
    let figures = Figures::consistent(&mut rng);
    for (seed, layout) in (0..300).zip(LAYOUTS.iter().cycle()) {
        let mut rng = Rng::with_seed(40_000 + seed);
        let mut text: Vec<char> = write(&figures, *layout, Style::random(&mut rng), &mut rng).chars().collect();
        for _ in 0..rng.usize(1..60) {
            let at = rng.usize(0..text.len());
            match rng.u8(0..5) {
                0 => drop(text.drain(at..(at + rng.usize(0..200)).min(text.len()))),
                1 => text.insert(
                    at,
                    ['|', '\t', '\n', '9', '-', '/', '其', '.', '😀', '\u{200b}', '\u{0}'][rng.usize(0..11)],
                ),
                2 => text[at] = ['0', ' ', '无', '(', '总', '\u{202e}'][rng.usize(0..6)],
                3 => text.splice(at..at, "99999999999999999999".chars()).for_each(drop),
                _ => text.truncate(text.len().max(300) - at.min(100)),
            }
            if text.is_empty() {
                break;
            }
        }
        hold_all(&text.into_iter().collect::<String>());
    }
}

/// A cell edited in place is that cell, in any layout, and nothing else changes.
#[test]
fn an_edited_cell_is_read_as_edited() {
    let cells = |report: &Report| -> Vec<_> {
        let tables = report.tables.iter();
        tables.flat_map(|table| table.cells.iter().map(|cell| (table.id, cell.row, cell.column, cell.value))).collect()
    };
    let mut edited = 0;
    for seed in 0..60 {
        let mut rng = Rng::with_seed(seed);
        let figures = Figures::consistent(&mut rng);
        for layout in LAYOUTS {
            let style = Style::random(&mut rng);
            let text = write(&figures, layout, style, &mut rng);
            let before = cells(&check(&text));
            let at = rng.usize(..before.len());
            let (table, row, column, value) = before[at];
            let place = Place { table, row, column: column.expect("placed") };
            let number: Number = rng.u32(..5000).to_string().parse().expect("a number");
            let (span, put) = edit(&text, place, number).expect("a place in the text");
            let after = format!("{}{put}{}", &text[..span.start], &text[span.end..]);
            let mut expected = before;
            expected[at].3 = value.map(|_| number);
            assert_eq!(cells(&check(&after)), expected, "seed {seed} {layout:?} {style:?} {place:?} {number}\n{text}");
            edited += 1;
        }
    }
    assert!(edited > 500, "{edited}");
}

/// The equations that are listed are those that are counted; what they say of the tables is true.
#[test]
fn every_equation_is_listed_and_is_what_it_says() {
    for seed in 0..100 {
        let mut rng = Rng::with_seed(seed);
        let mut figures = Figures::consistent(&mut rng);
        // One cell changed: some fail.
        let (table, row) = (1, rng.usize(..figures.cells[1].len()));
        let column = rng.usize(..figures.cells[1][row].len());
        figures.cells[table][row][column] = (figures.number(table, row, column) + 3).to_string();
        let text = write(&figures, LAYOUTS[seed as usize % LAYOUTS.len()], Style::random(&mut rng), &mut rng);
        let report = check(&text);
        let listed = equations(&text);
        assert_eq!(listed.len(), report.possible, "seed {seed}");
        let count = |is: fn(&Outcome) -> bool| listed.iter().filter(|one| is(&one.outcome)).count();
        assert_eq!(count(|outcome| !matches!(outcome, Outcome::Undecided(_))), report.equations, "seed {seed}");
        let failing: Vec<_> = listed.iter().filter(|one| one.outcome == Outcome::Fails).collect();
        let broken: usize = (0..figures.cells.len()).map(|table| figures.broken(table).len()).sum();
        assert_eq!(failing.len(), broken, "seed {seed}\n{}", show(&report));
        for one in &listed {
            let (left, right) = (one.worked.left, one.worked.right);
            let holds = if one.worked.rule.ends_with("-total") || one.worked.rule.ends_with("balance") {
                left == right
            } else {
                left >= right
            };
            assert_eq!(holds, one.outcome == Outcome::Holds, "seed {seed} {:?}", one.worked);
        }
    }
}

/// Digits without gaps, signs and measure words among them: a number that is read is the one that was written.
#[test]
fn digits_among_signs_and_units_are_never_misread() {
    for seed in 0..200 {
        let mut rng = Rng::with_seed(95_000 + seed);
        let figures = Figures::consistent(&mut rng);
        let style = Style { classifier: seed % 2 == 0, ..Style::default() };
        for layout in FUSED {
            let text = write(&figures, layout, style, &mut rng);
            let (_, _, wrong) = compared(&figures, &check(&text));
            assert!(wrong.is_empty(), "seed {seed} {layout:?}: {wrong:?}\n{text}");
        }
    }
}
