//! The JavaScript module: `check`, `checkHtml`, `checkBytes`, `failed`, `forms`.

use gouji::{Lang, Options, Report, intake, json};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::Reflect;

/// What JavaScript may ask for. (Read by hand: `serde`'s way to read them is 11 KB compressed.)
#[derive(Debug)]
struct CheckOptions {
    lang: Lang,
    /// Whether the report holds the text.
    text: bool,
    /// The name the text came by.
    source: Option<String>,
    /// The bytes are only the beginning of a file too large to be read.
    beginning: bool,
}

impl CheckOptions {
    /// Anything that is no options object is none.
    fn from_js(options: &JsValue) -> CheckOptions {
        let get = |name: &str| Reflect::get(options, &name.into()).unwrap_or_default();
        CheckOptions {
            lang: if get("lang") == "en" { Lang::En } else { Lang::Zh },
            text: get("text") != false,
            source: get("source").as_string(),
            beginning: get("beginning") == true,
        }
    }

    fn report(&self, report: &Report, text: &str) -> JsValue {
        let shape = json::Shape { source: self.source.as_deref(), with_text: self.text, lang: self.lang };
        to_js(&json::json(report, text, shape))
    }
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
    options.report(&gouji::check(text), text)
}

/// Checks HTML, a page or a piece of one. Never throws; the spans of the report are indices into its
/// `text`, which is the text of the HTML.
#[wasm_bindgen(js_name = checkHtml)]
pub fn check_html(html: &str, options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    let checked = gouji::check_html(html);
    options.report(&checked.report, &checked.text)
}

/// Checks the bytes of a file, as [`check_html`] does HTML. With the option `beginning` they are
/// that of a file larger than [`max_file_bytes`].
#[wasm_bindgen(js_name = checkBytes)]
pub fn check_bytes(bytes: &[u8], options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    let asked = Options::default().with_gb18030(gb18030);
    let too_large = options.beginning.then(|| intake::refused(bytes, usize::MAX)).flatten();
    let checked = match too_large {
        Some(refusal) => gouji::refuse(refusal),
        None => gouji::check_file(bytes, &asked),
    };
    options.report(&checked.report, &checked.text)
}

/// The report on a text whose check failed: an instance that failed is not asked for it, but a fresh one.
#[wasm_bindgen]
pub fn failed(options: &JsValue) -> JsValue {
    let options = CheckOptions::from_js(options);
    let checked = gouji::refuse(intake::Refusal::Failed);
    options.report(&checked.report, &checked.text)
}

/// The browser's own decoder: its tables are there already.
fn gb18030(bytes: &[u8]) -> String {
    let decoder = web_sys::TextDecoder::new_with_label("gb18030");
    decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
}

/// The size in bytes beyond which a file is not read.
#[wasm_bindgen(js_name = maxFileBytes)]
pub fn max_file_bytes() -> usize {
    intake::MAX_FILE_BYTES
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
