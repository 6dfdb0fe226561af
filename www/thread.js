// Checking beside the page's own thread, so that it stays alive whatever is checked, and can be stopped.

import worker from "gouji-worker.js";
import { askByName } from "./asks.js";
import { stopped } from "./bytes.js";
import { wasm } from "./checker.js";
import { reader } from "./reader.js";
import { scriptUrl } from "./trusted.js";

/** The browser or the page's policy allows no such threads. */
let refused = false;
let url = null;

/** A thread that is started when it is first asked, and answers one after another. */
export class Thread {
  constructor() {
    /** What was asked and not answered yet: id → { resolve, reject, again, onPage }. */
    this.asked = new Map();
    this.worker = null;
    this.next = 0;
  }

  /** Its script is part of this one: nothing is loaded. */
  start() {
    try {
      url ??= scriptUrl(URL.createObjectURL(new Blob([worker], { type: "text/javascript" })));
      this.worker = new Worker(url);
    } catch {
      refused = true;
      return;
    }
    const own = this.worker;
    own.onmessage = ({ data: { id, answer, failed, done, total } }) => {
      const asked = this.asked.get(id);
      if (total !== undefined) {
        asked?.onPage?.(done, total);
        return;
      }
      this.asked.delete(id);
      if (failed === undefined) asked?.resolve(answer);
      else asked?.reject(new Error(failed));
    };
    // The checker itself never fails (its report says so if it does): the thread did not start.
    own.onerror = (event) => {
      event.preventDefault();
      if (own !== this.worker) return;
      refused = true;
      this.again();
    };
  }

  /** Ends it, whatever it is at. */
  end() {
    this.worker?.terminate();
    this.worker = null;
  }

  /** Ends it; what it had not answered is asked again: of a new one, or here where there may be none. */
  again() {
    this.end();
    const unanswered = [...this.asked.values()];
    this.asked.clear();
    for (const { again } of unanswered) again();
  }

  /**
   * Asks it, or the page's own thread where there may be no other.
   * @param {string} name one of those that askByName knows
   * @param {AbortSignal} [signal] stops it: the promise is rejected with an AbortError
   * @param {(done: number, total: number) => void} [onPage] is told how many pages of a file are read
   */
  ask(name, given, options, signal, onPage) {
    if (!this.worker && !refused) this.start();
    if (refused) return Promise.resolve().then(() => askByName(name, given, options, onPage));
    return new Promise((resolve, reject) => {
      const id = (this.next += 1);
      this.asked.set(id, { resolve, reject, onPage, again: () => resolve(this.ask(name, given, options, signal, onPage)) });
      signal?.addEventListener(
        "abort",
        () => {
          if (!this.asked.delete(id)) return;
          reject(stopped());
          // Whatever it is at, it is at no longer; the others are asked again.
          this.again();
        },
        { once: true },
      );
      const modules = { checker: wasm.module, reader: reader.module };
      this.worker.postMessage({ id, modules, name, given, options });
    });
  }
}

const shared = new Thread();

/** Asks the one thread that is there for the report that is shown. */
export const beside = (...asked) => shared.ask(...asked);
