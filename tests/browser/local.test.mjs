// Nothing leaves the page: the whole use under watch, what the program could do at all, the saved page, the
// served page without a network, and the build made twice.

import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DATA, DIST, ROOT, SAVED, drop, paste, shot, start, verdict } from "./pages.mjs";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";
import { EXAMPLE } from "../../www/example.js";

let stage;
before(async () => {
  stage = await start();
});
after(() => stage?.stop());

const file = (name) => readFileSync(join(DIST, name), "utf8");
const sha256 = (content) => createHash("sha256").update(content).digest("hex");

test("the whole use makes no request but for the page's own files, served and from a disk", async () => {
  for (const url of [stage.site.url, SAVED]) {
    const before = stage.site.requests.length;
    // `onPage` fails on any request to another place.
    await stage.onPage({ url }, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await paste(page, EXAMPLE);
      await page.waitForSelector(".finding.error");
      await page.click("text=改为 4");
      await page.click("text=复制结果");
      await page.click("text=复制表格 >> nth=0");
      await page.click("text=EN");
      await page.click('[aria-label$="Larger text"]');
      await page.click("text=More");
      await page.click("text=Clear");
      await drop(page, [join(DATA, "slip.docx")]);
      await page.waitForSelector(".finding.error");
      const large = join(mkdtempSync(join(tmpdir(), "gouji-")), "large.txt");
      writeFileSync(large, EXAMPLE + "办".repeat(300_000));
      await page.setInputFiles(".chooser", large);
      await page.waitForFunction(() => $("textarea").value.length > 300_000 && $(".finding.error"));
      await page.emulateMedia({ media: "print" });
      await page.pdf();
      // After it has loaded, nothing but the reader of files with the first one, once, and in the saved page not even that; the
      // thread for large files is made of what is here.
      const reader = url === SAVED ? [] : [`${stage.site.url}package/gouji-files_bg.wasm`];
      assert.deepEqual(asked.filter((url) => !/^blob:/.test(url)), reader);
    });
    const own = stage.site.requests.slice(before);
    const named = /^[/](sw.js|index.html|page.(css|js)|package[/]gouji(|_bg|-files_bg)[.](js|wasm))?$/;
    assert.deepEqual(own.filter((path) => !named.test(path)), []);
    if (url === SAVED) assert.deepEqual(own, []);
  }
});

test("a text is not among what any request or store holds", async () => {
  await stage.onPage({}, async (page) => {
    await page.locator("textarea").fill(EXAMPLE);
    const stored = await page.evaluate(async () => ({
      local: Object.entries(localStorage),
      session: sessionStorage.length,
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
    }));
    assert.deepEqual(stored, { local: [], session: 0, cookies: "", databases: 0 });
  });
});

test("the WebAssembly imports nothing that could send", () => {
  const modules = ["gouji_bg.wasm", "gouji-files_bg.wasm"].map((name) => new WebAssembly.Module(readFileSync(join(DIST, "package", name))));
  const names = modules.flatMap((module) => WebAssembly.Module.imports(module)).map(({ name }) => name.replace(/_[0-9a-f]{16}$/, ""));
  // Values in and out, calling back with how far a file is read, the text decoder for GB18030, and the console for the program's own failure.
  const harmless = [
    /^__wbg_(new|set|get|get_unchecked|isArray|length|String|error|call|new_with_label|decode)$/,
    /^__wbg___wbindgen_(jsval_eq|boolean_get|number_get|string_get|throw)$/,
    /^__wbindgen_(object_drop_ref|object_clone_ref|generic|cast)$/,
  ];
  assert.ok(names.length > 5);
  assert.deepEqual(names.filter((name) => !harmless.some((known) => known.test(name))), []);
});

test("the scripts hold no word for sending, and none that makes markup or code of text", () => {
  const banned =
    /XMLHttpRequest|sendBeacon|WebSocket|WebTransport|EventSource|RTCPeerConnection|importScripts|innerHTML|outerHTML=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cookie|indexedDB/g;
  for (const name of ["package/gouji.js", "package/gouji.all.js", "page.js", "gouji.html"]) {
    assert.deepEqual(file(name).match(banned), null, name);
  }
  // One fetch: of a module that lies beside the script, by its hash.
  const fetches = (name) => file(name).match(/\bfetch\(.{0,24}/g) ?? [];
  assert.equal(fetches("package/gouji.js").length, 1);
  assert.match(fetches("package/gouji.js")[0], /integrity:/);
  for (const name of ["gouji_bg.wasm", "gouji-files_bg.wasm"]) {
    const sum = createHash("sha384").update(readFileSync(join(DIST, "package", name))).digest("base64");
    assert.ok(file("package/gouji.js").includes(`sha384-${sum}`), name);
  }
  for (const name of ["package/gouji.all.js", "page.js", "gouji.html"]) assert.deepEqual(fetches(name), [], name);
});

test("the page shows the hash of the program, and the browser holds it to it", async () => {
  for (const [url, name] of [[stage.site.url, "package/gouji.js"], [SAVED, "package/gouji.all.js"]]) {
    await stage.onPage({ url }, async (page) => {
      await page.click("summary");
      assert.ok((await page.innerText("#hash")).includes(sha256(readFileSync(join(DIST, name)))), name);
      await shot(page, url === SAVED ? "privacy-saved" : "privacy");
    });
  }
  for (const line of file("SHA256SUMS").trim().split("\n")) {
    const [sum, name] = line.split("  ");
    assert.equal(sha256(readFileSync(join(DIST, name))), sum, name);
  }
  // One character of the saved page's program changed: it does not run.
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  const changed = join(folder, "changed.html");
  writeFileSync(changed, file("gouji.html").replace('"gouji-validator"', '"gouji-validatos"'));
  const page = await stage.browser.newPage();
  await page.goto(pathToFileURL(changed).href);
  assert.equal(await page.evaluate(() => document.querySelector("gouji-validator").shadowRoot), null);
  // It is there to be read once the program might have started.
  await page.waitForTimeout(1500);
  assert.match(await page.innerText("body"), /这个浏览器不能运行它/);
  await page.close();
});

test("the saved page is one small file, and still works saved again, and again", async () => {
  const size = statSync(join(DIST, "gouji.html")).size;
  console.log(`gouji.html: ${(size / 1000).toFixed(0)} KB`);
  assert.ok(size < 1_136_000, `${size} bytes`);
  assert.doesNotMatch(file("gouji.html"), /<(script|link|img)[^>]+(src|href)="(?!data:)/, "it refers to nothing");
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  let url = SAVED;
  for (const round of [1, 2, 3]) {
    let saved;
    await stage.onPage({ url }, async (page) => {
      await page.click("text=EN");
      await page.click("text=See an example");
      assert.match(await verdict(page), /1 error/, `round ${round}`);
      // What a browser's "save page" writes: the page as it now is, the shadow root left out.
      saved = `<!DOCTYPE html>\n${await page.evaluate(() => document.documentElement.outerHTML)}`;
    });
    assert.ok(!saved.includes("示例县人民政府2024年"), "the text is not saved with the page");
    url = pathToFileURL(join(folder, `saved-${round}.html`)).href;
    writeFileSync(new URL(url), saved);
  }
  assert.ok(Math.abs(statSync(new URL(url)).size - size) < 1000, "it does not grow");
});

test("the served page opens without a network after its first visit", async () => {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.goto(stage.site.url);
  await page.waitForSelector("textarea");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
  });
  await context.setOffline(true);
  const before = stage.site.requests.length;
  for (const path of ["", "index.html", ""]) {
    await page.goto(stage.site.url + path);
    await page.click("text=看一个例子");
    await page.waitForSelector(".finding.error");
  }
  // The thread for large files too.
  const [errors] = await page.evaluate(async (text) => {
    const { checkFile } = await import(document.querySelector("script[type=module]").src);
    return [(await checkFile(new File([text, "\n".repeat(700_000)], "a.txt"))).summary.errors];
  }, EXAMPLE);
  assert.equal(errors, 1);
  assert.equal(stage.site.requests.length, before);
  await context.close();
});

test("the copy kept for later is whole or not at all, and answers only what is its own", async () => {
  // One file that is not of this build: nothing is kept, and the page works with the network as before.
  const folder = mkdtempSync(join(tmpdir(), "gouji-mixed-"));
  cpSync(DIST, folder, { recursive: true });
  writeFileSync(join(folder, "page.css"), `${file("page.css")}\n`);
  const mixed = await serve(folder);
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.goto(mixed.url);
  await page.waitForFunction(() => navigator.serviceWorker.getRegistration().then((one) => !one));
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  await page.click("text=看一个例子");
  await page.waitForSelector("text=应为 4");
  await context.close();
  mixed.close();

  await stage.onPage({}, async (page) => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    });
    const asked = async (path) => {
      const before = stage.site.requests.length;
      await page.evaluate((path) => fetch(path).then((response) => response.text()), path);
      return stage.site.requests.slice(before);
    };
    assert.deepEqual(await asked("page.css"), []);
    assert.deepEqual(await asked("page.css?other"), ["/page.css"], "a file of another name");
    assert.deepEqual(await asked("portal/portal.css"), ["/portal/portal.css"]);
    const kept = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname).sort();
    });
    assert.deepEqual(kept, ["/", "/index.html", "/package/gouji-files_bg.wasm", "/package/gouji.js", "/package/gouji_bg.wasm", "/page.css", "/page.js"]);
  });
});

test("a browser without WebAssembly, or without scripts, gets a sentence", async () => {
  // Without its compilers the engine offers no WebAssembly.
  const bare = await launch(["--js-flags=--jitless"]);
  for (const url of [stage.site.url, SAVED]) {
    const page = await bare.newPage();
    await page.goto(url);
    await page.waitForSelector(".verdict strong");
    assert.match(await verdict(page), /没有 WebAssembly.*请换用较新的浏览器/);
    await page.close();
  }
  await bare.close();
  for (const url of [stage.site.url, SAVED]) {
    await stage.onPage({ url, javaScriptEnabled: false }, async (page) => {
      await page.waitForTimeout(1500);
      assert.match(await page.innerText("body"), /请换用较新的浏览器，并允许网页运行脚本/);
    });
  }
});

test("a missing file or one of another build is said plainly", async () => {
  for (const [what, body] of [["none", null], ["another", "\0asm\x01\0\0\0"]]) {
    const context = await stage.browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    await page.route("**/gouji_bg.wasm", (route) => (body ? route.fulfill({ body, contentType: "application/wasm" }) : route.fulfill({ status: 404 })));
    await page.goto(stage.site.url);
    await page.waitForSelector(".verdict strong");
    assert.match(await verdict(page), /核对程序没有载入/, what);
    await context.close();
  }
});

test("a checker that fails is started afresh, and the text stays", async () => {
  /** Makes the first so many instances of the checker fail whatever they are asked. */
  const spoil = (times) => {
    const { Instance, instantiate } = WebAssembly;
    const fail = () => {
      throw new WebAssembly.RuntimeError("spoiled");
    };
    const spoiled = (instance) => {
      if (!instance.exports.check || times === 0) return instance;
      times -= 1;
      return { exports: { ...instance.exports, check: fail, checkHtml: fail } };
    };
    WebAssembly.Instance = function (...given) {
      return spoiled(new Instance(...given));
    };
    WebAssembly.instantiate = async (module, imports) => ({ module, instance: spoiled(await instantiate(module, imports)) });
  };
  for (const url of [stage.site.url, SAVED]) {
    const spoiledPage = (times, use) =>
      stage.onPage({ url, serviceWorkers: "block" }, async (page) => {
        await page.addInitScript(spoil, times);
        await page.reload();
        await page.waitForSelector("textarea");
        await use(page);
        return [/RuntimeError: spoiled/];
      });
    await spoiledPage(1, async (page) => {
      await paste(page, EXAMPLE);
      await page.waitForSelector(".finding");
      assert.match(await verdict(page), /1 处错误/);
    });
    await spoiledPage(1, async (page) => {
      await drop(page, [join(DATA, "slip.docx")]);
      await page.waitForSelector(".finding");
      assert.match(await verdict(page), /1 处错误/);
    });
    await spoiledPage(Infinity, async (page) => {
      await paste(page, EXAMPLE);
      await page.waitForFunction(() => $(".verdict").textContent.includes("核对时出了意外"));
      assert.equal(await page.inputValue("textarea"), EXAMPLE);
      // `check()` never throws: its report says so, and a form that refuses errors refuses what was not checked.
      const [kind, valid, why] = await page.evaluate(() => {
        const validator = document.querySelector("gouji-validator");
        validator.toggleAttribute("refuse-errors", true);
        return [validator.check().kind, validator.validity.valid, validator.validationMessage];
      });
      assert.deepEqual([kind, valid], ["neither", false]);
      assert.match(why, /没有核对，不能提交：核对时出了意外/);
      // A file is read in a thread of its own, whose checker is another.
      await drop(page, [join(DATA, "slip.docx")]);
      await page.waitForFunction(() => $("textarea").value.includes("示例县人民政府2023年"));
      assert.match(await verdict(page), /核对时出了意外/);
      // Of a table copied as HTML, its text is kept at least.
      await page.evaluate(() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/html", "<table><tr><td>33</td></tr></table>");
        clipboardData.setData("text/plain", "三十三");
        $("textarea").select();
        $("textarea").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      });
      assert.equal(await page.inputValue("textarea"), "三十三");
    });
  }
});

test("cold, the saved page answers at once, for the record", async () => {
  const times = [];
  for (let round = 0; round < 7; round += 1) {
    const browser = await launch();
    const page = await browser.newPage();
    await page.addInitScript((text) => {
      addEventListener("gouji-report", () => (window.answered ??= performance.now()));
      addEventListener("DOMContentLoaded", () => (document.querySelector("gouji-validator").value = text));
    }, EXAMPLE);
    await page.goto(SAVED, { waitUntil: "commit" });
    // Not asked for while it works: the question takes time too.
    await page.waitForTimeout(1000);
    times.push(await page.evaluate(() => window.answered));
    await browser.close();
  }
  times.sort((a, b) => a - b);
  console.log(`from opening the saved page in a new browser to its first report: ${times.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  assert.ok(times.every((ms) => ms > 0));
});

test("built twice from clean trees, in two places, the bytes are the same", () => {
  const clone = join(mkdtempSync(join(tmpdir(), "gouji-again-")), "elsewhere");
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
  for (const name of files.filter((name) => existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(clone, name)), { recursive: true });
    cpSync(join(ROOT, name), join(clone, name));
  }
  symlinkSync(join(ROOT, "tests/browser/node_modules"), join(clone, "tests/browser/node_modules"));
  execFileSync("bash", ["-c", ". .ci/env && trunk build --quiet"], { cwd: clone, stdio: "pipe" });
  assert.equal(readFileSync(join(clone, "dist/SHA256SUMS"), "utf8"), file("SHA256SUMS"));
  // And no place of this machine is in them.
  for (const name of ["gouji_bg.wasm", "gouji-files_bg.wasm"]) {
    const module = readFileSync(join(DIST, "package", name), "latin1");
    for (const place of [ROOT, process.env.HOME]) assert.ok(!module.includes(place), place);
  }
});
