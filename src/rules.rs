//! The rules: what each one says, how grave it is at the most, and what it rests on. A table; the checks refer to it by id.
//!
//! `gouji rules` prints it, and the README's table is held to it by a test.

use crate::report::Severity;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its id: what it is about, a point, its name.
    pub id: &'static str,
    /// The gravest that a finding of it may be. Blanks, another scope, or an amount make it less.
    pub severity: Severity,
    /// The document or the part of the form that it follows from.
    pub basis: &'static str,
    /// Its plain name, as supervisors say it; Chinese and English.
    pub name: (&'static str, &'static str),
    /// What must hold, or what is told; Chinese and English.
    pub says: (&'static str, &'static str),
}

/// The rule of an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Whether a rule tells that something was not found.
pub(crate) fn is_of_absence(id: &str) -> bool {
    const ABSENCE: [&str; 5] = [
        "structure.section-missing",
        "structure.section-empty",
        "structure.fee-statement",
        "structure.table-missing",
        "structure.row-missing",
    ];
    ABSENCE.contains(&id)
}

const fn rule_of(
    id: &'static str,
    severity: Severity,
    basis: &'static str,
    name: (&'static str, &'static str),
    says: (&'static str, &'static str),
) -> Rule {
    Rule { id, severity, basis, name, says }
}

use Severity::{Error, Info, Warning};

/// 国办公开办函〔2019〕60号 and 〔2021〕30号, by the table or section meant.
const TABLE_2: &str = "《格式》表二";
const TABLE_3: &str = "《格式》表三";
const TABLE_4: &str = "《格式》表四";
const SECTIONS: &str = "《格式》六个部分";
const REGULATION: &str = "《条例》第五十条";
const NONE: &str = "—";

/// All of them, in the order of the report.
pub const RULES: &[Rule] = &[
    rule_of(
        "disclosure.in-force",
        Error,
        TABLE_2,
        ("现行有效件数", "Documents in force"),
        ("现行有效件数 ≥ 本年制发件数 − 本年废止件数", "in force ≥ issued − repealed"),
    ),
    rule_of(
        "disclosure.disclosed",
        Error,
        TABLE_2,
        ("对外公开总数量", "Documents disclosed"),
        ("对外公开总数量 ≥ 本年新公开数量（2019 版）", "disclosed in all ≥ newly disclosed (2019 form)"),
    ),
    rule_of(
        "disclosure.items",
        Error,
        TABLE_2,
        ("项目数量增减", "Items and change"),
        ("上一年项目数量 + 本年增/减 ≥ 0（2019 版）", "items last year + change ≥ 0 (2019 form)"),
    ),
    rule_of(
        "requests.row-total",
        Error,
        TABLE_3,
        ("横向合计", "Row total"),
        ("各类申请人之和 = 总计", "the applicants add up to the total"),
    ),
    rule_of(
        "requests.balance",
        Error,
        TABLE_3,
        ("收办平衡", "Balance"),
        ("本年新收 + 上年结转 = （七）总计 + 结转下年度", "new + carried in = outcomes + carried out"),
    ),
    rule_of(
        "requests.outcome-total",
        Error,
        TABLE_3,
        ("明细合计", "Outcome total"),
        (
            "（一）至（六）各行之和 = （七）总计；部分公开不重复计",
            "the outcomes add up to (7); partial disclosure is counted once",
        ),
    ),
    rule_of(
        "disputes.group-total",
        Error,
        TABLE_4,
        ("复议诉讼合计", "Case total"),
        ("维持 + 纠正 + 其他 + 尚未审结 = 总计", "upheld + corrected + other + pending = total"),
    ),
    rule_of(
        "structure.section-missing",
        Warning,
        SECTIONS,
        ("缺章节", "Section missing"),
        ("六个部分都在", "all six sections are there"),
    ),
    rule_of(
        "structure.section-order",
        Warning,
        SECTIONS,
        ("章节次序", "Section order"),
        ("六个部分依次排列", "the sections stand in the form's order"),
    ),
    rule_of(
        "structure.section-empty",
        Warning,
        SECTIONS,
        ("章节空白", "Section empty"),
        ("第五部分有内容", "section 5 says something"),
    ),
    rule_of(
        "structure.overview-length",
        Info,
        SECTIONS,
        ("第一部分字数", "Length of the overview"),
        ("第一部分不超过 1000 字", "section 1 has 1,000 characters at most"),
    ),
    rule_of(
        "structure.fee-statement",
        Warning,
        SECTIONS,
        ("信息处理费", "Processing fee"),
        ("第六部分说明收取信息处理费的情况（2021 版）", "section 6 states the processing fees (2021 form)"),
    ),
    rule_of(
        "structure.year-slip",
        Warning,
        REGULATION,
        ("年度不一致", "Year"),
        ("标题、统计期限和正文是同一年", "title, period and prose are of one year"),
    ),
    rule_of(
        "structure.template-year",
        Warning,
        REGULATION,
        ("格式版本", "Edition of the form"),
        ("采用本年度的格式，各表同一版", "the year's form is used, in all tables"),
    ),
    rule_of(
        "structure.table-missing",
        Warning,
        SECTIONS,
        ("缺表", "Table missing"),
        ("三张表都在", "all three tables are there"),
    ),
    rule_of(
        "structure.table-repeated",
        Warning,
        NONE,
        ("同类表不止一张", "Table repeated"),
        ("看得出哪一张表是本年度的", "it can be told which table is the report's"),
    ),
    rule_of(
        "structure.row-missing",
        Warning,
        SECTIONS,
        ("缺行", "Row missing"),
        ("格式的各行都在", "every row of the form is there"),
    ),
    rule_of(
        "structure.unreadable-cell",
        Warning,
        NONE,
        ("读不出数字", "Unreadable cell"),
        ("该填数字的格里是数字，分得清列", "where a number must stand there is one, and its column is known"),
    ),
    rule_of(
        "structure.blank-cells",
        Info,
        NONE,
        ("空白单元格", "Blank cells"),
        ("空白按 0 核对", "blanks are read as 0"),
    ),
    rule_of(
        "structure.unfilled",
        Warning,
        NONE,
        ("表格尚未填写", "Not filled in"),
        ("表格填了数字", "there is a number in some table"),
    ),
    rule_of(
        "structure.unread-pages",
        Warning,
        NONE,
        ("有未读出的页", "Pages not read"),
        ("文件的每一页都读得出文字", "every page of the file can be read"),
    ),
    rule_of(
        "structure.recognised-text",
        Info,
        NONE,
        ("文字由机器识别", "Recognised text"),
        ("文字不是从扫描图片上识别的", "the text was not recognised on pictures"),
    ),
    rule_of(
        "structure.not-standard",
        Info,
        REGULATION,
        ("非标准格式", "No standard form"),
        ("采用 2019 年起的标准表格", "the standard tables (2019 on) are used"),
    ),
    rule_of(
        "structure.not-a-report",
        Warning,
        NONE,
        ("不是年报", "Not a report"),
        ("是一份年报，并且能够核对", "it is a report, and could be checked"),
    ),
    rule_of(
        "prose.contradicts-table",
        Warning,
        NONE,
        ("文表不符", "Prose and tables"),
        ("正文的件数与表格一致", "counts in the prose are those of the tables"),
    ),
    rule_of(
        "prose.parts-total",
        Warning,
        NONE,
        ("分项合计", "Parts and whole"),
        ("分项之和不超过、写全的不少于总数", "parts do not exceed their whole, and complete ones reach it"),
    ),
    rule_of(
        "prose.share",
        Warning,
        NONE,
        ("占比不符", "Share"),
        ("占比、平均数与前后数字一致", "shares and averages follow from the numbers beside them"),
    ),
    rule_of(
        "prose.change",
        Warning,
        NONE,
        ("增减不符", "Change"),
        ("同比增减与前后数字一致", "changes follow from the numbers beside them"),
    ),
    rule_of(
        "prose.self-contradiction",
        Warning,
        NONE,
        ("前后不一", "Self-contradiction"),
        ("同一件事前后数字一致", "the same thing is counted alike throughout"),
    ),
    rule_of(
        "years.carry-over",
        Warning,
        TABLE_3,
        ("年度衔接", "Carry-over"),
        ("上年的结转下年度 = 本年的上年结转", "last year's carried out = this year's carried in"),
    ),
    rule_of(
        "years.in-force",
        Warning,
        NONE,
        ("现行有效衔接", "In force, year to year"),
        ("上年现行有效 + 本年制发 − 本年废止 = 本年现行有效", "in force last year + issued − repealed = in force"),
    ),
    rule_of(
        "years.items",
        Warning,
        TABLE_2,
        ("项目数量衔接", "Items, year to year"),
        (
            "上年项目数量 + 增减 = 本年的上一年项目数量（2019 版）",
            "items + change last year = previous items (2019 form)",
        ),
    ),
    rule_of(
        "years.change",
        Warning,
        NONE,
        ("同比衔接", "Change, year to year"),
        ("同比增减与上一年度报告一致", "changes follow from last year's report"),
    ),
    rule_of(
        "years.prior-figures",
        Warning,
        NONE,
        ("上年数字", "Figures of last year"),
        ("正文里的上年数字与上一年度报告一致", "what the prose says of last year is in last year's report"),
    ),
    rule_of(
        "years.copied-prose",
        Warning,
        SECTIONS,
        ("年年雷同", "Copied prose"),
        ("第一、五部分不照搬上一年度报告", "sections 1 and 5 are not taken over from last year's report"),
    ),
    rule_of(
        "years.scope",
        Info,
        NONE,
        ("主体不同", "Another body"),
        ("两份报告是同一主体的", "both reports are of one body"),
    ),
    rule_of(
        "years.not-compared",
        Warning,
        NONE,
        ("没有比较", "Not compared"),
        ("给出的是上一年度的年报", "the report given is last year's"),
    ),
    rule_of(
        "years.undated",
        Info,
        NONE,
        ("年度未知", "Year not found"),
        ("两份报告都写明年度", "both reports name their year"),
    ),
    rule_of(
        "rollup.sum",
        Warning,
        NONE,
        ("汇总合计", "Sum of departments"),
        ("各格 = 各单位年报之和（金额不计）", "each count is the sum of the departments'"),
    ),
    rule_of(
        "rollup.missing",
        Warning,
        NONE,
        ("汇总缺报", "Missing in the sum"),
        ("各单位的年报都已计入", "every department's report is counted"),
    ),
];

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::forms::standard;

    #[test]
    fn ids_are_unique_and_every_equation_has_its_rule() {
        for (i, rule) in RULES.iter().enumerate() {
            assert!(RULES[..i].iter().all(|other| other.id != rule.id), "{}", rule.id);
        }
        let tables = standard().iter().flat_map(|form| form.tables);
        for id in tables.flat_map(|table| table.laws).map(|law| law.rule) {
            assert!(super::rule(id).is_some(), "{id}");
        }
    }
}
