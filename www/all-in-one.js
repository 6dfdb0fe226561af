// The package as one classic script with everything inside: for a plain <script>, and for the saved page.

import { init, check, checkHtml, edit, equations, forms, supply, Unavailable } from "./checker.js";
import { checkFile } from "./files.js";
import { GoujiValidator, define } from "./element.js";
import packed from "gouji_bg.wasm.gz";

supply(async () => {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  // What is wrong with the bytes shows where they are read.
  writer.write(packed).catch(() => {});
  writer.close().catch(() => {});
  return WebAssembly.compile(await new Response(readable).arrayBuffer());
});
// Unpacked and compiled while the element is drawn. What is amiss, the element says.
init().catch(() => {});
define();

globalThis.gouji = { init, check, checkHtml, checkFile, edit, equations, forms, Unavailable, GoujiValidator };
