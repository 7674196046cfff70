//! The wiring of the page, in a browser: an event reaches the session and its
//! view reaches the page. What a page says is tested where it is decided.
//!
//! `cargo xtask test` sets `TSUNAGU_TEST_BOOK` to a book it has just built. The
//! tests know no question of it: they take the first page as it comes.

#![cfg(all(target_arch = "wasm32", feature = "web"))]

use std::rc::Rc;

use js_sys::{Array, Reflect, Uint8Array};
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
    page.intake.language("en".into(), false);
    assert_eq!(
        page.find("section").get_attribute("lang").as_deref(),
        Some("en")
    );
    assert!(
        page.find("[data-unsure]")
            .unchecked_into::<HtmlInputElement>()
            .checked()
    );
    page.intake.language("ja".into(), true);
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
    page.intake.language("easy".into(), false);
    for element in [".tsunagu", "section", "[data-for=easy]"] {
        let lang = page.find(element).get_attribute("lang");
        assert_eq!(lang.as_deref(), Some("ja"), "{element}");
    }
    let ruby = page.find("h2 ruby, legend ruby");
    let parts = |name: &str| {
        let found = ruby.query_selector_all(name).unwrap();
        let all = (0..found.length()).filter_map(|it| found.item(it));
        all.map(|it| it.unchecked_into::<Element>())
            .collect::<Vec<_>>()
    };
    let word = ruby.first_child().unwrap().text_content().unwrap();
    let [reading] = &parts("rt")[..] else {
        panic!("{}", ruby.inner_html())
    };
    assert!(!word.is_empty() && !reading.text_content().unwrap().is_empty());
    let brackets: String = parts("rp")
        .iter()
        .filter_map(|it| it.text_content())
        .collect();
    assert_eq!(brackets, "（）");
    for it in parts("rt, rp") {
        // The word is heard already.
        assert_eq!(it.get_attribute("aria-hidden").as_deref(), Some("true"));
    }
    let text = page.root.text_content().unwrap();
    assert!(!text.contains(['｜', '《', '》']), "{text}");
}

#[wasm_bindgen_test]
fn a_list_to_pick_from_has_words_without_readings() {
    let page = Page::begun();
    page.intake.language("easy".into(), false);
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
    assert_eq!(page.screen(), "results");
    page.click("[data-act=change]");
    let focused = page.focused().unwrap();
    assert!(focused.closest(".question").unwrap().is_some());
    assert_eq!(page.screen(), "page");
    page.click("[type=submit]");
    assert_eq!(page.screen(), "results", "where one came from");
    let focused = page.focused().unwrap();
    assert_eq!(focused.get_attribute("data-act").as_deref(), Some("change"));
}

#[wasm_bindgen_test]
fn steps_are_counted_and_can_be_gone_back_and_forward() {
    let page = Page::begun();
    let depth = || get(&page.intake.progress(), "depth").as_f64();
    let first = page.find("h2").text_content();
    assert_eq!(depth(), Some(1.0));
    page.answer_all_unsure();
    page.click("[type=submit]");
    let second = page.find("h2").text_content();
    assert_eq!(depth(), Some(2.0));
    page.intake.go(1);
    assert_eq!(page.find("h2").text_content(), first);
    page.intake.go(0);
    assert_eq!(page.screen(), "start");
    page.intake.go(2);
    assert_eq!(page.find("h2").text_content(), second);
    page.intake.go(9);
    let here = page.find("h2").text_content();
    assert_eq!(here, second, "no further than what is answered");
}

#[wasm_bindgen_test]
fn saved_answers_are_taken_up_again() {
    let page = Page::begun();
    page.answer_all_unsure();
    page.click("[type=submit]");
    let answers = get(&page.intake.save(), "answers");
    let other = Page::mount();
    for name in Reflect::own_keys(&answers).unwrap().iter() {
        let name = name.as_string().unwrap();
        assert_eq!(other.intake.give(&name, &get(&answers, &name)), None);
    }
    let lost = other.intake.give("どこにもない質問", &"はい".into());
    assert!(lost.unwrap().contains("どこにもない質問"));
    other.intake.open(false);
    assert_eq!(
        other.find("h2").text_content(),
        page.find("h2").text_content()
    );
}

#[wasm_bindgen_test]
fn unmounts_clean() {
    let page = Page::begun();
    let root = page.root.clone();
    drop(page);
    assert_eq!(root.child_element_count(), 0);
}

#[wasm_bindgen_test]
fn a_book_that_is_not_one_is_refused() {
    let error = RuleBook::read(&Uint8Array::from(&b"bad"[..]).into())
        .err()
        .unwrap();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert!(RuleBook::read(&JsValue::from_str("bytes")).is_err());
}

#[wasm_bindgen_test]
fn a_session_without_a_page_speaks_plain_objects() {
    let book = book();
    let mut session = start(&book);
    session.open(false);
    let screen = get(&session.view(), "screen");
    assert_eq!(get(&screen, "kind").as_string().as_deref(), Some("page"));
    let questions: Array = get(&screen, "questions").unchecked_into();
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
        book.begin("どこにもない名前".into(), "ja".into(), AT)
            .is_err()
    );
    assert!(book.begin(String::new(), "ja".into(), "昨日").is_err());
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
    let session = start(&book());
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

/// An intake in a `div` of its own, with the element's listeners.
struct Page {
    intake: Rc<Intake>,
    root: Element,
    _listener: Closure<dyn Fn(JsValue)>,
}

impl Page {
    fn mount() -> Self {
        let root = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let (wizard, lang) = (String::new(), "ja".into());
        let intake = Intake::new(&root, &book(), wizard, lang, AT).unwrap();
        let intake = Rc::new(intake);
        let heard = Rc::downgrade(&intake);
        let listener = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            if let Some(intake) = heard.upgrade() {
                intake.hear(event.unchecked_ref());
            }
        });
        for event in ["click", "change", "input", "submit"] {
            let listener = listener.as_ref().unchecked_ref();
            root.add_event_listener_with_callback(event, listener)
                .unwrap();
        }
        Self {
            intake,
            root,
            _listener: listener,
        }
    }

    fn begun() -> Self {
        let page = Self::mount();
        page.click("[data-act=begin]");
        page
    }

    fn screen(&self) -> String {
        get(&self.intake.progress(), "screen").as_string().unwrap()
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
    RuleBook::read(&Uint8Array::from(BOOK).into()).unwrap()
}

fn start(book: &RuleBook) -> tsunagu::web::Session {
    book.begin(String::new(), "ja".into(), AT).unwrap()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
