// Last year's report beside this year's: given as a file or pasted, and which one it is.

import { fill, foldsOnEscape, h } from "./dom.js";

export class LastYear {
  /** @param events { onFile(), onText(text), onRemove() } */
  constructor(events) {
    this.events = events;
    this.summary = h("summary", {});
    this.body = h("div", {});
    this.element = h("details", { class: "more last-year", part: "last-year", ontoggle: () => this.drawBody() }, this.summary, this.body);
    this.element.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !this.element.contains(relatedTarget) && this.left([]));
    foldsOnEscape(this.element);
  }

  /** Folds it away when something else is gone to; not when another window is, to copy from. */
  left(path) {
    if (!path.includes(this.element)) this.element.open = false;
  }

  /** @param {{ said: string, not: boolean } | null} last what is there, in words; and whether nothing was compared with it */
  draw(t, last) {
    // Drawn with every result: only what changed.
    const said = JSON.stringify([t.lang, last]);
    if (said === this.drawn && this.area?.isConnected === this.element.open) return;
    this.drawn = said;
    Object.assign(this, { t, last });
    fill(this.summary, last ? (last.not ? `△ ${t.lastYear.notCompared}` : `${t.lastYear.compared} ✓`) : t.lastYear.compare);
    this.drawBody();
  }

  /** What is folded away is there when it is opened: the page has one box to paste into. */
  drawBody() {
    if (!this.element.open) {
      fill(this.body);
      return;
    }
    const { last } = this;
    const { lastYear: words } = this.t;
    this.area = h("textarea", { rows: 4, placeholder: words.paste, "aria-label": words.paste, oninput: (event) => this.given(event), spellcheck: false });
    const button = (label, onclick, kind = "") => h("button", { type: "button", class: kind, onclick }, label);
    fill(
      this.body,
      h("p", {}, last ? last.said : words.why),
      this.area,
      h("div", { class: "last-year-tools" }, button(words.choose, () => this.done(() => this.events.onFile()), "primary"), last && button(words.remove, () => this.done(() => this.events.onRemove()))),
    );
  }

  /** A text that was pasted is taken at once; what is typed by hand is none yet. */
  given(event) {
    const text = this.area.value;
    if (text.length < 100 && (text === "" || event.inputType === "insertText")) return;
    // It is taken once.
    this.area.value = "";
    this.done(() => this.events.onText(text));
  }

  done(act) {
    this.element.open = false;
    this.summary.focus();
    act();
  }
}
