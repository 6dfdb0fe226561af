//! Table-driven cases: one way to write a thing, one expectation.

use crate::generate::{Figures, LAYOUTS, Layout, Style, all_forms, write};
use crate::invariants::hold_all;
use crate::properties::show;
use gouji::report::{BlockKind, Finding, Report, Severity, State, Status, mended};
use gouji::years::{self, Year};
use gouji::{Checker, Lang, check};

const SLIP: &str = include_str!("../data/slip.txt");

fn right() -> String {
    SLIP.replace("申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |")
}

fn read(text: &str) -> Report {
    check(text)
}

/// The state and value of a cell; `None` where it is not placed.
fn cell(report: &Report, table: &str, row: &str, column: &str) -> Option<(State, String)> {
    let table = report.tables.iter().find(|t| t.id == table)?;
    let cell = table.cells.iter().find(|c| c.row == row && c.column == Some(column))?;
    Some((cell.state, cell.value.map(|v| v.to_string()).unwrap_or_default()))
}

/// Severity, rule and anchor.
type Found = (Severity, &'static str, Option<&'static str>);

fn found(report: &Report) -> Vec<Found> {
    report.findings.iter().map(|f| (f.severity, f.rule, f.anchor)).collect()
}

#[test]
fn numbers_are_read_as_they_are_written() {
    // (as written in the 行政规范性文件 row, what is read)
    let value = |v: &str| Some((State::Value, v.to_owned()));
    let blank = || Some((State::Blank, String::new()));
    let unreadable = || Some((State::Unreadable, String::new()));
    let cases = [
        ("41", value("41")),
        ("1,234", value("1234")),
        ("\u{ff11}\u{ff0c}\u{ff12}\u{ff13}\u{ff14}", value("1234")),
        ("\u{ff14}\u{ff11}", value("41")),
        ("1 234", value("1234")),
        ("41件", value("41")),
        ("41 件", value("41")),
        ("(41)", value("41")),
        ("**41**", value("41")),
        ("/", blank()),
        ("-", blank()),
        ("—", blank()),
        ("——", blank()),
        ("无", blank()),
        ("", blank()),
        ("若干", unreadable()),
        ("-3", unreadable()),
        ("−3", unreadable()),
        ("2.5", unreadable()),
        ("4O", unreadable()),
        ("1/2", unreadable()),
        ("12345678901234567890", unreadable()),
    ];
    for (written, expected) in cases {
        let text = right().replace("| 6 | 2 | 41 |", &format!("| 6 | 2 | {written} |"));
        let got = cell(&read(&text), "disclosure", "normative_documents", "in_force");
        assert_eq!(got, expected, "{written:?}");
    }
}

#[test]
fn an_unreadable_cell_keeps_its_place_beside_a_subtotal() {
    // 小计 after the organisations: eight cells a row, one of them a word.
    let text = "示例县2024年政府信息公开工作年度报告\n\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t小计\t总计\n\
        一、本年新收政府信息公开申请数量\t5\t1\t若干\t0\t0\t2\t3\t8\n\
        二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\t0\n\
        四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\t0\n";
    let report = read(text);
    let of = |column| cell(&report, "requests", "new_received", column);
    assert_eq!(of("research"), Some((State::Unreadable, String::new())));
    assert_eq!(of("other_org"), Some((State::Value, "2".into())));
    assert_eq!(of("total"), Some((State::Value, "8".into())));
}

/// Fourteen columns are named, a blank cell stands before the first: no number is in the column the form would have there.
#[test]
fn cells_under_headings_with_one_missing_are_not_the_forms() {
    let five = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计";
    let four = "结果维持\t结果纠正\t其他结果\t尚未审结";
    let report = |heads: &str, row: &str| {
        read(&format!(
            "示例局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 未经复议直接起诉 复议后起诉\n{heads}\n{row}\n"
        ))
    };
    let numbers = "0\t0\t4\t0\t4\t0\t0\t0\t0\t1\t0\t0\t0\t1";
    let missing = report(&format!("\t{five}\t{four}\t{five}"), &format!("\t{numbers}"));
    assert_eq!(cell(&missing, "disputes", "reconsideration", "other"), None);
    assert!(missing.findings.iter().all(|f| !f.rule.starts_with("disputes")), "{}", show(&missing));
    let whole = report(&format!("{five}\t{five}\t{five}"), &format!("{numbers}\t1"));
    let other = cell(&whole, "disputes", "reconsideration", "other");
    assert_eq!(other, Some((State::Value, "4".to_owned())));
}

#[test]
fn changes_carry_their_sign_and_amounts_their_unit() {
    let table = |change: &str, amount: &str| {
        format!(
            "示例局2020年政府信息公开工作年度报告\n第二十条第(五)项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t75\t{change}\t88\n第二十条第(九)项\n信息内容\t采购项目数量\t采购总金额\n政府集中采购\t2\t{amount}\n"
        )
    };
    for (written, value) in
        [("+17", "17"), ("-17", "-17"), ("−17", "-17"), ("增13", "13"), ("减3", "-3"), ("+1,024", "1024"), ("0", "0")]
    {
        let got = cell(&read(&table(written, "5")), "disclosure", "licensing", "change");
        assert_eq!(got, Some((State::Value, value.to_owned())), "{written}");
    }
    for (written, value, unit) in [
        ("22979.87万元", "22979.87", Some("万元")),
        ("205(万)", "205", Some("万")),
        ("16223.34 万元", "16223.34", Some("万元")),
        ("73802895.90元", "73802895.90", Some("元")),
        ("1.2亿元", "1.2", Some("亿元")),
        ("6944.93", "6944.93", None),
    ] {
        let report = read(&table("0", written));
        let got = cell(&report, "disclosure", "procurement", "amount");
        assert_eq!(got, Some((State::Value, value.to_owned())), "{written}");
        let cells = &report.tables.iter().find(|t| t.id == "disclosure").expect("a table").cells;
        assert_eq!(cells.iter().find(|c| c.column == Some("amount")).and_then(|c| c.unit), unit, "{written}");
    }
}

#[test]
fn rows_are_found_by_damaged_labels() {
    // (label of the form, as it arrived, row)
    let cases = [
        ("3.危及“三安全一稳定”", "3.及“三安全一稳定”", "denied_security_stability"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定", "denied_security_stability"),
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开", "denied_law_prohibited"),
        ("4.保护第三方合法权益", "4、保护第三方合法权益", "denied_third_party"),
        ("5.属于三类内部事务信息", "5 属于三类内部事务信息", "denied_internal_affairs"),
        ("(一)予以公开", "\u{ff08}一\u{ff09}予以公开", "granted"),
        ("(一)予以公开", "予以公开", "granted"),
        ("(七)总计", "总计", "outcome_total"),
        ("四、结转下年度继续办理", "四、结转下一年度继续办理", "carried_out"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正", "other_not_supplemented"),
        ("3.其他 |", "3、其他 |", "other_misc"),
        ("行政许可 | 15230", "政许可 | 15230", "licensing"),
    ];
    for (label, arrived, row) in cases {
        let text = right().replacen(label, arrived, 1);
        assert_ne!(text, right(), "{label} stands in the text");
        let report = read(&text);
        assert_eq!(found(&report), [], "{arrived}");
        let missing = report.tables.iter().any(|table| table.status != Status::Complete);
        assert!(!missing, "{arrived}: every row is there, {row} too");
    }
}

#[test]
fn structure_is_checked() {
    use Severity::{Error, Info, Warning};
    let cut = |from: &str, to: &str| {
        let text = right();
        let (a, b) = (text.find(from).expect("a start"), text.find(to).expect("an end"));
        format!("{}{}", &text[..a], &text[b..])
    };
    let cases: Vec<(&str, String, Vec<Found>)> = vec![
        ("nothing wrong", right(), vec![]),
        ("section 5 missing", cut("五、存在", "六、其他"), vec![(Warning, "structure.section-missing", Some("problems"))]),
        (
            "section 5 empty",
            right().replace("一是政策解读的形式还比较单一,二是基层公开队伍需要加强。下一步将增加图表、视频等解读方式,每季度组织一次业务培训。", "无。"),
            vec![(Warning, "structure.section-empty", Some("problems"))],
        ),
        (
            "sections out of order",
            {
                let text = right();
                let (five, six) = (text.find("五、存在").expect("五"), text.find("六、其他").expect("六"));
                format!("{}{}\n{}", &text[..five], &text[six..], &text[five..six])
            },
            vec![(Warning, "structure.section-order", Some("other"))],
        ),
        (
            "table 4 missing",
            cut("行政复议 | 行政诉讼", "五、存在"),
            vec![(Warning, "structure.table-missing", Some("disputes"))],
        ),
        (
            "a row missing",
            cut("2.重复申请", "3.要求提供"),
            vec![(Warning, "structure.row-missing", Some("requests"))],
        ),
        (
            "no word of the fee",
            right().replace("本年度没有收取信息处理费。", ""),
            vec![(Warning, "structure.fee-statement", Some("other"))],
        ),
        (
            "another year in the title",
            right().replace("示例县人民政府2024年", "示例县人民政府2025年"),
            vec![(Warning, "structure.year-slip", None)],
        ),
        (
            "the form of another year",
            right().replace("2024年", "2020年"),
            vec![(Warning, "structure.template-year", None)],
        ),
        (
            "a long overview",
            right().replace("二、主动公开政府信息情况", &format!("{}\n二、主动公开政府信息情况", "工作有序推进。".repeat(150))),
            vec![(Info, "structure.overview-length", Some("overview"))],
        ),
        (
            "cells left blank",
            right().replace("5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |", "5.属于三类内部事务信息 | | / | - | 无 | | 0 | |"),
            vec![(Info, "structure.blank-cells", Some("requests"))],
        ),
        (
            "more documents issued than in force",
            right().replace("| 6 | 2 | 41 |", "| 60 | 2 | 41 |"),
            vec![(Error, "disclosure.in-force", None)],
        ),
        ("nothing at all", " \n".into(), vec![(Warning, "structure.not-a-report", None)]),
        ("something else", "关于召开会议的通知".into(), vec![(Warning, "structure.not-a-report", None)]),
        (
            "a report of before the forms",
            "示例县2017年政府信息公开工作年度报告\n一、概述\n全年公开信息300条。".into(),
            vec![(Info, "structure.not-standard", None)],
        ),
    ];
    for (name, text, expected) in cases {
        assert_eq!(found(&read(&text)), expected, "{name}");
    }
}

#[test]
fn title_body_and_year_are_read() {
    // (start of the text, title, body, year)
    let cases = [
        (
            "示例县人民政府2024年政府信息公开工作年度报告\n",
            Some("示例县人民政府2024年政府信息公开工作年度报告"),
            "示例县人民政府",
            2024,
        ),
        (
            "- 1 -\n示例市人民政府\n2024 年政府信息公开工作年度报告\n",
            Some("示例市人民政府2024年政府信息公开工作年度报告"),
            "示例市人民政府",
            2024,
        ),
        (
            "# 示例县人民政府 2025 年 政府信息公开工作年度报告\n",
            Some("示例县人民政府2025年政府信息公开工作年度报告"),
            "示例县人民政府",
            2025,
        ),
        (
            "示例市第10街道办事处2024年政府信息公开工作年度报告\n",
            Some("示例市第10街道办事处2024年政府信息公开工作年度报告"),
            "示例市第10街道办事处",
            2024,
        ),
        (
            "示例市 教育局2024年政府信息公开工作年度报告\n",
            Some("示例市教育局2024年政府信息公开工作年度报告"),
            "示例市教育局",
            2024,
        ),
        (
            "首页 示例市教育局2024年政府信息公开工作年度报告\n",
            Some("示例市教育局2024年政府信息公开工作年度报告"),
            "示例市教育局",
            2024,
        ),
        (
            "示例省自由贸易试验区管理委员会2024年政府信息公开工作年度报告\n",
            Some("示例省自由贸易试验区管理委员会2024年政府信息公开工作年度报告"),
            "示例省自由贸易试验区管理委员会",
            2024,
        ),
        (
            "首页 > 年报\n示例区教育局2023年度政府信息公开年度报告\n发布时间:2024-01-09\n",
            Some("示例区教育局2023年度政府信息公开年度报告"),
            "示例区教育局",
            2023,
        ),
        (
            "标题: 示例实验区2021年度政府信息公开工作年度报告\n",
            Some("示例实验区2021年度政府信息公开工作年度报告"),
            "示例实验区",
            2021,
        ),
        (
            "根据《中华人民共和国政府信息公开条例》要求,现公布示例市人民政府2022年政府信息公开工作年度报告。\n",
            None,
            "示例市人民政府",
            2022,
        ),
        (
            "2022年政府信息公开工作年度报告\n示例局2023年政府信息公开工作年度报告\n本报告的统计期限为2023年1月1日至2023年12月31日。\n",
            Some("示例局2023年政府信息公开工作年度报告"),
            "示例局",
            2023,
        ),
        (
            "2024年示例县教育局政府信息公开工作年度报告\n",
            Some("2024年示例县教育局政府信息公开工作年度报告"),
            "示例县教育局",
            2024,
        ),
        (
            "示例县教育局二〇二四年政府信息公开工作年度报告\n",
            Some("示例县教育局二〇二四年政府信息公开工作年度报告"),
            "示例县教育局",
            2024,
        ),
        (
            "示例縣人民政府2019年政府信息公開工作年度報告\n",
            Some("示例縣人民政府2019年政府信息公開工作年度報告"),
            "示例县人民政府",
            2019,
        ),
    ];
    for (start, title, agency, year) in cases {
        let body = right();
        let body = &body[body.find("一、总体情况").expect("section 1")..];
        let report = read(&format!("{start}{body}"));
        let got = (report.title.as_deref(), report.agency.as_deref(), report.year);
        assert_eq!(got, (title, Some(agency), Some(year)), "{start}");
    }
}

#[test]
fn spans_point_at_what_was_pasted() {
    // Characters of one to four bytes, and some of no width, before and among the cells.
    let text = format!("\u{feff}😀 é\n{}", right().replace(" | ", "\u{200b} | \u{a0}"));
    let report = read(&text);
    for table in &report.tables {
        for cell in &table.cells {
            let written = &text[cell.span.start..cell.span.end];
            assert_eq!(Some(written), cell.value.map(|v| v.to_string()).as_deref(), "{} {:?}", cell.row, cell.column);
        }
    }
    let titles: Vec<&str> = report.sections.iter().map(|s| &text[s.span.start..s.span.end]).collect();
    assert_eq!(titles[2], "三、收到和处理政府信息公开申请情况");
    assert_eq!(titles.len(), 6);
}

#[test]
fn ids_do_not_depend_on_where_a_cause_stands() {
    let ids = |text: &str| read(text).findings.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    let moved = format!("字体:[大 中 小]\n扫一扫在手机打开当前页\n\n{}", SLIP.replace('\n', "\r\n"));
    assert_eq!(ids(SLIP), ids(&moved));
    assert_ne!(ids(SLIP), ids(&SLIP.replace("| 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "| 4 | 0 | 0 | 0 | 0 | 0 | 1 |")));
}

#[test]
fn a_text_too_large_is_refused_in_a_sentence() {
    let report = read(&"年".repeat(gouji::MAX_BYTES / 2));
    assert_eq!(found(&report), [(Severity::Warning, "structure.not-a-report", None)]);
}

// -----------------------------------------------------------------------------------------------
// Adding a form is adding a table of rows.

/// One more outcome, one more kind of applicant, one more kind of document: read in every layout, repaired, held
/// against last year's report and worded, without a line of code.
#[test]
fn a_new_form_is_a_file() {
    let forms = all_forms();
    let checker = Checker::new(forms);
    let mut rng = fastrand::Rng::with_seed(31);
    for layout in LAYOUTS {
        let figures = Figures::consistent_of(&forms[0], &mut rng);
        let text = write(&figures, layout, Style::default(), &mut rng);
        let report = checker.check(&text);
        assert_eq!(report.template, Some("2031"), "{layout:?}\n{text}");
        assert!(report.findings.iter().all(|finding| finding.severity == Severity::Info), "{layout:?}\n{text}");
        assert_eq!(Figures::of(&report).cells[1], figures.cells[1], "{layout:?}\n{text}");

        // A slip in the new row and the new column.
        let (table, row, column) = (1, 12, 5);
        let spec = &figures.form.tables[table].rows[row];
        assert_eq!((spec.id, spec.columns[column].id), ("denied_negotiation", "media"));
        let mut wrong = figures.clone();
        wrong.cells[table][row][column] = (figures.number(table, row, column) + 7).to_string();
        let report = checker.check(&write(&wrong, layout, Style::default(), &mut rng));
        let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{layout:?}");
        let fix = &errors[0].fixes[0][0];
        let to = figures.number(table, row, column);
        assert_eq!((fix.place.row, fix.place.column, fix.to), ("denied_negotiation", "media", to), "{layout:?}");
        let (zh, en) = (errors[0].message(Lang::Zh), errors[0].message(Lang::En));
        assert!(zh.contains("“9.属于正在磋商的涉外事项”新闻媒体机构应为"), "{zh}");
        assert!(en.contains("“Denied: under negotiation”, news media should be"), "{en}");
    }
    // Last year's, of which the new column carried over more.
    let this = Figures::consistent_of(&forms[0], &mut rng);
    let mut last = this.clone();
    let (carried_in, carried_out) = (1, last.cells[1].len() - 1);
    last.cells[1][carried_out] = last.cells[1][carried_in].clone();
    last.cells[1][carried_out][5] = (this.number(1, carried_in, 5) + 1).to_string();
    let mut written = |figures: &Figures| write(figures, Layout::Tabs, Style::default(), &mut rng);
    let (this, last) = (written(&this), written(&last).replace("2033", "2032"));
    let reports = [checker.check(&this), checker.check(&last)];
    let year = |report, text| Year { report, text };
    let compared = years::compare(year(&reports[0], &this), year(&reports[1], &last));
    let carried: Vec<&str> = (compared.findings.iter())
        .filter(|finding| finding.rule == "years.carry-over")
        .flat_map(|finding| &finding.equations)
        .map(|equation| equation.anchor)
        .collect();
    assert_eq!(carried, ["media"]);
    // The older forms are read as before.
    assert_eq!(checker.check(&right()).template, Some("2021"));
}

// -----------------------------------------------------------------------------------------------
// What stands between and around cells in practice.

/// A change to a clean report after which there is no error and no warning.
#[test]
fn odd_surroundings_are_read_past() {
    let full = |label: &str| format!("{label} | 1 | 0 | 0 | 0 | 0 | 0 | 1 |");
    let spaced = |text: String| text.replace(" | ", " ").replace(" |", "");
    let tabbed = |text: String| text.replace(" | ", "\t").replace(" |", "");
    let cases: Vec<(&str, String)> = vec![
        (
            "a stamp after a row that lost blanks",
            spaced(right()).replace("数量 29 3 0 0 1 0 33", "数量 29 3 1 33\n打印时间:2025-01-20"),
        ),
        (
            "a row of no form after a blank one",
            right().replace(
                "8.属于行政查询事项 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
                &format!("{}\n{}", full("8.属于行政查询事项"), full("小计")),
            ),
        ),
        (
            "a label wrapped around its numbers",
            spaced(right()).replace(
                "5.要求行政机关确认或重新出具已获取信息 0 0 0 0 0 0 0",
                "5.要求行政机关确认或 0 0 0 0 0 0 0\n重新出具已获取信息",
            ),
        ),
        (
            "tabs at every line's end",
            tabbed(right()).replace('\n', "\t\n").replace("\t5\t0\t0\t0\t0\t0\t5", "\t5\t0\t0\t0\t5"),
        ),
        (
            "a page number after table four, which lost a blank",
            spaced(right()).replace("3 1 1 0 5 1 0 0 0 1 0 0 0 1 1", "3 1 1 5 1 0 0 0 1 0 0 0 1 1\n6"),
        ),
        ("signs for nil", right().replace("| 0 | 0 | 0 | 0 | 0 | 0 | 0 |", "| ○ | ○ | × | ~ | / | 0 | 0 |")),
        ("decimals of a spreadsheet", right().replace(" | 0 |", " | 0.0 |")),
    ];
    for (name, text) in cases {
        assert_ne!(text, right(), "{name}");
        let report = read(&text);
        let loud: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(loud.is_empty(), "{name}: {loud:#?}");
    }
}

#[test]
fn of_two_years_tables_the_reports_own_is_read() {
    let text = right();
    let (start, end) =
        (text.find("(本列数据").expect("table 3"), text.find("\n四、政府信息公开行政").expect("section 4"));
    let table = &text[start..end];
    let last_year = table.replace("| 29 | 3 |", "| 129 | 3 |");
    for (first, second) in [(("2023", &last_year[..]), ("2024", table)), (("2024", table), ("2023", &last_year[..]))] {
        let both = format!(
            "{}{}年情况\n{}\n{}年情况\n{}{}",
            &text[..start],
            first.0,
            first.1,
            second.0,
            second.1,
            &text[end..]
        );
        let report = read(&both);
        assert_eq!(cell(&report, "requests", "new_received", "natural_person"), Some((State::Value, "29".into())));
        assert_eq!(found(&report), [(Severity::Info, "structure.table-repeated", Some("requests"))]);
    }
}

/// The cells of one row in column order, as far as they are placed.
fn row(report: &Report, table: &str, row: &str) -> String {
    let table = report.tables.iter().find(|t| t.id == table).expect("a table");
    let cells = table.cells.iter().filter(|c| c.row == row && c.column.is_some());
    let value = |c: &gouji::report::Cell| c.value.map_or_else(|| "_".to_owned(), |value| value.to_string());
    cells.map(value).collect::<Vec<_>>().join(" ")
}

#[test]
fn digits_without_gaps_are_cut_by_the_sums() {
    // (as the row arrives, what is read, severity of what is said of the row's sum)
    let cases = [
        ("140032019", "14 0 0 3 2 0 19", None),
        ("0000000", "0 0 0 0 0 0 0", None),
        ("15130000154", "151 3 0 0 0 0 154", None),
        ("20 0 00 0 121", "20 0 0 0 0 1 21", None),
        ("640020470", "64 0 0 2 0 4 70", None),
        ("1,234000001,234", "1234 0 0 0 0 0 1234", None),
        ("64 0 0 20 4 70", "64 0 0 2 0 4 70", None),
        // 1 and 11 or 11 and 1: the ends are certain.
        ("111000012", "0 0 0 12", None),
        ("1110114", "1 1 1 0 1 1 4", Some(Severity::Error)),
        // 1 1 1 11 14 with two blanks lost, or a slip.
        ("1111114", "", None),
        // However it is cut it is wrong; where to cut it, nothing says.
        ("140032020", "", Some(Severity::Error)),
    ];
    for (written, expected, severity) in cases {
        let text = format!(
            "示例县2024年政府信息公开工作年度报告 自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他一、本年新收政府信息公开申请数量{written}二、上年结转政府信息公开申请数量0000000三、本年度办理结果(一)予以公开0000000(二)部分公开(区分处理的,只计这一情形,不计其他情形)0000000四、结转下年度继续办理0000000"
        );
        let report = read(&text);
        assert_eq!(row(&report, "requests", "new_received"), expected, "{written}");
        let said = report.findings.iter().find(|f| f.equations.iter().any(|e| e.rule == "requests.row-total"));
        assert_eq!(said.map(|f| f.severity), severity, "{written}: {said:?}");
    }
}

#[test]
fn the_header_of_table_4_is_found_however_lines_run_through_it() {
    let start = SLIP.find("行政复议 | 行政诉讼").expect("the header");
    let end = SLIP[start..].find("\n3 |").expect("the numbers") + start;
    let headers = [
        "行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n结果 结果 其他 尚未 总计 结果 结果 其他 尚未 总计 结果 结果 其他 尚未 总计\n维持 纠正 结果 审结 维持 纠正 结果 审结 维持 纠正 结果 审结",
        "行政复议\n行政诉讼\n结果\n维持\n结果\n纠正\n其他\n结果\n尚未\n审结\n总计\n未经复议直接起诉\n复议后起诉\n结果维\n持\n结果纠\n正\n其他结果\n尚未\n审结\n总计结果\n维持\n结果\n纠正\n其他结\n果\n尚未审\n结\n总计",
    ];
    for header in headers {
        let text =
            format!("{}{header}{}", &right()[..right().find("行政复议 | 行政诉讼").expect("the header")], &SLIP[end..]);
        let report = read(&text);
        assert_eq!(found(&report), [], "{header}");
        assert_eq!(row(&report, "disputes", "reconsideration"), "3 1 1 0 5", "{header}");
        assert_eq!(row(&report, "disputes", "suit_after_reconsideration"), "0 0 0 1 1", "{header}");
    }
}

#[test]
fn blanks_before_the_first_number_of_table_4_are_cells() {
    // (as the line of numbers arrives, the first group, its equation's sides where it fails)
    let cases = [
        ("\t\t\t6\t5\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0", "_ _ _ 6 5", Some((6, 5))),
        ("\t\t\t\t\t1\t0\t0\t0\t1\t0\t0\t0\t0\t0", "_ _ _ _ _", None),
        ("\t1\t\t\t1\t\t\t\t\t\t\t\t\t\t", "_ 1 _ _ 1", None),
        ("| | | | 6 | 5 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |", "_ _ _ 6 5", Some((6, 5))),
    ];
    for (line, expected, sides) in cases {
        let text = right().replace("3 | 1 | 1 | 0 | 5 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 1 |", "numbers");
        let text = if line.contains('\t') { text.replace(" |\n", "\n").replace(" | ", "\t") } else { text };
        let report = read(&text.replace("numbers", line));
        assert_eq!(row(&report, "disputes", "reconsideration"), expected, "{line:?}");
        let error = report.findings.iter().find(|f| f.severity == Severity::Error).map(|f| &f.equations[0]);
        assert_eq!(error.map(|e| (e.left, e.right)), sides, "{line:?}");
    }
}

#[test]
fn a_serial_number_before_a_label_is_no_cell_of_the_row_above() {
    let numbered = |text: &str| -> String {
        let mut n = 0;
        let mut line = |line: &str| {
            n += 1;
            let cells = line.trim_end_matches(" |").replace(" | ", "\t");
            if line.matches(" | ").count() > 6 && !line.starts_with("3 |") { format!("{n}\t{cells}") } else { cells }
        };
        text.lines().map(|l| line(l) + "\n").collect()
    };
    // Blank cells at the ends of rows, where the number of the next row would fit.
    let text = numbered(&right()).replace("\t0\t0\n", "\t\t\n");
    let report = read(&text);
    assert!(report.findings.iter().all(|f| f.severity == Severity::Info), "{:?}", found(&report));
    assert_eq!(row(&report, "requests", "denied_state_secret"), "0 0 0 0 0 _ _");
}

#[test]
fn what_fills_a_cell_and_is_no_number_leaves_the_others_in_place() {
    for word in ["约3", "3(5)", "3〇", "见表3", "撤回1件", "=SUM(C5)", "三", "若干"] {
        let text = right().replace("8.属于行政查询事项 | 1 | 0 |", &format!("8.属于行政查询事项 | 1 | {word} |"));
        let report = read(&text);
        assert_eq!(
            cell(&report, "requests", "denied_inquiry", "business"),
            Some((State::Unreadable, String::new())),
            "{word}"
        );
        assert_eq!(row(&report, "requests", "denied_inquiry"), "1 _ 0 0 0 0 1", "{word}");
        assert_eq!(
            found(&report),
            [(Severity::Warning, "structure.unreadable-cell", Some("denied_inquiry"))],
            "{word}"
        );
    }
}

#[test]
fn cells_that_are_divided_are_never_cut() {
    let text = right().replace("2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |", "2.重复申请 | 0 | 0 | 0 | 0 | | 0 | 33 |");
    let report = read(&text);
    assert_eq!(row(&report, "requests", "rejected_repeat"), "0 0 0 0 _ 0 33");
    assert_eq!(report.count(Severity::Error), 1);
}

#[test]
fn one_long_number_among_spaced_cells_is_no_digits_run_together() {
    let text = right()
        .replace("行政许可 | 15230 |", "行政许可 2089906")
        .replace("| 3 | 0 | 0 | 0 | 0 | 0 | 3 |", "2089906 2089906");
    let report = read(&text.replace(
        "一、本年新收政府信息公开申请数量 | 29 | 3 | 0 | 0 | 1 | 0 | 33 |",
        "一、本年新收政府信息公开申请数量 29 3 1 33",
    ));
    assert!(!report.findings.iter().any(|f| f.message(Lang::Zh).contains("连在一起")), "{:?}", found(&report));
}

/// What once stopped the checker, or was answered with what its own cells do not bear out.
#[test]
fn what_went_wrong_once_is_answered() {
    let tables = &right()[right().find("第二十条").expect("table 2")..];
    let texts = [
        "24年示例县财政局政府信息公开工作年度报告".to_owned(),
        "4年示例县财政局政府信息公开工作年度报告".to_owned(),
        "示例县24年示例县财政局政府信息公开工作年度报告".to_owned(),
        "五、存在的主要问题及改进情况:无。六、其他需要报告的事项:无。".to_owned(),
        format!("一、总体情况 二、主动公开政府信息情况\n{tables}"),
        right().replace('\n', " "),
        right().replace("\n\n", ""),
        right().replace("(七)总计 | 30 |", "(七)总计 | 1,245、二、 |"),
        right().replace("| 29 | 3 |", "1,245、二、上年结转"),
    ];
    for text in texts {
        hold_all(&text);
    }
}

#[test]
fn a_stray_comma_takes_no_digits_away() {
    // (what stands before the second row's label, the total of the first)
    let cases = [("1,245、二、", "1245"), ("1,245二、", "1245"), ("1245、二、", "1245"), ("1,245\n二、", "1245")];
    for (joint, total) in cases {
        let text = format!(
            "示例县2024年政府信息公开工作年度报告\n一、本年新收政府信息公开申请数量 1000 245 0 0 0 0 {joint}上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n\
             (七)总计 1000 245 0 0 0 0 1245\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
        );
        let report = read(&text);
        let value = |column| cell(&report, "requests", "new_received", column).map(|(_, value)| value);
        assert_eq!(value("total").as_deref(), Some(total), "{joint}");
        assert_eq!(report.count(Severity::Error), 0, "{joint}");
    }
}

#[test]
fn a_heading_may_share_its_line() {
    let before = right();
    let line = before.replace("五、存在的主要问题及改进情况\n\n", "五、存在的主要问题及改进情况:");
    let line = line.replace("六、其他需要报告的事项\n\n", "六、其他需要报告的事项:");
    assert_eq!(found(&read(&line)), []);
    let titles: Vec<String> = read(&line).sections.into_iter().map(|section| section.title).collect();
    assert_eq!(titles[4..], ["五、存在的主要问题及改进情况", "六、其他需要报告的事项"]);
    let (body, _) = line.split_once("一是政策解读").expect("section 5");
    let short = format!("{body}无。六、其他需要报告的事项:本年度没有收取信息处理费。");
    assert_eq!(found(&read(&short)), [(Severity::Warning, "structure.section-empty", Some("problems"))]);
}

#[test]
fn the_same_thing_wrong_twice_is_two_findings() {
    let wrong = "举办培训5次,其中线上4次、线下3次。\n";
    let once = right().replace("二、主动公开政府信息情况", &format!("{wrong}二、主动公开政府信息情况"));
    let twice = right().replace("二、主动公开政府信息情况", &format!("{wrong}{wrong}二、主动公开政府信息情况"));
    let ids = |text: &str| -> Vec<String> { check(text).findings.into_iter().map(|finding| finding.id).collect() };
    let (one, two) = (ids(&once), ids(&twice));
    assert_eq!((one.len(), two.len()), (1, 2));
    assert_eq!(one[0], two[0], "the first keeps its id");
    assert_ne!(two[0], two[1]);
}

/// Two tables of one kind: one captioned with another year is not read; where nothing tells them apart, that is said.
#[test]
fn of_two_tables_the_reports_year_is_read() {
    let text = SLIP;
    let (start, end) = (text.find("(本列数据的").expect("table 3"), text.find("\n四、政府").expect("section 4"));
    let harmless = &right()[start..end];
    let with = |caption: &str| format!("{}{caption}{harmless}\n{}", &text[..start], &text[start..]);
    let repeated = |report: &Report| -> Vec<Severity> {
        report.findings.iter().filter(|f| f.rule == "structure.table-repeated").map(|f| f.severity).collect()
    };
    let dated = read(&with("2023年度收到和处理政府信息公开申请情况\n"));
    assert_eq!((dated.count(Severity::Error), repeated(&dated)), (1, vec![Severity::Info]));
    assert_eq!(repeated(&read(&with(""))), [Severity::Warning]);
    // Table 4, which stands in one line, and table 2.
    let four = &text[text.find("行政复议 | 行政诉讼").expect("table 4")..text.find("\n五、").expect("section 5")];
    let wrong = text.replace("3 | 1 | 1 | 0 | 5 |", "3 | 1 | 1 | 0 | 6 |");
    let before =
        |caption: &str| wrong.replacen("行政复议 | 行政诉讼", &format!("{caption}{four}\n行政复议 | 行政诉讼"), 1);
    let dated = read(&before("2023年度行政复议、行政诉讼情况\n"));
    assert_eq!((dated.count(Severity::Error), repeated(&dated)), (2, vec![Severity::Info]));
    assert_eq!(repeated(&read(&before(""))), [Severity::Warning]);
}

#[test]
fn a_form_not_filled_in_is_said_to_be_so() {
    let blank: String = right()
        .lines()
        .map(|line| match line.split_once(" | ") {
            Some((label, cells)) if cells.contains(|c: char| c.is_ascii_digit()) => {
                let label = if label.parse::<u32>().is_ok() { "" } else { label };
                format!("{label} | {}\n", cells.replace(|c: char| c.is_ascii_digit() || c == '.', ""))
            }
            _ => format!("{line}\n"),
        })
        .collect();
    let report = read(&blank);
    assert_eq!((report.equations, report.possible), (0, 44));
    assert!(found(&report).contains(&(Severity::Warning, "structure.unfilled", None)), "{:?}", report.findings);
    assert_eq!(report.count(Severity::Error), 0);
    // One number, and it is a form with blanks.
    let begun = read(&blank.replace("行政许可 | ", "行政许可 | 5"));
    assert!(begun.equations > 0 && found(&begun).iter().all(|(_, rule, _)| *rule != "structure.unfilled"));
}

/// A page's copy may run two rows together, where a heading stood between them: the numbers at the line's end are the
/// second's alone.
#[test]
fn two_rows_on_one_line_keep_their_own_numbers() {
    let mut text = right().replace(" | ", "  ").replace(" |\n", "\n");
    let start = text.find("二、上年结转").expect("a row");
    let end = text.find("(二)部分公开").expect("a row");
    let joined = text[start..end].trim_end().replace('\n', " ");
    text.replace_range(start..end, &format!("{joined}\n"));
    let report = read(&text);
    assert!(report.findings.iter().all(|finding| finding.severity != Severity::Error), "{}", show(&report));
    let of = |row| cell(&report, "requests", row, "natural_person");
    assert_eq!(
        (of("carried_in"), of("granted")),
        (Some((State::Value, "4".into())), Some((State::Value, "12".into())))
    );
}

/// A page shows the text piece by piece: paragraphs whole, tables where they stand, their printed heads with them.
#[test]
fn a_text_is_read_as_blocks() {
    let broken = "2024年,示例县按照公开为常态、不公开为例外的原则推进政务公开,\n";
    let text = right().replace("2024年,示例县按照公开为常态、不公开为例外的原则推进政务公开。", broken);
    assert!(text.contains(broken));
    let text = text.replace("五、存在的主要问题及改进情况\n\n", "五、存在的主要问题及改进情况:");
    let report = read(&text);
    let blocks: Vec<String> = report
        .blocks
        .iter()
        .map(|block| {
            let said: String = text[block.span.start..block.span.end].split_whitespace().collect();
            let said: String = said.chars().take(if block.kind == BlockKind::Table { 0 } else { 12 }).collect();
            format!("{:?} {}{said}", block.kind, block.of.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        blocks,
        [
            "Title 示例县人民政府2024年",
            "Paragraph 本报告由示例县人民政府办",
            "Heading overview一、总体情况",
            "Paragraph 2024年,示例县按照公",
            "Heading disclosure二、主动公开政府信息情况",
            "Table disclosure",
            "Heading requests三、收到和处理政府信息公",
            "Table requests",
            "Heading disputes四、政府信息公开行政复议",
            "Table disputes",
            "Heading problems五、存在的主要问题及改进",
            "Paragraph 一是政策解读的形式还比较",
            "Heading other六、其他需要报告的事项",
            "Paragraph 本年度没有收取信息处理费",
        ]
    );
}

/// A row of the example's table 3 with its cells joined anew.
fn with_rows(line: impl Fn(&str, &[&str]) -> String) -> String {
    let text = right();
    let row = |row: &str| match row.split(" | ").collect::<Vec<_>>().as_slice() {
        [.., label, a, b, c, d, e, f, g]
            if g.trim_end_matches(" |").parse::<u32>().is_ok() && !label.contains("结果") =>
        {
            line(label, &[a, b, c, d, e, f, g.trim_end_matches(" |")])
        }
        _ => row.to_owned(),
    };
    text.lines().map(row).collect::<Vec<_>>().join("\n")
}

/// What a table's shape leaves open is not read, rather than read in the form's way.
#[test]
fn cells_in_no_certain_place_are_not_claimed() {
    // A frame whose cells wrap: 12 and, on the line below, 30.
    let wrapped = with_rows(|label, cells| format!("| {label} | {} |", cells.join(" | ")));
    let wrapped = wrapped.replace(
        "| 一、本年新收政府信息公开申请数量 | 29 | 3 | 0 | 0 | 1 | 0 | 33 |",
        "| 一、本年新收政府信息公开申请数量 | 29 | 3 | 0 | 0 | 1 | 0 | 29 |\n|   | 30 |   |   |   |   |   | 34 |",
    );
    let report = read(&wrapped);
    assert!(report.findings.iter().all(|finding| finding.severity != Severity::Error), "{}", show(&report));
    assert_eq!(cell(&report, "requests", "new_received", "natural_person"), None);
    assert!(cell(&report, "requests", "granted", "natural_person").is_some());
    // Columns in another order, one of them by another name, and a remark: no column is the form's for certain.
    let turned =
        with_rows(|label, c| format!("{label} | {} | 无误", [c[1], c[2], c[3], c[4], c[5], c[0], c[6]].join(" | ")));
    let turned = turned.replace("自然人 | 法人或其他组织 | 总计 |\n", "").replace(
        "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
        "项目 | 商业企业 | 社会公益组织 | 科研机构 | 法律服务机构 | 其他组织 | 自然人 | 总计 | 备注",
    );
    let report = read(&turned);
    assert!(report.findings.iter().all(|finding| finding.severity != Severity::Error), "{}", show(&report));
    assert_ne!(cell(&report, "requests", "new_received", "natural_person"), Some((State::Value, "3".into())));
    // Cells behind the names of their columns, to the last row, whatever follows.
    const NAMES: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let named = with_rows(|label, cells| {
        let cells: Vec<String> = NAMES.iter().zip(cells).map(|(name, cell)| format!("{name} {cell}")).collect();
        format!("{label}：{}", cells.join("；"))
    });
    let start = named.find("行政复议 | 行政诉讼").expect("table 4");
    let end = named.find("五、存在").expect("section 5");
    let named = format!(
        "{}行政复议：结果维持 3；结果纠正 1；其他结果 1；尚未审结 0；总计 5\n{}",
        &named[..start],
        &named[end..]
    );
    let report = read(&named);
    assert!(report.findings.iter().all(|finding| finding.severity != Severity::Error), "{}", show(&report));
    for (row, total) in [("new_received", "33"), ("outcome_total", "34"), ("carried_out", "3")] {
        assert_eq!(cell(&report, "requests", row, "total"), Some((State::Value, total.into())), "{row}");
    }
}

/// Headings that name their group each, 法人或其他组织-商业企业, say in which order their columns stand, on one line or a line each.
#[test]
fn columns_headed_by_their_groups_name_are_told_by_it() {
    const ORDER: [usize; 7] = [6, 1, 3, 2, 4, 5, 0];
    const HEADS: [&str; 7] = [
        "自然人",
        "法人或其他组织-商业企业",
        "法人或其他组织-科研机构",
        "法人或其他组织-社会公益组织",
        "法人或其他组织-法律服务机构",
        "法人或其他组织-其他",
        "总计",
    ];
    for between in [" | ", "\n"] {
        let turned = with_rows(|label, cells| format!("{label}{between}{}", ORDER.map(|at| cells[at]).join(between)));
        let turned = turned.replace("自然人 | 法人或其他组织 | 总计 |\n", "").replace(
            "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
            &format!("项目{between}{}", ORDER.map(|at| HEADS[at]).join(between)),
        );
        let report = read(&turned);
        assert_eq!(row(&report, "requests", "new_received"), "29 3 0 0 1 0 33", "{between:?}");
        assert_eq!(row(&report, "requests", "outcome_total"), "30 3 0 0 1 0 34", "{between:?}");
        assert_eq!(report.count(Severity::Error), 0, "{}", show(&report));
    }
}

/// Where columns of last year's stand beside the form's, a row that lost two blanks is not taken for a whole one, though it has as
/// many numbers as the form has columns: 29 3 1 0 33 28 +5.
#[test]
fn rows_beside_other_columns_are_not_whole_by_chance() {
    let beside = with_rows(|label, cells| {
        let own = if label.contains("新收") { [&cells[..2], &cells[4..]].concat() } else { cells.to_vec() };
        let total: i64 = cells[6].parse().expect("a total");
        format!("{label}  {}  {}  +5  15.2%", own.join("  "), total - 5)
    });
    let report = read(&beside);
    assert_eq!(report.count(Severity::Error), 0, "{}", show(&report));
    assert_eq!(cell(&report, "requests", "new_received", "total"), None);
}

/// What cannot be read is said to be so, and nothing else takes its place.
#[test]
fn what_cannot_be_read_leaves_its_place_to_no_other() {
    // The last row's first and last cell, and a row of checks below it.
    let checked = right().replace(
        "四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |",
        "四、结转下年度继续办理 | l | 0 | 0 | 0 | 0 | 0 | l |\n校验(一+二-三-四) | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
    );
    let report = read(&checked);
    assert_eq!(row(&report, "requests", "carried_out"), "_ 0 0 0 0 0 _");
    assert_eq!(report.count(Severity::Error), 0, "{}", show(&report));
    // Table 4 as a list, and with the mark of a note in a cell of its own line.
    let line = "3 | 1 | 1 | 0 | 5 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 1";
    for (between, noted) in [("，", ""), ("][", ""), ("\n", "[1]")] {
        let cells = line.replace("| 5 |", &format!("| 5{noted} |")).replace(" | ", between);
        let report = read(&right().replace(line, &cells));
        assert_eq!(report.count(Severity::Error), 0, "{}", show(&report));
        for (column, value) in [("upheld", "3"), ("total", "5")] {
            let read = cell(&report, "disputes", "reconsideration", column);
            let is_right = read == Some((State::Value, value.into()));
            let is_open = read.is_none_or(|(state, _)| state == State::Unreadable);
            assert!(is_right || is_open, "{between:?} {column}");
        }
    }
}

/// Two totals that are wrong in one column break an equation together, and each its own row's: two errors, each with its
/// repair, that keeps its id when the other is mended.
#[test]
fn two_slips_in_one_column_are_two_errors() {
    let text = right()
        .replace("(一)予以公开 | 12 | 1 | 0 | 0 | 0 | 0 | 13 |", "(一)予以公开 | 12 | 1 | 0 | 0 | 0 | 0 | 15 |")
        .replace(
            "6.属于四类过程性信息 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |",
            "6.属于四类过程性信息 | 2 | 0 | 0 | 0 | 0 | 0 | 5 |",
        );
    let report = check(&text);
    let errors: Vec<&Finding> = report.findings.iter().filter(|one| one.severity == Severity::Error).collect();
    let fixes: Vec<(&str, i64)> = errors.iter().map(|one| (one.fixes[0][0].place.row, one.fixes[0][0].to)).collect();
    assert_eq!(fixes, [("granted", 13), ("denied_process", 2)]);
    for (one, other) in [(0, 1), (1, 0)] {
        let text = mended(&text, &errors[one].fixes[0]).expect("a place in the text");
        let left: Vec<String> = (check(&text).findings.into_iter())
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.id)
            .collect();
        assert_eq!(left, [errors[other].id.clone()]);
    }
}
