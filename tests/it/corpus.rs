//! The real reports beside the project, where they are: every cell against what a person reads.

use gouji::report::{Report, Severity, State};
use gouji::{Options, check_file, years};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports");
    if !folder.is_dir() {
        println!("skipped: no real reports at ../shared/reports");
        return None;
    }
    Some(folder)
}

fn read(folder: &Path, name: &str) -> Report {
    let bytes = std::fs::read(folder.join(name)).expect("a report");
    check_file(&bytes, &Options::default()).report
}

/// A report held against that of the year before.
fn compared(folder: &Path, this: &str, last: &str) -> Report {
    let checked = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).expect("a report");
        check_file(&bytes, &Options::default())
    };
    years::compare(checked(this).year(), checked(last).year())
}

fn rules(report: &Report, severity: Severity) -> Vec<&'static str> {
    report.findings.iter().filter(|f| f.severity == severity).map(|f| f.rule).collect()
}

/// A value as the truth files write it, without sign of plus, unit or thousands.
fn plain(value: &str) -> String {
    let digits: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    if value.starts_with(['-', '−', '减']) { format!("-{digits}") } else { digits }
}

#[test]
fn no_cell_is_misread_and_no_error_is_false() {
    let Some(folder) = folder() else { return };
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("a folder")
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".truth.json").map(str::to_owned))
        .collect();
    names.sort();
    println!("{:<18} {:>5} {:>5} {:>9} {:>8}  errors", "report", "cells", "read", "unplaced", "misread");
    for name in names {
        let truth = std::fs::read_to_string(folder.join(format!("{name}.truth.json"))).expect("a truth file");
        let truth: Value = serde_json::from_str(&truth).expect("JSON");
        let file = ["txt", "md", "html"].map(|ext| format!("{name}.{ext}"));
        let file = file.into_iter().find(|file| folder.join(file).is_file()).expect("the report itself");
        let report = read(&folder, &file);
        let (mut read, mut unplaced, mut misread) = (0, 0, Vec::new());
        // Of the tables that equations bind: cells read, of how many.
        let mut bound = (0, 0);
        let cells = truth["cells"].as_array().expect("cells");
        for cell in cells {
            let [table, row, column] = [0, 1, 2].map(|i| cell[i].as_str().expect("an id"));
            let table = report.tables.iter().find(|t| t.id == table).expect("a table");
            let found = table.cells.iter().find(|c| c.row == row && c.column == Some(column));
            bound.1 += usize::from(table.id != "disclosure");
            bound.0 += usize::from(table.id != "disclosure" && found.is_some());
            match (found.map(|c| (c.state, c.value)), cell[3].as_str()) {
                (Some((State::Value, Some(value))), Some(true_value)) if value.to_string() == plain(true_value) => {
                    read += 1;
                }
                (Some((State::Blank, _)), None) => read += 1,
                (None, _) => unplaced += 1,
                (found, true_value) => misread.push(format!("{row} {column}: {found:?}, not {true_value:?}")),
            }
        }
        let mut errors: Vec<(&str, &str)> = report
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .flat_map(|f| &f.equations)
            .map(|e| (e.rule, e.anchor))
            .collect();
        errors.sort_unstable();
        let mut true_errors: Vec<(&str, &str)> = truth["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|e| (e[0].as_str().expect("a rule"), e[1].as_str().expect("an anchor")))
            .collect();
        true_errors.sort_unstable();
        println!("{name:<18} {:>5} {read:>5} {unplaced:>9} {:>8}  {errors:?}", cells.len(), misread.len());
        assert!(misread.is_empty(), "{name}: {misread:#?}");
        assert_eq!(report.template, truth["template"].as_str(), "{name}");
        assert_eq!(errors, true_errors, "{name}");
        // Without gaps between digits not all can be told apart in table 2, where little binds them.
        if name.starts_with("pingtan") {
            assert!(bound.0 * 100 >= bound.1 * 95, "{name}: {bound:?}");
        } else {
            assert_eq!(unplaced, 0, "{name}");
        }
    }
}

#[test]
fn panzhou_names_the_one_cell() {
    let Some(folder) = folder() else { return };
    let report = read(&folder, "panzhou-2024.txt");
    let arithmetic: Vec<_> = report.findings.iter().filter(|f| !f.equations.is_empty()).collect();
    assert_eq!(arithmetic.len(), 1);
    let first = &arithmetic[0].fixes[0];
    assert_eq!(first.len(), 1);
    let place = first[0].place;
    assert_eq!((place.table, place.row, place.column), ("requests", "carried_in", "total"));
    assert_eq!((first[0].from, first[0].to), (Some(0), 4));
    assert_eq!(rules(&report, Severity::Warning), ["prose.self-contradiction", "structure.fee-statement"]);
}

#[test]
fn prose_is_held_against_the_tables_without_false_alarms() {
    let Some(folder) = folder() else { return };
    let said = |name: &str| {
        let report = read(&folder, name);
        let of_prose = report
            .findings
            .into_iter()
            .filter(|finding| finding.rule.starts_with("prose.") || finding.rule == "structure.year-slip");
        of_prose.map(|f| (f.rule, f.severity)).collect::<Vec<_>>()
    };
    let warned = |rule| vec![(rule, Severity::Warning)];
    assert_eq!(said("pingtan-2020.txt"), warned("prose.parts-total"));
    assert_eq!(said("excerpt-047.txt"), warned("prose.parts-total"));
    assert_eq!(said("dongshan-2020.txt"), warned("prose.contradicts-table"));
    assert_eq!(said("panzhou-2024.txt"), warned("prose.self-contradiction"));
    assert_eq!(said("suqian-2024.txt"), [("prose.contradicts-table", Severity::Info); 2]);
    // 增长1.05% from 3607 to 3646: only last year's report tells.
    let report = compared(&folder, "suqian-2024.txt", "suqian-2023.txt");
    let change = report.findings.iter().find(|finding| finding.rule == "years.change").expect("a finding");
    let message = change.message(gouji::Lang::Zh);
    assert!(message.contains("+1.08%"), "{message}");
    for name in [
        "huaian-2024.txt",
        "suqian-2023.txt",
        "shuyang-2025.md",
        "shuyang-fgj-2023.html",
        "pingtan-2021.txt",
        "pingtan-2023.txt",
        "pingtan-2025.txt",
        "leizhou-2018.txt",
        "alxa-left-2019.txt",
    ] {
        assert_eq!(said(name), [], "{name}");
    }
}

/// What is said of real reports of two years in a row, and nothing else but that some name no year.
#[test]
fn real_years_follow_each_other_without_false_alarms() {
    let Some(folder) = folder() else { return };
    for (this, last, expected) in [
        ("pingtan-2021.txt", "pingtan-2020.txt", &[][..]),
        ("hongze-2024.txt", "hongze-2023.txt", &[]),
        ("suqian-2024.txt", "suqian-2023.txt", &["years.change"]),
    ] {
        let report = compared(&folder, this, last);
        let found = report
            .findings
            .iter()
            .filter(|finding| finding.rule.starts_with("years.") && finding.rule != "years.undated");
        let found: Vec<(&str, Severity)> = found.map(|finding| (finding.rule, finding.severity)).collect();
        let expected: Vec<(&str, Severity)> = expected.iter().map(|rule| (*rule, Severity::Warning)).collect();
        assert_eq!(found, expected, "{this}");
    }
}

#[test]
fn reports_without_wrong_sums_have_no_error() {
    let Some(folder) = folder() else { return };
    let of = |name: &str| {
        let report = read(&folder, name);
        (rules(&report, Severity::Error), rules(&report, Severity::Warning))
    };
    assert_eq!(of("alxa-left-2019.txt"), (vec![], vec!["structure.section-missing"]));
    assert_eq!(of("kaiyuan-2020.txt").0, Vec::<&str>::new());
    assert_eq!(of("shuyang-2025.md"), (vec![], vec![]));
    let leizhou = read(&folder, "leizhou-2018.txt");
    assert_eq!(leizhou.findings.iter().map(|f| f.rule).collect::<Vec<_>>(), ["structure.not-standard"]);
}

#[test]
fn dongshan_may_have_left_out_a_total() {
    let Some(folder) = folder() else { return };
    let report = read(&folder, "dongshan-2020.txt");
    assert_eq!(rules(&report, Severity::Error), Vec::<&str>::new());
    let warning = report.findings.iter().find(|f| f.severity == Severity::Warning && !f.equations.is_empty());
    let warning = warning.expect("a warning");
    assert_eq!((warning.equations[0].rule, warning.equations[0].anchor), ("disputes.group-total", "reconsideration"));
    let fix = &warning.fixes[0][0];
    assert_eq!((fix.place.row, fix.place.column, fix.from, fix.to), ("reconsideration", "total", None, 1));
}

/// Real files beside the project, where they are: the annual report among them cell for cell; of the others how many pages and
/// rows of cells there are.
#[test]
fn files_as_desks_have_them_are_read() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/files");
    if !files.is_dir() {
        println!("skipped: no real files at ../shared/files");
        return;
    }
    let read = |name: &str| check_file(&std::fs::read(files.join(name)).expect("a file"), &Options::default());
    // (file, pages, rows of several cells at least)
    for (name, pages, rows) in [
        ("hongze-2023.pdf", 5, 40),
        ("putuo-planning-2024.pdf", 30, 150),
        ("putuo-commerce-budget-2025.pdf", 26, 150),
        ("standard-chapter.ofd", 4, 5),
        ("chunan-form.doc", 0, 12),
        ("fxpg-annex2.doc", 0, 3),
        ("blank-template.docx", 0, 30),
    ] {
        let checked = read(name);
        let found = checked.text.lines().filter(|line| line.contains('\t')).count();
        assert_eq!(checked.report.pages.len(), pages, "{name}");
        assert!(found >= rows, "{name}: {found} rows");
    }
    let truth = files.join("../reports/hongze-2023.truth.json");
    let truth: Value = serde_json::from_str(&std::fs::read_to_string(truth).expect("a truth file")).expect("JSON");
    let report = read("hongze-2023.pdf").report;
    for cell in truth["cells"].as_array().expect("cells") {
        let [table, row, column] = [0, 1, 2].map(|i| cell[i].as_str().expect("an id"));
        let table = report.tables.iter().find(|t| t.id == table).expect("a table");
        let found = table.cells.iter().find(|c| c.row == row && c.column == Some(column));
        let value = found.and_then(|c| c.value).map(|value| value.to_string());
        assert_eq!(value.as_deref(), cell[3].as_str(), "{row} {column}");
    }
}
