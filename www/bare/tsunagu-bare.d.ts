// Types of tsunagu-bare.js: the engine without a page.

/** A boolean, an option, a whole number; `null` is "I don't know", `undefined` none. */
export type Answer = boolean | string | number | null | undefined;

/** A whole number is a number; one with decimals, or past 2⁵³, its digits as a text, as `settled` has it. */
export type Value = boolean | string | number | null | unknown[];

export type Set =
  | { settled: Value }
  | { min: string | null; max: string | null; null?: true }
  | { any_of: Value[] | 'any' }
  | { sure: Value[]; perhaps: Value[] };

export function ready(from: BufferSource | WebAssembly.Module | Response | URL | string): Promise<void>;

/** With `answers` they are worked out at once, and nothing without them: much quicker to begin. */
export function begin(
  book: Uint8Array,
  options?: { wizard?: string; lang?: string; at?: string; answers?: Record<string, Answer> },
): Form;

export interface Form {
  /** By decision of the wizard; `undefined` while it is open. */
  readonly values: Record<string, Value | undefined>;
  /** Names of the questions to be put now. */
  readonly asked: ReadonlySet<string>;
  /** Names of those that apply for certain and have no answer. */
  readonly unanswered: ReadonlySet<string>;
  /** What the last answers changed. */
  readonly changed: { readonly decisions: readonly string[]; readonly questions: readonly string[] };
  answer(name: string, value: Answer): void;
  answers(answers: Record<string, Answer>): void;
  /** Takes all answers back, with the next `answer` or `answers`. */
  clear(): void;
  /** A decision as a set of what it can still be. */
  set(decision: string): Set;
  free(): void;
}
