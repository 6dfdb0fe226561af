// What can be asked by a name: of the page's own thread and of those beside it, in the same way.

import * as checker from "./checker.js";
import { digest } from "./digest.js";
import { checkBytes } from "./reader.js";

const ASKS = {
  check: checker.check,
  checkHtml: checker.checkHtml,
  checkBytes,
  /** { text, parts, absent }: a report held against the sum of others. */
  rollUp: ({ text, parts, absent }, options) => checker.rollUp(text, parts, absent, options),
  /** { bytes, whole } of a file of a folder: its report without what only the document needs. */
  digestBytes: ({ bytes, whole }, options) => digest(checkBytes(bytes, { ...options, whole })),
  /** { text, pages }: the same of a text. */
  digestText: ({ text, pages }, options) => digest({ ...checker.check(text, { ...options, pages }), text }),
};

export const askByName = (name, given, options, onPage) => ASKS[name](given, options, onPage);
