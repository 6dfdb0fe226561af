// Every benchmark in one run, on the same inputs, with the rivals that are there: `make bench`. Writes a dated page of results
// into benches/results/. Nothing is asserted: times say what a machine did that day, the ratios are what to compare.
//
// The rivals are found, not installed:
//   npm install --prefix target/bench/rivals autocorrect-node harper.js     two linters of prose
//   python3 -m pip install beautifulsoup4 pandas lxml                        what a clerk's script is made of (or PYTHON=…)

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = new URL("../", import.meta.url).pathname;
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const BENCH = join(ROOT, "target/bench");
const said = [];
const say = (line = "") => {
  console.log(line);
  said.push(line);
};
const run = (command, args, more = {}) => execFileSync(command, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"], ...more });
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const us = (ms) => (ms < 1 ? `${(ms * 1000).toFixed(0)} µs` : `${ms.toFixed(1)} ms`);
const rate = (bytes, ms) => `${(bytes / ms / 1000).toFixed(1)} MB/s`;
const times = (a, b) => `${(a / b).toFixed(1)} ×`;
const row = (...cells) => say(`| ${cells.join(" | ")} |`);
const head = (...cells) => {
  row(...cells);
  say(`|${"---|".repeat(cells.length)}`);
};

/** The median of some runs, in milliseconds: as many as half a second holds, of those after the engine has compiled it well. */
function timed(work, most = 500) {
  const until = performance.now() + most;
  const list = [];
  while (performance.now() < until || list.length < 5) {
    const start = performance.now();
    work();
    list.push(performance.now() - start);
  }
  return median(list.slice(list.length >> 1));
}

// ---------------------------------------------------------------------------------------------
// natively

run("cargo", ["bench", "--quiet", "--bench", "check", "--", "--noplot", "--quiet"]);
const inputs = JSON.parse(readFileSync(join(BENCH, "inputs/list.json"), "utf8"));
inputs.forEach((input, i) => (input.content = readFileSync(join(BENCH, "inputs", String(i)))));
const criterion = {};
(function collect(folder) {
  for (const name of readdirSync(folder, { withFileTypes: true })) {
    if (!name.isDirectory()) continue;
    const path = join(folder, name.name);
    if (!existsSync(join(path, "new/estimates.json"))) collect(path);
    else criterion[JSON.parse(readFileSync(join(path, "new/benchmark.json"), "utf8")).full_id] = JSON.parse(readFileSync(join(path, "new/estimates.json"), "utf8")).median.point_estimate / 1e6;
  }
})(join(TARGET, "criterion"));

// ---------------------------------------------------------------------------------------------
// in WebAssembly: the checker alone, and the package's own function, whose answer is a JavaScript object

run("cargo", ["build", "--quiet", "--profile", "guest", "--lib", "--target", "wasm32-unknown-unknown", "--manifest-path", "tests/growth/Cargo.toml", "--target-dir", join(BENCH, "guest")], {
  env: { ...process.env, CARGO_PROFILE_GUEST_OPT_LEVEL: "s" },
});
const guest = new WebAssembly.Module(readFileSync(join(BENCH, "guest/wasm32-unknown-unknown/guest/gouji_growth.wasm")));
const instance = () => new WebAssembly.Instance(guest, {}).exports;
/** Checks (0) or only decodes and folds (4) bytes that are copied in each time. */
const inside = (module, bytes) => {
  const at = module.room(bytes.length);
  return (kind) => {
    new Uint8Array(module.memory.buffer, at, bytes.length).set(bytes);
    return module.run(kind, at, bytes.length);
  };
};
const PACKAGE = join(ROOT, "dist/package");
const gouji = await import(pathToFileURL(join(PACKAGE, "gouji.js")));
await gouji.init(readFileSync(join(PACKAGE, "gouji_bg.wasm")), readFileSync(join(PACKAGE, "gouji-files_bg.wasm")));

// The engine compiles them well only after some seconds of use.
timed(inside(instance(), inputs[0].content).bind(null, 0), 3000);
timed(() => gouji.check(inputs[0].content.toString()), 3000);

// ---------------------------------------------------------------------------------------------
// the rivals

const rivals = createRequire(join(BENCH, "rivals/package.json"));
const has = (name) => {
  try {
    return rivals.resolve(name);
  } catch {
    return false;
  }
};
const autocorrect = has("autocorrect-node") && rivals("autocorrect-node");
let harper = false;
const HARPER = join(BENCH, "rivals/node_modules/harper.js/dist");
if (existsSync(HARPER)) {
  const { LocalLinter } = await import(pathToFileURL(join(HARPER, "index.js")));
  const { binary } = await import(pathToFileURL(join(HARPER, "binary.js")));
  harper = new LocalLinter({ binary });
  await harper.setup();
}
const PYTHON = process.env.PYTHON ?? "python3";
const python = (html) => {
  const { status, stdout } = spawnSync(PYTHON, [join(ROOT, "benches/clerk.py"), html], { encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : false;
};

// ---------------------------------------------------------------------------------------------
// what is printed

const date = new Date().toISOString().slice(0, 10);
say(`# Benchmarks, ${date}`);
say();
say(`${cpus().length} × ${cpus()[0].model.trim()}, Linux ${release().split("-")[0]}, ${run("rustc", ["--version"]).trim()}, Node ${process.version}. \`make bench\`; ${run("git", ["describe", "--always", "--dirty"]).trim()}.`);
say();
say("Medians. *Floor*: the bytes copied, decoded, folded, as any checker must. *WASM*: the checker in WebAssembly, built as it is shipped, in Node.");
say("*Answer*: the package's `check`, whose answer is a JavaScript object.");
say();
say("## Texts");
say();
head("size", "layout", "native", "", "of its floor", "WASM", "of its floor", "answer");
const all = {};
for (const input of inputs.filter((input) => !input.isFile)) {
  const id = `${input.group}/${input.name}`;
  const native = criterion[id];
  const floor = criterion[`${id}, floor`];
  const module = inside(instance(), input.content);
  const wasm = timed(() => module(0));
  const wasmFloor = timed(() => module(4), 200);
  const text = input.content.toString();
  const answer = timed(() => gouji.check(text));
  (all[input.group] ??= []).push({ native, floor, wasm, wasmFloor, answer, bytes: input.bytes });
  row(input.group, input.name, us(native), rate(input.bytes, native), times(native, floor), us(wasm), times(wasm, wasmFloor), us(answer));
}
say();
say("The median layout of each size:");
say();
head("size", "native", "", "of its floor", "WASM", "of its floor", "answer");
for (const [group, list] of Object.entries(all)) {
  const of = (value) => median(list.map(value));
  row(group, us(of((one) => one.native)), `${of((one) => one.bytes / one.native / 1000).toFixed(1)} MB/s`, `${of((one) => one.native / one.floor).toFixed(1)} ×`, us(of((one) => one.wasm)), `${of((one) => one.wasm / one.wasmFloor).toFixed(1)} ×`, us(of((one) => one.answer)));
}
say();
say("## Files");
say();
head("kind", "KB", "native", "in JavaScript");
for (const input of inputs.filter((input) => input.isFile)) {
  const list = [];
  for (let i = 0; i < 15; i += 1) {
    const start = performance.now();
    await gouji.checkFile(new File([input.content], `report.${input.name.split(" ")[0]}`));
    list.push(performance.now() - start);
  }
  row(input.name, (input.bytes / 1000).toFixed(1), us(criterion[`file/${input.name}`]), us(median(list)));
}
say();
say("## Beside others");
say();
say("The same report of 10 KB, in the same run; what each does is not the same. autocorrect and harper lint prose (spaces, punctuation;");
say("English spelling and grammar) and read no table; the script reads the page's tables and adds up the rows and columns of table 3.");
say();
const ten = inputs.find((input) => input.group === "10 KB" && input.name === "Tabs");
const text = ten.content.toString();
const own = timed(() => gouji.check(text));
const nativeOwn = criterion["10 KB/Tabs"];
head("", "time", "in ours");
row("gouji, native", us(nativeOwn), "1 ×");
row("gouji, WebAssembly, to the answer", us(own), times(own, nativeOwn));
if (autocorrect) {
  const time = timed(() => autocorrect.lintFor(text, "report.txt"));
  row("autocorrect (native, from Node)", us(time), times(time, nativeOwn));
} else row("autocorrect", "not installed", "");
if (harper) {
  const list = [];
  for (let i = 0; i < 9; i += 1) {
    const start = performance.now();
    await harper.lint(text);
    list.push(performance.now() - start);
  }
  row("harper (WebAssembly)", us(median(list)), times(median(list), own) + " ours in WebAssembly");
} else row("harper", "not installed", "");
const page = inputs.findIndex((input) => input.name === "html");
const clerk = python(join(BENCH, "inputs", String(page)));
if (clerk) row(`a script of BeautifulSoup and pandas (${clerk.python})`, us(clerk.ms), times(clerk.ms, criterion["file/html"]) + " ours of the same page");
else row("a script of BeautifulSoup and pandas", "not installed", "");
say();
say("## Start-up, folders, memory");
say();
head("", "");
row("the forms and words made ready, native", us(criterion["start-up"]));
const cold = [];
for (let i = 0; i < 9; i += 1) {
  const start = performance.now();
  const fresh = instance();
  inside(fresh, ten.content)(0);
  cold.push(performance.now() - start);
}
row("a fresh instance in WebAssembly to its first answer", us(median(cold)));
run("cargo", ["build", "--quiet", "--release"]);
const command = join(TARGET, "release/gouji");
const spawned = (file, args) => median(Array.from({ length: 15 }, () => {
  const start = performance.now();
  spawnSync(file, args);
  return performance.now() - start;
}));
row("the command, a report of 10 KB, the process in all", `${us(spawned(command, ["check", join(BENCH, "inputs", String(inputs.indexOf(ten)))]))} (an empty process ${us(spawned("true", []))})`);
if (clerk) row("the script, its process in all", us(spawned(PYTHON, [join(ROOT, "benches/clerk.py"), join(BENCH, "inputs", String(page)), "once"])));
const folder = join(BENCH, "thousand");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (let i = 0; i < 1000; i += 1) writeFileSync(join(folder, `${i}.txt`), text);
const thousand = median(Array.from({ length: 3 }, () => {
  const start = performance.now();
  spawnSync(command, ["check", "--format", "json", "--no-text", folder], { maxBuffer: 1 << 30 });
  return performance.now() - start;
}));
row("the command, a folder of 1,000 of them", `${us(thousand)}, ${(1_000_000 / thousand).toFixed(0)} reports a second`);
for (const group of ["100 KB", "1 MB"]) {
  const input = inputs.find((input) => input.group === group && input.name === "Tabs");
  const module = instance();
  module.run(0, 0, 0);
  const before = module.memory.buffer.byteLength;
  inside(module, input.content)(0);
  row(`memory that a report of ${group} takes in WebAssembly, the text included`, times(module.memory.buffer.byteLength - before, input.bytes) + " its size");
}
if (process.argv.includes("--page")) {
  say();
  say("## In the built page, in Chromium");
  say();
  say("```");
  run("node", ["tests/browser/bench.mjs"]).trim().split("\n").forEach(say);
  say("```");
}
writeFileSync(join(ROOT, `benches/results/${date}.md`), `${said.join("\n")}\n`);
