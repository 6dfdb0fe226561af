// Many reports as rows of a table, and as letters.

import { h } from "./dom.js";

/** Why there is nothing to be said of a report. */
const unread = (entry, t) => (entry.done ? (entry.digest?.findings[0]?.message ?? t.folder.unreadable) : t.folder.notYet);

const asideOf = (entry, aside, finding) => aside.get(entry.digest, finding);

/** A report a row. */
export function overviewRows(entries, aside, t) {
  const { overview } = t.folder;
  const row = (entry) => {
    const { digest, place, path } = entry;
    if (!entry.isChecked) return [place, entry.name, "", "", "", "", "", "", "", unread(entry, t), path];
    const kept = digest.findings.filter((finding) => !asideOf(entry, aside, finding));
    const count = (severity) => kept.filter((finding) => finding.severity === severity).length;
    const first = kept.find((finding) => finding.severity !== "info");
    const against = entry.last ? t.folder.comparedWith(entry.last.digest.year) : "";
    const notes = [first?.message, against, entry.changed && t.folder.changed];
    return [place, entry.name, digest.year ?? "", digest.template ?? "", count("error"), count("warning"), count("info"), digest.findings.length - kept.length, digest.summary.equations, notes.filter(Boolean).join(t.semicolon), path];
  };
  return [overview, ...entries.map(row)];
}

/** A finding a row. */
export function findingRows(entries, aside, t) {
  const rows = entries.filter((entry) => entry.isChecked).flatMap((entry) =>
    entry.digest.findings.map((finding) => {
      const kept = asideOf(entry, aside, finding);
      return [entry.name, entry.digest.year ?? "", t[finding.severity], finding.name, finding.message, kept ? [t.asideWord, kept.why].filter(Boolean).join(t.colon) : "", entry.path];
    }),
  );
  return [t.folder.findings, ...rows];
}

/** All in one: a finding a row, and a row for each report without any. */
export function allRows(entries, aside, t) {
  const [head, ...found] = findingRows(entries, aside, t);
  const silent = entries.filter((entry) => !entry.isChecked || entry.digest.findings.length === 0);
  const said = (entry) => (entry.isChecked ? t.folder.nothingFound : unread(entry, t));
  return [head, ...found, ...silent.map((entry) => [entry.name, entry.digest?.year ?? "", "", "", said(entry), "", entry.path])];
}

/** A letter to a body: what is to be corrected, and what is to be looked at. */
export function letter(entry, findings, t, forms) {
  const { letter: words } = t.folder;
  const { agency, year, template } = entry.digest;
  const file = entry.path.split("/").pop();
  const list = (severity) => findings.filter((finding) => finding.severity === severity).map((finding) => h("li", {}, `${finding.message}${t.period}`));
  const [errors, warnings] = [list("error"), list("warning")];
  return h(
    "article",
    { class: "letter" },
    h("h2", {}, words.title(year)),
    h("p", {}, agency ? words.to(agency) : words.toUnknown),
    h("p", {}, words.body(year, file)),
    errors.length > 0 && [h("h3", {}, words.errors), h("ol", {}, errors)],
    warnings.length > 0 && [h("h3", {}, words.warnings), h("ol", {}, warnings)],
    h("p", {}, words.end((forms.find((form) => form.id === template) ?? forms[0]).citation)),
    h("p", { class: "letter-sign" }, words.sign),
  );
}
