//! What a number counts, from the words it stands among.

use super::label::{Label, is_role};
use super::measures::{self as m, Measure};
use super::quantity::Unit;
use super::words::{Thing, Word};

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

/// Several where one number says two things (收到并办结5件), several together where they are added up.
pub(crate) type Kinds = Vec<Vec<&'static Measure>>;

fn one(measure: &'static Measure) -> Kinds {
    vec![vec![measure]]
}

impl Around<'_> {
    pub(crate) fn kinds(&self) -> Kinds {
        let Around { label, after, unit, .. } = self;
        if let Some(measure) = self.disclosure() {
            return one(measure);
        }
        // 收到申请33条; in 在20个工作日内答复申请 they are days.
        let request = label.has_request() || after.has_request();
        let counted = match unit {
            Unit::Case(_) => true,
            Unit::Piece('条' | '例') => request && after.gap() == 0,
            _ => false,
        };
        let foreign = [label, after].iter().any(|words| words.has(Word::Foreign) || words.has_thing());
        if !counted || foreign || self.is_far() {
            return Vec::new();
        }
        match self.topic_here() {
            Some(Topic::Requests) => self.requests(),
            Some(Topic::Reconsideration) => self.dispute(true),
            Some(Topic::Suits) => self.dispute(false),
            // 行政复议、行政诉讼共7件.
            Some(Topic::Disputes) if matches!(unit, Unit::Case(_)) && label.has(Word::Suit) => {
                let part = label.is_aside() || !label.endings().is_empty() || self.business;
                if part { Vec::new() } else { vec![vec![&m::RECONSIDERED, &m::SUED]] }
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
        let request = self.after.has_request().then_some(Topic::Requests);
        request
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
        let found = requests(label);
        if !found.is_empty() || label.is_aside() {
            return found;
        }
        // 政府信息公开申请33件: said to be there, and so received.
        if label.is_bare_request() {
            return one(&m::RECEIVED);
        }
        // 办结34件,结转3件; 新收33件、结转4件: where to or from is plain.
        if label.has(Word::Carried) && !label.is_last_year() && label.gap() == 0 {
            match self.last {
                Some(last) if *last == m::HANDLED => return one(&m::CARRIED_OUT),
                Some(last) if *last == m::NEW => return one(&m::CARRIED_IN),
                _ => {}
            }
        }
        // 3件结转下年度, 9件予以公开. That they came in is not said after a number.
        let says = label.any(is_role) || label.has_any(&[Word::Carried, Word::Open, Word::None, Word::Every]);
        let came_in = after.has_any(&[Word::Received, Word::New, Word::Added, Word::Processed]);
        // 33件申请均按时答复: how, of those there were; 3件申请临近期限才答复: when.
        let vague = after.has(Word::Every) || after.gap() > 0 || came_in || label.has(Word::Except);
        if !self.owns_after || says || (vague && !after.has(Word::Carried)) {
            return Vec::new();
        }
        requests(after)
    }

    fn dispute(&self, reconsideration: bool) -> Kinds {
        let Around { label, after, .. } = self;
        // 办理行政复议案件 is what a justice bureau does all day.
        if self.business {
            return Vec::new();
        }
        for words in [label, after] {
            if let [measure] = words.counted().as_slice() {
                return one(measure);
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
        if !label.has(named) || listed || part || about {
            return Vec::new();
        }
        one(if reconsideration { &m::RECONSIDERED } else { &m::SUED })
    }

    fn disclosure(&self) -> Option<&'static Measure> {
        let Around { label, after, unit, .. } = self;
        let makes = [Word::Made, Word::Repealed, Word::InForce, Word::Added];
        // 制定规范性文件3件、废止1件: the thing is named once. 制定8件规范性文件: after the number.
        let goes_on =
            label.gap() + after.gap() == 0 && !label.has_topic() && !label.has_thing() && label.has_any(&makes);
        let elided = || self.thing.filter(|_| goes_on);
        let follows = || (label.has_any(&makes) && self.owns_after).then(|| after.thing()).flatten();
        let own = label.thing();
        let thing = own.or_else(follows).or_else(elided)?;
        if label.has_any(&[Word::Aside, Word::Step, Word::Filed, Word::None, Word::Channel]) {
            return None;
        }
        let shown = label.has(Word::Published);
        let made = label.has(Word::Made) || label.has(Word::Processed);
        // 办理行政许可20件,行政处罚5件: the verb is said once.
        let listed = made || (self.listing && own.is_some() && label.gap() == 0);
        match (thing, unit) {
            // 累计出版200期: of all years.
            (Thing::Gazette, Unit::Piece('期')) if own.is_some() && !label.has(Word::InAll) => Some(&m::GAZETTE),
            (Thing::Fees, Unit::Money(_)) if own.is_some() => Some(&m::FEES),
            (Thing::Procurement, Unit::Money(_)) if own.is_some() => Some(&m::PROCUREMENT),
            (Thing::ProcessingFees, Unit::Money(_)) if own.is_some() => Some(&m::PROCESSING_FEES),
            (_, Unit::Case('件' | '份' | '宗') | Unit::Piece('部' | '个' | '篇')) if !shown => match thing {
                Thing::Document if label.has(Word::Repealed) => Some(&m::DOCUMENTS_REPEALED),
                Thing::Document if label.has(Word::InForce) => Some(&m::DOCUMENTS_IN_FORCE),
                Thing::Document if listed || label.has(Word::Added) => Some(&m::DOCUMENTS),
                Thing::Regulation if listed && !label.has(Word::Repealed) => Some(&m::REGULATIONS),
                Thing::Licence if listed => Some(&m::LICENSING),
                Thing::Penalty if listed => Some(&m::PENALTIES),
                Thing::Coercion if listed => Some(&m::COERCION),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What words say that requests are counted.
pub(crate) fn requests(label: &Label<'_>) -> Kinds {
    if label.has(Word::CarriedOn) || label.has(Word::Unclosed) && !label.has(Word::Carried) {
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
        let done = label.has_any(&[Word::Handled, Word::Processed, Word::Closed]);
        return if done { one(&m::CARRIED_OUT) } else { Vec::new() };
    }
    let classes = label.has(Word::OnRequest) && label.has(Word::Proactive);
    if label.is_aside() || label.is_of_a_kind() || label.has(Word::Except) || classes {
        return Vec::new();
    }
    let counted = label.counted();
    if !counted.is_empty() {
        // 因申请内容过于宽泛不予公开: for that reason alone.
        let reason = label.position(|word| matches!(word, Word::Counts(_))).unwrap_or(0);
        let reasoned = label.of(&label.tokens[..reason]);
        let group = counted.iter().all(|measure| measure.id.matches('.').count() == 1);
        let part = group && reasoned.has(Word::Because) && reasoned.gap() >= 2;
        return if part { Vec::new() } else { vec![counted] };
    }
    if label.has(Word::Open) {
        return Vec::new();
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
            let joins = |word: Word| matches!(word, Word::And | Word::Duly | Word::Every | Word::Plain);
            let joined = between.iter().all(|token| {
                token.is_mark("、") || matches!(&token.kind, super::tokens::Kind::Word(word) if joins(*word))
            });
            if joined && from < to {
                came_in.map(|measure| vec![measure]).into_iter().chain([vec![&m::HANDLED]]).collect()
            } else if from < to {
                one(&m::HANDLED)
            } else {
                came_in.map(one).unwrap_or_default()
            }
        }
        (Some(_), None) => came_in.map(one).unwrap_or_default(),
        (None, Some(_)) => one(&m::HANDLED),
        (None, None) if label.has(Word::Processed) => one(&m::PROCESSED),
        (None, None) => Vec::new(),
    }
}
