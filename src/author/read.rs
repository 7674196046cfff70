//! Files to a [`Pack`]: which file holds what, and each declaration's keys.

use super::check::flow_comma::flow_comma;
use super::fields::{Fields, cites, scalar, scalars, texts};
use super::keys;
use super::pack::{
    At, BookDecl, ConditionDecl, ConditionKind, ConstraintDecl, DecisionDecl, FactsDecl,
    MilestoneDecl, OptionDecl, Options, OptionsTable, Pack, ProgramDecl, QuestionDecl, SaidDecl,
    SettledDecl, SourceDecl, Texts, UndecidedDecl, WizardDecl,
};
use super::source::{Files, Sources};
use super::yaml::{self, Key, Node, NodeKind};
use super::{Diagnostic, Place, messages};

/// Reads the YAML of one pack. Its tables are read where they are used.
pub(super) fn pack(
    files: &Files,
    name: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Option<Pack> {
    let manifest = [name, "/pack.yaml"].concat();
    let Some(bytes) = files.get(&manifest) else {
        let file = sources.add(&manifest, b"", out);
        out.push(Diagnostic::new(
            "missing-pack",
            Place { file, span: 0..0 },
            &[],
        ));
        return None;
    };
    let file = sources.add(&manifest, bytes, out);
    let mut pack = Pack {
        name: name.to_owned(),
        version: String::new(),
        title: Vec::new(),
        languages: vec!["ja".to_owned()],
        imports: Vec::new(),
        from: None,
        until: None,
        sources: Vec::new(),
        desks: None,
        channels: None,
        undecided: Vec::new(),
        settled: Vec::new(),
        books: Vec::new(),
        readings: None,
        terms: Vec::new(),
        questions: Vec::new(),
        facts: Vec::new(),
        decisions: Vec::new(),
        programs: Vec::new(),
        wizards: Vec::new(),
        constraints: Vec::new(),
        milestones: Vec::new(),
    };
    if let Some(root) = document(file, sources, out) {
        read_manifest(&root, &mut pack, out);
    }
    for folder in ["questions", "decisions", "programs", "wizards"] {
        let prefix = [name, "/", folder, "/"].concat();
        for (path, bytes) in files.range(prefix.clone()..) {
            if !path.starts_with(&prefix) {
                break;
            }
            if path.ends_with(".yaml") || path.ends_with(".yml") {
                let file = sources.add(path, bytes, out);
                if let Some(root) = document(file, sources, out) {
                    declarations(&root, &mut pack, out);
                }
            }
        }
    }
    Some(pack)
}

/// The YAML document of a file; an empty file is none.
pub(super) fn document(file: usize, sources: &Sources, out: &mut Vec<Diagnostic>) -> Option<Node> {
    let text = sources
        .get(file)
        .map(|it| it.text.clone())
        .unwrap_or_default();
    yaml::parse(file, &text, out)
}

fn read_manifest(root: &Node, pack: &mut Pack, out: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(root, &keys::MANIFEST, out) else {
        return;
    };
    let name = fields.need_text("pack", out);
    if let Some(name) = name.filter(|it| it.it != pack.name) {
        out.push(Diagnostic::new(
            "bad-value",
            name.place,
            &[&name.it, "pack", &pack.name],
        ));
    }
    pack.version = fields
        .need_text("version", out)
        .map(|it| it.it)
        .unwrap_or_default();
    pack.title = fields.need_texts("name", out);
    let languages = fields.list("languages", out);
    if !languages.is_empty() {
        pack.languages = languages.into_iter().map(|it| it.it).collect();
    }
    pack.imports = fields.list("imports", out);
    pack.from = fields.date("from", out);
    pack.until = fields.date("until", out);
    for (key, node) in fields.entries("books", out) {
        pack.books.extend(book(key, node, out));
    }
    pack.readings = fields.text("readings", out);
    pack.terms = fields.list("terms", out);
    documents(&mut fields, pack, out);
    if let Some(mut desks) = fields
        .get("desks")
        .and_then(|it| Fields::of(it, &keys::DESKS, out))
    {
        pack.desks = desks.need_text("file", out);
        pack.channels = desks.text("channels", out);
        desks.finish(out);
    }
    fields.finish(out);
}

/// What the sources are, leave open and disagree about: in `pack.yaml`, or
/// beside the rules that rest on it.
fn documents(fields: &mut Fields<'_>, pack: &mut Pack, out: &mut Vec<Diagnostic>) {
    for (key, node) in fields.entries("sources", out) {
        pack.sources.extend(source(key, node, out));
    }
    for (key, node) in fields.entries("undecided", out) {
        pack.undecided.extend(undecided(key, node, out));
    }
    for (key, node) in fields.entries("settled", out) {
        pack.settled.extend(settled(key, node, out));
    }
}

fn book(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<BookDecl> {
    let mut fields = Fields::of(node, &keys::BOOK, out)?;
    let book = BookDecl {
        name: named(key),
        wizards: fields
            .need("wizards", out)
            .map_or_else(Vec::new, |it| scalars(it, out)),
        languages: fields.list("languages", out),
    };
    fields.finish(out);
    Some(book)
}

fn named(key: &Key) -> At<String> {
    At {
        it: key.text.clone(),
        place: key.place.clone(),
    }
}

fn source(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<SourceDecl> {
    let mut fields = Fields::of(node, &keys::SOURCE, out)?;
    let source = SourceDecl {
        name: named(key),
        title: fields.need_texts("title", out),
        publisher: fields.text("publisher", out).map(|it| it.it),
        date: fields.date("date", out),
        url: fields.text("url", out),
    };
    fields.finish(out);
    Some(source)
}

fn undecided(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<UndecidedDecl> {
    let mut fields = Fields::of(node, &keys::UNDECIDED, out)?;
    let undecided = UndecidedDecl {
        name: named(key),
        about: fields.need_texts("about", out),
        ask: fields.need_texts("ask", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(undecided)
}

fn settled(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<SettledDecl> {
    let mut fields = Fields::of(node, &keys::SETTLED, out)?;
    let mut says = Vec::new();
    match fields.get("says").map(|it| (&it.kind, &it.place)) {
        Some((NodeKind::List(items), _)) => {
            for item in items {
                let Some(mut said) = Fields::of(item, &keys::SAID, out) else {
                    continue;
                };
                says.push(SaidDecl {
                    text: said.need_texts("text", out),
                    cites: said.cites("source", out),
                });
                said.finish(out);
            }
        }
        Some((_, place)) => out.push(Diagnostic::new("wrong-shape", place.clone(), &["@a-list"])),
        None => {}
    }
    let settled = SettledDecl {
        name: named(key),
        about: fields.need_texts("about", out),
        says,
        reading: fields.need_texts("reading", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(settled)
}

/// Any of the four kinds of file may hold any of these.
fn declarations(root: &Node, pack: &mut Pack, out: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(root, &keys::DECLARATIONS, out) else {
        return;
    };
    for (key, node) in fields.entries("questions", out) {
        pack.questions.extend(question(key, node, out));
    }
    for (key, node) in fields.entries("tables", out) {
        pack.facts.extend(facts(key, node, out));
    }
    for (key, node) in fields.entries("decisions", out) {
        pack.decisions.extend(decision(key, node, out));
    }
    for (key, node) in fields.entries("programs", out) {
        pack.programs.extend(program(key, node, out));
    }
    for (key, node) in fields.entries("wizards", out) {
        pack.wizards.extend(wizard(key, node, out));
    }
    for (key, node) in fields.entries("constraints", out) {
        pack.constraints.extend(constraint(key, node, out));
    }
    for (key, node) in fields.entries("milestones", out) {
        pack.milestones.extend(milestone(key, node, out));
    }
    documents(&mut fields, pack, out);
    fields.finish(out);
}

fn question(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<QuestionDecl> {
    let mut fields = Fields::of(node, &keys::QUESTION, out)?;
    let (mut look, mut ask_whom) = (Vec::new(), Vec::new());
    if let Some(mut unsure) = fields
        .get("unsure")
        .and_then(|it| Fields::of(it, &keys::UNSURE, out))
    {
        look = unsure.texts("look", out);
        ask_whom = unsure.texts("ask", out);
        unsure.finish(out);
    }
    let question = QuestionDecl {
        name: named(key),
        was: fields.list("was", out),
        ask: fields.need_texts("ask", out),
        why: fields.need_texts("why", out),
        help: fields.texts("help", out),
        kind: fields.need_text("kind", out).unwrap_or_else(|| At {
            it: String::new(),
            place: key.place.clone(),
        }),
        options: fields
            .get("options")
            .map(|it| options(it, out))
            .unwrap_or_default(),
        min: fields.text("min", out),
        max: fields.text("max", out),
        step: fields.text("step", out),
        unit: fields.texts("unit", out),
        when: fields.text("when", out),
        ask_when: fields.text("ask-when", out),
        can_change: fields.text("can-change", out),
        grows: fields.text("grows", out),
        look,
        ask_whom,
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(question)
}

fn options(node: &Node, out: &mut Vec<Diagnostic>) -> Options {
    let Some(mut fields) = Fields::of(node, &keys::OPTIONS_TABLE, out) else {
        return Options::default();
    };
    // An option may itself be called `table`; then its value is no text alone.
    if let Some(table) = fields
        .get("table")
        .filter(|it| matches!(it.kind, NodeKind::Scalar(..)))
    {
        let table = scalar(table, out).and_then(|table| {
            Some(OptionsTable {
                table,
                value: fields.need_text("value", out)?,
                label: fields.texts("label", out),
                group: fields.texts("group", out),
                reading: fields.text("reading", out),
                also_called: fields.list("also-called", out),
            })
        });
        let listed = fields
            .entries("also", out)
            .iter()
            .filter_map(|(key, it)| option(key, it, out))
            .collect();
        fields.finish(out);
        return Options { listed, table };
    }
    let NodeKind::Map(entries) = &node.kind else {
        return Options::default();
    };
    Options {
        listed: entries
            .iter()
            .filter_map(|(key, it)| option(key, it, out))
            .collect(),
        table: None,
    }
}

/// An option: its text, or texts by language with `group`, `help` and `only`.
fn option(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<OptionDecl> {
    let mut option = OptionDecl {
        value: named(key),
        label: Vec::new(),
        help: Vec::new(),
        group: Vec::new(),
        only: false,
        also_called: Vec::new(),
        content: node.place.clone(),
        is_text: !matches!(node.kind, NodeKind::Map(_)),
    };
    match &node.kind {
        NodeKind::Map(entries) => {
            flow_comma(entries, out);
            for (key, it) in entries {
                match key.text.as_str() {
                    "help" => option.help = texts(it, out),
                    "group" => option.group = texts(it, out),
                    "only" => option.only = truth(it, "only", out),
                    "also-called" => option.also_called = scalars(it, out),
                    language if !it.is_empty() => {
                        debug_assert!(keys::OPTION.key(language).is_none());
                        option.label.push((language.to_owned(), scalar(it, out)?))
                    }
                    _ => {}
                }
            }
        }
        _ => option.label = texts(node, out),
    }
    Some(option)
}

fn truth(node: &Node, key: &str, out: &mut Vec<Diagnostic>) -> bool {
    let Some(text) = scalar(node, out) else {
        return false;
    };
    if !["true", "false"].contains(&text.it.as_str()) {
        out.push(Diagnostic::new(
            "bad-value",
            text.place,
            &[&text.it, key, &messages::list(["true", "false"])],
        ));
    }
    text.it == "true"
}

fn facts(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<FactsDecl> {
    let mut fields = Fields::of(node, &keys::FACTS, out)?;
    let columns = fields.entries("columns", out);
    let columns = columns
        .iter()
        .filter_map(|(key, it)| Some((named(key), scalar(it, out)?)));
    let columns = columns.collect();
    let facts = FactsDecl {
        name: named(key),
        file: fields.need_text("file", out)?,
        columns,
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(facts)
}

fn decision(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<DecisionDecl> {
    let mut fields = Fields::of(node, &keys::DECISION, out)?;
    let labels = fields.entries("labels", out);
    let decision = DecisionDecl {
        name: named(key),
        label: fields.texts("label", out),
        unit: fields.texts("unit", out),
        note: fields.texts("note", out),
        labels: labels
            .iter()
            .map(|(key, it)| (named(key), texts(it, out)))
            .collect(),
        table: fields.text("table", out),
        value: None,
        cites: fields.cites("source", out),
    };
    let value = if decision.table.is_some() {
        fields.text("value", out)
    } else {
        fields.need_text("value", out)
    };
    if decision.table.is_some() && value.is_some() {
        out.push(Diagnostic::new(
            "either-or",
            key.place.clone(),
            &["table", "value"],
        ));
    }
    fields.finish(out);
    Some(DecisionDecl { value, ..decision })
}

fn program(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<ProgramDecl> {
    let mut fields = Fields::of(node, &keys::PROGRAM, out)?;
    let fits = fields.need("fits", out).and_then(|it| condition(it, out));
    let (mut how, mut decides, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(mut apply) = fields
        .get("apply")
        .and_then(|it| Fields::of(it, &keys::APPLY, out))
    {
        how = apply.texts("how", out);
        decides = apply.texts("decides", out);
        documents = match apply.get("documents").map(|it| (&it.kind, it)) {
            Some((NodeKind::List(items), _)) => items.iter().map(|it| texts(it, out)).collect(),
            Some((_, node)) => vec![texts(node, out)],
            None => Vec::new(),
        };
        apply.finish(out);
    }
    let program = ProgramDecl {
        name: named(key),
        label: fields.texts("label", out),
        summary: fields.texts("summary", out),
        audience: fields
            .list("for", out)
            .into_iter()
            .map(|it| it.it)
            .collect(),
        from: fields.date("from", out),
        until: fields.date("until", out),
        fits,
        amount: fields.text("amount", out),
        gives: fields.texts("gives", out),
        how,
        decides,
        documents,
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(program)
}

fn condition(node: &Node, out: &mut Vec<Diagnostic>) -> Option<ConditionDecl> {
    if let NodeKind::Scalar(..) = node.kind {
        let test = ConditionKind::Is(scalar(node, out)?);
        return Some(ConditionDecl {
            test,
            say: Vec::new(),
            cites: Vec::new(),
        });
    }
    let mut fields = Fields::of(node, &keys::CONDITION, out)?;
    let parts = |node: &Node, out: &mut Vec<Diagnostic>| -> Vec<ConditionDecl> {
        match &node.kind {
            NodeKind::List(items) => items.iter().filter_map(|it| condition(it, out)).collect(),
            _ => {
                out.push(Diagnostic::new(
                    "wrong-shape",
                    node.place.clone(),
                    &["@a-list"],
                ));
                Vec::new()
            }
        }
    };
    let test = if let Some(all) = fields.get("all") {
        Some(ConditionKind::All(parts(all, out)))
    } else if let Some(any) = fields.get("any") {
        Some(ConditionKind::Any(parts(any, out)))
    } else if let Some(not) = fields.get("not") {
        condition(not, out).map(|it| ConditionKind::Not(Box::new(it)))
    } else {
        fields.need_text("if", out).map(ConditionKind::Is)
    };
    let written = ["all", "any", "not", "if"]
        .into_iter()
        .filter(|it| fields.get(it).is_some());
    if let [first, second, ..] = written.collect::<Vec<_>>()[..] {
        out.push(Diagnostic::new(
            "either-or",
            node.place.clone(),
            &[first, second],
        ));
    }
    let say = fields.texts("say", out);
    let cites = fields
        .get("source")
        .map_or_else(Vec::new, |it| cites(it, out));
    fields.finish(out);
    Some(ConditionDecl {
        test: test?,
        say,
        cites,
    })
}

fn constraint(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<ConstraintDecl> {
    let mut fields = Fields::of(node, &keys::CONSTRAINT, out)?;
    let constraint = ConstraintDecl {
        name: named(key),
        must: fields.need_text("must", out),
        say: fields.need_texts("say", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(constraint)
}

fn milestone(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<MilestoneDecl> {
    let mut fields = Fields::of(node, &keys::MILESTONE, out)?;
    let sets = fields.entries("sets", out);
    let milestone = MilestoneDecl {
        name: named(key),
        label: fields.texts("label", out),
        of: fields.need_text("of", out),
        age: fields.need_text("age", out),
        at: fields.text("at", out),
        when: fields.text("when", out),
        sets: sets
            .iter()
            .map(|(key, it)| (named(key), scalars(it, out)))
            .collect(),
        prepare: fields.texts("prepare", out),
        early: fields.text("early", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(milestone)
}

fn wizard(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<WizardDecl> {
    let mut fields = Fields::of(node, &keys::WIZARD, out)?;
    let mut pages: Vec<(Texts, Vec<At<String>>)> = Vec::new();
    match fields.need("pages", out).map(|it| (&it.kind, &it.place)) {
        Some((NodeKind::List(items), _)) => {
            for item in items {
                let Some(mut page) = Fields::of(item, &keys::PAGE, out) else {
                    continue;
                };
                let title = page.need_texts("title", out);
                let questions = page
                    .need("questions", out)
                    .map_or_else(Vec::new, |it| scalars(it, out));
                page.finish(out);
                pages.push((title, questions));
            }
        }
        Some((_, place)) => out.push(Diagnostic::new("wrong-shape", place.clone(), &["@a-list"])),
        None => {}
    }
    let wizard = WizardDecl {
        name: named(key),
        title: fields.need_texts("title", out),
        intro: fields.texts("intro", out),
        say: fields.texts("say", out),
        pages,
        results: fields.list("results", out),
        show: fields.list("show", out),
        desks: fields.list("desks", out),
    };
    fields.finish(out);
    Some(wizard)
}
