// The paste box: an ordinary textarea, so that input methods, undo and find work as everywhere, and
// under it a layer of marks. An invisible mirror of the text tells where each mark goes.

import { h, fill } from "./dom.js";

/** Longer texts are checked but not marked: laying them out twice would make typing slow. */
const MOST_MARKED = 100_000;

/** Chromium types a text line by line, in a time that grows with the square of the lines. */
const MOST_TYPED_LINES = 600;

/** Edits that bring a whole text. */
const WHOLE = new Set(["insertFromPaste", "insertFromDrop"]);

/** Keys that move the caret without changing the text. */
const MOVES = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

export class Editor {
  /** @param {{ onInput: (fresh: boolean) => void, onCaret: (at: number) => void }} events */
  constructor(events) {
    this.mirror = h("div", { class: "mirror", "aria-hidden": "true" });
    this.layer = h("div", { class: "marks", "aria-hidden": "true" });
    this.area = h("textarea", {
      class: "text",
      spellcheck: false,
      autocomplete: "off",
      "aria-describedby": "privacy",
      oninput: (event) => {
        // A line of a text that is put in is an input of its own.
        if (this.replacing) return;
        // Half-typed pinyin is no text yet.
        if (!event.isComposing) events.onInput(WHOLE.has(event.inputType));
        else this.layout();
      },
      oncompositionend: () => events.onInput(false),
      onclick: () => events.onCaret(this.area.selectionStart),
      onkeydown: (event) => {
        if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") this.undo(event);
      },
      onkeyup: (event) => {
        if (MOVES.has(event.key)) events.onCaret(this.area.selectionStart);
      },
    });
    this.sheet = h("div", { class: "sheet" }, this.mirror, this.layer, this.area);
    this.element = h("div", { class: "editor", part: "editor" }, this.sheet);
    this.marks = [];
    this.onInput = events.onInput;
    this.replaced = null;
    new ResizeObserver(() => this.draw()).observe(this.sheet);
  }

  get value() {
    return this.area.value;
  }
  set value(text) {
    this.area.value = text;
    this.replaced = null;
  }

  /** Whether the text is short enough to be marked. */
  get marked() {
    return this.area.value.length <= MOST_MARKED;
  }

  /**
   * Replaces a range so that one undo takes it back.
   * @param fresh a whole text comes in at once
   * @param focus the keyboard is to follow
   */
  replace(start, end, text, fresh = false, focus = true) {
    if (focus) this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    this.replacing = true;
    const before = this.area.value;
    const short = (text.match(/\n/g)?.length ?? 0) <= MOST_TYPED_LINES;
    // The browser types where the keyboard is: that must be here.
    const here = this.area.getRootNode().activeElement === this.area;
    if (!here || !short || !document.execCommand("insertText", false, text)) {
      // Too long to be typed, or nowhere to type: the undo step is ours.
      this.area.setRangeText(text, start, end, "end");
      this.replaced = { before, after: this.area.value };
    }
    this.replacing = false;
    this.onInput(fresh);
  }

  /** Takes back what was put in at once, if it is as it was put in. */
  undo(event) {
    if (this.replaced?.after !== this.area.value) return;
    event.preventDefault();
    this.area.value = this.replaced.before;
    this.replaced = null;
    this.onInput(false);
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
    this.draw();
  }

  draw() {
    const node = this.mirror.firstChild;
    // Nothing to place: nothing to lay out.
    if (!node || !this.marked || this.marks.length === 0) {
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
