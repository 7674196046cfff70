// A portal that draws for itself: the engine asks and works out, the page is
// ours. Nothing but the DOM, in the order a person meets things.

import { ready, RuleBook } from '/tsunagu/tsunagu.js';

/** @import { Choice, Page, Question, Report, Session, Status } from '/tsunagu/tsunagu.js' */

/** @typedef {keyof typeof WORDS} Lang */
const WORDS = {
  ja: {
    fits: '使えそうです',
    open: 'まだ分かりません',
    'does-not-fit': '今の答えでは、あてはまりません',
    desks: '相談できるところ',
    maybe: '（答えによっては）',
    programmes: '支援',
    again: '質問に戻る',
    failed: '案内を読み込めませんでした。お手数ですが、窓口にお電話ください。',
  },
  easy: {
    fits: '使えそうです',
    open: 'まだ わかりません',
    'does-not-fit': '今の 答えでは 使えないようです',
    desks: '相談できる ところ',
    maybe: '（答えで かわります）',
    programmes: '支援',
    again: '質問に もどる',
    failed: '案内を 出すことが できませんでした。窓口に 電話してください。',
  },
  en: {
    fits: 'Seems to fit',
    open: 'Cannot be told yet',
    'does-not-fit': 'Does not fit, by the answers so far',
    desks: 'Whom to contact',
    maybe: ' (depending on your answers)',
    programmes: 'Support',
    again: 'Back to the questions',
    failed: 'The guide could not be loaded. Please call the office.',
  },
};

const form = /** @type {HTMLFormElement} */ (document.querySelector('#guide'));
const languages = /** @type {HTMLSelectElement} */ (document.querySelector('#language'));
const lang = () => /** @type {Lang} */ (languages.value);

start().catch((error) => {
  console.error(error);
  form.replaceChildren(element('p', { textContent: WORDS[lang()].failed, role: 'alert' }));
});

async function start() {
  const [bytes] = await Promise.all([load('/tsunagu/books/kanagawa.book'), ready()]);
  const session = RuleBook.load(bytes, lang()).start({ wizard: '家族', lang: lang() });
  draw(session);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const page = session.page();
    if (page) {
      page.questions.forEach((it) => give(session, it));
      session.next();
      draw(session, 'focus');
    }
  });
  languages.addEventListener('change', () => {
    session.language(lang());
    draw(session);
  });
}

/** @param {string} address */
async function load(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${response.status} ${address}`);
  }
  return response.arrayBuffer();
}

/** Hands the session what the form holds for one question.
 * @param {Session} session @param {Question} question */
function give(session, { name, input }) {
  const given = new FormData(form);
  if (given.has(`unsure ${name}`)) {
    session.unsure(name);
  } else if (input.kind === 'several') {
    session.answer(name, given.getAll(name).map(String));
  } else if (given.get(name)) {
    session.answer(name, String(given.get(name)));
  } else {
    session.clear(name);
  }
}

/** @param {Session} session @param {'focus'} [focus] */
function draw(session, focus) {
  const page = session.page();
  form.lang = lang() === 'en' ? 'en' : 'ja';
  form.replaceChildren(...(page ? questions(session, page) : results(session)));
  if (focus) {
    // Whoever does not see the page hears where they are now.
    /** @type {HTMLElement | null} */ (form.querySelector('[tabindex="-1"]'))?.focus();
  }
}

/** @param {Session} session @param {Page} page */
function questions(session, page) {
  const errors = page.questions.filter((it) => it.error);
  const back = element('button', { type: 'button', textContent: page.back ?? '' });
  back.addEventListener('click', () => {
    session.back();
    draw(session, 'focus');
  });
  return [
    ...(errors.length ? [errorSummary(page, errors)] : []),
    said('h2', page.heading, { tabIndex: -1 }),
    ...page.questions.map(fieldset),
    element('p', {}, [
      element('button', { type: 'submit', textContent: plain(page.next) }),
      ...(page.back === null ? [] : [back]),
    ]),
  ];
}

/** @param {Page} page @param {Question[]} errors */
function errorSummary(page, errors) {
  const links = errors.map((it) =>
    element('li', {}, [said('a', `${it.label}：${it.error}`, { href: `#${id(it.name)}` })]));
  return element('div', { role: 'alert', tabIndex: -1, className: 'errors' }, [
    said('p', page.errors_heading),
    element('ul', {}, links),
  ]);
}

/** @param {Question} question */
function fieldset(question) {
  const why = element('details', {}, [said('summary', question.why_heading), said('p', question.why)]);
  const unsure = tick('checkbox', `unsure ${question.name}`, {
    value: 'yes', label: question.unsure.label, chosen: question.unsure.chosen,
  });
  return element('fieldset', { id: id(question.name), tabIndex: -1 }, [
    said('legend', question.label),
    ...(question.help ? [said('p', question.help)] : []),
    ...(question.error ? [said('p', question.error, { className: 'error' })] : []),
    ...inputs(question),
    unsure,
    why,
  ]);
}

/** @param {Question} question */
function inputs({ name, label, input }) {
  if (input.kind === 'choice' || input.kind === 'several') {
    const type = input.kind === 'choice' ? 'radio' : 'checkbox';
    return input.groups.flatMap((group) => [
      ...(group.heading ? [said('p', group.heading)] : []),
      ...group.options.map((it) => tick(type, name, it)),
    ]);
  }
  const field = element('input', { name, value: input.text, ariaLabel: plain(label), autocomplete: 'off' });
  if (input.kind === 'number') {
    field.inputMode = 'numeric';
    return [field, said('span', input.unit ?? '')];
  }
  return input.kind === 'date' ? [said('p', input.hint), field] : [field];
}

/** @param {'radio' | 'checkbox'} type @param {string} name @param {Pick<Choice, 'value' | 'label' | 'chosen'>} choice */
function tick(type, name, { value, label, chosen }) {
  const box = element('input', { type, name, value, checked: chosen });
  return element('label', {}, [box, said('span', label)]);
}

/** @param {Session} session */
function results(session) {
  const words = WORDS[lang()];
  const report = session.results();
  const again = element('button', { type: 'button', textContent: words.again });
  again.addEventListener('click', () => {
    session.back();
    draw(session, 'focus');
  });
  return [
    said('h2', words.desks, { tabIndex: -1 }),
    element('ul', {}, report.desks.map(desk)),
    said('h2', words.programmes),
    ...statuses.flatMap((status) => programmes(report, status)),
    element('p', {}, [again]),
  ];
}

/** @type {Status[]} */
const statuses = ['fits', 'open', 'does-not-fit'];

/** @param {Report} report @param {Status} status */
function programmes(report, status) {
  const these = report.results.filter((it) => it.status === status);
  const names = these.map((it) => element('li', { lang: 'ja', textContent: it.name }));
  return these.length ? [said('h3', WORDS[lang()][status]), element('ul', {}, names)] : [];
}

/** @param {Report['desks'][number] & { maybe?: boolean }} desk */
function desk({ name, maybe, channels }) {
  const ways = channels.map(({ kind, value }) => element('li', {}, [`${kind}: `, link(kind, value)]));
  return element('li', {}, [said('p', maybe ? name + WORDS[lang()].maybe : name), element('ul', {}, ways)]);
}

/** @param {string} kind @param {string} value */
function link(kind, value) {
  if (kind === '電話') {
    return element('a', { href: `tel:${value.replace(/\D/g, '')}`, textContent: value });
  }
  return value.startsWith('https:') ? element('a', { href: value, textContent: value }) : value;
}

/** Names of questions are Japanese and may hold blanks; an id may not.
 * @param {string} name */
function id(name) {
  return `q-${name.replace(/\s/g, '-')}`;
}

/** A sentence of the book; words with a reading, ｜相談《そうだん》, become ruby.
 * @param {keyof HTMLElementTagNameMap} tag @param {string} sentence @param {object} [properties] */
function said(tag, sentence, properties = {}) {
  // The groups come between the texts: text, word, reading, text, …
  const parts = sentence.split(/｜([^《]+)《([^》]+)》/);
  const nodes = [];
  for (let at = 0; at < parts.length; at += 3) {
    const [text, word, reading] = parts.slice(at, at + 3);
    nodes.push(text);
    if (word) {
      nodes.push(element('ruby', {}, [word, element('rt', { textContent: reading })]));
    }
  }
  return element(tag, properties, nodes);
}

/** @param {string} sentence */
function plain(sentence) {
  return sentence.replace(/｜([^《]+)《[^》]+》/g, '$1');
}

/** @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {object} properties @param {(Node | string)[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]} */
function element(tag, properties, children = []) {
  const it = Object.assign(document.createElement(tag), properties);
  it.append(...children);
  return it;
}
