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
  const draw = { rows, line, blocks }[form.layout];
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

/**
 * The lines of a header, its tree of headings drawn as wide and as deep as it is: of items { groups, label, span }, columns
 * or whole rows that stand side by side.
 */
function header(items) {
  const depth = Math.max(...items.map((item) => item.groups.length)) + 1;
  return Array.from({ length: depth }, (_, level) => {
    const line = [];
    items.forEach((item, i) => {
      if (item.groups.length === level) line.push(h("th", { colSpan: item.span, rowSpan: depth - level }, item.label));
      if (item.groups.length <= level || startsWith(items[i - 1], item, level)) return;
      const run = runOf(items, i, level);
      line.push(h("th", { colSpan: run.reduce((all, other) => all + other.span, 0) }, item.groups[level]));
    });
    return line;
  });
}

/** Whether an item stands under the same headings as another, down to a level. */
const startsWith = (item, other, level) =>
  Boolean(item) && item.groups.length > level && item.groups.slice(0, level + 1).every((group, i) => group === other.groups[i]);

/** The items from one on that stand under the same heading. */
function runOf(items, i, level) {
  const rest = items.slice(i);
  const end = rest.findIndex((other) => !startsWith(other, items[i], level));
  return end < 0 ? rest : rest.slice(0, end);
}

/** One header, and under it each row. */
function rows(view) {
  const { form } = view;
  const lines = header(form.rows[0].columns.map((column) => ({ ...column, span: 1 })));
  const width = Math.max(...form.rows.map((row) => row.groups.length)) + 1;
  const corner = h("th", { colSpan: width, rowSpan: lines.length, class: "note" }, form.corner);
  const body = form.rows.map((row, i) => {
    const labels = row.groups.flatMap((group, level) => {
      if (startsWith(form.rows[i - 1], row, level)) return [];
      // The outer heading stands upright beside the inner ones.
      return [h("th", { rowSpan: runOf(form.rows, i, level).length, class: level < width - 2 ? "vertical" : "group" }, group)];
    });
    labels.push(h("th", { colSpan: width - row.groups.length, scope: "row", class: "label" }, row.label));
    return h("tr", {}, labels, rowCells(view, row));
  });
  const head = lines.map((line, i) => h("tr", {}, i === 0 ? [corner, ...line] : line));
  return h("table", { class: "form rows" }, h("thead", {}, head), h("tbody", {}, body));
}

/** All rows side by side. */
function line(view) {
  const { form } = view;
  const unplaced = view.loose.get(form.rows[0].id);
  const all = form.rows.flatMap((row) => row.columns);
  const head = header(form.rows.map((row) => ({ ...row, span: row.columns.length })));
  head.push(all.map((column) => h("th", {}, column.label)));
  return h(
    "table",
    { class: "form line" },
    h("thead", {}, head.map((cells) => h("tr", {}, cells))),
    h(
      "tbody",
      {},
      h("tr", {}, unplaced && !view.cells.size ? looseCell(view, unplaced, all.length) : form.rows.map((row) => rowCells(view, row))),
    ),
  );
}

/** A header for each group of rows. */
function blocks(view) {
  const { form } = view;
  const widest = Math.max(...form.rows.map((row) => row.columns.length));
  // The last column of a narrow row takes what is left, as on the form.
  const spans = (row) => row.columns.map((_, i) => (i === row.columns.length - 1 ? widest - i : 1));
  const body = form.rows.flatMap((row, i) => {
    const drawn = [];
    if (!startsWith(form.rows[i - 1], row, 0)) {
      drawn.push(h("tr", {}, h("th", { colSpan: widest + 1, class: "article" }, row.groups[0] ?? "")));
      drawn.push(
        h("tr", {}, h("th", {}, form.corner), row.columns.map((column, c) => h("th", { colSpan: spans(row)[c] }, column.label))),
      );
    }
    drawn.push(h("tr", {}, h("th", { scope: "row", class: "label" }, row.label), rowCells(view, row, spans(row))));
    return drawn;
  });
  return h("table", { class: "form blocks" }, h("tbody", {}, body));
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
