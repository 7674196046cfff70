// What the element says when there is no book to say it.
//
// Every other sentence comes with the book. A language we do not have here
// falls back to Japanese, the language of the portal around us.

const WORDS = {
  ja: {
    load: '案内を読み込めませんでした。通信の状態を確かめて、ページを開き直してください。',
    setup: 'いま、この案内は使えません。お手数ですが、窓口に直接お問い合わせください。',
  },
  easy: {
    load: '案内を 出すことが できませんでした。ページを もう一度 開いてください。',
    setup: '今、この案内は 使えません。窓口に 聞いてください。',
  },
  en: {
    load: 'The guide could not be loaded. Check your connection, then open this page again.',
    setup: 'The guide cannot be used at the moment. Please contact the office directly.',
  },
};

/** The words for a language tag such as `en-GB` or `ja-x-easy`. */
export function words(lang) {
  const [language, ...rest] = (lang || 'ja').toLowerCase().split('-');
  if (rest.includes('easy')) {
    return WORDS.easy;
  }
  return WORDS[language] ?? WORDS.ja;
}
