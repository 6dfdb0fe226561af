//! Stocks and what changes them: 年初94件,新制发15件,废止7件,年末102件.

use super::claims::Said;
use super::parts::alike;
use super::quantity::Unit;
use super::slips::Likeness;
use super::tokens::Kind;
use super::{View, finding};
use crate::findings::{Cause, Finding};
use crate::number::Number;
use crate::text::is_in;

/// What a number is of a stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    Added,
    Removed,
    After,
}

/// Words that say so, the first that is found.
static WORDS: &[(Place, &[&str])] = &[
    (Place::Before, &["年初", "期初", "上年末", "上年底", "原有"]),
    (
        Place::Removed,
        &[
            "废止", "失效", "关停", "注销", "整合", "撤销", "清理", "退出", "取消", "淘汰", "报废", "减少", "下线",
            "移出", "剔除", "拆除", "撤并", "关闭", "停用", "审结", "办结", "结案",
        ],
    ),
    (
        Place::Added,
        &[
            "新制",
            "制发",
            "新增",
            "新开",
            "新设",
            "新发",
            "新出台",
            "增加",
            "制定",
            "出台",
            "上线",
            "受理",
            "增补",
            "新补",
        ],
    ),
    (Place::After, &["年末", "年底", "期末", "目前", "现有", "现行有效"]),
];

pub(crate) fn check(view: &View<'_>) -> Vec<Finding> {
    (0..view.sentences.len()).filter_map(|sentence| of_sentence(view, sentence)).collect()
}

fn of_sentence(view: &View<'_>, sentence: usize) -> Option<Finding> {
    let tokens = &view.sentences[sentence].tokens;
    let numbers = view.numbers_of(sentence);
    if numbers.len() < 3 {
        return None;
    }
    // A stock begins with what there was: 年初, 上年末, 原有. Most sentences have none of these.
    let range = tokens.first()?.range.start..tokens.last()?.range.end;
    if !view.prose.chars[range].iter().any(|c| matches!(c, '初' | '末' | '底' | '原')) {
        return None;
    }
    let numbers = view.numbers()[numbers].iter();
    let numbers = numbers.filter(|said| tokens[said.token].depth == 0 && !said.quantity.approximate);
    // (增加5件 is a change by its word, and here what came.)
    let counts = |said: &&Said<'_>| said.is_number() || matches!(said.quantity.unit, Unit::Case(_) | Unit::Piece(_));
    let mut placed = numbers.filter(counts).map(|said| (said, place(view, said)));
    let (start, _) = placed.find(|(_, place)| *place == Some(Place::Before))?;
    let mut stock = start.quantity.value.as_whole()?;
    let mut spans = vec![start];
    let (mut sum, mut removed) = (vec![stock.to_string()], String::new());
    for (said, place) in placed {
        let value = said.quantity.value.as_whole().filter(|_| alike(said.quantity.unit, start.quantity.unit))?;
        spans.push(said);
        match place? {
            Place::Before => return None,
            Place::Added => {
                stock = stock.checked_add(value)?;
                sum.push(value.to_string());
            }
            Place::Removed => {
                stock = stock.checked_sub(value)?;
                removed.push_str(&format!("-{value}"));
            }
            Place::After => {
                if spans.len() < 3 || value == stock {
                    return None;
                }
                sum.last_mut()?.push_str(&removed);
                let cause = Cause::PartsTotal { whole: said.quantity.text(), parts: sum, sum: stock.to_string() };
                let spans = spans.iter().rev().map(|said| view.span(said.quantity.range.clone())).collect();
                let likeness = Likeness::of(Number::whole(value), Number::whole(stock));
                return Some(finding("prose.parts-total", likeness.severity(Likeness::Near), cause, spans));
            }
        }
    }
    None
}

fn place(view: &View<'_>, said: &Said<'_>) -> Option<Place> {
    let label = view.words_before(said);
    let text: String = label.text().iter().collect();
    let last_year = view.input.year.map(|year| year - 1);
    let of_last = label.tokens.iter().any(|token| matches!(token.kind, Kind::Year(year) if Some(year) == last_year));
    if of_last && ["年末", "年底"].iter().any(|word| text.contains(word)) {
        return Some(Place::Before);
    }
    let said = WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(place, _)| *place);
    // 新登记58家, 2025年新认定94家: whatever is new.
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || is_in(c, ",、年内全"));
    said.or_else(|| text.starts_with('新').then_some(Place::Added))
}
