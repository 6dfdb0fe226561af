//! The equations of a table (balance edits), made from its form, and how they stand.

use super::{Law, Over, Relation, Row, Term};

/// One equation over the cells of a table; cells are numbered by [`CellIndex`].
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CellIndex {
    first: Vec<usize>,
    places: Vec<(usize, usize)>,
}

impl CellIndex {
    pub(super) fn new(rows: &[Row]) -> CellIndex {
        let mut index = CellIndex { first: Vec::new(), places: Vec::new() };
        for (row, spec) in rows.iter().enumerate() {
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

/// All equations over the rows of a table, as its laws give them within one year.
pub(super) fn equations(rows: &[Row], laws: &[Law], index: &CellIndex) -> Vec<Equation> {
    let mut equations = Vec::new();
    for law in laws.iter().filter(|law| !law.is_between_years()) {
        let mut add = |anchor: &'static str, cell: &dyn Fn(&Term) -> Option<usize>| {
            let side = |terms: &[Term], minus: bool| -> Option<Vec<usize>> {
                terms.iter().filter(|term| term.minus == minus).map(cell).collect()
            };
            let (left, left_minus) = (side(law.left, false), side(law.left, true));
            let (right, right_minus) = (side(law.right, false), side(law.right, true));
            if let (Some(left), Some(left_minus), Some(mut right), Some(right_minus)) =
                (left, left_minus, right, right_minus)
            {
                // What is taken away on the left is added on the right.
                right.extend(left_minus);
                equations.push(Equation { rule: law.rule, anchor, left, right, right_minus, relation: law.relation });
            }
        };
        match law.over {
            Over::Columns => {
                for (row, spec) in rows.iter().enumerate() {
                    let column = |id: &str| spec.columns.iter().position(|column| column.id == id);
                    add(spec.id, &|term| Some(index.cell((row, column(term.id)?))));
                }
            }
            Over::Rows => {
                let row = |id: &str| rows.iter().position(|row| row.id == id);
                for (column, spec) in rows.first().map_or(&[][..], |row| row.columns).iter().enumerate() {
                    add(spec.id, &|term| Some(index.cell((row(term.id)?, column))));
                }
            }
        }
    }
    equations
}

#[cfg(test)]
mod tests {
    use crate::forms::{Form, standard};

    /// The counts of DOMAIN: they follow from the forms' rows and columns.
    #[test]
    fn forms_give_the_equations_of_the_domain() {
        let count = |form: &Form, rule: &str| {
            let all = form.tables.iter().flat_map(|table| table.equations);
            all.filter(|equation| equation.rule == rule).count()
        };
        let [new, old] = standard() else { panic!("two forms") };
        for (form, row_totals) in [(new, 25), (old, 23)] {
            assert_eq!(count(form, "requests.row-total"), row_totals);
            assert_eq!(count(form, "requests.balance"), 7);
            assert_eq!(count(form, "requests.outcome-total"), 7);
            assert_eq!(count(form, "disputes.group-total"), 3);
        }
        assert_eq!(count(new, "disclosure.in-force"), 2);
        assert_eq!(count(old, "disclosure.disclosed"), 2);
        assert_eq!(count(old, "disclosure.items"), 5);
    }
}
