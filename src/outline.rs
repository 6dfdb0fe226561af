//! What a report says of itself: title, body, year, period, and where its six sections stand.

use crate::text::{Folded, Ink, Span, ink_of};
use regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// The outline of a report.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) title: Option<Found<String>>,
    pub(crate) agency: Option<String>,
    /// The year in the title, or where the report is first named.
    pub(crate) titled_year: Option<Found<u16>>,
    /// 统计期限: the year of 1月1日 and the year of 12月31日.
    pub(crate) period: Option<Found<(u16, u16)>>,
    pub(crate) sections: Vec<Section>,
    /// The words 政府信息公开 and 年度报告 stand somewhere.
    pub(crate) names_itself: bool,
}

/// Something read, and where.
#[derive(Debug, Clone)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    /// Folded characters.
    pub(crate) range: Range<usize>,
}

/// A section as its heading gives it.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) id: &'static str,
    /// The heading, folded characters.
    pub(crate) heading: Range<usize>,
    /// From the heading's end to the next heading.
    pub(crate) body: Range<usize>,
}

/// The sections the form prescribes, in order: id, title, and how their headings begin in practice.
pub(crate) const SECTIONS: [SectionSpec; 6] = [
    SectionSpec {
        id: "overview",
        title: "一、总体情况",
        english: "1. Overview",
        openings: &["总体情况", "总体概况", "概述", "概况", "基本情况", "工作总体情况", "政府信息公开工作总体情况"],
    },
    SectionSpec {
        id: "disclosure",
        title: "二、主动公开政府信息情况",
        english: "2. Proactive disclosure",
        openings: &["主动公开政府信息", "主动公开信息", "政府信息主动公开", "主动公开情况", "主动公开工作"],
    },
    SectionSpec {
        id: "requests",
        title: "三、收到和处理政府信息公开申请情况",
        english: "3. Requests received and handled",
        openings: &["收到和处理", "收到及处理", "政府信息公开申请", "依申请公开", "政府信息依申请公开"],
    },
    SectionSpec {
        id: "disputes",
        title: "四、政府信息公开行政复议、行政诉讼情况",
        english: "4. Reconsideration and litigation",
        openings: &[
            "政府信息公开行政复议",
            "因政府信息公开",
            "政府信息公开工作被申请行政复议",
            "被申请行政复议",
            "行政复议",
            "政府信息公开申请行政复议",
        ],
    },
    SectionSpec {
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
    },
    SectionSpec {
        id: "other",
        title: "六、其他需要报告的事项",
        english: "6. Other matters",
        openings: &["其他需要", "其他应当", "其他报告", "其他说明", "其他事项", "需要报告", "需要说明", "其它需要"],
    },
];

/// A section of the form.
#[derive(Debug)]
pub(crate) struct SectionSpec {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) english: &'static str,
    openings: &'static [&'static str],
}

const ORDINALS: [char; 6] = ['一', '二', '三', '四', '五', '六'];

/// Reads the outline. Nothing in it is needed to find the tables.
pub(crate) fn outline(text: &str, folded: &Folded, ink: &Ink) -> Outline {
    let mut outline = Outline { sections: sections(folded, ink), ..Outline::default() };
    read_title(text, folded, ink, &mut outline);
    outline.period = period(ink);
    outline
}

impl Outline {
    /// The report year: the title's, else the period's.
    pub(crate) fn year(&self) -> Option<u16> {
        self.titled_year.as_ref().map(|found| found.value).or(self.period.as_ref().map(|found| found.value.1))
    }

    pub(crate) fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}

/// Whether a word stands in a range of folded characters, however it is spaced or wrapped.
pub(crate) fn mentions(ink: &Ink, range: Range<usize>, word: &str) -> bool {
    let word = ink_of(word);
    ink.chars[ink.index_of(range.start)..ink.index_of(range.end)].windows(word.len()).any(|w| w == word)
}

fn read_title(text: &str, folded: &Folded, ink: &Ink, outline: &mut Outline) {
    // The name of the body, the year, and what it is; any of the first two may be missing.
    static TITLE: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = TITLE.get_or_init(|| {
        Regex::new(r#"([^ \t\n|.,;:!?<>"0-9]{2,40})?[ \t\n]*(20[0-9][0-9])?[ \n]*年?度?[ \n]*政府信息公开[ \n]*(工作)?[ \n]*(年度报告|年[ \n]*报)"#).ok()
    });
    let Some(pattern) = pattern else { return };
    let (anchor, reach) = (ink_of("政府信息公开"), 70);
    let mut at = 0;
    while let Some(offset) = ink.chars[at..].windows(anchor.len()).position(|w| w == anchor) {
        let start = at + offset;
        at = start + anchor.len();
        let tail: String = ink.chars[at..ink.chars.len().min(at + 6)].iter().collect();
        let tail = tail.strip_prefix("工作").unwrap_or(&tail);
        if !(tail.starts_with("年度报告") || tail.starts_with("年报")) {
            continue;
        }
        outline.names_itself = true;
        let window_start = (ink.at[start] as usize).saturating_sub(reach);
        let window_end = folded.chars.len().min(ink.at[at] as usize + 16);
        let window = folded.string(window_start..window_end);
        // The last match: earlier ones in the window belong to an earlier mention.
        let Some(found) = pattern.captures_iter(&window).last() else { continue };
        let range_of = |m: regex::Match<'_>| {
            let start = window_start + window[..m.start()].chars().count();
            start..start + m.as_str().chars().count()
        };
        let Some(whole) = found.get(0) else { continue };
        let agency = found.get(1).map(|m| trim_agency(m.as_str())).filter(|a| a.chars().count() >= 2);
        let whole = range_of(whole);
        let start = match found.get(1).or(found.get(2)) {
            Some(first) => {
                let range = range_of(first);
                let kept = agency.as_ref().map_or(0, |a| a.chars().count());
                if found.get(1).is_some() { range.end - kept } else { range.start }
            }
            None => whole.end - folded.string(whole.clone()).trim_start().chars().count(),
        };
        // Alone on its line, or as far apart as text on one line allows.
        let before = folded.chars[..start].iter().rev().find(|c| **c != ' ');
        let after = folded.chars.get(whole.end);
        let named = start >= 2 && folded.string(start.saturating_sub(4)..start).trim_end().ends_with(':');
        let apart =
            (before.is_none_or(|c| matches!(c, '\n' | '#' | '|' | '*')) || named || folded.chars[start - 1] == ' ')
                && after.is_none_or(|c| matches!(c, '\n' | ' ' | '|' | '*' | '(' | '\t'));
        let year = found.get(2).and_then(|m| Some(Found { value: m.as_str().parse().ok()?, range: range_of(m) }));
        if apart && outline.title.is_none() {
            let span = folded.span(start..whole.end);
            let title: String = text[span.start..span.end].split_whitespace().collect::<Vec<_>>().join("");
            outline.title = Some(Found { value: title, range: start..whole.end });
            outline.titled_year = year.or(outline.titled_year.take());
            outline.agency = agency.or(outline.agency.take());
            return;
        }
        if outline.titled_year.is_none() {
            outline.titled_year = year;
            outline.agency = agency.or(outline.agency.take());
        }
        if start > 6000 {
            return;
        }
    }
}

/// The body's name without the words that lead up to it.
fn trim_agency(name: &str) -> String {
    let mut name = name.trim();
    for lead in
        ["现公布", "现将", "现发布", "特编制", "特向社会公布", "编制", "公布", "发布", "关于", "由", "是", "标题"]
    {
        if let Some((_, rest)) = name.rsplit_once(lead) {
            name = rest;
        }
    }
    // An unmatched bracket is the end of something else.
    if name.matches('(').count() != name.matches(')').count() {
        name = name.rsplit(['(', ')']).next().unwrap_or(name);
    }
    name.trim_matches(['#', '*', '-', '》', '《', '的', ' ', '、']).to_owned()
}

/// 2024年1月1日至2024年12月31日, the second year perhaps left out.
fn period(ink: &Ink) -> Option<Found<(u16, u16)>> {
    static PERIOD: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PERIOD
        .get_or_init(|| {
            Regex::new(r"(20[0-9][0-9])年0?1月0?1日[^0-9]{0,8}(?:(20[0-9][0-9])年)?[^0-9]{0,4}12月31日").ok()
        })
        .as_ref()?;
    let end_word = ink_of("12月31日");
    let end = ink.chars.windows(end_word.len()).position(|w| w == end_word)? + end_word.len();
    let start = end.saturating_sub(40);
    let window: String = ink.chars[start..end].iter().collect();
    let found = pattern.captures(&window)?;
    let first: u16 = found.get(1)?.as_str().parse().ok()?;
    let last = found.get(2).and_then(|m| m.as_str().parse().ok()).unwrap_or(first);
    let from = start + window[..found.get(0)?.start()].chars().count();
    Some(Found { value: (first, last), range: ink.folded(from..end) })
}

/// The headings of the six sections, in the order they stand in.
fn sections(folded: &Folded, ink: &Ink) -> Vec<Section> {
    let mut candidates: Vec<(u8, Section)> = Vec::new();
    let openings: Vec<Vec<Vec<char>>> =
        SECTIONS.iter().map(|s| s.openings.iter().map(|o| ink_of(o)).collect()).collect();
    for (i, c) in ink.chars.iter().enumerate() {
        if !ORDINALS.contains(c) {
            continue;
        }
        let at = ink.at[i] as usize;
        let point = folded.chars[at + 1..].iter().find(|c| **c != ' ');
        if !matches!(point, Some('、' | '.' | ',')) {
            continue;
        }
        let title = &ink.chars[i + 1..ink.chars.len().min(i + 31)];
        for (spec, openings) in SECTIONS.iter().zip(&openings) {
            let Some(opening) = openings.iter().filter(|o| title.starts_with(o)).map(Vec::len).max() else { continue };
            let text: String = title[..title.len().min(24)].iter().collect();
            // 存在的 and 政府信息公开申请 open many a sentence: the heading says more.
            let whole = match spec.id {
                "problems" => text.contains("问题"),
                "requests" => !text.contains("复议"),
                "disputes" => text.contains("复议") || text.contains("诉讼"),
                _ => true,
            };
            if !whole {
                continue;
            }
            let own_ordinal = ORDINALS.iter().position(|o| o == c).map(|n| SECTIONS[n].id) == Some(spec.id);
            let line_start = folded.chars[..at]
                .iter()
                .rev()
                .find(|c| !matches!(c, ' ' | '#' | '*' | '|'))
                .is_none_or(|c| *c == '\n');
            let heading = heading_range(folded, ink, i, opening);
            let rank = u8::from(own_ordinal) * 2 + u8::from(line_start);
            candidates.push((rank, Section { id: spec.id, body: heading.end..heading.end, heading }));
        }
    }
    // Of several the one with its own ordinal, at a line's start, and of those the last: a list of
    // contents stands before the sections themselves.
    let mut sections: Vec<Section> = SECTIONS
        .iter()
        .filter_map(|spec| {
            let of = candidates.iter().filter(|(_, section)| section.id == spec.id);
            of.max_by_key(|(rank, section)| (*rank, section.heading.start)).map(|(_, section)| section.clone())
        })
        .collect();
    sections.sort_by_key(|section| section.heading.start);
    for i in 0..sections.len() {
        sections[i].body.end = sections.get(i + 1).map_or(folded.chars.len(), |next| next.heading.start);
    }
    sections
}

/// A heading runs from its ordinal to the end of its line, or where text runs on, to the word that ends it.
fn heading_range(folded: &Folded, ink: &Ink, ordinal: usize, opening: usize) -> Range<usize> {
    let start = ink.at[ordinal] as usize;
    let opened = ordinal + 1 + opening;
    let line_end = folded.chars[start..].iter().position(|c| *c == '\n').map_or(folded.chars.len(), |n| start + n);
    if line_end - start <= 40 {
        return start..line_end;
    }
    let mut end = opened;
    for i in opened..ink.chars.len().min(opened + 20) {
        let word: String = ink.chars[i.saturating_sub(2)..i].iter().collect();
        if matches!(word.as_str(), "情况" | "事项" | "措施") {
            end = i;
            break;
        }
    }
    start..ink.at[end - 1] as usize + 1
}

/// Whether a range of the text says something: more than blank, 无 or 暂无.
pub(crate) fn says_something(ink: &Ink, body: Range<usize>) -> bool {
    let words: String = ink.chars[ink.index_of(body.start)..ink.index_of(body.end)].iter().collect();
    !matches!(words.as_str(), "" | "无" | "暂无" | "略" | "无内容" | "没有")
}

/// The span of something found.
impl<T> Found<T> {
    pub(crate) fn span(&self, folded: &Folded) -> Span {
        folded.span(self.range.clone())
    }
}
