//! Whose report it is: the same body's as another, or that of another scope (a government, or its office alone).

use crate::sort::sort;

/// What a government may leave out of its name, or add to it.
const GOVERNMENT: &[&str] = &["人民政府", "政府"];

/// What names are shortened to.
const SHORT: &[(&str, &str)] = &[
    ("管理委员会", "管委会"),
    ("高新技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
];

/// A name without what is written in brackets, and without the word that a government is one.
fn core(name: &str) -> Vec<char> {
    let mut depth = 0usize;
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '（' | '〔' | '[' => depth += 1,
            ')' | '）' | '〕' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && !c.is_whitespace() => plain.push(c),
            _ => {}
        }
    }
    for (long, short) in SHORT {
        plain = plain.replace(long, short);
    }
    let bare = GOVERNMENT.iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(&plain);
    bare.chars().collect()
}

/// A name shorter than this is of no body alone: 市, 全区.
const SHORTEST: usize = 3;

/// Whether two names are of one body, as far as they tell: 洪泽区人民政府 is 淮安市洪泽区人民政府; 示例县人民政府办公室 is
/// another than 示例县人民政府.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (core(a), core(b));
    a == b || (a.len().min(b.len()) >= SHORTEST && (a.ends_with(&b) || b.ends_with(&a)))
}

/// Of each report the one of the same body's year before, by its place among those given; `None` where there is none, or
/// more than one that it may be. A report is given by the body that it names, and its year.
///
/// ```
/// let reports = [(Some("示例市民政局"), Some(2024)), (Some("示例市教育局"), Some(2023)), (Some("民政局"), Some(2023))];
/// assert_eq!(gouji::years::line_up(&reports), [Some(2), None, None]);
/// ```
pub fn line_up(reports: &[(Option<&str>, Option<u16>)]) -> Vec<Option<usize>> {
    let known = reports.iter().enumerate().filter_map(|(i, (name, year))| Some((core((*name)?), (*year)?, i)));
    let mut known: Vec<(Vec<char>, u16, usize)> = known.filter(|(name, ..)| !name.is_empty()).collect();
    sort(&mut known);
    // The reports that bear just this name and year; of more than two it is known that they are too many.
    let of = |name: &[char], year: Option<u16>| -> Vec<usize> {
        let Some(year) = year else { return Vec::new() };
        let at = known.partition_point(|(other, of, _)| (&other[..], *of) < (name, year));
        let all = known[at..].iter().take_while(|(other, of, _)| (&other[..], *of) == (name, year));
        all.take(2).map(|(.., i)| *i).collect()
    };
    // A name that ends another is that body's, unless it ends several: 民政局 of 甲县 or of 乙县.
    let mut names: Vec<&[char]> = known.iter().map(|(name, ..)| &name[..]).collect();
    names.dedup();
    let mut longer: Vec<Vec<&[char]>> = vec![Vec::new(); names.len()];
    for name in &names {
        for end in ends(name) {
            if let Ok(short) = names.binary_search(&end) {
                longer[short].push(name);
            }
        }
    }
    let longer = |name: &[char]| match names.binary_search(&name).map(|at| &longer[at][..]) {
        Ok([one]) => Some(*one),
        _ => None,
    };
    let mut before = vec![None; reports.len()];
    for (name, year, i) in &known {
        let last = year.checked_sub(1);
        let same = of(name, last);
        let shorter = ends(name).filter(|end| longer(end) == Some(name)).flat_map(|end| of(end, last));
        let alike: Vec<usize> = shorter.chain(longer(name).into_iter().flat_map(|name| of(name, last))).collect();
        before[*i] = match (&same[..], &alike[..]) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        };
    }
    before
}

/// What a name ends in, as far as that may be a name itself.
fn ends(name: &[char]) -> impl Iterator<Item = &[char]> {
    (1..(name.len() + 1).saturating_sub(SHORTEST)).map(|from| &name[from..])
}

#[cfg(test)]
mod tests {
    use super::{is_same, line_up};

    #[test]
    fn one_body_is_known_under_its_names_and_its_office_is_another() {
        for (a, b, same) in [
            ("洪泽区人民政府", "淮安市洪泽区人民政府", true),
            ("示例区长塘镇", "示例区长塘镇人民政府", true),
            ("示例高新区管委会", "示例高新技术产业开发区管理委员会", true),
            ("示例市人民政府(市人民政府办公室)", "示例市人民政府", true),
            ("示例县人民政府", "示例县人民政府办公室", false),
            ("甲县民政局", "乙县民政局", false),
            ("人民政府", "示例县人民政府", false),
        ] {
            assert_eq!(is_same(a, b), same, "{a} {b}");
            assert_eq!(is_same(b, a), same, "{b} {a}");
        }
    }

    #[test]
    fn years_of_a_body_are_lined_up_where_it_is_plain_which() {
        let of = |name, year| (Some(name), Some(year));
        let reports = [
            of("甲县民政局", 2024),
            of("乙县民政局", 2024),
            of("民政局", 2023),
            of("甲县民政局", 2023),
            of("丙县民政局", 2025),
            (None, Some(2023)),
            of("甲县民政局", 2022),
            of("丁县教育局", 2024),
            of("丁县教育局", 2023),
            of("丁县教育局", 2023),
            of("示例市戊己区人民政府", 2024),
            of("戊己区人民政府", 2023),
            of("示例市戊己区", 2022),
        ];
        // 民政局 may be that of 甲县 or of 乙县; of two reports of one name and year one is too many.
        let mut expected = [None; 13];
        (expected[0], expected[3], expected[10], expected[11]) = (Some(3), Some(6), Some(11), Some(12));
        assert_eq!(line_up(&reports), expected);
    }
}
