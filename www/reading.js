// Reading a file away from the page's thread, with progress and a way to stop.

import { h } from "./dom.js";
import { checkFile } from "./files.js";
import { Unavailable } from "./wasm.js";

/** A file that is read sooner than this, in milliseconds, shows no progress. */
const SOON = 120;

export class Reading {
  /** @param show draws the progress; nothing ends it */
  constructor(show) {
    this.show = show;
    this.current = null;
  }

  stop() {
    this.current?.abort();
  }

  /**
   * Reads a file; one that is being read is stopped.
   * @returns {Promise<{ report?: object, sentence?: string } | null>} its report, or why there is none; null where another was begun
   */
  async read(file, name, t, options) {
    this.stop();
    const reading = new AbortController();
    this.current = reading;
    const bar = h("progress", { "aria-label": t.reading(name) });
    const said = h("span", {}, t.reading(name));
    const soon = setTimeout(() => {
      const stop = h("button", { type: "button", onclick: () => reading.abort() }, t.stop);
      this.show(h("span", { class: "reading" }, said, bar, stop));
    }, SOON);
    const onProgress = (done, total, unit) => {
      if (unit === "pages") said.textContent = t.readingPages(name, done, total);
      if (done < total) bar.value = done / total;
      else bar.removeAttribute("value");
    };
    try {
      const report = await checkFile(file, { ...options, source: name, signal: reading.signal, onProgress });
      return this.current === reading ? { report } : null;
    } catch (error) {
      if (this.current !== reading) return null;
      if (reading.signal.aborted) return { sentence: t.stopped };
      console.error(error);
      // The reader of files is loaded when the first one is opened: offline, say, it may not come.
      if (error instanceof Unavailable) return { sentence: t.readerMissing };
      // The browser's own refusal to read a file is a DOMException.
      return { sentence: error instanceof DOMException ? t.unreadableFile : t.crashed };
    } finally {
      clearTimeout(soon);
      if (this.current === reading) this.current = null;
    }
  }
}
