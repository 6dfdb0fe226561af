//! What the prose says in numbers, and whether it agrees with the tables and with itself.
//!
//! Sentences are read clause by clause as a careful clerk reads them: a number, what it counts, of which
//! year and which bodies. What is not understood is left alone.
//!
//! [`words`] and [`measures`] are data; `tokens` (with `quantity`) → `claims` (with `label`, `kinds`,
//! `implied`) → `compare` (with `evidence`, `otherwise`, and
//! `hinted` for what words only hint at), `parts`, `shares`, `change`, `dates` and the sums. `figures` are numbers in any
//! unit, for what a sentence works out itself (`moved`, `totals`, `quotients`, `portions`) and what is counted `twice`. What differs is
//! tried in other ways (`fits`) before anything is said.

mod calendar;
pub(crate) mod change;
mod claims;
mod closed;
mod compare;
mod counts;
mod dates;
mod derived;
mod everyday;
mod evidence;
pub(crate) mod figures;
mod fits;
mod hinted;
mod implied;
mod kinds;
mod label;
mod laws;
pub(crate) mod measures;
mod moved;
mod near;
mod otherwise;
mod parts;
mod portions;
mod quantity;
mod quotients;
mod reader;
mod shares;
pub(crate) mod slips;
mod state;
mod stock;
mod tokens;
mod totals;
mod twice;
mod words;

use crate::findings::{Cause, Counted, Finding, Severity};
use crate::outline::Section;
use crate::report;
use crate::resolve::Resolved;
use crate::stream::Prose;
use crate::text::{Folded, Span, is_in, says_any};
use claims::{Claim, Frame, Reading, Said};
use evidence::Belief;
use figures::Figure;
use hinted::Hinted;
use label::Label;
use measures::Measure;
use std::cell::OnceCell;
use std::ops::Range;
use tokens::Sentence;

/// What the prose is read and held against.
pub(crate) struct Input<'a> {
    pub(crate) folded: &'a Folded,
    /// What stands outside the tables.
    pub(crate) prose: &'a Prose,
    pub(crate) tables: &'a [Resolved],
    /// The body reported on, and the year.
    pub(crate) agency: Option<&'a str>,
    pub(crate) year: Option<u16>,
    /// The year of the period it states; where that is another than the title's, one of them is wrong.
    pub(crate) period: Option<u16>,
    pub(crate) sections: &'a [Section],
    /// What was found in the tables: a cell that is to be changed is not held against the prose.
    pub(crate) found: &'a [Finding],
}

/// What the prose says, and what of it cannot be right.
pub(crate) fn check(input: &Input<'_>) -> (Vec<report::Claim>, Vec<Finding>) {
    let sentences = tokens::sentences(input.prose);
    let reading = reader::read(input.prose, &sentences, Frame { agency: input.agency, year: input.year });
    let totals = OnceCell::new();
    let figures = sentences.iter().map(|sentence| figures::figures(input.prose, sentence.range.clone())).collect();
    let view = View { input, prose: input.prose, sentences: &sentences, reading: &reading, figures, totals };
    let (mut held, mut wrong): (Vec<_>, Vec<_>) = reading
        .claims
        .iter()
        .map(|claim| compare::against_table(&view, claim))
        .map(|(held, wrong)| (held, wrong.map(Box::new)))
        .unzip();
    let tables = hinted::Tables::default();
    let mut facts = hinted::facts(&view, &tables, &held);
    let beliefs = evidence::weigh(&view, &facts, &mut held, &mut wrong);
    let stands: Vec<bool> = beliefs.iter().map(|belief| *belief == Belief::Stands).collect();
    let mut findings: Vec<Finding> = wrong.into_iter().flatten().map(|finding| *finding).collect();
    findings.extend(compare::against_itself(&view, &held, &stands));
    let differs = held.iter().map(|held| held.as_ref().is_some_and(|held| !held.agrees));
    let settled: Vec<bool> =
        differs.zip(&beliefs).map(|(differs, belief)| differs || *belief == Belief::Elsewhere).collect();
    let mut sums = parts::check(&view);
    sums.extend(laws::check(&view, &settled));
    sums.extend(derived::check(&view));
    sums.extend(stock::check(&view));
    sums.extend(view.by_sentence(calendar::check));
    sums.extend(view.by_sentence(closed::check));
    sums.extend(view.by_sentence(totals::check));
    findings.extend(once(sums).into_iter().filter(|sum| !fits::is_in_balance(&view, &sum.spans)));
    findings.extend(view.by_sentence(quotients::check));
    findings.extend(twice::check(&view));
    let shares = shares::check(&view);
    let told = |portion: &Finding| shares.iter().any(|share| share.spans[0] == portion.spans[0]);
    findings.extend(view.by_sentence(portions::check).filter(|portion| !told(portion)));
    findings.extend(shares);
    findings.extend(change::check(&view));
    findings.extend(dates::check(&view));
    facts.extend(hinted::rest(&view, &tables, &held, &stands, &facts));
    let standing = reading.claims.iter().zip(held).zip(stands).filter(|(_, stands)| *stands);
    let mut told: Vec<report::Claim> = standing.map(|((claim, held), _)| as_told(&view, claim, held)).collect();
    for Hinted { claim, held, slip } in facts {
        told.push(as_told(&view, &claim, Some(held)));
        findings.extend(slip);
    }
    crate::sort::sort_by_key(&mut told, |claim| claim.span.start);
    (told, findings)
}

/// A claim, as the report gives it.
fn as_told(view: &View<'_>, claim: &Claim, held: Option<report::Held>) -> report::Claim {
    report::Claim {
        counts: counted(claim),
        relation: claim.relation,
        value: claim.value,
        approximate: claim.approximate,
        unit: claim.unit.clone(),
        year: claim.year,
        scope: claim.scope,
        span: view.span(claim.range.clone()),
        held,
    }
}

/// What is compared.
struct View<'a> {
    input: &'a Input<'a>,
    prose: &'a Prose,
    sentences: &'a [Sentence],
    reading: &'a Reading<'a>,
    /// The numbers of each sentence, whatever they count.
    figures: Vec<Vec<Figure>>,
    totals: OnceCell<Vec<i64>>,
}

impl View<'_> {
    fn claims_of(&self, said: &Said<'_>) -> &[Claim] {
        self.reading.claims_of(said)
    }

    /// What a number counts, the first where it counts several.
    fn measure_of(&self, said: &Said<'_>) -> Option<&'static Measure> {
        self.claims_of(said).first().and_then(|claim| claim.measures.first().copied())
    }

    /// The numbers of a sentence.
    fn numbers_of(&self, sentence: usize) -> Range<usize> {
        let numbers = self.numbers();
        let start = numbers.partition_point(|said| said.sentence < sentence);
        start..numbers.partition_point(|said| said.sentence <= sentence)
    }

    /// The numbers of its sentence before a number, the nearest first.
    fn earlier_in_sentence(&self, index: usize) -> impl Iterator<Item = &Said<'_>> {
        let own = self.numbers()[index].sentence;
        self.numbers()[..index].iter().rev().take_while(move |number| number.sentence == own)
    }

    /// The same of its paragraph.
    fn earlier_in_paragraph(&self, index: usize) -> impl Iterator<Item = &Said<'_>> {
        let opening = self.opening(self.numbers()[index].sentence);
        self.numbers()[..index].iter().rev().take_while(move |number| number.sentence >= opening)
    }

    /// Words of a sentence.
    fn label(&self, sentence: usize, tokens: Range<usize>) -> Label<'_> {
        let frame = Frame { agency: self.input.agency, year: self.input.year };
        Label { tokens: &self.sentences[sentence].tokens[tokens], chars: &self.prose.chars, frame }
    }

    /// The words before a number ([`label::before`]).
    fn words_before(&self, said: &Said<'_>) -> Label<'_> {
        self.label(said.sentence, label::before(&self.sentences[said.sentence].tokens, said.token))
    }

    /// The first sentence of a sentence's paragraph.
    fn opening(&self, sentence: usize) -> usize {
        self.sentences[sentence].opening
    }

    fn numbers(&self) -> &[Said<'_>] {
        &self.reading.numbers
    }

    /// What is told of each sentence by itself.
    fn by_sentence<T>(&self, check: fn(&View<'_>, usize) -> Vec<T>) -> impl Iterator<Item = T> {
        (0..self.sentences.len()).flat_map(move |sentence| check(self, sentence))
    }

    fn figures(&self, sentence: usize) -> &[Figure] {
        &self.figures[sentence]
    }

    /// The number at a place of the prose, if its unit is known.
    fn said_at(&self, range: &Range<usize>) -> Option<&Said<'_>> {
        let numbers = self.numbers();
        let at = numbers.partition_point(|said| said.quantity.range.start < range.start);
        numbers.get(at).filter(|said| said.quantity.range.start == range.start)
    }

    fn is_said(&self, range: &Range<usize>) -> bool {
        self.said_at(range).is_some()
    }

    /// Whether a number counts something of the form.
    fn is_claimed(&self, range: &Range<usize>) -> bool {
        self.said_at(range).is_some_and(|said| !said.claims.is_empty())
    }

    /// Whether the words before a number say that it is where something began: 由, 从, 年初.
    fn is_said_from(&self, figure: &Figure) -> bool {
        const REACH: usize = 16;
        let chars = &self.prose.chars;
        let before = &chars[figure.range.start.saturating_sub(REACH)..figure.range.start];
        let clause = before.iter().rposition(|c| matches!(c, '.' | ';' | '\n')).map_or(before, |at| &before[at + 1..]);
        clause.iter().any(|c| matches!(c, '由' | '从')) || says_any(clause, &["年初", "上半年"])
    }

    /// Whether a change is one of two that go against each other: 由166件到171件,增13件、减8件.
    fn is_gross(&self, change: &Range<usize>) -> bool {
        const VERB: usize = 3;
        let rest = &self.prose.chars[change.end..];
        let next = rest.strip_prefix(&['、']).map_or(&[][..], |rest| &rest[..rest.len().min(VERB)]);
        next.iter().any(|c| is_in(*c, moved::FALLS) || is_in(*c, moved::RISES))
    }

    /// How many are named without a number before the first number of a list: 区政府、31个部门和15个乡镇,共47个. They are one each.
    fn named_before(&self, first: &Range<usize>) -> i64 {
        const LONGEST: usize = 30;
        let before = self.prose.chars[..first.start].iter().rev().take(LONGEST);
        let names = before.take_while(|c| !is_in(**c, ",.;:\n") && !c.is_ascii_digit());
        names.filter(|c| is_in(**c, "、及和与")).count() as i64
    }

    /// Whether a number tells which of those are counted that the next one counts: 提出2件的8人.
    fn is_attribute(&self, number: &Range<usize>) -> bool {
        let rest = self.prose.chars[number.end..].strip_prefix(&['的']);
        rest.and_then(|rest| rest.first()).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether a number is the most or the least of several that its sentence does not list: 最少一期40人,最多一期120人.
    fn is_extreme(&self, said: &Said<'_>) -> bool {
        const EXTREMES: &[&str] = &["最少", "最多", "最低", "最高", "最小", "最大"];
        const REACH: usize = 8;
        let is_told = |said: &Said<'_>| {
            let start = said.quantity.range.start;
            let before = &self.prose.chars[start.saturating_sub(REACH)..start];
            if !before.contains(&'最') {
                return false;
            }
            let clause = before.rsplit(|c| is_in(*c, ",.;:、\n")).next().unwrap_or(before);
            says_any(clause, EXTREMES)
        };
        is_told(said)
            && self.numbers()[self.numbers_of(said.sentence)].iter().filter(|other| is_told(other)).count() > 1
    }

    fn claims(&self) -> &[Claim] {
        &self.reading.claims
    }

    /// What the tables count in all.
    fn totals(&self) -> &[i64] {
        self.totals.get_or_init(|| compare::totals(self))
    }

    fn span(&self, prose: Range<usize>) -> Span {
        self.input.folded.span(self.prose.folded(prose))
    }

    /// Words of the prose.
    fn quote(&self, range: Range<usize>) -> String {
        self.prose.chars[range].iter().collect()
    }

    /// Whether what is of a year, if it names one, is of the report's.
    fn is_this_year(&self, year: Option<u16>) -> bool {
        year.is_none() || [self.input.year, self.input.period].contains(&year)
    }
}

/// A sum is spoken of once, although it is one of a list, of the form and of a 共 at once: two of its numbers tell it.
fn once(sums: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for sum in sums {
        let same = |other: &&mut Finding| sum.spans.iter().filter(|span| other.spans.contains(span)).count() >= 2;
        match kept.iter_mut().find(same) {
            Some(other) if sum.severity < other.severity => *other = sum,
            Some(_) => {}
            None => kept.push(sum),
        }
    }
    kept
}

/// What is counted together, and of whom.
fn counted(claim: &Claim) -> Vec<Counted> {
    let within = claim.within.map(|within| (within.id, within.name));
    claim.measures.iter().map(|measure| Counted { within, ..measure.counted() }).collect()
}

fn finding(rule: &'static str, severity: Severity, cause: Cause, spans: Vec<Span>) -> Finding {
    Finding::new(rule, "", severity, cause, spans)
}
