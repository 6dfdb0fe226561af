// A report without what only its document needs: what is kept of each of many.

import { ofReport } from "./aside.js";
import { key } from "./labels.js";

/** @returns {{ kind, of, title, agency, year, template, forms, text, pages, summary, findings: { id, rule, name, severity, message, cells }[] }} */
export function digest(report) {
  const { kind, title, agency, year, template, text, pages, summary } = report;
  // By table, the form that it was read as.
  const forms = Object.fromEntries(report.tables.filter((table) => table.form).map((table) => [table.id, table.form]));
  const findings = report.findings.map((finding) => ({ id: finding.id, rule: finding.rule, name: finding.name, severity: finding.severity, message: finding.message, cells: cellsOf(finding) }));
  return { kind, of: ofReport(report), title, agency, year, template, forms, text, pages, summary, findings };
}

/** The cells that a finding says are wrong; none where it cannot tell which of several. */
function cellsOf(finding) {
  const places = finding.fixes.length === 1 ? finding.fixes[0] : [];
  return [...new Set(places.map((place) => key(place.table, place.row, place.column)))];
}
