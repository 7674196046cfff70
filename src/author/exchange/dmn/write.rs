//! A model as XML of DMN 1.3, which dmn-js reads, with a drawing.

use std::collections::BTreeMap;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use sha2::{Digest, Sha256};

use super::super::super::model::{Boxed, Named, Table, TypeDecl};
use super::Definitions;
use crate::book::HitPolicy;

const MODEL: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";

pub(super) fn xml(definitions: &Definitions) -> String {
    let mut out = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    out.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let attributes = [
        ("xmlns", MODEL),
        (
            "xmlns:dmndi",
            "https://www.omg.org/spec/DMN/20191111/DMNDI/",
        ),
        ("xmlns:dc", "http://www.omg.org/spec/DMN/20180521/DC/"),
        ("xmlns:di", "http://www.omg.org/spec/DMN/20180521/DI/"),
        ("id", "definitions"),
        ("name", &definitions.name),
        ("namespace", "urn:x-tsunagu:pack"),
    ];
    out.within("definitions", &attributes, |out| {
        for (name, of) in &definitions.model.types {
            item_definition(out, name, of);
        }
        for input in &definitions.model.inputs {
            let name = &input.name;
            out.within(
                "inputData",
                &[("id", &id("input", name)), ("name", name)],
                |out| {
                    description(out, definitions, name);
                    variable(out, name, input.of.as_ref());
                },
            );
        }
        for decision in &definitions.model.decisions {
            self::decision(out, definitions, decision);
        }
        drawing(out, definitions);
    });
    String::from_utf8(out.0.into_inner()).expect("only texts were written")
}

/// Of one kind of element with a name: the same as long as the name is.
fn id(kind: &str, name: &str) -> String {
    let hash = Sha256::digest(name.as_bytes());
    let hex: String = hash.iter().take(6).map(|it| format!("{it:02x}")).collect();
    format!("{kind}_{hex}")
}

struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn put(&mut self, event: Event<'_>) {
        self.0
            .write_event(event)
            .expect("writing to memory does not fail");
    }

    fn within(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.put(Event::Start(start));
        inside(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.put(Event::Empty(start));
    }

    fn text(&mut self, name: &str, text: &str) {
        // What XML cannot hold at all is no part of any rule.
        let clean: String = text
            .chars()
            .filter(|it| !it.is_control() || matches!(it, '\n' | '\t'))
            .collect();
        self.within(name, &[], |out| {
            out.put(Event::Text(BytesText::new(&clean)))
        });
    }
}

fn description(out: &mut Xml, definitions: &Definitions, name: &str) {
    if let Some(note) = definitions.notes.get(name).filter(|it| !it.is_empty()) {
        out.text("description", note);
    }
}

fn variable(out: &mut Xml, name: &str, of: Option<&TypeDecl>) {
    let id = id("variable", name);
    let mut attributes = vec![("id", id.as_str()), ("name", name)];
    if let Some(TypeDecl::Text(of)) = of {
        attributes.push(("typeRef", of));
    }
    out.empty("variable", &attributes);
}

fn item_definition(out: &mut Xml, name: &str, of: &TypeDecl) {
    let id = id("type", name);
    let (is_list, of) = match of {
        TypeDecl::List(of) => (true, &**of),
        other => (false, other),
    };
    let mut attributes = vec![("id", id.as_str()), ("name", name)];
    if is_list {
        attributes.push(("isCollection", "true"));
    }
    out.within("itemDefinition", &attributes, |out| {
        let (base, allowed) = match of {
            TypeDecl::Allowed(base, allowed) => (&**base, Some(allowed)),
            other => (other, None),
        };
        if let TypeDecl::Text(base) = base {
            out.text("typeRef", base);
        }
        if let Some(allowed) = allowed {
            out.within(
                "allowedValues",
                &[("id", &[&id, "_values"].concat())],
                |out| {
                    out.text("text", allowed);
                },
            );
        }
    });
}

fn decision(out: &mut Xml, definitions: &Definitions, decision: &Named) {
    let name = &decision.name;
    let own = id("decision", name);
    out.within("decision", &[("id", &own), ("name", name)], |out| {
        description(out, definitions, name);
        variable(out, name, result_type(&decision.logic).as_ref());
        for required in &decision.requires {
            let Some((kind, target)) = target(definitions, required) else {
                continue;
            };
            let edge = edge_id(name, required);
            out.within("informationRequirement", &[("id", &edge)], |out| {
                out.empty(kind, &[("href", &["#", &target].concat())]);
            });
        }
        logic(out, &decision.logic, &own);
    });
}

fn edge_id(from: &str, to: &str) -> String {
    id("needs", &[from, "\u{1f}", to].concat())
}

fn target(definitions: &Definitions, name: &str) -> Option<(&'static str, String)> {
    if definitions.model.inputs.iter().any(|it| it.name == name) {
        return Some(("requiredInput", id("input", name)));
    }
    let is_decision = definitions.model.decisions.iter().any(|it| it.name == name);
    is_decision.then(|| ("requiredDecision", id("decision", name)))
}

/// Of what a table gives where that is plain.
fn result_type(logic: &Boxed) -> Option<TypeDecl> {
    let Boxed::Table(table) = logic else {
        return None;
    };
    let single = matches!(
        table.hit,
        HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
    );
    let of = column_type(table, 0).filter(|_| single && table.outputs.len() == 1)?;
    Some(TypeDecl::Text(of.to_owned()))
}

fn column_type(table: &Table, column: usize) -> Option<&'static str> {
    let cells = || {
        table
            .rows
            .iter()
            .filter_map(|(_, it)| it.get(column))
            .filter(|it| *it != "null")
    };
    let all = |is: fn(&str) -> bool| cells().count() > 0 && cells().all(|it| is(it));
    if all(|it| it.starts_with('"') && it.ends_with('"') && it.matches('"').count() == 2) {
        Some("string")
    } else if all(|it| crate::value::Number::parse(it).is_some()) {
        Some("number")
    } else if all(|it| it == "true" || it == "false") {
        Some("boolean")
    } else if all(|it| it.starts_with("date(")) {
        Some("date")
    } else {
        None
    }
}

fn logic(out: &mut Xml, logic: &Boxed, own: &str) {
    let inner = |part: &str| format!("{own}_{part}");
    match logic {
        Boxed::Literal(text) => out.within("literalExpression", &[("id", &inner("text"))], |out| {
            out.text("text", text);
        }),
        Boxed::Relation(columns, rows) => {
            out.within("relation", &[("id", &inner("relation"))], |out| {
                for (n, column) in columns.iter().enumerate() {
                    out.empty(
                        "column",
                        &[("id", &inner(&format!("c{n}"))), ("name", column)],
                    );
                }
                for (n, row) in rows.iter().enumerate() {
                    out.within("row", &[("id", &inner(&format!("r{n}")))], |out| {
                        for (column, cell) in row.iter().enumerate() {
                            self::logic(out, cell, &inner(&format!("r{n}c{column}")));
                        }
                    });
                }
            });
        }
        Boxed::Table(table) => self::table(out, table, own),
        // A pack has no other kinds of boxes.
        _ => out.within("literalExpression", &[("id", &inner("text"))], |out| {
            out.text("text", "null");
        }),
    }
}

fn table(out: &mut Xml, table: &Table, own: &str) {
    let inner = |part: String| format!("{own}_{part}");
    let (policy, aggregation) = hit(table.hit);
    let id = inner("table".to_owned());
    let mut attributes = vec![("id", id.as_str()), ("hitPolicy", policy)];
    attributes.extend(aggregation.map(|it| ("aggregation", it)));
    out.within("decisionTable", &attributes, |out| {
        for (n, input) in table.inputs.iter().enumerate() {
            let attributes = [("id", &*inner(format!("in{n}"))), ("label", input)];
            out.within("input", &attributes, |out| {
                let id = inner(format!("in{n}_expression"));
                out.within("inputExpression", &[("id", &id)], |out| {
                    out.text("text", input)
                });
            });
        }
        for (n, output) in table.outputs.iter().enumerate() {
            let id = inner(format!("out{n}"));
            let mut attributes = vec![("id", id.as_str())];
            if !output.name.is_empty() {
                attributes.push(("name", &output.name));
                attributes.push(("label", &output.name));
            }
            attributes.extend(column_type(table, n).map(|it| ("typeRef", it)));
            out.within("output", &attributes, |out| {
                if let Some(values) = &output.values {
                    let id = inner(format!("out{n}_values"));
                    out.within("outputValues", &[("id", &id)], |out| {
                        out.text("text", values)
                    });
                }
            });
        }
        for (n, (tests, results)) in table.rows.iter().enumerate() {
            out.within("rule", &[("id", &inner(format!("rule{n}")))], |out| {
                for (kind, cells) in [("inputEntry", tests), ("outputEntry", results)] {
                    for (column, cell) in cells.iter().enumerate() {
                        let id = inner(format!("rule{n}_{kind}{column}"));
                        out.within(kind, &[("id", &id)], |out| out.text("text", cell));
                    }
                }
            });
        }
    });
}

/// As the attributes of DMN have them.
fn hit(policy: HitPolicy) -> (&'static str, Option<&'static str>) {
    match policy {
        HitPolicy::Unique => ("UNIQUE", None),
        HitPolicy::Any => ("ANY", None),
        HitPolicy::First => ("FIRST", None),
        HitPolicy::Priority => ("PRIORITY", None),
        HitPolicy::RuleOrder => ("RULE ORDER", None),
        HitPolicy::OutputOrder => ("OUTPUT ORDER", None),
        HitPolicy::Collect => ("COLLECT", None),
        HitPolicy::CollectSum => ("COLLECT", Some("SUM")),
        HitPolicy::CollectMin => ("COLLECT", Some("MIN")),
        HitPolicy::CollectMax => ("COLLECT", Some("MAX")),
        HitPolicy::CollectCount => ("COLLECT", Some("COUNT")),
    }
}

const WIDTH: usize = 180;
const HEIGHT: usize = 60;
const GAP: usize = 40;
const RISE: usize = 140;
/// Viewers put the title of the model into the corner.
const TOP: usize = 130;

/// Inputs at the foot, each decision above all it needs.
fn drawing(out: &mut Xml, definitions: &Definitions) {
    let decisions = &definitions.model.decisions;
    let mut level: BTreeMap<&str, usize> = BTreeMap::new();
    for input in &definitions.model.inputs {
        level.insert(&input.name, 0);
    }
    // As often as there are decisions: enough for the longest chain.
    for _ in 0..=decisions.len() {
        let mut moved = false;
        for it in decisions {
            let below = it
                .requires
                .iter()
                .filter_map(|it| level.get(it.as_str()))
                .max();
            let own = below.map_or(1, |it| it + 1).min(decisions.len());
            moved |= level.insert(&it.name, own) != Some(own);
        }
        if !moved {
            break;
        }
    }
    let top = level.values().max().copied().unwrap_or(0);
    let mut next = vec![0; top + 1];
    let mut corners: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let names = definitions.model.inputs.iter().map(|it| it.name.as_str());
    let names: Vec<&str> = names
        .chain(decisions.iter().map(|it| it.name.as_str()))
        .collect();
    for name in &names {
        let Some(level) = level.get(name) else {
            continue;
        };
        let x = GAP + next[*level] * (WIDTH + GAP);
        next[*level] += 1;
        corners.insert(name, (x, TOP + (top - level) * RISE));
    }
    out.within("dmndi:DMNDI", &[], |out| {
        out.within("dmndi:DMNDiagram", &[("id", "diagram")], |out| {
            for name in &names {
                let (Some((x, y)), Some((_, element))) =
                    (corners.get(name), target(definitions, name))
                else {
                    continue;
                };
                let attributes = [
                    ("id", &*["shape_", &element].concat()),
                    ("dmnElementRef", &element),
                ];
                out.within("dmndi:DMNShape", &attributes, |out| {
                    let [x, y, width, height] = [*x, *y, WIDTH, HEIGHT].map(|it| it.to_string());
                    let bounds = [
                        ("height", &*height),
                        ("width", &width),
                        ("x", &x),
                        ("y", &y),
                    ];
                    out.empty("dc:Bounds", &bounds);
                });
            }
            for decision in decisions {
                for required in &decision.requires {
                    let ends = (
                        corners.get(required.as_str()),
                        corners.get(decision.name.as_str()),
                    );
                    let (Some(from), Some(to)) = ends else {
                        continue;
                    };
                    let edge = edge_id(&decision.name, required);
                    let attributes = [
                        ("id", &*["edge_", &edge].concat()),
                        ("dmnElementRef", &edge),
                    ];
                    out.within("dmndi:DMNEdge", &attributes, |out| {
                        for (x, y) in [
                            (from.0 + WIDTH / 2, from.1),
                            (to.0 + WIDTH / 2, to.1 + HEIGHT),
                        ] {
                            let (x, y) = (x.to_string(), y.to_string());
                            out.empty("di:waypoint", &[("x", &x), ("y", &y)]);
                        }
                    });
                }
            }
        });
    });
}
