// Checking files, large ones away from the page's own thread, so that it stays alive and the reading
// can be stopped.

import worker from "gouji-worker.js";
import { checkBytes, init, maxFileBytes, module } from "./checker.js";
import { bytesOf } from "./bytes.js";
import { scriptUrl } from "./trusted.js";

/** What tells a file's kind. */
const HEAD = 1 << 14;
/** Files up to this size, in bytes, are read sooner than a worker starts. */
const AT_ONCE = 1 << 19;

/**
 * Checks a file of any kind: the promised report holds the text it was read as. Never fails on what is
 * in the file; a file that cannot be read gives a report that says why.
 *
 * @param {Blob} file
 * @param {{ lang?: string, source?: string, text?: boolean, signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} [options]
 * @returns {Promise<object>} rejected when stopped by the signal, or when the browser cannot read the file
 */
export async function checkFile(file, { signal, onProgress, ...options } = {}) {
  await init();
  const asked = { source: file.name, ...options };
  if (file.size > maxFileBytes()) {
    return checkBytes(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()), { ...asked, beginning: true });
  }
  const here = async () => {
    const bytes = await bytesOf(file, onProgress);
    if (signal?.aborted) throw stopped();
    return checkBytes(bytes, asked);
  };
  const thread = file.size > AT_ONCE ? startWorker() : null;
  if (!thread) return here();
  try {
    return await new Promise((resolve, reject) => {
      // Where the browser or the page's policy allows no worker, or one that cannot read files (WebKit, from a disk).
      const onOwnThread = () => here().then(resolve, reject);
      if (signal?.aborted) reject(stopped());
      signal?.addEventListener("abort", () => reject(stopped()), { once: true });
      thread.onmessage = ({ data }) => {
        if (data.report) resolve(data.report);
        else if (data.failed) onOwnThread();
        else onProgress?.(data.done, data.total);
      };
      thread.onerror = (event) => {
        event.preventDefault();
        onOwnThread();
      };
      thread.postMessage({ module: module(), file, options: asked });
    });
  } finally {
    thread.terminate();
  }
}

const stopped = () => new DOMException("stopped", "AbortError");

let url = null;

/** A thread that reads files; null where the browser allows none. Its script is part of this one: nothing is loaded. */
function startWorker() {
  try {
    url ??= scriptUrl(URL.createObjectURL(new Blob([worker], { type: "text/javascript" })));
    return new Worker(url);
  } catch {
    return null;
  }
}
