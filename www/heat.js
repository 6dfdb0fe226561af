// Where the errors are: the form's own tables, and in each cell how many reports have an error there.

import { h } from "./dom.js";
import { TableView } from "./tables.js";

/** Shades, the darkest for the cell that most reports have wrong. */
const SHADES = 4;

/** By form, table and cell, how many reports have an error there. @param errors of an entry, those that count */
export function heatOf(entries, errors) {
  const heat = new Map();
  for (const entry of entries) {
    for (const cell of new Set(errors(entry).flatMap((finding) => finding.cells))) {
      const table = cell.split("/")[0];
      const form = entry.digest.forms[table];
      if (!form) continue;
      const of = `${form}/${table}`;
      if (!heat.has(of)) heat.set(of, new Map());
      heat.get(of).set(cell, (heat.get(of).get(cell) ?? 0) + 1);
    }
  }
  return heat;
}

/** @param onPick gets a cell's key and its name */
export function drawHeat(heat, forms, t, onPick) {
  if (heat.size === 0) return h("p", {}, t.folder.noErrors);
  const most = Math.max(...[...heat.values()].flatMap((cells) => [...cells.values()]));
  const drawn = forms.flatMap((form) => form.tables.map((table) => [form, table, heat.get(`${form.id}/${table.id}`)]));
  return drawn.filter(([, , counts]) => counts).map(([form, table, counts]) => h("figure", {}, h("figcaption", {}, `${table.title} · ${t.form(form.id)}`), h("div", { class: "scroll" }, picture(table, form, counts, most, t, onPick))));
}

function picture(table, form, counts, most, t, onPick) {
  const cells = table.rows.flatMap((row) => row.columns.map((column) => ({ row: row.id, column: column.id, state: "value", value: String(counts.get(`${table.id}/${row.id}/${column.id}`) ?? 0) })));
  const none = new Map();
  const view = new TableView({});
  // (A copy: nothing is edited in a picture.)
  const drawn = view.draw({ id: table.id, form: form.id, cells }, table, { t, text: "", label: table.title, marks: none, sides: none, held: none }).cloneNode(true);
  drawn.setAttribute("role", "table");
  for (const td of drawn.querySelectorAll("td[data-key]")) {
    const { key } = td.dataset;
    const n = counts.get(key) ?? 0;
    td.removeAttribute("tabindex");
    td.removeAttribute("data-key");
    if (n === 0) {
      td.replaceChildren();
      continue;
    }
    const name = `${table.name} ${td.title.split(" · ")[0]}`;
    td.title = t.folder.heatCell(name, n);
    td.classList.add(`heat-${Math.ceil((n / most) * SHADES)}`);
    td.replaceChildren(h("button", { type: "button", "aria-label": td.title, onclick: () => onPick(key, name) }, String(n)));
  }
  return drawn;
}
