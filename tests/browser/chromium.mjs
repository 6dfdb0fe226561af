// Starts the Chromium that is installed.

import { existsSync, mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Root, as in containers, has no sandbox; the rest keeps Chromium from calling home. */
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function chromiumPath() {
  const path = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!path) throw new Error("no Chromium found: run `.ci/setup browser` or set CHROMIUM");
  return path;
}

/** Starts it; `flags` are further ones. */
export const launch = (flags = []) => chromium.launch({ executablePath: chromiumPath(), args: [...FLAGS, ...flags] });

/** Where screenshots are kept: artefacts of a run, not committed. */
export const ARTEFACTS = new URL("../../artefacts/", import.meta.url).pathname;
mkdirSync(ARTEFACTS, { recursive: true });
