// @ts-check
/**
 * First file of the drawing process: draws one order after another until its parent ends it. Plain JavaScript, because a signal's picture,
 * which every post waits for, needs no TypeScript: the reader of it and ECharts, a second of start, are loaded for the first chart.
 */
import { rasterized } from './rasterized.mjs';

// Ctrl-C reaches every process of a terminal: our parent decides when we end.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));

/** @type {Promise<typeof import('./draw-with-echarts.ts')> | null} */
let charts = null;

async function loadCharts() {
  const { register } = await import('tsx/esm/api');
  register();
  return await import('./draw-with-echarts.ts');
}

/**
 * Devanagari as outlines; what shapes it is loaded for the first picture that has some.
 * @param {string} svg
 */
async function shaped(svg) {
  if (!/\p{scx=Deva}/u.test(svg)) return svg;
  const { withShapedText } = await import('./shaped-text.mjs');
  return withShapedText(svg);
}

/**
 * @param {import('./chart-order.ts').DrawingOrder} order
 * @returns {Promise<import('./drawing-process.ts').DrawingAnswer>}
 */
async function answerTo(order) {
  try {
    if (order.type === 'svg') return { type: 'drawn', png: rasterized(await shaped(order.svg)) };
    charts ??= loadCharts();
    const { drawWithECharts } = await charts;
    return { type: 'drawn', png: drawWithECharts(order) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

// Only ever sent orders of ours, the next one after the answer. Without a channel nobody waits for the picture any more.
process.on('message', (/** @type {import('./chart-order.ts').DrawingOrder} */ order) => {
  void answerTo(order).then((answer) => process.send?.(answer, undefined, undefined, () => {}));
});
