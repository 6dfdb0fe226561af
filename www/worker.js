// The thread that reads files: takes { module, file, options }, answers { done, total } as it
// goes, then { report } or { failed }.

import start, { checkBytes } from "gouji-wasm";
import { bytesOf } from "./bytes.js";

onmessage = async ({ data: { module, file, options } }) => {
  try {
    const [bytes] = await Promise.all([
      bytesOf(file, (done, total) => postMessage({ done, total })),
      start({ module_or_path: module }),
    ]);
    postMessage({ report: checkBytes(bytes, options) });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
