// Many reports on the page: the list, which of them is shown, and the way back to it.

import { fill, h } from "./dom.js";
import { init, isReady } from "./checker.js";
import { digest } from "./digest.js";
import { Folder } from "./folder.js";
import { FolderView } from "./folder-view.js";
import { History } from "./history.js";

export class Many {
  /**
   * @param {import("./aside.js").Aside} aside
   * @param host {
   *   show({ text, source, pages, last, history, bases }): a report of the list is to be shown,
   *   work(): { report, text, source, last, history, bases, isExample }, what is shown and was done to it,
   *   turned(): the list is shown, or no longer,
   *   add(): more files are to be chosen,
   *   print(sheets), copy(text, button) }
   */
  constructor(aside, host) {
    this.host = host;
    this.folder = new Folder(() => this.view.changed());
    this.view = new FolderView(
      {
        onOpen: (entry) => this.openEntry(entry),
        onClose: () => this.close(),
        onAdd: () => host.add(),
        onRollUp: (whole, parts) => this.folder.rollUp(whole, parts),
        onPrint: (letters) => host.print(letters),
        onCopy: (text, button) => host.copy(text, button),
      },
      this.folder,
      aside,
    );
    this.element = this.view.element;
    this.crumbs = h("nav", { class: "crumbs", hidden: true });
    /** The report of the list that is shown. */
    this.entry = null;
  }

  get isShown() {
    return !this.element.hidden;
  }

  configure(t, lang, forms) {
    this.t = t;
    this.lang = lang;
    this.view.configure(t, lang, forms);
    this.drawCrumbs();
    this.folder.follow(lang);
  }

  /** Checks files and lists them; of two that are two years of one body the later is shown, held against the other. */
  async open({ files, left }) {
    this.keep();
    if (!isReady()) await init();
    const { folder } = this;
    const already = folder.add(files);
    const { folder: words } = this.t;
    this.view.tell([left > 0 && words.left(left), already > 0 && words.already(already)].filter(Boolean).join(this.t.semicolon));
    const run = folder.run(this.lang);
    this.show(true);
    await run;
    const [one, other] = folder.entries;
    if (folder.running || folder.entries.length !== 2 || !this.isShown) return;
    if (one.last === other) this.openEntry(one);
    else if (other.last === one) this.openEntry(other);
  }

  show(shown) {
    this.element.hidden = !shown;
    if (shown) {
      this.view.draw();
      this.element.focus({ preventScroll: true });
    }
    this.drawCrumbs();
    this.host.turned();
  }

  /** Shows a report of the list; what was done to another is kept. */
  openEntry(entry) {
    this.keep();
    this.entry = entry;
    this.show(false);
    const { text, path, digest, last, opened } = entry;
    this.host.show({ text, source: path, pages: digest.pages, last: last && { text: last.text, source: last.path }, history: opened?.history ?? new History(), bases: opened?.bases ?? [] });
    this.drawCrumbs();
  }

  /** Keeps what was done to the report of the list that is shown. */
  keep() {
    const { entry } = this;
    const work = this.host.work();
    this.entry = null;
    if (work.report?.text !== work.text) return;
    if (!entry) {
      // What was pasted over a list is one more of it.
      if (this.folder.entries.length > 0 && work.report.kind === "report" && !this.isShown && !work.isExample) {
        const added = this.folder.adopt(work.source || this.t.folder.pasted, digest(work.report));
        added.opened = { history: work.history, bases: work.bases };
      }
      return;
    }
    entry.opened = { history: work.history, bases: work.bases };
    const alone = entry.last !== null && work.last === null;
    if (work.text === entry.text && !alone) return;
    entry.alone ||= alone;
    entry.changed = work.bases.length > 0 && work.bases[0].text !== work.text;
    this.folder.changedOnPage(entry, digest(work.report));
    this.folder.follow(this.lang);
  }

  /** Keeps what was done, and goes on showing it. */
  keepShown() {
    const { entry } = this;
    if (!entry) return;
    this.keep();
    this.entry = entry;
  }

  /** A report came in: another body's is none of the list's. */
  cameIn({ agency, year }) {
    const listed = this.entry?.digest;
    if (!listed || (listed.agency === agency && listed.year === year)) return;
    this.entry = null;
    this.drawCrumbs();
  }

  back() {
    const { entry } = this;
    this.keep();
    this.show(true);
    // Back where one was.
    const row = entry && this.view.rows.get(entry)?.tr;
    row?.scrollIntoView({ block: "center" });
    row?.querySelector("button")?.focus({ preventScroll: true });
  }

  close() {
    this.entry = null;
    this.folder.clear();
    this.show(false);
  }

  /** Those that are listed and can be shown. */
  listed() {
    return this.view.listed().filter((entry) => entry.isChecked);
  }

  /** Shows the next of those that are listed. */
  step(by) {
    const listed = this.listed();
    const at = listed.indexOf(this.entry);
    const entry = listed[(at + by + listed.length) % listed.length];
    if (entry) this.openEntry(entry);
  }

  /** The way back to the list, and to the reports beside this one. */
  drawCrumbs() {
    const { t, folder, entry, crumbs } = this;
    const listed = entry ? this.listed() : [];
    crumbs.hidden = folder.entries.length === 0 || this.isShown;
    if (crumbs.hidden) return;
    const { folder: words } = t;
    const button = (label, onclick) => h("button", { type: "button", onclick }, label);
    const at = [...crumbs.querySelectorAll("button")].indexOf(crumbs.getRootNode().activeElement);
    crumbs.setAttribute("aria-label", words.title);
    fill(
      crumbs,
      button(words.back, () => this.back()),
      entry && [button(words.previous, () => this.step(-1)), button(words.next, () => this.step(1)), h("span", {}, words.at(listed.indexOf(entry) + 1, listed.length))],
    );
    crumbs.querySelectorAll("button")[at]?.focus({ preventScroll: true });
  }
}
