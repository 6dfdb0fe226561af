// Checking files away from the page's own thread, so that it stays alive and the reading can be stopped.

/** So much is read between two reports of progress, in bytes. */
const SLICE = 1 << 20;
/** What tells a file's kind. */
const HEAD = 1 << 14;

/**
 * Checks a file of any kind: the promised report holds the text it was read as. Never fails on what is
 * in the file; a file that cannot be read gives a report that says why.
 *
 * @param {{ checkBytes: Function, maxFileBytes: Function }} checker the module
 * @param {Blob} file
 * @param {{ lang?: string, source?: string }} options
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} watch
 * @returns {Promise<object>} rejected when stopped by the signal, or when the browser cannot read the file
 */
export async function checkFile(checker, file, options = {}, { signal, onProgress } = {}) {
  const asked = { source: file.name, ...options };
  if (file.size > checker.maxFileBytes()) {
    return checker.checkBytes(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()), { ...asked, beginning: true });
  }
  const worker = startWorker();
  if (!worker) return checker.checkBytes(await bytesOf(file, onProgress), asked);
  try {
    return await new Promise((resolve, reject) => {
      const stop = () => reject(new DOMException("stopped", "AbortError"));
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true });
      worker.onmessage = ({ data }) => {
        if (data.report) resolve(data.report);
        else if (data.failed) reject(new Error(data.failed));
        else onProgress?.(data.done, data.total);
      };
      // A browser that starts no workers from here: the page's own thread has to do.
      worker.onerror = (event) => {
        event.preventDefault();
        bytesOf(file, onProgress).then((bytes) => resolve(checker.checkBytes(bytes, asked)), reject);
      };
      worker.postMessage({ file, options: asked });
    });
  } finally {
    worker.terminate();
  }
}

/** The bytes of a file, with progress. */
export async function bytesOf(file, onProgress) {
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += SLICE) {
    onProgress?.(at, file.size);
    bytes.set(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()), at);
  }
  onProgress?.(file.size, file.size);
  return bytes;
}

let policy;

/** A thread that reads files; null where the browser allows none. */
function startWorker() {
  const url = new URL("./worker.js", import.meta.url).href;
  try {
    // Under Trusted Types only this one script may become a worker.
    policy ??= globalThis.trustedTypes?.createPolicy("gouji", {
      createScriptURL: (asked) => {
        if (asked !== url) throw new TypeError(asked);
        return asked;
      },
    });
    return new Worker(policy ? policy.createScriptURL(url) : url, { type: "module" });
  } catch {
    return null;
  }
}
