// The reader of files: a second module, which is come by when a file is opened, and not before.

import start, * as functions from "gouji-files-wasm";
import * as checker from "./checker.js";
import { Wasm } from "./wasm.js";

export const reader = new Wasm(start, functions);

/** The size in bytes beyond which a file is not read. */
export const maxFileBytes = () => reader.ask("maxFileBytes");

/**
 * Checks the bytes of a file of any kind.
 * @param {boolean} whole whether they are all of it, and not the beginning of one that is too large
 * @param {(done: number, total: number) => void} [onPage] is told how many pages are read, of those that have pages
 */
export function checkBytes(bytes, { whole = true, ...options }, onPage = () => {}) {
  const read = reader.answer(() => ({ refusal: "failed" }), "readFile", bytes, whole, onPage);
  return read.refusal ? checker.refused(read.refusal, options) : checker.check(read.text, { ...options, pages: read.pages });
}

/** What tells the kind of a file that is too large. */
const HEAD = 1 << 14;

/** What is to be read of a file: all of it; of one that is too large, what tells its kind. Rejected where the browser cannot. */
export async function readable(file) {
  const whole = file.size <= maxFileBytes();
  return { bytes: new Uint8Array(await (whole ? file : file.slice(0, HEAD)).arrayBuffer()), whole };
}
