//! The words a number stands among.

use super::claims::Frame;
use super::measures::{self as m, Ending, Measure};
use super::tokens::{Kind, Token};
use super::words::{Thing, Word};
use crate::report::Scope;
use crate::text::{is_cjk, is_in, says_any};
use std::ops::Range;

/// Some words of a clause.
#[derive(Clone, Copy)]
pub(crate) struct Label<'t> {
    pub(crate) tokens: &'t [Token],
    /// The prose.
    pub(crate) chars: &'t [char],
    pub(crate) frame: Frame<'t>,
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
    "机关",
    "单位",
    "部门",
    "办事处",
    "站",
    "所",
    "村",
    "社区",
    "学校",
];

/// The characters that say at which level a body is.
const LEVELS: &str = "省市县区旗州盟镇乡";

impl<'t> Label<'t> {
    /// Another piece of the same prose.
    pub(crate) fn of(&self, tokens: &'t [Token]) -> Label<'t> {
        Label { tokens, ..*self }
    }

    pub(crate) fn any(&self, is: impl Fn(Word) -> bool) -> bool {
        self.position(is).is_some()
    }

    pub(crate) fn position(&self, is: impl Fn(Word) -> bool) -> Option<usize> {
        self.tokens.iter().position(|token| matches!(&token.kind, Kind::Word(word) if is(*word)))
    }

    pub(crate) fn has(&self, word: Word) -> bool {
        self.any(|own| own == word)
    }

    pub(crate) fn has_any(&self, words: &[Word]) -> bool {
        self.any(|own| words.contains(&own))
    }

    pub(crate) fn has_request(&self) -> bool {
        self.any(is_request)
    }

    /// Whether something is named that is counted, or characters that no word explains.
    pub(crate) fn names_a_subject(&self) -> bool {
        self.has_topic() || self.any(|word| is_subject(word) || word == Word::Channel) || self.gap() > 0
    }

    pub(crate) fn has_topic(&self) -> bool {
        self.has_request() || self.has(Word::Reconsideration) || self.has(Word::Suit)
    }

    pub(crate) fn has_thing(&self) -> bool {
        self.any(|word| matches!(word, Word::Thing(_)))
    }

    /// The characters from its first word to its last.
    pub(crate) fn text(&self) -> &'t [char] {
        match self.tokens {
            [first, .., last] | [first @ last] => &self.chars[first.range.start..last.range.end],
            [] => &[],
        }
    }

    /// Characters that no word explains.
    pub(crate) fn gap(&self) -> usize {
        self.tokens.iter().filter(|token| matches!(token.kind, Kind::Gap)).map(|token| token.range.len()).sum()
    }

    /// 多于, 少于: what follows is what something is more or less than.
    pub(crate) fn is_than(&self) -> bool {
        let compared = self.tokens.iter().find(|token| token.is(Word::Compared));
        compared.is_some_and(|token| self.chars[token.range.end - 1] == '于')
    }

    /// 由30件, 从上年的30件: what follows is what it was. (由公民个人提出的: by whom.)
    pub(crate) fn is_from(&self) -> bool {
        const ASKING: &[&str] = &["提出", "提交", "递交", "申请"];
        let from = self.position(|word| word == Word::From);
        from.is_some_and(|from| !says_any(self.of(&self.tokens[from..]).text(), ASKING))
    }

    /// 办理完毕的申请有: so many of those there are.
    pub(crate) fn says_there_are(&self) -> bool {
        matches!(self.text(), [of @ .., '有'] if of.contains(&'的'))
    }

    /// "不掌握"类申请中能够明确掌握机关的: some of those, told by words that nobody knows.
    pub(crate) fn is_within_more(&self) -> bool {
        let within = self.position(|word| word == Word::Within);
        within.is_some_and(|at| at > 0 && self.of(&self.tokens[at..]).gap() >= 2)
    }

    /// Nothing but 政府信息公开申请 and words that say nothing.
    pub(crate) fn is_bare_request(&self) -> bool {
        let named = self.has(Word::Request { bare: false }) || self.has(Word::OnRequest);
        let more = self.has_any(&[Word::None, Word::Proactive, Word::About, Word::From, Word::Channel]);
        named && self.gap() == 0 && !more
    }

    /// A part or kind that the form does not count. Several ways of receipt together are all of them.
    pub(crate) fn is_aside(&self) -> bool {
        let is_channel = |token: &Token| token.is(Word::Channel);
        let channel = self.tokens.iter().position(is_channel);
        let several = channel.is_some_and(|first| {
            let rest = &self.tokens[first + 1..];
            let divided = rest.iter().position(|token| token.is_mark("、") || token.is(Word::And));
            divided.is_some_and(|at| rest[at..].iter().any(is_channel)) || self.has(Word::AndSoOn)
        });
        self.has_any(&[Word::Aside, Word::Step, Word::Decided, Word::Rest]) || (channel.is_some() && !several)
    }

    /// 收到申请涉及土地征收12件, 收到关于规划的申请5件: what they are about makes them a part.
    pub(crate) fn is_of_a_kind(&self) -> bool {
        let is_gap = |token: &Token| matches!(token.kind, Kind::Gap) && token.range.len() >= 2;
        let about = self.position(|word| word == Word::About);
        let told = |token: &Token| matches!(token.kind, Kind::Word(word) if is_role(word) || is_request(word));
        let last = self.tokens.iter().rposition(told);
        about.is_some_and(|at| self.tokens[at..].iter().any(is_gap))
            || last.is_some_and(|at| self.tokens[at..].iter().any(is_gap))
    }

    /// Nothing but years and words that say nothing.
    pub(crate) fn is_plain(&self) -> bool {
        // 上年是45件: as 上年为45件.
        let said = match self.tokens {
            [said @ .., copula]
                if said.last().is_some_and(Token::is_of_year) && self.chars[copula.range.clone()] == ['是'] =>
            {
                said
            }
            said => said,
        };
        said.iter().all(|token| match &token.kind {
            Kind::Word(word) => matches!(
                word,
                Word::Plain
                    | Word::Anew
                    | Word::Divided
                    | Word::Within
                    | Word::And
                    | Word::Because
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
                    | Word::Own
                    | Word::Every
            ),
            Kind::Year(_) => true,
            _ => false,
        })
    }

    /// 因信息不存在等原因无法提供: the outcome; the reasons before 等 are examples. (过程性信息等不公开4件: in everyday words, too.)
    pub(crate) fn without_examples(&self) -> Label<'t> {
        let is_counted = |token: &Token| matches!(token.kind, Kind::Word(Word::Counts(_)));
        let rest = |at: usize| self.of(&self.tokens[at + 1..]);
        let is_told = |at: &usize| {
            rest(*at).tokens.iter().any(is_counted) || super::everyday::counted(rest(*at).text()).is_some()
        };
        self.position(|word| word == Word::AndSoOn).filter(is_told).map_or(*self, rest)
    }

    /// Outcomes, reasons, applicants and the like; of one and a narrower one the narrower.
    pub(crate) fn counted(&self) -> Vec<&'static Measure> {
        let mut found: Vec<&'static Measure> = Vec::new();
        for token in self.without_examples().tokens {
            let Kind::Word(Word::Counts(measure)) = token.kind else { continue };
            found.retain(|wider| !measure.is_narrower_than(wider));
            if !found.iter().any(|other| *other == measure || other.is_narrower_than(measure)) {
                found.push(measure);
            }
        }
        // 公开(含部分公开), 公开和部分公开: of both.
        let shown = self.position(|word| word == Word::Published);
        let partial = self.position(|word| word == Word::Counts(&m::PARTIALLY_GRANTED));
        if let (Some(shown), Some(partial)) = (shown, partial)
            && shown < partial
            && found == [&m::PARTIALLY_GRANTED]
        {
            let joins =
                |token: &Token| token.is_mark("、") || [Word::And, Word::Including].iter().any(|word| token.is(*word));
            if self.tokens[shown + 1..partial].iter().any(joins) {
                found.insert(0, &m::GRANTED);
            }
        }
        // 公民、法人和其他组织 are all who may ask, not one kind of them.
        found.retain(|measure| !(**measure == m::ORGANISATION && self.has(Word::Anyone)));
        found
    }

    /// What was decided, each once: 行政许可、行政处罚.
    pub(crate) fn decided(&self) -> Vec<&'static Measure> {
        let mut found: Vec<&'static Measure> = Vec::new();
        for token in self.tokens {
            if let Kind::Word(Word::Thing(thing)) = token.kind
                && let Some(measure) = thing.decisions()
                && !found.contains(&measure)
            {
                found.push(measure);
            }
        }
        found
    }

    /// How disputes ended.
    pub(crate) fn endings(&self) -> Vec<Ending> {
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

    /// What the label ends in, but for words that say nothing; of two things at once (处罚、强制) neither.
    pub(crate) fn thing(&self) -> Option<Thing> {
        let says_nothing = |token: &&Token| {
            let words = [
                Word::Plain,
                Word::Within,
                Word::Total,
                Word::InAll,
                Word::Anew,
                Word::Made,
                Word::Published,
                Word::ThisYear,
                Word::InForce,
                Word::Repealed,
            ];
            words.iter().any(|word| token.is(*word))
        };
        let last = self.tokens.iter().rev().find(|token| !says_nothing(token));
        let Kind::Word(Word::Thing(thing)) = last?.kind else { return None };
        let other = self.any(|word| matches!(word, Word::Thing(other) if other != thing));
        (!other).then_some(thing)
    }

    /// The year the label itself names.
    pub(crate) fn year(&self) -> Option<u16> {
        self.tokens.iter().rev().find_map(|token| match token.kind {
            Kind::Year(year) => Some(year),
            Kind::Word(Word::LastYear) => self.frame.last_year(),
            _ => None,
        })
    }

    fn is_of(&self, offset: i32) -> bool {
        let year = self.frame.year.map(|year| i32::from(year) + offset);
        self.tokens.iter().any(|token| matches!(token.kind, Kind::Year(own) if Some(i32::from(own)) == year))
    }

    pub(crate) fn is_next_year(&self) -> bool {
        self.has(Word::NextYear) || self.is_of(1)
    }

    pub(crate) fn is_last_year(&self) -> bool {
        self.has(Word::LastYear) || self.is_of(-1)
    }

    /// The words behind the name of the body that the report is of, where they begin with it: of 示例市住房和城乡建设局收到, those are
    /// 收到, and no list of two.
    pub(crate) fn without_own_name(self) -> Label<'t> {
        const LEAST: usize = 4;
        let Some(agency) = self.frame.agency else { return self };
        let says_nothing = |token: &Token| token.is(Word::Plain) || token.is(Word::ThisYear) || token.is(Word::InAll);
        let start = self.tokens.iter().take_while(|token| says_nothing(token)).count();
        let name = |end: usize| self.of(&self.tokens[start..end]).text();
        let most = agency.chars().count();
        let is_own = |end: &usize| name(*end).len() >= LEAST && agency.contains(&name(*end).iter().collect::<String>());
        // No more than the name is long.
        let ends = start + 1..=self.tokens.len();
        let end = ends.take_while(|end| name(*end).len() <= most).filter(is_own).last();
        end.map_or(self, |end| self.of(&self.tokens[end..]))
    }

    /// 市公安局收到: a body that the report is not of stands before what was done.
    pub(crate) fn names_another_body(&self) -> bool {
        let Some(agency) = self.frame.agency else { return false };
        let does = |word: Word| is_role(word) || matches!(word, Word::Made | Word::Thing(_) | Word::None);
        let done = self.position(does).unwrap_or(self.tokens.len());
        let name = self.tokens[..done].iter().rev().find(|token| matches!(token.kind, Kind::Gap));
        let Some(name) = name.map(|token| &self.chars[token.range.clone()]) else { return false };
        let text: String = name.iter().collect();
        // (全县47个报送单位: how many of them there are.)
        let counted = self.tokens.first().and_then(|first| first.range.start.checked_sub(1));
        let is_counted =
            counted.is_some_and(|at| matches!(self.chars[at], '个' | '家') && self.chars[at + 1..].starts_with(name));
        let tail: String = name[name.len().saturating_sub(3)..].iter().collect();
        name.len() >= 2
            && !is_counted
            // (律所, 律师事务所等法律服务机构, 培训机构等企业: those who apply.)
            && !super::everyday::counted(name).is_some_and(Measure::is_applicant)
            && BODIES.iter().any(|ending| text.ends_with(ending))
            && !(agency.contains(&text) || text.contains(agency) || is_short_for(name, agency))
            // 厅机关 of a 厅.
            && !text.strip_suffix("机关").is_some_and(|own| agency.ends_with(own))
            && (!agency.ends_with(&tail) || is_elsewhere(name, agency))
    }
}

/// 科技局 for 青川县科学技术局: its characters, in their order, and the last of both.
fn is_short_for(name: &[char], agency: &str) -> bool {
    let mut rest = agency.chars();
    agency.chars().last() == name.last().copied() && name.iter().all(|c| rest.any(|own| own == *c))
}

/// Whether a body of the same kind is of another place: 安源市公安局 in the report of 泰和市公安局.
fn is_elsewhere(name: &[char], agency: &str) -> bool {
    let alike = name.iter().rev().zip(agency.chars().rev()).take_while(|(a, b)| *a == b).count();
    let (place, kind) = name.split_at(name.len() - alike);
    let own: Vec<char> = agency.chars().collect();
    let own = &own[..own.len() - alike];
    let is_level = kind.first().is_some_and(|c| is_in(*c, LEVELS));
    // (由市公安局 is its own.)
    let named = place.last().is_some_and(|c| is_cjk(*c) && !is_in(*c, "由对经向被与和在的本我及是为将全"));
    is_level && named && place.len() >= 2 && own.len() >= 2
}

/// Whether a word names what is counted: things of 第二十条, outcomes and applicants, how disputes end.
pub(crate) fn is_subject(word: Word) -> bool {
    matches!(word, Word::Thing(_) | Word::Counts(_) | Word::Ends(_))
}

/// Whether a word says what was done with requests, or what came of them.
pub(crate) fn is_role(word: Word) -> bool {
    matches!(
        word,
        Word::Received | Word::New | Word::Added | Word::Handled | Word::Closed | Word::Processed | Word::Counts(_)
    )
}

pub(crate) fn is_request(word: Word) -> bool {
    matches!(word, Word::Request { .. } | Word::OnRequest)
}

/// Whose numbers 全县 and 县政府 give in a report of a body. `text` is the word as it stands; it may say the level.
pub(crate) fn scope_of(word: Word, text: &[char], agency: Option<&str>) -> Scope {
    let level = text.iter().find(|c| is_in(**c, LEVELS));
    let own_level = agency.and_then(|agency| {
        let area = ["人民政府", "政府", "管委会", "管理委员会"].iter().find_map(|end| agency.strip_suffix(end));
        area.and_then(|area| area.chars().last()).filter(|c| is_in(*c, LEVELS))
    });
    match (word, level, own_level) {
        // 全市 in the report of a county.
        (Word::AllBodies, Some(level), Some(own)) if *level != own => Scope::Other,
        (Word::AllBodies, ..) => Scope::All,
        // 镇政府 in the report of a town's: it has none below it.
        (Word::OneBody, Some('镇' | '乡'), own) if own == level.copied() => Scope::Unsaid,
        // 市政府 in the report of a county, or of its office.
        (Word::OneBody, Some(level), _) if agency.is_some_and(|agency| !agency.contains(*level)) => Scope::Other,
        _ => Scope::One,
    }
}

/// The words before a number: from the clause's beginning, or the number before. A list (行政复议、行政诉讼5件) is
/// one label.
pub(crate) fn before(tokens: &[Token], end: usize) -> Range<usize> {
    // 2件维持、1件纠正: each number before its words.
    if end > 0 && tokens[end - 1].is_mark("、") {
        return end..end;
    }
    let divides = |token: &Token| token.number().is_some() || token.is_mark(",;:()");
    let mut start = tokens[..end].iter().rposition(divides).map_or(0, |at| at + 1);
    // 3件复议和1件诉讼被纠正: so does it here.
    let is_joined = start > 0 && end > start + 1 && tokens[end - 1].is(Word::And);
    if is_joined && tokens[start - 1].number().is_some() {
        return end..end;
    }
    // What the list before it ended with.
    while start < end && tokens[start].is_mark("、") {
        start += 1;
    }
    start..end
}

/// The words after a number, to the next one or the clause's end.
pub(crate) fn after(tokens: &[Token], number: usize) -> Range<usize> {
    // 5件复议中纠正1件: what stands behind 中 is said of the next number.
    let divides = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Mark(_) | Kind::Word(Word::Within));
    let end = tokens[number + 1..].iter().position(divides).map_or(tokens.len(), |at| number + 1 + at);
    // 4件复议维持3件: how some of them ended is said of the next number.
    let ending =
        (number + 1..end).rev().find(|at| !matches!(tokens[*at].kind, Kind::Word(Word::Ends(_) | Word::Plain)));
    let is_next = tokens.get(end).is_some_and(|token| token.number().is_some());
    match ending {
        Some(named) if is_next && (tokens[named].is(Word::Reconsideration) || tokens[named].is(Word::Suit)) => {
            number + 1..named + 1
        }
        _ => number + 1..end,
    }
}
