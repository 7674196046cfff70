/** Tsunagu: find which support fits a family, and who handles it. */

/**
 * Loads the engine. Await it once before using `RuleBook`; the element does so
 * itself. Without `source`, `tsunagu.wasm` next to `tsunagu.js` is fetched.
 */
export function ready(source?: BufferSource | WebAssembly.Module | Response | URL | string): Promise<void>;

/** A compiled rule book: what a portal serves as `books/*.book`. */
export class RuleBook {
  private constructor();
  /**
   * Reads a book. Throws an `Error` whose message is a sentence for the family,
   * in `lang` (`ja` if absent), when the bytes are not a whole book.
   */
  static load(bytes: Uint8Array | ArrayBuffer, lang?: string): RuleBook;
  /** Begins a session. Throws when the book has no such wizard, or when the day is not of the book's period. */
  start(options: StartOptions): Session;
  /** Begins a session with saved answers; see `Session.lost`. */
  restore(options: StartOptions, saved: Saved): Session;
  /** Lets go of the book; what it takes up stays until the page is left. Sessions started before stay usable. */
  free(): void;
}

export interface StartOptions {
  /** One of the book's wizards, by name; the first if absent. */
  wizard?: string;
  /** `ja` (if absent), `en`, or `easy`: plain Japanese, with readings written `｜相談《そうだん》`. */
  lang?: string;
  /** Date and time in Japan, `2026-11-20T12:30`; now if absent. */
  at?: string;
}

/** Numbers may be given as typed: full width and separators are understood. */
export type Answer = string | number | boolean | string[];

/** One run of a book. Every value it returns is plain data. */
export class Session {
  private constructor();
  /** The questions to ask now; `null` when there are none left to ask. */
  page(): Page | null;
  answer(question: string, value: Answer): void;
  /** "I don't know": the question is closed, every value stays possible. */
  unsure(question: string): void;
  clear(question: string): void;
  /** To the next screen. Stays, with errors in the page, where an answer cannot be read. */
  next(): void;
  back(): void;
  /** To the page of a question answered before; `next` then returns. */
  change(question: string): void;
  /** The language of all sentences from now on; answers stay. */
  language(lang: string): void;
  /** The same book with the texts of another language (`kanagawa.en.book`), for when that is asked for. */
  learn(book: RuleBook): void;
  /** To the first page left to answer; where there is none, to the check, or to the results. */
  open(results: boolean): void;
  /** The screen a person would see, whichever it is, in the session's language. */
  view(): View;
  /** The date and time, in Japan, that results are for; answers stay. */
  at(at: string): void;
  results(): Report;
  /** How a decision or a programme came out; `null` for an unknown name. */
  explain(name: string): Explanation | null;
  /** What changes by itself as time goes by, and what to prepare how early. */
  timeline(): Timeline;
  save(): Saved;
  /** What `restore` could not carry over, in words. */
  readonly lost: string[];
  free(): void;
}

/** What `save` returns. It holds answers: treat it as the family's secret. */
export interface Saved {
  book: string;
  pack: string;
  version: string;
  wizard: string;
  answers: Answers;
}

/**
 * The values something can still have; one value when it is settled. Numbers
 * are decimal strings. `null: true`: it may also not apply at all.
 */
export type ValueSet =
  | { settled: unknown }
  | { min: string | null; max: string | null; null?: true }
  | { any_of: unknown[] | 'any' }
  | { sure: ValueSet[]; perhaps: ValueSet[] };

export type Status = 'fits' | 'does-not-fit' | 'open';

/** The same object as `tsunagu eval --json` prints. */
export interface Report {
  pack: string;
  version: string;
  at: string;
  decisions: Record<string, ValueSet>;
  results: Array<{
    name: string;
    status: Status;
    amount?: ValueSet;
    because: Because[];
    missing: string[];
    sources: Source[];
  }>;
  desks: Array<{
    name: string;
    id: string;
    /** Not certain yet that this is the desk. */
    maybe?: true;
    channels: Array<{ kind: string; value: string; open: boolean | null; opens_next?: string }>;
  }>;
  next: { questions: string[]; at_least: number; at_most: number };
  /** Answers that cannot be together by the pack's own constraints; absent where all can. */
  contradictions?: Array<{ name: string; text: string; answers: Answers; sources: Source[] }>;
}

/** Answers by the question's name. */
export type Answers = Record<string, Answer | { unsure: true }>;

export interface Source {
  doc: string;
  at: string;
  as_of?: string;
}

/** A condition or decision, what became of it, and the answers without which it could be otherwise. */
export interface Because {
  text: string;
  status: Status;
  answers?: Answers;
  sources?: Source[];
  parts?: Because[];
}

/** How a decision or a programme came out. */
export interface Explanation {
  name: string;
  value: ValueSet;
  /** Questions still open that show in it. */
  open: string[];
  because: Because[];
  sources: Source[];
  /** The number of cases ran out: the bounds may be wider than need be. */
  out_of_cases: boolean;
  /** What would turn a programme's result, or lead to other desks: any one value of each question. */
  changes?: Array<{ answers: Record<string, Answer[]>; becomes: Status | string[] }>;
}

export interface Timeline {
  pack: string;
  version: string;
  at: string;
  events: LifeEvent[];
}

export interface LifeEvent {
  kind: { age: number } | { milestone: string } | { rules: true };
  /** `2040-04-01`. The same day as `until` where it is certain. */
  from: string;
  until: string;
  changes: Array<
    | { kind: 'result'; name: string; before: Status | null; after: Status | null }
    | { kind: 'decision'; name: string; before: ValueSet; after: ValueSet }
    | { kind: 'desk'; name: string; before: boolean; after: boolean }
  >;
  label?: string;
  prepare?: string;
  /** When to begin preparing. */
  begin?: string;
  sources?: Source[];
}

export interface View {
  title: string;
  lang: string;
  screen: Screen;
  progress: Progress;
  so_far: Fact[];
}

export type Screen =
  | ({ kind: 'start' } & StartScreen)
  | ({ kind: 'page' } & Page)
  | ({ kind: 'check' } & Check)
  | ({ kind: 'results' } & Results);

export interface Progress {
  screen: 'start' | 'page' | 'check' | 'results';
  asked: number;
  at_least: number;
  at_most: number;
  /** Steps that lead back to the start. */
  depth: number;
  text: string;
}

export interface StartScreen {
  intro: string[];
  notices: string[];
  begin: string;
}

export interface Page {
  heading: string;
  questions: Question[];
  next: string;
  back: string | null;
  errors_heading: string;
}

export interface Question {
  name: string;
  label: string;
  help: string | null;
  why: string;
  why_heading: string;
  input: Input;
  unsure: { label: string; chosen: boolean; advice: string[] };
  error: string | null;
}

export type Input =
  | { kind: 'choice'; groups: Group[]; long: boolean }
  | { kind: 'several'; groups: Group[]; hint: string }
  | { kind: 'number'; text: string; unit: string | null }
  | { kind: 'date'; text: string; hint: string }
  | { kind: 'text'; text: string };

export interface Group {
  heading: string | null;
  options: Choice[];
}

export interface Choice {
  value: string;
  label: string;
  help: string | null;
  chosen: boolean;
  /** Ticking it clears the other ticks of the question. */
  only: boolean;
}

export interface Check {
  heading: string;
  contradictions_heading: string;
  contradictions: string[];
  rows: CheckRow[];
  next: string;
  back: string | null;
}

export interface CheckRow {
  name: string;
  label: string;
  answer: string;
  change: string;
  change_label: string;
}

export interface Results {
  heading: string;
  notices: string[];
  contradictions_heading: string;
  contradictions: string[];
  next_heading: string;
  /** What to say on the phone, if the wizard knows. */
  say_heading: string;
  say: string | null;
  desks_heading: string;
  desks: Desk[];
  /** How many of the desks, from the first on, are whom to contact next. */
  first_desks: number;
  other_desks_heading: string;
  desk_changes_heading: string;
  desk_changes: string[];
  groups: Array<{
    status: Status;
    heading: string;
    missing_heading: string;
    /** What is still to be found out for any of them. */
    missing: Missing[];
    results: Result[];
  }>;
  facts_heading: string;
  facts: Fact[];
  life_heading: string;
  life: Life[];
  life_list: string;
  answers_heading: string;
  answers: CheckRow[];
  sources_heading: string;
  sources: string[];
  print: string;
  back: string;
  as_of: string;
}

/** A day, or a stretch of time on a day of which something changes. */
export interface Life {
  when: string;
  /** `2040-04-01`. */
  from: string;
  until: string;
  /** When to begin preparing, where there is something to prepare. */
  begin: string | null;
  title: string;
  lines: string[];
  sources: string[];
}

export interface Result {
  name: string;
  label: string;
  summary: string | null;
  status: Status;
  verdict: string;
  more: string;
  amount: string | null;
  because_heading: string;
  because: Reason[];
  missing_heading: string;
  missing: Missing[];
  changes_heading: string;
  changes: string[];
  gives: string | null;
  apply: Fact[];
  sources: string[];
}

export interface Missing {
  name: string;
  label: string;
  change: string;
  change_label: string;
  advice: string[];
}

export interface Reason {
  text: string;
  state: string;
  status: Status;
  answers: string[];
  source: string | null;
  parts: Reason[];
}

export interface Fact {
  label: string;
  value: string;
  note: string | null;
}

export interface Desk {
  id: string;
  name: string;
  description: string | null;
  place: string | null;
  maybe: string | null;
  channels: Channel[];
  no_channels: string | null;
  sources: string[];
}

export interface Channel {
  kind: string;
  value: string;
  link: string | null;
  hours: string | null;
  open: 'open' | 'closed' | 'unknown';
  state: string;
  note: string | null;
}

/**
 * `<tsunagu-intake book="…" wizard="…">`
 *
 * | attribute      | means                                                          |
 * |----------------|----------------------------------------------------------------|
 * | `book`         | address of the book; `kanagawa.{ja,easy,en}.book` where each language comes apart: one is loaded first, the others after the first screen |
 * | `integrity`    | `sha384-…` of the book (of each language, one after the other); another one is refused |
 * | `key`          | `ed25519:…` (several with blanks between): only books signed with it, on days of their period; a change of `at` starts anew |
 * | `pack`         | with `key`: the pack the book must be of                       |
 * | `wizard`       | one of the book's wizards; the first if absent                 |
 * | `municipality` | answers 市区町村 beforehand                                     |
 * | `lang`         | language, else that of the page; changing it keeps the answers |
 * | `theme`        | `light` (if absent), `dark`, or `auto`: as the device is set   |
 * | `at`           | date and time in Japan; now if absent                          |
 * | `loading`      | `eager`; else the engine is loaded when the element comes near |
 * | `history`      | `off`: steps make no entries in the browser's history          |
 * | `keep`         | `off`: nobody is offered to keep answers on the device         |
 * | `page`         | address in the 2D code; this page's own if absent              |
 */
export class TsunaguIntake extends HTMLElement {}

/** Never an answer inside. */
export interface ProgressDetail {
  asked: number;
  at_least: number;
  at_most: number;
}

export type ResultsDetail = Record<string, never>;

declare global {
  interface HTMLElementTagNameMap {
    'tsunagu-intake': TsunaguIntake;
  }
  interface HTMLElementEventMap {
    'tsunagu-progress': CustomEvent<ProgressDetail>;
    'tsunagu-results': CustomEvent<ResultsDetail>;
  }
}
