// What the prose says in numbers, beside the cells it was held against: what was checked, not only what failed.

import { h, fill } from "./dom.js";
import { key } from "./labels.js";

/** So much of the sentence before a number is shown, in characters. */
const BEFORE = 18;

/** A list that is unfolded on demand; it is drawn only then. */
export class Claims {
  /** @param onPick gets the claim that was picked */
  constructor(onPick) {
    this.summary = h("summary", {});
    this.body = h("div", { class: "claims-body" });
    this.element = h("details", { class: "claims", part: "claims", hidden: true, ontoggle: () => this.fill() }, this.summary, this.body);
    this.onPick = onPick;
    /** The claim whose cells are shown, by its place in the text. */
    this.picked = null;
  }

  draw(report, labels) {
    this.report = report;
    this.labels = labels;
    const claims = report?.claims ?? [];
    this.element.hidden = claims.length === 0;
    if (!claims.some((claim) => claim.span[0] === this.picked)) this.picked = null;
    if (claims.length === 0) return;
    const held = claims.filter((claim) => claim.held);
    fill(this.summary, labels.t.claims(claims.length, held.length, held.filter((claim) => claim.held.agrees).length));
    this.fill();
  }

  fill() {
    if (!this.element.open || !this.report) {
      fill(this.body);
      return;
    }
    const { t } = this.labels;
    const rows = this.report.claims.map((claim) => this.row(claim));
    const head = h("thead", {}, h("tr", {}, t.claimColumns.map((name) => h("th", { scope: "col" }, name))));
    fill(this.body, h("table", {}, head, h("tbody", {}, rows)));
  }

  row(claim) {
    const { t } = this.labels;
    const picked = claim.span[0] === this.picked;
    const pick = () => {
      this.picked = claim.span[0];
      this.onPick(claim);
    };
    return h(
      "tr",
      { class: picked ? "picked" : null },
      h("td", {}, h("button", { type: "button", class: "quote", "aria-current": picked ? "true" : null, onclick: pick }, this.quote(claim))),
      h("td", {}, t.claimed(claim, this.report.year)),
      h("td", {}, claim.held ? this.held(claim.held) : h("span", { class: "faint" }, t.notHeld(claim, this.report.year))),
      h("td", {}, claim.held && (claim.held.agrees ? h("span", { class: "agrees" }, `✓ ${t.agrees}`) : h("span", { class: "differs" }, `△ ${t.differs}`))),
    );
  }

  /** The claim's own words, with those of its clause before it. */
  quote({ span: [start, end] }) {
    const { text } = this.report;
    const before = text.slice(Math.max(0, start - BEFORE), start).replace(/\s+/g, "");
    const clause = before.match(/[^,，、。;；:：]*[,，、:：]?[^,，、。;；:：]{0,2}$/u)[0];
    return [clause, h("b", {}, text.slice(start, end).replace(/\s+/g, ""))];
  }

  /** The cell's name and number; of several the first, and how many. */
  held({ value, cells }) {
    const { t } = this.labels;
    const [first] = cells;
    const name = cells.length > 1 ? t.cellsAddedUp(this.labels.row(first.table, first.row)?.name, cells.length) : this.labels.cell(first);
    return [`${this.labels.form(first.table).name} ${name} `, h("b", {}, value)];
  }

  /** The picked claim. */
  get claim() {
    return this.report?.claims.find((claim) => claim.span[0] === this.picked) ?? null;
  }

  /** Its cells. */
  get cells() {
    return new Set((this.claim?.held?.cells ?? []).map((cell) => key(cell.table, cell.row, cell.column)));
  }
}
