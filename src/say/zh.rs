//! Chinese, as offices of the mainland write it.

use super::{Language, MOST_NAMES, Reports, Summary, found, gaps, mends, pages_by_state, rows_of, sums};
use crate::findings::{Cause, Counted, Finding, Fix, RollUp, Said, Severity, Sum, Why};
use crate::forms::{Column, Name, Row, Table, split_ordinal};
use crate::intake::{PageState, Refusal};

pub(super) struct Zh;

impl Zh {
    /// The first of some rows, and whether there are more.
    fn first_of(&self, rows: &[&Row]) -> String {
        let names: Vec<String> = rows.iter().take(4).map(|row| self.of_row(row)).collect();
        format!("{}{}", names.join("、"), if rows.len() > 4 { "等" } else { "" })
    }
}

impl Language for Zh {
    fn pick(&self, name: Name) -> &'static str {
        name.0
    }

    /// The label with its ordinal, without what explains it.
    fn row(&self, row: &Row) -> String {
        let (ordinal, core) = split_ordinal(row.label.0);
        let core = core.split(['（', '(', '、']).next().unwrap_or(core);
        format!("{ordinal}{}", core.trim_end_matches("政府信息公开申请数量"))
    }

    fn of_row(&self, row: &Row) -> String {
        // Quoted within what is quoted: 危及‘三安全一稳定’.
        format!("“{}”", self.row(row).replace('“', "‘").replace('”', "’"))
    }

    fn of_column(&self, column: &Column) -> String {
        format!("{}列", column.label.0)
    }

    fn sum_of(&self, anchor: &str, sum: &str) -> String {
        format!("{anchor}{sum}")
    }

    fn cell(&self, row: &Row, column: &Column) -> String {
        format!("“{}”{}", self.row(row), column.label.0)
    }

    fn mend(&self, cell: &str, from: Option<i64>, to: i64) -> String {
        match from {
            Some(from) => format!("{cell}应为 {to}，现为 {from}"),
            None => format!("{cell}空白，应为 {to}"),
        }
    }

    fn counted(&self, what: &[Counted]) -> String {
        let name = |counted: &Counted| match counted.within {
            Some((_, within)) => format!("{}{}", within.0, counted.name.0),
            None => counted.name.0.to_owned(),
        };
        what.iter().map(name).collect::<Vec<_>>().join("、")
    }

    fn gap(&self, cell: &str, sum: i64, stands: i64) -> String {
        format!("{cell}各单位合计 {sum}，本表为 {stands}")
    }

    fn why(&self, why: Why) -> &'static str {
        match why {
            Why::NoTable => "没有找到这张表",
            Why::Unfilled => "表格尚未填写",
            Why::NoRow => "有一行没有找到",
            Why::Unreadable => "有一格不是数字",
            Why::Unplaced => "空白在复制时丢失，数字所在的列不能确定",
            Why::Blank => "有空白，填上才能定",
        }
    }

    fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => "错误",
            Severity::Warning => "提示",
            Severity::Info => "说明",
        }
    }

    fn should_be(&self, to: i64) -> String {
        format!("应为 {to}")
    }

    fn summary(&self, Summary { errors, warnings, infos, equations, undecided }: Summary) -> String {
        let notes = format!("{warnings} 处提示，{infos} 处说明");
        let checked = match undecided {
            0 => format!("核对了 {equations} 个等式"),
            _ => format!("核对了 {equations} 个等式，另有 {undecided} 个无法核对"),
        };
        match (errors, equations) {
            (1.., _) => format!("{errors} 处错误，{notes}；{checked}"),
            (_, 1..) => format!("未发现勾稽错误，{checked}；{notes}"),
            _ => format!("没有可核对的等式；{notes}"),
        }
    }

    fn reports(&self, Reports { all, wrong, warned, not_checked }: Reports) -> String {
        format!("共 {all} 份：{wrong} 份有错误，{warned} 份仅有提示，{not_checked} 份未能核对")
    }

    fn finding(&self, finding: &Finding) -> String {
        let sums = |table| sums(self, finding, table).join("；");
        match &finding.cause {
            Cause::Slip { table, certain } => self.slip(finding, table, *certain),
            Cause::LeftOut { table } => {
                let likeliest = finding.fixes.first().map_or(&[][..], |fix| fix);
                format!("可能漏填：{}", self.changes(likeliest, table))
            }
            Cause::CountedTwice { table, partial, total } => format!(
                "各项办理结果之和比{}恰好多出{}一行：{}。部分公开的申请只计这一情形，不计其他情形，请查是否重复计入",
                self.of_row(total),
                self.of_row(partial),
                sums(table)
            ),
            Cause::NoPlacement { table } => match sums(table).as_str() {
                "" => format!("{}有空白单元格在复制时丢失，现有数字怎样排列都不能使各等式同时成立", table.name.0),
                sums => format!("{}有空白单元格在复制时丢失，但无论怎样排列，{sums}", table.name.0),
            },
            Cause::NoCut { table, row, nearest } => {
                let sums = match (sums(table).as_str(), nearest) {
                    ("", _) => String::new(),
                    (sums, true) => format!("；最接近的是 {sums}"),
                    (sums, false) => format!("：{sums}"),
                };
                match row {
                    Some(row) => format!("{}一行的数字连在一起，怎样分列都不平{sums}", self.of_row(row)),
                    None => format!("{}的数字连在一起，怎样分列都不能使各等式同时成立{sums}", table.name.0),
                }
            }
            Cause::TooSmall { row, .. } => {
                let sum = finding.equations.first().map_or("", |equation| &equation.arithmetic);
                let what = super::rule_name(finding.rule, super::Lang::Zh);
                format!("{}{what}偏小：{sum}", self.of_row(row))
            }

            Cause::DoesNotFollow { row, column } => {
                let sum = finding.equations.first().map_or("", |equation| &equation.arithmetic);
                let cell = self.cell(row, column);
                format!("{cell}与上一年度报告不衔接：按上年推算 {sum}（两份报告口径不同时可能如此）")
            }
            Cause::NotAReportToCompare => "给出的上一年度报告不是年报，没有与它比较".to_owned(),
            Cause::NoTablesToCompare => "给出的上一年度报告里没有可以比较的表格，没有与它比较".to_owned(),
            Cause::NotTheYearBefore { this, last } => {
                let swapped = if *last == this + 1 { "；两份可能给反了" } else { "" };
                format!("本报告是 {this} 年度的，给出的上一年度报告是 {last} 年度的，不是上一年度，没有比较{swapped}")
            }
            Cause::OtherScope { this, last } => {
                format!("本报告是“{this}”的，上一年度报告是“{last}”的，统计口径可能不同，两年的差异仅供参考")
            }
            Cause::PriorFigure { what, said, holds, prose } => {
                let tables = holds.iter().map(|sum| self.table_has(sum));
                let holds: Vec<String> = tables.chain(prose.iter().map(|prose| format!("正文为 {prose}"))).collect();
                format!("正文称上一年“{}”为 {said}，上一年度报告{}", self.counted(what), holds.join("，"))
            }
            Cause::BothYears { what, said, this, last } => {
                let what = self.counted(what);
                format!("正文称两年合计“{what}”为 {said}，上一年度 {last} 与本年 {this} 之和为 {}", this + last)
            }
            Cause::PriorNamed { what, said, last } => {
                format!("正文称上一年“{what}”为 {said}，上一年度报告正文为 {last}")
            }
            Cause::BothYearsNamed { what, said, this, last, sum } => {
                format!("正文称两年合计“{what}”为 {said}，上一年度 {last} 与本年 {this} 之和为 {sum}")
            }
            Cause::CopiedProse { section, share, passages } => format!(
                "“{}”有 {share}% 的文字与上一年度报告相同（数字不计），共 {} 段；格式要求避免年年雷同",
                section.title.0,
                passages.len()
            ),
            Cause::RollUp { table, row, why } => {
                let whose = match why {
                    RollUp::NotCounted(name) => format!("；差额恰好等于“{name}”的数，可能未计入"),
                    RollUp::Twice(name) => format!("；差额恰好等于“{name}”的数，可能重复计入"),
                    RollUp::OfItsCell(name) => format!("；“{name}”的这一格按其本表的等式有误，相差数相同"),
                    RollUp::OfTheWhole => "；本表的这一格按本表的等式有误，相差数相同".to_owned(),
                    RollUp::OnlyOne(name) => format!("；下属单位中只有“{name}”填了这一格"),
                    RollUp::Unexplained => String::new(),
                };
                let of = match row {
                    Some(row) => self.of_row(row),
                    None => format!("有 {} 格", finding.equations.len()),
                };
                let gaps = gaps(self, finding, table, row.is_some()).join("；");
                format!("{}{of}与各单位合计不符：{gaps}{whose}", table.name.0)
            }
            Cause::NotAddedUp(names) => {
                let shown = names.iter().take(MOST_NAMES).map(String::as_str).collect::<Vec<_>>().join("、");
                let rest = if names.len() > MOST_NAMES { format!("等 {} 份", names.len()) } else { String::new() };
                format!("合计里缺这些单位的年报（没有给出、不是本年度，或者表格没有完整读出）：{shown}{rest}")
            }
            Cause::Undated { this, last } => {
                let whose = match (this, last) {
                    (true, true) => "两份报告",
                    (true, false) => "本报告",
                    _ => "上一年度报告",
                };
                format!("没有读出{whose}的年度，按相邻两年比较")
            }

            Cause::ContradictsTable { what, said, quoted, holds } => {
                let what = self.counted(what);
                let holds: Vec<String> = holds.iter().map(|sum| self.table_has(sum)).collect();
                let holds = holds.join("，");
                match quoted {
                    None => format!("正文“{what}”为 {said}，{holds}"),
                    Some(words) => format!("正文称“{words}”，即“{what}”为 {said}，{holds}"),
                }
            }
            Cause::SelfContradiction { what, first, second } => {
                format!("正文“{}”前后不一：{}、{}", self.counted(what), quote(first), quote(second))
            }
            Cause::SaidTwice { what, first, second } => format!("正文“{what}”前后不一：{first}、{second}"),
            Cause::AllBut { quoted, what, number, .. } => {
                format!("正文前后不一：既称“{quoted}”，又有“{}”{number}", self.counted(what))
            }
            Cause::PartsTotal { whole, parts, sum } => {
                format!("正文分项与总数不符：{}={sum} ≠ {whole}", parts.join("+"))
            }
            Cause::Share { of, part, said, whole, should } => {
                let of = of.map_or(String::new(), |of| format!("{} ", of.name.0));
                format!("正文占比与数字不符：{of}{part}占 {whole}的 {should}%，不是 {said}%")
            }
            Cause::Each { average, of, by, said, should } => {
                let (what, sign) = if *average { ("平均数", "÷") } else { ("总数", "×") };
                format!("正文{what}与数字不符：{of}{sign}{by}，应为 {should}，不是 {said}")
            }
            Cause::Change { to, said, up, from, last_report, should } => {
                // 应为 1.6倍，不是 1.8倍.
                let how = match up {
                    _ if said.ends_with('倍') => "",
                    true => "增加",
                    false => "减少",
                };
                let whose = if *last_report { "（上一年度报告）" } else { "" };
                match (from, should) {
                    (Some(from), Some(should)) => {
                        format!("正文增减与数字不符：从 {from}{whose}到 {to}，应为 {should}，不是{how} {said}")
                    }
                    _ => format!("正文增减与数字不符：上年无论是多少，{to}都不会是{how} {said}"),
                }
            }

            Cause::NotAReport { empty: true, .. } => "没有内容：请粘贴年报全文".to_owned(),
            Cause::NotAReport { piece: true, .. } => "没有找到年报的标题和表格，只核对了这段文字".to_owned(),
            Cause::NotAReport { .. } => "这段文字不像政府信息公开工作年度报告：没有找到年报的标题和表格".to_owned(),
            Cause::Unfilled => "表格尚未填写：各格都是空白，没有可核对的数字".to_owned(),
            Cause::PagesUnread(pages) => format!(
                "{}，没有读出，其中的内容未核对，缺少的内容可能就在这些页上：请用生成它的 Word、WPS 原文件再核对一次",
                pages_by_state(pages, self, "、").join("，")
            ),
            Cause::PagesRecognised(pages) => format!(
                "{}，上面的文字是机器识别的，数字可能认错，请对照原件",
                pages_by_state(pages, self, "、").join("，")
            ),
            Cause::Refused(refusal) => self.refusal(*refusal).to_owned(),
            Cause::TooLarge { limit_mb } => format!("文字超过 {limit_mb} MB，远大于一份年报，没有核对"),
            Cause::NotStandard => "这份年报没有采用 2019 年起的标准表格，没有可核对的勾稽关系".to_owned(),
            Cause::SectionMissing(section) => format!("没有找到“{}”", section.title.0),
            Cause::SectionOrder(section) => format!("“{}”的位置与格式规定的顺序不一致", section.title.0),
            Cause::SectionEmpty(section) => format!("“{}”没有内容", section.title.0),
            Cause::SectionLength { section, count, longest } => {
                format!("“{}”约 {count} 字，超过格式规定的 {longest} 字", section.title.0)
            }
            Cause::FeeStatement => {
                "第六部分没有说明收取信息处理费的情况（2021 版格式要求如实报告，没有收取也要说明）".to_owned()
            }
            Cause::TableMissing { table, section } => match section {
                Some(section) => format!("没有找到{}（{}）", table.name.0, split_ordinal(section.title.0).1),
                None => format!("没有找到{}", table.name.0),
            },
            Cause::TableRepeated { table, others, doubtful } => {
                let name = table.name.0;
                match doubtful {
                    true => format!(
                        "文中有 {} 张{name}，看不出哪一张是本年度的，只核对了这一张：请删去其他年度的表，或在各表前写明年度",
                        others + 1
                    ),
                    false => format!("文中另有 {others} 张其他年度的{name}，没有核对"),
                }
            }
            Cause::RowsMissing { table, rows } => {
                let names = self.first_of(rows);
                match rows.len() {
                    n @ 5.. => format!("{}没有找到 {n} 行：{names}，有关等式未核对", table.name.0),
                    _ => format!("{}没有找到{names}一行，有关等式未核对", table.name.0),
                }
            }
            Cause::Blanks { table, blanks, unplaced_rows } => {
                let unplaced = match unplaced_rows {
                    0 => String::new(),
                    rows => format!("；其中 {rows} 行的空白在复制时丢失，数字所在列不能完全确定"),
                };
                format!("{}有 {blanks} 个空白单元格，按 0 核对{unplaced}", table.name.0)
            }
            Cause::Unreadable { row, column, text } => {
                format!("{}应填数字，现为“{text}”，有关等式未核对", self.cell(row, column))
            }
            Cause::UnreadableCells { table, cells } => {
                format!("{}有 {cells} 格应填数字而读不出数字，有关等式未核对", table.name.0)
            }
            Cause::Unclear { table, rows } => {
                let (many, names) = (rows.len(), self.first_of(rows));
                format!("{}有 {many} 行看不出哪个数字属于哪一栏，未核对：{names}", table.name.0)
            }
            Cause::Overfull { row } => format!("{}一行的数字多于列数，未核对", self.of_row(row)),
            Cause::OverfullRows { table, rows } => format!("{}有 {rows} 行的数字多于列数，未核对", table.name.0),
            Cause::Fused { table, rows } => {
                format!("{}有 {rows} 行数字连在一起，有不止一种分法，未能全部核对", table.name.0)
            }
            Cause::TemplateYear { year, form, expected } => {
                format!("{year} 年度应使用 {expected} 版格式，报告用的是 {form} 版")
            }
            Cause::TemplateMixed { disclosure, requests } => {
                format!("表二用的是 {disclosure} 版格式，表三“（六）其他处理”用的是 {requests} 版格式")
            }
            Cause::YearSlip { title, period: (from, to) } if from == to => {
                format!("标题是 {title} 年，统计期限是 {to} 年")
            }
            Cause::YearSlip { title, period: (from, to) } => {
                format!("标题是 {title} 年，统计期限从 {from} 年到 {to} 年")
            }
            Cause::ProseYear { said, year } => {
                format!("正文写的是 {said} 年的情况，报告是 {year} 年的，可能是沿用了别年的文字")
            }
        }
    }

    fn pages(&self, numbers: &str, state: PageState) -> String {
        let what = match state {
            PageState::Read => "已读出",
            PageState::Recognised | PageState::Scan => "是扫描图片",
            PageState::Outlines => "的文字已转成图形",
            PageState::HiddenFonts => "的字体没有说明各字是什么",
            PageState::Damaged => "已损坏",
            PageState::TooMany => "超出读取的页数",
        };
        format!("第 {numbers} 页{what}")
    }

    fn page(&self, number: usize) -> String {
        format!("第 {number} 页")
    }

    fn unsure(&self) -> &'static str {
        "；也可能口径不同或另有所指，请核对"
    }

    fn refusal(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::TooLarge => "文件太大，远大于一份年报，没有读取：请打开年报，全选复制后粘贴",
            Refusal::Scan => {
                "这是扫描件，每页都是图片，没有可读的文字：请用生成它的 Word、WPS 原文件，或从网页复制文字后粘贴"
            }
            Refusal::NoText => "文件里没有文字",
            Refusal::Outlines => "这份文件的文字已转成图形，读不出字来：请用生成它的 Word、WPS 原文件",
            Refusal::HiddenFonts => "这份文件的字体没有说明各字是什么，读不出字来：请用生成它的 Word、WPS 原文件",
            Refusal::Picture => "这是图片，读不出文字：请找年报的网页版或文字版，全选复制后粘贴",
            Refusal::OldWord => {
                "这是较早的 Word 文件（Word 95 及以前），不能直接读取：请用 WPS 或 Word 打开，另存为 .docx"
            }
            Refusal::OldOffice => "这个文件里没有文档或工作表：如果是演示文稿，请复制其中的文字后粘贴",
            Refusal::OtherDocument => {
                "这种文件不能直接读取：请用 WPS、Word 或浏览器打开，全选复制后粘贴，或另存为 .docx"
            }
            Refusal::Encrypted => "文件有密码：请打开后全选复制粘贴，或去掉密码另存",
            Refusal::Archive => "这是压缩包：请先解压，再选其中的年报",
            Refusal::Damaged => "文件不完整或已损坏：请重新下载，或打开后全选复制粘贴",
            Refusal::Unopened => "文件没能打开",
            Refusal::Failed => "核对时出了意外，这份文字没有核对：请再试一次，仍然如此请反映给程序的提供者",
            Refusal::Unknown => "看不出这是什么文件：请打开年报，全选复制后粘贴",
        }
    }
}

fn quote(said: &Said) -> String {
    if said.in_words { format!("“{}”", said.text) } else { said.text.clone() }
}

impl Zh {
    fn changes(&self, fix: &[Fix], table: &'static Table) -> String {
        mends(self, fix, table).join("，且")
    }

    /// One cause: its likeliest repairs and the arithmetic behind them.
    fn slip(&self, finding: &Finding, table: &'static Table, certain: bool) -> String {
        let (name, sums) = (table.name.0, sums(self, finding, table).join("；"));
        match finding.fixes.as_slice() {
            [] => format!("{name}有不止一处不合，凭数字判断不出是哪一格：{sums}"),
            [only] if only.len() > 6 => {
                format!("{name}{}；共 {} 格同样情形（{sums}）", self.changes(&only[..1], table), only.len())
            }
            [only] => {
                let perhaps = match (certain, only.iter().all(|change| change.from.is_none())) {
                    (true, _) => "",
                    (false, true) => "可能漏填：",
                    (false, false) => "可能有误：",
                };
                format!("{perhaps}{name}{}（{sums}）", self.changes(only, table))
            }
            [one, other] => {
                let [one, other] = [one, other].map(|fix| self.changes(fix, table));
                format!("{name}{sums}：{one}，或{other}，凭数字判断不出是哪一处")
            }
            ways if ways.iter().all(|fix| fix.len() == 1) => {
                format!("{name}{sums}：这 {} 格中有一格不对，凭数字判断不出是哪一格", ways.len())
            }
            [first, rest @ ..] => {
                let others = rest.len();
                format!("{name}{sums}：{}，或另有 {others} 种改法，凭数字判断不出是哪一种", self.changes(first, table))
            }
        }
    }

    /// 表三“一、本年新收”总计为 33.
    fn table_has(&self, sum: &Sum) -> String {
        let Sum { table, cells, value } = sum;
        let (name, count) = (table.name.0, cells.len());
        let rows: Vec<String> = rows_of(table, cells).into_iter().map(|row| self.of_row(row)).collect();
        match (cells.as_slice(), rows.as_slice()) {
            ([one], _) => {
                let cell = found(table, one).map_or(String::new(), |(row, column)| self.cell(row, column));
                format!("{name}{cell}为 {value}")
            }
            (_, [one]) => format!("{name}{one} {count} 格合计为 {value}"),
            (_, [one, other]) => format!("{name}{one}与{other}合计为 {value}"),
            _ => format!("{name} {count} 格合计为 {value}"),
        }
    }
}
