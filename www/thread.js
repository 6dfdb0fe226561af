// Checking beside the page's own thread, so that it stays alive whatever is checked, and can be stopped.

import worker from "gouji-worker.js";
import { stopped } from "./bytes.js";
import { wasm } from "./checker.js";
import { askByName, reader } from "./reader.js";
import { scriptUrl } from "./trusted.js";

/** What was asked and not answered yet: id → { resolve, again, onPage }. */
const asked = new Map();
let thread = null;
let next = 0;
/** The browser or the page's policy allows no such thread. */
let refused = false;
let url = null;

/** Its script is part of this one: nothing is loaded. */
function start() {
  try {
    url ??= scriptUrl(URL.createObjectURL(new Blob([worker], { type: "text/javascript" })));
    thread = new Worker(url);
  } catch {
    refused = true;
    return;
  }
  const own = thread;
  own.onmessage = ({ data: { id, report, done, total } }) => {
    if (!report) {
      asked.get(id)?.onPage?.(done, total);
      return;
    }
    asked.get(id)?.resolve(report);
    asked.delete(id);
  };
  // The checker itself never fails (its report says so if it does): the thread did not start.
  own.onerror = (event) => {
    event.preventDefault();
    if (own !== thread) return;
    refused = true;
    end();
  };
}

/** Ends the thread; what it had not answered is asked again: of a new one, or here where there may be none. */
function end() {
  thread?.terminate();
  thread = null;
  const unanswered = [...asked.values()];
  asked.clear();
  for (const { again } of unanswered) again();
}

/**
 * Asks the checker for a report, in the thread where there may be one.
 * @param {"check" | "checkHtml" | "checkBytes"} name
 * @param {AbortSignal} [signal] stops it: the promise is rejected with an AbortError
 * @param {(done: number, total: number) => void} [onPage] is told how many pages of a file are read
 */
export function beside(name, given, options, signal, onPage) {
  const here = () => askByName(name, given, options, onPage);
  if (!thread && !refused) start();
  if (refused) return Promise.resolve().then(here);
  return new Promise((resolve, reject) => {
    const id = (next += 1);
    asked.set(id, { resolve, onPage, again: () => resolve(beside(name, given, options, signal, onPage)) });
    signal?.addEventListener(
      "abort",
      () => {
        if (!asked.delete(id)) return;
        reject(stopped());
        // Whatever it is at, it is at no longer; the others are asked again.
        end();
      },
      { once: true },
    );
    const modules = { checker: wasm.module, reader: reader.module };
    thread.postMessage({ id, modules, name, given, options });
  });
}
