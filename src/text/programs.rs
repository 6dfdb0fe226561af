//! What a program says of a table's cells where it hands them on as text: quotes around its fields, the place of each, the elements of a
//! page, a frame, what was struck out. It is undone, so that cells stand between tabs and rows on lines of their own.

use super::{is_cjk, is_in, pieces};
use std::ops::Range;

/// Fewer cells with a place of their own may be a list.
const FEWEST_PLACES: usize = 30;
/// Rows and columns have no more digits than this.
const MOST_DIGITS: usize = 5;
/// A frame has at least so many cells beside each other.
const FEWEST_CELLS: usize = 4;

/// Undoes it; `lines` are those with anything on them.
pub(super) fn undo(chars: &mut [char], lines: &[Range<usize>]) {
    struck(chars);
    quoted(chars, lines);
    coordinates(chars, lines);
    tags(chars, lines);
    wrapped(chars, lines);
}

/// Blanks what a text strikes out before what stands in its place: ~~36~~9.
fn struck(chars: &mut [char]) {
    const LONGEST: usize = 24;
    let mut at = 0;
    while let Some(next) = chars[at..].windows(2).position(|two| two == ['~', '~']) {
        let start = at + next;
        let inner =
            chars[start + 2..].iter().take(LONGEST).take_while(|c| !matches!(c, '~' | '\n' | '\t' | '|')).count();
        let end = start + 2 + inner;
        let is_closed = inner > 0 && chars[end..].starts_with(&['~', '~']) && chars.get(end + 2) != Some(&'~');
        if is_closed {
            chars[start..end + 2].fill(' ');
        }
        at = if is_closed { end + 2 } else { start + 1 };
    }
}

/// Takes the fields of a text out of their quotes, where one sign divides them on many lines: `"规章";"'5";"0"`, `["规章", "5", "0"],`. (An
/// apostrophe before a number is Excel's, of a number that is kept as text.)
fn quoted(chars: &mut [char], lines: &[Range<usize>]) {
    const FEWEST_ROWS: usize = 8;
    const FEWEST_FIELDS: usize = 3;
    let spaces = |text: &[char]| text.iter().take_while(|c| **c == ' ').count();
    // A line of nothing but fields, and perhaps a program's brackets around them: from the first quote to the last.
    let row = |line: &Range<usize>| -> Option<Range<usize>> {
        let text = &chars[line.clone()];
        let first = text.iter().position(|c| *c == '"').filter(|at| text[..*at].iter().all(|c| is_in(*c, " [(")))?;
        let last =
            text.iter().rposition(|c| *c == '"').filter(|at| text[at + 1..].iter().all(|c| is_in(*c, " ]),;")))?;
        (first < last).then_some(line.start + first..line.start + last + 1)
    };
    // The quotes, gaps and sign between two fields, if they begin at a place.
    let joint = |row: &Range<usize>, at: usize, sign: char| -> Option<Range<usize>> {
        let rest = chars[at..row.end].strip_prefix(&['"'])?;
        let before = spaces(rest);
        let rest = rest[before..].strip_prefix(&[sign])?;
        let behind = spaces(rest);
        (rest.get(behind) == Some(&'"')).then_some(at..at + before + behind + 3)
    };
    let rows: Vec<(&Range<usize>, Range<usize>)> = lines.iter().filter_map(|line| Some((line, row(line)?))).collect();
    if rows.len() < FEWEST_ROWS {
        return;
    }
    for sign in [',', ';', '\t', '|'] {
        let joints = |row: &Range<usize>| -> Vec<Range<usize>> {
            let mut joints: Vec<Range<usize>> = Vec::new();
            let mut at = row.start + 1;
            while at < row.end {
                let found = joint(row, at, sign);
                at = found.as_ref().map_or(at + 1, |joint| joint.end);
                joints.extend(found);
            }
            joints
        };
        let divided = rows.iter().map(|(line, row)| (joints(row), line, row));
        let divided: Vec<_> = divided.filter(|(joints, ..)| joints.len() + 1 >= FEWEST_FIELDS).collect();
        if divided.len() < FEWEST_ROWS {
            continue;
        }
        for (joints, line, row) in divided {
            chars[line.start..=row.start].fill(' ');
            chars[row.end - 1..line.end].fill(' ');
            for joint in joints {
                chars[joint.clone()].fill(' ');
                chars[joint.start] = '\t';
                chars[joint.end..row.end].iter_mut().take(1).filter(|c| **c == '\'').for_each(|c| *c = ' ');
            }
        }
        return;
    }
}

/// Makes rows of cells that are told each on its line with its place, as programs do that read to the blind or look into a sheet:
/// 第2行 第3列 0; D4 10666.
fn coordinates(chars: &mut [char], lines: &[Range<usize>]) {
    let digits = |text: &[char], at: usize| -> Option<(u32, usize)> {
        let count = text.iter().skip(at).take(MOST_DIGITS).take_while(|c| c.is_ascii_digit()).count();
        let value = text.iter().skip(at).take(count).fold(0, |value, c| value * 10 + c.to_digit(10).unwrap_or(0));
        (count > 0).then_some((value, at + count))
    };
    // A number and what must stand behind it.
    let number = |text: &[char], at: usize, unit: char| -> Option<(u32, usize)> {
        let (value, end) = digits(text, at + usize::from(text.get(at) == Some(&'第')))?;
        (text.get(end) == Some(&unit)).then_some((value, end + 1))
    };
    let past_gap = |text: &[char], at: usize| at + text[at..].iter().take_while(|c| is_in(**c, " ,、:=\t")).count();
    let place = |line: &Range<usize>| -> Option<(u32, u32, usize)> {
        let text = &chars[line.clone()];
        let from = past_gap(text, 0);
        if let Some(letter @ 'A'..='Z') = text.get(from) {
            let (row, end) = digits(text, from + 1)?;
            let past = past_gap(text, end);
            return (past > end || end == text.len()).then_some((row, u32::from(*letter), past));
        }
        // 第2行 第3列; 行 2 列 3.
        let told = |at: usize, unit: char| {
            let behind = || (text.get(at) == Some(&unit)).then(|| digits(text, past_gap(text, at + 1)))?;
            number(text, at, unit).or_else(behind)
        };
        let (row, end) = told(from, '行')?;
        let (column, end) = told(past_gap(text, end), '列')?;
        Some((row, column, past_gap(text, end)))
    };
    let places: Vec<Option<(u32, u32, usize)>> = lines.iter().map(place).collect();
    if places.iter().flatten().count() < FEWEST_PLACES {
        return;
    }
    let first = places.iter().flatten().map(|(_, column, _)| *column).min().unwrap_or(0);
    let mut before: Option<(u32, u32)> = None;
    for (line, place) in lines.iter().zip(places) {
        if let Some((row, column, end)) = place {
            chars[line.start..line.start + end].fill(' ');
            // (Cells with nothing in them may not be told, nor those of a label's column that another row's reaches down over.)
            let goes_on = before.filter(|before| before.0 == row);
            let past = column.saturating_sub(goes_on.map_or(first, |before| before.1)) as usize;
            let from = line.start - usize::from(goes_on.is_some() && past > 0);
            if from < line.start {
                // (Empty lines between two cells are none.)
                let gap = chars[..from].iter().rposition(|c| !matches!(c, '\n' | ' ')).map_or(0, |at| at + 1);
                chars[gap..from].fill(' ');
            }
            chars[from..line.start + end].iter_mut().take(past).for_each(|c| *c = '\t');
        }
        before = place.map(|(row, column, _)| (row, column));
    }
}

/// Makes tabs of a page's own marks between its cells, where it is shown as it was written and draws its tables by other elements than
/// those of tables: `<div class="td"><span>0</span></div><div class="td"><span>3</span></div>`.
fn tags(chars: &mut [char], lines: &[Range<usize>]) {
    const FEWEST_NUMBERS: usize = 40;
    const LONGEST_TAG: usize = 200;
    // Where the tag ends that begins at a place, and its name, behind a stroke where it ends an element.
    let tag = |at: usize| -> Option<(usize, Range<usize>)> {
        let name = at + 1 + usize::from(chars.get(at + 1) == Some(&'/'));
        let letters = chars[name.min(chars.len())..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        let is_tag = chars[at] == '<' && letters > 0 && chars[name].is_ascii_alphabetic();
        let rest = chars[at..].iter().take(LONGEST_TAG).take_while(|c| **c != '\n');
        is_tag.then_some(())?;
        let end = at + rest.clone().position(|c| *c == '>')? + 1;
        Some((end, at + 1..name + letters))
    };
    // Runs of tags: where each stands, and how many elements of one name end there and begin anew.
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for line in lines {
        let mut at = line.start;
        while let Some(next) = chars[at..line.end].iter().position(|c| *c == '<') {
            let start = at + next;
            let mut end = start;
            let mut names: Vec<Range<usize>> = Vec::new();
            while end < line.end
                && let Some((past, name)) = tag(end)
            {
                names.push(name);
                end = past + chars[past..line.end].iter().take_while(|c| **c == ' ').count();
            }
            let again =
                |two: &&[Range<usize>]| chars[two[0].clone()].strip_prefix(&['/']) == Some(&chars[two[1].clone()]);
            if end > start {
                runs.push((start..end, names.windows(2).filter(again).count()));
            }
            at = end.max(start + 1);
        }
    }
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let between =
        |run: &&(Range<usize>, usize)| run.1 > 0 && is_digit(run.0.start.checked_sub(1)) && is_digit(Some(run.0.end));
    let names_cells = chars.windows(3).any(|three| matches!(three, ['<', 't', 'd' | 'h']));
    if names_cells || runs.iter().filter(between).count() < FEWEST_NUMBERS {
        return;
    }
    for (run, cells) in runs {
        let tabs = cells.min(run.len());
        chars[run.clone()].fill(' ');
        chars[run.start..run.start + tabs].fill('\t');
    }
}

/// Spoils the numbers of a frame's cells that go on below, where a cell is too narrow for them: |687|30 | over |1  |   |. They stand in two
/// places, so they are not read, and never as less than they are: 68… is no number.
fn wrapped(chars: &mut [char], lines: &[Range<usize>]) {
    let cells = |line: &Range<usize>| -> Vec<Range<usize>> { pieces(chars, line.clone(), |c| *c == '|').collect() };
    let is_blank = |cell: &Range<usize>| chars[cell.clone()].iter().all(|c| *c == ' ');
    let is_number = |cell: &[char]| !cell.is_empty() && cell.iter().all(|c| c.is_ascii_digit() || *c == ',');
    let rest = |cell: &Range<usize>| {
        let text = &chars[cell.clone()];
        let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
        digits > 0 && text[digits..].iter().all(|c| *c == ' ')
    };
    let mut spoilt: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    // Where rows are divided by rules, lines without one between them are one row.
    let is_rule = |line: &Range<usize>| {
        let text = &chars[line.clone()];
        text.windows(2).any(|two| two == ['-', '-']) && !text.iter().any(|c| c.is_alphanumeric() || is_cjk(*c))
    };
    for three in lines.windows(3).filter(|three| is_rule(&three[0])) {
        let [above, below] = [&three[1], &three[2]].map(cells);
        if above.len() < FEWEST_CELLS || above.len() != below.len() {
            continue;
        }
        let pairs = || above.iter().zip(&below);
        let goes_on = |(above, below): &(&Range<usize>, &Range<usize>)| {
            above.len() == below.len() && is_number(&chars[(*above).clone()]) && rest(below)
        };
        let counts = |cell: &Range<usize>| chars[cell.clone()].iter().any(char::is_ascii_digit);
        let found = pairs().filter(goes_on).count();
        // (A row of its own has a number in every cell.)
        let ends = pairs().any(|(above, below)| rest(above) && is_blank(below));
        if found > 0 && ends && below.iter().filter(|cell| counts(cell)).count() == found {
            spoilt.extend(pairs().filter(goes_on).map(|(above, below)| (above.clone(), below.clone())));
        }
    }
    for (above, below) in spoilt {
        chars[above.end - 1] = '…';
        chars[below].fill(' ');
    }
}
