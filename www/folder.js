// Many reports: each checked in threads beside the page, in the order they were given in, and held against the same body's of
// the year before where that is among them. What is shown of them is folder-view.js's.

import { init, lineUp } from "./checker.js";
import { readable, reader } from "./reader.js";
import { Thread } from "./thread.js";

/** No more threads than this, and one core is left for the page. */
const MOST_THREADS = 4;
const threadCount = () => Math.max(1, Math.min(MOST_THREADS, (navigator.hardwareConcurrency || 2) - 1));

/** The kinds of files that are looked for in folders; a file that is chosen is read whatever its name is. */
const ENDINGS = new Set("txt md csv tsv htm html docx docm doc wps pdf ofd xlsx xlsm xls et".split(" "));

/** Whether a file in a folder is nobody's: `~$年报.docx` is what Word leaves beside a file that is open. */
const isHidden = (name) => /^[.~]/.test(name);
/** Whether one can be a report. */
const canBeReport = (name) => !isHidden(name) && ENDINGS.has(name.split(".").pop().toLowerCase());
/** Whether one is somebody's, and of no kind that reports come in. */
const isOther = (name) => !isHidden(name) && !canBeReport(name);

/** What tells a file from others, as far as the browser says. */
const idOf = ({ file, path }) => (file ? `${path}|${file.size}|${file.lastModified}` : null);

/** Names as people count: 第2街道 before 第10街道. */
const { compare } = new Intl.Collator("zh-CN", { numeric: true });

/** A report of many: the file it came in, and in time its digest (digest.js), or why there is none. */
class Entry {
  constructor(place, { file, path }) {
    this.place = place;
    this.file = file;
    this.path = path;
    /** As the file has it, or as it was changed on the page since. */
    this.text = null;
    this.digest = null;
    this.trouble = "";
    /** The same body's of the year before. */
    this.last = null;
    /** The person wants it held against no other. */
    this.alone = false;
    /** It was changed on the page since. */
    this.changed = false;
    /** Which it was held against, and in which language it is told. */
    this.against = null;
    this.lang = null;
    /** What the page keeps of it once it was opened: { history, bases }. */
    this.opened = null;
  }

  get done() {
    return this.digest !== null || this.trouble !== "";
  }

  /** Whether it was understood as a report, or a piece of one. */
  get isChecked() {
    return this.digest !== null && this.digest.kind !== "neither";
  }

  /** Whose it is, as far as it says. */
  get name() {
    return this.digest?.agency ?? this.path;
  }
}

export class Folder {
  /** @param onChange is told whenever there is more to be seen */
  constructor(onChange) {
    this.onChange = onChange;
    this.stopping = null;
    this.lang = "zh";
    this.clear();
  }

  clear() {
    this.stop();
    this.stopping = null;
    this.stopped = false;
    this.entries = [];
    this.placed = 0;
    this.next = 0;
  }

  get done() {
    return this.entries.filter((entry) => entry.done).length;
  }

  get running() {
    return Boolean(this.stopping);
  }

  /** @param {{ file: File, path: string }[]} files @returns how many of them were there already */
  add(files) {
    const there = new Set(this.entries.map(idOf));
    const fresh = files.filter((one) => !there.has(idOf(one)) && there.add(idOf(one)));
    for (const one of fresh) this.entries.push(new Entry((this.placed += 1), one));
    return files.length - fresh.length;
  }

  /** Takes a report in that came in otherwise: pasted, say. */
  adopt(path, digest) {
    const entry = new Entry((this.placed += 1), { file: null, path });
    this.entries.push(entry);
    entry.lang = this.lang;
    this.changedOnPage(entry, digest);
    return entry;
  }

  remove(entry) {
    this.entries.splice(this.entries.indexOf(entry), 1);
    this.lineUp();
    this.onChange();
  }

  stop() {
    this.stopped = true;
    this.stopping?.abort();
  }

  /** Goes on with what there is to be done, unless the person stopped it. */
  follow(lang) {
    this.lang = lang;
    return this.stopped ? null : this.run(lang);
  }

  /** A report was changed on the page: what it was compared with is asked for again. */
  changedOnPage(entry, digest) {
    this.take(entry, digest);
    this.lineUp();
    for (const other of this.entries) if (other.last === entry) other.against = null;
    entry.against = entry.last;
  }

  /**
   * Checks what was not checked yet, or is told in another language, until all is done or it is stopped. More may come while it
   * runs, and a run that was stopped can be gone on with.
   */
  async run(lang) {
    this.lang = lang;
    this.stopped = false;
    const { entries } = this;
    if (this.running || !entries.some((entry) => this.isOpen(entry))) return;
    const own = (this.stopping = new AbortController());
    const { signal } = own;
    this.onChange();
    try {
      await Promise.all([init(), reader.init()]);
      while (!signal.aborted && entries.some((entry) => this.isOpen(entry))) {
        this.next = 0;
        await inThreads(() => this.waiting(entries), signal, (entry, thread) => this.read(entry, thread, signal));
        if (signal.aborted) break;
        this.lineUp();
        const again = entries.filter((entry) => this.isOpen(entry));
        await inThreads(() => again.shift(), signal, (entry, thread) => this.recheck(entry, thread, signal));
      }
    } finally {
      if (this.stopping === own) this.stopping = null;
      this.onChange();
    }
  }

  /** Whether something of it is still to be done. */
  isOpen(entry) {
    return !entry.done || entry.lang !== this.lang || entry.last !== entry.against;
  }

  /** The next that is to be read; files may come as others are read. */
  waiting(entries) {
    while (this.next < entries.length && entries[this.next].done) this.next += 1;
    this.next += 1;
    return entries[this.next - 1];
  }

  async read(entry, thread, signal) {
    const { lang } = this;
    try {
      // (Its bytes are read here: WebKit's threads may not read files.)
      const [name, given] = entry.file ? ["digestBytes", await readable(entry.file)] : ["digestText", { text: entry.text, pages: [] }];
      this.take(entry, await thread.ask(name, given, { lang, source: entry.path }, signal));
    } catch (error) {
      if (signal.aborted) return;
      entry.trouble = String(error?.message ?? error);
    }
    entry.lang = lang;
    this.onChange();
  }

  take(entry, { text, ...digest }) {
    entry.text = text;
    entry.digest = digest;
    entry.trouble = "";
  }

  /**
   * Checks a text once more: in another language, against last year's, or as it was changed. (What was not understood says so
   * in a sentence, too: it is read again.)
   */
  async recheck(entry, thread, signal) {
    if (!entry.isChecked) return this.read(entry, thread, signal);
    const { lang } = this;
    const { text, digest, last } = entry;
    try {
      const now = await thread.ask("digestText", { text, pages: digest.pages }, { lang, source: entry.path, previous: last?.text }, signal);
      // What was changed meanwhile was checked then.
      if (entry.text === text) this.take(entry, now);
    } catch {
      if (signal.aborted) return;
    }
    entry.lang = lang;
    entry.against = last;
    this.onChange();
  }

  /** Which is last year's of which. */
  lineUp() {
    const checked = this.entries.filter((entry) => entry.isChecked);
    const before = lineUp(checked.map(({ digest: { agency, year } }) => ({ agency, year })));
    checked.forEach((entry, i) => (entry.last = before[i] === null || entry.alone ? null : checked[before[i]]));
  }

  /**
   * A report against the sum of others of its year.
   * @param {Entry} whole @param {Entry[]} parts
   * @returns {Promise<object>} the report, with what does not add up
   */
  async rollUp(whole, parts) {
    const thread = new Thread();
    // Who had a report last year and has none this year is known to be missing.
    const year = whole.digest.year;
    const followed = new Set(this.entries.map((entry) => entry.last));
    const absent = this.entries.filter((entry) => entry.isChecked && entry.digest.year === year - 1 && !followed.has(entry));
    try {
      const given = { text: whole.text, parts: parts.map(({ text, path }) => ({ text, source: path })), absent: absent.map((entry) => entry.name) };
      return await thread.ask("rollUp", given, { lang: this.lang, source: whole.path, text: false });
    } finally {
      thread.end();
    }
  }
}

/** Works through what `next` gives, in as many threads as there may be. */
async function inThreads(next, signal, work) {
  const threads = Array.from({ length: threadCount() }, () => new Thread());
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (let one = next(); one && !signal.aborted; one = next()) await work(one, thread);
      }),
    );
  } finally {
    for (const thread of threads) thread.end();
  }
}

/**
 * The files of what was dropped, those of folders and all below them too, by name; a plain file counts whatever its name is.
 * To be called while the drop is being handled: later the browser no longer says what it was.
 * @param {DataTransfer} data
 * @returns {Promise<{ files: { file: File, path: string }[], left: number }>} `left`: so many in folders are of no kind that is read
 */
export async function dropped(data) {
  const plain = { files: [...data.files].map((file) => ({ file, path: file.name })), left: 0 };
  const items = [...(data.items ?? [])];
  const entries = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return plain;
  // A page that was opened from disk may not look into folders in the older way: Chromium lets it in the newer one.
  const handles = items.map((item) => item.getAsFileSystemHandle?.());
  try {
    return await gathered(entries.map(older));
  } catch (error) {
    const newest = await Promise.all(handles);
    if (newest.length === 0 || !newest.every(Boolean)) throw error;
    return gathered(newest.map(newer));
  }
}

/** A file or a folder, as the one way or the other of browsers tells it: { name, file() } or { name, within() }. */
const older = (entry) => {
  if (entry.isFile) return { name: entry.name, file: () => new Promise((resolve, reject) => entry.file(resolve, reject)) };
  const within = async () => {
    const reader = entry.createReader();
    const all = [];
    // It tells of a hundred at a time.
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return all.map(older);
      all.push(...some);
    }
  };
  return { name: entry.name, within };
};

const newer = (handle) => {
  if (handle.kind === "file") return { name: handle.name, file: () => handle.getFile() };
  const within = async () => {
    const all = [];
    for await (const one of handle.values()) all.push(newer(one));
    return all;
  };
  return { name: handle.name, within };
};

/** The files that were named, and all reports in the folders and below them, by name. */
async function gathered(named) {
  const found = { files: [], left: 0 };
  const gather = async (one, folder) => {
    const path = `${folder}${one.name}`;
    if (one.within) {
      const all = await one.within();
      for (const inner of all.sort((a, b) => compare(a.name, b.name))) await gather(inner, `${path}/`);
    } else if (folder === "" || canBeReport(one.name)) found.files.push({ file: await one.file(), path });
    else if (isOther(one.name)) found.left += 1;
  };
  for (const one of named) await gather(one, "");
  return found;
}

/** The files of a choice, as of a drop; of a whole folder those that can be reports, by name. */
export function chosen(files) {
  const whole = files.some((file) => file.webkitRelativePath);
  const kept = whole ? files.filter((file) => canBeReport(file.name)) : files;
  const found = kept.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  if (whole) found.sort((a, b) => compare(a.path, b.path));
  return { files: found, left: whole ? files.filter((file) => isOther(file.name)).length : 0 };
}
