//! The `gouji` command.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::{Parser, Subcommand, ValueEnum};
use gouji::intake::{self, Refusal};
use gouji::json::{self, Shape};
use gouji::report::{Kind, Report, Severity};
use gouji::{Lang, Options, say, years};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 政府信息公开工作年度报告勾稽校验 — checks the numbers of a government information disclosure report
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 校验年报 — check reports; exit status 0 no errors, 1 errors found, 2 not readable or not a report
    Check {
        /// 输出格式 — output format
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// 语言 — language of messages
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        lang: Language,
        /// JSON 中不含原文 — leave the text out of the JSON
        #[arg(long)]
        no_text: bool,
        /// 上一年度的年报 — last year's report, to compare with
        #[arg(long, value_name = "FILE")]
        previous: Option<PathBuf>,
        /// 年报文件,“-”为标准输入 — report files, “-” is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// 列出全部规则 — list all rules, as a Markdown table
    Rules {
        /// 语言 — language
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        lang: Language,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    Zh,
    En,
}

impl Language {
    fn of_messages(self) -> Lang {
        match self {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}

const ERRORS_FOUND: u8 = 1;
const NOT_CHECKED: u8 = 2;

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check { format, lang, no_text, previous, files } => {
            check(format, lang.of_messages(), no_text, previous, files)
        }
        Command::Rules { lang } => match io::stdout().lock().write_all(rules(lang.of_messages()).as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(NOT_CHECKED),
        },
    }
}

/// All rules as a Markdown table.
fn rules(lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut out = String::from(if zh {
        "| 规则 | 名称 | 应当 | 最重 | 依据 |\n|---|---|---|---|---|\n"
    } else {
        "| rule | name | must hold | at most | basis |\n|---|---|---|---|---|\n"
    });
    for rule in gouji::rules::RULES {
        let (name, says, severity) = (lang.pick(rule.name), lang.pick(rule.says), say::severity(rule.severity, lang));
        out.push_str(&format!("| `{}` | {name} | {says} | {severity} | {} |\n", rule.id, rule.basis));
    }
    out
}

fn check(format: Format, lang: Lang, no_text: bool, previous: Option<PathBuf>, mut files: Vec<PathBuf>) -> ExitCode {
    let options = Options::default();
    if files.is_empty() {
        files.push("-".into());
    }
    // A check that fails is told in one line, as any other trouble with a file.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        FAILED_AT.with_borrow_mut(|at| *at = place);
    }));
    let mut status = 0;
    let previous = previous.and_then(|file| {
        let checked = check_file(&file, &options, lang);
        if let Some(trouble) = &checked.trouble {
            complain(&file, trouble);
            status = NOT_CHECKED;
            return None;
        }
        Some(checked.report)
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in &files {
        let Checked { mut report, text, trouble } = check_file(file, &options, lang);
        if let Some(previous) = &previous {
            report = years::compare(&report, previous);
        }
        let name = file.to_string_lossy();
        let source = (name != "-").then_some(&*name);
        if let Some(trouble) = &trouble {
            complain(file, trouble);
        }
        let written = match format {
            Format::Json => {
                let shape = Shape { source, with_text: !no_text, lang };
                let line = serde_json::to_string(&json::json(&report, &text, shape)).map_err(io::Error::from);
                line.and_then(|line| writeln!(out, "{}", escaped(&line)))
            }
            Format::Text if trouble.is_some() => Ok(()),
            Format::Text => write!(out, "{}", render(&report, &text, &visible(source.unwrap_or("<stdin>")), lang)),
        };
        if let Err(error) = written.and_then(|()| out.flush()) {
            // A reader that went away (`| head`) has what it wanted.
            if error.kind() != io::ErrorKind::BrokenPipe {
                complain(Path::new("<stdout>"), &error.to_string());
            }
            return ExitCode::from(NOT_CHECKED);
        }
        status = status.max(status_of(&report));
    }
    ExitCode::from(status)
}

fn status_of(report: &Report) -> u8 {
    if report.findings.iter().any(|finding| finding.rule == "structure.not-a-report") {
        NOT_CHECKED
    } else if report.count(Severity::Error) > 0 {
        ERRORS_FOUND
    } else {
        0
    }
}

#[allow(clippy::print_stderr)]
fn complain(file: &Path, error: &str) {
    eprintln!("gouji: {}: {}", visible(&file.to_string_lossy()), visible(error));
}

/// A file's text and report.
struct Checked {
    report: Report,
    text: String,
    /// Why the file was not read or not checked, in a sentence.
    trouble: Option<String>,
}

/// Reads and checks a file, whatever kind it is. One that makes the program fail costs its own report only.
fn check_file(file: &Path, options: &Options, lang: Lang) -> Checked {
    let refused = |refusal: Refusal, why: &str| {
        let trouble = Some(format!("{}{why}", say::refusal(refusal, lang)));
        Checked { report: gouji::refuse(refusal).report, text: String::new(), trouble }
    };
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(error) => return refused(Refusal::Unopened, &format!(": {error}")),
    };
    unfailing(|| match intake::read_file(&bytes, options.gb18030, &mut |_, _| {}) {
        Ok(document) => {
            Checked { report: gouji::check_pages(&document.text, &document.pages), text: document.text, trouble: None }
        }
        Err(refusal) => refused(refusal, ""),
    })
    .unwrap_or_else(|| refused(Refusal::Failed, &FAILED_AT.with_borrow(|at| format!(" ({at})"))))
}

thread_local! {
    /// Where in the program a check failed last: file, line and column.
    static FAILED_AT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What a function gives; `None` where it fails.
fn unfailing<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

/// The bytes of a file, or of standard input.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more than is read: then it is too large.
    let limit = intake::MAX_FILE_BYTES as u64 + 1;
    if file == Path::new("-") {
        io::stdin().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Whether a character would command a terminal, or reorder what stands around it, instead of being shown.
fn is_command(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text on one line of a terminal: what would command it is shown by its code.
fn visible(text: &str) -> Cow<'_, str> {
    with_codes(text, |c| c.escape_unicode().to_string())
}

/// JSON without characters that would command a terminal; those stand in strings only, where a code means the same.
fn escaped(json: &str) -> Cow<'_, str> {
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
fn render(report: &Report, text: &str, name: &str, lang: Lang) -> String {
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
    use super::{escaped, unfailing, visible};

    #[test]
    fn a_check_that_fails_is_caught() {
        std::panic::set_hook(Box::new(|_| {}));
        let word: &str = "年";
        assert_eq!(unfailing(|| word[1..].len()), None);
        assert_eq!(unfailing(|| word.len()), Some(3));
    }

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(visible("年报\u{1b}[2J\n\u{9b}2J\u{202e}.txt"), "年报\\u{1b}[2J\\u{a}\\u{9b}2J\\u{202e}.txt");
        assert_eq!(escaped("\"\u{9b}2J\u{7f}\""), "\"\\u009b2J\\u007f\"");
    }
}
