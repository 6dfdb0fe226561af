//! What a number counts, from the words it stands among.

use super::label::{Label, is_role};
use super::measures::{self as m, Ending, Measure};
use super::quantity::Unit;
use super::tokens::{Kind, Token};
use super::words::{Thing, Word};
use crate::text::{is_in, says, says_any, starts};

/// What is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Requests,
    Reconsideration,
    Suits,
    /// Both of the last two at once.
    Disputes,
    /// Business that the form does not count.
    Other,
}

/// The words around a number, and what those before them said.
#[derive(Clone, Copy)]
pub(crate) struct Around<'t> {
    /// Before it.
    pub(crate) label: Label<'t>,
    /// After it, to the next number or the clause's end.
    pub(crate) after: Label<'t>,
    /// The words after it are its own: no number follows that they may belong to.
    pub(crate) owns_after: bool,
    /// They go on with another noun: it is of several.
    pub(crate) joined: bool,
    pub(crate) unit: Unit,
    pub(crate) topic: Option<Topic>,
    /// The topic is that of an earlier sentence.
    pub(crate) inherited: bool,
    /// Disputes are spoken of that are a justice bureau's business.
    pub(crate) business: bool,
    /// What was made, issued or collected in the words before, where that may go on.
    pub(crate) thing: Option<Thing>,
    /// The last number of a thing was such a count: 办理行政许可20件,行政处罚5件.
    pub(crate) listing: bool,
    /// What the last number of the sentence counts.
    pub(crate) last: Option<&'static Measure>,
}

/// Unknown words of more characters between a number and a topic named in an earlier clause: who knows what it counts.
const FAR: usize = 4;

/// What a number counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sense {
    /// Several where they are added up: 予以公开和部分公开18件.
    pub(crate) measures: Vec<&'static Measure>,
    /// Of these applicants alone: 自然人申请予以公开12件.
    pub(crate) within: Option<&'static Measure>,
    /// How many of its neighbours the tables must bear out before it is believed: none where every word is understood
    /// and says so by itself.
    pub(crate) needs: usize,
    /// 因档案移交无法提供1件: for that reason; there may be others.
    pub(crate) at_most: bool,
    /// 征地类12件,予以公开5件: perhaps of those that were just counted.
    pub(crate) of_some: bool,
}

impl Sense {
    pub(crate) fn of(measures: Vec<&'static Measure>) -> Sense {
        Sense { measures, within: None, needs: 0, at_most: false, of_some: false }
    }

    pub(crate) fn perhaps(measure: &'static Measure) -> Sense {
        Sense { needs: 1, ..Sense::of(vec![measure]) }
    }
}

/// Several where one number says two things: 收到并办结5件.
pub(crate) type Kinds = Vec<Sense>;

fn one(measure: &'static Measure) -> Kinds {
    vec![Sense::of(vec![measure])]
}

/// Outcomes and applicants named together: both narrow what is counted.
fn counted(measures: Vec<&'static Measure>) -> Kinds {
    let (columns, rows): (Vec<_>, Vec<_>) = measures.into_iter().partition(|measure| measure.is_applicant());
    match (rows.is_empty(), columns.as_slice()) {
        (false, [column]) => vec![Sense { within: Some(column), ..Sense::of(rows) }],
        (false, []) => vec![Sense::of(rows)],
        (true, _) => vec![Sense::of(columns)],
        (false, _) => Vec::new(),
    }
}

impl Around<'_> {
    pub(crate) fn kinds(&self) -> Kinds {
        let Around { label, after, unit, .. } = self;
        // 行政许可、行政处罚两项决定合计447件: of both.
        let together = label.has(Word::Total).then(|| label.decided()).filter(|decided| decided.len() > 1);
        if let Some(decided) = together.filter(|_| matches!(unit, Unit::Case(_)) && label.gap() == 0) {
            return vec![Sense::of(decided)];
        }
        if let Some((measure, needs)) = self.disclosure() {
            // 委托下级实施的许可25件: of a kind; 取水等许可: of all kinds.
            let thing = label.position(|word| matches!(word, Word::Thing(_))).unwrap_or(0);
            let before = label.of(&label.tokens[..thing]);
            let decided = [&m::LICENSING, &m::PENALTIES, &m::COERCION].contains(&measure);
            let some = before.gap() >= 2 || before.has(Word::Channel);
            let at_most = decided && some && !before.has(Word::AndSoOn);
            return vec![Sense { needs, at_most, ..Sense::of(vec![measure]) }];
        }
        // 收到申请33条; in 在20个工作日内答复申请 they are days.
        let request = label.has_request() || after.has_request();
        let counted = match unit {
            Unit::Case(_) => true,
            Unit::Piece('条' | '例') => request && after.gap() == 0,
            _ => false,
        };
        let outcome = label.counted().iter().any(|measure| m::outcome(measure).is_some());
        let foreign = [label, after].iter().any(|words| (words.has(Word::Foreign) && !outcome) || words.has_thing());
        if !counted || foreign {
            return Vec::new();
        }
        let topic = self.topic_here();
        // 审查拟公开文件63份,…同意公开58份: papers, where no request is spoken of.
        if *unit == Unit::Case('份') && self.inherited && !request {
            return Vec::new();
        }
        // 复议案件有所增加,其中3件涉及过程性信息: what they were about.
        let about = after.tokens.first().is_some_and(|token| token.is(Word::About));
        if about && topic != Some(Topic::Requests) {
            return Vec::new();
        }
        let named = outcome && (self.inherited || label.has(Word::Foreign));
        let elsewhere = topic.is_none() || (topic == Some(Topic::Other) && (self.inherited || named));
        if self.is_far() || elsewhere {
            // 予以公开13件, where nobody has spoken of requests, or long ago.
            let read = if elsewhere || topic == Some(Topic::Requests) { self.requests() } else { Vec::new() };
            // Outcomes have names of their own: where nothing else is spoken of, they are those of requests.
            let named = |measure: &&'static Measure| {
                m::outcome(measure).is_some()
                    || measure.is_applicant()
                    || [&m::NEW, &m::CARRIED_IN, &m::CARRIED_OUT].contains(measure)
            };
            // 建议提案答复公开21件: what became of other business.
            let own = |sense: &Sense| elsewhere && !label.has(Word::Foreign) && sense.measures.iter().all(named);
            let doubt = |sense: Sense| Sense { needs: if own(&sense) { sense.needs } else { 2 }, ..sense };
            return read.into_iter().map(doubt).collect();
        }
        match topic {
            Some(Topic::Requests) => self.requests(),
            Some(Topic::Reconsideration) => self.dispute(true),
            Some(Topic::Suits) => self.dispute(false),
            // 行政复议、行政诉讼共7件.
            Some(Topic::Disputes) if matches!(unit, Unit::Case(_)) && label.has(Word::Suit) => {
                let part = label.is_aside() || !label.endings().is_empty() || self.business;
                // 复议、诉讼各1件: of each.
                let each = label.has(Word::Each) || after.has(Word::Each);
                match (part, each) {
                    (true, _) => Vec::new(),
                    (false, true) => [&m::RECONSIDERED, &m::SUED].map(|each| Sense::of(vec![each])).into(),
                    (false, false) => vec![Sense::of(vec![&m::RECONSIDERED, &m::SUED])],
                }
            }
            Some(Topic::Disputes | Topic::Other) | None => Vec::new(),
        }
    }

    /// What follows the number names the topic where nothing before it in the clause does: 共收到70件申请.
    fn topic_here(&self) -> Option<Topic> {
        let of_after = |word: Word, topic: Topic| self.after.has(word).then_some(topic);
        if self.label.has_topic() {
            return self.topic;
        }
        // 9件复议诉讼案件被纠正: of both.
        if self.after.has(Word::Reconsideration) && self.after.has(Word::Suit) && !self.after.has_request() {
            return Some(Topic::Disputes);
        }
        let request = self.after.has_request().then_some(Topic::Requests);
        // 未审结的2件直接起诉案件.
        let course = [&m::DIRECT_SUIT, &m::LATER_SUIT].iter().any(|course| self.after.counted().contains(course));
        request
            .or(course.then_some(Topic::Suits))
            .or(of_after(Word::Reconsideration, Topic::Reconsideration))
            .or(of_after(Word::Suit, Topic::Suits))
            .or(self.topic)
    }

    /// Whether the topic was named too far off.
    fn is_far(&self) -> bool {
        let Around { label, after, .. } = self;
        if label.has_topic() {
            false
        } else if after.has_topic() {
            label.gap() > FAR
        } else if self.inherited {
            label.gap() > 0
        } else {
            label.gap() > FAR && label.counted().is_empty()
        }
    }

    fn requests(&self) -> Kinds {
        let Around { label, after, .. } = self;
        // 另有2件结转下年; 截至年底还有6件结转到2026年: what is left, and where it goes.
        let carried = after.has_any(&[Word::Carried, Word::CarriedOn]) && after.gap() == 0;
        let onward = after.is_next_year() || after.has(Word::CarriedOn);
        let opens =
            |word: Word| matches!(word, Word::Plain | Word::Including | Word::Anew | Word::OtherTime | Word::And);
        let left = |token: &Token| match token.kind {
            Kind::Word(word) => opens(word) || token.range.len() == 2 && word == Word::Aside,
            _ => false,
        };
        if self.owns_after && carried && onward && label.gap() == 0 && label.tokens.iter().all(left) {
            return one(&m::CARRIED_OUT);
        }
        // 今年新收里14件是居民个人的: of those, and of whom is said behind it.
        // (本年新收里有248件当年办完.)
        let last = label.tokens.iter().rev().find(|token| !token.is(Word::Plain));
        let within = last.is_some_and(|token| token.is(Word::Within));
        if within && label.counted().is_empty() && !label.has_request() && label.any(is_role) {
            return Vec::new();
        }
        // 新收的11件由家长个人提出: of those, and of whom is said behind it, too.
        let from = || ["由", "是", "来自", "系"].iter().any(|word| starts(after.text(), word));
        let by_some = || super::everyday::named(after.text()).any(Measure::is_applicant);
        if self.owns_after && label.text().ends_with(&['的']) && label.any(is_role) && from() && by_some() {
            return Vec::new();
        }
        let found = requests(label);
        if !found.is_empty() || label.is_aside() {
            // 办理完毕的申请有47件作出公开决定: what is said behind it is said of some of those. (有47件均按时答复: of all.)
            let of_all = after.tokens.first().is_some_and(|first| first.is(Word::Every));
            let some = self.owns_after && label.says_there_are() && !after.is_plain() && !of_all;
            return if some { Vec::new() } else { found };
        }
        // 政府信息公开申请33件: said to be there, and so received.
        if label.is_bare_request() {
            return one(&m::RECEIVED);
        }
        // 办结34件,结转3件; 新收33件、结转4件: where to or from is plain.
        if label.has(Word::Carried) && !label.is_last_year() && label.gap() == 0 {
            match self.last {
                Some(last) if *last == m::HANDLED || label.has(Word::Except) => return one(&m::CARRIED_OUT),
                Some(last) if *last == m::NEW => return one(&m::CARRIED_IN),
                _ => {}
            }
        }
        // 年初有4件在办: what came over. 截至年末尚有5件没有办完: what is left.
        const AT_ITS_START: &[&str] = &["年初", "期初", "上年末", "上年底", "上年年末", "上年年底"];
        const AT_ITS_END: &[&str] = &["年底", "年末", "期末", "12月31日"];
        const UNDONE: &[&str] = &["没有", "没办", "未办", "尚未", "仍在", "正在", "还在", "未到期", "在办"];
        if self.owns_after && label.counted().is_empty() && says_any(after.text(), UNDONE) {
            if says_any(label.text(), AT_ITS_START) {
                return vec![Sense::perhaps(&m::CARRIED_IN)];
            }
            if says_any(label.text(), AT_ITS_END) {
                return vec![Sense::perhaps(&m::CARRIED_OUT)];
            }
        }
        // 3件结转下年度, 9件予以公开. That they came in is not said after a number.
        let everyday = super::everyday::counted(label.text()).is_some();
        let says = everyday || label.any(is_role) || label.has_any(&[Word::Carried, Word::None, Word::Every]);
        let came_in = after.has_any(&[Word::Received, Word::New, Word::Added, Word::Processed]);
        // 33件申请均按时答复: how, of those there were; 3件申请临近期限才答复: when.
        // 拆成3份答复: papers.
        let papers = self.unit == Unit::Case('份') && !label.has_request() && !after.has_request();
        let vague = papers
            || after.has(Word::Every)
            || after.without_examples().gap() > 0
            || came_in
            || label.has(Word::Except);
        // 一件申请的答复在复议中被纠正: not what was answered.
        let disputed = after.has(Word::Reconsideration) || after.has(Word::Suit);
        if !self.owns_after || says || disputed || (vague && !after.has(Word::Carried)) {
            return Vec::new();
        }
        requests(after)
    }

    fn dispute(&self, reconsideration: bool) -> Kinds {
        let Around { label, after, .. } = self;
        // 办理行政复议案件 is what a justice bureau does all day; 行政复议决定书58份 are papers.
        if self.business || self.unit == Unit::Case('份') {
            return Vec::new();
        }
        let read = self.said_of_dispute(reconsideration);
        if !read.is_empty() {
            // 涉及经办争议的复议3件: who knows of what.
            let about = label.has_any(&[Word::About, Word::Because]) && !label.has(Word::Disclosure);
            let needs = if about && label.gap() >= 2 { 2 } else { 0 };
            return read.into_iter().map(|sense| Sense { needs, ..sense }).collect();
        }
        // 有3件复议,2件维持,1件经调解撤回; 应诉4件.
        let first = label.tokens.iter().all(|token| token.is(Word::Among) || token.is(Word::Plain));
        let words = if first { after } else { label };
        // 复议4件,审结3件: all but those that are open.
        if label.has(Word::Decided)
            && label.endings().is_empty()
            && label.gap() == 0
            && !label.is_last_year()
            && !label.has_any(&[Word::Aside, Word::Step, Word::Rest])
        {
            return vec![Sense::perhaps(if reconsideration { &m::RECONSIDERED_DECIDED } else { &m::SUED_DECIDED })];
        }
        // 已审结复议24件: not all there were.
        if [label, after].iter().any(|words| {
            words.has_any(&[Word::Decided, Word::Closed, Word::Handled, Word::Carried, Word::New, Word::Added])
        }) {
            return Vec::new();
        }
        // 维持或待判的8件: of neither alone.
        if label.text().contains(&'或') {
            return Vec::new();
        }
        // 17件已结的无一被撤销: what they are not.
        if words.has(Word::None) {
            return Vec::new();
        }
        let perhaps = super::everyday::of_dispute(words.text(), reconsideration);
        // (撤回的复议1件: not all of them.)
        let whole = [&m::RECONSIDERED, &m::SUED];
        let perhaps = perhaps.filter(|measure| !(words.is_aside() && whole.contains(measure)));
        perhaps.map(Sense::perhaps).into_iter().collect()
    }

    fn said_of_dispute(&self, reconsideration: bool) -> Kinds {
        let Around { label, after, .. } = self;
        // 复议后起诉案件上年遗留1件: some of those that were decided or are open.
        // (2021年遗留未结复议2件: then, too.)
        if label.has(Word::Carried) && label.endings().iter().all(|ending| *ending == Ending::Pending) {
            return Vec::new();
        }
        // 被纠正的复议里有4件, 14件申请里复议的有2件: some of those.
        let within = label.tokens.iter().rposition(|token| token.is(Word::Within)).filter(|at| *at > 0);
        let says = |token: &Token| matches!(token.kind, Kind::Word(Word::Counts(_) | Word::Ends(_)));
        if within.is_some_and(|at| !label.tokens[at..].iter().any(says)) {
            return Vec::new();
        }
        // 经调解、撤回而终止等其他结果的3件: what it ends in.
        let last = label.tokens.iter().rev().find_map(|token| match token.kind {
            Kind::Word(Word::Ends(ending)) => Some(Some(ending)),
            Kind::Word(Word::Plain) => None,
            _ => Some(None),
        });
        if let (false, [course], [ending]) = (reconsideration, label.counted().as_slice(), label.endings().as_slice()) {
            // 直接起诉案件中结果维持1件: of those.
            return vec![Sense { within: Some(course), ..Sense::of(vec![ending.measure(false)]) }];
        }
        if let (Some(Some(ending)), [_]) = (last, label.endings().as_slice()) {
            return one(ending.measure(reconsideration));
        }
        for words in [label, after] {
            if let [measure] = words.counted().as_slice() {
                // 复议4件里,3件对"过程性信息"答复不服: what they were about. 1件败诉发生在直接起诉阶段: how one of them ended.
                let is_counted = measure.table() == Some("disputes") && !says_any(words.text(), &["败诉", "胜诉"]);
                return if is_counted { one(measure) } else { Vec::new() };
            }
            if words.is_aside() {
                return Vec::new();
            }
            match words.endings().as_slice() {
                [] => {}
                [ending] => return one(ending.measure(reconsideration)),
                // 维持或纠正3件: of neither alone.
                _ => return Vec::new(),
            }
        }
        let named = if reconsideration { Word::Reconsideration } else { Word::Suit };
        let listed = label.tokens.iter().any(|token| token.is_mark("、"));
        // 申请主要涉及行政复议2件: what requests were about.
        let about = label.tokens.windows(2).any(|two| two[0].is(Word::About) && two[1].is(named));
        // 上年结转1件,新发生4件, 行政复议办结8件: parts of what the form counts.
        let last = label.tokens.iter().rposition(|token| token.is(named)).unwrap_or(0);
        let done = label.of(&label.tokens[last..]).has_any(&[Word::Closed, Word::Handled]);
        let part = done || label.has_any(&[Word::Carried, Word::New, Word::Added, Word::None]);
        // 年末仍有复议1件、复议后起诉2件未审结: some of them.
        let left = says_any(label.text(), &["仍有", "尚有", "还有", "至年底", "至年末"]);
        // 复议三种结果各1件: of each.
        let each = label.has(Word::Each) && !label.has(Word::AllBodies);
        if !label.has(named) || listed || part || about || left || each || is_of_a_cause(label) {
            return Vec::new();
        }
        one(if reconsideration { &m::RECONSIDERED } else { &m::SUED })
    }

    /// What is made or taken, and how many neighbours must bear it out.
    fn disclosure(&self) -> Option<(&'static Measure, usize)> {
        let Around { label, after, unit, .. } = self;
        let makes = [Word::Made, Word::Repealed, Word::InForce, Word::Added];
        // 制定规范性文件3件、废止1件: the thing is named once. 制定8件规范性文件: after the number.
        let goes_on =
            label.gap() + after.gap() == 0 && !label.has_topic() && !label.has_thing() && label.has_any(&makes);
        let elided = || self.thing.filter(|_| goes_on);
        // 制发的7件规范性文件全部配发解读: what stands first behind it.
        let first = || match after.tokens.first().map(|token| &token.kind) {
            Some(Kind::Word(Word::Thing(thing))) => Some(*thing),
            _ => None,
        };
        let follows = || (label.has_any(&makes) && self.owns_after).then(|| first().or(after.thing())).flatten();
        let own = label.thing();
        let thing = own.or_else(follows).or_else(elided)?;
        // 年初有效52件: what there was.
        let at_first = label.has(Word::InForce) && says(label.text(), "年初");
        if at_first || label.has_any(&[Word::Aside, Word::Step, Word::Filed, Word::None]) {
            return None;
        }
        let shown = label.has(Word::Published)
            || label.has(Word::Channel) && matches!(thing, Thing::Document | Thing::Regulation);
        let made = label.has(Word::Made) || label.has(Word::Processed);
        // 办理行政许可20件,行政处罚5件: the verb is said once.
        let listed = made || (self.listing && own.is_some() && label.gap() == 0);
        // 行政许可743件、处罚52件: that they were decided is not said.
        let bare = own.is_some() && !label.has_any(&makes);
        let said = |measure: &'static Measure, said: bool| Some((measure, usize::from(!said)));
        let full = |measure| said(measure, true);
        match (thing, unit) {
            // 累计出版200期: of all years.
            (Thing::Gazette, Unit::Piece('期')) if own.is_some() && !label.has(Word::InAll) => full(&m::GAZETTE),
            (Thing::Fees, Unit::Money(_)) if own.is_some() => full(&m::FEES),
            (Thing::Procurement, Unit::Money(_)) if own.is_some() => full(&m::PROCUREMENT),
            (Thing::ProcessingFees, Unit::Money(_)) if own.is_some() => full(&m::PROCESSING_FEES),
            // 全年公示行政处罚1275件: as many as were shown, where its neighbours say so.
            (_, Unit::Case('件')) if shown && own.is_some() => thing.decisions().map(|measure| (measure, SHOWN)),
            (_, Unit::Case('件' | '份' | '宗') | Unit::Piece('部' | '个' | '篇')) if !shown => match thing {
                // 现行有效规章151件、规范性文件4097件: both are in force.
                Thing::Document if bare && self.last == Some(&m::REGULATIONS_IN_FORCE) => full(&m::DOCUMENTS_IN_FORCE),
                Thing::Document if bare && self.last == Some(&m::REGULATIONS_REPEALED) => full(&m::DOCUMENTS_REPEALED),
                // 规范性文件年末4件,其中本年制定1件: what there is.
                Thing::Document if bare && says(label.text(), "年末") => said(&m::DOCUMENTS_IN_FORCE, false),
                Thing::Document if label.has(Word::Repealed) => full(&m::DOCUMENTS_REPEALED),
                Thing::Document if label.has(Word::InForce) => full(&m::DOCUMENTS_IN_FORCE),
                Thing::Document if listed || label.has(Word::Added) => full(&m::DOCUMENTS),
                Thing::Regulation if label.has(Word::Repealed) => full(&m::REGULATIONS_REPEALED),
                Thing::Regulation if label.has(Word::InForce) => full(&m::REGULATIONS_IN_FORCE),
                Thing::Regulation if listed && !label.has(Word::Repealed) => full(&m::REGULATIONS),
                _ if own.is_some() || listed => thing.decisions().and_then(|measure| said(measure, listed)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// So much must speak for it that what was shown is all that was decided.
const SHOWN: usize = 2;

/// Whether a kind is the last of a list whose others are no words of ours.
pub(super) fn of_several_unknown(label: &Label<'_>) -> bool {
    let joins = |token: &Token| token.is(Word::And) || token.is_mark("、");
    let mut parts = label.tokens.split(joins);
    let last = parts.next_back();
    // (一、收到申请33件: not the ordinal.)
    let unknown = |part: &[Token]| {
        let says = |token: &Token| matches!(token.kind, Kind::Word(Word::Counts(_) | Word::Published | Word::Anyone));
        !part.iter().any(says)
            && part.iter().any(|token| {
                (matches!(token.kind, Kind::Gap) && token.range.len() >= 2)
                    || token.is(Word::Aside)
                    || token.is(Word::Foreign)
            })
    };
    // 按无法提供、信访和其他情形处理的4件, 逾期不补正等其他情形5件: the first alone is known.
    let known = |part: &[Token]| {
        part.iter().any(|token| matches!(token.kind, Kind::Word(Word::Counts(one)) if m::outcome(one).is_some()))
    };
    let others = |part: &[Token]| label.of(part).text().starts_with(&['其', '他']) && !known(part);
    let mut segments = label.tokens.split(|token| joins(token) || token.is(Word::AndSoOn));
    if segments.any(known) && segments.any(others) {
        return true;
    }
    // 因"三类内部事务""四类过程性信息"不予公开17件: names in quotes, one behind the other.
    let quoted = label.text().windows(2).any(|two| two == ['"', '"']) && label.counted().len() < 2;
    quoted || last.is_some_and(|last| !last.is_empty()) && parts.any(unknown)
}

/// What words say that requests are counted.
pub(crate) fn requests(label: &Label<'_>) -> Kinds {
    if label.has(Word::CarriedOn) || label.has(Word::Unclosed) && !label.has(Word::Carried) {
        // 承接未办完的2件: last year's.
        let taken_over = says_any(label.text(), &["承接", "接续", "接手", "延续"]);
        return one(if taken_over { &m::CARRIED_IN } else { &m::CARRIED_OUT });
    }
    if label.has(Word::Carried) {
        return match (label.is_next_year(), label.is_last_year()) {
            (true, false) => one(&m::CARRIED_OUT),
            (false, true) => one(&m::CARRIED_IN),
            (false, false) if label.has(Word::ThisYear) => vec![Sense::perhaps(&m::CARRIED_OUT)],
            _ => Vec::new(),
        };
    }
    if label.has(Word::NextYear) {
        let done = label.has_any(&[Word::Handled, Word::Processed, Word::Closed]);
        return if done { one(&m::CARRIED_OUT) } else { Vec::new() };
    }
    let classes = label.has(Word::OnRequest) && label.has(Word::Proactive);
    let named = label.counted();
    let outcome = named.iter().any(|measure| m::outcome(measure).is_some());
    let applicants = !named.is_empty() && named.iter().all(|measure| measure.is_applicant());
    let of_a_kind = label.is_of_a_kind();
    if (label.is_aside() && !outcome) || (of_a_kind && named.is_empty()) || label.has(Word::Except) || classes {
        return Vec::new();
    }
    if of_a_kind && applicants {
        // 律师事务所代为申请的17件: some of theirs.
        return counted(named).into_iter().map(|sense| Sense { at_most: true, ..sense }).collect();
    }
    // 案卷、查询和内容不明确的4件: of several, not all of them known; 逾期不补正或撤回3件: of one or the other. (A label's own 或 joins nothing.)
    let has_or = |token: &Token| {
        !matches!(token.kind, Kind::Word(Word::Counts(_)))
            && label.of(std::slice::from_ref(token)).text().contains(&'或')
    };
    if of_several_unknown(label) || (named.len() == 1 && label.tokens.iter().any(has_or)) {
        return Vec::new();
    }
    if !named.is_empty() {
        // 法人和其他组织新提出的申请17件: of the new ones alone.
        if let [applicant] = named.as_slice()
            && applicant.is_applicant()
            && label.has(Word::New)
        {
            return vec![Sense { within: Some(applicant), ..Sense::of(vec![&m::NEW]) }];
        }
        // 因申请内容过于宽泛不予公开: for that reason alone.
        let reason = label.position(|word| matches!(word, Word::Counts(_))).unwrap_or(0);
        let reasoned = label.of(&label.tokens[..reason]);
        let group = named.iter().all(|measure| measure.id.matches('.').count() == 1);
        // 因不掌握、没有现成信息等原因给不了的76件, 涉及执法案卷等不公开的7件: for those reasons, or for all of their group. (不掌握、需另行制作、内容不明确而无法提供的:
        // one of them is told in words that nobody knows.)
        let rest = label.of(&label.tokens[reason + 1..]);
        let is_group =
            |token: &Token| matches!(token.kind, Kind::Word(Word::Counts(one)) if m::outcome(one) == Some(one));
        let more = rest.has(Word::AndSoOn) || (rest.gap() >= 2 && rest.tokens.iter().any(is_group));
        let of = m::outcome(named[0]).filter(|of| named.iter().all(|one| m::outcome(one) == Some(*of)));
        if let Some(of) = of
            && more
            && !group
            && (named.len() > 1 || rest.has(Word::AndSoOn))
        {
            return vec![Sense { at_most: true, ..Sense::of(vec![of]) }];
        }
        // 需要另行加工制作而无法提供: for that reason of the form's; 因档案移交无法提供: for one that it does not tell apart.
        let reasoned = if rest.gap() >= 2 { rest } else { reasoned };
        let narrower = super::everyday::reason(reasoned.text()).filter(|reason| {
            group && named.len() == 1 && reason.is_narrower_than(named[0]) && !label.has(Word::AndSoOn)
        });
        if let Some(reason) = narrower {
            return one(reason);
        }
        // 其余不予公开的5件, 其他不予公开5件: of those that are left.
        // (接办2件,含企业1件: of those.)
        let others = group && says_any(reasoned.text(), &["其他", "其它"]) && !named.contains(&&m::OTHERWISE);
        let at_most = (group && reasoned.gap() >= 2)
            || others
            || label.has(Word::Rest)
            || (applicants && label.has(Word::Including))
            || label.is_within_more();
        return counted(named).into_iter().map(|sense| Sense { at_most, ..sense }).collect();
    }
    if label.has(Word::Open) {
        return vec![Sense::perhaps(&m::CARRIED_OUT)];
    }
    let came = label.position(|word| matches!(word, Word::Received | Word::New | Word::Added));
    let done = label.position(|word| matches!(word, Word::Handled | Word::Closed));
    let new = label.has(Word::New) || (label.has(Word::Added) && label.has_request());
    let came_in = match came {
        Some(_) if new => Some(&m::NEW),
        Some(_) if label.has(Word::Received) => Some(&m::RECEIVED),
        _ => None,
    };
    match (came, done) {
        // 收到并办结5件 says two things; of 新收申请中办结30件 the last is what is counted.
        (Some(from), Some(to)) => {
            let between = &label.tokens[from.min(to) + 1..from.max(to)];
            let joins = |word: Word| matches!(word, Word::And | Word::Duly | Word::Every | Word::Plain | Word::Within);
            let joined = between
                .iter()
                .all(|token| token.is_mark("、") || matches!(&token.kind, Kind::Word(word) if joins(*word)));
            if joined && from < to && new {
                // 本年新收办结15件.
                one(&m::HANDLED_NEW)
            } else if joined && from < to {
                came_in.map(|measure| Sense::of(vec![measure])).into_iter().chain(one(&m::HANDLED)).collect()
            } else if from < to {
                one(&m::HANDLED)
            } else {
                came_in.map(one).unwrap_or_default()
            }
        }
        (Some(_), None) => came_in.map(one).unwrap_or_default(),
        (None, Some(_)) => one(&m::HANDLED),
        // (两类程序性处理共49件: a way of it.)
        (None, None) if label.has(Word::Processed) && (label.has_request() || label.gap() <= 2) => one(&m::PROCESSED),
        (None, None) => Vec::new(),
    }
}

/// 对卷宗类申请解释不充分,引起复议3件: of what stands before it. (申请20件,引发复议3件: of all.)
fn is_of_a_cause(label: &Label<'_>) -> bool {
    let causes = ["引起", "引发", "导致", "招致"].iter().any(|word| starts(label.text(), word));
    let Some(first) = label.tokens.first().filter(|_| causes) else { return false };
    let Some(before) = label.chars[..first.range.start].strip_suffix(&[',']) else { return false };
    let clause = before.rsplit(|c| is_in(*c, ",.;:\n")).next().unwrap_or(before);
    !clause.is_empty() && !clause.iter().any(char::is_ascii_digit)
}
