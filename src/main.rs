//! The `gouji` command.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::{Parser, Subcommand, ValueEnum};
use gouji::json::{self, Shape};
use gouji::messages::{self, plural};
use gouji::report::{Fix, Report, Severity};
use gouji::{Lang, Options, intake, years};
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

const ERRORS_FOUND: u8 = 1;
const NOT_CHECKED: u8 = 2;

fn main() -> ExitCode {
    let Command::Check { format, lang, no_text, previous, mut files } = Arguments::parse().command;
    let lang = if lang == Language::En { Lang::En } else { Lang::Zh };
    if files.is_empty() {
        files.push("-".into());
    }
    let mut status = 0;
    let previous = previous.and_then(|file| match read(&file, lang) {
        Ok(text) => Some(gouji::check(&text, &Options::in_lang(lang))),
        Err(error) => {
            complain(&file, &error);
            status = NOT_CHECKED;
            None
        }
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in &files {
        let text = match read(file, lang) {
            Ok(text) => text,
            Err(error) => {
                complain(file, &error);
                status = NOT_CHECKED;
                continue;
            }
        };
        let mut report = gouji::check(&text, &Options::in_lang(lang));
        if let Some(previous) = &previous {
            years::compare(&mut report, previous, lang);
        }
        let name = file.to_string_lossy();
        let source = (name != "-").then_some(&*name);
        let written = match format {
            Format::Json => {
                let shape = Shape { source, with_text: !no_text, lang };
                serde_json::to_writer(&mut out, &json::json(&report, &text, shape))
                    .map_err(io::Error::from)
                    .and_then(|()| writeln!(out))
            }
            Format::Text => write!(out, "{}", render(&report, &text, source.unwrap_or("<stdin>"), lang)),
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
    eprintln!("gouji: {}: {error}", file.display());
}

/// Reads a file as text, whatever kind it is.
fn read(file: &Path, lang: Lang) -> Result<String, String> {
    let mut bytes = Vec::new();
    // One byte more than is read: then it is too large.
    let limit = intake::MAX_FILE_BYTES as u64 + 1;
    let read = if file == Path::new("-") {
        io::stdin().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|f| f.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| error.to_string())?;
    let gb18030 = |bytes: &[u8]| encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned();
    intake::text_of_file(&bytes, gb18030).map_err(|refusal| messages::refusal(refusal, lang).to_owned())
}

/// Diagnostics as compilers print them.
fn render(report: &Report, text: &str, name: &str, lang: Lang) -> String {
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in &report.findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::NOTE,
        };
        let level = match (finding.severity, lang) {
            (_, Lang::En) => level,
            (Severity::Error, Lang::Zh) => level.with_name("错误"),
            (Severity::Warning, Lang::Zh) => level.with_name("提示"),
            (Severity::Info, Lang::Zh) => level.with_name("说明"),
        };
        let title = level.primary_title(finding.message.as_str()).id(finding.rule);
        let annotations = finding.spans.iter().filter(|span| span.start < span.end).enumerate().map(|(i, span)| {
            let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = finding.fixes.first().filter(|_| i == 0).and_then(|fix| fix_label(fix, lang));
            kind.span(span.start..span.end).label(label)
        });
        let annotations: Vec<_> = annotations.collect();
        let group: Group<'_> = if annotations.is_empty() {
            title.element(annotate_snippets::Origin::path(name))
        } else {
            title.element(Snippet::source(text).path(name).annotations(annotations))
        };
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    out.push_str(&summary(report, name, lang));
    out
}

/// What the first cell marked should be.
fn fix_label(fix: &[Fix], lang: Lang) -> Option<String> {
    let to = fix.first()?.to;
    Some(match lang {
        Lang::Zh => format!("应为 {to}"),
        Lang::En => format!("should be {to}"),
    })
}

fn summary(report: &Report, name: &str, lang: Lang) -> String {
    let (errors, warnings, infos) =
        (report.count(Severity::Error), report.count(Severity::Warning), report.count(Severity::Info));
    let equations = report.equations;
    match lang {
        Lang::Zh if errors == 0 => {
            format!("{name}: 未发现勾稽错误,核对了 {equations} 个等式;{warnings} 处提示,{infos} 处说明\n")
        }
        Lang::Zh => format!("{name}: {errors} 处错误,{warnings} 处提示,{infos} 处说明;核对了 {equations} 个等式\n"),
        Lang::En => format!(
            "{name}: {}, {}, {}; {} checked\n",
            plural(errors, "error"),
            plural(warnings, "warning"),
            plural(infos, "note"),
            plural(equations, "equation")
        ),
    }
}
