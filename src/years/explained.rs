//! Whether this year's prose says why a number does not follow from last year's.

use crate::findings::WorkedEquation;
use crate::text::Span;

/// Small numbers stand in any sentence.
const SMALL: i64 = 10;

/// Words that say why a number does not follow, by the rule: what it is of, and what was done.
static REASONS: &[(&str, &[&str], &[&str])] = &[
    (
        "years.carry-over",
        &["结转", "在办", "留存", "跨年"],
        &[
            "更正",
            "修正",
            "核实",
            "漏登",
            "漏报",
            "漏统",
            "误报",
            "误填",
            "划转",
            "划入",
            "并入",
            "口径",
            "不同",
            "不一致",
        ],
    ),
    (
        "years.in-force",
        &["规范性文件", "有效", "规章"],
        &["更正", "修正", "核实", "承接", "承继", "划转", "划入", "并入", "移交", "接收", "漏登", "漏报", "漏统"],
    ),
    ("years.items", &["项目数量", "清单", "目录"], &["口径", "调整", "归并", "重新编制", "不一致", "修订"]),
];

/// Whether a sentence of this year's report tells of a correction or a merger: 上年结转数经核实更正为3件; 承接原某局现行有效文件4件. Or it
/// says by how much documents in force differ from what was to be expected, or that, and why: 另有17件因有效期届满自动失效. Or it works out
/// what came of last year's number: 我局上年结转16件,原知识产权局上年结转3件,合计19件.
pub(super) fn is_explained(text: &str, equation: &WorkedEquation, numbers: &[i64]) -> bool {
    let Some((rule, of, reasons)) = REASONS.iter().find(|(own, ..)| *own == equation.rule) else { return false };
    let apart = equation.left.abs_diff(equation.right).try_into().unwrap_or(0);
    let has = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let tells = |sentence: &str| {
        has(sentence, &["因", "系", "由于", "缘于", "所致", "故", "失效", "届满", "到期", "计入"])
            && numbers.iter().any(|number| says(sentence, *number))
    };
    // 4件设有有效期的文件到期失效: what left without being repealed, though as many were made.
    let expired = |sentence: &str| has(sentence, &["自动失效", "届满", "到期"]) && says(sentence, apart);
    // 误登为企业,今年改登为法律服务机构.
    let moved = |sentence: &str| ["误", "改"].iter().any(|word| follows(sentence, word, "登记报填列计归入"));
    let by_rule = |sentence: &str| if *rule == "years.in-force" { expired(sentence) } else { moved(sentence) };
    // What was to be expected (or last year's number), what was added or taken away, and what came of it. Small numbers stand in any
    // paragraph: of them one sentence says all of it, and why (2023年末结转的4件中,1件随辖区移交,故上年结转为3件).
    const WHY: &[&str] = &[
        "并入", "合并", "撤并", "归并", "划入", "划转", "划出", "划归", "划给", "移交", "移送", "归入", "拆", "故",
        "误", "漏", "因", "由于",
    ];
    let last = equation.arithmetic.split(['+', '-', '=', ' ']).next().and_then(|last| last.parse().ok());
    let adds_up = |said: &str| {
        says(said, equation.right)
            && says(said, apart)
            && [Some(equation.left), last].into_iter().flatten().any(|number| says(said, number))
    };
    let worked_out = |paragraph: &str| match equation.right >= SMALL {
        true => adds_up(paragraph),
        false => paragraph.split('。').any(|sentence| has(sentence, WHY) && adds_up(sentence)),
    };
    // 连同开发区管委会原有的8件: what came with another body.
    let joined = |sentence: &str| {
        has(sentence, &["连同", "带入", "带来", "划入", "并入", "接管", "接收", "承接", "原有", "转来"])
            && says(sentence, apart)
    };
    // (Those are told in the sentence that names the documents, or in another of its paragraph.)
    let in_paragraph = |line: &str| (has(line, of) || line.contains("文件")) && (joined(line) || worked_out(line));
    text.split('\n').any(in_paragraph)
        || text
            .split(['。', '\n'])
            .any(|sentence| has(sentence, of) && (has(sentence, reasons) || tells(sentence) || by_rule(sentence)))
}

/// Whether a sentence of this year's report says that last year's numbers are of other bodies: 上年报告仅含本级,两年表格不能直接相减;
/// 某乡并入本镇,上年数仅指原某镇.
pub(super) fn is_of_another_scope(text: &str) -> bool {
    const LAST: &[&str] = &["上年", "去年", "上一年", "两年"];
    const NUMBERS: &[&str] = &["数据", "数字", "报告", "表格", "上年数", "去年数", "口径", "统计"];
    const OTHERWISE: &[&str] = &[
        "仅含",
        "只含",
        "仅指",
        "只指",
        "仅包括",
        "不能直接",
        "不宜直接",
        "不可直接",
        "不可比",
        "不具可比",
        "口径不同",
        "范围不同",
    ];
    // 木梓乡并入后,全镇31个村: nor are this year's of those that last year's were of.
    const MERGED: &[&str] = &["并入后", "并乡后", "并镇后", "合并后", "撤并后", "划入后"];
    const ALL: &[&str] = &["全镇", "全乡", "全街道", "全县", "全市", "全区", "今年是", "本年是"];
    let has = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    if text.split(['。', '\n']).any(|sentence| has(sentence, MERGED) && has(sentence, ALL)) {
        return true;
    }
    let says = |sentence: &str| has(sentence, LAST) && has(sentence, NUMBERS) && has(sentence, OTHERWISE);
    text.split(['。', '\n']).any(says)
}

/// Whether a word stands in a sentence with one of some characters behind it.
fn follows(sentence: &str, word: &str, characters: &str) -> bool {
    sentence
        .match_indices(word)
        .any(|(at, _)| sentence[at + word.len()..].chars().next().is_some_and(|next| characters.contains(next)))
}

/// The numbers of the lines that correct one: 上年9915件漏计1247件,实为11162件,…减少756件.
pub(super) struct Corrections {
    /// Each with where its line begins.
    numbers: Vec<(usize, i64)>,
}

impl Corrections {
    /// More of them are no report's.
    const MOST: usize = 200;

    pub(super) fn of(text: &str) -> Corrections {
        const CORRECTED: &[&str] = &["更正", "修正", "核实", "实为", "漏计", "口径"];
        let start = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
        // (Its own line, or one that speaks of nothing else; tables have numbers of all kinds.)
        let prose = |line: &&str| line.contains(['。', '；', '，', ',']);
        let lines = text.split('\n').filter(prose).filter(|line| CORRECTED.iter().any(|word| line.contains(word)));
        let numbers = lines.flat_map(|line| {
            let digits = line.split(|c: char| !c.is_ascii_digit());
            digits.filter_map(move |digits| Some((start(line), digits.parse().ok()?)))
        });
        Corrections { numbers: numbers.take(Corrections::MOST).collect() }
    }

    /// Whether a line that begins before a place corrects a number, and what is said there is of that.
    pub(super) fn tell(&self, span: Span, is_of: impl Fn(i64) -> bool) -> bool {
        self.numbers.iter().any(|(start, number)| *start < span.start && is_of(*number))
    }
}

/// Whether a number shortly before a place is as asked, and not 0.
pub(super) fn is_from_one_before(text: &str, span: Span, is: impl Fn(i64) -> bool) -> bool {
    const REACH: usize = 30;
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.char_indices().rev().nth(REACH).map_or(0, |(at, _)| at);
    let numbers = before[start..].split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    numbers.filter(|number| *number > 0).any(is)
}

/// Whether a sentence says a number of cases or documents: 差额7件.
fn says(sentence: &str, number: i64) -> bool {
    let printed = format!("{number}件");
    sentence
        .match_indices(&printed)
        .any(|(at, _)| !sentence[..at].ends_with(|c: char| c.is_ascii_digit() || ",.".contains(c)))
}
