// The words of the page: both languages say the same things, the Chinese in the punctuation of mainland offices.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { STRINGS } from "../../www/strings.js";

const ROOT = new URL("../../", import.meta.url).pathname;
const { zh, en } = STRINGS;

/** Every sentence there is, those that take something with something given. */
function sentences(strings, path = "") {
  return Object.entries(strings).flatMap(([name, value]) => {
    if (typeof value === "string") return [[path + name, value]];
    if (typeof value === "object") return sentences(value, `${path}${name}.`);
    const claim = { name: "某数", relation: "more", year: 2023, approximate: true, scope: "other" };
    const sides = [{ name: "某行", value: 3 }];
    const given = { claimed: [claim, 2024], notHeld: [{ ...claim, relation: "count" }, 2024], counts: [{ all: 9, errors: 1, warnings: 2, partial: 3, clean: 2, unchecked: 1 }, 1], flow: [sides, sides, 3, 4] }[name];
    const calls = given ? [given] : [[2, 3, 1], [0, 0, 0], ["某处", "某物", 2]];
    return calls.map((call) => [path + name, value(...call)]);
  });
}

/** ASCII punctuation or foreign quotes beside a Chinese character. */
const FOREIGN = /[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]|[「」]/;

test("Chinese is set in Chinese punctuation", () => {
  const all = sentences(zh);
  assert.ok(all.length > 120);
  assert.deepEqual(all.filter(([, said]) => FOREIGN.test(said)), []);
  // The other pages' own words.
  for (const name of ["index.html", "www/page.js", "examples/portal/index.html", "examples/portal/portal.js"]) {
    const lines = readFileSync(ROOT + name, "utf8").split("\n").filter((line) => !/^\s*(\/\/|<!--)/.test(line));
    assert.deepEqual(lines.filter((line) => FOREIGN.test(line)), [], name);
  }
});

test("each language says what the other says", () => {
  const kinds = (strings) => Object.entries(strings).map(([name, value]) => [name, value && value.constructor === Object ? kinds(value) : typeof value]).sort();
  assert.deepEqual(kinds(zh), kinds(en));
  // Nothing is said that the page never says.
  const scripts = ["app", "element", "document", "margin", "verdict", "changes", "claims", "tables", "flow", "labels", "reading", "privacy", "aside-view", "last-year", "many", "folder-view", "heat", "exports"].map((name) => readFileSync(`${ROOT}www/${name}.js`, "utf8")).join("");
  const said = (name) => new RegExp(`[.]${name}\\b`).test(scripts);
  // By the severity of a finding or the outcome of an equation.
  const looked = ["error", "warning", "info", "fails", "holds", "undecided"];
  assert.deepEqual(Object.keys(zh).filter((name) => !said(name) && !looked.includes(name)), []);
});
