// The package as a stranger has it: packed, installed in a project of their own, imported, type-checked, and used by a plain
// page, a React page and a Vue page (examples/), each in a real browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { DIST, ROOT } from "./pages.mjs";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const SLIP = readFileSync(join(ROOT, "tests/data/slip.txt"), "utf8");
let project, installed, browser;

before(async () => {
  project = mkdtempSync(join(tmpdir(), "gouji-"));
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", project, join(DIST, "package")], { encoding: "utf8" }));
  installed = join(project, "node_modules/gouji");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(project, packed.filename), "-C", installed, "--strip-components=1"]);
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
  // What the project has beside it.
  for (const name of ["react", "react-dom", "scheduler", "vue", "@vue"]) symlinkSync(join(ROOT, "tests/browser/node_modules", name), join(project, "node_modules", name));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(project, { recursive: true, force: true });
});

test("it has all it needs, and nothing else", () => {
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const field of ["name", "version", "description", "license", "keywords", "exports", "types"]) assert.ok(manifest[field], field);
  assert.equal(manifest.dependencies, undefined);
  const files = execFileSync("ls", [installed], { encoding: "utf8" }).trim().split("\n");
  assert.deepEqual(files, ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "gouji-files_bg.wasm", "gouji.all.js", "gouji.d.ts", "gouji.js", "gouji_bg.wasm", "integrity.json", "package.json"]);
});

test("it is imported in Node, and checks", () => {
  const script = `
    import { init, check } from "gouji";
    import { readFileSync } from "node:fs";
    await init(readFileSync(new URL(import.meta.resolve("gouji/gouji_bg.wasm"))));
    const report = check(readFileSync(process.argv[2], "utf8"), { lang: "en" });
    console.log(report.findings[0].rule, JSON.stringify(report.findings[0].fixes[0][0].to));`;
  writeFileSync(join(project, "check.mjs"), script);
  const said = execFileSync("node", ["check.mjs", join(ROOT, "tests/data/slip.txt")], { cwd: project, encoding: "utf8" });
  assert.equal(said.trim(), 'requests.balance "4"');
});

test("its types say what it does", () => {
  writeFileSync(
    join(project, "use.ts"),
    `import { check, checkPair, type Report, type Finding } from "gouji";
    const report: Report = check("", { lang: "zh" });
    const first: Finding | undefined = checkPair("", "").findings[0];
    const errors: number = report.summary.errors + (first?.spans.length ?? 0);
    const element = document.querySelector("gouji-validator")!;
    element.value = String(errors);
    element.addEventListener("gouji-report", (event) => event.detail?.summary.errors.toFixed());
    // @ts-expect-error: no such language
    check("", { lang: "fr" });
    `,
  );
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const tsc = join(typescript, "..", "bin/tsc");
  const flags = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--lib", "es2022,dom", "--types", ""];
  execFileSync("node", [tsc, ...flags, "use.ts"], { cwd: project, encoding: "utf8" });
});

/** Opens a page of the project, has the element check a report, and waits for what the page itself says of it. */
async function used(folder) {
  const site = await serve(folder);
  const page = await browser.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  await page.goto(site.url);
  await page.waitForSelector("gouji-validator");
  await page.evaluate(async (text) => {
    await customElements.whenDefined("gouji-validator");
    document.querySelector("gouji-validator").value = text;
  }, SLIP);
  await page.waitForFunction(() => document.querySelector("#errors").textContent === "1" || document.querySelector("#errors").value === "1");
  assert.deepEqual(trouble, []);
  await page.close();
  site.close();
}

test("a plain page uses it, by one classic script", async () => {
  const folder = join(project, "plain");
  cpSync(join(ROOT, "examples/plain"), folder, { recursive: true });
  cpSync(installed, join(folder, "gouji"), { recursive: true });
  await used(folder);
});

for (const [name, entry] of [["react", "main.jsx"], ["vue", "main.mjs"]]) {
  test(`a page in ${name} uses it, through a bundler`, async () => {
    const folder = join(project, name);
    cpSync(join(ROOT, "examples", name), folder, { recursive: true });
    await build({
      entryPoints: [join(folder, entry)],
      outfile: join(folder, "bundle.js"),
      bundle: true,
      format: "esm",
      jsx: "automatic",
      define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
      logLevel: "error",
    });
    for (const file of ["gouji_bg.wasm", "gouji-files_bg.wasm"]) cpSync(join(installed, file), join(folder, file));
    await used(folder);
  });
}
