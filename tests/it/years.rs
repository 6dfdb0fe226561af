//! Across reports: two years of one body, and a government and its departments.

use crate::generate::{Figures, LAYOUTS, Layout, Style, write, year_of};
use fastrand::Rng;
use gouji::report::{Cause, Report, RollUp, Severity};
use gouji::rollup::{self, Part};
use gouji::{Checked, Lang, Options, check_file, years};

const SLIP: &str = include_str!("../data/slip.txt");

fn checked(text: &str) -> Checked {
    check_file(text.as_bytes(), &Options::default())
}

/// What the comparison of two texts finds, each rule with how grave it is and its sentence.
fn compared(this: &str, last: &str) -> Vec<(&'static str, Severity, String)> {
    let report = years::compare(checked(this).year(), checked(last).year());
    let found = report.findings.iter().filter(|finding| finding.rule.starts_with("years."));
    found.map(|finding| (finding.rule, finding.severity, finding.message(Lang::Zh))).collect()
}

fn rules(found: &[(&'static str, Severity, String)]) -> Vec<(&'static str, Severity)> {
    found.iter().map(|(rule, severity, _)| (*rule, *severity)).collect()
}

/// A report of a year with its own prose: figures of 2024 where nothing else is said.
fn report(body: &str, year: u16, overview: &str, problems: &str) -> String {
    let start = SLIP.find("二、主动公开").expect("a heading");
    let end = SLIP.find("五、存在的主要问题").expect("a heading");
    let tables =
        SLIP[start..end].replace("申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |");
    format!(
        "{body}{year}年政府信息公开工作年度报告\n\n一、总体情况\n\n{overview}\n\n{tables}五、存在的主要问题及改进情况\n\n{problems}\n\n六、其他需要报告的事项\n\n本年度没有收取信息处理费。\n"
    )
}

/// Last year's of it, from which its numbers follow: what was carried out is what is carried in, and as many documents
/// were in force.
fn before(body: &str, year: u16, overview: &str, problems: &str) -> String {
    let out = "四、结转下年度继续办理 | ";
    let text = report(body, year, overview, problems);
    assert!(text.contains(&format!("{out}3 | 0 | 0 | 0 | 0 | 0 | 3 |")));
    let text = text.replace(
        "一、本年新收政府信息公开申请数量 | 29 | 3 | 0 | 0 | 1 | 0 | 33 |",
        "一、本年新收政府信息公开申请数量 | 30 | 3 | 0 | 0 | 1 | 0 | 34 |",
    );
    let text = text.replace(&format!("{out}3 | 0 | 0 | 0 | 0 | 0 | 3 |"), &format!("{out}4 | 0 | 0 | 0 | 0 | 0 | 4 |"));
    text.replace("行政规范性文件 | 6 | 2 | 41 |", "行政规范性文件 | 6 | 2 | 37 |")
}

const WORK: &str = "本县以办事指南为抓手，把事项目录从头梳理了一遍，群众查得到、看得懂。窗口设了查询机，工作日有人值守；节假日由平台留言，两个工作日内答复。对乡镇的检查改为随机抽取，问题当场交办。";
const OTHER_WORK: &str = "这一年的重点是政策解读：每份文件同步配图解，部门负责人到直播间答问。公报恢复了纸质版，送到村便民站。年底请第三方测了一次网站，扣分项已改完，结果向社会公布。";
const LACK: &str = "解读材料偏长，基层看不完；个别部门更新不及时。下一步压缩篇幅，按月通报更新情况。";
const OTHER_LACK: &str = "乡镇人手紧，栏目更新靠一个人。明年把这项工作并入便民中心，统一排班。";

#[test]
fn what_follows_is_not_told() {
    let (this, last) =
        (report("示例县人民政府", 2024, WORK, LACK), before("示例县人民政府", 2023, OTHER_WORK, OTHER_LACK));
    assert_eq!(compared(&this, &last), []);
    // Named with its city one year, and not the other: the same body.
    let last = last.replace("示例县人民政府", "某某市示例县人民政府");
    assert_eq!(compared(&this, &last), []);
}

#[test]
fn another_scope_softens() {
    let this = report("示例县人民政府", 2024, WORK, LACK);
    let last = before("示例县人民政府办公室", 2023, OTHER_WORK, OTHER_LACK);
    let found = compared(&this, &last);
    assert_eq!(rules(&found), [("years.scope", Severity::Info)]);
    assert!(found[0].2.contains("示例县人民政府办公室"), "{}", found[0].2);
    let last = last.replace("继续办理 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |", "继续办理 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |");
    let carried = ("years.carry-over", Severity::Info);
    assert_eq!(rules(&compared(&this, &last)), [carried, carried, ("years.scope", Severity::Info)]);
}

#[test]
fn prose_of_last_year_is_told_with_its_passages() {
    let of = |overview: &str, problems: &str, last_overview: &str, last_problems: &str| {
        let this = report("示例县人民政府", 2024, overview, problems);
        let last = before("示例县人民政府", 2023, last_overview, last_problems);
        let (this, last) = (checked(&this), checked(&last));
        let report = years::compare(this.year(), last.year());
        let copied = report.findings.iter().filter_map(|finding| match &finding.cause {
            Cause::CopiedProse { section, share, passages } => {
                let here = |at: usize| this.text[passages[at].here.start..passages[at].here.end].to_owned();
                Some((
                    section.id,
                    *share,
                    (0..passages.len()).map(|at| (here(at), passages[at].last.clone())).collect(),
                ))
            }
            _ => None,
        });
        copied.collect::<Vec<(&str, usize, Vec<(String, String)>)>>()
    };
    assert_eq!(of(WORK, LACK, OTHER_WORK, OTHER_LACK), []);
    // All of it, and only its numbers are new.
    let numbers = |n: u8| format!("全年公开信息{n}条。{WORK}");
    let copied = of(&numbers(31), LACK, &numbers(28), OTHER_LACK);
    assert_eq!(copied.iter().map(|(id, share, _)| (*id, *share)).collect::<Vec<_>>(), [("overview", 100)]);
    assert_eq!(copied[0].2, [(numbers(31), numbers(28))]);
    // Half of it, in another order and amid what is new; and less than half.
    let [first, second, third] = <[&str; 3]>::try_from(WORK.split_inclusive('。').collect::<Vec<_>>()).expect("three");
    let half = of(&format!("{third}{OTHER_WORK}{first}{second}"), LACK, WORK, OTHER_LACK);
    assert_eq!(
        half[0].2,
        [(third, third), (&format!("{first}{second}"), &format!("{first}{second}"))]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert_eq!(of(&format!("{OTHER_WORK}{second}"), LACK, WORK, OTHER_LACK), []);
    // A few words are not a copy.
    assert_eq!(of(WORK, "更新不够及时。", OTHER_WORK, "更新不够及时。"), []);
}

#[test]
fn what_is_said_of_last_year_is_held_against_its_report() {
    let body = "示例县人民政府";
    let last = before(body, 2023, OTHER_WORK, OTHER_LACK);
    let said = |words: &str| compared(&report(body, 2024, &format!("{words}{WORK}"), LACK), &last);
    assert_eq!(said("2023年收到政府信息公开申请34件。"), []);
    // With what was carried in: counted in another way.
    assert_eq!(said("2023年收到政府信息公开申请38件。"), []);
    let found = said("2023年收到政府信息公开申请43件。");
    assert_eq!(rules(&found), [("years.prior-figures", Severity::Warning)]);
    assert!(found[0].2.contains("43件") && found[0].2.contains("34"), "{}", found[0].2);
    // What the form has no place for is held against last year's prose.
    let fee = |words: &str| {
        let last = before(body, 2023, &format!("收取信息处理费280元。{OTHER_WORK}"), OTHER_LACK);
        rules(&compared(&report(body, 2024, &format!("{words}{WORK}"), LACK), &last))
    };
    assert_eq!(fee("2023年收取信息处理费280元。"), []);
    assert_eq!(fee("2023年收取信息处理费180元。"), [("years.prior-figures", Severity::Warning)]);
    // A year that a number comes from is of that number alone.
    assert_eq!(said("行政许可由2023年的15230件到15230件；行政处罚2870件。"), []);
    // Of another year, about, of another body: nothing to hold it against.
    assert_eq!(said("2022年收到政府信息公开申请43件。"), []);
    assert_eq!(said("2023年收到政府信息公开申请约40件。"), []);
    // The year, and what it is a number of before it.
    for words in ["而上年是34件", "2023年是34件", "上年为34件"] {
        assert_eq!(said(&format!("全年新收申请33件，{words}。")), [], "{words}");
        let wrong = words.replace("34", "43");
        let found = said(&format!("全年新收申请33件，{wrong}。"));
        assert_eq!(rules(&found), [("years.prior-figures", Severity::Warning)], "{wrong}");
    }
    // Both years together.
    assert_eq!(said("全年新收申请33件，两年合计新收67件。"), []);
    assert_eq!(said("2023、2024两年共收到申请67件。"), []);
    assert_eq!(said("近两年共收到申请62件。"), []);
    assert_eq!(said("两年收到申请均为62件。"), []);
    let found = said("全年新收申请33件，两年合计新收76件。");
    assert_eq!(rules(&found), [("years.prior-figures", Severity::Warning)]);
    assert!(found[0].2.contains("76件") && found[0].2.contains("67"), "{}", found[0].2);
    // Counted otherwise in last year's own prose.
    let last = before(body, 2023, &format!("全年收到政府信息公开申请43件。{OTHER_WORK}"), OTHER_LACK);
    let this = report(body, 2024, &format!("2023年收到政府信息公开申请43件。{WORK}"), LACK);
    assert_eq!(compared(&this, &last), []);
    // A change, to the number in last year's table.
    let change = |words: &str| {
        rules(&compared(
            &report(body, 2024, &format!("{words}{WORK}"), LACK),
            &before(body, 2023, OTHER_WORK, OTHER_LACK),
        ))
    };
    assert_eq!(change("全年收到政府信息公开申请33件，同比下降2.9%。"), []);
    assert_eq!(change("全年收到政府信息公开申请33件，同比下降9.2%。"), [("years.change", Severity::Warning)]);
}

/// What the form has no place for is tied to last year's prose by its name.
#[test]
fn what_only_the_prose_counts_is_held_against_last_years_prose() {
    let body = "示例县人民政府";
    let last = "发布雨情、火险等预警64条，局微信204条，短视频66个，培训6期、参训534人次，受理贷款926笔。";
    let last = before(body, 2023, &format!("{last}{OTHER_WORK}"), OTHER_LACK);
    let said = |words: &str| compared(&report(body, 2024, &format!("{words}{WORK}"), LACK), &last);
    for right in [
        "发布预警82条，上年发布64条。",
        "短视频95个（上年66个）。",
        "上年培训6期、参训534人次。",
        "微信326条，是上年的1.6倍。",
        "微信326条，同比增长59.8%。",
        "微信326条，比上年增加122条。",
        "受理贷款1015笔，与2023年两年合计1941笔。",
        // Of another thing, of another year, about, corrected, and what last year's report has of something else.
        "发布公告82条，上年发布46条。",
        "发布预警82条，2021年发布46条。",
        "发布预警82条，上年发布约60条。",
        "上年预警64条漏计2条，实为66条。",
        "发布预警82条，上年为204条。",
        "微信阅读326万次，是上年的1.8倍。",
    ] {
        assert_eq!(said(right), [], "{right}");
    }
    for (wrong, rule, parts) in [
        ("发布预警82条，上年发布46条。", "years.prior-figures", ["46条", "64条"]),
        ("短视频95个（上年62个）。", "years.prior-figures", ["62个", "66个"]),
        ("上年培训6期、参训543人次。", "years.prior-figures", ["543人次", "534人次"]),
        ("2024年发布预警82条，上年发布46条。", "years.prior-figures", ["46条", "64条"]),
        ("微信326条，是上年的1.8倍。", "years.change", ["1.8倍", "204条"]),
        ("局微信326条，同比增长58.9%。", "years.change", ["58.9%", "204条"]),
        ("受理贷款1015笔，与2023年两年合计1914笔。", "years.prior-figures", ["1914笔", "1941笔"]),
    ] {
        let found = said(wrong);
        assert_eq!(rules(&found), [(rule, Severity::Warning)], "{wrong}");
        assert!(parts.iter().all(|part| found[0].2.contains(part)), "{}", found[0].2);
    }
    // What is explained is explained in one sentence: 一并 is no merger.
    let (this, last) =
        (report(body, 2024, "企业2件，跨年5件一并回复，多1件。", LACK), before(body, 2023, OTHER_WORK, OTHER_LACK));
    assert!(last.contains("四、结转下年度继续办理 | 4 |"), "as the report has it");
    let last = last.replace("四、结转下年度继续办理 | 4 | 0 |", "四、结转下年度继续办理 | 3 | 1 |");
    let found = compared(&this, &last);
    assert!(
        found.iter().any(|(rule, grave, _)| (*rule, *grave) == ("years.carry-over", Severity::Warning)),
        "{found:?}"
    );
}

#[test]
fn which_year_is_which_is_told_from_the_reports() {
    let body = "示例县人民政府";
    let (this, last) = (checked(&report(body, 2024, WORK, LACK)), checked(&before(body, 2023, OTHER_WORK, OTHER_LACK)));
    for (one, other) in [(&this, &last), (&last, &this)] {
        let (later, earlier) = years::in_order(one.year(), other.year());
        assert_eq!((later.report.year, earlier.report.year), (Some(2024), Some(2023)));
    }
    let swapped = years::compare(last.year(), this.year());
    let said = swapped.findings.iter().find(|finding| finding.rule == "years.not-compared").expect("it is told");
    assert!(said.message(Lang::Zh).contains("可能给反了") && said.message(Lang::En).contains("wrong way round"));
}

/// A carry-over that was changed, in any column of any form, is found in that column; nothing else is.
#[test]
fn a_changed_carry_over_is_found_in_its_column() {
    let mut rng = Rng::with_seed(7);
    for round in 0..60 {
        let this = Figures::consistent(&mut rng);
        let requests = this.table("requests");
        let rows = this.form.tables[requests].rows;
        let row = |id: &str| rows.iter().position(|row| row.id == id).expect("a row");
        let mut last = this.clone();
        last.cells[requests][row("carried_out")] = this.cells[requests][row("carried_in")].clone();
        let column = rng.usize(..rows[0].columns.len());
        let right: i64 = this.number(requests, row("carried_in"), column);
        last.cells[requests][row("carried_out")][column] = (right + rng.i64(1..9)).to_string();
        let layout = LAYOUTS[round % LAYOUTS.len()];
        let year = year_of(this.form);
        let mut text = |figures: &Figures| write(figures, layout, Style::default(), &mut rng);
        let (this_text, last_text) = (text(&this), text(&last).replace(&year.to_string(), &(year - 1).to_string()));
        let report = years::compare(checked(&this_text).year(), checked(&last_text).year());
        let found = report.findings.iter().filter(|finding| finding.rule == "years.carry-over");
        let found: Vec<&str> = found.flat_map(|finding| &finding.equations).map(|equation| equation.anchor).collect();
        assert_eq!(found, [rows[0].columns[column].id], "{layout:?}\n{this_text}\n{last_text}");
    }
}

// -----------------------------------------------------------------------------------------------
// a government and its departments

const NAMES: [&str; 6] = ["民政局", "教育局", "住房和城乡建设局", "自然资源局", "长塘镇", "财政局"];

/// Departments of random figures, and their sum.
fn departments(rng: &mut Rng) -> (Figures, Vec<Figures>) {
    let mut parts: Vec<Figures> = Vec::new();
    while parts.len() < NAMES.len() {
        let part = Figures::consistent_of(&gouji::forms::standard()[0], rng);
        parts.push(part);
    }
    let mut whole = parts[0].clone();
    for (table, rows) in whole.cells.iter_mut().enumerate() {
        for (row, cells) in rows.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                // (Amounts are no counts, and not added up.)
                if cell.parse::<i64>().is_ok() {
                    *cell = parts.iter().map(|part| part.number(table, row, column)).sum::<i64>().to_string();
                }
            }
        }
    }
    (whole, parts)
}

fn rolled_up(whole: &Figures, parts: &[(&str, Figures)], absent: &[String], rng: &mut Rng) -> Report {
    let mut text = |name: &str, figures: &Figures| {
        let text = write(figures, Layout::Pipes, Style::default(), rng);
        checked(&text.replace("示例县人民政府", &format!("示例县{name}"))).report
    };
    let parts: Vec<Report> = parts.iter().map(|(name, figures)| text(name, figures)).collect();
    let parts: Vec<Part<'_>> = parts.iter().map(|report| Part::new(report, "a file")).collect();
    rollup::compare(&text("人民政府", whole), &parts, absent)
}

fn told(report: &Report) -> Vec<(String, RollUp)> {
    let of = |finding: &gouji::report::Finding| match &finding.cause {
        Cause::RollUp { table, row, why } => {
            Some((format!("{} {}", table.id, row.map_or("", |row| row.id)), why.clone()))
        }
        _ => None,
    };
    report.findings.iter().filter_map(of).collect()
}

#[test]
fn a_sum_that_is_right_is_not_told_and_a_wrong_cell_names_its_department() {
    let mut rng = Rng::with_seed(3);
    for round in 0..40 {
        let (whole, parts) = departments(&mut rng);
        let mut named: Vec<(&str, Figures)> = NAMES.iter().copied().zip(parts).collect();
        assert_eq!(told(&rolled_up(&whole, &named, &[], &mut rng)), []);
        // One cell of one department, of a table whose sums tell which.
        let at = rng.usize(..named.len());
        let figures = &mut named[at].1;
        let table = figures.table(if round % 2 == 0 { "requests" } else { "disputes" });
        let rows = figures.form.tables[table].rows;
        let (row, column) = (rng.usize(..rows.len()), rng.usize(..rows[0].columns.len()));
        let number = figures.number(table, row, column);
        figures.cells[table][row][column] = (number + rng.i64(1..40)).to_string();
        let is_plain = figures.single_repairs(table) == [(row, column, number)];
        let report = rolled_up(&whole, &named, &[], &mut rng);
        let found = told(&report);
        let place = format!("{} {}", report.tables[table].id, rows[row].id);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, place);
        if is_plain {
            assert_eq!(found[0].1, RollUp::OfItsCell(format!("示例县{}", NAMES[at])), "{place}");
        }
        // The whole's own cell.
        named[at].1.cells[table][row][column] = number.to_string();
        let mut wrong = whole.clone();
        let stood = wrong.number(table, row, column);
        wrong.cells[table][row][column] = (stood + 1).to_string();
        let is_plain = wrong.single_repairs(table) == [(row, column, stood)];
        let found = told(&rolled_up(&wrong, &named, &[], &mut rng));
        assert_eq!((found.len(), &found[0].0), (1, &place));
        assert!(!is_plain || found[0].1 == RollUp::OfTheWhole, "{found:?}");
    }
}

#[test]
fn a_report_that_is_not_counted_or_counted_twice_or_missing_is_named() {
    let mut rng = Rng::with_seed(5);
    let (whole, parts) = departments(&mut rng);
    let named: Vec<(&str, Figures)> = NAMES.iter().copied().zip(parts).collect();
    let (mut less, mut more) = (whole.clone(), whole.clone());
    for (table, rows) in whole.cells.iter().enumerate() {
        for (row, cells) in rows.iter().enumerate() {
            for column in (0..cells.len()).filter(|&column| cells[column].parse::<i64>().is_ok()) {
                let (all, one) = (whole.number(table, row, column), named[2].1.number(table, row, column));
                less.cells[table][row][column] = (all - one).to_string();
                more.cells[table][row][column] = (all + one).to_string();
            }
        }
    }
    let name = "示例县住房和城乡建设局".to_owned();
    let all = |why: RollUp| ["disclosure ", "requests ", "disputes "].map(|of| (of.to_owned(), why.clone())).to_vec();
    assert_eq!(told(&rolled_up(&less, &named, &[], &mut rng)), all(RollUp::NotCounted(name.clone())));
    assert_eq!(told(&rolled_up(&more, &named, &[], &mut rng)), all(RollUp::Twice(name)));
    // Who is known to be missing is named, and so is who is of another year.
    let report = rolled_up(&whole, &named, &["示例县卫生健康局".to_owned()], &mut rng);
    let missing = report.findings.iter().find(|finding| finding.rule == "rollup.missing").expect("it is told");
    assert!(missing.message(Lang::Zh).contains("示例县卫生健康局"));
    assert_eq!(missing.severity, Severity::Warning);
}
