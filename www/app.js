// What the element shows: a text, its report, and which finding is open. Everything drawn follows from these.

import { h, fill } from "./dom.js";
import { STRINGS } from "./strings.js";
import { check, checkHtml, forms, init, isReady } from "./checker.js";
import { beside } from "./thread.js";
import { EXAMPLE } from "./example.js";
import { Editor } from "./editor.js";
import { drawTable, key, moveInTable, plainTable, tabTable } from "./tables.js";
import { Labels, cellMarks, cellSides, drawFinding, findingsText } from "./findings.js";
import { Claims } from "./claims.js";
import { copy } from "./clipboard.js";
import { checkFile } from "./files.js";
import { Privacy } from "./privacy.js";

/** Texts up to this length are checked within the keystroke's own frame; longer ones beside the page's thread. */
const AT_ONCE = 16_000;
/** A longer text is checked so long after the last key, in milliseconds. */
const REST = 150;
/** Texts longer than this are no report, whatever they say, and not worth the time it takes to lay them out. */
const MOST_SHOWN = 200_000;
/** Texts longer than this are not even put into the box: laying them out would take minutes. */
const MOST_TAKEN = 8 << 20;
/** HTML up to this length is read at once. */
const HTML_AT_ONCE = 100_000;
/** How the example begins: whatever is pasted over it replaces it. */
const EXAMPLE_TITLE = EXAMPLE.slice(0, EXAMPLE.indexOf("\n"));
/** A file that is read sooner than this, in milliseconds, shows no progress. */
const SOON = 120;

/** From this width on, in the text's own size, the text and its findings stand side by side. */
const WIDE_EM = 56;
/** So long after the last change the summary is spoken, in milliseconds. */
const PAUSE = 700;

export class App {
  /**
   * @param {ShadowRoot} shadow where everything is drawn
   * @param {{ onText: () => void, onReport: (report: object | null) => void, onSetting: (name: string, value: string | boolean) => void }} host
   */
  constructor(shadow, host) {
    this.shadow = shadow;
    this.host = host;
    this.settings = { lang: "zh", large: false, theme: "light", heading: 2, sent: false };
    this.labelled = null;
    this.report = null;
    this.unavailable = null;
    this.activeId = null;
    this.ignored = new Set();
    this.notice = "";
    this.tables = new Map();
    this.editor = new Editor({ onInput: (fresh) => this.changed(fresh), onCaret: (at) => this.caret(at) });
    this.editor.area.addEventListener("paste", (event) => this.pasted(event));
    this.editor.area.id = "report-text";
    this.chooser = h("input", { type: "file", class: "chooser", hidden: true, onchange: () => this.chosen() });
    this.verdict = h("div", { class: "verdict", part: "verdict" });
    this.live = h("div", { class: "live", role: "status" });
    this.bar = h("div", { class: "bar", part: "bar" });
    this.header = h("div", { class: "top", part: "header" });
    this.privacy = new Privacy();
    this.list = h("ol", { class: "list" });
    this.ignoredNote = h("p", { class: "ignored" });
    this.claims = new Claims((claim) => this.pick(claim));
    this.drawn = h("div", { class: "tables", onkeydown: (event) => moveInTable(event) });
    this.invite = h("div", { class: "invite" });
    this.caption = h("label", { class: "caption", htmlFor: "report-text" });
    this.side = h("section", { class: "side" }, h("div", { class: "findings" }, this.list, this.ignoredNote, this.claims.element), this.drawn);
    this.main = h(
      "div",
      { class: "main" },
      h("section", { class: "source" }, this.caption, h("div", { class: "room" }, this.editor.element), this.invite),
      this.side,
    );
    // Disabled with the element, all its buttons are.
    this.root = h("fieldset", { class: "root empty", part: "root", role: "none" }, this.header, this.bar, this.live, this.main, this.chooser);
    // A file is taken wherever it is dropped on the element; left to the browser it would replace the page.
    for (const type of ["dragover", "dragleave", "drop"]) {
      this.root.addEventListener(type, (event) => this.dragged(event));
    }
    this.onPrint = () => this.editor.layout();
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.onDark = () => this.configure(this.settings);
    this.sized = new ResizeObserver(([{ contentRect }]) => this.fit(contentRect.width));
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
    init().then(
      () => {
        this.unavailable = null;
        if (this.editor.value.length <= AT_ONCE) this.check();
        else this.changed(true);
        warmUp();
      },
      (error) => {
        console.error(error);
        this.unavailable = error;
        this.drawResults();
        this.host.onText();
      },
    );
  }

  disconnect() {
    this.sized.disconnect();
    removeEventListener("beforeprint", this.onPrint);
    this.dark.removeEventListener("change", this.onDark);
    this.privacy.unwatch();
    this.reading?.abort();
  }

  configure(settings) {
    this.settings = settings;
    this.labelled = null;
    const { theme, large, lang } = settings;
    this.root.lang = lang === "zh" ? "zh-CN" : "en";
    this.root.classList.toggle("dark", theme === "dark" || (theme === "auto" && this.dark.matches));
    this.root.classList.toggle("large", large);
    if (this.width) this.fit(this.width);
    this.draw();
  }

  /** Fits what is shown to the room there is. */
  fit(width) {
    this.width = width;
    const em = parseFloat(getComputedStyle(this.main).fontSize) || 16;
    this.root.classList.toggle("wide", width >= WIDE_EM * em);
  }

  /** The forms' labels, in the language shown. */
  get labels() {
    this.labelled ??= forms({ lang: this.settings.lang });
    return this.labelled;
  }

  get value() {
    return this.editor.value;
  }
  set value(text) {
    // A page that writes back what it was told is no change.
    if (text === this.editor.value) return;
    this.editor.value = text;
    this.changed(true);
  }

  /** Whether a text is there that was not checked yet. */
  get pending() {
    return !this.unavailable && this.editor.value.trim() !== "" && (!isReady() || this.waiting);
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
    return (this.report?.findings ?? []).filter((finding) => !this.ignored.has(finding.id));
  }

  get active() {
    return this.findings.find((finding) => finding.id === this.activeId) ?? null;
  }

  // ---------------------------------------------------------------------------------------------
  // what happens

  /** @param fresh a whole text came in at once: go to what is wrong in it */
  changed(fresh = false) {
    this.notice = "";
    this.root.classList.toggle("empty", this.editor.value === "");
    // What was put aside was of another text.
    if (fresh || this.editor.value === "") this.ignored.clear();
    clearTimeout(this.timer);
    this.waiting = true;
    this.host.onText();
    const check = () => {
      this.check();
      // Once the browser has scrolled to the end of what was pasted.
      if (fresh) setTimeout(() => this.active && this.select(this.active), 0);
    };
    if (this.editor.value.length <= AT_ONCE) check();
    else this.timer = setTimeout(() => this.checkBeside(fresh), REST);
  }

  /** Checks the text now. */
  check() {
    clearTimeout(this.timer);
    this.waiting = false;
    const text = this.editor.value;
    const { lang } = this.settings;
    this.show(text.trim() !== "" && isReady() ? { ...check(text, { lang, text: false }), text } : null);
  }

  /** Checks a long text beside the page's own thread; one that changed meanwhile is checked again. */
  async checkBeside(fresh = false) {
    const text = this.editor.value;
    const { lang } = this.settings;
    if (!isReady()) return;
    const report = await beside("check", text, { lang, text: false });
    // What was typed since has its own check to come.
    if (text !== this.editor.value || lang !== this.settings.lang || !this.waiting) return;
    this.waiting = false;
    this.show({ ...report, text });
    if (fresh && this.active) this.select(this.active);
  }

  /** Shows a report, and tells the page. */
  show(report) {
    this.report = report;
    if (!this.active) this.activeId = this.findings.find((finding) => finding.severity !== "info")?.id ?? null;
    this.drawResults();
    this.host.onReport(report);
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
    // Word and web pages put their tables on the clipboard as HTML: there every cell has its place.
    if (/<t[rd][\s>]/i.test(html)) this.takeHtml(html, text);
    else if (text === "" && data.files.length > 0) this.open([...data.files]);
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
    const options = { lang: this.settings.lang, text: false };
    this.put(text, text.length <= AT_ONCE ? check(text, options) : await beside("check", text, options));
  }

  /** A whole report replaces what is there, so that two are never checked together; the example is always replaced. */
  put(text, report) {
    const all = report?.kind === "report" || this.isExample;
    const { selectionStart, selectionEnd } = this.editor.area;
    const [start, end] = all ? [0, this.editor.value.length] : [selectionStart, selectionEnd];
    this.editor.replace(start, end, text, true, !this.elsewhere());
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
    this.root.classList.toggle("dropping", event.type === "dragover");
    if (event.type === "drop") this.open([...data.files]);
  }

  chosen() {
    this.open([...this.chooser.files]);
    // The same file can be chosen again once it is mended.
    this.chooser.value = "";
  }

  /** Reads a file in the text's place. */
  open(files) {
    const [file] = files;
    if (!file) return;
    const put = ({ text }) => this.editor.replace(0, this.editor.value.length, text, true, !this.elsewhere());
    this.read(file, file.name, put, files.length > 1);
  }

  /**
   * Reads a file away from the page; `put` gets its report. While it takes, there is a bar and a way to stop.
   */
  async read(file, name, put, oneOfMany = false) {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    const { t } = this;
    const bar = h("progress", { "aria-label": this.t.reading(name) });
    const shown = setTimeout(() => {
      const stop = h("button", { type: "button", onclick: () => reading.abort() }, this.t.stop);
      this.say(h("span", { class: "reading" }, this.t.reading(name), bar, stop));
    }, SOON);
    let sentence = "";
    try {
      const onProgress = (done, total) => {
        if (done < total) bar.value = done / total;
        else bar.removeAttribute("value");
      };
      const { lang } = this.settings;
      const report = await checkFile(file, { lang, source: name, signal: reading.signal, onProgress });
      if (reading.signal.aborted) return;
      const long = report.text.length > AT_ONCE;
      if (report.text === "" || (report.text.length > MOST_SHOWN && report.kind === "neither")) {
        sentence = t.notRead(name, file.size === 0 ? t.emptyFile : report.findings[0].message);
      } else {
        put(report);
        // A long text was checked already, away from the page: not once more on it.
        if (long && report.text === this.editor.value) {
          clearTimeout(this.timer);
          this.waiting = false;
          this.show(report);
        }
        sentence = oneOfMany ? this.t.oneOfMany(name) : "";
      }
    } catch (error) {
      if (!reading.signal.aborted) console.error(error);
      // The browser's own refusal to read a file is a DOMException.
      const why = error instanceof DOMException ? this.t.unreadableFile : this.t.crashed;
      sentence = reading.signal.aborted ? this.t.stopped : why;
    } finally {
      clearTimeout(shown);
      if (this.reading === reading) {
        this.reading = null;
        if (sentence) this.tell(sentence);
        else this.drawVerdict();
      }
    }
  }

  /** Whether the keyboard is in another part of the page. */
  elsewhere() {
    const { activeElement } = document;
    return activeElement !== null && activeElement !== document.body && !this.shadow.activeElement;
  }

  tell(sentence) {
    this.notice = sentence;
    this.drawVerdict();
  }

  key(event) {
    if (event.key === "F8") {
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    }
  }

  /** Goes to the next or previous finding. */
  step(by) {
    const all = this.findings;
    if (all.length === 0) return;
    const at = all.findIndex((finding) => finding.id === this.activeId);
    this.select(all[(at + by + all.length) % all.length], { focus: true });
  }

  /** Opens a finding: in the list, in the tables, in the text. */
  select(finding, { focus = false, toText = false } = {}) {
    this.activeId = finding.id;
    this.drawResults();
    const [first] = finding.spans;
    if (first) {
      if (toText) this.editor.select(first[0], first[1], true);
      else this.editor.reveal(first[0]);
    }
    const item = this.shadow.getElementById(`finding-${finding.id}`);
    const cell = this.drawn.querySelector("td.active");
    bring(item, this.list.parentElement);
    bring(cell, this.drawn);
    bring(cell, cell?.closest(".scroll"));
    if (focus && !toText) item?.querySelector(".head").focus({ preventScroll: true });
  }

  /** The caret was put somewhere: the finding marked there opens. */
  caret(at) {
    const here = this.findings.find((finding) => finding.spans.some(([start, end]) => start <= at && at <= end && start < end));
    if (here && here.id !== this.activeId) {
      this.activeId = here.id;
      this.drawResults();
      bring(this.shadow.getElementById(`finding-${here.id}`), this.list.parentElement);
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
    this.editor.replace(start, end, mended);
  }

  ignore(finding) {
    this.ignored.add(finding.id);
    if (this.activeId === finding.id) this.activeId = this.findings[0]?.id ?? null;
    this.drawResults();
    // Its button is gone: the keyboard goes on with the next.
    (this.list.querySelector(".finding.active .head") ?? this.editor.area).focus({ preventScroll: true });
  }

  onCell(id, cell, mark) {
    if (mark) this.select(mark.finding, { focus: false });
    if (cell) this.editor.select(cell.span[0], cell.span[1], !mark);
  }

  /** A number of the prose was picked: it and the cells it was held against are shown. */
  pick(claim) {
    this.drawResults();
    this.editor.select(claim.span[0], claim.span[1]);
    const cell = this.drawn.querySelector("td.held");
    bring(cell, this.drawn);
    bring(cell, cell?.closest(".scroll"));
  }

  clear() {
    // As an edit, so that one undo brings the text back.
    this.editor.replace(0, this.editor.value.length, "");
  }

  example() {
    this.editor.replace(0, this.editor.value.length, EXAMPLE, true);
  }

  // ---------------------------------------------------------------------------------------------
  // what is shown

  draw() {
    const { t } = this;
    const { lang, large, heading } = this.settings;
    const toggle = (label, pressed, setting, value, name) =>
      h(
        "button",
        { type: "button", class: "toggle", "aria-pressed": String(pressed), "aria-label": `${label} ${name}`, onclick: () => this.host.onSetting(setting, value) },
        label,
      );
    this.privacy.draw(t, this.settings.sent);
    this.keepFocus(() => {
      fill(
        this.header,
        h(`h${heading}`, { class: "title", part: "title" }, t.title),
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
      fill(
        this.bar,
        this.verdict,
        h(
          "span",
          { class: "tools", part: "tools" },
          h("button", { type: "button", title: t.previousKey, onclick: () => this.step(-1) }, `${t.previous} ↑`),
          h("button", { type: "button", title: t.nextKey, onclick: () => this.step(1) }, `${t.next} ↓`),
          h("button", { type: "button", onclick: (event) => this.copyFindings(event.currentTarget) }, t.copyFindings),
          h("button", { type: "button", onclick: () => print() }, t.print),
          h("button", { type: "button", onclick: () => this.chooser.click() }, t.choose),
          h("button", { type: "button", onclick: () => this.clear() }, t.clear),
        ),
      );
    });
    this.editor.area.placeholder = t.paste;
    fill(
      this.invite,
      h("button", { type: "button", class: "primary", onclick: () => this.example() }, t.example),
      h("button", { type: "button", onclick: () => this.chooser.click() }, t.choose),
      h("p", { id: "privacy" }, this.settings.sent ? t.factsForm.join("") : t.localDetail),
    );
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
    this.keepFocus(() => this.drawFindings());
    // The first result is seen before the tables and marks are laid out, which takes as long as all before.
    clearTimeout(this.drawingRest);
    const first = this.report && !this.tables.size;
    if (first) this.drawingRest = setTimeout(() => this.drawPlaces(), 0);
    else this.keepFocus(() => this.drawPlaces());
  }

  drawFindings() {
    const { t, findings } = this;
    fill(this.caption, this.editor.marked ? t.source : t.marksOff);
    const labels = this.report && new Labels(t, this.labels, this.report);
    const actions = {
      select: (finding, toText) => this.select(finding, { toText }),
      apply: (fix) => this.apply(fix),
      ignore: (finding) => this.ignore(finding),
    };
    this.list.setAttribute("aria-label", t.findings);
    fill(this.list, findings.map((finding, i) => drawFinding(finding, i + 1, finding.id === this.activeId, labels, actions)));
    fill(
      this.ignoredNote,
      this.aside > 0 && [
        `${t.ignored(this.aside)} `,
        h("button", { type: "button", class: "quiet", onclick: () => { this.ignored.clear(); this.drawResults(); } }, t.restore),
      ],
    );
  }

  /** Draws where the findings are: in the tables, in the text. */
  drawPlaces() {
    this.claims.draw(this.report, this.report && new Labels(this.t, this.labels, this.report));
    this.drawTables();
    const marks = this.findings.flatMap((finding, i) =>
      finding.spans
        .filter(([start, end]) => start < end)
        .map(([start, end]) => ({ start, end, number: i + 1, severity: finding.severity, active: finding.id === this.activeId })),
    );
    // One number may be wrong in several ways: the open finding's mark lies on top.
    marks.sort((a, b) => Number(a.active) - Number(b.active));
    const { claim } = this.claims;
    if (claim) marks.push({ start: claim.span[0], end: claim.span[1], severity: "held", active: false });
    this.editor.mark(marks);
  }

  /** The verdict in words: what is wrong, what was checked, and of whose report. */
  verdictText() {
    const { t, report } = this;
    if (!report) return "";
    const { errors, warnings, equations } = this.counts();
    const all = this.equationsOfForm();
    const aside = this.aside > 0 && t.ignored(this.aside);
    if (errors) return [`${t.counts(errors, warnings)} ${t.checked(equations, all)}`, aside].filter(Boolean).join(" · ");
    if (!equations) return warnings ? t.warningsOnly(warnings) : t.nothing;
    return [aside, this.heldText(equations, all), warnings && t.warningsOnly(warnings)].filter(Boolean).join(" · ");
  }

  /** What no error was found in; of equations that could not all be decided, how many hold. */
  heldText(equations, all) {
    const { t } = this;
    if (equations < all) return `${t.held(equations)}${t.comma}${t.undecided(all - equations)}`;
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
      const spoken = [...this.verdict.querySelectorAll("strong, span")].map((part) => part.textContent).join(",");
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
    this.root.classList.toggle("refused", Boolean(bare));
    if (this.unavailable) {
      const { reason, message } = this.unavailable;
      this.say(h("strong", { class: "warning" }, `△ ${t.unavailable[reason] ?? t.crashed}`), h("small", {}, message));
      return;
    }
    // What was said of a file or a paste stands beside the verdict on the text, which is as it was.
    this.say(this.notice && h("strong", { class: "warning" }, this.notice), report && this.verdictParts());
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
    const says = errors
      ? [h("strong", { class: "error" }, `✘ ${t.counts(errors, 0)}`), warnings > 0 && h("strong", { class: "warning" }, `△ ${t.warningsOnly(warnings)}`), h("span", {}, t.checked(equations, all))]
      : [
          this.aside > 0 && h("strong", {}, t.ignored(this.aside)),
          // ✓ is for a report whose every equation was decided and holds.
          !equations
            ? h("strong", { class: "warning" }, `△ ${t.nothing}`)
            : equations < all
              ? h("strong", { class: "warning" }, `△ ${this.heldText(equations, all)}`)
              : h("strong", { class: "clean" }, `${this.aside ? "" : "✓ "}${this.heldText(equations, all)}`),
          warnings > 0 && h("strong", { class: "warning" }, `△ ${t.warningsOnly(warnings)}`),
        ];
    const of = [report.agency, report.year && t.year(report.year), report.template ? t.form(report.template) : t.noForm];
    return [says, infos > 0 && h("span", {}, t.notes(infos)), h("span", { class: "of" }, of.filter(Boolean).join(" · "))];
  }

  drawTables() {
    const { t, report } = this;
    this.tables.clear();
    if (!report || !report.tables.some((table) => table.form)) {
      fill(this.drawn);
      return;
    }
    const labels = new Labels(t, this.labels, report);
    const context = {
      t,
      text: this.editor.value,
      marks: cellMarks(this.findings, this.activeId, report.claims),
      held: this.claims.cells,
      sides: cellSides(this.active),
      onCell: (id, cell, mark) => this.onCell(id, cell, mark),
    };
    const sections = report.tables.map((table) => {
      const form = labels.form(table.id);
      const title = h(`h${this.settings.heading + 1}`, { class: "table-title" }, form.title);
      if (!table.form) return h("section", { class: "table", part: "table" }, title, h("p", { class: "absent" }, t.missingTable));
      const drawn = drawTable(table, form, context);
      drawn.setAttribute("aria-label", form.title);
      this.tables.set(table.id, drawn);
      const fixes = this.fixesOf(table.id);
      return h(
        "section",
        { class: "table", part: "table" },
        h(
          "div",
          { class: "table-head" },
          title,
          table.status === "partial" && h("span", { class: "partial" }, t.partialTable),
          h("button", { type: "button", onclick: (event) => this.copyTable(table.id, new Map(), event.currentTarget) }, t.copyTable),
          fixes.size > 0 && h("button", { type: "button", onclick: (event) => this.copyTable(table.id, fixes, event.currentTarget) }, t.copyFixed),
        ),
        h("div", { class: "scroll" }, drawn),
      );
    });
    fill(this.drawn, sections);
  }

  /** The likeliest repair of every finding in a table, by cell. */
  fixesOf(table) {
    const fixes = this.findings.flatMap((finding) => finding.fixes[0] ?? []).filter((fix) => fix.table === table);
    return new Map(fixes.map((fix) => [key(fix.table, fix.row, fix.column), fix.to]));
  }

  copyTable(id, fixes, button) {
    const table = plainTable(this.tables.get(id), fixes);
    this.copied(copy(tabTable(table), table.outerHTML), button);
  }

  copyFindings(button) {
    if (!this.report) return;
    const labels = new Labels(this.t, this.labels, this.report);
    this.copied(copy(findingsText(this.report, this.findings, labels, this.verdictText())), button);
  }

  copied(done, button) {
    if (!done) return;
    button.dataset.label ??= button.textContent;
    button.textContent = `${this.t.copied} ✓`;
    this.speak(this.t.copied);
    setTimeout(() => (button.textContent = button.dataset.label), 1500);
  }
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
  if (!element) return null;
  const td = element.closest("td[data-key]");
  if (td) return { selector: `td[data-key="${td.dataset.key}"], td[data-key="${td.dataset.key}"] button`, index: element === td ? 0 : 1 };
  const box = element.closest(".finding, .ignored, .claims, .controls, .tools");
  if (!box) return null;
  const scope = box.id ? `#${CSS.escape(box.id)}` : `.${box.classList[0]}`;
  const selector = `${scope} button, ${scope} summary`;
  return { selector, index: [...element.getRootNode().querySelectorAll(selector)].indexOf(element) };
}

/** Scrolls a container, and nothing around it, until an element in it is well in view. */
function bring(element, container) {
  if (!element || !container) return;
  const inner = element.getBoundingClientRect();
  const outer = container.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    container.scrollTop += inner.top - outer.top - Math.max(0, outer.height - inner.height) / 3;
  }
  if (inner.left < outer.left || inner.right > outer.right) {
    container.scrollLeft += inner.left - outer.left - Math.max(0, outer.width - inner.width) / 2;
  }
}
