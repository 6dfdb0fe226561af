//! Paragraphs and tables written down as lines of text: a paragraph a line, a table row a line with a tab
//! between its cells.
//!
//! The readers of HTML, Word and Excel files say what they meet, in order, with whatever is missing or out
//! of place; the lines are what [`check`](crate::check) reads. Cells keep their places: a blank one
//! between two tabs, a merged one where it begins.

use crate::sort::sort;

/// Tables nested deeper than this are read as text of the cell around them.
const DEEPEST: usize = 24;
/// Columns and rows that one cell may span, as in browsers.
const WIDEST: usize = 1000;
/// A row may span so many columns in all.
const MOST_COLUMNS: usize = 400;
/// More text than is ever checked, in bytes.
pub(crate) const MOST_TEXT: usize = 8 << 20;
/// More cells than a hundred reports have.
const MOST_CELLS: usize = 200_000;
/// A cell longer than this that has lines of its own is text laid out by a table.
const LONGEST_CELL: usize = 120;

/// Takes paragraphs and tables in, gives lines out.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    text: Text,
    tables: Vec<Table>,
    /// Tables opened beyond [`DEEPEST`].
    beyond: usize,
    cells: usize,
    /// Bytes of text taken in.
    bytes: usize,
    /// The page that what comes next stands on, from 1; 0 where there are none.
    page: usize,
    /// Where in the text pages begin.
    pages: Vec<(usize, usize)>,
}

/// More came in than any report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overfull;

/// Running text.
#[derive(Debug, Default)]
struct Text {
    lines: String,
    /// Something other than white space was written.
    inked: bool,
    /// White space was met and not written yet.
    space: Option<Space>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Plain,
    /// With a line break in the source, which between two Chinese characters is none.
    Wrapped,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    /// The page of each row.
    pages: Vec<usize>,
    row: Option<Vec<Cell>>,
    cell: Option<Cell>,
}

/// A cell of a table.
#[derive(Debug, Default)]
struct Cell {
    text: Text,
    columns: usize,
    rows: usize,
    /// Cells of a table inside it that has one row.
    inner: Vec<String>,
    /// It holds a table of several rows.
    holds_table: bool,
    /// It is left over of a grid that does not line up: no cell of the table's.
    phantom: bool,
    /// Columns left out before it.
    skipped: usize,
    /// The cell above reaches down over it.
    covered: bool,
}

/// How a cell stands in its table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellShape {
    /// Columns it spans.
    pub(crate) columns: usize,
    /// Rows it spans.
    pub(crate) rows: usize,
    /// Dropped if there is nothing in it.
    pub(crate) phantom: bool,
    /// Columns of the grid left out before it.
    pub(crate) skipped: usize,
    /// The cell above reaches down over it.
    pub(crate) covered: bool,
}

impl Default for CellShape {
    fn default() -> CellShape {
        CellShape { columns: 1, rows: 1, phantom: false, skipped: 0, covered: false }
    }
}

impl Flow {
    /// Text in which any run of white space is one space.
    pub(crate) fn text(&mut self, text: &str) {
        let outside = self.tables.last().is_some_and(|table| table.cell.is_none());
        if outside && text.trim().is_empty() {
            return;
        }
        self.bytes += text.len();
        self.target().collapse(text);
    }

    /// Text as it is, line breaks and all.
    pub(crate) fn exact(&mut self, text: &str) {
        self.bytes += text.len();
        self.target().exact(text);
    }

    /// Whether there is no use in going on: [`Flow::finish`] will refuse.
    pub(crate) fn is_full(&self) -> bool {
        self.cells > MOST_CELLS || self.bytes > MOST_TEXT
    }

    /// A line ends here.
    pub(crate) fn line_break(&mut self) {
        self.target().line_break(true);
    }

    /// A paragraph starts or ends here.
    pub(crate) fn block(&mut self) {
        self.target().line_break(false);
    }

    /// What follows stands on this page.
    pub(crate) fn set_page(&mut self, page: usize) {
        self.page = page;
        if self.tables.is_empty() {
            self.begin_page(page);
        }
    }

    fn begin_page(&mut self, page: usize) {
        if self.tables.is_empty() && self.pages.last().map_or(0, |last| last.1) < page {
            self.pages.push((self.text.lines.len(), page));
        }
    }

    /// The text of the innermost open cell; what a table has outside its cells stands before it.
    fn target(&mut self) -> &mut Text {
        match self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.text,
            None => &mut self.text,
        }
    }

    pub(crate) fn open_table(&mut self) {
        if self.tables.len() == DEEPEST {
            self.beyond += 1;
            self.block();
            return;
        }
        self.tables.push(Table::default());
    }

    pub(crate) fn close_table(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            self.block();
            return;
        }
        let Some(mut table) = self.tables.pop() else { return };
        table.close_row();
        let inside = self.tables.iter_mut().rev().find_map(|outer| outer.cell.as_mut());
        if let Some(cell) = inside {
            // A row of its own where the cells of this one should be; or a cell in a cell.
            let one_row = table.rows.len() == 1;
            if one_row && (cell.text.is_blank() || table.rows[0].len() == 1) {
                let inner = table.rows.remove(0);
                let many = inner.len() > 1;
                let texts = inner.into_iter().flat_map(|cell| std::iter::once(cell.text.joined()).chain(cell.inner));
                if many {
                    cell.inner.extend(texts);
                } else {
                    texts.for_each(|text| cell.text.exact(&text));
                }
                return;
            }
            cell.holds_table |= !table.rows.is_empty();
        }
        self.target().line_break(false);
        for (row, fields) in lines(table.rows) {
            if let Some(page) = table.pages.get(row) {
                self.begin_page(*page);
            }
            let target = self.target();
            target.exact(&fields.join("\t"));
            target.line_break(false);
        }
    }

    /// A row starts; one that is open ends.
    pub(crate) fn open_row(&mut self) {
        if self.beyond > 0 {
            return self.block();
        }
        if self.tables.is_empty() {
            // A piece of a table, without the table.
            self.open_table();
        }
        // Rows without cells are work as well.
        self.cells += 1;
        if let Some(table) = self.tables.last_mut() {
            table.close_row();
            table.pages.push(self.page);
            table.row = Some(Vec::new());
        }
    }

    pub(crate) fn close_row(&mut self) {
        if self.beyond > 0 {
            return self.block();
        }
        if let Some(table) = self.tables.last_mut() {
            table.close_row();
        }
    }

    /// The open row is none: it was deleted.
    pub(crate) fn drop_row(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|_| self.beyond == 0) {
            table.cell = None;
            table.row = None;
            table.pages.pop();
        }
    }

    /// A cell starts; one that is open ends.
    pub(crate) fn open_cell(&mut self, shape: CellShape) {
        if self.beyond > 0 {
            return self.target().collapse(" ");
        }
        if self.tables.last().is_none_or(|table| table.row.is_none()) {
            self.open_row();
        }
        self.cells += 1;
        if let Some(table) = self.tables.last_mut() {
            table.close_cell();
            let mut cell = Cell::default();
            cell.shape(shape);
            table.cell = Some(cell);
        }
    }

    pub(crate) fn close_cell(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|_| self.beyond == 0) {
            table.close_cell();
        }
    }

    /// The open cell is of another shape than it was opened with: Word says so inside it.
    pub(crate) fn reshape_cell(&mut self, shape: CellShape) {
        let cell = self.tables.last_mut().filter(|_| self.beyond == 0).and_then(|table| table.cell.as_mut());
        if let Some(cell) = cell {
            cell.shape(shape);
        }
    }

    /// The lines, without more than one empty line in a row.
    pub(crate) fn finish(self) -> Result<String, Overfull> {
        Ok(self.finish_pages()?.0)
    }

    /// The lines, and where in them pages begin: place and number.
    pub(crate) fn finish_pages(mut self) -> Result<(String, Vec<(usize, usize)>), Overfull> {
        if self.is_full() {
            return Err(Overfull);
        }
        while !self.tables.is_empty() {
            self.close_table();
        }
        let mut out = String::with_capacity(self.text.lines.len());
        let mut pages = std::mem::take(&mut self.pages).into_iter().peekable();
        let mut starts = Vec::new();
        let (mut empty, mut read) = (true, 0);
        for line in self.text.lines.split_inclusive('\n') {
            while let Some((_, page)) = pages.next_if(|(at, _)| *at <= read) {
                starts.push((out.len(), page));
            }
            read += line.len();
            // A blank last cell is a tab at the end.
            let line = line.trim_end_matches(['\n', '\r']).trim_end_matches([' ', '\u{a0}', '\u{3000}']);
            if line.is_empty() && empty {
                continue;
            }
            empty = line.is_empty();
            out.push_str(line);
            out.push('\n');
        }
        out.truncate(out.trim_end_matches('\n').len());
        if !out.is_empty() {
            out.push('\n');
        }
        Ok((out, starts))
    }
}

impl Text {
    fn collapse(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                let wrapped = c == '\n' || self.space == Some(Space::Wrapped);
                self.space = Some(if wrapped { Space::Wrapped } else { Space::Plain });
                continue;
            }
            self.write_space(c);
            self.inked |= !c.is_whitespace();
            self.lines.push(c);
        }
    }

    fn exact(&mut self, text: &str) {
        if let Some(first) = text.chars().next() {
            self.write_space(first);
        }
        self.inked = self.inked || text.contains(|c: char| !c.is_whitespace());
        self.lines.push_str(text);
    }

    fn write_space(&mut self, next: char) {
        let Some(space) = self.space.take() else { return };
        let last = self.lines.chars().next_back();
        let chinese = |c: char| !c.is_ascii() && c != '\u{a0}';
        let apart = space == Space::Plain || !(last.is_some_and(chinese) && chinese(next));
        if apart && last.is_some_and(|c| c != '\n') {
            self.lines.push(' ');
        }
    }

    fn line_break(&mut self, even_empty: bool) {
        self.space = None;
        if even_empty || !(self.lines.is_empty() || self.lines.ends_with('\n')) {
            self.lines.push('\n');
        }
    }

    fn is_blank(&self) -> bool {
        !self.inked
    }

    /// On one line: what wrapping broke is joined.
    fn joined(&self) -> String {
        let mut out = String::new();
        for line in self.lines.lines().map(|line| line.trim_matches(char::is_whitespace)).filter(|l| !l.is_empty()) {
            let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if digits(out.chars().next_back()) && digits(line.chars().next()) {
                out.push(' ');
            }
            out.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }));
        }
        out
    }
}

impl Cell {
    fn is_blank(&self) -> bool {
        self.text.is_blank() && self.inner.is_empty()
    }

    fn is_number(&self) -> bool {
        is_number(self.text.lines.trim())
    }

    fn shape(&mut self, shape: CellShape) {
        self.columns = shape.columns.clamp(1, WIDEST);
        self.rows = shape.rows.clamp(1, WIDEST * WIDEST);
        self.skipped = shape.skipped.min(WIDEST);
        (self.phantom, self.covered) = (shape.phantom, shape.covered);
    }
}

impl Table {
    fn close_cell(&mut self) {
        if let (Some(cell), Some(row)) = (self.cell.take(), self.row.as_mut()) {
            row.push(cell);
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        self.rows.extend(self.row.take());
    }
}

/// A cell in its row, by the columns of the table's grid.
struct Placed {
    start: usize,
    end: usize,
    /// `None`: another cell covers it.
    cell: Option<Cell>,
    /// That one stands further up, and reaches down here.
    reached: bool,
}

/// The fields of each row that has any, with the row's index.
fn lines(rows: Vec<Vec<Cell>>) -> Vec<(usize, Vec<String>)> {
    let mut lines = Vec::new();
    let mut rows_before = 0;
    let mut part: Vec<Vec<Placed>> = Vec::new();
    let mut write = |mut part: Vec<Vec<Placed>>| {
        // Beyond the header, where no row has anything, are no cells: spreadsheets fill up every line.
        let filled = |placed: &&Placed| placed.cell.as_ref().is_none_or(|cell| !cell.is_blank());
        if part.iter().any(|row| is_header(row)) {
            let width = part.iter().flatten().filter(filled).map(|placed| placed.end).max().unwrap_or(0);
            part.iter_mut().for_each(|row| row.retain(|placed| placed.start < width));
        }
        let columns = columns(&part);
        let most_cells = part.iter().map(|row| number_cells(row)).max().unwrap_or(0);
        for row in part {
            lines.extend(fields(row, &columns, most_cells).into_iter().map(|fields| (rows_before, fields)));
            rows_before += 1;
        }
    };
    // A spreadsheet holds several tables in one: a line of one cell, and below it a header or another such
    // line, parts them. (A row of blanks has one cell too, its label.)
    let mut rows = grid(rows).into_iter().peekable();
    while let Some(row) = rows.next() {
        if is_caption(&row) && rows.peek().is_some_and(|next| is_header(next) || is_caption(next)) {
            write(std::mem::take(&mut part));
        }
        part.push(row);
    }
    write(part);
    lines
}

/// Puts the cells of each row into the columns of the grid.
fn grid(rows: Vec<Vec<Cell>>) -> Vec<Vec<Placed>> {
    // By column: so many rows further down it is taken.
    let mut taken: Vec<usize> = Vec::new();
    let mut grid = Vec::with_capacity(rows.len());
    for row in rows {
        let mut placed: Vec<Placed> = Vec::with_capacity(row.len());
        let mut reach = vec![0; taken.len()];
        let mut at = 0;
        let pass_taken = |at: &mut usize, placed: &mut Vec<Placed>, taken: &[usize]| {
            let start = *at;
            while taken.get(*at).is_some_and(|rows| *rows > 0) {
                *at += 1;
            }
            if *at > start {
                placed.push(Placed { start, end: *at, cell: None, reached: true });
            }
        };
        for cell in row {
            pass_taken(&mut at, &mut placed, &taken);
            at += cell.skipped;
            let end = (at + cell.columns).min(MOST_COLUMNS.max(at));
            if cell.rows > 1 && end > at {
                reach.resize(reach.len().max(end), 0);
                reach[at..end].fill(cell.rows - 1);
            }
            placed.push(Placed { start: at, end, cell: (!cell.covered).then_some(cell), reached: false });
            at = end;
        }
        pass_taken(&mut at, &mut placed, &taken);
        taken.resize(reach.len().max(taken.len()), 0);
        for (column, rows) in taken.iter_mut().enumerate() {
            *rows = rows.saturating_sub(1).max(reach.get(column).copied().unwrap_or(0));
        }
        grid.push(placed);
    }
    grid
}

/// Where the columns of numbers begin: there most rows of numbers have a cell that begins. (A grid drawn
/// by hand has further ones, which no one means.)
fn columns<'a>(grid: &'a [Vec<Placed>]) -> Vec<usize> {
    let of_numbers: Vec<&'a Vec<Placed>> = grid
        .iter()
        .filter(|row| row.iter().filter(|placed| placed.cell.as_ref().is_some_and(Cell::is_number)).count() >= 3)
        .collect();
    let mut starts: Vec<usize> =
        of_numbers.iter().flat_map(|row| right_of_label(row)).map(|placed| placed.start).collect();
    if of_numbers.is_empty() {
        // Too few numbers to tell: the last header tells.
        let header = grid.iter().rfind(|row| is_header(row));
        let mut starts: Vec<usize> = header.into_iter().flatten().skip(1).map(|placed| placed.start).collect();
        starts.dedup();
        return starts;
    }
    sort(&mut starts);
    let most = |run: &[usize]| run.len() * 2 > of_numbers.len();
    starts.chunk_by(|a, b| a == b).filter(|run| most(run)).map(|run| run[0]).collect()
}

/// What clerks write into cells where there is nothing.
const NOTHING: &[&str] = &["无", "0", "/", "-", "—", "——", "–", "×", "空"];

/// Whether a cell holds a number or a mark for none, not a label that begins with its ordinal.
fn is_number(text: &str) -> bool {
    // '0: a number that a spreadsheet was told to keep as a text.
    let text = text.strip_prefix('\'').unwrap_or(text);
    let ordinal = text.trim_start_matches(char::is_numeric).starts_with(['.', '、', '\u{ff0e}'])
        && text.chars().next_back().is_some_and(char::is_alphabetic);
    text.len() <= 30 && !ordinal && text.starts_with(|c: char| c.is_numeric() || "+-−—–/增减".contains(c))
}

/// Whether a row has one cell at most with anything in it, and none of the rows above reaches down to it: such a one is a row of
/// their table, with blanks.
fn is_caption(row: &[Placed]) -> bool {
    !row.iter().any(|placed| placed.reached)
        && row.iter().filter(|placed| placed.cell.as_ref().is_some_and(|cell| !cell.is_blank())).count() < 2
}

/// Whether a row holds headers: several cells with something in them, and no number.
fn is_header(row: &[Placed]) -> bool {
    let cells = || row.iter().filter_map(|placed| placed.cell.as_ref()).filter(|cell| !cell.is_blank());
    cells().count() > 1 && !cells().any(Cell::is_number)
}

/// The cells of a row right of its label: numbers and blanks, and what is said behind them (a remark, =SUM(D8:I8)).
fn right_of_label(row: &[Placed]) -> &[Placed] {
    let is_label = |cell: &Cell| !cell.is_blank() && !cell.is_number();
    let is_number = |placed: &Placed| placed.cell.as_ref().is_some_and(Cell::is_number);
    let end = row.iter().rposition(is_number).unwrap_or(row.len());
    let label = row[..end].iter().rposition(|placed| placed.cell.as_ref().is_some_and(is_label));
    &row[label.map_or(0, |label| label + 1)..]
}

/// How many of those there are.
fn number_cells(row: &[Placed]) -> usize {
    right_of_label(row).iter().filter(|placed| placed.cell.as_ref().is_some_and(|cell| !cell.phantom)).count()
}

/// The fields of a row; several lines where the table only lays text out.
fn fields(row: Vec<Placed>, columns: &[usize], most_cells: usize) -> Vec<Vec<String>> {
    let own = row.iter().filter(|placed| placed.cell.is_some()).count();
    let is_text = |cell: &Cell| {
        let several = cell.text.lines.trim().contains('\n');
        cell.holds_table || (several && (own == 1 || cell.text.lines.len() > LONGEST_CELL * 3))
    };
    if row.iter().any(|placed| placed.cell.as_ref().is_some_and(is_text)) {
        let cells = row.into_iter().filter_map(|placed| placed.cell);
        let texts = cells.flat_map(|cell| cell.inner.into_iter().chain([cell.text.lines]));
        return texts.flat_map(|text| text.lines().map(|line| vec![line.to_owned()]).collect::<Vec<_>>()).collect();
    }
    // A row with a cell for every column has each in its place, however its borders were dragged.
    let full = number_cells(&row) >= most_cells.min(columns.len());
    let mut fields: Vec<String> = Vec::new();
    let mut begun = false;
    let end_of_row = row.last().map_or(0, |placed| placed.end);
    for Placed { start, end, cell, .. } in row {
        let covered = || if full { 0 } else { columns.iter().filter(|column| (start..end).contains(column)).count() };
        let Some(cell) = cell else {
            // Under a cell that reaches down: left of the label nothing, among the numbers blanks.
            if begun {
                fields.extend(std::iter::repeat_n(String::new(), covered()));
            }
            continue;
        };
        let text = cell.text.joined();
        if text.is_empty() && cell.inner.is_empty() {
            // Left of the numbers a blank is part of the label's place.
            let of_label = begun && columns.first().is_some_and(|first| end <= *first);
            if !cell.phantom && !of_label {
                fields.extend(std::iter::repeat_n(String::new(), covered().max(1)));
            }
            continue;
        }
        // Merged over all of a row's numbers, a mark for nothing stands for each of them.
        let times = if begun && NOTHING.contains(&text.as_str()) { covered().max(1) } else { 1 };
        begun = true;
        if !text.is_empty() {
            fields.extend(std::iter::repeat_n(text, times));
        }
        fields.extend(cell.inner);
    }
    // Blank cells left of a label say nothing; left of a number they are cells.
    let first = fields.iter().position(|field| !field.is_empty());
    match first {
        None => Vec::new(),
        Some(first) => {
            if !is_number(&fields[first]) {
                fields.drain(..first);
            }
            // Blank cells at the end of a row of numbers may be left out; those it has are there.
            if fields.iter().any(|field| is_number(field)) {
                let missing = if full { 0 } else { columns.iter().filter(|column| **column >= end_of_row).count() };
                fields.extend(std::iter::repeat_n(String::new(), missing));
            }
            vec![fields]
        }
    }
}
