//! A wizard as a Questionnaire.

use serde_json::{Value as Json, json};

use super::super::Remark;
use super::{ABSENT_CODES, NONE, Tongue, UNKNOWN, choices, condition, id};
use crate::book::{Book, Kind, Phrase, Question, QuestionId, Wizard};

/// The Questionnaire of `wizard`, its texts first in `lang`, and what it lacks.
pub fn questionnaire(book: &Book, wizard: &Wizard, lang: &str) -> (Json, Vec<Remark>) {
    let tongue = Tongue::new(book, lang);
    let mut remarks = vec![Remark::new("fhir-nothing", "", &[])];
    if let Some((_, tag)) = tongue.languages.iter().find(|(_, it)| it == "ja-x-easy") {
        remarks.push(Remark::new("fhir-language", "", &["easy", tag]));
    }
    let mut out = json!({
        "resourceType": "Questionnaire",
        "id": id(book, &wizard.name),
        "language": tongue.tag(),
        "version": book.version(),
        "status": "active",
        "subjectType": ["Patient"],
    });
    tongue.put(&mut out, "title", &wizard.title);
    // It says what our page does with answers; another tool may do otherwise.
    if wizard.intro.is_some() {
        remarks.push(Remark::new("fhir-intro", &*wizard.name, &[&wizard.name]));
    }
    let mut pages = Vec::new();
    for (n, page) in (1..).zip(&wizard.pages) {
        let mut group = json!({ "linkId": format!("page-{n}"), "type": "group" });
        tongue.put(&mut group, "text", &page.title);
        let items: Vec<Json> = page
            .questions
            .iter()
            .map(|it| item(book, *it, wizard, &tongue, &mut remarks))
            .collect();
        if !items.is_empty() {
            group["item"] = json!(items);
        }
        pages.push(group);
    }
    out["item"] = json!(pages);
    (out, remarks)
}

fn item(
    book: &Book,
    at: QuestionId,
    wizard: &Wizard,
    tongue: &Tongue,
    remarks: &mut Vec<Remark>,
) -> Json {
    let question = &book.questions[at];
    let mut extensions = Vec::new();
    let kind = match &question.kind {
        Kind::YesNo => "boolean",
        Kind::Choice(_) | Kind::Several(_) => "choice",
        Kind::Number { whole: true, .. } => "integer",
        Kind::Number { .. } => "decimal",
        Kind::Date { .. } => "date",
        Kind::Text => "string",
    };
    let mut out = json!({ "linkId": &*question.name, "type": kind });
    tongue.put(&mut out, "text", &question.ask);
    match &question.kind {
        Kind::Several(_) => out["repeats"] = json!(true),
        Kind::Number {
            min,
            max,
            whole,
            unit,
        } => {
            let value = if *whole {
                "valueInteger"
            } else {
                "valueDecimal"
            };
            for (name, limit) in [("minValue", min), ("maxValue", max)] {
                extensions.push(json!({ "url": structure(name), value: number(&limit.text()) }));
            }
            if let Some(unit) = unit {
                let mut coding = json!({});
                tongue.put(&mut coding, "display", unit);
                let url = structure("questionnaire-unit");
                extensions.push(json!({ "url": url, "valueCoding": coding }));
            }
        }
        Kind::Date { min, max } => {
            for (name, limit) in [("minValue", min), ("maxValue", max)] {
                let limit = limit.iter().map(|it| it.text());
                extensions
                    .extend(limit.map(|it| json!({ "url": structure(name), "valueDate": it })));
            }
        }
        Kind::YesNo | Kind::Choice(_) | Kind::Text => {}
    }
    let options = options(question, tongue, remarks);
    if !options.is_empty() {
        out["answerOption"] = json!(options);
    }
    shown_when(&mut out, &mut extensions, book, question, wizard, remarks);
    if !extensions.is_empty() {
        out["extension"] = json!(extensions);
    }
    out["item"] = json!(helps(question, tongue));
    out
}

fn structure(name: &str) -> String {
    ["http://hl7.org/fhir/StructureDefinition/", name].concat()
}

/// A number of JSON with the digits as they are.
pub(super) fn number(digits: &str) -> Json {
    serde_json::from_str(digits).unwrap_or_else(|_| json!(digits))
}

fn options(question: &Question, tongue: &Tongue, remarks: &mut Vec<Remark>) -> Vec<Json> {
    let mut out = Vec::new();
    let exclusive =
        || json!([{ "url": structure("questionnaire-optionExclusive"), "valueBoolean": true }]);
    let (mut has_group, mut has_help) = (false, false);
    for choice in choices(question) {
        let mut coding = json!({ "code": &*choice.value });
        tongue.put(&mut coding, "display", &choice.label);
        let mut option = json!({ "valueCoding": coding });
        if choice.only {
            option["extension"] = exclusive();
        }
        has_group |= choice.group.is_some();
        has_help |= choice.help.is_some();
        out.push(option);
    }
    for (is_there, what) in [(has_group, "group"), (has_help, "help")] {
        if is_there {
            remarks.push(Remark::new(
                "fhir-option",
                &*question.name,
                &[&question.name, what],
            ));
        }
    }
    if out.is_empty() {
        return out;
    }
    let word = |code: &str, system: Option<&str>, texts: [&str; 3]| {
        let languages = tongue.languages.iter().map(|(_, tag)| match tag.as_str() {
            "en" => texts[2],
            "ja-x-easy" => texts[1],
            _ => texts[0],
        });
        let mut coding = json!({ "code": code });
        if let Some(system) = system {
            coding["system"] = json!(system);
        }
        let n = tongue
            .languages
            .iter()
            .map(|(at, _)| at + 1)
            .max()
            .unwrap_or(0);
        let mut phrase = Phrase(vec![String::new(); n]);
        for ((at, _), text) in tongue.languages.iter().zip(languages) {
            phrase.0[*at] = text.to_owned();
        }
        tongue.put(&mut coding, "display", &phrase);
        let mut option = json!({ "valueCoding": coding });
        if matches!(question.kind, Kind::Several(_)) {
            option["extension"] = exclusive();
        }
        option
    };
    if let Kind::Several(_) = question.kind {
        out.push(word(
            NONE,
            None,
            ["どれもない", "どれもない", "None of these"],
        ));
    }
    let texts = ["分からない", "分からない", "I don't know"];
    out.push(word(UNKNOWN, Some(ABSENT_CODES), texts));
    out
}

/// Why it is asked, more about it, and where to look: texts beside the question.
fn helps(question: &Question, tongue: &Tongue) -> Vec<Json> {
    let parts = [
        ("why", Some(&question.why)),
        ("help", question.help.as_ref()),
        ("look", question.look.as_ref()),
        ("ask", question.ask_whom.as_ref()),
    ];
    let help = json!([{
        "url": structure("questionnaire-itemControl"),
        "valueCodeableConcept": { "coding": [{
            "system": "http://hl7.org/fhir/questionnaire-item-control",
            "code": "help",
        }] },
    }]);
    let mut out = Vec::new();
    for (name, phrase) in parts {
        let Some(phrase) = phrase else { continue };
        let link = format!("{}/{name}", question.name);
        let mut item = json!({ "linkId": link, "type": "display", "extension": help });
        tongue.put(&mut item, "text", phrase);
        if item.get("text").is_some() {
            out.push(item);
        }
    }
    out
}

/// `when:` and `ask-when:` together: FHIR knows one kind of not asking.
fn shown_when(
    out: &mut Json,
    extensions: &mut Vec<Json>,
    book: &Book,
    question: &Question,
    wizard: &Wizard,
    remarks: &mut Vec<Remark>,
) {
    let gates = [("when", question.when), ("ask-when", question.ask_when)];
    let gates: Vec<_> = gates
        .into_iter()
        .filter_map(|(key, it)| Some((key, it?)))
        .collect();
    let mut tests = Vec::new();
    let mut keys = Vec::new();
    for (key, gate) in gates {
        match condition::read(book, gate, wizard) {
            Ok(it) => {
                tests.push(it);
                keys.push(key);
            }
            Err(why) => {
                let args = [&*question.name, key, &why];
                remarks.push(Remark::new("fhir-condition", &*question.name, &args));
            }
        }
    }
    if tests.is_empty() {
        return;
    }
    let whole = condition::all(tests);
    match condition::enable_when(&whole) {
        Some((behavior, whens)) => {
            if whens.len() > 1 {
                out["enableBehavior"] = json!(behavior);
            }
            out["enableWhen"] = json!(whens);
        }
        None => {
            let keys = keys.join(" / ");
            let args = [&*question.name, &keys];
            remarks.push(Remark::new("fhir-expression", &*question.name, &args));
            extensions.push(json!({
                "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
                "valueExpression": {
                    "language": "text/fhirpath",
                    "expression": condition::fhirpath(&whole),
                },
            }));
        }
    }
}
