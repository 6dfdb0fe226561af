// The checker as a module: finds and starts the WebAssembly, and answers with reports.

import start, * as wasm from "gouji-wasm";

/** The smallest module there is: tells whether any may run here. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Why the checker cannot run: "absent" (no WebAssembly), "refused" (by the page's policy), "missing" (not loaded). */
export class Unavailable extends Error {
  constructor(reason, cause) {
    super(`gouji: WebAssembly ${reason}${cause ? `: ${cause.message ?? cause}` : ""}`);
    this.name = "Unavailable";
    this.reason = reason;
  }
}

/** How the WebAssembly is come by; each way of shipping the package says it once. */
let compile = null;
export function supply(way) {
  compile = way;
}

let started = null;
let running = null;

/**
 * Starts the checker; to be awaited before the first check. Every further call awaits the same start.
 * @param {BufferSource | WebAssembly.Module} [given] the WebAssembly, where it is not to be looked for
 * @returns {Promise<void>} rejected with an Unavailable
 */
export function init(given) {
  started ??= run(given).catch((error) => {
    started = null;
    throw error;
  });
  return started;
}

async function run(given) {
  if (typeof WebAssembly !== "object") throw new Unavailable("absent");
  try {
    // WebKit refuses at the second step.
    new WebAssembly.Instance(new WebAssembly.Module(EMPTY));
  } catch (error) {
    throw new Unavailable("refused", error);
  }
  try {
    const compiled = given instanceof WebAssembly.Module ? given : await (given ? WebAssembly.compile(given) : compile());
    await start({ module_or_path: compiled });
    running = compiled;
  } catch (error) {
    throw new Unavailable("missing", error);
  }
}

/** Whether checks can be made. */
export const isReady = () => running !== null;

/** The compiled module, for a worker. */
export const module = () => running;

/**
 * Asks the WebAssembly, and once more from a fresh start where it failed: nothing in an instance that failed
 * can be relied upon. What makes the checker itself fail does so again; a browser's compiler that spoils
 * running code (WebKitGTK 2.50 does, one time in a hundred on a busy machine) has not done it twice.
 */
function ask(name, ...given) {
  if (!running) throw new Error("gouji: await init() first");
  try {
    return wasm[name](...given);
  } catch (error) {
    console.error(error);
    wasm.initSync({ module: running });
    return wasm[name](...given);
  }
}

/** Asks for a report; where the check fails, the report says so, and costs nothing but itself. */
function report(name, given, options = {}) {
  try {
    return ask(name, given, options ?? {});
  } catch (error) {
    if (!running) throw error;
    console.error(error);
    wasm.initSync({ module: running });
    const failed = wasm.failed(options ?? {});
    return name === "check" && options?.text !== false ? { ...failed, text: given } : failed;
  }
}

/** Checks a text; the spans of the report are indices into it. */
export const check = (text, options) => report("check", String(text ?? ""), options);

/** Checks HTML; the spans of the report are indices into its `text`. */
export const checkHtml = (html, options) => report("checkHtml", String(html ?? ""), options);

/** Checks the bytes of a file of any kind. */
export const checkBytes = (bytes, options) => report("checkBytes", bytes, options);

/** The size in bytes beyond which a file is not read. */
export const maxFileBytes = () => ask("maxFileBytes");

/** What the WebAssembly answers, or `none` where it fails. */
function answer(none, name, ...given) {
  try {
    return ask(name, ...given);
  } catch (error) {
    if (!running) throw error;
    console.error(error);
    wasm.initSync({ module: running });
    return none;
  }
}

/** Every equation of the form that a text follows, worked out, and what became of it. */
export const equations = (text, options) => answer([], "equations", String(text ?? ""), options ?? {});

/** What to change in a text so that a cell holds a number: { span, text }; null where it has no place for it. */
export const edit = (text, table, row, column, number) => answer(null, "edit", text, table, row, column, String(number));

/** The labels of the standard forms. */
export const forms = (options) => ask("forms", options ?? {});
