// The thread that checks what is large: takes { id, modules, name, given, options }, answers { id, done, total } as pages of a
// file are read, and in the end { id, answer }, or { id, failed } where a file could not be read.

import { askByName } from "./asks.js";
import { init } from "./checker.js";
import { reader } from "./reader.js";

onmessage = async ({ data: { id, modules, name, given, options } }) => {
  try {
    await init(modules.checker);
    if (modules.reader) await reader.init(modules.reader);
    const onPage = (done, total) => postMessage({ id, done, total });
    postMessage({ id, answer: await askByName(name, given, options, onPage) });
  } catch (error) {
    postMessage({ id, failed: String(error?.message ?? error) });
  }
};
