//! The patterns, compiled by the build script (`build.rs`, where they stand as text).

use regex_automata::dfa::{Automaton, sparse::DFA};
use regex_automata::{Anchored, Input};
use std::sync::OnceLock;

/// A pattern.
pub(crate) struct Pattern {
    bytes: &'static [u8],
    automaton: OnceLock<Option<DFA<&'static [u8]>>>,
}

/// 政府信息公开工作年度报告, 政府信息公开年报.
pub(crate) static REPORT: Pattern = Pattern::new(include_bytes!(concat!(env!("OUT_DIR"), "/report.dfa")));
/// 2024年1月1日至12月31日.
pub(crate) static PERIOD: Pattern = Pattern::new(include_bytes!(concat!(env!("OUT_DIR"), "/period.dfa")));

impl Pattern {
    const fn new(bytes: &'static [u8]) -> Pattern {
        Pattern { bytes, automaton: OnceLock::new() }
    }

    /// How many bytes at the beginning of a text it matches; `None` where it does not.
    pub(crate) fn at_start_of(&self, text: &str) -> Option<usize> {
        let automaton = self.automaton.get_or_init(|| DFA::from_bytes(self.bytes).ok().map(|(dfa, _)| dfa)).as_ref()?;
        let found = automaton.try_search_fwd(&Input::new(text).anchored(Anchored::Yes)).ok()??;
        Some(found.offset())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compiled_patterns_match() {
        assert_eq!(REPORT.at_start_of("政府信息公开 工作\n年 报送"), Some("政府信息公开 工作\n年 报".len()));
        assert_eq!(REPORT.at_start_of("政府信息公开年度工作"), None);
        assert_eq!(REPORT.at_start_of(" 政府信息公开年报"), None);
        let period = "2024年01月1日起至2024年12月31日";
        assert_eq!(PERIOD.at_start_of(&format!("{period}止")), Some(period.len()));
        assert_eq!(PERIOD.at_start_of("2024年1月1日至12月31日"), Some("2024年1月1日至12月31日".len()));
    }
}
