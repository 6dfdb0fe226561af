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
   *   work(): { report, text, history, bases }, what is shown and was done to it,
   *   turned(): the list is shown, or no longer,
   *   add(): more files are to be chosen,
   *   print(sheets), tell(sentence) }
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
  async open(files) {
    this.keep();
    if (!isReady()) await init();
    const { folder } = this;
    folder.add(files);
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
    if (!entry || work.report?.text !== work.text) return;
    entry.opened = { history: work.history, bases: work.bases };
    if (work.text === entry.text) return;
    entry.changed = work.bases.length > 0 && work.bases[0].text !== work.text;
    this.folder.changed(entry, digest(work.report));
    this.folder.follow(this.lang);
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

  /** Shows the next of those that are listed. */
  step(by) {
    const listed = this.view.listed().filter((entry) => entry.isChecked);
    const at = listed.indexOf(this.entry);
    const entry = listed[(at + by + listed.length) % listed.length];
    if (entry) this.openEntry(entry);
  }

  /** The way back to the list, and to the reports beside this one. */
  drawCrumbs() {
    const { t, folder, entry, crumbs } = this;
    crumbs.hidden = folder.entries.length === 0 || this.isShown;
    if (crumbs.hidden) return;
    const { folder: words } = t;
    const button = (label, onclick) => h("button", { type: "button", onclick }, label);
    const at = [...crumbs.querySelectorAll("button")].indexOf(crumbs.getRootNode().activeElement);
    crumbs.setAttribute("aria-label", words.title);
    fill(
      crumbs,
      button(words.back, () => this.back()),
      entry && [button(words.previous, () => this.step(-1)), button(words.next, () => this.step(1)), h("span", {}, words.at(entry.place + 1, folder.entries.length))],
    );
    crumbs.querySelectorAll("button")[at]?.focus({ preventScroll: true });
  }
}
