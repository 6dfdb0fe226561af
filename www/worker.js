// The thread that reads files: takes { file, options }, answers { done, total } as it goes, then { report }.

import init, { checkBytes } from "../gouji-web.js";
import { bytesOf } from "./files.js";

onmessage = async ({ data: { file, options } }) => {
  try {
    const [bytes] = await Promise.all([bytesOf(file, (done, total) => postMessage({ done, total })), init()]);
    postMessage({ report: checkBytes(bytes, options) });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
