// The frame's side: tells the portal how high the page is. A height is all
// that ever leaves the frame.

/** Portals that may frame this page; the same as in `frame-ancestors`. */
const PORTALS = [location.origin];

new ResizeObserver(() => PORTALS.forEach(tell)).observe(document.documentElement);

addEventListener('message', ({ origin, source, data }) => {
  if (source === parent && PORTALS.includes(origin) && data?.tsunaguAsks === 'height') {
    tell(origin);
  }
});

/** The browser delivers it only to a parent of exactly this origin. */
function tell(origin) {
  if (parent !== window) {
    parent.postMessage({ tsunaguHeight: document.documentElement.getBoundingClientRect().height }, origin);
  }
}
