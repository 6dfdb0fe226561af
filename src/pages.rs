//! What the pages of a file mean for its report: those that could not be read are named, and what was not found may stand on
//! them; where a machine recognised the text, its numbers are the machine's.

use crate::findings::{self, Cause, Finding, Severity};
use crate::intake::{Page, PageState};
use crate::report::Report;
use crate::rules;

/// Adds a file's pages to its report.
pub(crate) fn add(report: &mut Report, pages: &[Page]) {
    report.pages = pages.to_vec();
    let of = |is: fn(PageState) -> bool| -> Vec<(usize, PageState)> {
        pages.iter().enumerate().filter(|(_, page)| is(page.state)).map(|(at, page)| (at + 1, page.state)).collect()
    };
    let unread = of(|state| !state.is_read());
    let recognised = of(|state| state == PageState::Recognised);
    if unread.is_empty() && recognised.is_empty() {
        return;
    }
    for finding in &mut report.findings {
        // What is missing may stand on a page that was not read.
        if !unread.is_empty() && rules::is_of_absence(finding.rule) {
            finding.severity = Severity::Info;
        }
        // A machine may have taken a 3 for an 8.
        let on_recognised = finding.spans.iter().any(|span| {
            let page = Page::at(pages, span.start);
            page.is_some_and(|page| pages[page].state == PageState::Recognised)
        });
        if finding.severity == Severity::Error && on_recognised {
            finding.severity = Severity::Warning;
        }
    }
    let mut tell = |rule, severity, pages: Vec<(usize, PageState)>, cause: fn(Vec<(usize, PageState)>) -> Cause| {
        if !pages.is_empty() {
            report.findings.push(Finding::new(rule, "", severity, cause(pages), Vec::new()));
        }
    };
    tell("structure.unread-pages", Severity::Warning, unread, Cause::PagesUnread);
    tell("structure.recognised-text", Severity::Info, recognised, Cause::PagesRecognised);
    findings::settle(&mut report.findings);
}
