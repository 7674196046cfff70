//! A session put in words: the [`View`] a page or a terminal draws.
//!
//! Parts of it live beside this file: `wording` writes sets and values,
//! `present` arranges screens.

use alloc::{borrow::ToOwned, boxed::Box, string::String, vec, vec::Vec};

use super::eval::{Evaluator, Input};
use super::outlook::verdict;
use super::reason::Reason;
use super::report::{ResultReport, SourceReport};
use super::session::{Place, SavedAnswer, Session, choices};
use super::view::{
    ChannelView, Check, CheckRow, Choice, Desk, Fact, Group, Input as Control, Missing, Page,
    Progress, Question, ReasonView, ResultGroup, ResultView, Results, Screen, Start, Status,
    Unsure, View,
};
use super::wording::{self, join_lines};
use crate::book::{self, ChannelKind, Kind, Phrase, QuestionId};
use crate::book::{Words, fill};
use crate::value::{ToList, ToText, Value, joined};

/// More desks than this are no next step.
const MAX_FIRST: usize = 3;

/// Lists longer than this are picked from, not shown as buttons.
const MAX_BUTTONS: usize = 12;

impl Session {
    pub(super) fn words(&self) -> Words {
        self.book.words(self.language)
    }

    fn say(&self, phrase: &Phrase) -> String {
        phrase.get(self.language).to_owned()
    }

    fn say_some(&self, phrase: Option<&Phrase>) -> Option<String> {
        phrase.map(|it| self.say(it)).filter(|it| !it.is_empty())
    }

    /// What the person sees now.
    #[inline(never)]
    pub fn view(&self) -> View {
        let screen = match &self.place {
            Place::Start => Screen::Start(self.start_screen()),
            Place::Page { page, questions } => Screen::Page(self.page_screen(*page, questions)),
            Place::Check => Screen::Check(self.check_screen()),
            Place::Results => Screen::Results(Box::new(self.results_view())),
        };
        View {
            title: self.title(),
            lang: self.lang().to_owned(),
            progress: self.progress(),
            so_far: self.facts(true),
            screen,
        }
    }

    fn title(&self) -> String {
        self.wizard()
            .map_or_else(|| self.say(&self.book.title), |it| self.say(&it.title))
    }

    #[inline(never)]
    fn progress(&self) -> Progress {
        let (at_least, at_most) = self.plan.bounds();
        let asked = self.inputs.iter().filter(|it| **it != Input::Open).count();
        let text = if at_most == 0 {
            String::new()
        } else {
            self.words().at_most(at_most)
        };
        Progress {
            screen: match self.place {
                Place::Start => "start",
                Place::Page { .. } => "page",
                Place::Check => "check",
                Place::Results => "results",
            },
            asked,
            at_least,
            at_most,
            depth: self.depth(),
            text,
        }
    }

    #[inline(never)]
    fn start_screen(&self) -> Start {
        let words = self.words();
        let intro = self
            .wizard()
            .and_then(|it| self.say_some(it.intro.as_ref()));
        let notices = [
            words.guide_only(),
            words.always_ask(),
            words.stays_here(),
            words.skip_is_fine(),
        ];
        Start {
            intro: intro.into_iter().to_list(),
            notices: notices.into(),
            begin: words.begin(),
        }
    }

    #[inline(never)]
    fn page_screen(&self, page: usize, questions: &[QuestionId]) -> Page {
        let words = self.words();
        let page = self.wizard().and_then(|it| it.pages.get(page));
        Page {
            heading: page.map(|it| self.say(&it.title)).unwrap_or_default(),
            questions: questions
                .iter()
                .filter_map(|it| self.question_view(*it))
                .to_list(),
            next: words.next(),
            back: Some(words.back()),
            errors_heading: words.error_summary(),
        }
    }

    #[inline(never)]
    fn question_view(&self, question: QuestionId) -> Option<Question> {
        let words = self.words();
        let it = self.book.questions.get(question)?;
        let input = self.inputs.get(question)?;
        let draft = self.draft(question);
        let error = match draft {
            Some(draft) if self.show_errors => Some(draft.refusal.in_words(words)),
            None if self.show_errors && *input == Input::Open && self.plan.is_now(question) => {
                let empty = super::answer::Refusal::new(&it.name, super::answer::Why::Empty, "");
                Some(empty.in_words(words))
            }
            _ => None,
        };
        let chosen = *input == Input::Unsure;
        Some(Question {
            name: String::from(&*it.name),
            label: self.say(&it.ask),
            help: self.say_some(it.help.as_ref()),
            why: self.say(&it.why),
            why_heading: words.why(),
            input: self.control(it, input, draft.map(|it| it.text.as_str())),
            unsure: Unsure {
                label: words.unsure(),
                chosen,
                advice: self.advice(it),
            },
            error,
        })
    }

    /// Where to look and whom to ask, and that going on without is fine.
    fn advice(&self, question: &book::Question) -> Vec<String> {
        let words = self.words();
        let mut lines: Vec<String> = self.advice_lines(question);
        lines.push(words.unsure_is_fine().to_owned());
        lines
    }

    #[inline(never)]
    fn advice_lines(&self, question: &book::Question) -> Vec<String> {
        let words = self.words();
        let mut lines = Vec::new();
        for (heading, phrase) in [
            (words.look(), &question.look),
            (words.ask_whom(), &question.ask_whom),
        ] {
            if let Some(text) = self.say_some(phrase.as_ref()) {
                lines.push([heading, &text].to_text());
            }
        }
        lines
    }

    #[inline(never)]
    fn control(&self, question: &book::Question, input: &Input, draft: Option<&str>) -> Control {
        let words = self.words();
        let given = match input {
            Input::Given(value) => Some(value),
            _ => None,
        };
        let typed = || match (draft, given) {
            (Some(draft), _) => draft.to_owned(),
            (None, Some(value)) => wording::plain(value),
            (None, None) => String::new(),
        };
        match &question.kind {
            Kind::YesNo => {
                let option = |value: bool, label: &str| Choice {
                    value: if value { "true" } else { "false" }.to_owned(),
                    label: label.to_owned(),
                    help: None,
                    chosen: given == Some(&Value::Boolean(value)),
                    only: false,
                };
                let options = vec![option(true, words.yes()), option(false, words.no())];
                Control::Choice {
                    groups: vec![Group {
                        heading: None,
                        options,
                    }],
                    long: false,
                }
            }
            Kind::Choice(choices) => Control::Choice {
                groups: self.groups(choices, given),
                long: choices.len() > MAX_BUTTONS,
            },
            Kind::Several(choices) => {
                let mut groups = self.groups(choices, given);
                let has_own_none = choices.iter().any(|it| it.only);
                if !has_own_none {
                    let none = Choice {
                        value: String::new(),
                        label: words.none_of_these().to_owned(),
                        help: None,
                        chosen: matches!(given, Some(Value::List(list)) if list.is_empty()),
                        only: true,
                    };
                    groups.push(Group {
                        heading: None,
                        options: vec![none],
                    });
                }
                Control::Several {
                    groups,
                    hint: words.tick_all(),
                }
            }
            Kind::Number { unit, .. } => Control::Number {
                text: typed(),
                unit: self.say_some(unit.as_ref()),
            },
            Kind::Date { .. } => Control::Date {
                text: typed(),
                hint: words.date_hint(),
            },
            Kind::Text => Control::Text { text: typed() },
        }
    }

    #[inline(never)]
    fn groups(&self, choices: &[book::Choice], given: Option<&Value>) -> Vec<Group> {
        let is_chosen = |value: &str| match given {
            Some(Value::Text(text)) => &**text == value,
            Some(Value::List(list)) => list.iter().any(|it| it.as_text() == Some(value)),
            _ => false,
        };
        let mut groups: Vec<Group> = Vec::new();
        for choice in choices {
            let heading = self.say_some(choice.group.as_ref());
            let option = Choice {
                value: String::from(&*choice.value),
                label: self.say(&choice.label),
                help: self.say_some(choice.help.as_ref()),
                chosen: is_chosen(&choice.value),
                only: choice.only,
            };
            match groups.iter_mut().find(|it| it.heading == heading) {
                Some(group) => group.options.push(option),
                None => groups.push(Group {
                    heading,
                    options: vec![option],
                }),
            }
        }
        groups
    }

    #[inline(never)]
    fn check_screen(&self) -> Check {
        let words = self.words();
        Check {
            heading: words.check(),
            contradictions_heading: words.contradictions(),
            contradictions: self.contradiction_lines(),
            rows: self.answered_rows(),
            next: words.see_results(),
            back: Some(words.back()),
        }
    }

    /// What was answered, in the wizard's order; what does not apply is left out.
    #[inline(never)]
    fn answered_rows(&self) -> Vec<CheckRow> {
        let words = self.words();
        let row = |question: QuestionId| {
            let it = self.book.questions.get(question)?;
            let input = self.inputs.get(question)?;
            if *input == Input::Open || !self.plan.may_apply(question) {
                return None;
            }
            let label = self.say(&it.ask);
            Some(CheckRow {
                name: String::from(&*it.name),
                answer: self.answer_text(it, input),
                change: words.change(),
                change_label: fill(words.change_of(), &[&label]),
                label,
            })
        };
        self.wizard()
            .map(book::Wizard::questions)
            .unwrap_or_default()
            .into_iter()
            .filter_map(row)
            .to_list()
    }

    #[inline(never)]
    pub(super) fn answer_text(&self, question: &book::Question, input: &Input) -> String {
        let words = self.words();
        let value = match input {
            Input::Given(value) => value,
            Input::Unsure | Input::Open | Input::Among(_) => return words.unsure().to_owned(),
        };
        let label = |value: &str| -> String {
            let choice =
                choices(&question.kind).and_then(|it| it.iter().find(|it| &*it.value == value));
            choice.map_or_else(|| value.to_owned(), |it| self.say(&it.label))
        };
        match (value, &question.kind) {
            (Value::Boolean(true), _) => words.yes().to_owned(),
            (Value::Boolean(false), _) => words.no().to_owned(),
            (Value::Text(text), _) => label(text),
            (Value::List(list), _) if list.is_empty() => words.none_of_these().to_owned(),
            (Value::List(list), _) => {
                let labels: Vec<String> =
                    list.iter().filter_map(Value::as_text).map(label).to_list();
                joined(&labels, words.comma())
            }
            (Value::Number(number), Kind::Number { unit, .. }) => {
                wording::number(*number, unit.as_ref(), self.language)
            }
            (value, _) => wording::plain(value),
        }
    }

    /// The results screen, wherever the person is.
    #[inline(never)]
    pub fn results_view(&self) -> Results {
        let words = self.words();
        let mut evaluator = self.evaluator(self.memo.clone());
        let group = |status: Status, heading: &'static str| ResultGroup {
            status,
            heading,
            missing_heading: words.missing(),
            missing: Vec::new(),
            results: Vec::new(),
        };
        let mut groups = vec![
            group(Status::Fits, words.fits()),
            group(Status::Open, words.open()),
            group(Status::DoesNotFit, words.does_not_fit()),
        ];
        for program in self.programs() {
            let Some(result) = self.result_view(&mut evaluator, program) else {
                continue;
            };
            if let Some(group) = groups.iter_mut().find(|it| it.status == result.status) {
                group.results.push(result);
            }
        }
        groups.retain(|it| !it.results.is_empty());
        for group in &mut groups {
            group.missing = missing_for(&group.results);
        }
        let sources = self.book.sources.iter().map(|it| self.source_line(it));
        let say = self.wizard().and_then(|it| self.say_some(it.say.as_ref()));
        let desks = self.desks();
        Results {
            heading: words.results(),
            notices: vec![words.guide_only(), words.always_ask()],
            contradictions_heading: words.contradictions(),
            contradictions: self.contradiction_lines(),
            next_heading: words.next_steps(),
            say_heading: words.first_words(),
            say,
            desks_heading: words.desks(),
            first_desks: self.first_desks(&desks),
            desks: desks
                .into_iter()
                .map(|(desk, sure)| self.desk_view(desk, sure))
                .to_list(),
            other_desks_heading: words.other_desks(),
            desk_changes_heading: words.desk_changes(),
            desk_changes: self
                .desk_decisions()
                .first()
                .map_or(Vec::new(), |it| self.change_lines(&self.desk_changes(*it))),
            groups,
            facts_heading: words.facts(),
            facts: self.facts(false),
            life_heading: words.life(),
            life: self.life(),
            life_list: words.one_by_one(),
            answers_heading: words.answers(),
            answers: self.answered_rows(),
            sources_heading: words.sources(),
            sources: sources.to_list(),
            print: words.print(),
            back: words.back(),
            as_of: self.as_of(),
        }
    }

    /// Whom to contact next: the certain ones in front, up to the first that can be
    /// called; where none is certain, the first that may be it.
    fn first_desks(&self, desks: &[(&book::Desk, bool)]) -> usize {
        let mut n: usize = 0;
        for (desk, sure) in desks {
            if n > 0 && !sure || n == MAX_FIRST {
                break;
            }
            n = n.saturating_add(1);
            if self.channels(desk).any(|it| it.kind == ChannelKind::Phone) {
                break;
            }
        }
        n
    }

    #[inline(never)]
    fn as_of(&self) -> String {
        let words = self.words();
        let moment = wording::moment(self.at, words);
        let (open, close) = if words.ja() {
            ("（", "）")
        } else {
            (" (", ")")
        };
        let version = [
            words.version(),
            " ",
            &self.book.version,
            open,
            &self.book.pack,
            close,
        ]
        .to_text();
        join_lines(&[&[&moment, words.as_of()].to_text(), &version], words)
    }

    #[inline(never)]
    fn source_line(&self, source: &book::Source) -> String {
        let mut line = self.say(&source.title);
        if let Some(date) = source.date {
            line.push_str(&wording::as_of(date, self.at.date, self.words()));
        }
        if let Some(url) = &source.url {
            line.push(' ');
            line.push_str(url);
        }
        line
    }

    #[inline(never)]
    pub(super) fn cite_lines(&self, cites: &[SourceReport]) -> Vec<String> {
        let words = self.words();
        let line = |cite: &SourceReport| {
            let source = self.book.sources.iter().find(|it| it.name == cite.doc);
            let mut line = source.map_or_else(|| cite.doc.clone(), |it| self.say(&it.title));
            if !cite.at.is_empty() {
                line.push(' ');
                line.push_str(&cite.at);
            }
            if let Some(date) = cite.as_of.as_deref().and_then(crate::value::Date::parse) {
                line.push_str(&wording::as_of(date, self.at.date, words));
            }
            line
        };
        cites.iter().map(line).to_list()
    }

    fn cite_some(&self, cite: Option<&book::Cite>) -> Vec<String> {
        let cites: Vec<book::Cite> = cite.into_iter().cloned().to_list();
        self.cite_lines(&self.sources(&cites))
    }

    #[inline(never)]
    fn result_view(&self, evaluator: &mut Evaluator<'_>, program: usize) -> Option<ResultView> {
        let words = self.words();
        let it = self.book.programs.get(program)?;
        let report: ResultReport = self.result(evaluator, program)?;
        let verdict = verdict(report.status, words);
        // How to apply for what does not fit would only mislead.
        let may_fit = report.status != Status::DoesNotFit;
        let missing = if report.status == Status::Open {
            self.missing(&report.missing)
        } else {
            Vec::new()
        };
        let documents: Vec<String> = it.documents.iter().map(|it| self.say(it)).to_list();
        let mut apply = Vec::new();
        for (label, value) in [
            (words.how(), self.say_some(it.how.as_ref())),
            (words.decides(), self.say_some(it.decides.as_ref())),
            (
                words.documents(),
                (!documents.is_empty()).then(|| joined(&documents, words.comma())),
            ),
        ] {
            if let Some(value) = value.filter(|_| may_fit) {
                apply.push(Fact {
                    label: label.to_owned(),
                    value,
                    note: None,
                });
            }
        }
        Some(ResultView {
            name: String::from(&*it.name),
            label: self.say(&it.label),
            summary: self.say_some(it.summary.as_ref()),
            status: report.status,
            verdict,
            more: words.more(),
            amount: report.amount.as_ref().map(|it| wording::yen(&it.0, words)),
            because_heading: words.because(),
            because: report
                .because
                .iter()
                .map(|it| self.reason_view(it))
                .to_list(),
            missing_heading: words.missing(),
            missing,
            changes_heading: words.changes(),
            changes: self.change_lines(&self.changes(&it.name)),
            gives: self.say_some(it.gives.as_ref()).filter(|_| may_fit),
            apply,
            sources: self.cite_lines(&report.sources),
        })
    }

    #[inline(never)]
    fn missing(&self, names: &[String]) -> Vec<Missing> {
        let words = self.words();
        let one = |name: &String| {
            let it = self.book.questions.get(self.book.question(name)?)?;
            let label = self.say(&it.ask);
            Some(Missing {
                name: name.clone(),
                change: words.answer_it(),
                change_label: fill(words.change_of(), &[&label]),
                label,
                advice: self.advice_lines(it),
            })
        };
        names.iter().filter_map(one).to_list()
    }

    #[inline(never)]
    fn reason_view(&self, reason: &Reason) -> ReasonView {
        let words = self.words();
        let state = match reason.status {
            Status::Fits => words.holds(),
            Status::Open => words.undetermined(),
            Status::DoesNotFit => words.fails(),
        };
        let answer = |(name, _): &(String, SavedAnswer)| {
            let question = self.book.question(name)?;
            let it = self.book.questions.get(question)?;
            let answer = self.answer_text(it, self.inputs.get(question)?);
            Some([self.say(&it.ask).as_str(), words.colon(), &answer].to_text())
        };
        ReasonView {
            text: reason.text.clone(),
            state,
            status: reason.status,
            answers: reason.answers.iter().filter_map(answer).to_list(),
            source: self.cite_lines(&reason.sources).into_iter().next(),
            parts: reason.parts.iter().map(|it| self.reason_view(it)).to_list(),
        }
    }

    /// The decisions the wizard shows. On the way, only those known a little.
    #[inline(never)]
    fn facts(&self, on_the_way: bool) -> Vec<Fact> {
        let words = self.words();
        let shown = self.wizard().map_or(&[][..], |it| &it.show);
        let fact = |decision: usize| {
            let it = self.book.decisions.get(decision)?;
            let set = self.decision(decision);
            if set.null().is_some() && set.is_settled() {
                return None;
            }
            // On the way: what is certain, and bounds once they mean something.
            let is_news =
                set.is_settled() || (wording::is_range(&set) && !self.is_untouched(decision));
            let value = wording::set(&set, it, self.language, words);
            (is_news || !on_the_way).then(|| Fact {
                label: self.say(&it.label),
                value,
                note: self.say_some(it.note.as_ref()).filter(|_| !on_the_way),
            })
        };
        shown.iter().filter_map(|it| fact(*it)).to_list()
    }

    /// Nothing this decision looks at was answered yet.
    fn is_untouched(&self, decision: usize) -> bool {
        let node = self.graph.decision(decision);
        let looks_at = |question: &usize| self.graph.dependents(*question).contains(&node);
        let answered =
            (0..self.inputs.len()).filter(|it| self.inputs.get(*it) != Some(&Input::Open));
        !answered.into_iter().any(|it| looks_at(&it))
    }

    #[inline(never)]
    fn desk_view(&self, desk: &book::Desk, sure: bool) -> Desk {
        let words = self.words();
        let mut channels: Vec<ChannelView> = self
            .channels(desk)
            .map(|it| self.channel_view(it))
            .to_list();
        if let Some(url) = &desk.url {
            channels.push(ChannelView {
                kind: words.web(),
                value: url.clone(),
                link: Some(url.clone()),
                hours: None,
                open: super::view::Openness::Unknown,
                state: String::new(),
                note: None,
            });
        }
        Desk {
            id: String::from(&*desk.id),
            name: self.say(&desk.name),
            description: self.say_some(desk.description.as_ref()),
            place: desk.place.clone(),
            maybe: (!sure).then(|| words.maybe_desk()),
            no_channels: channels.is_empty().then(|| words.no_channels()),
            channels,
            sources: self.cite_some(desk.cite.as_ref()),
        }
    }

    #[inline(never)]
    fn channel_view(&self, channel: &book::Channel) -> ChannelView {
        let words = self.words();
        let service = super::hours::service(channel.hours.as_ref(), self.at);
        // There is nobody behind it whose hours could be asked for.
        let is_page = channel.kind == ChannelKind::Web && channel.hours.is_none();
        let kind = match channel.kind {
            ChannelKind::Phone => words.phone(),
            ChannelKind::Fax => words.fax(),
            ChannelKind::Line => words.line(),
            ChannelKind::Mail => words.mail(),
            ChannelKind::Form => words.form(),
            ChannelKind::Visit => words.visit(),
            ChannelKind::Web => words.web(),
        };
        ChannelView {
            kind,
            value: channel.value.clone(),
            link: wording::link(channel),
            hours: channel.hours.as_ref().map(|it| wording::hours(it, words)),
            open: service.now,
            state: if is_page {
                String::new()
            } else {
                wording::service(service, words)
            },
            note: self.say_some(channel.note.as_ref()),
        }
    }
}

/// What is missing for any of these, once.
#[inline(never)]
fn missing_for(results: &[ResultView]) -> Vec<Missing> {
    let mut all: Vec<Missing> = Vec::new();
    for result in results {
        for missing in &result.missing {
            if !all.iter().any(|it| it.name == missing.name) {
                all.push(missing.clone());
            }
        }
    }
    all
}
