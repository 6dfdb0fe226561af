// The list of changes (修改清单): what is otherwise than in the report as it came in, whichever way it was changed.

import { h, fill } from "./dom.js";
import { difference } from "./history.js";
import { key } from "./labels.js";

/** So much of a changed passage is shown. */
const MOST_SHOWN = 40;

/**
 * What changed from one report to another of the same text: cells of tables, then passages of the prose.
 * @param {{ report: object, text: string }} base as it came in
 * @returns { cell?: place, from, to } or { section, from, to, at, end }; `from` null for a blank
 */
export function changesBetween(base, now) {
  const cells = (report) =>
    new Map(report.tables.flatMap((table) => table.cells.filter((c) => c.column).map((c) => [key(table.id, c.row, c.column), { ...c, table: table.id }])));
  const before = cells(base.report);
  const changes = [];
  for (const [id, cell] of cells(now.report)) {
    const was = before.get(id);
    if (!was || (was.state === cell.state && was.value === cell.value && (cell.state !== "unreadable" || said(base, was) === said(now, cell)))) continue;
    const shown = (of, one) => (one.state === "value" ? one.value : one.state === "blank" ? null : said(of, one));
    changes.push({ cell: { table: cell.table, row: cell.row, column: cell.column }, from: shown(base, was), to: shown(now, cell), span: cell.span });
  }
  return [...changes, ...passages(base, now)];
}

const said = ({ text }, { span }) => text.slice(span[0], span[1]).trim();

/** The passages that changed, by section: each as the words that are otherwise. */
function passages(base, now) {
  const of = ({ report, text }) => {
    let section = null;
    return report.blocks
      .map(({ kind, of, span }) => {
        if (kind === "heading") section = of;
        return { kind, section, span, text: text.slice(span[0], span[1]) };
      })
      .filter(({ kind }) => kind !== "table");
  };
  const [was, is] = [of(base), of(now)];
  let start = 0;
  while (start < was.length && start < is.length && was[start].text === is[start].text) start += 1;
  let end = 0;
  while (end < was.length - start && end < is.length - start && was[was.length - 1 - end].text === is[is.length - 1 - end].text) end += 1;
  const [gone, come] = [was.slice(start, was.length - end), is.slice(start, is.length - end)];
  // As many before and after: each against its own. Else what stands there now is one change.
  if (gone.length !== come.length) {
    if (come.length === 0 && gone.length === 0) return [];
    const at = come[0]?.span[0] ?? is[start]?.span[0] ?? now.text.length;
    const to = come[come.length - 1]?.span[1] ?? at;
    const words = (blocks) => blocks.map((block) => block.text).join("\n");
    return [{ section: (come[0] ?? gone[0]).section, from: words(gone), to: now.text.slice(at, to), at, end: to }];
  }
  return gone.flatMap((block, i) => {
    const change = difference(block.text, come[i].text);
    if (!change) return [];
    const at = come[i].span[0] + change.at;
    return [{ section: come[i].section, from: change.removed, to: change.inserted, at, end: at + change.inserted.length, before: come[i].text.slice(Math.max(0, change.at - 6), change.at) }];
  });
}

const short = (words) => (words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN)}…` : words).replace(/\s+/g, " ");

/** One change in words: 表三 二、上年结转 · 总计：0 → 4. */
export function sayChange(change, labels) {
  const { t } = labels;
  const value = (one) => (one === null || one === "" ? t.nothingThere : short(one));
  if (change.cell) return `${labels.place(change.cell)}${t.colon}${value(change.from)} → ${value(change.to)}`;
  return `${labels.section(change.section)}${t.colon}${change.before ? `…${short(change.before)}` : ""}${t.quoted(value(change.from))} → ${t.quoted(value(change.to))}`;
}

/** The list, folded; each change can be taken back by itself. */
export class Changes {
  /** @param actions { undo(change), copy(button) } */
  constructor(actions) {
    this.actions = actions;
    this.summary = h("summary", {});
    this.body = h("ol", { class: "changes-body" });
    this.copy = h("button", { type: "button", onclick: (event) => actions.copy(event.currentTarget) });
    this.element = h("details", { class: "changes", part: "changes", hidden: true }, this.summary, this.body, this.copy);
  }

  draw(changes, labels) {
    this.element.hidden = changes.length === 0;
    if (changes.length === 0) return;
    const { t } = labels;
    fill(this.summary, t.changed(changes.length));
    fill(this.copy, t.copyChanges);
    fill(
      this.body,
      changes.map((change) => {
        const says = sayChange(change, labels);
        return h("li", {}, says, " ", h("button", { type: "button", class: "quiet", "aria-label": t.named(t.undo, says), onclick: () => this.actions.undo(change) }, t.undo));
      }),
    );
  }
}
