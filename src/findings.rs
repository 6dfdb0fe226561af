//! What all findings share: their order and their stable ids.

use crate::report::{BrokenEquation, Finding, Severity};
use crate::sort;

/// The id of a cause: its rule, the equations it breaks with their values, and whatever else tells it from others (ids
/// of places, values). Never words of a message: those change with the language, and when they are polished.
pub(crate) fn id(rule: &str, equations: &[BrokenEquation], key: &[&str]) -> String {
    // FNV-1a, 64 bits: short, stable across platforms and releases.
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut feed = |part: &str| {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    feed(rule);
    let mut keys: Vec<String> =
        equations.iter().map(|e| format!("{}/{}/{}/{}", e.rule, e.anchor, e.left, e.right)).collect();
    sort::sort(&mut keys);
    keys.iter().for_each(|key| feed(key));
    key.iter().for_each(|part| feed(part));
    format!("{hash:016x}")
}

/// Puts findings in their order: errors first, then warnings, then notes; each in the order of the text. The same thing
/// wrong twice (one sentence in two places) is two findings: the later one gets an id of its own.
pub(crate) fn settle(findings: &mut Vec<Finding>) {
    let rank = |severity: Severity| match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    };
    sort::sort_by_key(findings, |finding| {
        (rank(finding.severity), finding.spans.first().map_or(usize::MAX, |span| span.start))
    });
    let mut by_id: Vec<(String, usize)> = findings.iter().enumerate().map(|(i, f)| (f.id.clone(), i)).collect();
    sort::sort(&mut by_id);
    for same in by_id.chunk_by(|a, b| a.0 == b.0) {
        for (copy, (first, i)) in same.iter().enumerate().skip(1) {
            findings[*i].id = id(findings[*i].rule, &[], &[first, &copy.to_string()]);
        }
    }
}
