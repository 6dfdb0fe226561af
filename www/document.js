// The report as a document: title, headings, paragraphs, the tables as the form prints them, and the marks that are part of
// what they mark. Drawn from the report's blocks; of a report that changed, only what changed is drawn anew.

import { h, reconcile } from "./dom.js";
import { cellMarks, cellSides, ruleOf, textMarks } from "./margin.js";
import { NUMBER, TableView, plain, plainTable, tabTable } from "./tables.js";
import { drawFlow } from "./flow.js";
import { key } from "./labels.js";

export class DocumentView {
  /** @param events { onMark(finding), onEdit, onRefused, onCopy(text, html, button) } */
  constructor(events) {
    this.events = events;
    this.element = h("div", { class: "document", part: "document" });
    /** What was drawn, by what it was drawn from. */
    this.drawn = new Map();
    this.tables = new Map();
  }

  clear() {
    this.element.replaceChildren();
    this.drawn.clear();
    this.tables.clear();
  }

  /**
   * @param {{ t: object, text: string, report: object, labels: object, findings: object[], activeId: string | null,
   *   claims: object, shown: object[], heading: number }} view `shown`: the equations to be shown under their tables
   */
  draw(view) {
    const { report, text, t } = view;
    this.view = view;
    const marks = textMarks(view.findings, view.activeId, view.claims.claim);
    const missing = report.tables.filter((table) => !table.form);
    const old = this.drawn;
    this.drawn = new Map();
    // Of paragraphs that say the same each is taken once, in their order.
    const taken = new Map();
    const take = (said, make) => {
      const at = taken.get(said) ?? 0;
      taken.set(said, at + 1);
      const kept = old.get(said)?.[at] ?? make();
      if (!this.drawn.has(said)) this.drawn.set(said, []);
      this.drawn.get(said).push(kept);
      return kept;
    };
    const nodes = [];
    let rows = [];
    let section = null;
    const endRows = () => {
      if (rows.length > 0) nodes.push(this.rows(rows, take));
      rows = [];
    };
    let [next, before] = [0, -1];
    for (const block of report.blocks) {
      const begun = next;
      while (next < report.pages.length && report.pages[next].start <= block.span[0]) next += 1;
      if (next > begun) {
        endRows();
        nodes.push(...this.pages(begun, next, before, take));
      }
      before = block.span[1];
      if (block.kind === "row") {
        rows.push(block);
        continue;
      }
      endRows();
      if (block.kind === "table") {
        nodes.push(this.table(block.of, section));
        continue;
      }
      const own = marks.filter((mark) => mark.start < block.span[1] && mark.end > block.span[0]);
      const said = JSON.stringify([block.kind, t.lang, view.heading, text.slice(...block.span), own.map((mark) => [mark.start - block.span[0], mark.end - block.span[0], mark.number, mark.severity, mark.active, mark.finding?.id])]);
      nodes.push(take(said, () => this.block(block, own)));
      if (block.kind !== "heading") continue;
      section = block.of;
      const absent = missing.find((table) => table.id === block.of);
      if (absent && report.kind === "report") nodes.push(this.absent(take));
    }
    endRows();
    nodes.push(...this.pages(next, report.pages.length, Infinity, take));
    reconcile(this.element, nodes);
  }

  /** Where pages begin, unless within the piece that ends at `before`, and which of them were not read. */
  pages(from, to, before, take) {
    const { report, t } = this.view;
    const page = (at) => {
      const { state, start } = report.pages[at];
      const said = t.pageStates[state];
      // The first page needs no line above it.
      if (!said && (at === 0 || start < before)) return null;
      const name = t.page(at + 1);
      return take(JSON.stringify(["page", name, said]), () => (said ? h("p", { class: "absent" }, `△ ${name}${t.colon}${said}`) : h("div", { class: "page-break" }, h("span", {}, name))));
    };
    return Array.from({ length: to - from }, (_, i) => page(from + i)).filter(Boolean);
  }

  block({ kind, span }, marks) {
    const { heading } = this.view;
    const tag = kind === "title" ? `h${heading + 1}` : kind === "heading" ? `h${heading + 2}` : "p";
    return h(tag, { class: kind }, this.inline(span, marks));
  }

  /** A line of cells that is in none of the form's tables, with those that follow it. */
  rows(blocks, take) {
    const { text } = this.view;
    const lines = blocks.map(({ span }) => text.slice(...span).replace(/^\s*\|/, "").replace(/\|\s*$/, "").split(/\t|\|/).map((cell) => cell.trim()));
    return take(JSON.stringify(lines), () => h("div", { class: "scroll" }, h("table", { class: "form other" }, h("tbody", {}, lines.map((line) => h("tr", {}, line.map((cell) => h("td", {}, cell))))))));
  }

  absent(take) {
    const { t } = this.view;
    return take(t.missingTable, () => h("p", { class: "absent" }, `△ ${t.missingTable}`));
  }

  /** Words with their marks; the lines that a page broke are one again. */
  inline([start, end], marks) {
    const { text, t } = this.view;
    const bounds = new Set([start, end]);
    for (const mark of marks) {
      bounds.add(Math.max(start, mark.start));
      bounds.add(Math.min(end, mark.end));
    }
    const stops = [...bounds].sort((a, b) => a - b);
    const nodes = [];
    const numbered = new Set();
    stops.slice(1).forEach((stop, i) => {
      const from = stops[i];
      const words = whole(text.slice(from, stop));
      // Of marks on the same words the last lies on top: the open finding's.
      const over = marks.filter((mark) => mark.start < stop && mark.end > from);
      const mark = over[over.length - 1];
      if (!mark) {
        nodes.push(words);
        return;
      }
      const badges = over.filter((one) => one.number && Math.min(end, one.end) === stop && !numbered.has(one.number));
      badges.forEach((one) => numbered.add(one.number));
      const said = mark.number ? `${t[mark.severity]} ${mark.number}` : "";
      nodes.push(
        h(
          "mark",
          { class: `mark ${mark.severity}${mark.active ? " active" : ""}`, title: mark.finding?.message ?? null, onclick: mark.finding ? () => this.events.onMark(mark.finding) : null },
          words,
          badges.map((one) =>
            h("button", { type: "button", class: `badge ${one.severity}`, "aria-label": `${t[one.severity]} ${one.number}${t.colon}${one.finding.message}`, onclick: (event) => (event.stopPropagation(), this.events.onMark(one.finding)) }, String(one.number)),
          ),
          h("span", { class: "spoken" }, said && `(${said})`),
        ),
      );
    });
    return nodes;
  }

  /** A table of the form, with its buttons, the equations shown and the picture of its requests. */
  table(id, section) {
    const { report, labels, t, text, findings, activeId, claims, shown, heading } = this.view;
    const table = report.tables.find((other) => other.id === id);
    const form = labels.form(id);
    if (!this.tables.has(id)) {
      const view = new TableView(this.events);
      const parts = { title: h("div", {}), head: h("div", { class: "table-head" }), scroll: h("div", { class: "scroll" }), sums: h("ul", { class: "sums" }), flow: h("div", {}) };
      this.tables.set(id, { view, ...parts, element: h("section", { class: "table", part: "table" }, parts.title, parts.head, parts.scroll, parts.sums, parts.flow) });
    }
    const own = this.tables.get(id);
    // A table without its heading says what it is.
    own.title.replaceChildren(...(section === id ? [] : [h(`h${heading + 2}`, { class: "heading" }, form.title)]));
    const drawn = own.view.draw(table, form, {
      t,
      text,
      label: form.title,
      marks: cellMarks(findings, activeId, report.claims),
      held: claims.cells,
      sides: cellSides(shown.filter((equation) => equation.cells.some((cell) => cell.table === id))),
    });
    if (own.scroll.firstChild !== drawn) own.scroll.replaceChildren(drawn);
    const fixes = fixesOf(findings, id);
    const copy = (label, fixed) => h("button", { type: "button", class: "quiet", "aria-label": t.named(label, form.name), onclick: (event) => this.copy(id, fixed, event.currentTarget) }, label);
    const buttons = [table.status === "partial" && h("span", { class: "partial" }, `△ ${t.partialTable}`), copy(t.copyTable, new Map()), fixes.size > 0 && copy(t.copyFixed, fixes)].filter(Boolean);
    if (own.buttons !== (own.buttons = JSON.stringify([table.status, [...fixes], t.copyTable]))) own.head.replaceChildren(...buttons);
    const sums = shown.filter((equation) => equation.cells[0]?.table === id && equation.arithmetic);
    own.sums.replaceChildren(...sums.map((equation) => h("li", {}, h("span", { class: "rule" }, `${ruleOf(equation, false, labels)}${t.colon}`), equation.arithmetic)));
    if (id === "requests") {
      // Where its numbers are what they were, so is the picture.
      const totals = JSON.stringify([t.lang, table.cells.filter((cell) => cell.column === "total").map((cell) => cell.value)]);
      if (own.totals !== (own.totals = totals)) {
        const picture = drawFlow(table, form, t);
        own.flow.replaceChildren(...(picture ? [picture] : []));
      }
    }
    return own.element;
  }

  copy(id, fixes, button) {
    const table = plainTable(this.tables.get(id).view.element, fixes);
    this.events.onCopy(tabTable(table), table.outerHTML, button);
  }

  /** What the open finding is about, to be brought into view: its mark in the prose, or its cell. */
  get active() {
    return this.element.querySelector("td.active, mark.active");
  }

  /** Numbers pasted on a cell: [place, number] for it and those to the right and below; null where they are none, or too many. */
  pasted(td, text) {
    const rows = text.replace(/\r?\n$/, "").split(/\r?\n/).map((row) => row.split("\t").map(plain));
    const view = this.tables.get(td.dataset.key.split("/")[0])?.view;
    if (!view || rows.flat().some((number) => !NUMBER.test(number))) return null;
    const places = view.from(td, rows);
    const cells = rows.flatMap((row, r) => row.map((number, c) => [places[r][c], number]));
    return cells.every(([place]) => place) ? cells : null;
  }

  /** Where a finding without a mark is to be looked for: its table. */
  around(finding) {
    return this.tables.get(finding.anchor)?.element ?? null;
  }

  cell({ table, row, column }) {
    return this.element.querySelector(`td[data-key="${key(table, row, column)}"]`);
  }
}

/** Words over lines that a page broke: whole again, with a space between words of letters only. */
const whole = (words) => words.replace(/(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])/g, " ").replace(/\s*\n\s*/g, "");

/** The repairs of a table by cell, where there is no other way to mend it. */
function fixesOf(findings, table) {
  const fixes = findings.flatMap((finding) => (finding.fixes.length === 1 ? finding.fixes[0] : [])).filter((fix) => fix.table === table);
  return new Map(fixes.map((fix) => [key(fix.table, fix.row, fix.column), fix.to]));
}
