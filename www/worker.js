// The thread that checks what is large: takes { id, modules, name, given, options }, answers { id, done, total } as pages of a
// file are read, and in the end { id, report }.

import { init } from "./checker.js";
import { askByName, reader } from "./reader.js";

onmessage = async ({ data: { id, modules, name, given, options } }) => {
  await init(modules.checker);
  if (modules.reader) await reader.init(modules.reader);
  const onPage = (done, total) => postMessage({ id, done, total });
  postMessage({ id, report: askByName(name, given, options, onPage) });
};
