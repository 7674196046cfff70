//! The wiring of the page, in a browser: an event reaches the session and its
//! view reaches the page. What a page says is tested where it is decided.
//!
//! `cargo xtask test` sets `TSUNAGU_TEST_BOOK` to a book it has just built. The
//! tests know no question of it: they take the first page as it comes.

#![cfg(all(target_arch = "wasm32", feature = "web"))]

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use tsunagu::web::{Intake, RuleBook};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

const BOOK: &[u8] = include_bytes!(env!("TSUNAGU_TEST_BOOK"));
const AT: &str = "2026-11-20T12:30";
/// More pages than any wizard has.
const MOST_PAGES: usize = 40;

#[wasm_bindgen_test]
fn mounts_without_taking_the_focus() {
    let page = Page::mount();
    assert_eq!(page.root.child_element_count(), 1);
    assert_eq!(
        page.find("section").get_attribute("lang").as_deref(),
        Some("ja")
    );
    assert!(!page.find("h2").text_content().unwrap().is_empty());
    assert_ne!(page.focused(), Some(page.find("h2")));
}

#[wasm_bindgen_test]
fn a_step_moves_the_focus_to_the_heading() {
    let page = Page::mount();
    page.click("[data-act=begin]");
    assert_eq!(page.focused(), Some(page.find("h2")));
    assert!(page.finds(".question"));
}

#[wasm_bindgen_test]
fn an_unanswered_page_shows_its_errors_and_leads_to_the_first() {
    let page = Page::begun();
    page.click("[type=submit]");
    assert_eq!(page.focused(), Some(page.find(".errors")));
    page.click(".errors a");
    let question = page
        .focused()
        .unwrap()
        .closest(".question")
        .unwrap()
        .unwrap();
    assert_eq!(question, page.find(".question"));
    let described = page
        .find("[aria-invalid]")
        .get_attribute("aria-describedby")
        .unwrap_or_default();
    let error = question.query_selector(".error").unwrap().unwrap();
    assert!(error.text_content().unwrap().starts_with('＊'));
    assert!(described.split(' ').any(|id| id == error.id()) || page.finds("input[aria-invalid]"));
}

#[wasm_bindgen_test]
fn an_answer_leaves_the_page_and_the_focus_alone() {
    let page = Page::begun();
    let (screen, heading) = (page.find("section"), page.find("h2"));
    let unsure = page.find("[data-unsure]");
    unsure.unchecked_ref::<HtmlElement>().focus().unwrap();
    page.click("[data-unsure]");
    assert_eq!(page.find("section"), screen);
    assert_eq!(page.find("h2"), heading);
    assert_eq!(page.focused(), Some(unsure));
    assert!(
        page.find(".advice").child_element_count() > 0,
        "advice once unsure is chosen"
    );
}

#[wasm_bindgen_test]
fn typing_is_not_corrected_under_the_hand() {
    let page = Page::begun();
    for _ in 0..MOST_PAGES {
        if page.finds("input[type=text]") {
            break;
        }
        page.answer_all_unsure();
        page.click("[type=submit]");
    }
    let field: HtmlInputElement = page.find("input[type=text]").unchecked_into();
    for text in ["２", "２x", "２"] {
        field.set_value(text);
        page.fire(&field, "input");
        assert_eq!(field.value(), text);
        assert_eq!(page.find("input[type=text]"), field.clone().into());
    }
    let unsure = "[type=checkbox][data-unsure]";
    let beside = field
        .closest(".question")
        .unwrap()
        .unwrap()
        .query_selector(unsure)
        .unwrap()
        .unwrap();
    beside.unchecked_ref::<HtmlElement>().click();
    assert_eq!(
        field.value(),
        "",
        "what is not known is not in the field either"
    );
}

#[wasm_bindgen_test]
fn another_language_keeps_the_answers() {
    let page = Page::begun();
    page.click("[data-unsure]");
    page.intake.language("en".into()).unwrap();
    assert_eq!(
        page.find("section").get_attribute("lang").as_deref(),
        Some("en")
    );
    assert!(
        page.find("[data-unsure]")
            .unchecked_into::<HtmlInputElement>()
            .checked()
    );
    page.click("[data-act=language][data-for=ja]");
    assert_eq!(
        page.find("section").get_attribute("lang").as_deref(),
        Some("ja")
    );
    assert_eq!(
        page.focused(),
        Some(page.find("[data-act=language][data-for=ja]"))
    );
    assert!(
        page.find("[data-unsure]")
            .unchecked_into::<HtmlInputElement>()
            .checked()
    );
}

#[wasm_bindgen_test]
fn readings_of_easy_japanese_stand_over_the_words() {
    let page = Page::begun();
    page.intake.language("easy".into()).unwrap();
    for element in [".tsunagu", "section", "[data-for=easy]"] {
        let lang = page.find(element).get_attribute("lang");
        assert_eq!(lang.as_deref(), Some("ja"), "{element}");
    }
    let ruby = page.find("h2 ruby, legend ruby");
    let html = ruby.inner_html();
    let (word, reading) = html.split_once("<rp>（</rp><rt>").unwrap();
    let reading = reading.strip_suffix("</rt><rp>）</rp>").unwrap();
    assert!(!word.is_empty() && !word.contains('<'), "{html}");
    assert!(!reading.is_empty() && !reading.contains('<'), "{html}");
    let text = page.root.text_content().unwrap();
    assert!(!text.contains(['｜', '《', '》']), "{text}");
}

#[wasm_bindgen_test]
fn a_list_to_pick_from_has_words_without_readings() {
    let page = Page::begun();
    page.intake.language("easy".into()).unwrap();
    for _ in 0..MOST_PAGES {
        if page.finds("optgroup") {
            break;
        }
        page.answer_all_unsure();
        page.click("[type=submit]");
    }
    let list = page.find("optgroup");
    for text in [list.text_content(), list.get_attribute("label")] {
        let text = text.unwrap_or_default();
        assert!(
            !text.is_empty() && !text.contains(['｜', '《', '（']),
            "{text}"
        );
    }
    assert!(!page.finds("option ruby"));
    assert!(
        page.finds("legend ruby"),
        "what is not in the list has them"
    );
}

#[wasm_bindgen_test]
fn the_whole_way_to_the_results_and_back() {
    let page = Page::begun();
    for _ in 0..MOST_PAGES {
        if !page.finds("form") {
            break;
        }
        page.answer_all_unsure();
        page.click("[type=submit]");
    }
    page.click("[data-act=next]");
    assert!(page.finds("[data-act=print]"));
    assert_eq!(page.focused(), Some(page.find("h2")));
    page.click("[data-act=change]");
    assert!(
        page.focused()
            .unwrap()
            .closest(".question")
            .unwrap()
            .is_some()
    );
    let told: Vec<String> = page.told.iter().filter_map(|it| it.as_string()).collect();
    assert!(
        told.contains(&"results".into()),
        "the portal is told: {told:?}"
    );
}

#[wasm_bindgen_test]
fn unmounts_clean() {
    let page = Page::begun();
    let (old, root) = (page.find(".tsunagu"), page.root.clone());
    let told = page.told.clone();
    let n_told = told.length();
    drop(page.intake);
    assert_eq!(root.child_element_count(), 0);
    let button: HtmlElement = old
        .query_selector("[type=submit]")
        .unwrap()
        .unwrap()
        .unchecked_into();
    button.click();
    assert_eq!(told.length(), n_told, "nobody listens any more");
}

#[wasm_bindgen_test]
fn a_book_that_is_not_one_is_refused_in_words() {
    let error = RuleBook::load(&Uint8Array::from(&b"bad"[..]).into(), Some("ja".into()))
        .err()
        .unwrap();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert!(RuleBook::load(&JsValue::from_str("bytes"), None).is_err());
}

#[wasm_bindgen_test]
fn a_session_without_a_page_speaks_plain_objects() {
    let book = book();
    let mut session = book.start(&options(&[("at", AT.into())])).unwrap();
    let page = session.page();
    let questions: Array = get(&page, "questions").unchecked_into();
    let name = get(&questions.get(0), "name").as_string().unwrap();
    session.unsure(name.clone());
    assert!(get(&session.results(), "decisions").is_object());
    assert!(!get(&session.results(), "decisions").is_instance_of::<js_sys::Map>());

    let saved = session.save();
    assert_eq!(
        get(&get(&get(&saved, "answers"), &name), "unsure"),
        JsValue::TRUE
    );

    assert!(session.answer(name, &JsValue::UNDEFINED).is_err());
    assert!(session.explain("どこにもない名前").is_null());
    assert!(
        book.start(&options(&[("wizard", "どこにもない名前".into())]))
            .is_err()
    );
    assert!(book.start(&options(&[("at", "昨日".into())])).is_err());
}

/// Part of the shape of design §7, as a Rust caller on a page would write it.
#[derive(serde::Deserialize)]
struct Results {
    pack: String,
    results: Vec<Programme>,
    next: Next,
}

#[derive(serde::Deserialize)]
struct Programme {
    status: String,
    missing: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Next {
    questions: Vec<String>,
    at_least: u32,
    at_most: u32,
}

#[wasm_bindgen_test]
fn plain_objects_read_back_into_rust() {
    let session = book().start(&options(&[("at", AT.into())])).unwrap();
    let results: Results = serde_wasm_bindgen::from_value(session.results()).unwrap();
    assert_eq!(results.pack, "kanagawa");
    assert!(!results.next.questions.is_empty());
    assert!(results.next.at_least <= results.next.at_most);
    assert!(
        results
            .results
            .iter()
            .any(|it| it.status == "open" && !it.missing.is_empty())
    );
}

/// An intake in a `div` of its own, and what it told the portal.
struct Page {
    intake: Intake,
    root: Element,
    told: Array,
}

impl Page {
    fn mount() -> Self {
        let root = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let told = Array::new();
        let changed: Function = Reflect::get(&told, &"push".into())
            .unwrap()
            .unchecked_into();
        let options = options(&[
            ("at", AT.into()),
            ("lang", "ja".into()),
            ("changed", changed.bind0(&told).into()),
        ]);
        let intake = Intake::new(&root, &book(), &options).unwrap();
        Self { intake, root, told }
    }

    fn begun() -> Self {
        let page = Self::mount();
        page.click("[data-act=begin]");
        page
    }

    fn finds(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    fn find(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| {
            panic!(
                "no {selector} in {}",
                self.root.text_content().unwrap_or_default()
            )
        })
    }

    fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
    }

    fn fire(&self, element: &Element, event: &str) {
        let made = document().create_event("Event").unwrap();
        made.init_event_with_bubbles(event, true);
        element.dispatch_event(&made).unwrap();
    }

    fn answer_all_unsure(&self) {
        let all = self.root.query_selector_all("[data-unsure]").unwrap();
        for n in 0..all.length() {
            let input: HtmlInputElement = all.item(n).unwrap().unchecked_into();
            if !input.checked() {
                input.click();
            }
        }
    }

    fn focused(&self) -> Option<Element> {
        document().active_element()
    }
}

fn book() -> RuleBook {
    RuleBook::load(&Uint8Array::from(BOOK).into(), None).unwrap()
}

fn options(given: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in given {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object.into()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
