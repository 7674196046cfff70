// Paper cannot be unfolded. The style sheet asks for it too; not every browser
// can.

export function unfoldInPrint(root, signal) {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...root.querySelectorAll('details:not([open])')];
    opened.forEach((it) => { it.open = true; });
  }, { signal });
  addEventListener('afterprint', () => opened.forEach((it) => { it.open = false; }), { signal });
}
