//! Everyday words for what the form counts: 查无此档, 律所, 撤回.
//!
//! They say it only among others that do: 企业2件 beside 自然人7件 is a kind of applicant, alone it may be anything.
//! What is read by them is a claim only where the tables bear its neighbours out.

use super::measures::{self as m, Ending, Measure};
use super::words::Word;
use crate::sort::sort_by_key;
use crate::text::{Seen, holds};
use std::cmp::Reverse;
use std::sync::OnceLock;

/// Reasons that the form tells apart, in words of its own or near them.
static REASONS: Words<&Measure> = Words::new(&[
    (&m::INTERNAL, "内部管理 内部事务 内部信息"),
    (&m::PROCESS, "过程性 过程信息 讨论记录"),
    (&m::CASE_FILE, "案卷"),
    (&m::INQUIRY, "查询事项 行政查询"),
    (&m::THIRD_PARTY, "第三方 第三人 隐私 商业秘密"),
    (&m::SECRET, "国家秘密 涉密"),
    (&m::SECURITY, "公共安全 社会稳定 国家安全"),
    (&m::PROHIBITED, "禁止公开 法律禁止"),
    (&m::NOT_HELD, "不掌握 不存在 未检索到 查无 未制作 未保存 未保管 不在我 非本机关 不属于本机关 不属本机关"),
    (&m::NEEDS_CREATION, "加工 另行制作 需制作"),
    (&m::UNCLEAR, "不明确 指向不明"),
    (&m::PETITION, "信访 举报 投诉"),
    (&m::REPEATED, "重复"),
    (&m::PUBLICATION, "出版物"),
    (&m::EXCESSIVE, "反复"),
    (&m::CONFIRMATION, "重新出具 要求确认 要求行政机关确认"),
    (&m::NOT_SUPPLEMENTED, "不补正 未补正"),
    (&m::FEE_UNPAID, "未按期缴费 未缴费 不缴费 未缴纳"),
]);

static WORDS: Words<&Measure> = Words::new(&[
    (&m::DENIED, "不公开 未予公开 不得公开 不宜公开 不予提供"),
    (&m::UNAVAILABLE, "不能提供"),
    (&m::INQUIRY, "查询"),
    (&m::NEEDS_CREATION, "汇总"),
    (&m::UNCLEAR, "不明 不清"),
    (&m::CONFIRMATION, "确认"),
    (&m::OTHERWISE, "撤回"),
    (&m::NATURAL_PERSON, "个人 居民 村民 公民 市民 家长 消费者 农户"),
    (&m::BUSINESS, "企业 公司 商事主体"),
    (&m::RESEARCH, "科研 高校 研究机构 院校"),
    (&m::PUBLIC_WELFARE, "公益 公益组织 社会组织"),
    (&m::LEGAL_SERVICE, "律师 律所"),
    (&m::ORGANISATION, "组织 法人"),
    (&m::OTHER_ORGANISATION, "合作社 业主委员会 村委会 事业单位"),
]);

/// How disputes end, and that there were any.
static OF_DISPUTES: Words<Word> = Words::new(&[
    (Word::Ends(Ending::Upheld), "维持 驳回诉讼请求 胜诉"),
    (Word::Ends(Ending::Corrected), "纠正 撤销 责令 确认违法 败诉 改变原"),
    (Word::Ends(Ending::Other), "其他 撤回 撤诉 终止 调解 驳回申请 驳回起诉"),
    (Word::Ends(Ending::Pending), "未审结 在审 未结 审理"),
    (Word::Filed, "复议案件 涉议 涉诉 被诉 诉讼案件 复议 诉讼"),
]);

/// What such a word says of a reconsideration or a suit.
pub(crate) fn of_dispute(chars: &[char], reconsideration: bool) -> Option<&'static Measure> {
    match OF_DISPUTES.last(chars)? {
        Word::Ends(ending) => Some(ending.measure(reconsideration)),
        _ if reconsideration => Some(&m::RECONSIDERED),
        _ => Some(&m::SUED),
    }
}

/// What the last such word of some characters says; of two that end together the longer.
pub(crate) fn counted(chars: &[char]) -> Option<&'static Measure> {
    reason(chars).or_else(|| WORDS.last(chars))
}

/// What everyday words that stand anywhere among some characters say.
pub(crate) fn named(chars: &[char]) -> impl Iterator<Item = &'static Measure> + '_ {
    let seen = Seen::of(chars);
    let said = move |word: &[char]| seen.may_hold(word[0]) && holds(chars, word);
    WORDS.read().iter().filter(move |(word, _)| said(word)).map(|(_, meaning)| *meaning)
}

/// What the last reason among some characters says.
pub(crate) fn reason(chars: &[char]) -> Option<&'static Measure> {
    REASONS.last(chars)
}

/// Words and what they say; a meaning's words are divided by blanks.
struct Words<T: 'static> {
    written: &'static [(T, &'static str)],
    /// The same, word by word, those together that end in the same character; made when first asked for.
    read: OnceLock<Vec<(Vec<char>, T)>>,
}

impl<T: Copy> Words<T> {
    const fn new(written: &'static [(T, &'static str)]) -> Words<T> {
        Words { written, read: OnceLock::new() }
    }

    fn read(&self) -> &[(Vec<char>, T)] {
        self.read.get_or_init(|| {
            let of = |(meaning, words): &(T, &'static str)| {
                words.split(' ').map(|word| (word.chars().collect(), *meaning)).collect::<Vec<_>>()
            };
            let mut words: Vec<_> = self.written.iter().flat_map(of).collect();
            sort_by_key(&mut words, |(word, _): &(Vec<char>, T)| (word.last().copied(), Reverse(word.len())));
            words
        })
    }

    /// The meaning of the word that ends last, of two that end together the longer.
    fn last(&self, chars: &[char]) -> Option<T> {
        let words = self.read();
        (1..=chars.len()).rev().find_map(|end| {
            let last = chars.get(end - 1).copied();
            // ("市民云" is a name.)
            let begins_name = |word: &[char]| {
                chars[..end - word.len()].last() == Some(&'"') && chars.get(end).is_some_and(|c| *c != '"')
            };
            let alike = &words[words.partition_point(|(word, _)| word.last().copied() < last)..];
            let mut alike = alike.iter().take_while(|(word, _)| word.last().copied() == last);
            let said = alike.find(|(word, _)| chars[..end].ends_with(word) && !begins_name(word));
            said.map(|(_, meaning)| *meaning)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, m};

    #[test]
    fn the_last_word_counts_and_the_longer_of_two() {
        let said = |text: &str| counted(&text.chars().collect::<Vec<_>>());
        assert_eq!(said("属反映低保问题的信访"), Some(&m::PETITION));
        assert_eq!(said("企业原始报表依法不得公开"), Some(&m::DENIED));
        assert_eq!(said("社会组织"), Some(&m::PUBLIC_WELFARE));
        assert_eq!(said("某局"), None);
    }
}
