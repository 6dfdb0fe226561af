// The margin: the findings as comments beside the report, each with the arithmetic and what can be done about it.

import { h } from "./dom.js";
import { key } from "./labels.js";

const SIGNS = { error: "✘", warning: "△", info: "ⓘ" };

/** A badge: a finding's number in a circle. */
export const badge = (number, severity) => h("span", { class: `badge ${severity}`, "aria-hidden": "true" }, String(number));

/**
 * One finding as a list item; what can be done about it only where it is open.
 * @param actions { select, apply, ignore }
 */
export function drawFinding(finding, number, active, labels, actions) {
  const { t } = labels;
  const only = onlyCell(finding);
  // What a blank excuses is said to be perhaps so, as the checker says it.
  const perhaps = only && finding.severity === "warning" ? (only.from === null ? t.perhapsBlank : t.perhapsWrong) : "";
  const said = only ? [perhaps, h("b", {}, labels.place(only)), h("span", { class: "should" }, labels.change(only))] : [h("span", {}, finding.message)];
  const name = only ? `${perhaps}${labels.place(only)}${t.comma}${labels.change(only)}` : finding.message;
  return h(
    "li",
    { class: `finding ${finding.severity}${active ? " active" : ""}`, part: "finding", id: `finding-${finding.id}` },
    h(
      "button",
      { type: "button", class: "head", "aria-expanded": String(active), onclick: () => actions.select(finding) },
      badge(number, finding.severity),
      h("span", { class: "severity" }, `${SIGNS[finding.severity]} ${t[finding.severity]}`),
      h("span", { class: "what" }, said, finding.page && h("span", { class: "page" }, t.page(finding.page))),
    ),
    active && only && h("ul", { class: "sums" }, [...finding.equations].reverse().map((equation) => sum(equation, only, labels))),
    active &&
      h(
        "div",
        { class: "actions" },
        fixButtons(finding, labels, actions),
        finding.spans.length > 0 &&
          h("button", { type: "button", "aria-label": t.named(t.locate, name), onclick: () => actions.select(finding, true) }, t.locate),
        h("button", { type: "button", class: "quiet ignore", "aria-label": t.named(t.ignore, name), onclick: () => actions.ask(finding) }, t.ignore),
      ),
    active && finding.copied && copiedPassages(finding, labels),
    active && actions.asking === finding.id && askWhy(finding, t, actions),
  );
}

/** Why is it set aside? A word is kept with it. */
function askWhy(finding, t, actions) {
  const { aside: words } = t;
  const done = () => actions.ignore(finding, input.value);
  const input = h("input", {
    "aria-label": words.why,
    placeholder: words.why,
    maxLength: 200,
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === "Enter") done();
      if (event.key === "Escape") actions.ask(null);
    },
  });
  return h("div", { class: "why" }, input, h("button", { type: "button", class: "primary", onclick: done }, words.set), h("button", { type: "button", class: "quiet", onclick: () => actions.ask(null) }, words.cancel));
}

/** Passages that are last year's, beside each other. */
function copiedPassages({ copied }, { t, report }) {
  const { lastYear: words } = t;
  const row = ({ span, last }) => h("tr", {}, h("td", {}, report.text.slice(...span)), h("td", {}, last));
  return h("table", { class: "copied" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words.thisYears), h("th", { scope: "col" }, words.lastYears))), h("tbody", {}, copied.map(row)));
}

/** The one cell that a finding says is wrong. */
const onlyCell = (finding) => (finding.fixes.length === 1 && finding.fixes[0].length === 1 ? finding.fixes[0][0] : null);

/** An equation's arithmetic; what it is about, unless the repair's own row says that. */
function sum(equation, fix, labels) {
  const own = equation.cells.every((cell) => cell.row === fix.row);
  return h("li", {}, h("span", { class: "rule" }, `${ruleOf(equation, own, labels)}${labels.t.colon}`), equation.arithmetic);
}

/** An equation's rule, and what it is about unless that is plain. */
export const ruleOf = (equation, plain, labels) => (plain ? equation.name : labels.t.about(equation.name, labels.anchor(equation)));

/** A button for each repair the text has a place for; the likeliest first, the others folded away. */
function fixButtons(finding, labels, actions) {
  const { t } = labels;
  const applicable = finding.fixes.filter((fix) => fix.every((change) => change.span));
  const says = (fix) => fix.map((one) => `${labels.cell(one)} ${labels.change(one)}`).join(t.semicolon);
  const button = (fix, primary) => {
    const label = fix.length > 1 ? t.applyMany(fix.length) : t.apply(fix[0].to);
    return h("button", { type: "button", class: primary ? "primary" : "", "aria-label": t.named(label, says(fix)), onclick: () => actions.apply(fix) }, label);
  };
  if (finding.fixes.length === 1) return applicable.map((fix) => button(fix, true));
  if (applicable.length === 0) return [];
  return h(
    "details",
    { class: "ways" },
    h("summary", {}, t.alternatives(applicable.length)),
    h("ul", {}, applicable.map((fix) => h("li", {}, says(fix), " ", button(fix, false)))),
  );
}

/** The findings as text that can be forwarded: whose report, of which year, from which file, checked when and by what. */
export function findingsText({ report, findings, t, verdict, source, today, version, aside = [] }) {
  const of = [report.agency ?? report.title, report.year && t.year(report.year), source && t.from(source)];
  const lines = findings.map((finding, i) => `${i + 1}. ${t.bracketed(t[finding.severity])}${finding.message}${t.period}`);
  return [of.filter(Boolean).join(t.comma), `${verdict}${t.period}`, ...lines, ...(aside.length > 0 ? [`${t.ignored(aside.length)}${t.colon}`, ...aside] : []), t.signed(today, version)].filter((line) => line !== "").join("\n");
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

/** The sides of some equations, by cell: "left", "right", or "both" of two equations. */
export function cellSides(equations) {
  const sides = new Map();
  for (const cell of equations.flatMap((equation) => equation.cells)) {
    const id = key(cell.table, cell.row, cell.column);
    sides.set(id, sides.has(id) && sides.get(id) !== cell.side ? "both" : cell.side);
  }
  return sides;
}

/** What is marked in the text, the open finding's last, so that it lies on top. */
export function textMarks(findings, activeId, claim) {
  const marks = findings.flatMap((finding, i) =>
    finding.spans
      .filter(([start, end]) => start < end)
      .map(([start, end]) => ({ start, end, number: i + 1, severity: finding.severity, active: finding.id === activeId, finding })),
  );
  marks.sort((a, b) => Number(a.active) - Number(b.active));
  if (claim) marks.push({ start: claim.span[0], end: claim.span[1], severity: "held", active: false });
  return marks;
}
