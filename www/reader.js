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

/** Asks the checker, or for bytes this reader first, by the name of what is asked: the page and its thread in the same way. */
export const askByName = (name, given, options, onPage) => (name === "checkBytes" ? checkBytes(given, options, onPage) : checker[name](given, options));
