// Many reports as rows of a table, and as letters.

import { h } from "./dom.js";

const severityOf = (t, finding) => t[finding.severity];
const asideOf = (entry, aside, finding) => aside.get(entry.digest, finding);

/** A report a row. */
export function overviewRows(entries, aside, t) {
  const { overview } = t.folder;
  const row = (entry) => {
    const { digest, place, path } = entry;
    if (!entry.isChecked) return [place + 1, entry.name, "", "", "", "", "", "", "", digest?.findings[0]?.message ?? t.folder.unreadable, path];
    const kept = digest.findings.filter((finding) => !asideOf(entry, aside, finding));
    const count = (severity) => kept.filter((finding) => finding.severity === severity).length;
    const first = kept.find((finding) => finding.severity !== "info");
    const against = entry.last ? t.folder.comparedWith(entry.last.digest.year) : "";
    return [place + 1, entry.name, digest.year ?? "", digest.template ?? "", count("error"), count("warning"), count("info"), digest.findings.length - kept.length, digest.summary.equations, [first?.message ?? "", against].filter(Boolean).join(t.semicolon), path];
  };
  return [overview, ...entries.map(row)];
}

/** A finding a row. */
export function findingRows(entries, aside, t) {
  const rows = entries.filter((entry) => entry.isChecked).flatMap((entry) =>
    entry.digest.findings.map((finding) => {
      const kept = asideOf(entry, aside, finding);
      return [entry.name, entry.digest.year ?? "", severityOf(t, finding), finding.name, finding.message, kept ? [t.asideWord, kept.why].filter(Boolean).join(t.colon) : "", entry.path];
    }),
  );
  return [t.folder.findings, ...rows];
}

/** All in one: a finding a row, and a row for each report without any. */
export function allRows(entries, aside, t) {
  const [head, ...found] = findingRows(entries, aside, t);
  const silent = entries.filter((entry) => !entry.isChecked || entry.digest.findings.length === 0);
  const said = (entry) => (entry.isChecked ? t.folder.nothingFound : (entry.digest?.findings[0]?.message ?? t.folder.unreadable));
  return [head, ...found, ...silent.map((entry) => [entry.name, entry.digest?.year ?? "", "", "", said(entry), "", entry.path])];
}

/** A letter to a body: what is to be corrected, and what is to be looked at. */
export function letter(entry, findings, t) {
  const { letter: words } = t.folder;
  const list = (severity) => findings.filter((finding) => finding.severity === severity).map((finding) => h("li", {}, `${finding.message}${t.period}`));
  const [errors, warnings] = [list("error"), list("warning")];
  return h(
    "article",
    { class: "letter" },
    h("h2", {}, words.title(entry.digest.year)),
    h("p", {}, words.to(entry.name)),
    h("p", {}, words.body(entry.digest.year, entry.path)),
    errors.length > 0 && [h("h3", {}, words.errors), h("ol", {}, errors)],
    warnings.length > 0 && [h("h3", {}, words.warnings), h("ol", {}, warnings)],
    h("p", {}, words.end),
    h("p", { class: "letter-sign" }, words.sign),
  );
}
