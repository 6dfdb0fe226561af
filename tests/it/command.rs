//! The command: exit status, formats, bad input, and the schema of its answers.

use crate::generate::{Figures, LAYOUTS, Style, write};
use expect_test::{ExpectFile, expect_file};
use fastrand::Rng;
use serde_json::Value;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const SLIP: &str = include_str!("../data/slip.txt");

fn gouji(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    std::thread::scope(|scope| {
        // A command that refuses its arguments does not read; one that answers line by line waits to be heard.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().expect("the command ends")
    })
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a file");
    path
}

fn right() -> String {
    SLIP.replace("申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |")
}

#[test]
fn exit_status_says_what_was_found() {
    let status = |input: &str| gouji(&["check"], input.as_bytes()).status.code();
    assert_eq!(status(&right()), Some(0));
    assert_eq!(status(SLIP), Some(1));
    assert_eq!(status("会议通知"), Some(2));
    assert_eq!(status(""), Some(2));
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_being_checked() {
    let good = file("good.txt", right().as_bytes());
    let slip = file("slip.txt", SLIP.as_bytes());
    let picture = file("picture.txt", &[0x89, b'P', b'N', b'G', 13, 10]);
    let old = file("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let pdf = file("page.html", b"%PDF-1.7");
    let files: Vec<&str> = [&picture, &old, &pdf, &slip, &good].iter().map(|p| p.to_str().expect("a path")).collect();
    let missing = ["check", "--format", "json", "no-such-file.txt"];
    let output = gouji(&[&missing[..], &files].concat(), b"");
    assert_eq!(output.status.code(), Some(2));
    let reports: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let sources: Vec<&str> = reports.iter().map(|r| r["source"].as_str().expect("a name")).collect();
    assert_eq!(sources, [&["no-such-file.txt"][..], &files].concat(), "a line for each, in order");
    let kinds: Vec<&str> = reports.iter().map(|r| r["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["neither", "neither", "neither", "neither", "report", "report"]);
    assert!(reports[0]["findings"][0]["message"].as_str().is_some_and(|said| said.contains("没能打开")));
    let complaints = String::from_utf8_lossy(&output.stderr).lines().count();
    assert_eq!(complaints, 4, "a line for each file that was not read");
}

/// A folder of the test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder");
    path
}

/// The sources of the reports in JSON, a line each.
fn sources(output: &Output) -> Vec<String> {
    let source = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["source"].as_str().map(str::to_owned);
    stdout(output).lines().map(|line| source(line).unwrap_or_default()).collect()
}

#[test]
fn folders_and_patterns_are_read_whole_and_in_order() {
    let root = folder("many");
    std::fs::create_dir_all(root.join("乙/丙")).expect("a folder");
    let named = ["甲.txt", "乙/一.TXT", "乙/丙/二.html", "乙/丙/三.docx", "丁.md"];
    let passed_over = ["~$甲.docx", ".丁.txt", "公章.png", "readme"];
    for name in named.iter().chain(&passed_over) {
        std::fs::write(root.join(name), SLIP).expect("a file");
    }
    let root = root.to_str().expect("a path");
    let sources_of = |arguments: &[&str]| sources(&gouji(&[&["check", "--format", "json"], arguments].concat(), b""));
    let in_folder =
        ["丁.md", "乙/一.TXT", "乙/丙/三.docx", "乙/丙/二.html", "甲.txt"].map(|name| format!("{root}/{name}"));
    assert_eq!(sources_of(&[root]), in_folder);
    assert_eq!(sources_of(&["--jobs", "1", root]), in_folder);
    // A file that is named is read whatever its name is; a pattern may name folders.
    let readme = format!("{root}/readme");
    assert_eq!(
        sources_of(&[&readme, &format!("{root}/乙/*")]),
        [readme.clone(), format!("{root}/乙/一.TXT"), format!("{root}/乙/丙/三.docx"), format!("{root}/乙/丙/二.html"),]
    );
    let none = gouji(&["check", &format!("{root}/*.pdf"), &readme], b"");
    assert_eq!(none.status.code(), Some(2), "a pattern that nothing matches is told");
    let complaints = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(complaints.contains("*.pdf") && complaints.contains("共 2 份：1 份有错误"), "{complaints}");
}

#[test]
fn many_reports_are_checked_at_once_and_told_in_order() {
    // A large one first: the others are done before it.
    let large = format!("{}\n{}", right(), "全年主动公开政府信息，制发行政规范性文件。\n".repeat(20_000));
    let texts = std::iter::once(large).chain((0..300).map(|i| if i % 7 == 3 { SLIP.to_owned() } else { right() }));
    let lines: Vec<String> = texts
        .enumerate()
        .map(|(i, text)| serde_json::json!({ "source": format!("第{i}份"), "text": text }).to_string())
        .collect();
    let input = lines.join("\n");
    let output = gouji(&["check", "--ndjson", "--no-text", "--jobs", "4"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(sources(&output), (0..=300).map(|i| format!("第{i}份")).collect::<Vec<_>>());
    let one = gouji(&["check", "--ndjson", "--no-text", "--jobs", "1", "--exit-zero"], input.as_bytes());
    assert_eq!(one.status.code(), Some(0));
    assert_eq!(stdout(&one), stdout(&output), "as many jobs as one likes, the same answers");
}

/// A line that is no report costs itself only, and has its line in the answers.
#[test]
fn a_bad_line_does_not_keep_the_others_from_being_checked() {
    let good = serde_json::json!({ "source": "好", "text": right() }).to_string();
    let unnamed = serde_json::json!({ "text": SLIP, "year": 2024 }).to_string();
    let bad: [&[u8]; 4] = [b"{\"source\":1}", b"{\"text\":\"\xff\"}", b"[", b"{\"text\":\"\\ud800\"}"];
    let input = [&[good.as_bytes(), b"", unnamed.as_bytes()], &bad[..], &[good.as_bytes()]].concat().join(&b'\n');
    let output = gouji(&["check", "--ndjson"], &input);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(sources(&output), ["好", "-:3", "-:4", "-:5", "-:6", "-:7", "好"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), bad.len());
}

/// Who writes a line and waits for its answer gets it, before the next line is written.
#[test]
fn a_line_is_answered_before_the_next_is_written() {
    for jobs in ["1", "3"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(["check", "--ndjson", "--no-text", "--jobs", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let mut answers = std::io::BufReader::new(child.stdout.take().expect("a pipe")).lines();
        for source in ["甲", "乙", "丙", "丁", "戊"] {
            writeln!(stdin, "{}", serde_json::json!({ "source": source, "text": SLIP })).expect("a line");
            let answer = answers.next().expect("an answer").expect("UTF-8");
            assert_eq!(serde_json::from_str::<Value>(&answer).expect("JSON")["source"], source);
        }
        drop(stdin);
        assert_eq!(child.wait().expect("it ends").code(), Some(1));
    }
}

#[test]
fn it_ends_when_its_reader_does() {
    let line = serde_json::json!({ "text": SLIP }).to_string() + "\n";
    let path = file("much.ndjson", line.repeat(3000).as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--ndjson", path.to_str().expect("a path")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut first = [0; 10];
    std::io::Read::read_exact(&mut child.stdout.take().expect("a pipe"), &mut first).expect("a beginning");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn text_is_left_out_when_asked() {
    let with = stdout(&gouji(&["check", "--format", "json"], SLIP.as_bytes()));
    let without = stdout(&gouji(&["check", "--format", "json", "--no-text"], SLIP.as_bytes()));
    let text = |json: &str| serde_json::from_str::<Value>(json).expect("JSON").get("text").cloned();
    assert_eq!(text(&with), Some(Value::from(SLIP)));
    assert_eq!(text(&without), None);
}

#[test]
fn last_years_report_is_compared() {
    let last = right().replace("2024", "2023").replace("继续办理 | 3 |", "继续办理 | 5 |");
    let last = last.replace("继续办理 | 5 | 0 | 0 | 0 | 0 | 0 | 3 |", "继续办理 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |");
    let previous = file("last.txt", last.as_bytes());
    let output =
        gouji(&["check", "--format", "json", "--previous", previous.to_str().expect("a path")], right().as_bytes());
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let found: Vec<(&str, &str, &str)> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|f| {
            (
                f["rule"].as_str().unwrap(),
                f["equations"][0]["anchor"].as_str().or(f["anchor"].as_str()).unwrap(),
                f["severity"].as_str().unwrap(),
            )
        })
        .collect();
    // 4 carried in where 5 were carried out; 41 in force where 41 + 6 − 2 follow. The prose is the same.
    assert_eq!(
        found,
        [
            ("years.copied-prose", "overview", "warning"),
            ("years.in-force", "normative_documents", "warning"),
            ("years.carry-over", "natural_person", "warning"),
            ("years.carry-over", "total", "warning"),
        ]
    );
}

/// A county's report against those of its departments: a folder of them, of which one is damaged.
#[test]
fn departments_reports_are_added_up() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("departments");
    std::fs::create_dir_all(&folder).expect("a folder");
    let part = |name: &str| right().replace("示例县人民政府2024", &format!("示例县{name}2024"));
    std::fs::write(folder.join("a.txt"), part("教育局")).expect("a file");
    let nothing: String = part("财政局").lines().map(|line| zeros(line) + "\n").collect();
    std::fs::write(folder.join("b.txt"), nothing).expect("a file");
    let check = |text: &str| {
        let arguments = ["check", "--departments", folder.to_str().expect("a path")];
        let output = gouji(&arguments, text.as_bytes());
        (output.status.code(), stdout(&output))
    };
    let (status, said) = check(&right());
    assert_eq!(status, Some(0), "{said}");
    assert!(!said.contains("rollup"), "{said}");
    let more = right().replace("行政许可 | 15230", "行政许可 | 15231");
    let (_, said) = check(&more);
    assert!(said.contains("rollup.sum") && said.contains("只有“示例县教育局”"), "{said}");
    std::fs::write(folder.join("c.pdf"), b"%PDF-1.7").expect("a file");
    assert_eq!(check(&right()).0, Some(2), "a report that is not read is not added up, and that is told");
    std::fs::remove_dir_all(folder).expect("removed");
}

/// A line of a table with 0 for each of its numbers.
fn zeros(line: &str) -> String {
    let is_number = |cell: &str| !cell.trim().is_empty() && cell.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
    let cells = line.split('|').map(|cell| if is_number(cell) { " 0 " } else { cell });
    cells.collect::<Vec<_>>().join("|")
}

#[test]
fn every_answer_follows_the_schema() {
    let schema = include_str!("../../docs/report.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut texts =
        vec![SLIP.to_owned(), right(), String::new(), "会议通知".to_owned(), "x".repeat(gouji::MAX_BYTES + 1)];
    let mut rng = Rng::with_seed(1);
    for layout in LAYOUTS {
        let mut figures = Figures::consistent(&mut rng);
        for cell in figures.cells.iter_mut().flatten().flatten() {
            match rng.u8(0..12) {
                0 => cell.clear(),
                1 => *cell = "7".to_owned(),
                2 => *cell = "若干".to_owned(),
                _ => {}
            }
        }
        texts.push(write(&figures, layout, Style::random(&mut rng), &mut rng));
    }
    for text in texts {
        for lang in ["zh", "en"] {
            let output = gouji(&["check", "--format", "json", "--lang", lang], text.as_bytes());
            let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
            let problems: Vec<String> =
                validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(problems.is_empty(), "{problems:#?}");
        }
    }
}

fn diagnostics(lang: &str, text: &str, expected: &ExpectFile) {
    expected.assert_eq(&stdout(&gouji(&["check", "--lang", lang], text.as_bytes())));
}

#[test]
fn diagnostics_in_chinese() {
    diagnostics("zh", SLIP, &expect_file!["../snapshots/slip.zh.txt"]);
}

#[test]
fn diagnostics_in_english() {
    diagnostics("en", SLIP, &expect_file!["../snapshots/slip.en.txt"]);
}

#[test]
fn diagnostics_of_a_bad_year() {
    let text = SLIP
        .replace("3 | 1 | 1 | 0 | 5 |", "3 | 1 | 1 | 0 | 6 |")
        .replace("6.属于四类过程性信息 | 2 |", "6.属于四类过程性信息 | 若干 |")
        .replace("行政规范性文件 | 6 | 2 | 41 |", "行政规范性文件 | 60 | 2 | 41 |")
        .replace("示例县人民政府2024年", "示例县人民政府2023年")
        .replace("本年度没有收取信息处理费。", "")
        .replace("五、存在的主要问题及改进情况", "存在困难");
    diagnostics("zh", &text, &expect_file!["../snapshots/bad-year.zh.txt"]);
}

#[test]
fn diagnostics_of_a_double_count() {
    let text =
        right().replace("(一)予以公开 | 12 | 1 | 0 | 0 | 0 | 0 | 13 |", "(一)予以公开 | 17 | 1 | 0 | 0 | 0 | 0 | 18 |");
    diagnostics("zh", &text, &expect_file!["../snapshots/double-count.zh.txt"]);
    diagnostics("en", &text, &expect_file!["../snapshots/double-count.en.txt"]);
}

#[test]
fn diagnostics_of_totals_left_blank() {
    let text = right()
        .replace("四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |", "四、结转下年度继续办理 | 3 | | | | | | |");
    diagnostics("zh", &text, &expect_file!["../snapshots/blank-totals.zh.txt"]);
}

#[test]
fn diagnostics_of_the_prose() {
    let said = "2023年,示例县推进政务公开。编印政府公报6期。全年新收政府信息公开申请34件,同比增长43%,其中自然人申请29件,占90%,\
                法人或其他组织申请6件。所有申请均已办结。因政府信息公开引起行政复议5件,均获维持。县公安局收到申请8件。\
                县政府办公室收到申请12件。全年编印《政府公报》5期。";
    let text = right();
    let (before, rest) = text.split_once("2024年,示例县按照").expect("the overview");
    let (_, after) = rest.split_once("二、主动公开").expect("a second section");
    let text = format!("{before}{said}\n\n二、主动公开{after}");
    diagnostics("zh", &text, &expect_file!["../snapshots/prose.zh.txt"]);
    diagnostics("en", &text, &expect_file!["../snapshots/prose.en.txt"]);
}

/// The example on one line, without anything between its cells.
fn fused(text: &str) -> String {
    let start = text.find("第二十条").expect("table 2");
    let end = text.find("五、").expect("section 5");
    let cells: String = text[start..end].chars().filter(|c| !matches!(c, ' ' | '|' | '\n')).collect();
    format!("{}{cells}\n\n{}", &text[..start], &text[end..])
}

#[test]
fn digits_without_gaps_are_cut_and_checked() {
    // The slip of the example, and a row that adds up in no way.
    diagnostics("zh", &fused(SLIP), &expect_file!["../snapshots/fused.zh.txt"]);
    let text = fused(&right()).replace("311051000100011", "3110151000100011");
    diagnostics("zh", &text, &expect_file!["../snapshots/fused-uncuttable.zh.txt"]);
    diagnostics("en", &text, &expect_file!["../snapshots/fused-uncuttable.en.txt"]);
}

#[test]
fn last_years_report_that_cannot_be_compared_is_told() {
    let undated = right().replace("2024年", "");
    let none = "给出的上一年度报告不是年报";
    let bare = "示例县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n收到申请3件。";
    let cases = [
        ("notice.txt", "会议通知", none),
        ("scrap.txt", "2023年收到申请3件。", none),
        ("same-year.txt", &right(), "不是上一年度，没有比较"),
        ("no-tables.txt", bare, "没有可以比较的表格"),
        ("undated.txt", &undated, "没有读出上一年度报告的年度"),
    ];
    for (name, text, said) in cases {
        let previous = file(name, text.as_bytes());
        let output = gouji(&["check", "--previous", previous.to_str().expect("a path")], right().as_bytes());
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains(said), "{name}: {}", stdout(&output));
    }
}

#[test]
fn what_is_no_report_has_no_equations() {
    let said = |text: &str| stdout(&gouji(&["check"], text.as_bytes()));
    assert!(!said("会议通知").contains("等式"), "{}", said("会议通知"));
    assert!(said("全年收到申请5件，其中自然人4件、法人或其他组织3件。").contains("没有可核对的等式；2 处提示"));
    assert!(said(&right()).contains("核对了 44 个等式；0 处提示"));
}

/// A name or a text that holds commands for a terminal gives none to it.
#[test]
fn nothing_commands_the_terminal() {
    let hostile = "坏\u{1b}[2J\u{9b}2J\u{202e}\u{2028}名";
    let text = right().replace("6.属于四类过程性信息 | 2 |", &format!("6.属于四类过程性信息 | {hostile}\u{7} |"));
    let path = file(&format!("{hostile}.txt"), text.as_bytes());
    let missing = path.with_file_name(format!("没有{hostile}\n.txt"));
    for format in ["text", "json"] {
        let files = [path.to_str().expect("a path"), missing.to_str().expect("a path")];
        let output = gouji(&[&["check", "--format", format][..], &files].concat(), b"");
        for stream in [&output.stdout, &output.stderr] {
            let shown = String::from_utf8_lossy(stream);
            let command =
                shown.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{2028}'));
            assert_eq!(command, None, "{shown}");
        }
        if format == "json" {
            let first: Value = serde_json::from_str(stdout(&output).lines().next().expect("a line")).expect("JSON");
            assert_eq!(first["text"].as_str(), Some(text.as_str()), "the text itself is as it was");
        }
    }
    std::fs::remove_file(path).expect("removed");
}

#[test]
fn the_rules_are_those_of_the_readmes_and_of_every_answer() {
    for (lang, readme) in [("zh", include_str!("../../README.zh.md")), ("en", include_str!("../../README.md"))] {
        let table = stdout(&gouji(&["rules", "--lang", lang], b""));
        assert!(readme.contains(&table), "the table of the {lang} README is that of `gouji rules --lang {lang}`");
    }
    // Every rule that a source names is in the table, and the table has none that no source names.
    let years = ["years/mod", "years/copied", "years/prior", "rollup"];
    let sources =
        ["arithmetic", "pages", "structure", "lib"].into_iter().chain(years).map(|name| format!("src/{name}.rs"));
    let prose = std::fs::read_dir(format!("{}/src/prose", env!("CARGO_MANIFEST_DIR"))).expect("a folder").flatten();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    // (Measures have ids of their own.)
    let prose = prose.map(|entry| entry.path()).filter(|path| !path.ends_with("measures.rs"));
    let paths = sources.map(|name| root.join(name)).chain(prose);
    let code: String = paths.map(|path| std::fs::read_to_string(path).expect("a source")).collect();
    let tables = || gouji::forms::standard().iter().flat_map(|form| form.tables);
    let is_law = |id: &str| tables().flat_map(|table| table.laws).any(|law| law.rule == id);
    let named = |id: &str| is_law(id) || code.contains(&format!("\"{id}\""));
    for rule in gouji::rules::RULES {
        assert!(named(rule.id), "{} is of no use", rule.id);
    }
    let quoted = code.split('"').skip(1).step_by(2);
    let families = ["structure.", "prose.", "years.", "rollup.", "requests.", "disputes.", "disclosure."];
    let ids =
        quoted.filter(|word| families.iter().any(|family| word.strip_prefix(family).is_some_and(|id| id.len() > 2)));
    let no_measure = ids.filter(|id| {
        id.contains('-') || ["structure.", "years.", "rollup."].iter().any(|family| id.starts_with(family))
    });
    for id in no_measure.filter(|id| id.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '-'))) {
        assert!(gouji::rules::rule(id).is_some(), "{id} has no rule");
    }
}
