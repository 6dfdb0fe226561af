//! Spreadsheets: cells at their places, some of which a merged one covers.

use crate::intake::flow::{CellShape, Flow};
use crate::sort::sort;

/// Excel's own limits.
pub(crate) const COLUMNS: usize = 16_384;
pub(crate) const ROWS: usize = 1_048_576;

/// Row and column of each cell that a merged one covers, in order.
#[derive(Debug)]
pub(crate) struct Covered(Vec<(usize, usize)>);

/// More covered cells than any form has, those named twice counted twice: further ones count as blank.
const MOST_COVERED: usize = 20_000;

impl Covered {
    /// From the first and the last cell of each range that is merged.
    pub(crate) fn new(ranges: impl Iterator<Item = ((usize, usize), (usize, usize))>) -> Covered {
        let cells = ranges.flat_map(|(first, last)| {
            let cells = (first.0..=last.0).flat_map(move |row| (first.1..=last.1).map(move |column| (row, column)));
            cells.filter(move |cell| *cell != first)
        });
        let mut covered: Vec<(usize, usize)> = cells.take(MOST_COVERED).collect();
        sort(&mut covered);
        Covered(covered)
    }

    /// Writes a cell where it stands, by its row and column; cells left out before it are blank. `column` is that of the
    /// row's last cell.
    pub(crate) fn write_cell(&self, flow: &mut Flow, text: &str, at: (usize, usize), column: &mut usize) {
        // A cell out of order stands where it is found.
        let blank = at.1.min(COLUMNS).saturating_sub(*column + 1);
        for n in 1..=blank {
            flow.open_cell(self.shape((at.0, *column + n)));
        }
        *column += blank + 1;
        flow.open_cell(self.shape(at));
        flow.exact(text);
    }

    fn shape(&self, at: (usize, usize)) -> CellShape {
        CellShape { covered: self.0.binary_search(&at).is_ok(), ..CellShape::default() }
    }
}
