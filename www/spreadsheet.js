// Tables as files: CSV, and XLSX as it is least: sheets of words and numbers in a container that is stored, not packed. (A library for
// XLSX was weighed: write-excel-file 4.1 is 20.8 KB compressed, a third of all our scripts; this is 1.8 KB.)

/** A table: rows of cells, each a string or a number. A word that a spreadsheet would work out is kept from it. */
export function csv(rows) {
  const cell = (value) => {
    if (typeof value === "number") return String(value);
    const words = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words;
  };
  // With the mark that tells Excel its encoding.
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** XML's own signs, and what XML does not hold: controls, halves of pairs. */
const xml = (words) => words.replace(/[&<>"]/g, (c) => ESCAPES[c]).replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/gu, (c) => (c.length > 1 ? c : "\ufffd"));

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** 1 → A, 27 → AA. */
const letters = (n) => (n > 26 ? letters(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(65 + ((n - 1) % 26));

function sheet({ rows, widths }) {
  const cell = (value, r, c) => {
    const at = `${letters(c + 1)}${r + 1}`;
    // The first row is the head, in bold.
    const style = r === 0 ? ' s="1"' : "";
    return typeof value === "number" ? `<c r="${at}"${style}><v>${value}</v></c>` : value === "" ? "" : `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
  };
  const lines = rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join("")}</row>`);
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const range = `A1:${letters(widths.length)}${Math.max(1, rows.length)}`;
  // Printed across, as wide as the sheet.
  const fits = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  const frozen = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `${HEAD}<worksheet xmlns="${MAIN}">${fits}${frozen}<cols>${columns.join("")}</cols><sheetData>${lines.join("")}</sheetData><autoFilter ref="${range}"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`;
}

/** @param {{ name: string, rows: (string | number)[][], widths: number[] }[]} sheets the first row of each is its head */
export function xlsx(sheets) {
  const numbered = sheets.map((_, i) => i + 1);
  const type = (part, kind) => `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const relations = (all) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`;
  const font = (bold) => `<font>${bold}<sz val="11"/><name val="宋体"/></font>`;
  const styles = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;
  const files = {
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type("workbook.xml", "sheet.main")}${type("styles.xml", "styles")}${numbered.map((n) => type(`worksheets/sheet${n}.xml`, "worksheet")).join("")}</Types>`,
    "_rels/.rels": relations(relation("r1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name }, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(numbered.map((n) => relation(`r${n}`, "worksheet", `worksheets/sheet${n}.xml`)).join("") + relation(`r${sheets.length + 1}`, "styles", "styles.xml")),
    "xl/styles.xml": styles,
    ...Object.fromEntries(sheets.map((one, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheet(one)])),
  };
  return zip(files);
}

/** A ZIP archive of texts, stored. @returns {Uint8Array[]} its bytes, in pieces */
function zip(files) {
  const encoder = new TextEncoder();
  const pieces = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [named, bytes] = [encoder.encode(name), encoder.encode(text)];
    // Version 2.0, names in UTF-8, stored, the first of January 1980.
    const common = [[20, 2], [0x0800, 2], [0, 2], [0x00210000, 4], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [named.length, 2]];
    const local = record([0x04034b50, 4], ...common, [0, 2]);
    directory.push(record([0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), named);
    pieces.push(local, named, bytes);
    at += local.length + named.length + bytes.length;
  }
  const size = directory.reduce((all, one) => all + one.length, 0);
  const count = Object.keys(files).length;
  return [...pieces, ...directory, record([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2])];
}

/** Numbers, each with its size in bytes, the lowest byte first. */
function record(...fields) {
  const bytes = [];
  for (const [value, size] of fields) for (let i = 0; i < size; i += 1) bytes.push((value >>> (8 * i)) & 0xff);
  return Uint8Array.from(bytes);
}

let table = null;
function crc32(bytes) {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
