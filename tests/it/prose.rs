//! What is read in prose: a list of sentences with what a person reads in them, and findings on made-up reports.

use gouji::check;
use gouji::report::{Claim, Relation, Scope, Severity};
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
        Relation::BothYears => "both:",
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
    format!(
        "{relation}{}={}{percent}{about}{year}{scope}",
        claim.counts.iter().map(|counted| counted.id).collect::<Vec<_>>().join("+"),
        claim.value
    )
}

#[test]
fn sentences_are_read_as_a_person_reads_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/prose.txt");
    let gold = std::fs::read_to_string(path).expect("the gold list");
    let (mut facts, mut right, mut false_ones, mut wrong) = (0, 0, 0, Vec::new());
    for line in gold.lines().filter(|line| !line.starts_with('#')) {
        let (sentence, expected) = line.rsplit_once(" | ").expect("a sentence and its facts");
        let sentence = &sentence.replace("\\n", "\n");
        let expected: Vec<&str> = expected.split_whitespace().filter(|fact| *fact != "-").collect();
        let text = report_saying(sentence);
        let within = text.find(sentence).map(|start| start..start + sentence.len()).expect("the sentence");
        let report = check(&text);
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

/// What is found in the prose of a report that says so.
fn found(sentence: &str) -> Vec<(&'static str, Severity)> {
    let text = report_saying(sentence).replace("| 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "| 4 | 0 | 0 | 0 | 0 | 0 | 4 |");
    let report = check(&text);
    assert_eq!(report.count(Severity::Error), 0, "{sentence}");
    let of_prose = report.findings.iter().filter(|f| f.rule.starts_with("prose.") || f.rule == "structure.year-slip");
    of_prose.map(|finding| (finding.rule, finding.severity)).collect()
}

/// Of a passage exactly one warning is given, or nothing said.
fn assert_warned(passage: &str, rule: Option<&'static str>) {
    let expected: Vec<_> = rule.map(|rule| (rule, Severity::Warning)).into_iter().collect();
    assert_eq!(found(passage), expected, "{passage}");
}

/// The passages of a file.
fn passages(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let text = std::fs::read_to_string(path).expect("passages");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// Broken into lines as the text of a PDF is.
fn wrapped(passage: &str) -> String {
    let chars: Vec<char> = passage.chars().collect();
    chars.chunks(35).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

#[test]
fn of_what_agrees_nothing_is_said() {
    let said: Vec<String> = passages("consistent.txt")
        .iter()
        .flat_map(|passage| [passage.clone(), wrapped(passage)])
        .map(|passage| (found(&passage), passage))
        .filter(|(found, _)| found.iter().any(|(_, severity)| *severity != Severity::Info))
        .map(|(found, passage)| format!("{passage}\n  {found:?}\n"))
        .collect();
    assert!(said.is_empty(), "{}", said.concat());
}

#[test]
fn what_cannot_be_right_is_found() {
    let missed: Vec<String> =
        passages("inconsistent.txt").into_iter().filter(|passage| found(passage).is_empty()).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// 住房和城乡建设局 names one body: what it received is no list of two.
#[test]
fn the_name_of_the_body_is_no_list() {
    let name = "示例县住房和城乡建设局";
    let said = format!("2024年,{name}受理政府信息公开申请33件(自然人29件)。");
    let text = format!("{name}2024年政府信息公开工作年度报告\n\n一、总体情况\n\n{said}\n");
    let read: Vec<String> = check(&text).claims.iter().map(shown).collect();
    assert_eq!(read, ["requests.received=33@2024", "requests.natural-person=29@2024"]);
}

#[test]
fn passages_of_others_are_read_as_they_meant_them() {
    // The gravest of what is said.
    let said = |passage: &str| {
        let text = format!("示例县某某局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n{passage}\n");
        let findings = check(&text).findings.into_iter().filter(|f| f.rule.starts_with("prose."));
        findings.map(|finding| finding.severity).min()
    };
    let mut wrong = Vec::new();
    let (mut marked, mut warned) = (0, 0);
    for line in passages("passages.txt") {
        let (mark, passage) = line.split_once(' ').expect("a mark and a passage");
        let said = said(&passage.replace("\\n", "\n"));
        // What is far off may be a note; of what is right no warning is given.
        let as_meant = if mark == "!" { said.is_some() } else { said != Some(Severity::Warning) };
        marked += usize::from(mark == "!");
        warned += usize::from(mark == "!" && said == Some(Severity::Warning));
        if !as_meant {
            wrong.push(line);
        }
    }
    println!("{warned} of {marked} contradictions are warnings");
    assert!(warned * 20 >= marked * 17, "{warned} of {marked}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_said_is_held_against_the_tables() {
    let rule = "prose.contradicts-table";
    for (sentence, expected) in [
        ("新收申请33件,上年结转4件,办结34件,结转下年度继续办理3件。", None),
        // With or without what was carried over.
        ("收到申请33件。", None),
        ("收到申请37件。", None),
        ("收到申请35件。", Some(Severity::Warning)),
        ("新收申请34件。", Some(Severity::Warning)),
        ("未收到政府信息公开申请。", Some(Severity::Warning)),
        ("全年行政复议案件5件,行政诉讼案件3件。", Some(Severity::Warning)),
        ("行政复议、行政诉讼案件共7件。", None),
        ("行政复议、行政诉讼案件共8件。", Some(Severity::Warning)),
        ("答复申请34件,予以公开及部分公开18件。", None),
        ("答复申请34件,予以公开及部分公开17件。", Some(Severity::Warning)),
        ("不予公开申请4件,其中保护第三方合法权益1件,过程性信息2件。", None),
        ("不予公开申请4件,其中保护第三方合法权益2件。", Some(Severity::Warning)),
        ("收到申请33件,其中自然人29件,商业企业3件。", None),
        ("收到申请33件,其中自然人31件。", Some(Severity::Warning)),
        ("制发行政规范性文件6件,废止2件,现行有效行政规范性文件41件。", None),
        ("制发行政规范性文件7件。", Some(Severity::Warning)),
        ("作出行政处罚2,874件。", None),
        ("作出行政处罚2,847件。", Some(Severity::Warning)),
        // Money as precisely as it is printed.
        ("行政事业性收费1207.55万元。", None),
        ("行政事业性收费12075500元。", None),
        ("行政事业性收费1207.6万元。", None),
        ("行政事业性收费0.12亿元。", None),
        ("行政事业性收费1270.55万元。", Some(Severity::Warning)),
        // In words.
        ("收到申请33件,均已办结。", Some(Severity::Warning)),
        ("收到申请33件,均已按时办结。", None),
        ("行政复议5件,均获维持。", Some(Severity::Warning)),
        // Both beside each other, so one is without the other; or one of the other.
        ("办结34件,予以公开13件,部分公开5件。", None),
        ("办结34件,予以公开18件,部分公开5件。", Some(Severity::Warning)),
        ("办结34件,予以公开18件,其中部分公开5件。", None),
        // Of the new ones, and not of all that were in hand.
        ("新收申请33件,其中自然人29件。", None),
        ("新收申请33件,其中自然人31件。", Some(Severity::Warning)),
        // Where to, and where from.
        ("新收申请33件,上年结转4件,办结34件,结转下年度4件。", Some(Severity::Warning)),
        ("新收申请33件。上年结转申请3件,一并办理。", Some(Severity::Warning)),
        // Those before 等 and 为主 are examples; a sum of several is none of them alone; so many each are not all.
        ("新收申请33件,予以公开13件,涉及第三方合法权益等不予公开的4件。", None),
        ("新收申请33件,予以公开13件,以信访举报投诉为主的不予处理2件。", None),
        ("新收申请33件,自然人29件,科研机构、社会公益组织、其他组织合计1件。", None),
        ("依申请公开:3家企业各申请1件。", None),
        // Of those that were decided alone.
        ("行政诉讼2件,已审结的均未败诉。", None),
        // Another year, another body, not exactly.
        ("2023年新收申请50件,2024年33件。", None),
        ("上年度收到申请50件,较往年增加12件。", None),
        ("新收申请约30件。", None),
        ("县政府办公室收到申请12件。", Some(Severity::Info)),
        ("县公安局收到申请12件,县教育局收到申请9件。", None),
        ("上半年收到申请12件。", None),
    ] {
        assert_eq!(
            found(sentence),
            expected.map(|severity| (rule, severity)).into_iter().collect::<Vec<_>>(),
            "{sentence}"
        );
    }
}

#[test]
fn parts_are_held_against_their_whole() {
    for (sentence, wrong) in [
        ("收到申请33件,其中网上20件,邮寄13件。", false),
        // 其中 does not say that these are all.
        ("收到申请33件,其中网上20件,邮寄10件。", false),
        ("收到申请33件,其中网上20件,邮寄14件。", true),
        ("收到申请33件。其中,网上20件,邮寄14件。", true),
        ("发布信息1860条(其中动态900条,公告970条)。", true),
        ("网站、微博、微信发布信息100条,分别为50条、30条、20条。", false),
        ("网站、微博、微信发布信息100条,分别为50条、30条、10条。", true),
        ("公开文件200件,2022年、2023年公开件数分别为50件、56件。", false),
        // A list in a bracket is all there is, unless it says otherwise.
        ("公开信息60条(网站30条、微信20条、公报10条)。", false),
        ("公开信息60条(网站30条、微信20条、公报9条)。", true),
        ("公开信息60条(网站30条、微信20条等)。", false),
        ("公开信息60条(含网站30条、微信20条)。", false),
        ("公开信息60条(网站、微信各20条,公报10条)。", false),
        // The same whole twice over, other units, about, wholes of their own, parts of parts, differences.
        ("收到申请33件,其中自然人29件,法人或其他组织4件;网上20件,邮寄13件。", false),
        ("收到申请33件,其中自然人29件,法人或其他组织4件,网上20件,邮寄13件。", false),
        ("收到申请33件,其中自然人29件,法人或其他组织4件,办结34件。", false),
        ("发布信息2502条,其中动态1937条、政务公开565条、政府公报5期。", false),
        ("发布信息900余条,其中动态500条,公告500条。", false),
        ("发布信息90条,其中动态50条(网站30条、微信20条),公告40条。", false),
        ("发布信息90条,其中动态50条,较上年增加45条,公告40条。", false),
        ("发布信息90条,其中动态50条,占55.6%,公告40条,占44.4%。", false),
        ("发布信息90条,其中动态50条,公告30条;举办活动60场。", false),
        // After its parts, or before them.
        ("建议86件、提案102件,共188件。", false),
        ("建议86件、提案102件,共198件。", true),
        ("上年结转4件,本年新收33件,合计38件。", true),
        ("公开信息共90条:网站50条、微信40条。", false),
        ("公开信息共90条:网站50条、微信30条。", true),
        // The whole is called by both of its parts, and by no more; there are hardly other ways to ask.
        ("办理建议提案213件,其中代表建议86件、委员提案117件。", true),
        ("办理建议提案213件,其中代表建议86件、委员提案127件。", false),
        ("办理热线工单213件,其中投诉86件、咨询117件。", false),
        ("新收申请33件,其中网上申请14件、邮寄申请13件、当面申请4件。", true),
        ("新收申请33件,其中网上申请14件、邮寄申请13件。", false),
        // By what they are told apart, before the list; of the one number that it can be of.
        ("新收申请33件。按提交方式:网络20件,信函9件,当面4件。", false),
        ("新收申请33件。按提交方式:网络20件,信函9件,当面14件。", true),
        ("新收申请33件,为2023年30件的1.1倍。按渠道分,网络申请20件,信函申请9件,现场申请5件。", true),
        ("新收申请33件,从提交方式看,网络提交20件,邮寄9件,当面提交3件。", true),
        ("新收申请33件,从提交方式看,网络提交20件等。", false),
        ("新收申请33件,上年新收30件,增长10%;其中,网上提交24件,邮寄8件,当面11件。", true),
        // The last says that there are no more; the last of several is all of what is left.
        ("公开信息1199件,其中网站742条,新媒体396条,公报、公开栏等其他渠道51条。", false),
        ("公开信息1199条,其中网站742条,新媒体396条,公报、公开栏等其他渠道51条。", true),
        ("公开信息1199条,其中网站742条,新媒体396条,公报、公开栏等其他渠道61条。", false),
        ("举办讲座77场,广场20场,校园9场,社区12场,其他场所共36场。", false),
        // People, however often; what was there and what became of it.
        ("培训3场,第一场126人、第二场98人、第三场143人,共培训367人次。", false),
        ("培训3场,第一场126人、第二场98人、第三场143人,共培训357人次。", true),
        ("公开栏年初有41块,新增9块,拆除老旧4块,年末共有46块。", false),
        ("公开栏年初有41块,新增9块,拆除老旧4块,年末共有45块。", true),
        // In balance with one more number: taken away, counted twice, of the other side.
        ("年末逐件过筛,65件里废止8件,再加新发5件,正好62件。", false),
        ("召开发布会79场,领导出席14场,负责人出席52场(6场两者都在),其余19场由其他人发布。", false),
        ("召开发布会79场,领导出席14场,负责人出席52场,其余18场由其他人发布。", true),
    ] {
        assert_warned(sentence, wrong.then_some("prose.parts-total"));
    }
}

/// What words only hint at is told where it is the table's, and is wrong where it is a digit off among others that are.
#[test]
fn what_words_hint_at_the_tables_bear_out() {
    for (sentence, facts) in [
        ("申请:全年收33件,旧存4件,已答34件,剩3件。", "received=33 carried-in=4 handled=34 carried-out=3"),
        ("罚了2874件,许可15230件。", "disclosure.penalties=2874 disclosure.licensing=15230"),
        ("规范性文件新立6件、退出2件,存41件。", "documents=6 documents.repealed=2 documents.in-force=41"),
        ("办结的申请中,给了全文的13件,别的不说。", "granted=13"),
        // Of others' business, of another year, of another body nothing is told.
        ("投诉:全年收33件,已答34件。", ""),
        ("上年全年收33件,已答34件。", ""),
        // A number that is not the table's may be anything.
        ("申请:全年收33件,上门走访处理17件。", "received=33"),
    ] {
        let text = report_saying(sentence).replace("| 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "| 4 | 0 | 0 | 0 | 0 | 0 | 4 |");
        let report = check(&text);
        let start = text.find(sentence).expect("the sentence");
        let within = start..start + sentence.len();
        let told = report.claims.iter().filter(|claim| within.contains(&claim.span.start));
        let told: Vec<String> = told.map(shown).collect();
        let expected = facts.split_whitespace().collect::<Vec<_>>();
        assert!(
            told.len() == expected.len() && told.iter().zip(&expected).all(|(told, fact)| told.ends_with(fact)),
            "{sentence}: {told:?}"
        );
    }
    for (sentence, wrong) in [
        ("年内新来的申请38件,来自个人的29件,企业3件,律所1件。", true),
        ("年内新来的申请33件,来自个人的29件,企业3件,律所1件。", false),
        // Nothing else of its sentence is the table's.
        ("年内新来的热线38件,来自个人的27件,企业8件,律所3件。", false),
        // Whatever it is, in a list of which all else is the table's it is wrong.
        ("予以公开13件,部分公开5件,不予公开4件,无法提供3件,不予处理2件,其他处理2件。", true),
        ("予以公开13件,部分公开5件,不予公开4件,无法提供8件,不予处理2件,其他处理2件。", false),
        ("予以公开13件,部分公开5件,其他不予公开2件,无法提供8件。", false),
        // Who asked stands before what they did.
        ("新收申请33件,由公民个人提出的有92件。", true),
        ("新收申请33件,由公民个人提出的有29件。", false),
    ] {
        assert_warned(sentence, wrong.then_some("prose.contradicts-table"));
    }
}

#[test]
fn a_number_that_is_far_off_is_a_note() {
    for (passage, rule, severity) in [
        ("新收申请34件。", "prose.contradicts-table", Severity::Warning),
        ("新收申请312件。", "prose.contradicts-table", Severity::Info),
        ("作出行政处罚2,847件。", "prose.contradicts-table", Severity::Warning),
        ("作出行政处罚569件。", "prose.contradicts-table", Severity::Info),
        ("收到申请33件,其中自然人申请占45%。", "prose.share", Severity::Info),
        // From no number of last year is it so much more.
        ("公开信息20条,同比增长41%。", "prose.change", Severity::Info),
        ("公开信息154条,同比增加26条(2023年139条)。", "prose.change", Severity::Warning),
        ("公开信息90条,其中动态50条,占65.6%。", "prose.share", Severity::Warning),
        ("检索成功率由63%提高到88%,提高15个百分点。", "prose.change", Severity::Warning),
        ("平均用时由11.3个工作日压缩到9.5个工作日,缩短2.8个工作日。", "prose.change", Severity::Warning),
        ("欠税额由1.36亿元降为1.12亿元,下降27.3%。", "prose.change", Severity::Warning),
    ] {
        assert_eq!(found(passage), [(rule, severity)], "{passage}");
    }
    for passage in [
        "检索成功率由63%提高到88%,提高25个百分点。",
        "平均用时由11.3个工作日压缩到9.5个工作日,缩短1.8个工作日。",
        "账号由46个减至39个,减少7个,降幅15.2%。",
        // Rounded, each of them.
        "欠税额由1.36亿元降为1.12亿元,下降17.3%。",
        "平均用时由11.3个工作日压缩到9.5个工作日,缩短1.9个工作日。",
    ] {
        assert_eq!(found(passage), [], "{passage}");
    }
}

/// What a sentence works out holds in any unit, and for numbers that were rounded.
#[test]
fn whatever_is_counted_adds_up() {
    for (sentence, wrong) in [
        // From one to another, in whatever order they are told.
        ("公路里程由8124公里增加到8506公里,净增382公里。", None),
        ("公路里程由8124公里增加到8506公里,净增482公里。", Some("prose.change")),
        ("粉丝年初2.6万、年末3.9万,净增1.3万。", None),
        ("粉丝年初2.6万、年末3.9万,净增2.3万。", Some("prose.change")),
        ("新增就业6.82万人,比上一年度的6.15万人多0.67万人。", None),
        ("新增就业6.82万人,比上一年度的6.15万人多0.76万人。", Some("prose.change")),
        ("开班60期,较2023年的66期减少6期,较2022年的58期增加2期。", None),
        ("办事指南由645项增加到668项,为206项高频事项配齐了样表。", None),
        // So many times as much.
        ("帮办代办9640件次,是上年2410件次的4倍。", None),
        ("帮办代办9640件次,是上年2410件次的3倍。", Some("prose.change")),
        ("接待由2023年的86万人次回升至215万人次,是上年的2.5倍。", None),
        ("接待由2023年的86万人次回升至215万人次,是上年的2.8倍。", Some("prose.change")),
        // Lists, of which each number was rounded.
        ("访问量41.2万次,其中手机端28.7万次、电脑端12.5万次。", None),
        ("访问量41.2万次,其中手机端28.7万次、电脑端14.5万次。", Some("prose.parts-total")),
        ("奖补三类:2.16亿元、0.87亿元、0.45亿元,总额3.84亿元。", Some("prose.parts-total")),
        ("登记渔船536艘,其中大型174艘、小型389艘。", Some("prose.parts-total")),
        ("信息发布18.2万条,其中网站12.3万条、热线0.9万条。", None),
        // Quarters and halves.
        ("发稿1328条,一至四季度依次为298条、344条、320条、366条。", None),
        ("发稿1328条,四个季度分别为298条、344条、310条、366条。", Some("prose.parts-total")),
        ("点击量上半年14.6万次,下半年19.2万次,全年34.8万次。", Some("prose.parts-total")),
        ("全年发稿2016条。一季度478条,二季度533条,三季度419条,四季度516条。", Some("prose.parts-total")),
        // So many each, and all of them.
        ("议事36场,参会1044人次,平均每场29人次。", None),
        ("议事36场,参会1044人次,平均每场39人次。", Some("prose.share")),
        ("补贴38.4万户、4.02亿元,户均1047元。", None),
        ("补贴38.4万户、4.02亿元,户均1407元。", Some("prose.share")),
        ("听课的分别有58人、64人、71人,授课3讲,平均每讲64人。", None),
        ("开放日9次,每次邀请代表20名,累计180名。", None),
        ("开放日9次,每次邀请代表20名,累计160名。", Some("prose.share")),
        ("夜校9期,每期不少于40人,累计396人次。", None),
        // A share of what its base names, and what is left.
        ("接诉31460件次,其中有效4719件次,占接诉总量的15.0%。", None),
        ("接诉31460件次,其中有效4719件次,占接诉总量的18.3%。", Some("prose.share")),
        ("造林5.0万亩,实际完成4.6万亩,完成率92%。", None),
        ("造林5.0万亩,实际完成4.6万亩,完成率96%。", Some("prose.share")),
        ("水质抽检344份,供水工程43处,平均每处9份。", Some("prose.share")),
        ("公开信息429条,其中上半年188条、下半年241条,下半年较上半年增加53条,增长28.2%。", None),
        ("博物馆37座中有29座公开了目录,仍有8座未公开。", None),
        ("博物馆37座中有29座公开了目录,仍有9座未公开。", Some("prose.parts-total")),
        ("窗口30个,本年新设的为28个,新设而未启用的恰是那1个。", None),
        ("电梯计划签约1150台,已签约1098台,52台尚未签约。", None),
        ("电梯计划签约1150台,已签约1098台,42台尚未签约。", Some("prose.parts-total")),
        // Dated, and of several years.
        ("普及率由2023年的71.5%升至2024年的78.2%,提高6.7个百分点。", None),
        ("普及率由2023年的71.5%升至2024年的78.2%,提高7.6个百分点。", Some("prose.change")),
        ("门户发稿2021年6210条、2022年6840条、2023年7150条、2024年7320条,四年累计27520条。", None),
        ("门户发稿2021年6210条、2022年6840条、2023年7150条、2024年7320条,四年累计27250条。", Some("prose.parts-total")),
        // Quarters and halves of a year, both told.
        ("新设一季度412户,二季度523户,三季度487户,四季度441户,上半年935户,下半年928户。", None),
        ("新设一季度412户,二季度523户,三季度487户,四季度441户,上半年935户,下半年982户。", Some("prose.parts-total")),
        // What there was, what came and went.
        ("社会组织年初1046家,年内新登记58家,注销71家,年末1033家。", None),
        ("社会组织年初1046家,年内新登记58家,注销71家,年末1053家。", Some("prose.parts-total")),
        // No parts: the least and the most of several; how often, and within what time.
        ("培训5期,最少一期40人,最多一期120人,全年合计360人次。", None),
        ("票决9项,完成9项;上年剩下的1项也已完工。", None),
        ("上半年在各类平台和栏目中,先后发布各类稿件278条。下半年发布239条。全年合计517条。", None),
        // Lists without a whole before them, lists within lists, lists in other units.
        ("下拨420万元,分三批:180万元、150万元、90万元。", None),
        ("报名21000人,中签8000人,全程3000人、半程5000人。", None),
        ("水库23座,中型2座,小型21座,鉴定已做17座,未做6座。", None),
        ("全文登载规章9部、部门文件48件、会议纪要73件,共130件。", None),
        ("调查发出3份,其中2份不同意公开,对应表中2件;另1份同意公开。", None),
        // Of what a multiple, a change or a share is told.
        ("渔政33次、检疫22次,渔政巡查是2023年11次的3倍。", None),
        ("清单从166项到171项,增13项、减8项,净增5项。", None),
        ("两个号发文361条,比2023年(158条、163条)多40条。", None),
        ("接访518次,占1025次的50.5%;若剔除重复的88次,占55.3%。", None),
        // Of two years, which the words alone date.
        ("到位率98.6%,去年为95.9%,提升2.7个百分点。", None),
        ("到位率98.6%,去年为95.9%,提升3.7个百分点。", Some("prose.change")),
        ("点击量56万次,2023年40万次,增长40.0%。", None),
        ("点击量56万次,2023年40万次,增长30.0%。", Some("prose.change")),
        ("账号2023年播放640万次,2024年播放800万次,增长25.0%。", None),
        ("账号2023年播放640万次,2024年播放800万次,增长22.5%。", Some("prose.change")),
        ("全年制作168条,2023年只有42条,今年是2023年的4倍。", None),
        ("全年制作168条,2023年只有42条,今年是2023年的3倍。", Some("prose.change")),
        ("线上意见2640条,线下意见440条,线上是线下的6倍。", None),
        ("线上意见2640条,线下意见440条,线上是线下的5倍。", Some("prose.change")),
        // Lists that say that they are of all.
        ("解读98篇,其中文字41篇、图解29篇、视频28篇,没有别的形式。", None),
        ("解读98篇,其中文字41篇、图解29篇、视频18篇,没有别的形式。", Some("prose.parts-total")),
        ("解读98篇,其中文字41篇、图解29篇、视频18篇,没有其他问题。", None),
        ("公告426条:工程118条、运输97条,除这两类外还有211条。", None),
        ("公告426条:工程118条、运输97条,除这两类外还有201条。", Some("prose.parts-total")),
        ("清淤23.5公里,其中镇级9.2公里、村级13.4公里,河道只有镇、村两级之分。", Some("prose.parts-total")),
        ("发布3473条,分布在三种载体:网站1820条,微信1041条,公开栏612条。", None),
        ("发布3473条,分布在三种载体:网站1820条,微信1941条,公开栏612条。", Some("prose.parts-total")),
        ("教育、医疗、养老三类稿件共386条,其中教育152条、医疗131条、养老93条。", Some("prose.parts-total")),
        ("教育、医疗等三类稿件共386条,其中教育152条、医疗131条。", None),
        ("发布会2022年41场,2023年56场,2024年63场,三年累计召开170场。", Some("prose.parts-total")),
        ("区政府、31个部门、12个街道和3个镇,共47个填报主体。", None),
        ("三人提出5件以上,共24件;提出2件的8人,共16件。", None),
        ("公示38个,2023年33个,净增5个(新认证9个,到期退出4个)。", None),
        // Averages over the year, and by what is named behind its measure word.
        ("全年入户1896户,平均每月158户。", None),
        ("全年入户1896户,十二个月平均下来每月168户。", Some("prose.share")),
        ("招聘会8场,312家次企业进场,平均每场39家。", None),
        ("招聘会8场,312家次企业进场,平均每场49家。", Some("prose.share")),
        ("资料31200份,发放到52所学校,平均每校640份。", Some("prose.share")),
        ("小区640个,入户宣传128000户次,平均每个小区320户次。", Some("prose.share")),
        ("培训9次,4次线上、5次线下,每次2课时,共18课时。", None),
        // Shares of what is named, before them or again.
        ("随手拍5200条,办结5044条,其中占道类1924条,占随手拍总数的37%。", None),
        ("随手拍5200条,办结5044条,其中占道类1924条,占随手拍总数的47%。", Some("prose.share")),
        ("登记来信3418封,网上来信1982封,现场1436封,网上来信占登记总数的48.0%。", Some("prose.share")),
        ("栏目发稿1860条,市场类651条,占35.0%。", None),
        ("栏目发稿1860条,市场类651条,占38.5%。", Some("prose.share")),
        ("名录2023年末在册863家,2024年新认定94家,注销27家,2024年末在册930家。", None),
        ("名录2023年末在册863家,2024年新认定94家,注销27家,2024年末在册920家。", Some("prose.parts-total")),
        ("制度年初76项,增加5项、退出4项,期末77项。", None),
        ("制度年初76项,增加5项、退出4项,期末79项。", Some("prose.parts-total")),
    ] {
        assert_warned(sentence, wrong);
    }
}

/// A thing counted twice, by its name: one of the two is a slip, if nothing makes it another thing.
#[test]
fn a_thing_counted_in_two_sections_is_counted_alike() {
    let checked = |first: &str, fifth: &str| {
        let text = report_saying(first)
            .replace("五、存在的主要问题及改进情况\n", &format!("五、存在的主要问题及改进情况\n{fifth}\n"));
        assert!(text.contains(fifth), "the report has a fifth section");
        check(&text).findings.iter().any(|finding| finding.rule == "prose.self-contradiction")
    };
    for (first, fifth, wrong) in [
        ("召开新闻发布会5场。", "全年召开的5场新闻发布会中,涉及民生的不多。", false),
        ("召开新闻发布会5场。", "全年召开的4场新闻发布会中,涉及民生的不多。", true),
        ("农家书屋120个。", "农家书屋虽有102个,单独公示书目的没有。", true),
        ("举办政务公开业务培训3次。", "2024年先后举办政务公开业务培训4次。", true),
        ("全年公开教育信息573条。", "全年公开的537条教育信息中,涉及招生的少。", true),
        ("全年公开教育信息573条。", "全年公开的573条教育信息中,涉及招生的少。", false),
        // Planned, of another year, of some of them, and far off.
        ("召开新闻发布会5场。", "2025年计划召开新闻发布会6场。", false),
        ("召开新闻发布会5场。", "2023年组织活动12次,召开新闻发布会4场。", false),
        ("召开新闻发布会15场。", "其中新闻发布会14场有网友提问。", false),
        ("召开新闻发布会85场。", "全年召开的4场新闻发布会中,涉及民生的不多。", false),
    ] {
        assert_eq!(checked(first, fifth), wrong, "{first} {fifth}");
    }
}

#[test]
fn shares_and_changes_follow_from_the_numbers_beside_them() {
    for (sentence, wrong) in [
        ("公开信息90条,其中动态50条,占55.6%。", None),
        ("公开信息90条,其中动态50条,占55.5%。", None),
        ("公开信息90条,其中动态50条,占56%。", None),
        ("公开信息90条,其中动态50条,占65.6%。", Some("prose.share")),
        ("公开信息90条,其中动态50条,占比51%。", Some("prose.share")),
        ("公开信息90条。其中,动态50条,占55.6%;公告40条,占44.4%。", None),
        ("公开信息90条。其中,动态50条,占55.6%;公告40条,占45.4%。", Some("prose.share")),
        ("网上办件40.5万件,占全部办件54万件的75%。", None),
        ("网上办件40.5万件,占全部办件54万件的78%。", Some("prose.share")),
        ("专区11处,全年接待93人次,平均每处不足9人次。", None),
        ("专区11处,全年接待93人次,平均每处不足6人次。", Some("prose.share")),
        // A rate of what it names; what is taken away is no beginning.
        ("公开公文51件,其中区政府18件、办公室33件,主动公开率71%。", None),
        ("网站公开1073条,若从上年1506条中扣除公告540条,则同口径上年为966条,增长11.1%。", None),
        // Of what is named before last year's number, whatever was counted last.
        ("结转下年3件。新收量比上年的26件增加7件。", None),
        // Of what, is not said here; or of something else; or about.
        ("公开动态50条,占56%。", None),
        ("公开信息90条,占全省公开总量的3%。", None),
        // The table tells of what.
        ("收到申请33件,其中自然人申请占87.9%。", None),
        ("收到申请33件,其中自然人申请占82.9%。", Some("prose.share")),
        ("办结申请34件,其中予以公开占38.2%、部分公开占14.7%。", None),
        ("办结申请34件,其中予以公开占48.2%、部分公开占14.7%。", Some("prose.share")),
        ("办结申请34件,予以公开13件,占办结总数的48.2%。", Some("prose.share")),
        // Of what the clause names, none of it with its number.
        ("新收申请33件,自然人所占比例为87.9%。", None),
        ("新收申请33件,自然人所占比例为81.9%。", Some("prose.share")),
        ("办结申请34件,予以公开的占办结件的38.2%。", None),
        ("办结申请34件,予以公开的占办结件的35.2%。", Some("prose.share")),
        // Both are the table's, however far it is off.
        ("新收申请33件,自然人29件,占61.3%。", Some("prose.share")),
        ("全州复议5件,维持3件,纠正1件,纠错率(按已了结的计)33.3%。", None),
        // This year's number is the table's.
        ("去年全县新收申请30件,今年增加3件。", None),
        ("去年全县新收申请30件,今年增加5件。", Some("prose.change")),
        ("2023年新收申请30件,2024年在此基础上增长15.0%。", Some("prose.change")),
        ("收到申请33件。从办理结果看,予以公开13件,占38.2%;部分公开5件,占14.7%。", None),
        ("自然人申请29件,占87.9%;法人或其他组织申请4件,占12.1%。", None),
        ("公开信息90条,其中动态50条,占近六成。", None),
        ("公开信息90条,其中动态约50条,占60%。", None),
        ("公开信息20条,较上年增加6条,增长42.9%。", None),
        ("公开信息20条,较上年增加6条,增长42.8%。", None),
        ("公开信息20条,较上年增加6条,增长30%。", Some("prose.change")),
        ("公开信息20条,较上年减少6条,下降23.1%。", None),
        ("公开信息20条,较上年减少6条,下降30%。", Some("prose.change")),
        // No whole number of last year makes it so.
        ("公开信息20条,同比增长43%。", None),
        ("公开信息2000条,同比增长41%。", None),
        ("新收申请33件,2023年新收申请30件,同比增长10%。", None),
        ("2023年新收申请30件,2024年新收申请33件,增加3件,增长10%。", None),
        ("2023年新收申请30件,2024年新收申请33件,增长12%。", Some("prose.change")),
        ("2023年新收申请30件,2024年新收申请33件,增加4件。", Some("prose.change")),
        ("公开信息20条,同比增长近四成。", None),
        ("公开信息20条,同比增长约41%。", None),
        ("公开信息20条,同比增长1.2倍。", None),
        ("公开信息20条(网站12条、微信8条),同比增长25%。", None),
        ("公开信息20条,网站访问量同比增长41%。", None),
    ] {
        assert_warned(sentence, wrong);
    }
}

#[test]
fn the_prose_is_held_against_itself() {
    for (sentence, wrong) in [
        ("编印政府公报6期。政府公报在县档案馆可以查阅。全年共编印《政府公报》5期。", true),
        ("编印政府公报6期。政府公报在县档案馆可以查阅。全年共编印《政府公报》6期。", false),
        ("编印政府公报6期。2023年编印政府公报5期。", false),
        // Its last section says that there were none.
        ("全年收取信息处理费380元。", true),
        ("未收取信息处理费。", false),
        // With and without what was carried over: both are in the table.
        ("新收申请33件。收到申请33件。受理申请37件。", false),
    ] {
        assert_warned(sentence, wrong.then_some("prose.self-contradiction"));
    }
    // Without tables, what is said in words against what is said in numbers.
    for (text, wrong) in [
        ("所有申请均已办结。全年结转下年度继续办理3件申请。", true),
        ("全年收到申请33件,已全部办结。另有3件结转下年度办理,均为依申请公开件。", true),
        ("全年收到申请33件,均按时办结。依申请公开件中3件结转下年度办理。", false),
        ("因政府信息公开引起行政复议3件,均获维持。其中尚未审结1件。", true),
        ("因政府信息公开引起行政复议3件,均获维持。行政诉讼2件,尚未审结1件。", false),
    ] {
        let report = check(text);
        let said = report.findings.iter().any(|finding| finding.rule == "prose.self-contradiction");
        assert_eq!(said, wrong, "{text}: {:?} {:?}", report.claims, report.findings);
    }
}

#[test]
fn prose_of_another_year_is_noticed() {
    for (sentence, wrong) in [
        ("2024年,示例县推进政务公开。全年新收申请33件。", false),
        ("2023年,示例县推进政务公开。全年新收申请33件。", true),
        ("2023年,示例县获评先进。2024年新收申请33件。", false),
        ("自2019年起,示例县推进政务公开。", false),
        ("根据《2023年政务公开工作要点》,示例县推进政务公开。", false),
        // The numbers are this year's: so is the sentence.
        ("2023年新收申请33件,上年结转4件,办结34件。下一步,2024年的短板要补齐。", true),
        ("2023年新收申请30件,办结31件。2024年新收申请33件。", false),
        ("今年新收申请33件。2023年,示例县获评先进。", false),
    ] {
        assert_warned(sentence, wrong.then_some("structure.year-slip"));
    }
}
