//! The generated glue, without what this page has no use for.
//!
//! Each step looks for what it takes away and fails where that is not there: a
//! new version of the generator is read again by a person.

use wasm_bindgen_cli_support::Output;

type Made = std::result::Result<String, Box<dyn std::error::Error>>;

/// The glue's text; the module loses what only the text left out had called.
pub fn lean(glue: &mut Output) -> Made {
    let text = with_plain_texts(&with_what_browsers_have(glue.js())?)?;
    // Texts are handed over whole, so none grows on its way.
    let exports = &mut glue.wasm_mut().exports;
    let grow = exports.iter().find(|it| it.name == GROW).map(|it| it.id());
    exports.delete(grow.ok_or("the module has another way to grow a text")?);
    with_own_start(&with_short_names(glue, text))
}

const GROW: &str = "__wbindgen_realloc";

/// Browsers that know the syntax this page is written in (es2022) have had these
/// for years: nobody takes the generated ways around their absence.
fn with_what_browsers_have(text: &str) -> Made {
    let registries = "(typeof FinalizationRegistry === 'undefined')\n\
        ? { register: () => {}, unregister: () => {} }\n\
        : new";
    if !text.contains(registries) {
        return Err("the glue has other registries".into());
    }
    let text = text.replace(registries, "new");
    without(&text, "if (!('encodeInto' in", "let WASM_VECTOR_LEN")
}

/// The generated way of handing a text over writes plain letters one by one and
/// grows what it wrote into for the others. It has a shorter one for modules that
/// cannot grow it, and ours are names and answers: none is long.
fn with_plain_texts(text: &str) -> Made {
    let text = without(text, "if (realloc === undefined) {", "const buf = ")?;
    let text = without(&text, "let len = arg.length;", "function takeFromExternref")?;
    // What is left of the shorter way ends its block where the function ends.
    let calls = format!(", wasm.{GROW})");
    if !text.contains(&calls) {
        return Err("the glue hands texts over otherwise".into());
    }
    let text = text.replace(&calls, ")");
    Ok(text.replace("(arg, malloc, realloc)", "(arg, malloc)"))
}

/// The text without what stands from one place up to another.
fn without(text: &str, from: &str, to: &str) -> Made {
    let wrong = || format!("the glue has no `{from}` before `{to}`");
    let start = text.find(from).ok_or_else(wrong)?;
    let (before, rest) = text.split_at(start);
    let end = rest.find(to).ok_or_else(wrong)?;
    Ok(format!("{before}{}", &rest[end..]))
}

/// Names that only the module and its glue know. Those of imports end in sixteen
/// digits of hash, which no compression can shorten: 1.8 KB for both files.
fn with_short_names(glue: &mut Output, mut text: String) -> String {
    for (n, import) in glue.wasm_mut().imports.iter_mut().enumerate() {
        let short = format!("i{n}");
        let entry = format!("{}: function(", import.name);
        if text.matches(&entry).count() == 1 {
            text = text.replace(&entry, &format!("{short}: function("));
            import.name = short;
        }
    }
    // The longest first: one may begin with another.
    let mut exports: Vec<_> = glue.wasm_mut().exports.iter_mut().collect();
    exports.sort_by_key(|it| std::cmp::Reverse(it.name.len()));
    for (n, export) in exports.into_iter().enumerate() {
        let short = format!("e{n}");
        let used = format!("wasm.{}", export.name);
        if text.contains(&used) {
            text = text.replace(&used, &format!("wasm.{short}"));
            export.name = short;
        }
    }
    text
}

/// The generated start takes a module in six ways, warns of old ones and of
/// servers; the element starts it in one (`www/element/load.js`). 0.5 KB.
fn with_own_start(text: &str) -> Made {
    let from = "async function __wbg_load(";
    let start = text.find(from).ok_or("the glue has another start")?;
    let kept = &text[..start];
    for needed in [
        "function __wbg_get_imports()",
        "function __wbg_finalize_init(",
    ] {
        if !kept.contains(needed) {
            return Err(format!("the glue has no `{needed}`").into());
        }
    }
    Ok(format!(
        "{kept}export {{ __wbg_get_imports as imports, __wbg_finalize_init as start }};\n"
    ))
}
