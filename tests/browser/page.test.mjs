// The built page as its users use it, in a real Chromium. Needs `dist/`, see the Makefile.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DATA, DIST, ROOT, drop, paste, put, shot, start, turn, verdict } from "./pages.mjs";
import { ARTEFACTS } from "./chromium.mjs";
import { EXAMPLE } from "../../www/example.js";

const SLIP = "二、上年结转政府信息公开申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 0 |";
const RIGHT = "二、上年结转政府信息公开申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |";

let stage;
const onPage = (options, use) => stage.onPage(options, use);

before(async () => {
  stage = await start();
});
after(() => stage?.stop());

test("empty, the page is the paste box, the example and a line on privacy", async () => {
  await onPage({}, async (page) => {
    await shot(page, "empty");
    assert.equal(await page.isVisible("textarea"), true);
    assert.equal(await page.isVisible("text=看一个例子"), true);
    assert.match(await page.innerText("#privacy"), /不会发往任何地方/);
    for (const hidden of [".bar", ".side"]) assert.equal(await page.isVisible(hidden), false, hidden);
  });
});

test("paste, see the slip in the document, mend it in its cell, see it vanish", async () => {
  await onPage({}, async (page) => {
    // The page has what it needs: it works with the network off.
    await page.context().setOffline(true);
    await paste(page, EXAMPLE);
    await page.waitForSelector("td.marked");
    await shot(page, "pasted");
    assert.match(await page.innerText(".bar"), /1 处错误[\s\S]*核对了 44 个等式[\s\S]*示例县人民政府 · 2024 年度 · 2021 版格式/);
    assert.match(await page.innerText(".finding"), /表三 二、上年结转 · 总计\s*应为 4，现为 0/);
    assert.match(await page.innerText(".finding .sums"), /横向合计：4\+0\+0\+0\+0\+0=4 ≠ 0\s+收办平衡“总计列”：33\+0=33 ≠ 34\+3=37/);
    // The report as a document: headings, paragraphs, the tables as the form prints them.
    assert.equal(await page.innerText(".document .title"), "示例县人民政府2024年政府信息公开工作年度报告");
    assert.equal(await page.locator(".document .heading").count(), 6);
    assert.equal(await page.locator(".document table.form").count(), 3);

    // The same number stands at the cell and at its comment; both are in view.
    const cell = page.locator('td[data-key="requests/carried_in/total"]');
    assert.equal(await cell.locator(".badge").innerText(), "1");
    await page.waitForFunction(() => {
      const mark = $("td.active").getBoundingClientRect();
      const box = $(".pane").getBoundingClientRect();
      return mark.top > box.top && mark.bottom < box.bottom;
    });
    // Both sides of the equations are told apart on their cells; the equations stand under their table.
    assert.equal(await page.locator("td.side-left").count() > 0 && await page.locator("td.side-right").count() > 0, true);
    assert.match(await page.innerText(".table .sums:not(:empty)"), /33\+0=33 ≠ 34\+3=37/);
    assert.match(await page.innerText(".flow figcaption"), /相差 4 件，收办不平衡/);

    // A word where a number must stand is not taken, and Escape leaves the cell as it was.
    await cell.click();
    await page.keyboard.press("Enter");
    await page.keyboard.type("若干");
    await page.keyboard.press("Enter");
    assert.equal(await page.getAttribute("input.in-cell", "aria-invalid"), "true");
    await page.keyboard.press("Escape");
    assert.match(await cell.innerText(), /^0/);
    // Typed over, it is what was typed, in the text too; the keyboard goes on below.
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".finding", { state: "detached" });
    assert.match(await verdict(page), /未发现勾稽错误，核对了 44 个等式/);
    assert.ok((await page.inputValue("textarea")).includes(RIGHT));
    assert.equal(await page.evaluate(() => document.querySelector("gouji-validator").shadowRoot.activeElement.dataset.key), "requests/granted/total");
    assert.match(await page.innerText(".flow figcaption"), /收办平衡/);
    await shot(page, "mended");
    // It is one step of undo, and in the list of changes, from where it can be taken back too.
    assert.match(await page.innerText(".changes summary"), /已改 1 处/);
    await page.keyboard.press("Control+Z");
    assert.ok((await page.inputValue("textarea")).includes(SLIP));
    await page.keyboard.press("Control+Shift+Z");
    assert.ok((await page.inputValue("textarea")).includes(RIGHT));
    await page.click(".changes summary");
    assert.match(await page.innerText(".changes li"), /表三 二、上年结转 · 总计：0 → 4/);
    await page.click("text=复制修改清单");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "示例县人民政府修改清单\n1. 表三 二、上年结转 · 总计：0 → 4");
    await page.click(".changes li button");
    assert.ok((await page.inputValue("textarea")).includes(SLIP));
    assert.equal(await page.locator(".changes").isVisible(), false);
  });
});

test("passages that are changed in the text are in the list of changes, too", async () => {
  await onPage({}, async (page) => {
    await paste(page, EXAMPLE);
    await put(page, EXAMPLE.replace("发布各类信息1860条", "发布各类信息1920条").replace("| 0 | 0 |\n(一)", "| 0 | 4 |\n(一)").replace(SLIP, RIGHT));
    await page.click(".changes summary");
    const list = await page.locator(".changes li").allInnerTexts();
    assert.equal(list.length, 2, String(list));
    assert.match(list[0], /上年结转 · 总计：0 → 4/);
    assert.match(list[1], /一、总体情况：…布各类信息1“86” → “92”/);
    await page.click(".changes li:nth-child(2) button");
    assert.ok((await page.inputValue("textarea")).includes("发布各类信息1860条"));
  });
});

test("the verdict opens into every equation; picked, its cells are shown", async () => {
  await onPage({}, async (page) => {
    await paste(page, EXAMPLE.replace("2.重复申请 | 0 |", "2.重复申请 | 若干 |"));
    await page.click(".opens");
    assert.match(await page.innerText(".equations"), /表三：35 个成立，2 个不成立，2 个无法核对/);
    assert.match(await page.innerText(".equations .cure"), /拖进来/);
    assert.match(await page.innerText(".equations li.undecided >> nth=0"), /无法核对 横向合计“2.重复申请”：有一格不是数字/);
    await shot(page, "equations");
    await page.click(".equations details[open] li.holds button >> nth=0");
    assert.match(await page.innerText(".table .sums:not(:empty)"), /横向合计“一、本年新收”：29\+3\+0\+0\+1\+0=33/);
    assert.equal(await page.locator('tr:has(td[data-key="requests/new_received/total"]) td[class*="side-"]').count(), 7);
    await page.click(".opens");
    assert.equal(await page.isVisible(".equations"), false);
  });
});

test("the repair button changes one cell, and one undo takes it back", async () => {
  await onPage({}, async (page) => {
    await page.click("text=看一个例子");
    await page.click("text=改为 4");
    assert.ok((await page.inputValue("textarea")).includes(RIGHT));
    assert.equal(await page.locator(".finding.error").count(), 0);
    await page.keyboard.press("Control+Z");
    assert.ok((await page.inputValue("textarea")).includes(SLIP));
    assert.equal(await page.locator(".finding.error").count(), 1);
    await page.click("text=更多");
    await page.click("text=清空");
    assert.equal(await page.inputValue("textarea"), "");
    await page.keyboard.press("Control+Z");
    assert.ok((await page.inputValue("textarea")).includes(SLIP), "clearing can be undone");
    // What is typed is undone with the rest, in the order it was done.
    await turn(page, "source");
    await page.locator("textarea").press("End");
    await page.keyboard.type("。。");
    await page.keyboard.press("Control+Z");
    assert.ok(!(await page.inputValue("textarea")).includes("。。"));
    await page.keyboard.press("Control+Y");
    assert.ok((await page.inputValue("textarea")).includes("。。"));
  });
});

test("findings are reached by keyboard, and a click in the text or on a mark opens the one there", async () => {
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
    assert.match(await page.innerText(".place"), /1\/2/);

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
    // In the document a marked cell opens its comment.
    await turn(page, "document");
    await page.click('td[data-key="requests/carried_in/total"]');
    assert.equal(await active(), first);
    // Only the open comment has something to be done.
    assert.equal(await page.locator(".finding .actions").count(), 1);
    await page.click(".finding.active >> text=忽略");
    await page.fill(".why input", "已另行说明");
    await page.click("text=确定忽略");
    assert.equal(await page.locator(".finding.error").count(), 1);
    assert.match(await page.innerText(".ignored"), /已忽略 1 处/);
    await page.click(".ignored summary");
    assert.match(await page.innerText(".ignored li"), /总计应为 4，现为 0[\s\S]*（理由：已另行说明）/);
    await page.click("text=恢复");
    assert.equal(await page.locator(".finding.error").count(), 2);
  });
});

test("numbers whose column is not known are shown in their order", async () => {
  await onPage({}, async (page) => {
    const text = EXAMPLE.replace("(一)予以公开 | 12 | 1 | 0 | 0 | 0 | 0 | 13 |", "(一)予以公开 12 1 0 13");
    await put(page, text);
    const row = page.locator('tr:has(th:text-is("（一）予以公开"))');
    assert.match((await row.innerText()).replace(/\s+/g, " "), /12 1 .*0.*13/);
    const widths = await row.locator("td").evaluateAll((cells) => cells.map((cell) => cell.colSpan));
    assert.equal(widths.reduce((sum, width) => sum + width, 0), 7);
    await shot(page, "unplaced");
  });
});

test("the numbers of the prose are listed beside the cells they were held against", async () => {
  await onPage({}, async (page) => {
    const said = readFileSync(join(DATA, "slip.txt"), "utf8").replace("全县新收政府信息公开申请33件", "全县新收政府信息公开申请34件");
    await paste(page, said);
    const list = page.locator(".claims");
    assert.match(await list.locator("summary").innerText(), /正文里读出 \d+ 个数字/);
    assert.equal(await list.locator("tr").count(), 0, "drawn on demand only");
    await list.locator("summary").click();
    const row = list.locator("tbody tr", { hasText: "新收申请" });
    assert.match(await row.innerText(), /34件[\s\S]*新收申请[\s\S]*表三 一、本年新收[\s\S]*33[\s\S]*不一致/);
    // Picked, the number is marked in the text and its cell in the table.
    await row.locator("button").click();
    assert.match(await page.locator("td.held").innerText(), /^33/);
    assert.match(await page.innerText("mark.held"), /^34件/);
    // In the text as it was pasted, too.
    await turn(page, "source");
    assert.equal(await page.locator(".marks .mark.held").count(), 1);
    await shot(page, "claims");
  });
});

test("the findings and the tables can be copied", async () => {
  await onPage({}, async (page) => {
    await page.click("text=看一个例子");
    await page.click("text=复制结果");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /^示例县人民政府，2024 年度\n1 处错误，核对了 44 个等式。\n1. ［错误］表三“二、上年结转”总计应为 4，现为 0（4\+0\+0\+0\+0\+0=4 ≠ 0；总计列33\+0=33 ≠ 34\+3=37）。\n（\d{4}-\d\d-\d\d 由勾稽 \d+\.\d+\.\d+ 核对）$/);

    const copied = async (button) => {
      await page.click(button);
      return page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const read = async (type) => (await item.getType(type)).text();
        return { html: await read("text/html"), text: await read("text/plain") };
      });
    };
    const table = 'section.table:has(table[aria-label^="三、收到和处理"])';
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
    await page.click('[aria-label$="Larger text"]');
    await page.reload();
    await page.waitForSelector("textarea");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.click("text=See an example");
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

    // A picture on the clipboard, and a text larger than any report.
    const pasted = (fill) =>
      page.evaluate((fill) => {
        const data = new DataTransfer();
        if (fill === "picture") data.items.add(new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], "a.png", { type: "image/png" }));
        else data.setData("text/plain", "年报".repeat(25_000_000));
        const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
        $("textarea").dispatchEvent(event);
      }, fill);
    await pasted("picture");
    await page.waitForFunction(() => $(".verdict").innerText.includes("这是图片"));
    await pasted("50 MB");
    assert.match(await verdict(page), /文字超过 8 MB/);
    assert.equal(await page.inputValue("textarea"), "   \n ");

    const huge = "年报".repeat(5_000_000);
    await page.$eval("textarea", (area, text) => {
      area.value = text;
      area.dispatchEvent(new InputEvent("input"));
    }, huge);
    await page.waitForFunction(() => $(".verdict").innerText.includes("MB"));
    assert.equal(await page.$eval("textarea", (area) => area.value.length), huge.length);
  });
});

/** Puts HTML on the real clipboard, as another page or program would. */
async function copyHtml(page, html, text) {
  const other = await page.context().newPage();
  await other.goto(`${stage.site.url}page.css`);
  const kept = await other.evaluate(async ([html, text]) => {
    const blob = (type, content) => new Blob([content], { type });
    const item = new ClipboardItem({ "text/html": blob("text/html", html), "text/plain": blob("text/plain", text) });
    await navigator.clipboard.write([item]);
    return (await (await navigator.clipboard.read())[0].getType("text/html")).text();
  }, [html, text]);
  assert.match(kept, /<td/, "the clipboard holds a table");
  await other.close();
  await page.bringToFront();
}

const slipFound = (page) => page.waitForFunction(() => /1 处错误/.test($(".verdict").innerText));

test("tables copied from Word, Excel and web pages keep their cells, and the paste can be undone", async () => {
  for (const name of ["slip.word.html", "slip.excel.html"]) {
    await onPage({}, async (page) => {
      await page.fill("textarea", "以前的文字");
      // Clipboards hold the same as text too, its blanks lost: the tables win.
      await copyHtml(page, readFileSync(join(DATA, name), "utf8"), "表格的文字");
      await page.focus("textarea");
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Control+V");
      await slipFound(page);
      const text = await page.inputValue("textarea");
      assert.match(text, /二、上年结转政府信息公开申请数量\t4\t0\t0\t0\t0\t0\t0\n/, name);
      assert.match(await page.innerText(".finding"), /应为 4，现为 0/);
      // Nothing of the markup is in the page, and the text is still text: it can be mended.
      assert.equal(await page.locator("o\\:p, .MsoNormal").count(), 0);
      await page.click("text=改为 4");
      assert.match(await verdict(page), /未发现勾稽错误/);
      await page.keyboard.press("Control+Z");
      await page.keyboard.press("Control+Z");
      assert.equal(await page.inputValue("textarea"), "以前的文字", name);
      await shot(page, `undone-${name}`);
    });
  }
});

test("HTML without a table pastes as text", async () => {
  await onPage({}, async (page) => {
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/html", "<p>一、<b>总体情况</b></p>");
      data.setData("text/plain", "一、总体情况");
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      window.left = $("textarea").dispatchEvent(event);
    });
    assert.equal(await page.evaluate(() => window.left), true, "left to the browser");
  });
});

test("files of every kind are read where they are dropped", async () => {
  const files = ["slip.pdf", "slip.ofd", "slip.docx", "slip.doc", "slip.xlsx", "slip.xls", "pdf/aes-256.pdf", "slip.word.html", "slip.gb18030.txt", "slip.utf16.txt", "slip.txt"];
  for (const name of files) {
    await onPage({}, async (page) => {
      await drop(page, [join(DATA, name)]);
      await slipFound(page);
      assert.match(await page.innerText(".finding"), /表三 二、上年结转 · 总计\s*应为 4，现为 0/, name);
      await page.keyboard.press("Control+Z");
      assert.equal(await page.inputValue("textarea"), "", `${name}: undone`);
    });
  }
  // By content, whatever the name.
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  const disguised = join(folder, "年报.doc");
  writeFileSync(disguised, readFileSync(join(DATA, "slip.docx")));
  await onPage({}, async (page) => {
    await drop(page, [disguised]);
    await slipFound(page);
    assert.equal(await page.locator(".finding.error").count(), 1);
  });
});

test("what is no report is said in a sentence, and the text stays", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  const word = readFileSync(join(DATA, "slip.docx"));
  const kinds = {
    "a.pdf": ["%PDF-1.7", /不完整或已损坏/],
    "b.pdf": [readFileSync(join(DATA, "pdf/password.pdf")), /文件有密码/],
    "a.png": [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), /这是图片/],
    "a.doc": [readFileSync(join(DATA, "slip.doc")).subarray(0, 2000), /不完整或已损坏/],
    "b.docx": [word.subarray(0, word.length / 2), /已损坏/],
    "empty.txt": ["", /empty.txt：文件是空的/],
  };
  await onPage({}, async (page) => {
    await page.fill("textarea", EXAMPLE);
    for (const [name, [content, sentence]] of Object.entries(kinds)) {
      const file = join(folder, name);
      writeFileSync(file, content);
      await page.setInputFiles(".chooser", file);
      await page.waitForFunction((source) => new RegExp(source).test($(".verdict").innerText), sentence.source);
      assert.equal(await page.inputValue("textarea"), EXAMPLE, name);
      assert.match(await verdict(page), /1 处错误/, "the verdict on the text stays, too");
    }
    await shot(page, "refused-file");
  });
});

test("of a PDF the page of each finding is said, and pages that were not read are named", async () => {
  await onPage({}, async (page) => {
    await drop(page, [join(DATA, "scanned-page.pdf")]);
    await slipFound(page);
    assert.match(await page.innerText(".finding.error"), /应为 4，现为 0\s*第 1 页/);
    assert.match(await verdict(page), /1 处提示.*第 3 页没有读出/s);
    assert.match(await page.innerText(".document"), /第 3 页：是扫描图片，没有读出/);
    await shot(page, "unread-page");
    // However the text is changed, the pages stay; mended, it is still not called whole.
    await page.locator(".finding .primary").click();
    await page.waitForFunction(() => !/处错误/.test($(".verdict").innerText));
    assert.match(await verdict(page), /△.*第 3 页没有读出/s);
    assert.doesNotMatch(await verdict(page), /✓/);
    // Taken back and brought again, so are its pages.
    await page.keyboard.press("Control+Z");
    await page.keyboard.press("Control+Z");
    assert.equal(await page.inputValue("textarea"), "");
    await page.keyboard.press("Control+Y");
    await slipFound(page);
    assert.match(await verdict(page), /第 3 页没有读出/);
  });
});

test("a file that takes time has a bar and a way to stop", async () => {
  await onPage({}, async (page) => {
    await page.fill("textarea", "会议通知");
    // Sixty megabytes of table cells, as no report has them.
    await page.evaluate(() => {
      const rows = `<tr>${"<td>0</td>".repeat(8)}</tr>`.repeat(10_000);
      const file = new File(["<table>", ...Array(70).fill(rows), "</table>"], "large.html");
      const slice = file.slice.bind(file);
      const data = new DataTransfer();
      data.items.add(file);
      // A slow disk: each piece comes late.
      const real = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message) {
        window.frames60 = 0;
        setTimeout(() => real.call(this, message), 1500);
      };
      const tick = () => {
        window.frames60 = (window.frames60 ?? 0) + 1;
        requestAnimationFrame(tick);
      };
      tick();
      const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
      $(".root").dispatchEvent(event);
      return slice(0, 1).size;
    });
    await page.waitForSelector("progress");
    await shot(page, "reading");
    assert.match(await verdict(page), /正在读取 large.html/);
    // The page goes on drawing.
    await page.waitForFunction(() => window.frames60 > 3);
    await page.click("text=停止");
    assert.match(await verdict(page), /已停止读取，框里的文字没有变/);
    assert.equal(await page.inputValue("textarea"), "会议通知");
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
      await page.click("text=看一个例子");
      await page.waitForSelector(".finding.error");
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${name}: ${sideways} px wider than the window`);
      await shot(page, name, { fullPage: name !== "dark" });
    });
  }
});

test("prints to a clean sheet", async () => {
  await onPage({}, async (page) => {
    await page.click("text=看一个例子");
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    for (const hidden of ["textarea", ".tools", ".controls", ".side", ".tabs"]) {
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    }
    assert.equal(await page.locator(".form.line").isVisible(), true);
    // Whose report, when and by what it was checked, and the findings as sentences.
    assert.match(await page.innerText(".printed"), /示例县人民政府 · 2024 年度[\s\S]*\d{4}-\d\d-\d\d 由勾稽[\s\S]*［错误］表三“二、上年结转”总计应为 4，现为 0/);
    await page.pdf({ path: join(ARTEFACTS, "print.pdf"), format: "A4" });
  });
});

test("the browser and the command give the same report", async () => {
  const command = join(ROOT, "target/debug/gouji");
  assert.ok(existsSync(command), "the command is built");
  const native = (file) => {
    try {
      return JSON.parse(execFileSync(command, ["check", "--format", "json", file], { encoding: "utf8", stdio: "pipe" }));
    } catch (error) {
      // Errors found: the report is there all the same.
      return JSON.parse(error.stdout);
    }
  };
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  writeFileSync(join(folder, "other.txt"), "会议通知");
  writeFileSync(join(folder, "empty.txt"), "");
  const reports = join(ROOT, "../shared/reports");
  if (!existsSync(reports)) console.log("no shared reports here: only our own files are compared");
  const files = [DATA, folder, reports, join(ROOT, "../shared/files")].filter(existsSync).flatMap((at) => readdirSync(at).map((name) => join(at, name)));
  await onPage({}, async (page) => {
    for (const file of files.filter((name) => /[.](txt|md|html|docx|xlsx|pdf|doc|xls|ofd)$/.test(name))) {
      const [asFile, asText] = await page.evaluate(async (bytes) => {
        const { default: init, check, checkFile } = await import("./package/gouji.js");
        await init();
        const report = await checkFile(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]), { lang: "zh" });
        return [report, check(report.text, { lang: "zh", pages: report.pages })];
      }, readFileSync(file).toString("base64"));
      assert.deepEqual(asFile, { ...native(file), source: null }, file);
      assert.deepEqual(asText, asFile, `${file}: as text`);
    }
  });
});

test("speed, for the record", async () => {
  await onPage({}, async (page) => {
    const text = EXAMPLE + "全年工作有序推进,公开质量稳步提升。".repeat(180);
    const [check, baseline] = await page.evaluate(async (text) => {
      const { default: init, check } = await import("./package/gouji.js");
      await init();
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

test("the modules are small", () => {
  for (const [name, most] of [["gouji_bg.wasm", 520_000], ["gouji-files_bg.wasm", 184_000]]) {
    const size = gzipSync(readFileSync(join(DIST, "package", name)), { level: 9 }).length;
    console.log(`${name}: ${(size / 1000).toFixed(1)} KB gzipped`);
    assert.ok(size < most, `${name}: ${size} bytes gzipped`);
  }
});

test("the modules need nothing newer than bulk memory and sign extension", () => {
  const opt = join(ROOT, "tests/browser/node_modules/.bin/wasm-opt");
  const modules = ["gouji_bg.wasm", "gouji-files_bg.wasm"].map((name) => join(DIST, "package", name));
  const features = ["--mvp-features", "--enable-bulk-memory", "--enable-sign-ext"];
  const validate = (features, module) => execFileSync(opt, [...features, module, "-o", "/dev/null"], { stdio: "pipe" });
  for (const module of modules) validate(features, module);
  // The validator does object to what is not enabled.
  assert.throws(() => validate(["--mvp-features"], modules[0]), /validat/);
});
