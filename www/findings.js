// The list of findings: what is wrong, the arithmetic, and what can be done about it.

import { h } from "./dom.js";
import { key } from "./tables.js";

/** Names of cells and equations, from the form's labels. */
export class Labels {
  constructor(t, forms, report) {
    this.t = t;
    this.report = report;
    this.forms = forms;
  }

  form(table) {
    const id = this.report.tables.find((other) => other.id === table)?.form;
    const form = this.forms.find((other) => other.id === id) ?? this.forms[0];
    return form.tables.find((other) => other.id === table);
  }

  row(table, row) {
    return this.form(table)?.rows.find((other) => other.id === row);
  }

  column(place) {
    return this.row(place.table, place.row)?.columns.find((other) => other.id === place.column);
  }

  cell(place) {
    return `${this.row(place.table, place.row)?.name ?? place.row} · ${this.column(place)?.label ?? place.column}`;
  }

  /** What an equation is about: its row's name, or its column's. */
  anchor(equation) {
    const rows = new Set(equation.cells.map((cell) => cell.row));
    const place = equation.cells[0];
    if (!place) return "";
    return rows.size === 1 ? this.row(place.table, place.row)?.name : this.t.columnOf(this.column(place)?.label);
  }
}

export function change(t, fix) {
  return fix.from === null ? t.shouldBlank(fix.to) : t.should(fix.to, fix.from);
}

const SIGNS = { error: "✘", warning: "△", info: "ⓘ" };

/**
 * One finding as a list item.
 * @param actions { select, apply, ignore }
 */
export function drawFinding(finding, number, active, labels, actions) {
  const { t } = labels;
  const only = finding.fixes.length === 1 && finding.fixes[0].length === 1 ? finding.fixes[0][0] : null;
  const head = only
    ? [h("b", {}, labels.cell(only)), " ", h("span", { class: "should" }, change(t, only))]
    : [h("span", {}, finding.message)];
  return h(
    "li",
    { class: `finding ${finding.severity}${active ? " active" : ""}`, part: "finding", id: `finding-${finding.id}` },
    h(
      "button",
      { type: "button", class: "head", "aria-current": active ? "true" : null, onclick: () => actions.select(finding) },
      h("span", { class: `badge ${finding.severity}`, "aria-hidden": "true" }, String(number)),
      h("span", { class: "severity" }, `${SIGNS[finding.severity]} ${t[finding.severity]}`),
      h("span", { class: "what" }, head),
    ),
    only && h("ul", { class: "sums" }, [...finding.equations].reverse().map((equation) => sum(equation, only, labels))),
    h(
      "div",
      { class: "actions" },
      fixButtons(finding, labels, actions),
      finding.spans.length > 0 && h("button", { type: "button", onclick: () => actions.select(finding, true) }, t.locate),
      h("button", { type: "button", class: "quiet", onclick: () => actions.ignore(finding) }, t.ignore),
    ),
  );
}

/** An equation's arithmetic; what it is about, unless the repair's own row says that. */
function sum(equation, fix, labels) {
  const own = equation.cells.every((cell) => cell.row === fix.row);
  const rule = own ? equation.name : labels.t.about(equation.name, labels.anchor(equation));
  return h("li", {}, h("span", { class: "rule" }, `${rule}${labels.t.colon}`), equation.arithmetic);
}

/** A button for each repair the text has a place for; the likeliest first, the others folded away. */
function fixButtons(finding, labels, actions) {
  const { t } = labels;
  const applicable = finding.fixes.filter((fix) => fix.every((change) => change.span));
  const button = (fix, primary) =>
    h(
      "button",
      { type: "button", class: primary ? "primary" : "", onclick: () => actions.apply(fix) },
      fix.length > 1 ? t.applyMany(fix.length) : t.apply(fix[0].to),
    );
  if (finding.fixes.length === 1) return applicable.map((fix) => button(fix, true));
  if (applicable.length === 0) return [];
  return h(
    "details",
    { class: "ways" },
    h("summary", {}, t.alternatives(applicable.length)),
    h(
      "ul",
      {},
      applicable.map((fix) =>
        h("li", {}, fix.map((one) => `${labels.cell(one)} ${change(t, one)}`).join(";"), " ", button(fix, false)),
      ),
    ),
  );
}

/** The findings as text for a chat: 表三 二、上年结转 总计列:应为 4,现为 0(4+0+0+0+0+0=4 ≠ 0;…). */
export function findingsText(report, findings, labels, verdict) {
  const { t } = labels;
  const lines = findings.map((finding, i) => {
    const sums = [...finding.equations].reverse().map((equation) => equation.arithmetic).join(";");
    const [fix, ...others] = finding.fixes;
    const said =
      fix && others.length === 0 && fix.length === 1
        ? `${labels.form(fix[0].table).name} ${labels.row(fix[0].table, fix[0].row)?.name} ${t.columnOf(labels.column(fix[0])?.label)}${t.colon}${change(t, fix[0])}(${sums})`
        : finding.message;
    return `${i + 1}. [${t[finding.severity]}] ${said}`;
  });
  return [[report.title ?? report.agency, verdict].filter(Boolean).join(t.colon), ...lines].join("\n");
}

/** Which cells are marked, and by what: the suspects of every finding, first come first. */
export function cellMarks(findings, activeId, claims = []) {
  const marks = new Map();
  findings.forEach((finding, i) => {
    const sides = finding.equations.flatMap((equation) => equation.cells.filter((cell) => cell.side === "right"));
    // A number in the prose and the cell it is held against carry one mark.
    const said = finding.rule === "prose.contradicts-table" && claims.find((claim) => claim.span[0] === finding.spans[0]?.[0]);
    const places = finding.fixes.length ? finding.fixes.flat() : said ? (said.held?.cells ?? []) : sides;
    for (const place of places) {
      const id = key(place.table, place.row, place.column);
      if (!marks.has(id) || finding.id === activeId) {
        marks.set(id, { number: i + 1, severity: finding.severity, finding, active: finding.id === activeId });
      }
    }
  });
  return marks;
}

/** The sides of a finding's equations, by cell: "left", "right", or "both" of two equations. */
export function cellSides(finding) {
  const sides = new Map();
  for (const cell of finding?.equations.flatMap((equation) => equation.cells) ?? []) {
    const id = key(cell.table, cell.row, cell.column);
    sides.set(id, sides.has(id) && sides.get(id) !== cell.side ? "both" : cell.side);
  }
  return sides;
}
