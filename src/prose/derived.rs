//! Numbers that the language derives from others: 其余4件, 三区合计504件, 上述3件.
//!
//! Such a word names an operation, and its place says which numbers may be meant. It is a finding only where no
//! choice among these gives the number: 共33件 after 网上20件、信函13件 may go back to both of them, or repeat a
//! number that was said before.

use super::claims::Said;
use super::label::{Label, after, is_subject};
use super::measures as m;
use super::parts::{alike, is_within};
use super::quantity::{Quantity, Unit};
use super::slips::Likeness;
use super::tokens::{Kind, Token};
use super::words::Word;
use super::{View, figures, finding};
use crate::findings::{self, Cause, Finding};
use crate::text::{says_any, starts};

pub(crate) fn check(view: &View<'_>) -> Vec<Finding> {
    let numbers = 0..view.numbers().len();
    numbers.filter_map(|index| Derived::new(view, index)?.finding()).collect()
}

/// So many numbers that 、 joins are a list.
const JOINED: usize = 3;

/// So many numbers before it may be meant.
const REACH: usize = 14;

/// What says that something was not done.
const NEGATIONS: &[&str] = &["尚未", "没有", "未", "不"];

/// A number that others may give.
struct Derived<'v> {
    view: &'v View<'v>,
    said: &'v Said<'v>,
    value: i64,
    label: Label<'v>,
    tokens: &'v [Token],
    /// What may be meant, in order: counts of the same unit before it in its paragraph, outside brackets that are closed.
    pool: Vec<Operand<'v>>,
}

#[derive(Clone, Copy)]
struct Operand<'v> {
    said: &'v Said<'v>,
    value: i64,
}

impl<'v> Derived<'v> {
    fn new(view: &'v View<'v>, index: usize) -> Option<Derived<'v>> {
        let numbers = view.numbers();
        let said = &numbers[index];
        if !said.is_number() || said.quantity.approximate {
            return None;
        }
        let value = said.quantity.value.as_whole()?;
        let tokens = view.sentences[said.sentence].tokens.as_slice();
        let label = view.words_before(said);
        let depth = tokens[said.token].depth;
        let may = |other: &&Said<'v>| {
            let deep = view.sentences[other.sentence].tokens[other.token].depth;
            let within = deep <= if other.sentence == said.sentence { depth } else { 0 };
            let of_several = view.is_attribute(&other.quantity.range);
            other.is_number()
                && other.quantity.unit == said.quantity.unit
                && within
                && !view.is_extreme(other)
                && !of_several
        };
        let mut pool: Vec<Operand<'v>> = view
            .earlier_in_paragraph(index)
            .filter(may)
            .map_while(|said| (!said.quantity.approximate).then_some(said))
            .filter_map(|said| Some(Operand { said, value: said.quantity.value.as_whole()? }))
            .take(REACH)
            .collect();
        pool.reverse();
        Some(Derived { view, said, value, label, tokens, pool })
    }

    fn finding(&self) -> Option<Finding> {
        let overlap = self.tokens.iter().any(|token| token.is(Word::Overlaps));
        let rest = || self.rest().filter(|_| self.without_nested().rest().is_some());
        let sum = || rest().or_else(|| self.total()).or_else(|| self.complement());
        let more = self.label.has(Word::Rest) && self.is_rest_of_more();
        (!overlap && !more).then(sum).flatten().or_else(|| self.again())
    }

    /// 部分公开26件;不予公开的21件中有6件属于案卷;其余23件: without what may be a part of a part.
    fn without_nested(&self) -> Derived<'v> {
        let is_nested = |operand: &&Operand<'v>| is_within(self.view.words_before(operand.said).tokens);
        let pool = self.pool.iter().filter(|operand| !is_nested(operand)).copied().collect();
        Derived { pool, ..*self }
    }

    /// Whether a number is one of a list that goes on behind it.
    fn is_before_another(&self, said: &Said<'_>) -> bool {
        self.view.sentences[said.sentence].tokens.get(said.token + 1).is_some_and(|next| next.is_mark("、"))
    }

    /// 公开102件,占47.4%;无法提供71件,占33.0%;其余16件: what has a share as those after it have is a part as they are.
    fn is_part_with_share(&self, said: &Said<'_>) -> bool {
        let tokens = &self.view.sentences[said.sentence].tokens;
        let share = |from: usize| {
            tokens[from + 1..].iter().find_map(Token::number).is_some_and(|next| next.unit == Unit::Percent)
        };
        let mut after =
            self.pool.iter().filter(|other| other.said.sentence == said.sentence && other.said.token > said.token);
        share(said.token) && after.any(|next| share(next.said.token))
    }

    /// What the tables count in all, where requests or disputes are spoken of.
    fn of_tables(&self) -> &[i64] {
        if matches!(self.said.quantity.unit, Unit::Case(_)) { self.view.totals() } else { &[] }
    }

    /// 办结15件,除6件予以公开、2件部分公开外,其余4件…: what is left of a number before it.
    fn rest(&self) -> Option<Finding> {
        // 其余为科研机构2件、社会公益组织1件: a list of what is left; 上年剩下的1项: of last year's.
        if !self.label.has(Word::Rest)
            || self.label.has(Word::LastYear)
            || self.label.gap() > 0
            || self.label.any(is_subject)
        {
            return None;
        }
        let in_sentence = |operand: &&Operand<'_>| operand.said.sentence == self.said.sentence;
        // 除…外: those are taken away, and no others.
        let except = self.tokens[..self.said.token].iter().rposition(|token| token.is(Word::Except));
        let after_except =
            |operand: &Operand<'_>| except.is_some_and(|at| in_sentence(&operand) && operand.said.token > at);
        let first = self.pool.iter().position(after_except);
        let wholes = |until: usize| -> Vec<i64> {
            let singles = self.pool[..until].iter().map(|operand| operand.value);
            let pairs = self.pool[..until].windows(2).map(|two| two[0].value.saturating_add(two[1].value));
            singles.chain(pairs).chain(self.of_tables().iter().copied()).collect()
        };
        let fits = |start: usize| {
            let taken = sum(&self.pool[start..]);
            wholes(start).into_iter().any(|whole| Some(whole) == taken.and_then(|taken| taken.checked_add(self.value)))
        };
        let starts: Vec<usize> = match first {
            Some(first) => vec![first],
            // (办理结果:公开68件,部分公开25件,其余52件: of all that the tables have.)
            None => (0..self.pool.len()).collect(),
        };
        // 这4件包含在18件之内,其余14件: the whole may stand behind what is taken from it.
        let behind = |(i, whole): (usize, &Operand<'_>)| {
            let before = self.pool[..i].last().filter(|part| part.said.sentence == whole.said.sentence);
            before.is_some_and(|part| part.value.checked_add(self.value) == Some(whole.value))
        };
        if starts.iter().any(|start| fits(*start)) || self.pool.iter().enumerate().any(behind) {
            return None;
        }
        // The whole: what the list is of, else the largest number of the sentence.
        let (at, whole) = match first {
            Some(first) => (first.checked_sub(1)?, self.pool.get(first.checked_sub(1)?)?),
            None => {
                let own = self.pool.iter().enumerate().filter(|(_, operand)| in_sentence(operand));
                own.rev().max_by_key(|(_, operand)| operand.value)?
            }
        };
        // 征地62件、招投标35件、救助8件,剩下7件: the first of the list is no whole.
        if self.is_before_another(whole.said) || self.is_part_with_share(whole.said) {
            return None;
        }
        // 327条,其中监管84条、名单12批、其余174条: some are told in other units.
        let list = self.tokens.get(whole.said.token + 1..self.said.token).filter(|_| in_sentence(&whole));
        let other = |token: &Token| {
            let counts =
                |quantity: &Quantity| quantity.unit != Unit::Percent && !alike(quantity.unit, self.said.quantity.unit);
            token.depth == 0 && (token.number().is_some_and(counts) || token.is_unread_number(&self.view.prose.chars))
        };
        let mixed = list.is_some_and(|list| list.iter().any(other));
        let parts: Vec<&Operand<'_>> = self.pool[at + 1..].iter().collect();
        if parts.is_empty() || whole.value < self.value || mixed {
            return None;
        }
        let quantities: Vec<&Quantity> =
            parts.iter().map(|part| part.said.quantity).chain([self.said.quantity]).collect();
        let sum = sum(&self.pool[at + 1..])?.checked_add(self.value)?;
        super::parts::differ(self.view, whole.said.quantity, &quantities, sum)
    }

    /// Whether it is what is left of a number of an earlier paragraph (a page may begin one anywhere), or beside parts in other
    /// units: 信息141条,其中数据48条,分析20篇,公告37条,其余36条.
    fn is_rest_of_more(&self) -> bool {
        let numbers = self.view.numbers();
        let Some(first) = self.pool.first() else { return false };
        let start = first.said.quantity.range.start;
        let before = &numbers[..numbers.partition_point(|said| said.quantity.range.start < start)];
        let mut alike =
            before.iter().rev().take(4 * REACH).filter(|said| said.quantity.unit == self.said.quantity.unit);
        let all = sum(&self.pool).and_then(|all| all.checked_add(self.value));
        if all.is_some() && alike.any(|whole| whole.is_number() && whole.quantity.value.as_whole() == all) {
            return true;
        }
        // From this number backwards: each may be the whole of those after it.
        let mut parts = Some(0i64);
        let of_sentence = &numbers[self.view.numbers_of(self.said.sentence)];
        for part in of_sentence.iter().rev().filter(|part| part.token <= self.said.token && part.is_number()) {
            let value = part.quantity.value.as_whole();
            if value.is_some() && value == parts && part.token < self.said.token {
                return true;
            }
            parts = parts.zip(value).and_then(|(parts, value)| parts.checked_add(value));
        }
        false
    }

    /// 建议86件、提案102件,共198件: a total that no run of the numbers before it makes.
    fn total(&self) -> Option<Finding> {
        let added =
            self.label.has(Word::Plus) || self.tokens[..self.said.token].iter().any(|token| token.is(Word::Plus));
        let twice = self.label.tokens.iter().filter(|token| token.is(Word::Total)).count() >= 2;
        // 2022年25件、2023年30件,累计55件.
        let dated = || {
            self.pool.len() >= 2 && self.pool[self.pool.len() - 2..].iter().all(|operand| operand.said.year.is_some())
        };
        let only = |token: &Token| match token.kind {
            // 加上上年结转17件,合计办理申请240件; 三类解读材料共51个.
            Kind::Word(Word::Processed | Word::Request { .. } | Word::OnRequest) if added => true,
            Kind::Gap if twice => true,
            // 2021年41件、2022年38件、2023年45件,三年累计答复124件: of what was done in those years.
            Kind::Word(Word::Handled | Word::Closed | Word::Received | Word::Processed) if dated() => true,
            Kind::Word(word) => matches!(
                word,
                Word::Total
                    | Word::InAll
                    | Word::Plain
                    | Word::And
                    | Word::Anew
                    | Word::OtherTime
                    | Word::ThisYear
                    | Word::Own
                    | Word::Published
                    | Word::Divided
                    | Word::Within
                    | Word::Plus
            ),
            Kind::Mark(_) => true,
            _ => false,
        };
        // 加装电梯24部,通梯19部;两年累计46部: with what was counted in the other year.
        let years = figures::how_many_years(self.label.text());
        if years.is_some() && !dated() {
            return None;
        }
        let parts = || self.pool.iter().rev().take(2).all(|operand| operand.said.of_part);
        let year = || {
            self.label.has(Word::Anew)
                && self.label.tokens.iter().all(|token| token.is(Word::Anew) || token.is(Word::Plain))
        };
        let named = self.label.has(Word::Total)
            || (self.label.has(Word::InAll) && (dated() || parts()))
            || (year() && !self.label.tokens.is_empty() && parts());
        // 制发2件,废止1件,共有6件有效: of a thing of its own.
        let after = self.view.label(self.said.sentence, after(self.tokens, self.said.token));
        let other = after.any(|word| matches!(word, Word::InForce | Word::Repealed | Word::Counts(_) | Word::Ends(_)));
        let named = named && !other && self.label.tokens.iter().all(only);
        // 查询5件,补正4件,其他情形共36件: all of what is left. 年初41块,拆除4块,年末共有46块: what there is in the end ([`stock`](super::stock)).
        let is_other = says_any(self.label.text(), &["其他", "其余", "另", "年末", "年底", "期末"]);
        if !named || is_other || self.tokens[self.said.token].depth > 0 {
            return None;
        }
        let own = |operand: &Operand<'_>| operand.said.sentence == self.said.sentence;
        let start = self.pool.iter().position(own).unwrap_or(self.pool.len());
        // 上半年发布278条。下半年发布239条。全年合计发布527条.
        let halves = start == self.pool.len() && self.label.has(Word::Anew);
        let before = self.said.sentence.saturating_sub(1);
        let start = if halves { self.pool.partition_point(|operand| operand.said.sentence < before) } else { start };
        let listed = &self.pool[start..];
        if halves && !listed.iter().all(|operand| operand.said.of_part) {
            return None;
        }
        // 规章9部、规范性文件48件、部门文件73件,共130件: of those in other units, too.
        let in_another_unit = |first: &Operand<'_>| {
            let before = self.tokens[..first.said.token].iter().rev().take_while(|token| !token.is_mark(",;:()"));
            before.filter_map(Token::number).any(|quantity| !alike(quantity.unit, self.said.quantity.unit))
        };
        if listed.first().filter(|first| own(first)).is_some_and(in_another_unit) {
            return None;
        }
        // 信息134条、报告2份、信息263条,合计399条: with what is counted in another measure word.
        let of_measures = |first: &Operand<'_>| {
            let numbers = &self.view.numbers()[self.view.numbers_of(self.said.sentence)];
            let is_counted = |said: &&Said<'_>| {
                (first.said.token..self.said.token).contains(&said.token)
                    && matches!(said.quantity.unit, Unit::Case(_) | Unit::Piece(_))
            };
            let mut counted = numbers.iter().filter(is_counted).map(|said| said.quantity.value.as_whole());
            counted.try_fold(0i64, |sum, value| sum.checked_add(value?))
        };
        if listed.first().filter(|first| own(first)).and_then(of_measures) == Some(self.value) {
            return None;
        }
        // 去年到场120人、线上64人;今年共203人: of another year.
        // 前四年依次为14件、22件、19件、26件,加上本年共111件: this year's number is not said there.
        if self.label.has(Word::ThisYear) && (self.label.has(Word::Plus) || added) {
            return None;
        }
        let of_another =
            self.label.has(Word::ThisYear) && listed.iter().any(|part| !self.view.is_this_year(part.said.year));
        // 2019年27件,实为28件,三年共109件: of more years than are told.
        let of_more = years.is_some_and(|years| years > listed.len());
        if listed.len() < 2 || of_another || of_more {
            return None;
        }
        let from = if halves { 0 } else { listed[0].said.token + 1 };
        let between = &self.tokens[from..self.said.token];
        // Numbers of other kinds between them take nothing away, but what a list is of may be one of them.
        let has = |word: Word| between.iter().any(|token| token.is(word));
        // (五年累计: its own word.)
        let list = &between[..between.len().saturating_sub(self.label.tokens.len())];
        let plus = has(Word::Plus) || self.label.has(Word::Plus);
        // 制定2件,废止1件,…年末共23件: what is taken away is not added.
        let taken = has(Word::Repealed);
        // 登记158家,未检7家;评估5A1家、4A3家,共4家: of what is written otherwise, too.
        let lettered = |token: &Token| {
            let chars = &self.view.prose.chars[token.range.clone()];
            matches!(token.kind, Kind::Gap)
                && chars.windows(2).any(|two| two[0].is_ascii_alphabetic() && two[1].is_ascii_digit())
        };
        let unread = between.iter().any(lettered);
        // 14个社区各配1名,加上本级3名,共17名; 110条(期): of several, in several units.
        let first = self.view.words_before(listed[0].said);
        let each = first.has(Word::Each) && !first.has(Word::Respectively);
        let units = matches!(self.view.prose.chars[self.said.quantity.range.end..], ['(', _, ')', ..]);
        if taken
            || unread
            || each
            || units
            || has(Word::Each)
            || has(Word::Including)
            || (list.iter().any(|token| token.is(Word::InAll)) && self.label.has(Word::InAll))
        {
            return None;
        }
        // 征地类30件、宅基地类9件、规划类6件、矿产类2件,共计47件: of those, though it was said before.
        let joined =
            listed.len() >= JOINED && listed[..listed.len() - 1].iter().all(|part| self.is_before_another(part.said));
        let repeats = !plus && !joined && self.pool.iter().any(|operand| operand.value == self.value);
        // 共31件,其中甲17件,乙4件,另外6人合计10件: what is left.
        let left = (1..self.pool.len()).any(|start| {
            sum(&self.pool[start..]).and_then(|taken| taken.checked_add(self.value)) == Some(self.pool[start - 1].value)
        });
        let runs = (0..self.pool.len() - 1).any(|start| sum(&self.pool[start..]) == Some(self.value));
        let unnumbered = self.view.named_before(&listed[0].said.quantity.range);
        let named = sum(listed).is_some_and(|sum| (1..=unnumbered).any(|one| sum.saturating_add(one) == self.value));
        let some = (has(Word::Among) || has(Word::Total)) && subset(listed, self.value);
        if repeats || runs || named || left || some || self.of_tables().contains(&self.value) && !plus {
            return None;
        }
        let parts: Vec<&Quantity> = listed.iter().map(|operand| operand.said.quantity).collect();
        super::parts::differ(self.view, self.said.quantity, &parts, sum(listed)?)
    }

    /// 收到意见126条,采纳41条,未采纳85条: those that are and those that are not make up what there was.
    fn complement(&self) -> Option<Finding> {
        // 尚未审结 and the like are the form's, with its own sums.
        let own = if self.view.claims_of(self.said).is_empty() { self.label.text() } else { &[] };
        let stem = NEGATIONS.iter().find(|word| starts(own, word)).map(|word| &own[word.chars().count()..])?;
        let stem = stem.get(..2)?;
        let says =
            |operand: &Operand<'_>| self.view.words_before(operand.said).text().windows(2).any(|two| two == stem);
        let own_sentence = self.pool.partition_point(|operand| operand.said.sentence < self.said.sentence);
        let first = own_sentence + self.pool[own_sentence..].iter().position(says)?;
        let (whole, taken) = (self.pool.get(first.checked_sub(1)?)?, sum(&self.pool[first..])?);
        // 立项236项;通过198项、不通过7项、延期5项: of something that is not counted here, and in more than two.
        let same = whole.said.sentence == self.said.sentence;
        let between = self.tokens.get(whole.said.token..self.said.token).filter(|_| same).unwrap_or_default();
        // (优秀11份、良好17份、合格9份、不合格3份: one list.)
        let goes_on = self.is_before_another(self.said) || self.is_before_another(whole.said);
        if goes_on || between.iter().any(|token| token.is_mark(";")) {
            return None;
        }
        let wholes: Vec<i64> = self.pool[..first].iter().map(|operand| operand.value).collect();
        let pairs = wholes.windows(2).map(|two| two[0].saturating_add(two[1])).collect::<Vec<_>>();
        let made = [taken, self.pool[first].value].map(|taken| taken.saturating_add(self.value));
        let fits = |whole: &i64| made.contains(whole);
        if whole.value < self.pool[first].value
            || [&wholes, &pairs, self.of_tables()].iter().any(|of| of.iter().any(fits))
        {
            return None;
        }
        let parts = self.pool[first..].iter().map(|part| part.said.quantity).chain([self.said.quantity]);
        super::parts::differ(self.view, whole.said.quantity, &parts.collect::<Vec<_>>(), made[0])
    }

    /// 收到申请4件。上述3件申请…: a number said to be one of before that is none.
    fn again(&self) -> Option<Finding> {
        let same = self.label.tokens.last().is_some_and(|token| token.is(Word::Same));
        // 本年新收含该馆92件;上年该类82件: of another year.
        let of_year = self.view.is_this_year(self.said.year) && !self.label.is_last_year();
        if !same || !of_year || !matches!(self.said.quantity.unit, Unit::Case(_)) {
            return None;
        }
        // What was said before in other paragraphs, too.
        let earlier: Vec<i64> = self
            .view
            .numbers()
            .iter()
            .take_while(|other| !std::ptr::eq(*other, self.said))
            .filter(|other| other.is_count() && matches!(other.quantity.unit, Unit::Case(_)))
            .filter_map(|other| other.quantity.value.as_whole())
            .collect();
        let near = &earlier[earlier.len().saturating_sub(REACH)..];
        let runs = (0..near.len()).any(|start| {
            let mut sum = 0i64;
            near[start..].iter().any(|value| {
                sum = sum.saturating_add(*value);
                sum == self.value
            })
        });
        let first = self.pool.last()?;
        if near.is_empty() || runs || self.of_tables().contains(&self.value) {
            return None;
        }
        let said = |quantity: &Quantity| findings::Said { text: quantity.text(), in_words: false };
        let what = self.view.claims_of(first.said).first().map(super::counted);
        let what = what.unwrap_or_else(|| vec![m::RECEIVED.counted()]);
        let cause =
            Cause::SelfContradiction { what, first: said(first.said.quantity), second: said(self.said.quantity) };
        let spans = [self.said, first.said].map(|said| self.view.span(said.quantity.range.clone()));
        let likeness = Likeness::of(self.said.quantity.value, first.said.quantity.value);
        Some(finding("prose.self-contradiction", likeness.severity(Likeness::Near), cause, spans.to_vec()))
    }
}

fn sum(operands: &[Operand<'_>]) -> Option<i64> {
    operands.iter().try_fold(0i64, |sum, operand| sum.checked_add(operand.value))
}

/// Whether some two or more of them make a number.
fn subset(operands: &[Operand<'_>], value: i64) -> bool {
    let last = &operands[operands.len().saturating_sub(10)..];
    (0u32..1 << last.len()).filter(|chosen| chosen.count_ones() >= 2).any(|chosen| {
        let chosen = last.iter().enumerate().filter(|(i, _)| chosen & 1 << i != 0);
        chosen.map(|(_, operand)| operand.value).fold(0i64, i64::saturating_add) == value
    })
}
