import { availableParallelism } from 'node:os';
import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import { seriesName } from '../../../engine/market/series.ts';
import { languageFor } from '../../texts/language.ts';
import type { StartTimer } from '../deadline.ts';
import { calibrationSvg } from './calibration-svg.ts';
import { createChartCache } from './chart-cache.ts';
import type { ChartOrder, SvgOrder, ThreadOrder } from './chart-thread/chart-order.ts';
import { type DrawingThread, startDrawingThread } from './chart-thread/drawing-thread.ts';
import { createDrawingPool, type DrawingPoolSettings } from './drawing-pool.ts';
import { marketSvg } from './market-svg.ts';
import { signalSvg } from './signal-svg.ts';
import { CHART } from './style.ts';

/** Charts kept: a picture has some 60 kB. */
const CACHE = { mostCharts: 256, mostBytes: 24_000_000 };
/** Far more than a chart ever needs; one beyond it is a fault, not a big chart. */
const MEMORY_MB = { chart: 256, raster: 32 };
/** ECharts takes a second to start; what only rasterizes is there in 50 ms. */
const IDLE_MS = { chart: 60_000, raster: 2_000 };

export interface ChartDrawerSettings {
  readonly startTimer: StartTimer;
  /** Threads of a kind at most; default: one, or two where the machine has more than two processors. */
  readonly threads?: number;
  /** Drawings that may wait for a thread; one more is refused. Default 32. */
  readonly mostWaiting?: number;
  /**
   * The longest that a drawing may wait for a thread, and then take, in milliseconds. Default 20 s each: a thread's start is
   * some seconds on a busy machine.
   */
  readonly deadlineMs?: number;
  /** How the threads are started; a test counts or breaks them. */
  readonly startChartThread?: () => DrawingThread<ThreadOrder>;
  readonly startRasterThread?: () => DrawingThread<string>;
}

/** Draws charts off the event loop. */
export interface ChartDrawer {
  /**
   * The PNG of a chart: at once when it was drawn before, together with whoever asks for the same one now. Rejects when it
   * cannot be drawn, when too many wait, or after the deadline: the answer is then given in words.
   */
  draw(order: ChartOrder): Promise<Buffer>;
  /** Ends the threads; drawings under way are rejected. A later drawing starts a thread again. */
  stop(): Promise<void>;
}

const startChartThread = (): DrawingThread<ThreadOrder> =>
  startDrawingThread(new URL('./chart-thread/start-thread.mjs', import.meta.url), MEMORY_MB.chart);
const startRasterThread = (): DrawingThread<string> =>
  startDrawingThread(new URL('./raster-thread/thread.mjs', import.meta.url), MEMORY_MB.raster);

/**
 * Two kinds of threads: signals, which every post shows, are put together here in a millisecond and only rasterized in a thread; charts by
 * ECharts, which people ask for now and then, are made in one that loads it.
 */
export function createChartDrawer(settings: ChartDrawerSettings): ChartDrawer {
  const common: Omit<DrawingPoolSettings<never>, 'startThread' | 'idleMs'> = {
    startTimer: settings.startTimer,
    threads: settings.threads ?? (availableParallelism() > 2 ? 2 : 1),
    mostWaiting: settings.mostWaiting ?? 32,
    deadlineMs: settings.deadlineMs ?? 20_000,
  };
  const cache = createChartCache(CACHE);
  const charts = createDrawingPool<ThreadOrder>({
    ...common,
    idleMs: IDLE_MS.chart,
    startThread: settings.startChartThread ?? startChartThread,
  });
  const rasters = createDrawingPool<string>({
    ...common,
    idleMs: IDLE_MS.raster,
    startThread: settings.startRasterThread ?? startRasterThread,
  });
  const drawn = async (order: ChartOrder): Promise<Buffer> =>
    order.type === 'backtest' || order.type === 'why'
      ? await charts.draw(order)
      : await rasters.draw(svgOfOrder(order));
  return {
    draw: (order) => cache.get(chartKey(order), () => drawn(order)),
    async stop() {
      await Promise.all([charts.stop(), rasters.stop()]);
    },
  };
}

function svgOfOrder(order: SvgOrder): string {
  const language = languageFor(order.languageCode);
  switch (order.type) {
    case 'signal':
      return signalSvg(order, language);
    case 'market':
      return marketSvg(order, language);
    case 'calibration':
      return calibrationSvg(order, language);
  }
}

/** Equal keys are equal pictures: what is drawn, how it ended, the newest candle shown, theme, size and language. */
export function chartKey(order: ChartOrder): string {
  if (order.type === 'backtest') {
    const look = `${CHART.theme} ${order.languageCode}`;
    return ['backtest', backtestKey(order.tested), order.marketNote ?? '', look].join('|');
  }
  const look = `${order.theme} ${order.languageCode}`;
  if (order.type === 'why') return ['why', order.signal.id, order.answer.probabilityUp, look].join('|');
  if (order.type === 'market') return marketKey(order, look);
  if (order.type === 'calibration') {
    const { rows, fromMs, toMs } = order.calibration;
    return ['calibration', order.market ?? '', rows, fromMs, toMs, order.marketSource, look].join('|');
  }
  const { signal, steps, outcome } = order.entry;
  const { openTimeMs, length } = order.candles;
  const ended =
    outcome === null ? 'open' : `${outcome.direction.type} ${outcome.plan?.touched} ${outcome.plan?.exitPrice}`;
  return ['signal', signal.id, ended, steps.length, length, openTimeMs[length - 1] ?? 0, look].join('|');
}

function marketKey({ series, candles, open }: Extract<SvgOrder, { type: 'market' }>, look: string): string {
  const last = candles.length - 1;
  const newest = [candles.openTimeMs[last], candles.close[last]];
  return [
    'market',
    seriesName(series),
    ...newest,
    ...open.map(({ signal, steps }) => `${signal.id} ${steps.length}`),
    look,
  ].join('|');
}

function backtestKey({ series, fromMs, toMs, kind, statistics }: RuleTested): string {
  return [seriesName(series), fromMs, toMs, kind, statistics.trades, statistics.netReturn].join(' ');
}
