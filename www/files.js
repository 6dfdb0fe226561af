// Checking files: their bytes are read here, bit by bit; what takes time is made of them beside the page's own thread.

import { init } from "./checker.js";
import { checkBytes, maxFileBytes, readable, reader } from "./reader.js";
import { bytesOf } from "./bytes.js";
import { beside } from "./thread.js";

/** Texts up to this size, in bytes, are checked sooner than a thread starts. */
const AT_ONCE = 1 << 15;

/** Whether bytes are those of a text, from its beginning: packed files may hold a thousand times their size. */
const isText = (bytes) => !bytes.slice(0, 512).some((byte) => byte === 0) && bytes[0] !== 0x50 && bytes[0] !== 0x25;

/**
 * Checks a file of any kind: the promised report holds the text it was read as. Never fails on what is
 * in the file; a file that cannot be read gives a report that says why.
 *
 * @param {Blob} file
 * @param {{ lang?: string, source?: string, text?: boolean, previous?: string | Blob, signal?: AbortSignal, onProgress?: (done: number, total: number, unit: "bytes" | "pages") => void }} [options]
 * @returns {Promise<object>} rejected when stopped by the signal, when the browser cannot read the file, or when the reader of files could not be loaded
 */
export async function checkFile(file, { signal, onProgress, ...options } = {}) {
  await Promise.all([init(), reader.init()]);
  const asked = { source: file.name, ...options };
  // Last year's report may be a file, too.
  if (options.previous instanceof Blob) asked.previous = (await checkFile(options.previous, { signal })).text;
  if (file.size > maxFileBytes()) {
    const { bytes, whole } = await readable(file);
    return checkBytes(bytes, { ...asked, whole });
  }
  const bytes = await bytesOf(file, (done, total) => onProgress?.(done, total, "bytes"), signal);
  if (bytes.length <= AT_ONCE && isText(bytes)) return checkBytes(bytes, asked);
  return beside("checkBytes", bytes, asked, signal, (done, total) => onProgress?.(done, total, "pages"));
}
