// Makes what is shipped of what trunk built; runs as trunk's post-build hook.
//
//   dist/package/    what npm would publish: ES module, WebAssembly, all-in-one script, types, integrity.json
//   dist/index.html  the page, a user of the package; with page.css, page.js, sw.js
//   dist/gouji.html  the page in one file
//   dist/portal/     the example of a portal, with the package's integrity values filled in
//   dist/SHA256SUMS  of everything above

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = new URL("../", import.meta.url).pathname;
const { build, transformSync } = createRequire(join(ROOT, "tests/browser/package.json"))("esbuild");
const OUT = process.env.TRUNK_STAGING_DIR;
const PACKAGE = join(OUT, "package");
/** The oldest engines that are tested, or that have all the element needs. */
const TARGET = ["chrome90", "firefox115", "safari16.4"];

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const hash = (kind, content) => createHash(kind).update(content).digest("base64");
const integrity = (content) => `sha384-${hash("sha384", content)}`;
const write = (name, content) => writeFileSync(join(OUT, name), content);

/** Replaces what must be there exactly once. */
function replaceOnce(text, from, to) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`package: found ${parts.length - 1} times, not once: ${from}`);
  return parts.join(to);
}

const minified = (code, loader) => transformSync(code, { loader, minify: true, target: TARGET, charset: "ascii" }).code.trim();

// ---------------------------------------------------------------------------------------------
// the package

const wasm = readFileSync(join(OUT, "gouji-web_bg.wasm"));
const filesWasm = readFileSync(join(OUT, "gouji-files_bg.wasm"));
// Where the module lies is the package's business, and nothing else may fetch. A checker that failed is
// started afresh (checker.js): initSync must not answer with the one there is.
const glue = (name) =>
  [
    ["function initSync(module) {\n    if (wasm !== undefined) return wasm;", "function initSync(module) {"],
    [`module_or_path = new URL('${name}_bg.wasm', import.meta.url);`, ""],
    ["module_or_path = fetch(module_or_path);", ""],
  ].reduce((text, [from, to]) => replaceOnce(text, from, to), readFileSync(join(OUT, `${name}.js`), "utf8"));

const manifest = read("Cargo.toml");
const field = (name) => manifest.match(new RegExp(`^${name} = "(.*)"$`, "m"))[1];

/** Bundles one of www/'s entries; `given` are modules that exist only here: name → [content, loader]. */
async function bundle(entry, format, given = {}) {
  const modules = { "gouji-wasm": [glue("gouji-web"), "js"], "gouji-files-wasm": [glue("gouji-files"), "js"], ...given };
  const result = await build({
    entryPoints: [join(ROOT, "www", entry)],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: TARGET,
    // Readable whatever encoding the portal's pages claim.
    charset: "ascii",
    legalComments: "none",
    loader: { ".css": "text" },
    define: {
      WASM_INTEGRITY: JSON.stringify(integrity(wasm)),
      FILES_INTEGRITY: JSON.stringify(integrity(filesWasm)),
      VERSION: JSON.stringify(field("version")),
    },
    plugins: [
      {
        name: "given",
        setup(build) {
          build.onResolve({ filter: new RegExp(`^(${Object.keys(modules).map((name) => name.replace(/[.]/g, "[.]")).join("|")})$`) }, ({ path }) => ({ path, namespace: "given" }));
          build.onLoad({ filter: /./, namespace: "given" }, ({ path }) => ({ contents: modules[path][0], loader: modules[path][1] }));
        },
      },
      {
        // Comments and indentation of the style sheet are no use to the browser.
        name: "style",
        setup(build) {
          build.onLoad({ filter: /[.]css$/ }, ({ path }) => ({
            contents: minified(readFileSync(path, "utf8"), "css"),
            loader: "text",
          }));
        },
      },
    ],
  });
  // Without a line's end: in the saved page it stands as it is between the tags, and has the same hash.
  return result.outputFiles[0].text.trim();
}

const worker = { "gouji-worker.js": [await bundle("worker.js", "iife"), "text"] };
const module = await bundle("module.js", "esm", worker);
const packed = (bytes) => [gzipSync(bytes, { level: 9 }), "binary"];
const allInOne = await bundle("all-in-one.js", "iife", {
  ...worker,
  "gouji_bg.wasm.gz": packed(wasm),
  "gouji-files_bg.wasm.gz": packed(filesWasm),
});

mkdirSync(PACKAGE, { recursive: true });
const files = { "gouji.js": module, "gouji_bg.wasm": wasm, "gouji-files_bg.wasm": filesWasm, "gouji.all.js": allInOne };
for (const [name, content] of Object.entries(files)) write(`package/${name}`, content);
cpSync(join(ROOT, "www/gouji.d.ts"), join(PACKAGE, "gouji.d.ts"));
cpSync(join(ROOT, "docs/portal.md"), join(PACKAGE, "README.md"));
for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"]) cpSync(join(ROOT, name), join(PACKAGE, name));
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
write("package/integrity.json", json(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, integrity(content)]))));
write(
  "package/package.json",
  json({
    name: "gouji",
    version: field("version"),
    description: field("description"),
    license: field("license"),
    keywords: ["政府信息公开", "年度报告", "勾稽关系", "validation", "web-component", "wasm"],
    type: "module",
    exports: { ".": { types: "./gouji.d.ts", default: "./gouji.js" }, "./*": "./*" },
    types: "./gouji.d.ts",
    files: ["*"],
    sideEffects: true,
  }),
);

// ---------------------------------------------------------------------------------------------
// the page

const css = read("www/page.css");
const page = read("www/page.js");
const served = replaceOnce(
  readFileSync(join(OUT, "index.html"), "utf8")
    // Trunk would start the module itself, from an inline script that the page's policy refuses.
    .replace(/<script type="module">[^]*?<\/script>/, "")
    .replace(/<link rel="(modulepreload|preload)"[^>]*>/g, ""),
  'src="package/gouji.js"',
  `src="package/gouji.js?${hash("sha256", module).slice(0, 8).replace(/[^a-z0-9]/gi, "")}" integrity="sha256-${hash("sha256", module)}"`,
);
write("index.html", served);
write("page.css", css);
write("page.js", page);

// Each file by the name the page asks for it, with its hash.
const script = served.match(/src="(package\/gouji[.]js[?][^"]*)"/)[1];
const offline = { "./": "index.html", "index.html": "index.html", [script]: "package/gouji.js" };
for (const name of ["package/gouji_bg.wasm", "package/gouji-files_bg.wasm", "page.css", "page.js"]) offline[name] = name;
const kept = Object.entries(offline).map(([asked, name]) => [asked, integrity(readFileSync(join(OUT, name)))]);
const state = createHash("sha256").update(JSON.stringify(kept)).digest("hex").slice(0, 16);
write("sw.js", replaceOnce(read("www/sw.js"), "= OFFLINE", `= ${JSON.stringify({ name: state, files: Object.fromEntries(kept) })}`));

// ---------------------------------------------------------------------------------------------
// the page in one file

const style = minified(css, "css");
const shell = minified(page, "js");
const source = (code) => `'sha256-${hash("sha256", code)}'`;
const one = [
  [/<script [^>]*src="package\/gouji.js[^>]*><\/script>/, ""],
  [/<script src="page.js" defer><\/script>/, ""],
  [/<link rel="stylesheet" href="page.css" *\/?>/, () => `<style>${style}</style>`],
  [/ *<p slot="about"><a id="save"[^]*?<\/p>/, ""],
  // At the end of the page, where what they work on is there.
  [
    "</body>",
    () => `<script integrity="sha256-${hash("sha256", allInOne)}">${allInOne}</script><script>${shell}</script></body>`,
  ],
  ["script-src 'self'", () => `script-src ${source(allInOne)} ${source(shell)}`],
  ["style-src 'self'", () => `style-src ${source(style)}`],
  ["connect-src 'self'; worker-src 'self' blob:", "connect-src 'none'; worker-src blob:"],
].reduce((text, [from, to]) => {
  const mended = text.replace(from, to);
  if (mended === text) throw new Error(`package: not found in the page: ${from}`);
  return mended;
}, served);
write("gouji.html", one);

// ---------------------------------------------------------------------------------------------
// the example, the sums

cpSync(join(ROOT, "examples/portal"), join(OUT, "portal"), { recursive: true });
const portal = join(OUT, "portal/index.html");
writeFileSync(
  portal,
  readFileSync(portal, "utf8").replace(/src="gouji\/([^"]+)"/g, (src, name) => `${src} integrity="${integrity(files[name])}"`),
);
cpSync(PACKAGE, join(OUT, "portal/gouji"), { recursive: true });

for (const name of ["gouji-web.js", "gouji-web_bg.wasm", "gouji-files.js", "gouji-files_bg.wasm"]) rmSync(join(OUT, name));
const all = (folder) =>
  readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? all(join(folder, name)) : [join(folder, name)]));
write(
  "SHA256SUMS",
  all(OUT)
    .map((path) => [relative(OUT, path), createHash("sha256").update(readFileSync(path)).digest("hex")])
    .sort()
    .map(([name, sum]) => `${sum}  ${name}\n`)
    .join(""),
);
