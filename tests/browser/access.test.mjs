// Everybody: axe, the keyboard alone, large type, narrow windows, no meaning by colour alone.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import axe from "axe-core";
import { DESK, SAVED, paste, put, shot, start, turn, verdict } from "./pages.mjs";
import { EXAMPLE } from "../../www/example.js";

let stage;
before(async () => {
  stage = await start();
});
after(() => stage?.stop());

/** Two slips; then more findings, and numbers whose column is not known. */
const TWO = EXAMPLE.replace("6.属于四类过程性信息 | 2 |", "6.属于四类过程性信息 | 7 |");
const MANY = TWO.replace("(一)予以公开 | 12 | 1 | 0 | 0 | 0 | 0 | 13 |", "(一)予以公开 12 1 0 13").replace("行政规范性文件 | 6 | 2 | 41", "行政规范性文件 | 6 | 2 | 3");

/** What axe objects to, in a few words. */
async function axeFinds(page) {
  await page.evaluate(axe.source);
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations, passes } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), rules);
  assert.ok(passes.length > 10, "axe looked");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => [node.target.flat().join(" "), node.failureSummary].join(" — ")).join("; ")}`);
}

test("axe finds nothing, in any state, light, dark, large, English, narrow, embedded", async () => {
  const views = { desk: {}, dark: { colorScheme: "dark" }, narrow: { viewport: { width: 320, height: 640 } } };
  for (const [name, options] of Object.entries(views)) {
    await stage.onPage(options, async (page) => {
      assert.deepEqual(await axeFinds(page), [], `${name}, empty`);
      await put(page, "会议通知");
      assert.deepEqual(await axeFinds(page), [], `${name}, no report`);
      await put(page, MANY);
      await page.waitForSelector("td.marked");
      assert.deepEqual(await axeFinds(page), [], `${name}, findings`);
      await page.locator(".claims summary").click();
      await page.locator(".claims .quote").first().click();
      assert.deepEqual(await axeFinds(page), [], `${name}, numbers of the prose`);
      await page.locator(".claims summary").click();
      // Last year's panel, a reason asked for, one set aside.
      await page.locator(".last-year summary").click();
      assert.deepEqual(await axeFinds(page), [], `${name}, last year's`);
      await page.keyboard.press("Escape");
      await page.locator(".finding .ignore").first().click();
      assert.deepEqual(await axeFinds(page), [], `${name}, why`);
      await page.keyboard.press("Enter");
      await page.locator(".ignored summary").click();
      assert.deepEqual(await axeFinds(page), [], `${name}, set aside`);
      // Many reports, with the picture of their errors and the sum of departments.
      await page.evaluate((text) => {
        const files = ["甲", "乙"].map((body) => new File([text.replaceAll("示例", body)], `${body}.txt`));
        document.querySelector("gouji-validator").open(files);
      }, TWO);
      await page.waitForFunction(() => $(".folder-list tbody .error"));
      await page.locator(".heat summary").click();
      await page.locator("text=汇总核对").click();
      await page.locator("text=相加核对").click();
      await page.waitForSelector(".rollup strong");
      assert.deepEqual(await axeFinds(page), [], `${name}, many`);
      await shot(page, `access-${name}-many`, { fullPage: true });
      await page.locator(".folder-list tbody button").first().click();
      await page.waitForSelector("td.marked");
      await page.click("summary >> nth=0");
      await page.click("text=EN");
      await page.click('[aria-label$="Larger text"]');
      assert.deepEqual(await axeFinds(page), [], `${name}, large, English`);
      await shot(page, `access-${name}`, { fullPage: true });
    });
  }
  await stage.onPage({ url: SAVED }, async (page) => assert.deepEqual(await axeFinds(page), [], "saved"));
  await stage.onPage({ url: stage.portal.url }, async (page) => {
    await page.locator("textarea").first().fill(MANY);
    // The example's portal too.
    assert.deepEqual(await axeFinds(page), [], "portal");
  });
});

test("all of it by keyboard, and the place is never lost", async () => {
  await stage.onPage({}, async (page) => {
    const here = () =>
      page.evaluate(() => {
        const at = document.querySelector("gouji-validator").shadowRoot.activeElement;
        return at && (at.localName === "textarea" ? "text" : at.dataset.key ?? at.closest("td")?.dataset.key ?? at.textContent.trim().replace(/\s+/g, " "));
      });
    /** Tabs until there, and tells what was passed. */
    const tabTo = async (wanted, key = "Tab") => {
      const passed = [];
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press(key);
        const at = (await here()) ?? "";
        passed.push(at);
        if (wanted.test(at)) return passed;
      }
      assert.fail(`${wanted} not reached: ${passed.join(" | ")}`);
    };
    // The empty page: privacy, size, language, then the box.
    const passed = await tabTo(/^text$/);
    assert.deepEqual(passed, ["不上传，断网可用 ✓", "A", "A⁺", "中", "EN", "text"]);
    await paste(page, TWO);
    await page.waitForSelector("td.marked");
    await tabTo(/^1 ?✘ 错误/);
    await tabTo(/改为|可选改法/);
    // A finding opened by keyboard keeps the keyboard.
    await page.keyboard.press("F8");
    const opened = await here();
    assert.match(opened, /^2/);
    await page.keyboard.press("Enter");
    assert.equal(await here(), opened);
    // In the tables: Tab comes to them, arrows go from cell to cell, Enter edits one, Escape leaves it as it was.
    await tabTo(/^disclosure[/]/);
    const first = await here();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    const second = await here();
    assert.match(second, /^disclosure[/]/);
    assert.notEqual(second, first);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    assert.equal(await here(), first);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.querySelector("gouji-validator").shadowRoot.activeElement.getAttribute("aria-label")), "修改：规章 本年制发件数");
    await page.keyboard.press("Escape");
    assert.equal(await here(), first);
    // A finding put aside: the keyboard goes to the next one, and can bring it back.
    await page.keyboard.press("F8");
    await tabTo(/^忽略…$/);
    await page.keyboard.press("Enter");
    await page.keyboard.type("已核实");
    await page.keyboard.press("Enter");
    assert.match(await here(), /✘|△/);
    await tabTo(/^已忽略 1 处$/);
    await page.keyboard.press("Enter");
    await tabTo(/^恢复$/);
    await page.keyboard.press("Enter");
    assert.doesNotMatch(await page.innerText(".side"), /已忽略/);
    // Changing the size does not lose the place either.
    await page.click('[aria-label$="放大字号"]');
    assert.equal(await here(), "A⁺");
    // Privacy: opens and closes by key.
    await page.focus("summary");
    await page.keyboard.press("Enter");
    assert.match(await page.innerText(".facts"), /不上传，不保存/);
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible(".facts"), false);
  });
});

test("the summary is spoken once, after a pause, in words", async () => {
  await stage.onPage({}, async (page) => {
    await page.evaluate(() => {
      window.spoken = [];
      new MutationObserver(() => window.spoken.push($(".live").textContent)).observe($(".live"), { childList: true, characterData: true, subtree: true });
    });
    assert.equal(await page.getAttribute(".live", "role"), "status");
    await page.locator("textarea").fill(EXAMPLE);
    await page.locator("textarea").press("End");
    await page.keyboard.type("   ", { delay: 30 });
    await page.waitForFunction(() => window.spoken.length > 0);
    await page.waitForTimeout(1000);
    assert.deepEqual(await page.evaluate(() => window.spoken), ["✘ 1 处错误，核对了 44 个等式，示例县人民政府 · 2024 年度 · 2021 版格式"]);
  });
});

test("nothing is told by colour alone", async () => {
  await stage.onPage({}, async (page) => {
    await put(page, MANY);
    await page.waitForSelector("td.marked");
    // Each finding has its sign and word; each mark and cell its number; each state of a cell its words.
    const severities = await page.locator(".finding .severity").allInnerTexts();
    assert.ok(new Set(severities).size >= 2, String(severities));
    assert.ok(severities.every((text) => /^(✘ 错误|△ 提示|ⓘ 说明)$/.test(text)), String(severities));
    assert.equal(await page.locator("td.marked:not(:has(.badge))").count(), 0);
    assert.equal(await page.locator("td.unplaced:not([title])").count(), 0);
    assert.match(await page.getAttribute("td.side-left", "title"), /左边/);
    // In the system's own colours the marks are still there, and the text can be read through them.
    await page.emulateMedia({ forcedColors: "active" });
    await shot(page, "forced-colours");
    assert.equal(await page.$eval("td.marked.error", (cell) => getComputedStyle(cell).outlineStyle), "solid");
    await turn(page, "source");
    // (Drawn once the tab is.)
    await page.waitForSelector(".marks .mark.error", { state: "attached" });
    assert.equal(await page.$eval(".marks .mark.error", (mark) => getComputedStyle(mark).outlineStyle), "solid");
  });
});

test("usable at 320 px and at 400 %, without scrolling sideways; targets are large enough", async () => {
  for (const viewport of [{ width: 320, height: 640 }, { width: 341, height: 192 }]) {
    for (const url of [undefined, SAVED]) {
      await stage.onPage({ ...(url && { url }), viewport }, async (page) => {
        await put(page, MANY);
        await page.waitForSelector("td.marked");
        for (const size of ["ordinary", "large"]) {
          if (size === "large") await page.click('[aria-label$="放大字号"]');
          const sideways = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, $(".root").scrollWidth - $(".root").clientWidth));
          assert.ok(sideways <= 0, `${viewport.width} px, ${size}: ${sideways} px too wide`);
          const small = await page.evaluate((least) => {
            const controls = document.querySelector("gouji-validator").shadowRoot.querySelectorAll("button, summary");
            return [...controls].filter((one) => one.offsetParent && !one.closest("td")).map((one) => [one.textContent, one.offsetWidth, one.offsetHeight]).filter(([, width, height]) => width < 24 || height < least);
          }, size === "large" ? 44 : 24);
          assert.deepEqual(small, [], `${viewport.width} px, ${size}`);
        }
        await shot(page, `narrow-${viewport.width}${url ? "-saved" : ""}`, { fullPage: true });
      });
    }
  }
});

test("large type is large: nothing to be read is under 18 px", async () => {
  await stage.onPage({ ...DESK }, async (page) => {
    await put(page, MANY);
    await page.click('[aria-label$="放大字号"]');
    assert.match(await verdict(page), /处错误/);
    const small = await page.evaluate(() => {
      const inside = document.querySelector("gouji-validator").shadowRoot;
      const texts = [...inside.querySelectorAll(".root *")].filter((one) => one.offsetParent && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
      return [...new Set(texts.filter((one) => parseFloat(getComputedStyle(one).fontSize) < 18 && !one.matches(".badge, .live, .mirror")).map((one) => one.className || one.localName))];
    });
    assert.deepEqual(small, []);
    await shot(page, "large");
  });
});
