// Many reports as a table one can sort and filter, with a picture of where their errors are, and what can be taken away of them.

import { fill, h, reconcile } from "./dom.js";
import { allRows, findingRows, letter, overviewRows } from "./exports.js";
import { drawHeat, heatOf } from "./heat.js";
import { csv, xlsx } from "./spreadsheet.js";
import { save } from "./clipboard.js";
import { today } from "./today.js";
import { twice } from "./twice.js";

/** Whether all that its form asks was decided, on pages that were all read. */
const isWhole = ({ digest: { summary, pages } }) => summary.equations > 0 && summary.equations >= summary.possible && pages.every(({ state }) => ["read", "recognised"].includes(state));

/** So many rows are listed at a time: a table of thousands takes long to lay out. */
const MOST_ROWS = 200;
/** While reports come in, the list is drawn no more often than this, in milliseconds. */
const PACE = 250;

/** What a report is, for the choice of what is listed. */
const KINDS = ["all", "errors", "warnings", "partial", "clean", "unchecked"];

export class FolderView {
  /** @param events { onOpen(entry), onClose(), onAdd(), onRollUp(whole, parts) → the whole's report, onPrint(sheets), onCopy(text, button) } */
  constructor(events, folder, aside) {
    Object.assign(this, { events, folder, aside });
    this.filter = { words: "", kind: "all", year: "", rule: "", cell: null };
    this.sort = { by: "place", down: false };
    this.shown = MOST_ROWS;
    /** The findings that were not set aside, by digest. */
    this.standing = new WeakMap();
    /** The rows that were drawn, by entry. */
    this.rows = new WeakMap();
    this.progress = h("div", { class: "reading" });
    this.counts = h("p", { class: "folder-counts" });
    this.tools = h("div", { class: "folder-tools" });
    this.filters = h("div", { class: "folder-filters" });
    this.body = h("tbody", {});
    this.head = h("thead", {});
    this.more = h("p", { class: "folder-more" });
    this.heat = h("details", { class: "heat", ontoggle: () => this.drawHeat() }, h("summary", {}), h("div", {}));
    this.sums = h("section", { class: "rollup", hidden: true });
    this.notice = h("p", { class: "folder-notice", role: "status" });
    this.element = h(
      "section",
      { class: "folder", part: "folder", tabIndex: -1, hidden: true },
      h("div", { class: "folder-top" }, this.counts, this.tools),
      this.progress,
      this.notice,
      this.sums,
      this.filters,
      this.heat,
      h("div", { class: "scroll" }, h("table", { class: "folder-list" }, this.head, this.body)),
      this.more,
    );
  }

  /** In a language; everything of it is drawn anew. */
  configure(t, lang, forms) {
    Object.assign(this, { t, lang, forms });
    const { folder: words } = t;
    this.element.setAttribute("aria-label", words.title);
    const button = (label, onclick, kind = "") => h("button", { type: "button", class: kind, onclick }, label);
    fill(
      this.tools,
      button(words.add, () => this.events.onAdd()),
      h("span", {}, words.export),
      button("CSV", () => this.save("csv", "text/csv", [csv(allRows(this.listed(), this.aside, t))])),
      button("XLSX", () => this.save("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", this.workbook())),
      button("JSON", () => this.save("json", "application/json", [JSON.stringify(this.json(), null, 1)])),
      button(words.letters, () => this.letters()),
      button(words.rollUp, () => this.chooseWhole()),
      twice(words.close, () => this.folder.running || this.folder.entries.some((entry) => entry.changed), words.closeSure, () => this.events.onClose()),
    );
    this.sums.hidden = true;
    const search = h("input", { type: "search", value: this.filter.words, placeholder: words.search, "aria-label": words.search, oninput: () => this.choose({ words: search.value.trim() }) });
    this.kinds = h("div", { class: "kinds", role: "group", "aria-label": words.show });
    this.years = h("select", { "aria-label": words.year, onchange: () => this.choose({ year: this.years.value }) });
    this.rules = h("select", { "aria-label": words.rule, onchange: () => this.choose({ rule: this.rules.value }) });
    this.ofCell = h("span", {});
    fill(this.filters, search, this.kinds, this.years, this.rules, this.ofCell);
    fill(this.heat.firstChild, words.heat);
    this.drawHead();
    this.draw();
  }

  drawHead() {
    const { folder: words } = this.t;
    const column = ([by, label]) =>
      h("th", { scope: "col", "aria-sort": this.sort.by === by ? (this.sort.down ? "descending" : "ascending") : "none" }, h("button", { type: "button", onclick: () => this.order(by) }, label, h("span", { "aria-hidden": "true" }, this.sort.by === by ? (this.sort.down ? " ↓" : " ↑") : "")));
    fill(this.head, h("tr", {}, words.columns.map(column)));
  }

  choose(filter) {
    Object.assign(this.filter, filter);
    // What was added up was what was listed.
    this.sums.hidden = true;
    this.shown = MOST_ROWS;
    this.draw();
  }

  order(by) {
    const down = this.sort.by === by ? !this.sort.down : ["errors", "warnings"].includes(by);
    this.sort = { by, down };
    this.keepFocus(this.head, () => this.drawHead());
    this.drawRows();
  }

  /** The findings of an entry that were not set aside; asked for again and again, and told once. */
  findings({ digest }) {
    if (!this.standing.has(digest)) this.standing.set(digest, digest.findings.filter((finding) => !this.aside.has(digest, finding)));
    return this.standing.get(digest);
  }

  /** Something was set aside, or taken up again. */
  asideChanged() {
    this.standing = new WeakMap();
    this.changed();
  }

  count(entry, severity) {
    return entry.isChecked ? this.findings(entry).filter((finding) => finding.severity === severity).length : 0;
  }

  kind(entry) {
    if (!entry.isChecked) return entry.done ? "unchecked" : "waiting";
    if (this.count(entry, "error")) return "errors";
    return this.count(entry, "warning") ? "warnings" : isWhole(entry) ? "clean" : "partial";
  }

  matches(entry) {
    const { words, kind, year, rule, cell } = this.filter;
    const { digest } = entry;
    if (kind !== "all" && this.kind(entry) !== kind) return false;
    if (year && String(digest?.year ?? "") !== year) return false;
    if (words && !`${entry.name} ${entry.path}`.includes(words)) return false;
    if (!rule && !cell) return true;
    return entry.isChecked && this.findings(entry).some((finding) => (!rule || finding.rule === rule) && (!cell || (finding.severity === "error" && finding.cells.includes(cell))));
  }

  /** What is listed, in its order. */
  listed() {
    const { by, down } = this.sort;
    const value = {
      place: (entry) => entry.place,
      name: (entry) => entry.name,
      year: (entry) => entry.digest?.year ?? 0,
      form: (entry) => entry.digest?.template ?? "",
      errors: (entry) => this.count(entry, "error"),
      warnings: (entry) => this.count(entry, "warning"),
      said: (entry) => this.said(entry),
      path: (entry) => entry.path,
    }[by];
    const keyed = this.folder.entries.filter((entry) => this.matches(entry)).map((entry) => [value(entry), entry]);
    const words = new Intl.Collator(this.t.lang === "zh" ? "zh-CN" : "en", { numeric: true });
    const compare = (a, b) => (typeof a === "number" ? a - b : words.compare(a, b));
    keyed.sort(([a, one], [b, other]) => (down ? compare(b, a) : compare(a, b)) || one.place - other.place);
    return keyed.map(([, entry]) => entry);
  }

  /** Says something over the list, until something else is said. */
  tell(sentence) {
    fill(this.notice, sentence);
  }

  /** All rows, for paper; to be called again when it is printed. */
  forPaper(printing) {
    this.shown = printing ? Infinity : MOST_ROWS;
    this.drawRows();
  }

  /** More came in: drawn soon, and not at every report. */
  changed() {
    this.drawing ??= setTimeout(() => {
      this.drawing = null;
      if (!this.element.hidden) requestAnimationFrame(() => this.draw());
    }, this.folder.running ? PACE : 0);
  }

  draw() {
    const { t, folder } = this;
    const { folder: words } = t;
    const { entries } = folder;
    const done = folder.done;
    const by = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
    for (const entry of entries) {
      by.all += 1;
      const kind = this.kind(entry);
      if (kind in by) by[kind] += 1;
    }
    fill(this.counts, h("strong", {}, words.counts(by)));
    // The button to stop stays the same one, so that it can be pressed.
    if (folder.running) {
      this.bar ??= h("progress", { max: 1, "aria-label": words.title });
      this.stopper ??= h("button", { type: "button", onclick: () => folder.stop() }, "");
      this.barSaid ??= h("span", {});
      fill(this.stopper, t.stop);
      fill(this.barSaid, words.progress(done, entries.length));
      this.bar.value = entries.length ? done / entries.length : 0;
      if (!this.bar.isConnected) fill(this.progress, this.barSaid, this.bar, this.stopper);
    } else {
      fill(this.progress, done < entries.length && [h("span", {}, words.stopped(done, entries.length)), h("button", { type: "button", onclick: () => this.goOn() }, words.goOn)]);
    }
    const chip = (kind) => h("button", { type: "button", class: "toggle", "aria-pressed": String(this.filter.kind === kind), onclick: () => this.choose({ kind }) }, words.kinds[kind](by[kind]));
    this.keepFocus(this.kinds, () => fill(this.kinds, KINDS.map(chip)));
    this.drawChoices();
    this.drawRows();
    if (this.heat.open && !folder.running) this.drawHeat();
  }

  keepFocus(box, draw) {
    const at = [...box.querySelectorAll("button")].indexOf(this.element.getRootNode().activeElement);
    draw();
    if (at >= 0) box.querySelectorAll("button")[at]?.focus({ preventScroll: true });
  }

  goOn() {
    this.folder.run(this.lang);
    this.draw();
  }

  /** The years and the kinds of findings there are. */
  drawChoices() {
    const { folder: words } = this.t;
    const checked = this.folder.entries.filter((entry) => entry.isChecked);
    const years = [...new Set(checked.map((entry) => entry.digest.year).filter(Boolean))].sort((a, b) => b - a);
    const rules = new Map();
    for (const entry of checked) {
      for (const rule of new Set(this.findings(entry).map((finding) => finding.rule))) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    }
    const names = new Map(checked.flatMap((entry) => entry.digest.findings.map((finding) => [finding.rule, finding.name])));
    const sorted = [...rules].sort(([, a], [, b]) => b - a);
    this.options(this.years, [["", words.allYears], ...years.map((year) => [String(year), this.t.year(year)])], this.filter.year);
    this.options(this.rules, [["", words.allRules], ...sorted.map(([rule, n]) => [rule, words.ruleCount(names.get(rule), n)])], this.filter.rule);
    const { cell } = this.filter;
    fill(this.ofCell, cell && h("button", { type: "button", class: "toggle", "aria-pressed": "true", onclick: () => this.choose({ cell: null }) }, `${this.filter.cellName} ×`));
  }

  options(select, choices, value) {
    const said = JSON.stringify(choices);
    if (select.dataset.said === said && select.value === value) return;
    select.dataset.said = said;
    fill(select, choices.map(([id, label]) => h("option", { value: id, selected: id === value }, label)));
    select.value = value;
  }

  /** What a report is about to say first. */
  said(entry) {
    const { folder: words } = this.t;
    if (entry.trouble) return words.unreadable;
    if (!entry.digest) return "";
    if (!entry.isChecked) return entry.digest.findings[0]?.message ?? "";
    const findings = this.findings(entry);
    const first = findings.find((finding) => finding.severity !== "info");
    if (first) return first.message;
    const { t } = this;
    const { equations, possible } = entry.digest.summary;
    if (equations === 0) return t.nothing;
    if (equations < possible) return `${t.held(equations)}${t.comma}${t.undecidedOf(possible - equations)}`;
    return findings.length < entry.digest.findings.length ? t.cleanElse(equations) : t.clean(equations);
  }

  /** A row of the list; one that says what it said before is the same one. */
  row(entry) {
    const { t } = this;
    const { folder: words } = t;
    const { digest } = entry;
    const aside = entry.isChecked ? digest.findings.length - this.findings(entry).length : 0;
    const notes = [entry.last && words.comparedWith(entry.last.digest.year), aside > 0 && t.ignored(aside), entry.changed && words.changed].filter(Boolean);
    const [errors, warnings] = ["error", "warning"].map((severity) => this.count(entry, severity));
    const says = entry.done ? this.said(entry) : words.waiting;
    const said = JSON.stringify([entry.name, digest?.year, digest?.template, errors, warnings, says, notes]);
    const kept = this.rows.get(entry);
    if (kept?.said === said) return kept.tr;
    const number = (n, severity) => h("td", { class: n ? `number ${severity}` : "number zero" }, String(n));
    const tr = h(
      "tr",
      { class: `is-${this.kind(entry)}` },
      h("td", { class: "number" }, String(entry.place)),
      h("th", { scope: "row" }, entry.isChecked ? h("button", { type: "button", class: "link", onclick: () => this.events.onOpen(entry) }, entry.name) : entry.name),
      h("td", {}, digest?.year ? String(digest.year) : ""),
      h("td", {}, digest?.template ?? ""),
      number(errors, "error"),
      number(warnings, "warning"),
      h("td", { class: "said-first" }, says, notes.map((note) => h("span", { class: "note" }, note))),
      h("td", { class: "path", title: entry.path }, entry.path.split("/").pop(), h("button", { type: "button", class: "quiet", title: words.remove, "aria-label": t.named(words.remove, entry.name), onclick: () => this.remove(entry) }, "×")),
    );
    this.rows.set(entry, { said, tr });
    return tr;
  }

  /** Takes a report out of the list; the keyboard goes to the next one. */
  remove(entry) {
    const next = this.rows.get(entry)?.tr.nextSibling;
    this.folder.remove(entry);
    this.draw();
    (next?.querySelector(".path button") ?? this.element).focus({ preventScroll: true });
  }

  drawRows() {
    const { folder: words } = this.t;
    const listed = this.listed();
    this.keepFocus(this.body, () => reconcile(this.body, listed.slice(0, this.shown).map((entry) => this.row(entry))));
    const rest = listed.length - this.shown;
    fill(this.more, rest > 0 && [words.listed(this.shown, listed.length), " ", h("button", { type: "button", onclick: () => ((this.shown += MOST_ROWS), this.drawRows()) }, words.listMore(Math.min(rest, MOST_ROWS)))], listed.length === 0 && words.none);
  }

  drawHeat() {
    if (!this.heat.open) return;
    const entries = this.folder.entries.filter((entry) => entry.isChecked);
    const of = (entry) => this.findings(entry).filter((finding) => finding.severity === "error");
    const pick = (cell, cellName) => {
      this.choose({ cell, cellName });
      this.head.scrollIntoView({ block: "start" });
    };
    fill(this.heat.lastChild, drawHeat(heatOf(entries, of), this.forms, this.t, pick));
  }

  // ---------------------------------------------------------------------------------------------
  // what can be taken away

  save(ending, type, pieces) {
    // The name says of which day it is, and how many reports are in it: those that are listed.
    save(new Blob(pieces, { type }), `${this.t.folder.fileName(today(), this.listed().length)}.${ending}`);
  }

  workbook() {
    const listed = this.listed();
    const { sheets } = this.t.folder;
    return xlsx([
      { name: sheets[0], rows: overviewRows(listed, this.aside, this.t), widths: [8, 32, 8, 8, 8, 8, 8, 8, 12, 60, 40] },
      { name: sheets[1], rows: findingRows(listed, this.aside, this.t), widths: [32, 8, 8, 16, 80, 24, 40] },
    ]);
  }

  json() {
    return this.listed().map((entry) => {
      const { digest, path, trouble, last } = entry;
      if (!digest) return { source: path, trouble: entry.done ? trouble : this.t.folder.notYet };
      const findings = digest.findings.map((finding) => {
        const aside = this.aside.get(digest, finding);
        return { ...finding, setAside: aside ? { why: aside.why, day: aside.day } : null };
      });
      return { source: path, ...digest, of: undefined, pages: undefined, changed: entry.changed, comparedWith: last?.path ?? null, findings };
    });
  }

  /** A letter to each body that has something to correct, to be printed. */
  letters() {
    const wrong = this.listed().filter((entry) => entry.isChecked && this.findings(entry).some((finding) => finding.severity !== "info"));
    this.events.onPrint(wrong.map((entry) => letter(entry, this.findings(entry), this.t, this.forms)));
  }

  // ---------------------------------------------------------------------------------------------
  // a government against its departments

  /** Asks which report is the whole: that of a government, where there is one. */
  chooseWhole() {
    const { t } = this;
    const { folder: words } = t;
    const entries = this.folder.entries.filter((entry) => entry.isChecked);
    if (!this.sums.hidden || entries.length < 2) {
      this.sums.hidden = true;
      return;
    }
    const isGovernment = (entry) => /(政府|管委会|管理委员会)$/.test(entry.digest.agency ?? "");
    const first = entries.find(isGovernment) ?? entries[0];
    const select = h("select", {}, entries.map((entry) => h("option", { value: String(entry.place), selected: entry === first }, `${entry.name} ${entry.digest.year ?? ""}`)));
    const found = h("div", { role: "status" });
    const add = async () => {
      const whole = this.folder.entries.find((entry) => String(entry.place) === select.value);
      // Each text once, however often it is in the list.
      const texts = new Set([whole.text]);
      const isPart = (entry) => entry !== whole && entry.isChecked && entry.digest.year === whole.digest.year && !texts.has(entry.text) && texts.add(entry.text);
      const parts = this.listed().filter(isPart);
      const waiting = this.folder.entries.length - this.folder.done;
      if (parts.length === 0 || waiting > 0) {
        fill(found, waiting > 0 ? words.notAll(waiting) : words.noParts);
        return;
      }
      fill(found, words.adding(parts.length));
      const report = await this.events.onRollUp(whole, parts);
      const sums = report.findings.filter((finding) => finding.rule.startsWith("rollup."));
      const said = sums.length ? words.sumsDiffer(whole.name, parts.length, sums.length) : words.sumsHold(whole.name, parts.length);
      const lines = [said, ...sums.map((finding, i) => `${i + 1}. ${finding.message}${t.period}`)];
      fill(
        found,
        h("p", {}, h("strong", { class: sums.length ? "warning" : "clean" }, said), " ", h("button", { type: "button", onclick: (event) => this.events.onCopy(lines.join("\n"), event.currentTarget) }, t.copyFindings)),
        h("ul", {}, sums.map((finding) => h("li", {}, finding.message))),
      );
    };
    fill(
      this.sums,
      h("label", {}, `${words.whole}${t.colon}`, select),
      h("button", { type: "button", class: "primary", onclick: add }, words.addUp),
      h("button", { type: "button", class: "quiet", onclick: () => (this.sums.hidden = true) }, t.close),
      h("p", {}, words.partsAre),
      found,
    );
    this.sums.hidden = false;
    select.focus();
  }
}
