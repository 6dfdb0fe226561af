//! Tables that give each number of two years: 自然人 | | 商业企业 | …, and below it 2024年 | 2023年 | 2024年 | 2023年 | …; or all columns of
//! one year, and behind them those of the other.

use super::grid;
use crate::text::ink_in;
use std::ops::Range;

/// What a year is called besides its number.
const THIS: &[&str] = &["本年", "本年度", "今年", "本期", "本年数", "当年"];
const LAST: &[&str] = &["上年", "上年度", "去年", "上期", "上年数", "上一年", "上年同期", "同期", "去年同期"];

/// Which cells of a row are the report's year's, by the years that the lines above the first row name, where a row has each of so many
/// columns twice. `None` where they do not say it.
pub(super) fn places(chars: &[char], header: Range<usize>, columns: usize, own: Option<u16>) -> Option<Vec<usize>> {
    let years: Vec<bool> = chars[header].split(|c| *c == '\n').flat_map(|line| of_line(line, own)).collect();
    let first = *years.first()?;
    let pairs =
        years.len() == 2 * columns && years.iter().enumerate().all(|(at, own)| *own == ((at % 2 == 0) == first));
    let halves = match years.len() {
        2 => years[0] != years[1],
        count => {
            count == 2 * columns
                && years[..columns].iter().all(|own| *own == first)
                && years[columns..].iter().all(|own| *own != first)
        }
    };
    let from = usize::from(!first);
    match (pairs, halves) {
        (true, _) => Some((0..columns).map(|column| 2 * column + from).collect()),
        (_, true) => Some((from * columns..(from + 1) * columns).collect()),
        _ => None,
    }
}

/// The years in the cells of a line, each whether it is the report's; none where the line is not told apart.
fn of_line(line: &[char], own: Option<u16>) -> Vec<bool> {
    let Some(divider) = line.iter().find(|c| matches!(c, '\t' | '|')) else { return Vec::new() };
    let year = |cell: Range<usize>| {
        let ink: String = ink_in(&line[cell]).into_iter().collect();
        if THIS.contains(&ink.as_str()) {
            return Some(true);
        }
        let named = ink.trim_end_matches('度').trim_end_matches('年').parse().ok();
        let year: Option<u16> = named.filter(|year| (2008..2100).contains(year));
        year.map(|year| Some(year) == own).or_else(|| LAST.contains(&ink.as_str()).then_some(false))
    };
    grid::split(line, 0..line.len(), *divider).into_iter().filter_map(year).collect()
}
