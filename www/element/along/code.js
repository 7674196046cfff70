// The 2D code: an address in squares. The encoder is lean-qr's.

import { correction, generate } from 'lean-qr/nano';
import { toSvgPath } from 'lean-qr/extras/svg';
import { svg } from './pen.js';

/** Squares on each side that every reader expects to be empty (ISO/IEC 18004). */
const QUIET = 4;

/** Version 30. Of a larger one, a square on the sheet would be under 0.3 mm. */
const MOST = 137;

/** The picture, or nothing where the address is too long for a code that a
 * phone can read. */
export function code(address, title, description) {
  let squares;
  try {
    squares = generate(address, { minCorrectionLevel: correction.L });
  } catch {
    return undefined;
  }
  if (squares.size > MOST) {
    return undefined;
  }
  const side = squares.size + 2 * QUIET;
  const box = { x: -QUIET, y: -QUIET, width: side, height: side };
  return svg(
    'svg',
    {
      class: 'code',
      role: 'img',
      viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`,
      // Attributes, not styles: right even before along.css is there.
      'shape-rendering': 'crispEdges',
    },
    svg('title', {}, title),
    svg('desc', {}, description),
    svg('rect', { ...box, fill: '#fff' }),
    svg('path', { d: toSvgPath(squares), fill: '#000' }),
  );
}
