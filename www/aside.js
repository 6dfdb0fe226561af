// Findings that were set aside, each with a word why. A finding's id says what is wrong, not in whose report: the title, else the body
// or how the text begins, and the year are kept with it. Nothing is stored here; a page may keep the list where the person says so.

/** The list as a file, to be handed to a colleague. */
const SCHEMA = "gouji-set-aside/1";

const keyOf = ({ of, year, id }) => JSON.stringify([of, year ?? "", id]);
const keyIn = (report, { id }) => keyOf({ of: ofReport(report), year: report.year, id });

/** So much of a text without title and body tells it from others. */
const BEGINNING = 100;

/** What tells a report from those of other bodies; a digest, which has no text, was told before. */
export const ofReport = ({ of, title, agency, text }) => of ?? title ?? agency ?? (text ?? "").replace(/\s/g, "").slice(0, BEGINNING);

export class Aside {
  /** @param onChange is told after each change */
  constructor(onChange) {
    this.onChange = onChange;
    this.kept = new Map();
  }

  /** What is kept on a finding of a report, or undefined. */
  get(report, finding) {
    return this.kept.get(keyIn(report, finding));
  }

  has(report, finding) {
    return this.get(report, finding) !== undefined;
  }

  set(report, { id, rule, message }, why, day) {
    const one = { of: ofReport(report), agency: report.agency, year: report.year, id, rule, message, why, day };
    this.kept.set(keyOf(one), one);
    this.onChange();
  }

  remove(report, finding) {
    if (this.kept.delete(keyIn(report, finding))) this.onChange();
  }

  clear() {
    if (this.kept.size === 0) return;
    this.kept.clear();
    this.onChange();
  }

  get list() {
    return [...this.kept.values()];
  }

  /** Replaces all by a list as `list` gives it; what is none of it is left out. */
  set list(list) {
    this.kept.clear();
    if (this.add(list) === 0) this.onChange();
  }

  /** @returns how many there were in it */
  add(list) {
    const own = (Array.isArray(list) ? list : []).filter((one) => typeof one?.id === "string" && one.id !== "");
    for (const one of own) {
      const words = (name) => (typeof one[name] === "string" ? one[name] : "");
      const clean = { of: words("of"), agency: typeof one.agency === "string" ? one.agency : null, year: Number.isInteger(one.year) ? one.year : null, id: one.id, rule: words("rule"), message: words("message"), why: words("why"), day: words("day") };
      this.kept.set(keyOf(clean), clean);
    }
    if (own.length > 0) this.onChange();
    return own.length;
  }

  toFile() {
    return JSON.stringify({ schema: SCHEMA, findings: this.list }, null, 2);
  }

  /** Takes such a file's text; null where it is none. */
  fromFile(text) {
    try {
      const { schema, findings } = JSON.parse(text);
      return schema === SCHEMA ? this.add(findings) : null;
    } catch {
      return null;
    }
  }
}
