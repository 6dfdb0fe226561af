// What was changed in a text, so that it can be taken back and made again: by keys, repairs, cells and whole reports alike.

/** Keys that follow each other within so many milliseconds are one step. */
const JOINED = 1000;
/** What is remembered comes to no more than so many characters. */
const MOST = 16 << 20;

export class History {
  constructor() {
    this.done = [];
    this.undone = [];
    this.size = 0;
    this.typedAt = -Infinity;
  }

  /**
   * Remembers that one text became another.
   * @param {{ typed?: boolean, whole?: boolean }} [how] by a key; as a whole text that came in at once
   */
  record(before, after, { typed = false, whole = false } = {}) {
    const change = difference(before, after);
    if (!change) return;
    this.undone = [];
    const now = performance.now();
    const last = this.done[this.done.length - 1];
    const joined = typed && now - this.typedAt < JOINED && last && join(last, change);
    this.typedAt = typed ? now : -Infinity;
    this.size += change.removed.length + change.inserted.length;
    if (!joined) this.done.push({ ...change, whole });
    while (this.size > MOST && this.done.length > 1) {
      const oldest = this.done.shift();
      this.size -= oldest.removed.length + oldest.inserted.length;
    }
  }

  /** The last change, to be taken back; null where there is none. */
  undo() {
    const change = this.done.pop() ?? null;
    if (change) this.undone.push(change);
    this.typedAt = -Infinity;
    return change;
  }

  /** The last change that was taken back. */
  redo() {
    const change = this.undone.pop() ?? null;
    if (change) this.done.push(change);
    return change;
  }
}

/** What of one text another has otherwise: { at, removed, inserted }; null where they are the same. */
export function difference(before, after) {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at += 1;
  let end = 0;
  while (end < most - at && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { at, removed: before.slice(at, before.length - end), inserted: after.slice(at, after.length - end) };
}

/** The pages of a text that became another: each begins where what stood there stands now. */
export function carried(pages, before, after) {
  const change = pages.length > 0 && difference(before, after);
  if (!change) return pages;
  const end = change.at + change.removed.length;
  const moved = (start) => (start <= change.at ? start : start >= end ? start + change.inserted.length - change.removed.length : Math.min(start, change.at + change.inserted.length));
  return pages.map((page) => ({ ...page, start: moved(page.start) }));
}

/** Joins a key's change to the one before it, if it goes on from there; returns whether it did. */
function join(last, change) {
  if (last.whole || change.inserted.includes("\n")) return false;
  if (change.removed === "" && change.at === last.at + last.inserted.length) {
    last.inserted += change.inserted;
    return true;
  }
  if (change.inserted === "" && last.inserted === "" && change.at + change.removed.length === last.at) {
    last.removed = change.removed + last.removed;
    last.at = change.at;
    return true;
  }
  return false;
}
