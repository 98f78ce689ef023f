import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { createChartDrawer } from '../../bot/telegram/charts/create-chart-drawer.ts';
import { signalSvg } from '../../bot/telegram/charts/signal-svg.ts';
import { startRealTimer } from '../../bot/telegram/deadline.ts';
import { ENGLISH } from '../../bot/texts/language.ts';
import { sliceColumns } from '../../engine/market/candle.ts';
import { quantileOf } from '../../engine/math.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, signalOf } from '../support/signal-fixtures.ts';
import type { Bench } from './bench.ts';

const require = createRequire(import.meta.url);
const font = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSans', 'DejaVuSans-Bold'].map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)),
  defaultFontFamily: 'DejaVu Sans',
};

const PICTURES = 25;
const CANDLES = 90;

/** A signal of its own for each number, on made-up candles that end at its decision: no picture is there already. */
function orderOf(number: number) {
  const walk = randomWalk({ rows: 4_000, seed: number });
  const openTimeMs = Float64Array.from(walk.openTimeMs, (_, row) => CLOSE_TIME_MS + (row - walk.length) * HOUR_MS);
  const candles = sliceColumns({ ...walk, openTimeMs }, walk.length - CANDLES);
  const entry = candles.close.at(-1) ?? 1;
  const levels = { entry, stop: 0.985 * entry, target: 1.015 * entry };
  const signal = signalOf({ ...levels, id: number.toString(16).padStart(64, '0') });
  return { type: 'signal', languageCode: 'en', theme: 'light', entry: entryOf(signal, outcomeOf()), candles } as const;
}

/** The picture of a signal as every post has it, from what is drawn to its PNG, in the process that draws, once that runs. */
export const DRAWING_BENCHES: readonly Bench[] = [
  {
    name: 'drawing a signal',
    unit: 'pictures/s',
    async run() {
      const drawer = createChartDrawer({ startTimer: startRealTimer });
      const ours: number[] = [];
      const reference: number[] = [];
      const bytes: number[] = [];
      try {
        await drawer.draw(orderOf(PICTURES));
        for (let number = 0; number < PICTURES; number += 1) {
          const order = orderOf(number);
          const startedMs = performance.now();
          const png = await drawer.draw(order);
          ours.push(performance.now() - startedMs);
          bytes.push(png.length);
          const svg = signalSvg(order, ENGLISH);
          const againMs = performance.now();
          new Resvg(svg, { font }).render().asPng();
          reference.push(performance.now() - againMs);
        }
      } finally {
        drawer.stop();
      }
      const medianMs = (timesMs: readonly number[]): number => quantileOf(Float64Array.from(timesMs), 0.5);
      process.stderr.write(
        `a picture takes a median ${medianMs(ours).toFixed(1)} ms and has at most ${Math.max(...bytes)} bytes\n`,
      );
      return {
        ours: 1_000 / medianMs(ours),
        reference: 1_000 / medianMs(reference),
        referenceName: 'resvg 2.6.2 with its own PNG, in process',
      };
    },
  },
];
