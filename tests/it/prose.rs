//! What is read in prose: a list of sentences with what a person reads in them, and findings on made-up reports.

use gouji::report::{Claim, Relation, Scope, Severity};
use gouji::{Options, check};
use std::path::Path;

/// A report of 2024, its tables complete, whose overview is one sentence.
fn report_saying(sentence: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/slip.txt");
    let report = std::fs::read_to_string(path).expect("a report");
    let (before, rest) = report.split_once("一、总体情况").expect("an overview");
    let (_, after) = rest.split_once("二、主动公开").expect("a second section");
    format!("{before}一、总体情况\n\n{sentence}\n\n二、主动公开{after}")
}

fn shown(claim: &Claim) -> String {
    let relation = match claim.relation {
        Relation::Count => "",
        Relation::Share => "share:",
        Relation::More => "more:",
        Relation::Less => "less:",
    };
    let percent = if claim.unit == "%" { "%" } else { "" };
    let about = if claim.approximate { "~" } else { "" };
    let year = claim.year.map(|year| format!("@{year}")).unwrap_or_default();
    let scope = match claim.scope {
        Scope::Unsaid | Scope::All => "",
        Scope::One => "/one",
        Scope::Other => "/other",
    };
    format!("{relation}{}={}{percent}{about}{year}{scope}", claim.kinds.join("+"), claim.value)
}

#[test]
fn sentences_are_read_as_a_person_reads_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/prose.txt");
    let gold = std::fs::read_to_string(path).expect("the gold list");
    let (mut facts, mut right, mut false_ones, mut wrong) = (0, 0, 0, Vec::new());
    for line in gold.lines().filter(|line| !line.starts_with('#')) {
        let (sentence, expected) = line.rsplit_once(" | ").expect("a sentence and its facts");
        let expected: Vec<&str> = expected.split_whitespace().filter(|fact| *fact != "-").collect();
        let text = report_saying(sentence);
        let within = text.find(sentence).map(|start| start..start + sentence.len()).expect("the sentence");
        let report = check(&text, &Options::default());
        let read: Vec<String> =
            report.claims.iter().filter(|claim| within.contains(&claim.span.start)).map(shown).collect();
        let mut rest = read.clone();
        for fact in &expected {
            facts += 1;
            if let Some(at) = rest.iter().position(|read| read == fact) {
                rest.remove(at);
                right += 1;
            }
        }
        false_ones += rest.len();
        if read != expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  read     {read:?}"));
        }
    }
    println!("{right} of {facts} facts read, {false_ones} read that are not there");
    assert!(right * 100 >= facts * 95 && false_ones == 0, "{right} of {facts}:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_said_is_held_against_the_tables_and_itself() {
    let warning = |rule: &'static str| vec![(rule, Severity::Warning)];
    let note = |rule: &'static str| vec![(rule, Severity::Info)];
    let cases = [
        ("新收申请33件,上年结转4件,办结34件,结转下年度继续办理3件。", vec![]),
        // With or without what was carried over.
        ("收到申请33件。", vec![]),
        ("收到申请37件。", vec![]),
        ("收到申请35件。", warning("prose.contradicts-table")),
        ("新收申请34件。", warning("prose.contradicts-table")),
        ("未收到政府信息公开申请。", warning("prose.contradicts-table")),
        ("全年行政复议案件5件,行政诉讼案件3件。", warning("prose.contradicts-table")),
        ("予以公开及部分公开18件。", vec![]),
        ("答复申请34件,予以公开及部分公开17件。", warning("prose.contradicts-table")),
        // Another year, another body, not exactly.
        ("2023年新收申请50件。", vec![]),
        ("新收申请约30件。", vec![]),
        ("县政府办公室收到申请12件。", note("prose.contradicts-table")),
        ("收到申请33件,其中网上20件,邮寄13件。", vec![]),
        ("收到申请33件,其中网上20件,邮寄10件。", vec![]),
        ("收到申请33件,其中网上20件,邮寄14件。", warning("prose.parts-total")),
        ("发布信息1860条(其中动态900条,公告970条)。", warning("prose.parts-total")),
        ("网站、微博、微信发布信息100条,分别为50条、30条、10条。", warning("prose.parts-total")),
        // The same whole twice over, other units, about.
        ("收到申请33件,其中自然人29件,法人或其他组织4件;网上20件,邮寄13件。", vec![]),
        ("发布信息2502条,其中动态1937条、政务公开565条、政府公报5期。", vec![]),
        ("发布信息900余条,其中动态500条,公告500条。", vec![]),
        ("编印政府公报6期。政府公报在县档案馆可以查阅。全年共编印政府公报5期。", warning("prose.self-contradiction")),
    ];
    for (sentence, expected) in cases {
        let text = report_saying(sentence).replace("| 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "| 4 | 0 | 0 | 0 | 0 | 0 | 4 |");
        let report = check(&text, &Options::default());
        let said = report.findings.iter().filter(|f| f.rule.starts_with("prose."));
        let said: Vec<_> = said.map(|f| (f.rule, f.severity)).collect();
        assert_eq!(said, expected, "{sentence}");
        assert_eq!(report.count(Severity::Error), 0, "{sentence}");
    }
}
