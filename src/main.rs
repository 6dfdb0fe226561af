//! The `gouji` command.

mod command;

use clap::{Parser, Subcommand, ValueEnum};
use command::{Asked, NOT_CHECKED};
use gouji::{Lang, say};
use std::io::{self, Write};
use std::num::NonZero;
use std::path::PathBuf;
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
        /// 输出格式（默认 text，--ndjson 时为 json） — output format (text, with --ndjson json)
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// 语言 — language of messages
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        lang: Language,
        /// JSON 中不含原文 — leave the text out of the JSON
        #[arg(long)]
        no_text: bool,
        /// 上一年度的年报 — last year's report, to compare with
        #[arg(long, value_name = "FILE")]
        previous: Option<PathBuf>,
        /// 各单位的年报（文件、文件夹或通配符），与其合计核对 — the departments' reports, to hold against their sum
        #[arg(long, value_name = "PATH")]
        departments: Vec<PathBuf>,
        /// 文件每行一份年报：{"source","text"} — a report a line: {"source","text"}
        #[arg(long)]
        ndjson: bool,
        /// 同时核对的份数（默认为处理器核数） — reports checked at a time (as many as there are cores)
        #[arg(long, value_name = "N")]
        jobs: Option<NonZero<usize>>,
        /// 一律以状态 0 结束，供管道使用 — exit with 0 whatever was found, for pipes
        #[arg(long)]
        exit_zero: bool,
        /// 年报文件、文件夹或通配符，“-”为标准输入 — report files, folders or patterns, “-” is standard input
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

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check { format, lang, no_text, previous, departments, ndjson, jobs, exit_zero, files } => {
            command::check(Asked {
                json: format.unwrap_or(if ndjson { Format::Json } else { Format::Text }) == Format::Json,
                lang: lang.of_messages(),
                with_text: !no_text,
                previous,
                departments,
                lines: ndjson,
                jobs,
                exit_zero,
                files,
            })
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
