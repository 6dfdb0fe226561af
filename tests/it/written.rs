//! Prose written to random figures: what agrees with the tables is clean in any wording, one changed number is named.

use crate::generate::{Figures, Layout, Style, write};
use fastrand::Rng;
use gouji::report::{Report, Severity};
use gouji::{Lang, check};
use std::ops::Range;

/// Ways to say things. `{x}` is a number of the table, `{x/y}` its share.
const PASSAGES: &[&[&str]] = &[
    &[
        "全县新收政府信息公开申请{N}件,上年结转{I}件,办结{H}件,结转下年度继续办理{O}件。",
        "本年度共收到政府信息公开申请{R}件,上年度结转{I}件;答复{H}件,转下年度办理{O}件。",
        "依申请公开方面。全年共受理政府信息公开申请{R}件。其中,新收{N}件,上年结转转入{I}件。办结{H}件,{O}件结转下年度继续办理。",
        "我县共接收{R}件政府信息公开申请,已办结{H}件,另有{O}件顺延至下一年度答复。",
        "收到依申请公开信件{N}件,上一年度转办{I}件,在法定期限内办结{H}件,{O}件转下年度继续办理。",
        "受理政府信息公开申请{R}件,答复{H}件(含上年度结转申请{I}件,另有{O}件顺延到下年度答复)。",
    ],
    &[
        "办结的申请中,予以公开{g}件、部分公开{p}件、不予公开{d}件、无法提供{u}件、不予处理{j}件、其他处理{o}件。",
        "办结政府信息公开申请{H}件,其中:予以公开{g}件,占{g/H}%;部分公开{p}件,占{p/H}%;不予公开{d}件,占{d/H}%;无法提供{u}件,占{u/H}%;不予处理{j}件,占{j/H}%;其他处理{o}件,占{o/H}%。",
        "答复申请{H}件,其中予以公开及部分公开{g+p}件,不予公开{d}件,无法提供{u}件,不予处理{j}件,作其他处理(含申请人撤回)的{o}件。",
    ],
    &[
        "新收申请{N}件,其中自然人申请{np}件,法人或其他组织申请{org}件。",
        "从申请人看,收到自然人申请{np}件、法人和其他组织申请{org}件。",
        "收到申请{N}件,申请人为自然人的{np}件,占{np/N}%。",
    ],
    &[
        "因政府信息公开引起行政复议{fy}件,其中结果维持{fyu}件,结果纠正{fyc}件,其他结果{fyo}件,尚未审结{fyp}件;行政诉讼{ss}件。",
        "全县政府信息公开行政复议案件{fy}件、行政诉讼案件{ss}件。",
        "被申请行政复议{fy}件({fyu}件维持、{fyc}件纠正、{fyo}件其他结果、{fyp}件尚未审结)。因政府信息公开提起的行政诉讼{ss}件。",
    ],
];

/// The numbers that the passages name.
fn numbers(figures: &Figures) -> Vec<(&'static str, i64)> {
    let sum = |table: &str, rows: &dyn Fn(&str) -> bool, columns: &[&str]| -> i64 {
        let t = figures.table(table);
        let spec = &figures.form.tables[t];
        let rows = spec.rows.iter().enumerate().filter(|(_, row)| rows(row.id));
        rows.flat_map(|(r, row)| row.columns.iter().enumerate().map(move |(c, column)| (r, c, column.id)))
            .filter(|(_, _, id)| columns.contains(id))
            .map(|(r, c, _)| figures.number(t, r, c))
            .sum()
    };
    let requests = |row: &str| sum("requests", &|id| id == row, &["total"]);
    let group = |start: &str| sum("requests", &|id| id.starts_with(start), &["total"]);
    let reconsidered = |column: &str| sum("disputes", &|id| id == "reconsideration", &[column]);
    let in_hand = |id: &str| ["new_received", "carried_in"].contains(&id);
    let organisations = ["business", "research", "public_welfare", "legal_service", "other_org"];
    vec![
        ("N", requests("new_received")),
        ("I", requests("carried_in")),
        ("R", requests("new_received") + requests("carried_in")),
        ("H", requests("outcome_total")),
        ("O", requests("carried_out")),
        ("g", requests("granted")),
        ("p", requests("partially_granted")),
        ("g+p", requests("granted") + requests("partially_granted")),
        ("d", group("denied_")),
        ("u", group("unavailable_")),
        ("j", group("rejected_")),
        ("o", group("other")),
        ("np", sum("requests", &|id| id == "new_received", &["natural_person"])),
        ("org", sum("requests", &|id| id == "new_received", &organisations)),
        ("np in hand", sum("requests", &|id| in_hand(id), &["natural_person"])),
        ("org in hand", sum("requests", &|id| in_hand(id), &organisations)),
        ("np answered", sum("requests", &|id| id == "outcome_total", &["natural_person"])),
        ("org answered", sum("requests", &|id| id == "outcome_total", &organisations)),
        ("fy", reconsidered("total")),
        ("fyu", reconsidered("upheld")),
        ("fyc", reconsidered("corrected")),
        ("fyo", reconsidered("other")),
        ("fyp", reconsidered("pending")),
        ("ss", sum("disputes", &|id| id != "reconsideration", &["total"])),
    ]
}

/// A passage with its numbers, and where the counts among them stand, with their names.
struct Written {
    text: String,
    counts: Vec<(&'static str, i64, Range<usize>)>,
}

/// Writes a passage; `slip` is the count to be written as another number.
fn fill(passage: &str, numbers: &[(&'static str, i64)], slip: Option<(usize, i64)>, rng: &mut Rng) -> Written {
    let mut written = Written { text: String::new(), counts: Vec::new() };
    let value = |name: &str| *numbers.iter().find(|(own, _)| *own == name).expect("a number of that name");
    let mut rest = passage;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("a closing brace");
        written.text.push_str(before);
        rest = after;
        if let Some((part, whole)) = name.split_once('/') {
            let (part, whole) = (value(part).1, value(whole).1.max(1));
            let decimals = rng.usize(0..3);
            written.text.push_str(&format!("{:.decimals$}", part as f64 * 100.0 / whole as f64));
            continue;
        }
        let (name, count) = value(name);
        let printed = match slip {
            Some((at, other)) if at == written.counts.len() => other,
            _ => count,
        };
        let start = written.text.len();
        written.text.push_str(&number(printed, rng));
        written.counts.push((name, count, start..written.text.len()));
    }
    written.text.push_str(rest);
    written
}

fn number(value: i64, rng: &mut Rng) -> String {
    let ascii = value.to_string();
    match rng.u8(0..6) {
        0 => ascii.chars().filter_map(|c| char::from_u32(c as u32 + 0xfee0)).collect(),
        1 if value >= 1000 => format!("{},{:03}", value / 1000, value % 1000),
        2 if (1..100).contains(&value) => chinese(value),
        3 => format!(" {ascii} "),
        _ => ascii,
    }
}

fn chinese(value: i64) -> String {
    let digit = |d: i64| "零一二三四五六七八九".chars().nth(d as usize).expect("a digit");
    let (tens, ones) = (value / 10, value % 10);
    let mut text = String::new();
    match (tens, ones) {
        (0, 2) => text.push('两'),
        (0, _) => text.push(digit(ones)),
        _ => {
            if tens > 1 {
                text.push(digit(tens));
            }
            text.push('十');
            if ones > 0 {
                text.push(digit(ones));
            }
        }
    }
    text
}

/// The report with a passage in its overview, and where that begins.
fn report(figures: &Figures, passage: &str, seed: u64) -> (Report, usize) {
    let mut rng = Rng::with_seed(seed);
    let text = write(figures, Layout::Pipes, Style::default(), &mut rng);
    let at = text.find("其他工作有序推进").expect("the overview");
    let text = format!("{}{passage}{}", &text[..at], &text[at..]);
    (check(&text), at)
}

fn of_prose(report: &Report) -> String {
    let of_prose = report.findings.iter().filter(|finding| finding.severity != Severity::Info);
    of_prose.map(|finding| format!("{} {}\n", finding.rule, finding.message(Lang::Zh))).collect()
}

#[test]
fn what_agrees_is_clean_and_one_changed_number_is_named() {
    let (mut clean, mut slips, mut named) = (0, 0, 0);
    for seed in 0..300 {
        let mut rng = Rng::with_seed(seed);
        let figures = Figures::consistent(&mut rng);
        let numbers = numbers(&figures);
        for passages in PASSAGES {
            let passage = passages[rng.usize(0..passages.len())];
            let start = rng.clone();
            let right = fill(passage, &numbers, None, &mut rng);
            let (found, _) = report(&figures, &right.text, seed);
            assert_eq!(of_prose(&found), "", "seed {seed}: {}\n{:#?}", right.text, found.claims);
            clean += 1;

            // The same words with one number other.
            let slip = start.clone().usize(0..right.counts.len());
            let (name, count, _) = right.counts[slip];
            let other = count + [1, 2, 10][rng.usize(0..3)];
            let of = |name: &str| numbers.iter().find(|(own, _)| *own == name).expect("a number").1;
            // 收到 may be with or without what was carried over.
            let same = match name {
                "N" | "R" => [of("N"), of("R")].contains(&other),
                "np" => [of("np in hand"), of("np answered")].contains(&other),
                "org" => [of("org in hand"), of("org answered")].contains(&other),
                // Of this year's requests.
                "H" => other == of("N") - of("O"),
                _ => false,
            };
            if same {
                continue;
            }
            let wrong = fill(passage, &numbers, Some((slip, other)), &mut start.clone());
            let (found, at) = report(&figures, &wrong.text, seed);
            let range = &wrong.counts[slip].2;
            let marked = found.findings.iter().filter(|finding| finding.rule.starts_with("prose.")).any(|finding| {
                finding.spans.iter().any(|span| span.start < at + range.end && at + range.start < span.end)
            });
            slips += 1;
            named += usize::from(marked);
            assert!(marked, "seed {seed}: {}: {count} as {other}\n{}{:#?}", wrong.text, of_prose(&found), found.claims);
        }
    }
    println!("{clean} passages clean, {named} of {slips} slips named");
}

#[test]
fn any_words_are_taken() {
    const PIECES: &[&str] = &[
        "2023年",
        "2024年",
        "上年",
        "今年",
        "收到",
        "新收",
        "办结",
        "结转",
        "下年度",
        "政府信息公开申请",
        "申请",
        "依申请公开",
        "主动公开",
        "行政复议",
        "行政诉讼",
        "维持",
        "尚未审结",
        "均",
        "全部",
        "未收到",
        "没有",
        "其中",
        "分别为",
        "共",
        "合计",
        "同比",
        "较",
        "增长",
        "减少",
        "增至",
        "由",
        "占",
        "占比",
        "自然人",
        "予以公开",
        "规范性文件",
        "制发",
        "废止",
        "政府公报",
        "信息处理费",
        "行政事业性收费",
        "县公安局",
        "全县",
        "我局",
        "(",
        ")",
        "、",
        ",",
        ";",
        ":",
        "。",
        "\n",
        "《",
        "》",
        "“",
        "件",
        "条",
        "期",
        "%",
        "元",
        "万元",
        "亿条",
        "余",
        "约",
        "一件",
        "三百",
        "33",
        "0",
        "4",
        "999999999999999",
        "1,234",
        "3.5",
        "50%",
        "100%",
        "12件",
        "7件",
        "33件",
        "5期",
        "某某",
        "涉及",
        "因",
        "含",
        "另",
        "等",
        "各",
        "延期",
        "网上",
    ];
    for seed in 0..1_000 {
        let mut rng = Rng::with_seed(seed);
        let passage: String = (0..rng.usize(1..60)).map(|_| PIECES[rng.usize(0..PIECES.len())]).collect();
        let (before, after) = include_str!("../data/slip.txt").split_once("2024年,示例县按照").expect("the overview");
        let text = format!("{before}{passage}{after}");
        let report = check(&text);
        assert_eq!(report, check(&text), "{passage}");
        for span in
            report.claims.iter().map(|claim| claim.span).chain(report.findings.iter().flat_map(|f| f.spans.clone()))
        {
            assert!(text.get(span.start..span.end).is_some(), "{passage}: {span:?}");
        }
    }
}
