//! What prose counts, and where the form counts it: data. A new form's rows need a line here only where
//! prose speaks of them.

use crate::findings::Counted;
use crate::forms::Name;

/// Something that is counted.
#[derive(Debug)]
pub(crate) struct Measure {
    /// Stable name.
    pub(crate) id: &'static str,
    /// In Chinese and English.
    pub(crate) name: Name,
    /// The cells it may be held against; agreeing with the sum of any one group is agreement. None: the
    /// form has no place for it.
    pub(crate) cells: &'static [Cells],
}

impl PartialEq for Measure {
    fn eq(&self, other: &Measure) -> bool {
        // Each is there once.
        std::ptr::eq(self, other)
    }
}

impl Measure {
    pub(crate) fn counted(&self) -> Counted {
        Counted { id: self.id, name: self.name, within: None }
    }

    /// The table its cells are of.
    pub(crate) fn table(&self) -> Option<&'static str> {
        self.cells.first().map(|cells| cells.table)
    }

    /// Whether it counts by who applied: a column of the form.
    pub(crate) fn is_applicant(&self) -> bool {
        APPLICANTS.contains(&self)
    }

    /// Whether it counts only some of what `wider` counts.
    pub(crate) fn is_narrower_than(&self, wider: &Measure) -> bool {
        self.id.strip_prefix(wider.id).is_some_and(|rest| rest.starts_with('.'))
    }
}

/// Cells that are added up: every row with every column. A group's name stands for its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cells {
    pub(crate) table: &'static str,
    pub(crate) rows: &'static [&'static str],
    pub(crate) columns: &'static [&'static str],
    /// Rows taken away from them.
    pub(crate) less: &'static [&'static str],
}

const NONE: Cells = Cells { table: "", rows: &[], columns: &[], less: &[] };

const TOTAL: &[&str] = &["total"];
const NEW_ROW: &[&str] = &["new_received"];
const DONE_ROW: &[&str] = &["outcome_total"];
const INTAKE_ROWS: &[&str] = &["new_received", "carried_in"];
/// 审结: all but 尚未审结.
const DECIDED: &[&str] = &["upheld", "corrected", "other"];
const SUITS: &[&str] = &["suits"];
const RECONSIDERATION: &[&str] = &["reconsideration"];

const fn requests(rows: &'static [&'static str]) -> [Cells; 1] {
    [Cells { table: "requests", rows, columns: TOTAL, ..NONE }]
}

/// What came in, or what was in hand.
const INTAKE: [Cells; 2] = [requests(NEW_ROW)[0], requests(INTAKE_ROWS)[0]];

/// What was done; or of what came in this year what was done, which is all but what is carried over.
const DONE: [Cells; 2] =
    [requests(DONE_ROW)[0], Cells { table: "requests", rows: NEW_ROW, columns: TOTAL, less: &["carried_out"] }];

/// Of the new requests, of all that were in hand, or of those that were answered.
const fn applicants(columns: &'static [&'static str]) -> [Cells; 3] {
    const fn of(rows: &'static [&'static str], columns: &'static [&'static str]) -> Cells {
        Cells { table: "requests", rows, columns, ..NONE }
    }
    [of(NEW_ROW, columns), of(INTAKE_ROWS, columns), of(DONE_ROW, columns)]
}

const fn disputes(rows: &'static [&'static str], columns: &'static [&'static str]) -> [Cells; 1] {
    [Cells { table: "disputes", rows, columns, ..NONE }]
}

/// Columns of either form.
const fn documents<const N: usize>(row: &'static [&'static str], columns: [&'static [&'static str]; N]) -> [Cells; N] {
    let mut cells = [NONE; N];
    let mut i = 0;
    while i < N {
        cells[i] = Cells { table: "disclosure", rows: row, columns: columns[i], ..NONE };
        i += 1;
    }
    cells
}

macro_rules! measures {
    ($all:ident: $($name:ident = $id:literal, $zh:literal, $en:literal, $cells:expr;)*) => {
        $(pub(crate) static $name: Measure = Measure { id: $id, name: ($zh, $en), cells: &$cells };)*
        static $all: &[&Measure] = &[$(&$name),*];
    };
}

/// The measure of an id.
pub(crate) fn by_id(id: &str) -> Option<&'static Measure> {
    let all = [OF_REQUESTS, OF_DISPUTES, OF_DOCUMENTS, OF_NO_TABLE].into_iter().flatten();
    all.copied().find(|measure| measure.id == id)
}

// 三、收到和处理政府信息公开申请情况
measures! {
    OF_REQUESTS:
    NEW = "requests.new-received", "新收申请", "new requests", requests(NEW_ROW);
    // 收到, 受理: with or without what was carried over.
    RECEIVED = "requests.received", "收到申请", "requests received", INTAKE;
    CARRIED_IN = "requests.carried-in", "上年结转申请", "requests carried in", requests(&["carried_in"]);
    HANDLED = "requests.handled", "办结申请", "requests handled", DONE;
    CARRIED_OUT = "requests.carried-out", "结转下年申请", "requests carried over", requests(&["carried_out"]);
    // 应办, 共37件 after both were named.
    IN_HAND = "requests.in-hand", "应办申请", "requests in hand", requests(INTAKE_ROWS);
    // 当年新收并办结: all that was done but what was carried in.
    HANDLED_NEW = "requests.handled.new", "当年新收并办结申请", "new requests handled",
        [Cells { table: "requests", rows: DONE_ROW, columns: TOTAL, less: &["carried_in"] }, requests(NEW_ROW)[0], DONE[1]];
    // 办理 says neither that they came in nor that they were closed.
    PROCESSED = "requests.processed", "办理申请", "requests dealt with",
        [INTAKE[0], INTAKE[1], DONE[0]];

    // 公开, 予以公开: with or without those in part.
    GRANTED = "requests.granted", "予以公开", "granted",
        [requests(&["granted"])[0], requests(&["granted", "partially_granted"])[0]];
    PARTIALLY_GRANTED = "requests.partially-granted", "部分公开", "partially granted",
        requests(&["partially_granted"]);
    DENIED = "requests.denied", "不予公开", "denied", requests(&["denied"]);
    SECRET = "requests.denied.state-secret", "属于国家秘密", "denied as state secrets",
        requests(&["denied_state_secret"]);
    PROHIBITED = "requests.denied.prohibited", "法律行政法规禁止公开", "denied as prohibited by law",
        requests(&["denied_law_prohibited"]);
    SECURITY = "requests.denied.security", "危及三安全一稳定", "denied for security and stability",
        requests(&["denied_security_stability"]);
    THIRD_PARTY = "requests.denied.third-party", "保护第三方合法权益", "denied for third-party rights",
        requests(&["denied_third_party"]);
    INTERNAL = "requests.denied.internal", "内部事务信息", "denied as internal affairs",
        requests(&["denied_internal_affairs"]);
    PROCESS = "requests.denied.process", "过程性信息", "denied as process information",
        requests(&["denied_process"]);
    CASE_FILE = "requests.denied.case-file", "行政执法案卷", "denied as enforcement files",
        requests(&["denied_case_file"]);
    INQUIRY = "requests.denied.inquiry", "行政查询事项", "denied as administrative inquiries",
        requests(&["denied_inquiry"]);
    UNAVAILABLE = "requests.unavailable", "无法提供", "unavailable", requests(&["unavailable"]);
    NOT_HELD = "requests.unavailable.not-held", "本机关不掌握", "not held", requests(&["unavailable_not_held"]);
    NEEDS_CREATION = "requests.unavailable.needs-creation", "需要另行制作", "would have to be created",
        requests(&["unavailable_needs_creation"]);
    UNCLEAR = "requests.unavailable.unclear", "补正后仍不明确", "still unclear",
        requests(&["unavailable_unclear"]);
    REJECTED = "requests.rejected", "不予处理", "not processed", requests(&["rejected"]);
    PETITION = "requests.rejected.petition", "信访举报投诉类申请", "petitions", requests(&["rejected_petition"]);
    REPEATED = "requests.rejected.repeated", "重复申请", "repeated requests", requests(&["rejected_repeat"]);
    PUBLICATION = "requests.rejected.publication", "要求提供公开出版物", "requests for publications",
        requests(&["rejected_publication"]);
    EXCESSIVE = "requests.rejected.excessive", "大量反复申请", "excessive requests",
        requests(&["rejected_excessive"]);
    CONFIRMATION = "requests.rejected.confirmation", "要求确认或重新出具", "requests for confirmation",
        requests(&["rejected_confirmation"]);
    // Lists that name its sub-rows mean by 其他 the last of them.
    OTHERWISE = "requests.other", "其他处理", "otherwise handled",
        [requests(&["other_outcomes", "other"])[0], requests(&["other_misc"])[0]];
    NOT_SUPPLEMENTED = "requests.other.not-supplemented", "逾期不补正", "not supplemented in time",
        requests(&["other_not_supplemented"]);
    FEE_UNPAID = "requests.other.fee-unpaid", "逾期未缴费", "fee not paid", requests(&["other_fee_unpaid"]);

    NATURAL_PERSON = "requests.natural-person", "自然人申请", "requests of natural persons",
        applicants(&["natural_person"]);
    ORGANISATION = "requests.organisation", "法人或其他组织申请", "requests of organisations",
        applicants(&["business", "research", "public_welfare", "legal_service", "other_org"]);
    BUSINESS = "requests.business", "商业企业申请", "requests of businesses", applicants(&["business"]);
    RESEARCH = "requests.research", "科研机构申请", "requests of research bodies", applicants(&["research"]);
    PUBLIC_WELFARE = "requests.public-welfare", "社会公益组织申请", "requests of public-welfare bodies",
        applicants(&["public_welfare"]);
    LEGAL_SERVICE = "requests.legal-service", "法律服务机构申请", "requests of legal services",
        applicants(&["legal_service"]);
    // The form's 其他; or, 企业13件,其他组织7件, all that are no businesses.
    OTHER_ORGANISATION = "requests.other-organisation", "其他组织申请", "requests of other organisations", {
        const OWN: [Cells; 3] = applicants(&["other_org"]);
        const ALL: [Cells; 3] = applicants(&["research", "public_welfare", "legal_service", "other_org"]);
        [OWN[0], OWN[1], OWN[2], ALL[0], ALL[1], ALL[2]]
    };
}

// 四、政府信息公开行政复议、行政诉讼情况
measures! {
    OF_DISPUTES:
    RECONSIDERED = "disputes.reconsideration", "行政复议", "reconsiderations", disputes(RECONSIDERATION, TOTAL);
    RECONSIDERED_UPHELD = "disputes.reconsideration.upheld", "行政复议结果维持", "reconsiderations upheld",
        disputes(RECONSIDERATION, &["upheld"]);
    RECONSIDERED_CORRECTED = "disputes.reconsideration.corrected", "行政复议结果纠正",
        "reconsiderations corrected", disputes(RECONSIDERATION, &["corrected"]);
    RECONSIDERED_OTHER = "disputes.reconsideration.other", "行政复议其他结果",
        "reconsiderations otherwise decided", disputes(RECONSIDERATION, &["other"]);
    RECONSIDERED_PENDING = "disputes.reconsideration.pending", "行政复议尚未审结", "reconsiderations pending",
        disputes(RECONSIDERATION, &["pending"]);
    RECONSIDERED_DECIDED = "disputes.reconsideration.decided", "行政复议审结", "reconsiderations decided",
        disputes(RECONSIDERATION, DECIDED);
    SUED = "disputes.suits", "行政诉讼", "suits", disputes(SUITS, TOTAL);
    SUED_UPHELD = "disputes.suits.upheld", "行政诉讼结果维持", "suits upheld", disputes(SUITS, &["upheld"]);
    SUED_CORRECTED = "disputes.suits.corrected", "行政诉讼结果纠正", "suits corrected",
        disputes(SUITS, &["corrected"]);
    SUED_OTHER = "disputes.suits.other", "行政诉讼其他结果", "suits otherwise decided",
        disputes(SUITS, &["other"]);
    SUED_PENDING = "disputes.suits.pending", "行政诉讼尚未审结", "suits pending", disputes(SUITS, &["pending"]);
    SUED_DECIDED = "disputes.suits.decided", "行政诉讼审结", "suits decided", disputes(SUITS, DECIDED);
    DIRECT_SUIT = "disputes.suits.direct", "未经复议直接起诉", "suits without reconsideration",
        disputes(&["direct_suit"], TOTAL);
    LATER_SUIT = "disputes.suits.after-reconsideration", "复议后起诉", "suits after reconsideration",
        disputes(&["suit_after_reconsideration"], TOTAL);
}

// 二、主动公开政府信息情况
measures! {
    OF_DOCUMENTS:
    REGULATIONS = "disclosure.regulations", "规章制发", "regulations made",
        documents(&["regulations"], [&["issued"], &["made"], &["newly_disclosed"]]);
    REGULATIONS_REPEALED = "disclosure.regulations.repealed", "规章废止", "regulations repealed",
        documents(&["regulations"], [&["repealed"]]);
    REGULATIONS_IN_FORCE = "disclosure.regulations.in-force", "规章现行有效", "regulations in force",
        documents(&["regulations"], [&["in_force"], &["total_disclosed"]]);
    DOCUMENTS = "disclosure.documents", "规范性文件制发", "normative documents made",
        documents(&["normative_documents"], [&["issued"], &["made"], &["newly_disclosed"]]);
    DOCUMENTS_REPEALED = "disclosure.documents.repealed", "规范性文件废止", "normative documents repealed",
        documents(&["normative_documents"], [&["repealed"]]);
    DOCUMENTS_IN_FORCE = "disclosure.documents.in-force", "规范性文件现行有效", "normative documents in force",
        documents(&["normative_documents"], [&["in_force"], &["total_disclosed"]]);
    LICENSING = "disclosure.licensing", "行政许可", "licensing decisions",
        documents(&["licensing"], [&["decisions"]]);
    PENALTIES = "disclosure.penalties", "行政处罚", "penalties", documents(&["penalties"], [&["decisions"]]);
    COERCION = "disclosure.coercion", "行政强制", "coercion", documents(&["coercion"], [&["decisions"]]);
    FEES = "disclosure.fees", "行政事业性收费", "administrative fees", documents(&["fees"], [&["amount"]]);
    PROCUREMENT = "disclosure.procurement", "政府集中采购", "centralised procurement",
        documents(&["procurement"], [&["amount"]]);
}

// The form has no place for these; they are held against each other.
measures! {
    OF_NO_TABLE:
    GAZETTE = "gazette", "政府公报", "issues of the gazette", [];
    PROCESSING_FEES = "processing-fees", "信息处理费", "processing fees", [];
}

/// The outcomes that together are all that was done: each a group of the form's rows.
pub(crate) static OUTCOMES: [&Measure; 6] =
    [&GRANTED, &PARTIALLY_GRANTED, &DENIED, &UNAVAILABLE, &REJECTED, &OTHERWISE];

/// The columns of those who apply.
static APPLICANTS: [&Measure; 7] =
    [&NATURAL_PERSON, &ORGANISATION, &BUSINESS, &RESEARCH, &PUBLIC_WELFARE, &LEGAL_SERVICE, &OTHER_ORGANISATION];

/// What a measure divides: its neighbours in a list divide the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kin {
    Outcomes,
    Applicants,
    /// What came in, was done and is left.
    Flow,
    Of(&'static str),
}

pub(crate) fn kin(measure: &Measure) -> Kin {
    if measure.is_applicant() {
        Kin::Applicants
    } else if outcome(measure).is_some() {
        Kin::Outcomes
    } else if measure.table() == Some("requests") {
        Kin::Flow
    } else {
        Kin::Of(measure.table().unwrap_or_default())
    }
}

/// Which outcome of requests is counted, if any is: a group, or one row of it.
pub(crate) fn outcome(measure: &Measure) -> Option<&'static Measure> {
    OUTCOMES.into_iter().find(|group| measure == *group || measure.is_narrower_than(group))
}

/// How a dispute ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Upheld,
    Corrected,
    Other,
    Pending,
}

impl Ending {
    /// What counts such endings, of reconsiderations or of suits.
    pub(crate) fn measure(self, reconsideration: bool) -> &'static Measure {
        match (self, reconsideration) {
            (Ending::Upheld, true) => &RECONSIDERED_UPHELD,
            (Ending::Upheld, false) => &SUED_UPHELD,
            (Ending::Corrected, true) => &RECONSIDERED_CORRECTED,
            (Ending::Corrected, false) => &SUED_CORRECTED,
            (Ending::Other, true) => &RECONSIDERED_OTHER,
            (Ending::Other, false) => &SUED_OTHER,
            (Ending::Pending, true) => &RECONSIDERED_PENDING,
            (Ending::Pending, false) => &SUED_PENDING,
        }
    }

    pub(crate) const ALL: [Ending; 4] = [Ending::Upheld, Ending::Corrected, Ending::Other, Ending::Pending];
}

/// Whether a measure counts how disputes ended: of reconsiderations, or of suits; `None` where it counts something else.
pub(crate) fn ended(measure: &Measure) -> Option<bool> {
    let is = |reconsideration: &bool| Ending::ALL.iter().any(|ending| *ending.measure(*reconsideration) == *measure);
    [true, false].into_iter().find(is)
}
