// @ts-check
import { parentPort } from 'node:worker_threads';
import { rasterized } from './rasterized.mjs';

/**
 * @param {string} svg
 * @returns {import('../chart-thread/drawing-thread.ts').DrawingAnswer}
 */
function answerTo(svg) {
  try {
    return { type: 'drawn', png: rasterized(svg) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

// This file is a thread: it starts when it is loaded.
const port = parentPort;
port?.on('message', (svg) => {
  const answer = answerTo(svg);
  port.postMessage(answer, answer.type === 'drawn' ? [answer.png.buffer] : []);
});
