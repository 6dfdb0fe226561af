// The package as one classic script with everything inside: for a plain <script>, and for the saved page.

import { init, check, checkHtml, checkPair, edit, equations, forms, lineUp, rollUp, supply, Unavailable } from "./checker.js";
import { checkFile } from "./files.js";
import { GoujiValidator, define } from "./element.js";
import { reader } from "./reader.js";
import packed from "gouji_bg.wasm.gz";
import packedReader from "gouji-files_bg.wasm.gz";

/** Compiles WebAssembly that is packed in this script. */
async function unpacked(packed) {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  // What is wrong with the bytes shows where they are read.
  writer.write(packed).catch(() => {});
  writer.close().catch(() => {});
  return WebAssembly.compile(await new Response(readable).arrayBuffer());
}

supply(() => unpacked(packed));
reader.supply(() => unpacked(packedReader));
// Unpacked and compiled while the element is drawn. What is amiss, the element says.
init().catch(() => {});
define();

globalThis.gouji = { init, check, checkHtml, checkFile, checkPair, edit, equations, forms, lineUp, rollUp, Unavailable, GoujiValidator };
