// The checker as a module: answers with reports.

import start, * as functions from "gouji-wasm";
import { Wasm } from "./wasm.js";

export { Unavailable } from "./wasm.js";

export const wasm = new Wasm(start, functions);
export const init = (given) => wasm.init(given);
export const supply = (way) => wasm.supply(way);

/** Whether checks can be made. */
export const isReady = () => wasm.module !== null;

/** The report on what was not checked, by the id of the reason. */
export const refused = (reason, options) => wasm.ask("refused", reason, options ?? {});

/** Asks for a report; where the check fails, the report says so, and costs nothing but itself. */
function report(name, given, options) {
  options ??= {};
  const failed = () => {
    const report = refused("failed", options);
    return name === "check" && options.text !== false ? { ...report, text: given } : report;
  };
  return wasm.answer(failed, name, given, options);
}

/** Checks a text; the spans of the report are indices into it. */
export const check = (text, options) => report("check", String(text ?? ""), options);

/** Checks HTML; the spans of the report are indices into its `text`. */
export const checkHtml = (html, options) => report("checkHtml", String(html ?? ""), options);

/** Checks two texts, this year's held against last year's, whichever is which; the report is that of this year's, with its text. */
export const checkPair = (one, other, options) => wasm.answer(() => check(one, options), "checkPair", String(one ?? ""), String(other ?? ""), options ?? {});

/** Checks a text and holds it against the sum of others: parts { text, source }; `absent` are names of bodies that are known to be missing. */
export const rollUp = (text, parts, absent, options) => wasm.answer(() => check(text, options), "rollUp", String(text ?? ""), parts, absent ?? [], options ?? {});

/** Of reports { agency, year }, for each the place of the same body's of the year before; null where none is certain. */
export const lineUp = (reports) => wasm.answer(() => reports.map(() => null), "lineUp", reports);

/** Every equation of the form that a text follows, worked out, and what became of it. */
export const equations = (text, options) => wasm.answer(() => [], "equations", String(text ?? ""), options ?? {});

/** What to change in a text so that a cell holds a number: { span, text }; null where it has no place for it. */
export const edit = (text, table, row, column, number) => wasm.answer(() => null, "edit", text, table, row, column, String(number));

/** The labels of the standard forms. */
export const forms = (options) => wasm.ask("forms", options ?? {});
