//! What prose counts, and where the form counts it: data. A new form's rows need a line here only where
//! prose speaks of them.

/// Something that is counted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    /// Stable name.
    pub(crate) id: &'static str,
    /// In Chinese and English.
    pub(crate) name: (&'static str, &'static str),
    /// The cells it may be held against; agreeing with the sum of any one group is agreement. None: the
    /// form has no place for it.
    pub(crate) cells: &'static [Cells],
}

/// Cells that are added up: every row with every column. A row's name that ends in `*` stands for all that
/// begin so.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cells {
    pub(crate) table: &'static str,
    pub(crate) rows: &'static [&'static str],
    pub(crate) columns: &'static [&'static str],
}

const TOTAL: &[&str] = &["total"];
const ORGANISATIONS: &[&str] = &["business", "research", "public_welfare", "legal_service", "other_org"];

const fn requests(rows: &'static [&'static str]) -> Cells {
    Cells { table: "requests", rows, columns: TOTAL }
}

const fn applicants(columns: &'static [&'static str]) -> [Cells; 2] {
    [
        Cells { table: "requests", rows: &["new_received"], columns },
        Cells { table: "requests", rows: &["new_received", "carried_in"], columns },
    ]
}

const fn disputes(rows: &'static [&'static str], columns: &'static [&'static str]) -> Cells {
    Cells { table: "disputes", rows, columns }
}

const SUITS: &[&str] = &["direct_suit", "suit_after_reconsideration"];
const RECONSIDERATION: &[&str] = &["reconsideration"];

macro_rules! measures {
    ($($name:ident = $id:literal, $zh:literal, $en:literal, $cells:expr;)*) => {
        $(pub(crate) static $name: Measure = Measure { id: $id, name: ($zh, $en), cells: $cells };)*
    };
}

measures! {
    NEW = "requests.new-received", "新收申请", "new requests", &[requests(&["new_received"])];
    // 收到, 受理, 收办: with or without what was carried over.
    RECEIVED = "requests.received", "收到申请", "requests received",
        &[requests(&["new_received"]), requests(&["new_received", "carried_in"])];
    CARRIED_IN = "requests.carried-in", "上年结转申请", "requests carried in", &[requests(&["carried_in"])];
    HANDLED = "requests.handled", "办结申请", "requests handled",
        &[requests(&["outcome_total"])];
    CARRIED_OUT = "requests.carried-out", "结转下年申请", "requests carried over", &[requests(&["carried_out"])];
    GRANTED = "requests.granted", "予以公开", "granted", &[requests(&["granted"])];
    PARTIALLY_GRANTED = "requests.partially-granted", "部分公开", "partially granted", &[requests(&["partially_granted"])];
    DENIED = "requests.denied", "不予公开", "denied", &[requests(&["denied_*"])];
    UNAVAILABLE = "requests.unavailable", "无法提供", "unavailable", &[requests(&["unavailable_*"])];
    REJECTED = "requests.rejected", "不予处理", "rejected", &[requests(&["rejected_*"])];
    OTHERWISE = "requests.other", "其他处理", "otherwise handled", &[requests(&["other*"])];
    NATURAL_PERSON = "requests.natural-person", "自然人申请", "requests of natural persons", &applicants(&["natural_person"]);
    ORGANISATION = "requests.organisation", "法人或其他组织申请", "requests of organisations", &applicants(ORGANISATIONS);
    BUSINESS = "requests.business", "商业企业申请", "requests of businesses", &applicants(&["business"]);

    RECONSIDERED = "disputes.reconsideration", "行政复议", "reconsiderations", &[disputes(RECONSIDERATION, TOTAL)];
    RECONSIDERED_UPHELD = "disputes.reconsideration.upheld", "行政复议结果维持", "reconsiderations upheld", &[disputes(RECONSIDERATION, &["upheld"])];
    RECONSIDERED_CORRECTED = "disputes.reconsideration.corrected", "行政复议结果纠正", "reconsiderations corrected", &[disputes(RECONSIDERATION, &["corrected"])];
    RECONSIDERED_OTHER = "disputes.reconsideration.other", "行政复议其他结果", "reconsiderations otherwise decided", &[disputes(RECONSIDERATION, &["other"])];
    RECONSIDERED_PENDING = "disputes.reconsideration.pending", "行政复议尚未审结", "reconsiderations pending", &[disputes(RECONSIDERATION, &["pending"])];
    SUED = "disputes.suits", "行政诉讼", "suits",
        &[disputes(SUITS, TOTAL)];
    SUED_UPHELD = "disputes.suits.upheld", "行政诉讼结果维持", "suits upheld", &[disputes(SUITS, &["upheld"])];
    SUED_CORRECTED = "disputes.suits.corrected", "行政诉讼结果纠正", "suits corrected", &[disputes(SUITS, &["corrected"])];
    SUED_OTHER = "disputes.suits.other", "行政诉讼其他结果", "suits otherwise decided", &[disputes(SUITS, &["other"])];
    SUED_PENDING = "disputes.suits.pending", "行政诉讼尚未审结", "suits pending", &[disputes(SUITS, &["pending"])];

    REGULATIONS = "disclosure.regulations", "规章", "regulations made",
        &[Cells { table: "disclosure", rows: &["regulations"], columns: &["issued"] },
          Cells { table: "disclosure", rows: &["regulations"], columns: &["made"] },
          Cells { table: "disclosure", rows: &["regulations"], columns: &["newly_disclosed"] }];
    DOCUMENTS = "disclosure.documents", "规范性文件制发", "normative documents made",
        &[Cells { table: "disclosure", rows: &["normative_documents"], columns: &["issued"] },
          Cells { table: "disclosure", rows: &["normative_documents"], columns: &["made"] },
          Cells { table: "disclosure", rows: &["normative_documents"], columns: &["newly_disclosed"] }];
    DOCUMENTS_REPEALED = "disclosure.documents.repealed", "规范性文件废止", "normative documents repealed",
        &[Cells { table: "disclosure", rows: &["normative_documents"], columns: &["repealed"] }];
    DOCUMENTS_IN_FORCE = "disclosure.documents.in-force", "规范性文件现行有效", "normative documents in force",
        &[Cells { table: "disclosure", rows: &["normative_documents"], columns: &["in_force"] },
          Cells { table: "disclosure", rows: &["normative_documents"], columns: &["total_disclosed"] }];
    LICENSING = "disclosure.licensing", "行政许可", "licensing decisions",
        &[Cells { table: "disclosure", rows: &["licensing"], columns: &["decisions"] }];
    PENALTIES = "disclosure.penalties", "行政处罚", "penalties",
        &[Cells { table: "disclosure", rows: &["penalties"], columns: &["decisions"] }];
    COERCION = "disclosure.coercion", "行政强制", "coercion",
        &[Cells { table: "disclosure", rows: &["coercion"], columns: &["decisions"] }];
    FEES = "disclosure.fees", "行政事业性收费", "administrative fees",
        &[Cells { table: "disclosure", rows: &["fees"], columns: &["amount"] }];

    // The form has no place for these; they are held against each other.
    GAZETTE = "gazette", "政府公报", "issues of the gazette", &[];
}

/// What a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Requests,
    Reconsideration,
    Suits,
    /// Both of the last two at once.
    Disputes,
}

/// The results of disputes: words, and the measures of reconsiderations and of suits.
pub(crate) static RESULTS: &[(&[&str], &Measure, &Measure)] = &[
    (&["尚未审结", "未审结", "正在审理", "审理中", "尚在审理"], &RECONSIDERED_PENDING, &SUED_PENDING),
    (&["结果维持", "维持"], &RECONSIDERED_UPHELD, &SUED_UPHELD),
    (&["结果纠正", "被纠正", "予以纠正"], &RECONSIDERED_CORRECTED, &SUED_CORRECTED),
    (&["其他结果", "其它结果"], &RECONSIDERED_OTHER, &SUED_OTHER),
];

/// What was done with requests, and who made them.
pub(crate) static OUTCOMES: &[(&[&str], &Measure)] = &[
    (&["予以公开"], &GRANTED),
    (&["部分公开"], &PARTIALLY_GRANTED),
    (&["不予公开"], &DENIED),
    (&["无法提供"], &UNAVAILABLE),
    (&["不予处理"], &REJECTED),
    (&["其他处理", "其它处理"], &OTHERWISE),
];

pub(crate) static APPLICANTS: &[(&[&str], &Measure)] = &[
    (&["自然人"], &NATURAL_PERSON),
    (&["法人或其他组织", "法人和其他组织", "法人及其他组织", "法人或者其他组织", "法人、其他组织"], &ORGANISATION),
    (&["商业企业"], &BUSINESS),
];
