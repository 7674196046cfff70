//! The questions of a pack as a FHIR R4 Questionnaire, and answers as a
//! QuestionnaireResponse, both ways.
//!
//! A `linkId` is the question's name, which stays what it is (`was:` follows a
//! new name); pages are groups. Languages besides the first stand beside each
//! text in the extension `translation`. "I don't know" is the standard's own
//! word `asked-unknown` of the code system data-absent-reason: an option where
//! there are options, an extension on the value elsewhere.

mod condition;
mod questionnaire;
mod response;

use serde_json::{Value as Json, json};

pub use questionnaire::questionnaire;
pub use response::{MAX_BYTES, answers, response};

use crate::book::{Book, Choice, Kind, Phrase, Question};

const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
const ABSENT_CODES: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
const UNKNOWN: &str = "asked-unknown";
/// "None of these", for a question that takes several. FHIR has no empty answer.
const NONE: &str = "none-of-these";

/// Which languages a text is written in: the first as it is, the others beside it.
struct Tongue {
    /// Index among the book's languages, and the tag in FHIR.
    languages: Vec<(usize, String)>,
}

impl Tongue {
    fn new(book: &Book, first: &str) -> Self {
        let tag = |it: &str| {
            if it == "easy" {
                "ja-x-easy".to_owned()
            } else {
                it.to_owned()
            }
        };
        let mut languages: Vec<(usize, String)> = Vec::new();
        let begin = book.language(first);
        let all = [begin]
            .into_iter()
            .chain((0..book.languages.len()).filter(|it| *it != begin));
        for at in all {
            languages.push((at, tag(&book.languages[at])));
        }
        Self { languages }
    }

    fn tag(&self) -> &str {
        self.languages.first().map_or("ja", |(_, tag)| tag)
    }

    fn text(&self, phrase: &Phrase) -> String {
        let first = self.languages.first().map_or(0, |(at, _)| *at);
        without_readings(phrase.get(first))
    }

    /// Puts the text under `key`, and its translations under `_key`.
    fn put(&self, into: &mut Json, key: &str, phrase: &Phrase) {
        let text = self.text(phrase);
        if text.trim().is_empty() {
            return;
        }
        let mut others = Vec::new();
        for (at, tag) in self.languages.iter().skip(1) {
            let other = phrase.0.get(*at).map(|it| without_readings(it));
            if let Some(other) = other.filter(|it| !it.trim().is_empty() && *it != text) {
                others.push(json!({
                    "url": "http://hl7.org/fhir/StructureDefinition/translation",
                    "extension": [
                        { "url": "lang", "valueCode": tag },
                        { "url": "content", "valueString": other },
                    ],
                }));
            }
        }
        into[key] = json!(text);
        if !others.is_empty() {
            into[format!("_{key}")] = json!({ "extension": others });
        }
    }
}

/// Easy texts carry readings, `｜相談《そうだん》`; other systems show them as they are.
fn without_readings(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('｜') {
        out.push_str(before);
        match after
            .split_once('《')
            .and_then(|(word, tail)| Some((word, tail.split_once('》')?.1)))
        {
            Some((word, tail)) => {
                out.push_str(word);
                rest = tail;
            }
            None => {
                out.push('｜');
                rest = after;
            }
        }
    }
    out + rest
}

fn choices(question: &Question) -> &[Choice] {
    match &question.kind {
        Kind::Choice(it) | Kind::Several(it) => it,
        _ => &[],
    }
}

/// The id of the questionnaire of a wizard: letters and digits only, and the same
/// as long as the names are.
fn id(book: &Book, wizard: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest([&book.pack, "/", wizard].concat().as_bytes());
    let hex: String = hash.iter().take(8).map(|it| format!("{it:02x}")).collect();
    let plain = book.pack.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = plain.take(40).collect();
    format!("{plain}-{hex}")
}
