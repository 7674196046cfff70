//! Elements of DMN to a model, whatever the version.

use super::super::super::model::{Boxed, Input, Named, Output, Table, TypeDecl};
use super::super::Remark;
use super::Definitions;
use super::element::Element;
use crate::book::HitPolicy;

/// Of the model of any version of DMN.
const NAMESPACES: [&str; 2] = [
    "http://www.omg.org/spec/DMN/",
    "https://www.omg.org/spec/DMN/",
];

pub(super) fn definitions(root: &Element, remarks: &mut Vec<Remark>) -> Option<Definitions> {
    let namespaces = root.attributes.iter().map(|(_, it)| it.as_str());
    let is_dmn = namespaces
        .into_iter()
        .any(|it| NAMESPACES.iter().any(|prefix| it.starts_with(prefix)));
    if root.name != "definitions" || !is_dmn {
        remarks.push(Remark::new("dmn-version", "", &[&root.name]));
        return None;
    }
    let mut out = Definitions {
        name: root.attribute("name").unwrap_or("DMN").to_owned(),
        ..Definitions::default()
    };
    for element in &root.children {
        let name = element.attribute("name").unwrap_or("").to_owned();
        if let Some(note) = element.child("description") {
            out.notes.insert(name.clone(), note.text.trim().to_owned());
        }
        out.ids.insert(name.clone(), element.id().to_owned());
        match element.name.as_str() {
            "itemDefinition" => out.model.types.push((name, item(element))),
            "inputData" => out.model.inputs.push(Input {
                of: variable_type(element),
                name,
            }),
            "decision" => out
                .model
                .decisions
                .push(named(element, name, root, remarks)),
            "businessKnowledgeModel" => {
                out.model
                    .functions
                    .push(named(element, name, root, remarks));
            }
            "decisionService"
            | "knowledgeSource"
            | "import"
            | "performanceIndicator"
            | "organizationUnit" => {
                let args = [&*element.name];
                remarks.push(Remark::new("dmn-dropped", element.id(), &args));
            }
            // Texts and drawings.
            _ => {}
        }
    }
    Some(out)
}

fn item(element: &Element) -> TypeDecl {
    let components: Vec<(String, TypeDecl)> = element
        .all("itemComponent")
        .map(|it| (it.attribute("name").unwrap_or("").to_owned(), item(it)))
        .collect();
    let mut of = if components.is_empty() {
        let base = element.child("typeRef").map_or("Any", |it| it.text.trim());
        TypeDecl::Text(plain_type(base))
    } else {
        TypeDecl::Context(components)
    };
    if let Some(allowed) = element.child("allowedValues").and_then(Element::written) {
        of = TypeDecl::Allowed(Box::new(of), allowed.to_owned());
    }
    if element.attribute("isCollection") == Some("true") {
        of = TypeDecl::List(Box::new(of));
    }
    of
}

/// `feel:string` of older versions is `string`.
fn plain_type(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

fn variable_type(element: &Element) -> Option<TypeDecl> {
    let of = element.child("variable")?.attribute("typeRef")?;
    Some(TypeDecl::Text(plain_type(of)))
}

fn named(element: &Element, name: String, root: &Element, remarks: &mut Vec<Remark>) -> Named {
    let required = |kind: &'static str, part: &'static str| {
        let parts = element.all(kind).flat_map(move |it| it.all(part));
        parts.filter_map(|it| it.attribute("href")?.rsplit('#').next())
    };
    let ids = required("informationRequirement", "requiredInput")
        .chain(required("informationRequirement", "requiredDecision"))
        .chain(required("knowledgeRequirement", "requiredKnowledge"));
    let name_of = |id: &str| {
        let found = root
            .children
            .iter()
            .find(|it| it.attribute("id") == Some(id));
        found
            .and_then(|it| it.attribute("name"))
            .map(ToOwned::to_owned)
    };
    let requires = ids.filter_map(name_of).collect();
    let logic = element
        .children
        .iter()
        .find_map(|it| boxed(it, remarks))
        .unwrap_or_else(|| {
            let args = [name.as_str(), "–"];
            remarks.push(Remark::new("dmn-logic", element.id(), &args));
            Boxed::Literal("null".to_owned())
        });
    Named {
        of: variable_type(element),
        name,
        logic,
        requires,
    }
}

/// The expression an element is; `None` where it is none.
fn boxed(element: &Element, remarks: &mut Vec<Remark>) -> Option<Boxed> {
    let part = |name: &str, remarks: &mut Vec<Remark>| -> Option<Box<Boxed>> {
        let found = element.child(name)?;
        found
            .children
            .iter()
            .find_map(|it| boxed(it, remarks))
            .map(Box::new)
    };
    let name = |it: &Element| it.attribute("name").unwrap_or("").to_owned();
    Some(match element.name.as_str() {
        "literalExpression" => Boxed::Literal(element.written().unwrap_or("null").to_owned()),
        "decisionTable" => Boxed::Table(table(element)),
        "context" => {
            let (mut entries, mut result) = (Vec::new(), None);
            for entry in element.all("contextEntry") {
                let value = entry.children.iter().find_map(|it| boxed(it, remarks));
                let value = value.unwrap_or_else(|| Boxed::Literal("null".to_owned()));
                match entry.child("variable") {
                    Some(it) => entries.push((name(it), value)),
                    None => result = Some(Box::new(value)),
                }
            }
            Boxed::Context(entries, result)
        }
        "relation" => {
            let columns = element.all("column").map(name).collect();
            let mut rows = Vec::new();
            for row in element.all("row") {
                rows.push(
                    row.children
                        .iter()
                        .filter_map(|it| boxed(it, remarks))
                        .collect(),
                );
            }
            Boxed::Relation(columns, rows)
        }
        "list" => Boxed::List(
            element
                .children
                .iter()
                .filter_map(|it| boxed(it, remarks))
                .collect(),
        ),
        "invocation" => {
            let function = element.children.iter().find_map(|it| boxed(it, remarks))?;
            let mut bindings = Vec::new();
            for binding in element.all("binding") {
                let value = binding.children.iter().find_map(|it| boxed(it, remarks));
                let value = value.unwrap_or_else(|| Boxed::Literal("null".to_owned()));
                bindings.push((
                    binding.child("parameter").map(name).unwrap_or_default(),
                    value,
                ));
            }
            Boxed::Invocation(Box::new(function), bindings)
        }
        "functionDefinition" | "encapsulatedLogic" => {
            if !matches!(element.attribute("kind"), None | Some("FEEL")) {
                let args = [element.id(), element.attribute("kind").unwrap_or("")];
                remarks.push(Remark::new("dmn-logic", element.id(), &args));
                return Some(Boxed::Literal("null".to_owned()));
            }
            let parameters = element.all("formalParameter").map(|it| Input {
                name: name(it),
                of: it
                    .attribute("typeRef")
                    .map(|it| TypeDecl::Text(plain_type(it))),
            });
            let parameters = parameters.collect();
            let body = element.children.iter().find_map(|it| boxed(it, remarks))?;
            Boxed::Function(parameters, Box::new(body))
        }
        "conditional" => Boxed::If(
            part("if", remarks)?,
            part("then", remarks)?,
            part("else", remarks)?,
        ),
        "filter" => Boxed::Filter(part("in", remarks)?, part("match", remarks)?),
        "for" | "some" | "every" => {
            let variable = element
                .attribute("iteratorVariable")
                .unwrap_or("item")
                .to_owned();
            let list = part("in", remarks)?;
            match element.name.as_str() {
                "for" => Boxed::For(variable, list, part("return", remarks)?),
                "some" => Boxed::Some(variable, list, part("satisfies", remarks)?),
                _ => Boxed::Every(variable, list, part("satisfies", remarks)?),
            }
        }
        _ => return None,
    })
}

fn table(element: &Element) -> Table {
    let cells = |rule: &Element, kind: &str| -> Vec<String> {
        rule.all(kind)
            .map(|it| it.written().unwrap_or("").to_owned())
            .collect()
    };
    let inputs = element.all("input").map(|it| {
        let written = it.child("inputExpression").and_then(Element::written);
        written.unwrap_or("null").to_owned()
    });
    let outputs = element.all("output").map(|it| Output {
        name: it.attribute("name").unwrap_or("").to_owned(),
        values: it
            .child("outputValues")
            .and_then(Element::written)
            .map(ToOwned::to_owned),
        default: it
            .child("defaultOutputEntry")
            .and_then(Element::written)
            .map(ToOwned::to_owned),
    });
    let mut outputs: Vec<Output> = outputs.collect();
    // One column alone gives bare values, whatever it is called.
    if let [only] = outputs.as_mut_slice() {
        only.name.clear();
    }
    Table {
        hit: hit(element),
        inputs: inputs.collect(),
        outputs,
        rows: element
            .all("rule")
            .map(|it| (cells(it, "inputEntry"), cells(it, "outputEntry")))
            .collect(),
    }
}

fn hit(element: &Element) -> HitPolicy {
    let policy = element.attribute("hitPolicy").unwrap_or("UNIQUE");
    match (policy, element.attribute("aggregation")) {
        ("ANY", _) => HitPolicy::Any,
        ("FIRST", _) => HitPolicy::First,
        ("PRIORITY", _) => HitPolicy::Priority,
        ("RULE ORDER", _) => HitPolicy::RuleOrder,
        ("OUTPUT ORDER", _) => HitPolicy::OutputOrder,
        ("COLLECT", Some("SUM")) => HitPolicy::CollectSum,
        ("COLLECT", Some("MIN")) => HitPolicy::CollectMin,
        ("COLLECT", Some("MAX")) => HitPolicy::CollectMax,
        ("COLLECT", Some("COUNT")) => HitPolicy::CollectCount,
        ("COLLECT", _) => HitPolicy::Collect,
        _ => HitPolicy::Unique,
    }
}
