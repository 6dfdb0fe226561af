// Where the requests of the year came from and what became of them, as a picture: what came in on the left, what went out on
// the right, and between them what does not balance. Its words say the same for those who do not see it.

import { h } from "./dom.js";
import { key } from "./labels.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 176;
const GAP = 6;
const BAR = 10;

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The picture of table 3; null where its numbers are not all known, or nothing came in. */
export function drawFlow(table, form, t) {
  const cells = new Map(table.cells.filter((c) => c.column).map((c) => [key(table.id, c.row, c.column), c]));
  const total = (row) => {
    const cell = cells.get(key(table.id, row.id, row.columns[row.columns.length - 1].id));
    return cell?.state === "value" ? Number(cell.value) : cell?.state === "blank" ? 0 : NaN;
  };
  const named = (id) => form.rows.find((row) => row.id === id);
  const ends = ["new_received", "carried_in", "carried_out"].map(named);
  if (ends.some((row) => !row)) return null;
  const [fresh, carried, left] = ends.map((row) => ({ name: row.name, value: total(row) }));
  // The outcomes as the form groups them: each row of its own, or all rows under one heading together.
  const outcomes = new Map();
  for (const row of form.rows) {
    if (row.groups.length === 0 || row.id === "outcome_total") continue;
    const name = row.groups[1] ?? row.name;
    outcomes.set(name, (outcomes.get(name) ?? 0) + total(row));
  }
  const into = [fresh, carried];
  const out = [...[...outcomes].map(([name, value]) => ({ name, value })), left];
  const sum = (sides) => sides.reduce((all, one) => all + one.value, 0);
  const [came, went] = [sum(into), sum(out)];
  if (!Number.isFinite(came + went) || came + went === 0 || [...into, ...out].some((one) => one.value < 0)) return null;
  const says = t.flow(into, out, came, went);
  const picture = draw(into, out, came, went, t);
  picture.setAttribute("aria-label", says);
  return h("figure", { class: "flow" }, picture, h("figcaption", { class: came === went ? "" : "off" }, says));
}

function draw(into, out, came, went, t) {
  const shown = (sides) => sides.filter((one) => one.value > 0);
  const [left, right] = [shown(into), shown(out)];
  const most = Math.max(came, went);
  const room = HEIGHT - GAP * (Math.max(left.length, right.length) - 1) - 8;
  const scale = room / most;
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "flow-picture" });
  const x = { name: 150, in: 156, middle: WIDTH / 2, out: WIDTH - 186 };
  const column = (sides) => {
    let y = 4;
    return sides.map((one) => {
      const height = Math.max(1.5, one.value * scale);
      const at = { ...one, y, height };
      y += height + GAP;
      return at;
    });
  };
  /** A band from one bar to another. */
  const band = (x0, y0, x1, y1, height, name) => {
    const half = (x0 + x1) / 2;
    const d = `M${x0} ${y0}C${half} ${y0} ${half} ${y1} ${x1} ${y1}V${y1 + height}C${half} ${y1 + height} ${half} ${y0 + height} ${x0} ${y0 + height}Z`;
    picture.append(svg("path", { d, class: name }));
  };
  const bar = (at, y, height, name) => picture.append(svg("rect", { x: at, y, width: BAR, height, class: name }));
  const label = (at, y, text, anchor) => picture.append(svg("text", { x: at, y, "text-anchor": anchor }, text));
  const top = 4 + (room - most * scale) / 2;
  let y = top;
  for (const one of column(left)) {
    bar(x.in, one.y, one.height, "bar-in");
    band(x.in + BAR, one.y, x.middle, y, one.height, "band-in");
    label(x.name, one.y + one.height / 2 + 4, `${one.name} ${one.value}`, "end");
    y += one.value * scale;
  }
  y = top;
  for (const one of column(right)) {
    bar(x.out, one.y, one.height, "bar-out");
    band(x.middle + BAR, y, x.out, one.y, one.height, "band-out");
    label(x.out + BAR + 6, one.y + one.height / 2 + 4, `${one.name} ${one.value}`, "start");
    y += one.value * scale;
  }
  bar(x.middle, top, Math.min(came, went) * scale, "bar-middle");
  if (came !== went) {
    // What is missing on one side, where it is missing.
    const from = top + Math.min(came, went) * scale;
    const height = Math.abs(came - went) * scale;
    bar(x.middle, from, Math.max(2, height), "bar-off");
    label(x.middle + BAR / 2, Math.min(HEIGHT - 4, from + height + 14), t.flowOff(Math.abs(came - went)), "middle");
  }
  return picture;
}
