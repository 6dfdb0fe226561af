//! The JavaScript module: `check` and `forms`.

use gouji::{Lang, Options, json};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// What JavaScript may ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CheckOptions {
    lang: Option<String>,
}

impl CheckOptions {
    /// Anything that is no options object is none.
    fn from_js(options: JsValue) -> CheckOptions {
        serde_wasm_bindgen::from_value(options).unwrap_or_default()
    }

    fn lang(&self) -> Lang {
        if self.lang.as_deref() == Some("en") { Lang::En } else { Lang::Zh }
    }
}

/// Runs once when the module is loaded: makes a panic readable in the console of debug builds.
fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
}

/// Checks a text. Never throws; the spans of the report are indices into the string given.
#[wasm_bindgen]
pub fn check(text: &str, options: JsValue) -> JsValue {
    let lang = CheckOptions::from_js(options).lang();
    let report = gouji::check(text, &Options::in_lang(lang));
    to_js(&json::json(&report, text, json::Shape { source: None, with_text: false, lang }))
}

/// The labels of the standard forms, for drawing the tables.
#[wasm_bindgen]
pub fn forms(options: JsValue) -> JsValue {
    to_js(&json::forms(CheckOptions::from_js(options).lang()))
}

fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_else(|error| {
        // Plain data of strings and numbers: cannot fail, and must not throw if it did.
        web_sys::console::error_1(&error.to_string().into());
        JsValue::NULL
    })
}
