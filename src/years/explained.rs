//! Whether this year's prose says why a number does not follow from last year's.

/// Words that say why a number does not follow, by the rule: what it is of, and what was done.
static REASONS: &[(&str, &[&str], &[&str])] = &[
    ("years.carry-over", &["结转"], &["更正", "修正", "核实", "漏登", "漏报", "漏统", "误报", "误填", "划转"]),
    (
        "years.in-force",
        &["规范性文件", "现行有效", "规章"],
        &["更正", "修正", "核实", "承接", "承继", "划转", "划入", "并入", "移交", "接收", "漏登", "漏报", "漏统"],
    ),
];

/// Whether a sentence of this year's report tells of a correction or a merger: 上年结转数经核实更正为3件; 承接原某局现行有效文件4件.
pub(super) fn is_explained(text: &str, rule: &str) -> bool {
    let Some((_, of, reasons)) = REASONS.iter().find(|(own, ..)| *own == rule) else { return false };
    let has = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    text.split(['。', '\n']).any(|sentence| has(sentence, of) && has(sentence, reasons))
}
