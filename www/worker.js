// The thread that checks what is large: takes { id, module, name, given, options }, answers { id, report }.

import * as checker from "./checker.js";

onmessage = async ({ data: { id, module, name, given, options } }) => {
  await checker.init(module);
  postMessage({ id, report: checker[name](given, options) });
};
