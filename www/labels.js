// Names of cells and equations, from the form's labels, and what is said of a change.

export class Labels {
  constructor(t, forms, report) {
    this.t = t;
    this.report = report;
    this.forms = forms;
  }

  form(table) {
    const id = this.report.tables.find((other) => other.id === table)?.form;
    const form = this.forms.find((other) => other.id === id) ?? this.forms[0];
    return form.tables.find((other) => other.id === table);
  }

  row(table, row) {
    return this.form(table)?.rows.find((other) => other.id === row);
  }

  column(place) {
    return this.row(place.table, place.row)?.columns.find((other) => other.id === place.column);
  }

  cell(place) {
    return `${this.row(place.table, place.row)?.name ?? place.row} · ${this.column(place)?.label ?? place.column}`;
  }

  /** A cell with its table: 表三 二、上年结转 · 总计. */
  place(place) {
    return `${this.form(place.table)?.name ?? place.table} ${this.cell(place)}`;
  }

  /** A section by its heading in the report. */
  section(id) {
    return this.report.sections.find((other) => other.id === id)?.title ?? this.t.preface;
  }

  /** What an equation is about: its row's name, or its column's. */
  anchor(equation) {
    const rows = new Set(equation.cells.map((cell) => cell.row));
    const place = equation.cells[0];
    if (!place) return "";
    return rows.size === 1 ? this.row(place.table, place.row)?.name : this.t.columnOf(this.column(place)?.label);
  }

  /** What should stand in a cell, and what does. */
  change(fix) {
    return fix.from === null ? this.t.shouldBlank(fix.to) : this.t.should(fix.to, fix.from);
  }
}

/** A cell's place as one word, to find it by. */
export const key = (table, row, column) => `${table}/${row}/${column}`;
