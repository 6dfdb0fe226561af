// What can be asked by a name: of the page's own thread and of those beside it, in the same way.

import * as checker from "./checker.js";
import { digest } from "./digest.js";
import { checkBytes, refusedAsLarge } from "./reader.js";

const ASKS = {
  check: checker.check,
  checkHtml: checker.checkHtml,
  checkBytes,
  /** { text, parts, absent }: a report held against the sum of others. */
  rollUp: ({ text, parts, absent }, options) => checker.rollUp(text, parts, absent, options),
  /** A file of a folder: its report without what only the document needs. Rejected where the browser cannot read it. */
  digestFile: async (file, options) => digest((await refusedAsLarge(file, options)) ?? checkBytes(new Uint8Array(await file.arrayBuffer()), options)),
  /** { text, pages }: the same of a text. */
  digestText: ({ text, pages }, options) => digest({ ...checker.check(text, { ...options, pages }), text }),
};

export const askByName = (name, given, options, onPage) => ASKS[name](given, options, onPage);
