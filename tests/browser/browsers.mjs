// The browsers of government desks, all driven alike: open(url) gives a page that evaluates functions and
// takes screenshots. Chromium 90 comes from npm, the others from Debian; see .ci/setup.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import puppeteer from "puppeteer-core";
import puppeteer8 from "puppeteer-core-8";
import { FLAGS, chromiumPath } from "./chromium.mjs";

const wrap = async (browser) => ({
  async open(url) {
    const page = await browser.newPage();
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    return {
      requests,
      evaluate: (run, ...given) => page.evaluate(run, ...given),
      screenshot: (path) => page.screenshot({ path }),
      close: () => page.close(),
    };
  },
  close: () => browser.close(),
});

/** Unpacks the old Chromium of npm's chrome-aws-lambda once a run. */
function oldChromium() {
  const packed = new URL("node_modules/chrome-aws-lambda/bin/chromium.br", import.meta.url);
  const path = join(mkdtempSync(join(tmpdir(), "chromium-90-")), "chromium");
  writeFileSync(path, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
  return path;
}

const defaultViewport = { width: 1366, height: 768 };

async function launchOldChromium() {
  const args = [...FLAGS, "--headless", "--no-zygote", "--single-process"];
  return wrap(await puppeteer8.launch({ executablePath: oldChromium(), args, defaultViewport }));
}

async function launchChromium() {
  return wrap(await puppeteer.launch({ executablePath: chromiumPath(), args: FLAGS, defaultViewport }));
}

async function launchFirefox() {
  // Nothing of the browser's own on the network.
  const extraPrefsFirefox = { "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false };
  const executablePath = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find(existsSync);
  return wrap(await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox, defaultViewport }));
}

const MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** WebKitGTK speaks W3C WebDriver; it needs a display, so one is made for it. */
async function launchWebKit() {
  const finder = createServer().listen(0);
  await once(finder, "listening");
  const { port } = finder.address();
  finder.close();
  const driver = spawn("xvfb-run", ["-a", "-s", "-screen 0 1400x900x24", "WebKitWebDriver", `--port=${port}`], { detached: true, stdio: "ignore" });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries += 1) {
    const status = await call("GET", "/status").catch(() => null);
    if (status?.ready) break;
    if (tries > 100) throw new Error("WebKitWebDriver did not start");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const alwaysMatch = { "webkitgtk:browserOptions": { binary: MINI_BROWSER, args: ["--automation"] } };
  const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch } });
  const at = `/session/${sessionId}`;
  await call("POST", `${at}/window/rect`, { width: 1366, height: 860 });
  return {
    async open(url) {
      await call("POST", `${at}/url`, { url });
      return {
        // It tells no requests: the page's own list of what it loaded.
        get requests() {
          return this.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
        },
        async evaluate(run, ...given) {
          const script = `const done = arguments[arguments.length - 1];
            Promise.resolve().then(() => (${run})(...arguments[0])).then((value) => done([value ?? null]), (error) => done({ thrown: String(error) }));`;
          const answer = await call("POST", `${at}/execute/async`, { script, args: [given] });
          if (answer.thrown) throw new Error(answer.thrown);
          return answer[0];
        },
        async screenshot(path) {
          writeFileSync(path, Buffer.from(await call("GET", `${at}/screenshot`), "base64"));
        },
        close: async () => {},
      };
    },
    async close() {
      await call("DELETE", at).catch(() => {});
      process.kill(-driver.pid);
    },
  };
}

export const BROWSERS = [
  { name: "chromium-90", launch: launchOldChromium, knowsWasmUnsafeEval: false },
  { name: "chromium", launch: launchChromium, knowsWasmUnsafeEval: true },
  { name: "firefox", launch: launchFirefox, knowsWasmUnsafeEval: true },
  { name: "webkit", launch: launchWebKit, knowsWasmUnsafeEval: true },
];
