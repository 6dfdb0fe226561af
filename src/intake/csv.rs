//! Comma-separated values, as spreadsheets export them.

use crate::intake::flow::{CellShape, Flow, Overfull};

/// Fewer lines with as many commas as a row of the form has are prose.
const FEWEST_ROWS: usize = 10;
const FEWEST_COMMAS: usize = 6;

/// Whether a text is a spreadsheet's: many of its lines are rows, and nothing else divides their cells.
pub(crate) fn is_csv(text: &str) -> bool {
    // A program's list is read by the signs between its cells: ["规章", "", 0].
    let is_list = |line: &str| line.trim_start().starts_with(['[', '(']);
    // (A sentence is no row, however many half-width commas it has.)
    let row = |line: &&str| {
        !is_divided(line)
            && !is_list(line)
            && !line.contains('。')
            && line.bytes().filter(|b| *b == b',').count() >= FEWEST_COMMAS
    };
    text.lines().filter(row).count() >= FEWEST_ROWS
}

fn is_divided(line: &str) -> bool {
    line.contains(['\t', '|'])
}

/// The text of comma-separated values; cells in quotes may hold commas and line breaks. Lines that other separators divide stay
/// as they are.
pub(crate) fn text_of(text: &str) -> Result<String, Overfull> {
    let mut flow = Flow::default();
    flow.open_table();
    let mut rest = text;
    let mut line_end = 0;
    while !rest.is_empty() && !flow.is_full() {
        flow.open_row();
        // (A bare carriage return ends a row and no line.)
        let at = text.len() - rest.len();
        let line = if at >= line_end { rest.lines().next().unwrap_or_default() } else { "" };
        line_end = line_end.max(at + line.len());
        if is_divided(line) {
            flow.open_cell(CellShape::default());
            flow.exact(line);
            rest = rest[line.len()..].trim_start_matches('\r');
            rest = rest.strip_prefix('\n').unwrap_or(rest);
            continue;
        }
        loop {
            let (field, after) = field(rest);
            flow.open_cell(CellShape::default());
            // ="0" is how a spreadsheet is told to keep a text.
            flow.exact(field.strip_prefix("=\"").and_then(|field| field.strip_suffix('"')).unwrap_or(&field));
            let Some(next) = after.strip_prefix(',') else {
                rest = after.strip_prefix("\r\n").or(after.strip_prefix('\n')).unwrap_or(after);
                break;
            };
            rest = next;
        }
    }
    flow.finish()
}

/// The field that a text begins with, and what follows it: a comma, a line's end, or nothing.
fn field(text: &str) -> (String, &str) {
    let mut field = String::new();
    let mut rest = text;
    let spaced = rest.trim_start_matches(' ');
    if spaced.starts_with('"') {
        rest = spaced;
    }
    while let Some(quoted) = rest.strip_prefix('"') {
        let end = quoted.find('"').unwrap_or(quoted.len());
        field.push_str(&quoted[..end]);
        rest = quoted.get(end + 1..).unwrap_or_default();
        // Two quotes are one of the field's own.
        if rest.starts_with('"') {
            field.push('"');
        }
    }
    let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
    field.push_str(&rest[..end]);
    let after = &rest[end..];
    // A bare carriage return divides nothing.
    let stray = after.starts_with('\r') && !after.starts_with("\r\n");
    (field, if stray { &after[1..] } else { after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_apart() {
        assert_eq!(field("\"他说\"\"好\"\"\",5"), ("他说\"好\"".to_owned(), ",5"));
        let row = "标签,1,\"1,234\",,\"5\n6\",7";
        let rows = format!("{row}\r\n甲,,2,3,4,5\n").repeat(2);
        let text = text_of(&rows).expect("text");
        assert_eq!(text.lines().next(), Some("标签\t1\t1,234\t\t5 6\t7"));
        assert_eq!(text.lines().nth(1), Some("甲\t\t2\t3\t4\t5"));
        assert_eq!(text.lines().count(), 4);
    }

    #[test]
    fn prose_is_no_spreadsheet() {
        assert!(!is_csv(&"共5件, 其中网上4件, 邮寄1件。\n".repeat(50)));
        assert!(!is_csv(&"全年收到5件,网上4件,邮寄1件,公开3件,不掌握1件,重复1件,均已办结,无结转。\n".repeat(50)));
        assert!(is_csv(&"申请,1,2,3,4,5,6,21\n".repeat(20)));
    }
}
