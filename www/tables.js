// The three tables, drawn as the form prints them, every cell in its state.

import { h } from "./dom.js";

const DIGITS = /^[-+0-9.,\s]+$/;

/**
 * Draws one table.
 * @param table   a table of the report
 * @param form    its labels, from the module's forms()
 * @param context { t, text, marks, sides, held, onCell }: marks, sides and what is held against the prose by cell key
 */
export function drawTable(table, form, context) {
  const cells = new Map(table.cells.filter((c) => c.column).map((c) => [key(table.id, c.row, c.column), c]));
  const loose = groupByRow(table.cells.filter((c) => !c.column));
  const draw = { requests, disputes, disclosure }[table.id];
  const drawn = draw({ table, form, cells, loose, ...context });
  // Tab comes to the table once; from there the arrow keys go from cell to cell.
  const first = drawn.querySelector("td");
  if (first) stopOf(first).tabIndex = 0;
  return drawn;
}

/** What of a cell the keyboard comes to. */
const stopOf = (td) => td.querySelector("button") ?? td;

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Goes from cell to cell with the arrow keys; Enter does what a click does. */
export function moveInTable(event) {
  const td = event.target.closest("td");
  if (!td || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter" && event.target === td) {
    // The click puts the keyboard into the text, where the key must not arrive.
    event.preventDefault();
    td.click();
  }
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const here = td.getBoundingClientRect();
  const way = (rect) => [(rect.left + rect.right - here.left - here.right) / 2, (rect.top + rect.bottom - here.top - here.bottom) / 2];
  let best = null;
  for (const other of td.closest("table").querySelectorAll("td")) {
    const [x, y] = way(other.getBoundingClientRect());
    const along = x * step[0] + y * step[1];
    // What lies off the way is further than it looks.
    const far = along + 10 * Math.abs(x * step[1] + y * step[0]);
    if (other !== td && along > 1 && (!best || far < best.far)) best = { far, stop: stopOf(other) };
  }
  best?.stop.focus();
}

export function key(table, row, column) {
  return `${table}/${row}/${column}`;
}

function groupByRow(cells) {
  const rows = new Map();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return rows;
}

/** The printed text of a cell and how to say its state. */
function cell(view, row, column, span = 1) {
  const { t, text, marks, sides, held, onCell, cells, table } = view;
  const id = key(table.id, row.id, column.id);
  const read = cells.get(id);
  const mark = marks.get(id);
  const side = sides.get(id);
  const value = read?.state === "value" ? read.value + (read.unit && column.id === "amount" ? read.unit : "") : "";
  const shown =
    read?.state === "unreadable" ? text.slice(read.span[0], read.span[1]) : value || (read?.state === "blank" ? "" : "·");
  const classes = [
    "cell",
    read?.state ?? "absent",
    column.total && "total",
    mark && `marked ${mark.severity}`,
    mark?.active && "active",
    side && `side-${side}`,
    held.has(id) && "held",
  ];
  const says = [
    `${row.name},${column.label}`,
    read?.state === "blank" ? t.blank : read?.state === "unreadable" ? t.unreadable : value,
    side && (side === "left" ? t.plus : side === "right" ? t.minus : `${t.plus},${t.minus}`),
    mark && `${t[mark.severity]} ${mark.number}`,
  ];
  const td = h("td", { class: classes.filter(Boolean).join(" "), colSpan: span, title: says.filter(Boolean).join(" · ") });
  td.dataset.key = id;
  if (mark) {
    td.append(
      h(
        "button",
        { type: "button", class: "in-cell", title: says.filter(Boolean).join(","), onclick: () => onCell(id, read, mark) },
        shown || "□",
        h("span", { class: `badge ${mark.severity}`, "aria-hidden": "true" }, String(mark.number)),
      ),
    );
  } else {
    td.append(shown);
    td.tabIndex = -1;
    if (read) td.addEventListener("click", () => onCell(id, read, null));
  }
  return td;
}

/** A row's cells; where their columns are not known, the numbers in the order they stand in. */
function rowCells(view, row, spans = []) {
  const unplaced = view.loose.get(row.id) ?? [];
  const isPlaced = (column) => view.cells.has(key(view.table.id, row.id, column.id));
  if (unplaced.length === 0) return row.columns.map((column, i) => cell(view, row, column, spans[i]));
  const cells = [];
  let gap = 0;
  let numbers = unplaced;
  const close = () => {
    if (gap > 0) cells.push(looseCell(view, numbers, gap));
    if (gap > 0) numbers = [];
    gap = 0;
  };
  row.columns.forEach((column, i) => {
    if (!isPlaced(column)) {
      gap += spans[i] ?? 1;
      return;
    }
    close();
    cells.push(cell(view, row, column, spans[i]));
  });
  close();
  return cells;
}

/** Neighbouring cells whose numbers are known, but not which stands in which. */
function looseCell(view, cells, columns) {
  const numbers = cells.map((c) => view.text.slice(c.span[0], c.span[1]).trim()).join("  ");
  return h(
    "td",
    { class: "cell unplaced", colSpan: columns, title: view.t.unplaced },
    DIGITS.test(numbers) ? numbers : numbers.slice(0, 60) || "·",
    h("span", { class: "state" }, ` ${view.t.unplacedShort}`),
  );
}

function requests(view) {
  const { form, t } = view;
  const columns = form.rows[0].columns;
  const head = h(
    "thead",
    {},
    h("tr", {}, h("th", { colSpan: 3, rowSpan: 3, class: "note" }, t.balanceNote), h("th", { colSpan: columns.length }, t.applicants)),
    h(
      "tr",
      {},
      h("th", { rowSpan: 2 }, columns[0].label),
      h("th", { colSpan: columns.length - 2 }, t.organisations),
      h("th", { rowSpan: 2 }, columns[columns.length - 1].label),
    ),
    h("tr", {}, columns.slice(1, -1).map((column) => h("th", {}, column.label))),
  );
  const outcomes = form.rows.filter((row) => row.outcome);
  let group = null;
  const body = form.rows.map((row) => {
    const labels = [];
    if (row === outcomes[0]) labels.push(h("th", { rowSpan: outcomes.length, class: "vertical" }, t.outcomes));
    if (row.group && row.group !== group) {
      const size = form.rows.filter((other) => other.group === row.group).length;
      labels.push(h("th", { rowSpan: size, class: "group" }, row.group));
    }
    group = row.group;
    const span = row.group ? 1 : row.outcome ? 2 : 3;
    labels.push(h("th", { colSpan: span, scope: "row", class: "label" }, row.label));
    return h("tr", {}, labels, rowCells(view, row));
  });
  return h("table", { class: "form requests" }, head, h("tbody", {}, body));
}

function disputes(view) {
  const { form, t } = view;
  const [first, ...suits] = form.rows;
  const results = (row) => row.columns.map((column) => h("th", {}, column.label));
  const unplaced = view.loose.get(first.id);
  const all = form.rows.flatMap((row) => row.columns).length;
  return h(
    "table",
    { class: "form disputes" },
    h(
      "thead",
      {},
      h("tr", {}, h("th", { colSpan: first.columns.length, rowSpan: 2 }, first.label), h("th", { colSpan: all - first.columns.length }, t.suits)),
      h("tr", {}, suits.map((row) => h("th", { colSpan: row.columns.length }, row.label))),
      h("tr", {}, form.rows.map(results)),
    ),
    h(
      "tbody",
      {},
      h("tr", {}, unplaced && !view.cells.size ? looseCell(view, unplaced, all) : form.rows.map((row) => rowCells(view, row))),
    ),
  );
}

function disclosure(view) {
  const { form, t } = view;
  const widest = Math.max(...form.rows.map((row) => row.columns.length));
  // The last column of a narrow row takes what is left, as on the form.
  const spans = (row) => row.columns.map((_, i) => (i === row.columns.length - 1 ? widest - i : 1));
  let group = null;
  const body = form.rows.flatMap((row) => {
    const rows = [];
    if (row.group !== group) {
      rows.push(h("tr", {}, h("th", { colSpan: widest + 1, class: "article" }, row.group)));
      rows.push(
        h("tr", {}, h("th", {}, t.content), row.columns.map((column, i) => h("th", { colSpan: spans(row)[i] }, column.label))),
      );
      group = row.group;
    }
    rows.push(h("tr", {}, h("th", { scope: "row", class: "label" }, row.label), rowCells(view, row, spans(row))));
    return rows;
  });
  return h("table", { class: "form disclosure" }, h("tbody", {}, body));
}

/** A copy of a drawn table for the clipboard: plain cells with borders, values replaced by `fixes`. */
export function plainTable(drawn, fixes = new Map()) {
  const copy = drawn.cloneNode(true);
  for (const td of copy.querySelectorAll("td")) {
    const fixed = fixes.get(td.dataset.key);
    td.querySelector(".badge, .state")?.remove();
    const text = fixed ?? td.textContent.replace(/^[·□]$/, "");
    td.replaceChildren(text);
  }
  for (const element of copy.querySelectorAll("*")) {
    for (const name of ["class", "title", "data-key", "scope", "tabindex"]) element.removeAttribute(name);
    if (element.matches("td, th")) {
      element.setAttribute("align", "center");
    }
  }
  copy.removeAttribute("class");
  copy.removeAttribute("aria-label");
  copy.setAttribute("border", "1");
  copy.setAttribute("cellspacing", "0");
  return copy;
}

/** The table as tabs: a line a row, merged cells once and blanks for the rest of their width. */
export function tabTable(table) {
  const grid = [];
  [...table.rows].forEach((tr, r) => {
    grid[r] ??= [];
    let c = 0;
    for (const td of tr.cells) {
      while (grid[r][c] !== undefined) c += 1;
      for (let i = 0; i < td.rowSpan; i += 1) {
        grid[r + i] ??= [];
        for (let j = 0; j < td.colSpan; j += 1) grid[r + i][c + j] = i + j === 0 ? td.textContent.trim() : "";
      }
      c += td.colSpan;
    }
  });
  return grid.map((row) => row.join("\t")).join("\n");
}
