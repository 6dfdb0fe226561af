//! Reads sentences, word by word: what each says of time, bodies and topic lasts as long as the language lets it, and each
//! number is read in what has been said so far ([`super::state`], [`super::counts`]).

use super::claims::{Claim, Frame, Reading, Said};
use super::implied;
use super::kinds::{Sense, Topic};
use super::label::{Label, before, is_role, scope_of};
use super::measures::{self as m, Measure};
use super::quantity::{Quantity, Unit};
use super::state::{Here, Reader, State, Told, When};
use super::tokens::{Kind, Sentence, Token};
use super::words::{Thing, Word};
use crate::number::Number;
use crate::report::{Relation, Scope};
use crate::stream::Prose;
use crate::text::{is_in, place_of, says_any};
use std::ops::Range;

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

/// A heading has at most so many characters.
const HEADING: usize = 24;

impl<'a> Reader<'a, '_> {
    fn sentence(&mut self, number: usize, sentence: &'a Sentence) {
        if sentence.opens {
            // (二)依申请公开: a heading says what its paragraph is about.
            // (五、存在的主要问题: another section.)
            let begins_section =
                matches!(self.prose.chars[sentence.range.clone()], ['一' | '二' | '三' | '四' | '五' | '六', '、', ..]);
            let headed = self.headed && !begins_section;
            let topic = self.state.topic.filter(|_| headed);
            let disclosure = headed && self.state.disclosure;
            self.state = State { topic, disclosure, ..State::default() };
        }
        let State { topic, thing, last, .. } = self.state;
        let disclosure = sentence.opens && self.state.disclosure;
        self.state = State { topic, thing, last, disclosure, inherited: true, ..State::default() };
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
                    if let Some(when) = self.state.passing.take() {
                        self.state.when = when;
                    }
                    if *mark == ';' && token.depth == 0 {
                        self.state.when = self.state.leading;
                    }
                }
                Kind::Mark('(') => {
                    outside.push((self.state.last, self.state.when, self.state.divided));
                    self.open(number, tokens, i);
                }
                Kind::Mark(')') => {
                    if let Some((last, when, divided)) = outside.pop() {
                        self.state.last = last;
                        self.state.when = when;
                        self.state.divided = divided;
                    }
                }
                Kind::Mark(_) | Kind::Gap => {}
            }
            let ends = tokens.get(i + 1).is_none_or(|next| next.is_mark(",;:()"));
            if ends && !token.is_mark(",;:()") {
                self.clause(number, tokens, i + 1);
            }
        }
        // 复议73件;诉讼36件。被纠正7件: of either, or of both.
        if self.state.topic == Some(Topic::Suits) && tokens.iter().any(|token| token.is(Word::Reconsideration)) {
            self.state.topic = Some(Topic::Disputes);
        }
    }

    /// 是上年的1.5倍,其中自然人11件; 与2023年持平,其中…: something is held against that year, in a clause without a number of it.
    fn is_measure_of_time(&self, tokens: &[Token], i: usize) -> bool {
        let end = tokens[i..].iter().position(|token| token.is_mark(",;:()")).map_or(tokens.len(), |at| i + at);
        let counts = tokens[i..end].iter().any(|token| {
            token.number().is_some_and(|quantity| !matches!(quantity.unit, Unit::Percent | Unit::Piece('倍')))
        });
        self.is_measure(&tokens[i]) && !counts
    }

    /// 与上年持平, 是上年5份的两倍: what something is held against.
    fn is_measure(&self, time: &Token) -> bool {
        let before = time.range.start.checked_sub(1).map(|at| self.prose.chars[at]);
        matches!(before, Some('与' | '和' | '同' | '是' | '为'))
    }

    /// 结转下年4件(自然人3件、企业1件); 2020年为31件(自然人20件): what stands in a bracket after a number divides it, and is of its
    /// year.
    fn open(&mut self, sentence: usize, tokens: &[Token], bracket: usize) {
        let before = self.reading.numbers.len().checked_sub(1);
        self.state.divided = before.filter(|&before| {
            let said = &self.reading.numbers[before];
            said.sentence == sentence && said.token + 1 == bracket && said.relation == Some(Relation::Count)
        });
        // 较2024年(新收1102件、结转47件)有变化: of that year.
        let named = tokens[..bracket].last().and_then(|before| self.label(std::slice::from_ref(before)).year());
        let divided = self.state.divided.and_then(|divided| self.reading.numbers[divided].year);
        if let Some(year) = named.or(divided) {
            // 承接上年26件(自然人19件): of what is not understood.
            let unknown = named.is_none() && self.claims_of(self.state.divided).is_empty();
            self.state.when = When { year: Some(year), other: unknown };
        }
    }

    fn year(&mut self, tokens: &[Token], i: usize, year: u16) {
        let rest = &self.prose.chars[tokens[i].range.end..];
        // 对2022年底有效的6件: of that year, in its clause.
        let at_end = matches!(rest, ['底' | '末', next, ..] if *next != '前');
        if at_end && Some(year) == self.frame.last_year() && !is_aside_of_time(&self.prose.chars, tokens, i) {
            self.state.passing.get_or_insert(self.state.when);
            self.state.when = When { year: Some(year), other: false };
            return;
        }
        // 2023年底前, 2020年以来: no year of its own.
        if rest.starts_with(&['底'])
            || is_aside_of_time(&self.prose.chars, tokens, i)
            || self.is_measure_of_time(tokens, i)
        {
            return;
        }
        let since = rest.starts_with(&['以', '来']) && Some(year) != self.frame.year;
        // 2023年1月1日至2024年12月31日: of both.
        let both = self.label(&tokens[before(tokens, i)]).year().is_some_and(|other| other != year);
        self.state.when = When { year: Some(year), other: since || both };
        if Some(year) == self.frame.year && !since && !both {
            // 在2023年115件的基础上,2024年126件;自然人108件: once the report's own year is named, it leads on.
            self.state.leading = self.state.when;
        }
    }

    fn word(&mut self, tokens: &[Token], i: usize, word: Word) {
        let listed = word == Word::Foreign && self.is_in_list(tokens, i);
        let measure = word == Word::LastYear && self.is_measure_of_time(tokens, i);
        let held = word == Word::LastYear && self.is_measure(&tokens[i]);
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
            Word::LastYear if !measure && !is_aside_of_time(&self.prose.chars, tokens, i) => {
                let year = self.frame.last_year();
                let start = tokens[..i].iter().rposition(|token| token.is_mark(",;:()")).map_or(0, |mark| mark + 1);
                let within =
                    tokens[start..i].iter().any(|token| matches!(token.kind, Kind::Word(word) if is_role(word)));
                if held || (within && tokens[start..i].iter().all(|token| token.number().is_none())) {
                    state.passing.get_or_insert(state.when);
                }
                // Which year that is nobody knows.
                state.when = When { year, other: year.is_none() };
            }
            // 明年将制定规章4件.
            Word::NextYear if i == 0 => state.when.other = true,
            Word::ThisYear => state.when = When::default(),
            Word::OtherTime => state.when.other = true,
            Word::Disclosure => {
                state.disclosure = true;
                state.business = false;
            }
            Word::Respectively => state.assigned_apart = true,
            Word::Among => {
                state.listed = true;
                let last = self.state.last;
                self.state.whole = self.claims_of(last).first().and_then(|claim| claim.measures.first().copied());
            }
            // 直接起诉2件: suits.
            Word::Counts(measure) if measure.is_narrower_than(&m::SUED) => {
                topic(Topic::Suits);
                state.course = Some(measure);
                state.introduced = is_introduced(tokens, i);
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
        // 无法提供(13件)、不予处理(2件): of what stands before its bracket.
        let named = own.start.checked_sub(2).filter(|_| own.is_empty() && tokens[own.start - 1].is_mark("("));
        if named.is_some_and(|named| matches!(tokens[named].kind, Kind::Word(Word::Counts(_)))) {
            return before(tokens, own.start - 1);
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

    /// 与2023年合计,两年收到56件; 2023、2024两年共56件: the words behind 两年, where a number is of the report's year and the one before it
    /// together. (两年来, 近两年: of who knows which; 两年均为5件: of each.)
    fn of_both_years<'t>(&self, tokens: &'t [Token], i: usize, label: Label<'t>) -> Option<Label<'t>> {
        const BEFORE: &str = "近前过去第满后上";
        const BEHIND: &str = "来内前后间度多以制";
        let text = label.text();
        let at = place_of(text, "两年")?;
        let behind = at + 2;
        let other =
            text[..at].last().is_some_and(|c| is_in(*c, BEFORE)) || text.get(behind).is_some_and(|c| is_in(*c, BEHIND));
        let own = |year: u16| [self.frame.year, self.frame.last_year()].contains(&Some(year));
        let named = tokens[..i].iter().all(|token| !matches!(token.kind, Kind::Year(year) if !own(year)));
        let each = label.has_any(&[Word::Each, Word::Every, Word::Respectively, Word::Average])
            || says_any(&text[behind..], &["均", "各", "都"]);
        let start = label.tokens.first()?.range.start + behind;
        let rest = label.tokens.partition_point(|token| token.range.start < start);
        (!other && named && !each).then(|| label.of(&label.tokens[rest..]))
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
        let label = label.without_own_name();
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
            self.state.leading = self.state.passing.unwrap_or(self.state.when);
        }
        let mut relation = relation(&label, quantity.unit, tokens, i);
        // 连续三年为3件、6件、4件; 与上年的65件、23件相比: one for each of several that are named elsewhere.
        if relation == Some(Relation::Count) && self.state.assigned.is_empty() && is_in_bare_list(tokens, i) {
            relation = None;
        }
        // 与上年新收52件相比, 与2023年的复议14件、诉讼7件相比: how many there were then.
        let rest = &tokens[i + 1..];
        let clause = rest.iter().position(|token| token.is_mark(",;:"));
        let against = rest[..clause.unwrap_or(rest.len())].iter().any(|token| token.is(Word::Against));
        if let (Some(Relation::Count), true, Some(year)) = (relation, against, label.year()) {
            self.state.passing.get_or_insert(self.state.when);
            self.state.when = When { year: Some(year), other: false };
        }
        // 少于上年3件: by three, or than three.
        if label.is_than() && label.text().last() != Some(&'的') {
            relation = None;
        }
        if let (Some(Relation::Count), Some(year)) =
            (relation, compared_year(&label, &self.prose.chars[quantity.range.end..]))
        {
            // 较上年收到的17件减少1件; 较2023年复议1件、诉讼1件的情况好转: how many there were then.
            self.state.when = When { year: Some(year), other: false };
        }
        // 2023、2024两年合计收到申请56件: read as a count, of what is said behind the years, and held against both of them.
        let both_years = self.of_both_years(tokens, i, label).filter(|_| relation == Some(Relation::Count));
        let (label, when, relation) = match both_years {
            Some(label) => (label, When::default(), Some(Relation::BothYears)),
            None => (label, self.state.when, relation),
        };
        let mut told = Told {
            relation,
            of: None,
            when,
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
        if label.is_from() && told.relation.is_none() && quantity.unit != Unit::Percent {
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
                Some(Relation::Count | Relation::BothYears) => {
                    let last = self.last(sentence, &tokens[..i]);
                    self.count(Here { sentence, tokens, at: i, quantity, label, last }, &mut told);
                }
                Some(_) => {
                    self.difference(Here { sentence, tokens, at: i, quantity, label, last: None }, &mut told);
                }
            },
        }
        // 两年合计10件(跨年的1件只算一次): counted in a way of its own.
        let noted = tokens.get(i + 1).is_some_and(|next| next.is_mark("("));
        if noted && told.relation == Some(Relation::BothYears) {
            told.kinds.clear();
        }
        if told.relation == Some(Relation::Count) && !label.has(Word::Compared) {
            self.state.last = Some(index);
        } else if told.relation.is_none() && matches!(quantity.unit, Unit::Case(_)) {
            // 平均每月3件,增加1件: what follows is of that, and not of what was counted before.
            self.state.last = None;
        }
        if label.is_from() && label.year().is_some() {
            // 由2019年的52310件降为49862件;行政强制588件: that year is of the first number alone.
            self.state.when = When::default();
            self.state.leading = When::default();
        }
        let this_year = |year: Option<u16>| year.is_none() || year == self.frame.year;
        if told.only_dated && told.when.year == self.frame.last_year() && this_year(self.state.leading.year) {
            // 收到118件,上年为98件,办结120件: last year's is that one.
            self.state.when = self.state.leading;
        }
        if std::mem::take(&mut self.state.reasoned) {
            let outcome = |sense: &&mut Sense| sense.measures.iter().all(|one| m::outcome(one).is_some());
            told.kinds.iter_mut().filter(outcome).for_each(|sense| sense.at_most = true);
        }
        self.say(sentence, i, quantity, told);
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
        let gone = self.state.topic == Some(Topic::Other) && self.state.inherited;
        let topic = self.state.topic.filter(|_| !gone);
        let said = Said { quantity, sentence, token, relation, of, claims, year, only_dated, of_part, topic, scope };
        self.reading.numbers.push(said);
    }

    /// What a clause without a number says. `end` is where it ends.
    fn clause(&mut self, sentence: usize, tokens: &[Token], end: usize) {
        let start = tokens[..end].iter().rposition(|token| token.is_mark(",;:()")).map_or(0, |mark| mark + 1);
        let clause = self.label(&tokens[start..end]);
        if clause.tokens.is_empty() || clause.tokens.iter().any(|token| token.number().is_some()) {
            return;
        }
        let range = tokens[start].range.start..tokens[end - 1].range.end;
        // 对征地拆迁类申请,予以公开27件: of those, however many.
        let of_kind = clause.has_request() && (clause.gap() >= 2 || clause.is_aside());
        if of_kind && ['对', '就'].iter().any(|c| clause.text().starts_with(&[*c])) {
            self.state.part = Some(i64::MAX);
        }
        // 因涉及第三方病历信息,不予公开8件: for that reason.
        if clause.tokens.first().is_some_and(|first| first.is(Word::Because)) && clause.gap() >= 2 {
            self.state.reasoned = true;
        }
        if clause.has(Word::None) {
            if clause.names_another_body() {
                self.state.scope = Scope::Other;
            }
            for measure in implied::denied(&clause) {
                // 收到23件,没有结转,办结21件: from where or to where is said once something was done.
                let vague = *measure == m::CARRIED_OUT && !clause.is_next_year();
                let mut own = self.reading.claims.iter().rev().take_while(|claim| claim.sentence == sentence);
                if !vague || own.any(|claim| claim.measures == [&m::HANDLED]) {
                    self.imply(sentence, measure, 0, range.clone());
                }
            }
            return;
        }
        let last = self.state.last.map(|last| &self.reading.numbers[last]);
        let last = last.filter(|last| last.sentence == sentence && implied::is_next(tokens, last.token, start));
        let last = last.and_then(|said| Some((said, self.reading.claims_of(said).first()?)));
        if let Some((measure, value)) = implied::of_all(&clause, self.state.topic, last) {
            self.imply(sentence, measure, value, range.clone());
        }
        self.carried(sentence, tokens, &clause, start..end);
    }

    /// 有3件仍在法定期限内,转至下一年度办理: what becomes of a number that its own clause says nothing of.
    fn carried(&mut self, sentence: usize, tokens: &[Token], clause: &Label<'_>, at: Range<usize>) {
        let onward = clause.has(Word::CarriedOn) || (clause.has(Word::Carried) && clause.is_next_year());
        let Some(said) = self.reading.numbers.last().filter(|said| said.sentence == sentence) else { return };
        let own = said.is_count() && matches!(said.quantity.unit, Unit::Case(_)) && said.claims.is_empty();
        let label = self.label(&tokens[before(tokens, said.token)]);
        let opens = |token: &Token| token.is(Word::Plain) || token.is(Word::Anew) || token.is(Word::OtherTime);
        let behind = self.label(&tokens[said.token + 1..at.start]);
        let open = behind.has_any(&[Word::Duly, Word::Open, Word::Unclosed]) && !behind.has(Word::Closed);
        let (range, value) = (said.quantity.range.start..tokens[at.end - 1].range.end, said.quantity.value.as_whole());
        let of_requests = self.state.topic == Some(Topic::Requests) && !self.state.inherited;
        let whole = own && open && label.tokens.iter().all(opens) && implied::is_next(tokens, said.token, at.start);
        if let (true, Some(value)) = (onward && of_requests && whole && clause.gap() == 0, value) {
            self.imply(sentence, &m::CARRIED_OUT, value, range);
        }
    }

    fn imply(&mut self, sentence: usize, measure: &'static Measure, value: i64, range: Range<usize>) {
        let known = |claim: &Claim| {
            claim.sentence == sentence && claim.measures == [measure] && claim.value == Number::whole(value)
        };
        if self.state.when.other || self.reading.claims.iter().rev().take(8).any(known) {
            return;
        }
        let (year, scope) = (self.state.when.year, self.state.scope);
        self.reading.claims.push(Claim { year, scope, ..Claim::of(measure, Number::whole(value), sentence, range) });
    }
}

/// How a number is meant: a count, a share, a change; `None` where it is an average, a plan, or what something was.
fn relation(label: &Label<'_>, unit: Unit, tokens: &[Token], i: usize) -> Option<Relation> {
    let percent = unit == Unit::Percent;
    if unit == Unit::Piece('倍') {
        return None;
    }
    if label.has_any(&[Word::Average, Word::Intended]) || (label.is_from() && (percent || label.year().is_none())) {
        return None;
    }
    // 废止91件,905件减到890件: what it was.
    if let [c, to, ..] = label.chars[tokens[i].range.end..]
        && is_in(c, "减增升降变")
        && matches!(to, '到' | '至' | '为')
    {
        return None;
    }
    // 企业申请少1件, 增2件: at the end of what is no word of ours.
    let loose = label.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Gap));
    let at_least = label.text().ends_with(&['至', '少']);
    // 较上年的565篇多90篇.
    let beside = tokens[i].range.start.checked_sub(1).map(|at| label.chars[at]);
    if (loose && !at_least) || label.has_any(&[Word::Compared, Word::Against]) || compared_before(label, tokens, i) {
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

/// Whether a number stands beside another with nothing but 、 between: 3件、6件.
fn is_in_bare_list(tokens: &[Token], i: usize) -> bool {
    let counts = |token: Option<&Token>| {
        token.and_then(Token::number).is_some_and(|quantity| matches!(quantity.unit, Unit::Case(_)))
    };
    let divides = |token: Option<&Token>| token.is_some_and(|token| token.is_mark("、"));
    let before = i.checked_sub(1).map(|at| &tokens[at]);
    let beyond = i.checked_sub(2).map(|at| &tokens[at]);
    (divides(tokens.get(i + 1)) && counts(tokens.get(i + 2))) || (divides(before) && counts(beyond))
}

/// Whether what a word names is spoken of in what follows: 直接起诉案件中,….
fn is_introduced(tokens: &[Token], i: usize) -> bool {
    let end = tokens[i..].iter().position(|token| matches!(token.kind, Kind::Mark(_) | Kind::Number(_)));
    end.is_some_and(|end| tokens[i + end].is_mark(","))
}

/// The year that a count is of which something is held against: 较2023年复议1件. `after` is what follows the number.
fn compared_year(label: &Label<'_>, after: &[char]) -> Option<u16> {
    let at = label.position(|word| word == Word::Compared)?;
    let year = match label.tokens.get(at + 1)?.kind {
        Kind::Year(year) => Some(year),
        // 较上年69件增20.29%; 多于上年的5件. (较上年6件 alone may be a change that lost its word.)
        Kind::Word(Word::LastYear)
            if label.tokens.len() > at + 2
                || label.is_than()
                || matches!(after, ['增' | '减' | '多' | '少' | '微', ..]) =>
        {
            label.frame.last_year()
        }
        _ => None,
    };
    year.filter(|_| !label.has_any(&[Word::More, Word::Less, Word::Reached]))
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

/// Whether a year is not what the numbers after it are of: 结转至2025年 (where to), 带上去年余下的2件 (where from), 较2023年 (what
/// they are held against).
fn is_aside_of_time(chars: &[char], tokens: &[Token], year: usize) -> bool {
    let divides = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Mark(_));
    let start = tokens[..year].iter().rposition(divides).map_or(0, |at| at + 1);
    let end = tokens[year..].iter().position(divides).map_or(tokens.len(), |at| year + at);
    let clause = tokens[year..].iter().position(|token| token.is_mark(",;:()")).map_or(tokens.len(), |at| year + at);
    // (去年转来的2件.)
    let came_over = |token: &Token| chars[token.range.clone()] == ['转', '来'];
    let carries = |tokens: &[Token]| {
        tokens.iter().any(|token| token.is(Word::Carried) || token.is(Word::Rest) || came_over(token))
    };
    // 今年结转来8件,去年结转来13件: one for each year.
    let each = tokens[..start].iter().position(|token| token.is(Word::ThisYear)).is_some_and(|own| {
        let clause = tokens[own..start].iter().position(divides).unwrap_or(start - own);
        carries(&tokens[own..own + clause])
    });
    (carries(&tokens[start..end]) && !each)
        || tokens[start..year].iter().any(|token| token.is(Word::Compared))
        || tokens[year..clause].iter().any(|token| token.is(Word::Against))
}
