//! What each number in the prose says: of what, of which year, of which bodies.
//!
//! Words are taken in their order; each number is read from those around it ([`super::kinds`]) and from what the
//! sentence has said so far.

use super::implied;
use super::kinds::{Around, Kinds, Sense, Topic, requests};
use super::label::{Label, after, before, is_request, is_role, scope_of};
use super::measures::{self as m, Ending, Measure};
use super::quantity::{Quantity, Unit};
use super::sentences::Prose;
use super::tokens::{Kind, Sentence, Token};
use super::words::{Thing, Word};
use crate::number::Number;
use crate::report::{Relation, Scope};
use std::collections::VecDeque;
use std::ops::Range;

/// What was understood of the prose.
#[derive(Debug, Default)]
pub(crate) struct Reading<'a> {
    /// All numbers but years, in order.
    pub(crate) numbers: Vec<Said<'a>>,
    pub(crate) claims: Vec<Claim>,
}

/// A number, understood or not.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    pub(crate) quantity: &'a Quantity,
    /// Its sentence, and its place in it.
    pub(crate) sentence: usize,
    pub(crate) token: usize,
    /// `None`: an average, a plan, a part of the year.
    pub(crate) relation: Option<Relation>,
    /// The number that this is a share of, or a change to: an index.
    pub(crate) of: Option<usize>,
    /// What is claimed by it: indices.
    pub(crate) claims: Range<usize>,
    /// The year it is of, understood or not.
    pub(crate) year: Option<u16>,
    /// How many there were, but of another time: 上半年12件.
    pub(crate) of_part: bool,
    /// Nothing but its year is said of it: 上年为30件.
    pub(crate) only_dated: bool,
}

impl Reading<'_> {
    /// What is claimed by a number.
    pub(crate) fn claims_of(&self, said: &Said<'_>) -> &[Claim] {
        &self.claims[said.claims.clone()]
    }
}

impl Said<'_> {
    /// How many of something there were, not a share or a change.
    pub(crate) fn is_count(&self) -> bool {
        self.relation == Some(Relation::Count) && !matches!(self.quantity.unit, Unit::Percent | Unit::Year)
    }

    /// Of whatever time.
    pub(crate) fn is_number(&self) -> bool {
        self.is_count() || self.of_part
    }
}

/// A fact.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// What is counted; several where they are counted together.
    pub(crate) measures: Vec<&'static Measure>,
    /// Of these applicants alone.
    pub(crate) within: Option<&'static Measure>,
    /// How many of its neighbours must bear it out.
    pub(crate) needs: usize,
    /// Of some that the form counts, not of all.
    pub(crate) at_most: bool,
    /// Perhaps of a set that was just counted.
    pub(crate) of_some: bool,
    pub(crate) relation: Relation,
    pub(crate) value: Number,
    pub(crate) approximate: bool,
    /// As printed; empty for 未收到 and 均已办结.
    pub(crate) unit: String,
    /// The year it is of, where the sentence names one.
    pub(crate) year: Option<u16>,
    pub(crate) scope: Scope,
    pub(crate) sentence: usize,
    /// The number and its unit, in prose; for 未收到 those words.
    pub(crate) range: Range<usize>,
}

impl Claim {
    /// Of one thing that sentences go on to speak of, not of a part of it.
    pub(crate) fn is_of_a_whole(&self) -> bool {
        matches!(self.measures.as_slice(), [measure] if WHOLES.contains(measure))
    }

    /// Said in words, not as a number.
    pub(crate) fn is_implied(&self) -> bool {
        self.unit.is_empty()
    }
}

/// Whose report of which year is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) agency: Option<&'a str>,
    pub(crate) year: Option<u16>,
}

impl Frame<'_> {
    pub(crate) fn last_year(&self) -> Option<u16> {
        self.year.map(|year| year - 1)
    }
}

/// A text that claims more is no report.
const MOST_CLAIMS: usize = 2_000;

/// Reads all sentences, in order.
pub(crate) fn read<'a>(prose: &Prose, sentences: &'a [Sentence], frame: Frame<'_>) -> Reading<'a> {
    let mut reader = Reader { prose, frame, reading: Reading::default(), state: State::default(), headed: false };
    for (number, sentence) in sentences.iter().enumerate() {
        if reader.reading.claims.len() > MOST_CLAIMS {
            break;
        }
        reader.sentence(number, sentence);
    }
    reader.reading
}

/// What a sentence may go on to speak of without naming it again; parts of these are named.
const WHOLES: &[&Measure] =
    &[&m::RECEIVED, &m::NEW, &m::HANDLED, &m::PROCESSED, &m::RECONSIDERED, &m::SUED, &m::GAZETTE, &m::PROCESSING_FEES];

/// When numbers are of.
#[derive(Debug, Clone, Copy, Default)]
struct When {
    year: Option<u16>,
    /// Neither this year nor one of its own.
    other: bool,
}

/// What the words so far say of the numbers to come.
#[derive(Debug, Default)]
struct State {
    topic: Option<Topic>,
    /// The topic is that of an earlier sentence.
    inherited: bool,
    /// 信息公开 was spoken of in the sentence.
    disclosure: bool,
    /// Disputes that are a justice bureau's business are spoken of.
    business: bool,
    /// Documents are told by whether they are open: 主动公开80件.
    classes: bool,
    /// 其中: what follows are parts.
    listed: bool,
    /// Of what they are parts.
    whole: Option<&'static Measure>,
    /// 直接起诉案件中: what follows is of suits of this course.
    course: Option<&'static Measure>,
    thing: Option<Thing>,
    /// The last number of a thing counted it.
    listing: bool,
    when: When,
    /// What was said of time before the first number of the sentence.
    leading: When,
    scope: Scope,
    /// The last number that counts anything: what a share or a change is of.
    last: Option<usize>,
    /// What the next numbers are, after 分别为; `None`: nobody knows.
    assigned: VecDeque<Option<Assigned>>,
    /// 分别 was said in the clause.
    assigned_apart: bool,
    /// So many of some that the form does not tell apart are spoken of: 网站收到20件, 征地类申请12件.
    part: Option<i64>,
}

/// What a number of several is, after 分别为.
#[derive(Debug, Clone)]
struct Assigned {
    kinds: Kinds,
    year: Option<u16>,
}

/// A number being read.
#[derive(Clone, Copy)]
struct Here<'t> {
    sentence: usize,
    tokens: &'t [Token],
    /// Its place among them.
    at: usize,
    quantity: &'t Quantity,
    /// The words before it.
    label: Label<'t>,
    /// The last count that it may go on from: an index.
    last: Option<usize>,
}

struct Reader<'a, 'p> {
    prose: &'p Prose,
    frame: Frame<'p>,
    reading: Reading<'a>,
    state: State,
    /// The last sentence is short and counts nothing: if it is a paragraph, it is a heading.
    headed: bool,
}

/// A heading has at most so many characters.
const HEADING: usize = 24;

impl<'a> Reader<'a, '_> {
    fn sentence(&mut self, number: usize, sentence: &'a Sentence) {
        if sentence.opens {
            // (二)依申请公开: a heading says what its paragraph is about.
            let topic = self.state.topic.filter(|_| self.headed);
            self.state = State { topic, ..State::default() };
        }
        let State { topic, thing, last, .. } = self.state;
        self.state = State { topic, thing, last, inherited: true, ..State::default() };
        let tokens = &sentence.tokens;
        let length: usize = tokens.iter().map(|token| token.range.len()).sum();
        self.headed = sentence.opens && length <= HEADING && tokens.iter().all(|token| token.number().is_none());
        // What a bracket says of time, and what it counts, is over with it.
        let mut outside = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            match &token.kind {
                Kind::Word(word) => self.word(tokens, i, *word),
                Kind::Year(year) => self.year(tokens, i, *year),
                Kind::Number(quantity) => self.number(number, tokens, i, quantity),
                Kind::Mark(mark @ (',' | ';')) => {
                    self.state.assigned_apart = false;
                    if *mark == ';' && token.depth == 0 {
                        self.state.when = self.state.leading;
                    }
                }
                Kind::Mark('(') => outside.push((self.state.last, self.state.when)),
                Kind::Mark(')') => {
                    if let Some((last, when)) = outside.pop() {
                        self.state.last = last;
                        self.state.when = when;
                    }
                }
                Kind::Mark(_) | Kind::Gap => {}
            }
            let ends = tokens.get(i + 1).is_none_or(|next| next.is_mark(",;:()"));
            if ends && !token.is_mark(",;:()") {
                self.clause(number, tokens, i + 1);
            }
        }
    }

    fn label<'t>(&self, tokens: &'t [Token]) -> Label<'t>
    where
        Self: 't,
    {
        Label { tokens, chars: &self.prose.chars, frame: self.frame }
    }

    fn year(&mut self, tokens: &[Token], i: usize, year: u16) {
        let rest = &self.prose.chars[tokens[i].range.end..];
        // 2023年底前, 2020年以来: no year of its own.
        if rest.starts_with(&['底']) || is_aside_of_time(tokens, i) {
            return;
        }
        let since = rest.starts_with(&['以', '来']) && Some(year) != self.frame.year;
        // 2023年1月1日至2024年12月31日: of both.
        let both = self.label(&tokens[before(tokens, i)]).year().is_some_and(|other| other != year);
        self.state.when = When { year: Some(year), other: since || both };
    }

    fn word(&mut self, tokens: &[Token], i: usize, word: Word) {
        let listed = self.is_in_list(tokens, i);
        let last = self.claims_of(self.state.last).first().and_then(|claim| claim.measures.first().copied());
        let state = &mut self.state;
        let mut topic = |topic| {
            state.topic = Some(topic);
            state.inherited = false;
            state.disclosure |= topic == Topic::Requests;
            state.business &= topic != Topic::Requests;
        };
        match word {
            // 救助申请: one for something else.
            Word::Request { bare: true } if is_for_something_else(tokens, i) => {
                topic(Topic::Other);
                // 三月是申请高峰: not for sure.
                state.inherited = true;
            }
            // 主动公开80件、依申请公开20件: classes of documents, and no requests.
            Word::OnRequest if state.classes => topic(Topic::Other),
            Word::Request { .. } | Word::OnRequest => topic(Topic::Requests),
            Word::Reconsideration => topic(Topic::Reconsideration),
            // 行政复议、行政诉讼: both together.
            Word::Suit => {
                let says_nothing = |token: &Token| token.is(Word::Plain) || token.is(Word::And) || token.is_mark("、");
                let before = tokens[..i].iter().rev().find(|token| !says_nothing(token));
                let both = before.is_some_and(|token| token.is(Word::Reconsideration));
                topic(if both { Topic::Disputes } else { Topic::Suits });
            }
            // 予以公开8件,属于信访1件: one more outcome.
            Word::Foreign if listed => {}
            Word::Foreign => topic(Topic::Other),
            Word::Thing(thing) => {
                state.thing = Some(thing);
                if !matches!(thing, Thing::Gazette | Thing::ProcessingFees) {
                    topic(Topic::Other);
                }
            }
            Word::LastYear if !is_aside_of_time(tokens, i) => {
                let year = self.frame.last_year();
                // Which year that is nobody knows.
                state.when = When { year, other: year.is_none() };
            }
            Word::ThisYear => state.when = When::default(),
            Word::OtherTime => state.when.other = true,
            Word::Disclosure => {
                state.disclosure = true;
                state.business = false;
            }
            Word::Respectively => state.assigned_apart = true,
            Word::Among => {
                state.listed = true;
                state.whole = last;
            }
            // 直接起诉2件: suits.
            Word::Counts(measure) if measure.is_narrower_than(&m::SUED) => {
                topic(Topic::Suits);
                state.course = is_introduced(tokens, i).then_some(measure);
            }
            Word::Total | Word::Anew | Word::InAll | Word::Divided => {
                state.listed &= word == Word::InAll;
                state.part = None;
            }
            Word::AllBodies | Word::OneBody => {
                state.scope = scope_of(word, &self.prose.chars[tokens[i].range.clone()], self.frame.agency);
            }
            Word::ForAnother => state.scope = Scope::Other,
            Word::Own => state.scope = Scope::Unsaid,
            _ => {}
        }
    }

    /// The words of a number; where they say nothing, those of the clause before it that has none: 无法提供的申请占比较大,共351件.
    fn label_of(&self, tokens: &[Token], i: usize) -> Range<usize> {
        let own = before(tokens, i);
        let says_nothing =
            |token: &Token| [Word::Plain, Word::Total, Word::Every, Word::ThisYear].iter().any(|word| token.is(*word));
        if own.is_empty() && own.start > 0 && tokens[own.start - 1].is_mark(":") {
            // 收到申请:51件.
            let before = before(tokens, own.start - 1);
            return if before.is_empty() { own } else { before };
        }
        if own.is_empty() || own.start == 0 || !tokens[own.start - 1].is_mark(",") {
            return own;
        }
        let group = |token: &Token| match token.kind {
            Kind::Word(Word::Counts(measure)) => m::outcome(measure) == Some(measure),
            _ => false,
        };
        // 无正当理由大量反复申请,经说明理由后不予处理的6件: the reason stands before.
        let reasoned = tokens[own.clone()].iter().filter(|token| group(token)).count() == 1
            && self.label(&tokens[own.clone()]).gap() > 0;
        if !reasoned && !tokens[own.clone()].iter().all(says_nothing) {
            return own;
        }
        let start = before(tokens, own.start - 1).start;
        let clause = &tokens[start..own.start - 1];
        let counts = |token: &Token| matches!(token.kind, Kind::Word(Word::Counts(_) | Word::Thing(_)));
        let alone = start == 0 || tokens[start - 1].is_mark(",;:");
        if alone && clause.iter().any(counts) { start..own.end } else { own }
    }

    /// Whether a word stands in a list of outcomes or applicants.
    fn is_in_list(&self, tokens: &[Token], i: usize) -> bool {
        let Some(last) = self.reading.numbers.last() else { return false };
        let token = tokens.get(last.token).and_then(Token::number);
        let own = token.is_some_and(|quantity| std::ptr::eq(quantity, last.quantity));
        let kin = |claim: &Claim| {
            claim.measures.iter().any(|measure| measure.is_applicant() || m::outcome(measure).is_some())
        };
        let verb = |token: &Token| token.is(Word::Received) || token.is(Word::Processed);
        own && self.reading.claims_of(last).iter().any(kin) && !tokens[last.token..i].iter().any(verb)
    }

    fn number(&mut self, sentence: usize, tokens: &'a [Token], i: usize, quantity: &'a Quantity) {
        let label = self.label(&tokens[self.label_of(tokens, i)]);
        if label.names_another_body() {
            self.state.scope = Scope::Other;
        }
        if label.has(Word::Proactive) {
            self.state.classes = true;
            self.state.topic = Some(Topic::Other);
            self.state.inherited = false;
        }
        if self.state.assigned.is_empty() && label.has(Word::Respectively) {
            self.state.assigned = self.respectively(&label, tokens, i);
        }
        let index = self.reading.numbers.len();
        if self.reading.numbers.last().is_none_or(|last| last.sentence != sentence) {
            self.state.leading = self.state.when;
        }
        let mut told = Told {
            relation: relation(&label, quantity.unit, tokens, i),
            of: None,
            when: self.state.when,
            scope: self.state.scope,
            kinds: Vec::new(),
            only_dated: label.year().is_some() && label.is_plain(),
            of_part: false,
        };
        if label.has(Word::Reached) {
            // 由上年的30件增至33件: now.
            told.when.year = label.year();
        }
        if told.when.other {
            told.of_part = told.relation == Some(Relation::Count) && quantity.unit != Unit::Percent;
            told.relation = None;
        }
        if label.has(Word::From) && told.relation.is_none() && quantity.unit != Unit::Percent {
            told.of_part = true;
        }
        match self.state.assigned.pop_front() {
            Some(Some(assigned)) if told.relation == Some(Relation::Count) => {
                told.kinds = assigned.kinds;
                told.when.year = assigned.year.or(told.when.year);
            }
            // Which of them it is nobody knows; a part of them it may be.
            Some(_) if told.relation == Some(Relation::Count) => {}
            Some(_) => told.relation = None,
            None => match told.relation {
                // 审核拟公开信息460件,其中不予公开3件: of what was to be.
                None if !told.of_part => self.state.part = quantity.value.as_whole(),
                None => {}
                Some(Relation::Count) => {
                    let last = self.last(sentence, &tokens[..i]);
                    self.count(Here { sentence, tokens, at: i, quantity, label, last }, &mut told);
                }
                Some(_) => self.difference(&label, quantity.unit, &mut told),
            },
        }
        if told.relation == Some(Relation::Count) && !label.has(Word::Compared) {
            self.state.last = Some(index);
        }
        let this_year = |year: Option<u16>| year.is_none() || year == self.frame.year;
        if told.only_dated && told.when.year == self.frame.last_year() && this_year(self.state.leading.year) {
            // 收到118件,上年为98件,办结120件: last year's is that one.
            self.state.when = self.state.leading;
        }
        self.say(sentence, i, quantity, told);
    }

    /// A count: what it counts, unless it is only some of it.
    fn count(&mut self, here: Here<'_>, told: &mut Told) {
        let Here { tokens, at, label, .. } = here;
        let range = after(tokens, at);
        let owns_after = tokens.get(range.end).is_none_or(|token| token.number().is_none());
        let last = self.claims_of(here.last).first().and_then(|claim| claim.measures.first().copied());
        let state = &self.state;
        let disputes = label.has(Word::Reconsideration) || label.has(Word::Suit);
        let verbs = [Word::Processed, Word::Received, Word::New, Word::Handled, Word::Closed, Word::Made];
        let business = state.business || (disputes && !state.disclosure && label.has_any(&verbs));
        // 复议10件、诉讼6件,其中被纠正3件: of which of them?
        let several = || here.last.is_some_and(|last| self.is_one_of_several(last));
        let both = state.topic == Some(Topic::Suits) && !label.has_topic() && several();
        let around = Around {
            label,
            after: label.of(&tokens[range]),
            owns_after,
            unit: here.quantity.unit,
            topic: if both { Some(Topic::Disputes) } else { state.topic },
            inherited: state.inherited,
            business,
            thing: state.thing,
            listing: state.listing,
            last,
        };
        let kinds = around.kinds();
        self.state.business = business;
        let value = here.quantity.value.as_whole();
        let names = label.has_topic() || label.any(|word| matches!(word, Word::Received | Word::New | Word::Processed));
        let own = names || label.has_thing();
        let of_part = self.state.part.is_some_and(|part| !own && value <= Some(part));
        if names {
            self.state.part = value.filter(|_| kinds.iter().all(|sense| sense.needs > 0));
        }
        if label.has_thing() {
            // 清理规范性文件58件,其中废止2件: what is done with those is another matter.
            let counted =
                kinds.iter().flat_map(|sense| &sense.measures).any(|measure| measure.id.starts_with("disclosure."));
            self.state.listing = counted;
            self.state.thing = self.state.thing.filter(|_| counted);
        } else if label.has(Word::Made) {
            // 印发文件67件,其中规范性文件9件; 制定制度1件,废止1件: of those.
            self.state.listing = !label.is_aside();
            self.state.thing = self.state.thing.filter(|_| label.gap() == 0);
        }
        told.kinds = kinds.into_iter().filter(|sense| !self.is_part(here, &sense.measures, told)).collect();
        // 涉及经办争议的复议3件、诉讼5件: what is said of the first is said of both.
        if at > 0 && here.last.is_some_and(|last| self.is_beside(last, tokens, at)) {
            let needs = self.claims_of(here.last).iter().map(|claim| claim.needs).min().unwrap_or(0);
            // 被纠正的案件共22件复议、32件诉讼: of suits, those, too.
            let labelled = here.last.is_some_and(|last| !before(tokens, self.reading.numbers[last].token).is_empty());
            let needs = if label.tokens.is_empty() && labelled { 2 } else { needs };
            told.kinds.iter_mut().filter(|_| needs >= 2).for_each(|sense| sense.needs = needs);
        }
        if of_part {
            // 征地类申请12件,予以公开5件: of those, or of all.
            let unnamed = self.state.topic.is_none();
            told.kinds.iter_mut().for_each(|sense| {
                sense.of_some = true;
                sense.needs = sense.needs.max(if unnamed { 2 } else { 0 });
            });
        }
        if last.is_some_and(|last| last.is_narrower_than(&m::SUED)) {
            // 直接起诉2件(1件尚未审结): of those.
            let ends = |sense: &Sense| Ending::ALL.iter().any(|ending| sense.measures == [ending.measure(false)]);
            told.kinds.iter_mut().filter(|sense| ends(sense)).for_each(|sense| sense.at_most = true);
        } else if let Some(course) = self.state.course {
            // 直接起诉案件中,维持23件: of those.
            let ends = |sense: &Sense| Ending::ALL.iter().any(|ending| sense.measures == [ending.measure(false)]);
            told.kinds.iter_mut().filter(|sense| ends(sense)).for_each(|sense| sense.within = Some(course));
        }
        if told.kinds.is_empty() {
            self.go_on(here, told);
        }
        if self.state.listed && self.state.whole == Some(&m::HANDLED) {
            // 办结111件,其中当年新收105件: new ones that were closed.
            let new = told.kinds.iter().position(|sense| sense.measures == [&m::NEW]);
            if let Some(new) = new {
                let sense = told.kinds.swap_remove(new);
                told.kinds = vec![Sense { measures: vec![&m::HANDLED_NEW], ..sense }];
            }
        }
        if told.kinds.is_empty() {
            told.kinds = self.perhaps(&around, told);
        }
        self.part_of(&here, told);
    }

    /// Remembers a count that is not understood: what follows may be of it.
    fn part_of(&mut self, here: &Here<'_>, told: &Told) {
        let Here { label, tokens, at, quantity, .. } = here;
        let whole = label.has_any(&[Word::Total, Word::Decided, Word::Step]) || told.only_dated;
        if told.kinds.is_empty() && !whole && tokens[*at].depth == 0 && matches!(quantity.unit, Unit::Case(_)) {
            self.state.part = quantity.value.as_whole();
        }
    }

    /// 公开6件, 查无此档的1件, 律所2件: everyday words, where requests are spoken of.
    fn perhaps(&self, around: &Around<'_>, told: &Told) -> Kinds {
        let Around { label, after, .. } = around;
        let says_more = |label: &Label<'_>| {
            label.any(|word| matches!(word, Word::Received | Word::New | Word::Added | Word::Handled | Word::Closed))
                || label.has_any(&[Word::Processed, Word::Carried, Word::Channel, Word::Step, Word::Proactive])
                || label.has_thing()
        };
        let requests = matches!(around.topic, Some(Topic::Requests) | None) && matches!(around.unit, Unit::Case(_));
        if !requests || told.scope == Scope::Other || told.only_dated || says_more(label) || label.has(Word::Except) {
            return Vec::new();
        }
        let shown = label.has(Word::Published) && label.gap() == 0 && !label.has_request();
        // 经检索不掌握的11件: a reason of the form's, where nothing else is said of them.
        let reason = if label.has(Word::About) { None } else { super::everyday::reason(label.text()) };
        if let Some(reason) = reason.filter(|_| !around.inherited || label.gap() < 2) {
            return vec![Sense { needs: 1, ..Sense::of(vec![reason]) }];
        }
        if around.topic.is_none() {
            return Vec::new();
        }
        let own = super::everyday::counted(label.text()).or(shown.then_some(&m::GRANTED));
        let opens = [Word::Among, Word::Plain, Word::Including, Word::Anew];
        let first = label.tokens.iter().all(|token| opens.iter().any(|word| token.is(*word)));
        // 有32件申请经补正内容仍不明确: what they came to is said of them.
        if let Some(reason) = super::everyday::reason(after.text())
            && first
            && own.is_none()
            && after.has_request()
            && !after.has(Word::About)
            && !after.text().windows(2).any(|two| two == ['不', '属'])
        {
            return vec![Sense::of(vec![reason])];
        }
        let own = own.or_else(|| super::everyday::counted(after.text()).filter(|_| first && !says_more(after)));
        own.map(Sense::perhaps).into_iter().collect()
    }

    /// Whether a count that reads like the whole is one of a part.
    fn is_part(&self, here: Here<'_>, measures: &[&'static Measure], told: &Told) -> bool {
        let [measure] = *measures else { return false };
        let Here { label, last, .. } = here;
        let state = &self.state;
        // 其中收到省里转来的5件; 其中按时答复32件.
        if state.listed && told.scope == Scope::Unsaid && *measure == m::RECEIVED {
            return true;
        }
        let handled = *measure == m::HANDLED;
        if state.listed && handled && label.has(Word::Duly) {
            return true;
        }
        // 上年结转4件,答复4件: of those.
        let carried = self.claims_of(last).iter().any(|claim| claim.measures == [&m::CARRIED_IN]);
        let whole = |quantity: &Quantity| quantity.value.as_whole();
        if handled
            && carried
            && last.is_some_and(|last| whole(self.reading.numbers[last].quantity) >= whole(here.quantity))
        {
            return true;
        }
        // The same thing twice in a sentence: the second time it is something else.
        self.reading.claims.iter().rev().take_while(|claim| claim.sentence == here.sentence).any(|claim| {
            let same = claim.measures == [measure] && claim.year == told.when.year && claim.scope == told.scope;
            same && claim.relation == Relation::Count
                && !claim.of_some
                && !claim.is_implied()
                && claim.scope != Scope::Other
        })
    }

    /// 2023年收到申请50件,2024年56件; 与2023年的75件相比; 较上年(30件); 由30件增至33件: of the same as before.
    fn go_on(&self, here: Here<'_>, told: &mut Told) {
        let Here { tokens, at, label, .. } = here;
        let bracketed = at >= 2 && tokens[at - 1].is_mark("(") && label.tokens.is_empty();
        let dated = if bracketed { label.of(&tokens[at - 2..at - 1]).year() } else { label.year() };
        let known = self.reading.numbers.last().is_some_and(|said| !said.claims.is_empty());
        let reached = label.has(Word::Reached) && known;
        if (dated.is_some() || reached) && label.is_plain() {
            told.when.year = dated;
            told.only_dated = dated.is_some();
            told.kinds = self.kinds_of(here.last);
        }
    }

    /// A share or a change.
    fn difference(&self, label: &Label<'_>, unit: Unit, told: &mut Told) {
        // 分别增长10%、下降5%: each of something else.
        if self.state.assigned_apart {
            told.relation = None;
            return;
        }
        // 较2019年增长65%: not to the year before.
        let last_year = self.frame.last_year();
        let other_year =
            label.year().is_some_and(|year| Some(year) != last_year && label.has_any(&[Word::Compared, Word::Against]));
        if (other_year && told.relation != Some(Relation::Share)) || unit == Unit::Piece('个') {
            told.relation = None;
            return;
        }
        let share = label.position(|word| word == Word::Share).unwrap_or(label.tokens.len());
        let own = label.of(&label.tokens[..share]);
        if self.state.topic == Some(Topic::Requests) {
            told.kinds = requests(&own);
        }
        // 两项占16.1%: of both together.
        if told.relation == Some(Relation::Share) && label.has(Word::Total) {
            return;
        }
        // 占办结总数的38.2%: of the same part.
        let of_total = label.of(&label.tokens[share..]);
        let names_whole =
            own.is_plain() && of_total.gap() == 0 && of_total.any(|word| is_role(word) || is_request(word));
        if !told.kinds.is_empty() || !(label.is_plain() || (names_whole && of_total.counted().is_empty())) {
            return;
        }
        // 行政复议减少2件,下降28.6%: of what the change before was of.
        let before = self.reading.numbers.last();
        let of = match before {
            Some(before) if before.relation.is_some_and(|relation| relation != Relation::Count) => before.of,
            _ => self.state.last.filter(|last| !self.is_one_of_several(*last)),
        };
        told.of = of.and_then(|of| if told.relation == Some(Relation::Share) { Some(of) } else { self.this_years(of) });
        told.when.year = told.of.and_then(|of| self.reading.numbers[of].year);
        told.kinds = self.kinds_of(told.of);
        told.scope = self.claims_of(told.of).first().map_or(told.scope, |claim| claim.scope);
    }

    /// Whether nothing but a label stands between a number and this one: 复议3件、诉讼5件.
    fn is_beside(&self, number: usize, tokens: &[Token], at: usize) -> bool {
        let token = self.reading.numbers[number].token;
        let Some(between) = tokens.get(token + 1..at) else { return false };
        let mut marks = between.iter().filter(|token| matches!(token.kind, Kind::Mark(_) | Kind::Number(_)));
        marks.next().is_some_and(|mark| mark.is_mark("、")) && marks.next().is_none()
    }

    /// 行政复议5件、行政诉讼2件,同比下降: of both together.
    fn is_one_of_several(&self, number: usize) -> bool {
        let said = &self.reading.numbers[number];
        let Some(before) = number.checked_sub(1).map(|before| &self.reading.numbers[before]) else { return false };
        let between = before.quantity.range.end..said.quantity.range.start;
        let counted = before.relation == Some(Relation::Count) && before.sentence == said.sentence;
        counted && self.prose.chars[between].contains(&'、')
    }

    /// 2024年收到33件,2023年30件,同比增长10%: the change is to this year's.
    fn this_years(&self, number: usize) -> Option<usize> {
        let numbers = &self.reading.numbers;
        let last_year = self.frame.last_year();
        let own = &numbers[number];
        if own.year.is_none() || own.year != last_year {
            return Some(number);
        }
        let kinds = self.kinds_of(Some(number));
        let others = (0..number).rev().take_while(|other| numbers[*other].sentence == own.sentence);
        let mut others = others.filter(|other| numbers[*other].relation == Some(Relation::Count));
        others.find(|&other| {
            let said = &numbers[other];
            said.year != last_year && said.quantity.unit == own.quantity.unit && self.kinds_of(Some(other)) == kinds
        })
    }

    /// The last count, where it stands in this sentence, or where the one before counts one thing and this one goes on
    /// with no other: 收到申请30件。2023年为24件。
    fn last(&self, sentence: usize, so_far: &[Token]) -> Option<usize> {
        self.state.last.filter(|&last| {
            let of = self.reading.numbers[last].sentence;
            let alone =
                || self.reading.numbers.iter().rev().take_while(|said| said.sentence >= of).take(2).count() == 1;
            let wholes = || self.claims_of(Some(last)).iter().all(Claim::is_of_a_whole);
            of == sentence || (alone() && wholes() && self.label(so_far).is_plain())
        })
    }

    fn claims_of(&self, number: Option<usize>) -> &[Claim] {
        number.map_or(&[], |number| self.reading.claims_of(&self.reading.numbers[number]))
    }

    fn kinds_of(&self, number: Option<usize>) -> Kinds {
        let sense = |claim: &Claim| Sense {
            measures: claim.measures.clone(),
            within: claim.within,
            needs: claim.needs,
            at_most: claim.at_most,
            of_some: claim.of_some,
        };
        self.claims_of(number).iter().map(sense).collect()
    }

    /// 行政复议、行政诉讼分别为5件、2件; 2023年、2024年分别收到申请30件、33件: one for each, or none.
    fn respectively(&self, label: &Label<'_>, tokens: &[Token], i: usize) -> VecDeque<Option<Assigned>> {
        let divides = |token: &Token| token.is_mark("、") || token.is(Word::And);
        let mut numbers = 1;
        let mut at = i + 1;
        while tokens.get(at).is_some_and(divides) && tokens.get(at + 1).is_some_and(|token| token.number().is_some()) {
            numbers += 1;
            at += 2;
        }
        let at = label.position(|word| word == Word::Respectively).unwrap_or(0);
        let (head, tail) = label.tokens.split_at(at);
        let years: Vec<u16> = head
            .iter()
            .filter_map(|token| match token.kind {
                Kind::Year(year) => Some(year),
                _ => None,
            })
            .collect();
        let none = || (0..numbers).map(|_| None).collect();
        if years.len() >= 2 {
            let kinds = requests(&label.of(&tail[1..]));
            let each = years.iter().map(|year| Some(Assigned { kinds: kinds.clone(), year: Some(*year) }));
            return if years.len() == numbers { each.collect() } else { none() };
        }
        let segments: Vec<Label<'_>> = head.split(divides).map(|tokens| label.of(tokens)).collect();
        let each: Vec<Option<Assigned>> = segments
            .iter()
            .map(|segment| {
                let kinds = if segment.has_thing() || label.has(Word::Proactive) {
                    Vec::new()
                } else if segment.has(Word::Reconsideration) {
                    vec![Sense::of(vec![&m::RECONSIDERED])]
                } else if segment.has(Word::Suit) {
                    vec![Sense::of(vec![&m::SUED])]
                } else if segment.is_bare_request() {
                    vec![Sense::of(vec![&m::RECEIVED])]
                } else {
                    requests(segment)
                };
                (segment.gap() == 0 && !self.state.business).then_some(Assigned { kinds, year: None })
            })
            .collect();
        if each.len() == numbers { each.into() } else { none() }
    }

    fn say(&mut self, sentence: usize, token: usize, quantity: &'a Quantity, told: Told) {
        let Told { relation, of, when: When { year, .. }, scope, kinds, only_dated, of_part } = told;
        let first = self.reading.claims.len();
        if let Some(relation) = relation {
            self.reading.claims.extend(kinds.into_iter().map(|Sense { measures, within, needs, at_most, of_some }| {
                Claim {
                    measures,
                    within,
                    needs,
                    at_most,
                    of_some,
                    relation,
                    value: quantity.value,
                    approximate: quantity.approximate,
                    unit: quantity.unit.text(),
                    year,
                    scope,
                    sentence,
                    range: quantity.range.clone(),
                }
            }));
        }
        let claims = first..self.reading.claims.len();
        self.reading.numbers.push(Said { quantity, sentence, token, relation, of, claims, year, only_dated, of_part });
    }

    /// What a clause without a number says. `end` is where it ends.
    fn clause(&mut self, sentence: usize, tokens: &[Token], end: usize) {
        let start = tokens[..end].iter().rposition(|token| token.is_mark(",;:()")).map_or(0, |mark| mark + 1);
        let clause = self.label(&tokens[start..end]);
        if clause.tokens.is_empty() || clause.tokens.iter().any(|token| token.number().is_some()) {
            return;
        }
        if clause.has(Word::None) {
            if clause.names_another_body() {
                self.state.scope = Scope::Other;
            }
            for measure in implied::denied(&clause) {
                self.imply(sentence, measure, 0, &clause);
            }
            return;
        }
        let last = self.state.last.map(|last| &self.reading.numbers[last]);
        let last = last.filter(|last| last.sentence == sentence && implied::is_next(tokens, last.token, start));
        let last = last.and_then(|said| Some((said, self.reading.claims_of(said).first()?)));
        if let Some((measure, value)) = implied::of_all(&clause, self.state.topic, last) {
            self.imply(sentence, measure, value, &clause);
        }
    }

    fn imply(&mut self, sentence: usize, measure: &'static Measure, value: i64, clause: &Label<'_>) {
        let (Some(first), Some(last)) = (clause.tokens.first(), clause.tokens.last()) else { return };
        let known = |claim: &Claim| {
            claim.sentence == sentence && claim.measures == [measure] && claim.value == Number::whole(value)
        };
        if self.state.when.other || self.reading.claims.iter().rev().take(8).any(known) {
            return;
        }
        self.reading.claims.push(Claim {
            measures: vec![measure],
            within: None,
            needs: 0,
            at_most: false,
            of_some: false,
            relation: Relation::Count,
            value: Number::whole(value),
            approximate: false,
            unit: String::new(),
            year: self.state.when.year,
            scope: self.state.scope,
            sentence,
            range: first.range.start..last.range.end,
        });
    }
}

/// What is told of a number.
struct Told {
    relation: Option<Relation>,
    of: Option<usize>,
    when: When,
    scope: Scope,
    kinds: Kinds,
    only_dated: bool,
    of_part: bool,
}

/// How a number is meant: a count, a share, a change; `None` where it is an average, a plan, or what something was.
fn relation(label: &Label<'_>, unit: Unit, tokens: &[Token], i: usize) -> Option<Relation> {
    let percent = unit == Unit::Percent;
    if unit == Unit::Piece('倍') {
        return None;
    }
    if label.has_any(&[Word::Average, Word::Intended]) || (label.has(Word::From) && (percent || label.year().is_none()))
    {
        return None;
    }
    // 较上年的565篇多90篇.
    let beside = tokens[i].range.start.checked_sub(1).map(|at| label.chars[at]);
    if label.has_any(&[Word::Compared, Word::Against]) || compared_before(label, tokens, i) {
        match beside {
            Some('多' | '增') => return Some(Relation::More),
            Some('少' | '减') => return Some(Relation::Less),
            _ => {}
        }
    }
    if label.has(Word::Reached) {
        return (!percent).then_some(Relation::Count);
    }
    if label.has(Word::More) {
        return Some(Relation::More);
    }
    if label.has(Word::Less) {
        return Some(Relation::Less);
    }
    if !percent {
        return Some(Relation::Count);
    }
    // 予以公开13件(38.2%).
    let bracketed = i >= 2 && tokens[i - 1].is_mark("(") && tokens[i - 2].number().is_some();
    (label.has(Word::Share) || bracketed).then_some(Relation::Share)
}

/// Whether what a word names is spoken of in what follows: 直接起诉案件中,….
fn is_introduced(tokens: &[Token], i: usize) -> bool {
    let end = tokens[i..].iter().position(|token| matches!(token.kind, Kind::Mark(_) | Kind::Number(_)));
    end.is_some_and(|end| tokens[i + end].is_mark(","))
}

/// Whether the number before, of last year, is what this one is held against.
fn compared_before(label: &Label<'_>, tokens: &[Token], i: usize) -> bool {
    let divides = |token: &Token| token.is_mark(",;:");
    let start = tokens[..i].iter().rposition(divides).map_or(0, |at| at + 1);
    label.of(&tokens[start..i]).has_any(&[Word::Compared, Word::Against])
}

/// Whether 申请 is one for something else: 救助申请, 公民查询档案申请.
fn is_for_something_else(tokens: &[Token], i: usize) -> bool {
    let Some(before) = i.checked_sub(1).map(|before| &tokens[before]) else { return false };
    if matches!(before.kind, Kind::Gap | Kind::Word(Word::Foreign | Word::Thing(_))) {
        return true;
    }
    let came =
        |token: &Token| matches!(token.kind, Kind::Word(Word::Received | Word::New) | Kind::Mark(_) | Kind::Number(_));
    let start = tokens[..i].iter().rposition(came).map_or(0, |at| at + 1);
    let received = start > 0 && matches!(tokens[start - 1].kind, Kind::Word(_));
    received && tokens[start..i].iter().any(|token| matches!(token.kind, Kind::Gap))
}

/// Whether a year is not what the numbers after it are of: 结转至2025年 (where to), 较2023年 (what they are held against).
fn is_aside_of_time(tokens: &[Token], year: usize) -> bool {
    let divides = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Mark(_));
    let start = tokens[..year].iter().rposition(divides).map_or(0, |at| at + 1);
    let end = tokens[year..].iter().position(divides).map_or(tokens.len(), |at| year + at);
    let clause = tokens[year..].iter().position(|token| token.is_mark(",;:()")).map_or(tokens.len(), |at| year + at);
    tokens[start..end].iter().any(|token| token.is(Word::Carried))
        || tokens[start..year].iter().any(|token| token.is(Word::Compared))
        || tokens[year..clause].iter().any(|token| token.is(Word::Against))
}
