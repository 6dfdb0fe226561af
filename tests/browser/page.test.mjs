// The built page as its users use it, in a real Chromium. Needs `dist/`, see the Makefile.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { serve } from "./serve.mjs";
import { ARTEFACTS, launch } from "./chromium.mjs";
import { EXAMPLE } from "../../www/example.js";

const ROOT = new URL("../../", import.meta.url).pathname;
const DIST = join(ROOT, "dist/");
const DESK = { viewport: { width: 1366, height: 768 } };
const SLIP = "二、上年结转政府信息公开申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 0 |";
const RIGHT = "二、上年结转政府信息公开申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |";

let server;
let browser;

before(async () => {
  assert.ok(existsSync(join(DIST, "index.html")), "dist/ is built");
  server = await serve(DIST);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** A fresh page whose console and network are watched; `use` gets it, and nothing may have gone wrong. */
async function onPage(options, use) {
  const context = await browser.newContext({ ...DESK, ...options, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(`error: ${error}`));
  page.on("console", (message) => message.type() === "error" && trouble.push(`console: ${message.text()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith("data:")) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(server.url);
  await page.waitForSelector("textarea");
  await use(page);
  assert.deepEqual(trouble, []);
  await context.close();
}

const verdict = (page) => page.innerText(".verdict");
const shot = (page, name, options) => page.screenshot({ path: join(ARTEFACTS, `${name}.png`), ...options });

async function paste(page, text) {
  await page.focus("textarea");
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+V");
}

test("empty, the page is the paste box, the example and a line on privacy", async () => {
  await onPage({}, async (page) => {
    await shot(page, "empty");
    assert.equal(await page.isVisible("textarea"), true);
    assert.equal(await page.isVisible("text=试一试"), true);
    assert.match(await page.innerText("#privacy"), /不会发往任何地方/);
    for (const hidden of [".tools", ".side"]) assert.equal(await page.isVisible(hidden), false, hidden);
  });
});

test("paste, see the slip, go to its cell, mend it, see it vanish", async () => {
  await onPage({}, async (page) => {
    // The page has what it needs: it works with the network off.
    await page.context().setOffline(true);
    await paste(page, EXAMPLE);
    await page.waitForSelector(".finding.error");
    await shot(page, "pasted");
    assert.match(await verdict(page), /1 处错误[\s\S]*核对了 44 个等式[\s\S]*示例县人民政府 · 2024 年度 · 2021 版格式/);
    assert.match(await page.innerText(".finding"), /二、上年结转 · 总计 应为 4,现为 0/);
    assert.match(await page.innerText(".finding .sums"), /横向合计:4\+0\+0\+0\+0\+0=4 ≠ 0\s+收办平衡\(总计列\):33\+0=33 ≠ 34\+3=37/);

    // The same number stands at the text, the cell and the finding.
    assert.equal(await page.getAttribute(".mark.error", "data-n"), "1");
    const cell = page.locator('td[data-key="requests/carried_in/total"]');
    assert.equal(await cell.locator(".badge").innerText(), "1");
    // Both sides of the equations are told apart on their cells.
    assert.equal(await page.locator("td.side-left").count() > 0 && await page.locator("td.side-right").count() > 0, true);
    // The marked digit is in view, though the paste ended further down.
    await page.waitForFunction(() => {
      const mark = document.querySelector(".mark.error").getBoundingClientRect();
      const box = document.querySelector(".editor").getBoundingClientRect();
      return mark.top > box.top && mark.bottom < box.bottom;
    });

    await cell.locator("button").click();
    const selected = await page.$eval("textarea", (area) => {
      const { selectionStart: from, selectionEnd: to, value } = area;
      return [value.slice(value.lastIndexOf("\n", from) + 1, to), value.slice(from, to)];
    });
    assert.deepEqual(selected, [SLIP.slice(0, -2), "0"]);

    await page.focus("textarea");
    await page.keyboard.type("4");
    await page.waitForSelector(".finding", { state: "detached" });
    assert.match(await verdict(page), /未发现勾稽错误,核对了 44 个等式/);
    assert.ok((await page.inputValue("textarea")).includes(RIGHT));
    await shot(page, "mended");
  });
});

test("the repair button changes one cell, and one undo takes it back", async () => {
  await onPage({}, async (page) => {
    await page.click("text=试一试");
    await page.click("text=改为 4");
    assert.ok((await page.inputValue("textarea")).includes(RIGHT));
    assert.equal(await page.locator(".finding.error").count(), 0);
    await page.keyboard.press("Control+Z");
    assert.ok((await page.inputValue("textarea")).includes(SLIP));
    assert.equal(await page.locator(".finding.error").count(), 1);
    await page.click("text=清空");
    assert.equal(await page.inputValue("textarea"), "");
    await page.keyboard.press("Control+Z");
    assert.ok((await page.inputValue("textarea")).includes(SLIP), "clearing can be undone");
  });
});

test("findings are reached by keyboard, and a click in the text opens the one there", async () => {
  await onPage({}, async (page) => {
    const two = EXAMPLE.replace("6.属于四类过程性信息 | 2 |", "6.属于四类过程性信息 | 7 |");
    await page.fill("textarea", two);
    assert.equal(await page.locator(".finding.error").count(), 2);
    const active = () => page.getAttribute(".finding.active", "id");
    const first = await active();
    await page.keyboard.press("F8");
    const second = await active();
    assert.notEqual(second, first);
    await page.keyboard.press("Shift+F8");
    assert.equal(await active(), first);

    const place = two.indexOf("| 7 |") + 2;
    await page.$eval("textarea", (area, at) => area.setSelectionRange(at, at), place);
    await page.$eval("textarea", (area) => area.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    assert.equal(await active(), second);
    // The caret moved there by key does the same.
    await page.keyboard.press("F8");
    assert.equal(await active(), first);
    await page.focus("textarea");
    await page.$eval("textarea", (area, at) => area.setSelectionRange(at, at), place - 1);
    await page.keyboard.press("ArrowRight");
    assert.equal(await active(), second);
    await page.click(".finding.active >> text=忽略");
    assert.equal(await page.locator(".finding.error").count(), 1);
    assert.match(await page.innerText(".ignored"), /已忽略 1 处/);
    await page.click("text=恢复");
    assert.equal(await page.locator(".finding.error").count(), 2);
  });
});

test("numbers whose column is not known are shown in their order", async () => {
  await onPage({}, async (page) => {
    const text = EXAMPLE.replace("(一)予以公开 | 12 | 1 | 0 | 0 | 0 | 0 | 13 |", "(一)予以公开 12 1 0 13");
    await page.fill("textarea", text);
    const row = page.locator('tr:has(th:text-is("(一)予以公开"))');
    assert.match((await row.innerText()).replace(/\s+/g, " "), /12 1 .*0.*13/);
    const widths = await row.locator("td").evaluateAll((cells) => cells.map((cell) => cell.colSpan));
    assert.equal(widths.reduce((sum, width) => sum + width, 0), 7);
    await shot(page, "unplaced");
  });
});

test("the findings and the tables can be copied", async () => {
  await onPage({}, async (page) => {
    await page.click("text=试一试");
    await page.click("text=复制结果");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /表三 二、上年结转 总计列:应为 4,现为 0\(4\+0\+0\+0\+0\+0=4 ≠ 0;33\+0=33 ≠ 34\+3=37\)/);

    const copied = async (button) => {
      await page.click(button);
      return page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const read = async (type) => (await item.getType(type)).text();
        return { html: await read("text/html"), text: await read("text/plain") };
      });
    };
    const table = 'section.table:has-text("三、收到和处理")';
    const asRead = await copied(`${table} >> text=复制表格`);
    assert.match(asRead.text, /二、上年结转政府信息公开申请数量\t\t\t4\t0\t0\t0\t0\t0\t0\n/);
    assert.match(asRead.html, /<table[^>]*border="1"/);
    const mended = await copied(`${table} >> text=复制改正后的表格`);
    assert.match(mended.text, /二、上年结转政府信息公开申请数量\t\t\t4\t0\t0\t0\t0\t0\t4\n/);
    // As many cells in every line: the table pastes as a table.
    const widths = new Set(mended.text.split("\n").map((line) => line.split("\t").length));
    assert.deepEqual([...widths], [10]);
  });
});

test("language and type size are remembered", async () => {
  await onPage({}, async (page) => {
    await page.click("text=EN");
    await page.click('[aria-label="Larger text"]');
    await page.reload();
    await page.waitForSelector("textarea");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.click("text=Try an example");
    assert.match(await verdict(page), /1 error[\s\S]*44 equations checked/);
    await shot(page, "english-large");
  });
});

test("what the page cannot take gets a plain sentence, and the text stays", async () => {
  await onPage({}, async (page) => {
    await page.fill("textarea", "会议通知:请于周五前报送材料。");
    assert.match(await verdict(page), /不像政府信息公开工作年度报告/);
    assert.equal(await page.inputValue("textarea"), "会议通知:请于周五前报送材料。");
    await shot(page, "not-a-report");

    await page.fill("textarea", "   \n ");
    assert.equal(await page.locator(".finding").count(), 0);

    // A picture on the clipboard.
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(8)], "a.png", { type: "image/png" }));
      document.querySelector("textarea").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    assert.match(await verdict(page), /剪贴板里是图片/);

    const huge = "年报".repeat(5_000_000);
    await page.$eval("textarea", (area, text) => {
      area.value = text;
      area.dispatchEvent(new InputEvent("input"));
    }, huge);
    await page.waitForFunction(() => document.querySelector(".verdict").innerText.includes("MB"));
    assert.equal(await page.$eval("textarea", (area) => area.value.length), huge.length);
  });
});

test("readable on a phone, at 200 % and in the dark, without scrolling sideways", async () => {
  const views = {
    phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
    "desk-200-percent": { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 },
    dark: { colorScheme: "dark" },
  };
  for (const [name, options] of Object.entries(views)) {
    await onPage(options, async (page) => {
      await page.click("text=试一试");
      await page.waitForSelector(".finding.error");
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${name}: ${sideways} px wider than the window`);
      await shot(page, name, { fullPage: name !== "dark" });
    });
  }
});

test("prints to a clean sheet", async () => {
  await onPage({}, async (page) => {
    await page.click("text=试一试");
    await page.emulateMedia({ media: "print" });
    for (const hidden of ["textarea", ".tools", ".controls", ".actions"]) {
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    }
    assert.equal(await page.locator(".form.disputes").isVisible(), true);
    await page.pdf({ path: join(ARTEFACTS, "print.pdf"), format: "A4" });
  });
});

test("the browser and the command give the same report", async () => {
  const command = join(ROOT, "target/debug/gouji");
  assert.ok(existsSync(command), "the command is built");
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  const texts = { example: EXAMPLE, other: "会议通知", empty: "" };
  const reports = join(ROOT, "../shared/reports");
  if (existsSync(reports)) {
    for (const name of readdirSync(reports).filter((name) => /^[a-z].*\.(txt|md)$/.test(name))) {
      texts[name] = readFileSync(join(reports, name), "utf8").replaceAll("\r\n", "\n");
    }
  } else {
    console.log("no shared reports here: only our own texts are compared");
  }
  await onPage({}, async (page) => {
    for (const [name, text] of Object.entries(texts)) {
      const file = join(folder, "report.txt");
      writeFileSync(file, text);
      let native;
      try {
        native = execFileSync(command, ["check", "--format", "json", "--no-text", file], { encoding: "utf8" });
      } catch (error) {
        native = error.stdout;
      }
      const report = await page.evaluate(async (text) => (await import("./gouji-web.js")).check(text, { lang: "zh" }), text);
      assert.deepEqual(report, { ...JSON.parse(native), source: null }, name);
    }
  });
});

test("speed, for the record", async () => {
  await onPage({}, async (page) => {
    const text = EXAMPLE + "全年工作有序推进,公开质量稳步提升。".repeat(180);
    const [check, baseline] = await page.evaluate(async (text) => {
      const { check } = await import("./gouji-web.js");
      const time = (f) => {
        for (let i = 0; i < 20; i += 1) f();
        const start = performance.now();
        for (let i = 0; i < 100; i += 1) f();
        return (performance.now() - start) / 100;
      };
      return [time(() => check(text, {})), time(() => new TextDecoder().decode(new TextEncoder().encode(text)))];
    }, text);
    const kb = Buffer.byteLength(text) / 1024;
    console.log(`check of ${kb.toFixed(1)} KB: ${check.toFixed(2)} ms; encoding and decoding the text: ${baseline.toFixed(3)} ms`);
    assert.ok(check > 0);
  });
});

test("the module is small", () => {
  const size = gzipSync(readFileSync(join(DIST, "gouji-web_bg.wasm")), { level: 9 }).length;
  console.log(`gouji-web_bg.wasm: ${(size / 1000).toFixed(1)} KB gzipped`);
  assert.ok(size < 300_000, `${size} bytes gzipped`);
});
