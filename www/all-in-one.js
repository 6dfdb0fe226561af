// The package as one classic script with everything inside: for a plain <script>, and for the saved page.

import { init, check, checkHtml, forms, supply, Unavailable } from "./checker.js";
import { checkFile } from "./files.js";
import { GoujiValidator, define } from "./element.js";
import packed from "gouji_bg.wasm.gz";
import worker from "gouji-worker.js";

let workerUrl = null;

supply({
  compile: async () => {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return WebAssembly.compile(await new Response(stream).arrayBuffer());
  },
  workerUrl: () => (workerUrl ??= URL.createObjectURL(new Blob([worker], { type: "text/javascript" }))),
});
define();

globalThis.gouji = { init, check, checkHtml, checkFile, forms, Unavailable, GoujiValidator };
