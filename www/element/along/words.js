// What is said here, in one table: Japanese, plain Japanese with readings,
// English. What the results say themselves comes from the book.
//
// `{name}` is a place for a value.

const LANGUAGES = ['ja', 'easy', 'en'];

const WORDS = {
  // The sheet
  sheet: ['相談シート', '｜相談《そうだん》シート', 'Consultation sheet'],
  titled: ['相談シート：{title}', '｜相談《そうだん》シート：{title}', 'Consultation sheet: {title}'],
  sheetWhat: [
    '答えと結果を1枚にまとめた紙です。窓口に持って行く、送る、画面で見せる、のどれでも使えます。同じ話を何度もしなくてすむように、お使いください。',
    '｜答《こた》えと｜結果《けっか》を｜1枚《いちまい》にまとめた｜紙《かみ》です。｜役所《やくしょ》などの｜窓口《まどぐち》に｜持《も》って｜行《い》ったり、｜送《おく》ったり、｜見《み》せたりできます。｜同《おな》じ｜話《はなし》を｜何回《なんかい》もしなくてよくなります。',
    'Your answers and results on one page. Take it to an office, send it or show it, so that you need not tell everything again.',
  ],
  made: ['作成：{at}', '｜作《つく》った｜日《ひ》：{at}', 'Made: {at}'],
  book: ['規則集：{pack} {version}（{hash}）', '｜規則集《きそくしゅう》：{pack} {version}（{hash}）', 'Rule book: {pack} {version} ({hash})'],
  wants: ['困っていること・相談したいこと', '｜困《こま》っていること・｜相談《そうだん》したいこと', 'What is hard, and what to ask about'],
  missing: ['これがわかると決まります：{what}', 'これがわかると｜決《き》まります：{what}', 'Still needed: {what}'],
  memo: ['メモ', 'メモ', 'Notes'],
  codeOnSheet: [
    'この画面と同じ答えを開く2次元コードです。答えが入っています。相談する人にだけ見せてください。',
    '｜同《おな》じ｜答《こた》えが｜見《み》られるコードです。あなたの｜答《こた》えが｜入《はい》っています。｜相談《そうだん》する｜人《ひと》だけに｜見《み》せてください。',
    'This code opens the same answers. It holds them: show it only to those you ask for advice.',
  ],
  comma: ['、', '、', ', '],

  // What to do with it
  print: ['相談シートを印刷', '｜相談《そうだん》シートを｜印刷《いんさつ》', 'Consultation sheet on paper or as PDF'],
  see: ['相談シートを見る', '｜相談《そうだん》シートを｜見《み》る', 'See the consultation sheet'],
  copy: ['文章でコピー', '｜文《ぶん》をコピーする', 'Copy as text'],
  copied: [
    'コピーしました。相談フォームやメールに貼り付けられます。',
    'コピーしました。｜相談《そうだん》フォームやメールに｜貼《は》ることができます。',
    'Copied. You can paste it into a form or a mail.',
  ],
  copyByHand: [
    'ここではコピーできませんでした。下の文章を選んでありますので、ご自分でコピーしてください。',
    'コピーできませんでした。｜下《した》の｜文《ぶん》を｜選《えら》んであります。｜自分《じぶん》でコピーしてください。',
    'It could not be copied here. The text below is selected: please copy it yourself.',
  ],
  copyField: ['相談シートの文章', '相談シートの文', 'Text of the consultation sheet'],
  save: ['ファイルに保存', 'ファイルに｜保存《ほぞん》', 'Save as a file'],
  saved: [
    '「{name}」を保存しました。答えが入ったファイルです。最初の画面の「保存したファイルを開く」で、続きから使えます。',
    '「{name}」を｜保存《ほぞん》しました。あなたの｜答《こた》えが｜入《はい》っています。｜最初《さいしょ》の｜画面《がめん》の「｜保存《ほぞん》したファイルを｜開《ひら》く」で、｜続《つづ》きができます。',
    'Saved “{name}”. It holds your answers. “Open a saved file” on the first screen goes on from there.',
  ],
  showCode: ['2次元コードを出す', '｜2次元《にじげん》コードを｜出《だ》す', 'Show a 2D code'],
  codeTitle: ['同じ答えと結果を開く2次元コード', '同じ答えと結果を開く2次元コード', '2D code that opens the same answers and results'],
  codeDescription: [
    '窓口の端末のカメラで読み取ると、このページが同じ答えで開きます。',
    '窓口のカメラで読むと、このページが同じ答えで開きます。',
    'Read by the camera of another device, it opens this page with the same answers.',
  ],
  codeWarning: [
    'このコードには、あなたの答えが入っています。相談する窓口の人にだけ見せてください。読み取った端末で同じ結果が開きます。答えがインターネットに送られることはありません。',
    'このコードには、あなたの｜答《こた》えが｜入《はい》っています。｜相談《そうだん》する｜窓口《まどぐち》の｜人《ひと》だけに｜見《み》せてください。｜窓口《まどぐち》で｜同《おな》じ｜結果《けっか》が｜見《み》られます。｜答《こた》えはインターネットに｜送《おく》りません。',
    'This code holds your answers. Show it only to the office you ask. Their device opens the same results; the answers are not sent over the internet.',
  ],
  codeTooLong: [
    '答えが多いため、2次元コードに入りきりませんでした。かわりに「ファイルに保存」をお使いください。',
    '｜答《こた》えが｜多《おお》いので、コードに｜入《はい》りませんでした。「ファイルに｜保存《ほぞん》」を｜使《つか》ってください。',
    'There are too many answers for a 2D code. Please use “Save as a file” instead.',
  ],

  // What comes in
  openFile: ['保存したファイルを開く', '｜保存《ほぞん》したファイルを｜開《ひら》く', 'Open a saved file'],
  openFileHint: [
    '「相談シート-日付.json」という名前のファイルです。この端末の中で開き、どこにも送りません。',
    '「｜相談《そうだん》シート-｜日付《ひづけ》.json」という｜名前《なまえ》のファイルです。どこにも｜送《おく》りません。',
    'A file named “相談シート-date.json”. It is opened on this device and sent nowhere.',
  ],
  opened: ['保存した答え（{at}）を開きました。', '｜保存《ほぞん》した｜答《こた》え（{at}）を｜開《ひら》きました。', 'The saved answers ({at}) are open.'],
  same: [
    '元の画面と同じ規則集・同じ結果です。',
    '｜元《もと》の｜画面《がめん》と｜同《おな》じ｜規則集《きそくしゅう》で、｜同《おな》じ｜結果《けっか》です。',
    'The same rule book and the same results as on the first device.',
  ],
  sameBook: [
    '規則集は同じですが、日がたったので、元の画面と結果が違うところがあります。',
    '｜規則集《きそくしゅう》は｜同《おな》じです。でも｜日《ひ》がたったので、｜元《もと》の｜画面《がめん》と｜結果《けっか》が｜違《ちが》うところがあります。',
    'The rule book is the same, but time has passed, and some results differ from those of the first device.',
  ],
  otherBook: [
    '規則集が新しくなりました（元：{version}、{hash}）。結果が変わっていることがあります。',
    '｜規則集《きそくしゅう》が｜新《あたら》しくなりました（｜前《まえ》：{version}、{hash}）。｜結果《けっか》が｜変《か》わっているかもしれません。',
    'The rule book has changed since (it was {version}, {hash}). Results may be different.',
  ],
  askedOn: [
    'まだ答えていない質問があります。続きから答えられます。',
    'まだ｜答《こた》えていない｜質問《しつもん》があります。｜続《つづ》きから｜答《こた》えてください。',
    'Some questions are still open. You can go on from here.',
  ],
  lost: ['引き継げなかったもの：', '｜使《つか》えなかったもの：', 'What could not be carried over:'],
  damaged: [
    '読み取れませんでした。途中で切れたか、壊れているようです。いまの画面の答えは、そのまま残っています。',
    '｜読《よ》めませんでした。｜途中《とちゅう》で｜切《き》れたか、｜壊《こわ》れています。｜今《いま》の｜画面《がめん》の｜答《こた》えは、そのままです。',
    'It could not be read: it seems cut off or damaged. The answers on this screen are as they were.',
  ],
  foreign: [
    'これは、この案内で保存したファイルではないようです。「相談シート-日付.json」という名前のファイルを選んでください。',
    'この｜案内《あんない》のファイルではありません。「｜相談《そうだん》シート-｜日付《ひづけ》.json」という｜名前《なまえ》のファイルを｜選《えら》んでください。',
    'This does not seem to be a file of this guide. Please choose one named “相談シート-date.json”.',
  ],
  newer: [
    'この案内の新しい版で保存されたものです。ページを読み込み直してから、もう一度お試しください。',
    '｜新《あたら》しい｜案内《あんない》で｜保存《ほぞん》したものです。ページを｜読《よ》み｜込《こ》み｜直《なお》して、もう｜一度《いちど》｜開《ひら》いてください。',
    'It was saved by a newer version of this guide. Please reload this page and try again.',
  ],
  tooLarge: [
    'ファイルが大きすぎるため、開きませんでした。この案内のファイルではないようです。',
    'ファイルが｜大《おお》きすぎます。この｜案内《あんない》のファイルではありません。',
    'It is too large to be a file of this guide, and was not opened.',
  ],
  oldBrowser: [
    'このブラウザーでは2次元コードの中身を開けません。ファイルでお受け取りください。',
    'このブラウザーでは｜開《ひら》くことができません。ファイルを｜使《つか》ってください。',
    'This browser cannot open what is in the code. Please use the file instead.',
  ],
  otherGuide: [
    'これは別の案内（{pack}・{wizard}）のものなので、ここでは開けません。その案内のページでお使いください。',
    'これはほかの｜案内《あんない》（{pack}・{wizard}）のものです。ここでは｜開《ひら》けません。その｜案内《あんない》のページで｜使《つか》ってください。',
    'This belongs to another guide ({pack}, {wizard}) and cannot be opened here. Please use it on the page of that guide.',
  ],
  replace: [
    '2次元コードの答えを開きますか。いまの画面の答えは、置きかわります。',
    'コードの｜答《こた》えを｜開《ひら》きますか。｜今《いま》の｜画面《がめん》の｜答《こた》えは、｜消《き》えます。',
    'Open the answers of the 2D code? They take the place of those on this screen.',
  ],
  replaceYes: ['開く', '｜開《ひら》く', 'Open'],
  replaceNo: ['いまの答えのままにする', '｜今《いま》の｜答《こた》えのままにする', 'Leave my answers'],

  // On this device
  pause: ['いったんやめて、あとで続ける', 'やめて、あとで｜続《つづ》ける', 'Stop here and go on later'],
  pauseWhat: [
    '選んだ日まで、答えをこの端末のこのブラウザーの中にだけ残します。次にこのページを開いたときに、続きから始められます。その日をすぎると消えます。自分で「消去」を押して消すこともできます。',
    '｜選《えら》んだ｜日《ひ》まで、あなたの｜答《こた》えをこのスマホやパソコンの｜中《なか》だけに｜残《のこ》します。｜次《つぎ》にこのページを｜開《ひら》くと、｜続《つづ》きができます。その｜日《ひ》をすぎると｜消《き》えます。「｜消去《しょうきょ》」を｜押《お》すと、すぐに｜消《き》えます。',
    'Your answers are kept in this browser on this device alone, until the day you choose. When you open this page again, you can go on. After that day they are erased; “Erase” does it at once.',
  ],
  shared: [
    '家族以外も使う端末（図書館や職場のパソコンなど）では、保存しないでください。',
    '｜家族《かぞく》ではない｜人《ひと》も｜使《つか》うスマホやパソコンでは、｜保存《ほぞん》しないでください。',
    'Do not save on a device that others than your family use, such as at a library or at work.',
  ],
  replaces: [
    '前に残した答えは、いまの答えに置きかわります。',
    '｜前《まえ》に｜残《のこ》した｜答《こた》えは｜消《き》えて、｜今《いま》の｜答《こた》えになります。',
    'It takes the place of the answers kept before.',
  ],
  untilWhen: ['いつまで残しますか', 'いつまで｜残《のこ》しますか', 'Until when?'],
  oneDay: ['1日（{day}まで）', '｜1日《いちにち》（{day}まで）', 'One day (until {day})'],
  oneWeek: ['1週間（{day}まで）', '｜1週間《いっしゅうかん》（{day}まで）', 'One week (until {day})'],
  oneMonth: ['1か月（{day}まで）', '｜1か月《いっかげつ》（{day}まで）', 'One month (until {day})'],
  keep: ['この端末に残す', 'ここに｜残《のこ》す', 'Keep on this device'],
  kept: ['この端末に{day}まで残します', 'このスマホやパソコンに{day}まで｜残《のこ》します', 'Kept on this device until {day}'],
  erase: ['消去', '｜消去《しょうきょ》', 'Erase'],
  erased: ['この端末に残した答えを消去しました。', '｜残《のこ》した｜答《こた》えを｜消《け》しました。', 'The answers kept on this device are erased.'],
  notErased: [
    '消去できませんでした。ブラウザーの設定で、このサイトのデータを消してください。',
    '｜消《け》すことができませんでした。ブラウザーの｜設定《せってい》で、このサイトのデータを｜消《け》してください。',
    'It could not be erased. Please clear this site’s data in the settings of the browser.',
  ],
  erasedElsewhere: [
    '別の画面で消去されたので、この端末に残すのをやめました。いまの画面の答えは、閉じるまで使えます。',
    'ほかの｜画面《がめん》で｜消《け》したので、ここに｜残《のこ》すのをやめました。｜今《いま》の｜画面《がめん》の｜答《こた》えは、｜閉《と》じるまで｜使《つか》えます。',
    'It was erased in another tab, so nothing is kept any more. The answers on this screen can be used until you close it.',
  ],
  writtenElsewhere: [
    '別の画面で、あとから答えが残されました。上書きしないで止めています。どちらを残しますか。',
    'ほかの｜画面《がめん》で、あとから｜答《こた》えを｜残《のこ》しました。どちらを｜残《のこ》しますか。',
    'Another tab has kept other answers since. Nothing was overwritten. Which should stay?',
  ],
  keepThis: ['この画面の答えを残す', 'この｜画面《がめん》の｜答《こた》えを｜残《のこ》す', 'Keep those of this screen'],
  openThat: ['別の画面の答えをここで開く', 'ほかの｜画面《がめん》の｜答《こた》えをここで｜開《ひら》く', 'Open the others here'],
  leaveThat: ['別の画面の答えを残し、ここでは残さない', 'ほかの｜画面《がめん》の｜答《こた》えを｜残《のこ》す', 'Leave the others, keep nothing here'],
  ended: [
    '残す期限がすぎたので、この端末から消しました。',
    '｜残《のこ》す｜日《ひ》がすぎたので、｜消《け》しました。',
    'The day is over, and the answers were erased from this device.',
  ],
  failed: [
    'この端末には残せませんでした（空きがないか、ブラウザーの設定で止められています）。かわりにファイルに保存できます。',
    'ここには｜残《のこ》せませんでした。かわりに、ファイルに｜保存《ほぞん》できます。',
    'It could not be kept on this device: there is no room, or the browser forbids it. You can save a file instead.',
  ],
  goOn: ['前回の続きから', '｜前《まえ》の｜続《つづ》きから', 'Go on from last time'],
  goOnWhat: [
    '{at}の答えが、この端末に残してあります（{day}まで）。',
    '{at}の｜答《こた》えが｜残《のこ》っています（{day}まで）。',
    'Answers of {at} are kept on this device (until {day}).',
  ],
  keptDamaged: [
    'この端末に残してあった答えを読み取れませんでした。',
    '｜残《のこ》した｜答《こた》えを｜読《よ》めませんでした。',
    'The answers kept on this device could not be read.',
  ],

  // The picture
  life: ['これから変わることの図', 'これから変わることの図', 'What changes with time, as a picture'],
  lifeDescription: [
    '今日から{end}年までの線の上に、{n}件のできごとを時期の順に並べています。内容は、図の下の表と同じです。',
    '今日から{end}年までに変わること{n}件です。図の下の表と同じです。',
    '{n} events on a line from today to {end}. The table below says the same.',
  ],
  when: ['時期', 'いつ', 'When'],
  event: ['できごと', 'できごと', 'Event'],
  change: ['変わること・準備', '｜変《か》わること・｜準備《じゅんび》', 'What changes, what to prepare'],
  today: ['今日', '今日', 'Today'],
  barKey: ['変わる時期', '｜変《か》わるとき', 'When it changes'],
  prepareKey: ['準備をする時期', '｜準備《じゅんび》するとき', 'Time to prepare'],
};

/** `say(name, values)` in the language of a view: `ja`, `easy`, or another. */
export function words(lang) {
  const column = Math.max(0, LANGUAGES.indexOf(lang));
  return (name, values = {}) => WORDS[name][column].replace(/\{(\w+)\}/g, (_, value) => values[value]);
}
