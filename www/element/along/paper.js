// Paper: while it is printed, one element is all there is on the page.
//
// A portal's header, menus and footer are not ours to style, so the children
// beside our path are marked and a style sheet, adopted for the time, leaves
// them out of print. Both are gone when printing is over.

const ASIDE = 'data-tsunagu-aside';
const AROUND = 'data-tsunagu-around';

const RULES = `
@page { size: A4; margin: 10mm; }
@media print {
  [${ASIDE}] { display: none !important; }
  [${AROUND}] { display: block !important; }
  [${AROUND}=''] {
    position: static !important;
    float: none !important;
    width: auto !important;
    max-width: none !important;
    height: auto !important;
    min-height: 0 !important;
    max-height: none !important;
    overflow: visible !important;
    margin: 0 !important;
    padding: 0 !important;
    border: 0 !important;
    background: none !important;
    box-shadow: none !important;
    transform: none !important;
    columns: auto !important;
  }
}`;

const NEVER_SEEN = 'script, style, link, template, meta';

/** The element whose button was pressed: then no other of the page is printed. */
let asked;

/**
 * Follows the printing of one element, from our buttons or the browser's menu.
 * What it returns prints a single part of it.
 */
export function printing(root, hasResults, signal) {
  const all = root.querySelector('.tsunagu');
  let part;
  let undo = [];
  addEventListener('beforeprint', () => {
    if (asked ? asked === root : hasResults()) {
      undo = alone(part ?? all);
    }
  }, { signal });
  addEventListener('afterprint', () => {
    undo.forEach((it) => it());
    undo = [];
  }, { signal });
  // "Print" of the results is the element's; here it is only heard first.
  root.addEventListener('click', (event) => {
    if (event.target.closest('[data-act=print]')) {
      asked = root;
      setTimeout(() => { asked = undefined; });
    }
  }, { signal, capture: true });

  return (element) => {
    [asked, part] = [root, element];
    // `beforeprint` comes while this runs.
    print();
    asked = part = undefined;
  };
}

/** Leaves `element` alone on the paper; what it returns undoes that. */
function alone(element) {
  const roots = [];
  // From here up to the document, out of each shadow root by its host.
  for (let at = element; at && at !== document.documentElement; at = at.parentElement ?? at.getRootNode().host) {
    const root = at.getRootNode();
    if (!roots.includes(root)) {
      roots.push(root);
    }
    around(at, at !== element);
  }
  return roots.map(adopt);
}

function around(at, flat) {
  at.removeAttribute(ASIDE);
  at.setAttribute(AROUND, flat ? '' : 'this');
  for (const other of at.parentNode?.children ?? []) {
    // Another of our elements may be printed too: its path stays.
    if (!other.hasAttribute(AROUND) && !other.matches(NEVER_SEEN)) {
      other.setAttribute(ASIDE, '');
    }
  }
}

function adopt(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((it) => it !== sheet);
    for (const name of [ASIDE, AROUND]) {
      root.querySelectorAll(`[${name}]`).forEach((it) => it.removeAttribute(name));
    }
  };
}
