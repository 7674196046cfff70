// Days and times as a clock on a wall in Japan shows them.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `2026-11-25T19:30`. Nine hours ahead of UTC all year (明治19年勅令第51号), so no
 * time zone database is needed. The engine itself has no clock. */
export function now() {
  return new Date(Date.now() + 9 * HOUR).toISOString().slice(0, 16);
}

/** `2026-11-25`. */
export function today() {
  return now().slice(0, 10);
}

/** So many days after a day. */
export function later(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** A day as a number of years, to draw it on a line. */
export function year(day) {
  return Number(day.slice(0, 4)) + (Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / DAY / 366;
}

/** "12月2日", "2 December"; of another year with the year. */
export function dayText(day, lang) {
  const [, month, date] = day.split('-').map(Number);
  const otherYear = day.slice(0, 4) !== today().slice(0, 4);
  if (lang === 'en') {
    return `${date} ${monthName(day)}${otherYear ? ` ${day.slice(0, 4)}` : ''}`;
  }
  return `${otherYear ? `${day.slice(0, 4)}年` : ''}${month}月${date}日`;
}

/** "2026年11月25日", "25 November 2026". */
export function dayLong(day, lang) {
  const [year, month, date] = day.split('-').map(Number);
  return lang === 'en' ? `${date} ${monthName(day)} ${year}` : `${year}年${month}月${date}日`;
}

/** "2026年11月25日 19:30", "25 November 2026, 19:30". */
export function momentText(moment, lang) {
  const [day, time = ''] = moment.split('T');
  return `${dayLong(day, lang)}${lang === 'en' ? ',' : ''} ${time.slice(0, 5)}`;
}

function monthName(day) {
  return new Date(day).toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
}
