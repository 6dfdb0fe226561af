//! What a count, a share or a change in a sentence is of.

use super::kinds::{Around, Kinds, Sense, Topic, of_several_unknown, requests};
use super::label::{Label, after, before, is_request, is_role, is_subject};
use super::measures::{self as m, Ending, Measure};
use super::quantity::{Quantity, Unit};
use super::state::{Assigned, Here, Reader, Told};
use super::tokens::{Kind, Token};
use super::words::Word;
use crate::report::{Relation, Scope};
use std::collections::VecDeque;

impl Reader<'_, '_> {
    /// A count: what it counts, unless it is only some of it.
    pub(super) fn count(&mut self, here: Here<'_>, told: &mut Told) {
        let Here { tokens, at, label, .. } = here;
        let range = after(tokens, at);
        let owns_after = tokens.get(range.end).is_none_or(|token| token.number().is_none());
        // 4件来自科研、公益及其他.
        let joined = matches!(&tokens[range.end..], [mark, next, ..] if mark.is_mark("、") && next.number().is_none());
        let last = self.claims_of(here.last).first().and_then(|claim| claim.measures.first().copied());
        let state = &self.state;
        let disputes = label.has(Word::Reconsideration) || label.has(Word::Suit);
        let verbs = [Word::Processed, Word::Received, Word::New, Word::Handled, Word::Closed, Word::Made];
        let business = state.business || (disputes && !state.disclosure && label.has_any(&verbs));
        // 复议10件、诉讼6件,其中被纠正3件: of which of them?
        let several = || here.last.is_some_and(|last| self.is_one_of_several(last));
        // 复议40件,直接诉讼17件,复议后诉讼11件;三项中被纠正7件: of all of them.
        let of_items = || {
            let counted = before(tokens, at).start.checked_sub(1).and_then(|number| tokens[number].number());
            let items = counted.is_some_and(|items| matches!(items.unit, Unit::Piece('项' | '类' | '个' | '种')));
            items && label.tokens.first().is_some_and(|first| first.is(Word::Within))
        };
        let both = state.topic == Some(Topic::Suits) && !label.has_topic() && (several() || of_items());
        let around = Around {
            label,
            after: label.of(&tokens[range]),
            owns_after,
            joined,
            unit: here.quantity.unit,
            topic: if both { Some(Topic::Disputes) } else { state.topic },
            inherited: state.inherited,
            business,
            thing: state.thing,
            listing: state.listing,
            last,
        };
        // 答复情况:15件提供,2件没有现成信息: under a heading, with words of its own.
        let headed = at.checked_sub(1).is_some_and(|before| tokens[before].is_mark(":"));
        let kinds = if headed && owns_after && around.after.gap() >= 2 { Vec::new() } else { around.kinds() };
        // 3家企业各申请1件: each of them.
        let bodies = || {
            let counted = before(tokens, at).start.checked_sub(1).and_then(|number| tokens[number].number());
            counted.is_some_and(|bodies| matches!(bodies.unit, Unit::Piece('家' | '名' | '人' | '户' | '位')))
        };
        self.state.business = business;
        if label.has(Word::Each) && bodies() {
            return;
        }
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
        if here.last.is_some_and(|last| self.is_beside(last, &here)) {
            let needs = self.claims_of(here.last).iter().map(|claim| claim.needs).min().unwrap_or(0);
            // 被纠正的案件共22件复议、32件诉讼: of suits, those, too.
            let labelled = here.last.is_some_and(|last| !before(tokens, self.reading.numbers[last].token).is_empty());
            let needs = if label.tokens.is_empty() && labelled { 2 } else { needs };
            told.kinds.iter_mut().filter(|_| needs >= 2).for_each(|sense| sense.needs = needs);
            // 待决的复议1件、诉讼1件: those, too.
            let ending = here.last.and_then(|last| self.ending_before_its_kind(tokens, last));
            if let (Some(ending), [sense]) = (ending, &mut told.kinds[..])
                && sense.measures == [&m::SUED]
            {
                sense.measures = vec![ending.measure(false)];
            }
        }
        if of_part {
            // 征地类申请12件,予以公开5件: of those, or of all.
            let unnamed = self.state.topic.is_none();
            told.kinds.iter_mut().for_each(|sense| {
                sense.of_some = true;
                sense.needs = sense.needs.max(if unnamed { 2 } else { 0 });
            });
        }
        if label.has(Word::Same) {
            // 涉及明细的边界有争论,此类不予公开6件: of those.
            told.kinds.iter_mut().for_each(|sense| (sense.of_some, sense.needs) = (true, sense.needs.max(2)));
        }
        if let [row] = self.divided()[..] {
            // 结转下年4件(自然人3件): of those that are carried over.
            for sense in &mut told.kinds {
                if let ([applicant], None) = (&sense.measures[..], sense.within)
                    && applicant.is_applicant()
                {
                    (sense.within, sense.measures) = (Some(*applicant), vec![row]);
                }
            }
        }
        // 被撤销的答复有3件(复议2件、诉讼1件): of those, whatever they are.
        let of_unknown = self.state.divided.filter(|of| self.claims_of(Some(*of)).is_empty());
        if of_unknown.is_some_and(|of| value < self.reading.numbers[of].quantity.value.as_whole()) {
            told.kinds.iter_mut().for_each(|sense| (sense.of_some, sense.needs) = (true, sense.needs.max(2)));
        }
        if let Some(course) = self.state.course {
            // 直接起诉案件中,维持23件: of those. 直接起诉2件(1件尚未审结): of those, or of all.
            let ends = |sense: &Sense| Ending::ALL.iter().any(|ending| sense.measures == [ending.measure(false)]);
            let introduced = self.state.introduced;
            for sense in told.kinds.iter_mut().filter(|sense| ends(sense) && sense.within.is_none()) {
                sense.within = Some(course).filter(|_| introduced);
                sense.at_most = !introduced;
            }
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
        let applicants = |sense: &Sense| sense.within.is_none() && sense.measures.iter().all(|one| one.is_applicant());
        // 自然人、科研机构各1件结转; 上年结转3件,包括自然人2件: of those.
        // (新收154件,结转上年5件。其中,自然人121件: no part of five.)
        let fits = || here.last.is_none_or(|last| self.reading.numbers[last].quantity.value.as_whole() >= value);
        let carried = around.after.has_any(&[Word::Carried, Word::CarriedOn])
            || (self.state.listed
                && fits()
                && self.state.whole.is_some_and(|of| [&m::CARRIED_IN, &m::CARRIED_OUT].contains(&of)));
        if carried {
            told.kinds.retain(|sense| !applicants(sense));
        }
        // 办结件的去向为公开11件: what they came to.
        let speaks = |token: &&Token| !token.is(Word::Plain);
        if label.tokens.iter().rev().find(speaks).is_some_and(|last| last.is(Word::Published)) {
            told.kinds.retain(|sense| sense.measures != [&m::HANDLED]);
        }
        // 自然人27件、商业企业16件、其他组织1件: the last of the five kinds.
        let own = self.reading.claims.iter().rev().take_while(|claim| claim.sentence == here.sentence);
        let mut kinds = own.flat_map(|claim| &claim.measures).filter(|measure| measure.is_applicant());
        if !label.text().contains(&'法') && kinds.any(|kind| ![&m::NATURAL_PERSON, &m::ORGANISATION].contains(kind)) {
            for sense in told.kinds.iter_mut().filter(|sense| sense.measures == [&m::ORGANISATION]) {
                sense.measures = vec![&m::OTHER_ORGANISATION];
            }
        }
        self.part_of(&here, told);
    }

    /// How those reconsiderations ended that a number counts, where that is said before what they are: 待决的复议1件. (复议维持1件、诉讼1件:
    /// that is said of the first alone.)
    fn ending_before_its_kind(&self, tokens: &[Token], number: usize) -> Option<Ending> {
        let claim = self.claims_of(Some(number)).first()?;
        let ending = Ending::ALL.into_iter().find(|ending| claim.measures == [ending.measure(true)])?;
        let label = self.label(&tokens[before(tokens, self.reading.numbers[number].token)]);
        let kind = label.position(|word| word == Word::Reconsideration)?;
        label.tokens[..kind].iter().any(|token| token.is(Word::Ends(ending))).then_some(ending)
    }

    /// The one row of the form that the number counts which a bracket divides; several, or none, where that is not one row.
    fn divided(&self) -> Vec<&'static Measure> {
        let claims = self.claims_of(self.state.divided);
        let measures = claims.iter().filter(|claim| claim.within.is_none()).flat_map(|claim| claim.measures.iter());
        let one_row = |measure: &&&Measure| matches!(measure.cells, [cells] if cells.table == "requests" && cells.less.is_empty());
        measures.filter(one_row).copied().collect()
    }

    /// Remembers a count that is not understood: what follows may be of it.
    fn part_of(&mut self, here: &Here<'_>, told: &Told) {
        let Here { label, tokens, at, quantity, .. } = here;
        let whole = label.has_any(&[Word::Total, Word::Decided, Word::Step]) || told.only_dated;
        // (上年度未审结的3件复议,2件在今年维持: of those of that year.)
        let of_another = told.when.year.is_some_and(|year| Some(year) != self.frame.year);
        let counts = tokens[*at].depth == 0 && matches!(quantity.unit, Unit::Case(_));
        if (told.kinds.is_empty() || of_another) && !whole && counts {
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
        // (没有或需加工的9件: of one or the other; 科研机构、公益组织、其他组织合计8件: of all of them.)
        let several = label.has(Word::Total) && label.tokens.iter().any(|token| token.is_mark("、"));
        let either = several || label.text().contains(&'或');
        if either
            || !requests
            || told.scope == Scope::Other
            || told.only_dated
            || says_more(label)
            || label.has(Word::Except)
        {
            return Vec::new();
        }
        let shown = label.has(Word::Published) && label.gap() == 0 && !label.has_request();
        // 经检索不掌握的11件: a reason of the form's, where nothing else is said of them.
        let said = label.without_examples();
        let reason = if label.has(Word::About) { None } else { super::everyday::reason(said.text()) };
        let reason = reason.filter(|_| !of_several_unknown(label));
        if let Some(reason) = reason.filter(|_| !around.inherited || label.gap() < 2) {
            let at_most = label.is_within_more();
            return vec![Sense { at_most, ..Sense::perhaps(reason) }];
        }
        if around.topic.is_none() {
            return Vec::new();
        }
        let own = super::everyday::counted(said.text()).or(shown.then_some(&m::GRANTED));
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
        let own = own.or_else(|| {
            let is_own = first && !around.joined && !says_more(after);
            super::everyday::counted(after.text()).filter(|_| is_own)
        });
        // 其他20件,末一项含撤回14件: of those.
        // (药企、器械商等企业14件: of all of those.)
        let by_examples = said.tokens.len() < label.tokens.len();
        let at_most = |measure| label.has(Word::Including) || by_examples && m::outcome(measure).is_some();
        own.map(|measure| Sense { at_most: at_most(measure), ..Sense::perhaps(measure) }).into_iter().collect()
    }

    /// Whether a count that reads like the whole is one of a part.
    fn is_part(&self, here: Here<'_>, measures: &[&'static Measure], told: &Told) -> bool {
        let [measure] = *measures else { return false };
        // 新收36件,两年合计新收73件: more than was just counted.
        if told.relation == Some(Relation::BothYears) {
            return false;
        }
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
        // 2023年为15件中纠正2件, 上年有1件来自企业: how many there were of something that is said after it.
        let rest = &self.prose.chars[here.quantity.range.end..];
        // 行政处罚9件;未实施行政强制,上年为2件: of what is named between.
        let another = || {
            let last = here.last.map(|last| &self.reading.numbers[last]).filter(|last| last.sentence == here.sentence);
            last.is_some_and(|last| {
                let between = tokens.get(last.token + 1..at).unwrap_or_default();
                let clause = between.iter().rposition(|token| token.is_mark(",;:")).unwrap_or(0);
                label.of(&between[..clause]).any(is_subject)
            })
        };
        let is_part = || matches!(rest, ['中' | '里' | '为' | '是' | '由', ..] | ['来', '自', ..]);
        if (dated.is_some() || reached) && label.is_plain() && !is_part() && !another() {
            told.when.year = dated;
            told.only_dated = dated.is_some();
            // 期初结转84件(与上年末84件一致): what was left then is what came over.
            let stock = |sense: &Sense| sense.measures == [&m::CARRIED_IN];
            // (信息处理费零元。2021年对51家单位…: of something else.)
            let alike = |last: usize| super::parts::alike(self.reading.numbers[last].quantity.unit, here.quantity.unit);
            let of = here.last.filter(|last| alike(*last));
            told.kinds = self.kinds_of(of).into_iter().filter(|sense| !stock(sense)).collect();
        }
    }

    /// A share or a change.
    pub(super) fn difference(&self, here: Here<'_>, told: &mut Told) {
        let Here { sentence, tokens, at, label, quantity, .. } = here;
        let (label, unit) = (&label, quantity.unit);
        // 与2019年的31件相比下降6.5%: to that year.
        let before = self.reading.numbers.last().filter(|before| before.sentence == sentence);
        let against = before.is_some_and(|before| {
            let known = [None, self.frame.year, self.frame.last_year()].contains(&before.year);
            !known
                && label.has_any(&[Word::Compared, Word::Against])
                && !tokens[before.token..at].iter().any(|token| token.is_mark(",;:"))
        });
        if against && told.relation != Some(Relation::Share) {
            told.relation = None;
            return;
        }
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
        // 自然人申请19件,占95%,上年占93%: of last year's.
        let own_year = self.frame.year;
        if told.relation == Some(Relation::Share) && label.year().is_some_and(|year| Some(year) != own_year) {
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
        // 结转下年2件。新收量比上年的29件增加7件: of what is named before last year's number, whatever was counted last.
        let before = self.reading.numbers.last();
        let base =
            before.filter(|before| before.sentence == sentence && last_year.is_some() && before.year == last_year);
        let base = base.map(|_| self.reading.numbers.len() - 1).filter(|base| self.state.last != Some(*base));
        if told.relation != Some(Relation::Share) && base.is_some() {
            told.of = base.and_then(|base| self.this_years(base));
            told.kinds = self.kinds_of(base);
            return;
        }
        // 行政复议减少2件,下降28.6%: of what the change before was of.
        let of = match before {
            Some(before) if before.relation.is_some_and(|relation| relation != Relation::Count) => before.of,
            _ => self.state.last.filter(|last| !self.is_one_of_several(*last)),
        };
        told.of = of.and_then(|of| if told.relation == Some(Relation::Share) { Some(of) } else { self.this_years(of) });
        told.of = told.of.filter(|of| !self.is_other_between(*of, sentence, tokens, at));
        told.when.year = told.of.and_then(|of| self.reading.numbers[of].year);
        told.kinds = self.kinds_of(told.of);
        told.scope = self.claims_of(told.of).first().map_or(told.scope, |claim| claim.scope);
    }

    /// 动画11部;造林300亩,同比下降7.6%: of the number between, whose unit is no word of ours.
    fn is_other_between(&self, number: usize, sentence: usize, tokens: &[Token], at: usize) -> bool {
        let said = &self.reading.numbers[number];
        let between = tokens.get(said.token + 1..at).filter(|_| said.sentence == sentence).unwrap_or_default();
        let depth = tokens[at].depth;
        between.iter().any(|token| token.depth <= depth && token.is_unread_number(&self.prose.chars))
    }

    /// Whether nothing but a label stands between a number and this one: 复议3件、诉讼5件.
    fn is_beside(&self, number: usize, here: &Here<'_>) -> bool {
        let said = &self.reading.numbers[number];
        let between = here.tokens.get(said.token + 1..here.at).filter(|_| said.sentence == here.sentence);
        let Some(between) = between else { return false };
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

    /// 行政复议、行政诉讼分别为5件、2件; 2023年、2024年分别收到申请30件、33件: one for each, or none.
    pub(super) fn respectively(&self, label: &Label<'_>, tokens: &[Token], i: usize) -> VecDeque<Option<Assigned>> {
        let divides = |token: &Token| token.is_mark("、") || token.is(Word::And);
        let mut numbers = 1;
        let mut at = i + 1;
        while tokens.get(at).is_some_and(divides) && tokens.get(at + 1).is_some_and(|token| token.number().is_some()) {
            numbers += 1;
            at += 2;
        }
        let at = label.position(|word| word == Word::Respectively).unwrap_or(0);
        let (head, tail) = label.tokens.split_at(at);
        // 结果依次为予以公开16件、…: each says itself what it is.
        if !label.of(tail).counted().is_empty() {
            return VecDeque::new();
        }
        // 公开和部分公开合计143件(分别为107件、36件): of each that the number before counts.
        if let ([claim], []) = (self.claims_of(self.state.divided), head)
            && claim.measures.len() == numbers
        {
            let each = claim.measures.iter().map(|measure| Sense::of(vec![measure]));
            return each.map(|sense| Some(Assigned { kinds: vec![sense], year: None })).collect();
        }
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
                let decided = segment.decided();
                let kinds = if let (&[measure], false) = (&decided[..], label.has(Word::Made)) {
                    // 行政许可、行政处罚、行政强制三类决定分别为603118件、…: as many as were decided, where the tables say so.
                    vec![Sense::perhaps(measure)]
                } else if segment.has_thing() || label.has(Word::Proactive) {
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
                // (三类决定: how many kinds of them there are.)
                let is_known = |token: &Token| match (&token.kind, &self.prose.chars[token.range.clone()]) {
                    (Kind::Gap, text) => matches!(text, [_, '类' | '项' | '种']),
                    _ => true,
                };
                let known = segment.tokens.iter().all(is_known) && !self.state.business;
                known.then_some(Assigned { kinds, year: None })
            })
            .collect();
        if each.len() == numbers { each.into() } else { none() }
    }
}
