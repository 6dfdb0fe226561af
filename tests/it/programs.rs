//! The same tables as programs write them and hand them on: every sign between cells, marks on every line, cells named one by one, a
//! table on its side. What stands there is told by the generator; nothing may be read as another number.

use crate::generate::{Figures, all_forms};
use crate::surroundings::{Kind, Layout, compared, text};
use fastrand::Rng;
use gouji::report::{Report, Severity};

/// A text as a program hands it on.
type Change = Box<dyn Fn(&str) -> String>;

/// Lines from table 2's heading to section 5's: the tables.
fn of_tables(text: &str, change: impl Fn(&str) -> String) -> String {
    let start = text.find("二、").expect("section 2");
    let end = text.find("五、").expect("section 5");
    format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
}

fn each_line(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(at, line)| change(at, line) + "\n").collect()
}

/// Every row of cells, its cells in brackets of a program.
fn rows(text: &str, first: &'static str, between: &'static str, last: &'static str) -> String {
    of_tables(text, |tables| {
        each_line(tables, |_, line| match line.contains('\t') {
            true => format!("{first}{}{last}", line.replace('\t', between)),
            false => line.to_owned(),
        })
    })
}

/// A row of numbers that are none of a row's.
fn others(numbers: &[&str]) -> String {
    let other = |number: &&str| (number.parse::<i64>().unwrap_or(0) * 2 + 3).to_string();
    numbers.iter().map(other).collect::<Vec<_>>().join("\t")
}

/// Every row of table 3, from its label's cells and its numbers.
fn each_row(text: &str, change: impl Fn(&[&str], &[&str]) -> String) -> String {
    of_tables(text, |tables| {
        each_line(tables, |_, line| match row(line) {
            Some((label, numbers)) => change(&label, &numbers),
            None => line.to_owned(),
        })
    })
}

/// A report of each form, changed and checked: its figures, the report on it, and what failed is shown with.
fn of_each_form(what: &str, seed: u64, change: &dyn Fn(&str) -> String, judge: impl Fn(&Figures, &Report, &str)) {
    let mut rng = Rng::with_seed(seed);
    for form in &all_forms()[1..] {
        let figures = Figures::consistent_of(form, &mut rng);
        let changed = change(&text(Kind::Plain, &figures, Layout::Tabs, &mut rng));
        let report = gouji::check(&changed);
        judge(&figures, &report, &format!("{what} {}: {:#?}\n{changed}", form.id, report.findings));
    }
}

/// So many hundredths of its cells are read, none as another number, and no error.
fn is_read(what: &str, seed: u64, least: usize, change: &dyn Fn(&str) -> String) {
    of_each_form(what, seed, change, |figures, report, shown| {
        let (read, all, wrong) = compared(figures, report);
        assert_eq!(report.count(Severity::Error), 0, "{shown}");
        assert!(wrong.is_empty(), "{wrong:#?} {shown}");
        assert!(read * 100 >= all * least, "{read} of {all} {shown}");
    });
}

/// Read whole. Of table 2's rows, which have fewer cells than the others, some may be left open.
fn all_is_read(what: &str, seed: u64, change: &dyn Fn(&str) -> String) {
    is_read(what, seed, 95, change);
}

/// However much of it is read.
fn nothing_is_misread(what: &str, seed: u64, change: &dyn Fn(&str) -> String) {
    is_read(what, seed, 0, change);
}

#[test]
fn whatever_sign_stands_between_all_numbers_divides_cells() {
    for seed in 0..4 {
        for sign in ["^", "~", "、", "/", " / ", "；", "#", "@", "::", " .... ", "·", "，", "丨", "\u{1f}", " - ", "▏"]
        {
            all_is_read(sign, seed, &|text| of_tables(text, |tables| tables.replace('\t', sign)));
        }
        for (first, between, last) in [
            ("[tr][td]", "[/td][td]", "[/td][/tr]"),
            ("", " & ", " \\\\ \\hline"),
            ("[", "][", "]"),
            ("[\"", "\", \"", "\"],"),
            ("['", "', '", "'],"),
            ("| ", " || ", ""),
            ("<<", ">><<", ">>"),
        ] {
            all_is_read(between, seed, &|text| rows(text, first, between, last));
        }
    }
}

#[test]
fn what_begins_or_ends_every_line_is_no_ones() {
    let of_all: [(&str, Change); 9] = [
        ("quoted", Box::new(|text| each_line(text, |_, line| format!("> {line}")))),
        ("quoted twice", Box::new(|text| each_line(text, |_, line| format!(">> {line}")))),
        ("bullets", Box::new(|text| each_line(text, |_, line| format!("• {line}")))),
        ("pilcrows", Box::new(|text| each_line(text, |_, line| format!("{line}¶")))),
        ("backslashes", Box::new(|text| each_line(text, |_, line| format!("{line}\\")))),
        ("numbered", Box::new(|text| each_line(text, |at, line| format!("{:>4}: {line}", at + 1)))),
        (
            "a log",
            Box::new(|text| each_line(text, |at, line| format!("[2025-01-20 09:{:02}:07] INFO  {line}", at % 60))),
        ),
        (
            "a chat",
            Box::new(|text| each_line(text, |at, line| format!("[{}:{:02}] 张敏: {line}", 9 + at / 60, at % 60))),
        ),
        ("added", Box::new(|text| each_line(text, |_, line| format!("+{line}")))),
    ];
    for seed in 0..4 {
        for (name, change) in &of_all {
            all_is_read(name, seed, change);
        }
    }
}

#[test]
fn of_two_versions_the_newer_is_read() {
    // Each fifth line of the tables stands there as it was, too.
    let change = |text: &str| {
        each_line(text, |at, line| match at % 5 == 0 && line.contains('\t') {
            true => format!("-{}\n+{line}", line.replace(|c: char| c.is_ascii_digit(), "7")),
            false => format!(" {line}"),
        })
    };
    (0..4).for_each(|seed| all_is_read("a difference", seed, &change));
}

#[test]
fn line_ends_that_are_written_are_line_ends() {
    let change = |text: &str| text.replace('\n', "\\n").replace('\t', "\\t");
    (0..4).for_each(|seed| all_is_read("escaped", seed, &change));
}

#[test]
fn a_word_for_nothing_is_learnt() {
    // Every nought is a word; what is not blank stays.
    for word in ["不涉及", "未发生", "……", "NaN", "None"] {
        let change = |text: &str| {
            of_tables(text, |tables| {
                each_line(tables, |_, line| {
                    let cells = line.split('\t').map(|cell| if cell == "0" { word } else { cell });
                    cells.collect::<Vec<_>>().join("\t")
                })
            })
        };
        (0..4).for_each(|seed| all_is_read(word, seed, &change));
    }
}

#[test]
fn cells_that_are_named_one_by_one_are_a_rows() {
    for (first, between, last) in [
        (" ", "，", ""),
        ("\n", "\n", "\n"),
        (": ", "; ", ""),
        ("\": \"", "\", \"", "\""),
        ("：", "、", "。"),
        ("（数量）：", "\n", ""),
    ] {
        let change = |text: &str| {
            of_tables(text, |tables| {
                each_line(tables, |_, line| {
                    let cells: Vec<&str> = line.split('\t').collect();
                    let (label, numbers) = cells.split_at(cells.len().saturating_sub(COLUMNS.len()));
                    let of_row = label.iter().any(|cell| cell.parse::<i64>().is_err());
                    if !of_row
                        || numbers.len() < COLUMNS.len()
                        || !numbers.iter().all(|cell| cell.parse::<i64>().is_ok())
                    {
                        return line.to_owned();
                    }
                    let named: Vec<String> =
                        COLUMNS.iter().zip(numbers).map(|(name, cell)| format!("{name}{first}{cell}")).collect();
                    format!("{}\n{}{last}", label.join(" "), named.join(between))
                })
            })
        };
        (0..4).for_each(|seed| all_is_read(between, seed, &change));
    }
}

#[test]
fn a_table_on_its_side_is_read() {
    for divider in ["\t", " | "] {
        let change = |text: &str| {
            let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
            let is_row = |cells: &&Vec<&str>| {
                let numbers = cells.iter().rev().take_while(|cell| cell.parse::<i64>().is_ok()).count();
                numbers == 7 && cells.len() > 7
            };
            let rows: Vec<&Vec<&str>> = lines.iter().filter(is_row).collect();
            let mut turned = vec![
                std::iter::once("申请人")
                    .chain(rows.iter().map(|row| row[row.len() - 8]))
                    .collect::<Vec<_>>()
                    .join(divider),
            ];
            for (at, name) in
                ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"].iter().enumerate()
            {
                let cells = rows.iter().map(|row| row[row.len() - 7 + at]);
                turned.push(std::iter::once(*name).chain(cells).collect::<Vec<_>>().join(divider));
            }
            let start = text.find("三、收到").expect("section 3");
            let start = start + text[start..].find('\n').expect("a line");
            let end = text.find("四、").map(|_| text.rfind("四、").expect("section 4")).expect("section 4");
            format!("{}\n{}\n{}", &text[..start], turned.join("\n"), &text[end..])
        };
        (0..4).for_each(|seed| all_is_read("on its side", seed, &change));
    }
}

/// A row's label and its seven numbers, where a line is one.
fn row(line: &str) -> Option<(Vec<&str>, Vec<&str>)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let (label, numbers) = cells.split_at(cells.len().checked_sub(7)?);
    let is_number = |cell: &&str| cell.parse::<i64>().is_ok();
    let is_row = label.iter().any(|cell| !cell.is_empty() && !is_number(cell)) && numbers.iter().all(is_number);
    is_row.then(|| (label.to_vec(), numbers.to_vec()))
}

#[test]
fn records_of_row_column_and_number_are_read() {
    const NAMES: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他组织", "总计"];
    for (first, between, last) in [
        ("", ",", ""),
        ("requests,", ",", ""),
        ("", "\t", ""),
        ("", "——", "："),
        ("('", "', '", "', "),
        ("", " 列 ", " "),
    ] {
        let change = |text: &str| {
            of_tables(text, |tables| {
                each_line(tables, |_, line| {
                    let Some((label, numbers)) = row(line) else { return line.to_owned() };
                    let record = |(name, number): (&&str, &&str)| {
                        let gap = if last.is_empty() { between } else { last };
                        format!("{first}{}{between}{name}{gap}{number}", label.concat())
                    };
                    NAMES.iter().zip(&numbers).map(record).collect::<Vec<_>>().join("\n")
                })
            })
        };
        (0..4).for_each(|seed| all_is_read(between, seed, &change));
    }
}

#[test]
fn rows_beside_the_forms_are_none_of_its() {
    // Last year's numbers below a row, and subtotals below a group.
    let below = |word: &'static str, of: &'static str| {
        move |text: &str| {
            of_tables(text, |tables| {
                each_line(tables, |_, line| match row(line) {
                    Some((label, numbers)) if label.concat().contains(of) => {
                        let blanks = "\t".repeat(label.len() - 1);
                        format!("{line}\n{word}{blanks}\t{}", others(&numbers))
                    }
                    _ => line.to_owned(),
                })
            })
        }
    };
    for seed in 0..4 {
        all_is_read("last year", seed, &below("（上年：本年新收政府信息公开申请数量）", "本年新收"));
        all_is_read("subtotal", seed, &below("小计", "属于行政查询事项"));
    }
}

/// Under each row that of another year, which is written before its label; dots that lead from a label to its numbers.
#[test]
fn rows_of_another_year_and_leaders_are_none_of_its() {
    let under_each = |text: &str| {
        each_row(text, |label, numbers| {
            let last = label.iter().rfind(|cell| !cell.is_empty()).copied().unwrap_or_default();
            format!("{}\t{}\n（2016年）{last}\t{}", label.join("\t"), numbers.join("\t"), others(numbers))
        })
    };
    let leaders = |text: &str| each_row(text, |label, numbers| format!("{}……{}", label.concat(), numbers.join(" ")));
    for seed in 0..4 {
        all_is_read("another year's", seed, &under_each);
        all_is_read("leaders", seed, &leaders);
    }
}

/// Two blank columns of the labels before the numbers, and one cell that is wrong: the columns are the form's all the same, though
/// without the slip's own all would add up.
#[test]
fn a_slip_moves_no_column() {
    let change = |text: &str| {
        each_row(text, |label, numbers| {
            let mut numbers: Vec<String> = numbers.iter().map(|number| (*number).to_owned()).collect();
            if label.concat().contains("没有现成信息") {
                numbers[3] = (numbers[3].parse::<i64>().unwrap_or(0) + 3).to_string();
            }
            format!("{}\t\t\t{}", label.concat(), numbers.join("\t"))
        })
    };
    for seed in 0..8 {
        of_each_form("a slip", seed, &change, |figures, report, shown| {
            let (_, _, misread) = compared(figures, report);
            assert!(report.count(Severity::Error) > 0, "the slip is found: {shown}");
            assert!(misread.len() <= 1, "{misread:#?} {shown}");
        });
    }
}

/// Numbers before their labels and nothing but blank cells behind are not called blank.
#[test]
fn cells_behind_their_numbers_are_not_blank() {
    let change =
        |text: &str| each_row(text, |label, numbers| format!("| {} | {} |  |  |", numbers.join(" | "), label.concat()));
    (0..4).for_each(|seed| nothing_is_misread("labels behind", seed, &change));
}

#[test]
fn a_version_that_another_stands_for_is_not_read() {
    for (void, valid) in [("更正前：", "更正后："), ("【初稿，已作废】", "【定稿】")] {
        let change = |text: &str| {
            of_tables(text, |tables| {
                let start = tables.find("四、").map_or(tables.len(), |_| tables.rfind("四、").unwrap_or(tables.len()));
                let (before, disputes) = tables.split_at(start);
                let (heading, rows) = disputes.split_once('\n').unwrap_or((disputes, ""));
                let wrong: String = rows.chars().map(|c| if c == '0' { '4' } else { c }).collect();
                format!("{before}{heading}\n{void}\n{wrong}{valid}\n{rows}")
            })
        };
        (0..4).for_each(|seed| all_is_read(void, seed, &change));
    }
}

/// Of two tables whose cells are named one by one this year's is read, and that there is another is said.
#[test]
fn another_years_records_are_said_to_be_there() {
    let record = |row: &str, number: usize| -> String {
        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
            .iter()
            .map(|name| format!("{row},{name},{}\n", if matches!(*name, "自然人" | "总计") { number } else { 0 }))
            .collect()
    };
    let form = &all_forms()[1];
    let table = form.tables.iter().find(|table| table.id == "requests").expect("table 3");
    let records = |number: usize| -> String {
        let told = ["new_received", "granted", "outcome_total"];
        table.rows.iter().map(|row| record(row.label.0, if told.contains(&row.id) { number } else { 0 })).collect()
    };
    let text = format!(
        "示例县某某局2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n2023年:\n{}2024年:\n{}",
        records(7),
        records(9)
    );
    let report = gouji::check(&text);
    let requests = report.tables.iter().find(|table| table.id == "requests").expect("table 3");
    let new = requests.cells.iter().find(|cell| cell.row == "new_received" && cell.column == Some("total"));
    assert_eq!(new.and_then(|cell| cell.value).map(|value| value.to_string()).as_deref(), Some("9"));
    let repeated: Vec<Severity> =
        report.findings.iter().filter(|f| f.rule == "structure.table-repeated").map(|f| f.severity).collect();
    assert_eq!(repeated, [Severity::Info]);
}

/// What a corrected cell was corrected to, letters in circles that ask to be clicked, numbers above their labels.
#[test]
fn corrections_and_icons_are_no_numbers() {
    let corrected = |text: &str| {
        each_row(text, |label, numbers| {
            let wrong = numbers[0].parse::<i64>().unwrap_or(0) + 8;
            format!("{}\t{wrong}（更正为{}）\t{}", label.join("\t"), numbers[0], numbers[1..].join("\t"))
        })
    };
    let with_icons =
        |text: &str| each_row(text, |label, numbers| format!("{} ⓘ\t{}", label.join("\t"), numbers.join("\t")));
    let above = |text: &str| each_row(text, |label, numbers| format!("{}\n    {}", numbers.join(" "), label.concat()));
    for seed in 0..4 {
        all_is_read("corrected", seed, &corrected);
        all_is_read("icons", seed, &with_icons);
        all_is_read("above", seed, &above);
    }
}

/// A form that was never filled in stands before the one that was.
#[test]
fn a_form_that_was_not_filled_in_is_not_read() {
    let with_form = |text: &str| {
        of_tables(text, |tables| {
            let start = tables.find("三、").unwrap_or(0);
            let end = tables.rfind("四、").unwrap_or(tables.len());
            let blank = each_line(&tables[start..end], |_, line| match row(line) {
                Some((label, numbers)) => format!("{}{}", label.join("\t"), "\t".repeat(numbers.len())),
                None => line.to_owned(),
            });
            format!("{blank}\n{tables}")
        })
    };
    (0..4).for_each(|seed| all_is_read("a blank form", seed, &with_form));
}

/// Table 4 without a number, and prose with numbers below it; numbers of it that are written in words.
#[test]
fn what_stands_around_table_4_is_none_of_it() {
    let disputes = |line: &str| {
        let text = format!(
            "示例县某某局2024年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议\t行政诉讼\n\
             结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n\
             结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n{line}\n\
             五、存在的主要问题及改进情况\n公示牌有15块信息陈旧，全部更换。\n"
        );
        let report = gouji::check(&text);
        let table = report.tables.iter().find(|table| table.id == "disputes").expect("table 4").clone();
        (table, report.findings.iter().any(|finding| finding.rule == "disputes.group-total"))
    };
    let blank = |cell: &gouji::report::Cell| cell.value.is_none() && cell.state == gouji::report::State::Blank;
    let (table, said) = disputes(&"\t".repeat(14));
    assert!(!said && table.cells.iter().all(blank), "{table:#?}");
    let (table, said) = disputes("④\t/\t/\t/\t④\t/\t/\t/\t/\t/\t①\t/\t/\t/\t①");
    assert!(!said && !table.cells.iter().any(blank), "{table:#?}");
}

/// 行政复议 above the other groups, and once more as 行政复议决定 beside them: in another order than the form's, by one reading.
#[test]
fn groups_that_are_named_twice_are_not_moved() {
    let text = "示例县某某局2024年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼\n\
                行政复议决定 | 未经复议直接起诉 | 复议后起诉\n\
                结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | \
                结果纠正 | 其他结果 | 尚未审结 | 总计\n2 | 7 | 7 | 0 | 16 | 7 | 1 | 1 | 0 | 9 | 0 | 7 | 1 | 7 | 15\n\
                五、存在的主要问题及改进情况\n公开不够及时，将加强督促。\n";
    let report = gouji::check(text);
    let table = report.tables.iter().find(|table| table.id == "disputes").expect("table 4");
    let read = table.cells.iter().filter(|cell| cell.row == "reconsideration" && cell.column == Some("upheld"));
    for cell in read {
        assert!(cell.value.is_none_or(|value| value.as_whole() == Some(2)), "{table:#?}");
    }
}

const COLUMNS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// Table 3 written anew, its header too, from its rows: labels and numbers.
fn table_3(text: &str, write: impl Fn(&[(String, Vec<&str>)]) -> String) -> String {
    let start = text.lines().position(|line| line.contains("申请人情况")).expect("its header");
    let lines: Vec<&str> = text.lines().collect();
    let is_row = |line: &&&str| row(line).is_some();
    let first = start + lines[start..].iter().position(|line| row(line).is_some()).expect("its first row");
    let rows: Vec<&str> = lines[first..].iter().take_while(is_row).copied().collect();
    let parted = rows.iter().filter_map(|line| row(line)).map(|(label, numbers)| (label.join("\t"), numbers));
    let written = write(&parted.collect::<Vec<_>>());
    [lines[..start].join("\n"), written, lines[first + rows.len()..].join("\n")].join("\n")
}

fn lines_of(rows: &[(String, Vec<&str>)], cells: impl Fn(&[&str]) -> String) -> String {
    rows.iter().map(|(label, numbers)| format!("{label}\t{}\n", cells(numbers))).collect()
}

/// A table too wide for its page: the columns go on in a second one, which begins with another column each time.
#[test]
fn columns_that_go_on_in_a_second_table_are_one_tables() {
    for cut in 1..COLUMNS.len() {
        let change = |text: &str| {
            table_3(text, |rows| {
                let part = |columns: std::ops::Range<usize>| {
                    let heads = COLUMNS[columns.clone()].join("\t");
                    format!("项目\t{heads}\n{}", lines_of(rows, |numbers| numbers[columns.clone()].join("\t")))
                };
                format!("{}第1页，共2页\n{}", part(0..cut), part(cut..COLUMNS.len()))
            })
        };
        all_is_read("two parts", cut as u64, &change);
    }
}

/// Two years in one table: a column beside its own, or all of one behind all of the other; the report's first or last.
#[test]
fn of_two_years_in_a_table_the_reports_is_read() {
    let change = |text: &str, words: [&str; 2], own: usize, pairs: bool| {
        table_3(text, |rows| {
            let both = |one: &str| {
                let other = (one.parse::<i64>().unwrap_or(0) * 2 + 3).to_string();
                if own == 0 { [one.to_owned(), other] } else { [other, one.to_owned()] }
            };
            let cells = |numbers: &[&str]| {
                let both: Vec<[String; 2]> = numbers.iter().map(|number| both(number)).collect();
                match pairs {
                    true => both.concat().join("\t"),
                    false => [0, 1]
                        .map(|at| both.iter().map(|both| both[at].as_str()).collect::<Vec<_>>().join("\t"))
                        .join("\t"),
                }
            };
            let head = match pairs {
                true => format!("{}\n\t{}", COLUMNS.join("\t\t"), COLUMNS.map(|_| words.join("\t")).join("\t")),
                false => format!(
                    "\t{}\t\t\t\t\t\t\t{}\n\t{}\t{}",
                    words[0],
                    words[1],
                    COLUMNS.join("\t"),
                    COLUMNS.join("\t")
                ),
            };
            format!("{head}\n{}", lines_of(rows, cells))
        })
    };
    for seed in 0..4 {
        for pairs in [true, false] {
            all_is_read("this year's first", seed, &|text| change(text, ["本年", "上年"], 0, pairs));
            all_is_read("this year's last", seed, &|text| change(text, ["上年数", "本年数"], 1, pairs));
        }
    }
}

/// All labels, and behind them a column after the other, each under its name.
#[test]
fn a_table_told_column_by_column_is_read() {
    let change = |text: &str| {
        table_3(text, |rows| {
            let label = |label: &str| label.replace('\t', "");
            let labels: Vec<String> = rows.iter().map(|(own, _)| label(own)).collect();
            let column = |at: usize| {
                let numbers: Vec<&str> = rows.iter().map(|(_, numbers)| numbers[at]).collect();
                format!("{}\n{}", COLUMNS[at], numbers.join("\n"))
            };
            format!("{}\n{}", labels.join("\n"), (0..COLUMNS.len()).map(column).collect::<Vec<_>>().join("\n"))
        })
    };
    (0..4).for_each(|seed| all_is_read("column by column", seed, &change));
}

/// A list of rows for each applicant, below its name; and the headings of all columns below each row's label.
#[test]
fn lists_of_one_column_or_of_one_row_are_read() {
    let lists = |text: &str| {
        table_3(text, |rows| {
            let label = |label: &str| label.replace('\t', " ");
            let list = |at: usize| {
                let lines: String =
                    rows.iter().map(|(own, numbers)| format!("{}\t{}\n", label(own), numbers[at])).collect();
                format!("申请人：{}\n{lines}", COLUMNS[at])
            };
            (0..COLUMNS.len()).map(list).collect()
        })
    };
    let rows = |text: &str| {
        table_3(text, |rows| {
            let row = |(own, numbers): &(String, Vec<&str>)| {
                format!("【{}】\n{}\n{}\n", own.replace('\t', "】【"), COLUMNS.join(" | "), numbers.join(" | "))
            };
            rows.iter().map(row).collect()
        })
    };
    for seed in 0..4 {
        all_is_read("a list for each applicant", seed, &lists);
        all_is_read("a heading for each row", seed, &rows);
    }
}

/// A page that draws its tables by other elements than those of tables; and the frame, letters and numbers of a sheet.
#[test]
fn tables_that_are_drawn_otherwise_are_read() {
    let cells = |line: &str, first: &str, between: &str, last: &str| match line.contains('\t') {
        true => format!("{first}{}{last}", line.replace('\t', between)),
        false => line.to_owned(),
    };
    let drawn = |text: &str| {
        of_tables(text, |tables| {
            each_line(tables, |_, line| {
                cells(
                    line,
                    "<div><div class=\"c1\"><span>",
                    "</span></div><div class=\"c1\"><span>",
                    "</span></div></div>",
                )
            })
        })
    };
    let sheet = |text: &str| {
        let mut row = 0;
        let mut lines = Vec::new();
        for line in text.lines() {
            if !line.contains('\t') {
                row = 0;
                lines.push(line.to_owned());
                continue;
            }
            if row == 0 {
                lines.push("\tA\tB\tC\tD\tE\tF\tG\tH\tI\tJ".to_owned());
            }
            row += 1;
            lines.push(format!("{row}\t{line}"));
        }
        lines.join("\n") + "\n"
    };
    for seed in 0..4 {
        all_is_read("other elements", seed, &drawn);
        all_is_read("a sheet with its letters and numbers", seed, &sheet);
    }
    // As a page, too: spans that say that they are cells.
    let span =
        "<div class=\"tr\"><span class=\"td\">规章</span><span class=\"td\">1</span><span class=\"td\">0</span></div>";
    assert!(gouji::check_html(span).text.contains("规章\t1\t0"), "{}", gouji::check_html(span).text);
}

/// Of a number that goes on below in its narrow cell one half is not the number.
#[test]
fn a_number_in_two_lines_is_not_read_as_less() {
    let narrow = |text: &str| {
        of_tables(text, |tables| {
            each_line(tables, |_, line| match row(line) {
                Some((label, numbers)) => {
                    let cut = |number: &&str, half: usize| match number.split_at_checked(2) {
                        Some((one, other)) if !other.is_empty() => [one, other][half].to_owned(),
                        _ => [*number, ""][half].to_owned(),
                    };
                    let half = |half: usize| {
                        numbers.iter().map(|number| format!("{:<2}", cut(number, half))).collect::<Vec<_>>().join("|")
                    };
                    let below = if half(1).trim_matches(['|', ' ']).is_empty() {
                        String::new()
                    } else {
                        format!("|  |{}|\n", half(1))
                    };
                    format!("+----+--+--+--+\n|{}|{}|\n{below}+----+--+--+--+", label.concat(), half(0))
                }
                None => line.to_owned(),
            })
        })
    };
    (0..6).for_each(|seed| nothing_is_misread("numbers in two lines", seed, &narrow));
}

/// What a chat, a mail's program and a hand leave between cells: who sent it and when, broken lines, blanks and tabs.
#[test]
fn what_sends_a_table_leaves_it_whole() {
    let sent = |text: &str| {
        of_tables(text, |tables| {
            let line = |at: usize, line: &str| {
                let stamp = format!("\n小陈 政务公开  2023/1/9 09:{:02}:58\n", at % 60);
                format!("{}{}", if at % 6 == 5 { stamp.as_str() } else { "" }, line.replace('\t', "\n"))
            };
            each_line(tables, line)
        })
    };
    let broken = |text: &str| {
        let mut count = 0;
        let cut = |c: char| {
            count = if c == '\n' { 0 } else { count + 1 };
            if count == 30 {
                count = 0;
                format!("=\n{c}")
            } else {
                c.to_string()
            }
        };
        text.replace('\t', " ").chars().map(cut).collect::<String>()
    };
    for seed in 0..4 {
        all_is_read("sent in pieces", seed, &sent);
        all_is_read("broken by a mail's program", seed, &broken);
    }
    // Two tabs of which one is a gap: none of the numbers moves.
    let mixed = |text: &str| {
        let gap = |(at, c): (usize, char)| match c {
            '\t' => [" \t", "    ", "\t\t", "  \t"][at % 4].to_owned(),
            _ => c.to_string(),
        };
        of_tables(text, |tables| tables.chars().enumerate().map(gap).collect())
    };
    (0..6).for_each(|seed| nothing_is_misread("blanks and tabs", seed, &mixed));
}

/// Table 4 on its side: a line for each result.
#[test]
fn results_below_each_other_are_read() {
    for pipe in ["| ", ""] {
        let change = |text: &str| {
            let start = text.find("行政复议\t").expect("table 4");
            let end = text.find("五、").expect("section 5");
            let is_row = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
            let numbers: Vec<&str> = text[start..end].lines().find(is_row).expect("its numbers").split('\t').collect();
            let line = |(at, name): (usize, &str)| {
                format!("{pipe}{name} | {} | {} | {}\n", numbers[at], numbers[5 + at], numbers[10 + at])
            };
            let names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
            let lines: String = names.into_iter().enumerate().map(line).collect();
            let head = format!("{pipe}结果 | 行政复议 | 行政诉讼（未经复议直接起诉） | 行政诉讼（复议后起诉）\n");
            format!("{}{head}{lines}\n{}", &text[..start], &text[end..])
        };
        (0..4).for_each(|seed| all_is_read("results below each other", seed, &change));
    }
}

/// Another body's table behind the report's, which says that it is not counted in; and a year in the sentence before it.
#[test]
fn a_table_that_is_not_counted_in_is_none_of_the_reports() {
    let change = |text: &str| {
        let mut other = String::new();
        table_3(text, |rows| {
            let doubled = |numbers: &[&str]| others(numbers);
            lines_of(rows, doubled)
        })
        .lines()
        .filter(|line| row(line).is_some())
        .for_each(|line| other += &format!("{line}\n"));
        let year: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take(4).collect();
        format!(
            "{text}{year}年度没有其他事项。\n附件：下属服务中心收到和处理申请情况（单独填报，不计入本报告）\n{other}"
        )
    };
    (0..4).for_each(|seed| all_is_read("another body's", seed, &change));
}

/// All in one line, a sign where each line ended, that is a mark for nil elsewhere; a reader's sureness behind every line.
#[test]
fn lines_that_were_joined_and_lines_with_a_measure_are_lines() {
    for sign in [" / ", " \\ ", " ¶ "] {
        let joined = |text: &str| {
            let lines = text.lines().flat_map(|line| line.split('\t')).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join(sign)
        };
        (0..4).for_each(|seed| all_is_read("joined", seed, &joined));
    }
    let measured = |text: &str| {
        let lines = text.lines().flat_map(|line| line.split('\t')).filter(|line| !line.is_empty());
        let measured = lines.enumerate().map(|(at, line)| format!("{line}\t0.{}\n", 930 + at * 7 % 69));
        measured.collect::<String>()
    };
    (0..4).for_each(|seed| all_is_read("measured", seed, &measured));
}

/// 1 0 0 0 1 1, a blank line, a page's foot, and then 3: whatever is read, the last is not blank. Nor is an amount read that goes on
/// below.
#[test]
fn a_row_that_is_cut_is_not_called_blank() {
    let cut = |text: &str| {
        each_row(text, |label, numbers| {
            let (last, first) = numbers.split_last().expect("numbers");
            format!("{}\n{}\n\n第5页\n校对稿（第3稿）\n{last}", label.concat(), first.join("\n"))
        })
    };
    for seed in 0..4 {
        of_each_form("cut", seed, &cut, |figures, report, shown| {
            let (_, _, wrong) = compared(figures, report);
            assert!(wrong.is_empty(), "{wrong:#?} {shown}");
        });
    }
    let text = "示例县2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n|信息内容      |采购项目数量  |采购总金额    |\n\
                |政府集中采购  |62    |1229.6|\n|              |      |2万元 |\n三、收到和处理政府信息公开申请情况\n";
    let report = gouji::check(text);
    let mut amounts = report.tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.column == Some("amount"));
    assert!(amounts.all(|cell| cell.value.is_none()), "{:#?}", report.tables);
}
