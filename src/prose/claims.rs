//! What each number in the prose counts.

use super::measures::{self as m, Measure, Topic};
use super::quantity::{Sentence, Unit};
use super::sentences::Prose;
use crate::number::Number;
use crate::report::Scope;
use std::ops::Range;

/// A number that was understood.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// What is counted; several where they are counted together.
    pub(crate) measures: Vec<&'static Measure>,
    pub(crate) value: Number,
    pub(crate) approximate: bool,
    /// As printed; empty for 未收到.
    pub(crate) unit: String,
    /// The year it is of, where the sentence names one.
    pub(crate) year: Option<u16>,
    pub(crate) scope: Scope,
    /// The number and its unit, in prose; for 未收到 those words.
    pub(crate) range: Range<usize>,
}

/// All claims of the prose, in order. `year` is the report's.
pub(crate) fn claims(prose: &Prose, sentences: &[Sentence], year: Option<u16>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for sentence in sentences {
        read_sentence(prose, sentence, year, &mut claims);
    }
    claims
}

/// What divides clauses. Brackets do too: what stands in them is said of what stands before.
const DIVIDERS: &[char] = &[',', ';', ':', '、', '(', ')', '"', '\'', '《', '》'];

fn read_sentence(prose: &Prose, sentence: &Sentence, report_year: Option<u16>, claims: &mut Vec<Claim>) {
    let chars = &prose.chars;
    let Sentence { range: sentence, quantities: all } = sentence;
    let whole: String = chars[sentence.clone()].iter().collect();
    let scope = scope(&whole);
    let mut year = None;
    let mut end_of_last = sentence.start;
    for (i, quantity) in all.iter().enumerate() {
        let after_year = chars.get(quantity.range.end).copied();
        if quantity.unit == Unit::Year {
            // 结转至2026年6件: where to, not when.
            let before = word_before(chars, sentence.start, quantity.range.start);
            if !["至", "到", "转入", "结转"].iter().any(|w| before.ends_with(w)) && after_year != Some('结') {
                year = quantity.value.as_whole().and_then(|y| u16::try_from(y).ok());
            }
            continue;
        }
        let context = Context {
            before: before(chars, sentence.start, end_of_last, quantity.range.start),
            after: after(chars, quantity.range.end, all.get(i + 1).map_or(sentence.end, |next| next.range.start)),
            so_far: chars[sentence.start..quantity.range.start].iter().collect(),
            report_year,
        };
        end_of_last = quantity.range.end;
        let measures = context.measures(quantity.unit);
        if !measures.is_empty() {
            claims.push(Claim {
                measures,
                value: quantity.value,
                approximate: quantity.approximate,
                unit: quantity.unit.text(),
                year,
                scope,
                range: quantity.range.clone(),
            });
        }
    }
    negated(chars, sentence, scope, claims);
}

/// The words a number stands among.
struct Context {
    /// From the clause's beginning, or the number before; brackets left out.
    before: String,
    /// To the clause's end, or the next number.
    after: String,
    /// From the sentence's beginning.
    so_far: String,
    report_year: Option<u16>,
}

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

impl Context {
    fn measures(&self, unit: Unit) -> Vec<&'static Measure> {
        // 较上年增加6件, 同比增长: a difference, not a count.
        if any(&self.before, &["增加", "减少", "增长", "下降", "上升", "同比", "环比", "提高", "降低", "多于", "少于"])
            || any(&self.before, &["较上年", "比上年", "较去年", "比去年", "平均", "每", "年均"])
        {
            return Vec::new();
        }
        if let Some(measure) = self.disclosure(unit) {
            return vec![measure];
        }
        let counted = matches!(unit, Unit::Case(_))
            || (matches!(unit, Unit::Piece('条' | '个' | '例')) && self.before.contains("申请"));
        if !counted {
            return Vec::new();
        }
        match self.topic() {
            Some(Topic::Requests) => self.requests(),
            Some(Topic::Reconsideration) => self.dispute(true).into_iter().collect(),
            Some(Topic::Suits) => self.dispute(false).into_iter().collect(),
            Some(Topic::Disputes) | None => Vec::new(),
        }
    }

    /// The latest of the words that tell what is spoken of.
    fn topic(&self) -> Option<Topic> {
        let text = self.so_far.as_str();
        let last = |words: &[&str]| words.iter().filter_map(|word| text.rfind(word)).max();
        let requests = {
            // 申请行政复议 is no request for information.
            let mut at = None;
            let mut from = 0;
            while let Some(found) = text[from..].find("申请") {
                let here = from + found;
                let rest = &text[here + "申请".len()..];
                if !["行政复议", "复议", "行政诉讼", "人", "表", "渠道", "指南"]
                    .iter()
                    .any(|word| rest.starts_with(word))
                {
                    at = Some(here);
                }
                from = here + "申请".len();
            }
            at.max(last(&["依申请公开"]))
        };
        let reconsideration = last(&["复议"]);
        let suits = last(&["诉讼", "应诉"]);
        // Requests that led to disputes: 因政府信息公开申请引发的行政复议.
        let [requests, reconsideration, suits] =
            [requests, reconsideration, suits].map(|at| at.map_or(-1, |at| at as i64));
        let latest = requests.max(reconsideration).max(suits);
        if latest < 0 {
            return None;
        }
        if latest == requests {
            return Some(Topic::Requests);
        }
        // 行政复议、行政诉讼5件: both together, unless each has its own number.
        let between = |a: i64, b: i64| text[a.min(b) as usize..a.max(b) as usize].chars().any(|c| c.is_ascii_digit());
        if reconsideration >= 0 && suits >= 0 && !between(reconsideration, suits) {
            let apart = reconsideration.abs_diff(suits);
            if apart < "行政复议决定案件和被提起行政诉讼".len() as u64 {
                return Some(Topic::Disputes);
            }
        }
        Some(if latest == reconsideration { Topic::Reconsideration } else { Topic::Suits })
    }

    fn requests(&self) -> Vec<&'static Measure> {
        let texts = [self.before.as_str(), self.after.as_str()];
        // What follows the number counts only where what stands before says nothing.
        for text in texts {
            let found = self.requests_of(text);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn requests_of(&self, text: &str) -> Vec<&'static Measure> {
        let year = |offset: i32| self.report_year.map(|year| format!("{}年", i32::from(year) + offset));
        let next_year = any(text, &["下年", "下一年", "次年", "明年"]) || year(1).is_some_and(|y| text.contains(&y));
        let last_year = any(text, &["上年", "上一年", "去年", "往年"]) || year(-1).is_some_and(|y| text.contains(&y));
        let carried = any(
            text,
            &[
                "结转",
                "转办",
                "转入",
                "转到",
                "转至",
                "转下",
                "顺延",
                "延续",
                "延至",
                "遗留",
                "结存",
                "留待",
                "移至",
                "继续办理",
            ],
        );
        if next_year && (carried || any(text, &["答复", "办理"])) {
            return vec![&m::CARRIED_OUT];
        }
        if last_year && carried {
            return vec![&m::CARRIED_IN];
        }
        if carried {
            return Vec::new();
        }
        let named = |list: &[(&[&str], &'static Measure)]| -> Vec<&'static Measure> {
            list.iter().filter(|(words, _)| any(text, words)).map(|(_, measure)| *measure).collect()
        };
        let outcomes = named(m::OUTCOMES);
        if !outcomes.is_empty() {
            return outcomes;
        }
        // 公民、法人和其他组织 are all who may ask, not one kind of them.
        let applicants = named(m::APPLICANTS);
        if applicants.len() == 1 && !text.contains("公民") {
            return applicants;
        }
        // 收到并办结5件 says two things of one number.
        let received = any(text, &["收到", "接收", "接到", "收办", "受理", "收悉", "新收", "登记"]);
        let handled = any(text, &["办结", "答复", "办理", "回复", "处理"]);
        match (received, handled) {
            (true, false) if text.contains("新收") => vec![&m::NEW],
            (true, _) if any(text, &["办结", "答复", "回复"]) => Vec::new(),
            (true, _) => vec![&m::RECEIVED],
            (false, true) if any(text, &["办结", "答复", "办理完毕", "共办理"]) => vec![&m::HANDLED],
            _ => Vec::new(),
        }
    }

    fn dispute(&self, reconsideration: bool) -> Option<&'static Measure> {
        for text in [self.before.as_str(), self.after.as_str()] {
            let mut found = m::RESULTS.iter().filter(|(words, ..)| any(text, words));
            if let Some((_, of_reconsideration, of_suits)) = found.next() {
                // 维持或纠正3件: of neither alone.
                return found.next().is_none().then_some(if reconsideration { of_reconsideration } else { of_suits });
            }
        }
        let names_it =
            if reconsideration { self.before.contains("复议") } else { any(&self.before, &["诉讼", "应诉"]) };
        // 已审结3件, 撤回1件: parts that the form does not count so.
        let part = any(
            &self.before,
            &["审结", "撤回", "撤诉", "驳回", "败诉", "胜诉", "不予受理", "未经", "后起诉", "调解", "出庭", "听证"],
        );
        (names_it && !part && self.before.chars().filter(|c| *c == '、').count() == 0).then_some(if reconsideration {
            &m::RECONSIDERED
        } else {
            &m::SUED
        })
    }

    fn disclosure(&self, unit: Unit) -> Option<&'static Measure> {
        let text = self.before.as_str();
        let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
        match unit {
            Unit::Piece('期') if ends(&["政府公报", "公报"]) && !any(text, &["解读", "转载"]) => {
                Some(&m::GAZETTE)
            }
            Unit::Money("万元") if ends(&["行政事业性收费", "行政事业性收费金额", "行政事业性收费共计"]) => {
                Some(&m::FEES)
            }
            Unit::Case('件' | '份') | Unit::Piece('部' | '个' | '篇') => {
                if ends(&["规范性文件"]) {
                    if any(
                        text,
                        &[
                            "清理", "解读", "备案", "审查", "审核", "梳理", "修订", "修改", "宣传", "评估", "报送",
                            "征求",
                        ],
                    ) {
                        None
                    } else if any(text, &["废止", "失效"]) {
                        Some(&m::DOCUMENTS_REPEALED)
                    } else if text.contains("现行有效") {
                        (!any(text, &["发布", "公布", "公开", "集中", "入库", "收录"]))
                            .then_some(&m::DOCUMENTS_IN_FORCE)
                    } else if any(text, &["制发", "制定", "出台", "印发", "新制"]) {
                        Some(&m::DOCUMENTS)
                    } else {
                        None
                    }
                } else if ends(&["规章", "政府规章"]) && any(text, &["制定", "出台", "制发", "颁布"]) {
                    Some(&m::REGULATIONS)
                } else if any(text, &["作出", "办理", "实施"]) && ends(&["行政许可", "行政许可决定"]) {
                    Some(&m::LICENSING)
                } else if any(text, &["作出", "办理", "实施"]) && ends(&["行政处罚", "行政处罚决定"]) {
                    Some(&m::PENALTIES)
                } else if any(text, &["作出", "办理", "实施"]) && ends(&["行政强制", "行政强制决定", "行政强制措施"])
                {
                    Some(&m::COERCION)
                } else {
                    None
                }
            }
            _ => None,
        }
    }
}

/// 未收到申请, 没有行政复议: none.
fn negated(chars: &[char], sentence: &Range<usize>, scope: Scope, claims: &mut Vec<Claim>) {
    let mut start = sentence.start;
    for end in sentence.clone().chain([sentence.end]) {
        if end < sentence.end && !matches!(chars[end], ',' | ';' | ':') {
            continue;
        }
        let clause: String = chars[start..end].iter().collect();
        let range = start..end;
        start = end + 1;
        if clause.chars().any(|c| c.is_ascii_digit()) && !clause.contains("年") {
            continue;
        }
        let Some(no) = ["未收到", "没有收到", "未接到", "未接收", "未受理", "未发生", "没有发生", "未产生", "未出现"]
            .iter()
            .filter_map(|word| clause.find(word).map(|at| at + word.len()))
            .min()
        else {
            continue;
        };
        let of = &clause[no..];
        let mut add = |measure: &'static Measure| {
            claims.push(Claim {
                measures: vec![measure],
                value: Number::whole(0),
                approximate: false,
                unit: String::new(),
                year: None,
                scope,
                range: range.clone(),
            });
        };
        if of.contains("复议") && !of.contains("复议后") {
            add(&m::RECONSIDERED);
        }
        if of.contains("诉讼") {
            add(&m::SUED);
        }
        let request = ["申请公开政府信息", "政府信息公开申请", "信息公开申请", "依申请公开申请", "公开申请"];
        if !of.contains("复议") && !of.contains("诉讼") && any(of, &request) {
            add(&m::RECEIVED);
        }
    }
}

/// Whose numbers a sentence gives.
fn scope(sentence: &str) -> Scope {
    if any(sentence, &["办公室", "政府办", "本级", "本机关", "局机关", "机关本部", "市政府收", "县政府收", "区政府收"])
    {
        return Scope::One;
    }
    if any(
        sentence,
        &[
            "全市",
            "全区",
            "全县",
            "全省",
            "全旗",
            "全镇",
            "全街道",
            "全系统",
            "各级",
            "各部门",
            "各单位",
            "各乡镇",
            "各镇",
            "各县",
            "各区",
        ],
    ) {
        return Scope::All;
    }
    Scope::Unsaid
}

/// The words of a clause up to a number: from its beginning or the number before it. What is in brackets
/// just before the number is passed over: 其他处理(含撤回申请)469件.
fn before(chars: &[char], sentence: usize, last: usize, number: usize) -> String {
    let mut end = number;
    if end > last && chars[end - 1] == ')' {
        let open = (last..end).rev().find(|&i| chars[i] == '(');
        if let Some(open) = open {
            end = open;
        }
    }
    let mut start = end;
    while start > last.max(sentence) {
        if DIVIDERS.contains(&chars[start - 1]) {
            break;
        }
        start -= 1;
    }
    // 行政复议、行政诉讼5件: a list without numbers of its own is one label.
    while start > last.max(sentence) && chars[start - 1] == '、' {
        start -= 1;
        while start > last.max(sentence) && !DIVIDERS.contains(&chars[start - 1]) {
            start -= 1;
        }
    }
    // 《政府公报》5期, "规范性文件"3件: quotation marks close a label, they do not divide it.
    if start == end
        && end > last
        && matches!(chars[end - 1], '》' | '"')
        && let Some(open) = (last..end - 1).rev().find(|&i| matches!(chars[i], '《' | '"'))
    {
        let quoted = &chars[last.max(open.saturating_sub(8))..end - 1];
        return quoted.iter().filter(|c| !matches!(c, '《' | '"')).collect();
    }
    chars[start..end].iter().collect()
}

fn after(chars: &[char], from: usize, to: usize) -> String {
    chars[from..to].iter().take_while(|c| !matches!(c, ',' | ';' | ':' | '、' | '(' | ')')).collect()
}

fn word_before(chars: &[char], from: usize, to: usize) -> String {
    chars[from.max(to.saturating_sub(4))..to].iter().collect()
}
