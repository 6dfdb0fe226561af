//! Inputs made of repeated units: what reports are made of, and what a hostile hand would write.

/// A kind of input, of any size.
pub struct Input {
    pub name: String,
    /// 0 a text, 1 HTML, 2 a file.
    pub kind: u32,
    /// So many bytes of it, or nearly.
    pub make: Box<dyn Fn(usize) -> Vec<u8>>,
}

const TEXT: u32 = 0;
const HTML: u32 = 1;
const FILE: u32 = 2;
const PAIR: u32 = 3;

const REPORT: &str = include_str!("../../data/slip.txt");
const FUSED: &str = include_str!("../../../fuzz/seeds/fused.txt");
const SPACES: &str = include_str!("../../../fuzz/seeds/spaces.txt");
const LINES: &str = include_str!("../../../fuzz/seeds/lines-2019.txt");

/// Units of text, each alone and each after a whole report's beginning.
const UNITS: &[&str] = &[
    "一、本年新收政府信息公开申请数量,自然人,3\n",
    "一、本年新收政府信息公开申请数量\n自然人：3；总计：3；",
    "\"规章\";\"'0\";\"0\"\n",
    "第2行 第3列 0\n",
    "D4=0\nE4=0\n",
    "<div class=\"td\"><span>0</span></div>",
    "<i",
    "规章:0 0 0\n",
    "+--+--+--+--+\n|68|30|7 |1 |\n|1 |  |  |  |\n",
    "A B C D\n1 0\n2 0\n",
    "0▲▼ ",
    "~~3~~4 ",
    "~~~",
    "0 无此项 × 未发生 ",
    "申请人：自然人\n一、本年新收政府信息公开申请数量\t3\n四、结转下年度继续办理\t0\n",
    "一、本年新收政府信息公开申请数量\n自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计\n6 | 0 | 0 | 0 | 0 | 0 | 6\n",
    "1 . 属于国家秘密 0\n",
    "0 =\n1",
    "小陈  2023/1/9 09:01:58\n",
    "0\t\t0    0\t0\n",
    "结果维持 1 0 1\n",
    "未经复议直接起诉 复议后起诉\n结果维持 1 0\n结果纠正 1 0\n",
    "↑5 ",
    "年初有4件在办，年底有5件在办，",
    "整改9条，整改率90%，尚有2条未整改，",
    "四、结转下年度继续办理,总计,0\n一、本年新收政府信息公开申请数量,自然人,3\n",
    "0/0/0/0/0/0/0/",
    "| 0 |  | | 规章 ",
    "\u{1b}[1m0\u{1b}[0m\t",
    "（上年：本年新收政府信息公开申请数量）\t3\n",
    "账号由46个增至59个，增加13个，",
    "上年结转3件，原某局上年结转3件，合计6件；",
    "自然人仍是主体，新收29件，",
    "^0^0^0^0^0^0^0\n",
    "[0][0][0][0][0][0][0]\n",
    "；0、0^0~0/0#0@0\n",
    "| 新收 | 0 | 0 | ",
    "不涉及 ",
    "自然人 3，商业企业 3，科研机构 0，社会公益组织 0，法律服务机构 0，其他 0，总计 6\n",
    "[10:12] 张: 3件\n",
    "-0\n+0\n",
    "\\n\\t0",
    "· 6 · 县公安局\n",
    "发布1286条，要闻1120条，",
    "发布信息1286条。\n主动发布信息1268条。\n",
    "……",
    "收到9件，公开3条，其余2件，",
    "去年新收申请30件，今年增加5件，",
    "2023年40万次，2024年56万次，增长30%，",
    "公开9条，甲类3条、乙类4条，没有其他，",
    "三类",
    "登记90件，网上登记30件，网上登记占登记总数的40%，",
    "全年9户，平均每月5户，",
    "自然人所占比例为87%，",
    "申请：已答82件，剩3件，",
    "新收申请33件，来自个人的29件，企业3件，",
    "予以公开13件，部分公开6件，无法提供8件，",
    "65件里废止8件，再加新发5件，共62件。",
    "甲1240条、乙905条两部分组成，",
    "查出86个，已改好79个，9个拟来年办，",
    "信息内容\t0.967\n",
    "平稳。 / 规章 / 0",
    "|政府集中采购|62|1229.6|\n|||2万元|\n",
    "自然人\n3\n",
    "与上年持平，其中4件（自然人2件），",
    " ",
    "\t",
    "\n",
    "\u{3000}",
    "\u{a0}",
    "|",
    " | ",
    "\r\n",
    "1",
    "0",
    "1 ",
    "1\n",
    "1\t",
    "1,",
    "1,234",
    "1.",
    "1、",
    "-",
    "/",
    "无",
    "(",
    ")",
    "()",
    "《",
    "》",
    "\"",
    "'",
    "*",
    "#",
    "\u{0}",
    "\u{200b}",
    "😀",
    "a",
    "字",
    "一",
    "年",
    "件",
    "%",
    "，",
    "。",
    "；",
    "：",
    "、",
    "1件",
    "1件，",
    "1%，",
    "1件。",
    "一、",
    "(一)",
    "1)",
    "一、总体情况 ",
    "一、总体情况\n",
    "五、存在的主要问题及改进情况:无。",
    "六、其他需要报告的事项:无。",
    "24年示例局政府信息公开工作年度报告 ",
    "2024年示例局政府信息公开工作年度报告\n",
    "政府信息公开",
    "年度报告",
    "2024年1月1日至2024年12月31日",
    "12月31日",
    "2024年",
    "2024年,",
    "2023年，收到申请5件。",
    "收到申请1件，",
    "收到申请1件。",
    "收到申请1件\n",
    "其中1件，",
    "其中自然人1件、",
    "分别为1件、2件，",
    "共1件，",
    "占1%，",
    "收到1件，占5%。",
    "同比增长5%，",
    "收到申请5件，同比增长7%。",
    "较上年增加1件，",
    "均已办结，",
    "均获维持。",
    "行政复议1件，均获维持。",
    "未收到申请。",
    "网站50条、微信40条，",
    "行政复议、",
    "其他",
    "总计",
    "总计 0 ",
    "小计",
    "自然人",
    "规章",
    "规章 0 ",
    "?5\t",
    "?5\n",
    "· 3 ·\n",
    "8.属于行政查询事项 | | | | | | | |\n",
    "讲座4场260人，",
    "讲座4场260人、参观5场315人，共9场575人。",
    "两年合计收到9件，",
    "上年9期，2024年10期，",
    "部分公开、",
    "办结的申请有9件公开，",
    "某局2024年度政府信息公开工作报告\n",
    "行政许可 1 ",
    "行政许可 1\n",
    "重复申请",
    "其他处理",
    "申请人无正当理由",
    "1.属于国家秘密 0 0 0 0 0 0 0\n",
    "1.属于国家秘密 | 0 | 0 |  |  | 0 |\n",
    "1.属于国家秘密\t0\t\t0\n",
    "(七)总计 1 0 0 0 0 0 1\n",
    "二、上年结转政府信息公开申请数量 4 0 0\n",
    "二、上年结转政府信息公开申请数量4000000",
    "三、本年度办理结果",
    "信息内容 本年制发件数 本年废止件数 现行有效件数\n",
    "第二十条第(一)项",
    "结果维持 结果纠正 其他结果 尚未审结 总计 ",
    "结果维持 结果纠正 其他结果 尚未审结 总计\n1 0 0 0 1\n",
    "结果 维持",
    "- 5 -\n",
    "第5页 共9页\n",
    "\n5\n",
    "|---|---|\n",
    "1 a",
    "1    字",
    "1字",
    "字1",
    "字 1 ",
    "属于国家 1 ",
    "政许可 1 ",
    "1一、",
    "0一",
    "1+1",
    "增5",
    "(5)",
    "1/2",
];

/// Units of HTML.
const TAGS: &[&str] = &[
    "<div hidden>甲",
    "<p>甲</p><div hidden>甲</div>",
    "<",
    ">",
    "&",
    "&amp;",
    "&#",
    "<!--",
    "-->",
    "<!",
    "</",
    "<a",
    "<a b=",
    "<a b=\"",
    "<a b='c' ",
    "<p>",
    "<p>字",
    "<br>",
    "<div>",
    "</div>",
    "<td>",
    "<td>1",
    "<td>1</td>",
    "<tr>",
    "<tr><td>1",
    "<table>",
    "</table>",
    "<table></table>",
    "<table><tr><td>",
    "<table><tr><td>1</table>",
    "<table><tr><td>1<td>2</table>",
    "<td><table></table>",
    "<td>字\n<table><tr><td>1</td></tr></table>",
    "<td colspan=1000>",
    "<td rowspan=1000>",
    "<tr><td rowspan=1000><td>1",
    "<td colspan=400 rowspan=9999>1",
    "<script>",
    "</script>",
    "<style>",
    "<del>",
    "</del>",
    "<span hidden>",
    "<pre>",
    "</pre>",
    "<textarea>",
    "<input value=1>",
    "<ruby>",
    "<w:p>",
    "<svg>",
    "\u{3000}",
    " ",
    "\n",
    "字 \n",
    "<sup>1</sup>",
];

/// Inputs with something around the units.
fn framed(name: &str, kind: u32, before: &'static str, unit: &'static str, after: &'static str) -> Input {
    let make = move |size: usize| [before, &unit.repeat((size / unit.len()).max(1)), after].concat().into_bytes();
    Input { name: format!("{name} {}", unit.escape_debug()), kind, make: Box::new(make) }
}

/// A file of parts, of which some grow.
fn zipped(name: &str, make: impl Fn(usize) -> Vec<(&'static str, String)> + 'static) -> Input {
    let make = move |size: usize| zip(&make(size));
    Input { name: name.to_owned(), kind: FILE, make: Box::new(make) }
}

/// All of them.
pub fn inputs() -> Vec<Input> {
    let mut inputs = Vec::new();
    for unit in UNITS {
        inputs.push(framed("text", TEXT, "", unit, ""));
        inputs.push(framed(
            "in a report",
            TEXT,
            "示例县人民政府2024年政府信息公开工作年度报告\n一、总体情况\n",
            unit,
            REPORT,
        ));
        inputs.push(framed(
            "after a row",
            TEXT,
            "1.属于国家秘密 0 0 0\n2.重复申请 1\n(七)总计 ",
            unit,
            "\n3.要求提供公开出版物 0\n",
        ));
    }
    // Of reports without a year it is not known that they are not those of two years in a row.
    const BEFORE: &str = "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n五、存在的主要问题及改进情况\n";
    for unit in [
        "更新不够及时，下一步改进。",
        "收到申请3件，同比增长5%。",
        "2023年收到申请3件，公开4件，\n",
        "增长5%，",
        "微信3条，上年4条，是上年的2倍。",
        "贷款3笔，两年合计5笔，",
        "预警3条\n",
    ] {
        inputs.push(framed("two years", PAIR, BEFORE, unit, "\n"));
    }
    for report in [REPORT, FUSED, SPACES, LINES] {
        inputs.push(framed("two years", PAIR, "", report, ""));
        inputs.push(framed("whole reports", TEXT, "", report, ""));
    }
    for tag in TAGS {
        inputs.push(framed("html", HTML, "<html>", tag, ""));
        inputs.push(framed("in a cell", HTML, "<table><tr><td>字", tag, "</td></tr></table>"));
        inputs.push(framed(
            "in a wide cell",
            HTML,
            "<table><tr><td>\u{3000}",
            tag,
            "<table></table></td></tr></table>",
        ));
    }
    inputs.push(Input {
        name: "html: a blank cell, then empty tables".to_owned(),
        kind: HTML,
        make: Box::new(|size| {
            format!("<table><tr><td>{}{}", "\u{3000}".repeat(size / 6), "<table></table>".repeat(size / 30))
                .into_bytes()
        }),
    });
    for unit in [",", "1,", "\"", "\"\"", "\"a\",", "\n", "1,2,3,4,5,6,7\n", ",,,,,,,\n", "\r", "\"\n\","] {
        inputs.push(framed("csv", FILE, "a,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\na,1,2,3,4,5,6\n", unit, ""));
    }
    word(&mut inputs);
    excel(&mut inputs);
    paper(&mut inputs);
    before_2007(&mut inputs);
    inputs
}

fn word(inputs: &mut Vec<Input>) {
    for unit in [
        "<w:p/>",
        "<w:p><w:r><w:t>字</w:t></w:r></w:p>",
        "<w:tbl>",
        "<w:tr>",
        "<w:tc>",
        "<w:tbl><w:tr><w:tc>",
        "<w:tc><w:p/></w:tc>",
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"1000\"/></w:tcPr></w:tc></w:tr>",
        "<w:tr><w:trPr><w:gridBefore w:val=\"1000\"/></w:trPr><w:tc/></w:tr>",
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>",
        "<w:txbxContent>",
        "<w:del>",
        "<w:tab/>",
        "<w:br/>",
        "<w:pPr><w:numPr><w:ilvl w:val=\"8\"/></w:numPr></w:pPr>",
    ] {
        inputs.push(zipped(&format!("docx {unit}"), move |size| {
            vec![("word/document.xml", format!("<w:document>{}", unit.repeat(size / unit.len())))]
        }));
    }
    let levels = |n: usize| {
        (0..n)
            .map(|i| format!("<w:lvl w:ilvl=\"{i}\"><w:start w:val=\"1\"/><w:lvlText w:val=\"%1\"/></w:lvl>"))
            .collect::<String>()
    };
    let lists = |n: usize| {
        (0..n).map(|i| format!("<w:num w:numId=\"{i}\"><w:abstractNumId w:val=\"0\"/></w:num>")).collect::<String>()
    };
    let paragraphs = |n: usize, level: usize| {
        let at = |i: usize| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{i}\"/></w:numPr></w:pPr><w:r><w:t>字</w:t></w:r></w:p>"
            )
        };
        (0..n).map(at).collect::<String>()
    };
    inputs.push(zipped("docx levels × lists", move |size| {
        let numbering = format!(
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{}",
            levels(size / 140),
            lists(size / 110)
        );
        vec![("word/document.xml", "<w:document/>".into()), ("word/numbering.xml", numbering)]
    }));
    inputs.push(zipped("docx levels × paragraphs", move |size| {
        let n = size / 220;
        let numbering =
            format!("<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{}", levels(n), lists(n));
        vec![("word/document.xml", paragraphs(n, n - 1)), ("word/numbering.xml", numbering)]
    }));
    inputs.push(zipped("docx lists × paragraphs", move |size| {
        let n = size / 180;
        let numbering =
            format!("<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{}", levels(9), lists(n));
        vec![("word/document.xml", paragraphs(n, 0)), ("word/numbering.xml", numbering)]
    }));
    inputs.push(zipped("docx a long pattern × paragraphs", move |size| {
        let numbering = format!(
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum>{}",
            "%1".repeat(size / 4), lists(1)
        );
        let paragraph = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>字</w:t></w:r></w:p>";
        vec![("word/document.xml", paragraph.repeat(size / 240)), ("word/numbering.xml", numbering)]
    }));
    inputs.push(zipped("docx styles", move |size| {
        let styles =
            (0..size / 90).map(|i| format!("<w:style w:styleId=\"{i}\"><w:numId w:val=\"{i}\"/></w:style>")).collect();
        let paragraphs =
            (0..size / 90).map(|i| format!("<w:p><w:pPr><w:pStyle w:val=\"{i}\"/></w:pPr></w:p>")).collect();
        vec![("word/document.xml", paragraphs), ("word/styles.xml", styles)]
    }));
}

fn excel(inputs: &mut Vec<Input>) {
    const WORKBOOK: &str = "<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>";
    const RELATIONS: &str = "<Relationships><Relationship Id=\"r1\" Target=\"sheet.xml\"/></Relationships>";
    let sheet = |name: &str, make: Box<dyn Fn(usize) -> String>| {
        zipped(name, move |size| {
            vec![
                ("xl/workbook.xml", WORKBOOK.into()),
                ("xl/_rels/workbook.xml.rels", RELATIONS.into()),
                ("xl/sharedStrings.xml", format!("<sst><si><t>{}</t></si></sst>", "字".repeat(size / 6))),
                ("xl/sheet.xml", make(size)),
            ]
        })
    };
    for unit in [
        "<row>",
        "<row r=\"18446744073709551615\">",
        "<c>",
        "<c/>",
        "<row><c r=\"XFD1\"/></row>",
        "<row><c><v>1</v></c></row>",
        "<c t=\"s\"><v>0</v></c>",
        "<v>1</v>",
        "<f>",
        "<rPh>",
    ] {
        let make = move |size: usize| format!("<worksheet><sheetData>{}", unit.repeat(size / unit.len()));
        inputs.push(sheet(&format!("xlsx {unit}"), Box::new(make)));
    }
    for merged in ["A1:XFD1048576", "A1:A2", "A1:J2000", "B2:A1"] {
        let make = move |size: usize| {
            let merge = format!("<mergeCell ref=\"{merged}\"/>");
            format!("<worksheet><sheetData><row><c/></row></sheetData>{}", merge.repeat(size / merge.len()))
        };
        inputs.push(sheet(&format!("xlsx mergeCell {merged}"), Box::new(make)));
    }
    inputs.push(zipped("xlsx sheets", |size| {
        let sheets = "<sheet name=\"a\" r:id=\"r1\"/>".repeat(size / 60);
        let rows = "<row><c><v>1</v></c></row>".repeat(size / 60);
        vec![
            ("xl/workbook.xml", format!("<workbook><sheets>{sheets}")),
            ("xl/_rels/workbook.xml.rels", RELATIONS.into()),
            ("xl/sheet.xml", format!("<worksheet><sheetData>{rows}")),
        ]
    }));
}

/// PDF, what stands on its page or between its objects; and OFD.
fn paper(inputs: &mut Vec<Input>) {
    const HEAD: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]/Count 1>>endobj \
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 -999999 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>endobj \
        5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj \
        6 0 obj<</Subtype/Form/BBox[0 0 9 9]>>stream\n0 0 9 9 re f\nendstream endobj ";
    const PAGE: &str = "4 0 obj<<>>stream\nBT /F 9 Tf 9 800 Td ";
    const END: &str = "\nendstream endobj trailer<</Root 1 0 R>>";
    for unit in [
        "(a) Tj ",
        "0 -12 Td (a) Tj ",
        "9 -12 Td (a) Tj ",
        // Rows of tables without lines, whole and with gaps; labels in several lines.
        "0 -12 Td (1.a) Tj 99 0 Td (1) Tj 50 0 Td (12) Tj 50 0 Td (13) Tj -199 0 Td ",
        "0 -12 Td (1.a) Tj 199 0 Td (1) Tj -199 0 Td ",
        "0 -12 Td (1.aaa) Tj 0 -12 Td (aaaa) Tj 99 6 Td (1) Tj 50 0 Td (12) Tj 50 0 Td (13) Tj -199 -6 Td ",
        "0 -12 Td (a) Tj 99 0 Td (b) Tj 50 0 Td (c) Tj 50 0 Td (d) Tj -199 0 Td ",
        "30 0 Td (1) Tj ",
        "30 0 Td (a) Tj ",
        "0 0 9 9 re f ",
        "0 0 9 9 re S ",
        "0 0 m 9 9 l S ",
        "0 0 9 9 re W n ",
        "1 0 0 1 0 -9 cm 0 0 99 9 re 99 0 99 9 re S ",
        "1 0 0 1 0 -9 cm 0 0 99 1 re f ",
        "1 0 0 1 9 0 cm 0 0 1 99 re f ",
        "1 0 0 1 9 -9 cm 0 0 99 1 re 0 0 1 99 re f ",
        "q ",
        "q Q ",
        "BT ",
        "/X Do ",
        "/F 9 Tf ",
        "BI ID EI ",
        "[",
        "<<",
        "(",
        "<41",
        "1 ",
        "%",
    ] {
        let before = [HEAD, PAGE].concat().leak();
        inputs.push(framed("pdf page", FILE, before, unit, END));
    }
    for unit in [
        "9 0 obj<<>>endobj ",
        "9 0 obj 9 0 R endobj ",
        "2 0 obj<</Kids[2 0 R 3 0 R]>>endobj ",
        "9 0 obj<</Type/ObjStm/N 9/First 9>>stream\n1 0 2 0 3 \nendstream endobj ",
        "xref\n0 1\n0000000000 65535 f \n",
        "trailer<</Prev 9>>",
        "startxref 9 ",
        "<<",
        "[",
        "9 0 R ",
        "obj ",
        "stream\n",
        "endstream ",
    ] {
        inputs.push(framed("pdf", FILE, HEAD, unit, END));
    }
    for unit in ["3 0 R ", "2 0 R "] {
        let before = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 3 0 obj<</Type/Page>>endobj 2 0 obj<</Kids[";
        inputs.push(framed("pdf pages", FILE, before, unit, "]>>endobj trailer<</Root 1 0 R>>"));
    }
    for unit in [
        "1 beginbfchar <01> <5B57> endbfchar ",
        "1 beginbfrange <00> <ff> <5B00> endbfrange ",
        "1 beginbfrange <00> <01> [<5B57> <5B57>] endbfrange ",
        "1 begincodespacerange <00> <ff> endcodespacerange ",
    ] {
        let before = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj \
            3 0 obj<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj \
            4 0 obj<<>>stream\nBT /F 9 Tf 9 800 Td <0102030405060708> Tj\nendstream endobj \
            5 0 obj<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R>>endobj 6 0 obj<<>>stream\n";
        inputs.push(framed("pdf meanings", FILE, before, unit, END));
    }
    for unit in [
        "<TextObject Boundary=\"9 9 99 9\"><TextCode X=\"0\" Y=\"0\" DeltaX=\"g 2 3\">字字字</TextCode></TextObject>",
        "<TextObject><TextCode DeltaX=\"g 999999 3\">字</TextCode></TextObject>",
        "<PathObject Boundary=\"9 9 99 9\"><AbbreviatedData>M 0 0 L 99 0</AbbreviatedData></PathObject>",
        "<PathObject Boundary=\"9 9 99 9\" Fill=\"true\"><AbbreviatedData>M 0 0 L 9 0 L 9 9 C</AbbreviatedData></PathObject>",
        "<TextObject>",
        "<TextCode>字",
        "<AbbreviatedData>M 0 0 ",
    ] {
        inputs.push(zipped(&format!("ofd {unit}"), move |size| {
            vec![
                ("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>".into()),
                ("Document.xml", "<Document><Pages><Page ID=\"1\" BaseLoc=\"Page.xml\"/></Pages></Document>".into()),
                ("Page.xml", format!("<Page><Content><Layer>{}", unit.repeat(size / unit.len()))),
            ]
        }));
    }
    inputs.push(zipped("ofd pages", |size| {
        vec![
            ("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>".into()),
            ("Document.xml", format!("<Document><Pages>{}", "<Page ID=\"1\" BaseLoc=\"Page.xml\"/>".repeat(size / 34))),
            ("Page.xml", "<Page><Content><Layer><TextObject><TextCode>字".into()),
        ]
    }));
}

/// .doc and .xls.
fn before_2007(inputs: &mut Vec<Input>) {
    // Signs of a field's begin, middle and end; of a cell's end; of a paragraph's.
    for unit in
        ["字", "字\r", "\u{13}", "\u{13}a\u{14}b\u{15}", "\u{14}", "\u{15}", "\u{7}", "字\u{7}1\u{7}\u{7}", "\u{1}"]
    {
        let make = move |size: usize| {
            let text: Vec<u16> = unit.repeat(size / 2 / unit.chars().count()).encode_utf16().collect();
            // Every third paragraph or cell is one of a table, with or without its row's end.
            let is_end = |(at, sign): (usize, &u16)| matches!(sign, 7 | 13).then_some(at + 1);
            let ends: Vec<(usize, Vec<u8>)> = (text.iter().enumerate().filter_map(is_end).enumerate())
                .map(|(i, end)| {
                    (
                        end,
                        if i % 3 == 2 {
                            [ole::property(0x2416), ole::property(0x2417)].concat()
                        } else {
                            ole::property(0x2416)
                        },
                    )
                })
                .collect();
            let ends = if ends.is_empty() { vec![(text.len(), Vec::new())] } else { ends };
            let [main, table] = ole::document(&text, text.len(), &ends, &[], false);
            ole::ole(&[("WordDocument", &main), ("0Table", &table)])
        };
        inputs.push(Input { name: format!("doc {}", unit.escape_debug()), kind: FILE, make: Box::new(make) });
    }
    let record = |kind: u16, body: &[u8]| [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat();
    let bof = record(0x809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let sheet = record(0x809, &[0, 6, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (name, unit) in [
        ("numbers", record(0x203, &[0; 14])),
        ("numbers far away", record(0x203, &[255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 63])),
        ("labels", record(0x204, &[0, 0, 0, 0, 0, 0, 1, 0, 0, 97])),
        ("many numbers", record(0xbd, &[0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0])),
        ("merged cells", record(0xe5, &[1, 0, 0, 0, 255, 255, 0, 0, 255, 0])),
        ("continued", record(0x3c, &[0; 4])),
        ("shared strings", record(0xfc, &[1, 0, 0, 0, 255, 255, 255, 0, 1, 0, 0, 97])),
        ("ends", record(0x0a, &[])),
        ("begins", sheet.clone()),
    ] {
        let start = bof.len() + 14 + 4;
        let listed = record(0x85, &[&(start as u32).to_le_bytes()[..], &[0, 0, 2, 0, 97, 97]].concat());
        let before = [&bof[..], &listed, &record(0x0a, &[]), &sheet].concat();
        let make =
            move |size: usize| ole::ole(&[("Workbook", &[&before[..], &unit.repeat(size / unit.len())].concat())]);
        inputs.push(Input { name: format!("xls {name}"), kind: FILE, make: Box::new(make) });
    }
}

/// A zip file of some parts, not compressed.
fn zip(parts: &[(&str, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, part)| (*name, part.as_bytes())).collect();
    zipping::zipped(&parts)
}

#[path = "../../../fuzz/src/zipping.rs"]
mod zipping;

#[path = "../../it/ole.rs"]
mod ole;
