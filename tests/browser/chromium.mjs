// Starts the Chromium that is installed.

import { existsSync, mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function launch() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!executablePath) throw new Error("no Chromium found: run `.ci/setup browser` or set CHROMIUM");
  return chromium.launch({
    executablePath,
    // Root, as in containers, has no sandbox; the rest keeps Chromium from calling home.
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Where screenshots are kept: artefacts of a run, not committed. */
export const ARTEFACTS = new URL("../../artefacts/", import.meta.url).pathname;
mkdirSync(ARTEFACTS, { recursive: true });
