// What the page costs at the desk, in the built page in a real Chromium; each as it is and as a ratio to the same in the same
// run without us. `make bench` runs it; nothing is asserted here.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { DIST, start } from "./pages.mjs";
import { EXAMPLE } from "../../www/example.js";

const stage = await start();
const filler = "全年继续推进公开工作，提高服务水平，及时更新各类信息，便利群众查询，做到应公开尽公开。\n";
const sized = (bytes) => EXAMPLE.replace("二、主动公开政府信息情况", `${filler.repeat(Math.max(0, Math.ceil((bytes - 4000) / Buffer.byteLength(filler))))}二、主动公开政府信息情况`);

/** Types so many keys into a textarea; the time of the handlers, and from the key to the next frame. */
const typing = async ({ selector, keys }) => {
  const area = selector ? document.querySelector("gouji-validator").shadowRoot.querySelector(selector) : document.querySelector("#plain");
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  const script = [];
  const frame = [];
  for (let i = 0; i < keys; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const start = performance.now();
    document.execCommand("insertText", false, String(i % 10));
    script.push(performance.now() - start);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    frame.push(performance.now() - start);
  }
  const at = (list, q) => list.sort((a, b) => a - b)[Math.floor((list.length - 1) * q)];
  return { script: at(script, 0.5), script95: at(script, 0.95), frame: at(frame, 0.5), frame95: at(frame, 0.95) };
};

/** The same, editing cells of the document. */
const editing = async (keys) => {
  const inside = document.querySelector("gouji-validator").shadowRoot;
  const script = [];
  const frame = [];
  for (let i = 0; i < keys; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const cell = inside.querySelector('td[data-key="requests/granted/natural_person"]');
    cell.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
    const input = cell.querySelector("input");
    input.value = String(10 + (i % 5));
    const start = performance.now();
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    script.push(performance.now() - start);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    frame.push(performance.now() - start);
  }
  const at = (list, q) => list.sort((a, b) => a - b)[Math.floor((list.length - 1) * q)];
  return { script: at(script, 0.5), script95: at(script, 0.95), frame: at(frame, 0.5), frame95: at(frame, 0.95) };
};

const ms = (n) => `${n.toFixed(1)} ms`;
const row = (name, { script, script95, frame, frame95 }, base) =>
  console.log(`${name.padEnd(44)} script ${ms(script)} (p95 ${ms(script95)}), to the frame after ${ms(frame)} (p95 ${ms(frame95)})${base ? `, ${(frame / base.frame).toFixed(1)} × plain` : ""}`);

for (const [name, bytes] of [["4 KB", 0], ["20 KB", 20_000], ["100 KB", 100_000], ["500 KB", 500_000]]) {
  await stage.onPage({}, async (page) => {
    const text = sized(bytes);
    await page.evaluate((text) => {
      const plain = document.createElement("textarea");
      plain.id = "plain";
      plain.style.cssText = "";
      plain.value = text;
      document.body.append(plain);
      document.querySelector("gouji-validator").value = text;
    }, text);
    await page.waitForFunction(() => document.querySelector("gouji-validator").state === "checked");
    await page.waitForTimeout(500);
    const base = await page.evaluate(typing, { selector: null, keys: 40 });
    row(`${name}: a key in a plain textarea`, base);
    if (bytes < 200_000) row(`${name}: a cell of the document edited`, await page.evaluate(editing, 40), base);
    await page.click("#tab-source");
    row(`${name}: a key in the source text`, await page.evaluate(typing, { selector: "textarea", keys: 40 }), base);
  });
}

/** How far things jump: from load to the verdict, and at a repair. */
await stage.onPage({}, async (page) => {
  await page.addInitScript(() => {
    window.shifts = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.hadRecentInput ? 0 : entry.value))).observe({ type: "layout-shift", buffered: true });
  });
  await page.reload();
  await page.waitForTimeout(500);
  const shifts = async () => (await page.evaluate(() => window.shifts)).toFixed(4);
  const loaded = await shifts();
  await page.evaluate((text) => navigator.clipboard.writeText(text), EXAMPLE);
  await page.keyboard.press("Control+V");
  await page.waitForSelector("td.marked");
  await page.waitForTimeout(300);
  const pasted = await shifts();
  await page.waitForTimeout(700);
  // By key: what follows an input at once is no shift to the browser.
  await page.evaluate(() => document.querySelector("gouji-validator").shadowRoot.querySelector(".finding .primary").click());
  await page.waitForTimeout(500);
  console.log(`layout shift: ${loaded} to the loaded page, ${pasted} to the verdict, ${await shifts()} after a repair`);
});

/** The saved page, opened cold: to its first verdict, and an empty page beside it. */
const saved = pathToFileURL(join(DIST, "gouji.html")).href;
const times = [];
const empty = [];
for (let i = 0; i < 7; i += 1) {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  let start = performance.now();
  await page.goto("data:text/html,<p>x");
  empty.push(performance.now() - start);
  await page.addInitScript((text) => {
    customElements.whenDefined("gouji-validator").then(() => {
      const validator = document.querySelector("gouji-validator");
      validator.addEventListener("gouji-report", () => requestAnimationFrame(() => (window.first = performance.now())), { once: true });
      validator.value = text;
    });
  }, EXAMPLE);
  start = performance.now();
  await page.goto(saved);
  await page.waitForFunction(() => window.first);
  times.push(await page.evaluate(() => window.first));
  await context.close();
}
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
console.log(`saved page (${(readFileSync(join(DIST, "gouji.html")).length / 1000).toFixed(0)} KB), cold, to the first verdict: ${ms(median(times))}; an empty page: ${ms(median(empty))}`);
await stage.stop();
process.exit(0);
