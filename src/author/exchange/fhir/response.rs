//! Answers as a QuestionnaireResponse, and one back as answers.
//!
//! Answers are what `tsunagu eval --answers` takes: an object of question names.

use serde_json::{Map, Value as Json, json};

use super::super::Remark;
use super::questionnaire::number;
use super::{ABSENT, ABSENT_CODES, NONE, Tongue, UNKNOWN, choices, id};
use crate::book::{Book, Kind, Question, QuestionId, Wizard};
use crate::run::{find, fold};
use crate::value::{Date, Number};

/// A response is a page of answers.
pub const MAX_BYTES: usize = 1 << 20;

/// Groups within groups.
const MAX_DEPTH: usize = 16;

/// The response to the questionnaire of `wizard`, and which answers it lacks.
pub fn response(
    book: &Book,
    wizard: &Wizard,
    answers: &Map<String, Json>,
    lang: &str,
) -> (Json, Vec<Remark>) {
    let tongue = Tongue::new(book, lang);
    let mut remarks = Vec::new();
    let asked = wizard.questions();
    let mut given: Vec<(QuestionId, &Json)> = Vec::new();
    for (name, answer) in answers {
        match book.question(name) {
            Some(it) if asked.contains(&it) => given.push((it, answer)),
            Some(_) => remarks.push(Remark::new("fhir-outside", name, &[name, &wizard.name])),
            None => remarks.push(Remark::new("fhir-link", name, &[name])),
        }
    }
    let mut pages = Vec::new();
    for (n, page) in (1..).zip(&wizard.pages) {
        let mut items = Vec::new();
        for at in &page.questions {
            let Some((_, answer)) = given.iter().find(|(it, _)| it == at) else {
                continue;
            };
            let question = &book.questions[*at];
            match values(question, answer, &tongue) {
                Some(values) if values.is_empty() => {}
                Some(values) => {
                    let mut item = json!({ "linkId": &*question.name, "answer": values });
                    tongue.put(&mut item, "text", &question.ask);
                    items.push(item);
                }
                None => {
                    let args = [&*question.name, &answer.to_string()];
                    remarks.push(Remark::new("fhir-answer", &*question.name, &args));
                }
            }
        }
        if !items.is_empty() {
            let mut group = json!({ "linkId": format!("page-{n}"), "item": items });
            tongue.put(&mut group, "text", &page.title);
            pages.push(group);
        }
    }
    let mut out = json!({
        "resourceType": "QuestionnaireResponse",
        "questionnaire": format!("Questionnaire/{}|{}", id(book, &wizard.name), book.version()),
        "language": tongue.tag(),
        "status": "in-progress",
    });
    if !pages.is_empty() {
        out["item"] = json!(pages);
    }
    (out, remarks)
}

/// `answer` of FHIR; `None` where the answer is none to this question.
fn values(question: &Question, answer: &Json, tongue: &Tongue) -> Option<Vec<Json>> {
    let is_unsure = answer.get("unsure").is_some_and(|it| *it == json!(true));
    if answer.is_null() {
        return Some(Vec::new());
    }
    let key = match &question.kind {
        Kind::YesNo => "valueBoolean",
        Kind::Choice(_) | Kind::Several(_) => "valueCoding",
        Kind::Number { whole: true, .. } => "valueInteger",
        Kind::Number { .. } => "valueDecimal",
        Kind::Date { .. } => "valueDate",
        Kind::Text => "valueString",
    };
    if is_unsure {
        return Some(vec![if key == "valueCoding" {
            json!({ key: { "system": ABSENT_CODES, "code": UNKNOWN } })
        } else {
            let extension = json!([{ "url": ABSENT, "valueCode": UNKNOWN }]);
            json!({ format!("_{key}"): { "extension": extension } })
        }]);
    }
    let text = |it: &Json| match it {
        Json::String(it) => Some(it.clone()),
        Json::Number(it) => Some(it.to_string()),
        Json::Bool(it) => Some(it.to_string()),
        _ => None,
    };
    let coding = |it: &Json| -> Option<Json> {
        let found = find(choices(question), &text(it)?)?;
        let mut coding = json!({ "code": &*found.value });
        tongue.put(&mut coding, "display", &found.label);
        Some(json!({ key: coding }))
    };
    match &question.kind {
        Kind::YesNo => {
            let wrote = fold(&text(answer)?);
            let is_yes = ["true", "はい", "yes"].contains(&wrote.as_str());
            let is_no = ["false", "いいえ", "no"].contains(&wrote.as_str());
            (is_yes || is_no).then(|| vec![json!({ key: is_yes })])
        }
        Kind::Choice(_) => Some(vec![coding(answer)?]),
        Kind::Several(_) => {
            let alone = [answer.clone()];
            let all = answer.as_array().map_or(&alone[..], Vec::as_slice);
            if all.is_empty() {
                return Some(vec![json!({ key: { "code": NONE } })]);
            }
            all.iter().map(coding).collect()
        }
        Kind::Number { .. } => Some(vec![json!({ key: plain(&text(answer)?)? })]),
        Kind::Date { .. } => {
            let date = Date::parse(&text(answer)?)?;
            Some(vec![json!({ key: date.text() })])
        }
        Kind::Text => Some(vec![json!({ key: text(answer)? })]),
    }
}

/// The answers in a response, in its order of questions, and what could not be read.
pub fn answers(book: &Book, json: &str) -> (Map<String, Json>, Vec<Remark>) {
    let mut out = Map::new();
    let mut remarks = Vec::new();
    let root: Json = match serde_json::from_str(json) {
        Ok(it) => it,
        Err(error) => {
            remarks.push(Remark::new("fhir-json", "", &[&error.to_string()]));
            return (out, remarks);
        }
    };
    let kind = root
        .get("resourceType")
        .and_then(Json::as_str)
        .unwrap_or("");
    if kind != "QuestionnaireResponse" {
        let why = format!("resourceType = {kind}");
        remarks.push(Remark::new("fhir-json", "", &[&why]));
        return (out, remarks);
    }
    items(book, &root, 0, &mut out, &mut remarks);
    (out, remarks)
}

fn items(
    book: &Book,
    parent: &Json,
    depth: usize,
    out: &mut Map<String, Json>,
    remarks: &mut Vec<Remark>,
) {
    if depth > MAX_DEPTH {
        return;
    }
    let children = parent.get("item").and_then(Json::as_array);
    for item in children.into_iter().flatten() {
        let link = item.get("linkId").and_then(Json::as_str).unwrap_or("");
        let given = item.get("answer").and_then(Json::as_array);
        if let Some(given) = given {
            match book.question(link) {
                None => remarks.push(Remark::new("fhir-link", link, &[link])),
                Some(at) => {
                    let question = &book.questions[at];
                    match answer(question, given) {
                        Ok(it) => drop(out.insert(question.name.to_string(), it)),
                        Err(wrote) => {
                            let args = [link, &wrote];
                            remarks.push(Remark::new("fhir-answer", link, &args));
                        }
                    }
                }
            }
            for it in given {
                items(book, it, depth + 1, out, remarks);
            }
        }
        items(book, item, depth + 1, out, remarks);
    }
}

/// The answer as we write it; `Err` holds what was written instead.
fn answer(question: &Question, given: &[Json]) -> Result<Json, String> {
    let unsure = || json!({ "unsure": true });
    if given.iter().any(is_unknown) {
        return Ok(unsure());
    }
    let codes = || -> Result<Vec<Json>, String> {
        let mut codes = Vec::new();
        for it in given {
            let coding = it.get("valueCoding");
            let coded = coding.and_then(|it| it.get("code")).and_then(Json::as_str);
            let display = coding
                .and_then(|it| it.get("display"))
                .and_then(Json::as_str);
            let written = it.get("valueString").and_then(Json::as_str);
            let wrote = coded.or(written).or(display).unwrap_or("");
            if wrote == NONE && choices(question).iter().all(|it| *it.value != *NONE) {
                continue;
            }
            match find(choices(question), wrote) {
                Some(it) => codes.push(json!(&*it.value)),
                None => return Err(shown(given)),
            }
        }
        Ok(codes)
    };
    if let Kind::Several(_) = question.kind {
        return Ok(json!(codes()?));
    }
    let [only] = given else {
        return Err(shown(given));
    };
    let number_in = |it: &Json| {
        let keys = ["valueInteger", "valueDecimal"];
        let plain = keys.iter().find_map(|key| it.get(key)).cloned();
        plain.or_else(|| it.get("valueQuantity")?.get("value").cloned())
    };
    let found = match &question.kind {
        Kind::YesNo => only
            .get("valueBoolean")
            .filter(|it| it.is_boolean())
            .cloned(),
        Kind::Choice(_) => codes()?.into_iter().next(),
        Kind::Number { .. } => number_in(only).and_then(|it| plain(&it.to_string())),
        Kind::Date { .. } => only
            .get("valueDate")
            .or_else(|| only.get("valueDateTime"))
            .and_then(Json::as_str)
            .and_then(|it| Date::parse(it.get(..10)?))
            .map(|it| json!(it.text())),
        Kind::Text => only.get("valueString").filter(|it| it.is_string()).cloned(),
        Kind::Several(_) => None,
    };
    found.ok_or_else(|| shown(given))
}

/// A number as JSON; what is whole has no decimal point, as FHIR's integers want it.
fn plain(digits: &str) -> Option<Json> {
    let it = Number::parse(digits)?;
    let whole = it.is_integer().then(|| it.to_i64()).flatten();
    Some(whole.map_or_else(|| number(&it.text()), |it| json!(it)))
}

/// `asked-unknown`, as a coded answer or as the reason why there is no value.
fn is_unknown(answer: &Json) -> bool {
    let coding = answer.get("valueCoding");
    let has = |key: &str, value: &str| {
        coding.and_then(|it| it.get(key)).and_then(Json::as_str) == Some(value)
    };
    if has("system", ABSENT_CODES) && (has("code", UNKNOWN) || has("code", "unknown")) {
        return true;
    }
    let parts = answer.as_object().into_iter().flatten();
    let extensions = parts.filter_map(|(_, it)| it.get("extension").and_then(Json::as_array));
    extensions
        .flatten()
        .any(|it| it.get("url").and_then(Json::as_str) == Some(ABSENT))
}

fn shown(given: &[Json]) -> String {
    let values = given.iter().filter_map(Json::as_object).flatten();
    let values = values.filter(|(key, _)| key.starts_with("value"));
    let texts = values.map(|(_, it)| match it {
        Json::String(it) => it.clone(),
        it => {
            let part = it.get("code").or(it.get("value")).unwrap_or(it);
            part.as_str()
                .map_or_else(|| part.to_string(), ToOwned::to_owned)
        }
    });
    texts.collect::<Vec<_>>().join("、")
}
