// What a reader relies on: a second paste, a form not filled in, what is undecided, marks on their words, a piece of a
// report, and a portal's form that lets nothing through that was not checked.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { paste, put, shot, start, turn, verdict } from "./pages.mjs";
import { EXAMPLE } from "../../www/example.js";

let stage;
before(async () => {
  stage = await start();
});
after(() => stage?.stop());

const MENDED = EXAMPLE.replace("| 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "| 4 | 0 | 0 | 0 | 0 | 0 | 4 |");
/** Another body's report, with a slip of its own and prose that fits its own table alone. */
const OTHER = EXAMPLE.replaceAll("示例县", "样本市").replace("| 29 | 3 | 0 | 0 | 1 | 0 | 33 |", "| 39 | 3 | 0 | 0 | 1 | 0 | 43 |").replace("申请33件", "申请43件");
const BLANK = EXAMPLE.replace(/\| *\d[\d.]*(?= \|)/g, "| ").replace(/^\d[\d |]+$/gm, (row) => row.replace(/\d+/g, " ")).replace(/全年通过[^]*?2件。/, "");

const value = (page) => page.locator("textarea").inputValue();

test("a whole report that is pasted replaces what is there, in one step; a piece goes where the caret is", async () => {
  await stage.onPage({}, async (page) => {
    await paste(page, OTHER);
    await page.waitForSelector(".finding.error");
    await paste(page, MENDED);
    assert.equal(await value(page), MENDED, "nothing of the first is left");
    assert.match(await verdict(page), /^✓ 未发现勾稽错误，核对了 44 个等式/);
    await page.keyboard.press("Control+Z");
    assert.equal(await value(page), OTHER, "one undo brings it back");

    await turn(page, "source");
    await page.$eval("textarea", (area) => area.setSelectionRange(0, 0));
    await paste(page, "关于公布");
    assert.equal(await value(page), `关于公布${OTHER}`);
  });
  // As tables of Word or of a web page, too.
  await stage.onPage({}, async (page) => {
    await paste(page, OTHER);
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      const rows = text.split("\n").map((line) => `<tr>${line.split(" | ").map((cell) => `<td>${cell.replace(" |", "")}</td>`).join("")}</tr>`);
      clipboardData.setData("text/html", `<p>${text.split("\n")[0]}</p><table>${rows.slice(1).join("")}</table>`);
      $("textarea").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
    }, MENDED);
    assert.ok(!(await value(page)).includes("样本市"));
    assert.match(await verdict(page), /44 个等式/);
  });
});

test("a corrected report that is pasted again says what it mended", async () => {
  await stage.onPage({}, async (page) => {
    await paste(page, OTHER);
    await page.waitForSelector(".finding.error");
    await paste(page, OTHER.replace("| 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "| 4 | 0 | 0 | 0 | 0 | 0 | 4 |"));
    await page.waitForFunction(() => /与上一稿相比：已改正 \d 处，新增 \d 处/.test($(".verdict").textContent));
    // Another body's report is no later version.
    await paste(page, MENDED);
    assert.doesNotMatch(await verdict(page), /与上一稿相比/);
  });
});

test("in the document a paste goes into the cell it is made on, and nothing goes where nobody sees it", async () => {
  await stage.onPage({}, async (page) => {
    // (The example is replaced by whatever is pasted.)
    const REPORT = MENDED.replaceAll("示例县", "样本市");
    const here = () => page.evaluate(() => document.querySelector("gouji-validator").shadowRoot.activeElement?.closest("td")?.dataset.key ?? null);
    await paste(page, REPORT);
    await page.waitForSelector("td.cell");
    // One number, and a row of them from a sheet.
    await page.click('td[data-key="requests/carried_in/natural_person"]');
    await paste(page, "5\t1\n");
    await page.waitForFunction(() => /^5/.test($('td[data-key="requests/carried_in/natural_person"]').textContent));
    assert.match(await page.innerText('td[data-key="requests/carried_in/business"]'), /^1/);
    await page.keyboard.press("Control+Z");
    await page.keyboard.press("Control+Z");
    assert.equal(await value(page), REPORT);
    // A piece of a report has no place here, and it is said where it has one.
    await page.focus("#tab-document");
    await paste(page, "附件一说明");
    assert.match(await verdict(page), /不是一份完整的年报，没有放进去/);
    assert.equal(await value(page), REPORT);
    // What is no number is refused with a word, an emptied cell too; the keyboard is never lost at a table's end.
    const last = 'td[data-key="disputes/suit_after_reconsideration/total"]';
    await page.click(last);
    await page.keyboard.press("Delete");
    await page.keyboard.press("Enter");
    assert.match(await verdict(page), /格里只能填数字/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(await here(), "disputes/suit_after_reconsideration/total");
    await page.click('td[data-key="requests/new_received/total"]');
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await here(), "requests/carried_in/natural_person");
    // The list of equations is left by Escape, the keyboard back where it was opened.
    await page.click(".opens");
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible(".equations"), false);
    assert.equal(await page.evaluate(() => document.querySelector("gouji-validator").shadowRoot.activeElement.className), "opens");
    // One undo too many is said, and can be made good.
    await page.keyboard.press("Control+Z");
    assert.equal(await value(page), "");
    assert.match(await verdict(page), /按 Ctrl\+Y 恢复/);
    await page.keyboard.press("Control+Y");
    assert.equal(await value(page), REPORT);
  });
});

test("the example is always replaced, even by a piece", async () => {
  await stage.onPage({}, async (page) => {
    await page.click("text=看一个例子");
    await page.click("text=改为 4");
    const piece = "二、上年结转政府信息公开申请数量\t4\t0\t0\t0\t0\t0\t4\n(一)予以公开\t1\t0\t0\t0\t0\t0\t1\n(七)总计\t1\t0\t0\t0\t0\t0\t1\n";
    await paste(page, piece);
    assert.equal(await value(page), piece);
  });
});

test("the paste key works wherever the keyboard is", async () => {
  await stage.onPage({}, async (page) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), EXAMPLE);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
    await page.keyboard.press("Control+V");
    await page.waitForSelector(".finding.error");
    await page.focus(".tools summary");
    await page.evaluate((text) => navigator.clipboard.writeText(text), MENDED);
    await page.keyboard.press("Control+V");
    await page.waitForFunction(() => $(".verdict").textContent.startsWith("✓"));
  });
});

test("✓ is for equations that were all decided: not for a form not filled in, nor for what is undecided", async () => {
  await stage.onPage({}, async (page) => {
    const said = async (text) => {
      await put(page, text);
      return verdict(page);
    };
    assert.match(await said(MENDED), /^✓ 未发现勾稽错误，核对了 44 个等式/);
    assert.match(await said(BLANK), /^△ 表格尚未填写/);
    await shot(page, "blank-form");
    assert.match(await said(MENDED.replace("2.重复申请 | 0 |", "2.重复申请 | 若干 |")), /^△ 42 个等式成立，2 个无法核对/);
    await shot(page, "undecided");
    assert.match(await said(MENDED.slice(0, MENDED.indexOf("行政复议 | 行政诉讼")) + MENDED.slice(MENDED.indexOf("五、存在"))), /^△ 41 个等式成立，3 个无法核对/);
    assert.doesNotMatch(await said("会议通知"), /✓|等式/);
    // A total left blank: what it would mend is not decided, and it is said that it is perhaps left out.
    assert.match(await said(MENDED.replace("| 4 | 0 | 0 | 0 | 0 | 0 | 4 |", "| 4 | 0 | 0 | 0 | 0 | 0 | |")), /^△ 42 个等式成立，2 个无法核对/);
    assert.match(await page.innerText(".finding.warning >> nth=0"), /可能漏填：表三 二、上年结转 · 总计\s*空白，应为 4/);
    // What is said of a file that is not read leaves the verdict where it is.
    await said(MENDED);
    await page.setInputFiles(".chooser", { name: "空.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) });
    await page.waitForFunction(() => $(".verdict").textContent.includes("空.txt：文件是空的"));
    assert.match(await verdict(page), /✓ 未发现勾稽错误，核对了 44 个等式/);
  });
});

test("the findings of a piece that is no whole report are shown", async () => {
  await stage.onPage({}, async (page) => {
    await page.fill("textarea", "全年共收到申请5件，其中自然人4件、法人或其他组织3件。");
    assert.equal(await page.isVisible(".finding.warning >> nth=0"), true);
    assert.match(await page.innerText(".list"), /正文分项与总数不符/);
    await shot(page, "piece");
  });
});

test("the same sentence wrong twice is two findings: stepped through, set aside one by one", async () => {
  await stage.onPage({}, async (page) => {
    const wrong = "举办培训25次，其中线上14次、线下12次。";
    const text = MENDED.replace("全年通过", `${wrong}\n${wrong}\n全年通过`);
    await page.fill("textarea", text);
    assert.equal(await page.locator(".finding.warning").count(), 2);
    const active = () => page.getAttribute(".finding.active", "id");
    const first = await active();
    await page.keyboard.press("F8");
    assert.notEqual(await active(), first);
    await page.keyboard.press("F8");
    assert.equal(await active(), first);
    await page.click(".finding.active >> text=忽略");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".finding.warning").count(), 1);
  });
});

test("marks lie on their words at any width, at the end of a long text", async () => {
  const filler = "全年继续推进公开工作,提高服务水平,及时更新各类信息,便利群众查询。\n".repeat(700);
  const text = MENDED.replace("二、主动公开政府信息情况", `${filler}二、主动公开政府信息情况`).replace("3 | 1 | 1 | 0 | 5 |", "3 | 1 | 1 | 0 | 6 |");
  const views = [1280, 1366, 1440, 1600, 1920].map((width) => [width, 1]);
  // Zoomed by the browser, and on other screens.
  views.push([1093, 1.25], [911, 1.5], [960, 2]);
  for (const [width, deviceScaleFactor] of views) {
    await stage.onPage({ viewport: { width, height: 768 }, deviceScaleFactor }, async (page) => {
      await page.evaluate((text) => (document.querySelector("gouji-validator").value = text), text);
      await page.waitForSelector("td.marked");
      await turn(page, "source");
      await page.waitForSelector(".marks .mark.error");
      const seen = await page.evaluate(() => {
        const { report } = document.querySelector("gouji-validator");
        const [start, end] = report.findings.find((finding) => finding.severity === "error").spans[0];
        const range = document.createRange();
        range.setStart($(".mirror").firstChild, start);
        range.setEnd($(".mirror").firstChild, end);
        const [mark, word] = [$(".marks .mark.error").getBoundingClientRect(), range.getBoundingClientRect()];
        // The mirror itself is as high as the text it mirrors.
        const area = $("textarea");
        return { off: Math.hypot(mark.left - word.left, mark.top - word.top), tall: area.scrollHeight, apart: Math.abs(area.scrollHeight - $(".mirror").offsetHeight) };
      });
      assert.ok(seen.tall > 20_000 && seen.off < 1 && seen.apart <= 1, `${width}: ${JSON.stringify(seen)}`);
      if (width === 1366) await shot(page, "marks-far-down");
    });
  }
});

test("on the empty page the buttons stand with the box", async () => {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 1366, height: 625 }, { width: 1440, height: 900 }, { width: 1920, height: 1080 }]) {
    await stage.onPage({ viewport }, async (page) => {
      const [box, button] = await page.evaluate(() => [$(".editor"), $(".invite button")].map((one) => one.getBoundingClientRect().toJSON()));
      assert.ok(button.top - box.bottom >= 0 && button.top - box.bottom < 32, `${viewport.width}: ${button.top - box.bottom} px below`);
      await shot(page, `empty-${viewport.width}`);
    });
  }
});

test("a portal's form lets nothing through that was not checked", async () => {
  await stage.onPage({ url: stage.portal.url }, async (page) => {
    const asked = (text) =>
      page.evaluate(async (text) => {
        const validator = document.querySelector("form gouji-validator");
        validator.value = text;
        while (validator.validationMessage.startsWith("正在核对")) await new Promise((resolve) => setTimeout(resolve, 30));
        return [validator.validity.valid, validator.validationMessage];
      }, text);
    assert.deepEqual(await asked(MENDED), [true, ""]);
    assert.match((await asked(EXAMPLE))[1], /还有 1 处错误/);
    // Padded beyond what is checked.
    assert.match((await asked(EXAMPLE + " ".repeat(8 << 20)))[1], /没有核对，不能提交：文字超过 8 MB/);
    // No report at all, a form not filled in.
    assert.match((await asked("会议通知"))[1], /没有核对，不能提交：这段文字不像/);
    assert.match((await asked(BLANK))[1], /没有核对，不能提交：表格尚未填写/);
    assert.equal(await page.innerText("#state"), "年报还没有核对，不能提交：表格尚未填写：各格都是空白，没有可核对的数字。");
    // Most of table 3 cut out, or its zeros written as letters.
    assert.match((await asked(MENDED.replace(/\(一\)予以公开[^]*?(?=四、结转下年度)/, "")))[1], /没有核对，不能提交：只核对了 \d+ 个等式/);
    assert.match((await asked(MENDED.replaceAll("| 0 |", "| O |").replaceAll("| 0 |", "| O |")))[1], /没有核对，不能提交：只核对了 \d+ 个等式/);
    assert.deepEqual(await asked(MENDED), [true, ""]);
    // A harmless table of another year before this year's wrong one: told apart by its caption, or not at all.
    const start = EXAMPLE.indexOf("(本列数据的勾稽关系");
    const end = EXAMPLE.indexOf("\n四、政府信息公开");
    const harmless = MENDED.slice(start, end);
    const before = (caption) => `${EXAMPLE.slice(0, start)}${caption}${harmless}\n${EXAMPLE.slice(start)}`;
    assert.match((await asked(before("2023年收到和处理政府信息公开申请情况表\n")))[1], /还有 1 处错误/);
    assert.match((await asked(before("")))[1], /看不出哪一张是本年度的|还有 1 处错误/);
  });
});
