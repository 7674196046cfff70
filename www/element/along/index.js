// What comes after the first screen: a sheet for the desk, a file, a 2D code,
// answers kept on this device, the picture of what changes with time, and the
// browser's own back and forward.
//
// The engine draws empty places, `[data-along]`, on its screens; here they are
// filled. Nothing is sent, and nothing is written before the person asks for it.

import { arrivals } from './arrival.js';
import { digest, payload } from './carry.js';
import { momentText, now } from './day.js';
import { download } from './file.js';
import { Foot } from './foot.js';
import { Keep } from './keep.js';
import { life } from './life.js';
import { Note } from './note.js';
import { printing } from './paper.js';
import { start } from './start.js';
import { fileName, take } from './take.js';
import { Trail } from './trail.js';
import { unfoldInPrint } from './unfold.js';
import { words } from './words.js';

/** `{ root, host, intake, refresh }`: the shadow root, the element, the engine's
 * Intake, and what tells the element that the session moved. */
export function along(options) {
  const it = new Along(options);
  return { shown: () => it.shown(), free: () => it.free() };
}

class Along {
  #root;
  #host;
  #intake;
  #refresh;
  #end = new AbortController();
  #guide;
  #note;
  #keep;
  #foot;
  #trail;
  #print;
  #screen;
  #view = {};
  #say;
  #stopLife = () => {};

  constructor({ root, host, intake, refresh }) {
    const { signal } = this.#end;
    [this.#root, this.#host, this.#intake, this.#refresh] = [root, host, intake, refresh];
    const { pack, wizard } = intake.save();
    this.#guide = { pack, wizard };
    this.#note = new Note(root);
    this.#print = printing(root, () => this.#view.screen.kind === 'results', signal);
    if (host.getAttribute('keep') !== 'off') {
      this.#keep = new Keep(this.#guide, () => this.#kept(), () => this.#drawFoot(), signal);
      this.#foot = new Foot(this.#place('foot'), this.#keep, {
        save: () => this.#download(),
        open: (entry) => entry?.saved && this.#open(entry.saved, entry.screen) && this.#keep.goOn(entry),
      });
    }
    unfoldInPrint(root, signal);
    if (host.getAttribute('history') !== 'off') {
      this.#trail = new Trail((depth) => this.#travel(depth), signal);
    }
    this.#draw();
    arrivals(
      {
        fits: (it) => this.#fits(it),
        take: (it) => this.#arrived(it),
        refuse: (error, it) => this.#refuse(error, it),
      },
      signal,
    );
  }

  /** After every change. An answer leaves the screen where it is, and so do we. */
  shown() {
    if (this.#root.querySelector('.screen') !== this.#screen) {
      this.#draw();
    }
    this.#keep?.changed();
    this.#trail?.at(this.#intake.depth());
  }

  #travel(depth) {
    this.#intake.go(depth);
    this.#refresh();
    return this.#intake.depth();
  }

  free() {
    this.#keep?.flush();
    this.#end.abort();
    this.#stopLife();
    this.#note.remove();
    this.#root.querySelectorAll('[data-along]').forEach((it) => it.replaceChildren());
  }

  #draw() {
    const before = this.#view;
    this.#screen = this.#root.querySelector('.screen');
    this.#view = this.#intake.view();
    const { lang, screen } = this.#view;
    if (lang !== before.lang) {
      this.#say = words(lang);
      this.#note.language(this.#say);
    } else {
      this.#note.clear();
    }
    if (lang !== before.lang || screen.kind !== before.screen?.kind) {
      this.#drawFoot();
    }
    this.#stopLife();
    this.#fill('start', start);
    this.#fill('take', take);
    this.#stopLife = this.#fill('life', life) ?? (() => {});
  }

  #fill(name, draw) {
    const place = this.#place(name);
    return place && draw(place, {
      view: this.#view,
      say: this.#say,
      keep: this.#keep,
      carried: () => this.#carried(),
      at: this.#at,
      page: this.#page,
      print: this.#print,
      open: (it, screen) => this.#open(it, screen),
      refuse: (error) => this.#refuse(error),
    });
  }

  #place(name) {
    return this.#root.querySelector(`[data-along=${name}]`);
  }

  #drawFoot() {
    const { lang, screen } = this.#view;
    this.#foot?.draw({ lang, say: this.#say, atStart: screen.kind === 'start' });
  }

  /** The time the portal fixed, else now. */
  get #at() {
    return this.#host.getAttribute('at') || now();
  }

  /** Where a 2D code leads: to this page, unless the portal names another. */
  get #page() {
    const page = new URL(this.#host.getAttribute('page') || location.pathname, location.href);
    page.hash = '';
    return page.href;
  }

  #carried() {
    return payload(this.#intake.save(), this.#view.screen, this.#at);
  }

  #kept() {
    const { screen } = this.#view;
    return { screen: screen.kind, saved: payload(this.#intake.save(), screen, now()) };
  }

  #download() {
    const carried = this.#carried();
    download(fileName(carried), carried);
  }

  #fits({ pack, wizard }) {
    return pack === this.#guide.pack && wizard === this.#guide.wizard;
  }

  /** What was scanned while somebody is answering takes nobody's answers away. */
  #arrived(it) {
    if (this.#view.screen.kind === 'start') {
      this.#open(it, 'results');
      return;
    }
    this.#note.show(
      (say) => [
        say('replace'),
        { text: say('replaceYes'), act: () => this.#open(it, 'results') },
        { text: say('replaceNo'), act: () => this.#note.clear() },
      ],
      this.#say,
    );
  }

  /** Whether the answers could be taken up. */
  #open(it, screen) {
    if (!this.#fits(it)) {
      this.#refuse({ why: 'otherGuide' }, it);
      return false;
    }
    const { tsunagu, at, digest: before, ...saved } = it;
    let lost;
    try {
      lost = this.#intake.restore(saved, screen);
    } catch (error) {
      // In words for the family already.
      this.#note.show(() => [error.message], this.#say);
      return false;
    }
    this.#refresh();
    const { book } = this.#intake.save();
    const after = digest(this.#view.screen);
    this.#note.show((say) => outcome({ ...it, before }, { book, after, lost, lang: this.#view.lang }, say), this.#say);
    return true;
  }

  #refuse({ why = 'damaged' }, it) {
    this.#note.show((say) => [say(why, it)], this.#say);
  }
}

/** How what is shown now stands to what was shown when it was saved. */
function outcome({ at, version, book, before }, now, say) {
  const lines = [say('opened', { at: momentText(at, now.lang) })];
  if (book !== now.book) {
    lines.push(say('otherBook', { version, hash: book.slice(0, 8) }));
  } else if (before && now.after) {
    lines.push(say(before === now.after ? 'same' : 'sameBook'));
  }
  if (!now.after) {
    lines.push(say('askedOn'));
  }
  return now.lost.length ? [...lines, say('lost'), ...now.lost] : lines;
}
