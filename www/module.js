// The package as an ES module: the WebAssembly lies beside it.

import { init, supply } from "./checker.js";
import { define } from "./element.js";

supply(async () => {
  const url = new URL("./gouji_bg.wasm", import.meta.url);
  // Asked for anew each time (a cache answers "unchanged"), so that it is never another build's;
  // the browser refuses bytes whose hash is not the one this script was built with.
  const response = await fetch(url, { integrity: WASM_INTEGRITY, cache: "no-cache" });
  if (!response.ok) throw new Error(`${url.pathname.split("/").pop()} ${response.status}`);
  // Old servers do not know the type of a .wasm file.
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
});
// Fetched while the element is drawn. What is amiss, the element says; outside a browser nothing lies beside.
if (globalThis.document) init().catch(() => {});
define();

export { init as default, init, check, checkHtml, edit, equations, forms, Unavailable } from "./checker.js";
export { checkFile } from "./files.js";
export { GoujiValidator } from "./element.js";
