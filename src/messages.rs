//! Every sentence the checker says, in Chinese and English.
//!
//! A message says the arithmetic in the form's own words. It never blames, and says 可能 only in
//! warnings.

use crate::forms::{Column, Name, Row, Section, Table, split_ordinal};
use crate::intake::Refusal;
use crate::number::Number;
use crate::rules::rule;
use std::fmt;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Plain Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn join(self, parts: &[String]) -> String {
        parts.join(self.pick("、", ", "))
    }
}

/// The plain name of a rule, as supervisors say it; its id where it is none of ours.
pub fn rule_name(id: &'static str, lang: Lang) -> &'static str {
    rule(id).map_or(id, |rule| lang.pick(rule.name.0, rule.name.1))
}

/// A row's name in a sentence: the label with its ordinal, without what explains it.
pub fn row_name(row: &Row, lang: Lang) -> String {
    if lang == Lang::En {
        return row.label.1.to_owned();
    }
    let (ordinal, core) = split_ordinal(row.label.0);
    let core = core.split(['(', '、']).next().unwrap_or(core);
    format!("{ordinal}{}", core.trim_end_matches("政府信息公开申请数量"))
}

/// A column's name in a sentence.
pub fn column_name(column: &Column, lang: Lang) -> &'static str {
    lang.pick(column.label.0, column.label.1)
}

fn table_name(table: &Table, lang: Lang) -> &'static str {
    lang.pick(table.name.0, table.name.1)
}

fn cell_name(row: &Row, column: &Column, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("「{}」{}", row_name(row, lang), column.label.0),
        Lang::En => format!("“{}”, {}", row.label.1, column.label.1),
    }
}

/// A cell, what stands there and what should.
pub(crate) struct Mend<'a> {
    pub(crate) row: &'a Row,
    pub(crate) column: &'a Column,
    /// `None` for a blank.
    pub(crate) from: Option<i64>,
    pub(crate) to: i64,
}

impl Mend<'_> {
    fn say(&self, lang: Lang) -> String {
        let cell = cell_name(self.row, self.column, lang);
        let to = self.to;
        match (lang, self.from) {
            (Lang::Zh, Some(from)) => format!("{cell}应为 {to},现为 {from}"),
            (Lang::Zh, None) => format!("{cell}空白,应为 {to}"),
            (Lang::En, Some(from)) => format!("{cell} should be {to}, not {from}"),
            (Lang::En, None) => format!("{cell} is blank and should be {to}"),
        }
    }
}

/// An equation in a sentence: 总计列 33+0=33 ≠ 34+3=37.
pub(crate) fn arithmetic(anchor: &str, sides: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{anchor}{sides}"),
        Lang::En => format!("{anchor}: {sides}"),
    }
}

/// `1 error`, `2 errors`.
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What an equation is about: 「二、上年结转」 or 总计列.
pub(crate) fn row_anchor(row: &Row, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("「{}」", row_name(row, lang)),
        Lang::En => format!("“{}”", row.label.1),
    }
}

pub(crate) fn column_anchor(column: &Column, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}列 ", column.label.0),
        Lang::En => format!("column “{}”", column.label.1),
    }
}

/// One cause: its likeliest repairs and the arithmetic behind them.
pub(crate) fn slip(fixes: &[Vec<Mend<'_>>], arithmetic: &[String], certain: bool, lang: Lang) -> String {
    let sums = arithmetic.join(lang.pick(";", "; "));
    let say =
        |fix: &Vec<Mend<'_>>| fix.iter().map(|mend| mend.say(lang)).collect::<Vec<_>>().join(lang.pick(",且", " and "));
    let colon = lang.pick(":", ": ");
    match fixes {
        [] => {
            let unclear = lang.pick(
                "有不止一处不合,凭文字判断不出是哪一格",
                "more than one cell is off; which ones cannot be told from the text",
            );
            format!("{sums}{}{unclear}", lang.pick("。", ". "))
        }
        [only] if only.len() > 6 => {
            let many = match lang {
                Lang::Zh => format!("{};共 {} 格同样情形", only[0].say(lang), only.len()),
                Lang::En => format!("{}; and {} cells like it", only[0].say(lang), only.len() - 1),
            };
            format!("{many}{colon}{sums}")
        }
        [only] => {
            let perhaps = match (certain, only.iter().all(|mend| mend.from.is_none())) {
                (true, _) => "",
                (false, true) => lang.pick("可能漏填:", "Perhaps left out: "),
                (false, false) => lang.pick("可能有误:", "Perhaps wrong: "),
            };
            let sums = if sums.is_empty() { sums } else { format!("{colon}{sums}") };
            format!("{perhaps}{}{sums}", say(only))
        }
        [first, rest @ ..] => {
            let others: Vec<String> = rest.iter().take(3).map(say).collect();
            let more = rest.len().saturating_sub(3);
            let tail = match (lang, more) {
                (_, 0) => String::new(),
                (Lang::Zh, n) => format!(",或另外 {n} 种改法"),
                (Lang::En, n) => format!(", or {n} other ways"),
            };
            let or = lang.pick(";或 ", "; or ");
            format!("{sums}{}{}{or}{}{tail}", lang.pick("。可改为:", ". Either: "), say(first), others.join(or))
        }
    }
}

/// 部分公开 counted twice.
pub(crate) fn double_count(partial: &Row, total: &Row, arithmetic: &[String], lang: Lang) -> String {
    let sums = arithmetic.join(lang.pick(";", "; "));
    match lang {
        Lang::Zh => format!(
            "各项办理结果之和比「{}」恰好多出「{}」一行:{sums}。部分公开的申请只计这一情形,不计其他情形,请查是否重复计入",
            row_name(total, lang),
            row_name(partial, lang)
        ),
        Lang::En => format!(
            "The outcomes exceed “{}” by exactly the row “{}”: {sums}. Partially granted requests count there and nowhere else: please see whether they were counted twice",
            total.label.1, partial.label.1
        ),
    }
}

/// An inequality of table 2.
pub(crate) fn too_small(row: &Row, what: &str, arithmetic: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}{what}偏小:{arithmetic}", row_anchor(row, lang)),
        Lang::En => format!("{}: {what} is too small: {arithmetic}", row_anchor(row, lang)),
    }
}

/// A figure that does not follow from last year's report.
pub(crate) fn year_to_year(row: &str, column: &Column, arithmetic: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            format!(
                "「{row}」{}与上一年度报告不衔接:按上年推算 {arithmetic}(两份报告口径不同时可能如此)",
                column.label.0
            )
        }
        Lang::En => format!(
            "“{row}”, {} does not follow from last year's report: {arithmetic} (unless the two differ in scope)",
            column.label.1
        ),
    }
}

/// Why last year's report was not compared, or on what assumption it was.
pub(crate) enum NotCompared {
    NoReport,
    NoTables,
    OtherYear {
        this: u16,
        last: u16,
    },
    /// The year of this or of that one is not known: they were compared all the same.
    Undated {
        this: bool,
        last: bool,
    },
}

pub(crate) fn not_compared(what: &NotCompared, lang: Lang) -> String {
    match (what, lang) {
        (NotCompared::NoReport, Lang::Zh) => "给出的上一年度报告不是年报,没有与它比较".to_owned(),
        (NotCompared::NoReport, Lang::En) => {
            "The file given as last year's report is none; nothing was compared with it".to_owned()
        }
        (NotCompared::NoTables, Lang::Zh) => "给出的上一年度报告里没有可以比较的表格,没有与它比较".to_owned(),
        (NotCompared::NoTables, Lang::En) => {
            "The file given as last year's report has no tables; nothing was compared with it".to_owned()
        }
        (NotCompared::OtherYear { this, last }, Lang::Zh) => {
            format!("本报告是 {this} 年度的,给出的上一年度报告是 {last} 年度的,不是上一年度,没有比较")
        }
        (NotCompared::OtherYear { this, last }, Lang::En) => {
            format!("This report is for {this} and the one given as last year's for {last}; they were not compared")
        }
        (NotCompared::Undated { this, last }, Lang::Zh) => {
            let whose = match (this, last) {
                (true, true) => "两份报告",
                (true, false) => "本报告",
                _ => "上一年度报告",
            };
            format!("没有读出{whose}的年度,按相邻两年比较")
        }
        (NotCompared::Undated { this, last }, Lang::En) => {
            let whose = match (this, last) {
                (true, true) => "either report",
                (true, false) => "this report",
                _ => "the report given as last year's",
            };
            format!("The year of {whose} was not found; they were compared as those of two years in a row")
        }
    }
}

/// No placement of a table's numbers satisfies its equations.
pub(crate) fn no_placement(table: &Table, arithmetic: &[String], lang: Lang) -> String {
    let sums = arithmetic.join(lang.pick(";", "; "));
    let name = table_name(table, lang);
    match lang {
        Lang::Zh if sums.is_empty() => format!("{name}有空白单元格在复制时丢失,现有数字怎样排列都不能使各等式同时成立"),
        Lang::Zh => format!("{name}有空白单元格在复制时丢失,但无论怎样排列,{sums}"),
        Lang::En if sums.is_empty() => {
            format!("{name} lost blank cells in copying, and no arrangement of its numbers satisfies all equations")
        }
        Lang::En => format!("{name} lost blank cells in copying; however they are arranged, {sums}"),
    }
}

/// Digits without gaps cannot be cut so that the sums hold, of a row or of a whole table: with what fails in every
/// way to cut them, or in the `nearest` one.
pub(crate) fn no_cut(row: Option<&Row>, table: &Table, arithmetic: &[String], nearest: bool, lang: Lang) -> String {
    let sums = arithmetic.join(lang.pick(";", "; "));
    let sums = match (sums.as_str(), nearest) {
        ("", _) => sums,
        (_, true) => format!("{}{sums}", lang.pick(";最接近的是 ", "; nearest: ")),
        (_, false) => format!("{}{sums}", lang.pick(":", ": ")),
    };
    match (lang, row) {
        (Lang::Zh, Some(row)) => format!("{}一行的数字连在一起,怎样分列都不平{sums}", row_anchor(row, lang)),
        (Lang::En, Some(row)) => format!(
            "The digits of row {} stand without gaps, and in no way of splitting them do they add up{sums}",
            row_anchor(row, lang)
        ),
        (Lang::Zh, None) => format!("{}的数字连在一起,怎样分列都不能使各等式同时成立{sums}", table_name(table, lang)),
        (Lang::En, None) => format!(
            "{}: the digits stand without gaps, and no way to split them satisfies all equations{sums}",
            table_name(table, lang)
        ),
    }
}

/// Sentences about the prose.
pub(crate) enum Prose<'a> {
    /// `quoted`: the words, where the prose gives no number; `scope`: another scope than the table's may explain it.
    ContradictsTable {
        what: &'a [Name],
        said: &'a str,
        quoted: Option<&'a str>,
        holds: &'a [Sum<'a>],
        scope: bool,
    },
    SelfContradiction {
        what: &'a [Name],
        first: &'a str,
        second: &'a str,
    },
    /// All are said to have ended one way, and some another.
    AllBut {
        quoted: &'a str,
        what: &'a [Name],
        number: &'a str,
    },
    PartsTotal {
        whole: &'a str,
        parts: &'a [String],
        sum: &'a str,
    },
    Share {
        part: &'a str,
        said: &'a str,
        whole: &'a str,
        should: &'a str,
    },
    /// A change in per cent; `from` the number of the year before, where it is known.
    Change {
        to: &'a str,
        said: &'a str,
        up: bool,
        from: Option<&'a str>,
        should: Option<&'a str>,
    },
}

/// What is counted together, in words.
pub(crate) fn counted(what: &[Name], lang: Lang) -> String {
    let names: Vec<&str> = what.iter().map(|name| lang.pick(name.0, name.1)).collect();
    names.join(lang.pick("、", " and "))
}

/// A number of a table: one cell, or several added up.
pub(crate) struct Sum<'a> {
    pub(crate) table: &'a Table,
    pub(crate) cells: Vec<(&'a Row, &'a Column)>,
    pub(crate) value: Number,
}

impl Sum<'_> {
    /// 表三「一、本年新收」总计为 33.
    fn say(&self, lang: Lang) -> String {
        let mut rows: Vec<&Row> = Vec::new();
        for (row, _) in &self.cells {
            if !rows.iter().any(|other| other.id == row.id) {
                rows.push(row);
            }
        }
        let named: Vec<String> = rows.iter().map(|row| row_anchor(row, lang)).collect();
        let table = table_name(self.table, lang);
        let (count, value) = (self.cells.len(), self.value);
        match (self.cells.as_slice(), named.as_slice(), lang) {
            ([(row, column)], ..) => match lang {
                Lang::Zh => format!("{table}{}为 {value}", cell_name(row, column, lang)),
                Lang::En => format!("{value} in {table}, {}", cell_name(row, column, lang)),
            },
            (_, [one], Lang::Zh) => format!("{table}{one} {count} 格合计为 {value}"),
            (_, [one], Lang::En) => format!("{value} in {table}, {one}, {count} cells added up"),
            (_, [one, other], Lang::Zh) => format!("{table}{one}与{other}合计为 {value}"),
            (_, [one, other], Lang::En) => format!("{value} in {table}, {one} and {other} added up"),
            (_, _, Lang::Zh) => format!("{table} {count} 格合计为 {value}"),
            (_, _, Lang::En) => format!("{value} in {table}, {count} cells added up"),
        }
    }
}

pub(crate) fn prose(what: &Prose<'_>, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let names = |what: &[Name]| counted(what, lang);
    match what {
        Prose::ContradictsTable { what, said, quoted, holds, scope } => {
            let what = names(what);
            let holds: Vec<String> = holds.iter().map(|sum| sum.say(lang)).collect();
            let holds = holds.join(lang.pick(",", " or "));
            let scope = match (scope, zh) {
                (false, _) => "",
                (true, true) => ";统计范围可能不同",
                (true, false) => "; perhaps of other bodies",
            };
            match (zh, quoted) {
                (true, None) => format!("正文「{what}」为 {said},{holds}{scope}"),
                (true, Some(words)) => format!("正文称“{words}”,即「{what}」为 {said},{holds}{scope}"),
                (false, None) => format!("The prose says {said} for {what}, but it is {holds}{scope}"),
                (false, Some(words)) => {
                    format!("The prose says “{words}”, so {said} for {what}, but it is {holds}{scope}")
                }
            }
        }
        Prose::SelfContradiction { what, first, second } if zh => {
            format!("正文「{}」前后不一:{first}、{second}", names(what))
        }
        Prose::SelfContradiction { what, first, second } => {
            format!("The prose gives two numbers for {}: {first} and {second}", names(what))
        }
        Prose::AllBut { quoted, what, number } if zh => {
            format!("正文前后不一:既称“{quoted}”,又有「{}」{number}", names(what))
        }
        Prose::AllBut { quoted, what, number } => {
            format!("The prose says “{quoted}”, but also {number} for {}", names(what))
        }
        Prose::PartsTotal { whole, parts, sum } if zh => {
            format!("正文分项与总数不符:{}={sum} ≠ {whole}", parts.join("+"))
        }
        Prose::PartsTotal { whole, parts, sum } => {
            format!("The parts do not add up to the whole: {}={sum} ≠ {whole}", parts.join("+"))
        }
        Prose::Share { part, said, whole, should } if zh => {
            format!("正文占比与数字不符:{part}占 {whole}的 {should}%,不是 {said}%")
        }
        Prose::Share { part, said, whole, should } => {
            format!("The share does not follow from the numbers: {part} is {should}% of {whole}, not {said}%")
        }
        Prose::Change { to, said, up, from, should } => {
            let how = match (zh, up) {
                (true, true) => "增加",
                (true, false) => "减少",
                (false, true) => "up",
                (false, false) => "down",
            };
            match (from, should, zh) {
                (Some(from), Some(should), true) => {
                    format!("正文增减与数字不符:从 {from}到 {to},应为 {should},不是{how} {said}")
                }
                (Some(from), Some(should), false) => {
                    format!("The change does not follow from the numbers: {from} to {to} is {should}, not {how} {said}")
                }
                (_, _, true) => format!("正文增减与数字不符:上年无论是多少,{to}都不会是{how} {said}"),
                (_, _, false) => {
                    format!("The change cannot be right: whatever last year's number was, {to} is not {how} {said}")
                }
            }
        }
    }
}

/// Sentences about the structure of a report.
pub(crate) enum Structure<'a> {
    /// `piece`: some of it was understood all the same.
    NotAReport {
        empty: bool,
        piece: bool,
    },
    Unfilled,
    Refused(Refusal),
    TooLarge {
        limit_mb: usize,
    },
    NotStandard,
    SectionMissing(&'a Section),
    SectionOrder(&'a Section),
    SectionEmpty(&'a Section),
    SectionLength {
        section: &'a Section,
        count: usize,
        longest: usize,
    },
    TableMissing {
        table: &'a Table,
        section: Option<&'a Section>,
    },
    /// `doubtful`: nothing tells which one is this year's.
    TableRepeated {
        table: &'a Table,
        others: usize,
        doubtful: bool,
    },
    RowsMissing {
        table: &'a Table,
        rows: Vec<&'a Row>,
    },
    Blanks {
        table: &'a Table,
        blanks: usize,
        unplaced_rows: usize,
    },
    Unreadable {
        row: &'a Row,
        column: Option<&'a Column>,
        text: &'a str,
    },
    UnreadableCells {
        table: &'a Table,
        cells: usize,
    },
    Overfull {
        row: &'a Row,
    },
    OverfullRows {
        table: &'a Table,
        rows: usize,
    },
    Fused {
        table: &'a Table,
        rows: usize,
    },
    TemplateYear {
        year: u16,
        form: &'a str,
        expected: &'a str,
    },
    TemplateMixed {
        disclosure: &'a str,
        requests: &'a str,
    },
    YearSlip {
        title: u16,
        period: (u16, u16),
    },
    ProseYear {
        said: u16,
        year: u16,
    },
    FeeStatement,
}

pub(crate) fn structure(what: &Structure<'_>, lang: Lang) -> String {
    use Structure as S;
    let zh = lang == Lang::Zh;
    match what {
        S::NotAReport { empty: true, .. } => lang.pick("没有内容:请粘贴年报全文", "There is no text: paste the whole report").into(),
        S::NotAReport { piece: true, .. } => lang
            .pick("没有找到年报的标题和表格,只核对了这段文字", "Neither the title of a report nor its tables were found; only this passage was checked")
            .into(),
        S::Unfilled => lang
            .pick("表格尚未填写:各格都是空白,没有可核对的数字", "The tables are not filled in: every cell is blank, and there is nothing to check")
            .into(),
        S::NotAReport { .. } => lang
            .pick("这段文字不像政府信息公开工作年度报告:没有找到年报的标题和表格", "This does not look like an annual report on government information disclosure: neither its title nor its tables were found")
            .into(),
        S::Refused(refusal) => self::refusal(*refusal, lang).into(),
        S::TooLarge { limit_mb } if zh => format!("文字超过 {limit_mb} MB,远大于一份年报,没有核对"),
        S::TooLarge { limit_mb } => format!("The text is over {limit_mb} MB, far more than one report, and was not checked"),
        S::NotStandard => lang
            .pick("这份年报没有采用 2019 年起的标准表格,没有可核对的勾稽关系", "This report does not use the standard tables (2019 on); there are no equations to check")
            .into(),
        S::SectionMissing(section) if zh => format!("没有找到「{}」", section.title.0),
        S::SectionMissing(section) => format!("Section “{}” was not found", section.title.1),
        S::SectionOrder(section) if zh => format!("「{}」的位置与格式规定的顺序不一致", section.title.0),
        S::SectionOrder(section) => format!("Section “{}” is not in the prescribed order", section.title.1),
        S::SectionEmpty(section) if zh => format!("「{}」没有内容", section.title.0),
        S::SectionEmpty(section) => format!("Section “{}” says nothing", section.title.1),
        S::TableMissing { table, section: Some(section) } if zh => {
            format!("没有找到{}({})", table.name.0, split_ordinal(section.title.0).1)
        }
        S::TableMissing { table, .. } if zh => format!("没有找到{}", table.name.0),
        S::TableMissing { table, .. } => format!("{} was not found", table.name.1),
        S::TableRepeated { table, others, doubtful: true } if zh => {
            format!("文中有 {} 张{},看不出哪一张是本年度的,只核对了这一张:请删去其他年度的表,或在各表前写明年度", others + 1, table.name.0)
        }
        S::TableRepeated { table, others, doubtful: true } => {
            format!("The text has {} of {}, nothing tells which is this year's, and only this one was checked: remove the others, or put its year before each", others + 1, table.name.1)
        }
        S::TableRepeated { table, others, .. } if zh => format!("文中另有 {others} 张其他年度的{},没有核对", table.name.0),
        S::TableRepeated { table, others, .. } => {
            format!("The text has {others} more of {}, of another year, not checked", table.name.1)
        }
        S::RowsMissing { table, rows } => {
            let names: Vec<String> = rows.iter().take(4).map(|row| row_anchor(row, lang)).collect();
            let names = lang.join(&names);
            match (lang, rows.len()) {
                (Lang::Zh, n) if n > 4 => format!("{}没有找到 {n} 行:{names}等,有关等式未核对", table.name.0),
                (Lang::Zh, _) => format!("{}没有找到{names}一行,有关等式未核对", table.name.0),
                (Lang::En, n) if n > 4 => format!("{}: {n} rows were not found ({names}, …); their equations were not checked", table.name.1),
                (Lang::En, _) => format!("{}: {names} not found; the equations with it were not checked", table.name.1),
            }
        }
        S::Blanks { table, blanks, unplaced_rows } => {
            let name = table_name(table, lang);
            match (lang, unplaced_rows) {
                (Lang::Zh, 0) => format!("{name}有 {blanks} 个空白单元格,按 0 核对"),
                (Lang::Zh, n) => format!("{name}有 {blanks} 个空白单元格,按 0 核对;其中 {n} 行的空白在复制时丢失,数字所在列不能完全确定"),
                (Lang::En, 0) => format!("{name} has {}, read as 0", plural(*blanks, "blank cell")),
                (Lang::En, n) => format!("{name} has {}, read as 0; in {} blanks were lost in copying and not every number's column is certain", plural(*blanks, "blank cell"), plural(*n, "row")),
            }
        }
        S::Unreadable { row, column, text } => {
            let cell = column.map_or_else(|| row_anchor(row, lang), |column| cell_name(row, column, lang));
            if zh { format!("{cell}应填数字,现为“{text}”,有关等式未核对") } else { format!("{cell} should be a number but reads “{text}”; its equations were not checked") }
        }
        S::UnreadableCells { table, cells } if zh => format!("{}有 {cells} 格应填数字而读不出数字,有关等式未核对", table.name.0),
        S::UnreadableCells { table, cells } => {
            format!("{}: {cells} cells should be numbers and are not; their equations were not checked", table.name.1)
        }
        S::OverfullRows { table, rows } if zh => format!("{}有 {rows} 行的数字多于列数,未核对", table.name.0),
        S::OverfullRows { table, rows } => {
            format!("{}: {rows} rows have more numbers than columns and were not checked", table.name.1)
        }
        S::Overfull { row } if zh => format!("{}一行的数字多于列数,未核对", row_anchor(row, lang)),
        S::Overfull { row } => format!("Row {} has more numbers than columns and was not checked", row_anchor(row, lang)),
        S::Fused { table, rows } if zh => format!("{}有 {rows} 行数字连在一起,有不止一种分法,未能全部核对", table.name.0),
        S::Fused { table, rows } => format!("{}: in {} the digits stand without gaps and can be split in more than one way; not all of them could be checked", table.name.1, plural(*rows, "row")),
        S::TemplateYear { year, form, expected } if zh => format!("{year} 年度应使用 {expected} 版格式,报告用的是 {form} 版"),
        S::TemplateYear { year, form, expected } => format!("A report for {year} should use the {expected} form; this one uses the {form} form"),
        S::TemplateMixed { disclosure, requests } if zh => format!("表二用的是 {disclosure} 版格式,表三「(六)其他处理」用的是 {requests} 版格式"),
        S::TemplateMixed { disclosure, requests } => format!("Table 2 follows the {disclosure} form, but table 3, “(6) Other handling”, the {requests} form"),
        S::YearSlip { title, period } if zh => {
            if period.0 == period.1 { format!("标题是 {title} 年,统计期限是 {} 年", period.1) } else { format!("标题是 {title} 年,统计期限从 {} 年到 {} 年", period.0, period.1) }
        }
        S::YearSlip { title, period } => {
            if period.0 == period.1 { format!("The title says {title}, the period {}", period.1) } else { format!("The title says {title}, the period runs from {} to {}", period.0, period.1) }
        }
        S::ProseYear { said, year } if zh => format!("正文写的是 {said} 年的情况,报告是 {year} 年的,可能是沿用了别年的文字"),
        S::ProseYear { said, year } => format!("The prose speaks of {said} in a report for {year}; perhaps it was taken over from another year"),
        S::FeeStatement => lang
            .pick("第六部分没有说明收取信息处理费的情况(2021 版格式要求如实报告,没有收取也要说明)", "Section 6 does not state the information processing fees collected (the 2021 form asks for it, even when nothing was collected)")
            .into(),
        S::SectionLength { section, count, longest } if zh => {
            format!("「{}」约 {count} 字,超过格式规定的 {longest} 字", section.title.0)
        }
        S::SectionLength { section, count, longest } => {
            format!("Section “{}” has about {count} characters; the form allows {longest}", section.title.1)
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(refusal(*self, Lang::En))
    }
}

impl std::error::Error for Refusal {}

/// Why a file is not read, and what to do instead.
pub fn refusal(refusal: Refusal, lang: Lang) -> &'static str {
    match refusal {
        Refusal::TooLarge => lang.pick(
            "文件太大,远大于一份年报,没有读取:请打开年报,全选复制后粘贴",
            "The file is far larger than one report and was not read: open the report, select all, copy and paste",
        ),
        Refusal::Pdf => lang.pick(
            "这是 PDF 文件,不能直接读取:请用阅读器打开,全选(Ctrl+A)复制后粘贴",
            "This is a PDF, which is not read directly: open it, select all (Ctrl+A), copy and paste",
        ),
        Refusal::Ofd => lang.pick(
            "这是 OFD 文件,不能直接读取:请用阅读器打开,全选(Ctrl+A)复制后粘贴",
            "This is an OFD file, which is not read directly: open it, select all (Ctrl+A), copy and paste",
        ),
        Refusal::Picture => lang.pick(
            "这是图片,读不出文字:请找年报的网页版或文字版,全选复制后粘贴",
            "This is a picture and holds no text: find the report as a web page or document, select all, copy and paste",
        ),
        Refusal::OldOffice => lang.pick(
            "这是 .doc、.wps 或 .xls 文件,不能直接读取:请用 WPS 或 Word 打开,全选复制后粘贴,或另存为 .docx、.xlsx",
            "This is a .doc, .wps or .xls file, which is not read directly: open it in WPS or Word, select all, copy and paste, or save it as .docx or .xlsx",
        ),
        Refusal::OtherDocument => lang.pick(
            "这种文件不能直接读取:请用 WPS、Word 或浏览器打开,全选复制后粘贴,或另存为 .docx",
            "This kind of file is not read directly: open it in WPS, Word or a browser, select all, copy and paste, or save it as .docx",
        ),
        Refusal::Encrypted => lang.pick(
            "文件有密码:请打开后全选复制粘贴,或去掉密码另存",
            "The file needs a password: open it, select all, copy and paste, or save it without one",
        ),
        Refusal::Archive => lang.pick(
            "这是压缩包:请先解压,再选其中的年报",
            "This is an archive: unpack it and choose the report inside",
        ),
        Refusal::Damaged => lang.pick(
            "文件不完整或已损坏:请重新下载,或打开后全选复制粘贴",
            "The file is incomplete or damaged: download it again, or open it, select all, copy and paste",
        ),
        Refusal::Unopened => lang.pick("文件没能打开", "The file could not be opened"),
        Refusal::Failed => lang.pick(
            "核对时出了意外,这份文字没有核对:请再试一次,仍然如此请反映给程序的提供者",
            "The check failed unexpectedly and gives no result: try once more, and report it if that does not help",
        ),
        Refusal::Unknown => lang.pick(
            "看不出这是什么文件:请打开年报,全选复制后粘贴",
            "This file is of no kind that holds a report: open the report, select all, copy and paste",
        ),
    }
}
