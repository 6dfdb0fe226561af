// The text as it was pasted: an ordinary textarea, so that input methods and find work as everywhere, and under it a layer
// of marks. An invisible mirror of the text tells where each mark goes. (An editor component was weighed: CodeMirror 6 with
// what is needed of it is 91 KB compressed, more than twice all our scripts, and draws only what is in view, which the browser's
// own find does not see.)

import { h, fill } from "./dom.js";
import { History } from "./history.js";

/** Longer texts are checked but not marked: laying them out twice would make typing slow. */
const MOST_MARKED = 100_000;

/** Edits that bring a whole text. */
const WHOLE = new Set(["insertFromPaste", "insertFromDrop"]);

/** Keys that move the caret without changing the text. */
const MOVES = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

export class Editor {
  /**
   * @param {{ onInput: (how: "typed" | "whole" | "changed" | "undone" | "redone", whole: boolean) => void, onCaret: (at: number) => void }} events
   *   `whole`: what was undone or redone brought a whole text
   */
  constructor(events) {
    this.mirror = h("div", { class: "mirror", "aria-hidden": "true" });
    this.layer = h("div", { class: "marks", "aria-hidden": "true" });
    this.area = h("textarea", {
      class: "text",
      spellcheck: false,
      autocomplete: "off",
      "aria-describedby": "privacy",
      oninput: (event) => {
        // Half-typed pinyin is no text yet.
        if (event.isComposing) this.layout();
        else this.typed(WHOLE.has(event.inputType));
      },
      oncompositionend: () => this.typed(false),
      // The browser's own steps know nothing of what was not typed: all of them are taken here.
      onbeforeinput: (event) => {
        if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
        event.preventDefault();
        this.step(event.inputType === "historyUndo" ? "undo" : "redo");
      },
      onclick: () => events.onCaret(this.area.selectionStart),
      onkeyup: (event) => {
        if (MOVES.has(event.key)) events.onCaret(this.area.selectionStart);
      },
    });
    this.sheet = h("div", { class: "sheet" }, this.mirror, this.layer, this.area);
    this.element = h("div", { class: "editor", part: "editor" }, this.sheet);
    this.marks = [];
    this.history = new History();
    this.text = "";
    this.onInput = events.onInput;
    new ResizeObserver(() => this.draw()).observe(this.sheet);
  }

  get value() {
    return this.area.value;
  }
  set value(text) {
    this.load(text, new History());
  }

  /** Takes a text with what was done to it before. */
  load(text, history) {
    this.area.value = text;
    this.text = this.area.value;
    this.history = history;
  }

  /** Whether the text is short enough to be marked. */
  get marked() {
    return this.area.value.length <= MOST_MARKED;
  }

  /** Takes over what the browser put into the box. */
  typed(whole) {
    const { value } = this.area;
    this.history.record(this.text, value, { typed: !whole, whole });
    this.text = value;
    this.onInput(whole ? "whole" : "typed", whole);
  }

  /**
   * Replaces a range, as one step of undo.
   * @param whole a whole text comes in at once
   */
  replace(start, end, text, whole = false) {
    this.area.setRangeText(text, start, end, "end");
    const { value } = this.area;
    this.history.record(this.text, value, { whole });
    this.text = value;
    this.onInput(whole ? "whole" : "changed", whole);
  }

  /** Takes the last change back, or makes it again. */
  step(which) {
    const change = which === "undo" ? this.history.undo() : this.history.redo();
    if (!change) return;
    const [from, to] = which === "undo" ? [change.inserted, change.removed] : [change.removed, change.inserted];
    this.area.setRangeText(to, change.at, change.at + from.length, "end");
    this.text = this.area.value;
    this.onInput(which === "undo" ? "undone" : "redone", change.whole);
  }

  /** Marks ranges: { start, end, number?, severity, active }; the severity `held` is what was picked of the prose. */
  mark(marks) {
    this.marks = marks;
    this.layout();
  }

  layout() {
    this.sheet.classList.toggle("unmarked", !this.marked);
    // The last line of a textarea is there even when it is empty.
    const text = this.marked ? `${this.area.value}\u200b` : "";
    if (this.mirror.firstChild?.data !== text) fill(this.mirror, document.createTextNode(text));
    // Where things lie is asked once, with the frame.
    this.asked ??= requestAnimationFrame(() => {
      this.asked = null;
      this.draw();
    });
  }

  draw() {
    const node = this.mirror.firstChild;
    // Nothing to place, or not in view: nothing to lay out.
    if (!node || !this.marked || this.marks.length === 0 || this.element.offsetParent === null) {
      fill(this.layer);
      return;
    }
    const origin = this.mirror.getBoundingClientRect();
    // A page may be scaled: what is measured on the screen is so much larger than what is set. (Not by offsetWidth, which
    // is rounded: a thousandth of the width is many lines' worth at the end of a long text.)
    const scale = origin.width / parseFloat(getComputedStyle(this.mirror).width) || 1;
    const boxes = [];
    for (const mark of this.marks) {
      const range = document.createRange();
      range.setStart(node, Math.min(mark.start, node.length));
      range.setEnd(node, Math.min(Math.max(mark.end, mark.start + 1), node.length));
      [...range.getClientRects()].forEach((rect, i) => {
        const box = h("div", { class: `mark ${mark.severity}${mark.active ? " active" : ""}` });
        if (i === 0 && mark.number) box.dataset.n = mark.number;
        box.style.left = `${(rect.left - origin.left) / scale}px`;
        box.style.top = `${(rect.top - origin.top) / scale}px`;
        box.style.width = `${Math.max(rect.width / scale, 6)}px`;
        box.style.height = `${rect.height / scale}px`;
        boxes.push(box);
      });
    }
    fill(this.layer, boxes);
  }

  /** Selects a range and brings it into view. */
  select(start, end, focus) {
    if (focus) this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    this.reveal(start);
  }

  reveal(start) {
    const node = this.mirror.firstChild;
    if (!node || !this.marked) return;
    const range = document.createRange();
    range.setStart(node, Math.min(start, node.length - 1));
    range.setEnd(node, Math.min(start + 1, node.length));
    const rect = range.getBoundingClientRect();
    const view = this.element.getBoundingClientRect();
    if (rect.top < view.top + 40 || rect.bottom > view.bottom - 40) {
      this.element.scrollTop += rect.top - view.top - view.height / 3;
    }
  }
}
