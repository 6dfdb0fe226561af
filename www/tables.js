// The three tables, drawn as the form prints them, every cell in its state; redrawn cell by cell; edited in place.

import { h } from "./dom.js";
import { key } from "./labels.js";

const DIGITS = /^[-+0-9.,\s]+$/;
/** What may be typed into a cell, full-width digits folded. */
export const NUMBER = /^-?\d+(\.\d+)?$/;

/** A table of a report on the page. */
export class TableView {
  /** @param events { onMark(finding), onEdit(place, number) → whether it could be put there, onRefused() what is no number } */
  constructor(events) {
    this.events = events;
    this.element = null;
  }

  /**
   * Draws a table, or what has changed of it.
   * @param table   a table of the report
   * @param form    its labels, from the module's forms()
   * @param context { t, text, marks, sides, held, label }: marks, sides and what is held against the prose by cell key
   * @returns the element; another one than before where rows stand in another way
   */
  draw(table, form, context) {
    const cells = new Map(table.cells.filter((c) => c.column).map((c) => [key(table.id, c.row, c.column), c]));
    const loose = groupByRow(table.cells.filter((c) => !c.column));
    this.view = { table, form, cells, loose, specs: this.view?.specs ?? new WeakMap(), ...context };
    // What stands in a row whose columns are not known has its own places: then all is drawn anew.
    const shape = JSON.stringify([form.title, table.form, context.t.lang, [...loose].map(([row, all]) => [row, all.map((c) => context.text.slice(...c.span))]), loose.size ? [...cells.keys()] : 0]);
    if (!this.element || shape !== this.shape) this.drawAll(form);
    else this.update();
    this.shape = shape;
    this.element.setAttribute("aria-label", context.label);
    return this.element;
  }

  drawAll(form) {
    this.element = { rows, line, blocks }[form.layout](this.view);
    this.element.setAttribute("role", "grid");
    const { element } = this;
    element.addEventListener("click", (event) => this.clicked(event));
    element.addEventListener("dblclick", (event) => this.begin(event.target.closest("td[data-key]")));
    element.addEventListener("keydown", (event) => this.key(event));
    // Tab comes to the table once; from there the arrow keys go from cell to cell.
    const first = element.querySelector("td");
    if (first) first.tabIndex = 0;
  }

  update() {
    for (const td of this.element.querySelectorAll("td[data-key]")) {
      const spec = this.view.specs.get(td);
      if (!spec || td.querySelector("input")) continue;
      const now = described(this.view, spec.row, spec.column);
      if (now.said !== spec.said) paint(td, now);
      spec.said = now.said;
    }
  }

  clicked(event) {
    const td = event.target.closest("td[data-key]");
    if (!td || event.target.closest("input")) return;
    td.focus({ preventScroll: true });
    const mark = this.view.marks.get(td.dataset.key);
    if (mark) this.events.onMark(mark.finding);
  }

  key(event) {
    const td = event.target.closest("td");
    if (!td || event.target.closest("input") || event.ctrlKey || event.altKey || event.metaKey) return;
    const emptied = event.key === "Delete" || event.key === "Backspace";
    if (emptied || event.key === "Enter" || event.key === "F2" || /^[-0-9\uff10-\uff19]$/.test(event.key)) {
      event.preventDefault();
      this.begin(td, emptied ? "" : /^.$/.test(event.key) ? event.key : null);
    }
    moveInTable(event, td);
  }

  /** The cells to the right of one, and in the rows below: places for a piece of a table that is pasted on it. */
  from(td, rows) {
    const lines = [...this.element.rows].filter((tr) => tr.querySelector("td[data-key]"));
    const at = lines.indexOf(td.parentElement);
    const column = [...td.parentElement.querySelectorAll("td[data-key]")].indexOf(td);
    return rows.map((row, r) => {
      const cells = [...(lines[at + r]?.querySelectorAll("td[data-key]") ?? [])];
      return row.map((_, c) => (cells[column + c] ? this.place(cells[column + c]) : null));
    });
  }

  place(td) {
    const { row, column } = this.view.specs.get(td);
    return { table: this.view.table.id, row: row.id, column: column.id };
  }

  /** Begins to edit a cell: with what stands there, or with what was typed. */
  begin(td, typed = null) {
    const spec = td && this.view.specs.get(td);
    if (!spec || td.querySelector("input")) return;
    const place = this.place(td);
    const was = this.view.cells.get(td.dataset.key)?.value ?? "";
    const kept = [...td.childNodes];
    let over = false;
    const close = (focus) => {
      over = true;
      td.replaceChildren(...kept);
      if (focus) td.focus({ preventScroll: true });
    };
    const commit = (focus) => {
      if (over) return false;
      const number = plain(input.value);
      if (number === was) {
        close(focus);
        return true;
      }
      // A cell that is emptied would read as blank, and in some layouts as its neighbour: that is done in the text.
      if (!NUMBER.test(number)) {
        input.setAttribute("aria-invalid", "true");
        this.events.onRefused();
        return false;
      }
      close(focus);
      const put = this.events.onEdit(place, number);
      if (!put) td.focus({ preventScroll: true });
      return put;
    };
    const input = h("input", {
      class: "in-cell",
      size: 1,
      inputMode: "decimal",
      autocomplete: "off",
      "aria-label": this.view.t.editCell(`${spec.row.name} ${spec.column.label}`),
      value: typed ?? was,
      onkeydown: (event) => {
        // What is typed here is none of the page's keys.
        event.stopPropagation();
        if (event.key === "Escape") close(true);
        else if (event.key === "Enter" || event.key === "Tab") {
          event.preventDefault();
          const id = td.dataset.key;
          // The keyboard goes on to the next cell; where nothing could be put there it stays.
          if (commit(false)) step(this.element.querySelector(`td[data-key="${id}"]`), event.key === "Enter" ? [0, event.shiftKey ? -1 : 1] : [event.shiftKey ? -1 : 1, 0]);
        }
      },
      onblur: () => commit(false) || over || close(false),
    });
    td.replaceChildren(input);
    input.focus({ preventScroll: true });
    if (typed === null) input.select();
  }
}

/** A number as it was typed, in plain ASCII. */
export const plain = (typed) => typed.replace(/[\uff0d\uff0e\uff10-\uff19]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\s,，]/g, "");

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Goes from cell to cell with the arrow keys. */
function moveInTable(event, td) {
  const way = STEPS[event.key];
  if (!way) return;
  event.preventDefault();
  step(td, way);
}

/** Goes to the next cell that way: in the row, or in the same column of the next row that has it, else as far from the end. */
function step(td, [right, down]) {
  if (!td) return;
  const cells = (tr) => [...tr.cells].filter((one) => one.localName === "td");
  const row = cells(td.parentElement);
  const at = row.indexOf(td);
  if (right !== 0 && row[at + right]) {
    row[at + right].focus();
    return;
  }
  const column = td.dataset.key?.split("/")[2];
  const rows = [...td.closest("table").rows].filter((tr) => tr.querySelector("td"));
  const next = rows[rows.indexOf(td.parentElement) + (right || down)];
  // At the end the keyboard stays where it is.
  if (!next) {
    td.focus();
    return;
  }
  const there = cells(next);
  if (right !== 0) {
    there[right > 0 ? 0 : there.length - 1].focus();
    return;
  }
  (there.find((one) => column && one.dataset.key?.endsWith(`/${column}`)) ?? there[Math.max(0, there.length - (row.length - at))]).focus();
}

function groupByRow(cells) {
  const rows = new Map();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return rows;
}

/** The printed text of a cell and how to say its state. */
function described(view, row, column) {
  const { t, text, marks, sides, held, cells, table } = view;
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
    value === "0" && "zero",
    column.total && "total",
    mark && `marked ${mark.severity}`,
    mark?.active && "active",
    side && `side-${side}`,
    held.has(id) && "held",
  ];
  const says = [
    `${row.name} ${column.label}`,
    read?.state === "blank" ? t.blank : read?.state === "unreadable" ? t.unreadable : value,
    side && (side === "left" ? t.plus : side === "right" ? t.minus : `${t.plus}${t.comma}${t.minus}`),
    mark && `${t[mark.severity]} ${mark.number}`,
  ];
  const className = classes.filter(Boolean).join(" ");
  const title = says.filter(Boolean).join(" · ");
  return { id, mark, shown, className, title, said: `${className}|${title}|${shown}` };
}

function cell(view, row, column, span = 1) {
  const now = described(view, row, column);
  const td = h("td", { colSpan: span, tabIndex: -1 }, "");
  td.dataset.key = now.id;
  view.specs.set(td, { row, column, said: now.said });
  paint(td, now);
  return td;
}

/** Paints a cell; the element stays, so that the browser lays out no more than what changed. */
function paint(td, { mark, shown, className, title }) {
  td.className = className;
  td.title = title;
  const words = shown || (mark ? "□" : "");
  if (td.firstChild?.nodeType === Node.TEXT_NODE) td.firstChild.data = words;
  else td.replaceChildren(words);
  td.querySelector(".badge")?.remove();
  if (mark) td.append(h("span", { class: `badge ${mark.severity}`, "aria-hidden": "true" }, String(mark.number)));
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
    { class: "cell unplaced", colSpan: columns, title: view.t.unplaced, tabIndex: -1 },
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
    const text = fixed ?? (td.querySelector("input")?.value ?? td.textContent).replace(/^[·□]$/, "");
    td.replaceChildren(text);
  }
  for (const element of copy.querySelectorAll("*")) {
    for (const name of ["class", "title", "data-key", "scope", "tabindex", "role"]) element.removeAttribute(name);
    if (element.matches("td, th")) {
      element.setAttribute("align", "center");
    }
  }
  copy.removeAttribute("class");
  copy.removeAttribute("aria-label");
  copy.removeAttribute("role");
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
