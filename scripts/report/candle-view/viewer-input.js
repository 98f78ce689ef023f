// @ts-check
// Drag, pinch, wheel, keys and buttons.

/** @import { Plot } from './draw-candles.js' */
/** @import { Viewer } from './viewer.js' */

import { chooseTrade, chooseTradeAt, showCandleAt, showRows, zoomRows } from './viewer.js';

/** Pixels that a finger may move and still tap. */
const TAP_MOVE = 4;
/** Two fingers closer than this many pixels are ignored for zooming. */
const PINCH_LEAST = 8;

/**
 * @param {Plot} plot
 * @param {number} x
 */
const shareOf = ({ left, right }, x) => (x - left) / (right - left);

/** @param {Viewer} viewer */
export function followPointers(viewer) {
  const { canvas } = viewer;
  /** @type {Map<number, PointerEvent>} */
  const pointers = new Map();
  let moved = 0;
  canvas.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    const { drawn, rows } = viewer;
    if (before === undefined || drawn === null) {
      showCandleAt(viewer, event);
      return;
    }
    const other = [...pointers.values()].find((each) => each.pointerId !== event.pointerId);
    const shift = event.offsetX - before.offsetX;
    moved += Math.abs(shift);
    if (other === undefined) {
      const shifted = shift / drawn.slot;
      showRows(viewer, rows.from - shifted, rows.to - shifted);
    } else {
      const [was, is] = [Math.abs(before.offsetX - other.offsetX), Math.abs(event.offsetX - other.offsetX)];
      if (is > PINCH_LEAST) zoomRows(viewer, was / is, shareOf(drawn.plot, (event.offsetX + other.offsetX) / 2));
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of /** @type {const} */ (['pointerup', 'pointercancel']))
    canvas.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      if (end === 'pointerup' && moved < TAP_MOVE && pointers.size === 0) chooseTradeAt(viewer, event);
    });
}

/** @param {Viewer} viewer */
export function followWheel(viewer) {
  viewer.canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (viewer.drawn === null) return;
      zoomRows(viewer, event.deltaY > 0 ? 1.25 : 0.8, shareOf(viewer.drawn.plot, event.offsetX));
    },
    { passive: false },
  );
}

/**
 * @param {Viewer} viewer
 * @param {Element} root Holds the buttons.
 */
export function followButtons(viewer, root) {
  const acts = {
    in: () => zoomRows(viewer, 0.5),
    out: () => zoomRows(viewer, 2),
    all: () => showRows(viewer, 0, viewer.market.candles.count),
    before: () => chooseTrade(viewer, viewer.chosen < 0 ? viewer.market.trades.length - 1 : viewer.chosen - 1),
    after: () => chooseTrade(viewer, viewer.chosen + 1),
  };
  for (const [name, act] of Object.entries(acts))
    root.querySelector(`[data-act="${name}"]`)?.addEventListener('click', act);
}

/** @param {Viewer} viewer */
export function followKeys(viewer) {
  const shift = (/** @type {number} */ tenths) => {
    const { from, to } = viewer.rows;
    const moved = (tenths * (to - from)) / 10;
    showRows(viewer, from + moved, to + moved);
  };
  /** @type {Readonly<Record<string, () => void>>} */
  const keys = {
    ArrowLeft: () => shift(-1),
    ArrowRight: () => shift(1),
    '+': () => zoomRows(viewer, 0.5),
    '-': () => zoomRows(viewer, 2),
  };
  viewer.canvas.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
