// Scores a batch that was written blind (surroundings.md, prose.md, years.md say how one is written):
//
//   node tests/blind/score.mjs surroundings|prose|years FOLDER [COMMAND]
//
// COMMAND is the `gouji` to try, target/release/gouji if none is named, so that an older one can be tried on the same batch. Prints what is
// false, missed or misread, a line each, and then the figures that tests/data/README.md keeps.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const [kind, folder, command = "target/release/gouji"] = process.argv.slice(2);

/** Reports on some files, in their order. */
function reports(files, ...options) {
  const run = (args) => {
    try {
      return execFileSync(command, args, { maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
    } catch (failed) {
      // Findings end the command with a status of their own.
      return failed.stdout;
    }
  };
  return run(["check", "--format", "json", ...options, ...files]).toString().trim().split("\n").map((line) => JSON.parse(line));
}
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const files = (ending, is = () => true) => readdirSync(folder).filter((name) => name.endsWith(ending) && is(name)).sort();
const told = (report) => report.findings.filter((finding) => finding.severity !== "info");
const line = (what, where, finding) => console.log(`${what.padEnd(9)} ${where} ${finding ? `${finding.severity} ${finding.rule}: ${finding.message}` : ""}`);
const per = (part, all) => `${part} of ${all} (${all ? ((100 * part) / all).toFixed(1) : "–"} %)`;

/** Where a sentence stands in a text, and where in it a number that is part of no longer one; null where it does not. */
function place(text, sentence, number) {
  const start = text.indexOf(sentence);
  if (start < 0) return null;
  const digits = String(number).replace(/[.]/g, "[.]");
  const found = sentence.matchAll(new RegExp(`(?<![0-9.])${digits}(?![0-9]|[.][0-9])`, "g"));
  const numbers = [...found].map(({ index }) => [start + index, start + index + String(number).length]);
  return { sentence: [start, start + sentence.length], numbers };
}
const meets = (finding, range) => finding.spans.some(([start, end]) => start < range[1] && end > range[0]);

function surroundings() {
  const sum = { texts: 0, false: 0, misreadTexts: 0, cells: 0, read: 0, misread: 0, slips: 0, named: 0 };
  const kinds = { all: new Set(), false: new Set(), misread: new Set() };
  const names = files(".txt");
  const answers = reports(names.map((name) => join(folder, name)), "--no-text");
  names.forEach((name, at) => {
    const truth = json(join(folder, name.replace(/txt$/, "json")));
    const report = answers[at];
    const cells = new Map(report.tables.flatMap((table) => table.cells.map((cell) => [`${table.id}.${cell.row}.${cell.column}`, cell])));
    sum.texts += 1;
    kinds.all.add(truth.kind);
    const errors = report.findings.filter((finding) => finding.severity === "error");
    if (truth.slip) {
      sum.slips += 1;
      const named = errors.some((error) => (error.fixes ?? []).some((fix) => fix.some((change) => `${change.table}.${change.row}.${change.column}` === truth.slip.cell && Number(change.to) === Number(truth.slip.was))));
      sum.named += named;
      if (!named) line("not named", `${name} ${truth.slip.cell} ${truth.slip.was} → ${truth.slip.is}`, errors[0]);
    } else if (errors.length > 0) {
      sum.false += 1;
      kinds.false.add(truth.kind);
      errors.forEach((error) => line("FALSE", name, error));
    }
    const misread = [];
    let unread = 0;
    for (const [id, value] of Object.entries(truth.cells)) {
      const cell = cells.get(id);
      sum.cells += 1;
      const same = (a, b) => [1, 1e4, 1e8].some((unit) => Math.abs(a - b * unit) < 1e-6 || Math.abs(a * unit - b) < 1e-6);
      const isAmount = /amount$/.test(id);
      // (A mark for nothing, 〇 or 零, is nought.)
      const isNothing = cell?.state === "blank" || (cell?.state === "value" && Number(cell.value) === 0);
      if (value === null ? isNothing : cell?.state === "value" && (isAmount ? same(Number(cell.value), Number(value)) : Number(cell.value) === Number(value))) sum.read += 1;
      else if (cell?.state === "value" || (cell?.state === "blank" && value !== null)) misread.push(`${id} ${value} as ${cell.value}`);
      else unread += 1;
    }
    sum.misread += misread.length;
    if (misread.length > 0) {
      sum.misreadTexts += 1;
      kinds.misread.add(truth.kind);
      line("MISREAD", `${name} ${misread.length}: ${misread.slice(0, 3).join(", ")}`);
    }
    if (unread > 0) line("unread", `${name} ${unread}`);
  });
  console.log(`${kinds.all.size} kinds, ${sum.texts} texts, ${sum.slips} with a slip`);
  console.log(`false errors in ${sum.false} texts of ${kinds.false.size} kinds; misread ${sum.misreadTexts} texts of ${kinds.misread.size} kinds`);
  console.log(`cells read ${per(sum.read, sum.cells)}, misread ${sum.misread}; slips named ${per(sum.named, sum.slips)}`);
}

/** Holds a report against the one fault that its file names: found at the number, within its sentence, or not. */
function found(name, report, fault, is) {
  const where = place(report.text, fault.sentence, fault.wrong);
  if (!where) return line("BATCH", `${name}: its sentence is not in it`) ?? { at: 0, near: 0, others: [] };
  const own = told(report).filter(is);
  const at = own.some((finding) => where.numbers.some((number) => meets(finding, number)));
  const near = own.some((finding) => meets(finding, where.sentence));
  const others = own.filter((finding) => !meets(finding, where.sentence));
  if (!near) line("missed", `${name} ${fault.wrong} for ${fault.right}: ${fault.sentence}`);
  else if (!at) line("near", `${name} ${fault.wrong} for ${fault.right}: ${fault.sentence}`);
  return { at: Number(at), near: Number(near), others };
}

function prose() {
  const sums = { right: [0, 0], t: [0, 0, 0], p: [0, 0, 0] };
  let others = 0;
  const names = files(".txt");
  const answers = reports(names.map((name) => join(folder, name)));
  names.forEach((name, i) => {
    const report = answers[i];
    if (/^\d/.test(name)) {
      sums.right[0] += 1;
      sums.right[1] += told(report).length > 0;
      told(report).forEach((finding) => line("FALSE", name, finding));
      return;
    }
    const { at, near, others: beside } = found(name, report, json(join(folder, name.replace(/txt$/, "json"))), () => true);
    beside.forEach((finding) => line("beside", name, finding));
    others += beside.length > 0;
    const sum = sums[name[0]];
    sum[0] += 1;
    sum[1] += at;
    sum[2] += near;
  });
  console.log(`right reports with a warning: ${per(sums.right[1], sums.right[0])}; of those with a fault, with a warning elsewhere: ${others}`);
  console.log(`against the tables at the number ${per(sums.t[1], sums.t[0])}, in its sentence ${sums.t[2]}`);
  console.log(`within the prose at the number ${per(sums.p[1], sums.p[0])}, in its sentence ${sums.p[2]}`);
}

function years() {
  const sum = { pairs: 0, false: 0, alone: 0, slips: 0, found: 0 };
  const ofYears = (finding) => finding.rule.startsWith("years.");
  for (const pair of readdirSync(folder).sort()) {
    const [last, now] = ["last.txt", "this.txt"].map((name) => join(folder, pair, name));
    if (!existsSync(now)) continue;
    sum.pairs += 1;
    const alone = reports([last, now]);
    alone.flatMap(told).forEach((finding) => line("alone", pair, finding));
    sum.alone += alone.filter((report) => told(report).length > 0).length;
    const [report] = reports([now], "--previous", last);
    const slip = join(folder, pair, "slip.json");
    let others = told(report).filter(ofYears);
    if (existsSync(slip)) {
      sum.slips += 1;
      const fault = json(slip);
      const { near, others: beside } = found(pair, report, fault, ofYears);
      sum.found += near;
      others = beside;
    }
    sum.false += others.length > 0;
    others.forEach((finding) => line("FALSE", pair, finding));
  }
  console.log(`${sum.pairs} pairs; false between the years in ${sum.false}, in single reports ${sum.alone} of ${2 * sum.pairs}; slips found ${per(sum.found, sum.slips)}`);
}

const kinds = { surroundings, prose, years };
if (!kinds[kind] || !folder) {
  console.error(`node tests/blind/score.mjs ${Object.keys(kinds).join("|")} FOLDER [COMMAND]`);
  process.exit(2);
}
kinds[kind]();
