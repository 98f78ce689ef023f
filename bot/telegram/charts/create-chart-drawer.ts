import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import { seriesName } from '../../../engine/market/series.ts';
import { languageFor } from '../../texts/language.ts';
import type { StartTimer } from '../deadline.ts';
import { calibrationSvg } from './calibration-svg.ts';
import { createChartCache } from './chart-cache.ts';
import type { ChartOrder, SvgOrder } from './drawing-process/chart-order.ts';
import { type DrawingProcess, startDrawingProcess } from './drawing-process/drawing-process.ts';
import { createDrawingQueue } from './drawing-queue.ts';
import { equitySvg } from './equity-svg.ts';
import { marketSvg } from './market-svg.ts';
import { qrSvg } from './qr-svg.ts';
import { signalSvg } from './signal-svg.ts';
import { CHART } from './style.ts';

/** Charts kept: a picture has some 60 kB. */
const CACHE = { mostCharts: 256, mostBytes: 24_000_000 };
/** Shorter than the pause between two posts of the sandbox: what only rasterizes is there again at once, with ECharts it takes a second. */
const IDLE_MS = 3_000;

export interface ChartDrawerSettings {
  readonly startTimer: StartTimer;
  /** Drawings that may wait for the process; one more is refused. Default 32. */
  readonly mostWaiting?: number;
  /**
   * The longest that a drawing may wait for the process, and then take, in milliseconds. Default 20 s each: its start is some
   * seconds on a busy machine.
   */
  readonly deadlineMs?: number;
  /** How the process is started; a test counts or breaks it. */
  readonly startProcess?: () => DrawingProcess;
}

/** Draws charts off the event loop. */
export interface ChartDrawer {
  /**
   * The PNG of a chart: at once when it was drawn before, together with whoever asks for the same one now. Rejects when it
   * cannot be drawn, when too many wait, or after the deadline: the answer is then given in words.
   */
  draw(order: ChartOrder): Promise<Buffer>;
  /** A chart will be asked for soon, within forMs at most: starts the process, which takes some tenths of a second. */
  warm(forMs?: number): void;
  /** Ends the process; a drawing under way is rejected. A later drawing starts one again. */
  stop(): void;
}

/**
 * One process draws: a thread would leave its memory with us. What is SVG, as the signals that every post shows, is put together here in
 * some milliseconds and only rasterized there; charts by ECharts, which people ask for now and then, are made there altogether.
 */
export function createChartDrawer(settings: ChartDrawerSettings): ChartDrawer {
  const cache = createChartCache(CACHE);
  const queue = createDrawingQueue({
    startTimer: settings.startTimer,
    mostWaiting: settings.mostWaiting ?? 32,
    deadlineMs: settings.deadlineMs ?? 20_000,
    idleMs: IDLE_MS,
    startProcess: settings.startProcess ?? startDrawingProcess,
  });
  const drawn = async (order: ChartOrder): Promise<Buffer> =>
    await queue.draw(
      order.type === 'backtest' || order.type === 'why' ? order : { type: 'svg', svg: svgOfOrder(order) },
    );
  return {
    draw: (order) => cache.get(chartKey(order), () => drawn(order)),
    warm: queue.warm,
    stop: () => queue.stop(),
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
    case 'equity':
      return equitySvg(order, language);
    case 'qr':
      return qrSvg(order.text);
  }
}

/** Equal keys are equal pictures: what is drawn, how it ended, the newest candle shown, theme, size and language. */
export function chartKey(order: ChartOrder): string {
  if (order.type === 'backtest') {
    const look = `${CHART.theme} ${order.languageCode}`;
    return ['backtest', backtestKey(order.tested), order.marketNote ?? '', look].join('|');
  }
  if (order.type === 'qr') return ['qr', order.text].join('|');
  const look = `${order.theme} ${order.languageCode}`;
  if (order.type === 'why') return ['why', order.signal.id, order.answer.probabilityUp, look].join('|');
  if (order.type === 'market') return marketKey(order, look);
  if (order.type === 'calibration') {
    const { rows, fromMs, toMs } = order.calibration;
    return ['calibration', order.market ?? '', rows, fromMs, toMs, order.marketSource, look].join('|');
  }
  if (order.type === 'equity') return equityKey(order, look);
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

function equityKey({ netSums, market, marketSource }: Extract<SvgOrder, { type: 'equity' }>, look: string): string {
  const sums = netSums.map(({ family, count, points, deepestFallBps }) => {
    const last = points.at(-1);
    return [family, count, last?.timeMs, last?.sumBps, deepestFallBps].join(' ');
  });
  return ['equity', market ?? '', ...sums, marketSource, look].join('|');
}

function backtestKey({ series, fromMs, toMs, kind, statistics }: RuleTested): string {
  return [seriesName(series), fromMs, toMs, kind, statistics.trades, statistics.netReturn].join(' ');
}
