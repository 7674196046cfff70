// The element in a React page: attributes in, events out. React 19 passes
// both to custom elements by itself; `on` and the event's name is a listener.
//
// Bundled for the demo with `tsunagu` left outside, so that tsunagu.wasm is
// found next to tsunagu.js as on any portal.

import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'tsunagu';

const PLACES = ['', '横浜市', '藤沢市', '清川村'];
const LANGUAGES = { ja: '日本語', easy: 'やさしい日本語', en: 'English' };

function Guide() {
  const [municipality, setMunicipality] = useState('');
  const [lang, setLang] = useState('ja');
  const [progress, setProgress] = useState();
  const [done, setDone] = useState(false);
  return (
    <>
      <p className="controls">
        <Select label="市区町村" value={municipality} onChange={setMunicipality}
          options={PLACES.map((it) => [it, it || '選ばない'])} />
        <Select label="ことば" value={lang} onChange={setLang} options={Object.entries(LANGUAGES)} />
      </p>
      <p role="status">{done ? '結果が出ています。' : said(progress)}</p>
      <tsunagu-intake
        book="/tsunagu/books/kanagawa.book"
        wizard="家族"
        lang={lang}
        municipality={municipality || undefined}
        ontsunagu-progress={({ detail }) => setProgress(detail)}
        ontsunagu-results={() => setDone(true)}
      >
        <p>質問を表示できないときは、<a href="tel:0452271255">045-227-1255</a>へお電話ください。</p>
      </tsunagu-intake>
    </>
  );
}

function Select({ label, value, options, onChange }) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([it, text]) => <option key={it} value={it}>{text}</option>)}
      </select>
    </label>
  );
}

function said(progress) {
  return progress ? `答えた質問 ${progress.asked}、残りは最大 ${progress.at_most}` : 'まだ始めていません。';
}

createRoot(document.querySelector('#guide')).render(<Guide />);
