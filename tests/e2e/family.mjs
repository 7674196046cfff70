// A family in Fujisawa: two years old, a ventilator at home, no sheet from the
// doctor at hand. Questions by a part of their wording, in each language.

export const FAMILY = {
  ja: {
    path: '',
    age: '何歳ですか',
    answers: [
      ['どなたですか', '家族'],
      ['困っていること', ['どこに相談すればよいか分からない', '夜のケアがつらい']],
      ['相談したいですか', ['保育園・こども園・幼稚園']],
      ['どの市区町村', '藤沢市'],
      ['何歳ですか', '2'],
      ['どこに通っていますか', 'まだ、どこにも通っていない'],
      ['どこで暮らしていますか', '家で暮らしている'],
      ['近くで見つかりますか', '近くで見つからない'],
      ['機器や、しているケア', ['人工呼吸器', '鼻のチューブや胃ろう']],
    ],
    given: ['藤沢市', '人工呼吸器', 'まだ、どこにも通っていない', '近くで見つからない'],
    // What must be readable at the end.
    read: [
      'めやす',
      'かながわ医療的ケア児支援センター',
      '045-227-1255',
      'お住まいの市町村',
      '医療的ケアスコア',
      '保育所・認定こども園などでの医療的ケア',
      '湘南東部',
      '【園と仕事】',
      '【足りない支援】',
      '【災害】',
      '呼吸を助ける機器を動かす電源',
      '医療の機関',
      'これから変わること',
      '小学校に入る春',
      '18歳になる',
      'こう変わると、結果が変わります',
      '「お子さん（ご本人）は何歳ですか」の答えが「18歳」なら',
      '出典',
    ],
  },
  easy: {
    path: 'easy.html',
    answers: [
      ['どの人ですか', '家族'],
      ['困っていることは', ['どこに相談したらよいか分からない', '夜のケアが大変']],
      ['どんなことを相談', ['保育園・こども園・幼稚園']],
      ['どの市や町や村', '藤沢市'],
      ['何歳ですか', '2'],
      ['どこに通っていますか', 'まだ、どこにも通っていない'],
      ['どこで生活して', '家で生活している'],
      ['近くで見つかりますか', '近くで見つからない'],
      ['使っている機械', ['人工呼吸器', '鼻に入れた管や']],
    ],
    given: ['藤沢市'],
    read: ['045-227-1255'],
  },
  en: {
    path: 'en.html',
    age: 'How old is the child',
    answers: [
      ['Who are you', 'Family'],
      ['hard for you right now', ["I don't know where to ask", 'Caring through the night is hard']],
      ['like to ask about', ['Nursery or kindergarten']],
      ['Which municipality', 'Fujisawa City'],
      ['How old is the child', '2'],
      ['Where does the child (or person) go', 'Nowhere yet'],
      ['live now', 'At home, for longer'],
      ['near you, such as', 'No, there is none'],
      ['Choose every device', ['Ventilator', 'Tube feeding']],
    ],
    given: ['Fujisawa City', 'Ventilator', 'Nowhere yet'],
    read: [
      'Kanagawa Support Centre for Children Requiring Medical Care',
      '045-227-1255',
      'Your municipality',
      'Care score',
      'Shonan East',
      'Nursery and work:',
      'Missing support:',
      'Power for breathing devices',
      'Medical bodies',
      'What changes with time',
      'The spring of entering primary school',
      'Turns 18',
      'What would change this',
      'Sources',
    ],
  },
}

// A nurse in Fujisawa who is to be a coordinator.
export const SUPPORTER = {
  ja: {
    path: 'supporter.html',
    answers: [
      ['どなたですか', '仕事や活動で支えている人'],
      ['どの市区町村', '藤沢市'],
      ['資格や立場', ['看護師、保健師など']],
      ['コーディネーターの役割', 'はい'],
    ],
    given: ['藤沢市', '看護師'],
    read: ['医療的ケア児等コーディネーター養成研修'],
  },
  en: {
    path: 'en-supporter.html',
    answers: [
      ['Who are you', 'Someone who supports'],
      ['Which municipality', 'Fujisawa City'],
    ],
    given: ['Fujisawa City'],
    read: ['Coordinator'],
  },
}

// A day service in Yatsushiro that buys equipment: min(3,000,000, 2,000,000) × 3/4,
// or min(3,000,000 × 3/4, 2,000,000), for the document leaves open which.
export const FACILITY = {
  path: 'facility.html',
  answers: [
    ['どの種類の事業所', '児童発達支援事業所'],
    ['お住まいの市町村', '八代市'],
    ['いつ新たに受け入れ', '今年度に、新たに受け入れる'],
    ['何を買いますか', '医療用機器などだけ'],
    ['医療用機器などの費用', '3000000'],
    ['前の年度までに、この助成（備品）', '0'],
  ],
  given: ['八代市', '児童発達支援事業所'],
  read: ['備品購入費助成', '熊本県が決めます'],
  amount: /1,500,000円.{0,6}2,000,000円/,
}
