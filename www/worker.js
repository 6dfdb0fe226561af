// The thread that checks what is large: takes { id, modules, name, given, options }, answers { id, done, total } as pages of a
// file are read, and in the end { id, report }.

import * as checker from "./checker.js";
import { checkBytes, reader } from "./reader.js";

onmessage = async ({ data: { id, modules, name, given, options } }) => {
  await checker.init(modules.checker);
  if (modules.reader) await reader.init(modules.reader);
  const onPage = (done, total) => postMessage({ id, done, total });
  postMessage({ id, report: name === "checkBytes" ? checkBytes(given, options, onPage) : checker[name](given, options) });
};
