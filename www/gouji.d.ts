// Types of the package. The report is that of docs/report.schema.json; a test holds both together.

/** [start, end) in UTF-16 code units of the report's `text`, as JavaScript's strings count. */
export type Span = [start: number, end: number];
/** A number in plain ASCII, exactly as read: "33", "1207.55". */
export type Decimal = string;
export type TableId = "disclosure" | "requests" | "disputes";
export type FormId = "2021" | "2019";
export type Severity = "error" | "warning" | "info";

export interface Report {
  schema: "gouji/1";
  /** The name the text came by. */
  source: string | null;
  /** The text that was checked: of HTML and files, what they were read as. Left out with `text: false`. */
  text?: string;
  /** A report, a piece of one (a table, a paragraph), or neither: then nothing was checked. */
  kind: "report" | "piece" | "neither";
  title: string | null;
  agency: string | null;
  year: number | null;
  template: FormId | null;
  sections: Section[];
  /** The text piece by piece, in its order; between two stand gaps, page numbers and the printed heads of tables. */
  blocks: Block[];
  /** Always three: disclosure, requests, disputes. */
  tables: Table[];
  findings: Finding[];
  /** What the prose says in numbers, as far as it was understood. */
  claims: Claim[];
  /** The pages of the file the text came in, in order; empty where the kind of file has none. */
  pages: Page[];
  summary: Summary;
}

export interface Page {
  /** Where its text begins. */
  start: number;
  /** Only "read" and "recognised" (by a machine, on a picture) pages are part of the text. */
  state: "read" | "recognised" | "scan" | "outlines" | "hidden-fonts" | "damaged" | "too-many";
}

export interface Section {
  id: "overview" | "disclosure" | "requests" | "disputes" | "problems" | "other";
  title: string;
  span: Span;
}

export interface Block {
  /** paragraph: whole, however many lines it was broken into; row: a line of cells that is in none of the form's tables. */
  kind: "title" | "heading" | "paragraph" | "row" | "table";
  /** The section that a heading opens, or the table. */
  of?: Section["id"];
  span: Span;
}

export interface Table {
  id: TableId;
  /** The form it was read as. */
  form: FormId | null;
  status: "complete" | "partial" | "missing";
  cells: Cell[];
}

export interface Cell {
  row: string;
  /** null for an unplaced cell: its row lost blanks, so its column is not known. */
  column: string | null;
  state: "value" | "blank" | "unreadable" | "unplaced";
  /** null when not a value. */
  value: Decimal | null;
  /** The unit written with the number. */
  unit?: string;
  span: Span;
}

export interface Finding {
  /** Stable: the same cause in the same report has the same id, wherever it moved in the text. */
  id: string;
  /** For arithmetic: the most telling of the equations broken. */
  rule: string;
  /** The rule's plain name. */
  name: string;
  /** The row, column, section or table a rule that is no equation is about. */
  anchor: string | null;
  severity: Severity;
  /** In the language asked for. */
  message: string;
  equations: Equation[];
  /** Alternatives, likeliest first; each a set of changes to be made together. */
  fixes: Fix[][];
  /** Where to mark; the suspect cell first. */
  spans: Span[];
  /** The number of the page it stands on, from 1; absent where the text has no pages, or it stands nowhere. */
  page?: number;
  /** Passages that are last year's: where each stands, and how it stood there. */
  copied?: { span: Span; last: string }[];
}

export interface Place {
  table: TableId;
  row: string;
  column: string;
}

export interface Claim {
  /** What is counted: "requests.received", …; several joined by "+". */
  kind: string;
  /** Of these applicants, or suits of this course, alone: "requests.natural-person". */
  within?: string;
  /** That in words. */
  name: string;
  /** How many; how many per cent of a whole; by how much more or less than the year before; how many in both years together. */
  relation: "count" | "share" | "more" | "less" | "both-years";
  value: Decimal;
  /** Said to be about that many. */
  approximate: boolean;
  /** As printed; empty where the prose says that there was none. */
  unit: string;
  /** null where the sentence names none. */
  year: number | null;
  /** Whose number: all bodies of the area, one of them, or one that the report is not of. */
  scope: "unsaid" | "all" | "one" | "other";
  span: Span;
  /** null where the form has no place for it, or it is of another year or body, or the cells could not be read. */
  held: { value: Decimal; cells: Place[]; agrees: boolean } | null;
}

export interface Equation {
  rule: string;
  /** The rule's plain name. */
  name: string;
  anchor: string;
  left: Decimal;
  right: Decimal;
  /** Both sides worked out. */
  arithmetic: string;
  cells: (Place & { side: "left" | "right" })[];
}

export interface Fix extends Place {
  /** null for a blank. */
  from: Decimal | null;
  to: Decimal;
  /** What is to be replaced: the number without its unit, or the blank; null where the text has no place for it. */
  span: Span | null;
  /** What to put there: the number, set apart from digits beside it. */
  text: string;
}

export interface Summary {
  errors: number;
  warnings: number;
  infos: number;
  /** How many equations were decided. */
  equations: number;
  /** How many equations the form has. */
  possible: number;
}

export interface CheckOptions {
  /** The language of messages and names; "zh" unless told. */
  lang?: "zh" | "en";
  /** false leaves `text` out of the report. */
  text?: boolean;
  /** The name the text came by. */
  source?: string;
  /** Last year's report as text, to compare with. */
  previous?: string;
  /** The pages of the file the text came in, as a report told them: findings say theirs, and those not read are named. */
  pages?: Page[];
}

export interface FileOptions extends Omit<CheckOptions, "previous" | "pages"> {
  /** Last year's report, as text or as a file of any kind. */
  previous?: string | Blob;
  /** Stops the reading. */
  signal?: AbortSignal;
  /** Bytes read so far, then pages, and of how many. */
  onProgress?: (done: number, total: number, unit: "bytes" | "pages") => void;
}

/** Why the checker cannot run. */
export class Unavailable extends Error {
  /** "absent": no WebAssembly; "refused": by the page's policy; "missing": not loaded. */
  readonly reason: "absent" | "refused" | "missing";
}

/**
 * Starts the checker; to be awaited before the first `check` or `checkHtml`. Calling it again is free.
 * @param wasm gouji_bg.wasm, where it is not to be looked for beside the module (Node, own loaders)
 * @param files gouji-files_bg.wasm likewise, for `checkFile`; unless given it is loaded when the first file is read
 * @throws {Unavailable} as a rejection
 */
export function init(wasm?: BufferSource | WebAssembly.Module, files?: BufferSource | WebAssembly.Module): Promise<void>;
export default init;

/** Checks a text. Never throws on what is in it: what is no report gives a report that says so. */
export function check(text: string, options?: CheckOptions): Report;

/** Checks HTML, a page or a piece of one; the spans of the report are indices into its `text`. */
export function checkHtml(html: string, options?: CheckOptions): Report;

/**
 * Checks two texts, and holds this year's against last year's; which is which is told from their years, else the first is this
 * year's. The report is that of this year's, with its text.
 */
export function checkPair(one: string, other: string, options?: Pick<CheckOptions, "lang" | "source">): Report;

/**
 * Checks a text and holds its tables against the sum of others, cell by cell (`rollup.sum`): a government against its departments.
 * @param parts their texts, and the names they came by, for those that name no body
 * @param absent names of bodies that are known to have no report among them
 */
export function rollUp(text: string, parts: { text: string; source?: string }[], absent?: string[], options?: CheckOptions): Report;

/**
 * Of reports, for each the place among them of the same body's of the year before; null where there is none, or it is not
 * certain which. A body may be named with or without its city, or the word 人民政府.
 */
export function lineUp(reports: Pick<Report, "agency" | "year">[]): (number | null)[];

/**
 * Checks a file of any kind: PDF, OFD, .docx, .doc, .wps, .xlsx, .xls, .et, HTML, CSV, text in any encoding used in China; of
 * others the report says what to do instead. Starts the checker itself, and loads the reader of files with the first one.
 * Rejected only when stopped, when the browser cannot read the file, or when checker or reader cannot run.
 */
export function checkFile(file: Blob | File, options?: FileOptions): Promise<Report>;

export interface CheckedEquation extends Equation {
  table: TableId;
  /** Of an undecided one the numbers are not all known, and count for nothing. */
  outcome: "holds" | "fails" | "undecided";
  /** Why it is undecided, in the language asked for. */
  why?: string;
}

/** Every equation of the form that a text follows, in the form's order; none of a text without tables. */
export function equations(text: string, options?: Pick<CheckOptions, "lang">): CheckedEquation[];

/** What to change in a text so that a cell holds a number; null where the text has no certain place for it. */
export function edit(text: string, table: TableId, row: string, column: string, number: Decimal): { span: Span; text: string } | null;

/** The labels of the standard forms, for drawing tables. */
export function forms(options?: Pick<CheckOptions, "lang">): Form[];

export interface Form {
  id: FormId;
  /** The document the form was issued by. */
  citation: string;
  tables: {
    id: TableId;
    /** As said in a sentence. */
    name: string;
    /** The heading of its section, as printed. */
    title: string;
    /** One header over all rows; a header for each group of them; all rows side by side. */
    layout: "rows" | "blocks" | "line";
    /** What is printed in the upper left corner. */
    corner: string;
    rows: FormRow[];
  }[];
}

export interface FormRow {
  id: string;
  /** As printed. */
  label: string;
  /** As said in a sentence. */
  name: string;
  /** The headings it stands under, as printed, the widest first. */
  groups: string[];
  columns: { id: string; label: string; groups: string[]; total: boolean }[];
}

/** A finding that was set aside: whose report it is in, what it says, and why it is no matter. */
export interface SetAside {
  /** The report's title; where it has none, its body, or how its text begins. */
  of: string;
  agency: string | null;
  year: number | null;
  /** The finding's id and rule. */
  id: string;
  rule: string;
  message: string;
  /** As the person put it; may be empty. */
  why: string;
  /** 2025-01-31 */
  day: string;
}

/**
 * `<gouji-validator>`: the whole checker as one element and form control.
 *
 * Attributes: `lang` (zh, en), `large`, `theme` (light, dark, auto), `heading` (level of its title, 2 unless
 * told), `name`, `required`, `refuse-errors` (its form is not sent while there are errors, nor with a text that was not
 * checked), `disabled`, `remember` ("yes" or "no": the page offers to keep what is set aside, and the person wants it or not; the
 * element stores nothing itself).
 */
export class GoujiValidator extends HTMLElement {
  static readonly formAssociated: true;
  /** The text in the box. */
  value: string;
  /** The report on the text; null while there is none (an empty box, or the checker is still loading). */
  readonly report: Report | null;
  /** Last year's report as text, to compare with; empty for none. */
  previousReport: string;
  /** The findings that were set aside, of all reports; a page may keep the list and give it back. */
  setAside: SetAside[];
  /** "unavailable": the checker cannot run here. */
  readonly state: "empty" | "loading" | "checking" | "checked" | "unavailable";
  /** Checks the text now; also happens by itself at every change. */
  check(): Report | null;
  /** Takes what was copied, as a paste into the box does: for a page whose paste key is to work everywhere. */
  paste(data: DataTransfer): void;
  /** Checks files as a drop of them does: one is shown, several are listed. */
  open(files: Iterable<File>): void;
  /** Whether something that was done here would be lost with the page: reports of a list that were changed, reasons nobody keeps. */
  readonly unsaved: boolean;
  /** Opens the next finding, or the previous one. */
  next(): void;
  previous(): void;
  /** Takes the last change of the text back, or makes it again; as Ctrl+Z and Ctrl+Y do where the keyboard is in the element. */
  undo(): void;
  redo(): void;
  name: string;
  disabled: boolean;
  required: boolean;
  readonly labels: NodeList;
  readonly type: "gouji-validator";
  readonly form: HTMLFormElement | null;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    "gouji-validator": GoujiValidator;
  }
  interface HTMLElementEventMap {
    "gouji-report": CustomEvent<Report | null>;
    /** A finding was set aside, or taken up again: the whole list. */
    "gouji-set-aside": CustomEvent<SetAside[]>;
    /** The checker cannot run here: why, as in `Unavailable`. */
    "gouji-unavailable": CustomEvent<{ reason: "absent" | "refused" | "missing"; message: string }>;
  }
}
