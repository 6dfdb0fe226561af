// The findings of a report that were set aside, and what can be done with the list of all of them.

import { fill, h } from "./dom.js";
import { twice } from "./twice.js";

/** The findings of a report that were set aside, each as a line. */
export function asideLines(report, kept, t) {
  return asideOf(report, kept).map(({ message, why }) => `${message}${why ? t.aside.because(why) : ""}${t.period}`);
}

const asideOf = (report, kept) =>
  report.findings.flatMap((finding) => {
    const one = kept.get(report, finding);
    return one ? [{ finding, message: finding.message, why: one.why }] : [];
  });

export class AsideView {
  /** @param events { onRestore(finding), onExport(), onImport(), onClear(), onRemember(yes) } */
  constructor(events) {
    this.events = events;
    this.summary = h("summary", {});
    this.body = h("div", {});
    this.element = h("details", { class: "ignored", hidden: true }, this.summary, this.body);
  }

  /** @param {boolean | null} remember whether the page keeps the list; null: it does not offer that */
  draw(t, kept, report, remember) {
    const { aside: words } = t;
    const own = report ? asideOf(report, kept) : [];
    const others = kept.list.length - own.length;
    this.element.hidden = kept.list.length === 0;
    if (this.element.hidden) return;
    fill(this.summary, own.length > 0 ? t.ignored(own.length) : words.elsewhere(others));
    const button = (label, onclick) => h("button", { type: "button", class: "quiet", onclick }, label);
    const row = ({ finding, message, why }) =>
      h("li", {}, message, why && h("span", { class: "because" }, words.because(why)), " ", h("button", { type: "button", class: "quiet", "aria-label": t.named(t.restore, message), onclick: () => this.events.onRestore(finding) }, t.restore));
    fill(
      this.body,
      h("ul", {}, own.map(row)),
      own.length > 0 && others > 0 && h("p", {}, words.elsewhere(others)),
      remember !== null && h("label", {}, h("input", { type: "checkbox", checked: remember, onchange: (event) => this.events.onRemember(event.currentTarget.checked) }), words.remember),
      h("div", {}, button(words.toFile, () => this.events.onExport()), button(words.fromFile, () => this.events.onImport()), twice(words.clear(kept.list.length), () => true, words.clearSure, () => this.events.onClear())),
    );
  }
}
