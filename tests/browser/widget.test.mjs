// The element in a portal's page under a strict policy, and the package around it.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DATA, DIST, ROOT, shot, start } from "./pages.mjs";
import { EXAMPLE } from "../../www/example.js";

let stage;
before(async () => {
  stage = await start();
});
after(() => stage?.stop());

const onPortal = (use, options) => stage.onPage({ url: stage.portal.url, ...options }, use);
const MENDED = EXAMPLE.replace("| 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "| 4 | 0 | 0 | 0 | 0 | 0 | 4 |");

test("a portal's form carries the text, and refuses on errors", async () => {
  await onPortal(async (page) => {
    const received = stage.portal.received.length;
    await page.fill("input[name=agency]", "示例县人民政府");
    await page.click("form button:text-is('报送')");
    const says = (sentence) => page.locator(".verdict", { hasText: sentence }).first().waitFor();
    await says(/请先粘贴年报全文/);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "gouji-validator", "the keyboard goes to the box");

    await page.locator("textarea").first().fill(EXAMPLE);
    assert.equal(await page.innerText("#state"), "还有 1 处错误，暂不能报送。");
    await page.click("form button:text-is('报送')");
    await says(/年报还有 1 处错误，请改正后再提交/);
    await shot(page, "portal-refused", { fullPage: true });
    assert.equal(stage.portal.received.length, received, "nothing was sent");

    // It says truly that the form sends the text.
    await page.locator("summary").first().click();
    assert.match(await page.locator(".facts").first().innerText(), /您提交时，网站才会收到/);
    await page.keyboard.press("Escape");
    await page.locator("text=改为 4").first().click();
    assert.equal(await page.innerText("#state"), "可以报送。");
    await page.click("form button:text-is('报送')");
    await page.waitForURL("**/submit");
    assert.ok(stage.portal.received.at(-1).includes(MENDED.split("\n")[0]) || stage.portal.received.at(-1).includes(encodeURIComponent("示例县人民政府2024年")));
    return [/favicon|404/];
  });
});

test("two on a page, one added late, removed and put back: each has its own text", async () => {
  await onPortal(async (page) => {
    const seen = await page.evaluate(async ([slip, mended]) => {
      const [first, second] = document.querySelectorAll("gouji-validator");
      const ready = () => new Promise((resolve) => addEventListener("gouji-report", resolve, { once: true }));
      let heard = ready();
      first.value = slip;
      second.value = mended;
      await heard;
      const late = document.createElement("gouji-validator");
      // A property given before it is in the page.
      late.value = slip;
      late.setAttribute("lang", "en-GB");
      document.querySelector("main").append(late);
      const texts = () => [...document.querySelectorAll("gouji-validator")].map((one) => [one.report?.summary.errors, one.report?.findings[0]?.message.slice(0, 12)]);
      const before = texts();
      late.remove();
      const apart = late.report.summary.errors;
      late.value = mended;
      document.querySelector("main").prepend(late);
      return { before, apart, after: texts(), same: late.check() === late.report, empty: (late.value = "", late.report) };
    }, [EXAMPLE, MENDED]);
    assert.equal(seen.before.length, 3);
    assert.deepEqual(seen.before.map(([errors]) => errors), [1, 0, 1]);
    assert.notEqual(seen.before[0][1], seen.before[2][1], "in its own language");
    assert.equal(seen.apart, 1);
    assert.deepEqual(seen.after.map(([errors]) => errors), [0, 1, 0]);
    assert.deepEqual([seen.same, seen.empty], [true, null]);
  });
});

test("its events hold the report; an emptied box is told once; a reset empties it", async () => {
  await onPortal(async (page) => {
    const heard = await page.evaluate((text) => {
      const validator = document.querySelector("form gouji-validator");
      const heard = [];
      document.addEventListener("gouji-report", ({ detail, target }) => heard.push([target.localName, detail && [detail.schema, detail.text === text, detail === target.report]]));
      validator.value = text;
      validator.value = "";
      validator.value = " ";
      validator.value = text;
      validator.form.reset();
      return [heard, validator.value, validator.validity.valueMissing, validator.form.checkValidity(), validator.type, validator.name];
    }, EXAMPLE);
    const report = ["gouji-validator", ["gouji/1", true, true]];
    assert.deepEqual(heard, [[report, ["gouji-validator", null], report, ["gouji-validator", null]], "", true, false, "gouji-validator", "report"]);
  });
});

test("what there is to say of the text is a word; last year's report is compared; a cell is edited by the module, too", async () => {
  await onPortal(async (page) => {
    const seen = await page.evaluate(async (text) => {
      const { default: init, check, checkFile, edit, equations } = await import("./gouji/gouji.js");
      await init();
      const validator = document.querySelector("gouji-validator");
      const seen = [validator.state];
      validator.value = text;
      seen.push(validator.state);
      const last = text.replaceAll("2024", "2023").replace("四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |", "四、结转下年度继续办理 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |");
      const rules = (report) => report.findings.map((finding) => finding.rule).filter((rule) => rule.startsWith("years."));
      validator.previousReport = last;
      seen.push(rules(validator.report));
      validator.previousReport = "";
      seen.push(rules(validator.report));
      seen.push(rules(check(text, { previous: last })), rules(await checkFile(new Blob([text]), { previous: new Blob([last]) })));
      const change = edit(text, "requests", "carried_in", "total", "4");
      const mended = text.slice(0, change.span[0]) + change.text + text.slice(change.span[1]);
      seen.push(check(mended).summary.errors, equations(mended).every((one) => one.outcome === "holds"), edit("会议通知", "requests", "carried_in", "total", "4"));
      return seen;
    }, EXAMPLE);
    assert.deepEqual(seen.slice(0, 2), ["empty", "checked"]);
    assert.deepEqual([seen[2].includes("years.carry-over"), seen[3], seen[4], seen[5]], [true, [], seen[2], seen[2]]);
    assert.deepEqual(seen.slice(6), [0, true, null]);
  });
});

test("a file goes into its own box, wherever the keyboard is; disabled, into none", async () => {
  const choose = (page) => page.locator(".chooser").first().setInputFiles(join(DATA, "slip.docx"));
  const value = (page) => page.evaluate(() => document.querySelector("gouji-validator").value);
  await onPortal(async (page) => {
    await page.focus("input[name=agency]");
    await choose(page);
    await page.waitForFunction(() => document.querySelector("gouji-validator").report);
    assert.equal(await page.inputValue("input[name=agency]"), "");
    assert.equal(await page.evaluate(() => document.activeElement.name), "agency", "the keyboard stays where it is");

    await page.evaluate(() => (document.querySelector("gouji-validator").disabled = true));
    const before = await value(page);
    await page.focus("input[name=agency]");
    assert.equal(await page.locator("gouji-validator >> nth=0 >> button:enabled").count(), 0);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["other"], "a.txt"));
      document.querySelector("gouji-validator").shadowRoot.querySelector(".root").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, composed: true }));
    });
    await page.waitForTimeout(200);
    assert.equal(await value(page), before);
    assert.equal(await page.inputValue("input[name=agency]"), "");
  });
});

test("the form has the text at every moment, and a silent question moves nothing", async () => {
  await onPortal(async (page) => {
    await page.evaluate(() => {
      const { form } = document.querySelector("gouji-validator");
      form.addEventListener("input", () => form.checkValidity());
    });
    await page.locator("input[name=agency]").pressSequentially("abcdef");
    assert.equal(await page.inputValue("input[name=agency]"), "abcdef");
    const [held, valid, reason] = await page.evaluate((text) => {
      const validator = document.querySelector("gouji-validator");
      // So long that the check comes later.
      validator.value = text + "办".repeat(250_000);
      return [new FormData(validator.form).get("report").length, validator.checkValidity(), validator.validationMessage];
    }, MENDED);
    assert.equal(held, MENDED.length + 250_000);
    assert.deepEqual([valid, reason], [false, "正在核对，请稍候再提交。"]);
    await page.waitForFunction(() => document.querySelector("gouji-validator").checkValidity());
  });
});

test("what was set aside is said, and is of that report alone; a page may keep it", async () => {
  await onPortal(async (page) => {
    const box = page.locator("textarea").first();
    await box.fill(EXAMPLE);
    await page.evaluate(() => {
      window.heard_ = [];
      document.addEventListener("gouji-set-aside", ({ detail }) => window.heard_.push(detail));
    });
    await page.locator(".finding >> text=忽略").first().click();
    await page.keyboard.type("已另行说明");
    await page.keyboard.press("Enter");
    const verdict = page.locator(".verdict").first();
    assert.match(await verdict.innerText(), /^已忽略 1 处\s+其余未发现勾稽错误/);
    const [[kept]] = await page.evaluate(() => window.heard_);
    assert.deepEqual([kept.agency, kept.year, kept.rule, kept.why], ["示例县人民政府", 2024, "requests.balance", "已另行说明"]);
    // The element stores nothing: a page that wants to gives the list back. Of another body the same slip is another.
    await page.evaluate((text) => {
      const validator = document.querySelector("gouji-validator");
      const list = validator.setAside;
      validator.setAside = [];
      validator.value = text;
      window.before_ = validator.shadowRoot.querySelector(".verdict").innerText;
      validator.setAside = list;
    }, EXAMPLE);
    assert.match(await page.evaluate(() => window.before_), /1 处错误/);
    assert.match(await verdict.innerText(), /^已忽略 1 处/);
    await page.evaluate(() => (document.querySelector("gouji-validator").value = ""));
    await page.evaluate((text) => (document.querySelector("gouji-validator").value = text), EXAMPLE.replaceAll("示例县", "另一县"));
    assert.match(await verdict.innerText(), /1 处错误/);
  });
});

test("labels, scaled pages, hidden pages, dialogs, type sizes of the page", async () => {
  await onPortal(async (page) => {
    const seen = await page.evaluate(async (text) => {
      const validator = document.querySelector("gouji-validator");
      const inside = (selector) => validator.shadowRoot.querySelector(selector);
      const pause = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));
      const seen = {};
      validator.id = "validator";
      const label = document.createElement("label");
      label.htmlFor = "validator";
      label.textContent = "年报全文";
      validator.before(label);
      label.click();
      seen.label = validator.shadowRoot.activeElement?.localName;
      validator.value = text;
      seen.name = inside("textarea").getAttribute("aria-label");
      seen.invalid = inside("textarea").getAttribute("aria-invalid");
      await pause();
      document.body.style.transform = "scale(0.8)";
      window.dispatchEvent(new Event("resize"));
      inside("#tab-source").click();
      inside(".finding .head").click();
      await pause();
      const [mark, digit] = [inside(".marks .mark.error").getBoundingClientRect(), document.createRange()];
      const node = inside(".mirror").firstChild;
      const [start] = validator.report.findings[0].spans[0];
      digit.setStart(node, start);
      digit.setEnd(node, start + 1);
      seen.off = Math.abs(mark.left - digit.getBoundingClientRect().left) + Math.abs(mark.top - digit.getBoundingClientRect().top);
      document.body.style.transform = "";
      validator.style.visibility = "hidden";
      seen.hidden = getComputedStyle(inside(".root")).visibility;
      validator.style.visibility = "";
      document.documentElement.style.fontSize = "62.5%";
      const size = () => parseFloat(getComputedStyle(inside(".name")).fontSize);
      const ordinary = size();
      validator.toggleAttribute("large", true);
      seen.larger = (size() / ordinary).toFixed(1);
      return seen;
    }, EXAMPLE);
    assert.ok(seen.off < 3, `${seen.off} px off`);
    assert.deepEqual({ ...seen, off: 0 }, { label: "textarea", name: "年报全文", invalid: "true", off: 0, hidden: "hidden", larger: "1.4" });
  });
});

test("neither styles the other; its colours and parts can be set", async () => {
  await onPortal(async (page) => {
    const styles = await page.evaluate(() => {
      const of = (element, ...names) => names.map((name) => getComputedStyle(element)[name]);
      const inside = document.querySelector("gouji-validator").shadowRoot;
      return {
        button: of(inside.querySelector(".tools button"), "padding", "letterSpacing", "fontSize"),
        portals: of(document.querySelector("form > p > button"), "padding", "fontSize"),
        title: of(inside.querySelector(".name"), "fontWeight"),
        primary: of(inside.querySelector(".primary"), "backgroundColor"),
      };
    });
    assert.deepEqual(styles, {
      button: ["2px 8px", "normal", "16px"],
      portals: ["12px 48px", "22px"],
      title: ["400"],
      primary: ["rgb(176, 31, 36)"],
    });
  });
});

test("its size follows its container", async () => {
  await onPortal(async (page) => {
    await page.evaluate((text) => document.querySelectorAll("gouji-validator").forEach((one) => (one.value = text)), EXAMPLE);
    const wide = () => page.evaluate(() => [...document.querySelectorAll("gouji-validator")].map((one) => one.shadowRoot.querySelector(".root").classList.contains("wide")));
    assert.deepEqual(await wide(), [true, false], "by the container's width, not the window's");
    await page.evaluate(() => (document.querySelector("form").style.width = "420px"));
    await page.waitForFunction(() => !document.querySelector("gouji-validator").shadowRoot.querySelector(".root").classList.contains("wide"));
    // Without a height of its own, wide: still a usable one.
    const height = await page.evaluate(async () => {
      document.querySelector("form").style.width = "";
      const validator = document.querySelector("gouji-validator");
      validator.style.height = "auto";
      await new Promise((resolve) => setTimeout(resolve, 100));
      return [validator.offsetHeight, validator.shadowRoot.querySelector(".pane").clientHeight];
    });
    assert.ok(height[0] >= 500 && height[1] >= 150, String(height));
    await shot(page, "portal", { fullPage: true });
  });
});

test("the all-in-one script does the same in a page without the other files", async () => {
  await onPortal(async (page) => {
    const seen = await page.evaluate(async (text) => {
      const script = document.createElement("script");
      script.integrity = (await (await fetch("gouji/integrity.json")).json())["gouji.all.js"];
      // The portal's own policy for its own script.
      script.src = trustedTypes.createPolicy("gouji", { createScriptURL: (url) => url }).createScriptURL("gouji/gouji.all.js");
      await new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = () => reject(new Error("refused"));
        document.head.append(script);
      });
      await window.gouji.init();
      const report = window.gouji.check(text);
      const file = await window.gouji.checkFile(new File([text, "\n".repeat(600_000)], "a.txt"));
      return [report.summary.errors, file.summary.errors, file.source];
    }, EXAMPLE);
    assert.deepEqual(seen, [1, 1, "a.txt"]);
    // Its worker is a blob, which this policy refuses: the file was read all the same.
    return [/worker|blob|createPolicy|TrustedTypePolicy/i];
  });
});

test("of two files that are read at once one can be stopped, and the other is read", async () => {
  await onPortal(async (page) => {
    const seen = await page.evaluate(async (text) => {
      const { checkFile } = await import("./gouji/gouji.js");
      const large = new File([text, "全年办理事项。\n".repeat(200_000)], "large.txt");
      const seen = [];
      // While their bytes are read, and while they are checked.
      for (const delay of [0, 30, 120, 300]) {
        const stop = new AbortController();
        const stopped = checkFile(large, { signal: stop.signal }).then(() => "read", (error) => error.name);
        const other = checkFile(large);
        setTimeout(() => stop.abort(), delay);
        seen.push(await stopped, (await other).summary.errors);
      }
      return seen;
    }, EXAMPLE);
    assert.deepEqual(seen.filter((_, i) => i % 2 === 1), [1, 1, 1, 1]);
    assert.ok(seen.includes("AbortError") && seen.filter((_, i) => i % 2 === 0).every((one) => one === "AbortError" || one === "read"), String(seen));
  });
});

test("the types are those of the reports", () => {
  const folder = mkdtempSync(join(tmpdir(), "gouji-types-"));
  cpSync(join(DIST, "package"), join(folder, "gouji"), { recursive: true });
  const command = join(ROOT, "target/debug/gouji");
  const files = readdirSync(DATA).map((name) => join(DATA, name));
  const answers = [["--lang", "en", ...files], ["--no-text", "-"]].flatMap((args) => {
    try {
      return execFileSync(command, ["check", "--format", "json", ...args], { encoding: "utf8", maxBuffer: 1 << 26, input: "一、总体情况", stdio: "pipe" }).trim().split("\n");
    } catch (error) {
      return error.stdout.trim().split("\n");
    }
  });
  assert.ok(answers.length > files.length);
  // As literals: a field too many or too few, or of another type, is a mistake to the compiler.
  const use = `import init, { check, checkFile, type Report } from "./gouji/gouji.js";
    export const reports: Report[] = [${answers.join(",\n")}];
    await init(new Uint8Array());
    const words: string[] = check("", { lang: "en" }).findings.map((finding) => finding.message);
    void checkFile(new File(words, "a"), { signal: AbortSignal.timeout(1), onProgress: (done, total) => done / total });
    const validator = document.querySelector("gouji-validator");
    validator?.addEventListener("gouji-report", ({ detail }) => detail?.summary.errors.toFixed());`;
  writeFileSync(join(folder, "use.mts"), use);
  const compile = (name) =>
    execFileSync(join(ROOT, "tests/browser/node_modules/.bin/tsc"), ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", join(folder, name)], { encoding: "utf8", stdio: "pipe" });
  compile("use.mts");
  writeFileSync(join(folder, "wrong.mts"), use.replace(/"schema":/, '"schemata":'));
  assert.throws(() => compile("wrong.mts"), "the compiler does object");
});
