// What the element shows: a text, its report, and which finding is open. Everything drawn follows from these.

import { fill, foldsOnEscape, h } from "./dom.js";
import { STRINGS } from "./strings.js";
import { check, checkHtml, edit, equations, forms, init, isReady } from "./checker.js";
import { beside } from "./thread.js";
import { EXAMPLE } from "./example.js";
import { Editor } from "./editor.js";
import { DocumentView } from "./document.js";
import { Labels } from "./labels.js";
import { drawFinding, findingsText, textMarks } from "./margin.js";
import { Equations, ranges } from "./verdict.js";
import { Changes, changesBetween, sayChange } from "./changes.js";
import { Claims } from "./claims.js";
import { copy, save } from "./clipboard.js";
import { carried } from "./history.js";
import { Reading } from "./reading.js";
import { today } from "./today.js";
import { Privacy } from "./privacy.js";
import { Aside } from "./aside.js";
import { AsideView, asideLines } from "./aside-view.js";
import { chosen, dropped } from "./folder.js";
import { Many } from "./many.js";
import { LastYear } from "./last-year.js";

/** Texts up to this length are checked within the keystroke's own frame; longer ones beside the page's thread. */
const AT_ONCE = 16_000;
/** A longer text is checked so long after the last key, in milliseconds. */
const REST = 150;
/** Texts longer than this are no report, whatever they say, and not worth the time it takes to lay them out. */
const MOST_SHOWN = 200_000;
/** Texts longer than this are not even put into the box: laying them out would take minutes. */
const MOST_TAKEN = 8 << 20;
/** A longer text that is pasted on a cell is no few numbers. */
const MOST_ON_CELLS = 2000;
/** HTML up to this length is read at once. */
const HTML_AT_ONCE = 100_000;
/** How the example begins: whatever is pasted over it replaces it. */
const EXAMPLE_TITLE = EXAMPLE.slice(0, EXAMPLE.indexOf("\n"));

/** From this width on, in the text's own size, the document and its margin stand side by side. */
const WIDE_EM = 56;
/** So long after the last change the summary is spoken, in milliseconds. */
const PAUSE = 700;

export class App {
  /**
   * @param {ShadowRoot} shadow where everything is drawn
   * @param {{ onText: () => void, onReport: (report: object | null) => void, onUnavailable: (error: Error) => void, onAside: () => void, onSetting: (name: string, value: string | boolean) => void }} host
   */
  constructor(shadow, host) {
    this.shadow = shadow;
    this.host = host;
    this.settings = { lang: "zh", large: false, theme: "light", heading: 2, sent: false, remember: null };
    this.labelled = null;
    this.report = null;
    /** Last year's report: { text, source, given }, given by the person or by the page; null for none. */
    this.last = null;
    this.unavailable = null;
    this.activeId = null;
    /** The findings that were set aside, of all reports; and which one is being set aside. */
    this.kept = new Aside(() => this.asideChanged());
    this.asking = null;
    this.notice = "";
    this.source = "";
    this.tab = "source";
    /** An equation picked from the verdict's list; else the open finding's are shown. */
    this.picked = null;
    /** The reports as they came in, the last one last: what is otherwise since is the list of changes. */
    this.bases = [];
    /** The texts of files with pages that were opened, and their pages. */
    this.opened = [];
    this.editor = new Editor({ onInput: (how, whole) => this.edited(how, whole), onCaret: (at) => this.caret(at) });
    this.editor.area.addEventListener("paste", (event) => this.pasted(event));
    this.editor.area.id = "report-text";
    this.reading = new Reading((progress) => this.say(progress));
    const chooser = (kind, given, take) => {
      const input = h("input", { type: "file", class: `chooser ${kind}`, hidden: true, ...given });
      input.addEventListener("change", () => {
        take([...input.files]);
        // The same file can be chosen again once it is mended.
        input.value = "";
      });
      return input;
    };
    this.chooser = chooser("files", { multiple: true }, (files) => this.open(chosen(files)));
    this.folderChooser = chooser("folders", { webkitdirectory: true }, (files) => this.openMany(chosen(files)));
    this.lastChooser = chooser("last", {}, ([file]) => file && this.openLast(file));
    this.listChooser = chooser("lists", { accept: ".json" }, ([file]) => file && this.importAside(file));
    this.many = new Many(this.kept, {
      show: (report) => this.showOf(report),
      work: () => ({ report: this.report, text: this.editor.value, source: this.source, last: this.last, history: this.editor.history, bases: this.bases, isExample: this.isExample }),
      turned: () => this.turnedToList(),
      add: () => this.chooser.click(),
      print: (letters) => this.print(letters),
      copy: (text, button) => this.copied(copy(text), button),
    });
    this.lastYear = new LastYear({ onFile: () => this.lastChooser.click(), onText: (text) => this.takeLast(text, ""), onRemove: () => this.setLast(null) });
    this.zoneThis = h("div", { class: "zone" });
    this.zoneLast = h("div", { class: "zone" });
    this.zones = h("div", { class: "zones", "aria-hidden": "true" }, this.zoneThis, this.zoneLast);
    this.verdict = h("div", { class: "verdict", part: "verdict" });
    this.of = h("div", { class: "of" });
    this.live = h("div", { class: "live", role: "status" });
    this.tools = h("span", { class: "tools", part: "tools" });
    this.bar = h("div", { class: "bar", part: "bar" }, h("div", { class: "said" }, this.verdict, this.of), this.tools);
    this.equations = new Equations((equation) => this.pickEquation(equation));
    this.header = h("div", { class: "top", part: "header" });
    this.privacy = new Privacy();
    this.list = h("ol", { class: "list" });
    this.asideView = new AsideView({
      onRestore: (finding) => this.restore(finding),
      onExport: () => save(new Blob([this.kept.toFile()], { type: "application/json" }), `${this.t.aside.fileName}.json`),
      onImport: () => this.listChooser.click(),
      onClear: () => this.kept.clear(),
      onRemember: (yes) => this.host.onSetting("remember", yes ? "yes" : "no"),
    });
    this.claims = new Claims((claim) => this.pick(claim));
    this.changes = new Changes({ undo: (change) => this.takeBack(change), copy: (button) => this.copyChanges(button) });
    this.document = new DocumentView({
      onMark: (finding) => this.select(finding, { from: "document" }),
      onEdit: (place, number) => this.editCell(place, number),
      onRefused: () => this.tell(this.t.numberOnly),
      onCopy: (text, html, button) => this.copied(copy(text, html), button),
    });
    this.pane = h("div", { class: "pane", id: "pane-document", role: "tabpanel", tabIndex: -1 }, this.document.element);
    this.tabs = h("div", { class: "tabs", role: "tablist", onkeydown: (event) => this.tabKey(event) });
    this.invite = h("div", { class: "invite" });
    this.inbox = h("div", { class: "inbox" });
    this.lead = h("p", { class: "lead" });
    this.caption = h("label", { class: "caption", htmlFor: "report-text" });
    this.room = h("div", { class: "room" }, this.editor.element, this.inbox);
    this.text = h("section", { class: "source", id: "pane-source", role: "tabpanel" }, this.lead, this.caption, this.room, this.invite);
    this.left = h("div", { class: "left" }, this.tabs, this.pane, this.text);
    this.side = h("section", { class: "side" }, this.list, this.asideView.element, this.claims.element, this.changes.element);
    this.main = h("div", { class: "main" }, this.left, this.side);
    this.sheet = h("div", { class: "printed" });
    this.card = h("div", { class: "card", hidden: true });
    // Disabled with the element, all its buttons are.
    this.root = h("fieldset", { class: "root empty", part: "root", role: "none" }, this.header, this.many.crumbs, this.bar, this.equations.element, this.live, this.sheet, this.main, this.many.element, this.zones, this.card, this.chooser, this.folderChooser, this.lastChooser, this.listChooser);
    // A file is taken wherever it is dropped on the element; left to the browser it would replace the page.
    for (const type of ["dragover", "dragleave", "drop"]) {
      this.root.addEventListener(type, (event) => this.dragged(event));
    }
    this.root.addEventListener("pointerdown", (event) => this.lastYear.left(event.composedPath()));
    this.onPrint = () => this.drawPrinted();
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.onDark = () => this.configure(this.settings);
    this.sized = new ResizeObserver(([{ contentRect }]) => this.fit(contentRect.width));
    // A text may be given before the element is on a page.
    this.steps = [];
    this.place = h("span", {});
    this.drawTabs();
    shadow.append(this.root);
  }

  // ---------------------------------------------------------------------------------------------
  // the element's life

  connect(settings) {
    this.sized.observe(this.root);
    addEventListener("beforeprint", this.onPrint);
    this.dark.addEventListener("change", this.onDark);
    this.privacy.watch();
    this.configure(settings);
    // Before it is painted first: told by the observer alone it would be drawn narrow, and jump.
    this.fit(this.root.getBoundingClientRect().width);
    init().then(
      () => {
        this.unavailable = null;
        this.many.configure(this.t, this.settings.lang, this.forms);
        this.drawVerdict();
        if (this.editor.value.length <= AT_ONCE) this.check(true);
        else this.changed(true);
        warmUp();
      },
      (error) => {
        console.error(error);
        this.unavailable = error;
        this.drawResults();
        this.host.onText();
        this.host.onUnavailable(error);
      },
    );
  }

  disconnect() {
    this.sized.disconnect();
    removeEventListener("beforeprint", this.onPrint);
    this.dark.removeEventListener("change", this.onDark);
    this.privacy.unwatch();
    this.reading.stop();
    this.many.folder.stop();
  }

  configure(settings) {
    this.settings = settings;
    this.labelled = null;
    const { theme, large, lang } = settings;
    this.root.lang = lang === "zh" ? "zh-CN" : "en";
    this.root.classList.toggle("dark", theme === "dark" || (theme === "auto" && this.dark.matches));
    const place = this.root.classList.contains("large") !== large ? this.scrolledTo() : null;
    this.root.classList.toggle("large", large);
    if (this.width) this.fit(this.width);
    this.draw();
    // In larger type the same words are at the top.
    place?.scrollIntoView({ block: "start" });
  }

  /** What stands at the top of the document. */
  scrolledTo() {
    const top = this.pane.getBoundingClientRect().top;
    if (this.pane.scrollTop === 0) return null;
    return [...this.document.element.children].find((one) => one.getBoundingClientRect().bottom > top);
  }

  /** Fits what is shown to the room there is. */
  fit(width) {
    this.width = width;
    const em = parseFloat(getComputedStyle(this.main).fontSize) || 16;
    const wide = width >= WIDE_EM * em;
    this.root.classList.toggle("wide", wide);
    // On a phone the findings come first, for the keyboard and a screen reader too.
    const first = wide ? this.left : this.side;
    if (this.main.firstChild !== first) this.keepFocus(() => this.main.prepend(first));
    if (wide) this.card.hidden = true;
  }

  /** The forms' labels, in the language shown. */
  get forms() {
    this.labelled ??= forms({ lang: this.settings.lang });
    return this.labelled;
  }

  get labels() {
    return this.report && new Labels(this.t, this.forms, this.report);
  }

  get value() {
    return this.editor.value;
  }
  set value(text) {
    // A page that writes back what it was told is no change.
    if (text === this.editor.value) return;
    this.editor.value = text;
    this.bases = [];
    this.source = "";
    this.comesIn = true;
    if (this.many.isShown) this.many.show(false);
    this.changed(true);
  }

  /** What there is to be said of the text, in a word. */
  get state() {
    if (this.unavailable) return "unavailable";
    if (this.editor.value.trim() === "") return "empty";
    if (!isReady()) return "loading";
    return this.waiting ? "checking" : "checked";
  }

  /** Whether a text is there that was not checked yet. */
  get pending() {
    return this.state === "loading" || this.state === "checking";
  }

  /** Whether something that was done here would be lost with the page. */
  get unsaved() {
    this.many.keepShown();
    return this.many.folder.entries.some((entry) => entry.changed) || (this.kept.list.length > 0 && this.settings.remember === false);
  }

  /** Why what is there was not checked, or not for certain the right table of it, in a sentence; null where it was. */
  get unchecked() {
    const { report } = this;
    if (!report) return null;
    const why = (rule) => report.findings.find((finding) => finding.rule === rule && finding.severity === "warning")?.message;
    const doubtful = why("structure.table-repeated");
    if (doubtful) return doubtful;
    // Less than half is as good as nothing: tables cut short, digits that are none.
    const { equations, possible } = report.summary;
    if (report.kind !== "neither" && equations * 2 >= possible && equations > 0) return null;
    const none = why("structure.not-a-report") ?? why("structure.unfilled");
    return none ?? (equations > 0 ? this.t.mostlyOpen(equations, possible - equations) : "");
  }

  disable(disabled) {
    this.root.disabled = disabled;
  }

  /** What a screen reader says of the box. */
  describe({ label, required, invalid }) {
    const { area } = this.editor;
    if (label) area.setAttribute("aria-label", label);
    else area.removeAttribute("aria-label");
    area.setAttribute("aria-required", String(required));
    area.setAttribute("aria-invalid", String(invalid));
  }

  focus(options) {
    this.turnTo("source");
    this.editor.area.focus(options);
  }

  /** Says why the text is not to be sent, and goes there. */
  refuse(sentence) {
    this.tell(sentence);
    this.speak(sentence);
    this.focus();
  }

  get t() {
    return STRINGS[this.settings.lang];
  }

  /** The findings shown, in order; their numbers are their places here. */
  get findings() {
    const { report } = this;
    return (report?.findings ?? []).filter((finding) => !this.kept.has(report, finding));
  }

  get active() {
    return this.findings.find((finding) => finding.id === this.activeId) ?? null;
  }

  /** Whether there is a document to be shown: of what was not understood, or is endless, there is the text. */
  get readable() {
    return Boolean(this.report && this.report.kind !== "neither" && this.editor.value.length <= MOST_SHOWN);
  }

  // ---------------------------------------------------------------------------------------------
  // what happens

  /** @param how the text changed; @param whole a whole text came in with it, or went again */
  edited(how, whole) {
    if (whole && how === "undone") this.bases.pop();
    this.comesIn = whole && how !== "undone";
    this.picked = null;
    // What is pasted over a list is what is to be seen.
    if (whole && this.many.isShown) this.many.show(false);
    this.changed(whole);
    if (how === "undone" && this.editor.value === "") {
      // One step too many: it is said how to come back.
      this.tell(this.t.undoneAll);
      this.focus({ preventScroll: true });
    }
  }

  /** @param fresh a whole text came in at once: go to what is wrong in it */
  changed(fresh = false) {
    this.notice = "";
    this.undoable = null;
    this.root.classList.toggle("empty", this.editor.value === "");
    clearTimeout(this.timer);
    this.waiting = true;
    this.host.onText();
    if (this.editor.value.length <= AT_ONCE) this.check(fresh);
    else this.timer = setTimeout(() => this.checkBeside(fresh), REST);
  }

  get options() {
    return { lang: this.settings.lang, text: false, previous: this.last?.text ?? "", pages: this.pages };
  }

  /** The pages of the file that the text came in, wherever they begin by now. */
  get pages() {
    const text = this.editor.value;
    // A whole text that comes in, or comes again, brings its own.
    if (this.comesIn) return this.opened.find((file) => file.text === text)?.pages ?? [];
    const base = this.bases[this.bases.length - 1];
    return base ? carried(base.report.pages, base.text, text) : [];
  }

  /** Checks the text now. */
  check(fresh = false) {
    clearTimeout(this.timer);
    this.waiting = false;
    const text = this.editor.value;
    const ask = () => (text.trim() !== "" && isReady() ? { ...check(text, this.options), text } : null);
    const report = ask();
    this.show(this.outlives(report) ? ask() : report, fresh);
  }

  /** Whether last year's report that the person gave is of no use to the one that came in: then it is gone. */
  outlives(report) {
    const { last } = this;
    if (!report || !this.comesIn || last?.given !== "person" || !last.of) return false;
    if (last.of.agency === report.agency && last.of.year === report.year) return false;
    this.last = null;
    this.drawLast();
    return true;
  }

  /** Checks a long text beside the page's own thread; one that changed meanwhile is checked again. */
  async checkBeside(fresh = false) {
    const text = this.editor.value;
    const { lang } = this.settings;
    if (!isReady()) return;
    const report = await beside("check", text, this.options);
    // What was typed since has its own check to come.
    if (text !== this.editor.value || lang !== this.settings.lang || !this.waiting) return;
    if (this.outlives(report)) return this.checkBeside(fresh);
    this.waiting = false;
    this.show({ ...report, text }, fresh);
  }

  /** Shows a report, and tells the page. */
  show(report, fresh = false) {
    const before = this.report;
    this.report = report;
    if (fresh) this.cameIn(before);
    if (!this.active) this.activeId = this.findings.find((finding) => finding.severity !== "info")?.id ?? null;
    if (fresh) this.turnTo(this.readable ? "document" : "source");
    else if (!this.readable) this.turnTo("source");
    this.tabs.firstChild.disabled = !this.readable;
    this.drawResults();
    if (fresh) {
      this.pane.scrollTop = 0;
      // Once the browser has scrolled to the end of what was pasted; on a phone the verdict and the comments come first.
      const wide = this.root.classList.contains("wide");
      if (this.active && wide) setTimeout(() => this.active && this.reveal(), 0);
      else if (!wide) this.root.scrollIntoView({ block: "start" });
    }
    this.host.onReport(report);
  }

  /** A whole text came in: changes are counted from it on; of the same body's report of the year it is said what it mended. */
  cameIn(before) {
    const { report } = this;
    if (!report || !this.comesIn) return;
    this.comesIn = false;
    this.bases.push({ report, text: report.text });
    this.many.cameIn(report);
    const same = before && before.kind === "report" && before.text !== report.text && before.agency === report.agency && before.year === report.year;
    if (!same || before.text.startsWith(EXAMPLE_TITLE)) return;
    const wrong = ({ findings }) => new Set(findings.filter((finding) => finding.severity !== "info").map((finding) => finding.id));
    const [was, is] = [wrong(before), wrong(report)];
    const mended = [...was].filter((id) => !is.has(id)).length;
    const added = [...is].filter((id) => !was.has(id)).length;
    if (mended + added > 0) this.notice = this.t.sincePaste(mended, added);
  }

  pasted(event) {
    if (event.clipboardData && !this.root.disabled && this.paste(event.clipboardData)) event.preventDefault();
  }

  /**
   * Takes what was copied: a whole report in the text's place, a piece of one where the caret is.
   * @param {boolean} always plain text is taken too that the browser would put in by itself
   * @returns whether it was taken
   */
  paste(data, always = false) {
    const text = data.getData("text/plain");
    const html = data.getData("text/html");
    // On a cell of the document numbers go into it and those beside it.
    const td = this.tab === "document" && this.shadow.activeElement?.closest("td[data-key]");
    const cells = td && text.length < MOST_ON_CELLS ? this.document.pasted(td, text) : null;
    if (cells) {
      if (!cells.every(([place, number]) => this.editCell(place, number))) this.tell(this.t.noPlace);
      return true;
    }
    // Word and web pages put their tables on the clipboard as HTML: there every cell has its place.
    if (/<t[rd][\s>]/i.test(html)) this.takeHtml(html, text);
    else if (text === "" && data.files.length > 0) this.open(chosen([...data.files]));
    else if (text === "") return false;
    else if (text.length > MOST_TAKEN) this.tell(this.t.tooLong);
    else if (always || this.editor.value !== "") this.takeText(text);
    else return false;
    return true;
  }

  /** Puts what HTML says into the box; `text` is the browser's own reading of it, should ours fail. */
  takeHtml(html, text) {
    if (html.length > HTML_AT_ONCE || !isReady()) {
      this.read(new Blob([html], { type: "text/html" }), this.t.clipboard, (report) => this.put(report.text, report));
      return;
    }
    const report = checkHtml(html, { lang: this.settings.lang });
    if (report.text !== "") this.put(report.text, report);
    else if (text !== "") this.takeText(text);
    else this.tell(report.findings[0].message);
  }

  /** Puts text into the box. */
  async takeText(text) {
    // In an empty box all places are one.
    if (this.editor.value === "" || this.isExample || !isReady()) return this.put(text, null);
    this.put(text, text.length <= AT_ONCE ? check(text, this.options) : await beside("check", text, this.options));
  }

  /** A whole report replaces what is there, so that two are never checked together; the example is always replaced. */
  put(text, report, source = "") {
    const all = report?.kind === "report" || this.isExample || this.editor.value === "";
    // A piece has its place in the text, where the caret is; in the document it has none.
    if (!all && this.tab === "document") {
      this.tell(this.t.pieceNowhere);
      return;
    }
    const { selectionStart, selectionEnd } = this.editor.area;
    const [start, end] = all ? [0, this.editor.value.length] : [selectionStart, selectionEnd];
    if (all) this.source = source;
    this.editor.replace(start, end, text, all);
  }

  get isExample() {
    return this.editor.value.startsWith(EXAMPLE_TITLE);
  }

  dragged(event) {
    const data = event.dataTransfer;
    if (!data?.types.includes("Files")) return;
    event.preventDefault();
    // The page around may take files too: this one is taken.
    event.stopPropagation();
    if (this.root.disabled) return;
    // From one part to another is no leaving: a moment later it is over something again.
    clearTimeout(this.leaving);
    if (event.type === "dragleave") {
      this.leaving = setTimeout(() => this.hover(null), 100);
      return;
    }
    const onLast = this.zones.classList.contains("shown") && isIn(this.zoneLast, event);
    this.hover(event.type === "dragover" ? event : null);
    if (event.type !== "drop") return;
    if (onLast && data.files.length === 1 && !isList(data.files[0])) {
      this.openLast(data.files[0]);
      return;
    }
    // Thousands of files take the browser seconds to tell of.
    const soon = setTimeout(() => this.tell(this.t.folder.gathering), 300);
    dropped(data)
      .finally(() => clearTimeout(soon))
      .then((found) => this.open(found), () => this.tell(this.t.folder.notOpened));
  }

  /**
   * Shows that files are over the element: over a report one may be the next report, or last year's. (The two places are seen,
   * and in nobody's way: a drop goes to what it went over.)
   */
  hover(event) {
    clearTimeout(this.leaving);
    // A drag that is broken off says nothing more.
    if (event) this.leaving = setTimeout(() => this.hover(null), 1000);
    this.root.classList.toggle("dropping", event !== null);
    this.zones.classList.toggle("shown", event !== null && this.readable && !this.many.isShown);
    for (const zone of this.zones.children) zone.classList.toggle("over", event !== null && isIn(zone, event));
  }

  /** Reads a file in the text's place; several are many reports. @param {{ files: { file: File, path: string }[], left: number }} found */
  open(found) {
    this.notice = "";
    const lists = found.files.filter(({ file }) => isList(file));
    for (const { file } of lists) this.importAside(file);
    const files = found.files.filter(({ file }) => !isList(file));
    if (files.length === 0) {
      if (lists.length === 0) this.tell(this.t.folder.empty);
      return;
    }
    if (files.length > 1 || this.many.isShown) {
      this.openMany({ ...found, files });
      return;
    }
    const [{ file }] = files;
    const put = ({ text, pages }) => {
      this.source = file.name;
      if (pages.length > 0) this.opened.push({ text, pages });
      this.editor.replace(0, this.editor.value.length, text, true);
    };
    this.read(file, file.name, put);
  }

  // ---------------------------------------------------------------------------------------------
  // many reports

  /** Checks many, and lists them. */
  openMany(found) {
    if (found.files.length === 0) return this.tell(this.t.folder.empty);
    // (Where the checker cannot run at all, that is said already.)
    return this.many.open(found).catch(() => this.drawVerdict());
  }

  /** Shows one of many, with what was done to it before. */
  showOf({ text, source, pages, last, history, bases }) {
    this.source = source;
    this.last = last && { ...last, given: "folder" };
    if (pages.length > 0) this.opened.push({ text, pages });
    this.editor.load(text, history);
    this.bases = bases;
    this.comesIn = bases.length === 0;
    this.activeId = null;
    this.changed(true);
    this.drawLast();
    this.pane.focus({ preventScroll: true });
  }

  turnedToList() {
    this.root.classList.toggle("foldered", this.many.isShown);
    this.card.hidden = true;
    this.drawVerdict();
    if (!this.many.isShown && this.editor.value === "") this.focus();
  }

  /** Prints sheets in the report's place. */
  print(sheets) {
    if (sheets.length === 0) return this.tell(this.t.folder.noLetters);
    this.root.classList.add("letters");
    fill(this.sheet, sheets);
    const after = () => {
      this.root.classList.remove("letters");
      fill(this.sheet);
    };
    addEventListener("afterprint", after, { once: true });
    print();
  }

  // ---------------------------------------------------------------------------------------------
  // last year's report

  /** Reads last year's report out of a file. */
  openLast(file) {
    this.read(file, file.name, ({ text }) => this.takeLast(text, file.name), true);
  }

  /** Takes a text as last year's; where it is of the year after, the two change places. */
  takeLast(text, source) {
    const given = text.length <= MOST_SHOWN ? check(text, { lang: this.settings.lang, text: false }) : { kind: "neither", findings: [] };
    if (given.kind === "neither") {
      this.tell(this.t.notRead(source || this.t.clipboard, this.t.lastYear.none));
      return;
    }
    const { report, source: own } = this;
    if (report?.year && given.year === report.year + 1) {
      const last = { text: this.editor.value, source: own, given: "person", report };
      this.source = source;
      this.editor.replace(0, this.editor.value.length, text, true);
      this.setLast(last);
      this.tell(this.t.lastYear.swapped);
      return;
    }
    this.setLast({ text, source, given: "person", report: given });
  }

  setLast(last) {
    const { report } = this;
    this.last = last && { ...last, of: report && { agency: report.agency, year: report.year } };
    this.changed();
    this.drawLast();
  }

  drawLast() {
    const { t, last } = this;
    let said = null;
    if (last && isReady()) {
      // It is told once: it does not change.
      last.report ??= check(last.text.slice(0, MOST_SHOWN), { text: false });
      const { agency, year } = last.report;
      const not = this.report?.findings.some((finding) => finding.rule === "years.not-compared");
      said = { not, said: t.lastYear.is([agency, year && t.year(year), last.source && t.from(last.source)].filter(Boolean).join(" · ")) };
    }
    this.lastYear.draw(t, said);
  }

  // ---------------------------------------------------------------------------------------------

  /** Reads a file away from the page; `put` gets its report. */
  async read(file, name, put, beside = false) {
    const { t } = this;
    const read = await this.reading.read(file, name, t, { lang: this.settings.lang, previous: beside ? "" : (this.last?.text ?? "") });
    if (!read) return;
    let { sentence = "" } = read;
    const { report } = read;
    if (report) {
      const long = report.text.length > AT_ONCE;
      if (report.text === "" || (report.text.length > MOST_SHOWN && report.kind === "neither")) {
        sentence = t.notRead(name, file.size === 0 ? t.emptyFile : report.findings[0].message);
      } else {
        put(report);
        if (beside) return;
        // A long text was checked already, away from the page: not once more on it.
        if (long && report.text === this.editor.value && !this.outlives(report)) {
          clearTimeout(this.timer);
          this.waiting = false;
          this.show(report, true);
        }
      }
    }
    if (sentence) this.tell(sentence);
    else this.drawVerdict();
  }

  tell(sentence) {
    this.notice = sentence;
    if (this.many.isShown) this.many.view.tell(sentence);
    this.drawVerdict();
  }

  key(event) {
    if (event.defaultPrevented) return;
    if (event.key === "Escape" && this.equations.open) {
      event.preventDefault();
      this.toggleEquations();
      this.verdict.querySelector(".opens")?.focus();
    }
    if (event.key === "F8") {
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    }
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y")) {
      event.preventDefault();
      if (key === "z" && !event.shiftKey) this.undo();
      else this.editor.step("redo");
    }
  }

  /** Goes to the next or previous finding. */
  step(by) {
    const all = this.findings;
    if (all.length === 0) return;
    const at = all.findIndex((finding) => finding.id === this.activeId);
    this.select(all[(at + by + all.length) % all.length], { focus: true });
  }

  /**
   * Opens a finding: in the margin, and where it stands.
   * @param from where it was picked: that stays as it is
   */
  select(finding, { focus = false, toText = false, from = null } = {}) {
    this.activeId = finding.id;
    this.picked = null;
    if (toText) this.turnTo("source");
    this.drawResults();
    this.reveal(from);
    const [first] = finding.spans;
    if (toText && first) this.editor.select(first[0], first[1], true);
    else if (focus) this.shadow.getElementById(`finding-${finding.id}`)?.querySelector(".head").focus({ preventScroll: true });
  }

  /** Brings the open finding into view: its comment, and its mark or cell. */
  reveal(from = null) {
    const { active } = this;
    if (!active) return;
    const item = this.shadow.getElementById(`finding-${active.id}`);
    if (from !== "document") {
      if (this.tab === "source") {
        if (active.spans[0]) this.editor.reveal(active.spans[0][0]);
      } else {
        const mark = this.document.active ?? this.document.around(active);
        this.bringInto(mark);
      }
    }
    if (this.root.classList.contains("wide")) bring(item, this.side);
    else this.drawCard();
  }

  /** Brings a part of the document into view: in its table, and on the pane, which on a phone is the page itself. */
  bringInto(part) {
    bring(part, part?.closest(".scroll"));
    if (this.root.classList.contains("wide")) bring(part, this.pane);
    else part?.scrollIntoView({ block: "center" });
  }

  /** The caret was put somewhere: the finding marked there opens. */
  caret(at) {
    const here = this.findings.find((finding) => finding.spans.some(([start, end]) => start <= at && at <= end && start < end));
    if (here && here.id !== this.activeId) {
      this.activeId = here.id;
      this.picked = null;
      this.drawResults();
      bring(this.shadow.getElementById(`finding-${here.id}`), this.side);
    }
  }

  /** Makes a repair's changes in the text, as one step of undo. */
  apply(fix) {
    const text = this.editor.value;
    const changes = [...fix].sort((a, b) => a.span[0] - b.span[0]);
    const start = changes[0].span[0];
    const end = changes[changes.length - 1].span[1];
    let mended = "";
    let at = start;
    for (const { span, text: put } of changes) {
      mended += text.slice(at, span[0]) + put;
      at = span[1];
    }
    this.keepFocus(() => this.editor.replace(start, end, mended));
    // Its button is gone with its finding: the keyboard goes on with the next.
    if (!this.shadow.activeElement) this.focusOnList();
  }

  /** Puts a number into a cell; returns whether the text has a place for it. */
  editCell({ table, row, column }, number) {
    const change = edit(this.editor.value, table, row, column, number);
    if (!change) {
      this.tell(this.t.noPlace);
      return false;
    }
    this.editor.replace(change.span[0], change.span[1], change.text);
    return true;
  }

  /** Takes one change of the list back. */
  takeBack(change) {
    if (!change.cell) this.editor.replace(change.at, change.end, change.from);
    else if (change.from === null) this.editor.replace(change.span[0], change.span[1], "");
    else this.editCell(change.cell, change.from);
    if (!this.shadow.activeElement) this.focusOnList();
  }

  focusOnList() {
    (this.list.querySelector(".finding.active .head") ?? this.list.querySelector(".head") ?? (this.tab === "document" ? this.pane : this.editor.area)).focus({ preventScroll: true });
  }

  /** Asks why a finding is to be set aside; null: it is not. */
  askWhy(finding) {
    this.asking = finding?.id ?? null;
    this.drawResults();
    const item = this.shadow.getElementById(`finding-${this.activeId}`);
    (item?.querySelector(finding ? ".why input" : ".ignore"))?.focus({ preventScroll: true });
  }

  setAside(finding, why) {
    this.asking = null;
    // The next step back takes it up again.
    this.undoable = finding;
    const all = this.findings;
    const at = all.indexOf(finding);
    // The next one opens.
    this.activeId = (all[at + 1] ?? all[at - 1])?.id ?? null;
    this.kept.set(this.report, finding, why.trim(), today());
    this.focusOnList();
  }

  /** Takes the last thing back: what was set aside last, or a change of the text. */
  undo() {
    if (this.undoable) this.restore(this.undoable);
    else this.editor.step("undo");
  }

  restore(finding) {
    this.undoable = null;
    this.activeId = finding.id;
    this.kept.remove(this.report, finding);
    this.focusOnList();
  }

  /** Something was set aside or taken up again. */
  asideChanged() {
    this.drawResults();
    this.many.view.asideChanged();
    this.host.onAside();
  }

  async importAside(file) {
    const count = this.kept.fromFile(await file.text().catch(() => ""));
    this.tell(count === null ? this.t.notRead(file.name, this.t.aside.noList) : this.t.aside.taken(count));
  }

  /** A number of the prose was picked: it and the cells it was held against are shown. */
  pick(claim) {
    this.drawResults();
    if (this.tab === "source") this.editor.select(claim.span[0], claim.span[1]);
    const mark = this.document.element.querySelector("mark.held");
    const cell = this.document.element.querySelector("td.held");
    bring(mark ?? cell, this.pane);
    bring(cell, cell?.closest(".scroll"));
  }

  /** An equation of the verdict's list was picked: its cells are shown, and its numbers under their table. */
  pickEquation(equation) {
    this.picked = equation;
    this.turnTo("document");
    this.drawResults();
    this.bringInto(this.document.cell(equation.cells[0]));
  }

  clear() {
    // As an edit, so that one undo brings the text back.
    this.editor.replace(0, this.editor.value.length, "");
    this.source = "";
    this.focus();
  }

  example() {
    this.source = "";
    this.editor.replace(0, this.editor.value.length, EXAMPLE, true);
    this.pane.focus({ preventScroll: true });
  }

  // ---------------------------------------------------------------------------------------------
  // what is shown

  /** Shows the document or the text as it was pasted. */
  turnTo(tab) {
    if (tab === "document" && !this.readable) tab = "source";
    if (this.tab === tab) return;
    const inside = this.tab === "source" && this.shadow.activeElement === this.editor.area;
    this.tab = tab;
    this.drawTabs();
    if (inside) this.pane.focus({ preventScroll: true });
  }

  drawTabs() {
    const { t, tab } = this;
    const shown = tab === "document";
    this.pane.hidden = !shown;
    this.text.hidden = shown;
    const button = (id, label) =>
      h("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-selected": String(tab === id), "aria-controls": `pane-${id}`, tabIndex: tab === id ? 0 : -1, disabled: id === "document" && !this.readable, onclick: () => this.turned(id) }, label);
    this.keepFocus(() => fill(this.tabs, button("document", t.report), button("source", t.sourceTab)));
    this.pane.setAttribute("aria-labelledby", "tab-document");
    this.text.setAttribute("aria-labelledby", "tab-source");
    this.tabs.setAttribute("aria-label", t.views);
  }

  turned(tab) {
    this.turnTo(tab);
    this.drawResults();
    this.reveal("margin");
    if (tab === "source" && this.active?.spans[0]) this.editor.reveal(this.active.spans[0][0]);
  }

  tabKey(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    this.turned(this.tab === "document" ? "source" : "document");
    this.tabs.querySelector('[aria-selected="true"]').focus();
  }

  draw() {
    const { t } = this;
    const { lang, large, heading } = this.settings;
    const toggle = (label, pressed, setting, value, name) =>
      h(
        "button",
        { type: "button", class: "toggle", "aria-pressed": String(pressed), "aria-label": `${label} ${name}`, onclick: () => this.host.onSetting(setting, value) },
        label,
      );
    this.privacy.draw(t, this.settings.sent, this.settings.remember);
    this.keepFocus(() => {
      fill(
        this.header,
        h(`h${heading}`, { class: "name", part: "title" }, t.title),
        this.privacy.element,
        h(
          "span",
          { class: "controls", part: "controls" },
          h(
            "span",
            { role: "group", "aria-label": t.size },
            `${t.size} `,
            toggle("A", !large, "large", false, t.ordinary),
            toggle("A⁺", large, "large", true, t.larger),
          ),
          h(
            "span",
            { role: "group", "aria-label": t.language },
            toggle("中", lang === "zh", "lang", "zh", "中文"),
            toggle("EN", lang === "en", "lang", "en", "English"),
          ),
        ),
      );
      this.place = h("span", { class: "place" });
      const more = h(
        "details",
        { class: "more" },
        h("summary", {}, t.more),
        h("div", {}, [
          h("button", { type: "button", onclick: () => this.chooser.click() }, t.choose),
          h("button", { type: "button", onclick: () => this.folderChooser.click() }, t.folder.choose),
          h("button", { type: "button", onclick: () => this.listChooser.click() }, t.aside.fromFile),
          h("button", { type: "button", onclick: () => print() }, t.print),
          h("button", { type: "button", onclick: () => this.clear() }, t.clear),
        ]),
      );
      foldsOnEscape(more);
      more.addEventListener("click", (event) => event.target.localName === "button" && (more.open = false));
      more.addEventListener("focusout", (event) => more.contains(event.relatedTarget) || (more.open = false));
      this.steps = [
        h("button", { type: "button", title: t.previousKey, "aria-label": t.previous, onclick: () => this.step(-1) }, "‹"),
        h("button", { type: "button", class: "next", title: t.nextKey, onclick: () => this.step(1) }, `${t.next} ›`),
      ];
      fill(
        this.tools,
        this.steps[0],
        this.place,
        this.steps[1],
        this.lastYear.element,
        h("button", { type: "button", onclick: (event) => this.copyFindings(event.currentTarget) }, t.copyFindings),
        more,
      );
    });
    this.editor.area.placeholder = t.paste;
    fill(this.inbox, h("button", { type: "button", class: "primary", onclick: () => this.chooser.click() }, t.choose), h("button", { type: "button", onclick: () => this.folderChooser.click() }, t.folder.choose));
    fill(this.zoneThis, t.lastYear.zoneThis);
    fill(this.zoneLast, t.lastYear.zoneLast);
    this.drawLast();
    if (isReady()) this.many.configure(t, lang, this.forms);
    fill(
      this.invite,
      h("button", { type: "button", class: "link", onclick: () => this.example() }, t.example),
      h("p", { id: "privacy" }, this.settings.sent ? t.factsForm.join("") : t.localDetail),
    );
    this.drawTabs();
    this.root.classList.toggle("empty", this.editor.value === "");
    // In the language that is shown now.
    if (this.editor.value.length <= AT_ONCE) this.check();
    else this.changed();
  }

  /** Draws anew without taking the keyboard's place away. */
  keepFocus(draw) {
    const place = placeOf(this.shadow.activeElement);
    draw();
    if (place) this.shadow.querySelectorAll(place.selector)[place.index]?.focus({ preventScroll: true });
  }

  drawResults() {
    this.drawVerdict();
    if (this.last) this.drawLast();
    this.keepFocus(() => this.drawMargin());
    // The first result is seen before the document and the marks are laid out, which takes as long as all before.
    clearTimeout(this.drawingRest);
    const first = this.report && !this.document.tables.size;
    if (first) this.drawingRest = setTimeout(() => this.drawPlaces(), 0);
    else this.keepFocus(() => this.drawPlaces());
  }

  get actions() {
    return {
      select: (finding, toText) => this.select(finding, { toText }),
      apply: (fix) => this.apply(fix),
      ask: (finding) => this.askWhy(finding),
      ignore: (finding, why) => this.setAside(finding, why),
      asking: this.asking,
    };
  }

  drawMargin() {
    const { t, findings, labels } = this;
    fill(this.caption, this.editor.marked ? t.source : t.marksOff);
    this.list.setAttribute("aria-label", t.findings);
    fill(this.list, findings.map((finding, i) => drawFinding(finding, i + 1, finding.id === this.activeId, labels, this.actions)));
    this.asideView.draw(t, this.kept, this.report, this.settings.remember);
    const at = findings.findIndex((finding) => finding.id === this.activeId);
    fill(this.place, findings.length > 0 && t.place(at + 1, findings.length));
    for (const button of this.steps) button.disabled = findings.length === 0;
    const base = this.bases[this.bases.length - 1];
    this.changes.draw(base && this.report && base.text !== this.report.text ? this.changesSince(base) : [], labels);
    this.card.hidden = true;
  }

  changesSince(base) {
    return changesBetween(base, { report: this.report, text: this.report.text });
  }

  /** On a phone the open finding lies over the lower end of what it is about. */
  drawCard() {
    const { active, labels } = this;
    if (!active) return;
    const close = h("button", { type: "button", class: "quiet close", "aria-label": this.t.close, onclick: () => (this.card.hidden = true) }, "×");
    const item = drawFinding(active, this.findings.indexOf(active) + 1, true, labels, this.actions);
    item.removeAttribute("id");
    const next = h("button", { type: "button", onclick: () => this.step(1) }, `${this.t.next} ›`);
    fill(this.card, h("ol", { class: "list" }, item), h("div", { class: "card-tools" }, next, close));
    // Over the element, wherever it stands on its page.
    const { left, width } = this.root.getBoundingClientRect();
    this.card.style.left = `${Math.max(0, left)}px`;
    this.card.style.width = `${width}px`;
    this.card.hidden = false;
  }

  /** Draws where the findings are: in the document, in the text. */
  drawPlaces() {
    this.claims.draw(this.report, this.labels);
    if (this.equations.open) this.drawEquations();
    if (!this.readable) this.document.clear();
    // What is not shown is drawn when it is.
    else if (this.tab === "document") {
      this.document.draw({
        t: this.t,
        text: this.editor.value,
        report: this.report,
        labels: this.labels,
        findings: this.findings,
        activeId: this.activeId,
        claims: this.claims,
        shown: this.picked ? [this.picked] : (this.active?.equations ?? []),
        heading: this.settings.heading,
      });
    }
    if (this.tab === "source") this.editor.mark(textMarks(this.findings, this.activeId, this.claims.claim));
  }

  drawEquations() {
    const { labels } = this;
    if (labels) this.equations.draw(equations(this.editor.value, { lang: this.settings.lang }), labels);
  }

  toggleEquations() {
    this.equations.element.hidden = this.equations.open;
    if (this.equations.open) this.drawEquations();
    this.keepFocus(() => this.drawVerdict());
  }

  /** The verdict in words: what is wrong, what was checked, and of whose report. */
  verdictText() {
    const { t, report } = this;
    if (!report) return "";
    const { errors, warnings, equations } = this.counts();
    const all = this.equationsOfForm();
    const aside = this.aside > 0 && t.ignored(this.aside);
    if (errors) return [`${t.counts(errors, warnings)}${t.comma}${t.checked(equations, all)}`, aside].filter(Boolean).join(t.semicolon);
    if (!equations) return warnings ? t.warningsOnly(warnings) : t.nothing;
    return [aside, this.heldText(equations, all), warnings && t.warningsOnly(warnings)].filter(Boolean).join(t.semicolon);
  }

  /** What no error was found in; of equations that could not all be decided, how many hold. */
  heldText(equations, all) {
    const { t } = this;
    if (equations < all) return `${t.held(equations)}${t.comma}${t.undecidedOf(all - equations)}`;
    return this.aside ? t.cleanElse(equations) : t.clean(equations);
  }

  /** How many findings were ignored. */
  get aside() {
    return (this.report?.findings.length ?? 0) - this.findings.length;
  }

  /** Counts without what was ignored. */
  counts() {
    const of = (severity) => this.findings.filter((finding) => finding.severity === severity).length;
    return { errors: of("error"), warnings: of("warning"), infos: of("info"), equations: this.report.summary.equations };
  }

  /** How many equations the report's form has; 0 without a form. */
  equationsOfForm() {
    return this.report.summary.possible ?? 0;
  }

  /** Shows something where the verdict stands; it is spoken once it has come to rest. */
  say(...parts) {
    fill(this.verdict, parts);
    const said = this.verdict.textContent;
    this.root.classList.toggle("silent", said === "");
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      const spoken = [...this.verdict.querySelectorAll("strong, .opens, .notes, .reading"), this.of].map((part) => part.textContent.replace(" ▾", "")).filter(Boolean).join(this.t.comma);
      if (this.live.textContent !== spoken) this.live.textContent = spoken;
    }, PAUSE);
  }

  /** Speaks at once, even what was said just before. */
  speak(sentence) {
    clearTimeout(this.speaking);
    this.live.textContent = "";
    this.speaking = setTimeout(() => (this.live.textContent = sentence), 50);
  }

  drawVerdict() {
    const { t, report } = this;
    // Where nothing was understood there is nothing to show beside the text.
    const bare = report && !report.tables.some((table) => table.form) && report.findings.length < 2 && report.claims.length === 0;
    this.root.classList.toggle("refused", Boolean(bare) || !report);
    if (bare || !report) this.equations.element.hidden = true;
    fill(this.of, report && report.kind !== "neither" && this.ofText());
    if (this.unavailable) {
      const { reason, message } = this.unavailable;
      this.say(h("strong", { class: "warning" }, `△ ${t.unavailable[reason] ?? t.crashed}`), h("small", {}, message));
      return;
    }
    // On the empty page it is said where nothing moves when it is gone.
    const empty = this.editor.value === "";
    fill(this.lead, !isReady() && empty ? t.loading : t.lead);
    if (!isReady()) {
      this.say(!empty && h("span", { class: "notes" }, t.loading));
      return;
    }
    // What was said of a file or a paste stands beside the verdict on the text, which is as it was.
    this.keepFocus(() => this.say(report && this.verdictParts(), this.notice && h("strong", { class: "notice" }, this.notice)));
  }

  /** Whose report of which year, on which form, from which file. */
  ofText() {
    const { t, report, source } = this;
    const of = [report.agency, report.year && t.year(report.year), report.template ? t.form(report.template) : t.noForm, source && t.from(source)];
    return of.filter(Boolean).join(" · ");
  }

  /** The verdict on the text, to be shown. */
  verdictParts() {
    const { t, report } = this;
    const unchecked = ["structure.not-a-report", "structure.not-standard", "structure.unfilled"];
    const refusal = report.findings.find((finding) => unchecked.includes(finding.rule));
    if (refusal) {
      const others = report.findings.filter((finding) => finding !== refusal && finding.severity === "warning").length;
      return [h("strong", { class: "warning" }, `△ ${refusal.message}`), others > 0 && h("strong", { class: "warning" }, `△ ${t.warningsOnly(others)}`)];
    }
    const { errors, warnings, infos, equations } = this.counts();
    const all = this.equationsOfForm();
    // Over pages that were not read no report is whole.
    const unread = report.pages.flatMap(({ state }, i) => (["read", "recognised"].includes(state) ? [] : [i + 1]));
    const opens = (words) => h("button", { type: "button", class: "opens", "aria-expanded": String(this.equations.open), onclick: () => this.toggleEquations() }, `${words} ▾`);
    const says = errors
      ? [h("strong", { class: "error" }, `✘ ${t.counts(errors, 0)}`), warnings > 0 && h("strong", { class: "warning" }, `△ ${t.warningsOnly(warnings)}`), opens(t.checked(equations, all))]
      : [
          this.aside > 0 && h("strong", {}, t.ignored(this.aside)),
          // ✓ is for a report whose every equation was decided and holds.
          !equations
            ? h("strong", { class: "warning" }, `△ ${t.nothing}`)
            : equations < all || unread.length > 0
              ? h("strong", { class: "warning" }, `△ ${this.heldText(equations, all)}`)
              : h("strong", { class: "clean" }, `${this.aside ? "" : "✓ "}${this.heldText(equations, all)}`),
          warnings > 0 && h("strong", { class: "warning" }, `△ ${t.warningsOnly(warnings)}`),
          all > 0 && opens(t.equations),
        ];
    return [says, unread.length > 0 && h("strong", { class: "warning" }, `△ ${t.unread(ranges(unread).join(t.enumerated))}`), infos > 0 && h("span", { class: "notes" }, t.notes(infos))];
  }

  /** The sheet for paper: whose report, when it was checked and by what, and the findings as sentences. */
  drawPrinted() {
    this.editor.layout();
    if (this.root.classList.contains("letters")) return;
    if (this.many.isShown) {
      // All of the list, and nothing of a report.
      fill(this.sheet);
      this.many.view.forPaper(true);
      addEventListener("afterprint", () => this.many.view.forPaper(false), { once: true });
      return;
    }
    if (!this.report) return;
    if (this.readable && this.tab !== "document") {
      // The document is what is printed; after that the text is there again.
      this.tab = "document";
      this.drawTabs();
      this.drawPlaces();
      addEventListener("afterprint", () => this.turned("source"), { once: true });
    }
    const { t } = this;
    fill(
      this.sheet,
      h("p", { class: "printed-of" }, this.ofText()),
      h("p", {}, h("strong", {}, this.verdictText()), ` ${t.signed(today(), VERSION)}`),
      h("ol", {}, this.findings.map((finding) => h("li", {}, `${t.bracketed(t[finding.severity])}${finding.message}${t.period}`))),
      this.aside > 0 && [h("p", {}, t.ignored(this.aside)), h("ul", {}, asideLines(this.report, this.kept, t).map((line) => h("li", {}, line)))],
    );
  }

  copyFindings(button) {
    if (!this.report) return;
    const { report, findings, t, source } = this;
    this.copied(copy(findingsText({ report, findings, t, verdict: this.verdictText(), source, today: today(), version: VERSION, aside: asideLines(report, this.kept, t) })), button);
  }

  copyChanges(button) {
    const { t, labels } = this;
    const lines = this.changesSince(this.bases[this.bases.length - 1]).map((change, i) => `${i + 1}. ${sayChange(change, labels)}`);
    this.copied(copy([`${this.report.agency ?? ""}${t.changeList}`, ...lines].join("\n")), button);
  }

  copied(done, button) {
    if (!done) return;
    button.dataset.label ??= button.textContent;
    button.textContent = `${this.t.copied} ✓`;
    this.speak(this.t.copied);
    setTimeout(() => (button.textContent = button.dataset.label), 1500);
  }
}

/** Whether a file is a list of what was set aside. */
const isList = (file) => /[.]json$/i.test(file.name);

/** Whether a pointer is over an element, whatever lies on it. */
function isIn(element, { clientX, clientY }) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
}

let warm = false;

/**
 * The browser compiles the checker piece by piece as it is first used, which takes longer than a check: while
 * nothing else is to be done, and before the first text is there.
 */
function warmUp() {
  if (warm) return;
  warm = true;
  const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200));
  idle(() => check(EXAMPLE, { text: false }));
}

/** Where the keyboard is, in words that hold after drawing anew; null where that is not drawn anew. */
function placeOf(element) {
  const box = element?.closest(".finding, .ignored, .crumbs, .claims, .changes, .controls, .tools, .tabs, .verdict, .equations");
  if (!box) return null;
  const scope = box.id ? `#${CSS.escape(box.id)}` : `.${box.classList[0]}`;
  const selector = `${scope} button, ${scope} summary`;
  return { selector, index: [...element.getRootNode().querySelectorAll(selector)].indexOf(element) };
}

/** Scrolls a container, and nothing around it, until an element in it is well in view, below a table's head that stays. */
function bring(element, container) {
  if (!element || !container) return;
  const inner = element.getBoundingClientRect();
  const outer = container.getBoundingClientRect();
  const head = element.closest("tbody")?.parentElement.tHead;
  const stays = head && getComputedStyle(head).position === "sticky";
  const top = outer.top + (stays ? head.offsetHeight : 0);
  if (inner.top < top + 24 || inner.bottom > outer.bottom - 24) {
    container.scrollTop += inner.top - top - Math.max(24, (outer.bottom - top - inner.height) / 3);
  }
  if (inner.left < outer.left || inner.right > outer.right) {
    container.scrollLeft += inner.left - outer.left - Math.max(0, outer.width - inner.width) / 2;
  }
}
