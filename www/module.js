// The package as an ES module: the WebAssembly lies beside it.

import { init as start, supply } from "./checker.js";
import { define } from "./element.js";
import { reader } from "./reader.js";

/** Compiles the WebAssembly that lies beside this script. */
async function fetched(url, integrity) {
  // Asked for anew each time (a cache answers "unchanged"), so that it is never another build's;
  // the browser refuses bytes whose hash is not the one this script was built with.
  const response = await fetch(url, { integrity, cache: "no-cache" });
  if (!response.ok) throw new Error(`${url.pathname.split("/").pop()} ${response.status}`);
  // Old servers do not know the type of a .wasm file.
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

supply(() => fetched(new URL("./gouji_bg.wasm", import.meta.url), WASM_INTEGRITY));
reader.supply(() => fetched(new URL("./gouji-files_bg.wasm", import.meta.url), FILES_INTEGRITY));
// Fetched while the element is drawn. What is amiss, the element says; outside a browser nothing lies beside.
if (globalThis.document) start().catch(() => {});
define();

/** Starts the checker; given the other module too, the reader of files. */
export const init = (given, files) => Promise.all([start(given), files && reader.init(files)]).then(() => {});
export default init;
export { check, checkHtml, checkPair, edit, equations, forms, lineUp, rollUp, Unavailable } from "./checker.js";
export { checkFile } from "./files.js";
export { GoujiValidator } from "./element.js";
