//! What each number in the prose counts, of which year and of which bodies.

use super::measures::{self as m, Ending, Measure};
use super::quantity::{Quantity, Unit};
use super::sentences::Prose;
use super::tokens::{Kind, Sentence, Token};
use super::words::{Thing, Word};
use crate::number::Number;
use crate::report::{Relation, Scope};
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
}

/// A fact.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// What is counted; several where they are counted together.
    pub(crate) measures: Vec<&'static Measure>,
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

/// Reads all sentences, in order.
pub(crate) fn read<'a>(prose: &Prose, sentences: &'a [Sentence], frame: Frame<'_>) -> Reading<'a> {
    let mut reader = Reader { prose, frame, reading: Reading::default(), state: State::default() };
    for (number, sentence) in sentences.iter().enumerate() {
        reader.sentence(number, sentence);
    }
    reader.reading
}

/// What is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Requests,
    Reconsideration,
    Suits,
    /// Both of the last two at once.
    Disputes,
    /// Business that the form does not count.
    Other,
}

/// What the words so far say of the numbers to come.
#[derive(Debug, Default)]
struct State {
    topic: Option<Topic>,
    /// The topic is that of an earlier sentence.
    inherited: bool,
    /// 信息公开 was spoken of in the sentence.
    disclosure: bool,
    /// Documents are told by whether they are open: 主动公开80件.
    classes: bool,
    thing: Option<Thing>,
    year: Option<u16>,
    /// Neither this year nor one of its own.
    other_time: bool,
    scope: Scope,
    /// The last count: what a share or a change is of.
    last: Option<usize>,
}

struct Reader<'a, 'p> {
    prose: &'p Prose,
    frame: Frame<'p>,
    reading: Reading<'a>,
    state: State,
}

/// How the names of bodies end.
const BODIES: &[&str] = &[
    "局",
    "委",
    "委员会",
    "管委会",
    "厅",
    "镇",
    "乡",
    "街道",
    "县",
    "市",
    "区",
    "旗",
    "州",
    "省",
    "院",
    "中心",
    "支队",
    "大队",
    "政府",
    "公司",
];

/// Unknown words of more characters between a number and a topic named in an earlier clause: who knows what it counts.
const FAR: usize = 4;

impl<'a> Reader<'a, '_> {
    fn sentence(&mut self, number: usize, sentence: &'a Sentence) {
        if sentence.opens {
            self.state = State::default();
        }
        let State { topic, thing, last, .. } = self.state;
        self.state = State { topic, thing, last, inherited: true, ..State::default() };
        let tokens = &sentence.tokens;
        let mut outside = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            match &token.kind {
                Kind::Word(word) => self.word(tokens, i, *word),
                Kind::Year(year) => {
                    // 结转至2025年: where to, not when; 较2023年: what it is held against.
                    if !is_aside_of_time(tokens, i) {
                        self.state.year = Some(*year);
                        self.state.other_time = false;
                    }
                }
                Kind::Number(quantity) => self.number(number, tokens, i, quantity),
                Kind::Mark('(') => outside.push(self.state.last),
                // What was counted in a bracket is over with it.
                Kind::Mark(')') => self.state.last = outside.pop().unwrap_or(self.state.last),
                Kind::Mark(_) | Kind::Gap => {}
            }
            let ends = tokens.get(i + 1).is_none_or(|next| next.is_mark(",;:()"));
            if ends && !token.is_mark(",;:()") {
                self.clause(number, tokens, i + 1);
            }
        }
    }

    fn word(&mut self, tokens: &[Token], i: usize, word: Word) {
        let state = &mut self.state;
        let mut topic = |topic| {
            state.topic = Some(topic);
            state.inherited = false;
            state.disclosure |= topic == Topic::Requests;
        };
        match word {
            // 救助申请: one for something else.
            Word::Request { bare: true } if i > 0 && is_for_something_else(&tokens[i - 1]) => topic(Topic::Other),
            // 主动公开80件、依申请公开20件: classes of documents, and no requests.
            Word::OnRequest if state.classes => topic(Topic::Other),
            Word::Request { .. } | Word::OnRequest => topic(Topic::Requests),
            Word::Reconsideration => topic(Topic::Reconsideration),
            // 行政复议、行政诉讼: both together.
            Word::Suit => {
                let before = tokens[..i].iter().rev().find(|token| !token.is(Word::Plain) && !token.is_mark("、"));
                let both = before.is_some_and(|token| token.is(Word::Reconsideration));
                topic(if both { Topic::Disputes } else { Topic::Suits });
            }
            Word::Foreign => topic(Topic::Other),
            Word::Thing(thing) => {
                state.thing = Some(thing);
                if !matches!(thing, Thing::Gazette | Thing::ProcessingFees) {
                    topic(Topic::Other);
                }
            }
            Word::LastYear if !is_aside_of_time(tokens, i) => {
                state.year = self.frame.year.map(|year| year - 1);
                // Which year that is nobody knows.
                state.other_time = state.year.is_none();
            }
            Word::ThisYear => {
                state.year = None;
                state.other_time = false;
            }
            Word::OtherTime => state.other_time = true,
            Word::Disclosure => state.disclosure = true,
            Word::AllBodies => state.scope = Scope::All,
            Word::OneBody => state.scope = Scope::One,
            Word::Own => state.scope = Scope::Unsaid,
            _ => {}
        }
    }

    fn number(&mut self, sentence: usize, tokens: &'a [Token], i: usize, quantity: &'a Quantity) {
        let label = self.label(&tokens[before(tokens, i)]);
        let after = self.label(&tokens[after(tokens, i)]);
        let index = self.reading.numbers.len();
        let first = self.reading.claims.len();
        let mut said = Said { quantity, sentence, token: i, relation: None, of: None, claims: first..first };
        let told = self.state.last.filter(|&last| {
            self.reading.numbers[last].sentence == sentence || !tokens[..i].iter().any(|t| t.number().is_some())
        });
        let percent = quantity.unit == Unit::Percent;
        self.state.classes |= label.has(Word::Proactive);
        let from = percent && label.has(Word::From);
        let reached = label.has(Word::Reached);
        said.relation = if label.has(Word::Average) || label.has(Word::Intended) || self.state.other_time || from {
            None
        } else if reached {
            (!percent).then_some(Relation::Count)
        } else if label.has(Word::More) {
            Some(Relation::More)
        } else if label.has(Word::Less) {
            Some(Relation::Less)
        } else if percent {
            label.has(Word::Share).then_some(Relation::Share)
        } else {
            Some(Relation::Count)
        };
        let mut year = self.state.year;
        let mut scope = self.state.scope;
        let mut all: Vec<Vec<&'static Measure>> = Vec::new();
        match said.relation {
            None => {}
            Some(Relation::Count) => {
                if label.names_another_body() {
                    scope = Scope::Other;
                }
                all = self.measures(&label, &after, quantity.unit);
                // 其中收到省里转来的5件: some of them.
                if label.has(Word::Among) && scope == Scope::Unsaid {
                    all.retain(|measures| measures != &[&m::RECEIVED]);
                }
                // 2023年收到申请50件,2024年56件; 与2023年的75件相比: of the same as before.
                let dated = label.year();
                if all.is_empty() && (dated.is_some() || reached) && label.is_plain() {
                    year = dated;
                    all = self.measures_of(told);
                }
                if self.counts(quantity.unit) && !(label.has(Word::Compared) || after.has(Word::Against)) {
                    self.state.last = Some(index);
                }
            }
            Some(relation) => {
                all = self.requests(&label);
                // 占申请总数的60%: the whole is named, not the part.
                let of_last = label.is_plain()
                    || (relation == Relation::Share
                        && label.tokens.first().is_some_and(|token| token.is(Word::Share))
                        && label.gap() == 0
                        && !label.has(Word::AllBodies));
                if of_last && !label.has(Word::Respectively) {
                    said.of = told;
                    all = self.measures_of(told);
                }
                if let Some(last) = said.of {
                    let claims = self.reading.numbers[last].claims.clone();
                    scope = self.reading.claims[claims].first().map_or(scope, |claim| claim.scope);
                }
            }
        }
        for measures in all {
            self.reading.claims.push(Claim {
                measures,
                relation: said.relation.unwrap_or(Relation::Count),
                value: quantity.value,
                approximate: quantity.approximate,
                unit: quantity.unit.text(),
                year,
                scope,
                sentence,
                range: quantity.range.clone(),
            });
        }
        said.claims = first..self.reading.claims.len();
        self.reading.numbers.push(said);
    }

    fn label<'t>(&self, tokens: &'t [Token]) -> Label<'t>
    where
        Self: 't,
    {
        Label { tokens, chars: &self.prose.chars, frame: self.frame }
    }

    /// What another number was said to count.
    fn measures_of(&self, number: Option<usize>) -> Vec<Vec<&'static Measure>> {
        let Some(number) = number else { return Vec::new() };
        let claims = &self.reading.claims[self.reading.numbers[number].claims.clone()];
        claims.iter().map(|claim| claim.measures.clone()).collect()
    }

    /// What shares and changes are told of.
    fn counts(&self, unit: Unit) -> bool {
        matches!(unit, Unit::Case(_) | Unit::Piece('条' | '篇' | '期'))
    }

    /// What a count counts: several where one number says two things (收到并办结5件), several together where they
    /// are added up.
    fn measures(&self, label: &Label<'_>, after: &Label<'_>, unit: Unit) -> Vec<Vec<&'static Measure>> {
        if let Some(measure) = self.disclosure(label, unit) {
            return vec![vec![measure]];
        }
        let request = label.has_request() || after.has_request();
        // 收到申请33条; 在20个工作日内答复申请 counts days.
        let counted = match unit {
            Unit::Case(_) => true,
            Unit::Piece('条' | '个' | '例') => request && after.gap() == 0,
            _ => false,
        };
        if !counted || label.has(Word::Foreign) || after.has(Word::Foreign) || label.has_thing() {
            return Vec::new();
        }
        // How far the topic may be carried: within the clause as far as you like.
        let near = label.has_topic() || (after.has_request() && label.gap() <= FAR);
        let topic = if after.has_request() && !label.has_topic() { Some(Topic::Requests) } else { self.state.topic };
        let far = if near {
            false
        } else if self.state.inherited {
            label.gap() > 0
        } else {
            label.gap() > FAR && label.counted().is_empty()
        };
        if far {
            return Vec::new();
        }
        match topic {
            Some(Topic::Requests) => {
                let found = self.requests(label);
                match () {
                    () if !found.is_empty() || label.is_aside() => found,
                    // 政府信息公开申请33件: said to be there, and so received.
                    () if label.is_bare_request() => vec![vec![&m::RECEIVED]],
                    () => self.requests(after),
                }
            }
            Some(Topic::Reconsideration) => self.dispute(label, after, true),
            Some(Topic::Suits) => self.dispute(label, after, false),
            // 行政复议、行政诉讼共7件.
            Some(Topic::Disputes)
                if matches!(unit, Unit::Case(_)) && label.has(Word::Suit) && !label.is_aside() && !label.ends() =>
            {
                vec![vec![&m::RECONSIDERED, &m::SUED]]
            }
            Some(Topic::Disputes | Topic::Other) | None => Vec::new(),
        }
    }

    fn requests(&self, label: &Label<'_>) -> Vec<Vec<&'static Measure>> {
        let one = |measure| vec![vec![measure]];
        let counted = label.counted();
        if label.has(Word::CarriedOn) {
            return one(&m::CARRIED_OUT);
        }
        if label.has(Word::Carried) {
            return match (label.is_next_year(), label.is_last_year()) {
                (true, false) => one(&m::CARRIED_OUT),
                (false, true) => one(&m::CARRIED_IN),
                _ => Vec::new(),
            };
        }
        if label.has(Word::NextYear) {
            let done = label.has(Word::Handled) || label.has(Word::Processed) || label.has(Word::Closed);
            return if done { one(&m::CARRIED_OUT) } else { Vec::new() };
        }
        if label.is_aside() {
            return Vec::new();
        }
        // 公民、法人和其他组织 are all who may ask, not one kind of them.
        let anyone = label.has(Word::Anyone);
        if label.is_of_a_kind() || (label.has(Word::OnRequest) && label.has(Word::Proactive)) {
            return Vec::new();
        }
        let counted: Vec<_> = counted.into_iter().filter(|measure| !(anyone && **measure == m::ORGANISATION)).collect();
        if !counted.is_empty() {
            return vec![counted];
        }
        if label.has(Word::Open) {
            return Vec::new();
        }
        let mut found = Vec::new();
        if label.has(Word::New) {
            found.push(vec![&m::NEW]);
        } else if label.has(Word::Received) {
            found.push(vec![&m::RECEIVED]);
        }
        if label.has(Word::Handled) || label.has(Word::Closed) {
            found.push(vec![&m::HANDLED]);
        } else if label.has(Word::Processed) && found.is_empty() {
            found.push(vec![&m::PROCESSED]);
        }
        found
    }

    fn dispute(&self, label: &Label<'_>, after: &Label<'_>, reconsideration: bool) -> Vec<Vec<&'static Measure>> {
        for words in [label, after] {
            if let [measure] = words.counted().as_slice() {
                return vec![vec![*measure]];
            }
            match words.endings().as_slice() {
                [] => {}
                [ending] => return vec![vec![ending.measure(reconsideration)]],
                // 维持或纠正3件: of neither alone.
                _ => return Vec::new(),
            }
            if words.is_aside() {
                return Vec::new();
            }
        }
        let named = if reconsideration { Word::Reconsideration } else { Word::Suit };
        // 办理行政复议案件 is what a justice bureau does all day.
        let verbs = [Word::Processed, Word::Received, Word::New, Word::Handled, Word::Closed, Word::Made];
        let business = !self.state.disclosure && verbs.iter().any(|word| label.has(*word));
        let listed = label.tokens.iter().any(|token| token.is_mark("、"));
        if !label.has(named) || business || listed {
            return Vec::new();
        }
        vec![vec![if reconsideration { &m::RECONSIDERED } else { &m::SUED }]]
    }

    fn disclosure(&self, label: &Label<'_>, unit: Unit) -> Option<&'static Measure> {
        // 制定规范性文件3件、废止1件: the thing is named once.
        let elided = || label.gap() == 0 && !label.has_topic() && (label.has(Word::Made) || label.has(Word::Repealed));
        let thing = label.thing().or_else(|| self.state.thing.filter(|_| elided()))?;
        if [Word::Aside, Word::Filed, Word::None].iter().any(|word| label.has(*word)) {
            return None;
        }
        let made = label.has(Word::Made) || label.has(Word::Processed);
        match (thing, unit) {
            // 累计出版200期: of all years.
            (Thing::Gazette, Unit::Piece('期')) if !label.has(Word::InAll) => label.thing().map(|_| &m::GAZETTE),
            (Thing::Fees, Unit::Money(_)) => label.thing().map(|_| &m::FEES),
            (Thing::Procurement, Unit::Money(_)) => label.thing().map(|_| &m::PROCUREMENT),
            (Thing::ProcessingFees, Unit::Money(_)) => label.thing().map(|_| &m::PROCESSING_FEES),
            (_, Unit::Case('件' | '份' | '宗') | Unit::Piece('部' | '个' | '篇')) => match thing {
                Thing::Document if label.has(Word::Repealed) => Some(&m::DOCUMENTS_REPEALED),
                Thing::Document if label.has(Word::InForce) => Some(&m::DOCUMENTS_IN_FORCE),
                Thing::Document if made => Some(&m::DOCUMENTS),
                Thing::Regulation if made && !label.has(Word::Repealed) => Some(&m::REGULATIONS),
                Thing::Licence if made => Some(&m::LICENSING),
                Thing::Penalty if made => Some(&m::PENALTIES),
                Thing::Coercion if made => Some(&m::COERCION),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a clause without a number says of numbers: 未收到申请, 均已办结, 均获维持. `end` is where it ends.
    fn clause(&mut self, sentence: usize, tokens: &[Token], end: usize) {
        let start = tokens[..end].iter().rposition(|token| token.is_mark(",;:()")).map_or(0, |mark| mark + 1);
        let clause = self.label(&tokens[start..end]);
        if clause.tokens.is_empty() || clause.tokens.iter().any(|token| token.number().is_some()) {
            return;
        }
        if let Some(none) = clause.tokens.iter().position(|token| token.is(Word::None)) {
            for measure in denied(&self.label(&clause.tokens[none + 1..])) {
                self.imply(sentence, measure, 0, &clause);
            }
        } else if !self.state.other_time {
            self.of_all(sentence, tokens, start, &clause);
        }
    }

    /// 均已办结: nothing is carried over. 均获维持: as many as there were.
    fn of_all(&mut self, sentence: usize, tokens: &[Token], start: usize, clause: &Label<'_>) {
        let last = self.state.last.map(|last| &self.reading.numbers[last]);
        let last = last.filter(|last| last.sentence == sentence && last.token < start);
        let claim = last.and_then(|last| self.reading.claims[last.claims.clone()].first());
        let measure = claim.and_then(|claim| claim.measures.first().copied());
        let every = clause.has(Word::Every);
        match self.state.topic {
            Some(Topic::Requests) if every && clause.has(Word::Closed) => {
                // 均按时办结 speaks of how, of those that were.
                let hedged = [Word::Duly, Word::Open, Word::Carried, Word::Intended].iter().any(|w| clause.has(*w));
                let whole = match measure {
                    Some(measure) => [&m::RECEIVED, &m::NEW, &m::PROCESSED].contains(&measure) && !clause.has_request(),
                    None => clause.has_request() && clause.counted().is_empty() && !clause.has(Word::LastYear),
                };
                if whole && !hedged && !clause.is_aside() && clause.gap() == 0 {
                    self.imply(sentence, &m::CARRIED_OUT, 0, clause);
                }
            }
            Some(topic @ (Topic::Reconsideration | Topic::Suits)) => {
                let reconsideration = topic == Topic::Reconsideration;
                let whole = if reconsideration { &m::RECONSIDERED } else { &m::SUED };
                let Some(claim) = claim.filter(|claim| measure == Some(whole) && !claim.approximate) else { return };
                let Some(value) = claim.value.as_whole() else { return };
                if let [ending] = clause.endings().as_slice()
                    && (every || value == 1)
                    && value > 0
                    && tokens[..start].iter().rposition(|token| token.number().is_some()) == last.map(|last| last.token)
                {
                    self.imply(sentence, ending.measure(reconsideration), value, clause);
                }
            }
            _ => {}
        }
    }

    fn imply(&mut self, sentence: usize, measure: &'static Measure, value: i64, clause: &Label<'_>) {
        let (Some(first), Some(last)) = (clause.tokens.first(), clause.tokens.last()) else { return };
        let known = |claim: &Claim| {
            claim.sentence == sentence && claim.measures == [measure] && claim.value == Number::whole(value)
        };
        if self.state.other_time || self.reading.claims.iter().rev().take(8).any(known) {
            return;
        }
        self.reading.claims.push(Claim {
            measures: vec![measure],
            relation: Relation::Count,
            value: Number::whole(value),
            approximate: false,
            unit: String::new(),
            year: self.state.year,
            scope: self.state.scope,
            sentence,
            range: first.range.start..last.range.end,
        });
    }
}

/// What words like 未收到 deny: of what follows them in their clause.
fn denied(said: &Label<'_>) -> Vec<&'static Measure> {
    let tokens = said.tokens;
    let object = tokens.iter().position(|token| !matches!(token.kind, Kind::Word(Word::Plain | Word::Made)));
    // 无逾期答复的申请: nothing is said of the others.
    if object.is_none_or(|at| matches!(tokens[at].kind, Kind::Gap)) || said.has(Word::Foreign) || said.is_aside() {
        return Vec::new();
    }
    let mut found: Vec<&'static Measure> = Vec::new();
    if said.has(Word::Reconsideration) {
        found.push(&m::RECONSIDERED);
    }
    if said.has(Word::Suit) {
        found.push(&m::SUED);
    }
    if !found.is_empty() {
        return found;
    }
    match said.thing() {
        Some(Thing::ProcessingFees) => return vec![&m::PROCESSING_FEES],
        Some(Thing::Document) => return vec![&m::DOCUMENTS],
        Some(_) => return Vec::new(),
        None => {}
    }
    if said.has(Word::Carried) {
        return match (said.is_next_year(), said.is_last_year()) {
            (false, true) => vec![&m::CARRIED_IN],
            // 无结转.
            _ => vec![&m::CARRIED_OUT],
        };
    }
    let only = |word: &Word| {
        matches!(
            word,
            Word::Request { .. }
                | Word::OnRequest
                | Word::Received
                | Word::Plain
                | Word::About
                | Word::Disclosure
                | Word::Anyone
                | Word::Counts(_)
        )
    };
    let all = tokens.iter().all(|token| match &token.kind {
        Kind::Word(word) => only(word),
        Kind::Mark(_) => true,
        _ => false,
    });
    if said.has_request() && all { vec![&m::RECEIVED] } else { Vec::new() }
}

/// Some words of a clause.
struct Label<'t> {
    tokens: &'t [Token],
    /// The prose.
    chars: &'t [char],
    frame: Frame<'t>,
}

impl Label<'_> {
    fn any(&self, is: impl Fn(Word) -> bool) -> bool {
        self.tokens.iter().any(|token| matches!(&token.kind, Kind::Word(word) if is(*word)))
    }

    fn has(&self, word: Word) -> bool {
        self.any(|own| own == word)
    }

    fn has_request(&self) -> bool {
        self.any(|word| matches!(word, Word::Request { .. } | Word::OnRequest))
    }

    /// Nothing but 政府信息公开申请 and words that say nothing.
    fn is_bare_request(&self) -> bool {
        let named = self.has(Word::Request { bare: false }) || self.has(Word::OnRequest);
        let more = [Word::None, Word::Proactive, Word::About, Word::From].iter().any(|word| self.has(*word));
        named && self.gap() == 0 && !more
    }

    fn has_topic(&self) -> bool {
        self.has_request() || self.has(Word::Reconsideration) || self.has(Word::Suit)
    }

    fn has_thing(&self) -> bool {
        self.any(|word| matches!(word, Word::Thing(_)))
    }

    /// 收到申请涉及土地征收12件, 收到关于规划的申请5件: what they are about makes them a part.
    fn is_of_a_kind(&self) -> bool {
        let is_gap = |token: &Token| matches!(token.kind, Kind::Gap) && token.range.len() >= 2;
        let about = self.tokens.iter().position(|token| token.is(Word::About));
        let told = |token: &Token| {
            matches!(
                token.kind,
                Kind::Word(
                    Word::Received
                        | Word::New
                        | Word::Handled
                        | Word::Closed
                        | Word::Processed
                        | Word::Request { .. }
                        | Word::OnRequest
                        | Word::Counts(_)
                )
            )
        };
        let last = self.tokens.iter().rposition(told);
        about.is_some_and(|at| self.tokens[at..].iter().any(is_gap))
            || last.is_some_and(|at| self.tokens[at..].iter().any(is_gap))
    }

    /// Characters that no word explains.
    fn gap(&self) -> usize {
        self.tokens.iter().filter(|token| matches!(token.kind, Kind::Gap)).map(|token| token.range.len()).sum()
    }

    /// A part or kind that the form does not count. Several ways of receipt together are all of them.
    fn is_aside(&self) -> bool {
        let channels = self.tokens.iter().filter(|token| token.is(Word::Channel)).count();
        self.has(Word::Aside) || (channels == 1 && !self.has(Word::AndSoOn))
    }

    /// Nothing but years and words that say nothing.
    fn is_plain(&self) -> bool {
        self.tokens.iter().all(|token| match &token.kind {
            Kind::Word(word) => matches!(
                word,
                Word::Plain
                    | Word::Anew
                    | Word::Total
                    | Word::InAll
                    | Word::From
                    | Word::Reached
                    | Word::Compared
                    | Word::Against
                    | Word::More
                    | Word::Less
                    | Word::Share
                    | Word::LastYear
                    | Word::ThisYear
                    | Word::OtherTime
                    | Word::Own
                    | Word::Every
            ),
            Kind::Year(_) => true,
            _ => false,
        })
    }

    fn counted(&self) -> Vec<&'static Measure> {
        let counts = self.tokens.iter().filter_map(|token| match &token.kind {
            Kind::Word(Word::Counts(measure)) => Some(*measure),
            _ => None,
        });
        let mut found: Vec<&'static Measure> = Vec::new();
        for measure in counts {
            // 不予公开的申请中属于国家秘密: the narrower one.
            found.retain(|wider| !measure.id.strip_prefix(wider.id).is_some_and(|rest| rest.starts_with('.')));
            if !found.contains(&measure) {
                found.push(measure);
            }
        }
        found
    }

    fn endings(&self) -> Vec<Ending> {
        let mut found: Vec<Ending> = Vec::new();
        for token in self.tokens {
            if let Kind::Word(Word::Ends(ending)) = token.kind
                && !found.contains(&ending)
            {
                found.push(ending);
            }
        }
        found
    }

    fn ends(&self) -> bool {
        self.any(|word| matches!(word, Word::Ends(_)))
    }

    /// What the label ends in, but for words that say nothing.
    fn thing(&self) -> Option<Thing> {
        let says_nothing = |token: &&Token| {
            matches!(
                token.kind,
                Kind::Word(Word::Plain | Word::Total | Word::InAll | Word::Anew | Word::Made | Word::ThisYear)
            )
        };
        let last = self.tokens.iter().rev().find(|token| !says_nothing(token));
        match last?.kind {
            Kind::Word(Word::Thing(thing)) => Some(thing),
            _ => None,
        }
    }

    fn year(&self) -> Option<u16> {
        self.tokens.iter().rev().find_map(|token| match token.kind {
            Kind::Year(year) => Some(year),
            Kind::Word(Word::LastYear) => self.frame.year.map(|year| year - 1),
            _ => None,
        })
    }

    fn is_of(&self, offset: i32) -> bool {
        let year = self.frame.year.map(|year| i32::from(year) + offset);
        self.tokens.iter().any(|token| matches!(token.kind, Kind::Year(own) if Some(i32::from(own)) == year))
    }

    fn is_next_year(&self) -> bool {
        self.has(Word::NextYear) || self.is_of(1)
    }

    fn is_last_year(&self) -> bool {
        self.has(Word::LastYear) || self.is_of(-1)
    }

    /// 市公安局收到: a body that the report is not of stands before what was done.
    fn names_another_body(&self) -> bool {
        let Some(agency) = self.frame.agency.filter(|_| !self.has(Word::AllBodies)) else { return false };
        let does = |token: &Token| {
            matches!(
                token.kind,
                Kind::Word(Word::Received | Word::New | Word::Handled | Word::Closed | Word::Processed)
            )
        };
        let Some(done) = self.tokens.iter().position(does) else { return false };
        let name = self.tokens[..done].iter().rev().find(|token| matches!(token.kind, Kind::Gap));
        let Some(name) = name.map(|token| &self.chars[token.range.clone()]) else { return false };
        let text: String = name.iter().collect();
        let tail: String = name[name.len().saturating_sub(3)..].iter().collect();
        name.len() >= 2
            && BODIES.iter().any(|ending| text.ends_with(ending))
            && !(agency.contains(&text) || text.contains(agency) || agency.ends_with(&tail))
    }
}

/// Whether a request that follows is one for something else: 救助申请.
fn is_for_something_else(token: &Token) -> bool {
    matches!(token.kind, Kind::Gap | Kind::Word(Word::Foreign | Word::Thing(_)))
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

/// The words before a number: from the clause's beginning, or the number before. A list (行政复议、行政诉讼5件) is
/// one label.
fn before(tokens: &[Token], end: usize) -> Range<usize> {
    // 2件维持、1件纠正: each number before its words.
    if end > 0 && tokens[end - 1].is_mark("、") {
        return end..end;
    }
    let divides = |token: &Token| token.number().is_some() || token.is_mark(",;:()");
    let mut start = tokens[..end].iter().rposition(divides).map_or(0, |at| at + 1);
    // What the list before it ended with.
    while start < end && tokens[start].is_mark("、") {
        start += 1;
    }
    start..end
}

/// The words after a number, to the next one or the clause's end.
fn after(tokens: &[Token], number: usize) -> Range<usize> {
    let divides = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Mark(_));
    number + 1..tokens[number + 1..].iter().position(divides).map_or(tokens.len(), |at| number + 1 + at)
}
