//! The module that reads files for the page: `readFile`. What it reads is checked by the other one (`web.rs`).

use gouji::intake::{self, Refusal};
use gouji::json;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::Function;

/// Runs once when the module is loaded: makes a panic readable in the console of debug builds.
fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
}

/// Reads a file, whatever kind it is: `{ text, pages }`, or `{ refusal }`, the id of the reason. Unless `whole`, the bytes are
/// the beginning of a file larger than [`max_file_bytes`]. Of a file with pages, `progress` is called with how many are read,
/// and of how many.
#[wasm_bindgen(js_name = readFile)]
pub fn read_file(bytes: &[u8], whole: bool, progress: &Function) -> JsValue {
    let mut tell = |done: usize, total: usize| {
        // What listens may fail: that costs the file nothing.
        drop(progress.call2(&JsValue::NULL, &done.into(), &total.into()));
    };
    let read = match whole {
        true => intake::read_file(bytes, gb18030, &mut tell),
        false => Err(intake::refused(bytes, usize::MAX).unwrap_or(Refusal::TooLarge)),
    };
    let read = read.and_then(|read| if read.text.len() > gouji::MAX_BYTES { Err(Refusal::TooLarge) } else { Ok(read) });
    let answer = json::document(&read);
    answer.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// The size in bytes beyond which a file is not read.
#[wasm_bindgen(js_name = maxFileBytes)]
pub fn max_file_bytes() -> usize {
    intake::MAX_FILE_BYTES
}

/// The browser's own decoder: its tables are there already.
fn gb18030(bytes: &[u8]) -> String {
    let decoder = web_sys::TextDecoder::new_with_label("gb18030");
    decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
}
