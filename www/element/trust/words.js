// What a family reads instead of a book that we will not open.

import { dayLong } from '../along/day.js';

const WORDS = {
  ja: {
    unvouched:
      'この案内が正しいものか確かめられなかったので、表示していません。お手数ですが、窓口に直接お問い合わせください。',
    unable:
      'お使いのブラウザーでは、この案内が正しいものか確かめられないので、表示していません。ブラウザーを新しくして開き直すか、窓口に直接お問い合わせください。',
    early: 'この案内は、{day}から使えます。それまでは、窓口に直接お問い合わせください。',
    over: 'この案内は、{day}で終わりました。今の決まりと違うかもしれないので、表示していません。窓口に直接お問い合わせください。',
  },
  easy: {
    unvouched: 'この案内が 正しいものか わからないので、出していません。窓口に 聞いてください。',
    unable:
      'このブラウザーでは、案内が 正しいものか わからないので、出していません。新しい ブラウザーで 開いてください。窓口に 聞くことも できます。',
    early: 'この案内は、{day}から 使えます。それまでは、窓口に 聞いてください。',
    over: 'この案内は、{day}で 終わりました。決まりが 変わったかも しれないので、出していません。窓口に 聞いてください。',
  },
  en: {
    unvouched: 'We could not make sure that this guide is genuine, so it is not shown. Please contact the office directly.',
    unable:
      'Your browser cannot make sure that this guide is genuine, so it is not shown. Please open it in an up-to-date browser, or contact the office directly.',
    early: 'This guide can be used from {day}. Until then, please contact the office directly.',
    over: 'This guide ended on {day}. The rules may have changed since, so it is not shown. Please contact the office directly.',
  },
};

/** One of the sentences, with its day filled in. */
export function sentence(name, tag, day = '') {
  const lang = language(tag);
  return WORDS[lang][name].replace('{day}', day && dayLong(day, lang));
}

/** As in ../words.js: what we do not have here falls back to Japanese. */
function language(tag) {
  const [first, ...rest] = (tag || 'ja').toLowerCase().split('-');
  if (rest.includes('easy')) {
    return 'easy';
  }
  return Object.hasOwn(WORDS, first) ? first : 'ja';
}
