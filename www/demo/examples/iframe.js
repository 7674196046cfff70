// The portal's side of a guide in a frame: gives the frame the height it asks
// for, so that there is one scroll bar and not two.

/** Where the framed page is served; here from the portal itself. */
const GUIDE = location.origin;

const frame = document.querySelector('#guide');

addEventListener('message', (event) => {
  // Any window may post to us: only this frame, only from where it should be.
  if (event.origin !== GUIDE || event.source !== frame.contentWindow) {
    return;
  }
  const height = event.data?.tsunaguHeight;
  if (Number.isFinite(height)) {
    frame.height = Math.ceil(height);
  }
});

// The frame may have told its height before we listened, or may listen later.
frame.addEventListener('load', ask);
ask();

function ask() {
  frame.contentWindow.postMessage({ tsunaguAsks: 'height' }, GUIDE);
}
