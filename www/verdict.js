// The verdict that opens: every equation of the form with its numbers, those that fail, those not decided and why, those that hold.

import { h, fill } from "./dom.js";
import { ruleOf } from "./margin.js";

const SIGNS = { fails: "✘", undecided: "△", holds: "✓" };

/** The list of all equations, drawn where it is open. */
export class Equations {
  /** @param onPick gets the equation that was picked */
  constructor(onPick) {
    this.onPick = onPick;
    this.element = h("section", { class: "equations", hidden: true, part: "equations" });
  }

  get open() {
    return !this.element.hidden;
  }

  /** @param list of the checker's equations(); @param labels names of rows and columns */
  draw(list, labels) {
    const { t } = labels;
    const tables = [...new Set(list.map((one) => one.table))];
    const cure = list.some((one) => one.outcome === "undecided");
    this.element.setAttribute("aria-label", t.equations);
    fill(
      this.element,
      cure && h("p", { class: "cure" }, t.cure),
      tables.map((table) => {
        const own = list.filter((one) => one.table === table);
        const count = (outcome) => own.filter((one) => one.outcome === outcome).length;
        const sorted = ["fails", "undecided", "holds"].flatMap((outcome) => own.filter((one) => one.outcome === outcome));
        return h(
          "details",
          { open: count("holds") < own.length },
          h("summary", {}, `${labels.form(table).name}${t.colon}${t.outcomes(count("holds"), count("fails"), count("undecided"))}`),
          h("ul", {}, sorted.map((one) => this.row(one, labels))),
        );
      }),
    );
  }

  row(one, labels) {
    const { t } = labels;
    const rule = ruleOf(one, false, labels);
    const said = one.outcome === "undecided" ? one.why : one.arithmetic;
    return h(
      "li",
      { class: one.outcome },
      h("button", { type: "button", class: "pick", onclick: () => this.onPick(one) }, h("span", { class: "sign" }, `${SIGNS[one.outcome]} ${t[one.outcome]}`), ` ${rule}${t.colon}`, h("span", { class: "sum" }, said)),
    );
  }
}

/** Numbers in their order, those that follow each other as one range: 2, 4–6. */
export function ranges(numbers) {
  const found = [];
  for (const n of numbers) {
    const last = found[found.length - 1];
    if (last && last[1] === n - 1) last[1] = n;
    else found.push([n, n]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
}
