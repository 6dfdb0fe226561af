//! The JavaScript module: `check`, `checkHtml`, `checkPair`, `rollUp`, `lineUp`, `refused`, `equations`, `edit`, `forms`. (Files are read by another: `files.rs`.)

use gouji::intake::{Page, PageState, Refusal};
use gouji::rollup::{self, Part};
use gouji::years::{self, Year};
use gouji::{Lang, Report, json};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Array, Reflect};

/// What JavaScript may ask for. (Read by hand: `serde`'s way to read them is 11 KB compressed.)
struct CheckOptions {
    lang: Lang,
    /// Whether the report holds the text.
    text: bool,
    /// The name the text came by.
    source: Option<String>,
    /// The pages of the file that the text came in: where each begins, in UTF-16 code units, and what became of it.
    pages: Vec<(usize, PageState)>,
    /// Last year's report, to compare with.
    previous: Option<String>,
}

impl CheckOptions {
    /// Anything that is no options object is none.
    fn from_js(options: &JsValue) -> CheckOptions {
        let get = |name: &str| Reflect::get(options, &name.into()).unwrap_or_default();
        CheckOptions {
            lang: if get("lang") == "en" { Lang::En } else { Lang::Zh },
            text: get("text") != false,
            source: get("source").as_string(),
            pages: match get("pages").dyn_into::<Array>() {
                Ok(pages) => pages.iter().filter_map(|page| page_from_js(&page)).collect(),
                Err(_) => Vec::new(),
            },
            previous: get("previous").as_string().filter(|text| !text.trim().is_empty()),
        }
    }

    fn report(&self, report: &Report, text: &str) -> JsValue {
        let compared = self.previous.as_ref().map(|previous| {
            let last = last_year(previous);
            years::compare(Year { report, text }, Year { report: &last, text: previous })
        });
        let report = compared.as_ref().unwrap_or(report);
        let shape = json::Shape { source: self.source.as_deref(), with_text: self.text, lang: self.lang };
        to_js(&json::json(report, text, shape))
    }
}

thread_local! {
    /// Last year's report as it was last asked for: this year's is checked at every key, last year's stays.
    static LAST_YEAR: RefCell<Option<(String, Rc<Report>)>> = const { RefCell::new(None) };
}

fn last_year(text: &str) -> Rc<Report> {
    LAST_YEAR.with_borrow_mut(|kept| match kept {
        Some((of, report)) if of == text => Rc::clone(report),
        _ => {
            let report = Rc::new(gouji::check(text));
            *kept = Some((text.to_owned(), Rc::clone(&report)));
            report
        }
    })
}

fn page_from_js(page: &JsValue) -> Option<(usize, PageState)> {
    let get = |name: &str| Reflect::get(page, &name.into()).ok();
    let (start, id) = (get("start")?.as_f64()?, get("state")?.as_string()?);
    let state = PageState::IDS.iter().find(|(_, known)| *known == id)?.0;
    (start >= 0.0).then_some((start as usize, state))
}

/// Runs once when the module is loaded: makes a panic readable in the console of debug builds.
fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
}

/// Checks a text. Never throws; the spans of the report are indices into the string given.
#[wasm_bindgen]
pub fn check(text: &str, options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    let pages = json::from_utf16(text, &options.pages);
    let pages: Vec<Page> = pages.into_iter().map(|(start, state)| Page { start, state }).collect();
    options.report(&gouji::check_pages(text, &pages), text)
}

/// Checks HTML, a page or a piece of one. Never throws; the spans of the report are indices into its
/// `text`, which is the text of the HTML.
#[wasm_bindgen(js_name = checkHtml)]
pub fn check_html(html: &str, options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    let checked = gouji::check_html(html);
    options.report(&checked.report, &checked.text)
}

/// Checks two texts, and holds this year's against last year's: which is which is told from their years. The report is
/// that of this year's, with its text.
#[wasm_bindgen(js_name = checkPair)]
pub fn check_pair(one: &str, other: &str, options: &JsValue) -> JsValue {
    let options = CheckOptions { previous: None, text: true, ..CheckOptions::from_js(options) };
    let reports = [gouji::check(one), gouji::check(other)];
    let year = |i: usize, text| Year { report: &reports[i], text };
    let (this, last) = years::in_order(year(0, one), year(1, other));
    options.report(&years::compare(this, last), this.text)
}

/// Checks a text and holds it against the sum of others: `parts` are `{ text, source }`, `absent` the names of bodies whose
/// reports are known to be missing.
#[wasm_bindgen(js_name = rollUp)]
pub fn roll_up(text: &str, parts: &Array, absent: &Array, options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    let of = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok().and_then(|value| value.as_string());
    let part = |part: JsValue| Some((gouji::check(&of(&part, "text")?), of(&part, "source").unwrap_or_default()));
    let parts: Vec<(Report, String)> = parts.iter().filter_map(part).collect();
    let parts: Vec<Part<'_>> = parts.iter().map(|(report, file)| Part::new(report, file)).collect();
    let absent: Vec<String> = absent.iter().filter_map(|name| name.as_string()).collect();
    options.report(&rollup::compare(&gouji::check(text), &parts, &absent), text)
}

/// Of reports `{ agency, year }`, for each the place among them of the same body's of the year before; null where there is
/// none, or it is not certain which.
#[wasm_bindgen(js_name = lineUp)]
pub fn line_up(reports: &Array) -> JsValue {
    let of = |report: &JsValue, name: &str| Reflect::get(report, &name.into()).unwrap_or_default();
    let bodies: Vec<(Option<String>, Option<u16>)> = reports
        .iter()
        .map(|report| (of(&report, "agency").as_string(), of(&report, "year").as_f64().map(|year| year as u16)))
        .collect();
    let bodies: Vec<(Option<&str>, Option<u16>)> = bodies.iter().map(|(name, year)| (name.as_deref(), *year)).collect();
    to_js(&years::line_up(&bodies))
}

/// Every equation of the form that a text follows, worked out, and what became of it.
#[wasm_bindgen]
pub fn equations(text: &str, options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    to_js(&json::equations(&gouji::equations(text), options.lang))
}

/// What to change in a text so that a cell holds a number: `{ span, text }`; null where it has no place for it.
#[wasm_bindgen]
pub fn edit(text: &str, table: &str, row: &str, column: &str, number: &str) -> JsValue {
    let place = json::place(table, row, column);
    let edit = place.zip(number.parse().ok()).and_then(|(place, number)| gouji::edit(text, place, number));
    edit.map_or(JsValue::NULL, |edit| to_js(&json::edit(text, &edit)))
}

/// The report on what was not checked, by the id of the reason: that a file is of a kind that is not read, or that a check
/// failed (of which not the instance that failed is asked, but a fresh one).
#[wasm_bindgen]
pub fn refused(reason: &str, options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    let known = Refusal::IDS.iter().find(|(_, id)| *id == reason).map(|(refusal, _)| *refusal);
    let checked = gouji::refuse(known.unwrap_or(Refusal::Failed));
    options.report(&checked.report, &checked.text)
}

/// The labels of the standard forms, for drawing the tables.
#[wasm_bindgen]
pub fn forms(options: &JsValue) -> JsValue {
    to_js(&json::forms(CheckOptions::from_js(options).lang))
}

fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_else(|error| {
        // Plain data of strings and numbers: cannot fail, and must not throw if it did.
        web_sys::console::error_1(&error.to_string().into());
        JsValue::NULL
    })
}
