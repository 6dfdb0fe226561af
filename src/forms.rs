//! The official forms, as data: tables, rows, columns, and what binds their numbers.
//!
//! Everything else in the crate reads these tables: labels are found by them, equations follow
//! from them (`equations`), findings are worded with them. Next year's form is one more [`Form`]
//! in [`STANDARD`] and no code.
//!
//! Sources: 国办公开办函〔2021〕30号 (form `2021`) and 国办公开办函〔2019〕60号 (form `2019`), made under
//! article 50 of 《政府信息公开条例》.

/// One edition of the annual report's three tables.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The edition's id: the first report year it applies to.
    pub id: &'static str,
    /// The document that prescribes it.
    pub citation: &'static str,
    /// First and last report year it is prescribed for.
    pub years: (u16, u16),
    /// Its sections, in order.
    pub sections: &'static [Section],
    /// Its tables, in order.
    pub tables: &'static [Table],
}

/// One section of the report.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// `overview`, `disclosure`, `requests`, `disputes`, `problems` or `other`; a table's section has the table's id.
    pub id: &'static str,
    /// The official heading, ordinal included.
    pub title: &'static str,
    /// The heading in English.
    pub english: &'static str,
    /// How headings begin in practice, after their ordinal.
    pub openings: &'static [&'static str],
    /// One of these words stands in the heading: its opening opens many a sentence. None: nothing is asked.
    pub with: &'static [&'static str],
    /// None of these words stands in the heading: it would be another section's.
    pub without: &'static [&'static str],
    /// It has no more characters than this.
    pub longest: Option<usize>,
    /// 无 alone is not enough.
    pub must_say_something: bool,
    /// What must be stated in it.
    pub statement: Option<Statement>,
}

/// Something that a report must state, whatever the answer.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// A word of these, anywhere in the report, states it.
    pub anywhere: &'static [&'static str],
    /// And a word of these, in the section itself.
    pub here: &'static [&'static str],
}

/// One table of a form.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// `disclosure`, `requests` or `disputes`.
    pub id: &'static str,
    /// The plain name used in messages, Chinese and English.
    pub name: (&'static str, &'static str),
    /// How its rows arrive in text.
    pub shape: Shape,
    /// Its rows, in the form's order.
    pub rows: &'static [Row],
    /// Words that stand between the rows: group headings and column headers.
    pub headings: &'static [&'static str],
    /// Equations that bind columns of one row.
    pub row_rules: &'static [RowRule],
    /// Equations that bind rows of one column.
    pub column_rules: &'static [ColumnRule],
}

/// How the rows of a table arrive in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Each row is its label and then its numbers; most labels are long enough to be found anywhere.
    Rows,
    /// As `Rows`, but the labels are everyday words: only the column headers tell the table from prose.
    ShortRows,
    /// All rows stand side by side under their headers, as one line of numbers.
    OneLine,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The row's id.
    pub id: &'static str,
    /// The official label, ordinal included.
    pub label: &'static str,
    /// Other ways the label is written; matched like the label.
    pub variants: &'static [&'static str],
    /// The label in English.
    pub english: &'static str,
    /// The heading it is printed under, Chinese and English.
    pub group: Option<(&'static str, &'static str)>,
    /// What the row counts.
    pub role: Role,
    /// The row's columns, in order.
    pub columns: &'static [Column],
}

/// What a row counts, as far as the equations need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// No equation over rows.
    Plain,
    /// 一、本年新收, 二、上年结转: what there was to deal with.
    Intake,
    /// One outcome of (一)…(六).
    Outcome,
    /// 部分公开: an outcome that must be counted here only (“只计这一情形,不计其他情形”).
    ExclusiveOutcome,
    /// (七)总计 of the outcomes.
    OutcomeTotal,
    /// 四、结转下年度继续办理.
    CarriedOut,
}

/// One column of a row.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The column's id.
    pub id: &'static str,
    /// The official header.
    pub label: &'static str,
    /// The header in English.
    pub english: &'static str,
    /// Which numbers may stand there.
    pub kind: Kind,
    /// Its part in the row's sum.
    pub part: Part,
}

/// Which numbers may stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A count: whole, never negative.
    Count,
    /// A change in a count: whole, with a sign (+17, −688, 增13, 减3).
    Change,
    /// An amount of money: a decimal, perhaps with its unit.
    Amount,
}

/// A column's part in the sum of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// In no sum.
    None,
    /// A summand of the row's total.
    Addend,
    /// The row's total.
    Total,
}

/// An equation over the columns of one row; its anchor is the row.
#[derive(Debug, Clone, Copy)]
pub struct RowRule {
    /// The rule's id.
    pub id: &'static str,
    /// What it says.
    pub law: RowLaw,
}

/// What a [`RowRule`] says. It applies to the rows that have the columns it names.
#[derive(Debug, Clone, Copy)]
pub enum RowLaw {
    /// The addends make up the total.
    Sum,
    /// `larger` ≥ Σ `plus` − Σ `minus`.
    AtLeast {
        /// Columns of the side that must not be smaller.
        larger: &'static [&'static str],
        /// Columns added on the other side.
        plus: &'static [&'static str],
        /// Columns subtracted on the other side.
        minus: &'static [&'static str],
    },
}

/// An equation over the rows of one column; its anchor is the column.
#[derive(Debug, Clone, Copy)]
pub struct ColumnRule {
    /// The rule's id.
    pub id: &'static str,
    /// Roles of the rows added up on the left.
    pub left: &'static [Role],
    /// Roles of the rows added up on the right.
    pub right: &'static [Role],
}

/// The forms in force, newest first: the first that fits as well as any is taken.
pub const STANDARD: &[Form] = &[FORM_2021, FORM_2019];

/// 国办公开办函〔2021〕30号, report years 2021 on.
pub const FORM_2021: Form = Form {
    id: "2021",
    citation: "国办公开办函〔2021〕30号",
    years: (2021, u16::MAX),
    sections: &SECTIONS_2021,
    tables: &[
        Table {
            rows: &[
                disclosure("regulations", "规章", &[], "Regulations", ARTICLE_20_1, ISSUED),
                disclosure(
                    "normative_documents",
                    "行政规范性文件",
                    &["规范性文件", "规范性档案"],
                    "Normative documents",
                    ARTICLE_20_1,
                    ISSUED,
                ),
                disclosure("licensing", "行政许可", &[], "Administrative licensing", ARTICLE_20_5, DECISIONS),
                disclosure("penalties", "行政处罚", &[], "Administrative penalties", ARTICLE_20_6, DECISIONS),
                disclosure("coercion", "行政强制", &[], "Administrative coercion", ARTICLE_20_6, DECISIONS),
                disclosure("fees", "行政事业性收费", &[], "Administrative fees", ARTICLE_20_8, FEE_AMOUNT),
            ],
            row_rules: &[RowRule {
                id: "disclosure.in-force",
                law: RowLaw::AtLeast { larger: &["in_force"], plus: &["issued"], minus: &["repealed"] },
            }],
            ..DISCLOSURE
        },
        Table {
            rows: &requests_rows::<3, 25>([
                under(
                    OTHER,
                    request(
                        "other_not_supplemented",
                        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                        &["申请人无正当理由逾期不补正", "逾期不补正"],
                        "Not supplemented in time without good reason",
                        Role::Outcome,
                    ),
                ),
                under(
                    OTHER,
                    request(
                        "other_fee_unpaid",
                        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                        &["申请人逾期未按收费通知要求缴纳费用", "逾期未缴费", "逾期不缴费"],
                        "Fee not paid in time",
                        Role::Outcome,
                    ),
                ),
                under(OTHER, request("other_misc", "3.其他", &[], "Other", Role::Outcome)),
            ]),
            ..REQUESTS
        },
        DISPUTES,
    ],
};

/// 国办公开办函〔2019〕60号, report years 2019 and 2020.
pub const FORM_2019: Form = Form {
    id: "2019",
    citation: "国办公开办函〔2019〕60号",
    years: (2019, 2020),
    sections: &SECTIONS_2019,
    tables: &[
        Table {
            rows: &[
                disclosure("regulations", "规章", &[], "Regulations", ARTICLE_20_1, MADE),
                disclosure(
                    "normative_documents",
                    "规范性文件",
                    &["行政规范性文件", "规范性档案"],
                    "Normative documents",
                    ARTICLE_20_1,
                    MADE,
                ),
                disclosure("licensing", "行政许可", &[], "Administrative licensing", ARTICLE_20_5, ITEMS),
                disclosure(
                    "other_services",
                    "其他对外管理服务事项",
                    &[],
                    "Other public management services",
                    ARTICLE_20_5,
                    ITEMS,
                ),
                disclosure("penalties", "行政处罚", &[], "Administrative penalties", ARTICLE_20_6, ITEMS),
                disclosure("coercion", "行政强制", &[], "Administrative coercion", ARTICLE_20_6, ITEMS),
                disclosure("fees", "行政事业性收费", &[], "Administrative fees", ARTICLE_20_8, FEE_ITEMS),
                disclosure("procurement", "政府集中采购", &[], "Centralised procurement", ARTICLE_20_9, PROCUREMENT),
            ],
            row_rules: &[
                RowRule {
                    id: "disclosure.disclosed",
                    law: RowLaw::AtLeast { larger: &["total_disclosed"], plus: &["newly_disclosed"], minus: &[] },
                },
                RowRule {
                    id: "disclosure.items",
                    law: RowLaw::AtLeast { larger: &["previous_items", "change"], plus: &[], minus: &[] },
                },
            ],
            ..DISCLOSURE
        },
        Table {
            rows: &requests_rows::<1, 23>([request(
                "other",
                "(六)其他处理",
                &["其他"],
                "Other handling",
                Role::Outcome,
            )]),
            ..REQUESTS
        },
        DISPUTES,
    ],
};

// ---------------------------------------------------------------------------------------------
// the six sections

/// The sections of both editions, and the statement that 〔2021〕30号 asks for in the last one: 信息处理费.
const SECTIONS_2021: [Section; 6] = [
    Section {
        id: "overview",
        title: "一、总体情况",
        english: "1. Overview",
        openings: &[
            "总体情况",
            "总体概况",
            "概述",
            "概况",
            "基本情况",
            "总体工作情况",
            "工作情况",
            "工作总体情况",
            "政府信息公开工作总体情况",
        ],
        longest: Some(1000),
        ..SECTION
    },
    Section {
        id: "disclosure",
        title: "二、主动公开政府信息情况",
        english: "2. Proactive disclosure",
        openings: &[
            "主动公开政府信息",
            "行政机关主动公开",
            "主动公开信息",
            "政府信息主动公开",
            "主动公开情况",
            "主动公开工作",
        ],

        ..SECTION
    },
    Section {
        id: "requests",
        title: "三、收到和处理政府信息公开申请情况",
        english: "3. Requests received and handled",
        openings: &[
            "收到和处理",
            "收到及处理",
            "收到和办理",
            "行政机关收到",
            "政府信息公开申请",
            "依申请公开",
            "政府信息依申请公开",
        ],
        without: &["复议"],
        ..SECTION
    },
    Section {
        id: "disputes",
        title: "四、政府信息公开行政复议、行政诉讼情况",
        english: "4. Reconsideration and litigation",
        openings: &[
            "政府信息公开行政复议",
            "因政府信息公开",
            "政府信息公开工作被申请行政复议",
            "被申请行政复议",
            "行政复议",
            "复议",
            "政府信息公开申请行政复议",
        ],
        with: &["复议", "诉讼"],
        ..SECTION
    },
    Section {
        id: "problems",
        title: "五、存在的主要问题及改进情况",
        english: "5. Problems and improvements",
        openings: &[
            "存在的",
            "存在问题",
            "存在主要问题",
            "主要问题",
            "政府信息公开工作存在",
            "政府信息公开存在",
            "工作存在",
        ],
        with: &["问题", "不足"],
        must_say_something: true,
        ..SECTION
    },
    Section {
        id: "other",
        title: "六、其他需要报告的事项",
        english: "6. Other matters",
        openings: &["其他需要", "其他应当", "其他报告", "其他说明", "其他事项", "需要报告", "需要说明", "其它需要"],
        statement: Some(Statement { anywhere: &["信息处理费"], here: &["收费", "收取", "费用", "免费"] }),
        ..SECTION
    },
];

const SECTIONS_2019: [Section; 6] = {
    let mut sections = SECTIONS_2021;
    sections[5].statement = None;
    sections
};

const SECTION: Section = Section {
    id: "",
    title: "",
    english: "",
    openings: &[],
    with: &[],
    without: &[],
    longest: None,
    must_say_something: false,
    statement: None,
};

// ---------------------------------------------------------------------------------------------
// 二、主动公开政府信息情况

const DISCLOSURE: Table = Table {
    id: "disclosure",
    name: ("表二", "Table 2"),
    shape: Shape::ShortRows,
    rows: &[],
    headings: &[
        "第二十条第(一)项",
        "第二十条第(五)项",
        "第二十条第(六)项",
        "第二十条第(八)项",
        "第二十条第(九)项",
        "第二十条第()项",
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "本年处理决定数量",
        "本年收费金额(单位:万元)",
        "本年收费金额",
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "上一年项目数量",
        "本年增/减",
        "本年增/",
        "处理决定数量",
        "采购项目数量",
        "采购总金额",
    ],
    row_rules: &[],
    column_rules: &[],
};

const ARTICLE_20_1: (&str, &str) = ("第二十条第(一)项", "Article 20 (1)");
const ARTICLE_20_5: (&str, &str) = ("第二十条第(五)项", "Article 20 (5)");
const ARTICLE_20_6: (&str, &str) = ("第二十条第(六)项", "Article 20 (6)");
const ARTICLE_20_8: (&str, &str) = ("第二十条第(八)项", "Article 20 (8)");
const ARTICLE_20_9: (&str, &str) = ("第二十条第(九)项", "Article 20 (9)");

const fn disclosure(
    id: &'static str,
    label: &'static str,
    variants: &'static [&'static str],
    english: &'static str,
    article: (&'static str, &'static str),
    columns: &'static [Column],
) -> Row {
    Row { id, label, variants, english, group: Some(article), role: Role::Plain, columns }
}

const fn column(id: &'static str, label: &'static str, english: &'static str, kind: Kind, part: Part) -> Column {
    Column { id, label, english, kind, part }
}

const ISSUED: &[Column] = &[
    column("issued", "本年制发件数", "issued this year", Kind::Count, Part::None),
    column("repealed", "本年废止件数", "repealed this year", Kind::Count, Part::None),
    column("in_force", "现行有效件数", "in force", Kind::Count, Part::None),
];
const MADE: &[Column] = &[
    column("made", "本年新制作数量", "newly made", Kind::Count, Part::None),
    column("newly_disclosed", "本年新公开数量", "newly disclosed", Kind::Count, Part::None),
    column("total_disclosed", "对外公开总数量", "disclosed in all", Kind::Count, Part::None),
];
const DECISIONS: &[Column] = &[column("decisions", "本年处理决定数量", "decisions", Kind::Count, Part::None)];
const PREVIOUS: Column = column("previous_items", "上一年项目数量", "items last year", Kind::Count, Part::None);
const CHANGE: Column = column("change", "本年增/减", "change", Kind::Change, Part::None);
const ITEMS: &[Column] = &[PREVIOUS, CHANGE, column("decisions", "处理决定数量", "decisions", Kind::Count, Part::None)];
const FEE_ITEMS: &[Column] = &[PREVIOUS, CHANGE];
/// In 万元.
const FEE_AMOUNT: &[Column] =
    &[column("amount", "本年收费金额(单位:万元)", "fees collected (10,000 yuan)", Kind::Amount, Part::None)];
/// In 元, 万元 or 亿元: the form leaves the unit to the clerk.
const PROCUREMENT: &[Column] = &[
    column("items", "采购项目数量", "items procured", Kind::Count, Part::None),
    column("amount", "采购总金额", "amount procured", Kind::Amount, Part::None),
];

// ---------------------------------------------------------------------------------------------
// 三、收到和处理政府信息公开申请情况

const REQUESTS: Table = Table {
    id: "requests",
    name: ("表三", "Table 3"),
    shape: Shape::Rows,
    rows: &[],
    headings: &[
        "本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和",
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "小计",
        "三、本年度办理结果",
        "(三)不予公开",
        "(四)无法提供",
        "(五)不予处理",
        "(六)其他处理",
        "区分处理的,只计这一情形,不计其他情形",
        "行政机关不再处理其政府信息公开申请",
    ],
    row_rules: &[RowRule { id: "requests.row-total", law: RowLaw::Sum }],
    column_rules: &[
        ColumnRule { id: "requests.balance", left: &[Role::Intake], right: &[Role::OutcomeTotal, Role::CarriedOut] },
        ColumnRule {
            id: "requests.outcome-total",
            left: &[Role::Outcome, Role::ExclusiveOutcome],
            right: &[Role::OutcomeTotal],
        },
    ],
};

const APPLICANTS: &[Column] = &[
    column("natural_person", "自然人", "natural persons", Kind::Count, Part::Addend),
    column("business", "商业企业", "businesses", Kind::Count, Part::Addend),
    column("research", "科研机构", "research bodies", Kind::Count, Part::Addend),
    column("public_welfare", "社会公益组织", "public-welfare bodies", Kind::Count, Part::Addend),
    column("legal_service", "法律服务机构", "legal services", Kind::Count, Part::Addend),
    column("other_org", "其他", "other bodies", Kind::Count, Part::Addend),
    column("total", "总计", "total", Kind::Count, Part::Total),
];

/// A label's ordinal, as printed, and the rest: `(七)总计` → `(七)`, 总计. The ordinal may be empty.
pub(crate) fn split_ordinal(label: &str) -> (&str, &str) {
    let bare = label.strip_prefix('(').unwrap_or(label);
    let rest = bare.chars().next().and_then(|first| bare[first.len_utf8()..].strip_prefix([')', '.', '、']));
    let rest = rest.unwrap_or(label);
    (&label[..label.len() - rest.len()], rest)
}

/// Some portals add this column after the five organisations; it is read past.
pub(crate) const SUBTOTAL: &str = "小计";

const DENIED: (&str, &str) = ("(三)不予公开", "Denied");
const UNAVAILABLE: (&str, &str) = ("(四)无法提供", "Unavailable");
const REJECTED: (&str, &str) = ("(五)不予处理", "Not processed");
const OTHER: (&str, &str) = ("(六)其他处理", "Other handling");

const fn under(group: (&'static str, &'static str), row: Row) -> Row {
    Row { group: Some(group), ..row }
}

const fn request(
    id: &'static str,
    label: &'static str,
    variants: &'static [&'static str],
    english: &'static str,
    role: Role,
) -> Row {
    Row { id, label, variants, english, group: None, role, columns: APPLICANTS }
}

/// The rows that both editions share, with the edition's rows of (六)其他处理 in their place.
/// `N` follows from the array given; `M` is `N + 22`.
const fn requests_rows<const N: usize, const M: usize>(other: [Row; N]) -> [Row; M] {
    let mut rows = [REQUEST_ROWS[0]; M];
    let before = REQUEST_ROWS.len() - 2;
    let mut i = 0;
    while i < M {
        rows[i] = if i < before {
            REQUEST_ROWS[i]
        } else if i < before + N {
            other[i - before]
        } else {
            REQUEST_ROWS[i - N]
        };
        i += 1;
    }
    rows
}

const REQUEST_ROWS: &[Row] = &[
    request(
        "new_received",
        "一、本年新收政府信息公开申请数量",
        &["新收政府信息公开申请数量", "新收政府信息公开申请"],
        "1. New requests received",
        Role::Intake,
    ),
    request(
        "carried_in",
        "二、上年结转政府信息公开申请数量",
        &["上年度结转政府信息公开申请数量", "结转政府信息公开申请数量", "上年结转政府信息公开申请"],
        "2. Carried in from last year",
        Role::Intake,
    ),
    request("granted", "(一)予以公开", &[], "Granted", Role::Outcome),
    request(
        "partially_granted",
        "(二)部分公开(区分处理的,只计这一情形,不计其他情形)",
        &["部分公开"],
        "Partially granted",
        Role::ExclusiveOutcome,
    ),
    under(DENIED, request("denied_state_secret", "1.属于国家秘密", &[], "Denied: state secret", Role::Outcome)),
    under(
        DENIED,
        request(
            "denied_law_prohibited",
            "2.其他法律行政法规禁止公开",
            &["法律行政法规禁止公开", "其他法律法规禁止公开"],
            "Denied: prohibited by law",
            Role::Outcome,
        ),
    ),
    under(
        DENIED,
        request(
            "denied_security_stability",
            "3.危及“三安全一稳定”",
            &["三安全一稳定"],
            "Denied: security and stability",
            Role::Outcome,
        ),
    ),
    under(
        DENIED,
        request(
            "denied_third_party",
            "4.保护第三方合法权益",
            &["第三方合法权益"],
            "Denied: third-party rights",
            Role::Outcome,
        ),
    ),
    under(
        DENIED,
        request(
            "denied_internal_affairs",
            "5.属于三类内部事务信息",
            &["三类内部事务信息"],
            "Denied: internal affairs",
            Role::Outcome,
        ),
    ),
    under(
        DENIED,
        request(
            "denied_process",
            "6.属于四类过程性信息",
            &["四类过程性信息"],
            "Denied: process information",
            Role::Outcome,
        ),
    ),
    under(
        DENIED,
        request("denied_case_file", "7.属于行政执法案卷", &["行政执法案卷"], "Denied: enforcement file", Role::Outcome),
    ),
    under(
        DENIED,
        request(
            "denied_inquiry",
            "8.属于行政查询事项",
            &["行政查询事项"],
            "Denied: administrative inquiry",
            Role::Outcome,
        ),
    ),
    under(
        UNAVAILABLE,
        request(
            "unavailable_not_held",
            "1.本机关不掌握相关政府信息",
            &["机关不掌握相关政府信息", "不掌握相关政府信息"],
            "Unavailable: not held",
            Role::Outcome,
        ),
    ),
    under(
        UNAVAILABLE,
        request(
            "unavailable_needs_creation",
            "2.没有现成信息需要另行制作",
            &["没有现成信息"],
            "Unavailable: would have to be created",
            Role::Outcome,
        ),
    ),
    under(
        UNAVAILABLE,
        request(
            "unavailable_unclear",
            "3.补正后申请内容仍不明确",
            &["申请内容仍不明确"],
            "Unavailable: still unclear",
            Role::Outcome,
        ),
    ),
    under(
        REJECTED,
        request(
            "rejected_petition",
            "1.信访举报投诉类申请",
            &["信访举报投诉类"],
            "Not processed: petition",
            Role::Outcome,
        ),
    ),
    under(REJECTED, request("rejected_repeat", "2.重复申请", &[], "Not processed: repeated", Role::Outcome)),
    under(
        REJECTED,
        request(
            "rejected_publication",
            "3.要求提供公开出版物",
            &["提供公开出版物"],
            "Not processed: publication",
            Role::Outcome,
        ),
    ),
    under(
        REJECTED,
        request(
            "rejected_excessive",
            "4.无正当理由大量反复申请",
            &["理由大量反复申请", "大量反复申请"],
            "Not processed: excessive",
            Role::Outcome,
        ),
    ),
    under(
        REJECTED,
        request(
            "rejected_confirmation",
            "5.要求行政机关确认或重新出具已获取信息",
            &["行政机关确认或重新出具已获取信息", "重新出具已获取信息"],
            "Not processed: confirmation",
            Role::Outcome,
        ),
    ),
    request("outcome_total", "(七)总计", &[], "Outcome total", Role::OutcomeTotal),
    request(
        "carried_out",
        "四、结转下年度继续办理",
        &["结转下一年度继续办理", "结转下年继续办理", "结转下年度办理"],
        "4. Carried over to next year",
        Role::CarriedOut,
    ),
];

// ---------------------------------------------------------------------------------------------
// 四、政府信息公开行政复议、行政诉讼情况

/// Table 四, the same in both editions.
pub const DISPUTES: Table = Table {
    id: "disputes",
    name: ("表四", "Table 4"),
    shape: Shape::OneLine,
    rows: &[
        group("reconsideration", "行政复议", "Reconsideration"),
        group("direct_suit", "未经复议直接起诉", "Suit without reconsideration"),
        group("suit_after_reconsideration", "复议后起诉", "Suit after reconsideration"),
    ],
    headings: &[
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
        "结果维持",
        "结果纠正",
        "其他结果",
        "尚未审结",
    ],
    row_rules: &[RowRule { id: "disputes.group-total", law: RowLaw::Sum }],
    column_rules: &[],
};

const fn group(id: &'static str, label: &'static str, english: &'static str) -> Row {
    Row { id, label, variants: &[], english, group: None, role: Role::Plain, columns: RESULTS }
}

const RESULTS: &[Column] = &[
    column("upheld", "结果维持", "upheld", Kind::Count, Part::Addend),
    column("corrected", "结果纠正", "corrected", Kind::Count, Part::Addend),
    column("other", "其他结果", "other result", Kind::Count, Part::Addend),
    column("pending", "尚未审结", "pending", Kind::Count, Part::Addend),
    column("total", "总计", "total", Kind::Count, Part::Total),
];
