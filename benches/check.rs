//! How long reading and checking takes: reports of 10 KB, 100 KB and 1 MB in every layout, and as every kind of file.
//!
//! Each is measured beside its floor, what any checker must do first: copy the bytes, decode them, fold the characters. The
//! same inputs are left in `target/bench/inputs` for what is measured elsewhere (`benches/run.mjs`: in WebAssembly, and the
//! rivals). The report is the made-up one of the tests, with sentences that agree with it (`tests/data/consistent.txt`).

#![allow(missing_docs, dead_code, unreachable_pub, clippy::print_stdout, clippy::unwrap_used)]
// It measures time, and does nothing else; the modules of the tests are not all used here.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::needless_range_loop)]

#[path = "../tests/it/before2007.rs"]
mod before2007;
#[path = "../tests/it/generate.rs"]
mod generate;
#[path = "../tests/it/office.rs"]
mod office;
#[path = "../tests/it/ole.rs"]
mod ole;
#[path = "../tests/it/paper.rs"]
mod paper;

use criterion::{Criterion, Throughput};
use fastrand::Rng;
use generate::{FUSED, Figures, LAYOUTS, Layout, Style, write};
use gouji::{Options, check, check_file};
use office::{Draft, Hand, blocks, docx, html, xlsx};
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// What is measured: its group, its name, its bytes; a text, or a file.
struct Input {
    group: &'static str,
    name: String,
    bytes: Vec<u8>,
    is_file: bool,
}

const SIZES: [(&str, usize); 3] = [("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000)];

/// The figures that the sentences agree with.
fn figures() -> Figures {
    let slip = include_str!("../tests/data/slip.txt");
    let fix = &check(slip).findings[0].fixes[0];
    Figures::of(&check(&gouji::report::mended(slip, fix).expect("the slip can be mended")))
}

/// Sentences of reports, one a line.
fn passages() -> Vec<&'static str> {
    include_str!("../tests/data/consistent.txt").lines().filter(|line| !line.starts_with('#')).collect()
}

/// A report with so much prose in its overview that it has about so many bytes.
fn report(figures: &Figures, layout: Layout, size: usize) -> String {
    let text = write(figures, layout, Style::default(), &mut Rng::with_seed(1));
    let (before, after) = text.split_once("其他工作有序推进").expect("the overview");
    let mut out = before.to_owned();
    for passage in passages().into_iter().cycle() {
        if out.len() + passage.len() + after.len() > size {
            break;
        }
        out.push_str(passage);
        out.push('\n');
    }
    out + "其他工作有序推进" + after
}

fn inputs() -> Vec<Input> {
    let figures = figures();
    let mut inputs = Vec::new();
    for (size, bytes) in SIZES {
        for layout in LAYOUTS.into_iter().chain(FUSED) {
            let text = report(&figures, layout, bytes);
            inputs.push(Input { group: size, name: format!("{layout:?}"), bytes: text.into_bytes(), is_file: false });
        }
    }
    let drawn = blocks(&figures, false);
    let page = html(&drawn, Hand::Portal, &mut Rng::with_seed(1));
    let mut file = |name: &str, bytes: Vec<u8>| {
        inputs.push(Input { group: "file", name: name.to_owned(), bytes, is_file: true });
    };
    file("html", page.into_bytes());
    file("docx", docx(&drawn, Draft::default()));
    file("doc", before2007::doc(&drawn, before2007::Doc::default()));
    file("xlsx", xlsx(&drawn));
    file("xls", before2007::xls(&drawn));
    for writer in paper::WRITERS {
        file(&format!("pdf {writer:?}"), paper::pdf(&drawn, writer));
    }
    file("ofd", paper::ofd(&drawn));
    let text = report(&figures, Layout::Tabs, 10_000);
    file("GB18030", encoding_rs::GB18030.encode(&text).0.into_owned());
    inputs
}

/// Leaves the inputs where the other benchmarks find them, with what they are.
fn leave(inputs: &[Input]) -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/inputs");
    std::fs::create_dir_all(&folder)?;
    let mut list = Vec::new();
    for (i, input) in inputs.iter().enumerate() {
        std::fs::write(folder.join(format!("{i}")), &input.bytes)?;
        let Input { group, name, is_file, .. } = input;
        list.push(serde_json::json!({ "group": group, "name": name, "isFile": is_file, "bytes": input.bytes.len() }));
    }
    std::fs::write(folder.join("list.json"), serde_json::Value::from(list).to_string())
}

/// What any checker of the bytes must do first.
fn floor(bytes: &[u8]) -> usize {
    let copied = bytes.to_vec();
    gouji::folded(&String::from_utf8_lossy(black_box(&copied)))
}

fn main() {
    let inputs = inputs();
    leave(&inputs).expect("target/bench/inputs is written");
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(500))
        .configure_from_args();
    for Input { group, name, bytes, is_file } in &inputs {
        let mut of = criterion.benchmark_group(*group);
        of.throughput(Throughput::Bytes(bytes.len() as u64));
        if *is_file {
            of.bench_function(name.as_str(), |b| b.iter(|| check_file(black_box(bytes), &Options::default())));
        } else {
            let text = std::str::from_utf8(bytes).expect("a text");
            of.bench_function(name.as_str(), |b| b.iter(|| check(black_box(text))));
            of.bench_function(format!("{name}, floor"), |b| b.iter(|| floor(black_box(bytes))));
        }
        of.finish();
    }
    // What is done once: the forms are read, and their words are made ready.
    criterion.bench_function("start-up", |b| b.iter(|| gouji::Checker::new(gouji::forms::standard())));
    criterion.final_summary();
}
