// Last year's report beside this year's, and many reports at once, in the built page in a real Chromium.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DATA, SAVED, drop, paste, shot, start, verdict } from "./pages.mjs";
import { EXAMPLE } from "../../www/example.js";

let stage;
before(async () => {
  stage = await start();
});
after(() => stage?.stop());

const CARRIED_IN = "二、上年结转政府信息公开申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 0 |";
const RIGHT = EXAMPLE.replace(CARRIED_IN, CARRIED_IN.replace("| 0 |\n", "| 4 |\n").replace(/0 [|]$/, "4 |"));

/** The example as another body's of another year; its numbers are right unless told. */
const report = (body, year, text = RIGHT) => text.replaceAll("2024", String(year)).replaceAll("示例县", body);
/** Last year's of it: as many were carried out as are carried in. */
const before2024 = (body, out = 4) => {
  const text = report(body, 2023).replace("四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |", `四、结转下年度继续办理 | ${out} | 0 | 0 | 0 | 0 | 0 | ${out} |`);
  return text.replace("一、本年新收政府信息公开申请数量 | 29 | 3 | 0 | 0 | 1 | 0 | 33 |", `一、本年新收政府信息公开申请数量 | ${26 + out} | 3 | 0 | 0 | 1 | 0 | ${30 + out} |`).replace("行政规范性文件 | 6 | 2 | 41 |", "行政规范性文件 | 6 | 2 | 37 |");
};

/** Writes files into a folder of its own. */
function desk(files) {
  const folder = mkdtempSync(join(tmpdir(), "gouji-many-"));
  return Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
    return path;
  });
}

const open = (page, files) => page.locator(".chooser.files").setInputFiles(files);
const settled = (page) => page.waitForFunction(() => !$(".folder").hidden && !$(".folder progress"));

test("a thousand reports are checked beside the page, which stays smooth, sorted, filtered, opened and gone back from", async () => {
  await stage.onPage({}, async (page) => {
    const [digits, bodies] = ["零壹贰叁肆伍陆柒捌玖", []];
    for (let i = 0; i < 1000; i += 1) bodies.push(`${[...String(i).padStart(3, "0")].map((digit) => digits[digit]).join("")}县`);
    const files = desk(Object.fromEntries(bodies.map((body, i) => [`${body}.txt`, report(body, 2024, i % 10 === 3 ? EXAMPLE : RIGHT)])));
    const others = ["slip.docx", "slip.pdf", "slip.xlsx"].map((name) => join(DATA, name));
    const [notice] = desk({ "notice.txt": "会议通知" });
    // Frames are counted while it works.
    await page.evaluate(() => {
      window.frames_ = [];
      let last = performance.now();
      const tick = (now) => {
        window.frames_.push(now - last);
        last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    const begun = Date.now();
    await open(page, [...files, ...others, notice]);
    await page.waitForSelector(".folder progress");
    await settled(page);
    const frames = await page.evaluate(() => window.frames_.sort((a, b) => a - b));
    console.log(`    1,004 files in ${Date.now() - begun} ms; frames: half within ${frames[frames.length >> 1].toFixed(0)} ms, 99 of 100 within ${frames[Math.floor(frames.length * 0.99)].toFixed(0)} ms, the longest ${frames[frames.length - 1].toFixed(0)} ms`);
    assert.match(await page.innerText(".folder-counts"), /共 1004 份：103 份有错误，0 份仅有提示，0 份未能全部核对，900 份未见问题，1 份未能核对/);
    await shot(page, "folder");
    // The first two hundred are listed, the rest a click away.
    assert.equal(await page.locator(".folder-list tbody tr").count(), 200);
    await page.click("text=再列 200 份");
    assert.equal(await page.locator(".folder-list tbody tr").count(), 400);
    // Those with errors alone, by body, and one body by name.
    await page.click(".kinds >> text=有错误 103");
    assert.equal(await page.locator(".folder-list tbody tr").count(), 103);
    assert.match(await page.innerText(".folder-list tbody tr:first-child"), /零零叁县人民政府\s+2024\s+2021\s+1\s+0[\s\S]*表三“二、上年结转”总计应为 4，现为 0/);
    await page.click(".folder-list thead >> text=单位");
    await page.click(".folder-list thead >> text=单位");
    assert.match(await page.innerText(".folder-list tbody tr:nth-child(1)"), /县人民政府/);
    await page.fill(".folder-filters input[type=search]", "零壹叁");
    assert.equal(await page.locator(".folder-list tbody tr").count(), 1);
    // Where the errors are: one cell, in all of them.
    await page.click(".heat summary");
    assert.match(await page.innerText(".heat td:has(button)"), /103/);
    await shot(page, "folder-heat");
    await page.fill(".folder-filters input[type=search]", "");
    await page.click(".heat td button");
    assert.equal(await page.locator(".folder-list tbody tr").count(), 103);

    // Opened, mended, and gone back from: the list knows of it, and so does the report when it is opened again.
    await page.fill(".folder-filters input[type=search]", "零壹叁");
    await page.click(".folder-list tbody button");
    await page.waitForSelector("td.marked");
    await page.click(".finding.active >> text=改为 4");
    assert.match(await verdict(page), /未发现勾稽错误/);
    await page.click("text=返回列表");
    await page.click(".folder-filters .toggle >> text=×");
    await page.click(".kinds >> text=全部");
    assert.match(await page.innerText(".folder-counts"), /102 份有错误/);
    assert.match(await page.innerText(".folder-list tbody tr"), /已在本页修改/);
    await page.click(".folder-list tbody button");
    assert.match(await page.innerText(".changes summary"), /已改 1 处/);
    await page.keyboard.press("Control+Z");
    await page.waitForSelector("td.marked");
    await page.click(".crumbs >> text=下一份");
    await page.click("text=返回列表");
  });
});

test("two years of one body: the later is shown, held against the earlier, whichever was given first", async () => {
  const [later, earlier] = desk({ "b.txt": report("示例县", 2024), "a.txt": before2024("示例县", 5) });
  await stage.onPage({}, async (page) => {
    await drop(page, [earlier, later]);
    await page.waitForFunction(() => $(".folder").hidden && $(".finding"));
    assert.match(await page.innerText(".of"), /示例县人民政府 · 2024 年度/);
    const found = await page.locator(".finding").allInnerTexts();
    assert.ok(found.some((one) => /“二、上年结转”总计与上一年度报告不衔接：按上年推算 5 ≠ 4/.test(one)), String(found));
    // The passages that are last year's stand beside each other.
    await page.click('.finding >> text=的文字与上一年度报告相同');
    assert.match(await page.innerText(".copied"), /本年\s+上年[\s\S]*公开为常态/);
    await shot(page, "last-year");
    // Compared no longer; then pasted, the wrong way round.
    await page.click(".last-year summary");
    assert.match(await page.innerText(".last-year p"), /上一年度报告：示例县人民政府 · 2023 年度 · 来自 a.txt/);
    await shot(page, "last-year-panel");
    await page.click("text=不再对照");
    assert.equal(await page.locator(".finding").count(), 0);
  });
  await stage.onPage({}, async (page) => {
    await paste(page, before2024("示例县", 5));
    await page.waitForSelector(".document .title");
    await page.click(".last-year summary");
    await page.fill(".last-year textarea", report("示例县", 2024));
    await page.waitForFunction(() => $(".of").innerText.includes("2024 年度"));
    assert.match(await verdict(page), /已按年度对调/);
    assert.ok((await page.locator(".finding").allInnerTexts()).some((one) => /不衔接/.test(one)));
    // Another body's report comes in: last year's is not its.
    await paste(page, report("另一县", 2024));
    await page.waitForFunction(() => $(".of").innerText.includes("另一县"));
    assert.equal(await page.locator(".finding").count(), 0);
  });
  // Over a report, a file is dropped on the place for last year's.
  await stage.onPage({}, async (page) => {
    await paste(page, report("示例县", 2024));
    await page.waitForSelector(".document .title");
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [earlier], dragOperationsMask: 1 };
    const at = { x: 1000, y: 400 };
    for (const type of ["dragEnter", "dragOver"]) await devtools.send("Input.dispatchDragEvent", { type, ...at, data });
    await page.waitForSelector(".zones.shown");
    await shot(page, "zones");
    for (const type of ["dragOver", "drop"]) await devtools.send("Input.dispatchDragEvent", { type, ...at, data });
    await page.waitForSelector(".finding");
    assert.match(await page.innerText(".of"), /2024 年度/);
    assert.equal(await page.isVisible(".zones"), false);
  });
});

test("years are lined up, a government is added up, and what was found is taken away as files and letters", async () => {
  const zeros = (text) => text.replace(/(^|\| )[0-9.]+(?= \|)/gm, (_, before) => `${before}0`).replace(/2024年,示例县按照[^\n]*/, "全年按时公开各类信息。");
  const files = desk({
    "总.txt": report("示例县", 2024).replaceAll("示例县人民政府办公室", "示例县人民政府").replace("行政许可 | 15230 |", "行政许可 | 15231 |"),
    "教育.txt": report("示例县", 2024).replace("示例县人民政府2024", "示例县教育局2024"),
    "财政.txt": zeros(report("示例县", 2024).replace("示例县人民政府2024", "示例县财政局2024")),
    "教育23.txt": before2024("示例县", 5).replace("示例县人民政府2023", "示例县教育局2023"),
    "民政23.txt": before2024("示例县", 5).replace("示例县人民政府2023", "示例县民政局2023"),
  });
  await stage.onPage({ acceptDownloads: true }, async (page) => {
    await open(page, files);
    await settled(page);
    const row = (name) => page.innerText(`.folder-list tbody tr:has-text("${name}"):has-text("2024")`);
    assert.match(await row("教育局"), /与上一年度报告相同[\s\S]*已对照 2023 年度/);
    assert.doesNotMatch(await row("财政局"), /已对照/);
    // The whole is told from its name; who had a report last year and has none now is named.
    await page.click("text=汇总核对");
    await page.click("text=相加核对");
    await page.waitForSelector(".rollup li");
    const sums = (await page.locator(".rollup li").allInnerTexts()).join("\n");
    assert.match(sums, /“行政许可”与各单位合计不符：[^；]*各单位合计 15230，本表为 15231；下属单位中只有“示例县教育局”填了这一格/);
    assert.match(sums, /示例县民政局/);
    await shot(page, "rollup");
    // One finding is set aside, and travels with the rest.
    await page.click('.folder-list tbody tr:has-text("教育局"):has-text("2024") button');
    await page.waitForSelector(".finding.active");
    await page.click(".finding.active >> text=忽略");
    await page.keyboard.type("机构改革");
    await page.keyboard.press("Enter");
    await page.click("text=返回列表");
    assert.match(await row("教育局"), /已忽略 1 处/);

    const download = async (label) => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.click(`.folder-tools >> text=${label}`)]);
      return readFileSync(await file.path());
    };
    const csv = (await download("CSV")).toString("utf8");
    assert.ok(csv.startsWith("\ufeff单位,年度,程度,规则,内容,是否忽略,文件\r\n"));
    assert.match(csv, /示例县教育局,2024,提示,[^\n]*已忽略：机构改革/);
    const json = JSON.parse(await download("JSON"));
    assert.equal(json.length, 5);
    const own = json.find((one) => one.source === "教育.txt");
    assert.deepEqual([own.agency, own.comparedWith, own.findings.filter((finding) => finding.setAside).map((finding) => finding.setAside.why)], ["示例县教育局", "教育23.txt", ["机构改革"]]);
    // The workbook is one that our own reader of workbooks reads, too.
    const book = await download("XLSX");
    const read = await page.evaluate(async (bytes) => {
      const { checkFile } = await import(document.querySelector("script[integrity]").src);
      return (await checkFile(new Blob([Uint8Array.from(bytes)]))).text;
    }, [...book]);
    assert.match(read, /序号\t单位\t年度[\s\S]*示例县教育局\t2024\t2021\t0/);
    writeFileSync(join(tmpdir(), "gouji-book.xlsx"), book);

    // A letter to each body that has something to correct: on paper, nothing else.
    await page.evaluate(() => (window.print = () => (window.printed_ = true)));
    await page.click("text=打印整改函");
    assert.equal(await page.evaluate(() => window.printed_), true);
    await page.emulateMedia({ media: "print" });
    const letters = await page.locator(".letter").allInnerTexts();
    assert.ok(letters.length >= 1 && letters.every((letter) => !/财政局/.test(letter)), String(letters));
    assert.match(letters.join("\n"), /关于核实更正 2024 年度政府信息公开工作年度报告的函\s+示例县教育局：/);
    assert.equal(await page.isVisible(".folder-list"), false);
    await shot(page, "letter");
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: "screen" });
    assert.equal(await page.isVisible(".folder-list"), true);
    // The list of what was set aside is handed on as a file.
    await page.click('.folder-list tbody tr:has-text("教育局"):has-text("2024") button');
    await page.click(".ignored summary");
    const [list] = await Promise.all([page.waitForEvent("download"), page.click("text=导出忽略清单")]);
    const handed = join(mkdtempSync(join(tmpdir(), "gouji-list-")), "忽略清单.json");
    cpSync(await list.path(), handed);
    await page.click(".ignored >> text=清除全部");
    await page.click(".ignored >> text=确定清除");
    assert.equal(await page.isVisible(".ignored"), false);
    await drop(page, [handed]);
    await page.waitForFunction(() => $(".verdict").innerText.includes("已导入 1 处忽略"));
    assert.match(await page.innerText(".ignored summary"), /已忽略 1 处/);
  });
});

test("what is set aside is kept on this computer where the person says so, and wiped", async () => {
  await stage.onPage({}, async (page) => {
    const kept = () => page.evaluate(() => localStorage.getItem("gouji.set-aside"));
    const aside = async () => {
      await page.click(".finding.active >> text=忽略");
      await page.keyboard.type("已另行说明");
      await page.keyboard.press("Enter");
    };
    await paste(page, EXAMPLE);
    await page.waitForSelector("td.marked");
    await aside();
    assert.equal(await kept(), null);
    await page.click(".ignored summary");
    await page.check(".ignored input");
    assert.equal(JSON.parse(await kept()).length, 1);
    // The next day: the same report is pasted again.
    await page.reload();
    await page.waitForSelector("textarea", { state: "attached" });
    await paste(page, EXAMPLE);
    await page.waitForSelector(".document .title");
    assert.match(await verdict(page), /已忽略 1 处/);
    await page.click(".ignored summary");
    await page.uncheck(".ignored input");
    assert.equal(await kept(), null);
  });
});

test("a folder is dropped on the saved page, without a network and with what is no report in it", async () => {
  const [first] = desk({ "甲/一.txt": report("甲县", 2024), "甲/二/三.txt": report("乙县", 2024, EXAMPLE), "甲/~$三.txt": "x", "甲/图.png": "x", "甲/坏.pdf": "%PDF-1.7" });
  await stage.onPage({ url: SAVED }, async (page) => {
    await page.context().setOffline(true);
    await drop(page, [join(first, "..")]);
    await settled(page);
    assert.match(await page.innerText(".folder-counts"), /共 3 份：1 份有错误，0 份仅有提示，0 份未能全部核对，1 份未见问题，1 份未能核对/);
    const paths = await page.locator(".folder-list .path").allInnerTexts();
    assert.deepEqual(paths.map((path) => path.replace(/\s*×$/, "")), ["三.txt", "坏.pdf", "一.txt"]);
    assert.match(await page.innerText(".folder-notice"), /另有 1 个文件不是年报可能用的格式/);
    await page.click("text=EN");
    await page.waitForFunction(() => $(".folder-counts").innerText.includes("3 reports: 1 with errors"));
    await page.waitForFunction(() => [...$(".folder-list").rows].some((row) => /should be 4, not 0/.test(row.innerText)));
    await page.click("text=Close the list");
    assert.equal(await page.isVisible("textarea"), true);
  });
});

test("what is set aside in a report that names nobody is of that report, in the list too", async () => {
  const nameless = EXAMPLE.slice(EXAMPLE.indexOf("一、总体情况"));
  const files = desk({ "一.txt": nameless, "二.txt": nameless.replace("示例县按照", "本区按照") });
  await stage.onPage({}, async (page) => {
    await open(page, files);
    await settled(page);
    assert.match(await page.innerText(".folder-counts"), /2 份有错误/);
    await page.locator(".folder-list tbody button.link").first().click();
    await page.click(".finding.error >> text=忽略");
    await page.keyboard.press("Enter");
    await page.click("text=返回列表");
    assert.match(await page.innerText(".folder-counts"), /1 份有错误/);
    assert.match(await page.locator(".folder-list tbody tr").nth(0).innerText(), /已忽略 1 处/);
  });
});

test("an impatient supervisor loses nothing", async () => {
  const bodies = ["甲县", "乙县", "丙县"];
  const files = desk(Object.fromEntries([...bodies.map((body) => [`${body}.txt`, report(body, 2024, EXAMPLE)]), ["甲县23.txt", before2024("甲县", 5)], ["部分.txt", report("丁县", 2024).replace(/\(二\)部分公开.*\n/, "")]]));
  await stage.onPage({}, async (page) => {
    const rows = () => page.locator(".folder-list tbody tr");
    await open(page, files.slice(0, 3));
    await settled(page);
    // The same file twice is one report; more files join the list.
    await open(page, files);
    await page.waitForFunction(() => /有 3 个文件已在列表里/.test($(".folder-notice").innerText));
    await settled(page);
    assert.equal(await rows().count(), 5);
    assert.match(await page.innerText(".folder-counts"), /3 份有错误/);
    // Compared no longer is compared no longer, in the list too.
    await page.click('.folder-list tr:has-text("甲县"):has-text("2024") button.link');
    await page.click(".last-year summary");
    await page.click("text=不再对照");
    // Set aside, and taken up again by the key that takes back.
    const errors = () => page.locator(".finding.error").count();
    assert.equal(await errors(), 1);
    await page.click(".finding.error >> text=忽略");
    await page.keyboard.press("Enter");
    assert.equal(await errors(), 0);
    await page.keyboard.press("Control+Z");
    assert.equal(await errors(), 1);
    await page.click("text=返回列表");
    await settled(page);
    assert.doesNotMatch(await rows().nth(0).innerText(), /已对照/);
    // The same slip of another body is another finding.
    await rows().nth(1).locator("button.link").click();
    await page.click(".finding.error >> text=忽略");
    await page.keyboard.press("Enter");
    await page.click("text=返回列表");
    assert.match(await page.innerText(".folder-counts"), /2 份有错误/);
    assert.match(await rows().nth(1).innerText(), /其余未发现勾稽错误[\s\S]*已忽略 1 处/);
    // What is pasted over the list is shown, and is in the list afterwards.
    await paste(page, report("戊县", 2024, EXAMPLE));
    await page.waitForFunction(() => $(".of").innerText.includes("戊县"));
    await page.click("text=返回列表");
    assert.equal(await rows().count(), 6);
    assert.match(await rows().nth(5).innerText(), /戊县人民政府/);
    // One is taken out of it; a list of what was ignored is no report of it.
    await rows().nth(5).locator(".path button").click();
    assert.equal(await rows().count(), 5);
    const [list] = desk({ "清单.json": JSON.stringify({ schema: "gouji-set-aside/1", findings: [] }) });
    await drop(page, [list]);
    await page.waitForFunction(() => /已导入 0 处忽略/.test($(".folder-notice").innerText));
    assert.equal(await rows().count(), 5);
    // On paper all of it stands, and no letter of before.
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.deepEqual([await rows().count(), await page.locator(".letter").count()], [5, 0]);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: "screen" });
    // What was changed is not closed by one click.
    await rows().nth(2).locator("button.link").click();
    await page.click(".finding.active >> text=改为 4");
    await page.click("text=返回列表");
    await page.click("text=关闭列表");
    assert.equal(await rows().count(), 5);
    await page.click("text=确定关闭");
    assert.equal(await page.isVisible(".folder"), false);
  });
});
