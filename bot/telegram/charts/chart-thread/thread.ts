import { parentPort } from 'node:worker_threads';
import { languageFor } from '../../../texts/language.ts';
import { renderBacktestChart } from '../backtest-chart.ts';
import { renderWhyChart } from '../why-chart.ts';
import type { ThreadOrder } from './chart-order.ts';
import type { DrawingAnswer } from './drawing-thread.ts';

function drawn(order: ThreadOrder): Buffer {
  const language = languageFor(order.languageCode);
  switch (order.type) {
    case 'backtest':
      return renderBacktestChart(order.tested, order.marketNote, language);
    case 'why':
      return renderWhyChart(order, language);
  }
}

function answerTo(order: ThreadOrder): DrawingAnswer {
  try {
    return { type: 'drawn', png: Uint8Array.from(drawn(order)) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

// This file is a thread: it starts when it is loaded, by start-thread.mjs only.
const port = parentPort;
if (port !== null) {
  // Only ever sent orders of ours, the next one after the answer.
  port.on('message', (order: ThreadOrder) => {
    const answer = answerTo(order);
    port.postMessage(answer, answer.type === 'drawn' ? [answer.png.buffer] : []);
  });
}
