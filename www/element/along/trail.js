// The browser's back and forward buttons go from screen to screen.
//
// Each step forward is an entry of its own at the same address, so no answer is
// ever in it. The entry says how deep each intake of the page is, beside what
// the portal keeps there. Entries without our mark (a link within the page, an
// earlier visit) are none of ours: the screen stays.

let intakes = 0;

export class Trail {
  #key = `${performance.timeOrigin}.${++intakes}`;
  #depth = 0;
  #travelling = false;
  #go;

  /** `go(depth)` leads the session there, as far as it can, and says how far. */
  constructor(go, signal) {
    this.#go = go;
    addEventListener('popstate', () => this.#moved(), { signal });
  }

  /** The session is this deep now, whatever led it there. */
  at(depth) {
    if (this.#travelling) {
      return;
    }
    const before = this.#depth;
    this.#depth = depth;
    const top = history.state?.tsunagu?.top;
    if (depth > before) {
      this.#mark(before, top);
      history.pushState(this.#state(depth, [this.#key, before]), '');
    } else if (depth < before) {
      if (top?.[0] === this.#key && top[1] === depth) {
        history.back();
      } else {
        this.#mark(depth);
      }
    }
  }

  #moved() {
    const depth = history.state?.tsunagu?.[this.#key];
    if (depth === undefined) {
      this.#mark(this.#depth);
    } else if (depth !== this.#depth) {
      const { top } = history.state.tsunagu;
      this.#travelling = true;
      this.#depth = this.#go(depth);
      this.#travelling = false;
      this.#mark(this.#depth, top);
    }
  }

  #mark(depth, top) {
    history.replaceState(this.#state(depth, top), '');
  }

  /** `top`: which intake made the entry, and how deep it was before. */
  #state(depth, top) {
    return { ...history.state, tsunagu: { ...history.state?.tsunagu, [this.#key]: depth, top } };
  }
}
