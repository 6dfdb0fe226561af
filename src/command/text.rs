//! Text for a terminal: diagnostics as compilers print them, and nothing that would command it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use gouji::report::{Kind, Report, Severity};
use gouji::{Lang, say};
use std::borrow::Cow;
use std::io::{self, IsTerminal};

/// Whether a character would command a terminal, or reorder what stands around it, instead of being shown.
fn is_command(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text on one line of a terminal: what would command it is shown by its code.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    with_codes(text, |c| c.escape_unicode().to_string())
}

/// JSON without characters that would command a terminal; those stand in strings only, where a code means the same.
pub(super) fn escaped(json: &str) -> Cow<'_, str> {
    with_codes(json, |c| format!("\\u{:04x}", u32::from(c)))
}

/// A text with a code for each character that would command a terminal.
fn with_codes(text: &str, code: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_command(c) {
            out.push_str(&code(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Diagnostics as compilers print them.
pub(super) fn render(report: &Report, text: &str, name: &str, lang: Lang) -> String {
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    // The renderer shows the commands of ASCII; for others stand signs that are as long, so that spans hold.
    let sign = |c: char| match c {
        '\u{80}'..='\u{9f}' => '¤',
        '\u{2028}' | '\u{2029}' => '␤',
        _ => c,
    };
    let shown: String = text.chars().map(sign).collect();
    for finding in &report.findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::NOTE,
        };
        let level = level.with_name(say::severity(finding.severity, lang));
        let message = finding.message(lang);
        let title = level.primary_title(visible(&message)).id(finding.rule);
        let annotations = finding.spans.iter().filter(|span| span.start < span.end).enumerate().map(|(i, span)| {
            let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = finding.fixes.first().filter(|_| i == 0).and_then(|fix| say::should_be(fix, lang));
            kind.span(span.start..span.end).label(label)
        });
        let annotations: Vec<_> = annotations.collect();
        let page = finding.spans.first().and_then(|span| report.page_of(*span));
        let place = page.map_or(name.to_owned(), |page| format!("{name} {}", say::page(page, lang)));
        let group: Group<'_> = if annotations.is_empty() {
            title.element(annotate_snippets::Origin::path(place))
        } else {
            title.element(Snippet::source(&*shown).path(place).annotations(annotations))
        };
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    if report.kind != Kind::Neither {
        out.push_str(&format!("{name}: {}\n", say::summary(report, lang)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, visible};

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(visible("年报\u{1b}[2J\n\u{9b}2J\u{202e}.txt"), "年报\\u{1b}[2J\\u{a}\\u{9b}2J\\u{202e}.txt");
        assert_eq!(escaped("\"\u{9b}2J\u{7f}\""), "\"\\u009b2J\\u007f\"");
    }
}
