//! The words by which prose is read: data. A word that a report was found to use is a line here.

use super::measures::{self as m, Ending, Measure};
use crate::text::begins;
use std::ops::Range;
use std::sync::OnceLock;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Word {
    /// 政府信息公开申请; `bare`: 申请 alone, which may be one for anything.
    Request {
        bare: bool,
    },
    /// 依申请公开: requests; beside 主动公开, a class of documents.
    OnRequest,
    /// 主动公开: the other class.
    Proactive,
    Reconsideration,
    Suit,
    /// 建议, 来信, 热线: other business, with receipts and answers of its own.
    Foreign,
    /// 信息公开: what follows is of it.
    Disclosure,

    Received,
    New,
    /// 新增: requests, where it is they that are new; else a difference.
    Added,
    /// 答复.
    Handled,
    /// 办结: 答复, and nothing is left to do.
    Closed,
    /// 正在办理.
    Open,
    /// 未办结.
    Unclosed,
    /// 办理: came in or was closed.
    Processed,
    Carried,
    /// 转下年度: carried, and where to.
    CarriedOn,
    /// Outcomes, applicants and the like: what is counted.
    Counts(&'static Measure),
    Ends(Ending),
    /// 公民、法人和其他组织: all who may ask.
    Anyone,

    /// What is made, taken or issued.
    Thing(Thing),
    Made,
    Repealed,
    InForce,

    LastYear,
    ThisYear,
    NextYear,
    /// 上半年, 近三年, 9月: neither this year nor one of its own.
    OtherTime,

    /// A way in which something came: 网上, 信函.
    Channel,
    /// 发布: of a gazette, that it came out; of documents, that they were shown.
    Published,
    /// 审结: of disputes, not how they ended.
    Decided,
    /// A part or kind that the form does not count: 撤回, 培训.
    Aside,
    /// 延期, 补正: what happens on the way, to some more than once.
    Step,
    /// 备案: of documents, that they were handed in; of disputes, that there were any.
    Filed,

    /// 较上年.
    Compared,
    /// 与上年相比.
    Against,
    More,
    Less,
    Share,
    Average,
    /// 增至, 下降到: what it came to, not by how much it changed.
    Reached,
    /// 由, 从: what it was.
    From,
    /// 因: for a reason.
    Because,
    /// 涉及, 关于: of a kind.
    About,
    /// 预计, 力争: no fact.
    Intended,

    And,
    /// 均, 全部, 所有.
    Every,
    /// 各: each of several.
    Each,
    /// 按时, 依法: how, which says less than that.
    Duly,
    None,
    Among,
    Respectively,
    /// 等, 以信访为主的: not all are named.
    AndSoOn,
    /// 除: what is left out.
    Except,
    /// 含, 包括, 另: what follows is no list of parts.
    Including,
    /// 共计: a new whole.
    Total,
    /// 累计: of the year, or of all years.
    InAll,
    /// 从渠道看, 按渠道分: what follows divides what was counted.
    Divided,
    /// 不涉及信息公开: what the sentence counts, the form does not.
    Outside,
    /// 二者兼有: parts that overlap.
    Overlaps,
    /// 33件申请中: what follows is of those.
    Within,
    /// 其余: what is left of a number before it.
    Rest,
    /// 上述: what was spoken of.
    Same,
    /// 加上: added to what was said.
    Plus,
    /// 另外, 全年: something else is spoken of.
    Anew,

    /// 全县, 各级行政机关.
    AllBodies,
    /// 本级, 政府办公室, 各部门: perhaps not all that the tables count.
    OneBody,
    /// 代表县政府: in another's name.
    ForAnother,
    /// 我局, 本机关.
    Own,
    /// Says nothing that matters here.
    Plain,
}

/// Things of 第二十条 that are made, taken, collected or issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    Document,
    Regulation,
    Licence,
    Penalty,
    Coercion,
    Fees,
    Procurement,
    Gazette,
    ProcessingFees,
}

impl Thing {
    /// What counts the decisions of this kind, where these are counted.
    pub(crate) fn decisions(self) -> Option<&'static Measure> {
        match self {
            Thing::Licence => Some(&m::LICENSING),
            Thing::Penalty => Some(&m::PENALTIES),
            Thing::Coercion => Some(&m::COERCION),
            _ => None,
        }
    }
}

use Word as W;

/// What words say; a meaning's words are divided by blanks.
static WORDS: &[(Word, &str)] = &[
    (
        W::Request { bare: false },
        "公民申请公开政府信息 群众申请公开政府信息 信息公开申请量 政府信息公开申请量 政府信息公开申请总量 政府信息公开申请 政府信息公开的申请 信息公开申请 \
         信息公开的申请 依申请公开申请 依申请公开政府信息 依申请信息公开 申请公开政府信息 公开申请 \
         政府信息依申请公开",
    ),
    (W::OnRequest, "依申请公开"),
    (W::Proactive, "主动公开"),
    (W::Request { bare: true }, "申请"),
    (W::Reconsideration, "行政复议 复议 申请行政复议 申请复议 行政复议申请 复议申请"),
    (W::Suit, "行政诉讼 诉讼 诉至法院 被诉至法院"),
    (
        W::Foreign,
        "各类信件 服务事项 事项申请 模拟申请 各类申请 建议 提案 来信 来电 来访 留言 咨询 投诉 举报 热线 诉求 工单 \
         信访 意见 民事诉讼 刑事诉讼 公益诉讼 许可申请 登记申请 开办申请 证照 不动产 低保 专利 仲裁 案件线索 问卷 信箱 询问 办件 提问 纠错申请 更正申请",
    ),
    (
        W::Disclosure,
        "政府信息公开 政府信息公开类 政府信息公开领域 政府信息公开方面 政府信息公开工作 信息公开 信息公开类 \
         信息公开领域 信息公开方面 信息公开工作",
    ),
    (W::Received, "收到 接收 接到 收办 受理 收悉 登记 收到的 受理的 接收到 受理数"),
    (W::Added, "新增"),
    (
        W::New,
        "收到新 收到的新 接到新 受理新 新提出 新提交 新提出的 新发生 新接 新来 新到 新收 新收到 新受理 新接收 当年提出 当年提出的",
    ),
    (W::Handled, "答复 回复 办复 答复数 予以答复 作出答复"),
    (W::Closed, "办出 在办出 在办结 办妥 办完 办毕 办好 办掉 办讫 办结 办结数 办理完毕 处理完毕 办理完结"),
    (W::Open, "办理中 未到答复期限 未到期 尚未到期 未答复 正在办理 尚在办理 在办 待办 尚未答复"),
    (W::Processed, "办理 处理 共办理"),
    (
        W::Carried,
        "留下 留下的 尾巴 带来 带入 带往 带到 结转 转过来 带过来 跨过来 转办 转入 转到 转至 顺延 延续 延至 延期至 遗留 结存 留待 移至 继续办理 跨年 跨年度",
    ),
    (W::CarriedOn, "转下年度 转下年 转下一年度 转下一年 转次年 转下年度继续办理"),
    (W::Unclosed, "未办结 尚未办结 未办理完毕 没办完 没有办完 没办结 没有办结 未办完"),
    (
        W::Counts(&m::CARRIED_IN),
        "期初在办 期初结转 期初未办结 年初未办结 年初在办 结转上年 上年转来 上年转入 上年未了 上年未办结 结转而来 延续下来",
    ),
    (W::Counts(&m::CARRIED_OUT), "期末在办 年末在办 年末未办结 期末未办结 未终结 未届满答复期限"),
    (W::Counts(&m::IN_HAND), "应办 应办理 应答复 应办结 共应办理 应办申请 全年应办"),
    (W::Counts(&m::GRANTED), "准予公开 给予公开 公开答复 答复公开 予以公开 同意公开 予以公开答复"),
    (W::Counts(&m::PARTIALLY_GRANTED), "部分公开答复 部分公开 予以部分公开"),
    (W::Counts(&m::DENIED), "不予公开 不予公开答复 不同意公开"),
    (W::Counts(&m::SECRET), "国家秘密 属于国家秘密"),
    (W::Counts(&m::PROHIBITED), "法律行政法规禁止公开 法律、行政法规禁止公开 法律法规禁止公开"),
    (W::Counts(&m::SECURITY), "三安全一稳定"),
    (W::Counts(&m::THIRD_PARTY), "第三方合法权益 保护第三方合法权益"),
    (W::Counts(&m::INTERNAL), "内部事务信息 内部事务性信息 三类内部事务信息"),
    (W::Counts(&m::PROCESS), "过程性信息 四类过程性信息"),
    (W::Counts(&m::CASE_FILE), "行政执法案卷 属于行政执法案卷 行政执法案卷信息"),
    (W::Counts(&m::INQUIRY), "行政查询事项 属于行政查询事项"),
    (W::Counts(&m::UNAVAILABLE), "无法提供"),
    (W::Counts(&m::NOT_HELD), "不掌握 不掌握相关政府信息 本机关不掌握 本机关不掌握相关政府信息"),
    (
        W::Counts(&m::NEEDS_CREATION),
        "没有现成信息 没有现成信息需要另行制作 没有现成信息,需要另行制作 需要另行制作 需另行制作",
    ),
    (W::Counts(&m::UNCLEAR), "补正后申请内容仍不明确 补正后仍不明确 申请内容仍不明确 补正后仍不明确的"),
    (W::Counts(&m::REJECTED), "不予处理"),
    (W::Counts(&m::PETITION), "信访举报投诉类 信访、举报、投诉类 信访举报投诉类申请 信访投诉举报类"),
    (W::Counts(&m::REPEATED), "重复申请"),
    (W::Counts(&m::PUBLICATION), "公开出版物 要求提供公开出版物 提供公开出版物"),
    (W::Counts(&m::EXCESSIVE), "大量反复申请 无正当理由大量反复申请"),
    (W::Counts(&m::CONFIRMATION), "确认或重新出具 确认或重新出具已获取信息 重新出具已获取信息"),
    (W::Counts(&m::OTHERWISE), "其他处理 其它处理"),
    (W::Counts(&m::NOT_SUPPLEMENTED), "逾期不补正 无正当理由逾期不补正 逾期未补正"),
    (W::Counts(&m::FEE_UNPAID), "逾期未缴费 逾期不缴费 逾期未按收费通知要求缴纳费用"),
    (W::Counts(&m::NATURAL_PERSON), "公民申请 公民个人 公民提出的申请 自然人"),
    (
        W::Counts(&m::ORGANISATION),
        "非自然人 法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织 法人与其他组织",
    ),
    (W::Counts(&m::BUSINESS), "商业企业"),
    (W::Counts(&m::RESEARCH), "科研机构"),
    (W::Counts(&m::PUBLIC_WELFARE), "社会公益组织"),
    (W::Counts(&m::LEGAL_SERVICE), "法律服务机构"),
    (
        W::Counts(&m::DIRECT_SUIT),
        "直诉 未走复议 未走复议的 直接诉讼 直接提起诉讼 直接提起行政诉讼 直接起诉 不经复议 未经复议 未经过复议 没有经过复议 没有经过复议的 径行起诉 未经复议直接起诉 未经复议直接起诉的",
    ),
    (
        W::Counts(&m::LATER_SUIT),
        "复议后诉 复议后再诉 复议后诉讼 复议后的诉讼 经复议再诉讼 复议后再起诉 复议后又起诉 复议后又起诉的 复议后提起诉讼 复议后起诉 经复议 经复议的 经复议起诉 先经复议 经过复议 经过复议的 复议以后起诉 复议以后又起诉 复议以后又起诉的 经复议后起诉 复议后起诉的",
    ),
    (W::Ends(Ending::Upheld), "维持 结果维持"),
    (W::Ends(Ending::Corrected), "纠错 被纠错 结果纠正 被纠正 予以纠正 纠正"),
    (W::Ends(Ending::Other), "其他结果 其它结果"),
    (
        W::Ends(Ending::Pending),
        "没有审结 尚无结论 没有结论 待决 待决的 未结 尚未审结 未审结 正在审理 审理中 尚在审理 正在审理中 尚在审理中 尚未结案 未结案",
    ),
    (W::Anyone, "公民 群众 市民 申请人"),
    (W::Thing(Thing::Document), "规范性文件 行政规范性文件"),
    (W::Thing(Thing::Regulation), "规章 政府规章"),
    (W::Thing(Thing::Licence), "行政许可 行政许可决定 许可 许可决定"),
    (W::Thing(Thing::Penalty), "行政处罚 行政处罚决定 处罚 处罚决定"),
    (W::Thing(Thing::Coercion), "行政强制 行政强制决定 行政强制措施 强制 强制措施"),
    (W::Thing(Thing::Fees), "行政事业性收费 行政事业性收费金额"),
    (W::Thing(Thing::Procurement), "采购总金额 集中采购金额 集中采购总金额 采购金额 集中采购总额"),
    (W::Thing(Thing::Gazette), "公报 政府公报"),
    (W::Thing(Thing::ProcessingFees), "信息处理费 信息公开信息处理费 政府信息公开信息处理费"),
    (
        W::Made,
        "编制 编发 编辑 发行 刊发 出版发行 新发 新印 新立 制发 制定 出台 印发 新制 制作 新制发 新制定 颁布 作出 做出 实施 收取 实收 实际收取 收缴 缴库 \
         编印 出版",
    ),
    (W::Repealed, "废止 失效 宣布失效 宣布废止"),
    (
        W::InForce,
        "对外公开总数 对外公开总量 累计对外公开 现行有效 现行有效的 继续有效 继续有效的 目前有效 存量有效 仍有效 仍有效的 仍然有效 仍在执行 仍在执行的 有效",
    ),
    (W::LastYear, "上年同期 去年同期 上年度同期 上年 上年度 上一年 上一年度 去年 往年 前一年"),
    (W::ThisYear, "今年 本年 本年度 今年以来 今年来 当年"),
    (W::NextYear, "下年 下年度 下一年 下一年度 次年 明年 次年度 来年"),
    (
        W::OtherTime,
        "截至目前 截止目前 前年 上半年 下半年 季度 月 历年 施行以来 实施以来 颁布以来 成立以来 近年 近年来 近两年 \
         近三年 前三年 前两年 前五年 过去三年 近五年 三年来 五年来 两年来 每季度 十三五 十四五 前三季度",
    ),
    (
        W::Channel,
        "网上 网络 网站 在线 线上 线下 当面 现场 邮寄 信函 邮件 电子邮件 传真 平台 窗口 系统 渠道 口头 书面 快递 \
         函件 网页 邮箱 客户端 微信 微博 视频号 抖音 头条号",
    ),
    (
        W::Aside,
        "还有 误作 误将 实际办理 实际受理 实际登记 信息不存在 政府信息不存在 指导 协调 督促 帮助 撤销 变更 确认违法 责令 终止 审理 起诉 复议后 复议后又提起诉讼 通知书 答复通知书 扫描 历史 寄送 赠阅 转发 摆放 发放 订阅 征订 \
         陈列 其他 其它 免征 减免 减征 节约 节省 撤回 撤诉 驳回 败诉 胜诉 不予受理 调解 出庭 应诉 听证 清理 \
         解读 审查 审核 梳理 修订 修改 宣传 评估 报送 集中 入库 收录 培训 会商 抽查 案卷 文书 模板 办理流程 优秀 \
         公示 转载 刊登 类 当场 配合 协助 作为第三人 答复书 告知书 一审 二审 再审 超期 逾期 评查 检查 样本 材料 转来 疑难 典型 简易",
    ),
    (W::Published, "公开 发布 公布"),
    (W::Decided, "结案 已结案 判了 已判 审结 已审结 已有结论 已有结论的 有结论的"),
    (W::Step, "延期 延期答复 延长 补正 征求 转送 移送"),
    (W::Filed, "备案"),
    (W::Compared, "较 比 同比 环比 多于 少于 高于 低于"),
    (W::Against, "相比 相较 对比 比较"),
    (W::More, "增长率 增加 增长 上升 提高 增多 上涨 增幅 涨幅 同比增长 增幅为 多了"),
    (W::Less, "下降率 减少 下降 降低 降幅 回落 负增长 少了 缩减"),
    (W::Share, "占 占比 比例 占总数 占总量 比重 占到 比例为 占比为"),
    (W::Average, "平均 每 年均 人均 每件 日均 户均"),
    (W::Intended, "应为 更正为 修正为 将制定 将出台 将制发 计划制定 计划出台 预计 力争 不低于 争取 拟 将达"),
    (W::And, "并 和 及 或 以及 与 并且"),
    (W::Every, "均 全部 所有 全数 都 皆 一律"),
    (W::Each, "各"),
    (
        W::Duly,
        "按时 按期 按规定 依法 依规 及时 依法依规 如期 规范 法定期限 法定时限 规定时间 规定时限 规定期限 时限内 \
         期限内",
    ),
    (
        W::None,
        "未实施 未废止 无一件 无一起 无一例 无一 没有一件 没有一起 没有一例 未有一件 未收到 没有收到 未接到 未接收 未受理 未发生 没有发生 未产生 未出现 \
         无 没有 未收取 未制发 未制定 未出台 均无 暂无 不存在 未引发 未有 未作出 尚未收到 没有产生 没有收取 \
         未接收到 未新收 未被 未印发",
    ),
    (W::Among, "分为 包括 内中 其中 其中包括 其中含"),
    (W::Respectively, "分别为 分别是 分别 分别达 依次为 依次是 各为 分别有"),
    (W::AndSoOn, "等 为主"),
    (W::Except, "剔除 除 除了 除去 扣除"),
    (W::Including, "含 包含 另 另有 不含"),
    (
        W::Outside,
        "不涉及信息公开 不涉及政府信息公开 不属于政府信息公开 不属于信息公开 与信息公开无关 与政府信息公开无关 \
         不属信息公开 不属政府信息公开 不属统计范围 不属于统计范围 不列入 未列入 不计入 未计入 不纳入 未纳入 不并入 未并入 不含于 不计为 \
         不在统计范围 不在本报告统计范围 不在此列 不在其列 不在上列 不在上述 不计算在内 未计算在内 不统计在内 未统计在内 另行统计 分别统计 \
         单独统计",
    ),
    (W::Overlaps, "重合 兼有 兼具 并存 交叉 重叠 重复计算 重复统计 重复计入 同时涉及 同时列入 之和大于 之和超过"),
    (W::Within, "中 里 当中"),
    (W::Divided, "看 来看 划分 来分"),
    (W::Anew, "另外 此外 同时 全年 截至 截止 一年来"),
    (
        W::Reached,
        "调整为 变为 变成 下降为 上升为 提高为 降为 升为 增为 减为 回落至 回升至 升至 降到 增长至 增长到 回落到 增至 降至 增加到 增加至 减少到 减少至 下降到 下降至 提高到 \
         上升到 上升至",
    ),
    (W::From, "由 从"),
    (W::Because, "因 由于 属于 鉴于"),
    (W::About, "涉及 关于 有关"),
    (W::Rest, "其余 剩余 余下 剩下 余者 剩余的 余下的 剩下的"),
    (W::Same, "此类 这类 该类 上述 前述 上述的 前述的"),
    (W::Plus, "加上 加 连同"),
    (W::InAll, "累计"),
    (
        W::Total,
        "共 共计 小计 总计 合计 总共 一共 加总 加总为 加起来 加起来共 加在一起 之和 二者 两者 三者 四者 五者 六者",
    ),
    (
        W::AllBodies,
        "全县各单位 全市各单位 全区各单位 全省各单位 全旗各单位 全县各级各部门 全市各级各部门 全区各级各部门 全省各级各部门 县级机关 市级机关 区级机关 政府系统 各级机关 全局 全委 全办 全厅 全院 全校 全市 全区 全县 全省 全旗 全镇 \
         全州 全盟 全街道 全系统 全域 各级 行政机关",
    ),
    (
        W::OneBody,
        "各部门 各单位 各乡镇 各镇 各县 各区 各地 各街道 各县区 各有关部门 各县市区 相关部门 有关部门 相关单位 \
         有关单位 镇街 乡镇 部门 直属单位 办公室 政府办 本级 局机关 机关本部 市政府 县政府 区政府 旗政府 镇政府",
    ),
    (
        W::ForAnother,
        "个别单位 有的单位 一些单位 少数单位 部分单位 个别部门 有的部门 部分部门 少数部门 以县政府名义 以市政府名义 以区政府名义 作为复议机关 作为行政复议机关 作为行政复议机构 作为复议机构 代县政府 代表县政府 代市政府 代表市政府 代区政府 代表区政府 代省政府 代表省政府",
    ),
    (
        W::Own,
        "我局 本局 我办 本办 我委 本委 我厅 本厅 我镇 本镇 我乡 本乡 我县 本县 我市 本市 我区 本区 我省 本省 我旗 \
         我州 我街道 本街道 我单位 本单位 本机关 我中心 我院 我校 我队 我站 我所 本行政机关",
    ),
    (
        W::Plain,
        "最多 居多 由此 经清理 同口径 为由 回头看 申诉 来自 度 计 复议机关 收费金额 收费总额 答复工作 超过 超 逾 约 近 大约 不到 突破 答复期限 办理期限 法定答复期限 收入 处理决定 清理后 \
         申请主体 申请内容 申请方式 申请类型 主要 同期 目前 提交 提交的 年 年度 年内 年底 末 的 了 为 达 \
         达到 有 已 已经 尚 向 对 于 在 按 提出 提出的 引起 引起的 引发 引发的 提起 提起的 被 被提起 申请表 \
         申请书 申请渠道 申请指南 申请材料 申请件 数量 总数 总量 件数 信件 案件 备案件 政府信息 政府 信息 相关 方面 \
         领域 工作 情况 情形 结果 原 行政行为 决定 各类 类型 至 到 一是 二是 三是 四是 1月1日 12月31日 12月底 \
         12月末 继续 未 县级 市级 区级 项目 办结率 答复率 办复率 一年 来 以来 1月至12月 1-12月 作 作为 本 我 其 予 \
         予以 获 得到 也 者 事项 数 还 则 进行 而",
    ),
];

/// The words, ready to be looked up.
struct Lexicon {
    /// By their first characters, of those with the same the longest first: what follows the first, in `chars`.
    words: Vec<(Range<u32>, Word)>,
    /// The characters of all words but their first.
    chars: Vec<char>,
    /// Where the words of each character from [`FIRST`] on begin; one more than there are characters.
    starts: Vec<u16>,
}

/// The first and the last character that a word may begin with, apart from digits.
const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

/// Where a character's words stand in the index; digits, which begin dates, all in one place.
fn slot(c: char) -> Option<usize> {
    match c {
        FIRST..=LAST => Some(c as usize - FIRST as usize + 1),
        '0'..='9' => Some(0),
        _ => None,
    }
}

impl Lexicon {
    fn new() -> Lexicon {
        let slot_of = |text: &str| text.chars().next().and_then(slot);
        let mut words: Vec<(&'static str, Word)> =
            WORDS.iter().flat_map(|(word, texts)| texts.split(' ').map(|text| (text, *word))).collect();
        crate::sort::sort_by_key(&mut words, |(text, _)| (slot_of(text), std::cmp::Reverse(text.len())));
        let mut starts = vec![0u16; LAST as usize - FIRST as usize + 3];
        for slot in words.iter().filter_map(|(text, _)| slot_of(text)) {
            starts[slot + 1] += 1;
        }
        for slot in 1..starts.len() {
            starts[slot] += starts[slot - 1];
        }
        let mut chars = Vec::new();
        let kept = |(text, word): (&'static str, Word)| {
            let start = chars.len() as u32;
            chars.extend(text.chars().skip(1));
            (start..chars.len() as u32, word)
        };
        let words = words.into_iter().map(kept).collect();
        Lexicon { words, chars, starts }
    }
}

/// The longest word that stands at the beginning of some characters, and its length.
pub(crate) fn at(chars: &[char]) -> Option<(Word, usize)> {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(Lexicon::new);
    let (first, after) = chars.split_first()?;
    let slot = slot(*first)?;
    let words = &lexicon.words[usize::from(lexicon.starts[slot])..usize::from(lexicon.starts[slot + 1])];
    words.iter().find_map(|(rest, word)| {
        let rest = &lexicon.chars[rest.start as usize..rest.end as usize];
        begins(after, rest).then_some((*word, rest.len() + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::{WORDS, Word, at};

    #[test]
    fn no_word_means_two_things() {
        let mut texts: Vec<&str> = WORDS.iter().flat_map(|(_, texts)| texts.split(' ')).collect();
        let count = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), count);
    }

    #[test]
    fn every_word_is_found() {
        for text in WORDS.iter().flat_map(|(_, texts)| texts.split(' ')) {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(at(&chars).map(|(_, length)| length), Some(chars.len()), "{text}");
        }
    }

    #[test]
    fn the_longest_word_is_taken() {
        let read = |text: &str| at(&text.chars().collect::<Vec<_>>());
        assert_eq!(read("政府信息公开申请33件"), Some((Word::Request { bare: false }, 8)));
        assert_eq!(read("申请人"), Some((Word::Anyone, 3)));
        assert_eq!(read("某局"), None);
    }
}
