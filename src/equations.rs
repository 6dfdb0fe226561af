//! The equations of a table (balance edits), made from its form, and how they stand.

use crate::forms::{Part, Role, RowLaw, Table};

/// One equation over the cells of a table; cells are numbered by [`CellIndex`].
#[derive(Debug, Clone)]
pub(crate) struct Equation {
    /// The rule it is an instance of.
    pub(crate) rule: &'static str,
    /// The row or column that tells it from the rule's other instances.
    pub(crate) anchor: &'static str,
    pub(crate) left: Vec<usize>,
    pub(crate) right: Vec<usize>,
    /// Subtracted on the right.
    pub(crate) right_minus: Vec<usize>,
    pub(crate) relation: Relation,
}

/// How the two sides of an equation must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    /// left ≥ right
    AtLeast,
}

impl Equation {
    /// Every cell with its sign in left − right.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (usize, i64)> + '_ {
        let left = self.left.iter().chain(&self.right_minus).map(|&cell| (cell, 1));
        left.chain(self.right.iter().map(|&cell| (cell, -1)))
    }

    /// left − right
    pub(crate) fn residual(&self, value: impl Fn(usize) -> i64) -> i64 {
        self.terms().map(|(cell, sign)| sign * value(cell)).sum()
    }

    pub(crate) fn holds(&self, residual: i64) -> bool {
        match self.relation {
            Relation::Equal => residual == 0,
            Relation::AtLeast => residual >= 0,
        }
    }
}

/// Numbers the cells of a table row by row.
#[derive(Debug)]
pub(crate) struct CellIndex {
    first: Vec<usize>,
    places: Vec<(usize, usize)>,
}

impl CellIndex {
    pub(crate) fn new(table: &Table) -> CellIndex {
        let mut index = CellIndex { first: Vec::new(), places: Vec::new() };
        for (row, spec) in table.rows.iter().enumerate() {
            index.first.push(index.places.len());
            index.places.extend((0..spec.columns.len()).map(|column| (row, column)));
        }
        index
    }

    pub(crate) fn cell(&self, (row, column): (usize, usize)) -> usize {
        self.first[row] + column
    }

    /// Row and column of a cell.
    pub(crate) fn place(&self, cell: usize) -> (usize, usize) {
        self.places[cell]
    }

    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }
}

/// All equations of a table.
pub(crate) fn equations(table: &Table, index: &CellIndex) -> Vec<Equation> {
    let mut equations = Vec::new();
    for rule in table.row_rules {
        for (row, spec) in table.rows.iter().enumerate() {
            let by_part = |part: Part| -> Vec<usize> {
                let columns = spec.columns.iter().enumerate().filter(|(_, column)| column.part == part);
                columns.map(|(column, _)| index.cell((row, column))).collect()
            };
            let by_id = |ids: &[&str]| -> Option<Vec<usize>> {
                ids.iter()
                    .map(|id| spec.columns.iter().position(|c| c.id == *id).map(|c| index.cell((row, c))))
                    .collect()
            };
            let (left, right, right_minus, relation) = match rule.law {
                RowLaw::Sum => (by_part(Part::Addend), by_part(Part::Total), Vec::new(), Relation::Equal),
                RowLaw::AtLeast { larger, plus, minus } => match (by_id(larger), by_id(plus), by_id(minus)) {
                    (Some(larger), Some(plus), Some(minus)) => (larger, plus, minus, Relation::AtLeast),
                    _ => continue,
                },
            };
            equations.push(Equation { rule: rule.id, anchor: spec.id, left, right, right_minus, relation });
        }
    }
    for rule in table.column_rules {
        let columns = table.rows.first().map_or(&[][..], |row| row.columns);
        for (column, spec) in columns.iter().enumerate() {
            let by_role = |roles: &[Role]| -> Vec<usize> {
                let rows = table.rows.iter().enumerate().filter(|(_, row)| roles.contains(&row.role));
                rows.map(|(row, _)| index.cell((row, column))).collect()
            };
            equations.push(Equation {
                rule: rule.id,
                anchor: spec.id,
                left: by_role(rule.left),
                right: by_role(rule.right),
                right_minus: Vec::new(),
                relation: Relation::Equal,
            });
        }
    }
    equations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{FORM_2019, FORM_2021};

    /// The counts of DOMAIN: they follow from the forms' rows and columns.
    #[test]
    fn forms_give_the_equations_of_the_domain() {
        let count = |form: &crate::forms::Form, rule: &str| {
            let all = form.tables.iter().flat_map(|table| equations(table, &CellIndex::new(table)));
            all.filter(|equation| equation.rule == rule).count()
        };
        for (form, row_totals) in [(&FORM_2021, 25), (&FORM_2019, 23)] {
            assert_eq!(count(form, "requests.row-total"), row_totals);
            assert_eq!(count(form, "requests.balance"), 7);
            assert_eq!(count(form, "requests.outcome-total"), 7);
            assert_eq!(count(form, "disputes.group-total"), 3);
        }
        assert_eq!(count(&FORM_2021, "disclosure.in-force"), 2);
        assert_eq!(count(&FORM_2019, "disclosure.disclosed"), 2);
        assert_eq!(count(&FORM_2019, "disclosure.items"), 5);
    }
}
