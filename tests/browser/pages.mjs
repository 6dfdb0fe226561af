// Pages in Debian's Chromium whose console and network are watched.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ARTEFACTS, launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";
import { servePortal } from "../../examples/portal/serve.mjs";

export const ROOT = new URL("../../", import.meta.url).pathname;
export const DIST = join(ROOT, "dist/");
export const DATA = join(ROOT, "tests/data/");
export const DESK = { viewport: { width: 1366, height: 768 } };
/** The page in one file, as opened from a disk. */
export const SAVED = pathToFileURL(join(DIST, "gouji.html")).href;

/** Starts a browser and the servers; to be called once a file. */
export async function start(flags) {
  assert.ok(existsSync(join(DIST, "index.html")), "dist/ is built");
  const site = await serve(DIST);
  const portal = await servePortal(join(DIST, "portal"));
  const browser = await launch(flags);
  return {
    site,
    portal,
    browser,
    stop: async () => {
      await browser.close();
      site.close();
      portal.close();
    },

    /**
     * A fresh page; `use` gets it, and nothing may have gone wrong: no error, no complaint in the console, no
     * request to any other place. `use` may return patterns of complaints that it provoked.
     */
    async onPage({ url = site.url, ...options }, use) {
      const context = await browser.newContext({ ...DESK, ...options, permissions: ["clipboard-read", "clipboard-write"] });
      const page = await context.newPage();
      const trouble = [];
      page.on("pageerror", (error) => trouble.push(`error: ${error}`));
      page.on("console", (message) => message.type() === "error" && trouble.push(`console: ${message.text()}`));
      const own = url.startsWith("file:") ? url : new URL(url).origin;
      context.on("request", (request) => {
        if (!request.url().startsWith(own) && !/^(data|blob):/.test(request.url())) trouble.push(`request: ${request.url()}`);
      });
      // The element's own inside.
      await page.addInitScript(() => (window.$ = (selector) => document.querySelector("gouji-validator").shadowRoot.querySelector(selector)));
      await page.goto(url);
      if (options.javaScriptEnabled !== false) await page.waitForSelector("textarea", { state: "attached" });
      const provoked = (await use(page)) ?? [];
      assert.deepEqual(trouble.filter((one) => !provoked.some((pattern) => pattern.test(one))), []);
      await context.close();
    },
  };
}

export const verdict = (page) => page.locator(".verdict").first().innerText();
export const shot = (page, name, options) => page.screenshot({ path: join(ARTEFACTS, `${name}.png`), ...options });

/** Turns to the report as a document, or to the text as it was pasted. */
export const turn = async (page, tab) => {
  const button = page.locator(`#tab-${tab}`).first();
  if (await button.isVisible()) await button.click();
};

/** Types a text in the place of the one there is, and shows it as the document if it can be. */
export async function put(page, text) {
  await turn(page, "source");
  await page.locator("textarea").first().fill(text);
  if (await page.locator("#tab-document").first().isEnabled()) await turn(page, "document");
}

/** Pastes through the real clipboard, wherever the keyboard is. */
export async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+V");
}

/** Drops files from the desk onto the page, as the browser's own drag does. */
export async function drop(page, files) {
  const devtools = await page.context().newCDPSession(page);
  const box = await page.locator(".name").first().boundingBox();
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await devtools.send("Input.dispatchDragEvent", { type, x: box.x + 5, y: box.y + 5, data });
  }
}
