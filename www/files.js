// Checking files: their bytes are read here, bit by bit; what takes time is made of them beside the page's own thread.

import { checkBytes, init, maxFileBytes } from "./checker.js";
import { bytesOf } from "./bytes.js";
import { beside } from "./thread.js";

/** What tells a file's kind. */
const HEAD = 1 << 14;
/** Texts up to this size, in bytes, are checked sooner than a thread starts. */
const AT_ONCE = 1 << 15;

/** Packed files may hold a thousand times their size. */
const isPacked = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * Checks a file of any kind: the promised report holds the text it was read as. Never fails on what is
 * in the file; a file that cannot be read gives a report that says why.
 *
 * @param {Blob} file
 * @param {{ lang?: string, source?: string, text?: boolean, previous?: string | Blob, signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} [options]
 * @returns {Promise<object>} rejected when stopped by the signal, or when the browser cannot read the file
 */
export async function checkFile(file, { signal, onProgress, ...options } = {}) {
  await init();
  const asked = { source: file.name, ...options };
  // Last year's report may be a file, too.
  if (options.previous instanceof Blob) asked.previous = (await checkFile(options.previous, { signal })).text;
  if (file.size > maxFileBytes()) {
    return checkBytes(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()), { ...asked, beginning: true });
  }
  const bytes = await bytesOf(file, onProgress, signal);
  const small = bytes.length <= AT_ONCE && !isPacked(bytes);
  return small ? checkBytes(bytes, asked) : beside("checkBytes", bytes, asked, signal);
}
