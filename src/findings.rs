//! What all findings share: their order and their stable ids.

use crate::report::{BrokenEquation, Finding, Severity};
use crate::sort;

/// The id of a cause: what is wrong, not where it stands in the text.
pub(crate) fn id(rule: &str, equations: &[BrokenEquation], detail: Option<&str>) -> String {
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
    detail.iter().for_each(|detail| feed(detail));
    format!("{hash:016x}")
}

/// Errors first, then warnings, then notes; each in the order of the text.
pub(crate) fn sort(findings: &mut Vec<Finding>) {
    let rank = |severity: Severity| match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    };
    sort::sort_by_key(findings, |finding| {
        (rank(finding.severity), finding.spans.first().map_or(usize::MAX, |span| span.start))
    });
}
