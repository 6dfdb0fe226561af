//! What a report says of itself: title, body, year, period, and where its six sections stand.

use crate::forms;
use crate::patterns::{PERIOD, REPORT};
use crate::sort::sort_by_key;
use crate::text::{Folded, Ink, Span, find, holds, ink_of, is_in};
use crate::titles::{self, LONGEST_NAME, is_body};
use std::ops::Range;

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

const ORDINALS: [char; 6] = ['一', '二', '三', '四', '五', '六'];

/// Reads the outline, with the sections that `specs` name. Nothing in it is needed to find the tables.
pub(crate) fn outline(text: &str, folded: &Folded, ink: &Ink, specs: &[forms::Section]) -> Outline {
    let mut outline = Outline { sections: sections(folded, ink, specs), ..Outline::default() };
    outline.period = period(ink);
    read_title(text, folded, ink, &mut outline);
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
    holds(&ink.chars[ink.index_of(range.start)..ink.index_of(range.end)], &ink_of(word))
}

/// A place where the report is named: 某局2024年政府信息公开工作年度报告.
struct Mention {
    range: Range<usize>,
    agency: Option<String>,
    year: Option<Found<u16>>,
    /// Alone on its line, or as far apart as text on one line allows: a title.
    apart: bool,
}

/// The title is the likeliest of the mentions that stand apart: one with a body, and of the year of the
/// period (pages list the reports of other years too). Without one, the body and the year may be named in
/// the preface.
fn read_title(text: &str, folded: &Folded, ink: &Ink, outline: &mut Outline) {
    let mentions = mentions_of_report(folded, ink);
    outline.names_itself = !mentions.is_empty();
    let period = outline.period.as_ref().map(|period| period.value.1);
    let of_period = |m: &Mention| period.is_none() || m.year.as_ref().map(|year| year.value) == period;
    let title = mentions.iter().filter(|m| m.apart).max_by_key(|m| {
        (m.agency.is_some() && of_period(m), m.agency.is_some(), of_period(m), std::cmp::Reverse(m.range.start))
    });
    let as_printed = |range: &Range<usize>| {
        let span = folded.span(range.clone());
        Found { value: text[span.start..span.end].split_whitespace().collect(), range: range.clone() }
    };
    if let Some(title) = title {
        outline.title = Some(as_printed(&title.range));
        outline.titled_year = title.year.clone();
        outline.agency = title.agency.clone();
    }
    let preface = outline.sections.first().map_or(folded.chars.len(), |section| section.heading.start);
    if outline.agency.is_none()
        && let Some(title) = titles::title(&folded.chars, preface)
        && period.is_none_or(|period| period == title.year)
    {
        outline.title = Some(as_printed(&title.range));
        outline.titled_year = Some(Found { value: title.year, range: title.year_range });
        outline.agency = title.agency;
    }
    let named = mentions.iter().filter(|m| m.range.start < preface);
    let named = named.filter(|m| m.agency.as_deref().is_some_and(is_body)).find(|m| m.year.is_some());
    if let (None, Some(named)) = (&outline.titled_year, named) {
        outline.titled_year = named.year.clone();
        outline.agency = outline.agency.take().or(named.agency.clone());
    }
}

/// A page that lists more reports than this is no report.
const MOST_MENTIONS: usize = 40;

fn mentions_of_report(folded: &Folded, ink: &Ink) -> Vec<Mention> {
    let anchor = ink_of("政府信息公开");
    let mut from = 0;
    let starts = std::iter::from_fn(|| {
        let at = from + find(&ink.chars[from..], &anchor)?;
        from = at + 1;
        Some(at)
    });
    let named = starts.filter(|&at| {
        let tail: String = ink.chars[at + anchor.len()..].iter().take(6).collect();
        let tail = tail.strip_prefix("工作").unwrap_or(&tail);
        tail.starts_with("年度报告") || tail.starts_with("年报")
    });
    named.take(MOST_MENTIONS).filter_map(|at| mention(folded, ink.at[at] as usize)).collect()
}

/// Whose report, and of which year: what stands before 政府信息公开. Either may be missing.
#[derive(Debug, Default, PartialEq, Eq)]
struct Lead {
    name: Option<Range<usize>>,
    year: Option<Range<usize>>,
}

/// Reads what leads up to a place: a name, the year, 年度, each set apart by spaces at most. Without a year 年度 is the name's
/// end if it touches it: 某局年度.
fn lead(chars: &[char], at: usize) -> Lead {
    let back = |end: usize, is: fn(char) -> bool, most: usize| {
        end - chars[..end].iter().rev().take(most).take_while(|c| is(**c)).count()
    };
    let is_space = |c: char| matches!(c, ' ' | '\n');
    let is_gap = |c: char| matches!(c, ' ' | '\t' | '\n');
    let is_of_name = |c: char| !is_in(c, " \t\n|.,;:!?<>\"0123456789");
    let name = |end: usize| {
        let start = back(end, is_of_name, LONGEST_NAME);
        (end - start >= 2).then_some(start..end)
    };
    let close = back(at, is_gap, usize::MAX);
    let bare = back(at, is_space, usize::MAX);
    let before = |end: usize, c: char| if end > 0 && chars[end - 1] == c { end - 1 } else { end };
    let worded = before(before(bare, '度'), '年');
    let year_end = back(worded, is_space, usize::MAX);
    let digits = year_end.checked_sub(4).map(|start| start..year_end);
    let is_year = |range: &Range<usize>| {
        chars[range.clone()].iter().all(char::is_ascii_digit) && chars[range.start..].starts_with(&['2', '0'])
    };
    if let Some(year) = digits.filter(is_year) {
        return Lead { name: name(back(year.start, is_gap, usize::MAX)), year: Some(year) };
    }
    let apart = back(worded, is_gap, usize::MAX);
    let name = if apart < worded { name(apart) } else { name(close) };
    Lead { name, year: None }
}

/// Where a name begins that goes on before a place, to the beginning of its line: 示例市第10街道办事处, 示例县"一站式"服务中心,
/// 示例市 教育局. `None` where the line says more than a name.
fn line_of_name(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let line = chars[..at].iter().rposition(|c| *c == '\n').map_or(0, |newline| newline + 1);
    let start = line + chars[line..at].iter().take_while(|c| matches!(c, ' ' | '#' | '*')).count();
    let rest = chars[start..at].iter();
    let is_inner = |c: &&char| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, '"' | ' ' | '(' | ')');
    let more = &chars[start..at];
    let (quotes, spaces) = (more.iter().filter(|c| **c == '"').count(), more.iter().filter(|c| **c == ' ').count());
    // Between the names of a place and of its body there may be one gap.
    let place = |space: usize| space > 0 && is_in(more[space - 1], "省市县区旗州盟");
    let one_gap = spaces == 0 || (spaces == 1 && more.iter().position(|c| *c == ' ').is_some_and(place));
    // A number in a name is no year, and begins none.
    let mut runs = more.split(|c| !c.is_ascii_digit()).map(<[char]>::len);
    let is_name = start < at && end - start <= LONGEST_NAME && rest.clone().all(|c| is_inner(&c));
    let begins = chars[start].is_alphabetic() && !chars[start].is_ascii();
    (is_name && begins && quotes % 2 == 0 && one_gap && runs.all(|run| run < 4)).then_some(start)
}

/// The mention whose 政府信息公开 stands at a folded character.
fn mention(folded: &Folded, at: usize) -> Option<Mention> {
    let chars = &folded.chars;
    let tail = folded.string(at..chars.len().min(at + 22));
    let end = at + tail[..REPORT.at_start_of(&tail)?].chars().count();
    let lead = lead(chars, at);
    let text = |range: &Range<usize>| folded.string(range.clone());
    let mut start = lead.year.as_ref().map_or(at, |year| year.start);
    let mut year = lead.year.and_then(|range| Some(Found { value: text(&range).parse().ok()?, range }));
    let mut agency = None;
    if let Some(range) = lead.name {
        let range = line_of_name(chars, range.start, range.end).unwrap_or(range.start)..range.end;
        let mut name = trim_agency(&text(&range));
        start = range.end - name.chars().count().min(range.len());
        // 2024年某局政府信息公开…: the year stands before the body.
        if let (Some(rest), None, Some(value)) = (name.strip_prefix('年'), &year, year_before(&folded.chars, start)) {
            year = Some(Found { value, range: start - 4..start });
            name = rest.trim_start_matches('度').to_owned();
            start -= 4;
        }
        // 某局二〇二四年…
        if let (None, Some((rest, value))) = (&year, chinese_year(&name)) {
            year = Some(Found { value, range: range.end - 4..range.end });
            name = rest;
        }
        // A gap within a name is the layout's.
        agency = Some(name.replace(' ', "")).filter(|name| name.chars().count() >= 2);
    }
    let before = folded.chars[..start].iter().rev().find(|c| **c != ' ');
    let after = folded.chars.get(end);
    let apart = before
        .is_none_or(|c| matches!(c, '\n' | '#' | '|' | '*' | ':' | '>') || folded.chars[start - 1] == ' ')
        && after.is_none_or(|c| matches!(c, '\n' | ' ' | '|' | '*' | '(' | '\t'));
    Some(Mention { range: start..end, agency, year, apart })
}

/// The year whose four digits end right before a place: in `24年` there is none.
fn year_before(chars: &[char], end: usize) -> Option<u16> {
    let start = end.checked_sub(4)?;
    let digits: String = chars[start..end].iter().collect();
    let longer = start > 0 && chars[start - 1].is_ascii_digit();
    (digits.starts_with("20") && !longer).then(|| digits.parse().ok()).flatten()
}

/// A year in Chinese digits at the end of a name: 某局二〇二四年.
fn chinese_year(name: &str) -> Option<(String, u16)> {
    let name = name.trim_end_matches('度').trim_end_matches('年');
    let chars: Vec<char> = name.chars().collect();
    let (rest, year) = chars.split_at_checked(chars.len().checked_sub(4)?)?;
    let digit =
        |c: &char| "〇一二三四五六七八九".chars().position(|d| d == *c || (d == '〇' && matches!(c, '零' | '○')));
    let value = year.iter().map(digit).try_fold(0, |year, digit| digit.map(|digit| year * 10 + digit as u16))?;
    (2000..2100).contains(&value).then(|| (rest.iter().collect(), value))
}

/// The body's name without the words that lead up to it.
fn trim_agency(name: &str) -> String {
    let mut name = name.trim();
    for lead in
        ["现公布", "现将", "现发布", "特编制", "特向社会公布", "编制", "公布", "发布", "关于", "由", "是", "标题"]
    {
        // 中国(某省)自由贸易试验区: no lead.
        let is_lead = |(at, _): &(usize, &str)| lead != "由" || !name[..*at].ends_with('自');
        if let Some((at, _)) = name.rmatch_indices(lead).find(is_lead) {
            name = &name[at + lead.len()..];
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
    let end_word = ink_of("12月31日");
    let end = find(&ink.chars, &end_word)? + end_word.len();
    let from = (end.saturating_sub(40)..end).find(|&at| {
        ink.chars[at..].starts_with(&['2', '0'])
            && PERIOD.at_start_of(&ink.chars[at..end].iter().collect::<String>()).is_some()
    })?;
    let first = ink.chars[from..from + 4].iter().collect::<String>().parse().ok()?;
    // The last digits before 12月31日 are the second year, or the 1 of 1月1日.
    let between = &ink.chars[from..end - end_word.len()];
    let last_digit = between.iter().rposition(char::is_ascii_digit)?;
    let last = year_before(&ink.chars, from + last_digit + 1).unwrap_or(first);
    Some(Found { value: (first, last), range: ink.folded(from..end) })
}

/// The headings of the six sections, in the order they stand in.
fn sections(folded: &Folded, ink: &Ink, specs: &[forms::Section]) -> Vec<Section> {
    let mut candidates: Vec<(u8, Section)> = Vec::new();
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
        for spec in specs {
            let openings = spec.begin_inks.iter().filter(|ink| title.starts_with(ink));
            let Some(opening) = openings.map(|ink| ink.len()).max() else { continue };
            let text: String = title[..title.len().min(24)].iter().collect();
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let whole = (spec.contains.is_empty() || has(spec.contains)) && !has(spec.without);
            if !whole {
                continue;
            }
            let own_ordinal =
                ORDINALS.iter().position(|o| o == c).and_then(|n| specs.get(n)).map(|own| own.id) == Some(spec.id);
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
    let mut sections: Vec<Section> = specs
        .iter()
        .filter_map(|spec| {
            let of = candidates.iter().filter(|(_, section)| section.id == spec.id);
            of.max_by_key(|(rank, section)| (*rank, section.heading.start)).map(|(_, section)| section.clone())
        })
        .collect();
    sort_by_key(&mut sections, |section| section.heading.start);
    for i in 0..sections.len() {
        // Two headings may stand on one line: the first ends where the second begins.
        let next = sections.get(i + 1).map_or(folded.chars.len(), |next| next.heading.start);
        let section = &mut sections[i];
        section.heading.end = section.heading.end.min(next);
        section.body = section.heading.end..next;
    }
    sections
}

/// A heading runs from its ordinal to the end of its line. Where the line goes on with what the section says
/// (五、存在的主要问题及改进情况:无。), it runs to the word that headings end in, or to the colon or full stop.
fn heading_range(folded: &Folded, ink: &Ink, ordinal: usize, opening: usize) -> Range<usize> {
    let start = ink.at[ordinal] as usize;
    let opened = ordinal + 1 + opening;
    let near = &folded.chars[start..folded.chars.len().min(start + 41)];
    let line = start..near.iter().position(|c| *c == '\n').map_or(start + near.len(), |n| start + n);
    let mut depth = 0;
    let mut stop = None;
    for at in ink.at[opened - 1] as usize..line.end {
        match folded.chars[at] {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ':' | '.' if depth == 0 => {
                stop = Some(at);
                break;
            }
            _ => {}
        }
    }
    if stop.is_none() && line.len() <= 40 {
        return line;
    }
    let ends_heading = |end: usize| {
        let word: String = ink.chars[end.saturating_sub(2)..end].iter().collect();
        matches!(word.as_str(), "情况" | "事项" | "措施")
    };
    let word = (opened..ink.chars.len().min(opened + 20)).find(|end| ends_heading(*end));
    let end = ink.at[word.unwrap_or(opened) - 1] as usize + 1;
    match stop {
        Some(stop) if word.is_none() || stop < end => start..stop,
        _ => start..end,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;
    use regex::Regex;

    /// What leads up to 政府信息公开 is what one pattern for all of it finds, the leftmost and longest.
    #[test]
    fn leads_are_those_of_one_pattern() {
        let whole = Regex::new(
            r#"([^ \t\n|.,;:!?<>"0-9]{2,40})?[ \t\n]*(20[0-9][0-9])?[ \n]*年?度?[ \n]*政府信息公开[ \n]*(工作)?[ \n]*(年度报告|年[ \n]*报)"#,
        )
        .expect("a pattern");
        let pieces =
            ["某", "某局", "县人民政府", " ", "\n", "\t", "年", "度", "2024", "20", "3", ",", "(", "2023年", "年度"];
        let mut rng = Rng::with_seed(5);
        for _ in 0..20_000 {
            let before: String = (0..rng.usize(0..9)).map(|_| pieces[rng.usize(0..pieces.len())]).collect();
            let text = format!("{before}政府信息公开工作年度报告");
            let found = whole.captures(&text).expect("it is there");
            let chars: Vec<char> = text.chars().collect();
            let range = |group: usize| {
                let found = found.get(group)?;
                let start = text[..found.start()].chars().count();
                Some(start..start + found.as_str().chars().count())
            };
            let at = before.chars().count();
            assert_eq!(lead(&chars, at), Lead { name: range(1), year: range(2) }, "{text:?}");
        }
    }
}
