// @ts-check
// The candles of a report with their trades: drawn on a canvas, moved by drag, wheel, pinch, keys and buttons. Runs from a file and
// asks no network: the report holds these modules as one script (candle-view-script.ts).

/** @import { Market, Packed } from './unpack-candles.js' */
/** @import { Viewer } from './viewer.js' */

import { priceTextOf } from './candle-texts.js';
import { unpackCandles } from './unpack-candles.js';
import { openMarket, redraw } from './viewer.js';
import { followButtons, followKeys, followPointers, followWheel } from './viewer-input.js';

const root = document.querySelector('.viewer') ?? document.body;
const output = root.querySelector('output') ?? document.createElement('output');
/** @type {Packed} */
const packed = JSON.parse(document.getElementById('candle-data')?.textContent ?? '');

/** @param {readonly Market[]} markets */
function startViewer(markets) {
  const [market] = markets;
  const canvas = root.querySelector('canvas') ?? document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (market === undefined || pen === null) return;
  /** @type {Viewer} */
  const viewer = {
    ...{ canvas, pen, output, market },
    rows: { from: 0, to: 0 },
    chosen: -1,
    drawn: null,
    priceText: priceTextOf(packed.logStep),
  };
  followPointers(viewer);
  followWheel(viewer);
  followButtons(viewer, root);
  followKeys(viewer);
  const select = root.querySelector('select');
  select?.addEventListener('change', () => openMarket(viewer, markets[Number(select.value)] ?? market));
  new ResizeObserver(() => redraw(viewer)).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraw(viewer));
  openMarket(viewer, market);
}

unpackCandles(packed).then(startViewer, (error) => {
  output.textContent = `This browser could not unpack the candles: ${error}`;
});
