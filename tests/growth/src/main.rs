//! Counts the work of checking inputs made of one unit again and again, at one size and at four times that size, and
//! fails where four times the input takes more than four times the work, and a tenth more.
//!
//! `--far` prints, of the inputs whose names are given after it, the work a byte from 10 KB to 8 MB.

#![allow(clippy::print_stdout)]

mod inputs;

use inputs::{Input, inputs};
use wasmi::{Config, Engine, Linker, Module, Store};

/// Bytes of the smaller input; the larger has four times as many.
const SMALL: usize = 12 << 10;
/// So much more than in proportion is allowed.
const ALLOWED: f64 = 1.1;
/// Instructions beyond which no input of these sizes may go: a second's worth in a browser.
const MOST: u64 = 4_000_000_000;

fn main() {
    let path = std::env::args().nth(1).expect("the path of the guest module");
    let only = std::env::args().nth(2);
    let far = only.as_deref() == Some("--far");
    let bytes = std::fs::read(path).expect("the guest module");
    let mut config = Config::default();
    config.consume_fuel(true);
    let engine = Engine::new(&config);
    let module = Module::new(&engine, &bytes).expect("a module");
    if far {
        let names: Vec<String> = std::env::args().skip(3).collect();
        if print_far(&engine, &module, &names) {
            println!("the work a byte grows");
            std::process::exit(1);
        }
        return;
    }
    println!(
        "Work (instructions) of inputs of one size, and of four times that size; the ratio is 1 where it grows alike."
    );
    println!("{:>9} {:>9} {:>6}  input", "work", "× 4", "ratio");
    let mut failed = 0;
    let wanted = |input: &Input| only.as_ref().is_none_or(|name| input.name.contains(name.as_str()));
    for input in inputs().into_iter().filter(wanted) {
        let work = |size: usize| work(&engine, &module, &input, size, MOST);
        let (small, large) = (work(SMALL), work(4 * SMALL));
        let ratio = large.unwrap_or(MOST) as f64 / small.unwrap_or(MOST).max(1) as f64 / 4.0;
        let bad = large.is_none() || ratio > ALLOWED;
        failed += usize::from(bad);
        let shown =
            |work: Option<u64>| work.map_or("too much".to_owned(), |work| format!("{:.1} M", work as f64 / 1e6));
        println!(
            "{:>9} {:>9} {ratio:>6.2}{} {}",
            shown(small),
            shown(large),
            if bad { " ✘" } else { "  " },
            short(&input.name)
        );
    }
    if failed > 0 {
        println!("{failed} inputs grow faster than their size");
        std::process::exit(1);
    }
}

/// Bytes of the inputs whose growth is followed far; of the last the checker takes nearly no more.
const FAR: [(&str, usize); 4] = [("10 KB", 10 << 10), ("100 KB", 100 << 10), ("1 MB", 1 << 20), ("8 MB", 8_000_000)];

/// A line an input: its work a byte at each size, in times that of the smallest. Whether one grows more than is allowed.
fn print_far(engine: &Engine, module: &Module, names: &[String]) -> bool {
    let mut grows = false;
    println!("Work (instructions) a byte, at 10 KB; then in times that. Of more than a report can hold less is read.");
    println!("{:>10} {:>8} {:>8} {:>8}  input", FAR[0].0, FAR[1].0, FAR[2].0, FAR[3].0);
    for input in inputs().iter().filter(|input| names.iter().any(|name| input.name.contains(name.as_str()))) {
        let per_byte = |size: usize| Some(work(engine, module, input, size, u64::MAX)? as f64 / size as f64);
        let Some(first) = per_byte(FAR[0].1) else { continue };
        let rest: Vec<Option<f64>> = FAR[1..].iter().map(|(_, size)| Some(per_byte(*size)? / first)).collect();
        grows |= rest.iter().flatten().any(|ratio| *ratio > ALLOWED);
        let rest: Vec<String> = rest.iter().map(|own| own.map_or("–".to_owned(), |own| format!("{own:.2}"))).collect();
        println!("{first:>10.0} {:>8} {:>8} {:>8}  {}", rest[0], rest[1], rest[2], short(&input.name));
    }
    grows
}

/// The beginning of a name.
fn short(name: &str) -> String {
    name.chars().take(48).collect()
}

/// The instructions that an input takes; `None` where they are more than `most`, or the checker fails.
fn work(engine: &Engine, module: &Module, input: &Input, size: usize, most: u64) -> Option<u64> {
    let mut store = Store::new(engine, ());
    store.set_fuel(most).ok()?;
    let instance = Linker::new(engine).instantiate_and_start(&mut store, module).ok()?;
    let room = instance.get_typed_func::<u32, u32>(&store, "room").ok()?;
    let run = instance.get_typed_func::<(u32, u32, u32), u32>(&store, "run").ok()?;
    // What is done once, whatever the text, is no growth.
    run.call(&mut store, (0, 0, 0)).ok()?;
    let bytes = (input.make)(size);
    let at = room.call(&mut store, bytes.len() as u32).ok()?;
    instance.get_memory(&store, "memory")?.write(&mut store, at as usize, &bytes).ok()?;
    let before = store.get_fuel().ok()?;
    match run.call(&mut store, (input.kind, at, bytes.len() as u32)) {
        Ok(_) => Some(before - store.get_fuel().ok()?),
        Err(error) => {
            println!("{}: {error}", short(&input.name));
            None
        }
    }
}
