//! Which of the tokens after a label are its row's, where no more than their order tells: up to the next label, and no words
//! but the label's own.

use super::cells::{self, Content, Token};
use super::labels::{self, Hit, Occurrence};
use super::readings;
use super::{LONGEST_LAST_ROW, LONGEST_ROW, Reader};
use crate::forms::Table;
use crate::text::{holds, ink_of, is_cjk, is_in};

/// Between two headings of a row stands no more than this, in ink: 法人或其他组织.
const LONGEST_HEADING: usize = 16;

impl Reader<'_> {
    /// Where the cells of each label may begin: behind it, or behind the headings of all its columns, where most rows have them of
    /// their own.
    pub(super) fn past_headings(&self, table: &Table, labels: &[Occurrence]) -> Vec<usize> {
        let behind = |label: &Occurrence| self.ink.folded(label.ink.clone()).end;
        let past: Vec<Option<usize>> = labels.iter().map(|label| self.past_heading(table, label)).collect();
        let is_rule = past.iter().flatten().count() * 2 > labels.len();
        past.iter().zip(labels).map(|(past, label)| past.filter(|_| is_rule).unwrap_or_else(|| behind(label))).collect()
    }

    /// Where the headings of a row's columns end, if all stand in their order right behind its label, and no number between.
    fn past_heading(&self, table: &Table, label: &Occurrence) -> Option<usize> {
        let mut at = label.ink.end;
        for column in table.rows[label.row].columns {
            let from = self.hits.partition_point(|hit| hit.start < at);
            let is_own = |hit: &&Hit| self.names(hit, column);
            let next = self.hits[from..].iter().take_while(|hit| hit.start < at + LONGEST_HEADING).find(is_own)?;
            if self.ink.chars[at..next.start].iter().any(char::is_ascii_digit) {
                return None;
            }
            at = next.end;
        }
        Some(self.ink.folded(label.ink.start..at).end)
    }

    /// The tokens between a label and the next one, from `start` on and none from `limit` on; and how many numbers stand there beside them.
    pub(super) fn row_tokens(
        &self,
        table: &Table,
        labels: &[Occurrence],
        i: usize,
        start: usize,
        columns: usize,
        limit: usize,
    ) -> (Vec<Token>, usize) {
        if let Some(cells) = &labels[i].cells {
            return (self.tokens(cells.clone()), 0);
        }
        let next = labels.get(i + 1);
        let end = match next {
            Some(next) => {
                let label = labels::label_start(table, next.row, self.folded, self.ink, next.ink.start);
                let cells = next.cells.as_ref().map_or(label, |cells| cells.start);
                self.row_end(start, label.min(cells), columns)
            }
            // The last row: its cells, and no prose after them.
            None => start + LONGEST_LAST_ROW,
        };
        let end = end.clamp(start, limit.min(start + LONGEST_ROW).max(start));
        let label = table.rows[labels[i].row].label.0;
        let all = self.tokens(start..end);
        let found = self.count_numbers(&all);
        let mut tokens = self.own_cells(label, columns, start, all, next.is_none());
        if next.is_none() {
            self.end_of_run(table, start, &mut tokens);
            self.end_of_lines(start, &mut tokens);
        }
        let left = found.saturating_sub(self.count_numbers(&tokens));
        (tokens, left)
    }

    /// How many of some tokens hold digits.
    pub(super) fn count_numbers(&self, tokens: &[Token]) -> usize {
        let with_digits = |t: &&Token| self.folded.chars[t.range.clone()].iter().any(char::is_ascii_digit);
        tokens.iter().filter(with_digits).count()
    }

    /// Where a row's cells end that stands before a label: what shares the label's line, divided from it by
    /// tabs or pipes, is no cell of the line above (a serial number, a heading, a blank); nor what stands there where the row
    /// has all of its cells on its own line (a time, a number of the line), nor a bullet.
    fn row_end(&self, start: usize, label: usize, columns: usize) -> usize {
        let before = &self.folded.chars[start.min(label)..label];
        let Some(line) = before.iter().rposition(|c| *c == '\n') else { return label };
        let divided = |part: &[char]| part.iter().any(|c| matches!(c, '\t' | '|'));
        let is_bullet = |c: &&char| is_in(**c, "·•●○◆■□▪►+>*#※");
        let mut signs = before[line..].iter().filter(|c| !matches!(c, ' ' | '\n')).peekable();
        // (A dash alone on its line is a cell; before a label it is none.)
        let dash = signs.clone().eq(&['-']);
        let bullet = signs.peek().is_some() && (dash || signs.all(|c| is_bullet(&c)));
        let own = before.iter().position(|c| *c == '\n').map_or(start..start, |end| start..start + end);
        let is_full = || {
            before[line..].iter().any(|c| !matches!(c, ' ' | '\n'))
                && readings::count_cells(&self.tokens(own)) >= columns
        };
        if (divided(&before[line..]) && divided(&before[..line])) || bullet || is_full() {
            label - (before.len() - line)
        } else {
            label
        }
    }

    /// Of the tokens after a label those that are the row's. Words end it, unless they are the label's
    /// own, stand in a cell, or were put between two cells by a page or a portal; what follows them
    /// belongs to a row of no form, or is prose.
    fn own_cells(&self, label: &str, columns: usize, start: usize, tokens: Vec<Token>, last: bool) -> Vec<Token> {
        // 35-15: a count and a change. 35[1]: a count and its note.
        let is_run = |t: &Token| {
            let text = &self.folded.chars[t.range.clone()];
            let is_signed = || text.iter().all(|c| c.is_ascii_digit() || cells::is_sign(*c));
            (text[0].is_ascii_digit() && is_signed()) || cells::is_noted_number(text)
        };
        let is_cell = |t: &Token| match t.content {
            Content::Number(..) | Content::Digits | Content::Mark => true,
            Content::Text => is_run(t),
            Content::Word | Content::Empty => false,
        };
        let is_short = |t: &Token| t.content == Content::Text && t.range.len() <= readings::LONGEST_WORD;
        let numbers = tokens.iter().filter(|t| is_cell(t)).count();
        let shorts = tokens.iter().filter(|t| is_short(t)).count();
        let near = |t: &Token| !last || self.on_row_line(start, t) || is_cell(t);
        if shorts > 0 && numbers + shorts == columns && tokens.iter().filter(|t| is_short(t)).all(near) {
            // Cells of which some cannot be read.
            return tokens.into_iter().filter(|t| is_cell(t) || is_short(t)).collect();
        }
        let mut own: Vec<Token> = Vec::new();
        let (mut cells, mut after_word) = (0, false);
        // 行政规范性文件 2 24 232, and a heading with its line's number below: 15 第二十条第(五)项.
        let own_line = self.folded.chars[start..].iter().position(|c| *c == '\n').map_or(usize::MAX, |end| start + end);
        let is_full = tokens.iter().filter(|t| is_cell(t) && t.range.start < own_line).count() == columns;
        let before_words = |i: usize| {
            let words = tokens[i + 1..].iter().find(|t| !is_cell(t)).filter(|t| t.content == Content::Word);
            words.is_some_and(|word| !self.folded.chars[tokens[i].range.end..word.range.start].contains(&'\n'))
        };
        for (i, token) in tokens.iter().enumerate() {
            if is_full && token.range.start > own_line && before_words(i) {
                break;
            }
            match token.content {
                Content::Text if is_cell(token) => {
                    own.push(token.clone());
                    cells += 1;
                }
                // Cells with nothing in them after a heading are the heading's.
                Content::Empty if after_word => {}
                Content::Empty => own.push(token.clone()),
                Content::Word | Content::Text => {
                    let after = tokens[i + 1..].iter().skip_while(|t| !is_cell(t) && t.content != Content::Empty);
                    let run = after.take_while(|t| is_cell(t)).count();
                    let set_apart =
                        self.folded.chars[start..token.range.start].iter().any(|c| matches!(c, '\n' | '|' | '\t'));
                    let of_label = cells == 0 && (!set_apart || self.is_part_of(label, token));
                    // A stamp is long and no label; a short word or one of ours may be another row's.
                    let worded = self.folded.chars[token.range.clone()].iter().any(|c| is_cjk(*c));
                    let label_like = (worded && is_short(token)) || self.follows_ordinal(token);
                    let stamp = token.content == Content::Text && !label_like;
                    let between_cells = stamp && run > 0 && cells + run == columns;
                    if cells >= columns || (run > 0 && !of_label && !between_cells) || (run == 0 && last && !of_label) {
                        break;
                    }
                    after_word = run == 0;
                }
                _ => {
                    own.push(token.clone());
                    cells += 1;
                }
            }
        }
        own
    }

    /// Whether a word carries an ordinal: `7.属于…`.
    fn follows_ordinal(&self, token: &Token) -> bool {
        let chars = &self.folded.chars;
        let at = token.range.start;
        let point = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| matches!(c, '.' | '、' | ')'));
        point(Some(at)) || point(at.checked_sub(1)) || (chars[at].is_ascii_digit() && point(Some(at + 1)))
    }

    /// Whether a word is part of a row's label: what wrapping or a lost character left of it.
    fn is_part_of(&self, label: &str, token: &Token) -> bool {
        let word = &self.ink.chars[self.ink.index_of(token.range.start)..self.ink.index_of(token.range.end)];
        holds(&ink_of(label), word)
    }

    /// Whether a token stands on the same line as the label before it, cells divided by pipes or tabs.
    fn on_row_line(&self, label_end: usize, token: &Token) -> bool {
        let between = &self.folded.chars[label_end..token.range.start];
        !between.contains(&'\n') && between.iter().any(|c| matches!(c, '|' | '\t'))
    }

    /// Cuts the last row's cells, where some stand on its own line, before a line of words: 1 / 3 左右滑动查看更多.
    fn end_of_lines(&self, start: usize, tokens: &mut Vec<Token>) {
        let rest = &self.folded.chars[start..];
        let mut from = start + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
        if tokens.first().is_none_or(|token| token.range.start > from) {
            return;
        }
        while let Some(next) = tokens.iter().find(|token| token.range.start > from) {
            let rest = &self.folded.chars[next.range.start..];
            let end = next.range.start + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
            if self.folded.chars[next.range.start..end].iter().any(|c| is_cjk(*c) && !is_in(*c, "无空零〇件万亿元"))
            {
                tokens.retain(|token| token.range.start < from);
                return;
            }
            from = end;
        }
    }

    /// Cuts the last row's cells where another heading begins, whose words are our own.
    fn end_of_run(&self, table: &Table, start: usize, tokens: &mut Vec<Token>) {
        let from = self.ink.index_of(start);
        let next = self.hits[self.hits.partition_point(|hit| hit.start < from)..].first();
        if let Some(hit) = next {
            let end = labels::label_start(table, 0, self.folded, self.ink, hit.start);
            let cut = tokens.iter().position(|token| token.range.start >= end);
            tokens.truncate(cut.unwrap_or(tokens.len()));
        }
    }
}
