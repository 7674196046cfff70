//! What stands on the page of one thing, by its kind.

use super::html::{Html, el, link};
use super::model::{Item, slug};
use super::section::{View, pair, pairs, period};
use super::words;
use crate::book::{CanChange, Condition, ConditionId, ConditionTest, Kind, Logic, Period, Turn};

impl<'b> View<'_, 'b> {
    /// The thing itself, without its sources and what it hangs together with.
    pub(super) fn body(&self, item: Item) -> Html {
        match item {
            Item::Wizard(it) => self.wizard(it),
            Item::Program(it) => self.program(it),
            Item::Decision(it) => self.decision(it),
            Item::Facts(it) => self.facts_table(item, &self.model.book.facts[it]),
            Item::Question(it) => self.question(it),
            Item::Milestone(it) => self.milestone(it),
            Item::Constraint(it) => self.constraint(it),
            Item::Desks => self.desks(),
            Item::Source(it) => self.source(it),
        }
    }

    /// The places in sources that stand for the whole thing; rows and conditions
    /// have theirs beside them.
    pub(super) fn sources(&self, item: Item) -> Html {
        let book = self.model.book;
        self.cites(match item {
            Item::Program(it) => &book.programs[it].cites,
            Item::Decision(it) => &book.decisions[it].cites,
            Item::Facts(it) => &book.facts[it].cites,
            Item::Question(it) => &book.questions[it].cites,
            Item::Milestone(it) => &book.milestones[it].cites,
            Item::Constraint(it) => &book.constraints[it].cites,
            Item::Wizard(_) | Item::Desks | Item::Source(_) => &[],
        })
    }

    fn wizard(&self, at: usize) -> Html {
        let wizard = &self.model.book.wizards[at];
        let mut rows = self.pair("はじめの文", wizard.intro.as_ref());
        rows.push(self.pair("窓口で最初に言えること", wizard.say.as_ref()));
        let mut out = pairs(rows);
        let shown = |title: &str, list: &str, items: Vec<Item>| -> Html {
            if items.is_empty() {
                return Html::default();
            }
            let items: Html = items.into_iter().map(|it| self.entry(it)).collect();
            [self.heading(2, title), el(list, items)].into()
        };
        for page in &wizard.pages {
            let questions = page.questions.iter().copied().map(Item::Question);
            let title = ["ページ「", self.model.text(&page.title), "」"].concat();
            out.push(shown(&title, "ol", questions.collect()));
        }
        let results = wizard.results.iter().copied().map(Item::Program);
        out.push(shown("知らせる制度", "ol", results.collect()));
        let show = wizard.show.iter().copied().map(Item::Decision);
        out.push(shown("見せること", "ol", show.collect()));
        let desks = wizard.desks.iter().copied().map(Item::Decision);
        out.push(shown("相談先を決めるもの", "ol", desks.collect()));
        out
    }

    fn program(&self, at: usize) -> Html {
        let program = &self.model.book.programs[at];
        let mut rows = self.pair("あらまし", program.summary.as_ref());
        rows.push(pair("いつ", period(program.period)));
        let audience: Vec<&str> = program.audience.iter().map(|it| &**it).collect();
        rows.push(pair("だれのため", audience.join("、")));
        rows.push(self.pair("受けられるもの", program.gives.as_ref()));
        rows.push(self.pair("手続き", program.how.as_ref()));
        rows.push(self.pair("決めるところ", program.decides.as_ref()));
        let documents = program.documents.iter();
        let documents: Html = documents.map(|it| el("li", self.model.text(it))).collect();
        if !documents.is_empty() {
            rows.push(pair("用意するもの", el("ul", documents)));
        }
        let mut out = pairs(rows);
        out.push(self.heading(2, "条件"));
        out.push(el("ul", self.condition(program.fits)));
        if let Some(amount) = program.amount {
            out.push(self.heading(2, "金額（円）"));
            out.push(self.formula(amount));
        }
        out
    }

    fn condition(&self, id: ConditionId) -> Html {
        let Condition { test, say, cites } = &self.model.book.conditions[id];
        let said = say.as_ref().map_or("", |it| self.model.text(it));
        let mut out = el("b", said);
        if said.is_empty() {
            out = Html::default();
        }
        let mut below: &[ConditionId] = &[];
        match test {
            ConditionTest::All(parts) => {
                out.push("次のすべて");
                below = parts;
            }
            ConditionTest::Any(parts) => {
                out.push("次のどれか");
                below = parts;
            }
            ConditionTest::Not(part) => {
                out.push("次のことがない");
                below = std::slice::from_ref(part);
            }
            ConditionTest::Is(expr, _) => {
                out.push("（");
                out.push(self.words(&words::expr(self.model.book, *expr)));
                out.push("）");
            }
        }
        for cite in cites {
            out.push("　出典：");
            out.push(self.cite(cite));
        }
        if !below.is_empty() {
            let below: Html = below.iter().map(|it| self.condition(*it)).collect();
            out.push(el("ul", below));
        }
        el("li", out)
    }

    fn formula(&self, expr: usize) -> Html {
        el("p", self.words(&words::expr(self.model.book, expr)))
    }

    fn decision(&self, at: usize) -> Html {
        let decision = &self.model.book.decisions[at];
        let mut rows = self.pair("添え書き", decision.note.as_ref());
        rows.push(self.pair("単位", decision.unit.as_ref()));
        let mut out = pairs(rows);
        out.push(self.heading(2, "求め方"));
        out.push(match &decision.logic {
            Logic::Expr(expr) => self.formula(*expr),
            Logic::Table(table) => self.decision_table(Item::Decision(at), table),
        });
        let labels = decision.labels.iter();
        let labels: Html = labels
            .map(|(it, label)| self.pair(it, Some(label)))
            .collect();
        if !labels.is_empty() {
            out.push(self.heading(2, "答えの見せ方"));
            out.push(pairs(labels));
        }
        out
    }

    fn question(&self, at: usize) -> Html {
        let book = self.model.book;
        let question = &book.questions[at];
        let mut rows = self.pair("なぜ聞くか", Some(&question.why));
        rows.push(self.pair("補足", question.help.as_ref()));
        rows.push(pair("答え方", self.kind(&question.kind)));
        let gates = [
            (
                "たずねるのは、次のとき（ほかは、あてはまらない）",
                question.when,
            ),
            (
                "たずねるのは、次のとき（ほかは、分からないまま）",
                question.ask_when,
            ),
        ];
        for (label, gate) in gates {
            if let Some(gate) = gate {
                rows.push(pair(label, self.words(&words::expr(book, gate))));
            }
        }
        let change = match question.can_change {
            _ if question.grows => "一年に一つ増える",
            Some(CanChange::ByChoice) => "本人が決められる",
            Some(CanChange::WithTime) => "時がたてば変わる",
            Some(CanChange::ByMoving) => "引っ越せば変わる",
            None => "変えられない",
        };
        rows.push(pair("答えが変わるか", change));
        rows.push(self.pair("分からないとき見るもの", question.look.as_ref()));
        rows.push(self.pair("分からないとき聞くところ", question.ask_whom.as_ref()));
        let was: Vec<&str> = question.was.iter().map(|it| &**it).collect();
        rows.push(pair("前の名前", was.join("、")));
        let mut out = pairs(rows);
        if let Kind::Choice(choices) | Kind::Several(choices) = &question.kind {
            out.push(self.heading(2, "選択肢"));
            let choices = choices.iter().map(|it| {
                let label = self.model.text(&it.label);
                let mut words = Html::from(label);
                if label != &*it.value {
                    words.push(["（規則の中では「", &it.value, "」）"].concat());
                }
                if it.only {
                    words.push("（ほかと同時に選べない）");
                }
                if let Some(help) = &it.help {
                    words.push(["：", self.model.text(help)].concat());
                }
                el("li", words)
            });
            out.push(el("ul", choices.collect::<Html>()));
        }
        out
    }

    fn kind(&self, kind: &'b Kind) -> String {
        match kind {
            Kind::YesNo => "はい・いいえ".to_owned(),
            Kind::Choice(_) => "一つ選ぶ".to_owned(),
            Kind::Several(_) => "いくつでも選ぶ".to_owned(),
            Kind::Number {
                min,
                max,
                unit,
                whole,
            } => {
                let unit = unit.as_ref().map_or("", |it| self.model.text(it));
                let what = if *whole { "整数" } else { "数" };
                format!("{what}（{min}から{max}まで{unit}）")
            }
            Kind::Date { min, max } => {
                let bounds = period(Period {
                    from: *min,
                    until: *max,
                });
                if bounds.is_empty() {
                    "日付".to_owned()
                } else {
                    format!("日付（{bounds}）")
                }
            }
            Kind::Text => "文字".to_owned(),
        }
    }

    fn milestone(&self, at: usize) -> Html {
        let book = self.model.book;
        let milestone = &book.milestones[at];
        let day = match milestone.turn {
            Turn::Birthday => "なる日",
            Turn::SchoolYear => "なった後の、最初の4月1日",
        };
        let when = format!("で満{}歳に{day}", milestone.age);
        let when: Html = [self.link(Item::Question(milestone.of)), when.into()].into();
        let mut rows = pair("いつ", when);
        if let Some(gate) = milestone.when {
            rows.push(pair(
                "来るのは、次のとき",
                self.words(&words::expr(book, gate)),
            ));
        }
        rows.push(self.pair("準備", milestone.prepare.as_ref()));
        if milestone.early > 0 {
            rows.push(pair(
                "準備を始める時期",
                format!("{}か月前", milestone.early),
            ));
        }
        let sets = milestone.sets.iter().map(|(question, values)| {
            let values: Vec<String> = values.iter().map(words::literal).collect();
            let values = if values.is_empty() {
                "分からない".to_owned()
            } else {
                values.join("か")
            };
            el(
                "li",
                [
                    self.link(Item::Question(*question)),
                    ["は", &values].concat().into(),
                ],
            )
        });
        let sets: Html = sets.collect();
        if !sets.is_empty() {
            rows.push(pair("その日からの答え", el("ul", sets)));
        }
        pairs(rows)
    }

    fn constraint(&self, at: usize) -> Html {
        let constraint = &self.model.book.constraints[at];
        let must = words::expr(self.model.book, constraint.must);
        let mut rows = pair("かならず", self.words(&must));
        rows.push(self.pair("そうでないときの文", Some(&constraint.say)));
        pairs(rows)
    }

    fn source(&self, at: usize) -> Html {
        let source = &self.model.book.sources[at];
        let mut rows = pair("発行", source.publisher.as_deref().unwrap_or(""));
        if let Some(date) = source.date {
            rows.push(pair("いつの内容か", self.as_of(date)));
        }
        if let Some(url) = &source.url {
            rows.push(pair("アドレス", link(url, url)));
        }
        let mut out = pairs(rows);
        let doubts: Html = self
            .model
            .doubts()
            .into_iter()
            .filter(|it| it.sources().contains(&at))
            .map(|it| {
                let anchor = slug(it.kind(), it.name());
                let page = if self.in_one { "" } else { "index.html" };
                el("li", link(&[page, "#", &anchor].concat(), it.name()))
            })
            .collect();
        if !doubts.is_empty() {
            out.push(self.heading(2, "この出典で決まっていないこと、食いちがうこと"));
            out.push(el("ul", doubts));
        }
        out
    }
}
