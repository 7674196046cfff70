// The package: importing it defines the element, loads nothing yet.
//
// A portal that draws for itself takes `ready` and `RuleBook` and leaves the
// element alone. Types are in tsunagu.d.ts.

import { RuleBook } from './book.js';
import { TsunaguIntake } from './intake.js';
import { ready } from './load.js';

if (globalThis.customElements && !customElements.get('tsunagu-intake')) {
  customElements.define('tsunagu-intake', TsunaguIntake);
}

export { ready, RuleBook, TsunaguIntake };
