//! What a sentence has said so far: the frame that its next number is read in.

use super::claims::{Claim, Frame, Reading};
use super::kinds::{Kinds, Sense, Topic};
use super::label::Label;
use super::measures::Measure;
use super::quantity::Quantity;
use super::tokens::Token;
use super::words::Thing;
use crate::report::{Relation, Scope};
use crate::stream::Prose;
use std::collections::VecDeque;

/// When numbers are of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct When {
    pub(super) year: Option<u16>,
    /// Neither this year nor one of its own.
    pub(super) other: bool,
}

/// What the words so far say of the numbers to come.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) topic: Option<Topic>,
    /// The topic is that of an earlier sentence.
    pub(super) inherited: bool,
    /// 信息公开 was spoken of in the sentence.
    pub(super) disclosure: bool,
    /// Disputes that are a justice bureau's business are spoken of.
    pub(super) business: bool,
    /// Documents are told by whether they are open: 主动公开80件.
    pub(super) classes: bool,
    /// 其中: what follows are parts.
    pub(super) listed: bool,
    /// Of what they are parts.
    pub(super) whole: Option<&'static Measure>,
    /// The number that a bracket stands after: what is in it divides that.
    pub(super) divided: Option<usize>,
    /// 直接起诉案件中: what follows is of suits of this course.
    pub(super) course: Option<&'static Measure>,
    /// Of all of them, not of some after they were counted.
    pub(super) introduced: bool,
    pub(super) thing: Option<Thing>,
    /// The last number of a thing counted it.
    pub(super) listing: bool,
    pub(super) when: When,
    /// What is said of time once the clause is over, where its year stands within it: 办理上年8件,办成231件.
    pub(super) passing: Option<When>,
    /// What was said of time before the first number of the sentence.
    pub(super) leading: When,
    pub(super) scope: Scope,
    /// The last number that counts anything: what a share or a change is of.
    pub(super) last: Option<usize>,
    /// What the next numbers are, after 分别为; `None`: nobody knows.
    pub(super) assigned: VecDeque<Option<Assigned>>,
    /// 分别 was said in the clause.
    pub(super) assigned_apart: bool,
    /// A reason was given: what follows is what became of those.
    pub(super) reasoned: bool,
    /// So many of some that the form does not tell apart are spoken of: 网站收到20件, 征地类申请12件.
    pub(super) part: Option<i64>,
}

/// What a number of several is, after 分别为.
#[derive(Debug, Clone)]
pub(super) struct Assigned {
    pub(super) kinds: Kinds,
    pub(super) year: Option<u16>,
}

/// A number being read.
#[derive(Clone, Copy)]
pub(super) struct Here<'t> {
    pub(super) sentence: usize,
    pub(super) tokens: &'t [Token],
    /// Its place among them.
    pub(super) at: usize,
    pub(super) quantity: &'t Quantity,
    /// The words before it.
    pub(super) label: Label<'t>,
    /// The last count that it may go on from: an index.
    pub(super) last: Option<usize>,
}

/// What is told of a number.
pub(super) struct Told {
    pub(super) relation: Option<Relation>,
    pub(super) of: Option<usize>,
    pub(super) when: When,
    pub(super) scope: Scope,
    pub(super) kinds: Kinds,
    pub(super) only_dated: bool,
    pub(super) of_part: bool,
}

/// Reads sentence after sentence.
pub(super) struct Reader<'a, 'p> {
    pub(super) prose: &'p Prose,
    pub(super) frame: Frame<'p>,
    pub(super) reading: Reading<'a>,
    pub(super) state: State,
    /// The last sentence is short and counts nothing: if it is a paragraph, it is a heading.
    pub(super) headed: bool,
}

impl Reader<'_, '_> {
    pub(super) fn label<'t>(&self, tokens: &'t [Token]) -> Label<'t>
    where
        Self: 't,
    {
        Label { tokens, chars: &self.prose.chars, frame: self.frame }
    }

    /// The last count, where it stands in this sentence, or where the one before counts one thing and this one goes on
    /// with no other: 收到申请30件。2023年为24件。
    pub(super) fn last(&self, sentence: usize, so_far: &[Token]) -> Option<usize> {
        self.state.last.filter(|&last| {
            let of = self.reading.numbers[last].sentence;
            let alone =
                || self.reading.numbers.iter().rev().take_while(|said| said.sentence >= of).take(2).count() == 1;
            let wholes = || self.claims_of(Some(last)).iter().all(Claim::is_of_a_whole);
            of == sentence || (alone() && wholes() && self.label(so_far).is_plain())
        })
    }

    pub(super) fn claims_of(&self, number: Option<usize>) -> &[Claim] {
        number.map_or(&[], |number| self.reading.claims_of(&self.reading.numbers[number]))
    }

    pub(super) fn kinds_of(&self, number: Option<usize>) -> Kinds {
        let sense = |claim: &Claim| Sense {
            measures: claim.measures.clone(),
            within: claim.within,
            needs: claim.needs,
            at_most: claim.at_most,
            of_some: claim.of_some,
        };
        self.claims_of(number).iter().map(sense).collect()
    }
}
