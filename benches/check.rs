//! How long a check takes, and as a ratio to decoding the same text, which any checker must do.
//!
//! `cargo bench` prints a line a text. Absolute times say what a machine did that day; the ratio is
//! what to compare between versions.

#![allow(missing_docs, clippy::print_stdout)]
// It measures time, and does nothing else.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    println!("{:<28} {:>8} {:>12} {:>12} {:>8}", "text", "KB", "check", "decode", "ratio");
    let table = include_str!("../tests/data/slip.txt");
    let prose = "全年工作有序推进,公开质量稳步提升,各类申请均按时答复。".repeat(70);
    line("a report", table);
    line("a report of 10 KB", &format!("{table}{prose}"));
    // The gold list's sentences, a report's worth at a time: what prose adds to the tables.
    let sentences: Vec<&str> =
        include_str!("../tests/data/prose.txt").lines().filter_map(|line| Some(line.split_once(" | ")?.0)).collect();
    let bare: String = table.lines().filter(|line| !line.contains('。')).map(|line| format!("{line}\n")).collect();
    let told = bare.replace("一、总体情况\n", &format!("一、总体情况\n{}\n", sentences[..60].concat()));
    line("tables alone", &bare);
    line("tables and 60 sentences", &told);
    let of = |text: &str| time(|| gouji::check(black_box(text)).findings.len()).as_secs_f64();
    println!("{:<28} {:>44.2}", "prose, in times the tables", (of(&told) - of(&bare)) / of(&bare));
    line("a page of reports", &table.repeat(10));
    line("prose alone", &prose.repeat(20));
    line("a fused table", &table.replace([' ', '|', '\n'], ""));
    // Every cell wrong: the search for repairs at its bound.
    let wrong: String =
        table.chars().enumerate().map(|(i, c)| if c == '0' { char::from(b'1' + (i % 9) as u8) } else { c }).collect();
    line("everything wrong", &wrong);
    // Digits that can be cut in more ways than anyone can weigh, in every row: both searches at their bounds.
    let labels = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "(一)予以公开",
        "2.重复申请",
        "(七)总计",
        "四、结转下年度继续办理",
    ];
    for digits in ["1111111111111111111111111111111111111111", "12121212121212121212", "110110110110110660"] {
        line(&format!("{} digits a row", digits.len()), &labels.map(|label| format!("{label}{digits}")).concat());
    }
    line("blanks lost", &table.replace(" 0 |", " "));
    if let Ok(folder) = std::fs::read_dir("../shared/reports") {
        for path in folder.flatten().map(|entry| entry.path()) {
            if let (true, Ok(text)) =
                (path.extension().is_some_and(|e| e == "txt" || e == "md"), std::fs::read_to_string(&path))
            {
                line(&path.file_name().unwrap_or_default().to_string_lossy(), &text);
            }
        }
    }
}

fn line(name: &str, text: &str) {
    let bytes = text.as_bytes();
    let check = time(|| gouji::check(black_box(text)).findings.len());
    let decode = time(|| String::from_utf8_lossy(black_box(bytes)).chars().filter(|c| *c == '表').count());
    let ratio = check.as_secs_f64() / decode.as_secs_f64();
    println!("{name:<28} {:>8.1} {check:>12.1?} {decode:>12.1?} {ratio:>8.0}", bytes.len() as f64 / 1024.0);
}

/// The median of some runs.
fn time<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..31)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}
