//! How names of bodies end, and titles in other words than the form's (《年度报告格式》: 某局2024年政府信息公开工作年度报告): 某局政府信息公开工作2024年度报告, 某局关于2024年政府信息公开工作
//! 情况的报告, 某局2024年信息公开年报. They are told by their line: it names the subject once and one year, and ends in what it is.

use crate::text::{YEAR, ends, ink_in, is_in, place_of, starts, without_ends};
use std::ops::Range;

/// What the report is of; the longest first.
const SUBJECTS: &[&str] = &["政府信息公开", "政务公开", "信息公开"];
/// How its name ends.
const ENDS: &[&str] = &["报告", "年报", "总结"];
/// What stands between a body's name and the rest.
const JOINS: &[&str] = &["关于报送", "关于", "报送", "的"];
/// A title's line is no longer than this, and it is one of the first of so many.
const LONGEST: usize = 60;
const FIRST_LINES: usize = 12;

/// A title, and what it says.
pub(crate) struct Title {
    pub(crate) range: Range<usize>,
    pub(crate) agency: Option<String>,
    pub(crate) year: u16,
    pub(crate) year_range: Range<usize>,
}

/// A body's name is no longer than this.
pub(crate) const LONGEST_NAME: usize = 40;

/// Whether a name ends as the names of bodies do.
pub(crate) fn is_body(name: &str) -> bool {
    const ENDINGS: &str = "府局委办室厅院会心道镇乡区县市处所部署行台站司队校团旗盟州省)";
    name.chars().last().is_some_and(|last| is_in(last, ENDINGS))
}

/// The first line before a place that is such a title.
pub(crate) fn title(chars: &[char], before: usize) -> Option<Title> {
    let mut start = 0;
    let mut above: &[char] = &[];
    for line in chars[..before].split(|c| *c == '\n').take(FIRST_LINES) {
        let range = start..start + line.len();
        start = range.end + 1;
        if let Some(title) = of_line(chars, range, above) {
            return Some(title);
        }
        if line.iter().any(|c| *c != ' ') {
            above = line;
        }
    }
    None
}

/// What a line says, if it is a title; `above` is the line before it, which may name the body alone.
fn of_line(chars: &[char], line: Range<usize>, above: &[char]) -> Option<Title> {
    let indent = chars[line.clone()].iter().take_while(|c| matches!(c, ' ' | '#' | '*')).count();
    let start = line.start + indent;
    let length = chars[start..line.end].iter().rposition(|c| !matches!(c, ' ' | '*')).map_or(0, |at| at + 1);
    let range = start..start + length;
    let text = &chars[range.clone()];
    if !(YEAR..=LONGEST).contains(&text.len()) || text.iter().any(|c| is_in(*c, ",.;:!?|\t")) {
        return None;
    }
    let is_digits = |at: &usize| text[*at..].iter().take_while(|c| c.is_ascii_digit()).count() == YEAR - 1;
    let begins = |at: &usize| *at == 0 || !text[at - 1].is_ascii_digit();
    let mut years = (0..text.len()).filter(begins).filter(|at| starts(&text[*at..], "20")).filter(is_digits);
    let (at, None) = (years.next()?, years.next()) else { return None };
    let year = text[at..at + YEAR - 1].iter().collect::<String>().parse().ok()?;
    let behind = &text[at + YEAR - 1..];
    let behind =
        at + YEAR - 1 + ["年度", "年"].iter().find(|word| starts(behind, word)).map_or(0, |word| word.chars().count());
    // 工作年度报告2024: the year alone may stand behind.
    let body = if behind == text.len() { &text[..at] } else { text };
    let subject = SUBJECTS.iter().find_map(|subject| place_of(body, subject))?;
    if !ENDS.iter().any(|end| ends(body, end)) {
        return None;
    }
    // Before all of it, or between the year that it begins with and the subject.
    let name = if at == 0 { &text[behind.min(subject)..subject] } else { &text[..subject.min(at)] };
    let agency = named(name).or_else(|| named(above));
    Some(Title { range, agency, year, year_range: start + at..start + at + YEAR - 1 })
}

/// A body's name, without the words that join it to what follows.
fn named(words: &[char]) -> Option<String> {
    let ink = ink_in(words);
    let name = without_ends(&ink, JOINS);
    let is_long = (2..=LONGEST_NAME).contains(&name.len());
    Some(name.iter().collect()).filter(|name: &String| is_long && is_body(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_other_words_are_read() {
        let read = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            title(&chars, chars.len()).map(|title| (title.agency.unwrap_or_default(), title.year))
        };
        let body = "示例县教育局";
        for text in [
            "示例县教育局政府信息公开工作2024年度报告",
            "示例县教育局2024年度政府信息公开工作报告",
            "示例县教育局关于2024年政府信息公开工作情况的报告",
            "示例县教育局政府信息公开2024年度报告",
            "示例县教育局2024年信息公开年报",
            "示例县教育局政府信息公开工作年度报告2024",
            "2024年度示例县教育局政府信息公开工作报告",
            "# 示例县教育局2024年政务公开工作总结\n\n一、总体情况",
            "示例县教育局\n2024年度政府信息公开工作报告",
        ] {
            assert_eq!(read(text), Some((body.to_owned(), 2024)), "{text}");
        }
        // No line of its own, two years, no year, no body.
        for text in [
            "示例县教育局发布了2024年政府信息公开工作报告,请查阅",
            "示例县教育局2023年和2024年政府信息公开工作报告",
            "示例县教育局政府信息公开工作报告",
            "示例县教育局2024年政府信息公开工作",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("2024年政府信息公开工作报告"), Some((String::new(), 2024)));
    }
}
